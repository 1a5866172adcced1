//! Lines out of the words and boxes that `pdftotext -bbox-layout` tells.
//!
//! The boxes say what plain text does not: which digits are raised marks of notes, which lines stand beside
//! each other, and where the small print at the foot of the page begins.

use crate::read::docx::package::attr;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

/// A gap smaller than this part of the height is none: it comes from the spacing of letters.
const NO_GAP: f64 = 0.15;
/// Raised marks and small print are lower than this part of the line, or of the body.
const RAISED: f64 = 0.75;
const SMALL: f64 = 0.95;
/// The line that parts the notes from the text, where the page draws none that is text.
const RULE: &str = "__________";

struct Word {
    text: String,
    x: (f64, f64),
    y: (f64, f64),
}

struct Line {
    text: String,
    x: f64,
    y: (f64, f64),
    block: usize,
}

impl Line {
    fn height(&self) -> f64 {
        self.y.1 - self.y.0
    }

    fn is_number(&self) -> bool {
        self.text.bytes().all(|b| b.is_ascii_digit() || b == b'*')
    }

    /// True where the two stand beside each other.
    fn is_beside(&self, other: &Line) -> bool {
        let shared = self.y.1.min(other.y.1) - self.y.0.max(other.y.0);
        shared > 0.5 * self.height().min(other.height())
    }
}

/// The text of each page: a line each, a blank line between blocks.
pub(super) fn pages(xml: &str) -> Result<Vec<String>, String> {
    let pages = read(xml).map_err(|e| format!("pdftotext wrote what cannot be read: {e}"))?;
    // The height of most of the text is that of the body.
    let mut heights: BTreeMap<u64, usize> = BTreeMap::new();
    for line in pages.iter().flatten() {
        *heights
            .entry((line.height() * 10.0).round() as u64)
            .or_default() += line.text.len();
    }
    let body = heights
        .iter()
        .max_by_key(|(_, count)| **count)
        .map_or(0.0, |(h, _)| *h as f64 / 10.0);
    Ok(pages.into_iter().map(|lines| page(lines, body)).collect())
}

fn page(mut lines: Vec<Line>, body: f64) -> String {
    // The number of a note is raised, and so has become a line, or even a block, of its own.
    let mut i = 0;
    while i < lines.len() {
        let number = &lines[i];
        let beside = number.is_number().then(|| {
            let is_note = |other: &Line| {
                other.x > number.x
                    && number.height() < RAISED * other.height()
                    && number.is_beside(other)
            };
            lines
                .iter()
                .enumerate()
                .filter(|(n, other)| *n != i && is_note(other))
                .map(|(n, _)| n)
                .next()
        });
        if let Some(n) = beside.flatten() {
            let number = lines.remove(i);
            let n = if n > i { n - 1 } else { n };
            lines[n].text.insert_str(0, &format!("{} ", number.text));
            i -= usize::from(n < i);
        } else {
            i += 1;
        }
    }
    let small = lines
        .iter()
        .rposition(|l| l.height() >= SMALL * body)
        .map_or(0, |last| last + 1);
    let starts_note = |l: &Line| {
        l.text.starts_with(|c: char| c.is_ascii_digit() || c == '*') && l.text.contains(' ')
    };
    let notes = lines[small..]
        .iter()
        .position(starts_note)
        .map(|n| small + n)
        .filter(|n| *n > 0);
    let has_rule = lines
        .iter()
        .any(|l| l.text.len() >= 5 && l.text.bytes().all(|b| b == b'_'));
    let mut text = String::new();
    for (i, line) in lines.iter().enumerate() {
        let before = i.checked_sub(1).map(|b| &lines[b]);
        let is_new = before.is_some_and(|b| b.block != line.block);
        if Some(i) == notes && !has_rule {
            text.push('\n');
            text.push_str(RULE);
            text.push('\n');
        } else if let Some(before) = before {
            let beside = !is_new && line.x > before.x && line.is_beside(before);
            text.push_str(if is_new {
                "\n\n"
            } else if beside {
                "\t"
            } else {
                "\n"
            });
        }
        text.push_str(&line.text);
    }
    text
}

fn read(xml: &str) -> Result<Vec<Vec<Line>>, quick_xml::Error> {
    let mut reader = Reader::from_str(xml);
    // The head of the page carries the file's own words about itself, not always well formed.
    reader.config_mut().check_end_names = false;
    let mut pages: Vec<Vec<Line>> = Vec::new();
    let (mut block, mut words, mut in_word) = (0, Vec::<Word>::new(), false);
    loop {
        match reader.read_event()? {
            Event::Start(e) => match e.local_name().as_ref() {
                "page" => pages.push(Vec::new()),
                "block" => block += 1,
                "line" => words.clear(),
                "word" => {
                    words.push(word(&e));
                    in_word = true;
                }
                _ => {}
            },
            Event::Text(text) if in_word => {
                if let Some(word) = words.last_mut() {
                    word.text.push_str(&text);
                }
            }
            Event::GeneralRef(e) if in_word => {
                let number = e.resolve_char_ref().ok().flatten().map(String::from);
                let known = quick_xml::escape::resolve_xml_entity(&e).map(str::to_owned);
                if let (Some(word), Some(text)) = (words.last_mut(), number.or(known)) {
                    word.text.push_str(&text);
                }
            }
            Event::End(e) => match e.local_name().as_ref() {
                "word" => in_word = false,
                "line" => {
                    let line = line(&words, block);
                    if let (Some(page), Some(line)) = (pages.last_mut(), line) {
                        page.push(line);
                    }
                }
                _ => {}
            },
            // A page without text has no end tag of its own.
            Event::Empty(e) if e.local_name().as_ref() == "page" => pages.push(Vec::new()),
            Event::Eof => return Ok(pages),
            _ => {}
        }
    }
}

fn word(e: &BytesStart) -> Word {
    let number = |name| {
        attr(e, name)
            .and_then(|v| v.parse::<f64>().ok())
            .unwrap_or(0.0)
    };
    Word {
        text: String::new(),
        x: (number("xMin"), number("xMax")),
        y: (number("yMin"), number("yMax")),
    }
}

/// Puts the words of a line together, without the raised marks of notes behind other words.
fn line(words: &[Word], block: usize) -> Option<Line> {
    let height = |w: &Word| w.y.1 - w.y.0;
    let highest = words.iter().map(height).fold(0.0, f64::max);
    let mut line = Line {
        text: String::new(),
        x: words.first()?.x.0,
        y: (f64::MAX, f64::MIN),
        block,
    };
    let mut end: Option<f64> = None;
    for word in words {
        let is_raised = height(word) < RAISED * highest;
        let is_mark = word
            .text
            .bytes()
            .all(|b| b.is_ascii_digit() || b"*,".contains(&b));
        if is_raised && is_mark && end.is_some() {
            continue;
        }
        if end.is_some_and(|end| word.x.0 - end > NO_GAP * highest) {
            line.text.push(' ');
        }
        line.text.push_str(&word.text);
        end = Some(word.x.1);
        line.y = (line.y.0.min(word.y.0), line.y.1.max(word.y.1));
    }
    (!line.text.trim().is_empty()).then_some(line)
}
