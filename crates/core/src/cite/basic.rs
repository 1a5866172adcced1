//! The basic texts: "Nos. 191A and 191B of the Convention", "Article 34 of the ITU Convention", "CS 154",
//! "the Radio Regulations", 《无线电规则》第5.388款.

use super::class::*;
use super::edition::Editions;
use super::inner::{between, is_cyrillic};
use super::lexicon::Says;
use super::{Found, Reader};
use crate::knowledge::Lazy;
use crate::model::{Edition, Kind, Mention, Span, Written};
use crate::script::Gap;
use std::ops::Range;

/// A number and where it stands.
type Number = (String, Span);

/// Of a longer range the two ends are what is cited.
const RANGE: u32 = 1000;

/// "No. 154 of the ITU Constitution", "Article 5 of the Radio Regulations", "No. 9.11A": from the word before the
/// numbers, which is token `at`.
pub(super) fn numbered(reader: Reader, at: usize, last: Option<&Mention>) -> Option<Found> {
    let tokens = reader.tokens;
    let (classes, offset) = (&tokens.classes[tokens.all[at].at..], tokens.all[at].at);
    let label = reader.label(at);
    let mut edition = Edition::default();
    let mut provision = None;
    if let Some(hit) = reader.rules.basic.first(classes, offset) {
        let name = tokens.tokens_of(hit.get("name")?).start;
        let owned = (at..name).any(|i| matches!(tokens.class(i), ITU | THIS | SAME));
        let (kind, end) = match tokens.all[name].says {
            Says::Basic(kind) => (kind, reader.ours(kind, name, owned)?),
            // "Article 12 of the Convention and No. 137A thereof"
            _ => (reader.basic_kind(last?)?, name + 1),
        };
        let mut list = tokens.tokens_of(hit.get("list")?);
        let numbers = reader.numbers(list.clone(), label.is_some());
        if numbers.is_empty() {
            return None;
        }
        // "Article 13 and No. 196": only the first is that of an article.
        let again = list.find(|i| matches!(tokens.class(*i), BASIC_NUMBER | NUMBER_SIGN));
        let again = again.map_or(usize::MAX, |i| tokens.all[i].start);
        let articles = label.as_ref().map(|label| format!("{label} "));
        if let Some(inner) = hit.get("inner").map(|at| tokens.tokens_of(at)) {
            let word = (at..inner.start).rev().find_map(|i| reader.label(i))?;
            let (number, _) = reader.numbers(inner, true).into_iter().next()?;
            provision = Some(format!("{word} {number}"));
        }
        if let Some(open) = hit.get("edition") {
            edition = reader.mark_edition(tokens.tokens_of(open).start)?;
        }
        let mut found = reader.found(kind, label, numbers, at..end);
        for one in &mut found.mention.written {
            one.edition = edition.clone();
            one.provision = provision.clone();
            if let (Some(number), Some(label)) = (&mut one.number, &articles)
                && one.number_span.start > again
            {
                *number = number.trim_start_matches(label.as_str()).to_owned();
            }
        }
        return Some(found);
    }
    if label.is_some() {
        return None;
    }
    let hit = reader.rules.basic_bare.first(classes, offset)?;
    let list = tokens.tokens_of(hit.get("list")?);
    let numbers = reader.numbers(list.clone(), false);
    let kind = reader.by_shape(at, &numbers, list.end)?;
    Some(reader.found(kind, None, numbers, at..list.end))
}

/// From the name of a basic text, which is token `at`: its numbers stand behind it, before it, or nowhere.
pub(super) fn named(reader: Reader, at: usize, floor: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let Says::Basic(kind) = tokens.all[at].says else {
        return None;
    };
    if tokens.class(at) == BASIC_SHORT {
        return short(reader, kind, at, floor);
    }
    let mut start = at;
    while start > floor && matches!(tokens.class(start - 1), ITU | SAME | THIS) {
        start -= 1;
    }
    // "the International Telecommunication Union's Constitution"
    let owner = [start.wrapping_sub(3), start.wrapping_sub(2)].map(|i| tokens.class(i));
    if start >= floor + 3 && owner == [UNION, APOS] {
        start -= 3;
    }
    let end = reader.ours(kind, at, start < at)?;
    if let Some(hit) = tokens.behind(&reader.rules.basic_numbers, end - 1) {
        let list = tokens.group(&hit, "list")?;
        // 《组织法》第44条: the word stands behind the number.
        let label = (end..list.end + 1).find_map(|i| reader.label(i));
        let numbers = reader.numbers(list.clone(), label.is_some());
        let counter = usize::from(matches!(tokens.class(list.end), COUNTER | ARTICLE));
        return Some(reader.found(kind, label, numbers, start..list.end + counter));
    }
    let before = start.checked_sub(1).map_or(0, |i| tokens.class(i));
    let quoted = before == QUOTE && tokens.class(end) == QUOTE;
    let led = start < at || end > at + 1 || matches!(before, THE | AND) || quoted;
    let one = vec![Written::of(kind)];
    led.then(|| Found::cited(reader, start..end, one))
}

/// From the short name of a basic text: "CS 154", "104 and 105 CS".
fn short(reader: Reader, kind: Kind, at: usize, floor: usize) -> Option<Found> {
    let tokens = reader.tokens;
    if let Some(hit) = tokens.behind(&reader.rules.basic_list, at) {
        let list = tokens.group(&hit, "list")?;
        let glued = tokens.is_glued(at + 1) && tokens.class(at + 1) != SLASH;
        // "CS104" is a number, "CV2" is not.
        let long = tokens.written(list.start).len() >= 2;
        if !glued || long {
            let label = (at + 1..list.start).find_map(|i| reader.label(i));
            let numbers = reader.numbers(list.clone(), label.is_some());
            return Some(reader.found(kind, label, numbers, at..list.end));
        }
    }
    let from = floor.max(at.saturating_sub(80));
    let hit = tokens.before(&reader.rules.basic_before, from, at)?;
    let list = tokens.group(&hit, "list")?;
    let stuck = list.start > 0
        && tokens.is_glued(list.start)
        && !matches!(tokens.class(list.start - 1), OPEN | QUOTE);
    let numbers = reader.numbers(list.clone(), false);
    let spaced = !tokens.is_glued(at);
    (!stuck && spaced && !numbers.is_empty())
        .then(|| reader.found(kind, None, numbers, list.start..at + 1))
}

/// Adds what lies between the last number and `upto`: "Nos. 88 to 90".
fn fill(found: &mut Vec<Number>, upto: &str, span: Span) {
    let last = found.last().map_or("", |(last, _)| last);
    let more = between(last, upto, RANGE).into_iter().flatten();
    found.extend(more.map(|n| (n, span)));
}

impl Reader<'_> {
    /// "Article", as it is printed, of token `at`.
    fn label(&self, at: usize) -> Option<String> {
        if let Says::Article(label) = &self.tokens.all.get(at)?.says {
            return Some(label.to_string());
        }
        let key =
            matches!(self.tokens.class(at), DIVISION | ARTICLE).then(|| self.tokens.key(at))?;
        self.lexicon.articles.get(&key).cloned()
    }

    /// The numbers of a list.
    fn numbers(&self, list: Range<usize>, articles: bool) -> Vec<Number> {
        let tokens = self.tokens;
        let mut found = Vec::new();
        for i in list {
            let span = Span::new(tokens.all[i].start, tokens.all[i].end);
            let written = tokens.written(i);
            match tokens.class(i) {
                NUMBER | YEAR | DECIMAL | MIXED | DIGITS => {
                    let number = tokens.number(i);
                    // "39A" of several letters, "160I", as written
                    let plain = number.filter(|n| n.class != MIXED && !n.lookalike);
                    let whole = plain.map_or(written, |n| &n.text);
                    if matches!(tokens.class_before(i), TO | HYPHEN | A) {
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

    /// The basic text that was named in the same paragraph.
    fn basic_kind(self, last: &Mention) -> Option<Kind> {
        let here = last.span.start >= self.tokens.all[0].start;
        let kind = last.written.first().filter(|_| here)?.kind?;
        let mut texts = self.forms.basic_texts.iter();
        texts.any(|t| t.kind == kind).then_some(kind)
    }

    /// "(Rev.WRC-15)" of "Appendix 30 (Rev.WRC-15) of the Radio Regulations".
    fn mark_edition(&self, open: usize) -> Option<Edition> {
        let editions = Editions {
            tokens: self.tokens,
            lexicon: self.lexicon,
            rules: self.rules,
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
        let tokens = self.tokens;
        let next = name + 1 + usize::from(tokens.class(name + 1) == QUOTE);
        let text = self.forms.basic_texts.iter().find(|t| t.kind == kind)?;
        // "the Constitution, Laws and Regulations of …"
        let mut joined = next + usize::from(tokens.class(next) == COMMA);
        joined += usize::from(tokens.class(joined) == AND);
        let behind = tokens
            .all
            .get(joined)
            .map(|_| tokens.key(joined))
            .unwrap_or_default();
        let other = |words: &[String]| words.iter().any(|w| super::places::squeeze(w) == behind);
        if !owned
            && (joined == next && other(&text.not_before) || other(&self.forms.basic_words.other))
        {
            return None;
        }
        if text.generic
            && !owned
            && (self.is_of_other(name, next) || self.is_bare(&text.names, name, next))
        {
            return None;
        }
        // Устава Союза
        if matches!(tokens.class(next), UNION | ITU) && is_cyrillic(*self, next) {
            return Some(next + 1);
        }
        let hit = tokens.behind(&self.rules.basic_owner, name);
        let named = |name: &str| tokens.group(hit.as_ref()?, name);
        match named("union") {
            Some(union) => Some(union.end),
            None => {
                let other = text.generic && named("other").is_some();
                (owned || !other).then_some(next)
            }
        }
    }

    /// True for a name without the article that it has alone, as one whose owner stands behind has it: دستور تونس.
    fn is_bare(&self, names: &[String], name: usize, next: usize) -> bool {
        let tokens = self.tokens;
        let key = tokens.key(name);
        let whole = names.iter().any(|n| super::places::squeeze(n) == key);
        let joined = tokens.class(next) == AND && tokens.class(next + 1) == BASIC;
        let ours = joined || matches!(tokens.class(next), UNION | ITU);
        let articled = tokens.is_glued(name) && matches!(tokens.class_before(name), OF | THE);
        !whole && !ours && !articled
    }

    /// True where somebody else is named right before or behind: "the WHO Constitution", «la Constitution française»,
    /// Устав ООН, 世界卫生组织《组织法》.
    fn is_of_other(&self, name: usize, next: usize) -> bool {
        let tokens = self.tokens;
        let quoted = tokens.class_before(name) == QUOTE && tokens.is_glued(name - 1);
        let before = tokens.class_before(name - usize::from(quoted));
        let led = matches!(
            before,
            NAME | CAPS | OTHER | ORGAN | ORGAN_ADJECTIVE | PLACE | HAN
        );
        let class = tokens.class(next);
        let told = matches!(class, ORGAN_ADJECTIVE | ORGAN | OTHER | GEN_OTHER);
        let case = matches!(class, NAME | CAPS | GEN_BODY | PLACE | GATHERING);
        let behind = told || case && tokens.is_capital(next) && is_cyrillic(*self, next);
        led && !tokens.begins_line(name) || behind && tokens.gap(next) < Gap::Line
    }

    /// The basic text that alone has such numbers.
    fn by_shape(&self, at: usize, numbers: &[Number], end: usize) -> Option<Kind> {
        let tokens = self.tokens;
        let (first, _) = numbers.first()?;
        let shapes = &self.lexicon.basic_shapes;
        let fits = |shape: &Lazy, number: &str| shape.get().is_some_and(|s| s.is_match(number));
        let (kind, shape) = shapes.iter().find(|(_, shape)| fits(shape, first))?;
        if !numbers.iter().all(|(n, _)| fits(shape, n)) {
            return None;
        }
        let before = at.checked_sub(1).map_or(0, |i| tokens.class(i));
        let named = matches!(before, NAME | CAPS | LAW | ORGAN | OTHER);
        let goes_on = tokens.is_glued(end) && matches!(tokens.class(end), SLASH | HYPHEN | SIGN);
        let of = tokens.class(end) == OF;
        (!named && !of && !goes_on).then_some(*kind)
    }
}
