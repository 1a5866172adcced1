//! Action plans as papers: the matrix, the items, and what does not fit.

mod read;

pub use read::{read_plan, read_plan_workbook};

use super::{Cell, Paragraph, Report, Run, Table};
use crate::knowledge::{Addressee, Addressees, Part};
use crate::model::{Index, counted};
use crate::plan::{ActionPlan, Item, MarkDifference, MatrixRow, ProvisionRef};

/// The paper of a plan that was made from texts.
pub fn action_plan(plan: &ActionPlan, addressees: &Addressees, index: &Index) -> Report {
    let mut report = Report::new("Action plan (skeleton)").landscape();
    report.subtitle = Some(format!(
        "{}, {} that somebody must act on",
        counted(plan.matrix.len(), "resolution"),
        counted(plan.items.len(), "provision")
    ));
    report.known_to(&plan.known);
    report.heading(1, "Who acts, collaborates, is reported to");
    report.table(matrix(&plan.matrix, addressees));
    report.heading(1, "Action items");
    report.paragraph(
        "One item a provision that names somebody who is to act; the pointer in brackets says which.",
    );
    report.table(made_items(plan, addressees));
    report.heading(1, "What the matrix rests on");
    report.table(places(plan, addressees, index));
    report
}

/// The provisions behind each mark of the matrix, by resolution, with the copy that was read; and those that name
/// nobody.
fn places(plan: &ActionPlan, addressees: &Addressees, index: &Index) -> Table {
    let mut table = Table::new([
        "Resolution",
        "Column: provisions",
        "Names nobody who is to act",
    ])
    .sheet("Behind the matrix")
    .widths([4, 13, 5])
    .breaking_rows();
    for row in &plan.matrix {
        let columns = addressees.matrix.columns.iter();
        let lines = columns.filter_map(|column| {
            let mark = row.marks.get(&column.id)?;
            let shorts = mark.provisions.iter().map(|p| p.short.as_str());
            Some(Paragraph::of([
                Run::bold(format!("{} {}: ", column.group, column.head)),
                Run::text(joined(shorts)),
            ]))
        });
        let nobody = plan
            .without_item
            .iter()
            .filter(|p| p.resolution == row.resolution);
        let lines: Vec<Paragraph> = lines.collect();
        let nobody = joined(nobody.map(|p| p.short.as_str()));
        if !lines.is_empty() || !nobody.is_empty() {
            let copy = index.copy_of(&row.resolution);
            let copy = copy.map(|copy| Paragraph::from(Run::italic(copy.to_string())));
            table.row([
                Cell::of(std::iter::once(Paragraph::from(row.resolution.to_string())).chain(copy)),
                Cell::of(lines),
                nobody.into(),
            ]);
        }
    }
    table
}

/// Short pointers with what they have in common written once: `i. TSBDir 1, 2, 5; resolves 3`.
pub(super) fn joined<'a>(shorts: impl Iterator<Item = &'a str>) -> String {
    let mut heads: Vec<(&str, Vec<&str>)> = Vec::new();
    for short in shorts {
        let label = short.rsplit(' ').next().unwrap_or_default();
        let is_label = label.len() <= 5 && label.chars().any(|c| c.is_ascii_digit() || c == ')');
        let (head, label) = match short.rsplit_once(' ').filter(|_| is_label) {
            Some((head, label)) => (head, label),
            None => (short, ""),
        };
        match heads.iter_mut().find(|(h, _)| *h == head) {
            Some((_, labels)) if labels.contains(&label) => {}
            Some((_, labels)) => labels.push(label),
            None => heads.push((head, vec![label])),
        }
    }
    let shown = heads.iter().map(|(head, labels)| {
        let labels: Vec<&str> = labels.iter().copied().filter(|l| !l.is_empty()).collect();
        match labels.is_empty() {
            true => (*head).to_owned(),
            false => format!("{head} {}", in_runs(&labels)),
        }
    });
    shown.collect::<Vec<_>>().join("; ")
}

/// Labels with commas between; three and more that follow each other as one run: `1–4, 7`.
fn in_runs(labels: &[&str]) -> String {
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for label in labels {
        let number = |l: &str| l.parse::<u32>().ok();
        let follows = |run: &Vec<&str>| {
            let last = run.last().and_then(|l| number(l));
            last.is_some() && last.map(|n| n + 1) == number(label)
        };
        match runs.last_mut().filter(|run| follows(run)) {
            Some(run) => run.push(label),
            None => runs.push(vec![label]),
        }
    }
    let shown = runs.iter().map(|run| match run.as_slice() {
        [first, .., last] if run.len() > 2 => format!("{first}–{last}"),
        some => some.join(", "),
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// Adds how the made matrix differs from the published one.
pub fn add_differences(
    report: &mut Report,
    differences: &[MarkDifference],
    addressees: &Addressees,
) {
    let published = differences
        .iter()
        .filter(|d| !d.published.is_empty())
        .count();
    let agree = differences.iter().filter(|d| d.agree).count();
    report.heading(1, "The made matrix against the published one");
    report.paragraph(format!(
        "{agree} of {published} published marks are in the made matrix ({:.1} %).",
        100.0 * agree as f64 / published.max(1) as f64
    ));
    let mut table = Table::new(["Resolution", "Column", "Published", "Made", "What decides"])
        .sheet("Differences")
        .widths([2, 3, 2, 2, 10]);
    for d in differences.iter().filter(|d| !d.agree) {
        let why = match d.provisions.as_slice() {
            [] => Cell::from(Run::italic("no provision at hand names them")),
            some => Cell::of(some.iter().take(4).map(provision_line)),
        };
        table.row([
            d.resolution.to_string().into(),
            column_words(&d.column, addressees).into(),
            d.published.clone().into(),
            d.made.clone().into(),
            why,
        ]);
    }
    report.table(table);
}

/// A column by its heads: `Action by TSB`.
fn column_words(id: &str, addressees: &Addressees) -> String {
    let column = addressees.matrix.columns.iter().find(|c| c.id == id);
    column.map_or_else(|| id.to_owned(), |c| format!("{} {}", c.group, c.head))
}

fn provision_line(provision: &ProvisionRef) -> Paragraph {
    Paragraph::of([
        Run::bold(format!("{} ", provision.path)),
        Run::text(provision.text.clone()),
    ])
}

fn matrix(rows: &[MatrixRow], addressees: &Addressees) -> Table {
    let columns = &addressees.matrix.columns;
    let mut table =
        Table::new(std::iter::once("Resolution").chain(columns.iter().map(|c| c.head.as_str())))
            .caption("Matrix")
            .sheet("Matrix")
            .widths(std::iter::once(8).chain(columns.iter().map(|_| 2)));
    let mut groups: Vec<Cell> = vec![Cell::empty()];
    for column in columns {
        match groups.last_mut() {
            Some(last) if last.plain() == column.group => last.span += 1,
            _ => groups.push(Cell::from(column.group.clone())),
        }
    }
    table.header.insert(0, groups);
    for row in rows {
        let mut cells = vec![Cell::of([Paragraph::of([
            Run::bold(row.resolution.to_string()),
            Run::text(format!(" {}", row.title)),
        ])])];
        for column in columns {
            cells.push(match row.marks.get(&column.id) {
                None => Cell::empty(),
                Some(mark) => Cell::from(mark.text.clone()),
            });
        }
        table.row(cells);
    }
    table
}

/// The items with the columns of a published plan; who acts with whom stands under the action.
fn made_items(plan: &ActionPlan, addressees: &Addressees) -> Table {
    let mut table = Table::new([
        "Item",
        "Action",
        "Who",
        "Milestone",
        "Periodic goals met",
        "Completed",
        "Status",
    ])
    .sheet("Items")
    // "WTDC-37-01", the item of a plan of several bodies, stands on one line.
    .widths([9, 51, 13, 10, 8, 9, 6])
    .breaking_rows();
    let mut current = None;
    for item in &plan.items {
        if current != item.resolution {
            current = item.resolution.clone();
            let title = plan
                .matrix
                .iter()
                .find(|r| Some(&r.resolution) == current.as_ref());
            table.band(title.map_or(String::new(), |r| format!("{} {}", r.resolution, r.title)));
        }
        let pointer = item.pointers.first().map(|p| format!(" ({})", p.raw));
        let action = beginning(item.action.trim_end_matches([';', ',', '.']));
        table.row([
            item.id.clone().unwrap_or_default().into(),
            Cell::from(Paragraph::of([
                Run::text(action),
                Run::bold(pointer.unwrap_or_default()),
            ])),
            who(item, addressees),
            item.milestone.clone().into(),
            Cell::empty(),
            Cell::empty(),
            item.status.clone().unwrap_or_default().into(),
        ]);
    }
    table
}

/// So many words of an action are printed: the pointer says where the rest stands.
const LONGEST_ACTION: usize = 45;

fn beginning(action: &str) -> String {
    let mut words = action.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(LONGEST_ACTION).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", first.join(" "))
}

/// Who acts, with whom, and who is reported to.
fn who(item: &Item, addressees: &Addressees) -> Cell {
    let names = |part: Part| {
        let mut names: Vec<String> = Vec::new();
        for role in item.roles.iter().filter(|r| r.part == part) {
            let short = |a: &Addressee| a.short.first().unwrap_or(&a.mark).clone();
            let known = addressees.get(&role.who).map(short);
            let own = match role.members.is_empty() {
                true => vec![known.unwrap_or_else(|| role.written.clone())],
                false => role.members.clone(),
            };
            for name in own {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        names.join(", ")
    };
    let mut lines = vec![names(Part::Acts)];
    for (word, part) in [("with ", Part::Collaborates), ("to ", Part::ReportedTo)] {
        let names = names(part);
        if !names.is_empty() {
            lines.push(format!("{word}{names}"));
        }
    }
    Cell::from(lines.join("; "))
}
