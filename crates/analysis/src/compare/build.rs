//! The way from documents to a [`Comparison`].

use super::align::{Slot, align_columns};
use super::base;
use super::clause::Part;
use super::columns::{self, Form, Proposal};
use super::lines::SectionContext;
use super::section::section;
use super::words::{Weights, Word, words};
use super::{Column, CompareError, Comparison, Counts, Section};
use super::{dangling, moves};
use crate::knowledge::Knowledge;
use crate::model::{Document, Problem};

/// Two sections belong together from this likeness on.
const SAME_SECTION: f64 = 0.4;

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
    let base = take_base(documents, &mut proposals)?;
    let base_file = base
        .as_ref()
        .filter(|b| b.form == Form::Clean)
        .map(|b| b.file.clone());
    let has_base = base.is_some();
    let mut all: Vec<Proposal> = base.into_iter().collect();
    all.extend(proposals);
    let weights = Weights::new(
        all.iter()
            .flat_map(|p| &p.parts)
            .flat_map(|p| &p.clauses)
            .map(|c| &c.words[..]),
    );
    let groups = align_sections(&all, &weights);
    let mut last_labels = vec![0; all.len()];
    let mut sections: Vec<Section> = Vec::new();
    for group in &groups {
        let mut context = SectionContext {
            all: &all,
            has_base,
            weights: &weights,
            last_labels: &mut last_labels,
        };
        sections.push(section(group, &mut context));
    }
    let proposals = if has_base { &all[1..] } else { &all[..] };
    moves::find(&mut sections, &weights);
    if has_base {
        problems.extend(foreign(&all[0], proposals, &sections));
    }
    problems.extend(other_resolutions(&all));
    Ok(Comparison {
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
        problems,
    })
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

/// The words by which a section is known: its opening phrase and its clauses.
fn section_words(part: &Part) -> (Vec<Word>, Vec<Word>) {
    let clauses = part.clauses.iter().flat_map(|c| c.base_words()).collect();
    (words(&part.heading), clauses)
}

fn align_sections(all: &[Proposal], weights: &Weights) -> Vec<Slot> {
    let known: Vec<Vec<(Vec<Word>, Vec<Word>)>> = all
        .iter()
        .map(|p| p.parts.iter().map(section_words).collect())
        .collect();
    let lengths: Vec<usize> = known.iter().map(Vec::len).collect();
    let order: Vec<usize> = (0..all.len()).collect();
    let in_row = |p: &Proposal, part: usize| {
        let row = p.parts[part].row;
        p.parts.iter().filter(|q| q.row == row).count()
    };
    align_columns(&lengths, &order, |(c, i), (d, j)| {
        let (a, b) = (&all[c].parts[i], &all[d].parts[j]);
        if a.row.is_some() && b.row.is_some() && all[c].source == all[d].source {
            if a.row != b.row {
                return 0.0;
            }
            if in_row(&all[c], i) == 1 && in_row(&all[d], j) == 1 {
                return 2.0;
            }
        }
        if a.heading.is_empty() != b.heading.is_empty() {
            return 0.0;
        }
        if a.heading.is_empty() && i == 0 && j == 0 {
            return 2.0;
        }
        let (head_a, body_a) = &known[c][i];
        let (head_b, body_b) = &known[d][j];
        // "considering" stands in "considering further"; the clauses below must tell them apart.
        let heads = weights.likeness(head_a, head_b);
        let bodies = weights.likeness(body_a, body_b);
        let same_head = f64::from(u8::from(super::words::same_words(head_a, head_b)));
        0.25 * heads + 0.15 * same_head + 0.6 * bodies - SAME_SECTION
    })
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
        counts,
    }
}

fn counts(sections: &[Section], column: usize) -> Counts {
    let mut counts = Counts::default();
    let cells = sections
        .iter()
        .flat_map(|s| &s.rows)
        .filter_map(|r| r.cells.get(column)?.as_ref());
    for cell in cells {
        match cell.action {
            super::Action::Keep => counts.keep += 1,
            super::Action::Modify => counts.modify += 1,
            super::Action::Add => counts.add += 1,
            super::Action::Delete => counts.delete += 1,
            super::Action::Undecided => counts.undecided += 1,
        }
        counts.moved += usize::from(cell.moved.is_some());
        counts.renumbered += usize::from(cell.renumbered);
    }
    counts
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
                    "“{}” has {found} of the {clauses} clauses of the base {}: it does not look like a proposal to modify it",
                    proposal.name, base.file
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
