//! What changed between two indexes or corpora, as a paper.

use super::{Report, Table};
use crate::diff::{CellChange, Difference, Link, TextChange, WorkChange};
use crate::model::Finding;

/// Builds the paper.
pub fn difference(difference: &Difference, old: &str, new: &str) -> Report {
    let mut report = Report::new("What changed")
        .landscape()
        .subtitle(format!("{old} → {new}"));
    works(&mut report, "Works added", &difference.added);
    works(&mut report, "Works revised", &difference.revised);
    works(&mut report, "Works suppressed", &difference.suppressed);
    works(
        &mut report,
        "Texts only among the old files (nothing says that they were suppressed)",
        &difference.without_text,
    );
    wording(&mut report, &difference.wording);
    links(&mut report, "Citations added", &difference.citations_added);
    links(
        &mut report,
        "Citations dropped",
        &difference.citations_dropped,
    );
    links(
        &mut report,
        "Citations brought up to date",
        &difference.citations_updated,
    );
    rows(&mut report, &difference.cells);
    let beside = [
        ("In the new mapping only", &difference.mapping_added),
        ("In the old mapping only", &difference.mapping_dropped),
    ];
    for (heading, lines) in beside.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        report.heading(1, heading);
        report.list(lines.iter().map(String::as_str));
    }
    findings(
        &mut report,
        "Findings that are new",
        &difference.findings_added,
    );
    findings(
        &mut report,
        "Findings that are gone",
        &difference.findings_gone,
    );
    if report.blocks.is_empty() {
        report.paragraph("Nothing changed.");
    }
    report.known_first(&difference.known, [""; 0]);
    report
}

fn rows(report: &mut Report, changes: &[CellChange]) {
    if changes.is_empty() {
        return;
    }
    report.heading(1, "Mapping rows that changed");
    let mut table = Table::new(["Row", "Subject", "Added", "Dropped", "Other editions"])
        .sheet("Mapping")
        .widths([2, 4, 4, 4, 4]);
    let shown = |ids: &[crate::model::WorkId]| {
        ids.iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", ")
    };
    for cell in changes {
        table.row([
            cell.key.to_string().into(),
            cell.subject.clone().into(),
            shown(&cell.added).into(),
            shown(&cell.dropped).into(),
            cell.revised.join("; ").into(),
        ]);
    }
    report.table(table);
}

fn works(report: &mut Report, heading: &str, changes: &[WorkChange]) {
    if changes.is_empty() {
        return;
    }
    report.heading(1, format!("{heading} ({})", changes.len()));
    let mut table = Table::new(["Work", "Title", "Old", "New", "Why"])
        .sheet(heading)
        .widths([2, 6, 3, 3, 4]);
    for change in changes {
        table.row([
            change.id.to_string().into(),
            change.title.clone().into(),
            change.old.clone().unwrap_or_default().into(),
            change.new.clone().unwrap_or_default().into(),
            change.why.clone().into(),
        ]);
    }
    report.table(table);
}

fn links(report: &mut Report, heading: &str, links: &[Link]) {
    if links.is_empty() {
        return;
    }
    report.heading(1, format!("{heading} ({})", links.len()));
    let mut table = Table::new(["From", "To", "Old", "New", "Because"])
        .sheet(heading)
        .widths([2, 2, 4, 4, 4]);
    for link in links {
        table.row([
            link.from.to_string().into(),
            link.to.to_string().into(),
            link.old.join("; ").into(),
            link.new.join("; ").into(),
            link.because.clone().unwrap_or_default().into(),
        ]);
    }
    report.table(table);
}

fn findings(report: &mut Report, heading: &str, findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    report.heading(1, format!("{heading} ({})", findings.len()));
    let mut table = Table::new(["Code", "Place", "Message"])
        .sheet(heading)
        .widths([2, 4, 10]);
    for finding in findings {
        table.row([
            finding.code.clone().into(),
            format!("{}:{}", finding.place.file, finding.place.line).into(),
            finding.message.clone().into(),
        ]);
    }
    report.table(table);
}

fn wording(report: &mut Report, changes: &[TextChange]) {
    if changes.is_empty() {
        return;
    }
    report.heading(1, "Clause by clause");
    let heads = [
        "Text",
        "Provisions added",
        "Removed",
        "Reworded",
        "Citations",
    ];
    let mut table = Table::new(heads).sheet("Wording").widths([2, 3, 3, 3, 4]);
    for TextChange { id, change } in changes {
        let mut citations: Vec<String> = Vec::new();
        let ids = |ids: &[crate::model::WorkId]| {
            ids.iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", ")
        };
        if !change.cites_newly.is_empty() {
            citations.push(format!("new: {}", ids(&change.cites_newly)));
        }
        if !change.cites_no_more.is_empty() {
            citations.push(format!("gone: {}", ids(&change.cites_no_more)));
        }
        citations.extend(change.brought_up_to_date.iter().cloned());
        table.row([
            id.to_string().into(),
            change.added.join("; ").into(),
            change.removed.join("; ").into(),
            change.reworded.join("; ").into(),
            citations.join("; ").into(),
        ]);
    }
    report.table(table);
    let mut table = Table::new(["Text", "Provision", "Was", "Is"])
        .caption("As it was and as it is")
        .sheet("As it was and is")
        .widths([2, 3, 8, 8]);
    for TextChange { id, change } in changes {
        for clause in &change.clauses {
            table.row([
                id.to_string().into(),
                clause.provision.clone().into(),
                clause.old.clone().unwrap_or_default().into(),
                clause.new.clone().unwrap_or_default().into(),
            ]);
        }
    }
    if !table.rows.is_empty() {
        report.table(table);
    }
}
