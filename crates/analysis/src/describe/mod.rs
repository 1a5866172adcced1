//! How well a description of an organisation fits its texts: what was recognised, what looks like a citation and was
//! not, and which names of the description no text has.

use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{Citation, Document, LineMap, Role, Span, Status};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fit {
    /// By body, how many citations of it were recognised.
    pub recognised: BTreeMap<String, usize>,
    /// Headings of texts, by body.
    pub headings: BTreeMap<String, usize>,
    /// What was read as a citation and is not decided, by its pattern, the most frequent first.
    pub undecided: Vec<Pattern>,
    /// What looks like a number of a text and was not read as one, likewise.
    pub passed_over: Vec<Pattern>,
    /// Names of the description that no text has: whose, and the name.
    pub unused: Vec<(String, String)>,
}

/// Phrases of one shape.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pattern {
    /// The shape: 9 for each row of digits, X for a Roman numeral.
    pub shape: String,
    /// How many there are.
    pub count: usize,
    /// The first of them, each with file and line.
    pub examples: Vec<(String, String)>,
}

/// So many examples are kept of each shape.
const EXAMPLES: usize = 3;

/// What numbers of texts look like anywhere: with a stroke, or with a year or a Roman session in brackets.
static NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"\b(?:[A-Z]{1,6}/)*[0-9]{1,4}/[0-9]{1,4}\b|\b[0-9]{1,4}(?: [A-Z])? ?\((?:[0-9]{4}|(?:[A-Z]{1,2}-)?[IVXLC]+)\)";
    Regex::new(number).expect("a pattern")
});

/// Holds what is known against the texts of `corpus`.
pub fn check(corpus: &Corpus, knowledge: &Knowledge) -> Fit {
    let mut fit = Fit::default();
    let mut undecided = Patterns::default();
    for citation in &corpus.index.citations {
        count(citation, corpus, &mut fit, &mut undecided);
    }
    let mut passed = Patterns::default();
    for (source, document) in &corpus.documents {
        let taken = taken(corpus, *source, document);
        let lines = LineMap::new(document.lines_text());
        for hit in NUMBERS.find_iter(&document.text) {
            let span = Span::new(hit.start(), hit.end());
            let next = taken.partition_point(|t| t.end <= span.start);
            if taken.get(next).is_none_or(|t| t.start >= span.end) {
                let line = lines.line(document.positions.source(span.start));
                passed.add(&document.text, span, &format!("{}:{line}", document.file));
            }
        }
    }
    fit.undecided = undecided.sorted();
    fit.passed_over = passed.sorted();
    fit.unused = unused(corpus, knowledge);
    fit
}

fn count(citation: &Citation, corpus: &Corpus, fit: &mut Fit, undecided: &mut Patterns) {
    for target in &citation.targets {
        let body = target.id.as_ref().map(|id| id.head().to_owned());
        match (citation.role, target.status, body) {
            (Role::Citation, Status::Resolved, Some(body)) => {
                *fit.recognised.entry(body).or_default() += 1
            }
            (Role::Heading, Status::Resolved, Some(body)) => {
                *fit.headings.entry(body).or_default() += 1
            }
            (Role::Citation | Role::Heading, Status::Ambiguous | Status::Unknown, _) => {
                let file = corpus
                    .index
                    .sources
                    .get(citation.source)
                    .map_or("", |s| s.file.as_str());
                let whole = Span::new(0, citation.raw.len());
                undecided.add(&citation.raw, whole, &format!("{file}:{}", citation.line));
                return;
            }
            _ => {}
        }
    }
}

/// Where mentions stand in the text of a document.
fn taken(corpus: &Corpus, source: usize, document: &Document) -> Vec<Span> {
    let of_source = corpus.index.citations.iter().filter(|c| c.source == source);
    let length = document.text.len();
    let in_text = |span: Span| match document.is_text_source() {
        true => Span::new(
            document.positions.text(span.start, length),
            document.positions.text(span.end, length),
        ),
        false => span,
    };
    of_source.map(|c| in_text(c.span)).collect()
}

/// The names of bodies and places that stand in no text.
fn unused(corpus: &Corpus, knowledge: &Knowledge) -> Vec<(String, String)> {
    let texts: Vec<String> = corpus
        .documents
        .values()
        .map(|d| d.text.to_lowercase())
        .collect();
    let stands = |name: &str| {
        let name = name.to_lowercase();
        texts.iter().any(|t| t.contains(&name))
    };
    let mut found = BTreeSet::new();
    for body in &knowledge.bodies {
        let names = body
            .names
            .iter()
            .chain(&body.short)
            .chain(&body.genitive)
            .chain(&body.gathering);
        for name in names.chain(&body.symbol).filter(|n| !stands(n)) {
            found.insert((body.id.to_string(), name.clone()));
        }
    }
    for conference in knowledge.conferences.iter().filter(|c| !stands(&c.place)) {
        found.insert((
            conference.body.to_string(),
            format!("{}, {}", conference.place, conference.year),
        ));
    }
    found.into_iter().collect()
}

#[derive(Default)]
struct Patterns(BTreeMap<String, Pattern>);

impl Patterns {
    fn add(&mut self, text: &str, span: Span, place: &str) {
        let written = text[span.range()]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let pattern = self.0.entry(shape(&written)).or_default();
        pattern.count += 1;
        if pattern.examples.len() < EXAMPLES {
            pattern.examples.push((written, place.to_owned()));
        }
    }

    fn sorted(self) -> Vec<Pattern> {
        let named = self
            .0
            .into_iter()
            .map(|(shape, pattern)| Pattern { shape, ..pattern });
        let mut all: Vec<Pattern> = named.collect();
        all.sort_by_key(|p| std::cmp::Reverse(p.count));
        all
    }
}

/// "70/1" → "9/9", "217 A (III)" → "9 A (X)".
fn shape(written: &str) -> String {
    let mut shape = String::new();
    for word in written.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let sign = &word[bare.len()..];
        if !bare.is_empty() && bare.chars().all(|c| "IVXLCDM".contains(c)) {
            shape.push('X');
        } else {
            for c in bare.chars() {
                match c.is_numeric() {
                    true if shape.ends_with('9') => {}
                    true => shape.push('9'),
                    false => shape.push(c),
                }
            }
        }
        shape.push_str(sign);
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn numbers_of_one_kind_have_one_shape() {
        assert_eq!(shape("70/125"), "9/9");
        assert_eq!(shape("217 A (III)"), "9 A (X)");
        assert_eq!(shape("rule 12 (2019)"), "rule 9 (9)");
    }
}
