use super::columns::{Column, capital, cells, key_of, short_name};
use super::{View, evidence, texts};
use crate::model::{Candidate, MappingCell, MappingRow, Outcome, WorkId, counted};
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
        "{} in {}, {}, {} without equivalent",
        counted(ids.len(), "text"),
        counted(rows, "subject area"),
        view.mapping.counted_candidates(),
        counted(view.mapping.no_equivalent.len(), "text")
    )
}

/// What the reader has to know before Table 1: what a row is, what bold says, which bodies the columns are.
pub(super) fn introduction(view: &View, report: &mut Report) {
    let mut words =
        "Texts that treat the same subject stand in one row. Texts with a greater amount of \
                     commonality are shown in bold"
            .to_string();
    words.push_str(match view.context.annexes.evidence {
        true => "; the evidence for each is in the annex.",
        false => "; the workbook holds the evidence for each.",
    });
    report.paragraph(words);
    let named = view.columns.iter().filter(|c| !c.names.is_empty());
    let named: Vec<String> = named
        .map(|c| format!("{}: {}", c.head, c.names.join(", ")))
        .collect();
    if !named.is_empty() {
        report.paragraph(format!("Columns – {}.", named.join("; ")));
    }
    report.known_to(&view.mapping.known);
}

/// Table 1 for a workbook, whose cells can lead to one place only: the last columns lead to the texts and to
/// the evidence. There is room for every column.
pub(super) fn sheet(view: &View) -> Table {
    let with_texts = texts::at_hand(view);
    let columns: Vec<&Column> = view.all_columns().collect();
    let heads = columns
        .iter()
        .map(|column| Cell::from(column.head.as_str()));
    let more = with_texts.then(|| Cell::from("Texts"));
    let heads = std::iter::once("Subject area".into())
        .chain(heads)
        .chain(more);
    let mut table = Table::new(heads.chain([Cell::from("Evidence")]))
        .caption("Table 1 – Summary of mapping of resolutions")
        .sheet("Table 1")
        .anchor("table-1")
        .widths(
            std::iter::once(5)
                .chain(columns.iter().map(|_| 3))
                .chain([2, 2]),
        );
    for (i, row) in view.mapping.rows.iter().enumerate() {
        let mut line = vec![Cell::from(row.subject.as_str()).anchor(view.row_anchor(i))];
        for column in &columns {
            let mut runs = listed(view, i, row, cells(row, column).iter());
            runs.iter_mut().for_each(|run| run.link = None);
            line.push(match runs.is_empty() {
                true => Cell::empty(),
                false => Paragraph::of(runs).into(),
            });
        }
        if with_texts {
            line.push(Run::text("Table 2").to(view.text_anchor(i)).into());
        }
        let mut filled = columns.iter().flat_map(|column| cells(row, column));
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
        table.rows.push(line);
    }
    table
}

/// Table 1: one row a subject area.
pub(super) fn table(view: &View) -> Table {
    let heads = std::iter::once("Subject area".into()).chain(view.heads());
    let mut table = Table::new(heads)
        .caption("Table 1 – Summary of mapping of resolutions")
        .sheet("Table 1")
        .anchor("table-1")
        .widths(std::iter::once(5).chain(view.columns.iter().map(|_| 3)));
    for (i, row) in view.mapping.rows.iter().enumerate() {
        let mut line = vec![subject(view, i, row)];
        for column in &view.columns {
            let texts = cells(row, column);
            let runs = listed(view, i, row, texts.iter());
            line.push(match runs.is_empty() {
                true => Cell::empty(),
                false => Paragraph::of(runs).into(),
            });
        }
        table.rows.push(line);
    }
    table
}

/// The subject of a row, with its texts of the nearly empty columns under it.
fn subject(view: &View, i: usize, row: &MappingRow) -> Cell {
    let mut subject = Run::text(&row.subject);
    if view.context.annexes.texts && texts::at_hand(view) {
        subject = subject.to(view.text_anchor(i));
    }
    let mut cell = Cell::from(subject).anchor(view.row_anchor(i));
    let others = view.sparse.iter().flat_map(|column| cells(row, column));
    let others = listed(view, i, row, others);
    if !others.is_empty() {
        let lead = view.context.knowledge.tables.also.first();
        let lead = lead.map_or(String::new(), |lead| format!("{} ", capital(lead)));
        let mut note = Paragraph::from(Run::italic(lead));
        note.runs.extend(others);
        cell.paragraphs.push(note);
    }
    cell
}

/// Texts one behind the other, each leading to its evidence.
fn listed<'c>(
    view: &View,
    i: usize,
    row: &MappingRow,
    texts: impl Iterator<Item = &'c MappingCell>,
) -> Vec<Run> {
    let mut runs = Vec::new();
    for cell in texts {
        if !runs.is_empty() {
            runs.push(Run::text(", "));
        }
        let mut run = evidence::name_run(row, cell).to(view.evidence_anchor(i, &cell.id));
        run.notes.extend(fate(view, cell).map(Paragraph::from));
        runs.push(run);
    }
    runs
}

/// What became of a text that holds no longer.
pub(super) fn fate(view: &View, cell: &MappingCell) -> Option<String> {
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
    Some(text)
}

/// The texts that stand in no row, a list a body.
pub(super) fn no_equivalent(view: &View, report: &mut Report) {
    if view.mapping.no_equivalent.is_empty() {
        return;
    }
    report.heading(1, "Texts without an equivalent");
    let mut bodies: Vec<&str> = Vec::new();
    for text in &view.mapping.no_equivalent {
        if !bodies.contains(&text.id.head()) {
            bodies.push(text.id.head());
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
            .filter(|text| text.id.head() == body);
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
            text.id.head().into(),
            short_name(&text.id, None).into(),
            text.title.as_deref().unwrap_or("").into(),
        ]);
    }
    table
}

const OUTCOMES: [Outcome; 5] = [
    Outcome::Suppress,
    Outcome::SuppressRepeatedText,
    Outcome::Merge,
    Outcome::Align,
    Outcome::Leave,
];

fn meaning(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Suppress => {
            "another text has what these say; they can be suppressed once it is anchored where they stood"
        }
        Outcome::SuppressRepeatedText => {
            "these repeat provisions of another text; what is repeated can be suppressed"
        }
        Outcome::Merge => "these are so alike that they can be merged",
        Outcome::Align => "these treat the same and may require further alignment of their wording",
        Outcome::Leave => {
            "these are on one subject, and what is at hand of them stands nowhere else; each can stay"
        }
    }
}

/// The candidates for streamlining in one table, those of one outcome together.
pub(super) fn candidates(view: &View, report: &mut Report) {
    let candidates = &view.mapping.candidates;
    if candidates.is_empty() {
        return;
    }
    report.heading(1, "Candidates for streamlining");
    let columns = candidate_columns(view);
    let mut table = candidates_head(&columns, &["Why"])
        .caption("Candidates for streamlining")
        .widths(candidate_widths(&columns, &[11]));
    for outcome in OUTCOMES {
        let mut of_outcome = candidates
            .iter()
            .filter(|c| c.outcome == outcome)
            .peekable();
        if of_outcome.peek().is_some() {
            let outcome_word = capital(outcome.words());
            table.band(format!("{outcome_word}: {}", meaning(outcome)));
        }
        for candidate in of_outcome {
            let mut row = candidate_cells(view, &columns, candidate);
            row.push(candidate.reason.as_str().into());
            table.rows.push(row);
        }
    }
    report.table(table);
}

/// All candidates, for workbooks.
pub(super) fn candidates_sheet(view: &View) -> Table {
    let columns: Vec<&Column> = view.all_columns().collect();
    let mut table = candidates_head(&columns, &["Outcome", "Why"])
        .caption("Candidates for streamlining")
        .sheet("Candidates")
        .widths(candidate_widths(&columns, &[4, 11]));
    for candidate in &view.mapping.candidates {
        let mut row = candidate_cells(view, &columns, candidate);
        row.push(capital(candidate.outcome.words()).into());
        row.push(candidate.reason.as_str().into());
        table.rows.push(row);
    }
    table
}

/// The columns in which some candidate has a text.
fn candidate_columns<'v>(view: &'v View) -> Vec<&'v Column> {
    let ids = || view.mapping.candidates.iter().flat_map(|c| &c.ids);
    let knowledge = view.context.knowledge;
    let is_filled = |column: &&Column| ids().any(|id| key_of(id, knowledge) == column.key);
    view.all_columns().filter(is_filled).collect()
}

fn candidates_head(columns: &[&Column], last: &[&str]) -> Table {
    let mut heads: Vec<Cell> = vec!["#".into(), "Subject area".into()];
    heads.extend(
        columns
            .iter()
            .map(|column| Cell::from(column.head.as_str())),
    );
    heads.extend(last.iter().map(|head| Cell::from(*head)));
    Table::new(heads)
}

fn candidate_widths(columns: &[&Column], last: &[u32]) -> Vec<u32> {
    // In tenths of a column of texts: the number needs room for two digits.
    let mut widths = vec![5, 15];
    widths.extend(columns.iter().map(|_| 10));
    widths.extend(last.iter().map(|width| width * 10 / 4));
    widths
}

/// Number, subject, and the texts each in the column of its body.
fn candidate_cells(view: &View, columns: &[&Column], candidate: &Candidate) -> Vec<Cell> {
    let knowledge = view.context.knowledge;
    let mut row = vec![
        Cell::number(f64::from(candidate.number), 0),
        candidate.subject.as_str().into(),
    ];
    row.extend(columns.iter().map(|column| {
        let mut runs = Vec::new();
        let of_column = |id: &&WorkId| key_of(id, knowledge) == column.key;
        for id in candidate.ids.iter().filter(of_column) {
            if !runs.is_empty() {
                runs.push(Run::text(", "));
            }
            runs.push(candidate_text(view, id));
        }
        match runs.is_empty() {
            true => Cell::empty(),
            false => Paragraph::of(runs).into(),
        }
    }));
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
