//! One text on a page: what a delegate wants to know of it before the meeting.

use super::mapping::short_name;
use super::{Cell, Paragraph, Report, Run, Table};
use crate::decisions::{Decisions, place_of};
use crate::model::{About, Candidate, Finding, Index, Mapping, PartKind, Role, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// What a sheet is made of.
#[derive(Clone, Copy)]
pub struct FactSheet<'a> {
    /// The texts.
    pub index: &'a Index,
    /// Candidates and rows.
    pub mapping: &'a Mapping,
    /// What the audit finds; those that name the text are told.
    pub findings: &'a [Finding],
    /// What people decided.
    pub decisions: &'a Decisions,
}

/// As many of one sort are told; the rest is counted.
const MOST: usize = 8;

/// The sheet of `id`.
pub fn fact_sheet(id: &WorkId, of: FactSheet) -> Report {
    let title = of.index.title(id);
    let mut report = Report::new(match title {
        "" => short_name(id, None),
        title => format!("{} – {title}", short_name(id, None)),
    });
    if let Some(copy) = of.index.copy_of(id) {
        report = report.subtitle(format!("as in {copy}"));
    }
    let mut table = Table::new(Vec::<Cell>::new()).widths([2, 9]);
    table.header.clear();
    let mut line = |head: &str, cell: Cell| {
        if !cell.paragraphs.is_empty() {
            table.row([Run::bold(head).into(), cell]);
        }
    };
    line("Editions", editions(id, of.index));
    line("Who acts", acts(id, of.index));
    let (cites, cited) = links(id, of.index);
    line("Cites", cites.into());
    line("Cited by", cited.into());
    let rows = of
        .mapping
        .rows
        .iter()
        .filter(|row| row.cells.values().flatten().any(|c| c.id == *id));
    line(
        "Stands beside",
        listed(rows.map(|row| format!("{} ({})", row.subject, row.key))),
    );
    for (head, codes) in SORTS {
        let of_sort = of
            .findings
            .iter()
            .filter(|f| f.ids.contains(id) && codes(&f.code));
        line(head, listed(of_sort.map(|f| f.message.clone())));
    }
    let candidates = of.mapping.candidates.iter().filter(|c| c.ids.contains(id));
    line("Options", Cell::of(candidates.flat_map(option)));
    line("Decided", decided(id, of.decisions));
    report.table(table);
    report
}

/// Findings by what they are about.
const SORTS: [(&str, fn(&str) -> bool); 3] = [
    ("Repeats", |code| code.contains("repeat")),
    ("References to look at", |code| {
        code.contains("edition") || code.contains("target") || code.contains("rev")
    }),
    ("Without action", |code| {
        code.contains("uncovered") || code.contains("unmet")
    }),
];

/// The first few, and how many more.
fn listed(items: impl Iterator<Item = String>) -> Cell {
    let mut seen = BTreeSet::new();
    let items: Vec<String> = items.filter(|item| seen.insert(item.clone())).collect();
    let more = items.len().saturating_sub(MOST);
    let mut lines: Vec<String> = items.into_iter().take(MOST).collect();
    if more > 0 {
        lines.push(format!("… and {more} more"));
    }
    Cell::of(lines)
}

fn editions(id: &WorkId, index: &Index) -> Cell {
    let Some(work) = index.works.get(id) else {
        return Cell::empty();
    };
    let editions: Vec<String> = work
        .editions
        .iter()
        .map(ToString::to_string)
        .filter(|e| !e.is_empty())
        .collect();
    let mut words = editions.join("; ");
    if let Some(by) = &work.suppressed {
        let gap = if words.is_empty() { "" } else { "; " };
        words.push_str(&format!("{gap}suppressed by {by}"));
        let successors: Vec<&str> = work.successors.iter().map(WorkId::as_str).collect();
        if !successors.is_empty() {
            words.push_str(&format!(", see {}", successors.join(", ")));
        }
    }
    words.into()
}

/// Each opening phrase with the number of its items.
fn acts(id: &WorkId, index: &Index) -> Cell {
    let mut phrases: Vec<(String, usize)> = Vec::new();
    for (_, provision) in index.provisions_of(id) {
        if provision.part != PartKind::Operative || provision.text.is_empty() {
            continue;
        }
        match phrases
            .iter_mut()
            .find(|(phrase, _)| *phrase == provision.phrase)
        {
            Some((_, count)) => *count += 1,
            None => phrases.push((provision.phrase.clone(), 1)),
        }
    }
    Cell::of(phrases.into_iter().map(|(phrase, count)| {
        let items = match count {
            1 => "1 provision".to_owned(),
            n => format!("{n} provisions"),
        };
        Paragraph::of([Run::italic(phrase), Run::text(format!(": {items}"))])
    }))
}

/// What it cites and what cites it, with the number of places.
fn links(id: &WorkId, index: &Index) -> (String, String) {
    let (mut to, mut from): (BTreeMap<&WorkId, usize>, BTreeMap<&WorkId, usize>) =
        Default::default();
    for (_, citation) in index
        .distinct_citations()
        .filter(|(_, c)| c.role == Role::Citation)
    {
        for target in citation.targets.iter().filter_map(|t| t.id.as_ref()) {
            match &citation.from {
                Some(source) if source == id && target != id => *to.entry(target).or_default() += 1,
                Some(source) if target == id && source != id => {
                    *from.entry(source).or_default() += 1
                }
                _ => {}
            }
        }
    }
    let words = |counts: BTreeMap<&WorkId, usize>| {
        let each = counts.into_iter().map(|(id, count)| match count {
            1 => id.to_string(),
            n => format!("{id} ({n})"),
        });
        each.collect::<Vec<_>>().join(", ")
    };
    (words(to), words(from))
}

fn option(candidate: &Candidate) -> [Paragraph; 1] {
    let outcome = serde_json::to_value(candidate.outcome).ok();
    let outcome = outcome
        .and_then(|v| v.as_str().map(|s| s.replace('-', " ")))
        .unwrap_or_default();
    let ids: Vec<&str> = candidate.ids.iter().map(WorkId::as_str).collect();
    [Paragraph::of([
        Run::bold(outcome),
        Run::text(format!(" ({}): {}", ids.join(", "), candidate.reason)),
    ])]
}

fn decided(id: &WorkId, decisions: &Decisions) -> Cell {
    let concerns = |about: &About| match about {
        About::Cell { id: of, .. } | About::Work { id: of } => of == id,
        About::Candidate { ids } | About::Finding { ids, .. } => ids.contains(id),
        About::Row { row } => row == id.as_str(),
    };
    let of_id = decisions.decisions.iter().filter(|d| concerns(&d.about));
    listed(of_id.map(|d| {
        let who: Vec<&str> = [d.by.as_str(), &d.date, &d.remark]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect();
        let suspect = if d.suspect.is_empty() {
            ""
        } else {
            " – suspect"
        };
        format!(
            "{}: {} {}{suspect}",
            place_of(&d.about),
            d.decision,
            who.join(", ")
        )
    }))
}
