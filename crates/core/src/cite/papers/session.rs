//! Documents of a conference: "WTSA-24 Document 35", "Documents 35 and 36 of WTSA-24".

use crate::cite::lex::{Lex, is_hyphen};
use crate::cite::vocabulary::Vocabulary;
use crate::cite::words::Word;
use crate::model::{Mention, MentionForm, Span};

/// The documents whose word is `word`, which ends at `end` with its dot; `floor` is the end of the phrase before.
pub(super) fn mention(
    lex: Lex,
    words: &Vocabulary,
    word: &Word,
    end: usize,
    floor: usize,
) -> Option<Mention> {
    let (numbers, end) = numbers(lex, words, lex.soft_gap(end)?)?;
    let before = lex.gap_before(word.start).filter(|at| *at > floor);
    let before = before.and_then(|at| Some((words.mark_before(lex, at)?.2, at)));
    let (session, span) = match before.filter(|(start, _)| *start >= floor) {
        Some(session) => (session, Span::new(session.0, end)),
        None => {
            let session = session_behind(lex, words, end)?;
            (session, Span::new(word.start, session.1))
        }
    };
    let mark = mark(&lex.text[session.0..session.1]);
    let written = numbers.into_iter().map(|number| {
        let digits = lex.text[number.range()].trim_start_matches('0');
        super::written(format!("{mark}/{digits}"), number, None)
    });
    Some(Mention {
        span,
        form: MentionForm::Cited,
        written: written.collect(),
    })
}

/// The numbers at `at`, and where they end.
fn numbers(lex: Lex, words: &Vocabulary, at: usize) -> Option<(Vec<Span>, usize)> {
    let mut found: Vec<Span> = Vec::new();
    let mut here = at;
    while found.len() < super::NUMBERS {
        let Some(end) = lex.digits(here).filter(|end| end - here <= 4) else {
            break;
        };
        let stuck = lex.char_at(end);
        if stuck.is_some_and(|c| c.is_alphanumeric() || c == '/') {
            break;
        }
        found.push(Span::new(here, end));
        let gap = lex.gap(end);
        let mut next = gap.end;
        if lex.byte(next) == b',' {
            next = lex.gap(next + 1).end;
        }
        next = words.and.at(lex, next).map_or(next, |e| lex.gap(e).end);
        if gap.hard || next == gap.end {
            break;
        }
        here = next;
    }
    let end = found.last()?.end;
    Some((found, end))
}

/// "of WTSA-24", "(WTSA-24)" at `at`: where the mark begins and ends.
fn session_behind(lex: Lex, words: &Vocabulary, at: usize) -> Option<(usize, usize)> {
    let next = lex.soft_gap(at)?;
    let here = match lex.byte(next) {
        b'(' => next + 1,
        _ => lex.soft_gap(words.of.at(lex, next)?)?,
    };
    let (_, _, end) = words.mark_at(lex, here)?;
    Some((here, end))
}

/// `WTSA-24`, whatever stands between letters and year.
fn mark(written: &str) -> String {
    let parts = written.split(|c: char| c.is_whitespace() || is_hyphen(c));
    let parts: Vec<&str> = parts.filter(|p| !p.is_empty()).collect();
    parts.join("-")
}
