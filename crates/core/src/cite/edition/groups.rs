//! The groups of an edition: place, year, mark and what parts them.

use super::{Before, Group, Groups, PIECES};
use crate::cite::lex::{Lex, is_hyphen};
use crate::cite::number;
use crate::cite::vocabulary::Vocabulary;

/// Reads groups up to the closing bracket, or as far as they go.
pub(super) fn read(lex: Lex, words: &Vocabulary, at: usize) -> Option<Groups> {
    let mut found = Groups {
        groups: Vec::new(),
        end: at,
        closed: false,
        doubled: false,
        session: false,
        body: None,
    };
    let mut group = Group::default();
    let mut pending = Before::Nothing;
    let mut here = at;
    for _ in 0..PIECES {
        let Some(next) = lex.soft_gap(here) else {
            break;
        };
        here = next;
        match lex.char_at(here) {
            Some(')' | ']') => {
                found.closed = true;
                found.end = here + 1;
                break;
            }
            Some('(') if group.rev && group.letters.is_empty() => {
                found.doubled = true;
                here += 1;
                continue;
            }
            // "Rev. Dubai (2018)"
            Some('(') if group.rev && group.digits.is_empty() && lex.digits(here + 1).is_some() => {
                here += 1;
                continue;
            }
            Some(c @ (',' | ';' | ':' | '.' | '/')) => {
                here += 1;
                if c == ',' && group.rev && group.letters.is_empty() && group.mark.is_none() {
                    group.stray = true;
                }
                pending = match c {
                    ',' if pending == Before::Nothing => Before::Comma,
                    ';' | ':' => Before::Semicolon,
                    _ => pending,
                };
                continue;
            }
            Some(c) if is_hyphen(c) && !group.letters.is_empty() => {
                here += c.len_utf8();
                continue;
            }
            Some(c) if c.is_ascii_digit() && is_count(lex, here, &group) => {
                here = lex.digits(here)?;
            }
            Some(c) if c.is_ascii_digit() || looks_like_year(lex, here) => {
                let read = number::lookalike(lex, here);
                let end = match &read {
                    Some((_, end)) => *end,
                    None => lex.digits(here)?,
                };
                let written = &lex.text[here..end];
                if !group.digits.is_empty() {
                    close(&mut found, &mut group, &mut pending);
                }
                group.comma |= pending == Before::Comma;
                if group.is_empty() {
                    group.before = pending;
                }
                pending = Before::Nothing;
                match read {
                    Some((digits, _)) => {
                        group.digits.push_str(&digits);
                        group.lookalike = Some(written.to_owned());
                    }
                    None => group.digits.push_str(written),
                }
                here = end;
            }
            _ => {
                match letters(lex, words, here, &mut found, &mut group, &mut pending) {
                    Some(next) => here = next,
                    // The closing bracket is lost, and the sentence goes on.
                    None if found.groups.is_empty() && is_whole(words, &group) => break,
                    None => return None,
                }
            }
        }
        found.end = here;
    }
    if !group.is_empty() {
        found.groups.push(group);
    }
    (!found.groups.is_empty()).then_some(found)
}

/// True for the "2" of "Rev. 2 Johannesburg, 2008": how often the text was revised.
fn is_count(lex: Lex, at: usize, group: &Group) -> bool {
    let bare = group.rev && group.letters.is_empty() && group.digits.is_empty();
    let Some(end) = lex.digits(at).filter(|end| bare && end - at <= 2) else {
        return false;
    };
    let next = lex.gap(end).end;
    let next = lex.gap(next + usize::from(lex.byte(next) == b',')).end;
    next > end && lex.word(next).is_some_and(|w| w.capital)
}

/// True for a year whose first digit is a letter: "l998".
fn looks_like_year(lex: Lex, at: usize) -> bool {
    matches!(lex.byte(at), b'l' | b'I' | b'O')
        && number::lookalike(lex, at).is_some_and(|(digits, _)| digits.len() == 4)
}

/// "Rev. Dubai, 2018"
fn is_whole(words: &Vocabulary, group: &Group) -> bool {
    let place = words.places.exact(&group.letters);
    let year = group
        .digits
        .parse()
        .ok()
        .filter(|_| group.digits.len() == 4);
    group.rev
        && place
            .zip(year)
            .is_some_and(|(place, year)| words.places.met(place, year))
}

fn close(found: &mut Groups, group: &mut Group, pending: &mut Before) {
    if !group.is_empty() {
        found.groups.push(std::mem::take(group));
    }
    group.before = std::mem::take(pending);
}

/// Reads the word or phrase at `here` into `group`; `None` where it belongs to no edition.
fn letters(
    lex: Lex,
    words: &Vocabulary,
    here: usize,
    found: &mut Groups,
    group: &mut Group,
    pending: &mut Before,
) -> Option<usize> {
    let full = !group.digits.is_empty() || group.mark.is_some();
    if let Some(end) = words.amended.at(lex, here) {
        close(found, group, pending);
        group.before = Before::Amended;
        return Some(end);
    }
    let word = lex.word(here)?;
    if let Some(end) = words.revised.at(lex, here) {
        if full || !group.letters.is_empty() {
            close(found, group, pending);
        }
        group.rev = true;
        *pending = Before::Nothing;
        return Some(end);
    }
    if full && let Some(end) = words.and.at(lex, here) {
        let goes_on = lex.soft_gap(end).and_then(|next| lex.word(next));
        if !goes_on.is_some_and(|w| w.capital || words.revised.holds(&w)) {
            return None;
        }
        *pending = Before::And;
        close(found, group, pending);
        return Some(end);
    }
    if group.letters.is_empty() || full {
        let session = words.session_at(lex, here);
        found.session |= session.is_some();
        let mark = || words.mark_at(lex, here);
        let mark = || mark().or_else(|| words.short_mark_at(lex, here));
        if let Some((body, year, end)) = session.or_else(mark) {
            if full {
                close(found, group, pending);
            }
            group.mark = Some((
                body.to_owned(),
                year,
                super::mark_text(&lex.text[here..end]),
            ));
            *pending = Before::Nothing;
            return Some(end);
        }
        // "(WTSA, Hammamet, 2016)"
        if group.is_empty()
            && found.groups.is_empty()
            && let Some((body, end)) = words.body_at(lex, here)
            && lex.byte(end) == b','
        {
            found.body = Some(body.to_owned());
            return Some(end + 1);
        }
        if full && !word.capital {
            return None;
        }
        if full {
            close(found, group, pending);
        }
        group.place = (here, word.end);
    } else if *pending == Before::Comma
        && let Some((body, year, end)) = words.mark_at(lex, here)
    {
        // "Hammamet, WTSA-16"
        close(found, group, pending);
        let mark = super::mark_text(&lex.text[here..end]);
        group.mark = Some((body.to_owned(), year, mark));
        return Some(end);
    } else if *pending == Before::Comma {
        // "Buenos, Aires": one place only where both words make one.
        let joined = format!("{}{}", group.letters, word.text());
        words.places.exact(&joined)?;
        group.stray = true;
    }
    *pending = Before::Nothing;
    group.letters.push_str(word.text());
    group.homoglyph |= word.homoglyph;
    group.place.1 = word.end;
    (group.letters.len() < 80).then_some(word.end)
}
