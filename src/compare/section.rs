//! One section: its clauses aligned over all columns, its labels read, its texts told apart.

use super::align::{Slot, align_columns};
use super::base;
use super::clause::{Clause, Part};
use super::columns::{Form, Proposal};
use super::decode::{Action, Decoded, Given, Reading, ReadingKind, decode};
use super::label;
use super::texts::{self, Marked, Run};
use super::words::{Weights, same_words, words};
use super::{Cell, LabelReading, Row, Section, SectionColumn};
use crate::model::Change;

/// Two clauses belong together from this likeness on.
const SAME_CLAUSE: f64 = 0.5;
/// A clause without label behind a struck one is that one written anew from this likeness on.
const REWRITTEN: f64 = 0.35;
/// Clauses of fewer words must be alike as a whole: that one stands inside a long one says nothing.
const SHORT: usize = 8;

/// What the sections of a comparison share.
pub(crate) struct SectionContext<'a> {
    /// The base, where there is one, and the proposals.
    pub(crate) all: &'a [Proposal],
    /// True where the first is the base.
    pub(crate) has_base: bool,
    pub(crate) weights: &'a Weights,
    /// The last outermost label of each column's section before.
    pub(crate) last_labels: &'a mut [u32],
}

impl SectionContext<'_> {
    fn first_proposal(&self) -> usize {
        usize::from(self.has_base)
    }
}

/// A base clause, or a clause that only proposals have.
struct Line {
    members: Vec<Option<usize>>,
    /// None: no base clause. Some(None): a base clause without label.
    base: Option<Option<String>>,
    path: Option<String>,
    text: Option<String>,
    end: Option<char>,
    /// True where nothing tells whether the base has it.
    unknown: bool,
}

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
    Section {
        heading,
        columns,
        rows: rows(&lines, cells),
    }
}

fn similar(a: &Clause, b: &Clause, weights: &Weights) -> f64 {
    let (x, y) = (a.base_words(), b.base_words());
    let shortest = x.len().min(y.len());
    let like = if shortest < SHORT {
        let longest = x.len().max(y.len());
        weights.likeness(&x, &y) * (shortest as f64 / longest.max(1) as f64).sqrt()
    } else {
        weights.likeness(&x, &y)
    };
    let same_label = a.raw_label.is_some() && a.raw_label == b.raw_label;
    like + if same_label { 0.03 } else { 0.0 } - SAME_CLAUSE
}

fn lines(parts: &[Option<&Part>], context: &SectionContext<'_>) -> Vec<Line> {
    let lengths: Vec<usize> = parts
        .iter()
        .map(|p| p.map_or(0, |p| p.clauses.len()))
        .collect();
    let order: Vec<usize> = (0..parts.len()).collect();
    let clause = |column: usize, at: usize| parts[column].map(|p| &p.clauses[at]);
    let slots = align_columns(&lengths, &order, |(c, i), (d, j)| {
        match (clause(c, i), clause(d, j)) {
            (Some(a), Some(b)) => similar(a, b, context.weights),
            _ => 0.0,
        }
    });
    let standing: Vec<Standing> = slots.iter().map(|s| standing(s, parts, context)).collect();
    let base_clauses: Vec<(Option<&Clause>, Vec<&Clause>)> = slots
        .iter()
        .zip(&standing)
        .filter(|(_, s)| **s != Standing::New)
        .map(|(slot, _)| {
            let mut members = slot
                .members
                .iter()
                .enumerate()
                .filter_map(|(c, m)| Some((c, clause(c, (*m)?)?)));
            let own = context
                .has_base
                .then(|| members.next())
                .flatten()
                .filter(|(c, _)| *c == 0);
            match own {
                Some((_, own)) => (Some(own), Vec::new()),
                None => (
                    None,
                    (0..parts.len())
                        .filter_map(|c| clause(c, slot.members[c]?))
                        .collect(),
                ),
            }
        })
        .collect();
    let labels = base::labels(&base_clauses);
    let mut labels = labels.into_iter();
    let mut parents: Vec<String> = Vec::new();
    slots
        .into_iter()
        .zip(standing)
        .map(|(slot, standing)| {
            let base = (standing != Standing::New).then(|| labels.next().flatten());
            let first = (0..parts.len()).find_map(|c| clause(c, slot.members[c]?));
            let path = base
                .as_ref()
                .map(|own| path(own.as_deref(), first, &mut parents));
            let printed: Vec<&str> = (0..parts.len())
                .filter_map(|c| Some(clause(c, slot.members[c]?)?.text.as_str()))
                .collect();
            Line {
                text: base
                    .is_some()
                    .then(|| base_text(&slot, parts, context))
                    .flatten(),
                end: base::end_sign(&printed),
                members: slot.members,
                path,
                base,
                unknown: standing == Standing::Unknown,
            }
        })
        .collect()
}

/// The label with those above it: `2i`; `-` for none.
fn path(own: Option<&str>, clause: Option<&Clause>, parents: &mut Vec<String>) -> String {
    let Some(own) = own else {
        return "-".to_owned();
    };
    let level = clause.map_or(0, |c| c.level);
    parents.truncate(level);
    let path = parents.concat() + own;
    if clause.is_some_and(|c| c.style != Some(label::Style::Bullet)) {
        parents.resize(level, String::new());
        parents.push(own.to_owned());
    }
    path
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    InBase,
    New,
    Unknown,
}

/// Whether a row of clauses is in the base. A text in which both sides run together holds every base
/// clause, struck or not: what a whole column lacks is not in the base.
fn standing(slot: &Slot, parts: &[Option<&Part>], context: &SectionContext<'_>) -> Standing {
    if context.has_base && parts[0].is_some() {
        return if slot.members[0].is_some() {
            Standing::InBase
        } else {
            Standing::New
        };
    }
    let merged: Vec<usize> = (context.first_proposal()..parts.len())
        .filter(|c| parts[*c].is_some() && context.all[*c].form == Form::Merged)
        .collect();
    let present = merged
        .iter()
        .filter(|c| slot.members[**c].is_some())
        .count();
    let lacking = merged
        .iter()
        .filter(|c| slot.members[**c].is_none() && !parts[**c].is_some_and(|p| p.incomplete))
        .count();
    let lost = parts.iter().flatten().any(|p| p.incomplete);
    match (present, lacking) {
        (2.., 0) => Standing::InBase,
        (_, 0) if lost => Standing::Unknown,
        _ => Standing::New,
    }
}

fn base_text(slot: &Slot, parts: &[Option<&Part>], context: &SectionContext<'_>) -> Option<String> {
    let clause = |c: usize| Some(&parts[c]?.clauses[slot.members[c]?]);
    if context.has_base
        && let Some(own) = clause(0)
    {
        return Some(own.text.clone());
    }
    let texts: Vec<&str> = (0..parts.len())
        .filter_map(|c| Some(clause(c)?.text.as_str()))
        .collect();
    (texts.len() > 1)
        .then(|| texts::consensus(&texts))
        .flatten()
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
        many => texts::consensus(many).unwrap_or_default(),
    }
}

/// A cell and the row it belongs to; `extra` for a new clause that shares a paragraph with a struck one.
struct Placed {
    line: usize,
    cell: Cell,
    extra: bool,
    struck_label: Option<String>,
}

fn read_column(
    column: usize,
    parts: &[Option<&Part>],
    lines: &[Line],
    heading: &str,
    context: &mut SectionContext<'_>,
) -> (SectionColumn, Vec<Placed>) {
    let proposal = &context.all[column];
    let Some(part) = parts[column] else {
        let mut placed = Vec::new();
        if proposal.form != Form::Empty && context.has_base && proposal.form != Form::Merged {
            placed = lines
                .iter()
                .enumerate()
                .filter_map(|(at, l)| left_out(at, l))
                .collect();
        }
        return (nothing(&proposal.name), placed);
    };
    let of_line = |at: usize| lines.iter().position(|l| l.members[column] == Some(at));
    let given: Vec<(usize, Given<'_>)> = (0..part.clauses.len())
        .filter_map(|at| {
            let line = of_line(at)?;
            Some((line, given(&part.clauses[at], &lines[line])))
        })
        .collect();
    let decoded = match proposal.form {
        Form::Merged => {
            let items: Vec<Given<'_>> = given.iter().map(|(_, g)| g.clone()).collect();
            decode(&items, context.last_labels[column])
        }
        _ => plainly(&given),
    };
    context.last_labels[column] = decoded.last;
    let mut placed = place(&given, &decoded.readings, lines, proposal.form);
    join_rewritten(&mut placed, lines, context.weights);
    if proposal.form != Form::Merged {
        placed.extend(
            lines
                .iter()
                .enumerate()
                .filter(|(_, l)| l.members[column].is_none())
                .filter_map(|(at, l)| left_out(at, l)),
        );
    }
    let heading_struck = decoded.continued
        && !placed
            .iter()
            .any(|p| p.cell.action == Action::Keep && !p.cell.renumbered);
    let info = SectionColumn {
        column: proposal.name.clone(),
        has_text: true,
        lines: Some((part.line, part.end_line)),
        heading: heading_runs(heading, &part.heading, proposal.form),
        heading_struck,
        incomplete: part.incomplete,
        labels: placed.iter().flat_map(label_readings).collect(),
    };
    (info, placed)
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

fn heading_runs(base: &str, printed: &str, form: Form) -> Vec<Run> {
    if printed.is_empty() {
        return Vec::new();
    }
    match form {
        // What runs together in a phrase is the whole old one and the whole new one.
        Form::Merged => match printed
            .strip_prefix(base)
            .filter(|rest| !base.is_empty() && !rest.is_empty())
        {
            Some(rest) if !rest.starts_with(char::is_whitespace) => vec![
                Run {
                    text: base.to_owned(),
                    change: Some(Change::Deleted),
                },
                Run {
                    text: rest.to_owned(),
                    change: Some(Change::Inserted),
                },
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
        cost: 0.0,
    }
}

fn place(
    given: &[(usize, Given<'_>)],
    readings: &[Reading],
    lines: &[Line],
    form: Form,
) -> Vec<Placed> {
    let mut placed = Vec::new();
    let (mut old_parents, mut new_parents) = (Vec::new(), Vec::new());
    for ((at, item), reading) in given.iter().zip(readings) {
        let line = &lines[*at];
        let clause = item.clause;
        let full = |own: &Option<String>, parents: &mut Vec<String>| {
            own.as_ref()
                .map(|own| path(Some(own), Some(clause), parents))
        };
        let (old, new) = (
            full(&reading.old, &mut old_parents),
            full(&reading.new, &mut new_parents),
        );
        let cell = |action, old: Option<String>, new: Option<String>, marked: Marked| Cell {
            line: Some(clause.line),
            raw_label: clause.raw_label.clone(),
            renumbered: old.is_some() && new.is_some() && old != new,
            old,
            new,
            action,
            moved: None,
            struck_line: None,
            runs: marked.runs,
            undecided: marked.undecided,
        };
        let mut push = |cell, extra| {
            placed.push(Placed {
                line: *at,
                cell,
                extra,
                struck_label: None,
            })
        };
        match reading.kind {
            ReadingKind::Added if line.unknown => {
                let mut open = cell(Action::Undecided, None, new, plain(&clause.text, None));
                open.undecided = Some(
                    "no other column has it and there is no base: it may be old, new or struck"
                        .into(),
                );
                push(open, false);
            }
            ReadingKind::Added => push(
                cell(
                    Action::Add,
                    None,
                    new,
                    plain(&clause.text, Some(Change::Inserted)),
                ),
                false,
            ),
            ReadingKind::Struck => push(
                cell(
                    Action::Delete,
                    old,
                    None,
                    plain(&clause.text, Some(Change::Deleted)),
                ),
                false,
            ),
            ReadingKind::Stays => {
                let marked = marked(line.text.as_deref(), clause, form);
                let action = action(line.text.as_deref(), clause, &marked);
                push(cell(action, old, new, marked), false);
            }
            ReadingKind::Replaced => {
                let base = line.text.as_deref().unwrap_or_default();
                let second = base::second_clause(base, &clause.text).unwrap_or_default();
                push(
                    cell(
                        Action::Delete,
                        old,
                        None,
                        plain(base, Some(Change::Deleted)),
                    ),
                    false,
                );
                push(
                    cell(
                        Action::Add,
                        None,
                        new,
                        plain(second, Some(Change::Inserted)),
                    ),
                    true,
                );
            }
        }
    }
    placed
}

fn plain(text: &str, change: Option<Change>) -> Marked {
    Marked {
        runs: vec![Run {
            text: text.to_owned(),
            change,
        }],
        undecided: None,
    }
}

fn marked(base: Option<&str>, clause: &Clause, form: Form) -> Marked {
    match (form, base) {
        (Form::Tracked, _) if !clause.sides.is_empty() => texts::from_sides(&clause.sides),
        (_, None) => plain(&clause.text, None),
        (Form::Merged, Some(base)) => match same_words(&words(base), &clause.words) {
            true => plain(&clause.text, None),
            false => texts::from_merged(base, &clause.text),
        },
        (_, Some(base)) => texts::from_clean(base, &clause.text),
    }
}

fn action(base: Option<&str>, clause: &Clause, marked: &Marked) -> Action {
    let old = match (clause.side(Change::Inserted), base) {
        (Some(old), _) => old,
        (None, Some(base)) => base.to_owned(),
        (None, None) => return Action::Undecided,
    };
    let new = clause
        .side(Change::Deleted)
        .unwrap_or_else(|| clause.text.clone());
    let unchanged = same_words(&words(&old), &words(&new)) && marked.undecided.is_none();
    if unchanged {
        Action::Keep
    } else {
        Action::Modify
    }
}

/// A struck clause with a like one without label behind it is one clause written anew.
fn join_rewritten(placed: &mut Vec<Placed>, lines: &[Line], weights: &Weights) {
    let mut at = 0;
    while at + 1 < placed.len() {
        let (struck, anew) = (&placed[at].cell, &placed[at + 1].cell);
        let pair = struck.action == Action::Delete
            && anew.action == Action::Add
            && anew.raw_label.is_none()
            && !placed[at + 1].extra;
        let base = lines[placed[at].line].text.clone().unwrap_or_default();
        let text = anew
            .runs
            .first()
            .map(|r| r.text.clone())
            .unwrap_or_default();
        if pair && weights.likeness(&words(&base), &words(&text)) >= REWRITTEN {
            let (old, struck_line, line) = (struck.old.clone(), struck.line, placed[at].line);
            let struck_label = struck.raw_label.clone();
            let mut anew = placed.remove(at + 1);
            anew.struck_label = struck_label;
            anew.line = line;
            anew.cell.action = Action::Modify;
            anew.cell.struck_line = struck_line;
            anew.cell.old = old;
            anew.cell.runs = texts::from_clean(&base, &text).runs;
            placed[at] = anew;
        }
        at += 1;
    }
}

/// The cell of a base clause that a proposal without struck text leaves out.
fn left_out(at: usize, line: &Line) -> Option<Placed> {
    let path = line.path.clone()?;
    Some(Placed {
        line: at,
        extra: false,
        struck_label: None,
        cell: Cell {
            line: None,
            raw_label: None,
            old: (path != "-").then_some(path),
            new: None,
            action: Action::Delete,
            renumbered: false,
            moved: None,
            struck_line: None,
            runs: plain(
                line.text.as_deref().unwrap_or_default(),
                Some(Change::Deleted),
            )
            .runs,
            undecided: None,
        },
    })
}

fn rows(lines: &[Line], cells: Vec<Vec<Placed>>) -> Vec<Row> {
    let columns = cells.len();
    let empty = |base: Option<String>, base_text: Option<String>| Row {
        base,
        base_text,
        cells: vec![None; columns],
    };
    let mut rows: Vec<Row> = Vec::new();
    let mut by_line: Vec<(Row, Vec<Row>)> = lines
        .iter()
        .map(|l| (empty(l.path.clone(), l.text.clone()), Vec::new()))
        .collect();
    for (column, placed) in cells.into_iter().enumerate() {
        for Placed {
            line, cell, extra, ..
        } in placed
        {
            let Some((row, extras)) = by_line.get_mut(line) else {
                continue;
            };
            if extra {
                let mut added = empty(None, None);
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
