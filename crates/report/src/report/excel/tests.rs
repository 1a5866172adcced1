use super::*;
use crate::report::{Cell, Run, Table};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
    let mut text = String::new();
    zip.by_name(name)
        .expect("the part")
        .read_to_string(&mut text)
        .expect("UTF-8");
    text
}

/// The texts of all cells, in the order in which the workbook first uses them.
fn strings(bytes: &[u8]) -> Vec<String> {
    let xml = part(bytes, "xl/sharedStrings.xml");
    let mut reader = Reader::from_str(&xml);
    let mut out = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) if e.name().as_ref() == "si" => out.push(String::new()),
            Ok(Event::Text(text)) => {
                if let Some(last) = out.last_mut() {
                    last.push_str(&text);
                }
            }
            Ok(Event::GeneralRef(name)) => {
                let c = match &*name {
                    "amp" => '&',
                    "lt" => '<',
                    "gt" => '>',
                    other => panic!("{other}"),
                };
                if let Some(last) = out.last_mut() {
                    last.push(c);
                }
            }
            Ok(Event::Eof) => return out,
            Ok(_) => {}
            Err(e) => panic!("{e}"),
        }
    }
}

fn sample() -> Report {
    let mut first = Table::new(["Subject", "PP", "n"])
        .caption("Table 1 – Summary: of all")
        .sheet("Table 1")
        .anchor("table 1");
    first.row([
        "=cmd|' /C calc'!A0".into(),
        Cell::of([
            Paragraph::from(Run::bold("PP Res.21").to("evidence 21")),
            Paragraph::from(
                Run::text("PP Res.22")
                    .note("a note")
                    .url("https://example.org/"),
            ),
        ]),
        Cell::number(0.25, 2),
    ]);
    first.row([
        "https://example.org/no-link".into(),
        Paragraph::of([Run::deleted("Busan"), Run::inserted("Dubai")]).into(),
        "+1".into(),
    ]);
    first.row([Run::text("why").to("evidence 21").into()]);
    let mut second = Table::new(["Evidence"]).sheet("It's [evidence]");
    second.row([Run::bold("back").to("table 1").into()]);
    second.row([Cell::from("why").anchor("evidence 21")]);
    let mut report = Report::new("A title").landscape();
    report.heading(1, "Section");
    report.paragraph("Prose.");
    report.list(["item"]);
    report.table(first);
    report.table(second);
    report
}

#[test]
fn sheets_have_frozen_heads_filters_and_links() {
    let bytes = excel(&sample()).expect("a workbook");
    let book = part(&bytes, "xl/workbook.xml");
    for name in ["About", "Table 1", "It's  evidence", "Notes"] {
        let name = name.replace('\'', "&apos;");
        let plain = name.replace("&apos;", "'");
        assert!(
            book.contains(&format!("name=\"{name}\""))
                || book.contains(&format!("name=\"{plain}\"")),
            "{name}: {book}"
        );
    }
    let sheet = part(&bytes, "xl/worksheets/sheet2.xml");
    for wanted in [
        "<pane ySplit=\"1\" topLeftCell=\"A2\"",
        "<autoFilter ref=\"A1:C4\"",
        "<hyperlink ref=\"A4\" location=\"'It''s  evidence'!A3\"",
        "orientation=\"landscape\"",
        "<v>0.25</v>",
    ] {
        assert!(sheet.contains(wanted), "{wanted}\n{sheet}");
    }
    // Neither the text that looks like an address nor the cell of several lines is a link.
    assert_eq!(sheet.matches("<hyperlink ").count(), 1);
    let second = part(&bytes, "xl/worksheets/sheet3.xml");
    assert!(
        second.contains("<hyperlink ref=\"A2\" location=\"'Table 1'!A1\""),
        "{second}"
    );
    assert!(book.contains("_xlnm.Print_Titles"));
}

#[test]
fn no_text_becomes_a_formula() {
    let bytes = excel(&sample()).expect("a workbook");
    for sheet in 1..=4 {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!xml.contains("<f>") && !xml.contains("<f "), "{xml}");
    }
    let strings = strings(&bytes);
    for wanted in [
        "=cmd|' /C calc'!A0",
        "+1",
        "PP Res.21\nPP Res.22 [1]",
        "BusanDubai",
        "a note",
        "• item",
        "Prose.",
    ] {
        assert!(strings.iter().any(|s| s == wanted), "{wanted}: {strings:?}");
    }
}

#[test]
fn bold_and_tracked_changes_are_rich_text() {
    let xml = part(
        &excel(&sample()).expect("a workbook"),
        "xl/sharedStrings.xml",
    );
    let piece = |text: &str| {
        let at = xml.find(text).expect("the text");
        xml[..at].rsplit("<r>").next().unwrap_or("").to_string()
    };
    assert!(piece("PP Res.21").contains("<b/>"));
    assert!(piece(">Busan").contains("<strike/>"));
    assert!(piece("Dubai").contains("<u/>"));
}

#[test]
fn texts_that_no_cell_can_hold_go_on_elsewhere_and_nothing_is_lost() {
    for (name, text) in [
        ("plain", "a&b<ü😀 ".repeat(9_000)),
        ("just over", "x".repeat(32_768)),
        ("far over", "long ".repeat(60_000)),
    ] {
        for bold in [false, true] {
            let mut table = Table::new(["head"]);
            let lead = if bold {
                Run::bold("lead ")
            } else {
                Run::text("lead ")
            };
            table.row([Paragraph::of([lead, Run::text(text.as_str())]).into()]);
            let mut report = Report::new("t");
            report.table(table);
            let bytes = excel(&report).unwrap_or_else(|e| panic!("{name}: {e}"));
            let strings = strings(&bytes);
            let at = strings
                .iter()
                .position(|s| s.starts_with("lead "))
                .expect("the cell");
            let (head, tail) = strings[at].split_once(" … (continued").expect("says where");
            assert!(tail.contains("Long texts"));
            // Equal pieces are stored once, so put them together by the cells that use them.
            let sheet = part(&bytes, "xl/worksheets/sheet3.xml");
            let rest: String = sheet
                .split("<c r=\"C")
                .skip(2)
                .filter_map(|c| {
                    c.split("<v>")
                        .nth(1)?
                        .split('<')
                        .next()?
                        .parse::<usize>()
                        .ok()
                })
                .map(|id| strings[id].as_str())
                .collect();
            assert!(format!("{head}{rest}") == format!("lead {text}"), "{name}");
            assert!(strings.iter().all(|s| s.encode_utf16().count() <= 32_767));
        }
    }
    let mut table = Table::new(["head"]);
    table.row(["x".repeat(32_767).into()]);
    let mut report = Report::new("t");
    report.table(table);
    let bytes = excel(&report).expect("fits");
    assert!(strings(&bytes).iter().all(|s| !s.contains("continued")));
}

#[test]
fn many_pieces_of_rich_text_are_held_too() {
    let runs = (0..2000).map(|i| {
        if i % 2 == 0 {
            Run::inserted("new")
        } else {
            Run::deleted("old")
        }
    });
    let mut table = Table::new(["head"]);
    table.row([Paragraph::of(runs).into()]);
    let mut report = Report::new("t");
    report.table(table);
    let bytes = excel(&report).expect("a workbook");
    assert!(
        strings(&bytes)
            .iter()
            .any(|s| s.ends_with("{+new+}[-old-]"))
    );
}

#[test]
fn merged_heads_and_bands_are_merged_cells_without_a_filter() {
    let mut table = Table {
        header: vec![
            vec!["a".into(), Cell::from("b").span(2)],
            vec!["".into(), "c".into(), "d".into()],
        ],
        ..Table::default()
    };
    table.band("band");
    table.row(["1".into(), "2".into(), "3".into()]);
    let mut report = Report::new("t");
    report.table(table);
    let sheet = part(
        &excel(&report).expect("a workbook"),
        "xl/worksheets/sheet2.xml",
    );
    assert!(
        sheet.contains("<mergeCell ref=\"B1:C1\"/><mergeCell ref=\"A3:C3\"/>"),
        "{sheet}"
    );
    assert!(!sheet.contains("<autoFilter"));
}

#[test]
fn equal_reports_are_equal_files_and_too_wide_is_an_error() {
    assert_eq!(
        excel(&sample()).expect("one"),
        excel(&sample()).expect("two")
    );
    let mut report = Report::new("t");
    report.table(Table::new(vec!["x"; 16_385]));
    assert!(excel(&report).is_err());
}
