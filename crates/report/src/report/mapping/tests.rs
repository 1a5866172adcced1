use super::*;
use crate::report::{Table, markdown};
use serde::de::DeserializeOwned;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("the built-in knowledge"));

/// A document of `sample.yaml`.
fn document<T: DeserializeOwned>(number: usize) -> T {
    // Kinds of text are those of the knowledge.
    LazyLock::force(&KNOWLEDGE);
    let mut documents = include_str!("sample.yaml").split("---\n").skip(1);
    let document = documents.nth(number).expect("the document");
    serde_yaml::from_str(document).unwrap_or_else(|e| panic!("sample.yaml, {number}: {e}"))
}

fn sample() -> Mapping {
    document(0)
}

fn index() -> Index {
    document(1)
}

fn with_context<T>(index: Option<&Index>, show: impl FnOnce(Context) -> T) -> T {
    show(Context {
        knowledge: &KNOWLEDGE,
        index,
        findings: &[],
        annexes: Annexes {
            texts: true,
            evidence: true,
        },
        decided: None,
    })
}

fn plain(table: &Table, row: usize) -> Vec<String> {
    table.rows[row].iter().map(Cell::plain).collect()
}

#[test]
fn the_summary_has_a_column_a_body_and_bold_where_much_is_common() {
    with_context(Some(&index()), |context| {
        let mapping = sample();
        let report = paper(&mapping, context);
        let table = report.tables().next().expect("Table 1");
        let heads: Vec<String> = table.header[0].iter().map(Cell::plain).collect();
        assert_eq!(
            heads,
            [
                "Subject area",
                "PP Resolution",
                "WTSA Resolution",
                "RA Resolution",
                "WRC Resolution"
            ]
        );
        assert_eq!(
            plain(table, 0),
            [
                "Calling | procedures",
                "PP Res.21",
                "WTSA Res.29, WTSA Res.20",
                "RA Res.7-3",
                ""
            ]
        );
        let runs = &table.rows[0][2].paragraphs[0].runs;
        assert!(runs[0].bold && !runs[2].bold);
        // The row's own text is bold where it has something in common with another.
        assert!(table.rows[0][1].paragraphs[0].runs[0].bold);
        assert!(!table.rows[1][2].paragraphs[0].runs[0].bold);
        let note = runs[0].notes[0].plain();
        assert_eq!(
            note,
            "WTSA Res.29 was suppressed by WTSA-20; see WTSA Res.20."
        );
        assert!(markdown(&report).contains("PP Resolution: Plenipotentiary"));
    });
}

#[test]
fn every_link_leads_somewhere() {
    with_context(Some(&index()), |context| {
        let mapping = sample();
        for report in [paper(&mapping, context), workbook(&mapping, context)] {
            let mut anchors = Vec::new();
            let mut links = Vec::new();
            for table in report.tables() {
                anchors.extend(table.anchor.clone());
                for cell in table.header.iter().chain(&table.rows).flatten() {
                    anchors.extend(cell.anchor.clone());
                    for run in cell.paragraphs.iter().flat_map(|p| &p.runs) {
                        if let Some(crate::report::Link::Anchor(name)) = &run.link {
                            links.push(name.clone());
                        }
                    }
                }
            }
            assert!(links.len() > 5);
            for link in links {
                assert!(anchors.contains(&link), "{link} not in {anchors:?}");
            }
            let count = anchors.len();
            anchors.sort();
            anchors.dedup();
            assert_eq!(anchors.len(), count, "an anchor stands twice");
        }
    });
}

#[test]
fn operative_texts_stand_side_by_side_and_once() {
    with_context(Some(&index()), |context| {
        let mapping = sample();
        let view = View::new(&mapping, context);
        let table = texts::table(&view).expect("texts at hand");
        assert_eq!(plain(&table, 0), ["Calling | procedures"]);
        assert_eq!(
            plain(&table, 1)[0],
            "Resolution 21 (Rev. Dubai, 2018)\nOn PP-21\nresolves\n1 to go on\ni) with care\n\
             instructs the Director\nto help"
        );
        assert_eq!(table.rows[1][0].paragraphs[4].indent, 1);
        // WTSA-20 is the key of the second row: there it stands in full.
        assert!(plain(&table, 1)[1].ends_with("On WTSA-20\nFor the text see Numbering"));
        assert!(plain(&table, 3)[1].ends_with("On WTSA-20\nresolves\nto number"));
        let sheet = texts::sheet(&view).expect("texts at hand");
        assert_eq!(sheet.rows.len(), 7 + 4);
        assert_eq!(
            plain(&sheet, 3)[..2],
            ["Calling | procedures", "1 to go on"]
        );
        assert_eq!(sheet.columns(), 5);
    });
    with_context(Some(&Index::default()), |context| {
        let mapping = sample();
        assert!(texts::table(&View::new(&mapping, context)).is_none());
    });
}

#[test]
fn reasons_of_one_sort_are_put_together() {
    let mapping = sample();
    let row = &mapping.rows[0];
    assert_eq!(
        evidence::reasons(row, &row.cells["wtsa"][0]),
        [
            "the row's text cites it: considering c) (21.xml:3), resolves 2 (21.xml:9)",
            "title like that of the row's text 0.97"
        ]
    );
}

#[test]
fn the_workbook_has_its_sheets() {
    with_context(Some(&index()), |context| {
        let report = workbook(&sample(), context);
        let sheets: Vec<&str> = report.tables().filter_map(|t| t.sheet.as_deref()).collect();
        assert_eq!(
            sheets,
            [
                "Table 1",
                "Cells",
                "Table 2",
                "Candidates",
                "No equivalent",
                "Evidence",
                "Findings",
                "resgraph"
            ]
        );
        let evidence = report.tables().nth(5).expect("the sheet");
        // PP-21, three reasons for WTSA-29, one for WTSA-20, RA-7, and WTSA-20 as the key of its own row.
        assert_eq!(evidence.rows.len(), 7);
        let candidates = report.tables().nth(3).expect("the sheet");
        assert_eq!(
            plain(candidates, 0)[..4],
            ["1", "Calling", "PP Res.21", "WTSA Res.29"]
        );
        assert_eq!(plain(candidates, 0)[5], "WRC Res.646");
    });
}

#[test]
fn every_form_is_written_the_same_twice_and_json_reads_back() {
    with_context(Some(&index()), |context| {
        let mapping = sample();
        let all = write_all(&mapping, context, &Form::ALL).expect("written");
        for (form, (name, bytes)) in Form::ALL.into_iter().zip(&all) {
            assert_eq!(*name, format!("mapping.{}", form.extension()));
            let again = write(&mapping, context, form).expect("written");
            assert!(*bytes == again, "{form:?}");
        }
        assert_eq!(
            serde_json::from_str::<Mapping>(&json(&mapping)).expect("reads"),
            mapping
        );
        assert_eq!(
            serde_yaml::from_str::<Mapping>(&yaml(&mapping)).expect("reads"),
            mapping
        );
        let csv = write(&mapping, context, Form::Csv).expect("written");
        let csv = String::from_utf8(csv).expect("UTF-8");
        assert_eq!(csv.lines().count(), 8);
        assert!(csv.contains("Calling | procedures,PP-21,wtsa,WTSA-29,\"Rev. Hammamet, 2016\",On WTSA-29,0.95,cites,PP-21,considering c),,texts/pp/21.xml,3,"), "{csv}");
        let page = markdown(&paper(&mapping, context));
        assert!(
            page.contains("Calling \\| procedures") && page.contains("=Voluntary contributions")
        );
    });
}

#[test]
fn the_diagram_is_read_back_with_all_texts_and_edges() {
    use graphviz_rust::dot_structures::{Graph, Stmt};
    with_context(None, |context| {
        let mut mapping = sample();
        mapping.rows[0].cells.get_mut("ra").expect("there")[0].title =
            Some("a \"quoted\" title\\".into());
        let dot = write(&mapping, context, Form::Dot).expect("written");
        let dot = String::from_utf8(dot).expect("UTF-8");
        let Ok(Graph::DiGraph { stmts, .. }) = graphviz_rust::parse(&dot) else {
            panic!("{dot}")
        };
        let edges = stmts.iter().filter(|s| matches!(s, Stmt::Edge(_))).count();
        assert_eq!(edges, 3);
        let nodes: usize = stmts
            .iter()
            .map(|s| match s {
                Stmt::Subgraph(group) => group
                    .stmts
                    .iter()
                    .filter(|s| matches!(s, Stmt::Node(_)))
                    .count(),
                _ => 0,
            })
            .sum();
        assert_eq!(nodes, 4);
    });
}
