//! Who is asked what, what repeats, and what may become of the texts, as a paper; columns and words are those of
//! `review.yaml`.

use super::{Cell, Paragraph, Report, Run, Table, Tone};
use crate::knowledge::{Review, Shows};
use crate::review::{Candidate, Place, Reviewed, Row, Series};
use std::collections::BTreeMap;

/// Builds the paper.
pub fn review(reviewed: &Reviewed, rules: &Review) -> Report {
    let mut report = Report::new(&rules.title).landscape();
    let named = reviewed.entities.iter().filter(|e| e.file.is_some());
    report.list(named.map(|entity| {
        let file = entity.file.as_deref().unwrap_or_default();
        match entity.by_title {
            true => Paragraph::of([
                Run::text(format!("{file}: ")),
                Run::italic(entity.name.clone()),
            ]),
            false if entity.name == entity.id => format!("{file}: {}", entity.id).into(),
            false => format!("{file}: {} ({})", entity.name, entity.id).into(),
        }
    }));
    report.heading(1, &rules.words.candidates);
    report.table(candidates(reviewed, rules));
    report.heading(1, &rules.words.table);
    report.table(rows(reviewed, rules));
    section(&mut report, &rules.words.shared, shared(reviewed, rules));
    section(&mut report, &rules.words.series, series(reviewed, rules));
    section(
        &mut report,
        &rules.words.formulas,
        formulas(reviewed, rules),
    );
    report
}

fn section(report: &mut Report, heading: &str, table: Table) {
    if !table.rows.is_empty() {
        report.heading(1, heading);
        report.table(table);
    }
}

fn table(heads: &[String], sheet: &str) -> Table {
    Table::new(heads.iter().map(String::as_str))
        .sheet(sheet)
        .breaking_rows()
}

/// Candidates with a proposal: those of one text and the same reasons are one row.
fn candidates(reviewed: &Reviewed, rules: &Review) -> Table {
    let mut table =
        table(&rules.words.heads.candidates, &rules.words.candidates).widths([2, 3, 6, 3, 8]);
    let word = |outcome: &str| {
        let known = rules.outcomes.iter().find(|o| o.outcome == outcome);
        known.map_or(rules.words.undecided.as_str(), |o| o.word.as_str())
    };
    for (n, outcome) in rules.outcomes.iter().enumerate() {
        let of = |c: &&Candidate| c.outcome.as_deref() == Some(outcome.outcome.as_str());
        let mut alike: Vec<(&Candidate, Vec<&str>)> = Vec::new();
        let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
        for candidate in reviewed.candidates.iter().filter(of) {
            let key = (candidate.mandate.to_string(), says(candidate));
            let at = *places.entry(key).or_insert(alike.len());
            match alike.get_mut(at) {
                Some((_, entities)) => entities.push(&candidate.entity),
                None => alike.push((candidate, vec![&candidate.entity])),
            }
        }
        let tone = if n == 0 { Tone::Warning } else { Tone::Plain };
        for (candidate, entities) in alike {
            table.row([
                Cell::from(word(&outcome.outcome)).tone(tone),
                candidate.mandate.to_string().into(),
                candidate.title.clone().into(),
                entities.join(", ").into(),
                Cell::of(candidate.reasons.iter().map(|r| r.says.as_str())),
            ]);
        }
    }
    table
}

fn says(candidate: &Candidate) -> String {
    let all: Vec<&str> = candidate.reasons.iter().map(|r| r.says.as_str()).collect();
    all.join("\n")
}

fn rows(reviewed: &Reviewed, rules: &Review) -> Table {
    let heads: Vec<String> = rules.columns.iter().map(|c| c.head.clone()).collect();
    let mut table = table(&heads, &rules.words.table).widths(rules.columns.iter().map(|c| c.width));
    let candidates: BTreeMap<(&str, &str), &Candidate> = reviewed
        .candidates
        .iter()
        .map(|c| ((c.entity.as_str(), c.mandate.as_str()), c))
        .collect();
    for row in &reviewed.rows {
        let candidate = candidates
            .get(&(row.entity.as_str(), row.mandate.as_str()))
            .copied();
        let columns = rules.columns.iter();
        table.row(columns.map(|column| cell(column.shows, row, candidate, reviewed, rules)));
    }
    table
}

fn cell(
    shows: Shows,
    row: &Row,
    candidate: Option<&Candidate>,
    reviewed: &Reviewed,
    rules: &Review,
) -> Cell {
    match shows {
        Shows::Entity => row.entity.clone().into(),
        Shows::Mandate => row.mandate.to_string().into(),
        Shows::Title => row.title.clone().into(),
        Shows::Cited => Cell::of(row.cited.iter().map(place)),
        Shows::Paragraph => match (&row.paragraph, cited_provisions(row)) {
            (Some(paragraph), _) => paragraph.clone().into(),
            (None, cited) => cited.into(),
        },
        Shows::Asks => match &row.asks {
            Some(asks) => asks.clone().into(),
            None if row.at_hand => Cell::empty(),
            None => Cell::from(Run::italic(&rules.words.not_at_hand)).tone(Tone::Muted),
        },
        Shows::Series => match row.series.map(|n| &reviewed.series[n]) {
            Some(series) => Cell::of([format!("→ {}", series.latest), numbers(series)]),
            None => Cell::empty(),
        },
        Shows::Others => row.others.join(", ").into(),
        Shows::Outcome => {
            let outcome = candidate.and_then(|c| c.outcome.as_deref());
            let known = rules
                .outcomes
                .iter()
                .find(|o| Some(o.outcome.as_str()) == outcome);
            known
                .map_or(rules.words.undecided.clone(), |o| o.word.clone())
                .into()
        }
        Shows::Reasons => {
            let reasons = candidate.into_iter().flat_map(|c| &c.reasons);
            Cell::of(reasons.map(|r| r.says.as_str()))
        }
    }
}

/// The paragraphs of the text that the documents cite.
fn cited_provisions(row: &Row) -> String {
    let mut cited: Vec<&str> = row
        .cited
        .iter()
        .filter_map(|p| p.provision.as_deref())
        .collect();
    cited.sort_unstable();
    cited.dedup();
    cited.join(", ")
}

fn place(place: &Place) -> String {
    let at = match &place.locator {
        Some(locator) => locator.clone(),
        None => format!("line {}", place.line),
    };
    let file = place.file.rsplit('/').next().unwrap_or(&place.file);
    match &place.part {
        Some(part) => format!("{part}: {file}, {at}"),
        None => format!("{file}, {at}"),
    }
}

/// The members of a series without their common beginning.
fn numbers(series: &Series) -> String {
    let all: Vec<&str> = series.members.iter().map(|m| m.number()).collect();
    all.join(", ")
}

fn shared(reviewed: &Reviewed, rules: &Review) -> Table {
    let mut table = table(&rules.words.heads.shared, &rules.words.shared).widths([2, 6, 5]);
    for shared in &reviewed.shared {
        table.row([
            shared.mandate.to_string().into(),
            shared.title.clone().into(),
            shared.entities.join(", ").into(),
        ]);
    }
    table
}

fn series(reviewed: &Reviewed, rules: &Review) -> Table {
    let mut table = table(&rules.words.heads.series, &rules.words.series).widths([2, 5, 6, 3]);
    for series in &reviewed.series {
        let why = match (&series.title, series.recalled_by.as_slice()) {
            (Some(_), _) => "the same title".to_owned(),
            (None, by) => {
                let by: Vec<String> = by.iter().map(ToString::to_string).collect();
                format!("recalled together by {}", by.join(", "))
            }
        };
        table.row([
            series.latest.to_string().into(),
            series.title.clone().unwrap_or_default().into(),
            numbers(series).into(),
            why.into(),
        ]);
    }
    table
}

fn formulas(reviewed: &Reviewed, rules: &Review) -> Table {
    let mut table = table(&rules.words.heads.formulas, &rules.words.formulas).widths([6, 1, 6]);
    for formula in &reviewed.formulas {
        let works: Vec<String> = formula.works.iter().map(ToString::to_string).collect();
        table.row([
            formula.wording.clone().into(),
            Cell::number(works.len() as f64, 0),
            works.join(", ").into(),
        ]);
    }
    table
}
