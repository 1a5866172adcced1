//! Whatever bytes come in, reading and annotating end with a document or an error.

mod support;

use proptest::prelude::*;
use resgraph::annotate::{Comment, annotate};
use resgraph::model::{Document, Span};
use resgraph::read::{ReadOptions, read_bytes};
use support::{Docx, del, ins, p, r, zip};

/// A document part with most of what a reader has to know.
fn part() -> String {
    let body = p(&[
        r("Resolution 123 (Rev. "),
        del("Busan, 2014"),
        ins("Dübai, 2018"),
        "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"x\" </w:instrText></w:r>".into(),
        "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>".into(),
        r(") of"),
        "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:hyperlink r:id=\"x\"><w:r><w:t> a &amp; b\u{a0}</w:t></w:r></w:hyperlink>".into(),
        format!("<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict><w:tab/><w:noBreakHyphen/></w:r>", p(&r("box"))),
    ]
    .concat());
    let table = format!(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>{body}</w:tc></w:tr></w:tbl>"
    );
    let bytes = Docx::new(&(body + &table)).bytes();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("opens");
    let mut text = String::new();
    std::io::Read::read_to_string(
        &mut zip.by_name("word/document.xml").expect("is there"),
        &mut text,
    )
    .expect("reads");
    text
}

/// Asserts what holds of every document.
fn check(document: &Document) {
    let mut end = 0;
    for block in &document.blocks {
        assert!(document.text.get(block.span.range()).is_some() && block.span.start >= end);
        end = block.span.end;
    }
    for span in document
        .changes
        .iter()
        .map(|c| c.span)
        .chain(document.links.iter().map(|l| l.span))
    {
        assert!(document.text.get(span.range()).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damaged_xml_ends_in_a_document_or_an_error(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0usize..30, "[<>/&;\"a-z:=é ]{0,6}"), 1..4),
        from in 0usize..400,
        length in 0usize..60,
    ) {
        let mut xml = part();
        for (at, drop, put) in cuts {
            let mut at = at.index(xml.len());
            while !xml.is_char_boundary(at) { at -= 1; }
            let mut end = (at + drop).min(xml.len());
            while !xml.is_char_boundary(end) { end += 1; }
            xml.replace_range(at..end, &put);
        }
        let bytes = zip(&[("word/document.xml", xml.as_bytes())]);
        if let Ok(document) = read_bytes("t.docx", bytes.clone(), &ReadOptions::default()) {
            check(&document);
        }
        let comment = Comment { span: Span::new(from, from + length), text: vec!["x".into()] };
        if let Ok(annotated) = annotate("t.docx", &bytes, &[comment], &[]) {
            read_bytes("t.docx", annotated.bytes, &ReadOptions::default()).expect("is still a Word file");
        }
    }

    #[test]
    fn any_bytes_end_in_a_document_or_an_error(
        ending in prop::sample::select(vec!["docx", "html", "md", "txt", "xml"]),
        start in prop::sample::select(vec!["", "PK\x03\x04", "<html>", "<!DOCTYPE html><table>", "%PD", "{\\rtf", "---\n", "| a |\n|--|\n"]),
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), prop::sample::select(b"<>/&;\"'=!-| \n\ttdbrinsdel".to_vec())], 0..300),
    ) {
        let bytes: Vec<u8> = start.bytes().chain(bytes).collect();
        if let Ok(document) = read_bytes(&format!("f.{ending}"), bytes, &ReadOptions::default()) {
            check(&document);
            for at in (0..document.text.len()).step_by(5) {
                document.positions.source(at);
            }
        }
    }
}
