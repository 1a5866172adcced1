use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{PartKind, Provision, ResolutionText};
use std::collections::{BTreeMap, BTreeSet};

/// Finds labels that stand twice in one list, lists that stand twice in one text, and labels that a list
/// skips. Annexes number as they like; extracts in a table may leave items out.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for text in &audit.index.texts {
        // The two sides of a tracked change number the same items twice.
        let is_redline = audit
            .documents
            .get(&text.source)
            .is_some_and(|d| d.changes.iter().any(|c| c.span.overlaps(text.span)));
        if is_redline {
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
            let labelled = list.iter().filter(|p| !p.labels.is_empty());
            for provision in labelled {
                if let Some(earlier) = seen.get(provision.path.as_str()) {
                    problems.push(Problem::Twice(earlier, provision));
                } else if let Some((last, next)) = reader.skipped(provision)
                    && text.cell.is_none()
                    && !text.excerpt
                {
                    problems.push(Problem::Gap(last, next, provision));
                }
                seen.entry(&provision.path).or_insert(provision);
                reader.enter(provision);
            }
            found.extend(report(audit, text, &problems));
        }
    }
    found
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
    if let Some((earlier, later)) = twice.first() {
        let message = match twice.as_slice() {
            [_] => format!("`{}` stands twice in the text.", later.path),
            _ => {
                let labels: Vec<&str> = twice
                    .iter()
                    .filter_map(|(_, l)| l.labels.last())
                    .map(String::as_str)
                    .collect();
                let labels: BTreeSet<&str> = labels.into_iter().collect();
                let labels: Vec<&str> = labels.into_iter().take(6).collect();
                format!(
                    "The list under `{}` stands twice in the text: {} labels such as {} are used again.",
                    later.phrase,
                    twice.len(),
                    labels.join(", ")
                )
            }
        };
        let place = audit.place(text.source, later.span, later.line);
        let first = audit.place(text.source, earlier.span, earlier.line);
        found.push(
            Draft::new(Code::DuplicateLabel, place, &later.path, message)
                .ids(ids())
                .related(first, format!("the first `{}`", earlier.path)),
        );
    }
    for problem in problems {
        let Problem::Gap(last, next, provision) = problem else {
            continue;
        };
        let message = match last {
            0 => format!(
                "The list of `{}` begins with its item {next}.",
                provision.path
            ),
            _ => format!(
                "Before `{}` the list goes from item {last} to item {next}.",
                provision.path
            ),
        };
        let place = audit.place(text.source, provision.span, provision.line);
        found.push(Draft::new(Code::GapInNumbering, place, &provision.path, message).ids(ids()));
    }
    found
}

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
    let bare = label.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    if let Ok(number) = bare.parse() {
        return vec![number];
    }
    let mut found = Vec::new();
    found.extend(roman(bare));
    if let [letter @ b'a'..=b'z'] = bare.as_bytes() {
        found.push(u32::from(letter - b'a') + 1);
    }
    found
}

fn roman(text: &str) -> Option<u32> {
    let value = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let digits: Vec<i32> = text.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0;
    for (i, digit) in digits.iter().enumerate() {
        let smaller = digits.get(i + 1).is_some_and(|next| next > digit);
        sum += if smaller { -digit } else { *digit };
    }
    u32::try_from(sum).ok().filter(|sum| *sum > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_count() {
        for (label, expected) in [
            ("3", vec![3]),
            ("12)", vec![12]),
            ("c)", vec![3]),
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
