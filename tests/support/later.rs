//! A later assembly: ten texts in force after it, three of them revised by it, one new; one suppressed. As Word, and as
//! tables of texts in force.

#![allow(dead_code)]

use crate::support::{Docx, p, r};
use std::io::{Cursor, Write};
use std::path::Path;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Number, title, edition: what was in force after the assembly at New Delhi.
pub const TEXTS: [(&str, &str, &str); 10] = [
    ("7", "Ponds beside tracks", "Rev. Hammamet, 2016"),
    ("11", "Hedges along canals", "Rev. Hammamet, 2016"),
    ("20", "Numbers painted on trees", "Rev. Hammamet, 2016"),
    (
        "22",
        "Gardeners who act between assemblies",
        "Rev. Hammamet, 2016",
    ),
    (
        "29",
        "Trees that grow across borders",
        "Rev. Hammamet, 2016",
    ),
    ("40", "Rules for the care of trees", "Rev. Hammamet, 2016"),
    (
        "44",
        "Orchards for countries that have none",
        "Rev. New Delhi, 2024",
    ),
    ("55", "Women who plant trees", "Rev. New Delhi, 2024"),
    ("61", "Fruit that is counted twice", "Rev. New Delhi, 2024"),
    ("107", "Forests beside antennas", "New Delhi, 2024"),
];

/// A text of the next development conference, which cites them as they were before.
pub const DRAFT: &str = "RESOLUTION 901 (BAKU, 2025)\nTrees for all\nThe World Telecommunication Development Conference (Baku, 2025),\nrecalling\na) Resolution 44 (Rev. Hammamet, 2016) of WTSA;\nb) Resolution 45 (Rev. Hammamet, 2016) of WTSA;\nc) Resolution 11 (Rev. Hammamet, 2016) of WTSA,\nresolves\n1 to plant trees beside each road.\n";

/// The lines of one text.
pub fn lines((number, title, edition): (&str, &str, &str)) -> Vec<String> {
    let place = edition.trim_start_matches("Rev. ");
    vec![
        format!("RESOLUTION {number} ({})", edition.to_uppercase()),
        title.to_owned(),
        format!("The World Telecommunication Standardization Assembly ({place}),"),
        "recalling".to_owned(),
        "a) Resolution 123 (Rev. Dubai, 2018) of the Plenipotentiary Conference,".to_owned(),
        "resolves".to_owned(),
        format!("1 to plant {number} trees beside each road before the year is over;"),
        "2 to water them in dry summers.".to_owned(),
    ]
}

/// Rows of the table of texts in force, the head first.
pub fn rows() -> Vec<[String; 4]> {
    let head = ["Resolution No.", "Title", "Edition", "Status"].map(str::to_owned);
    let mut rows = vec![head];
    for (number, title, edition) in TEXTS {
        rows.push([number, title, edition, "in force"].map(str::to_owned));
    }
    let gone = ["45", "", "Rev. Hammamet, 2016", "suppressed (WTSA-24)"];
    rows.push(gone.map(str::to_owned));
    rows
}

/// The texts as one Word file.
pub fn texts_in_word() -> Vec<u8> {
    let lines = TEXTS.into_iter().flat_map(lines);
    Docx::new(&lines.map(|l| p(&r(&l))).collect::<String>()).bytes()
}

/// The table as Word.
pub fn table_in_word() -> Vec<u8> {
    let cell = |c: &String| format!("<w:tc><w:tcPr/>{}</w:tc>", p(&r(c)));
    let row =
        |row: [String; 4]| format!("<w:tr>{}</w:tr>", row.iter().map(cell).collect::<String>());
    let rows: String = rows().into_iter().map(row).collect();
    let above = p(&r(
        "Resolutions of the World Telecommunication Standardization Assembly in force",
    ));
    let body = format!(
        "{above}<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>{}",
        p("")
    );
    Docx::new(&body).bytes()
}

/// The table as comma-separated values.
pub fn table_in_csv() -> Vec<u8> {
    let rows: Vec<String> = rows().iter().map(|r| r.join(";")).collect();
    rows.join("\n").into_bytes()
}

/// The table as a web page.
pub fn table_in_html() -> Vec<u8> {
    let cell = |c: &String| format!("<td>{c}</td>");
    let row = |r: [String; 4]| format!("<tr>{}</tr>", r.iter().map(cell).collect::<String>());
    let rows: String = rows().into_iter().map(row).collect();
    format!("<html><body><table>{rows}</table></body></html>").into_bytes()
}

/// The table as a workbook, its title in the first row, as offices keep them.
pub fn table_in_excel() -> Vec<u8> {
    let title = ["Resolutions of WTSA in force", "", "", ""].map(str::to_owned);
    let all: Vec<[String; 4]> = std::iter::once(title).chain(rows()).collect();
    workbook("Sheet 1", &all.iter().map(|r| &r[..]).collect::<Vec<_>>())
}

/// A workbook of one sheet.
pub fn workbook(sheet: &str, rows: &[&[String]]) -> Vec<u8> {
    let cell = |(row, column, text): (usize, usize, &String)| {
        let letter = char::from(b'A' + column as u8);
        format!(
            "<c r=\"{letter}{}\" t=\"inlineStr\"><is><t>{text}</t></is></c>",
            row + 1
        )
    };
    let data: String = rows
        .iter()
        .enumerate()
        .map(|(n, row)| {
            let cells = row.iter().enumerate().map(|(c, text)| cell((n, c, text)));
            format!("<row r=\"{}\">{}</row>", n + 1, cells.collect::<String>())
        })
        .collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{kind}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{relation}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relation}\"><sheets><sheet name=\"{sheet}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{relation}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{data}</sheetData></worksheet>"),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a workbook").into_inner()
}

/// Runs the program in a folder; gives what it printed, what it said, and its code.
pub fn resgraph(folder: &Path, args: &[&str]) -> (String, String, Option<i32>) {
    let done = crate::support::run::resgraph(folder, args);
    let output = done.get_output();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        text(&output.stdout),
        text(&output.stderr),
        output.status.code(),
    )
}
