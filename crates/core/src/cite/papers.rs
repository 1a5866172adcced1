//! Meeting documents: "TSAG TD60", "SG2-C.26", "C17/25", "TSAG-TDs 93, 94 and 95", "AFCP/35A8/1", "WTSA-24 Document 35".

use super::class::*;
use super::lexicon::Says;
use super::places::squeeze;
use super::{Found, Reader};
use crate::knowledge::{DocumentForm, Forms, Lazy};
use crate::model::{Change, Kind, Span, Written};
use crate::script::is_hyphen;

/// Numbers of documents that need no word before them.
#[derive(Clone, Debug)]
pub(super) struct Codes(Option<Lazy>);

impl Codes {
    /// All of `forms` in one expression; each was checked when the knowledge was loaded.
    pub(super) fn new(forms: &Forms) -> Self {
        let patterns = forms.document_numbers.iter().map(|n| n.pattern.as_str());
        let patterns: Vec<&str> = patterns.collect();
        let all = format!("^(?:{})", patterns.join("|"));
        Codes((!patterns.is_empty()).then(|| Lazy::new(all)))
    }

    /// The end of the number that begins at `at`.
    pub(super) fn at(&self, text: &str, at: usize) -> Option<usize> {
        // Each has a stroke.
        let mut near = text.as_bytes()[at..].iter().take(32);
        let sign = near.find(|b| !b.is_ascii_alphanumeric() && **b != b'-');
        let stuck = |c: char| c.is_alphanumeric() || "-_./".contains(c);
        if sign != Some(&b'/') || text[..at].ends_with(stuck) {
            return None;
        }
        let end = at + self.0.as_ref()?.get()?.find(&text[at..])?.end();
        let goes_on = |c: char| c.is_alphanumeric() || c == '/';
        (!text[end..].starts_with(goes_on)).then_some(end)
    }
}

/// From the word or the number of a document, which is token `at`.
pub(super) fn mention(reader: Reader, at: usize, floor: usize) -> Option<Found> {
    let forms = &reader.forms.documents;
    let read = |form| named(reader, form, at, floor);
    match (reader.class(at), &reader.all[at].says) {
        (CODE, _) => {
            let number = reader.written(at).to_owned();
            let place = reader.span(at..at + 1);
            let written = Written::numbered(Kind::of_documents()?, number, place);
            Some(Found::cited(reader, at..at + 1, vec![written]))
        }
        (PAPER, Says::Paper(first)) => {
            let key = reader.key(at);
            let mut fit = forms[*first..].iter().filter(|form| form.is_called(&key));
            fit.find_map(read)
        }
        (PAPER, _) => None,
        _ => {
            // "C.26", and "C26", which is a session elsewhere.
            let written = reader.written(at);
            let letter = written.trim_end_matches(|c: char| c.is_ascii_digit());
            let mut fit = forms.iter().filter(|f| f.words.iter().any(|w| w == letter));
            fit.find_map(read)
        }
    }
}

impl DocumentForm {
    /// True where that is, as compared, a word for such documents.
    fn is_called(&self, word: &str) -> bool {
        self.words.iter().any(|w| squeeze(w) == word)
    }
}

/// "TD 60", "SG2-C.26": a word, and the numbers behind it.
fn named(reader: Reader, form: &DocumentForm, at: usize, floor: usize) -> Option<Found> {
    let text = reader.text;
    if form.session {
        return of_session(reader, at, floor);
    }
    let (first, single) = first_number(reader, at)?;
    let (mut group, start) = match group_before(reader, at, floor) {
        Some((group, start)) if form.group => (Some(group), start),
        _ => (None, at),
    };
    if group.is_none() && !form.alone {
        return None;
    }
    let (mut all, last, redline) = numbers(reader, form, first, &mut group)?;
    let place = all.first()?.number_span;
    // "WTSA C-035 ATU Add08": who proposed it, and which addendum.
    let addendum = reader.forms.expressions.addendum.captures_at(text, last);
    if let Some((_, stop)) = addendum.filter(|_| single && group.is_some()) {
        let name = text[reader.all[start].start..stop].replace(['_', '\u{a0}'], " ");
        let one = Written::numbered(Kind::of_documents()?, name, place);
        return Some(Found::up_to(reader, start, stop, vec![one]));
    }
    let dated = month_year(reader, last).filter(|_| all.len() == 1);
    let (year, last) = dated.map_or((None, last), |(year, end)| (Some(year), end));
    for one in &mut all {
        (one.group, one.edition.year) = (group.clone(), year);
    }
    if redline {
        let sides = [Change::Deleted, Change::Inserted].map(Some);
        let on = |one: Written| {
            sides.map(|change| Written {
                change,
                ..one.clone()
            })
        };
        all = all.into_iter().flat_map(on).collect();
    }
    let mut found = Found::up_to(reader, start, last, all);
    reader.add_before(&mut found, floor);
    Some(found)
}

/// Where the first number begins behind the word that is token `at`, and whether that word is a single letter.
fn first_number(reader: Reader, at: usize) -> Option<(usize, bool)> {
    let word = reader.written(at);
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    let single = word.chars().count() == 1;
    let behind = reader.all[at].start + word.len();
    let form = &reader.forms.expressions.paper_first;
    let (gap, first) = form.captures_at(reader.text, behind)?;
    let digits = reader.text[first..].starts_with(|c: char| c.is_ascii_digit());
    // "C 26" is no document, "TD 26" is one.
    let apart = single && !gap["space"].is_empty();
    (word.starts_with(char::is_uppercase) && digits && !apart).then_some((first, single))
}

/// The numbers from byte `at` on, the byte behind them, and whether they are a tracked change.
fn numbers(
    reader: Reader,
    form: &DocumentForm,
    at: usize,
    group: &mut Option<String>,
) -> Option<(Vec<Written>, usize, bool)> {
    let (text, kind) = (reader.text, Kind::of_documents()?);
    let (mut found, mut last, mut redline, mut item) = (Vec::new(), at, false, Some(at));
    while let Some(here) = item
        && let Some((number, stop)) = reader.forms.expressions.paper.captures_at(text, here)
        && !text[stop..].starts_with(char::is_alphanumeric)
    {
        if let Some(digits) = number.name("group").filter(|_| group.is_none()) {
            let numbered = reader.forms.groups.numbered.first();
            *group = numbered.map(|name| format!("{name}{}", digits.as_str()));
        }
        let part = number.name("part").or(number.name("subgroup"));
        let part = part.map_or(String::new(), |part| format!("/{}", part.as_str()));
        let digits = number["digits"].trim_start_matches('0');
        let written = format!("{}{digits}{part}", form.label);
        found.push(Written::numbered(kind, written, Span::new(here, stop)));
        (last, redline) = (stop, redline || number.name("again").is_some());
        item = next_number(reader, form, stop).filter(|_| form.list);
    }
    Some((found, last, redline))
}

/// Where the next number of a list begins of which one ends at byte `end`.
fn next_number(reader: Reader, form: &DocumentForm, end: usize) -> Option<usize> {
    let hit = reader.behind(&reader.rules.paper_next, reader.following(end)? - 1)?;
    // "TD08, TD09"
    let again = hit.at("again");
    match again.filter(|again| form.is_called(&reader.key(*again))) {
        Some(again) => Some(reader.all[again].end),
        None => Some(reader.all[hit.at("next")?].start),
    }
}

/// The group that stands before token `at`: "TSAG-TDs", "SG2-C.26".
fn group_before(reader: Reader, at: usize, floor: usize) -> Option<(String, usize)> {
    let low = floor.max(at.saturating_sub(3));
    let hit = reader.before(&reader.rules.paper_group, low, at);
    let hit = hit.filter(|_| !reader.begins_line(at))?;
    let start = hit.at("name")?;
    let (names, digits) = match hit.at("digits") {
        None => (&reader.forms.groups.names, ""),
        Some(digits) => (&reader.forms.groups.numbered, reader.written(digits)),
    };
    let written = reader.written(start);
    let mut names = names.iter();
    let name = names.find(|name| name.eq_ignore_ascii_case(written))?;
    let digits = digits.trim_start_matches('0');
    Some((format!("{name}{digits}"), start))
}

/// ", July 2016", "(July 2016)": the year and the byte behind it.
fn month_year(reader: Reader, at: usize) -> Option<(u16, usize)> {
    let last = reader.token_from(at).checked_sub(1)?;
    let hit = reader.behind(&reader.rules.paper_date, last)?;
    let year = reader.number(hit.at("year")?)?.text.parse().ok()?;
    Some((year, reader.all[hit.tokens.end - 1].end))
}

/// "WTSA-24 Document 35", "Documents 35 and 36 of PP-22", "Document 35 (WTSA-24)".
fn of_session(reader: Reader, at: usize, floor: usize) -> Option<Found> {
    let hit = reader.behind(&reader.rules.session_paper, at)?;
    let list = hit.get("list")?;
    // "Document 35/2", "Document 35-2"
    let versioned = |i| reader.number(i).is_some_and(|n| n.version.is_some());
    if reader.class(list.end) == SLASH || list.clone().any(versioned) {
        return None;
    }
    let (session, range) = if at > floor && reader.class(at - 1) == MARK {
        (at - 1, at - 1..list.end)
    } else {
        let mark = hit.at("mark")?;
        (mark, at..mark + 1)
    };
    let parts = reader.written(session);
    let parts = parts.split(|c: char| c.is_whitespace() || is_hyphen(c));
    let mark: Vec<&str> = parts.filter(|p| !p.is_empty()).collect();
    let mark = mark.join("-");
    let kind = Kind::of_documents()?;
    let all = list.filter_map(|i| {
        let number = format!("{mark}/{}", reader.number(i)?.text);
        Some(Written::numbered(kind, number, reader.span(i..i + 1)))
    });
    Some(Found::cited(reader, range, all.collect()))
}
