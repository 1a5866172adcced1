//! Action plans as papers: the matrix, the items, and what does not fit.

use super::{Cell, Paragraph, Report, Run, Table, Tone};
use crate::knowledge::{Addressees, Part};
use crate::plan::{ActionPlan, Item, MarkDifference, MatrixRow, ProvisionRef, Verdict};

/// The paper of a plan that was made from texts.
pub fn action_plan(plan: &ActionPlan, addressees: &Addressees) -> Report {
    let mut report = Report::new("Action plan (skeleton)").landscape();
    report.subtitle = Some(format!(
        "{} resolutions, {} operative provisions",
        plan.matrix.len(),
        plan.items.len()
    ));
    report.heading(1, "Who acts, collaborates, is reported to");
    report.paragraph("Each mark names the provisions that say it in a footnote.");
    report.table(matrix(&plan.matrix, addressees));
    report.heading(1, "Action items");
    report.table(made_items(plan, addressees));
    report
}

/// The paper of a plan that was read: what it says, and what does not fit the texts.
pub fn read_plan(plan: &ActionPlan, addressees: &Addressees) -> Report {
    let mut report = Report::new("Action plan, checked against the texts").landscape();
    report.subtitle = plan.file.clone();
    let count = |verdict| plan.items.iter().filter(|i| i.verdict == verdict).count();
    report.paragraph(format!(
        "{} items: {} point where they should, {} elsewhere, {} at only a part of what they should, {} at one of several, {} cannot be checked, {} have no pointer.",
        plan.items.len(),
        count(Verdict::Ok),
        count(Verdict::Wrong),
        count(Verdict::Incomplete),
        count(Verdict::Ambiguous),
        count(Verdict::Unverifiable),
        count(Verdict::None),
    ));
    report.heading(1, "Matrix");
    report.table(matrix(&plan.matrix, addressees));
    report.heading(1, "Pointers to look at");
    let mut table = items_table("Pointers");
    for item in plan
        .items
        .iter()
        .filter(|i| !matches!(i.verdict, Verdict::Ok | Verdict::None))
    {
        table.row(read_item(item));
    }
    report.table(table);
    report.heading(1, "All items");
    let mut table = items_table("Items");
    for item in &plan.items {
        table.row(read_item(item));
    }
    report.table(table);
    report.heading(1, "Provisions without an item");
    let mut table = Table::new(["Resolution", "Provision", "Text"])
        .sheet("Without item")
        .widths([2, 4, 10]);
    for provision in &plan.without_item {
        table.row([
            provision.resolution.to_string().into(),
            provision.path.clone().into(),
            provision.text.clone().into(),
        ]);
    }
    report.table(table);
    if !plan.problems.is_empty() {
        report.heading(1, "What could not be read");
        report.list(plan.problems.iter().map(super::problem_line));
    }
    report
}

/// Adds how the made matrix differs from the published one.
pub fn add_differences(report: &mut Report, differences: &[MarkDifference]) {
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
            d.column.clone().into(),
            d.published.clone().into(),
            d.made.clone().into(),
            why,
        ]);
    }
    report.table(table);
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
            .widths(std::iter::once(6).chain(columns.iter().map(|_| 2)));
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
                Some(mark) if mark.provisions.is_empty() => Cell::from(mark.text.clone()),
                Some(mark) => {
                    let paths: Vec<String> =
                        mark.provisions.iter().map(|p| p.path.clone()).collect();
                    Cell::from(Run::text(mark.text.clone()).note(paths.join("; ")))
                }
            });
        }
        table.row(cells);
    }
    table
}

fn made_items(plan: &ActionPlan, addressees: &Addressees) -> Table {
    let mut table = Table::new([
        "Item",
        "Provision",
        "Action",
        "Who",
        "With",
        "Reported to",
        "By when",
    ])
    .sheet("Items")
    .widths([2, 4, 9, 3, 3, 3, 3]);
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
        let roles = |part: Part| {
            let written: Vec<String> = item
                .roles
                .iter()
                .filter(|r| r.part == part)
                .map(|r| match r.members.is_empty() {
                    true => addressees.get(&r.who).map_or(r.written.clone(), |a| {
                        a.short.first().cloned().unwrap_or_else(|| a.mark.clone())
                    }),
                    false => r.members.join(", "),
                })
                .collect();
            Cell::from(written.join(", "))
        };
        table.row([
            item.id.clone().unwrap_or_default().into(),
            item.pointers
                .first()
                .map(|p| p.raw.clone())
                .unwrap_or_default()
                .into(),
            item.action.clone().into(),
            roles(Part::Acts),
            roles(Part::Collaborates),
            roles(Part::ReportedTo),
            item.milestone.clone().into(),
        ]);
    }
    table
}

fn items_table(sheet: &str) -> Table {
    Table::new([
        "Item",
        "Action",
        "Milestone",
        "Periodic",
        "Completed",
        "Points at",
        "Verdict",
    ])
    .sheet(sheet)
    .widths([2, 8, 3, 2, 2, 6, 6])
}

fn read_item(item: &Item) -> Vec<Cell> {
    let mark = |m: Option<bool>| match m {
        Some(true) => "√",
        Some(false) => "",
        None => "lost",
    };
    let points: Vec<String> = item
        .pointers
        .iter()
        .flat_map(|p| &p.reads_as)
        .map(|r| {
            let heading = r.heading.as_deref().unwrap_or("?");
            let line = r
                .line
                .map_or("not in the text".to_owned(), |l| format!("line {l}"));
            format!("{heading} {} ({line})", r.item).replace("  ", " ")
        })
        .collect();
    let (word, tone) = match item.verdict {
        Verdict::Ok => ("ok", Tone::Good),
        Verdict::Wrong => ("wrong", Tone::Bad),
        Verdict::Incomplete => ("incomplete", Tone::Warning),
        Verdict::Ambiguous => ("ambiguous", Tone::Warning),
        Verdict::Unverifiable => ("cannot be checked", Tone::Muted),
        Verdict::None => ("no pointer", Tone::Muted),
    };
    let mut verdict = vec![Paragraph::from(Run::bold(word))];
    verdict.extend(item.comment.clone().map(Paragraph::from));
    if !item.should_be.is_empty() {
        let paths: Vec<String> = item.should_be.iter().map(|p| p.path.clone()).collect();
        verdict.push(Paragraph::from(Run::italic(format!(
            "should be: {}",
            paths.join("; ")
        ))));
    }
    vec![
        item.id.clone().unwrap_or_else(|| "lost".into()).into(),
        item.action.clone().into(),
        item.milestone.clone().into(),
        mark(item.periodic_met).into(),
        mark(item.completed).into(),
        points.join("\n").into(),
        Cell::of(verdict).tone(tone),
    ]
}
