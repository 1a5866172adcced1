//! One section: its rows, its columns with their labels read, its opening phrases.

use super::align::Slot;
use super::base;
use super::cells::{Placed, join_rewritten, left_out, place};
use super::clause::{Clause, Part, side_text};
use super::columns::Form;
use super::decode::{Action, Decoded, Given, Reading, ReadingKind, decode};
use super::lines::{Line, SectionContext, lines};
use super::texts::{self, Run};
use super::{LabelReading, Row, Section, SectionColumn, consensus, label};
use crate::model::Change;

/// Makes the section of one row of aligned parts.
pub(crate) fn section(group: &Slot, context: &mut SectionContext<'_>) -> Section {
    let parts: Vec<Option<&Part>> = group
        .members
        .iter()
        .enumerate()
        .map(|(column, part)| part.map(|p| &context.all[column].parts[p]))
        .collect();
    let lines = lines(&parts, context);
    let mut columns = Vec::new();
    let mut cells: Vec<Vec<Placed>> = Vec::new();
    let heading = base_heading(&parts, context);
    for column in context.first_proposal()..parts.len() {
        let (info, placed) = read_column(column, &parts, &lines, &heading, context);
        columns.push(info);
        cells.push(placed);
    }
    let in_base = match context.has_base {
        true => parts[0].is_some(),
        false => lines.iter().any(|l| l.base.is_some()),
    };
    Section {
        heading,
        in_base,
        columns,
        rows: rows(&lines, cells),
    }
}

fn base_heading(parts: &[Option<&Part>], context: &SectionContext<'_>) -> String {
    if context.has_base
        && let Some(part) = parts[0]
    {
        return part.heading.clone();
    }
    let headings: Vec<&str> = parts
        .iter()
        .flatten()
        .map(|p| p.heading.as_str())
        .filter(|h| !h.is_empty())
        .collect();
    match headings.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        many => consensus::consensus(many).unwrap_or_default(),
    }
}

fn read_column(
    column: usize,
    parts: &[Option<&Part>],
    lines: &[Line],
    heading: &str,
    context: &mut SectionContext<'_>,
) -> (SectionColumn, Vec<Placed>) {
    let proposal = &context.all[column];
    let left_out_where = |lacks: &dyn Fn(&Line) -> bool| -> Vec<Placed> {
        let lines = lines.iter().enumerate().filter(|(_, l)| lacks(l));
        lines
            .filter_map(|(at, l)| left_out(at, l, proposal.form))
            .collect()
    };
    let Some(part) = parts[column] else {
        let tells = context.has_base && !matches!(proposal.form, Form::Empty | Form::Merged);
        return (nothing(&proposal.name), left_out_where(&|_| tells));
    };
    let given = given_of(column, part, lines);
    let decoded = match proposal.form {
        Form::Merged => {
            let items: Vec<Given<'_>> = given.iter().map(|(_, g)| g.clone()).collect();
            decode(&items, context.last_labels[column])
        }
        _ => plainly(&given),
    };
    context.last_labels[column] = decoded.last;
    let mut placed = place(&given, &decoded.readings, lines, proposal.form);
    join_rewritten(&mut placed, lines, &context.known.weights);
    if proposal.form != Form::Merged {
        placed.extend(left_out_where(&|l| l.members[column].is_none()));
    }
    let info = SectionColumn {
        column: proposal.name.clone(),
        has_text: true,
        lines: Some((part.line, part.end_line)),
        heading: heading_runs(heading, part, proposal.form),
        heading_struck: is_heading_struck(part, &decoded, &placed),
        incomplete: part.incomplete,
        labels: placed.iter().flat_map(label_readings).collect(),
    };
    (info, placed)
}

/// The clauses of a column that stand in a line, with that line, in the order of the column.
fn given_of<'a>(column: usize, part: &'a Part, lines: &[Line]) -> Vec<(usize, Given<'a>)> {
    let mut line_of: Vec<Option<usize>> = vec![None; part.clauses.len()];
    for (number, line) in lines.iter().enumerate() {
        if let Some(at) = line.members[column] {
            line_of[at] = Some(number);
        }
    }
    let clauses = part.clauses.iter().zip(line_of);
    clauses
        .filter_map(|(clause, line)| Some((line?, given(clause, &lines[line?]))))
        .collect()
}

/// True where the opening phrase is struck by a tracked change, or because the labels go on from the section before.
fn is_heading_struck(part: &Part, decoded: &Decoded, placed: &[Placed]) -> bool {
    let sides = &part.heading_sides;
    let marked = !sides.is_empty() && side_text(sides, Change::Deleted).trim().is_empty();
    let stays = |p: &Placed| p.cell.action == Action::Keep && !p.cell.renumbered;
    marked && placed.iter().any(|p| p.cell.action != Action::Delete)
        || decoded.continued && !placed.iter().any(stays)
}

fn nothing(name: &str) -> SectionColumn {
    SectionColumn {
        column: name.to_owned(),
        has_text: false,
        lines: None,
        heading: Vec::new(),
        heading_struck: false,
        incomplete: false,
        labels: Vec::new(),
    }
}

/// The labels of a cell: that of its own line, and that of the line at which it was struck before.
fn label_readings(placed: &Placed) -> Vec<LabelReading> {
    let cell = &placed.cell;
    let struck = cell.struck_line.map(|line| LabelReading {
        line,
        raw: placed.struck_label.clone(),
        old: cell.old.clone(),
        new: None,
        action: Action::Delete,
    });
    let own = cell.line.map(|line| LabelReading {
        line,
        raw: cell.raw_label.clone(),
        old: cell.old.clone(),
        new: cell.new.clone(),
        action: cell.action,
    });
    struck.into_iter().chain(own).collect()
}

/// The opening phrase of a column against that of the base.
fn heading_runs(base: &str, part: &Part, form: Form) -> Vec<Run> {
    let printed = part.heading.as_str();
    if printed.is_empty() {
        return Vec::new();
    }
    if part.heading_sides.iter().any(|s| s.change.is_some()) {
        return texts::side_runs(&part.heading_sides);
    }
    match form {
        // What runs together in a phrase is the whole old one and the whole new one.
        Form::Merged => match printed
            .strip_prefix(base)
            .filter(|rest| !base.is_empty() && !rest.is_empty())
        {
            Some(rest) if !rest.starts_with(char::is_whitespace) => vec![
                Run::new(base, Some(Change::Deleted)),
                Run::new(rest, Some(Change::Inserted)),
            ],
            _ => texts::from_merged(base, printed).runs,
        },
        _ => texts::from_clean(base, printed).runs,
    }
}

fn given<'a>(clause: &'a Clause, line: &Line) -> Given<'a> {
    let base = if line.unknown {
        None
    } else {
        line.base.clone()
    };
    let two = line
        .text
        .as_deref()
        .is_some_and(|b| base::second_clause(b, &clause.text).is_some());
    Given {
        clause,
        base,
        holds_two: two,
        made_last: base::made_last(&clause.text, line.end),
    }
}

/// Readings where nothing runs together: the labels say what they say.
fn plainly(given: &[(usize, Given<'_>)]) -> Decoded {
    let readings = given.iter().map(|(_, item)| {
        let bare = |raw: &Option<String>| raw.as_deref().map(|r| label::bare(r).to_owned());
        let (old_side, new_side) = match &item.clause.side_labels {
            Some((old, new)) => (bare(old), bare(new)),
            None => (None, bare(&item.clause.raw_label)),
        };
        let struck = item
            .clause
            .side(Change::Deleted)
            .is_some_and(|new| new.trim().is_empty());
        let fresh = item
            .clause
            .side(Change::Inserted)
            .is_some_and(|old| old.trim().is_empty());
        let base = item.base.clone().flatten().or(old_side);
        let (kind, old, new) = match (&item.base, struck, fresh) {
            (_, true, _) => (ReadingKind::Struck, base, None),
            (None, ..) | (_, _, true) => (ReadingKind::Added, None, new_side),
            (Some(_), false, false) => (ReadingKind::Stays, base, new_side),
        };
        Reading { kind, old, new }
    });
    Decoded {
        readings: readings.collect(),
        last: 0,
        continued: false,
    }
}

fn rows(lines: &[Line], cells: Vec<Vec<Placed>>) -> Vec<Row> {
    let columns = cells.len();
    let empty = |line: &Line| Row {
        base: None,
        label: None,
        base_text: None,
        level: line.level,
        is_table_row: line.is_row,
        cells: vec![None; columns],
    };
    let of_base = |line: &Line| Row {
        base: line.path.clone(),
        label: line.printed.clone(),
        base_text: line.text.clone(),
        ..empty(line)
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut by_line: Vec<(Row, Vec<Row>)> =
        lines.iter().map(|l| (of_base(l), Vec::new())).collect();
    for (column, placed) in cells.into_iter().enumerate() {
        for Placed {
            line, cell, extra, ..
        } in placed
        {
            let Some((row, extras)) = by_line.get_mut(line) else {
                continue;
            };
            if extra {
                let mut added = empty(&lines[line]);
                added.cells[column] = Some(cell);
                extras.push(added);
            } else {
                row.cells[column] = Some(cell);
            }
        }
    }
    for (row, extras) in by_line {
        // A row may be left empty where its clause was joined to the one before.
        if row.base.is_some() || row.cells.iter().any(Option::is_some) {
            rows.push(row);
        }
        rows.extend(extras);
    }
    rows
}
