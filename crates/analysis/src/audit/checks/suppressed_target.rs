use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::corpus::Fallen;
use crate::model::{Citation, Severity, Work, WorkId};

/// How far behind a citation the words may stand that say it was suppressed, in bytes.
const BEHIND: usize = 40;

/// Finds citations of works that have been suppressed, and names what took their place.
///
/// Where the paragraph says itself that the work is suppressed (a list of what was abrogated), nothing is stale;
/// and the text that took the place of another may recall it. In the middle of a recital it is only noted.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (citation, target) in audit.cited() {
        let Some(work) = target.id.as_ref().and_then(|id| audit.index.works.get(id)) else {
            continue;
        };
        let (Some(id), Some(by)) = (&target.id, &work.suppressed) else {
            continue;
        };
        if !is_rightly_named(audit, citation, id, work) {
            found.push(draft(audit, citation, (id, work), by));
        }
    }
    found
}

/// True in the clause that suppresses a work, in its own text, in that of its successor, and where it is said.
fn is_rightly_named(audit: &Audit<'_>, citation: &Citation, id: &WorkId, work: &Work) -> bool {
    let fell = |f: &Fallen| (f.source, f.line) == (citation.source, citation.line) && f.id == *id;
    let from = citation.from.as_ref();
    audit.corpus.fallen.iter().any(fell)
        || from.is_some_and(|from| from == id || work.successors.contains(from))
        || says_so(audit, citation)
}

/// The finding for a work that `by` has suppressed.
fn draft(audit: &Audit<'_>, citation: &Citation, (id, work): (&WorkId, &Work), by: &str) -> Draft {
    let successors: Vec<&str> = work.successors.iter().map(|s| s.as_str()).collect();
    let successors = Some(successors.join(", ")).filter(|s| !s.is_empty());
    let mut message = format!("{id} was suppressed by {by}");
    if let Some(successors) = &successors {
        message.push_str(&format!(" in favour of {successors}"));
    }
    message.push('.');
    let own = audit.own_year(citation);
    let when = audit.knowledge.year_of_mark(by);
    if own.is_some_and(|own| when.is_some_and(|when| when > own)) {
        message.push_str(" It was in force when the text was adopted; it is not now.");
    }
    let ids = citation.from.iter().chain([id]).chain(&work.successors);
    let place = audit.place_of(citation);
    let mut draft =
        Draft::new(Code::SuppressedTarget, place, &citation.raw, message).ids(ids.cloned());
    if let Some(successors) = successors {
        draft = draft.advice(format!("Cite {successors} instead, or drop the reference."));
    }
    // The conference that suppressed it knew, and recalls what it did.
    let is_recalled = own.is_some() && own == when && audit.is_recital(citation);
    if is_recalled {
        draft = draft.advice(
            "Keep it if the recital tells what it did; drop it if the text builds on it."
                .to_owned(),
        );
    }
    let is_told = audit.is_told(citation) || is_recalled;
    // Of one text it is one fault, wherever it stands.
    let draft = draft.one_with(
        format!("{id} {:?} {is_told}", citation.text),
        format!("{id} again"),
    );
    match is_told {
        true => draft.milder(Severity::Note),
        false => draft,
    }
}

/// True where the paragraph says that what it names is suppressed: before the citation, or right behind it.
fn says_so(audit: &Audit<'_>, citation: &Citation) -> bool {
    let Some(document) = audit.documents.get(&citation.source) else {
        return false;
    };
    let offset = |at| document.positions.text(at, document.text.len());
    let Some(block) = document.block_at(offset(citation.span.start)) else {
        return false;
    };
    let mut end = (offset(citation.span.end) + BEHIND).min(block.span.end);
    while !document.text.is_char_boundary(end) {
        end += 1;
    }
    let around = document.text.get(block.span.start..end).unwrap_or("");
    audit.knowledge.phrases.says_suppressed(around)
}
