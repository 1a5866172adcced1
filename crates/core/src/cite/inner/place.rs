//! Whose a place is: of the text that is named beside it, or of the text that it stands in.

use super::super::class::*;
use super::super::{Found, Reader, each_provision};
use super::{Provisions, is_cyrillic, is_opening, provisions};
use crate::model::{Mention, MentionForm, Span, Written};
use crate::script::Gap;

/// A place in the text that it stands in: "instructs 2 above", "(i. TSBDir 2)", "annex to this resolution". `follows` is
/// true where another such place stands right before the word that joins them.
pub(in crate::cite) fn internal(
    reader: Reader,
    at: usize,
    found: &Provisions,
    follows: bool,
) -> Option<Found> {
    let end = match inside(reader, found.end) {
        Some(end) => end,
        None if is_own(reader, at, found, follows) => found.end,
        None => return None,
    };
    let written = found.paths.iter().map(|path| Written {
        provision: Some(path.clone()),
        ..Written::default()
    });
    let form = MentionForm::Provision;
    Some(Found::new(reader, at..end, form, written.collect()))
}

/// The token behind "above", "of this resolution" at `at`.
fn inside(reader: Reader, at: usize) -> Option<usize> {
    let hit = reader.behind(&reader.rules.inside, at - 1)?;
    Some(hit.get("inside")?.end)
}

/// True where nobody says whose the place is, and what stands around it says that it is one.
fn is_own(reader: Reader, at: usize, found: &Provisions, follows: bool) -> bool {
    let before = reader.class_before(at);
    let next = reader.class(found.end);
    let opens = is_opening(reader.class(at)) && !reader.begins_line(at);
    let goes_on = next == AND && matches!(reader.class(found.end + 1), OPENER | ADVERB | DIVISION);
    let ends = goes_on || matches!(next, SEMICOLON | DOT | COMMA | CLOSE);
    // "in view of the above resolves,"
    if opens && before == ABOVE && !found.labelled {
        return ends;
    }
    // "paragraph 64 of his report", "paragraph 5 of the annex to the letter"
    let article = matches!(reader.class(found.end + 1), THE | A | ITS | THIS);
    let genitive = is_cyrillic(reader, at) && !ends && next != 0;
    let of_other = matches!(next, OF | FROM) || next == TO && article || genitive;
    if of_other && !opens || next == OF || !(found.labelled || found.action || next == CLOSE) {
        return false;
    }
    // In brackets or behind "in", "see", labels are enough; "pursuant to resolves 3", "to implement resolves 8;",
    // "taking into account considering d),", "in particular resolves 6".
    let led = match before {
        IN | LEADING => true,
        TO => opens,
        WORD | OPENER | EMPHASIS => opens && ends,
        AND => follows && (ends || !opens),
        _ => false,
    };
    // "…, instructs the Council 1 to …" opens what it says; "the Agenda, § 35", "(A/80/605, para. 22)" are others' places.
    let listed = before == COMMA && if opens { ends } else { follows || found.action };
    let bracket = before == OPEN || listed;
    bracket || led && !found.action
}

/// "ibid., resolves 4": a place in the text that was named before.
pub(in crate::cite) fn ibid(reader: Reader, at: usize) -> Option<Found> {
    let sign = |i: &usize| matches!(reader.class(*i), DOT | COMMA);
    let start = (at + 1..reader.all.len()).find(|i| !sign(i))?;
    let place = provisions(reader, start)?;
    let written = place.paths.into_iter().map(|path| Written {
        provision: Some(path),
        ..Written::default()
    });
    let form = MentionForm::Above;
    Some(Found::new(reader, at..place.end, form, written.collect()))
}

/// Where the text begins that the place is in: behind "of", "to the".
pub(in crate::cite) fn owner(reader: Reader, found: &Provisions) -> Option<usize> {
    let hit = reader.behind(&reader.rules.owner_of_provision, found.end - 1)?;
    match hit.get("of") {
        Some(of) => Some(of.end),
        // Where the case of the word says "of".
        None => {
            let next = hit.at("next")?;
            (found.labelled && reader.gap(next) < Gap::Line).then_some(next)
        }
    }
}

/// "…, Section 9", "provides in resolves 3" from token `at` on, behind the text that it is in.
pub(in crate::cite) fn behind(reader: Reader, at: usize) -> Option<Provisions> {
    if at == 0 || at >= reader.all.len() {
        return None;
    }
    let mut hits = reader.all_behind(&reader.rules.provision_behind, at - 1);
    hits.find_map(|hit| match hit.get("said") {
        Some(place) => said(reader, place.start),
        None => beside(reader, at, hit.at("place")?),
    })
}

/// "section 9" at token `start`, which stands beside the text before token `at`.
fn beside(reader: Reader, at: usize, start: usize) -> Option<Provisions> {
    let broken = (at..=start).any(|i| reader.gap(i) >= Gap::Line);
    let mut found = provisions(reader, start).filter(|_| !broken)?;
    let next = reader.class(found.end);
    // "(resolves 3)"
    if reader.class(at) == OPEN {
        found.end += 1;
        return (next == CLOSE).then_some(found);
    }
    let ends = matches!(next, 0 | COMMA | SEMICOLON | DOT | CLOSE | AND | QUOTE);
    let bare = !found.labelled && (!ends || reader.class(start) != DIVISION);
    (!has_owner(reader, &found) && !bare).then_some(found)
}

/// "resolves 3" at token `start`, which the text before is said to say; "resolves 3 above" is of the text around it.
fn said(reader: Reader, start: usize) -> Option<Provisions> {
    let found = provisions(reader, start)?;
    let own = inside(reader, found.end).is_some();
    (found.labelled && !own && !has_owner(reader, &found)).then_some(found)
}

/// "Resolution 5, section 2 of the report": that section is of something else.
fn has_owner(reader: Reader, found: &Provisions) -> bool {
    let rules = &reader.rules.owner_of_provision;
    reader.behind(rules, found.end - 1).is_some()
}

/// "recognizing g) thereof" at token `at`: a place in the text that was cited last in the sentence. The token behind it.
pub(in crate::cite) fn thereof(
    reader: Reader,
    at: usize,
    floor: usize,
    found: &mut [Mention],
) -> Option<usize> {
    if !matches!(reader.class(at), OPENER | ADVERB | ITEM | DIVISION) {
        return None;
    }
    let place = provisions(reader, at)?;
    let next = reader.past(place.end, OPEN);
    if reader.class(next) != THEREOF {
        return None;
    }
    let parted = |i: usize| matches!(reader.class(i), DOT | SEMICOLON | QUESTION);
    let start = reader.all[0].start;
    let last = found.last_mut().filter(|m| m.form == MentionForm::Cited);
    let last = last.filter(|m| m.span.start >= start && !(floor..at).any(parted))?;
    if last.written.iter().all(|w| w.provision.is_none()) {
        each_provision(last, &place.paths);
    }
    last.span = Span::new(last.span.start, reader.all[next].end);
    Some(next + 1)
}
