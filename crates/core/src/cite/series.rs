//! Recommendations of the Sectors' study groups: "Recommendation ITU-T E.164", "Rec. ITU-T X.1085 (10/2016)",
//! "ITU-T E-, F- and X-series", "H.265".

use super::class::*;
use super::lexicon::Says;
use super::{Found, Reader};
use crate::model::{Edition, Kind, Mention, Span, Written};
use crate::script::is_hyphen;
use rustc_hash::FxHashSet;

/// So far behind the last code of a series the next one may stand.
const NEAR: usize = 60;

/// From the Sector's name, which is token `at`.
pub(super) fn of_sector(reader: Reader, at: usize, floor: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let Says::Sector(sector) = &tokens.all.get(at)?.says else {
        return None;
    };
    let is_kind = |i: usize| is_kind(tokens.class(i)) && is_series(reader, i);
    let mut first = at + 1;
    // "ITU-T Recommendations Y.3001 and Y.3002"
    if is_kind(first) {
        first += 1 + usize::from(tokens.class(first + 1) == DOT);
    }
    let (codes, end) = codes(reader, tokens.all.get(first)?.start, sector)?;
    let mut start = at;
    let of_other = |i: usize| reader.lexicon.no_recommendation.contains(&tokens.key(i));
    // ITU-R M.2376号报告
    let behind = tokens.token_from(end);
    let behind = behind + usize::from(tokens.class(behind) == COUNTER);
    if tokens.class(behind) == HAN && tokens.is_glued(behind) {
        let rest = &tokens.text[tokens.all[behind].start..];
        let mut others = reader.lexicon.no_recommendation.iter();
        if others.any(|word| rest.starts_with(&**word)) {
            return None;
        }
    }
    if at > floor {
        if of_other(at - 1) {
            return None;
        }
        let before = at - 1 - usize::from(tokens.class(at - 1) == DOT && at - 1 > floor);
        if is_kind(before) {
            start = before;
        }
    }
    Some(Found::up_to(reader, start, end, codes))
}

/// True where the token is the word for a recommendation.
fn is_series(reader: Reader, at: usize) -> bool {
    matches!(reader.tokens.all[at].says, Says::Kind(kind, _) if kind.is_series())
}

/// A code without the Sector's name, at token `at`.
pub(super) fn alone(
    reader: Reader,
    at: usize,
    known: &FxHashSet<String>,
    last: Option<&Mention>,
) -> Option<Found> {
    let tokens = reader.tokens;
    let token = &tokens.all[at];
    if token.end - token.start > 3
        || !matches!(tokens.class(at + 1), DOT | HYPHEN)
        || !tokens.is_glued(at + 1)
    {
        return None;
    }
    let stuck = |c: char| c.is_alphanumeric() || is_hyphen(c) || ".@_/".contains(c);
    if tokens.text[..token.start].ends_with(stuck) {
        return None;
    }
    let forms = reader.forms.sector_recommendations.first()?;
    let (codes, end) = codes(reader, token.start, &forms.sector)?;
    let first = codes.first()?.number.as_deref()?;
    let (letters, number) = first.split_once(['.', '-'])?;
    let numbered = number.starts_with(|c: char| c.is_ascii_digit());
    let digits = first.bytes().filter(u8::is_ascii_digit).count();
    let led = at > 0
        && (is_series(reader, at - 1)
            || at > 1 && tokens.class(at - 1) == DOT && is_series(reader, at - 2));
    let is_of = |all: &[String]| all.iter().any(|l| l == letters);
    let stands = led
        || known.contains(first)
        || number.ends_with("series") && is_of(&forms.letters)
        || is_of(&forms.alone)
            && (numbered && digits >= 3 || !numbered && !number.is_empty() && first.len() > 5)
        || numbered && !first.contains('-') && goes_on(reader, at, letters, last);
    stands.then(|| Found::up_to(reader, at, end, codes))
}

/// True where the code goes on with those of the last mention.
fn goes_on(reader: Reader, at: usize, letters: &str, last: Option<&Mention>) -> bool {
    let tokens = reader.tokens;
    let of_series = |number: &str| number.split_once('.').is_some_and(|n| n.0 == letters);
    let like = |w: &Written| w.sector.is_some() && w.number.as_deref().is_some_and(of_series);
    let Some(last) = last.filter(|m| m.written.last().is_some_and(like)) else {
        return false;
    };
    let start = tokens.all[at].start;
    let between = &tokens.text[last.span.end.min(start)..start];
    let parted = ['\n', '\t', ';', '(', ')'];
    if between.len() > NEAR || between.contains(parted) || between.contains(". ") {
        return false;
    }
    // "Annex A.5", "Table A.1"
    let small = |c: char| c.is_alphabetic() && !c.is_uppercase();
    at > 0 && tokens.class(at - 1) != DIVISION && tokens.written(at - 1).starts_with(small)
}

/// The codes from byte `at` on, and the byte behind them.
fn codes(reader: Reader, at: usize, sector: &str) -> Option<(Vec<Written>, usize)> {
    let tokens = reader.tokens;
    let (mut found, mut end, mut here) = (Vec::<Written>::new(), at, at);
    while let Some((code, stop)) = code(reader, here, sector) {
        let (dated, _) = tokens.past_space(stop);
        let dated = reader
            .forms
            .expressions
            .month_year
            .captures_at(tokens.text, dated);
        end = dated.as_ref().map_or(stop, |(_, end)| *end);
        found.push(Written {
            kind: Kind::of_series(),
            number: Some(code),
            number_span: Span::new(here, stop),
            sector: Some(sector.to_owned()),
            edition: Edition {
                year: dated.and_then(|(found, _)| found["year"].parse().ok()),
                ..Edition::default()
            },
            ..Written::default()
        });
        match next(reader, end, sector, is_open(&found)) {
            Some(next) => here = next,
            None => break,
        }
    }
    // "E-" is a series only where "series" comes behind the last.
    if is_open(&found) {
        return None;
    }
    let closed = found.last()?.number.as_deref()?.ends_with("-series");
    for number in found.iter_mut().filter_map(|w| w.number.as_mut()) {
        if number.ends_with('-') {
            if !closed {
                return None;
            }
            number.push_str("series");
        }
    }
    Some((found, end))
}

/// True where the last of the codes waits for "series".
fn is_open(codes: &[Written]) -> bool {
    let last = codes.last().and_then(|w| w.number.as_deref());
    last.is_some_and(|number| number.ends_with('-'))
}

/// Where the next code of a list stands of which one ends at byte `end`.
fn next(reader: Reader, end: usize, sector: &str, open: bool) -> Option<usize> {
    let tokens = reader.tokens;
    let (gap, broken) = tokens.past_space(end);
    let sign = tokens.text[gap..].starts_with([',', '/', '&', ';']);
    let mut next = if sign {
        tokens.past_space(gap + 1).0
    } else {
        gap
    };
    // "Y." and "A." begin codes, "y" and "à" are words.
    let small = tokens.text[next..].starts_with(|c: char| !c.is_uppercase());
    if small && let Some(and) = tokens.end_of(next, &[AND, TO, A, ADVERB, AUX]) {
        next = tokens.past_space(and).0;
        // "and also"
        if let Some(also) = tokens.end_of(next, &[ADVERB, AUX]) {
            next = tokens.past_space(also).0;
        }
    }
    let stroke = gap == end && tokens.text[gap..].starts_with('/');
    if broken || next == gap && !stroke {
        return None;
    }
    // "ITU-T E-, ITU-T F- and ITU-T X-series" is one list; "ITU-T Y.1 and ITU-T Y.2" are two phrases.
    let Some(behind) = tokens.end_of(next, &[SECTOR]) else {
        return Some(next);
    };
    let again = &tokens.all[tokens.token_from(next)].says;
    let same = matches!(again, Says::Sector(again) if **again == *sector);
    (same && open).then(|| tokens.past_space(behind).0)
}

/// The code at byte `at`, "E-" where it waits for "series", and the byte behind it.
fn code(reader: Reader, at: usize, sector: &str) -> Option<(String, usize)> {
    let tokens = reader.tokens;
    let rest = tokens.text.get(at..)?;
    let capitals = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_uppercase())
            .len();
    let (letters, behind) = rest.split_at(capitals);
    let forms = &reader.forms.sector_recommendations;
    let known = forms.iter().find(|s| s.sector == sector)?;
    if !known.letters.iter().any(|l| l == letters) {
        return None;
    }
    let head = at + capitals;
    if behind.starts_with('.') {
        let (found, end) = reader
            .forms
            .expressions
            .code
            .captures_at(tokens.text, head)?;
        let numbered = found.name("number").is_some();
        let other = &reader.forms.expressions.no_code;
        if numbered && other.captures_at(tokens.text, end).is_some() {
            return None;
        }
        let hyphen = |c: char| if is_hyphen(c) { '-' } else { c };
        let code: String = rest[..end - at].chars().map(hyphen).collect();
        // "Y.4000-series", "H.810 series"
        let next = tokens.past_hyphen(end).unwrap_or(tokens.past_space(end).0);
        let series = tokens
            .end_of(next, &[SERIES])
            .filter(|_| numbered && next > end);
        return match series {
            Some(end) => Some((code + "-series", end)),
            None => Some((code, end)),
        };
    }
    let behind = tokens.past_hyphen(head)?;
    if let Some(end) = tokens.end_of(behind, &[SERIES]) {
        return Some((format!("{letters}-series"), end));
    }
    let (next, _) = tokens.past_space(behind);
    let goes_on = tokens.text[behind..].starts_with(',')
        || next > behind && tokens.end_of(next, &[AND]).is_some();
    goes_on.then(|| (format!("{letters}-"), behind))
}
