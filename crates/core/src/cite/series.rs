//! Recommendations of the Sectors' study groups: "Recommendation ITU-T E.164", "Rec. ITU-T X.1085 (10/2016)",
//! "ITU-T E-, F- and X-series", "H.265".

use super::lex::{Lex, is_hyphen};
use super::vocabulary::Vocabulary;
use super::words::Word;
use crate::model::{Edition, Kind, Mention, MentionForm, Span, Written};
use rustc_hash::FxHashSet;

/// A list does not go on behind more bytes than this.
const NEAR: usize = 60;
/// More codes than any list has.
const CODES: usize = 40;

/// One code: `E.164`, `X.cspim`, `X-series`.
struct Code {
    text: String,
    span: Span,
    /// A number, not the name of a draft.
    numbered: bool,
    /// `E-` of "E-, F- and X-series".
    open: bool,
    year: Option<u16>,
}

/// The phrase whose Sector's name ("ITU-T") begins at `word`; `floor` is the end of the phrase before.
pub(super) fn of_sector(
    lex: Lex,
    words: &Vocabulary,
    word: &Word,
    floor: usize,
) -> Option<Mention> {
    let (sector, after) = words.terms.sector_from(lex, word.start)?;
    let mut here = lex.soft_gap(after)?;
    // "ITU-T Recommendations Y.3001 and Y.3002"
    if words.terms.may_be_kind(lex, here)
        && let Some(kind) = lex.word(here)
        && words.kind(&kind).is_some_and(|k| k.kind.is_series())
    {
        here = lex.soft_gap(kind.end + usize::from(lex.byte(kind.end) == b'.'))?;
    }
    let (codes, end) = codes(lex, words, here, sector)?;
    let mut start = word.start;
    if let Some(before) = lex.gap_before(start)
        && before > floor
    {
        if words.terms.no_recommendation.before(lex, before).is_some() {
            return None;
        }
        let before = before - usize::from(lex.char_before(before) == Some('.'));
        if let Some(kind) = lex.word_before(before)
            && words.kind(&kind).is_some_and(|k| k.kind.is_series())
            && kind.start >= floor
        {
            start = kind.start;
        }
    }
    Some(mention(codes, sector, Span::new(start, end)))
}

/// A code that stands alone, or behind the word "Recommendation", beginning at `word`.
pub(super) fn alone(
    lex: Lex,
    words: &Vocabulary,
    word: &Word,
    known: &FxHashSet<String>,
    last: Option<&Mention>,
) -> Option<Mention> {
    let before = lex.char_before(word.start);
    if before.is_some_and(|c| c.is_alphanumeric() || is_hyphen(c) || ".@_".contains(c)) {
        return None;
    }
    let sector = words.terms.default_sector()?;
    let (codes, end) = codes(lex, words, word.start, sector)?;
    let first = codes.first()?;
    let letters: String = first
        .text
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect();
    let led = lex
        .gap_before(word.start)
        .map(|at| at - usize::from(lex.char_before(at) == Some('.')))
        .and_then(|at| lex.word_before(at))
        .is_some_and(|w| words.kind(&w).is_some_and(|k| k.kind.is_series()));
    let series = first.text.ends_with("-series");
    let digits = first.text.chars().filter(char::is_ascii_digit).count();
    let goes_on = || {
        first.numbered
            && !first.text.contains('-')
            && continues(lex, words, word.start, &letters, last)
    };
    let stands = led
        || known.contains(&first.text)
        || series && words.terms.is_series_letter(sector, &letters)
        || words.terms.stands_alone(sector, &letters)
            && (first.numbered && digits >= 3 || !first.numbered && first.text.len() > 5)
        || goes_on();
    stands.then(|| mention(codes, sector, Span::new(word.start, end)))
}

/// True where a code of the series `letters` at `at` goes on with what `last` began in the same sentence:
/// "Recommendation ITU-T A.4 and also A.5".
fn continues(
    lex: Lex,
    words: &Vocabulary,
    at: usize,
    letters: &str,
    last: Option<&Mention>,
) -> bool {
    let of_series = |number: &str| {
        number
            .strip_prefix(letters)
            .is_some_and(|n| n.starts_with('.'))
    };
    let like = |w: &Written| w.sector.is_some() && w.number.as_deref().is_some_and(of_series);
    let Some(last) = last.filter(|m| m.written.last().is_some_and(like)) else {
        return false;
    };
    let between = &lex.text[last.span.end.min(at)..at];
    let parted = ['\n', '\t', ';', '(', ')'];
    if between.len() > NEAR || between.contains(parted) || between.contains(". ") {
        return false;
    }
    // "Annex A.5", "Table A.1"
    let word = lex
        .gap_before(at)
        .and_then(|before| lex.word_before(before));
    word.is_some_and(|w| !w.capital && !words.terms.opens(&w).division)
}

fn mention(codes: Vec<Code>, sector: &str, span: Span) -> Mention {
    let written = codes
        .into_iter()
        .map(|code| Written {
            kind: Kind::of_series(),
            number: Some(code.text),
            number_span: code.span,
            sector: Some(sector.to_owned()),
            edition: Edition {
                year: code.year,
                ..Edition::default()
            },
            ..Written::default()
        })
        .collect();
    Mention {
        span,
        form: MentionForm::Cited,
        written,
    }
}

/// The codes at `at`: one or a list.
fn codes(lex: Lex, words: &Vocabulary, at: usize, sector: &str) -> Option<(Vec<Code>, usize)> {
    let mut found: Vec<Code> = Vec::new();
    let mut end = at;
    let mut here = at;
    while found.len() < CODES {
        let Some(mut code) = code(lex, words, here, sector) else {
            break;
        };
        end = code.span.end;
        if let Some((year, close)) = month_year(lex, end) {
            code.year = Some(year);
            end = close;
        }
        found.push(code);
        let gap = lex.gap(end);
        if gap.hard || gap.broken {
            break;
        }
        let mut next = gap.end;
        let stroke = next == end && lex.byte(next) == b'/';
        if matches!(lex.byte(next), b',' | b'/' | b'&' | b';') {
            next = lex.gap(next + 1).end;
        }
        // "Y." and "A." begin codes, "y" and "à" are words.
        let small = !lex.byte(next).is_ascii_uppercase();
        let joined = || words.and.at(lex, next);
        let joined = || joined().or_else(|| words.through.at(lex, next));
        if let Some(and) = small.then(joined).flatten() {
            next = lex.gap(and).end;
        }
        if next == gap.end && !stroke {
            break;
        }
        // "ITU-T E-, ITU-T F- and ITU-T X-series" is one list; "ITU-T Y.1 and ITU-T Y.2" are two phrases,
        // each with its own Sector.
        if let Some((again, after)) = words.terms.sector_at(lex, next) {
            let open = found.last().is_some_and(|c| c.open);
            if again != sector || !open {
                break;
            }
            next = lex.gap(after).end;
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

fn code(lex: Lex, words: &Vocabulary, at: usize, sector: &str) -> Option<Code> {
    let bytes = lex.bytes();
    let letters = bytes
        .get(at..)?
        .iter()
        .take(4)
        .take_while(|b| b.is_ascii_uppercase())
        .count();
    let sign = lex.byte(at + letters);
    if letters == 0
        || letters > 3
        || sign.is_ascii() && !matches!(sign, b'.' | b'-' | 0x1e)
        || !words
            .terms
            .is_series_letter(sector, &lex.text[at..at + letters])
    {
        return None;
    }
    let head = at + letters;
    if lex.byte(head) == b'.' {
        return dotted(lex, words, at, head);
    }
    let hyphen = lex.hyphen(head)?;
    let open = Code {
        text: lex.text[at..head].to_owned(),
        span: Span::new(at, hyphen),
        numbered: false,
        open: true,
        year: None,
    };
    if let Some(word) = lex.word(hyphen) {
        return words.terms.series.holds(&word).then(|| Code {
            text: format!("{}-series", open.text),
            span: Span::new(at, word.end),
            open: false,
            ..open
        });
    }
    let next = lex.gap(hyphen).end;
    let goes_on = lex.byte(hyphen) == b',' || next > hyphen && words.and.at(lex, next).is_some();
    goes_on.then_some(open)
}

/// What stands behind the dot: `.164`, `.1085.1`, `.2020-2`, `.cspim`, `.Supp.34`.
fn dotted(lex: Lex, words: &Vocabulary, at: usize, dot: usize) -> Option<Code> {
    let bytes = lex.bytes();
    let part = |from: usize| {
        from + bytes[from..]
            .iter()
            .take(24)
            .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_')
            .count()
    };
    let mut end = part(dot + 1);
    if end == dot + 1 {
        return None;
    }
    let numbered = bytes[dot + 1].is_ascii_digit();
    loop {
        let stroke = lex.byte(end) == b'.' || !numbered && lex.byte(end) == b'-';
        let next = if stroke { part(end + 1) } else { end + 1 };
        if next > end + 1 && (lex.byte(end) == b'-' || bytes[end + 1].is_ascii_digit()) {
            end = next;
        } else {
            break;
        }
    }
    if numbered
        && let Some(start) = lex.hyphen(end)
        && let Some(version) = lex.digits(start)
        && version - start <= 2
        && !lex.byte(version).is_ascii_alphanumeric()
    {
        end = version;
    }
    let tail = &lex.text[dot + 1..end];
    if numbered {
        // "Q.3/11" is a question; "T.2-a" an objective; "A.3.1.2.5" a section.
        let question = lex.byte(end) == b'/' && lex.byte(end + 1).is_ascii_digit();
        let letter = lex.hyphen(end).is_some_and(|h| {
            lex.byte(h).is_ascii_lowercase() && !lex.byte(h + 1).is_ascii_alphabetic()
        });
        let long = tail.chars().take_while(char::is_ascii_digit).count() > 5;
        if question || letter || long {
            return None;
        }
    } else {
        let first = tail.chars().next()?;
        let small = tail.chars().all(|c| !c.is_ascii_uppercase());
        let supplement = tail.starts_with("Sup");
        let capitals = first.is_ascii_uppercase()
            && tail.chars().nth(1).is_some_and(|c| !c.is_ascii_lowercase());
        if tail.len() < 2 || !(small || supplement || capitals) {
            return None;
        }
    }
    let mut code = Code {
        text: lex.text[at..end].replace('\u{2011}', "-"),
        span: Span::new(at, end),
        numbered,
        open: false,
        year: None,
    };
    // "Y.4000-series", "H.810 series"
    let next = lex.hyphen(end).unwrap_or_else(|| lex.gap(end).end);
    if numbered
        && next > end
        && let Some(word) = lex.word(next).filter(|w| words.terms.series.holds(w))
    {
        code.text.push_str("-series");
        code.span.end = word.end;
    }
    Some(code)
}

/// ` (10/2016)`, ` (2016)` at `at`: the year and the end.
fn month_year(lex: Lex, at: usize) -> Option<(u16, usize)> {
    let open = lex.soft_gap(at).filter(|g| lex.byte(*g) == b'(')?;
    let mut here = open + 1;
    let mut end = lex.digits(here)?;
    if end - here == 2 && lex.byte(end) == b'/' {
        here = end + 1;
        end = lex.digits(here)?;
    }
    let year = lex.text[here..end]
        .parse()
        .ok()
        .filter(|y| (1950..=2100).contains(y))?;
    (lex.byte(end) == b')').then_some((year, end + 1))
}
