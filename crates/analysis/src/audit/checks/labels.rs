use super::redlined::{self, BothSides};
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{PartKind, Provision, ResolutionText};
use crate::script::{Label, Printed};
use std::collections::{BTreeMap, BTreeSet};

/// A step from one label to the next that is larger is no gap: another list begins.
const LONGEST_GAP: u32 = 3;

/// Finds labels that stand twice in one list, lists that stand twice in one text, and labels that a list
/// skips. Annexes number as they like; extracts in a table may leave items out.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for text in &audit.index.texts {
        // The two sides of a tracked change number the same items twice.
        if redlined::has_marked_changes(audit, text) {
            continue;
        }
        let provisions: Vec<&Provision> = text
            .provisions
            .iter()
            .filter(|p| p.part != PartKind::Annex)
            .collect();
        let mut seen: BTreeMap<&str, &Provision> = BTreeMap::new();
        for list in provisions.chunk_by(|a, b| a.phrase == b.phrase) {
            let mut reader = List::default();
            let mut problems = Vec::new();
            // Bullets and merged labels count nothing.
            let counted = |p: &Provision| p.labels.last().is_some_and(|l| !ordinals(l).is_empty());
            // An opening phrase or a label was run together with the clause before it: from there on it cannot be
            // told what the labels count.
            let mut run_together = false;
            for provision in list.iter().filter(|p| counted(p)) {
                let earlier = seen.get(provision.path.as_str());
                run_together |= previous(text, provision).is_some_and(|p| swallows(p, provision));
                if run_together {
                    break;
                }
                // "b)bis" is an item of its own, put in behind b).
                let is_inserted = provision
                    .text
                    .split(|c: char| !c.is_alphabetic())
                    .next()
                    .is_some_and(|word| crate::script::suffix(word).is_some());
                if let Some(earlier) = earlier.filter(|_| !is_inserted) {
                    problems.push(Problem::Twice(earlier, provision));
                } else if let Some((last, next)) = reader.skipped(provision)
                    && last > 0
                    && next - last <= LONGEST_GAP
                    && text.cell.is_none()
                    && text.witness.leads
                {
                    problems.push(Problem::Gap(last, next, provision));
                }
                seen.entry(&provision.path).or_insert(provision);
                reader.enter(provision);
            }
            if !is_free_text(&problems) {
                found.extend(report(audit, text, &problems));
            }
        }
    }
    found
}

/// A list whose labels come again so often is none: declarations, minutes, quotations.
const TOO_OFTEN: usize = 4;

/// True where one label comes again and again.
fn is_free_text(problems: &[Problem<'_>]) -> bool {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for problem in problems {
        if let Problem::Twice(_, later) = problem {
            *times.entry(&later.path).or_default() += 1;
        }
    }
    times.values().any(|n| *n + 1 >= TOO_OFTEN)
}

/// The provision in front of `provision`.
fn previous<'t>(text: &'t ResolutionText, provision: &Provision) -> Option<&'t Provision> {
    let next = text
        .provisions
        .partition_point(|p| p.span.start < provision.span.start);
    text.provisions[..next].last()
}

/// True where the clause before ends without a stop (an opening phrase follows that belongs to the next list) or
/// in the middle of numbers ("resolves 1, 2 and 3 above"), or holds the label that is missing.
fn swallows(before: &Provision, provision: &Provision) -> bool {
    let end = before.text.trim_end();
    let ends_open = end.ends_with(char::is_alphanumeric)
        || end
            .strip_suffix(',')
            .is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit()));
    let Some(label) = provision.labels.last() else {
        return ends_open;
    };
    let missing = ordinals(label)
        .into_iter()
        .filter(|o| *o > 1)
        .map(|o| o - 1);
    let holds = |ordinal: u32| {
        let letter = char::from_u32(u32::from('a') + ordinal - 1).filter(|_| ordinal <= 26);
        before.text.split_whitespace().any(|word| {
            let bare = word.trim_end_matches([')', '.']);
            bare == ordinal.to_string()
                || (word.ends_with(')') && letter.is_some_and(|l| bare == l.to_string()))
        })
    };
    ends_open || missing.into_iter().any(holds)
}

enum Problem<'a> {
    /// The same label as an earlier provision.
    Twice(&'a Provision, &'a Provision),
    /// After this number comes that one, at that provision.
    Gap(u32, u32, &'a Provision),
}

/// One finding a problem, but one for all labels of a list that stands twice.
fn report(audit: &Audit<'_>, text: &ResolutionText, problems: &[Problem<'_>]) -> Vec<Draft> {
    let ids = || text.work.clone();
    let mut found = Vec::new();
    let twice: Vec<(&Provision, &Provision)> = problems
        .iter()
        .filter_map(|p| match p {
            Problem::Twice(earlier, later) => Some((*earlier, *later)),
            Problem::Gap(..) => None,
        })
        .collect();
    found.extend(said_twice(audit, text, &twice));
    for problem in problems {
        let Problem::Gap(last, next, provision) = problem else {
            continue;
        };
        let message = format!(
            "Before `{}` the list goes from item {last} to item {next}.",
            provision.path
        );
        let place = audit.place(text.source, provision.span, provision.line);
        found.push(Draft::new(Code::GapInNumbering, place, &provision.path, message).ids(ids()));
    }
    found
}

/// One finding for all labels of a list that stand twice.
fn said_twice(
    audit: &Audit<'_>,
    text: &ResolutionText,
    twice: &[(&Provision, &Provision)],
) -> Option<Draft> {
    let (earlier, later) = twice.first()?;
    let mut message = match twice {
        [_] => format!("`{}` stands twice in the text.", later.path),
        _ => {
            let labels = twice.iter().filter_map(|(_, l)| l.labels.last());
            let labels: BTreeSet<&str> = labels.map(String::as_str).collect();
            let labels: Vec<&str> = labels.into_iter().take(6).collect();
            format!(
                "The list under `{}` stands twice in the text: {} labels such as {} are used again.",
                later.phrase,
                twice.len(),
                labels.join(", ")
            )
        }
    };
    let sides = BothSides::of(audit, text);
    message.extend(sides.iter().map(BothSides::told));
    let place = audit.place(text.source, later.span, later.line);
    let first = audit.place(text.source, earlier.span, earlier.line);
    let draft = Draft::new(Code::DuplicateLabel, place, &later.path, message)
        .ids(text.work.clone())
        .related(first, format!("the first `{}`", earlier.path));
    Some(match sides {
        Some(_) => draft.advice(OF_ONE_SIDE.to_owned()),
        None => draft,
    })
}

/// What to do where both sides of a change may stand in a text.
const OF_ONE_SIDE: &str =
    "Accept or reject the change: strike what belongs to the edition that does not stay.";

/// The last item of each open level of a list.
#[derive(Default)]
struct List {
    last: BTreeMap<Vec<String>, u32>,
}

impl List {
    /// The numbers before and at `provision`, where its label does not follow the last one of its level.
    fn skipped(&self, provision: &Provision) -> Option<(u32, u32)> {
        let (label, outer) = provision.labels.split_last()?;
        let last = self.last.get(outer).copied().unwrap_or(0);
        let readings = ordinals(label);
        let next = readings.first()?;
        (!readings.contains(&(last + 1)))
            .then_some((last, *next))
            .filter(|(last, next)| next > last)
    }

    fn enter(&mut self, provision: &Provision) {
        let Some((label, outer)) = provision.labels.split_last() else {
            return;
        };
        let last = self.last.get(outer).copied().unwrap_or(0);
        let readings = ordinals(label);
        if let Some(ordinal) = readings
            .iter()
            .find(|o| **o == last + 1)
            .or(readings.first())
        {
            self.last.insert(outer.to_vec(), *ordinal);
        }
    }
}

/// What a label may count: "3" 3, "c)" 3, "iv)" 4; "i)" 1 or 9. Bullets and merged labels count nothing.
fn ordinals(label: &str) -> Vec<u32> {
    let body = Printed::at(label).map_or(label, |p| p.body);
    let readings = Label::readings(body).into_iter();
    let alone = readings.filter(|l| l.parts.len() == 1 && l.inserted == 0 && l.letter.is_none());
    alone.filter_map(|l| l.value()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_count() {
        for (label, expected) in [
            ("3", vec![3]),
            ("12)", vec![12]),
            ("d)", vec![4]),
            ("e)", vec![5]),
            ("bb)", vec![28]),
            ("٣", vec![3]),
            ("iv)", vec![4]),
            ("xiv)", vec![14]),
            ("i)", vec![1, 9]),
            ("•", vec![]),
            ("bc)", vec![]),
        ] {
            assert_eq!(ordinals(label), expected, "{label}");
        }
    }
}
