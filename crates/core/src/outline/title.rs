use super::headings::Start;
use super::labels::label_at;
use crate::knowledge::Knowledge;
use crate::model::{Document, Edition};
use crate::script::junk::residue;
use crate::script::{Folded, Sort, fold};
use std::borrow::Cow;

/// What stands between heading and first part.
pub(super) struct Title {
    /// The title, notes and marks removed.
    pub(super) title: Option<String>,
    /// The edition history.
    pub(super) history: Vec<Edition>,
    /// The sentence that names the conference.
    pub(super) opening: Option<String>,
    /// The first block behind all this.
    pub(super) behind: usize,
}

/// A title has at most so many paragraphs (a broken line makes two of one).
const MOST_LINES: usize = 4;
/// … and so many bytes.
const LONGEST: usize = 500;

/// A line with nothing but a date is not longer, in bytes.
const LONGEST_DATE: usize = 60;

/// Reads title, history and opening sentence of the text whose blocks (behind its heading) are `blocks`.
pub(super) fn read(
    doc: &Document,
    start: &Start,
    blocks: &std::ops::Range<usize>,
    knowledge: &Knowledge,
) -> Title {
    let mut out = Title {
        title: None,
        history: Vec::new(),
        opening: None,
        behind: blocks.start,
    };
    let same_line = doc.text[start.rest.range()].trim();
    let same_line = same_line.trim_start_matches(['–', '—', '-', ':']).trim();
    let mut lines: Vec<&str> = Vec::new();
    if !same_line.is_empty() && !same_line.starts_with(['[', '(']) && !is_date(same_line, knowledge)
    {
        lines.push(same_line);
    }
    let table = doc.blocks[start.block].cell;
    for index in blocks.clone() {
        let block = &doc.blocks[index];
        if block.cell != table {
            break;
        }
        let text = plain(&doc.text[block.span.range()]);
        if text.is_empty() {
            out.behind = index + 1;
            continue;
        }
        if is_date(&text, knowledge) || is_symbol(&text) || knowledge.phrases.tells_adoption(&text)
        {
            // When and under which document number it was adopted.
        } else if let Some(history) = history(&text, knowledge) {
            out.history = history;
        } else if names_conference(&text, knowledge) {
            out.opening = Some(text);
            out.behind = index + 1;
            break;
        } else if !out.history.is_empty() || !is_title_line(&text, &lines, knowledge) {
            break;
        } else {
            lines.push(&doc.text[block.span.range()]);
        }
        out.behind = index + 1;
    }
    let title = plain(&lines.join(" "));
    let title = without_stump(&title).to_owned();
    out.title = (!title.is_empty()).then_some(title);
    out
}

/// A title whose end was lost within a bracket: "… of the Union (2". What is left of the bracket says nothing.
fn without_stump(title: &str) -> &str {
    match title.rsplit_once('(') {
        Some((before, stump)) if stump.len() <= LONGEST_STUMP && !stump.contains(')') => {
            before.trim_end()
        }
        _ => title,
    }
}

/// What is left of a bracket in a title is not longer, in bytes.
const LONGEST_STUMP: usize = 4;

fn is_title_line(text: &str, before: &[&str], knowledge: &Knowledge) -> bool {
    let taken: usize = before.iter().map(|l| l.len()).sum();
    let opens =
        knowledge.phrases.preamble_start(text).is_some_and(|len| {
            len == text.len() || text.len() > LONGEST_DATE && text.contains(',')
        }) || knowledge.phrases.operative_start(text).is_some();
    before.len() < MOST_LINES
        && !knowledge.proposals.is_mark_line(text)
        && taken + text.len() <= LONGEST
        && !opens
        && label_at(text).is_none()
        && !text.ends_with([';', '.', '；', '。', '؛'])
        && (!text.ends_with([',', '，', '،']) || before.is_empty())
        && !text.starts_with('»')
}

/// The editions of an edition history: a bracket with nothing but places and years in it, in either order.
fn history(text: &str, knowledge: &Knowledge) -> Option<Vec<Edition>> {
    let folded = Folded::new(text);
    let inner = folded.text().strip_prefix('(')?.strip_suffix(')')?;
    let mut editions = Vec::new();
    let mut at = 1;
    for part in inner.split([';', ':']) {
        let source = &text[folded.span(at..at + part.len()).range()];
        at += part.len() + 1;
        let (place, year) = place_and_year(source, knowledge)?;
        let conference = knowledge.conferences_at(place, year).next();
        let place = conference.map_or(place, |c| c.place.as_str());
        let rev = !editions.is_empty();
        editions.push(Edition {
            rev,
            place: Some(place.to_owned()),
            year: Some(year),
            ..Edition::default()
        });
    }
    (!editions.is_empty()).then_some(editions)
}

/// "of 26 June 1946": a day, and words as short as "of" and "on".
pub(super) fn is_date(text: &str, knowledge: &Knowledge) -> bool {
    if text.len() > LONGEST_DATE || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let folded = Folded::new(text);
    let (mut months, mut years) = (0, 0);
    for token in folded.tokens() {
        let word = &folded.text()[token.at.clone()];
        let mut named = knowledge.wording.months.values().flatten();
        match token.sort {
            Sort::Number => years += usize::from(word.len() == 4),
            // "Apri]": what a scanner made of the last letter.
            Sort::Word if word.len() >= 3 && named.any(|month| fold(month).starts_with(word)) => {
                months += 1
            }
            Sort::Word if word.chars().count() <= 3 => {}
            Sort::Mark('.' | ',' | ']') | Sort::Note => {}
            _ => return false,
        }
    }
    (months, years) == (1, 1)
}

/// "[S/726]": the number of the document alone in its line.
fn is_symbol(text: &str) -> bool {
    let inner = text.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
    inner.is_some_and(|i| i.contains('/') && !i.contains(char::is_whitespace))
}

/// "Dubai, 2012", "Дубай, 2012 г.", "2012年，迪拜": the place as written, and the year.
fn place_and_year<'t>(part: &'t str, knowledge: &Knowledge) -> Option<(&'t str, u16)> {
    let folded = Folded::new(part);
    let (mut year, mut start, mut end) = (None, None, 0);
    for token in folded.tokens() {
        let word = &folded.text()[token.at.clone()];
        match token.sort {
            Sort::Number if year.is_none() && word.len() == 4 => year = word.parse().ok(),
            Sort::Number | Sort::Note => return None,
            Sort::Mark(',' | '.') => {}
            Sort::Word if knowledge.phrases.is_year_word(word) => {}
            Sort::Han if knowledge.phrases.is_year_word(word) => {}
            Sort::Word | Sort::Han | Sort::Hyphen | Sort::Mark('\'') => {
                start = start.or(Some(token.span.start));
                end = token.span.end;
            }
            Sort::Mark(_) => return None,
        }
    }
    Some((&part[start?..end], year?))
}

/// "The World Telecommunication Standardization Assembly (Hammamet, 2016),".
fn names_conference(text: &str, knowledge: &Knowledge) -> bool {
    let before = knowledge.phrases.opening_start(text);
    let folded = fold(text[before.unwrap_or(0)..].trim_start());
    let is_sentence =
        before.is_some() || folded.ends_with([',', ')', ':']) && text.len() <= LONGEST;
    let names = knowledge.bodies.iter().flat_map(|b| &b.names);
    // "The Sector's contribution to …" is a title.
    let is_owner = |behind: &str| behind.starts_with(['\'', '’']);
    is_sentence
        && names.into_iter().any(|name| {
            let behind = folded.strip_prefix(&*fold(name));
            behind.is_some_and(|behind| !is_owner(behind))
        })
}

/// Text without bookmarks, notes and note marks, its white space folded: what a reader sees.
pub(super) fn plain(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    folded(text)
}

fn folded(text: &str) -> String {
    let mut bare = Cow::Borrowed(text);
    if text.contains(RESIDUES) {
        bare = Cow::Owned(without_notes(text));
    }
    let mut out = String::with_capacity(bare.len());
    let mut rest = bare.trim_start();
    while !rest.is_empty() {
        let (word, behind) = rest.split_at(word_end(rest));
        push_without_note_mark(&mut out, word);
        rest = behind.trim_start();
        if !rest.is_empty() {
            out.push(' ');
        }
    }
    out
}

/// Where the first white space of `text` stands, or its end.
fn word_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        // White spaces beyond ASCII begin with these, and other characters.
        let may_be = *byte <= b' ' || matches!(byte, 0xc2 | 0xe1 | 0xe2 | 0xe3);
        if may_be && text[at..].starts_with(char::is_whitespace) {
            break;
        }
        at += 1;
    }
    at
}

/// What a converter left begins with one of these.
const RESIDUES: [char; 2] = ['[', 'H'];

fn without_notes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(RESIDUES) {
        let (before, sign) = rest.split_at(at);
        out.push_str(before);
        match residue(sign) {
            Some(end) => rest = &sign[end..],
            None => {
                out.push_str(&sign[..1]);
                rest = &sign[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// True where nothing is to be taken out or folded: no bracket, no address, no white space but single spaces between words, no
/// digit behind a letter. May be false where [`folded`] changes nothing.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ') {
        return false;
    }
    // Without branches, so that many bytes are looked at together.
    let second = bytes.get(1..).unwrap_or_default();
    let third = bytes.get(2..).unwrap_or_default();
    let odd = bytes
        .iter()
        .fold(false, |odd, &a| odd | (a < b' ') | (a == b'['));
    // The address of a link stands in quotation marks.
    let odd = odd || text.contains("HYPERLINK");
    let odd = bytes.iter().zip(second).fold(odd, |odd, (&a, &b)| {
        let spaces = (a == b' ') & (b == b' ');
        let mark = b.is_ascii_digit() & (a.is_ascii_lowercase() | !a.is_ascii());
        // Such characters begin so: some of them are white space.
        let wide = (a == 0xc2) & (b <= 0xa0) | (a == 0xe1) | (a == 0xe3);
        odd | spaces | mark | wide
    });
    let triples = bytes.iter().zip(second).zip(third);
    !triples.fold(odd, |odd, ((&a, &b), &c)| {
        // Dashes and quotation marks begin with the same two bytes as many white spaces.
        let wide = (b == 0x80) & ((c <= 0x8a) | (c >= 0xa8)) | (b == 0x81);
        odd | (a == 0xe2) & wide
    })
}

/// "developing1 and" → "developing and": a note mark that lost its raised position.
fn push_without_note_mark(out: &mut String, word: &str) {
    let core = word.trim_end_matches([',', ';', '.', ')']);
    if !core.ends_with(|c: char| c.is_ascii_digit()) {
        return out.push_str(word);
    }
    let letters = core.trim_end_matches(|c: char| c.is_ascii_digit());
    let marked = core.len() == letters.len() + 1
        && letters.chars().count() >= 5
        && letters.chars().all(char::is_lowercase);
    out.push_str(if marked { letters } else { core });
    out.push_str(&word[core.len()..]);
}

#[cfg(test)]
mod tests {
    use super::{folded, plain, word_end};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_plain_already_folds_to_itself(
            text in "( |\u{a0}|\u{2003}|\u{202f}|\u{3000}|\t|\n|a|wide|É|–|’|9|2:|\\[|\\]|bookmark:|[,;.)]){0,12}"
        ) {
            prop_assert_eq!(plain(&text), folded(&text));
            prop_assert_eq!(word_end(&text), text.find(char::is_whitespace).unwrap_or(text.len()));
        }
    }

    #[test]
    fn notes_and_marks_are_no_part_of_a_title() {
        for (text, want) in [
            ("[bookmark: _Toc1]A\u{a0} title", "A title"),
            (
                "developing[footnoteRef:9]1 and [9: 1 \tThese are notes.] others",
                "developing and others",
            ),
            ("developing1 and IPv6, COP21", "developing and IPv6, COP21"),
            ("a [sic] b", "a [sic] b"),
        ] {
            assert_eq!(plain(text), want);
        }
    }
}
