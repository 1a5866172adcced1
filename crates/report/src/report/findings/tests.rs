use super::*;
use crate::model::WorkId;
use crate::report::{Link, csv_table, markdown};

fn finding(code: &str, severity: Severity) -> Finding {
    Finding {
        code: code.into(),
        severity,
        place: Place {
            file: "texts/pp/a, b.txt".into(),
            line: 7,
            column: 3,
            ..Place::default()
        },
        ids: vec![
            "WTSA-52".parse::<WorkId>().expect("an id"),
            "PP-130".parse::<WorkId>().expect("an id"),
        ],
        message: "=cites an old edition".into(),
        advice: "cite the new one".into(),
        related: vec![Place {
            file: "texts/ra/b.docx".into(),
            locator: Some("paragraph 9".into()),
            message: Some("the other".into()),
            ..Place::default()
        }],
        repeat: Some(Repeat {
            class: RepeatClass::Near,
            jaccard: 0.82,
            containment: 0.95,
            pairs: vec![],
        }),
        horizon: None,
        copies: vec![crate::model::Copy {
            id: "WTSA-52".parse().expect("an id"),
            kind: crate::model::WitnessKind::Extract,
            percent: 40,
            edition: None,
            as_of: Some(2016),
            file: "texts/plan.txt".into(),
            line: 12,
        }],
        fingerprint: "f".into(),
    }
}

fn plain(row: &[Cell]) -> Vec<String> {
    row.iter().map(Cell::plain).collect()
}

#[test]
fn findings_stand_sort_by_sort_with_all_they_say() {
    let all = [
        finding("stale-edition", Severity::Warning),
        finding("gone", Severity::Error),
        finding("stale-edition", Severity::Warning),
    ];
    let report = findings(&all);
    assert_eq!(
        report.subtitle.as_deref(),
        Some("1 error, 2 warnings, 0 notes")
    );
    assert!(markdown(&report).contains("The files that findings name are in <code>texts/</code>."));
    let tables: Vec<&Table> = report.tables().collect();
    assert_eq!(plain(&tables[0].rows[0]), ["error", "gone", "1"]);
    assert_eq!(plain(&tables[0].rows[1]), ["warning", "stale-edition", "2"]);
    assert_eq!(tables[1].rows.len(), 5);
    assert_eq!(plain(&tables[1].rows[0]), ["gone – error (1)"]);
    assert_eq!(
        plain(&tables[1].rows[1]),
        [
            "WTSA-52\nPP-130",
            "pp/a, b.txt:7:3\nra/b.docx, paragraph 9 – the other",
            "=cites an old edition\nNearly the same (words in common at least 82 %, of the shorter at least 95 %)\n\
             Rests on WTSA-52: an extract, without date, as of 2016 (texts/plan.txt:12)",
            "cite the new one"
        ]
    );
}

#[test]
fn the_count_of_a_sort_leads_to_it() {
    let all = [finding("a", Severity::Note), finding("a", Severity::Note)];
    for report in [findings(&all), findings_workbook(&all)] {
        let tables: Vec<&Table> = report.tables().collect();
        let link = tables[0].rows[0][1].paragraphs[0].runs[0].link.clone();
        let Some(Link::Anchor(name)) = link else {
            panic!("{link:?}")
        };
        let cells = tables[1].rows.iter().flatten();
        assert_eq!(
            cells.filter(|c| c.anchor.as_ref() == Some(&name)).count(),
            1
        );
    }
}

#[test]
fn a_workbook_has_a_line_a_finding() {
    let all = [
        finding("b", Severity::Warning),
        finding("a", Severity::Error),
    ];
    let report = findings_workbook(&all);
    let sheet = report.tables().nth(1).expect("the sheet");
    assert_eq!(sheet.rows.len(), 2);
    assert_eq!(plain(&sheet.rows[0])[..2], ["warning", "b"]);
    // The folder that all are in is named once, on the sheet that tells what the others are.
    assert!(plain(&sheet.rows[0])[3].starts_with("pp/a, b.txt:7:3"));
}

#[test]
fn machines_get_one_line_a_finding() {
    assert_eq!(
        csv_table(&findings_table(&[finding("gone", Severity::Error)])),
        "severity,code,file,line,column,locator,ids,message,advice,fingerprint\n\
         error,gone,\"texts/pp/a, b.txt\",7,3,,WTSA-52 PP-130,'=cites an old edition,cite the new one,f\n"
    );
}

#[test]
fn nothing_found_is_said() {
    assert!(markdown(&findings(&[])).contains("Nothing was found."));
}

#[test]
fn the_common_folder_is_found() {
    for (files, folder) in [
        (vec!["a/b/x.txt", "a/b/y.txt"], "a/b/"),
        (vec!["a/b/x.txt", "a/bc/y.txt"], "a/"),
        (vec!["/a/x", "/b/x"], "/"),
        (vec!["x", "b/x"], ""),
        (vec!["é/x", "è/x"], ""),
    ] {
        let all: Vec<Finding> = files
            .iter()
            .map(|file| {
                let mut finding = finding("a", Severity::Note);
                finding.place.file = file.to_string();
                finding.related.clear();
                finding
            })
            .collect();
        assert_eq!(common_folder(&all), folder, "{files:?}");
    }
}

#[test]
fn what_differs_is_struck_and_inserted_as_in_word() {
    let paragraph = worded("PP-1, `resolves 2`: of [-study-] {+advisory+} groups [note] {a-b}");
    let runs: Vec<_> = paragraph
        .runs
        .iter()
        .map(|r| (r.text.as_str(), r.italic, r.change))
        .collect();
    use crate::model::Change::{Deleted, Inserted};
    assert_eq!(
        runs,
        [
            ("PP-1, ", false, None),
            ("resolves 2", true, None),
            (": of ", false, None),
            ("study", false, Some(Deleted)),
            (" ", false, None),
            ("advisory", false, Some(Inserted)),
            (" groups [note] {a-b}", false, None),
        ]
    );
}
