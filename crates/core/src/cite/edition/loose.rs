//! Editions with more words than they need: "(Rev. Hammamet, Tunisia, 25 October - 3 November 2016)", "as revised in
//! Dubai (2018)".

use super::EditionFound;
use crate::cite::lex::Lex;
use crate::cite::vocabulary::Vocabulary;
use crate::model::{Edition, Slip, SlipKind};

/// Longer than such brackets are.
const FAR: usize = 90;
/// Words of a place's name.
const WORDS: usize = 3;

/// Reads the brackets that open at `at`: one known place, one year at which a conference met there, and words that
/// name nothing else.
pub(super) fn bracketed(lex: Lex, words: &Vocabulary, at: usize) -> Option<EditionFound> {
    let inner = lex.bytes().get(at + 1..)?.iter().take(FAR);
    let stop = |b: &u8| matches!(b, b')' | b'(' | b';' | b'\t');
    let close = at + 1 + inner.copied().position(|b| stop(&b))?;
    if lex.byte(close) != b')' {
        return None;
    }
    let (mut rev, mut place, mut year) = (false, None, None);
    let mut here = at + 1;
    while here < close {
        if let Some(end) = lex.digits(here) {
            let digits = &lex.text[here..end];
            if digits.len() == 4 && year.replace(digits.parse().ok()?).is_some() {
                return None;
            }
            here = end;
            continue;
        }
        let Some(word) = lex.word(here) else {
            here += lex.char_at(here)?.len_utf8();
            continue;
        };
        if let Some((found, end)) = place_at(lex, words, here) {
            if place.replace(found).is_some() {
                return None;
            }
            here = end;
            continue;
        }
        if words.kind(&word).is_some() {
            return None;
        }
        rev |= words.revised.at(lex, here).is_some() || words.terms.revision.contains(&word);
        here = word.end;
    }
    made(lex, words, rev, (place?, year?), at..close + 1)
}

/// Reads "as revised in Dubai (2018)", "adopted in Dubai, 2018" at `at`.
pub(super) fn written_out(lex: Lex, words: &Vocabulary, at: usize) -> Option<EditionFound> {
    let revised = words.terms.revised_in.at(lex, at);
    let adopted = || words.terms.adopted_in.at(lex, at);
    let (place, end) = place_at(lex, words, lex.soft_gap(revised.or_else(adopted)?)?)?;
    let mut next = lex.soft_gap(end)?;
    let open = lex.byte(next) == b'(';
    if open || lex.byte(next) == b',' {
        next = lex.soft_gap(next + 1)?;
    } else if let Some(of) = words
        .of
        .at(lex, next)
        .or_else(|| words.terms.joining.at(lex, next))
    {
        next = lex.soft_gap(of)?;
    }
    let stop = lex.digits(next).filter(|stop| stop - next == 4)?;
    let year = lex.text[next..stop].parse().ok()?;
    let stop = stop + usize::from(open && lex.byte(stop) == b')');
    let mut found = made(lex, words, revised.is_some(), (place, year), at..stop)?;
    found.slips.clear();
    Some(found)
}

/// The known place that the words at `at` name, and where its name ends.
fn place_at(lex: Lex, words: &Vocabulary, at: usize) -> Option<(usize, usize)> {
    let mut letters = String::new();
    let mut here = at;
    let mut found = None;
    for _ in 0..WORDS {
        let Some(word) = lex.word(here) else { break };
        letters.push_str(word.text());
        if let Some(place) = words.places.exact(&letters) {
            found = Some((place, word.end));
        }
        let Some(next) = lex.soft_gap(word.end) else {
            break;
        };
        here = lex.hyphen(next).unwrap_or(next);
    }
    found
}

fn made(
    lex: Lex,
    words: &Vocabulary,
    rev: bool,
    (place, year): (usize, u16),
    at: std::ops::Range<usize>,
) -> Option<EditionFound> {
    let edition = Edition {
        rev,
        place: Some(words.places.name(place).to_owned()),
        year: Some(year),
        ..Edition::default()
    };
    let written = &lex.text[at.clone()];
    let slips = vec![Slip::new(
        SlipKind::Punctuation,
        written,
        &edition.to_string(),
    )];
    words.places.met(place, year).then(|| EditionFound {
        sides: vec![(edition, None)],
        end: at.end,
        slips,
        ..EditionFound::default()
    })
}
