use super::*;
use crate::report::{Cell, Paragraph, Run, Table, Tone};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::io::{Cursor, Read};

fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
    (0..zip.len())
        .map(|i| {
            let mut file = zip.by_index(i).expect("a member");
            let mut text = String::new();
            file.read_to_string(&mut text).expect("UTF-8");
            let name = file.name().expect("a name").into_owned();
            (name, text)
        })
        .collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    let found = parts(bytes).into_iter().find(|(n, _)| n == name);
    found.expect("the part").1
}

/// The names of all elements in order; panics where the part is not well formed.
fn elements(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut out = Vec::new();
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) => {
                assert!(e.attributes().all(|a| a.is_ok()));
                depth += 1;
                out.push(e.name().as_ref().to_string());
            }
            Ok(Event::Empty(e)) => {
                assert!(e.attributes().all(|a| a.is_ok()));
                out.push(e.name().as_ref().to_string());
            }
            Ok(Event::End(_)) => depth -= 1,
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(e) => panic!("{e} at {}: {xml}", reader.buffer_position()),
        }
    }
    assert_eq!(depth, 0);
    out
}

fn sample() -> Report {
    let hostile = "</w:t> & <x> \"'\u{1}\u{b}\u{fffe}";
    let mut table = Table::new(["Subject", "PP", "WTSA"])
        .caption("Table 1 – Summary")
        .widths([3, 2, 2])
        .anchor("table 1");
    table.band("A band");
    table.row([
        hostile.into(),
        Cell::of([
            Paragraph::from(Run::bold("PP Res.21").to("evidence 21")),
            Paragraph::from(Run::text("see").note("a note").note("another")),
        ])
        .tone(Tone::Good),
        Paragraph::of([
            Run::deleted("Busan, 2014"),
            Run::inserted("Dubai, 2018").url("https://example.org/?a=1&b=2"),
        ])
        .into(),
    ]);
    table.row([Cell::number(2.0, 0)]);
    let mut report = Report::new(hostile).subtitle("of everything").landscape();
    report.heading(1, "One");
    report.paragraph(Run::text("a\tb\nc").url("javascript:no"));
    report.list(["x", "y"]);
    report.table(table);
    report.page_break();
    report.anchored_heading(2, "Evidence", "evidence 21");
    report.paragraph(Run::text("nowhere").to("no such anchor"));
    report
}

#[test]
fn every_part_is_well_formed_and_named() {
    let bytes = word(&sample()).expect("a Word file");
    let parts = parts(&bytes);
    assert_eq!(parts[0].0, "[Content_Types].xml");
    for (name, xml) in &parts {
        elements(xml);
        assert!(!xml.contains(['\u{1}', '\u{b}', '\u{fffe}']), "{name}");
        if name.starts_with("word/") && !name.contains("_rels") {
            assert!(
                parts[0].1.contains(&format!("PartName=\"/{name}\"")),
                "{name}"
            );
        }
    }
    assert!(!parts.iter().any(|(_, xml)| xml.contains("javascript")));
}

#[test]
fn heads_repeat_and_rows_stay_whole() {
    let mut report = sample();
    let mut long = Table::new(["head"]);
    long.row(["x".repeat(5000).into()]);
    report.table(long);
    let xml = part(&word(&report).expect("a Word file"), "word/document.xml");
    let names = elements(&xml);
    let count = |name: &str| names.iter().filter(|n| *n == name).count();
    assert_eq!(count("w:tblHeader"), 2);
    assert_eq!(count("w:tr"), 6);
    assert_eq!(count("w:cantSplit"), 5);
    assert_eq!(count("w:gridSpan"), 1);
    assert!(xml.contains("w:orient=\"landscape\""));
    // Short rows are filled up: every row has all its columns.
    let row = xml.rsplit("<w:tr>").nth(2).expect("a row");
    assert_eq!(row.matches("<w:tc>").count(), 3, "{row}");
}

#[test]
fn widths_fill_the_text_area() {
    let xml = part(&word(&sample()).expect("a Word file"), "word/document.xml");
    let widths: Vec<u32> = xml
        .split("<w:gridCol w:w=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse().ok())
        .collect();
    assert_eq!(widths.len(), 3);
    let total: u32 = widths.iter().sum();
    assert!((14700..=14796).contains(&total), "{widths:?}");
    assert!(widths[0] > widths[1]);
}

#[test]
fn changes_notes_and_links_are_real_ones() {
    let bytes = word(&sample()).expect("a Word file");
    let xml = part(&bytes, "word/document.xml");
    let date = package::DATE;
    for wanted in [
        &format!(
            "<w:del w:id=\"3\" w:author=\"resgraph\" w:date=\"{date}\"><w:r><w:delText xml:space=\"preserve\">Busan, 2014</w:delText></w:r></w:del>"
        ) as &str,
        &format!(
            "<w:hyperlink r:id=\"link1\"><w:ins w:id=\"4\" w:author=\"resgraph\" w:date=\"{date}\">"
        ),
        "<w:hyperlink w:anchor=\"r2\"><w:r><w:rPr><w:rStyle w:val=\"InternalLink\"/><w:b/>",
        "<w:bookmarkStart w:id=\"2\" w:name=\"r2\"/><w:bookmarkEnd w:id=\"2\"/>",
        "<w:footnoteReference w:id=\"2\"/>",
        "<w:tab/><w:t xml:space=\"preserve\">b</w:t><w:br/>",
        "<w:r><w:t xml:space=\"preserve\">nowhere</w:t></w:r></w:p>",
    ] {
        assert!(xml.contains(wanted), "{wanted}\n{xml}");
    }
    let notes = part(&bytes, "word/footnotes.xml");
    assert!(notes.contains("another</w:t>"));
    let relations = part(&bytes, "word/_rels/document.xml.rels");
    assert!(relations.contains("Id=\"link1\"") && relations.contains("?a=1&amp;b=2"));
    assert!(relations.contains("Id=\"part5\"") && relations.contains("footer1.xml"));
}

#[test]
fn equal_reports_are_equal_files() {
    assert_eq!(word(&sample()).expect("one"), word(&sample()).expect("two"));
}

#[test]
fn a_table_too_wide_for_word_is_said_to_be() {
    let mut report = Report::new("t");
    report.table(Table::new(vec!["x"; 64]).caption("wide"));
    let error = word(&report).expect_err("too wide").to_string();
    assert!(error.contains("\"wide\" has 64 columns"), "{error}");
    let mut report = Report::new("t");
    report.table(Table::new(vec!["x"; 63]));
    assert!(word(&report).is_ok());
}
