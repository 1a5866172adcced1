//! The checks of an action plan: its items against the resolutions they carry out, and its parts against each
//! other.

use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Place, Severity, WorkId};
use crate::plan::{ActionPlan, Item, ProvisionRef, Removed, Verdict};
use crate::reuse::{Editions, Reader, words};
use std::collections::{BTreeMap, BTreeSet};

/// Finds items that point at a provision which the resolution does not have.
pub(super) fn unknown_provision(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (plan, item) in items(audit) {
        if item.verdict != Verdict::Wrong {
            continue;
        }
        for pointer in &item.pointers {
            let nowhere = pointer.reads_as.iter().find(|r| r.line.is_none());
            let (Some(reading), Some(resolution)) = (nowhere, &item.resolution) else {
                continue;
            };
            let number = item.id.as_deref().unwrap_or("without number");
            let what = match &reading.heading {
                Some(heading) => format!("`{heading}` has no item {}", reading.item),
                None => "no provision answers to that".to_owned(),
            };
            let message = format!(
                "Item {number} points at ({}), but in {resolution} {what}.",
                pointer.raw
            );
            let key = format!("{number} {}", pointer.raw);
            let mut draft = Draft::new(
                Code::UnknownProvision,
                place(audit, plan, item.line),
                &key,
                message,
            )
            .ids([resolution.clone()]);
            if let Some(right) = item.should_be.first() {
                draft = draft.advice(format!("It seems to carry out `{}`.", right.path));
            }
            found.push(draft);
        }
    }
    found
}

/// Finds numbers that two items have which do not say the same, and numbers that are listed as removed and borne
/// by an item all the same.
pub(super) fn reused_number(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for plan in audit.plans() {
        let mut first: BTreeMap<&str, &Item> = BTreeMap::new();
        for item in &plan.items {
            let Some(number) = item.id.as_deref() else {
                continue;
            };
            let earlier = *first.entry(number).or_insert(item);
            if earlier.action.trim() != item.action.trim() {
                found.push(borne_twice(audit, plan, number, (earlier, item)));
            }
        }
        let removed = plan.removed.iter();
        let borne = removed.filter(|r| !r.still_in_tables.is_empty());
        found.extend(borne.map(|removed| removed_and_borne(audit, plan, removed, &first)));
    }
    found
}

fn borne_twice(
    audit: &Audit<'_>,
    plan: &ActionPlan,
    number: &str,
    (earlier, item): (&Item, &Item),
) -> Draft {
    let message = format!("Two items have the number {number}.");
    let place_of = |item: &Item| place(audit, plan, item.line);
    Draft::new(Code::ReusedNumber, place_of(item), number, message)
        .ids(item.resolution.clone())
        .related(place_of(earlier), format!("the first {number}"))
}

/// The finding for numbers that are listed as removed and that items of the tables bear, which are in `items`.
fn removed_and_borne(
    audit: &Audit<'_>,
    plan: &ActionPlan,
    removed: &Removed,
    items: &BTreeMap<&str, &Item>,
) -> Draft {
    let numbers = removed.still_in_tables.join(", ");
    let note = removed.note.as_ref();
    let note = note.map_or(String::new(), |note| format!(" (\"{note}\")"));
    let (are, stand) = match removed.still_in_tables.len() {
        1 => ("is", "stands"),
        _ => ("are", "stand"),
    };
    let message = format!("{numbers} {are} listed as removed{note}, and {stand} in the tables.");
    let place_of = |line| place(audit, plan, line);
    let mut draft = Draft::new(
        Code::ReusedNumber,
        place_of(removed.line),
        &numbers,
        message.clone(),
    )
    .advice("Take the item out, or off the list of those removed; a new item needs a number of its own.".to_owned());
    // The plan tells of some itself: "(new action item)".
    if removed.note.is_some() {
        draft = draft
            .milder(Severity::Note)
            .one_with("told".to_owned(), message);
    }
    for id in &removed.still_in_tables {
        if let Some(item) = items.get(id.as_str()) {
            draft = draft
                .ids(item.resolution.clone())
                .related(place_of(item.line), format!("item {id}"));
        }
    }
    draft
}

/// Finds resolutions that stand in the matrix and have no item, and the other way round.
pub(super) fn matrix_mismatch(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for plan in audit
        .plans()
        .iter()
        .filter(|p| !p.matrix.is_empty() && !p.items.is_empty())
    {
        let with_items: BTreeSet<&WorkId> = plan
            .items
            .iter()
            .filter_map(|i| i.resolution.as_ref())
            .collect();
        let in_matrix: BTreeSet<&WorkId> = plan.matrix.iter().map(|r| &r.resolution).collect();
        let mut report = |id: &WorkId, line: usize, message: String| {
            found.push(
                Draft::new(
                    Code::MatrixMismatch,
                    place(audit, plan, line),
                    id.as_str(),
                    message,
                )
                .ids([id.clone()]),
            );
        };
        for row in &plan.matrix {
            // An item whose resolution was lost in the file still bears its number: "91-03".
            let number = format!("{}-", row.resolution.number());
            let is_numbered = plan
                .items
                .iter()
                .filter_map(|i| i.id.as_deref())
                .any(|id| id.starts_with(&number));
            if !row.marks.is_empty() && !is_numbered && !with_items.contains(&row.resolution) {
                let message = format!(
                    "The matrix has somebody act on {}, but no item does.",
                    row.resolution
                );
                report(&row.resolution, row.line, message);
            }
        }
        let mut told = BTreeSet::new();
        for item in &plan.items {
            if let Some(id) = item
                .resolution
                .as_ref()
                .filter(|id| !in_matrix.contains(id) && told.insert(*id))
            {
                report(
                    id,
                    item.line,
                    format!("{id} has items, but no row in the matrix."),
                );
            }
        }
    }
    found
}

/// Finds provisions at which no item points; one finding a resolution. What is resolved
/// without an addressee, or told to others than the Sector (Members, regions, the Council), asks for no item of the
/// Sector's plan.
pub(super) fn uncovered_provision(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    let reader = Reader::new(audit.knowledge);
    let asks = |p: &&ProvisionRef| {
        let act = reader.act(&p.path);
        let body = audit.knowledge.body(p.resolution.head());
        let sector = body.and_then(|b| b.sector.as_deref());
        sector.is_none_or(|sector| reader.names(&act, sector))
    };
    for plan in audit.plans() {
        let said = Said::new(audit, plan);
        let open = plan.without_item.iter().filter(asks);
        let open: Vec<&ProvisionRef> = open.filter(|p| !said.covers(p)).collect();
        for of_one in open.chunk_by(|a, b| a.resolution == b.resolution) {
            let Some((first, others)) = of_one.split_first() else {
                continue;
            };
            let id = &first.resolution;
            let message = match others.len() {
                0 => format!("No item points at {id}, `{}`.", first.path),
                n => format!(
                    "No item points at {id}, `{}`, nor at {n} more of its provisions.",
                    first.path
                ),
            };
            let place_of = |line| place(audit, plan, line);
            let mut draft = Draft::new(
                Code::UncoveredProvision,
                place_of(first.line),
                &first.path,
                message,
            )
            .ids([id.clone()]);
            for other in others {
                draft = draft.related(place_of(other.line), format!("{id}, `{}`", other.path));
            }
            found.push(draft);
        }
    }
    found
}

/// Words of fewer letters say nothing of what is to be done.
const SMALL_WORD: usize = 4;

/// A provision of which so many words stand in one item is carried out by it, wherever the item points.
const SAID: f64 = 2.0 / 3.0;

/// What the items of a plan say, and which provisions only lead in others.
struct Said<'a> {
    items: BTreeMap<&'a WorkId, Vec<BTreeSet<String>>>,
    /// The resolutions of which some item says what it carries out.
    pointing: BTreeSet<&'a WorkId>,
    leading: BTreeSet<(&'a WorkId, &'a str)>,
}

impl<'a> Said<'a> {
    fn new(audit: &Audit<'a>, plan: &'a ActionPlan) -> Said<'a> {
        let mut items: BTreeMap<&WorkId, Vec<BTreeSet<String>>> = BTreeMap::new();
        let mut pointing = BTreeSet::new();
        for item in &plan.items {
            if let Some(id) = &item.resolution {
                items.entry(id).or_default().push(telling(&item.action));
                pointing.extend((!item.pointers.is_empty()).then_some(id));
            }
        }
        let mut leading = BTreeSet::new();
        for text in &audit.index.texts {
            let Some(work) = &text.work else { continue };
            for pair in text.provisions.windows(2) {
                let (above, below) = (&pair[0], &pair[1]);
                let is_within = above.phrase == below.phrase
                    && below.labels.len() > above.labels.len()
                    && below.labels.starts_with(&above.labels);
                if is_within {
                    leading.insert((work, above.path.as_str()));
                }
            }
        }
        Said {
            items,
            pointing,
            leading,
        }
    }

    /// True where the provision only leads in its items, which are asked for themselves, where an item says it, and where
    /// no item of the resolution says at all what it carries out.
    fn covers(&self, provision: &ProvisionRef) -> bool {
        let words = telling(&provision.text);
        let says = |item: &BTreeSet<String>| {
            words.intersection(item).count() as f64 >= SAID * words.len() as f64
        };
        let items = self.items.get(&provision.resolution);
        let points_nowhere = items.is_some() && !self.pointing.contains(&provision.resolution);
        points_nowhere
            || self
                .leading
                .contains(&(&provision.resolution, provision.path.as_str()))
            || (!words.is_empty() && items.into_iter().flatten().any(says))
    }
}

fn telling(text: &str) -> BTreeSet<String> {
    let words = words(text, Editions::Drop).into_iter();
    words.filter(|w| w.chars().count() >= SMALL_WORD).collect()
}

fn items<'p>(audit: &'p Audit<'_>) -> impl Iterator<Item = (&'p ActionPlan, &'p Item)> {
    audit
        .plans()
        .iter()
        .flat_map(|plan| plan.items.iter().map(move |item| (plan, item)))
}

/// The place of a line of the plan's file.
fn place(audit: &Audit<'_>, plan: &ActionPlan, line: usize) -> Place {
    let file = plan.file.clone().unwrap_or_default();
    let source = audit.index.sources.iter().position(|s| s.file == file);
    let lines = source.and_then(|s| audit.lines.get(&s));
    let span = lines.map(|l| l.span(line)).unwrap_or_default();
    Place {
        file,
        line,
        column: 1,
        span,
        ..Place::default()
    }
}
