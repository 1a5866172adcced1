//! Action plans that were read, checked against the texts.

use super::{joined, matrix};
use crate::knowledge::Addressees;
use crate::model::counted;
use crate::plan::{ActionPlan, Item, ProvisionRef, Verdict};
use crate::report::{Cell, Paragraph, Report, Run, Table, Tone, problem_line};

/// The paper of a plan that was read: what does not fit the texts. The items that point where they should are in the
/// workbook ([`read_plan_workbook`]).
pub fn read_plan(plan: &ActionPlan, addressees: &Addressees) -> Report {
    let mut report = read_summary(plan);
    report.heading(1, "Matrix");
    report.table(matrix(&plan.matrix, addressees));
    report.heading(1, "Pointers to look at");
    report.table(items_table(
        "Pointers",
        plan.items.iter().filter(|i| to_look_at(i)),
    ));
    report.heading(1, "Provisions without an item");
    let mut table = Table::new(["Resolution", "Provisions"])
        .sheet("Without item")
        .widths([2, 14]);
    for row in &plan.matrix {
        let of_row = |p: &&ProvisionRef| p.resolution == row.resolution;
        let provisions: Vec<&ProvisionRef> = plan.without_item.iter().filter(of_row).collect();
        if !provisions.is_empty() {
            let shorts = joined(provisions.iter().map(|p| pointer_of(p)));
            table.row([row.resolution.to_string().into(), shorts.into()]);
        }
    }
    report.table(table);
    add_problems(&mut report, plan);
    report
}

/// All that was read, for a workbook: every item, and every provision without one with its text.
pub fn read_plan_workbook(plan: &ActionPlan, addressees: &Addressees) -> Report {
    let mut report = read_summary(plan);
    report.heading(1, "Matrix");
    report.table(matrix(&plan.matrix, addressees));
    report.heading(1, "All items");
    report.table(items_table("Items", plan.items.iter()));
    report.heading(1, "Provisions without an item");
    let mut table = Table::new(["Resolution", "Provision", "Text"])
        .sheet("Without item")
        .widths([2, 4, 10]);
    for provision in &plan.without_item {
        table.row([
            provision.resolution.to_string().into(),
            pointer_of(provision).to_owned().into(),
            provision.text.clone().into(),
        ]);
    }
    report.table(table);
    add_problems(&mut report, plan);
    report
}

fn to_look_at(item: &Item) -> bool {
    item.weak || !matches!(item.verdict, Verdict::Ok | Verdict::None)
}

/// A provision in short where that is known.
fn pointer_of(provision: &ProvisionRef) -> &str {
    match provision.short.as_str() {
        "" => &provision.path,
        short => short,
    }
}

fn read_summary(plan: &ActionPlan) -> Report {
    let mut report = Report::new("Action plan, checked against the texts").landscape();
    report.subtitle = plan.file.clone();
    let count = |verdict| plan.items.iter().filter(|i| i.verdict == verdict).count();
    report.paragraph(format!(
        "{}. Pointing where they should: {}, elsewhere: {}, at only a part of what they should: {}, at one of several: {}; not to be checked: {}, without a pointer: {}. Those that point where they should stand in the workbook.",
        counted(plan.items.len(), "item"),
        count(Verdict::Ok),
        count(Verdict::Wrong),
        count(Verdict::Incomplete),
        count(Verdict::Ambiguous),
        count(Verdict::Unverifiable),
        count(Verdict::None),
    ));
    report.known_to(&plan.known);
    report
}

fn add_problems(report: &mut Report, plan: &ActionPlan) {
    if !plan.problems.is_empty() {
        report.heading(1, "What could not be read");
        report.list(plan.problems.iter().map(problem_line));
    }
}

fn items_table<'a>(sheet: &str, items: impl Iterator<Item = &'a Item>) -> Table {
    let mut table = Table::new([
        "Item",
        "Action",
        "Milestone",
        "Periodic goals met",
        "Completed",
        "Points at",
        "Verdict",
    ])
    .sheet(sheet)
    .widths([2, 12, 4, 2, 2, 6, 5])
    .breaking_rows();
    for item in items {
        table.row(read_item(item));
    }
    table
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
    let word = match item.weak {
        true => format!("{word} (weak)"),
        false => word.to_owned(),
    };
    let tone = if item.weak { Tone::Warning } else { tone };
    let mut verdict = vec![Paragraph::from(Run::bold(word))];
    verdict.extend(item.comment.clone().map(Paragraph::from));
    if !item.should_be.is_empty() {
        let paths: Vec<String> = item
            .should_be
            .iter()
            .map(|p| pointer_of(p).to_owned())
            .collect();
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
