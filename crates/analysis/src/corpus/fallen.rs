//! Works that the texts themselves say to be no longer in force: in lists of abrogated texts, in the clauses that
//! abrogate them ("resolves to abrogate Resolution 5"), and where it is told by which conference it was done.

use crate::knowledge::{Conference, Knowledge, Phrases};
use crate::model::{
    BodyId, Change, Citation, Document, Index, PartKind, Provision, ResolutionText, Role, Span,
    Status, WitnessKind, WorkId,
};
use crate::outline::Outline;
use crate::script::floor;
use std::collections::BTreeMap;

/// Behind what is abrogated the conference is named within so many bytes.
const BEHIND: usize = 160;

/// A work that is no longer in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallen {
    /// The work.
    pub id: WorkId,
    /// The conference at which it fell, by its mark.
    pub conference: String,
    /// The source that says so.
    pub source: usize,
    /// The line of it.
    pub line: usize,
}

/// The works that stand in lists of abrogated texts. The conference is the one that the head of the list names, that
/// of the text before it, or that of the document.
pub(super) fn listed(
    document: &Document,
    outline: &Outline,
    citations: &[Citation],
    knowledge: &Knowledge,
) -> Vec<Fallen> {
    let mut found = Vec::new();
    for list in &outline.abrogated {
        let before = outline.texts.partition_point(|t| t.span.start < list.start);
        let text = before.checked_sub(1).map(|n| &outline.texts[n]);
        let place = match document.is_text_source() {
            true => document.positions.source_span(*list),
            false => *list,
        };
        let head = head_of(document, *list);
        // The heading right behind the list begins a text that stands.
        let inside = citations
            .iter()
            .filter(|c| !(c.role == Role::Heading && c.text.is_some()))
            .filter(|c| place.contains(c.span.start));
        for citation in inside {
            for id in whole_works(citation) {
                let named = id
                    .body()
                    .and_then(|body| conference_in(head, body, knowledge));
                let before = || conference_of(text?, knowledge);
                let of_document = || {
                    let met = knowledge.conferences.iter();
                    met.into_iter().find(|c| {
                        Some(&c.body) == outline.body.as_ref() && Some(c.year) == outline.year
                    })
                };
                let conference = named.or_else(before).or_else(of_document);
                found.extend(conference.and_then(|c| fell(id, c, citation)));
            }
        }
    }
    found
}

/// The first paragraph of a list.
fn head_of(document: &Document, list: Span) -> &str {
    let text = document.text.get(list.range()).unwrap_or("");
    let end = text.find('\n').unwrap_or(text.len()).min(2 * BEHIND);
    &text[..floor(text, end)]
}

fn fell(id: &WorkId, conference: &Conference, citation: &Citation) -> Option<Fallen> {
    (id.body() == Some(&conference.body)).then(|| Fallen {
        id: id.clone(),
        conference: conference.mark.clone(),
        source: citation.source,
        line: citation.line,
    })
}

/// The works that a citation names as a whole; what is struck does not count.
fn whole_works(citation: &Citation) -> impl Iterator<Item = &WorkId> {
    let whole = |t: &&crate::model::Target| {
        t.status == Status::Resolved
            && t.provision.is_none()
            && t.change != Some(Change::Deleted)
            && t.kind.is_adopted()
    };
    citation
        .targets
        .iter()
        .filter(whole)
        .filter_map(|t| t.id.as_ref())
}

/// The conference of a body that `text` names, by place and year or by its mark.
fn conference_in<'k>(
    text: &str,
    body: &BodyId,
    knowledge: &'k Knowledge,
) -> Option<&'k Conference> {
    let lower = text.to_lowercase();
    let of_body = || knowledge.conferences.iter().filter(|c| c.body == *body);
    // The one that is named first: behind it the texts that fell have editions of their own.
    let place_of = |c: &Conference| {
        let year = lower.find(&c.year.to_string())?;
        let mut places = c
            .all_spellings()
            .filter_map(|s| lower.find(&s.to_lowercase()));
        Some(year.max(places.next()?))
    };
    let by_place = of_body()
        .filter_map(|c| Some((place_of(c)?, c)))
        .min_by_key(|(at, _)| *at)
        .map(|(_, c)| c);
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';'));
    let mut marks = words.filter(|w| w.contains(|c: char| c.is_ascii_digit()));
    by_place.or_else(|| {
        marks.find_map(|w| {
            let found = knowledge.conference_by_mark(w.trim_end_matches('.'))?;
            (found.body == *body).then_some(found)
        })
    })
}

/// The conference that adopted a text.
fn conference_of<'k>(text: &ResolutionText, knowledge: &'k Knowledge) -> Option<&'k Conference> {
    let body = text.work.as_ref()?.body()?;
    let edition = text.edition()?;
    let mut met = knowledge.conferences.iter().filter(|c| c.body == *body);
    met.find(|c| match &edition.mark {
        Some(mark) => knowledge
            .conference_by_mark(mark)
            .is_some_and(|m| m.mark == c.mark),
        None => c.has_adopted(edition),
    })
}

/// A citation, and where it stands in the text of its document.
type Placed<'i> = (Span, &'i Citation);

/// The works that clauses abrogate, or of which it is told that a conference did.
pub(super) fn told(
    index: &Index,
    documents: &BTreeMap<usize, Document>,
    knowledge: &Knowledge,
) -> Vec<Fallen> {
    let mut placed: BTreeMap<usize, Vec<Placed>> = BTreeMap::new();
    for citation in index.citations.iter().filter(|c| c.role == Role::Citation) {
        if let Some(document) = documents.get(&citation.source) {
            let at = |at| document.positions.text(at, document.text.len());
            let span = Span::new(at(citation.span.start), at(citation.span.end));
            placed
                .entry(citation.source)
                .or_default()
                .push((span, citation));
        }
    }
    let mut found = Vec::new();
    for text in &index.texts {
        let (Some(document), Some(citations)) =
            (documents.get(&text.source), placed.get(&text.source))
        else {
            continue;
        };
        found.extend(by_clauses(text, document, citations, knowledge));
    }
    for (source, citations) in &placed {
        found.extend(by_whom(&documents[source], citations, knowledge));
    }
    found
}

/// The works that a text abrogates in its operative part.
fn by_clauses(
    text: &ResolutionText,
    document: &Document,
    citations: &[Placed],
    knowledge: &Knowledge,
) -> Vec<Fallen> {
    let is_text = matches!(text.witness.kind, WitnessKind::Full | WitnessKind::Extract);
    let Some(conference) = conference_of(text, knowledge).filter(|_| is_text) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    // The clause whose items are abrogated.
    let mut above: Option<&Provision> = None;
    let provisions = text.provisions.iter();
    for provision in provisions.filter(|p| p.part == PartKind::Operative) {
        let Some(clause) = Clause::of(provision, document, knowledge) else {
            continue;
        };
        above = above.filter(|above| is_item_of(provision, above));
        let is_item = above.is_some();
        let Some(begins) = clause.begins(is_item) else {
            continue;
        };
        let inside = within(citations, provision.span);
        let run = run(inside, document, provision.span.start + begins, knowledge);
        if run.is_empty() && clause.verb.is_some() {
            above = Some(provision);
        }
        if clause.is_active(is_item) || clause.says_behind(run) {
            let works = run
                .iter()
                .flat_map(|(_, c)| whole_works(c).map(move |id| (id, *c)));
            found.extend(works.filter_map(|(id, c)| fell(id, conference, c)));
        }
    }
    found
}

fn is_item_of(provision: &Provision, above: &Provision) -> bool {
    above.phrase == provision.phrase
        && provision.labels.len() > above.labels.len()
        && provision.labels.starts_with(&above.labels)
}

/// An operative clause that may abrogate texts.
struct Clause<'a> {
    provision: &'a Provision,
    document: &'a Document,
    phrases: &'a Phrases,
    words: &'a str,
    /// What its opening says behind the deciding verb: "to abrogate the following".
    to: &'a str,
    /// Where what is abrogated begins, if the clause itself begins with a verb of abrogating.
    verb: Option<usize>,
}

impl<'a> Clause<'a> {
    /// None where the opening decides nothing.
    fn of(
        provision: &'a Provision,
        document: &'a Document,
        knowledge: &'a Knowledge,
    ) -> Option<Self> {
        let phrases = &knowledge.phrases;
        let to = phrases.behind_deciding(&provision.phrase)?;
        let words = document.text.get(provision.span.range())?;
        Some(Clause {
            provision,
            document,
            phrases,
            words,
            to,
            verb: phrases
                .abrogating_start(words)
                .filter(|_| to.trim().is_empty()),
        })
    }

    /// Where what may be abrogated begins.
    fn begins(&self, is_item: bool) -> Option<usize> {
        // "resolves to abrogate the following": what is abrogated begins the clause.
        let is_list = || is_item || self.phrases.abrogating_start(self.to).is_some();
        let action = || self.phrases.action_start(self.words);
        self.verb
            .or_else(|| is_list().then_some(0))
            .or_else(|| self.to.trim().is_empty().then(action))
    }

    /// True where it is the clause, the one above it or the opening that abrogates.
    fn is_active(&self, is_item: bool) -> bool {
        self.verb.is_some() || is_item || !self.to.trim().is_empty()
    }

    /// True where it is said behind the works that they are suppressed.
    fn says_behind(&self, run: &[Placed]) -> bool {
        let behind = run.last().map(|(span, _)| {
            let end = self.provision.span.end.max(span.end);
            &self.document.text[span.end..end]
        });
        behind.is_some_and(|b| self.phrases.suppressed_start(b).is_some())
    }
}

/// The works of which the document says that a conference abrogated them.
fn by_whom(document: &Document, citations: &[Placed], knowledge: &Knowledge) -> Vec<Fallen> {
    let mut found = Vec::new();
    for (n, (span, _)) in citations.iter().enumerate() {
        let Some(block) = document.block_at(span.start) else {
            continue;
        };
        let behind = document.text.get(span.end..block.span.end).unwrap_or("");
        let Some(length) = knowledge.phrases.suppressed_start(behind) else {
            continue;
        };
        let by = &behind[length..floor(behind, length + BEHIND)];
        let by = &by[..by.find([';', '\n']).unwrap_or(by.len())];
        // "Resolutions 5 and 7 (…), and Resolution 9": all that are joined before the verb.
        let mut from = n;
        while from > 0
            && citations[from - 1].0.start >= block.span.start
            && joins(
                document,
                citations[from - 1].0.end,
                citations[from].0.start,
                knowledge,
            )
        {
            from -= 1;
        }
        for (_, citation) in &citations[from..=n] {
            for id in whole_works(citation) {
                let conference = id
                    .body()
                    .and_then(|body| conference_in(by, body, knowledge));
                found.extend(conference.and_then(|c| fell(id, c, citation)));
            }
        }
    }
    found
}

fn within<'a, 'i>(citations: &'a [Placed<'i>], span: Span) -> &'a [Placed<'i>] {
    let from = citations.partition_point(|(s, _)| s.start < span.start);
    let to = citations.partition_point(|(s, _)| s.start < span.end);
    &citations[from..to.max(from)]
}

/// The citations that begin at `begins` and are joined to each other.
fn run<'a, 'i>(
    inside: &'a [Placed<'i>],
    document: &Document,
    begins: usize,
    knowledge: &Knowledge,
) -> &'a [Placed<'i>] {
    let mut at = begins;
    let mut count = 0;
    for (span, _) in inside {
        let is_next = match count {
            0 => begins_with(document, at, span.start, knowledge),
            _ => joins(document, at, span.start, knowledge),
        };
        if !is_next {
            break;
        }
        at = span.end;
        count += 1;
    }
    &inside[..count]
}

/// True where nothing but an article stands between.
fn begins_with(document: &Document, from: usize, to: usize, knowledge: &Knowledge) -> bool {
    let gap = document.text.get(from..to).unwrap_or("");
    let mut words = gap
        .split_whitespace()
        .filter(|w| w.chars().any(char::is_alphanumeric));
    words.all(|w| knowledge.lexicon.is("the", w))
}

/// True where two citations are members of one list: between them a title may stand, and at its end a comma or "and".
fn joins(document: &Document, from: usize, to: usize, knowledge: &Knowledge) -> bool {
    let Some(gap) = document
        .text
        .get(from..to)
        .filter(|gap| gap.len() <= 2 * BEHIND)
    else {
        return false;
    };
    let goes_on = gap.contains([';', '\n']) || knowledge.phrases.holds_before_action(gap);
    let gap = gap.trim_end();
    let last = gap.rsplit(char::is_whitespace).next().unwrap_or("");
    !goes_on
        && (gap.is_empty() || gap.ends_with([',', '–', '/']) || knowledge.lexicon.is("and", last))
}
