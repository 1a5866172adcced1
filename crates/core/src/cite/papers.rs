//! Meeting documents: "TSAG TD60", "SG2-C.26", "C17/25", "TSAG-TDs 93, 94 and 95", "AFCP/35A8/1".

mod session;

use super::lex::{Lex, is_hyphen};
use super::terms::Paper;
use super::vocabulary::Vocabulary;
use super::words::Word;
use crate::model::{BodyMark, Change, Kind, Mention, MentionForm, Span, Written};

/// More numbers than any list has.
const NUMBERS: usize = 60;

/// The document whose word ("TD", "Circular", or the beginning of a code) is `word`.
pub(super) fn mention(
    lex: Lex,
    words: &Vocabulary,
    word: &Word,
    is_named: bool,
    floor: usize,
) -> Option<Mention> {
    if let Some(found) = words.terms.code_at(lex, word.start) {
        let number = lex.text[found.range()].to_owned();
        return (found.start >= floor).then(|| one(found, number, found, None));
    }
    if !is_named {
        return None;
    }
    words
        .terms
        .papers_at(lex, word.start)
        .find_map(|(paper, end)| named(lex, words, word, paper, end, floor))
}

/// The document whose number stands at `at`, perhaps behind what it is: "Administrative Circular CA/270".
pub(super) fn behind_words(lex: Lex, words: &Vocabulary, at: usize) -> Option<Mention> {
    let mut here = at;
    for _ in 0..3 {
        // "5D/1361"
        let digits = lex.bytes()[here..].iter().take(4);
        let digits = digits
            .take_while(|b| b.is_ascii_digit() || **b == b'/')
            .count();
        let word = lex.word(here + digits).filter(|w| w.capital)?;
        if let Some(found) = words.terms.code_at(lex, word.start) {
            let number = lex.text[found.range()].to_owned();
            return Some(one(Span::new(at, found.end), number, found, None));
        }
        here = lex.soft_gap(word.end)?;
    }
    None
}

fn one(span: Span, number: String, number_span: Span, group: Option<String>) -> Mention {
    Mention {
        span,
        form: MentionForm::Cited,
        written: vec![written(number, number_span, group)],
    }
}

fn written(number: String, number_span: Span, group: Option<String>) -> Written {
    Written {
        kind: Kind::of_documents(),
        number: Some(number),
        number_span,
        body: group.map(|g| (g.as_str().into(), BodyMark::Prefix)),
        ..Written::default()
    }
}

fn named(
    lex: Lex,
    words: &Vocabulary,
    word: &Word,
    paper: &Paper,
    end: usize,
    floor: usize,
) -> Option<Mention> {
    if paper.session {
        let dot = end + usize::from(lex.byte(end) == b'.');
        return session::mention(lex, words, word, dot, floor);
    }
    let capitals = lex.text[word.start..word.end]
        .chars()
        .next()
        .is_some_and(char::is_uppercase);
    if !capitals {
        return None;
    }
    let single = lex.text[word.start..end].chars().count() == 1;
    let mut here = end;
    if let Some(c) = lex.char_at(here).filter(|c| *c == '.' || is_hyphen(*c)) {
        here += c.len_utf8();
    }
    let gap = lex.soft_gap(here)?;
    // "C 26" is no document, "TD 26" is one; a number on the next line or behind a tab is a label.
    if single && gap > here
        || !lex.byte(gap).is_ascii_digit()
        || lex.text[here..gap].contains(['\n', '\t'])
    {
        return None;
    }
    let (mut group, start) = match group_before(lex, words, word.start, floor) {
        Some((group, start)) if paper.group => (Some(group), start),
        _ => (None, word.start),
    };
    if group.is_none() && !paper.alone {
        return None;
    }
    let mut found = Vec::new();
    let mut sides = Vec::new();
    let mut last = here;
    let mut at = gap;
    while found.len() < NUMBERS {
        let Some(stop) = lex.digits(at).filter(|stop| stop - at <= 4) else {
            break;
        };
        let digits = lex.text[at..stop].trim_start_matches('0');
        let Tail {
            tail,
            group: of_group,
            end: stop,
            redline,
        } = tail(lex, words, stop);
        if lex.char_at(stop).is_some_and(char::is_alphanumeric) {
            break;
        }
        if group.is_none() {
            group = of_group;
        }
        found.push((
            format!("{}{digits}{tail}", paper.label),
            Span::new(at, stop),
        ));
        last = stop;
        if redline {
            sides = vec![Some(Change::Deleted), Some(Change::Inserted)];
        }
        let gap = lex.gap(stop);
        if gap.hard || !paper.list {
            break;
        }
        let mut next = gap.end;
        if lex.byte(next) == b',' {
            next = lex.gap(next + 1).end;
        }
        if let Some(and) = words.and.at(lex, next) {
            next = lex.gap(and).end;
        }
        if next == gap.end {
            break;
        }
        // "TD08, TD09"
        if let Some((same, end)) = words.terms.papers_at(lex, next).next()
            && same.label == paper.label
        {
            next = end;
        } else if found.len() == 1 && !lex.byte(next).is_ascii_digit() {
            break;
        }
        at = next;
    }
    if found.is_empty() {
        return None;
    }
    if single && group.is_some() {
        // "WTSA C-035 ATU Add08": who proposed it, and which addendum.
        if let Some(stop) = addendum(lex, last) {
            let (_, number) = found.first()?;
            let name: Vec<&str> = lex.text[start..stop].split([' ', '_', '\u{a0}']).collect();
            return Some(one(Span::new(start, stop), name.join(" "), *number, None));
        }
    }
    let dated = if found.len() == 1 {
        month_year(lex, words, last)
    } else {
        None
    };
    let year = dated.map(|(year, _)| year);
    last = dated.map_or(last, |(_, end)| end);
    let (start, sections) = match sections_before(lex, words, start, floor) {
        Some((start, sections)) => (start, sections.into_iter().map(Some).collect()),
        None => (start, vec![None]),
    };
    if sides.is_empty() {
        sides.push(None);
    }
    let mut all = Vec::new();
    for (number, span) in &found {
        for change in &sides {
            for section in &sections {
                let mut one = written(number.clone(), *span, group.clone());
                one.provision = section.clone();
                one.change = *change;
                one.edition.year = year;
                all.push(one);
            }
        }
    }
    Some(Mention {
        span: Span::new(start, last),
        form: MentionForm::Cited,
        written: all,
    })
}

/// ", July 2016", " (July 2016)" behind the number: the year and the end.
fn month_year(lex: Lex, words: &Vocabulary, at: usize) -> Option<(u16, usize)> {
    let mut here = lex.soft_gap(at)?;
    let is_open = lex.byte(here) == b'(';
    if is_open || lex.byte(here) == b',' {
        here = lex.soft_gap(here + 1)?;
    }
    let month = words.terms.months.at(lex, here)?;
    let start = lex.soft_gap(month)?;
    let end = lex.digits(start).filter(|end| end - start == 4)?;
    let year = lex.text[start..end].parse().ok()?;
    match (is_open, lex.byte(end)) {
        (true, b')') => Some((year, end + 1)),
        (true, _) => None,
        (false, _) => Some((year, end)),
    }
}

/// "3.2, 3.3 and 3.6 of" before a text: its sections, and where they begin.
pub(super) fn sections_before(
    lex: Lex,
    words: &Vocabulary,
    at: usize,
    floor: usize,
) -> Option<(usize, Vec<String>)> {
    let of = words.terms.joining.before(lex, lex.gap_before(at)?)?;
    let mut end = lex.gap_before(of)?;
    let mut start = None;
    let mut found = Vec::new();
    while found.len() < NUMBERS {
        let bytes = &lex.bytes()[floor.min(end)..end];
        let length = bytes
            .iter()
            .rev()
            .take(12)
            .take_while(|b| b.is_ascii_digit() || **b == b'.')
            .count();
        let section = &lex.text[end - length..end];
        if !section.contains('.') || !section.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        found.push(section.to_owned());
        start = Some(end - length);
        let before = lex.gap_before(end - length)?;
        let before = words.and.before(lex, before).unwrap_or(before);
        end = lex.gap_before(before)?;
        if lex.char_before(end) == Some(',') {
            end = lex.gap_before(end - 1)?;
        }
    }
    found.reverse();
    Some((start?, found))
}

/// The group before the word: "TSAG-", "SG2 ".
fn group_before(lex: Lex, words: &Vocabulary, at: usize, floor: usize) -> Option<(String, usize)> {
    let mut end = at;
    if let Some(c) = lex.char_before(end).filter(|c| is_hyphen(*c) || *c == '/') {
        end -= c.len_utf8();
    } else {
        end = lex.gap_before(at)?;
        if end == at || lex.text[end..at].contains('\n') {
            return None;
        }
    }
    let digits = lex.bytes()[..end]
        .iter()
        .rev()
        .take(2)
        .take_while(|b| b.is_ascii_digit())
        .count();
    let word = lex
        .word_before(end - digits)
        .filter(|w| w.capital && w.start >= floor)?;
    let group = words.terms.group(&word, &lex.text[end - digits..end])?;
    Some((group, word.start))
}

/// What stands behind the number: "R1", "-R1", " Rev.1 2", "/GEN", " (GEN/2)".
struct Tail {
    /// What of it belongs to the number.
    tail: String,
    /// The group that it names.
    group: Option<String>,
    end: usize,
    /// Two revisions run together.
    redline: bool,
}

fn tail(lex: Lex, words: &Vocabulary, at: usize) -> Tail {
    let mut end = at;
    let mut redline = false;
    let revision = |from: usize| {
        let word = lex.word(from)?;
        let mark = matches!(word.text(), "r" | "rev") && word.end - word.start <= 3;
        let stop = lex.digits(word.end + usize::from(lex.byte(word.end) == b'.'))?;
        (mark && stop - word.end <= 3).then_some(stop)
    };
    let joined = lex.hyphen(at).unwrap_or(at);
    if let Some(stop) = revision(joined) {
        end = stop;
    } else if let Some(stop) = lex.soft_gap(at).and_then(revision) {
        end = stop;
        // "Rev.1 2": a tracked change of the revision.
        if let Some(again) = lex
            .soft_gap(stop)
            .and_then(|g| lex.digits(g).filter(|d| d - g == 1))
        {
            end = again;
            redline = true;
        }
    }
    if lex.byte(end) == b'/'
        && let Some(word) = lex.word(end + 1).filter(|w| w.end - w.start <= 4)
    {
        return Tail {
            tail: format!("/{}", &lex.text[word.start..word.end]),
            group: None,
            end: word.end,
            redline,
        };
    }
    if let Some(open) = lex.soft_gap(end).filter(|g| lex.byte(*g) == b'(')
        && let Some(word) = lex.word(open + 1).filter(|w| w.end - w.start <= 4)
        && lex.byte(word.end) == b'/'
        && let Some(stop) = lex.digits(word.end + 1)
        && lex.byte(stop) == b')'
    {
        let group = words.terms.numbered_group(&lex.text[word.end + 1..stop]);
        return Tail {
            tail: format!("/{}", &lex.text[word.start..word.end]),
            group,
            end: stop + 1,
            redline,
        };
    }
    Tail {
        tail: String::new(),
        group: None,
        end,
        redline,
    }
}

/// " ATU Add08" behind the number.
fn addendum(lex: Lex, at: usize) -> Option<usize> {
    let sep = |at: usize| {
        let c = lex.char_at(at)?;
        matches!(c, '_' | ' ' | '\u{a0}').then(|| at + c.len_utf8())
    };
    let who = lex
        .word(sep(at)?)
        .filter(|w| lex.text[w.start..w.end].chars().all(char::is_uppercase))?;
    let add = lex.word(sep(who.end)?).filter(|w| w.text() == "add")?;
    lex.digits(add.end)
}
