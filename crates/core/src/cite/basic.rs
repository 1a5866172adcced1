//! The basic texts: "Nos. 191A and 191B of the Convention", "Article 34 of the ITU Convention", "CS 154",
//! "the Radio Regulations", 《无线电规则》第5.388款.

use super::class::*;
use super::edition::Editions;
use super::inner::is_cyrillic;
use super::lexicon::{Basic, Says};
use super::{Found, Reader, each_provision};
use crate::knowledge::Lazy;
use crate::model::{Edition, Kind, Mention, Span, Written};
use crate::script::{Gap, Label};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// A number and where it stands.
type Number = (String, Span);

/// Of a longer range the two ends are what is cited.
const RANGE: u32 = 1000;

/// "No. 154 of the ITU Constitution", "Article 5 of the Radio Regulations", "No. 9.11A": from the word before the
/// numbers, which is token `at`.
pub(super) fn numbered(reader: Reader, at: usize, last: Option<&Mention>) -> Option<Found> {
    let label = reader.label(at);
    let Some(hit) = reader.here(&reader.rules.basic, at) else {
        let hit = reader.here(&reader.rules.basic_bare, at);
        let list = hit.filter(|_| label.is_none())?.get("list")?;
        let kind = reader.by_shape(at, list.clone())?;
        return reader.found(kind, None, list.clone(), at..list.end);
    };
    let name = hit.at("name")?;
    let owned = (at..name).any(|i| matches!(reader.class(i), ITU | THIS | SAME));
    let (kind, end) = match reader.all[name].says {
        Says::Basic(kind) => (kind, reader.ours(kind, name, owned)?),
        // "Article 12 of the Convention and No. 137A thereof"
        _ => (reader.basic_kind(last?)?, name + 1),
    };
    let mut list = hit.get("list")?;
    let mut found = reader.found(kind, label.clone(), list.clone(), at..end)?;
    if let Some(inner) = hit.get("inner") {
        let word = (at..inner.start).rev().find_map(|i| reader.label(i))?;
        let (number, _) = reader.numbers(inner, true).into_iter().next()?;
        each_provision(&mut found.mention, &[format!("{word} {number}")]);
    }
    // "Article 13 and No. 196": only the first is that of an article.
    let again = list.find(|i| matches!(reader.class(*i), BASIC_NUMBER | NUMBER_SIGN));
    if let (Some(again), Some(label)) = (again, label) {
        let behind = |one: &&mut Written| one.number_span.start > reader.all[again].start;
        for one in found.mention.written.iter_mut().filter(behind) {
            let number = one.number.as_deref().unwrap_or_default();
            let bare = number.trim_start_matches(&label).trim_start().to_owned();
            one.number = Some(bare);
        }
    }
    if let Some(open) = hit.at("edition") {
        let edition = reader.mark_edition(open)?;
        for one in &mut found.mention.written {
            one.edition = edition.clone();
        }
    }
    Some(found)
}

/// From the name of a basic text, which is token `at`: its numbers stand behind it, before it, or nowhere.
pub(super) fn named(reader: Reader, at: usize, floor: usize) -> Option<Found> {
    let Says::Basic(kind) = reader.all[at].says else {
        return None;
    };
    if reader.class(at) == BASIC_SHORT {
        return short(reader, kind, at, floor);
    }
    let mut start = at;
    while start > floor && matches!(reader.class(start - 1), ITU | SAME | THIS) {
        start -= 1;
    }
    // "the International Telecommunication Union's Constitution"
    let owner = [start.wrapping_sub(3), start.wrapping_sub(2)].map(|i| reader.class(i));
    if start >= floor + 3 && owner == [UNION, APOS] {
        start -= 3;
    }
    let end = reader.ours(kind, at, start < at)?;
    if let Some(hit) = reader.behind(&reader.rules.basic_numbers, end - 1) {
        let list = hit.get("list")?;
        // 《组织法》第44条: the word stands behind the number.
        let label = (end..list.end + 1).find_map(|i| reader.label(i));
        let counter = usize::from(matches!(reader.class(list.end), COUNTER | ARTICLE));
        return reader.found(kind, label, list.clone(), start..list.end + counter);
    }
    let before = reader.class_before(start);
    let quoted = before == QUOTE && reader.class(end) == QUOTE;
    let led = start < at || end > at + 1 || matches!(before, THE | AND) || quoted;
    let one = vec![Written::of(kind)];
    led.then(|| Found::cited(reader, start..end, one))
}

/// From the short name of a basic text: "CS 154", "104 and 105 CS".
fn short(reader: Reader, kind: Kind, at: usize, floor: usize) -> Option<Found> {
    if let Some(hit) = reader.behind(&reader.rules.basic_list, at) {
        let list = hit.get("list")?;
        let glued = reader.is_glued(at + 1) && reader.class(at + 1) != SLASH;
        // "CS104" is a number, "CV2" is not.
        let long = reader.written(list.start).len() >= 2;
        if !glued || long {
            let label = (at + 1..list.start).find_map(|i| reader.label(i));
            return reader.found(kind, label, list.clone(), at..list.end);
        }
    }
    let from = floor.max(at.saturating_sub(80));
    let hit = reader.before(&reader.rules.basic_before, from, at)?;
    let list = hit.get("list")?;
    let before = reader.class_before(list.start);
    let stuck = reader.is_glued(list.start) && !matches!(before, 0 | OPEN | QUOTE);
    let counts = !stuck && !reader.is_glued(at);
    counts.then(|| reader.found(kind, None, list.clone(), list.start..at + 1))?
}

/// Adds what lies between the last number and `upto`: "Nos. 88 to 90".
fn fill(found: &mut Vec<Number>, upto: &str, span: Span) {
    let last = found.last().map_or("", |(last, _)| last);
    let more = Label::between(last, upto, RANGE).into_iter().flatten();
    found.extend(more.map(|n| (n, span)));
}

impl Reader<'_> {
    /// "Article", as it is printed, of token `at`.
    fn label(&self, at: usize) -> Option<String> {
        if let Says::Article(label) = &self.all.get(at)?.says {
            return Some(label.to_string());
        }
        let key = matches!(self.class(at), DIVISION | ARTICLE).then(|| self.key(at))?;
        self.lexicon.articles.get(&key).cloned()
    }

    /// The numbers of a list.
    fn numbers(&self, list: Range<usize>, articles: bool) -> Vec<Number> {
        let mut found = Vec::new();
        for i in list {
            let span = Span::new(self.all[i].start, self.all[i].end);
            let written = self.written(i);
            match self.class(i) {
                NUMBER | YEAR | DECIMAL | MIXED | DIGITS => {
                    let number = self.number(i);
                    // "39A" of several letters, "160I", as written
                    let plain = number.filter(|n| n.class != MIXED && !n.lookalike);
                    let whole = plain.map_or(written, |n| &n.text);
                    if matches!(self.class_before(i), TO | HYPHEN | A) {
                        fill(&mut found, whole, span);
                    }
                    found.push((whole.trim_start_matches('0').to_owned(), span));
                    if let Some(second) = number.and_then(|n| n.version.clone()) {
                        fill(&mut found, &second, span);
                        found.push((second, span));
                    }
                }
                ROMAN | LETTER if articles && written.chars().all(|c| "IVXL".contains(c)) => {
                    found.push((written.to_owned(), span));
                }
                _ => {}
            }
        }
        found
    }

    /// The texts of a list of numbers; none where it holds none.
    fn found(
        self,
        kind: Kind,
        label: Option<String>,
        list: Range<usize>,
        tokens: Range<usize>,
    ) -> Option<Found> {
        let numbers = self.numbers(list, label.is_some()).into_iter();
        let label = label.map_or(String::new(), |label| label + " ");
        let written = numbers.map(|(n, span)| Written::numbered(kind, format!("{label}{n}"), span));
        let written: Vec<Written> = written.collect();
        (!written.is_empty()).then(|| Found::cited(self, tokens, written))
    }

    /// The basic text that was named in the same paragraph.
    fn basic_kind(self, last: &Mention) -> Option<Kind> {
        let here = last.span.start >= self.all[0].start;
        let kind = last.written.first().filter(|_| here)?.kind?;
        let mut texts = self.lexicon.basics.iter();
        texts.any(|t| t.kind == kind).then_some(kind)
    }

    /// "(Rev.WRC-15)" of "Appendix 30 (Rev.WRC-15) of the Radio Regulations".
    fn mark_edition(&self, open: usize) -> Option<Edition> {
        let editions = Editions {
            reader: *self,
            kind: Kind::main(),
            body: None,
        };
        let found = editions.bracketed(open)?;
        match found.sides.as_slice() {
            [(edition, None)] if edition.mark.is_some() => Some(edition.clone()),
            _ => None,
        }
    }

    /// Where the name at token `name` ends with "of the Union" behind it; none where it is another text's.
    fn ours(&self, kind: Kind, name: usize, owned: bool) -> Option<usize> {
        let next = self.past(name + 1, QUOTE);
        let text = self.lexicon.basics.iter().find(|t| t.kind == kind)?;
        if !owned {
            // "the Constitution, Laws and Regulations of …"
            let joined = self.past(self.past(next, COMMA), AND);
            let behind = self.all.get(joined).map(|_| self.key(joined));
            let is = |words: &FxHashSet<String>| behind.as_ref().is_some_and(|b| words.contains(b));
            let is_other = || self.is_of_other(name, next) || self.is_bare(text, name, next);
            if joined == next && is(&text.not_before)
                || is(&self.lexicon.not_basic)
                || text.generic && is_other()
            {
                return None;
            }
        }
        // Устава Союза
        if matches!(self.class(next), UNION | ITU) && is_cyrillic(*self, next) {
            return Some(next + 1);
        }
        match self.behind(&self.rules.basic_owner, name) {
            Some(hit) if hit.has("union") => Some(hit.get("union")?.end),
            Some(hit) if !owned && text.generic && hit.has("other") => None,
            _ => Some(next),
        }
    }

    /// True for a name without the article that it has alone, as one whose owner stands behind has it: دستور تونس.
    fn is_bare(&self, text: &Basic, name: usize, next: usize) -> bool {
        let whole = text.names.contains(&self.key(name));
        let joined = self.class(next) == AND && self.class(next + 1) == BASIC;
        let ours = joined || matches!(self.class(next), UNION | ITU);
        let articled = self.is_glued(name) && matches!(self.class_before(name), OF | THE);
        !whole && !ours && !articled
    }

    /// True where somebody else is named right before or behind: "the WHO Constitution", «la Constitution française»,
    /// Устав ООН, 世界卫生组织《组织法》.
    fn is_of_other(&self, name: usize, next: usize) -> bool {
        let quoted = self.class_before(name) == QUOTE && self.is_glued(name - 1);
        let before = self.class_before(name - usize::from(quoted));
        let led = matches!(before, NAME | CAPS | PLACE | HAN)
            || matches!(before, OTHER | ORGAN | ORGAN_ADJECTIVE);
        let class = self.class(next);
        let told = matches!(class, ORGAN_ADJECTIVE | ORGAN | OTHER | GEN_OTHER);
        let case = matches!(class, NAME | CAPS | GEN_BODY | PLACE | GATHERING);
        let behind = told || case && self.is_capital(next) && is_cyrillic(*self, next);
        led && !self.begins_line(name) || behind && self.gap(next) < Gap::Line
    }

    /// The basic text that alone has such numbers.
    fn by_shape(&self, at: usize, list: Range<usize>) -> Option<Kind> {
        let end = list.end;
        let numbers = self.numbers(list, false);
        let (first, _) = numbers.first()?;
        let fits = |text: &Basic, number: &str| {
            let shape = text.shape.as_ref().and_then(Lazy::get);
            shape.is_some_and(|shape| shape.is_match(number))
        };
        let mut texts = self.lexicon.basics.iter();
        let text = texts.find(|text| fits(text, first))?;
        let all = numbers.iter().all(|(number, _)| fits(text, number));
        let named = matches!(self.class_before(at), NAME | CAPS | LAW | ORGAN | OTHER);
        let goes_on = self.is_glued(end) && matches!(self.class(end), SLASH | HYPHEN | SIGN);
        let of = self.class(end) == OF;
        (all && !named && !of && !goes_on).then_some(text.kind)
    }
}
