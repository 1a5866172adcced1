use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Citation, PartKind, ResolutionText};
use crate::reuse::{Editions, words};

/// Finds texts that cite themselves by their number. An earlier edition of the same work is another text, and
/// may be cited.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (citation, target) in audit.cited() {
        let (Some(text), Some(id)) = (audit.text_around(citation), &target.id) else {
            continue;
        };
        let same = text.work.as_ref() == Some(id)
            && text
                .editions
                .iter()
                .all(|e| e.edition.agrees_with(&target.edition))
            && target.change.is_none();
        if !same || !in_provision(citation, text) || heads_an_annex(audit, citation) {
            continue;
        }
        let message = format!("{id} cites itself by its number.");
        found.push(
            Draft::new(
                Code::SelfCitation,
                audit.place_of(citation),
                &citation.raw,
                message,
            )
            .ids([id.clone()])
            .related(audit.place_of_text(text), "its heading".to_owned()),
        );
    }
    found
}

/// True for a citation in the reasons or the operative part: an annex, and the history of a text, name it by number
/// because they may stand alone.
fn in_provision(citation: &Citation, text: &ResolutionText) -> bool {
    let path = citation.provision.as_ref();
    let mut provisions = text.provisions.iter();
    provisions.any(|p| Some(&p.path) == path && p.part != PartKind::Annex)
}

/// The words before the number in a heading such as "Annex 2 to Resolution 5 (…)", and no more.
const HEADING_WORDS: usize = 6;

/// True where the citation is part of the heading of an annex, which must name its text: an annex is named right
/// before it, or it ends a paragraph of a few words.
fn heads_an_annex(audit: &Audit<'_>, citation: &Citation) -> bool {
    let Some(document) = audit.documents.get(&citation.source) else {
        return false;
    };
    let text = document.lines_text();
    let line_start = text[..citation.span.start.min(text.len())]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let before = text.get(line_start..citation.span.start).unwrap_or("");
    let after = text.get(citation.span.end..).unwrap_or("");
    let after = after.lines().next().unwrap_or("");
    let before = words(before, Editions::Keep);
    let near = before.len().saturating_sub(HEADING_WORDS);
    // The annex may count as part of the citation.
    let mut tail = before[near..].to_vec();
    tail.extend(words(&citation.raw, Editions::Keep).into_iter().take(1));
    let phrases = &audit.knowledge.phrases;
    let names_annex = tail.iter().any(|w| phrases.annex_start(w) == Some(w.len()));
    names_annex || (before.len() <= HEADING_WORDS && words(after, Editions::Keep).is_empty())
}
