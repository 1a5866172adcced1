//! Preamble, operative part and annexes: opening phrases, items and sub-items.

use super::labels::{LabelKind, Nesting, follows, label_at, number_at, paragraph_number};
use super::title::plain;
use super::{annex, inline, phrase};
use crate::knowledge::Knowledge;
use crate::model::{BlockKind, Document, LineMap, PartKind, Provision, Span};
use crate::script::is_han;
use crate::script::junk::residue;
use std::ops::Range;

/// What ends a clause.
const ENDS: [char; 11] = ['.', ',', ';', ':', '،', '؛', '。', '，', '；', '：', '、'];
/// The sign of a note stands in one of so many provisions before it.
const NEAR: usize = 12;
/// Whom a verb addresses is not longer, in bytes.
const LONGEST_ADDRESSEE: usize = 80;

/// Reads the provisions of a text from its blocks in `range`; `all` are all blocks of the text.
pub(super) fn read(
    doc: &Document,
    range: Range<usize>,
    all: &Range<usize>,
    knowledge: &Knowledge,
    lines: &LineMap,
) -> Vec<Provision> {
    // A heading may be printed twice, the title with the first.
    let first = doc.blocks.get(all.start.saturating_sub(2));
    let head = first.map_or(0, |b| b.span.start);
    let behind = doc
        .blocks
        .get(range.start)
        .map_or(doc.text.len(), |b| b.span.start);
    let mut reader = Reader {
        doc,
        head: Span::new(head, behind.max(head)),
        knowledge,
        lines,
        part: None,
        phrase: String::new(),
        numbered: None,
        nesting: Nesting::default(),
        out: Vec::new(),
    };
    let cell = all.start.checked_sub(1).and_then(|b| doc.blocks[b].cell);
    for index in range {
        let block = &doc.blocks[index];
        if matches!(block.kind, BlockKind::Note | BlockKind::Comment) {
            continue;
        }
        if block.cell != cell {
            // A table inside a text that runs on behind it: what follows needs a phrase of its own.
            reader.end_phrase();
            continue;
        }
        reader.block(block.span, block.label.as_deref());
    }
    reader.out
}

struct Reader<'a> {
    doc: &'a Document,
    knowledge: &'a Knowledge,
    lines: &'a LineMap<'a>,
    part: Option<PartKind>,
    phrase: String,
    /// The number of the paragraph that is open, where paragraphs have numbers and each opens with a verb.
    numbered: Option<u32>,
    nesting: Nesting,
    /// Heading and title.
    head: Span,
    out: Vec<Provision>,
}

impl Reader<'_> {
    fn block(&mut self, span: Span, printed_label: Option<&str>) {
        let start = span.start + residues(&self.doc.text[span.range()]);
        if let Some(label) = printed_label {
            let kind = label_at(&format!("{label} x")).map_or(LabelKind::Bullet, |(k, _, _)| k);
            self.item(kind, label, Span::new(start, span.end));
            return;
        }
        if self.numbered_paragraph(trim(&self.doc.text, Span::new(start, span.end))) {
            return;
        }
        let mut at = start;
        // A paragraph may hold several pieces that were run together when the text was made.
        while at < span.end {
            let rest = &self.doc.text[at..span.end];
            let in_operative = self.part == Some(PartKind::Operative);
            let cut = inline::next_piece(rest, in_operative, &self.nesting, self.knowledge);
            let end = cut.map_or(span.end, |c| at + c);
            self.piece(trim(&self.doc.text, Span::new(at, end)), cut.is_some());
            at = end;
        }
    }

    /// "4. Requests …": a paragraph that opens with a verb behind its number. Behind one of them the next number tells it,
    /// whatever the verb.
    fn numbered_paragraph(&mut self, span: Span) -> bool {
        let text = &self.doc.text[span.range()];
        let Some((number, behind)) = paragraph_number(text) else {
            return false;
        };
        let sentence = &text[behind..];
        let verb = self.knowledge.phrases.sentence_start(sentence);
        let follows = self.numbered.is_some_and(|n| n + 1 == number);
        if self.part.is_none_or(|part| part == PartKind::Annex) {
            return false;
        }
        if verb.is_none() && !follows {
            return self.numbered_item(number, Span::new(span.start + behind, span.end));
        }
        let word = sentence.find(char::is_whitespace).unwrap_or(sentence.len());
        let verb = verb.unwrap_or(word);
        let whole = phrase::operative_phrase(sentence, false, self.knowledge);
        let behind_verb = &sentence[verb..whole.max(verb)];
        // "2. REQUESTS the Director-General:" opens what follows.
        let opens = sentence.trim_end().ends_with([':', '：']);
        let is_addressee = (opens || whole < sentence.len())
            && behind_verb.len() <= LONGEST_ADDRESSEE
            && !behind_verb.contains([',', '('])
            && !self.names_action(behind_verb);
        let len = if is_addressee { whole.max(verb) } else { verb };
        self.part = Some(PartKind::Operative);
        self.phrase = plain(sentence[..len].trim_end_matches([':', '：', ' ']));
        self.nesting.clear();
        self.numbered = Some(number);
        let clause = Span::new(span.start + behind + len, span.end);
        self.item(LabelKind::Number(1), &number.to_string(), clause);
        true
    }

    /// "… that the work be done": what stands behind the verb names nobody.
    fn names_action(&self, behind: &str) -> bool {
        let first = behind.split_whitespace().next().unwrap_or("");
        self.knowledge.phrases.is_before_action(first, "")
    }

    /// "1. The owners should …": an item of the open phrase that is a sentence of its own.
    fn numbered_item(&mut self, number: u32, clause: Span) -> bool {
        let label = number.to_string();
        let before = self.nesting.labels().into_iter().next();
        let fits = match &before {
            Some(before) => follows(&label, before),
            None => number == 1,
        };
        let is_item = fits && self.part == Some(PartKind::Operative) && self.numbered.is_none();
        if is_item {
            self.item(LabelKind::Number(1), &label, clause);
        }
        is_item
    }

    /// One opening phrase, item or paragraph. `is_cut`: more of the same paragraph follows.
    fn piece(&mut self, span: Span, is_cut: bool) {
        let text = &self.doc.text[span.range()];
        if text.is_empty() {
            return;
        }
        // The letter of a section alone.
        let is_letter = text.chars().count() == 1 && text.starts_with(char::is_uppercase);
        if self.numbered.is_some() && is_letter {
        } else if self.part.is_some() && self.knowledge.phrases.tells_adoption(text) {
            self.end_phrase();
        } else if let Some(heading) = annex::annex_heading(text, &self.knowledge.phrases) {
            self.part = Some(PartKind::Annex);
            self.phrase = heading;
            self.numbered = None;
            self.nesting.clear();
        } else if let Some(len) = self.knowledge.phrases.preamble_start(text)
            && self.part != Some(PartKind::Annex)
            && self.part != Some(PartKind::Operative)
        {
            self.part = Some(PartKind::Preamble);
            self.open(
                span,
                if is_opening_line(text, len) {
                    text.len()
                } else {
                    len
                },
            );
        } else if self.knowledge.phrases.operative_start(text).is_some()
            && self.part != Some(PartKind::Annex)
        {
            self.part = Some(PartKind::Operative);
            let len = phrase::operative_phrase(text, is_cut, self.knowledge);
            self.open(span, len);
        } else if let Some(len) = self.knowledge.phrases.sentence_start(text)
            && matches!(self.part, Some(PartKind::Preamble | PartKind::Operative))
            && self.numbered.is_none()
        {
            self.part = Some(PartKind::Operative);
            self.open(span, len);
        } else if let Some((kind, label, behind)) =
            label_at(text).or_else(|| self.next_number(text))
        {
            let clause = Span::new(span.start + behind, span.end);
            // "(1)" of a paragraph that has a number itself.
            let kind = match kind {
                LabelKind::Number(parts) if self.numbered.is_some() => {
                    LabelKind::Number(parts.saturating_add(1))
                }
                kind => kind,
            };
            self.item(kind, label, clause);
        } else if self.part.is_some() && !self.is_note(text) {
            self.paragraph(span);
        }
    }

    /// Takes the first `len` bytes of `span` as opening phrase, the rest as its first clause.
    fn open(&mut self, span: Span, len: usize) {
        let phrase = plain(&self.doc.text[span.start..span.start + len]);
        self.phrase = phrase
            .trim_end_matches([',', ':', ';', ' ', '，', '：', '；', '،', '؛'])
            .to_owned();
        self.numbered = None;
        self.nesting.clear();
        let rest = trim(&self.doc.text, Span::new(span.start + len, span.end));
        let text = &self.doc.text[rest.range()];
        match label_at(text) {
            // Nothing, or the mark behind the phrase.
            _ if !text.contains(char::is_alphanumeric) => {}
            Some((kind, label, behind)) => {
                self.item(kind, label, Span::new(rest.start + behind, rest.end));
            }
            None => self.paragraph(rest),
        }
    }

    /// The number that the paragraph begins with, where it is the next of its list; a number in the middle of a
    /// sentence is none.
    fn next_number<'t>(&self, text: &'t str) -> Option<(LabelKind, &'t str, usize)> {
        let found = number_at(text)?;
        let in_annex = self.part == Some(PartKind::Annex);
        let is_next = self.nesting.expects(found.0, found.1, in_annex);
        let has_ended = || {
            let last = self
                .out
                .last()
                .map_or("", |p| &self.doc.text[p.span.range()]);
            in_annex || last.ends_with(|c: char| ENDS.contains(&c))
        };
        (is_next && has_ended()).then_some(found)
    }

    /// A note under the text: it begins with a sign, or a number, that is raised behind a word of the provisions
    /// before ("… of each region2 …", "2 Africa, Americas.").
    fn is_note(&self, text: &str) -> bool {
        let sign = text.split(char::is_whitespace).next().unwrap_or("");
        let is_sign = !sign.is_empty() && sign.len() <= 3 && sign.bytes().all(|b| b == b'*')
            || !sign.is_empty() && sign.len() <= 2 && sign.bytes().all(|b| b.is_ascii_digit());
        let behind = text[sign.len()..].trim_start();
        if !is_sign || !behind.starts_with(char::is_uppercase) {
            return false;
        }
        let near = self.out.iter().rev().take(NEAR).map(|p| p.span);
        near.chain([self.head])
            .any(|span| raises(&self.doc.text[span.range()], sign))
    }

    fn item(&mut self, kind: LabelKind, label: &str, clause: Span) {
        let Some(part) = self.part else { return };
        let labels = self.nesting.enter(kind, label);
        self.push(part, labels, clause);
    }

    fn paragraph(&mut self, clause: Span) {
        if let Some(part) = self.part
            && !self.continues(clause)
        {
            let labels = match self.numbered {
                Some(_) => self.nesting.labels(),
                None => Vec::new(),
            };
            self.push(part, labels, clause);
        }
    }

    /// Adds to the last provision what a line break cut off from it: the provision ends in the middle of a
    /// sentence, and `clause`, right behind it, begins there.
    fn continues(&mut self, clause: Span) -> bool {
        let text = &self.doc.text;
        let Some(last) = self.out.last_mut().filter(|p| p.phrase == self.phrase) else {
            return false;
        };
        let between = text.get(last.span.end..clause.start);
        let first = text[clause.range()].split_whitespace().next().unwrap_or("");
        // Its last line alone: a provision may go on over very many.
        let last_line = || text[last.span.range()].lines().next_back().unwrap_or("");
        let is_cut = first.starts_with(char::is_lowercase)
            && !matches!(first, "to" | "that")
            && between.is_some_and(|b| b.trim().is_empty())
            && plain(last_line()).ends_with(char::is_alphanumeric);
        if is_cut {
            last.span.end = trim(text, clause).end;
        }
        is_cut
    }

    fn push(&mut self, part: PartKind, labels: Vec<String>, clause: Span) {
        let clause = trim(&self.doc.text, clause);
        let mut path = match self.numbered {
            Some(_) => self.knowledge.phrases.numbered.clone(),
            None => self.phrase.clone(),
        };
        for label in &labels {
            path.push(' ');
            path.push_str(label);
        }
        self.out.push(Provision {
            path,
            part,
            phrase: self.phrase.clone(),
            labels,
            span: clause,
            line: self.lines.line(self.doc.positions.source(clause.start)),
            text: String::new(),
            change: None,
        });
    }

    fn end_phrase(&mut self) {
        if self.part != Some(PartKind::Annex) {
            self.part = None;
            self.numbered = None;
            self.nesting.clear();
        }
    }
}

/// True where the whole line is an opening ("noting with appreciation", "taking into account that"): nothing
/// of a clause is on it. `len` is the length of the phrase that it starts with.
fn is_opening_line(text: &str, len: usize) -> bool {
    let rest = text[len..].trim();
    let words = rest.split_whitespace().count();
    let han = rest.chars().filter(|c| is_han(*c)).count();
    words <= 2 && han <= 4 && !rest.ends_with([';', '.', ',', '；', '。', '，', '؛', '،', '、'])
}

/// True where `sign` stands right behind a word, as a raised mark does.
fn raises(text: &str, sign: &str) -> bool {
    text.match_indices(sign).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let next = text[at + sign.len()..].chars().next();
        before.is_some_and(|c| c.is_alphabetic() || c == ')')
            && !next.is_some_and(char::is_alphanumeric)
    })
}

/// The length of what a converter left at the start of `text`.
fn residues(text: &str) -> usize {
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        match residue(&text[at..]) {
            Some(len) => at += len,
            None => return at,
        }
    }
}

fn trim(text: &str, span: Span) -> Span {
    let whole = &text[span.range()];
    let front = whole.trim_start();
    let start = span.start + whole.len() - front.len();
    Span::new(start, start + front.trim_end().len())
}
