use super::mixed_editions::TOGETHER;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Citation, Edition, Severity, WorkId};

/// Finds citations of an edition of which a later one is known.
///
/// A text that was up to date when it was adopted, and whose target has been revised since, is told so and
/// only noted. So is a citation outside of the texts that says which conference's edition it means
/// ("WTSA-16 Resolution 44" in a report on what that assembly asked for) or tells what was done, in an action
/// plan, and one in the middle of a recital, which may tell what the older edition did; and where the later
/// edition stands nowhere but in a tracked change, which may never have been accepted.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    let reports = audit.plan_files();
    for (citation, target) in audit.cited() {
        let Some(id) = &target.id else { continue };
        let suppressed = audit
            .index
            .works
            .get(id)
            .is_some_and(|w| w.suppressed.is_some());
        if suppressed || citation.from.as_ref() == Some(id) {
            continue;
        }
        let Some(latest) = later(audit, id, &target.edition) else {
            continue;
        };
        if tells_history(audit, citation, id, &target.edition) {
            continue;
        }
        let own = audit
            .text_around(citation)
            .and_then(|t| t.edition())
            .and_then(|e| audit.year(e));
        let since = own.is_some_and(|own| audit.year(latest).is_some_and(|year| year > own));
        let doubtful = only_in_redlines(audit, id, latest);
        let message = format!(
            "{id} is cited as of {}; {} is the latest known edition{}.",
            target.edition,
            latest,
            match (since, doubtful) {
                (true, _) => ", later than the text that cites it",
                (_, true) => ", but stands only in a tracked change",
                _ => "",
            }
        );
        let key = format!("{} {id}", citation.raw);
        let draft = Draft::new(Code::StaleEdition, audit.place_of(citation), &key, message)
            .ids(citation.from.iter().chain([id]).cloned())
            .advice(format!(
                "Cite {id} ({latest}), after checking that what is cited still stands there."
            ));
        let names_conference = target.edition.place.is_none() && target.edition.year.is_some();
        let in_report = citation.text.is_none()
            && (names_conference || reports.contains(&audit.file(citation.source)));
        let may_be_meant = since || doubtful || in_report || audit.is_told(citation);
        found.push(if may_be_meant {
            draft.milder(Severity::Note)
        } else {
            draft
        });
    }
    found
}

/// True where another edition of the same work is named right beside: the text tells how it went. The two sides
/// of a tracked change tell nothing.
fn tells_history(audit: &Audit<'_>, citation: &Citation, id: &WorkId, cited: &Edition) -> bool {
    let year = audit.year(cited);
    let citations = &audit.index.citations;
    let from = citations.partition_point(|c| {
        (c.source, c.span.start + TOGETHER) < (citation.source, citation.span.start)
    });
    citations[from..]
        .iter()
        .take_while(|c| c.source == citation.source && c.span.start < citation.span.end + TOGETHER)
        .flat_map(|c| &c.targets)
        .filter(|t| t.id.as_ref() == Some(id))
        .any(|t| {
            let other = audit.year(&t.edition);
            other > year || (t.change.is_none() && other.is_some() && other < year)
        })
}

/// True where the texts at hand name the edition, and only where a tracked change put it in.
fn only_in_redlines(audit: &Audit<'_>, id: &WorkId, edition: &Edition) -> bool {
    let headings = audit.index.texts.iter();
    let headings = headings
        .filter(|t| t.work.as_ref() == Some(id))
        .flat_map(|t| t.editions.iter().map(|e| (&e.edition, e.change)));
    let cited = audit.index.citations.iter().flat_map(|c| &c.targets);
    let cited = cited
        .filter(|t| t.id.as_ref() == Some(id))
        .map(|t| (&t.edition, t.change));
    let mut changes = headings
        .chain(cited)
        .filter(|(e, _)| *e == edition)
        .map(|(_, change)| change)
        .peekable();
    changes.peek().is_some() && changes.all(|change| change.is_some())
}

/// The latest known edition of a work, if it is later than `cited`.
fn later<'a>(audit: &Audit<'a>, id: &WorkId, cited: &Edition) -> Option<&'a Edition> {
    let editions = audit.editions(id);
    if let Some(year) = audit.year(cited) {
        let dated = editions
            .into_iter()
            .filter_map(|e| Some((audit.year(e)?, e)));
        return dated
            .max_by_key(|(year, _)| *year)
            .filter(|(latest, _)| *latest > year)
            .map(|(_, e)| e);
    }
    let version: u32 = cited.version.as_ref()?.parse().ok()?;
    let versions = editions
        .into_iter()
        .filter_map(|e| Some((e.version.as_ref()?.parse::<u32>().ok()?, e)));
    versions
        .max_by_key(|(version, _)| *version)
        .filter(|(latest, _)| *latest > version)
        .map(|(_, e)| e)
}
