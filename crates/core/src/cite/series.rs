//! Recommendations of the Sectors' study groups: "Recommendation ITU-T E.164", "Rec. ITU-T X.1085 (10/2016)",
//! "ITU-T E-, F- and X-series", "H.265".

use super::class::*;
use super::lexicon::Says;
use super::tokens::Token;
use super::{Found, Reader, Seen};
use crate::model::{Kind, Mention, Span, Written};
use crate::script::is_hyphen;

/// So far behind the last code of a series the next one may stand.
const NEAR: usize = 60;

/// From the Sector's name, which is token `at`.
pub(super) fn of_sector(reader: Reader, at: usize, floor: usize) -> Option<Found> {
    let Says::Sector(sector) = &reader.all.get(at)?.says else {
        return None;
    };
    let mut first = at + 1;
    // "ITU-T Recommendations Y.3001 and Y.3002"
    if is_series(reader, first) {
        first = reader.past(first + 1, DOT);
    }
    let (codes, end) = codes(reader, reader.all.get(first)?.start, sector)?;
    let others = &reader.lexicon.no_recommendation;
    // ITU-R M.2376号报告
    let behind = reader.past(reader.token_from(end), COUNTER);
    let rest = reader
        .all
        .get(behind)
        .map_or("", |t| &reader.text[t.start..]);
    let glued = reader.class(behind) == HAN && reader.is_glued(behind);
    if glued && others.iter().any(|word| rest.starts_with(&**word))
        || at > floor && others.contains(&reader.key(at - 1))
    {
        return None;
    }
    let start = word_before(reader, at, floor).unwrap_or(at);
    Some(Found::up_to(reader, start, end, codes))
}

/// True where the token is the word for a recommendation.
fn is_series(reader: Reader, at: usize) -> bool {
    let token = reader.all.get(at);
    token.is_some_and(|t| matches!(t.says, Says::Kind(kind, _) if kind.is_series()))
}

/// The word for a recommendation that stands before token `at`.
fn word_before(reader: Reader, at: usize, floor: usize) -> Option<usize> {
    let before = at.checked_sub(1).filter(|_| at > floor)?;
    let before = before - usize::from(reader.class(before) == DOT && before > floor);
    is_series(reader, before).then_some(before)
}

/// A code without the Sector's name, at token `at`.
pub(super) fn alone(reader: Reader, at: usize, seen: &Seen) -> Option<Found> {
    let token = &reader.all[at];
    let is_headed = matches!(reader.class(at + 1), DOT | HYPHEN) && reader.is_glued(at + 1);
    let stuck = |c: char| c.is_alphanumeric() || is_hyphen(c) || ".@_/".contains(c);
    let is_stuck = || reader.text[..token.start].ends_with(stuck);
    if token.end - token.start > 3 || !is_headed || is_stuck() {
        return None;
    }
    let mut sectors = reader.forms.sector_recommendations.iter();
    // "M.1036-6" is of the Sector that has versions, "T.3-1" an output of a plan, "X.sdnsec-1" the name of a draft.
    let versioned = |one: &Written| {
        let digit = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let number = one.number.as_deref().and_then(|code| code.split_once('.'));
        let version = number.and_then(|(_, number)| number.split_once('-'));
        version.is_some_and(|(number, version)| digit(number) && digit(version))
    };
    let (forms, (codes, end)) = sectors.find_map(|forms| {
        let found = codes(reader, token.start, &forms.sector)?;
        let fits = forms.versions || !found.0.first().is_some_and(versioned);
        fits.then_some((forms, found))
    })?;
    let first = codes.first()?.number.as_deref()?;
    let (letters, number) = first.split_once(['.', '-'])?;
    let numbered = number.starts_with(|c: char| c.is_ascii_digit());
    let digits = first.bytes().filter(u8::is_ascii_digit).count();
    let led = word_before(reader, at, 0).is_some();
    let is_of = |all: &[String]| all.iter().any(|l| l == letters);
    let stands = led
        || seen.codes.contains(first)
        || number.ends_with("series") && is_of(&forms.letters)
        || is_of(&forms.alone)
            && (numbered && digits >= 3 || !numbered && !number.is_empty() && first.len() > 5)
        || numbered && !first.contains('-') && goes_on(reader, at, letters, seen.found.last());
    stands.then(|| Found::up_to(reader, at, end, codes))
}

/// True where the code goes on with those of the last mention.
fn goes_on(reader: Reader, at: usize, letters: &str, last: Option<&Mention>) -> bool {
    let of_series = |number: &str| number.split_once('.').is_some_and(|n| n.0 == letters);
    let like = |w: &Written| w.sector.is_some() && w.number.as_deref().is_some_and(of_series);
    let Some(last) = last.filter(|m| m.written.last().is_some_and(like)) else {
        return false;
    };
    let start = reader.all[at].start;
    let between = &reader.text[last.span.end.min(start)..start];
    let parted = ['\n', '\t', ';', '(', ')'];
    if between.len() > NEAR || between.contains(parted) || between.contains(". ") {
        return false;
    }
    // "Annex A.5", "Table A.1"
    let small = |c: char| c.is_alphabetic() && !c.is_uppercase();
    at > 0 && reader.class(at - 1) != DIVISION && reader.written(at - 1).starts_with(small)
}

/// The codes from byte `at` on, and the byte behind them.
fn codes(reader: Reader, at: usize, sector: &str) -> Option<(Vec<Written>, usize)> {
    let kind = Kind::of_series()?;
    let (mut found, mut end, mut item) = (Vec::<Written>::new(), at, Some(at));
    while let Some(here) = item
        && let Some((code, stop)) = code(reader, here, sector)
    {
        let date = &reader.forms.expressions.month_year;
        let next = reader.following(stop).and_then(|next| reader.all.get(next));
        let dated = next.and_then(|next| date.captures_at(reader.text, next.start));
        end = dated.as_ref().map_or(stop, |(_, end)| *end);
        item = next_code(reader, end, sector, code.ends_with('-'));
        let mut one = Written::numbered(kind, code, Span::new(here, stop));
        one.sector = Some(sector.to_owned());
        one.edition.year = dated.and_then(|(found, _)| found["year"].parse().ok());
        found.push(one);
    }
    // "E-" is a series only where "series" comes behind the last.
    let closed = found.last()?.number.as_deref()?.ends_with("-series");
    for number in found.iter_mut().filter_map(|w| w.number.as_mut()) {
        if number.ends_with('-') {
            number.push_str(closed.then_some("series")?);
        }
    }
    Some((found, end))
}

/// Where the next code of a list begins of which one ends at byte `end`. "ITU-T E-, ITU-T F- and ITU-T X-series" is one
/// list, in which `is_open` codes wait for "series"; "ITU-T Y.1 and ITU-T Y.2" are two phrases.
fn next_code(reader: Reader, end: usize, sector: &str, is_open: bool) -> Option<usize> {
    let next = reader.following(end).filter(|i| !reader.begins_line(*i))?;
    let hit = reader.behind(&reader.rules.code_next, next - 1)?;
    let again = hit.get("sector").map(|at| &reader.all[at.start]);
    let same = |token: &Token| matches!(&token.says, Says::Sector(s) if **s == *sector);
    let code = hit.at("next")?;
    let is_one = again.is_none_or(|again| is_open && same(again));
    is_one.then(|| reader.all[code].start)
}

/// The code at byte `at`, "E-" where it waits for "series", and the byte behind it.
fn code(reader: Reader, at: usize, sector: &str) -> Option<(String, usize)> {
    let rest = reader.text.get(at..)?;
    let capitals = rest.bytes().take_while(u8::is_ascii_uppercase).count();
    let (letters, head) = (&rest[..capitals], at + capitals);
    let mut known = reader.forms.sector_recommendations.iter();
    known.find(|s| s.sector == sector && s.letters.iter().any(|l| l == letters))?;
    let number = reader.forms.expressions.code.captures_at(reader.text, head);
    let named = number
        .as_ref()
        .is_some_and(|(found, _)| found.name("number").is_none());
    let end = number.as_ref().map_or(head, |(_, end)| *end);
    let other = &reader.forms.expressions.no_code;
    if number.is_some() && !named && other.captures_at(reader.text, end).is_some() {
        return None;
    }
    let code = reader.text[at..end].replace(is_hyphen, "-");
    let next = reader.following(end).filter(|_| !named);
    let hit = next.and_then(|next| reader.behind(&reader.rules.code_end, next - 1));
    let group = |name: &str| Some(reader.all[hit.as_ref()?.get(name)?.end - 1].end);
    match (group("series"), group("open")) {
        (Some(end), _) => Some((code + "-series", end)),
        (None, Some(end)) if number.is_none() => Some((code + "-", end)),
        _ => number.map(|_| (code, end)),
    }
}
