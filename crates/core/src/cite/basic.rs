//! The basic texts: "Nos. 191A and 191B of the Convention", "Article 34 of the ITU Convention", "CS 154",
//! "the Radio Regulations", 《无线电规则》第5.388款.

use super::class::*;
use super::edition::Editions;
use super::inner::is_cyrillic;
use super::lexicon::Says;
use super::{Found, Reader};
use crate::knowledge::Lazy;
use crate::model::{Edition, Kind, Span, Written};
use crate::script::{Gap, Label};
use std::ops::Range;

/// A number and where it stands.
type Number = (String, Span);

/// Of a longer range the two ends are what is cited.
const RANGE: u32 = 1000;

/// "No. 154 of the ITU Constitution", "Article 5 of the Radio Regulations", "No. 9.11A": from the word before the
/// numbers, which is token `at`.
pub(super) fn numbered(reader: Reader, at: usize) -> Option<Found> {
    let label = reader.label(at);
    let mut edition = Edition::default();
    let mut provision = None;
    if let Some(hit) = reader.here(&reader.rules.basic, at) {
        let name = hit.at("name")?;
        let Says::Basic(kind) = reader.all[name].says else {
            return None;
        };
        let owned = (at..name).any(|i| matches!(reader.class(i), ITU | THIS | SAME));
        let end = reader.ours(kind, name, owned)?;
        let numbers = reader.numbers(hit.get("list")?, label.is_some());
        if numbers.is_empty() {
            return None;
        }
        if let Some(inner) = hit.get("inner") {
            let word = (at..inner.start).rev().find_map(|i| reader.label(i))?;
            let (number, _) = reader.numbers(inner, true).into_iter().next()?;
            provision = Some(format!("{word} {number}"));
        }
        if let Some(open) = hit.at("edition") {
            edition = reader.mark_edition(open)?;
        }
        let mut found = reader.found(kind, label, numbers, at..end);
        for one in &mut found.mention.written {
            one.edition = edition.clone();
            one.provision = provision.clone();
        }
        return Some(found);
    }
    if label.is_some() {
        return None;
    }
    let hit = reader.here(&reader.rules.basic_bare, at)?;
    let list = hit.get("list")?;
    let numbers = reader.numbers(list.clone(), false);
    let kind = reader.by_shape(at, &numbers, list.end)?;
    Some(reader.found(kind, None, numbers, at..list.end))
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
        let numbers = reader.numbers(list.clone(), label.is_some());
        let counter = usize::from(matches!(reader.class(list.end), COUNTER | ARTICLE));
        return Some(reader.found(kind, label, numbers, start..list.end + counter));
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
            let numbers = reader.numbers(list.clone(), label.is_some());
            return Some(reader.found(kind, label, numbers, at..list.end));
        }
    }
    let from = floor.max(at.saturating_sub(80));
    let hit = reader.before(&reader.rules.basic_before, from, at)?;
    let list = hit.get("list")?;
    let stuck = list.start > 0
        && reader.is_glued(list.start)
        && !matches!(reader.class(list.start - 1), OPEN | QUOTE);
    let numbers = reader.numbers(list.clone(), false);
    let spaced = !reader.is_glued(at);
    (!stuck && spaced && !numbers.is_empty())
        .then(|| reader.found(kind, None, numbers, list.start..at + 1))
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

    fn found(
        self,
        kind: Kind,
        label: Option<String>,
        numbers: Vec<Number>,
        tokens: Range<usize>,
    ) -> Found {
        let written = numbers.into_iter().map(|(number, span)| {
            let label = label.iter().map(|label| format!("{label} "));
            Written::numbered(kind, label.chain([number]).collect(), span)
        });
        Found::cited(self, tokens, written.collect())
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
        let text = self.forms.basic_texts.iter().find(|t| t.kind == kind)?;
        // "the Constitution, Laws and Regulations of …"
        let joined = self.past(self.past(next, COMMA), AND);
        let behind = self.all.get(joined).map(|_| self.key(joined));
        let behind = behind.unwrap_or_default();
        let other = |words: &[String]| words.iter().any(|w| super::places::squeeze(w) == behind);
        if !owned
            && (joined == next && other(&text.not_before) || other(&self.forms.basic_words.other))
        {
            return None;
        }
        if text.generic && !owned && self.is_of_other(name, next) {
            return None;
        }
        // Устава Союза
        if matches!(self.class(next), UNION | ITU) && is_cyrillic(*self, next) {
            return Some(next + 1);
        }
        let hit = self.behind(&self.rules.basic_owner, name);
        let named = |name: &str| hit.as_ref()?.get(name);
        match named("union") {
            Some(union) => Some(union.end),
            None => {
                let other = text.generic && named("other").is_some();
                (owned || !other).then_some(next)
            }
        }
    }

    /// True where somebody else is named right before or behind: "the WHO Constitution", «la Constitution française»,
    /// Устав ООН, 世界卫生组织《组织法》.
    fn is_of_other(&self, name: usize, next: usize) -> bool {
        let quoted = self.class_before(name) == QUOTE && self.is_glued(name - 1);
        let before = self.class_before(name - usize::from(quoted));
        let led = matches!(
            before,
            NAME | CAPS | OTHER | ORGAN | ORGAN_ADJECTIVE | PLACE | HAN
        );
        let class = self.class(next);
        let told = matches!(class, ORGAN_ADJECTIVE | ORGAN | OTHER | GEN_OTHER);
        let case = matches!(class, NAME | CAPS | GEN_BODY | PLACE | GATHERING);
        let behind = told || case && self.is_capital(next) && is_cyrillic(*self, next);
        led && !self.begins_line(name) || behind && self.gap(next) < Gap::Line
    }

    /// The basic text that alone has such numbers.
    fn by_shape(&self, at: usize, numbers: &[Number], end: usize) -> Option<Kind> {
        let (first, _) = numbers.first()?;
        let shapes = &self.lexicon.basic_shapes;
        let fits = |shape: &Lazy, number: &str| shape.get().is_some_and(|s| s.is_match(number));
        let (kind, shape) = shapes.iter().find(|(_, shape)| fits(shape, first))?;
        if !numbers.iter().all(|(n, _)| fits(shape, n)) {
            return None;
        }
        let before = self.class_before(at);
        let named = matches!(before, NAME | CAPS | LAW | ORGAN | OTHER);
        let goes_on = self.is_glued(end) && matches!(self.class(end), SLASH | HYPHEN | SIGN);
        let of = self.class(end) == OF;
        (!named && !of && !goes_on).then_some(*kind)
    }
}
