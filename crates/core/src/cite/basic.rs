//! The basic texts: "Nos. 191A and 191B of the Convention", "Article 34 of the ITU Convention", "CS 154",
//! "the Radio Regulations".

use super::edition;
use super::lex::Lex;
use super::vocabulary::Vocabulary;
use super::words::Word;
use crate::model::{Edition, Kind, Mention, MentionForm, Span, Written};

/// More numbers than any list has.
const NUMBERS: usize = 32;

/// The phrase that begins with the number word `word`: "No.", "Nos.", "Articles".
pub(super) fn numbered(lex: Lex, words: &Vocabulary, word: &Word) -> Option<Mention> {
    let article = words.terms.article(word);
    let mut here = word.end + usize::from(matches!(lex.byte(word.end), b'.' | 0xb0));
    // "provision No. 1002"
    if article.is_none()
        && let Some(again) = lex
            .word(lex.soft_gap(here)?)
            .filter(|w| words.terms.is_basic_number(w))
    {
        here = again.end + usize::from(lex.byte(again.end) == b'.');
    }
    let (numbers, mut end) = numbers(lex, words, lex.soft_gap(here)?, article.is_some())?;
    let mut provision = None;
    // "No. 13 (in) Article 1 of the Constitution": the number says all, the article where it stands.
    let mut at = lex.soft_gap(end)?;
    if lex.byte(at) == b')' && lex.char_before(word.start) == Some('(') {
        at = lex.soft_gap(at + 1)?;
    }
    let bracket = lex.byte(at) == b'(';
    let inner = if bracket {
        at + 1
    } else {
        words
            .terms
            .basic_of
            .at(lex, at)
            .map_or(at, |e| lex.gap(e).end)
    };
    if article.is_none()
        && let Some(second) = lex.word(inner)
        && let Some(label) = words.terms.article(&second)
        && let Some((articles, stop)) =
            self::numbers(lex, words, lex.soft_gap(dotted(lex, second.end))?, true)
    {
        provision = articles.first().map(|(n, _)| format!("{label} {n}"));
        end = stop + usize::from(bracket && lex.byte(stop) == b')');
        at = lex.soft_gap(end)?;
    }
    // "Appendix 30 (Rev.WRC-15)"
    let mut edition = Edition::default();
    if lex.byte(at) == b'('
        && let Some(found) = edition::bracketed(lex, words, at, Kind::main(), None)
        && let [(side, None)] = found.sides.as_slice()
        && side.mark.is_some()
    {
        edition = side.clone();
        at = lex.soft_gap(found.end)?;
    }
    if lex.byte(at) == b',' {
        at = lex.soft_gap(at + 1)?;
    }
    if let Some(of) = words.terms.basic_of.at(lex, at) {
        at = lex.soft_gap(of)?;
    }
    if let Some(the) = words.terms.the.at(lex, at) {
        at = lex.soft_gap(the)?;
    }
    let (kind, stop) = match name(lex, words, at) {
        Some(found) => found,
        None if article.is_none() => (by_shape(lex, words, word, &numbers, end)?, end),
        None => return None,
    };
    let written = numbers
        .into_iter()
        .map(|(number, span)| Written {
            kind: Some(kind),
            number: Some(match article {
                Some(label) => format!("{label} {number}"),
                None => number,
            }),
            number_span: span,
            edition: edition.clone(),
            provision: provision.clone(),
            ..Written::default()
        })
        .collect();
    Some(Mention {
        span: Span::new(word.start, stop),
        form: MentionForm::Cited,
        written,
    })
}

/// The basic text that alone has numbers like these: "under No. 9.11A". Behind a name ("Law No. 9.11") or before
/// "of" they are another text's.
fn by_shape(
    lex: Lex,
    words: &Vocabulary,
    word: &Word,
    numbers: &[(String, Span)],
    end: usize,
) -> Option<Kind> {
    let kind = words
        .terms
        .basic_by_numbers(numbers.iter().map(|(n, _)| n.as_str()))?;
    let before = lex
        .gap_before(word.start)
        .and_then(|at| lex.word_before(at));
    let named = before.is_some_and(|w| w.capital && !words.terms.no_organ.contains(&w));
    let next = lex.gap(end).end;
    let of = words.terms.bare_of.at(lex, next).is_some();
    let goes_on = matches!(lex.char_at(end), Some('/' | '-' | '%'));
    (!named && !of && !goes_on).then_some(kind)
}

fn dotted(lex: Lex, at: usize) -> usize {
    at + usize::from(lex.byte(at) == b'.')
}

/// The name of a basic text at `at`, perhaps behind its owner, and not the beginning of another one's.
fn name(lex: Lex, words: &Vocabulary, at: usize) -> Option<(Kind, usize)> {
    let mut here = at;
    while let Some(owner) = words.terms.owner.at(lex, here) {
        here = lex.soft_gap(owner)?;
    }
    let (kind, end) = words.terms.basic_at(lex, here)?;
    Some((kind, ours(lex, words, kind, end, here > at)?))
}

/// The end of the name, "of the Union" included; nothing where it goes on to be another text's name.
fn ours(lex: Lex, words: &Vocabulary, kind: Kind, end: usize, owned: bool) -> Option<usize> {
    let gap = lex.gap(end);
    if gap.hard {
        return Some(end);
    }
    let next = gap.end;
    if !owned && words.terms.is_other(lex, kind, next) {
        return None;
    }
    let tail = if lex.byte(next) == b',' {
        lex.gap(next + 1).end
    } else {
        next
    };
    let tail = words.and.at(lex, tail).map_or(tail, |e| lex.gap(e).end);
    if tail != next && words.terms.other.at(lex, tail).is_some() {
        return None;
    }
    let Some(of) = words.terms.bare_of.at(lex, next) else {
        return Some(end);
    };
    let whose = lex.soft_gap(of)?;
    match words.terms.union.at(lex, whose) {
        Some(end) => Some(end),
        // "the Constitution of a country"
        None if lex.word(whose).is_some_and(|w| w.capital)
            || words.terms.the.at(lex, whose).is_some() =>
        {
            None
        }
        None => Some(end),
    }
}

/// Numbers in a row: "246D, 246F and 246H", "5.441B", "13 and 14".
/// `articles`: they may be Roman ones.
fn numbers(
    lex: Lex,
    words: &Vocabulary,
    at: usize,
    articles: bool,
) -> Option<(Vec<(String, Span)>, usize)> {
    let mut found = Vec::new();
    let mut end = at;
    let mut here = at;
    while found.len() < NUMBERS {
        let roman = || roman(lex, here).filter(|_| articles);
        let Some(stop) = number(lex, here).or_else(roman) else {
            break;
        };
        let text = lex.text[here..stop].trim_start_matches('0').to_owned();
        found.push((text, Span::new(here, stop)));
        end = stop;
        let gap = lex.gap(stop);
        if gap.hard {
            break;
        }
        let mut next = gap.end;
        if lex.byte(next) == b',' {
            next = lex.gap(next + 1).end;
        }
        if let Some(and) = words.and.at(lex, next) {
            next = lex.gap(and).end;
        } else if let Some(to) = words.through.at(lex, next) {
            next = lex.gap(to).end;
        }
        // "160A-160H"
        if next == stop
            && let Some(past) = lex.hyphen(stop)
            && number(lex, past).is_some()
        {
            next = past;
        }
        if next == gap.end {
            break;
        }
        // "Nos. 4 and No. 5"
        if let Some(word) = lex.word(next).filter(|w| words.terms.is_basic_number(w)) {
            next = lex.gap(dotted(lex, word.end)).end;
        }
        here = next;
    }
    (!found.is_empty()).then_some((found, end))
}

/// `IV` at `at`.
fn roman(lex: Lex, at: usize) -> Option<usize> {
    let letters = lex.bytes().get(at..)?.iter().take(8);
    let letters = letters.take_while(|b| b"IVXL".contains(b)).count();
    let stuck = lex.char_at(at + letters).is_some_and(char::is_alphanumeric);
    (letters > 0 && !stuck).then_some(at + letters)
}

fn number(lex: Lex, at: usize) -> Option<usize> {
    let start = if lex.byte(at) == b'S' && lex.byte(at + 1).is_ascii_digit() {
        at + 1
    } else {
        at
    };
    let mut end = lex.digits(start)?;
    while lex.byte(end) == b'.' && lex.byte(end + 1).is_ascii_digit() {
        end = lex.digits(end + 1)?;
    }
    let letters = lex.bytes()[end..]
        .iter()
        .take(3)
        .take_while(|b| b.is_ascii_uppercase())
        .count();
    end += letters;
    let stuck = letters > 2 || lex.char_at(end).is_some_and(char::is_alphanumeric);
    (!stuck && end - at <= 9).then_some(end)
}

/// A basic text named without number ("the Constitution"), or by its abbreviation ("CS 154", "CV/Art. 3").
/// `floor` is the end of the phrase before.
pub(super) fn named(lex: Lex, words: &Vocabulary, word: &Word, floor: usize) -> Option<Mention> {
    if let Some(kind) = words.terms.basic_short(word)
        && lex.text[word.start..word.end]
            .chars()
            .all(char::is_uppercase)
    {
        let behind = || numbers_before(lex, words, word, kind, floor);
        let name = (word.start, word.end);
        return abbreviated(lex, words, name, kind, false).or_else(behind);
    }
    let (kind, end) = words.terms.basic_at(lex, word.start)?;
    if !word.capital {
        return None;
    }
    let mut start = word.start;
    let mut before = lex.gap_before(start)?;
    let owner = words.terms.owner.before(lex, before);
    if let Some(owner) = owner.filter(|owner| *owner >= floor) {
        start = owner;
        before = lex.gap_before(start)?;
    }
    let end = ours(lex, words, kind, end, start < word.start)?;
    if let Some(numbered) = abbreviated(lex, words, (start, end), kind, true) {
        return Some(numbered);
    }
    let led = start < word.start
        || words.terms.the.before(lex, before).is_some()
        || words.and.before(lex, before).is_some()
        || end > word.end
            && words
                .terms
                .basic_at(lex, word.start)
                .is_some_and(|(_, e)| end > e);
    led.then(|| Mention {
        span: Span::new(start, end),
        form: MentionForm::Cited,
        written: vec![Written {
            kind: Some(kind),
            ..Written::default()
        }],
    })
}

/// "476 CV", "104 and 105 CS": the numbers stand before the abbreviation.
fn numbers_before(
    lex: Lex,
    words: &Vocabulary,
    word: &Word,
    kind: Kind,
    floor: usize,
) -> Option<Mention> {
    let mut found: Vec<Span> = Vec::new();
    let mut end = lex.gap_before(word.start).filter(|end| *end < word.start)?;
    while found.len() < NUMBERS {
        let token = lex.bytes()[floor.min(end)..end].iter().rev().take(9);
        let token = token.take_while(|b| b.is_ascii_alphanumeric() || **b == b'.');
        let start = end - token.count();
        let stuck = lex
            .char_before(start)
            .is_some_and(|c| c.is_alphanumeric() || "/-,.".contains(c));
        if number(lex, start) != Some(end) || stuck {
            break;
        }
        found.push(Span::new(start, end));
        let Some(before) = lex.gap_before(start) else {
            break;
        };
        end = match words.and.before(lex, before) {
            Some(and) => lex.gap_before(and)?,
            None if lex.char_before(before) == Some(',') => before - 1,
            None => break,
        };
    }
    let span = Span::new(found.last()?.start, word.end);
    let written = found.into_iter().rev().map(|number| Written {
        kind: Some(kind),
        number: Some(lex.text[number.range()].trim_start_matches('0').to_owned()),
        number_span: number,
        ..Written::default()
    });
    Some(Mention {
        span,
        form: MentionForm::Cited,
        written: written.collect(),
    })
}

/// The numbers behind the name between `start` and `end`; where that is `written_out`, behind "No." or "Article".
fn abbreviated(
    lex: Lex,
    words: &Vocabulary,
    (start, end): (usize, usize),
    kind: Kind,
    written_out: bool,
) -> Option<Mention> {
    let mut here = end;
    match lex.byte(here) {
        b'/' => here += 1,
        _ => here = lex.soft_gap(here)?,
    }
    // "CS104"
    let stuck = here == end && number(lex, here).is_some_and(|stop| stop - here >= 2);
    if here == end && (!stuck || written_out) {
        return None;
    }
    let mut label = None;
    if let Some(next) = lex.word(here) {
        label = words.terms.article(&next).map(str::to_owned);
        if label.is_none() && !words.terms.is_basic_number(&next) {
            return None;
        }
        here = lex.soft_gap(dotted(lex, next.end))?;
    } else if written_out {
        return None;
    }
    let (numbers, end) = numbers(lex, words, here, label.is_some())?;
    let written = numbers
        .into_iter()
        .map(|(number, span)| Written {
            kind: Some(kind),
            number: Some(match &label {
                Some(label) => format!("{label} {number}"),
                None => number,
            }),
            number_span: span,
            ..Written::default()
        })
        .collect();
    Some(Mention {
        span: Span::new(start, end),
        form: MentionForm::Cited,
        written,
    })
}
