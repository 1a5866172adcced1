//! Recommendations of the Sectors' study groups: "Recommendation ITU-T E.164", "Rec. ITU-T X.1085 (10/2016)",
//! "ITU-T E-, F- and X-series", "H.265".

use super::class::*;
use super::lexicon::Says;
use super::line::Line;
use super::{Found, Reader};
use crate::model::{Edition, Kind, Mention, MentionForm, Span, Written};
use rustc_hash::FxHashSet;

/// So far behind the last code of a series the next one may stand.
const NEAR: usize = 60;

#[derive(Debug)]
struct Code {
    text: String,
    span: Span,
    numbered: bool,
    /// "E-", which waits for "series".
    open: bool,
    year: Option<u16>,
}

/// From the Sector's name, which is token `at`.
pub(super) fn of_sector(reader: Reader, at: usize, floor: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let Says::Sector(sector) = &tokens.all.get(at)?.says else {
        return None;
    };
    let is_kind = |i: usize| {
        is_kind(tokens.class(i))
            && matches!(tokens.all[i].says, Says::Kind(kind, _) if kind.is_series())
    };
    let mut first = at + 1;
    // "ITU-T Recommendations Y.3001 and Y.3002"
    if is_kind(first) {
        first += 1 + usize::from(tokens.class(first + 1) == DOT);
    }
    let place = tokens.all.get(first)?.start;
    let (codes, end) = codes(reader, place, sector)?;
    let mut start = at;
    if at > floor {
        let named = |i: usize| {
            let key = tokens.key(i);
            reader.lexicon.no_recommendation.contains(&key)
        };
        if named(at - 1) {
            return None;
        }
        let before = at - 1 - usize::from(tokens.class(at - 1) == DOT && at - 1 > floor);
        if is_kind(before) {
            start = before;
        }
    }
    Some(found(reader, codes, sector, start, end))
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
    let line = Line::new(reader);
    let before = line.char_before(token.start);
    let stuck = |c: char| c.is_alphanumeric() || crate::script::is_hyphen(c) || ".@_/".contains(c);
    if before.is_some_and(stuck) {
        return None;
    }
    let forms = reader.forms.sector_recommendations.first()?;
    let (codes, end) = codes(reader, token.start, &forms.sector)?;
    let first = codes.first()?;
    let letters: String = first
        .text
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    let kind = |i: usize| matches!(tokens.all[i].says, Says::Kind(kind, _) if kind.is_series());
    let led = at > 0 && (kind(at - 1) || at > 1 && tokens.class(at - 1) == DOT && kind(at - 2));
    let series = first.text.ends_with("-series");
    let digits = first.text.chars().filter(char::is_ascii_digit).count();
    let continues =
        || first.numbered && !first.text.contains('-') && goes_on(reader, at, &letters, last);
    let stands = led
        || known.contains(&first.text)
        || series && forms.letters.contains(&letters)
        || forms.alone.contains(&letters)
            && (first.numbered && digits >= 3 || !first.numbered && first.text.len() > 5)
        || continues();
    stands.then(|| found(reader, codes, &forms.sector, at, end))
}

/// True where the code goes on with those of the last mention.
fn goes_on(reader: Reader, at: usize, letters: &str, last: Option<&Mention>) -> bool {
    let tokens = reader.tokens;
    let of_series = |number: &str| {
        number
            .strip_prefix(letters)
            .is_some_and(|n| n.starts_with('.'))
    };
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
    let word = at.checked_sub(1);
    word.is_some_and(|i| {
        tokens.class(i) != DIVISION
            && tokens
                .written(i)
                .starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
    })
}

fn found(reader: Reader, codes: Vec<Code>, sector: &str, start: usize, end: usize) -> Found {
    let written = codes.into_iter().map(|code| Written {
        kind: Kind::of_series(),
        number: Some(code.text),
        number_span: code.span,
        sector: Some(sector.to_owned()),
        edition: Edition {
            year: code.year,
            ..Edition::default()
        },
        ..Written::default()
    });
    let written = written.collect();
    let last = reader.tokens.token_from(end);
    let mut found = Found::new(reader, start..last, MentionForm::Cited, written);
    found.mention.span.end = end;
    found
}

fn codes(reader: Reader, at: usize, sector: &str) -> Option<(Vec<Code>, usize)> {
    let line = Line::new(reader);
    let mut found: Vec<Code> = Vec::new();
    let mut end = at;
    let mut here = at;
    while let Some(mut code) = code(reader, here, sector) {
        end = code.span.end;
        if let Some((year, close)) = month_year(line, end) {
            code.year = Some(year);
            end = close;
        }
        found.push(code);
        let gap = line.gap(end);
        if gap.broken {
            break;
        }
        let mut next = gap.end;
        let stroke = next == end && line.byte(next) == b'/';
        if matches!(line.byte(next), b',' | b'/' | b'&' | b';') {
            next = line.gap(next + 1).end;
        }
        // "Y." and "A." begin codes, "y" and "à" are words.
        let small = line.char_at(next).is_some_and(|c| !c.is_uppercase());
        if small && let Some(and) = line.class_at(next, &[AND, TO, A, ADVERB, AUX]) {
            next = line.gap(and).end;
            // "and also"
            if let Some(also) = line.class_at(next, &[ADVERB, AUX]) {
                next = line.gap(also).end;
            }
        }
        if next == gap.end && !stroke {
            break;
        }
        // "ITU-T E-, ITU-T F- and ITU-T X-series" is one list; "ITU-T Y.1 and ITU-T Y.2" are two phrases.
        if let Some(after) = line.class_at(next, &[SECTOR]) {
            let token = &reader.tokens.all[reader.tokens.token_from(next)];
            let same = matches!(&token.says, Says::Sector(again) if **again == *sector);
            if !same || !found.last().is_some_and(|c| c.open) {
                break;
            }
            next = line.gap(after).end;
        }
        here = next;
    }
    // "E-" is a series only where "series" comes behind the last.
    let closed = found.last().is_some_and(|c| c.text.ends_with("-series"));
    if found.iter().any(|c| c.open) {
        if !closed {
            return None;
        }
        for code in found.iter_mut().filter(|c| c.open) {
            code.text.push_str("-series");
        }
    }
    (!found.is_empty()).then_some((found, end))
}

fn code(reader: Reader, at: usize, sector: &str) -> Option<Code> {
    let line = Line::new(reader);
    let rest = line.bytes().get(at..)?.iter().take(4);
    let letters = rest.take_while(|b| b.is_ascii_uppercase()).count();
    let head = at + letters;
    let forms = &reader.forms.sector_recommendations;
    let known = forms.iter().find(|s| s.sector == sector)?;
    let series = line.text.get(at..head)?;
    if letters == 0 || letters > 3 || !known.letters.iter().any(|l| l == series) {
        return None;
    }
    if line.byte(head) == b'.' {
        return dotted(line, at, head);
    }
    let hyphen = line.hyphen(head)?;
    let open = Code {
        text: series.to_owned(),
        span: Span::new(at, hyphen),
        numbered: false,
        open: true,
        year: None,
    };
    if let Some(end) = line.class_at(hyphen, &[SERIES]) {
        return Some(Code {
            text: format!("{series}-series"),
            span: Span::new(at, end),
            open: false,
            ..open
        });
    }
    if line.word(hyphen).is_some() {
        return None;
    }
    let next = line.gap(hyphen).end;
    let goes_on =
        line.byte(hyphen) == b',' || next > hyphen && line.class_at(next, &[AND]).is_some();
    goes_on.then_some(open)
}

fn dotted(line: Line, at: usize, dot: usize) -> Option<Code> {
    let bytes = line.bytes();
    let part = |from: usize| {
        let rest = bytes[from..].iter().take(24);
        from + rest
            .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_')
            .count()
    };
    let mut end = part(dot + 1);
    if end == dot + 1 {
        return None;
    }
    let numbered = bytes[dot + 1].is_ascii_digit();
    loop {
        let stroke = line.byte(end) == b'.' || !numbered && line.byte(end) == b'-';
        let next = if stroke { part(end + 1) } else { end + 1 };
        if next > end + 1 && (line.byte(end) == b'-' || bytes[end + 1].is_ascii_digit()) {
            end = next;
        } else {
            break;
        }
    }
    if numbered
        && let Some(start) = line.hyphen(end)
        && let Some(version) = line.digits(start)
        && version - start <= 2
        && !line.byte(version).is_ascii_alphanumeric()
    {
        end = version;
    }
    let tail = &line.text[dot + 1..end];
    if !is_tail(line, tail, end, numbered) {
        return None;
    }
    let hyphen = |c: char| if crate::script::is_hyphen(c) { '-' } else { c };
    let mut code = Code {
        text: line.text[at..end].chars().map(hyphen).collect(),
        span: Span::new(at, end),
        numbered,
        open: false,
        year: None,
    };
    // "Y.4000-series", "H.810 series"
    let next = line.hyphen(end).unwrap_or_else(|| line.gap(end).end);
    if numbered
        && next > end
        && let Some(stop) = line.class_at(next, &[SERIES])
    {
        code.text.push_str("-series");
        code.span.end = stop;
    }
    Some(code)
}

/// False for "Q.3/11", which is a question, "T.2-a", an objective, and words.
fn is_tail(line: Line, tail: &str, end: usize, numbered: bool) -> bool {
    if numbered {
        let question = line.byte(end) == b'/' && line.byte(end + 1).is_ascii_digit();
        let letter = line.hyphen(end).is_some_and(|h| {
            line.byte(h).is_ascii_lowercase() && !line.byte(h + 1).is_ascii_alphabetic()
        });
        let long = tail.chars().take_while(char::is_ascii_digit).count() > 5;
        return !(question || letter || long);
    }
    let Some(first) = tail.chars().next() else {
        return false;
    };
    let small = tail.chars().all(|c| !c.is_ascii_uppercase());
    let supplement = tail.starts_with("Sup");
    let second = tail.chars().nth(1);
    let capitals = first.is_ascii_uppercase() && second.is_some_and(|c| !c.is_ascii_lowercase());
    tail.len() >= 2 && (small || supplement || capitals)
}

/// "(10/2016)", "(2016)" behind a code.
fn month_year(line: Line, at: usize) -> Option<(u16, usize)> {
    let open = line.gap(at).end;
    if line.byte(open) != b'(' {
        return None;
    }
    let mut here = open + 1;
    let mut end = line.digits(here)?;
    if end - here == 2 && line.byte(end) == b'/' {
        here = end + 1;
        end = line.digits(here)?;
    }
    let year = line.text[here..end].parse().ok();
    let year = year.filter(|y| (1950..=2100).contains(y))?;
    (line.byte(end) == b')').then_some((year, end + 1))
}
