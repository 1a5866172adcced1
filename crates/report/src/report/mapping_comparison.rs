//! The comparison of two mappings as a paper.

use super::{Cell, Report, Table};
use crate::mapping::{CellVerdict, Comparison, Difference};
use crate::model::counted;

/// Builds the paper: the figures, then every cell that differs with the reason.
pub fn mapping_comparison(comparison: &Comparison) -> Report {
    let mut report = Report::new("Mapping against another")
        .landscape()
        .subtitle(format!("held against {}", comparison.other));
    report.paragraph(format!(
        "Compared: {}, {} in both, {} only here, {} only there; precision {:.3}, \
         recall {:.3}, F1 {:.3}.",
        counted(comparison.rows, "row"),
        counted(comparison.both, "cell"),
        comparison.only_here,
        comparison.only_there,
        comparison.precision,
        comparison.recall,
        comparison.f1
    ));
    report.heading(1, "Cells that differ");
    report.table(differences(&comparison.differences));
    report
}

fn differences(differences: &[Difference]) -> Table {
    let heads = [
        "Subject",
        "Row",
        "Line",
        "Text",
        "Only",
        "Reason",
        "What speaks for it",
    ];
    let mut table = Table::new(heads)
        .sheet("Differences")
        .widths([5, 2, 1, 2, 1, 6, 8]);
    for d in differences {
        let only = match d.verdict {
            CellVerdict::OnlyHere => "here",
            CellVerdict::OnlyThere => "there",
        };
        table.row([
            Cell::from(d.subject.clone()),
            Cell::from(d.key.to_string()),
            Cell::from(d.line.map(|l| l.to_string()).unwrap_or_default()),
            Cell::from(d.id.to_string()),
            Cell::from(only.to_owned()),
            Cell::from(d.reason.clone()),
            Cell::from(super::mapping::evidence_in_words(&d.evidence)),
        ]);
    }
    table
}
