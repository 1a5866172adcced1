use super::title::is_date;
use crate::knowledge::{Knowledge, Proposed};
use crate::model::{
    BlockKind, Change, Document, LineMap, Mention, MentionForm, ResolutionText, Span, TextEdition,
    Witness,
};
use crate::script::floor;
use crate::script::junk::residue;

/// A mention that says which text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Index of the mention.
    pub mention: usize,
    /// Index of the text.
    pub text: usize,
}

/// Where a text begins.
#[derive(Clone, Debug)]
pub(super) struct Start {
    /// Index of the mention.
    pub(super) mention: usize,
    /// Index of the block that it stands in.
    pub(super) block: usize,
    /// The mention's span.
    pub(super) span: Span,
    /// What stands behind it in the same block: the title, where it is on the same line.
    pub(super) rest: Span,
}

/// Longest title that may stand on the heading's own line, in bytes.
const LONGEST_REST: usize = 400;

/// The headings among the mentions: each stands at the start of a block, names one text by its full word,
/// and is followed by nothing, a date, a title behind a dash, or a bracket.
pub(super) fn find(doc: &Document, mentions: &[Mention], knowledge: &Knowledge) -> Vec<Start> {
    let mut found = Vec::new();
    for (index, mention) in mentions.iter().enumerate() {
        let is_there = !mention.span.is_empty();
        if mention.form != MentionForm::Cited || !is_there || !names_one_text(mention) {
            continue;
        }
        let next = doc
            .blocks
            .partition_point(|b| b.span.start <= mention.span.start);
        let Some(block) = next.checked_sub(1) else {
            continue;
        };
        let place = &doc.blocks[block];
        // "General Assembly resolutions" over a list is no heading of its first number.
        let number = mention.written.first().map_or(0, |w| w.number_span.start);
        if !place.span.contains(mention.span.start)
            || number >= place.span.end
            || matches!(place.kind, BlockKind::Note | BlockKind::Comment)
        {
            continue;
        }
        let before = &doc.text[place.span.start..mention.span.start];
        let raw = &doc.text[mention.span.range()];
        let rest = Span::new(mention.span.end.min(place.span.end), place.span.end);
        if is_heading_prefix(before)
            && is_written_out(raw)
            && is_heading_rest(&doc.text[rest.range()], knowledge)
        {
            found.push(Start {
                mention: index,
                block,
                span: mention.span,
                rest,
            });
        }
    }
    found
}

/// One adopted text, maybe in two editions (a tracked change).
fn names_one_text(mention: &Mention) -> bool {
    let Some(first) = mention.written.first() else {
        return false;
    };
    first.number.is_some()
        && first.kind.is_some_and(crate::model::Kind::is_adopted)
        && first.sector.is_none()
        && first.provision.is_none()
        && mention
            .written
            .iter()
            .all(|w| w.number == first.number && w.kind == first.kind)
}

/// No list number or mark before the word is longer, in bytes.
const LONGEST_WORD: usize = 100;

/// What may stand before the word in a heading's paragraph: nothing, what a converter left, a list number, and marks in
/// capitals ("MOD", "DRAFT NEW").
fn is_heading_prefix(before: &str) -> bool {
    let mut rest = before.trim();
    loop {
        if let Some(len) = residue(rest) {
            rest = rest[len..].trim_start();
            continue;
        }
        // Chinese has no spaces: all that stands before each of a thousand citations would be one word.
        let near = &rest[..floor(rest, LONGEST_WORD)];
        let (word, behind) = match near.find(char::is_whitespace) {
            Some(end) => rest.split_at(end),
            None if near.len() < rest.len() => return false,
            None => (rest, ""),
        };
        let is_number = word
            .strip_suffix('.')
            .is_some_and(|n| n.chars().all(|c| c.is_ascii_digit()));
        let is_mark = word.chars().count() >= 3
            && word
                .chars()
                .all(|c| c.is_uppercase() || c.is_ascii_digit() || "/()-".contains(c));
        if !word.is_empty() && (is_number || is_mark) {
            rest = behind.trim_start();
            continue;
        }
        return rest.is_empty();
    }
}

/// What the words in front of a heading say of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fronted {
    /// Nothing.
    Plain,
    /// It is a draft or a proposal.
    Draft,
    /// It is proposed as a new text, of which no edition can have been adopted.
    New,
}

/// What is said in front of a heading: in its own paragraph, in the one before it ("MOD"), and in those before that as
/// long as they hold nothing but marks and references.
pub(super) fn fronted(doc: &Document, start: &Start, knowledge: &Knowledge) -> Fronted {
    let block = &doc.blocks[start.block];
    let marks = &knowledge.proposals;
    let said = |text: &str, is_draft: bool| match marks.mark(text) {
        _ if !is_draft => Fronted::Plain,
        Some((_, Proposed::Add)) => Fronted::New,
        _ => Fronted::Draft,
    };
    let own = in_front(doc, start.span.start);
    let mut most = said(own, marks.is_draft(own));
    let before = doc.blocks[..start.block].iter().rev();
    let before = before.take_while(|b| b.cell == block.cell);
    let lines = before.map(|b| doc.text[b.span.range()].trim());
    let lines = lines.filter(|line| !line.is_empty()).take(MARK_LINES);
    for (n, line) in lines.enumerate() {
        let is_mark = marks.is_mark_line(line);
        let is_near = n == 0 && line.len() <= LONGEST_MARK && marks.is_draft(line);
        most = most.max(said(line, is_mark || is_near));
        if !is_mark {
            break;
        }
    }
    most
}

/// A paragraph with the mark of a proposal and its reference is not longer, in bytes.
const LONGEST_MARK: usize = 60;
/// Mark, reference and number of a proposal stand in so many paragraphs before a heading at most.
const MARK_LINES: usize = 3;

/// True where the words in front of a heading, in its own paragraph, say that it is that of a draft or a proposal.
pub fn says_draft(doc: &Document, heading: usize, knowledge: &Knowledge) -> bool {
    knowledge.proposals.is_draft(in_front(doc, heading))
}

/// The words in front of byte `heading` in its paragraph.
fn in_front(doc: &Document, heading: usize) -> &str {
    let start = doc.block_at(heading).map_or(heading, |b| b.span.start);
    doc.text.get(start.min(heading)..heading).unwrap_or("")
}

/// True for "Resolution 7", false for abbreviations ("Res.7"), which stand in lists and tables.
fn is_written_out(raw: &str) -> bool {
    // Chinese has no abbreviations of the kinds: "第7号决议".
    if raw.chars().any(crate::script::is_han) {
        return true;
    }
    // "5 (1946). Resolution of …"
    let raw = raw.trim_start_matches(|c: char| !c.is_alphabetic());
    let word = raw.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    let behind = raw[word.len()..].trim_start_matches(['\u{a0}', ' ', '\t']);
    word.chars().count() > 4 && !behind.starts_with('.')
}

/// What may stand behind the edition: nothing, a title after a dash or a colon, a remark in brackets, a note.
fn is_heading_rest(rest: &str, knowledge: &Knowledge) -> bool {
    let rest = rest.trim();
    if rest.is_empty() || is_date(rest, knowledge) {
        return true;
    }
    let starts = rest.starts_with(['–', '—', '-', ':', '[', '\t', '(']);
    let ends_as_clause = rest.ends_with([';', ',']);
    starts && !ends_as_clause && rest.len() <= LONGEST_REST
}

/// True where `mention` names the text that was begun last, and that text has no content yet.
pub(super) fn repeats(
    previous: &ResolutionText,
    mention: &Mention,
    doc: &Document,
    start: &Start,
    found: &[Start],
    n: usize,
) -> bool {
    let Some(before) = n.checked_sub(1).map(|i| &found[i]) else {
        return false;
    };
    let same_place = doc.blocks[before.block].cell == doc.blocks[start.block].cell;
    let written = mention.written.first();
    let number = written.and_then(|w| w.number.as_deref());
    let same_work = previous
        .work
        .as_ref()
        .is_some_and(|w| Some(w.number()) == number)
        || previous
            .candidates
            .iter()
            .any(|w| Some(w.number()) == number);
    let undated = written.is_none_or(|w| w.edition.is_empty())
        || previous.editions.iter().all(|e| e.edition.is_empty());
    same_place
        && same_work
        && undated
        && previous.provisions.is_empty()
        && start.block == before.block + 1
}

/// The text that begins at `start`, without title, body and provisions.
pub(super) fn start_text(
    doc: &Document,
    mention: &Mention,
    start: &Start,
    fronted: Fronted,
    lines: &LineMap,
) -> ResolutionText {
    // All of a new text is put in, its edition too.
    let put_in = (fronted == Fronted::New).then_some(Change::Inserted);
    let editions = mention
        .written
        .iter()
        .filter(|w| !w.edition.is_empty())
        .map(|w| TextEdition {
            edition: w.edition.clone(),
            change: w.change.or(put_in),
        })
        .collect();
    ResolutionText {
        source: 0,
        span: start.span,
        line: lines.line(doc.positions.source(start.span.start)),
        cell: doc.blocks[start.block].cell,
        work: None,
        candidates: Vec::new(),
        editions,
        title: None,
        history: Vec::new(),
        witness: Witness::default(),
        provisions: Vec::new(),
    }
}
