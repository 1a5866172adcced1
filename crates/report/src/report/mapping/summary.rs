use super::columns::{capital, cells, column_of, short_name};
use super::{View, evidence, texts};
use crate::model::{Candidate, MappingCell, Outcome, WorkId};
use crate::report::{Cell, Paragraph, Report, Run, Table};

/// How many texts in how many rows.
pub(super) fn subtitle(view: &View) -> String {
    let rows = view.mapping.rows.len();
    let mut ids: Vec<&WorkId> = view
        .mapping
        .rows
        .iter()
        .flat_map(|row| row.cells.values().flatten())
        .map(|cell| &cell.id)
        .collect();
    ids.sort();
    ids.dedup();
    format!(
        "{} texts in {rows} subject areas, {} candidates for streamlining, {} texts without equivalent",
        ids.len(),
        view.mapping.candidates.len(),
        view.mapping.no_equivalent.len()
    )
}

/// Table 1 for a workbook, whose cells can lead to one place only: the last columns lead to the texts and to
/// the evidence.
pub(super) fn sheet(view: &View) -> Table {
    let with_texts = texts::at_hand(view);
    let mut table = table(view);
    if with_texts {
        table.header[0].push("Texts".into());
        table.widths.push(2);
    }
    table.header[0].push("Evidence".into());
    table.widths.push(2);
    for ((i, row), line) in view.mapping.rows.iter().enumerate().zip(&mut table.rows) {
        line[0].paragraphs = vec![row.subject.as_str().into()];
        if with_texts {
            line.push(Run::text("Table 2").to(view.text_anchor(i)).into());
        }
        let mut filled = view.columns.iter().flat_map(|column| cells(row, column));
        let reasons: usize = row.cells.values().flatten().map(|c| c.evidence.len()).sum();
        let lead = filled.next().map(|first| {
            let words = match reasons {
                1 => "1 reason".to_string(),
                n => format!("{n} reasons"),
            };
            Run::text(words)
                .to(view.evidence_anchor(i, &first.id))
                .into()
        });
        line.push(lead.unwrap_or_default());
    }
    table
}

/// Table 1: one row a subject area.
pub(super) fn table(view: &View) -> Table {
    let heads = std::iter::once("Subject area".into()).chain(view.heads_with_names());
    let mut table = Table::new(heads)
        .caption("Table 1 – Summary of mapping of resolutions")
        .sheet("Table 1")
        .anchor("table-1")
        .widths(std::iter::once(5).chain(view.columns.iter().map(|_| 3)));
    let with_texts = texts::at_hand(view);
    for (i, row) in view.mapping.rows.iter().enumerate() {
        let mut subject = Run::text(&row.subject);
        if with_texts {
            subject = subject.to(view.text_anchor(i));
        }
        let mut line = vec![Cell::from(subject).anchor(view.row_anchor(i))];
        for column in &view.columns {
            let names = cells(row, column).iter().map(|cell| {
                let mut run = evidence::name_run(row, cell).to(view.evidence_anchor(i, &cell.id));
                run.notes.extend(fate(view, cell));
                run
            });
            line.push(Cell::of(names));
        }
        table.rows.push(line);
    }
    table
}

/// What became of a text that holds no longer.
fn fate(view: &View, cell: &MappingCell) -> Option<Paragraph> {
    let work = view.context.index?.works.get(&cell.id)?;
    let by = work.suppressed.as_ref()?;
    let mut text = format!("{} was suppressed by {by}", short_name(&cell.id, None));
    let successors: Vec<String> = work
        .successors
        .iter()
        .map(|id| short_name(id, None))
        .collect();
    if !successors.is_empty() {
        text.push_str(&format!("; see {}", successors.join(", ")));
    }
    text.push('.');
    Some(text.into())
}

/// The texts that stand in no row, a list a body.
pub(super) fn no_equivalent(view: &View, report: &mut Report) {
    if view.mapping.no_equivalent.is_empty() {
        return;
    }
    report.heading(1, "Texts without an equivalent");
    let mut bodies: Vec<&str> = Vec::new();
    for text in &view.mapping.no_equivalent {
        if !bodies.contains(&text.id.body()) {
            bodies.push(text.id.body());
        }
    }
    for body in bodies {
        report.paragraph(format!(
            "The following {body} texts do not appear to have an equivalent or corresponding text of another body:"
        ));
        let texts = view
            .mapping
            .no_equivalent
            .iter()
            .filter(|text| text.id.body() == body);
        report.list(texts.map(|text| {
            let name = short_name(&text.id, None);
            match &text.title {
                Some(title) => format!("{name}, {title}"),
                None => name,
            }
        }));
    }
}

/// The same as a table for workbooks.
pub(super) fn no_equivalent_table(view: &View) -> Table {
    let mut table = Table::new(["Body", "Text", "Title"])
        .caption("Texts without an equivalent")
        .sheet("No equivalent")
        .widths([1, 2, 8]);
    for text in &view.mapping.no_equivalent {
        table.row([
            text.id.body().into(),
            short_name(&text.id, None).into(),
            text.title.as_deref().unwrap_or("").into(),
        ]);
    }
    table
}

const OUTCOMES: [Outcome; 4] = [
    Outcome::Suppress,
    Outcome::SuppressRepeatedText,
    Outcome::Merge,
    Outcome::Align,
];

fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Suppress => "suppress",
        Outcome::SuppressRepeatedText => "suppress repeated text",
        Outcome::Merge => "merge",
        Outcome::Align => "align",
    }
}

fn introduction(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Suppress => {
            "Another text has what these say; they can be suppressed once it is anchored where they stood:"
        }
        Outcome::SuppressRepeatedText => {
            "These repeat provisions of another text; what is repeated can be suppressed:"
        }
        Outcome::Merge => "These are so alike that they can be merged:",
        Outcome::Align => {
            "These treat the same and may require further alignment of their wording:"
        }
    }
}

/// The candidates for streamlining, a table for each outcome.
pub(super) fn candidates(view: &View, report: &mut Report) {
    if view.mapping.candidates.is_empty() {
        return;
    }
    report.heading(1, "Candidates for streamlining");
    for outcome in OUTCOMES {
        if view.mapping.candidates.iter().any(|c| c.outcome == outcome) {
            report.paragraph(introduction(outcome));
            let caption = format!("Candidates: {}", outcome_words(outcome));
            report.table(candidates_table(view, outcome).caption(caption));
        }
    }
}

/// The candidates of one outcome.
fn candidates_table(view: &View, outcome: Outcome) -> Table {
    let mut table = candidates_head(view, &["Why"]).widths(candidate_widths(view, &[11]));
    for candidate in view
        .mapping
        .candidates
        .iter()
        .filter(|c| c.outcome == outcome)
    {
        let mut row = candidate_cells(view, candidate);
        row.push(candidate.reason.as_str().into());
        table.rows.push(row);
    }
    table
}

/// All candidates, for workbooks.
pub(super) fn candidates_sheet(view: &View) -> Table {
    let mut table = candidates_head(view, &["Outcome", "Why"])
        .caption("Candidates for streamlining")
        .sheet("Candidates")
        .widths(candidate_widths(view, &[4, 11]));
    for candidate in &view.mapping.candidates {
        let mut row = candidate_cells(view, candidate);
        row.push(capital(outcome_words(candidate.outcome)).into());
        row.push(candidate.reason.as_str().into());
        table.rows.push(row);
    }
    table
}

fn candidates_head(view: &View, last: &[&str]) -> Table {
    let mut heads: Vec<Cell> = vec!["#".into(), "Subject area".into()];
    heads.extend(view.heads());
    heads.extend(last.iter().map(|head| Cell::from(*head)));
    Table::new(heads)
}

fn candidate_widths(view: &View, last: &[u32]) -> Vec<u32> {
    // In tenths of a column of texts: the number needs room for two digits.
    let mut widths = vec![5, 15];
    widths.extend(view.columns.iter().map(|_| 10));
    widths.extend(last.iter().map(|width| width * 10 / 4));
    widths
}

/// Number, subject, and the texts each in the column of its body.
fn candidate_cells(view: &View, candidate: &Candidate) -> Vec<Cell> {
    let mut cells = vec![Cell::empty(); view.columns.len()];
    for id in &candidate.ids {
        let column = column_of(id, &view.columns, view.context.knowledge);
        if let Some(cell) = column.and_then(|column| cells.get_mut(column)) {
            cell.paragraphs.push(candidate_text(view, id).into());
        }
    }
    let mut row = vec![
        Cell::number(f64::from(candidate.number), 0),
        candidate.subject.as_str().into(),
    ];
    row.extend(cells);
    row
}

/// A text of a candidate, leading to its evidence in the first row that has it.
fn candidate_text(view: &View, id: &WorkId) -> Run {
    let in_row = |row: &crate::model::MappingRow| -> Option<MappingCell> {
        row.cells
            .values()
            .flatten()
            .find(|cell| cell.id == *id)
            .cloned()
    };
    let found = view
        .mapping
        .rows
        .iter()
        .enumerate()
        .find_map(|(i, row)| Some((i, in_row(row)?)));
    match found {
        Some((row, cell)) => {
            Run::text(short_name(id, cell.edition.as_deref())).to(view.evidence_anchor(row, id))
        }
        None => Run::text(short_name(id, None)),
    }
}
