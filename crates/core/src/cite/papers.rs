//! Meeting documents: "TSAG TD60", "SG2-C.26", "C17/25", "TSAG-TDs 93, 94 and 95", "AFCP/35A8/1", "WTSA-24 Document 35".

use super::class::*;
use super::lexicon::Says;
use super::places::squeeze;
use super::{Found, Reader};
use crate::knowledge::{DocumentForm, Forms, Lazy};
use crate::model::{Change, Kind, MentionForm, Span, Written};
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
    let tokens = reader.tokens;
    let forms = &reader.forms.documents;
    match tokens.class(at) {
        CODE => {
            let number = tokens.written(at).to_owned();
            let place = Span::new(tokens.all[at].start, tokens.all[at].end);
            let written = vec![written(number, place, None)];
            Some(Found::new(reader, at..at + 1, MentionForm::Cited, written))
        }
        PAPER => {
            let Says::Paper(first) = tokens.all[at].says else {
                return None;
            };
            let key = tokens.key(at);
            let mut fit = forms[first..].iter().filter(|form| form.is_called(&key));
            fit.find_map(|form| named(reader, form, at, floor))
        }
        _ => {
            // "C.26", and "C26", which is a session elsewhere.
            let written = tokens.written(at);
            let letter = written.trim_end_matches(|c: char| c.is_ascii_digit());
            let mut fit = forms.iter().filter(|f| f.words.iter().any(|w| w == letter));
            fit.find_map(|form| named(reader, form, at, floor))
        }
    }
}

impl DocumentForm {
    /// True where that is, as compared, a word for such documents.
    fn is_called(&self, word: &str) -> bool {
        self.words.iter().any(|w| squeeze(w) == word)
    }
}

fn written(number: String, place: Span, group: Option<String>) -> Written {
    Written {
        kind: Kind::of_documents(),
        number: Some(number),
        number_span: place,
        group,
        ..Written::default()
    }
}

/// "TD 60", "SG2-C.26": a word, and the numbers behind it.
fn named(reader: Reader, form: &DocumentForm, at: usize, floor: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let text = tokens.text;
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
    let (numbers, last, redline) = numbers(reader, form, first, &mut group);
    let (_, place) = numbers.first()?;
    // "WTSA C-035 ATU Add08": who proposed it, and which addendum.
    let addendum = reader.forms.expressions.addendum.captures_at(text, last);
    if let Some((_, stop)) = addendum.filter(|_| single && group.is_some()) {
        let name = text[tokens.all[start].start..stop].replace(['_', '\u{a0}'], " ");
        return Some(Found::up_to(
            reader,
            start,
            stop,
            vec![written(name, *place, None)],
        ));
    }
    let dated = month_year(reader, last).filter(|_| numbers.len() == 1);
    let last = dated.map_or(last, |(_, end)| end);
    let sides: &[Option<Change>] = match redline {
        true => &[Some(Change::Deleted), Some(Change::Inserted)],
        false => &[None],
    };
    let mut all = Vec::new();
    for (number, place) in &numbers {
        for change in sides {
            let mut one = written(number.clone(), *place, group.clone());
            one.change = *change;
            one.edition.year = dated.map(|(year, _)| year);
            all.push(one);
        }
    }
    let mut found = Found::up_to(reader, start, last, all);
    reader.add_before(&mut found, floor);
    Some(found)
}

/// Where the first number begins behind the word that is token `at`, and whether that word is a single letter.
fn first_number(reader: Reader, at: usize) -> Option<(usize, bool)> {
    let tokens = reader.tokens;
    let word = tokens.written(at);
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let single = word.chars().count() == 1;
    let behind = tokens.all[at].start + word.len();
    let form = &reader.forms.expressions.paper_first;
    let (gap, first) = form.captures_at(tokens.text, behind)?;
    let digits = tokens.text[first..].starts_with(|c: char| c.is_ascii_digit());
    // "C 26" is no document, "TD 26" is one.
    let apart = single && !gap["space"].is_empty();
    (digits && !apart).then_some((first, single))
}

/// The numbers from byte `at` on, the byte behind them, and whether they are a tracked change.
fn numbers(
    reader: Reader,
    form: &DocumentForm,
    at: usize,
    group: &mut Option<String>,
) -> (Vec<(String, Span)>, usize, bool) {
    let tokens = reader.tokens;
    let text = tokens.text;
    let (mut found, mut last, mut redline, mut here) = (Vec::new(), at, false, at);
    loop {
        let behind = text[here..].trim_start_matches(|c: char| c.is_ascii_digit());
        let behind = text.len() - behind.len();
        let tail = reader
            .forms
            .expressions
            .paper_tail
            .captures_at(text, behind);
        let Some((tail, stop)) = tail.filter(|_| (1..=4).contains(&(behind - here))) else {
            break;
        };
        if text[stop..].starts_with(char::is_alphanumeric) {
            break;
        }
        if let Some(digits) = tail.name("group").filter(|_| group.is_none()) {
            let numbered = reader.forms.groups.numbered.first();
            *group = numbered.map(|name| format!("{name}{}", digits.as_str()));
        }
        let part = tail.name("part").or(tail.name("subgroup"));
        let part = part.map_or(String::new(), |part| format!("/{}", part.as_str()));
        let digits = text[here..behind].trim_start_matches('0');
        found.push((
            format!("{}{digits}{part}", form.label),
            Span::new(here, stop),
        ));
        (last, redline) = (stop, redline || tail.name("again").is_some());
        let (gap, _) = tokens.past_space(stop);
        let comma = tokens.end_of(gap, &[COMMA]);
        let mut next = comma.map_or(gap, |comma| tokens.past_space(comma).0);
        if let Some(and) = tokens.end_of(next, &[AND]) {
            next = tokens.past_space(and).0;
        }
        if next == gap || !form.list {
            break;
        }
        // "TD08, TD09"
        let again = tokens.end_of(next, &[PAPER]);
        here = again
            .filter(|end| form.is_called(&squeeze(&text[next..*end])))
            .unwrap_or(next);
    }
    (found, last, redline)
}

/// The group that stands before token `at`: "TSAG-TDs", "SG2-C.26".
fn group_before(reader: Reader, at: usize, floor: usize) -> Option<(String, usize)> {
    let tokens = reader.tokens;
    if tokens.begins_line(at) {
        return None;
    }
    let mut last = at.checked_sub(1)?;
    if matches!(tokens.class(last), HYPHEN | SLASH) && tokens.is_glued(at) {
        last = last.checked_sub(1)?;
    }
    let numbered = tokens.class(last) == NUMBER && tokens.is_glued(last);
    let start = last - usize::from(numbered && last > 0);
    if start < floor {
        return None;
    }
    let groups = &reader.forms.groups;
    let (names, digits) = match numbered {
        false => (&groups.names, ""),
        true => (
            &groups.numbered,
            tokens.written(last).trim_start_matches('0'),
        ),
    };
    let written = tokens.written(start);
    let name = names
        .iter()
        .find(|name| name.eq_ignore_ascii_case(written))?;
    Some((format!("{name}{digits}"), start))
}

/// ", July 2016", "(July 2016)": the year and the byte behind it.
fn month_year(reader: Reader, at: usize) -> Option<(u16, usize)> {
    let tokens = reader.tokens;
    let (classes, offset) = tokens.behind_of(tokens.token_from(at).checked_sub(1)?);
    let hit = reader.rules.paper_date.first(classes, offset)?;
    let year = tokens.tokens_of(hit.get("year")?).start;
    let last = tokens.tokens_of(hit.span).end - 1;
    Some((
        tokens.number(year)?.text.parse().ok()?,
        tokens.all[last].end,
    ))
}

/// "WTSA-24 Document 35", "Documents 35 and 36 of PP-22", "Document 35 (WTSA-24)".
fn of_session(reader: Reader, at: usize, floor: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let (classes, offset) = tokens.behind_of(at);
    let hit = reader.rules.session_paper.first(classes, offset)?;
    let list = tokens.tokens_of(hit.get("list")?);
    // "Document 35/2", "Document 35-2"
    let versioned = |i| tokens.number(i).is_some_and(|n| n.version.is_some());
    if tokens.class(list.end) == SLASH || list.clone().any(versioned) {
        return None;
    }
    let before = at
        .checked_sub(1)
        .filter(|b| *b >= floor && tokens.class(*b) == MARK);
    let (session, range) = match (before, hit.get("mark")) {
        (Some(mark), _) => (mark, mark..list.end),
        (None, mark) => {
            let mark = tokens.tokens_of(mark?).start;
            (mark, at..mark + 1)
        }
    };
    let parts = tokens.written(session);
    let parts = parts.split(|c: char| c.is_whitespace() || is_hyphen(c));
    let mark: Vec<&str> = parts.filter(|p| !p.is_empty()).collect();
    let mark = mark.join("-");
    let all = list.filter_map(|i| {
        let number = format!("{mark}/{}", tokens.number(i)?.text);
        let place = Span::new(tokens.all[i].start, tokens.all[i].end);
        Some(written(number, place, None))
    });
    Some(Found::new(reader, range, MentionForm::Cited, all.collect()))
}
