//! Makes paragraphs of the lines of a page: joins what the line end parted, parts what it joined.

use super::layout::Line;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A label that stands alone on its line: "1.", "a)", "(iv)", "•".
static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^([0-9]{1,3}(\.[0-9]+)*[.)]?|\(?[a-z]{1,4}\)|\(?[A-Z]\)|[•–▪·-])$").ok()
});
/// A line that starts with a label.
static LABELLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^([0-9]{1,3}(\.[0-9]+)*[.)]?|\(?[a-z]{1,4}\)|\(?[A-Z]\)|[•–▪·])\s+\S").ok()
});
/// The line over the notes of a page.
static RULE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^_{5,}$").ok());
/// The start of a note: its number and a capital, a quotation mark or the like.
static NOTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^([0-9]{1,3})\s+[^a-z0-9\s]").ok());

/// A line shorter than this part of the longest one has ended before the margin.
pub(super) const SHORT: f64 = 0.7;

/// An opening phrase is not longer than this.
const LONGEST_PHRASE: usize = 80;

fn is(pattern: &LazyLock<Option<Regex>>, line: &str) -> bool {
    pattern.as_ref().is_some_and(|p| p.is_match(line))
}

/// A paragraph, and the number that is printed before it where it is a note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) label: Option<String>,
}

impl Paragraph {
    fn of(text: &str) -> Self {
        Paragraph {
            text: text.to_owned(),
            label: None,
        }
    }

    /// True where it says something: neither a number nor a code of the printer.
    pub(super) fn has_words(&self) -> bool {
        let mut parts = self.text.split(|c: char| !c.is_alphabetic());
        parts.any(|w| w.chars().count() > 2)
    }
}

/// Knows the words of the document: whether "high-" and "level" are one word or two, they tell.
pub(super) struct Joiner {
    words: BTreeSet<String>,
}

impl Joiner {
    pub(super) fn new(pages: &[Vec<Line>]) -> Self {
        let mut words = BTreeSet::new();
        for line in pages.iter().flatten().map(|l| l.text.as_str()) {
            let mut of_line: Vec<&str> = line
                .split(|c: char| !c.is_alphanumeric() && c != '-')
                .collect();
            // The last word may be cut.
            if line.trim_end().ends_with('-') {
                of_line.pop();
            }
            words.extend(
                of_line
                    .into_iter()
                    .filter(|w| !w.is_empty())
                    .map(str::to_lowercase),
            );
        }
        Joiner { words }
    }

    /// The paragraphs of a stretch of text and its notes.
    pub(super) fn paragraphs(&self, lines: &[Line]) -> (Vec<Paragraph>, Vec<Paragraph>) {
        let noted = |l: &Line| l.is_note || is(&RULE, &l.text);
        let split = lines
            .iter()
            .position(noted)
            .unwrap_or_else(|| self.unruled_notes(lines));
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut before: Option<&Line> = None;
        // Notes may stand at the foot of a column, with text behind them.
        let (text, notes): (Vec<&Line>, Vec<&Line>) = if split < lines.len() && lines[split].is_note
        {
            lines.iter().partition(|l| !noted(l))
        } else {
            let (text, notes) = lines.split_at(split);
            (text.iter().collect(), notes.iter().collect())
        };
        for line in text {
            self.add(&mut paragraphs, before, line);
            before = Some(line);
        }
        (paragraphs, self.notes(&notes))
    }

    /// Adds a line to the paragraph before it, or as a new one.
    fn add(&self, paragraphs: &mut Vec<Paragraph>, before: Option<&Line>, line: &Line) {
        let goes_on = match (before, paragraphs.last()) {
            (Some(_), Some(last)) if line.is_next_column => {
                let next = Paragraph::of(&line.text);
                self.runs_on(last, &next) || last.text.ends_with('-')
            }
            (Some(before), Some(_)) => !line.is_apart && !starts_paragraph(before, line),
            _ => false,
        };
        // A label is parted from its text by the gap between them.
        let label =
            paragraphs.last().is_some_and(|p| is(&LABEL, &p.text)) && !is(&LABEL, &line.text);
        match paragraphs.last_mut() {
            Some(last) if goes_on && !label => self.append(&mut last.text, &line.text),
            Some(last) if label && !line.is_next_column => {
                last.text.push('\t');
                last.text.push_str(&line.text);
            }
            _ => paragraphs.push(Paragraph::of(&line.text)),
        }
    }

    /// The paragraphs of a table cell.
    pub(super) fn cell(&self, lines: &[Line]) -> Vec<String> {
        let longest = lines
            .iter()
            .map(|l| l.text.chars().count())
            .max()
            .unwrap_or(0);
        let mut paragraphs: Vec<String> = Vec::new();
        let mut before: Option<&str> = None;
        for line in lines {
            let goes_on = before.is_some_and(|before| {
                let is_short = (before.chars().count() as f64) < SHORT * longest as f64;
                let ends = before.ends_with(['.', ':', ';']);
                !(is(&LABELLED, &line.text) && (ends || is_short)) && !(is_short && ends)
            });
            match paragraphs.last_mut() {
                Some(last) if goes_on => self.append(last, &line.text),
                _ => paragraphs.push(line.text.clone()),
            }
            before = Some(&line.text);
        }
        paragraphs
    }

    fn notes(&self, lines: &[&Line]) -> Vec<Paragraph> {
        let mut notes: Vec<Paragraph> = Vec::new();
        let mut label = None;
        let mut ended = true;
        let written = lines.iter().map(|l| l.text.as_str());
        for line in written.filter(|l| !l.is_empty() && !is(&RULE, l)) {
            if line.bytes().all(|b| b.is_ascii_digit()) {
                // The number stands higher than the line that it belongs to, and has become a line of its own.
                label = Some(line.to_owned());
                continue;
            }
            let number = NOTE
                .as_ref()
                .and_then(|n| n.captures(line))
                .and_then(|c| c.get(1));
            let starts = label.is_some() || number.is_some() || ended;
            ended = line.ends_with('.');
            match notes.last_mut() {
                Some(last) if !starts => self.append(&mut last.text, line),
                _ => {
                    let label = label.take().or(number.map(|n| n.as_str().to_owned()));
                    let text = match number {
                        Some(n) => line[n.end()..].trim_start().to_owned(),
                        None => line.to_owned(),
                    };
                    notes.push(Paragraph { text, label });
                }
            }
        }
        notes
    }

    /// Where notes start on a page without a line over them: at a blank line, with a number that stands as a
    /// mark on a word of the page, and nothing but notes to the end. Behind the last line where there are none.
    fn unruled_notes(&self, lines: &[Line]) -> usize {
        let texts: Vec<&str> = lines.iter().map(|l| l.text.as_str()).collect();
        let text = texts.join("\n");
        let is_marked = |number: &str| {
            text.match_indices(number).any(|(at, _)| {
                let before = text[..at].chars().next_back();
                let behind = text[at + number.len()..].chars().next();
                before.is_some_and(|c| c.is_lowercase() || "”)".contains(c))
                    && !behind.is_some_and(char::is_alphanumeric)
            })
        };
        let mut start = lines.len();
        for i in (1..lines.len()).rev() {
            if !lines[i].is_apart {
                continue;
            }
            let number = NOTE
                .as_ref()
                .and_then(|n| n.captures(texts[i]))
                .and_then(|c| c.get(1));
            match number {
                Some(number) if is_marked(number.as_str()) => start = i,
                _ => break,
            }
        }
        start
    }

    /// True where `next`, at the top of a page, goes on with `before`, at the bottom of the one before.
    pub(super) fn runs_on(&self, before: &Paragraph, next: &Paragraph) -> bool {
        if is(&LABELLED, &next.text) {
            return false;
        }
        let starts_low = next.text.chars().next().is_some_and(char::is_lowercase);
        match before.text.chars().next_back() {
            // Clauses end with a comma, and an opening phrase ("considering") may follow on the next page.
            Some(',') => next.text.chars().count() > LONGEST_PHRASE,
            Some('.' | ':' | ';' | '!' | '?') => false,
            _ => starts_low,
        }
    }

    /// Joins a line to the text before it.
    pub(super) fn append(&self, text: &mut String, line: &str) {
        let tail = text.trim_end_matches(['-', '\u{ad}', '\u{2010}']);
        let is_cut = tail.len() < text.len() && tail.ends_with(char::is_alphabetic);
        if !is_cut {
            text.push(' ');
        } else if self.is_one_word(tail, line) {
            text.truncate(tail.len());
        }
        text.push_str(line);
    }

    /// True where the hyphen between the last word of `tail` and the first of `line` only parts a word.
    fn is_one_word(&self, tail: &str, line: &str) -> bool {
        let is_part = |c: char| c.is_alphanumeric() || c == '-';
        let front = &tail[tail.trim_end_matches(is_part).len()..];
        let rest = &line[..line.len() - line.trim_start_matches(is_part).len()];
        if !rest.starts_with(char::is_lowercase) || front.ends_with(char::is_uppercase) {
            // "ITU-T", "COM5-1": the hyphen is part of the name.
            return false;
        }
        let (front, rest) = (front.to_lowercase(), rest.to_lowercase());
        let knows = |word: &str| self.words.contains(word);
        if knows(&format!("{front}-{rest}")) {
            return false;
        }
        knows(&format!("{front}{rest}")) || !(knows(&front) && knows(&rest))
    }
}

/// True where `line` starts a new paragraph although nothing parts it from the line before.
fn starts_paragraph(before: &Line, line: &Line) -> bool {
    let (is_short, is_wanted) = (before.is_short, line.is_wanted);
    let (before, line) = (&before.text, &line.text);
    if is(&LABEL, line) || is(&LABEL, before) {
        return true;
    }
    let ends = before.ends_with(['.', ':', ';', ',']) || before.ends_with(" and");
    if ends && (is(&LABELLED, line) || is_wanted) {
        return true;
    }
    let last = before.rsplit(' ').next().unwrap_or("");
    // "… meeting of the" goes on, however short the line.
    let goes_on =
        last.chars().all(char::is_lowercase) && last.len() <= 4 || before.ends_with(['-', ',']);
    is_short && !goes_on && !line.starts_with(char::is_lowercase)
}
