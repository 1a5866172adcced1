use super::stale_edition;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::corpus::Numbers;
use crate::knowledge::Conference;
use crate::model::{Citation, Edition, Severity, Status, Target, TargetEvidence, WorkId};

/// Finds numbers beyond those that a body is known to have. A number that is missing among the known ones is
/// no finding: it may be of a work that was suppressed long ago. Nor is one that may be of a work adopted after
/// all those that are known.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let known = Numbers::new(audit.index, audit.knowledge);
    let mut found = unknown_editions(audit, &known);
    let mut guesses = Vec::new();
    for (citation, target) in audit.cited() {
        let Some((id, highest)) = beyond_known(audit, &known, citation, target) else {
            continue;
        };
        let elsewhere = known.elsewhere(id);
        // Where the text does not name the body, it is the reading that is in doubt, not the number.
        let is_guess = target.evidence >= TargetEvidence::Column;
        if is_guess && !elsewhere.is_empty() {
            guesses.push((citation, id, elsewhere));
        } else {
            found.push(unknown(audit, citation, (id, highest), elsewhere));
        }
    }
    let of_one = |a: &Guess<'_>, b: &Guess<'_>| std::ptr::eq(a.0, b.0);
    let lists = guesses.chunk_by(of_one);
    found.extend(lists.map(|list| doubtful(audit, list)));
    found
}

/// The work of a citation whose number is beyond the highest that is known of its body, and that number.
fn beyond_known<'t>(
    audit: &Audit<'_>,
    known: &Numbers<'_>,
    citation: &Citation,
    target: &'t Target,
) -> Option<(&'t WorkId, u32)> {
    let id = target.id.as_ref()?;
    let highest = known
        .exceeded(id)
        .filter(|_| target.status == Status::Resolved)?;
    (!audit.may_be_new(citation, target)).then_some((id, highest))
}

/// The finding for a number beyond `highest`.
fn unknown(
    audit: &Audit<'_>,
    citation: &Citation,
    (id, highest): (&WorkId, u32),
    elsewhere: Vec<WorkId>,
) -> Draft {
    let nearest = id
        .body()
        .map(|body| WorkId::new(body, id.kind(), &highest.to_string()));
    let mut message = format!(
        "No {id} is known; the nearest number of {} is {highest}.",
        id.head()
    );
    if !elsewhere.is_empty() {
        let names: Vec<&str> = elsewhere.iter().map(WorkId::as_str).collect();
        message.push_str(&format!(" The number exists as {}.", names.join(", ")));
    }
    let key = format!("{} {id}", citation.raw);
    let place = audit.place_of(citation);
    let own = citation.from.iter().chain([id]).cloned();
    Draft::new(Code::UnknownTarget, place, &key, message).ids(own.chain(nearest).chain(elsewhere))
}

/// A citation whose body nothing names, the work that would be meant by its place, and those that have the number.
type Guess<'a> = (&'a Citation, &'a WorkId, Vec<WorkId>);

/// The finding for the numbers of one list that would be of a body which has none of them.
fn doubtful(audit: &Audit<'_>, list: &[Guess<'_>]) -> Draft {
    let (citation, id, _) = &list[0];
    let ids = |of: &mut dyn Iterator<Item = &WorkId>| -> Vec<String> {
        of.map(|id| id.as_str().to_owned()).collect()
    };
    let meant = ids(&mut list.iter().map(|g| g.1));
    let may_be = list.iter().map(|g| ids(&mut g.2.iter()).join(" or "));
    let may_be: Vec<String> = may_be.collect();
    let message = format!(
        "Nothing names the body; by its place {} would be meant, but no {} is known. It may be {}.",
        id.head(),
        meant.join(", "),
        may_be.join(", ")
    );
    let elsewhere = list.iter().flat_map(|g| &g.2);
    Draft::new(
        Code::AmbiguousTarget,
        audit.place_of(citation),
        &citation.raw,
        message.clone(),
    )
    .ids(citation.from.iter().chain(elsewhere).cloned())
    .one_with(message, "the same here".to_owned())
}

/// Finds editions that a work is known not to have: all that the conference adopted is known, and this is not among
/// it.
fn unknown_editions(audit: &Audit<'_>, numbers: &Numbers<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (citation, target) in audit.cited() {
        let (Some(id), Status::Resolved) = (&target.id, target.status) else {
            continue;
        };
        let editions = audit.editions(id);
        let edition = &target.edition;
        let is_known = editions.iter().any(|e| e.is_same_as(edition));
        if is_known || !target.slips.is_empty() {
            continue;
        }
        // That it fell, or that its number is too high, is told elsewhere.
        let known = audit.knowledge.known.works.get(id);
        let fell = known.is_some_and(|work| work.suppressed.is_some());
        let is_told = || fell || beyond_known(audit, numbers, citation, target).is_some();
        if editions.is_empty() && is_told() {
            continue;
        }
        // A text that is at hand as a draft is no proof against its own edition.
        if citation.from.as_ref() == Some(id) || !would_be_known(audit, id, edition) {
            continue;
        }
        let shown = stale_edition::shown(edition);
        let message = match editions.last() {
            Some(latest) => format!(
                "{id} has no edition {shown} as far as is known, and all of that conference are known here; its latest known edition is {}.",
                stale_edition::shown(latest)
            ),
            None => format!(
                "No {id} is known, and all that its body did at that conference ({shown}) is known here."
            ),
        };
        let key = format!("{} {id} edition", citation.raw);
        let place = audit.place_of(citation);
        let draft = Draft::new(Code::UnknownTarget, place, &key, message)
            .ids(citation.from.iter().chain([id]).cloned())
            .milder(Severity::Warning)
            .advice("Check the edition, and whether the number is right.".to_owned());
        found.push(draft);
    }
    found
}

/// True where the edition would be known if it existed.
fn would_be_known(audit: &Audit<'_>, id: &WorkId, edition: &Edition) -> bool {
    let Some(body) = id.body() else { return false };
    let knowledge = audit.knowledge;
    let of_edition = |c: &&Conference| match (&edition.mark, &edition.place, edition.year) {
        (Some(mark), ..) => knowledge
            .conference_by_mark(mark)
            .is_some_and(|m| m.mark == c.mark),
        (None, Some(place), Some(year)) => c.year == year && c.is_spelt(place),
        _ => false,
    };
    let mut met = knowledge
        .conferences
        .iter()
        .filter(|c| c.body == *body && c.met);
    met.find(of_edition)
        .is_some_and(|c| knowledge.is_known_in_full(body, c))
}
