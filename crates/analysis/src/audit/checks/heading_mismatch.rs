use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Severity, counted};
use crate::reuse::{Clauses, misplaced};

/// Finds headings with the text of another work under them: several provisions of the text stand in a text of
/// another work, and not in any other text of the work that the heading names.
///
/// Only the parts are compared that the other text has too: where it is an excerpt of the operative part, it
/// says nothing of the recitals.
///
/// Where the work has no other text to compare with, all of its provisions must stand in the other work: that
/// is a suspicion, and told as such.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let clauses = Clauses::of_all(audit.corpus);
    let mut found = Vec::new();
    for misplaced in misplaced(audit.corpus, &clauses) {
        let first = &clauses.standings[misplaced.strays[0]];
        let there = &clauses.standings[misplaced.there];
        let (work, other) = (first.work, there.work);
        let message = format!(
            "{} of {} under the heading of {work} {} in {other}{}.",
            misplaced.strays.len(),
            counted(misplaced.provisions, "provision"),
            match misplaced.strays.len() {
                1 => "stands",
                _ => "stand",
            },
            if misplaced.is_certain {
                format!(", and not in the other text of {work}")
            } else {
                String::new()
            }
        );
        let text = &audit.index.texts[first.text];
        let path = &first.provision.path;
        let draft = Draft::new(
            Code::HeadingMismatch,
            audit.place_of_clause(first),
            path,
            message,
        )
        .ids([work.clone(), other.clone()])
        .related(audit.place_of_text(text), format!("the heading of {work}"))
        .related(
            audit.place_of_clause(there),
            format!("the same in {other}, `{}`", there.provision.path),
        );
        found.push(if misplaced.is_certain {
            draft
        } else {
            draft.milder(Severity::Note)
        });
    }
    found
}
