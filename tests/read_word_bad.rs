//! Word files that are damaged, or made to do harm.

mod support;

use resgraph::read::{ReadOptions, read_bytes};
use support::word::{cell, item, lines, read};
use support::{Docx, p, r, zip};

#[test]
fn a_field_that_is_not_closed_hides_no_more_than_its_paragraph() {
    let body = p(&("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>".to_owned() + &r("lost")))
        + &p(&r("kept"));
    let document = read(&Docx::new(&body));
    assert_eq!(lines(&document), ["kept"]);
    assert_eq!(document.losses.len(), 1);
}

#[test]
fn styles_and_lists_that_go_in_circles_are_read() {
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/></w:style>\
        <w:style w:type=\"numbering\" w:styleId=\"L\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"numbering\" w:styleId=\"M\"><w:pPr><w:numPr><w:numId w:val=\"2\"/></w:numPr></w:pPr></w:style>";
    let numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:numStyleLink w:val=\"M\"/></w:abstractNum>\
        <w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"L\"/></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>";
    let body = p(&format!(
        "<w:pPr><w:pStyle w:val=\"A\"/></w:pPr>{}",
        r("styled")
    )) + &item(1, 0, "listed");
    let document = read(
        &Docx::new(&body)
            .with("styles", styles)
            .with("numbering", numbering),
    );
    assert_eq!(lines(&document), ["styled", "listed"]);
}

#[test]
fn bad_files_are_refused_with_their_name_and_what_to_do() {
    let ole = |stream: &str| {
        let name = stream.encode_utf16().flat_map(u16::to_le_bytes);
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            .iter()
            .copied()
            .chain(name)
            .collect::<Vec<u8>>()
    };
    let whole = Docx::new(&p(&r("text"))).bytes();
    let cut = whole[..whole.len() / 2].to_vec();
    let entity = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>";
    let deep = "<w:x>".repeat(5000);
    let part = |xml: &str| zip(&[("word/document.xml", xml.as_bytes())]);
    for (bytes, word) in [
        (ole("EncryptedPackage"), "encrypted"),
        (ole("WordDocument"), ".docx"),
        (cut, "damaged"),
        (part(entity), "document type"),
        (
            part("<w:document><w:p><w:t>&e;</w:t></w:p></w:document>"),
            "&e;",
        ),
        (part(&deep), "nested deeper"),
        (part("<w:document><w:p>"), "ends in the middle"),
        (part("<w:document><w:p></w:document>"), "damaged"),
        (zip(&[("xl/workbook.xml", b"<x/>")]), "no Word document"),
        (b"{\\rtf1 hello}".to_vec(), ".rtf"),
        (b"just text".to_vec(), "no Word file"),
    ] {
        let error = read_bytes("folder/bad.docx", bytes, &ReadOptions::default()).expect_err(word);
        assert_eq!(error.file, "folder/bad.docx");
        assert!(error.message.contains(word), "{error}");
    }
}

#[test]
fn a_zip_bomb_is_refused() {
    let bomb = vec![b' '; 129 << 20];
    let bytes = zip(&[("word/document.xml", &bomb)]);
    assert!(bytes.len() < 1 << 20);
    let error = read_bytes("bomb.docx", bytes, &ReadOptions::default()).expect_err("is refused");
    assert!(error.message.contains("128 MiB"), "{error}");
}

#[test]
fn a_note_that_is_marked_a_hundred_thousand_times_is_read_once() {
    let note = format!(
        "<w:footnote w:id=\"1\">{}</w:footnote>",
        p(&r(&"long ".repeat(1000)))
    );
    let marks = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>".repeat(100_000);
    let document = read(&Docx::new(&p(&marks)).with("footnotes", &note));
    assert!(document.text.len() < 10_000);
}

#[test]
fn a_table_of_a_hundred_thousand_cells_is_read() {
    let row = format!("<w:tr>{}</w:tr>", cell("", &p(&r("x"))).repeat(50));
    let document = read(&Docx::new(&format!("<w:tbl>{}</w:tbl>", row.repeat(2000))));
    assert_eq!(document.blocks.len(), 100_000);
    assert_eq!(
        document.blocks[99_999].cell.map(|c| (c.row, c.column)),
        Some((1999, 49))
    );
}
