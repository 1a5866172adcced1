//! The way from documents to a [`Comparison`].

use super::align::align_columns;
use super::base;
use super::columns::{self, Form, Proposal};
use super::known::{Known, Sections};
use super::lines::SectionContext;
use super::merge;
use super::section::section;
use super::{Action, Cell, Column, CompareError, Comparison, Counts, Section};
use super::{dangling, moves};
use crate::knowledge::{Knowledge, Spoken};
use crate::model::{Document, Problem, counted};

/// Below this share of base clauses found in a proposal, the base is not that of the proposal.
const THEIR_BASE: f64 = 0.25;

/// Compares the proposals that the documents hold. The first document is the base where it is a text without
/// marked changes and others follow it.
///
/// # Errors
/// No text, or a single one that shows no changes.
pub fn compare(documents: &[Document], knowledge: &Knowledge) -> Result<Comparison, CompareError> {
    let mut problems = Vec::new();
    let mut proposals: Vec<Proposal> = Vec::new();
    for (source, document) in documents.iter().enumerate() {
        proposals.extend(columns::read(
            document,
            source,
            &knowledge.proposals,
            &mut problems,
        ));
    }
    problems.extend(set_translations_apart(documents, &mut proposals, knowledge));
    let base = take_base(documents, &mut proposals)?;
    let base_file = base
        .as_ref()
        .filter(|b| b.form == Form::Clean)
        .map(|b| b.file.clone());
    let has_base = base.is_some();
    let mut all: Vec<Proposal> = base.into_iter().collect();
    all.extend(proposals);
    let known = Known::new(&mut all);
    let lengths: Vec<usize> = all.iter().map(|p| p.parts.len()).collect();
    let groups = align_columns(&lengths, &Sections::new(&all, &known.weights));
    let mut last_labels = vec![0; all.len()];
    let mut sections: Vec<Section> = Vec::new();
    for group in &groups {
        let mut context = SectionContext {
            all: &all,
            has_base,
            known: &known,
            knowledge,
            last_labels: &mut last_labels,
        };
        sections.push(section(group, &mut context));
    }
    let proposals = if has_base { &all[1..] } else { &all[..] };
    moves::find(&mut sections, &known.weights);
    if has_base {
        problems.extend(foreign(&all[0], proposals, &sections));
    }
    problems.extend(other_resolutions(&all));
    problems.extend(unmarked(proposals, &sections));
    let mut comparison = Comparison {
        base: base_file,
        columns: proposals
            .iter()
            .enumerate()
            .map(|(at, p)| column(p, counts(&sections, at)))
            .collect(),
        dangling: dangling::find(&sections),
        sections,
        citations: Vec::new(),
        borrowed: Vec::new(),
        conflicts: Vec::new(),
        problems,
        known: knowledge.horizons(&knowledge.known),
    };
    comparison.conflicts = merge::conflicts(&comparison);
    Ok(comparison)
}

/// Takes out what is in another language than the base, or than the first proposal where there is none: words of two
/// languages are not compared.
fn set_translations_apart(
    documents: &[Document],
    proposals: &mut Vec<Proposal>,
    knowledge: &Knowledge,
) -> Vec<Problem> {
    let language = |proposal: &Proposal| {
        let document = documents.get(proposal.source)?;
        match knowledge.languages.of(&document.text)? {
            Spoken::Known(id) => Some(knowledge.languages.name(id)),
            Spoken::Other(name) => Some(name),
        }
    };
    let base = proposals.iter().find(|p| p.is_base);
    let Some(own) = base.map_or_else(|| proposals.iter().find_map(language), language) else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    proposals.retain(|proposal| {
        let Some(other) = language(proposal).filter(|other| *other != own) else {
            return true;
        };
        let said = format!(
            "“{}” is in {other}, the others are in {own}: left out; give it in {own}",
            proposal.name
        );
        problems.push(Problem::unread(&proposal.file, None, said));
        false
    });
    problems
}

/// Proposals with tracked changes that differ from the base where they show none.
fn unmarked(proposals: &[Proposal], sections: &[Section]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (at, proposal) in proposals.iter().enumerate() {
        let rows = sections.iter().flat_map(|s| &s.rows);
        let cells = rows
            .filter_map(|r| r.cells.get(at)?.as_ref())
            .filter(|c| c.unmarked);
        let lines: Vec<String> = cells
            .clone()
            .filter_map(|c| Some(c.line?.to_string()))
            .collect();
        let (count, left_out) = (
            cells.clone().count(),
            cells.filter(|c| c.line.is_none()).count(),
        );
        if count > 0 {
            let mut places = Vec::new();
            if !lines.is_empty() {
                places.push(format!("line {}", lines.join(", ")));
            }
            if left_out > 0 {
                places.push(format!("{left_out} of the base are not there"));
            }
            problems.push(Problem::remark(
                &proposal.file,
                None,
                format!(
                    "“{}” differs from the base in {} without a tracked change ({})",
                    proposal.name,
                    counted(count, "clause"),
                    places.join("; ")
                ),
            ));
        }
    }
    problems
}

/// Takes the base out of what was read, or makes it from the tracked changes of a proposal.
fn take_base(
    documents: &[Document],
    proposals: &mut Vec<Proposal>,
) -> Result<Option<Proposal>, CompareError> {
    if proposals.iter().all(|p| p.form == Form::Empty) {
        return Err(CompareError::Nothing);
    }
    if let Some(at) = proposals.iter().position(|p| p.is_base) {
        let mut base = proposals.remove(at);
        base.form = Form::Clean;
        return Ok(Some(base));
    }
    let first_is_base = proposals[0].form == Form::Clean;
    if proposals.len() == 1 && first_is_base {
        let file = documents.first().map_or(String::new(), |d| d.file.clone());
        return Err(CompareError::Single(file));
    }
    if first_is_base {
        return Ok(Some(proposals.remove(0)));
    }
    Ok(proposals
        .iter()
        .find(|p| p.form == Form::Tracked)
        .map(base::rejected))
}

fn column(proposal: &Proposal, counts: Counts) -> Column {
    Column {
        name: proposal.name.clone(),
        heading: proposal.heading.clone(),
        mark: proposal.mark.clone(),
        proposes: proposal.means,
        document: proposal.document.clone(),
        reference: proposal.reference.clone(),
        file: proposal.file.clone(),
        form: proposal.form,
        authors: proposal.authors.clone(),
        counts,
    }
}

fn counts(sections: &[Section], column: usize) -> Counts {
    let mut counts = Counts::default();
    for section in sections {
        for rows in section
            .rows
            .chunk_by(|a, b| a.is_table_row && b.is_table_row)
        {
            let cells: Vec<&Cell> = rows
                .iter()
                .filter_map(|r| r.cells.get(column)?.as_ref())
                .collect();
            match rows[0].is_table_row {
                true => count_table(&cells, &mut counts),
                false => cells.iter().for_each(|cell| count(cell, &mut counts)),
            }
        }
    }
    counts
}

fn count(cell: &Cell, counts: &mut Counts) {
    if cell.moved.is_some() {
        // It stands in two rows: struck in one, new in the other.
        counts.moved += usize::from(cell.action != Action::Add);
        return;
    }
    *counts.of(cell.action) += 1;
    counts.renumbered += usize::from(cell.renumbered);
}

/// A table counts once, whatever its rows.
fn count_table(cells: &[&Cell], counts: &mut Counts) {
    let Some((first, others)) = cells.split_first() else {
        return;
    };
    let alike = others.iter().all(|c| c.action == first.action);
    let action = if alike { first.action } else { Action::Modify };
    *counts.of(action) += 1;
}

/// Proposals that have hardly anything of the base.
fn foreign(base: &Proposal, proposals: &[Proposal], sections: &[Section]) -> Vec<Problem> {
    let clauses = base.parts.iter().map(|p| p.clauses.len()).sum::<usize>();
    let mut problems = Vec::new();
    for (at, proposal) in proposals.iter().enumerate() {
        let found = sections
            .iter()
            .flat_map(|s| &s.rows)
            .filter(|r| r.base.is_some())
            .filter(|r| {
                r.cells
                    .get(at)
                    .and_then(Option::as_ref)
                    .is_some_and(|c| c.line.is_some())
            })
            .count();
        if proposal.form != Form::Empty
            && clauses > 3
            && (found as f64) < THEIR_BASE * clauses as f64
        {
            problems.push(Problem {
                unread: false,
                file: proposal.file.clone(),
                line: None,
                message: format!(
                    "“{}” has {found} of the {} of the base {}: it does not look like a proposal to modify it",
                    proposal.name,
                    counted(clauses, "clause"),
                    base.file
                ),
            });
        }
    }
    problems
}

/// Proposals whose title line names another number than that of the first one.
fn other_resolutions(all: &[Proposal]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut first: Option<(&Proposal, String)> = None;
    for proposal in all {
        let Some((line, number)) = title_number(proposal) else {
            continue;
        };
        match &first {
            None => first = Some((proposal, number)),
            Some((of, known)) if *known != number => problems.push(Problem {
                unread: false,
                file: proposal.file.clone(),
                line: Some(line),
                message: format!(
                    "“{}” is about {number}, “{}” about {known}: proposals for different texts",
                    proposal.name, of.name
                ),
            }),
            Some(_) => {}
        }
    }
    problems
}

/// The word in capitals and the number of the title line: `RESOLUTION 44`.
fn title_number(proposal: &Proposal) -> Option<(usize, String)> {
    let title = proposal.parts.first().filter(|p| p.heading.is_empty())?;
    title.clauses.iter().take(6).find_map(|clause| {
        let pair = clause.words.windows(2).find(|w| {
            let word = clause.text.get(w[0].start..w[0].end).unwrap_or_default();
            word.chars().count() > 5
                && word.chars().all(char::is_uppercase)
                && w[1].key.chars().all(|c| c.is_ascii_digit())
        })?;
        Some((clause.line, format!("{} {}", pair[0].key, pair[1].key)))
    })
}
