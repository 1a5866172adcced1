use super::{Cell, Paragraph, Report, Run, Table, Tone};
use crate::model::{Finding, Place, RepeatClass, Severity};
use std::collections::BTreeMap;

/// The findings of an audit as a paper: how many of which sort, then each with its place and its remedy.
pub fn findings(findings: &[Finding]) -> Report {
    let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
    let mut report = Report::new("Findings").landscape().subtitle(format!(
        "{} errors, {} warnings, {} notes",
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Note)
    ));
    if findings.is_empty() {
        report.paragraph("Nothing was found.");
        return report;
    }
    report.table(summary(findings));
    report.table(table(findings));
    report
}

/// How many findings of which sort, the worst first.
fn summary(findings: &[Finding]) -> Table {
    let mut counts: BTreeMap<(std::cmp::Reverse<Severity>, &str), usize> = BTreeMap::new();
    for finding in findings {
        let sort = (std::cmp::Reverse(finding.severity), finding.code.as_str());
        *counts.entry(sort).or_default() += 1;
    }
    let mut table = Table::new(["Severity", "Finding", "How many"])
        .caption("Findings by sort")
        .sheet("By sort")
        .widths([2, 6, 2]);
    for ((severity, code), count) in counts {
        table.row([
            Cell::from(severity_word(severity.0)).tone(tone(severity.0)),
            Run::code(code).into(),
            Cell::number(count as f64, 0),
        ]);
    }
    table
}

/// All findings, in the order in which they are given.
pub(super) fn table(findings: &[Finding]) -> Table {
    let heads = [
        "Severity",
        "Finding",
        "Texts",
        "Where",
        "What is wrong",
        "What to do",
    ];
    let mut table = Table::new(heads)
        .caption("All findings")
        .sheet("Findings")
        .widths([5, 8, 7, 14, 24, 20]);
    for finding in findings {
        let mut wrong: Vec<Paragraph> = vec![finding.message.as_str().into()];
        if let Some(repeat) = &finding.repeat {
            wrong.push(
                format!(
                    "{} (words in common {:.0} %, of the shorter {:.0} %)",
                    class_words(repeat.class),
                    repeat.jaccard * 100.0,
                    repeat.containment * 100.0
                )
                .into(),
            );
        }
        let places = std::iter::once(&finding.place).chain(&finding.related);
        table.row([
            Cell::from(severity_word(finding.severity)).tone(tone(finding.severity)),
            Run::code(&finding.code).into(),
            Cell::of(finding.ids.iter().map(|id| id.as_str())),
            Cell::of(places.map(place)),
            Cell::of(wrong),
            finding.advice.as_str().into(),
        ]);
    }
    table
}

fn place(place: &Place) -> String {
    let at = match &place.locator {
        Some(locator) => format!("{}, {locator}", place.file),
        None => format!("{}:{}:{}", place.file, place.line, place.column),
    };
    match &place.message {
        Some(message) => format!("{at} – {message}"),
        None => at,
    }
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "off",
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Off => Tone::Muted,
        Severity::Note => Tone::Plain,
        Severity::Warning => Tone::Warning,
        Severity::Error => Tone::Bad,
    }
}

fn class_words(class: RepeatClass) -> &'static str {
    match class {
        RepeatClass::Identical => "Word for word the same",
        RepeatClass::SameButForEdition => "The same but for the editions cited",
        RepeatClass::IncludedIn => "One holds the other and says more",
        RepeatClass::Near => "Nearly the same",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Repeat, WorkId};

    #[test]
    fn findings_are_counted_and_shown_with_all_they_say() {
        let finding = |code: &str, severity| Finding {
            code: code.into(),
            severity,
            place: Place {
                file: "a.txt".into(),
                line: 7,
                column: 3,
                ..Place::default()
            },
            ids: vec![WorkId::parse("WTSA-52"), WorkId::parse("PP-130")],
            message: "cites an old edition".into(),
            advice: "cite the new one".into(),
            related: vec![Place {
                file: "b.docx".into(),
                locator: Some("paragraph 9".into()),
                message: Some("the other".into()),
                ..Place::default()
            }],
            repeat: Some(Repeat {
                class: RepeatClass::Near,
                jaccard: 0.82,
                containment: 0.95,
                pairs: Vec::new(),
            }),
            fingerprint: "f".into(),
        };
        let all = [
            finding("stale-edition", Severity::Warning),
            finding("gone", Severity::Error),
            finding("stale-edition", Severity::Warning),
        ];
        let report = findings(&all);
        assert_eq!(
            report.subtitle.as_deref(),
            Some("1 errors, 2 warnings, 0 notes")
        );
        let tables: Vec<&Table> = report.tables().collect();
        let row = |table: usize, row: usize| -> Vec<String> {
            tables[table].rows[row].iter().map(Cell::plain).collect()
        };
        assert_eq!(row(0, 0), ["error", "gone", "1"]);
        assert_eq!(row(0, 1), ["warning", "stale-edition", "2"]);
        assert_eq!(
            row(1, 0),
            [
                "warning",
                "stale-edition",
                "WTSA-52\nPP-130",
                "a.txt:7:3\nb.docx, paragraph 9 – the other",
                "cites an old edition\nNearly the same (words in common 82 %, of the shorter 95 %)",
                "cite the new one"
            ]
        );
    }

    #[test]
    fn nothing_found_is_said() {
        assert!(super::super::markdown(&findings(&[])).contains("Nothing was found."));
    }
}
