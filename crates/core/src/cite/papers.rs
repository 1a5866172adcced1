//! Meeting documents: "TSAG TD60", "SG2-C.26", "C17/25", "TSAG-TDs 93, 94 and 95", "AFCP/35A8/1", "WTSA-24 Document 35".

use super::class::*;
use super::lexicon::Says;
use super::line::Line;
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
        let near = &text.as_bytes()[at..text.len().min(at + 32)];
        let is_code = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
        let sign = near.iter().position(|b| !is_code(b))?;
        if near[sign] != b'/' {
            return None;
        }
        let before = text[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || "-_./".contains(c)) {
            return None;
        }
        let plain = near.iter().take_while(|b| b.is_ascii()).count();
        let near = &text[at..at + plain];
        let end = at + self.0.as_ref()?.get()?.find(near)?.end();
        let stuck = text[end..].chars().next();
        (!stuck.is_some_and(|c| c.is_alphanumeric() || c == '/')).then_some(end)
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
            let same = |form: &&DocumentForm| {
                let mut words = form.words.iter();
                words.any(|w| super::places::squeeze(w) == key)
            };
            let mut fit = forms[first..].iter().filter(same);
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

fn written(number: String, place: Span, group: Option<String>) -> Written {
    Written {
        kind: Kind::of_documents(),
        number: Some(number),
        number_span: place,
        group,
        ..Written::default()
    }
}

/// Where the number begins behind a word that ends at `here`; `single`: it is one letter.
fn digits_behind(line: Line, mut here: usize, single: bool) -> Option<usize> {
    if let Some(c) = line.char_at(here).filter(|c| *c == '.' || is_hyphen(*c)) {
        here += c.len_utf8();
    }
    let mut gap = line.gap(here);
    if line.byte(here).is_ascii_digit() {
        gap.end = here;
    }
    // "C 26" is no document, "TD 26" is one; a number on the next line or behind a tab is a label.
    let is_label = gap.broken || line.text[here..gap.end].contains('\t');
    let fits = line.byte(gap.end).is_ascii_digit() && !(single && gap.end > here);
    (fits && !is_label).then_some(gap.end)
}

/// "TD 60", "SG2-C.26": a word, and the numbers behind it.
fn named(reader: Reader, form: &DocumentForm, at: usize, floor: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let line = Line::new(reader);
    if form.session {
        return of_session(reader, at, floor);
    }
    let word = tokens.written(at);
    let word = word.trim_end_matches(|c: char| c.is_ascii_digit());
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let single = word.chars().count() == 1;
    let first = digits_behind(line, tokens.all[at].start + word.len(), single)?;
    let (mut group, start) = match group_before(reader, at, floor) {
        Some((group, start)) if form.group => (Some(group), start),
        _ => (None, at),
    };
    if group.is_none() && !form.alone {
        return None;
    }
    let (numbers, last, redline) = numbers(reader, form, first, &mut group);
    let (_, first) = numbers.first()?;
    if single && group.is_some() {
        // "WTSA C-035 ATU Add08": who proposed it, and which addendum.
        if let Some(stop) = addendum(line, last) {
            let from = tokens.all[start].start;
            let name: Vec<&str> = line.text[from..stop].split([' ', '_', '\u{a0}']).collect();
            let one = written(name.join(" "), *first, None);
            return Some(found(reader, start, stop, vec![one]));
        }
    }
    let dated = month_year(reader, last).filter(|_| numbers.len() == 1);
    let last = dated.map_or(last, |(_, end)| end);
    let sides = match redline {
        true => vec![Some(Change::Deleted), Some(Change::Inserted)],
        false => vec![None],
    };
    let mut all = Vec::new();
    for (number, place) in &numbers {
        for change in &sides {
            let mut one = written(number.clone(), *place, group.clone());
            one.change = *change;
            one.edition.year = dated.map(|(year, _)| year);
            all.push(one);
        }
    }
    let mut found = found(reader, start, last, all);
    reader.add_before(&mut found, floor);
    Some(found)
}

fn found(reader: Reader, start: usize, end: usize, written: Vec<Written>) -> Found {
    let last = reader.tokens.token_from(end).max(start + 1);
    let mut found = Found::new(reader, start..last, MentionForm::Cited, written);
    found.mention.span.end = end;
    found
}

/// The numbers from byte `at` on, the byte behind them, and whether they are a tracked change.
fn numbers(
    reader: Reader,
    form: &DocumentForm,
    at: usize,
    group: &mut Option<String>,
) -> (Vec<(String, Span)>, usize, bool) {
    let line = Line::new(reader);
    let (mut found, mut last, mut redline, mut here) = (Vec::new(), at, false, at);
    while let Some(stop) = line.digits(here).filter(|stop| stop - here <= 4) {
        let digits = line.text[here..stop].trim_start_matches('0');
        let tail = tail(reader, stop);
        let stop = tail.end;
        if line.char_at(stop).is_some_and(char::is_alphanumeric) {
            break;
        }
        *group = group.take().or(tail.group);
        let number = format!("{}{digits}{}", form.label, tail.text);
        found.push((number, Span::new(here, stop)));
        (last, redline) = (stop, redline || tail.redline);
        if !form.list {
            break;
        }
        let gap = line.gap(stop);
        let mut next = gap.end;
        if line.byte(next) == b',' {
            next = line.gap(next + 1).end;
        }
        if let Some(and) = line.class_at(next, &[AND]) {
            next = line.gap(and).end;
        }
        if next == gap.end {
            break;
        }
        // "TD08, TD09"
        if let Some(end) = line.class_at(next, &[PAPER]) {
            let again = super::places::squeeze(&line.text[next..end]);
            let mut words = form.words.iter();
            if words.any(|w| super::places::squeeze(w) == again) {
                next = end;
            }
        } else if found.len() == 1 && !line.byte(next).is_ascii_digit() {
            break;
        }
        here = next;
    }
    (found, last, redline)
}

/// What stands behind the digits of a number: "R1", "Rev.1", "/GEN", "(GEN/5)".
struct Tail {
    text: String,
    group: Option<String>,
    end: usize,
    redline: bool,
}

fn tail(reader: Reader, at: usize) -> Tail {
    let line = Line::new(reader);
    let mut made = Tail {
        text: String::new(),
        group: None,
        end: at,
        redline: false,
    };
    let revision = |from: usize| {
        let word = line.word(from)?;
        let text = word.text.to_lowercase();
        let stop = line.digits(word.end + usize::from(line.byte(word.end) == b'.'))?;
        (matches!(text.as_str(), "r" | "rev") && stop - word.end <= 3).then_some(stop)
    };
    let joined = line.hyphen(at).unwrap_or(at);
    if let Some(stop) = revision(joined) {
        made.end = stop;
    } else if let Some(stop) = revision(line.gap(at).end) {
        made.end = stop;
        // "Rev.1 2": a tracked change of the revision.
        let next = line.gap(stop).end;
        if let Some(again) = line.digits(next).filter(|d| next > stop && d - next == 1) {
            (made.end, made.redline) = (again, true);
        }
    }
    let end = made.end;
    if line.byte(end) == b'/'
        && let Some(word) = line.word(end + 1).filter(|w| w.end - w.start <= 4)
    {
        made.text = format!("/{}", word.text);
        made.end = word.end;
        return made;
    }
    let open = line.gap(end).end;
    if line.byte(open) == b'('
        && let Some(word) = line.word(open + 1).filter(|w| w.end - w.start <= 4)
        && line.byte(word.end) == b'/'
        && let Some(stop) = line.digits(word.end + 1)
        && line.byte(stop) == b')'
    {
        let digits = line.text[word.end + 1..stop].trim_start_matches('0');
        let numbered = reader.forms.groups.numbered.first();
        made.group = numbered.map(|name| format!("{name}{digits}"));
        made.text = format!("/{}", word.text);
        made.end = stop + 1;
    }
    made
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
    let written = tokens.written(start);
    let groups = &reader.forms.groups;
    let same = |name: &&String| name.eq_ignore_ascii_case(written);
    let name = match numbered {
        false => groups.names.iter().find(same)?.clone(),
        true => {
            let digits = tokens.written(last).trim_start_matches('0');
            format!("{}{digits}", groups.numbered.iter().find(same)?)
        }
    };
    Some((name, start))
}

/// " ATU Add08", "_ATU_Add08": the end.
fn addendum(line: Line, at: usize) -> Option<usize> {
    let sep = |at: usize| {
        let c = line.char_at(at)?;
        matches!(c, '_' | ' ' | '\u{a0}').then(|| at + c.len_utf8())
    };
    let who = line.word(sep(at)?)?;
    let capitals = who.text.chars().all(char::is_uppercase);
    let add = line.word(sep(who.end).filter(|_| capitals)?)?;
    line.digits(add.end)
        .filter(|_| add.text.eq_ignore_ascii_case("add"))
}

/// ", July 2016", "(July 2016)": the year and the byte behind it.
fn month_year(reader: Reader, at: usize) -> Option<(u16, usize)> {
    let tokens = reader.tokens;
    let mut here = tokens.token_from(at);
    let open = tokens.class(here) == OPEN;
    here += usize::from(open || tokens.class(here) == COMMA);
    if tokens.class(here) != MONTH || tokens.class(here + 1) != YEAR {
        return None;
    }
    let year = tokens.number(here + 1)?.text.parse().ok()?;
    match (open, tokens.class(here + 2)) {
        (true, CLOSE) => Some((year, tokens.all[here + 2].end)),
        (true, _) => None,
        (false, _) => Some((year, tokens.all[here + 1].end)),
    }
}

/// "WTSA-24 Document 35", "Documents 35 and 36 of PP-22", "Document 35 (WTSA-24)".
fn of_session(reader: Reader, at: usize, floor: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let mut here = at + 1 + usize::from(tokens.class(at + 1) == DOT);
    let mut numbers = Vec::new();
    let mut end = here;
    while let Some(number) = tokens
        .number(here)
        .filter(|n| matches!(n.class, NUMBER | YEAR) && n.version.is_none())
    {
        if tokens.class(here + 1) == SLASH && tokens.is_glued(here + 1) {
            break;
        }
        let place = Span::new(tokens.all[here].start, tokens.all[here].end);
        numbers.push((number.text.clone(), place));
        end = here + 1;
        let mut next = end + usize::from(tokens.class(end) == COMMA);
        next += usize::from(tokens.class(next) == AND);
        if next == end {
            break;
        }
        here = next;
    }
    if numbers.is_empty() {
        return None;
    }
    let before = at
        .checked_sub(1)
        .filter(|b| *b >= floor && tokens.class(*b) == MARK);
    let (session, range) = match before {
        Some(mark) => (mark, mark..end),
        None => {
            let open = tokens.class(end) == OPEN;
            let mut mark = end + 1;
            if !open && !matches!(tokens.class(end), OF | FROM | AT | BY) {
                return None;
            }
            while tokens.class(mark) == THE {
                mark += 1;
            }
            if tokens.class(mark) != MARK {
                return None;
            }
            (mark, at..mark + 1)
        }
    };
    let parts = tokens.written(session);
    let parts = parts.split(|c: char| c.is_whitespace() || is_hyphen(c));
    let mark: Vec<&str> = parts.filter(|p| !p.is_empty()).collect();
    let mark = mark.join("-");
    let all = numbers
        .into_iter()
        .map(|(number, place)| written(format!("{mark}/{number}"), place, None));
    Some(Found::new(reader, range, MentionForm::Cited, all.collect()))
}
