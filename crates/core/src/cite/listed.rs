//! What names a text without the words of a citation: a bare number in a list or a column whose heading names the body
//! ("Resolutions of the General Assembly", then "70/1"), and a link that leads to a text.

use super::Scanner;
use crate::knowledge::{Knowledge, Links};
use crate::model::{
    Block, BodyId, Clue, ClueSort, Document, Edition, Kind, Mention, MentionForm, Says, Span,
    Written,
};
use crate::script;
use std::collections::BTreeMap;

/// A heading has no more words.
const LONGEST_HEADING: usize = 25;
/// A paragraph of bare numbers is no longer.
const LONGEST_LIST: usize = 400;

/// What headings and links are read by.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    links: Links,
    /// The words of kinds, compared: the kind, its printed plural, whether the word is one of several texts.
    kinds: Vec<(String, Kind, String, bool)>,
    /// The names of bodies, compared, the longest first.
    names: Vec<(String, usize)>,
    bodies: Vec<Adopts>,
}

#[derive(Clone, Debug)]
struct Adopts {
    id: BodyId,
    body: crate::knowledge::Body,
}

/// A heading: the kind of text, with its word, and the body; none where it names somebody else.
#[derive(Clone, Debug)]
struct Heading {
    kind: Kind,
    word: String,
    body: Option<usize>,
    span: Span,
}

impl Listed {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut kinds = Vec::new();
        for form in &knowledge.forms.kinds {
            let printed = || {
                form.many
                    .first()
                    .or(form.words.first())
                    .cloned()
                    .unwrap_or_default()
            };
            let words = form
                .many
                .iter()
                .map(|w| (w, true))
                .chain(form.words.iter().map(|w| (w, false)));
            kinds.extend(words.map(|(w, many)| (compared(w), form.kind, printed(), many)));
        }
        let mut names = Vec::new();
        let mut bodies = Vec::new();
        for body in knowledge.bodies.iter().filter(|b| !b.series) {
            let all = body.names.iter().chain(&body.short).chain(&body.genitive);
            names.extend(all.map(|name| (compared(name), bodies.len())));
            bodies.push(Adopts {
                id: body.id.clone(),
                body: body.clone(),
            });
        }
        names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        Listed {
            links: knowledge.links.clone(),
            kinds,
            names,
            bodies,
        }
    }

    /// Adds what stands in lists and what links name to the mentions of `doc`.
    pub(super) fn add(&self, scanner: &Scanner, doc: &Document, found: &mut Vec<Mention>) {
        let mut more = self.numbers(scanner, doc, found);
        found.append(&mut more);
        found.sort_by_key(|m| m.span.start);
        for link in &doc.links {
            self.link(doc, link, found, &mut more);
        }
        if !more.is_empty() {
            found.append(&mut more);
            found.sort_by_key(|m| m.span.start);
        }
    }

    /// The bare numbers under headings.
    fn numbers(&self, scanner: &Scanner, doc: &Document, found: &[Mention]) -> Vec<Mention> {
        let mut more = Vec::new();
        let mut last: Option<Heading> = None;
        let mut numbers_in_a_row = 0;
        let mut columns: BTreeMap<(u32, u32), Heading> = BTreeMap::new();
        for block in &doc.blocks {
            let text = &doc.text[block.span.range()];
            if let Some(heading) = self.heading(text, block) {
                if let Some(cell) = block.cell {
                    columns.insert((cell.table, cell.column), heading.clone());
                }
                last = Some(heading);
                numbers_in_a_row = 0;
                continue;
            }
            if !is_bare(text) {
                // A title behind each number is of the list; after numbers alone a paragraph ends it.
                if block.cell.is_none() && !text.trim().is_empty() {
                    if numbers_in_a_row > 1 {
                        last = None;
                    }
                    numbers_in_a_row = 0;
                }
                continue;
            }
            numbers_in_a_row += 1;
            if is_taken(found, block.span) {
                continue;
            }
            let column = block.cell.and_then(|c| columns.get(&(c.table, c.column)));
            if let Some(heading) = column.or(last.as_ref())
                && let Some(body) = heading.body
            {
                more.extend(self.list(scanner, text, block.span, heading, &self.bodies[body]));
            }
        }
        more
    }

    /// What a heading says of the numbers under it: it begins or ends with the word of a kind, in the plural; in the
    /// cell of a table in any form.
    fn heading(&self, text: &str, block: &Block) -> Option<Heading> {
        let text = text.trim().trim_end_matches(':');
        let is_sentence = text.ends_with(['.', ';', ',']);
        if text.is_empty()
            || text.len() > 400
            || is_sentence
            || text.contains(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        let key = compared(text);
        if key.split(' ').count() > LONGEST_HEADING {
            return None;
        }
        let edge = |(word, _, _, many): &&(String, Kind, String, bool)| {
            (*many || block.cell.is_some()) && (begins(&key, word) || ends(&key, word))
        };
        let (_, kind, word, _) = self.kinds.iter().find(edge)?;
        let mut names = self.names.iter();
        let body = names
            .find(|(name, i)| script::find_words(&key, name).is_some() && self.adopts(*i, *kind));
        Some(Heading {
            kind: *kind,
            word: word.clone(),
            body: body.map(|(_, i)| *i),
            span: block.span,
        })
    }

    fn adopts(&self, body: usize, kind: Kind) -> bool {
        self.bodies[body].body.adopts.contains(&kind)
    }

    /// The numbers of a paragraph, read as if the word of their kind stood before them.
    fn list(
        &self,
        scanner: &Scanner,
        text: &str,
        span: Span,
        heading: &Heading,
        of: &Adopts,
    ) -> Option<Mention> {
        let lead = format!("{} ", heading.word);
        let read = format!("{lead}{text}");
        let mut mentions = scanner.mentions(&read).into_iter();
        let (mut mention, rest) = (mentions.next()?, mentions.next());
        let left = read.get(mention.span.end..)?;
        if rest.is_some() || mention.span.start > 0 || left.contains(char::is_alphanumeric) {
            return None;
        }
        let place = |s: Span| {
            let at = |n: usize| span.start + n.saturating_sub(lead.len());
            Span::new(at(s.start), at(s.end))
        };
        for written in &mut mention.written {
            if !self.fits(written, of) {
                return None;
            }
            written.number_span = place(written.number_span);
            written.clues = vec![Clue {
                sort: ClueSort::Heading,
                says: Says::Body(of.id.clone()),
                span: heading.span,
            }];
        }
        mention.span = place(mention.span);
        (mention.form == MentionForm::Cited
            && mention.written.iter().all(|w| w.kind == Some(heading.kind)))
        .then_some(mention)
    }

    /// True where a number alone is one of the body: it has a session or a year, or is such as only that body has.
    fn fits(&self, written: &Written, of: &Adopts) -> bool {
        let (Some(kind), Some(number)) = (written.kind, &written.number) else {
            return false;
        };
        match of.body.numbers.get(&kind) {
            Some(shape) => shape.is_match(number),
            None => number.contains(['/', '(']) || written.edition.year.is_some(),
        }
    }

    /// What a link leads to: a clue where the text is named, else a mention of its own where the number is what the
    /// link stands on.
    fn link(
        &self,
        doc: &Document,
        link: &crate::model::Link,
        found: &mut [Mention],
        more: &mut Vec<Mention>,
    ) {
        let Some(linked) = self.links.read(&link.target) else {
            return;
        };
        let Some(body) = linked.id.body() else { return };
        let first = found.partition_point(|m| m.span.end <= link.span.start);
        let touched = found[first..]
            .iter_mut()
            .take_while(|m| m.span.start < link.span.end);
        let mut named = false;
        for mention in touched {
            named = true;
            for written in &mut mention.written {
                let same = written.number.as_deref() == Some(linked.id.number());
                if same && written.kind == Some(linked.id.kind()) && written.clues.is_empty() {
                    written.clues.push(clue(body, link.span));
                }
            }
        }
        let text = doc.text.get(link.span.range()).unwrap_or_default();
        let trimmed = text.trim();
        if named || !text.contains(&digits_of(linked.id.number())) || trimmed.len() > LONGEST_LIST {
            return;
        }
        let start = link.span.start + (text.len() - text.trim_start().len());
        let span = Span::new(start, start + trimmed.len());
        // Two links on one stretch.
        if more.last().is_some_and(|m| m.span.overlaps(span)) {
            return;
        }
        more.push(Mention {
            span,
            form: MentionForm::Cited,
            written: vec![Written {
                kind: Some(linked.id.kind()),
                number: Some(linked.id.number().to_owned()),
                number_span: span,
                edition: Edition {
                    year: linked.year,
                    ..Edition::default()
                },
                clues: vec![clue(body, span)],
                ..Written::default()
            }],
        });
    }
}

fn clue(body: &BodyId, span: Span) -> Clue {
    Clue {
        sort: ClueSort::Link,
        says: Says::Body(body.clone()),
        span,
    }
}

/// A text as it is compared: folded, its words with one space between.
fn compared(text: &str) -> String {
    script::fold(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

fn begins(key: &str, word: &str) -> bool {
    key.strip_prefix(word)
        .is_some_and(|rest| rest.starts_with(' '))
}

fn ends(key: &str, word: &str) -> bool {
    key.strip_suffix(word)
        .is_some_and(|rest| rest.ends_with(' '))
}

fn digits_of(number: &str) -> String {
    number.chars().take_while(char::is_ascii_digit).collect()
}

/// True for numbers with the letters and numerals that belong to them, and nothing else.
fn is_bare(text: &str) -> bool {
    let text = text.trim();
    let word = |w: &str| {
        let letters = w.chars().filter(|c| c.is_alphabetic()).count();
        letters <= 1 || w.chars().all(|c| !c.is_lowercase())
    };
    let joins = |w: &str| w.chars().count() <= 3;
    // "WHA75.12"
    let first = text.split_whitespace().next().unwrap_or("");
    let is_number = first.contains(|c: char| c.is_numeric()) && word(first);
    text.len() <= LONGEST_LIST
        && is_number
        && text
            .split([' ', '\u{a0}', '\n', '\t'])
            .all(|w| word(w) || joins(w))
}

fn is_taken(found: &[Mention], span: Span) -> bool {
    let first = found.partition_point(|m| m.span.end <= span.start);
    found.get(first).is_some_and(|m| m.span.start < span.end)
}
