use super::mixed_editions;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Citation, Edition, ResolutionText, Severity, Target, WorkId};
use std::collections::BTreeSet;

/// Finds citations of an edition of which a later one is known to exist.
///
/// Whether the citation was right when its text was adopted and whether it is right now are said apart: a text whose
/// target has been revised since is only noted, once a document and edition. So is a citation outside of the texts that
/// says which conference's edition it means ("WTSA-16 Resolution 44" in a report on what that assembly asked for), and
/// one in the middle of a recital, which may tell what the older edition did; an action plan tells what was done. A
/// later edition that stands nowhere but in a tracked change may never have been adopted: it is none.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mixed: BTreeSet<(usize, &WorkId)> = mixed_editions::mixed(audit)
        .into_iter()
        .map(|m| (m.text, m.id))
        .collect();
    let reports = audit.plan_files();
    let mut found = Vec::new();
    for (citation, target) in audit.cited() {
        let Some(id) = &target.id else { continue };
        let work = audit.index.works.get(id);
        let suppressed = work.is_some_and(|w| w.suppressed.is_some());
        // What is said of two editions in one text says this, too.
        let is_mixed = citation
            .text
            .is_some_and(|text| mixed.contains(&(text, id)));
        if suppressed || is_mixed || citation.from.as_ref() == Some(id) {
            continue;
        }
        let Some(latest) = later(audit, id, &target.edition) else {
            continue;
        };
        let is_report =
            names_conference_of(citation, target) && reports.contains(&audit.file(citation.source));
        if !is_report && !tells_history(audit, citation, id, target) {
            found.push(Stale::new(audit, (citation, target), id, latest).draft());
        }
    }
    found
}

/// A citation of an edition that is no longer the latest.
struct Stale<'t, 'a> {
    audit: &'t Audit<'a>,
    citation: &'a Citation,
    target: &'a Target,
    id: &'a WorkId,
    latest: &'a Edition,
    judged: Judged<'a>,
    /// The text, and the edition that has taken its place, where the citation was right when it was adopted.
    revised: Option<(&'a ResolutionText, &'a Edition)>,
    horizon: Option<String>,
}

impl<'t, 'a> Stale<'t, 'a> {
    fn new(
        audit: &'t Audit<'a>,
        (citation, target): (&'a Citation, &'a Target),
        id: &'a WorkId,
        latest: &'a Edition,
    ) -> Self {
        let judged = judge(audit, citation, target, id, latest);
        let text = audit
            .text_around(citation)
            .filter(|_| matches!(judged, Judged::RightThen));
        Stale {
            audit,
            citation,
            target,
            id,
            latest,
            judged,
            revised: text.and_then(|text| Some((text, later_text(audit, text)?))),
            horizon: audit.horizon_since(id, audit.year(latest)),
        }
    }

    fn draft(self) -> Draft {
        let (audit, citation) = (self.audit, self.citation);
        let key = format!("{} {}", citation.raw, self.id);
        let draft = Draft::new(
            Code::StaleEdition,
            audit.place_of(citation),
            &key,
            self.message(),
        )
        .ids(citation.from.iter().chain([self.id]).cloned())
        .advice(self.advice())
        .one_with(self.fault(), self.where_else());
        let draft = match self.is_note() {
            true => draft.milder(Severity::Note),
            false => draft,
        };
        draft.horizon(self.horizon)
    }

    fn message(&self) -> String {
        let (id, cited, latest) = (self.id, shown(&self.target.edition), shown(self.latest));
        let told = self.judged.told();
        let horizon = self.horizon.as_ref();
        let tail = horizon.map_or(String::new(), |h| format!(" {h}"));
        format!("{id} is cited as of {cited}; {latest} is the latest known edition.{told}{tail}")
    }

    fn advice(&self) -> String {
        if let Some((text, since)) = self.revised {
            let from = text.work.as_ref().map_or("", |work| work.as_str());
            return format!(
                "Look into {from} ({}), which has taken the place of this text.",
                shown(since)
            );
        }
        let when = match self.judged {
            Judged::RightThen => "when the text is next revised, and ",
            _ => "",
        };
        let check = match &self.horizon {
            Some(_) => {
                "after checking that no later one exists and that what is cited still stands there"
            }
            None => "after checking that what is cited still stands there",
        };
        format!("Cite {} ({}), {when}{check}.", self.id, shown(self.latest))
    }

    fn is_note(&self) -> bool {
        matches!(self.judged, Judged::RightThen)
            || names_conference_of(self.citation, self.target)
            || self.audit.is_told(self.citation)
    }

    /// What is one fault. Of one text what is out of date is one, wherever it stands; what became so later is one of
    /// the document, and one of the text where that has been revised itself.
    fn fault(&self) -> String {
        let (id, text, cited) = (self.id, self.citation.text, shown(&self.target.edition));
        match (&self.judged, self.revised) {
            (Judged::RightThen, Some(_)) => format!("{text:?} revised"),
            (Judged::RightThen, None) => format!("{id} {cited}"),
            (judged, _) => format!("{id} {cited} {text:?} {} {}", self.is_note(), judged.told()),
        }
    }

    /// What is said here of a fault that is told elsewhere.
    fn where_else(&self) -> String {
        match (&self.citation.from, &self.citation.provision) {
            (Some(from), Some(provision)) => format!("in {from}, `{provision}`"),
            (Some(from), None) => format!("in {from}"),
            _ => "the same here".to_owned(),
        }
    }
}

/// True outside of the texts where it is said which conference's edition is meant: "WTSA-16 Resolution 44".
fn names_conference_of(citation: &Citation, target: &Target) -> bool {
    let edition = &target.edition;
    citation.text.is_none()
        && edition.place.is_none()
        && edition.mark.is_none()
        && edition.year.is_some()
}

/// The edition that has taken the place of a text, where one is known.
fn later_text<'a>(audit: &Audit<'a>, text: &ResolutionText) -> Option<&'a Edition> {
    later(audit, text.work.as_ref()?, text.edition()?)
}

/// What is to be said of a citation of an edition that is no longer the latest.
enum Judged<'a> {
    /// It was the latest when the text was adopted.
    RightThen,
    /// Another one was.
    OutdatedThen(&'a Edition),
    /// Nothing but that a later one is known.
    Outdated,
}

impl Judged<'_> {
    fn told(&self) -> String {
        match self {
            Judged::RightThen => {
                " As far as is known it was right when the text was adopted; it is out of date now."
                    .to_owned()
            }
            Judged::OutdatedThen(then) => format!(
                " It was out of date when the text was adopted: {} was in force.",
                shown(then)
            ),
            Judged::Outdated => String::new(),
        }
    }
}

fn judge<'a>(
    audit: &Audit<'a>,
    citation: &Citation,
    target: &Target,
    id: &WorkId,
    latest: &Edition,
) -> Judged<'a> {
    let own = audit
        .own_year(citation)
        .or_else(|| audit.year_of_source(citation.source));
    let then = own.and_then(|own| in_force_in(audit, id, own));
    // What is cited existed, too.
    let then = then.filter(|e| is_later(audit, e, &target.edition));
    let since = own.is_some_and(|own| audit.year(latest).is_some_and(|year| year > own));
    match then {
        None if since => Judged::RightThen,
        Some(then) if since => Judged::OutdatedThen(then),
        _ => Judged::Outdated,
    }
}

/// The edition with its version, where it has both that and a conference.
pub fn shown(edition: &Edition) -> String {
    match (&edition.version, &edition.place) {
        (Some(version), Some(_)) => format!("{edition}, version {version}"),
        _ => edition.to_string(),
    }
}

/// True where an older or newer edition of the same work is named in the same paragraph: the text tells how it went.
/// What a tracked change strikes tells nothing.
fn tells_history(audit: &Audit<'_>, citation: &Citation, id: &WorkId, target: &Target) -> bool {
    let year = audit.year(&target.edition);
    let beside = audit.in_same_paragraph(citation);
    beside
        .flat_map(|c| &c.targets)
        .filter(|t| t.id.as_ref() == Some(id) && t.change != Some(crate::model::Change::Deleted))
        .any(|t| {
            let other = audit.year(&t.edition);
            other > year || (t.change.is_none() && other.is_some() && other < year)
        })
}

/// True where the texts at hand name the edition, and only where a tracked change put it in.
fn only_in_redlines(audit: &Audit<'_>, id: &WorkId, edition: &Edition) -> bool {
    let known = audit.knowledge.known.works.get(id);
    if known.is_some_and(|w| w.editions.iter().any(|e| e.is_same_as(edition))) {
        return false;
    }
    let headings = audit.index.texts.iter();
    let headings = headings
        .filter(|t| t.work.as_ref() == Some(id))
        .flat_map(|t| t.editions.iter().map(|e| (&e.edition, e.change)));
    let mut changes = headings
        .filter(|(e, _)| *e == edition)
        .map(|(_, change)| change)
        .peekable();
    changes.peek().is_some() && changes.all(|change| change.is_some())
}

/// The edition that was in force in that year, as far as is known.
fn in_force_in<'a>(audit: &Audit<'a>, id: &WorkId, year: u16) -> Option<&'a Edition> {
    let body = audit.index.works.get(id).and_then(|w| w.body.as_deref());
    let can_be = |edition: &&Edition| match (&edition.place, edition.year) {
        (Some(place), Some(year)) => audit.may_have_met(body, place, year),
        _ => true,
    };
    let dated = audit.editions(id).iter().filter(can_be);
    let until = dated.filter(|e| audit.year(e).is_some_and(|y| y <= year));
    until.max_by_key(|e| audit.year(e))
}

/// The latest edition of a work that is known to exist, if it is later than `cited`.
fn later<'a>(audit: &Audit<'a>, id: &WorkId, cited: &Edition) -> Option<&'a Edition> {
    let rank = |e: &&Edition| match version(cited) {
        Some(_) => version(e),
        None => audit.year(e).map(u32::from),
    };
    let ranked = audit.editions(id).iter().filter(|e| rank(e).is_some());
    let ranked = ranked.filter(|e| !only_in_redlines(audit, id, e));
    ranked
        .max_by_key(rank)
        .filter(|latest| is_later(audit, latest, cited))
}

fn version(edition: &Edition) -> Option<u32> {
    edition.version.as_ref().and_then(|v| v.parse().ok())
}

/// True where the one edition is later than the other, by their versions or years.
fn is_later(audit: &Audit<'_>, edition: &Edition, than: &Edition) -> bool {
    match (version(edition), version(than)) {
        (Some(version), Some(than)) => version > than,
        _ => matches!((audit.year(edition), audit.year(than)), (Some(a), Some(b)) if a > b),
    }
}
