use super::*;
use crate::model::{
    Candidate, Evidence, EvidenceKind, Kind, MappingRow, NoEquivalent, Outcome, PartKind,
    Provision, ResolutionText, Span, Work,
};
use crate::report::{Table, markdown};
use std::collections::BTreeMap;

fn id(id: &str) -> WorkId {
    id.parse::<WorkId>().expect("an id")
}

fn cell(name: &str, edition: &str, strength: f64, evidence: Vec<Evidence>) -> MappingCell {
    MappingCell {
        id: id(name),
        edition: Some(edition.into()),
        title: Some(format!("On {name}")),
        strength,
        evidence,
    }
}

fn cites(provision: &str, line: usize) -> Evidence {
    Evidence {
        kind: EvidenceKind::Cites,
        from: Some(id("PP-21")),
        provision: Some(provision.into()),
        file: Some("texts/pp/21.xml".into()),
        line: Some(line),
        score: None,
        source: None,
    }
}

fn sample() -> Mapping {
    let title = Evidence {
        kind: EvidenceKind::SameTitle,
        from: Some(id("PP-21")),
        provision: None,
        file: None,
        line: None,
        score: Some(0.97),
        source: None,
    };
    let calling = MappingRow {
        subject: "Calling | procedures".into(),
        key: id("PP-21"),
        cells: BTreeMap::from([
            (
                "pp".into(),
                vec![cell("PP-21", "Rev. Dubai, 2018", 1.0, vec![])],
            ),
            (
                "wtsa".into(),
                vec![
                    cell(
                        "WTSA-29",
                        "Rev. Hammamet, 2016",
                        0.95,
                        vec![cites("considering c)", 3), cites("resolves 2", 9), title],
                    ),
                    cell(
                        "WTSA-20",
                        "Rev. Hammamet, 2016",
                        0.3,
                        vec![cites("noting", 4)],
                    ),
                ],
            ),
            ("ra".into(), vec![cell("RA-7", "version 3", 0.2, vec![])]),
        ]),
    };
    let numbering = MappingRow {
        subject: "Numbering".into(),
        key: id("WTSA-20"),
        cells: BTreeMap::from([(
            "wtsa".into(),
            vec![cell("WTSA-20", "Rev. Hammamet, 2016", 1.0, vec![])],
        )]),
    };
    Mapping {
        rows: vec![calling, numbering],
        no_equivalent: vec![NoEquivalent {
            id: id("WTSA-34"),
            title: Some("=Voluntary contributions".into()),
        }],
        candidates: vec![
            Candidate {
                number: 1,
                subject: "Calling".into(),
                ids: vec![id("PP-21"), id("WTSA-29"), id("WRC-646")],
                outcome: Outcome::Suppress,
                reason: "All of it stands elsewhere.".into(),
            },
            Candidate {
                number: 2,
                subject: "Numbering".into(),
                ids: vec![id("WTSA-20")],
                outcome: Outcome::Align,
                reason: "The wording differs.".into(),
            },
        ],
        decisions: vec![],
        known: Default::default(),
    }
}

fn provision(phrase: &str, labels: &[&str], text: &str, part: PartKind) -> Provision {
    Provision {
        path: phrase.into(),
        part,
        phrase: phrase.into(),
        labels: labels.iter().map(|l| l.to_string()).collect(),
        span: Span::default(),
        line: 1,
        text: text.into(),
        change: None,
    }
}

fn index() -> Index {
    let text = |name: &str, provisions| ResolutionText {
        source: 0,
        span: Span::default(),
        line: 1,
        cell: None,
        work: Some(id(name)),
        candidates: vec![],
        editions: vec![],
        title: None,
        history: vec![],
        witness: crate::model::Witness {
            speaks: true,
            leads: true,
            ..Default::default()
        },
        provisions,
    };
    let gone = Work {
        kind: Kind::main(),
        body: Some("WTSA".into()),
        number: "29".into(),
        title: None,
        editions: vec![],
        suppressed: Some("WTSA-20".into()),
        successors: vec![id("WTSA-20")],
        aliases: vec![],
        address: None,
        sources: Vec::new(),
        cited: Vec::new(),
    };
    Index {
        texts: vec![
            text(
                "PP-21",
                vec![
                    provision(
                        "considering",
                        &["a)"],
                        "what nobody asked",
                        PartKind::Preamble,
                    ),
                    provision("resolves", &["1"], "to go on", PartKind::Operative),
                    provision("resolves", &["1", "i)"], "with care", PartKind::Operative),
                    provision(
                        "instructs the Director",
                        &[],
                        "to help",
                        PartKind::Operative,
                    ),
                ],
            ),
            text(
                "WTSA-20",
                vec![provision("resolves", &[], "to number", PartKind::Operative)],
            ),
        ],
        works: BTreeMap::from([(id("WTSA-29"), gone)]),
        ..Index::default()
    }
}

fn with_context<T>(index: Option<&Index>, show: impl FnOnce(Context) -> T) -> T {
    let knowledge = Knowledge::builtin().expect("the built-in knowledge");
    show(Context {
        knowledge: &knowledge,
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
