//! Tables and automatic lists of Word files.

mod support;

use resgraph::model::Change;
use resgraph::read::ChangeView;
use support::word::{cell, cells, changes, item, item_marked, level, lines, read, read_view};
use support::{Docx, del, p, r};

#[test]
fn cells_count_columns_of_the_table_over_spans_merges_and_nested_tables() {
    let nested = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell("", &p(&r("nested"))));
    let rows = [
        cell("<w:gridSpan w:val=\"3\"/>", &p(&r("title"))),
        cell("", &p(&r("A"))) + &cell("<w:gridSpan w:val=\"2\"/>", &p(&r("B"))),
        cell("<w:vMerge w:val=\"restart\"/>", &p(&r("1")))
            + &cell(
                "<w:gridSpan w:val=\"2\"/>",
                &(p(&r("2")) + &nested + &p(&r("3"))),
            ),
        cell("<w:vMerge/>", &p("")) + &cell("<w:gridSpan w:val=\"2\"/>", &p(&r("4"))),
        format!(
            "<w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}",
            cell("<w:gridSpan w:val=\"2\"/>", &p(&r("5")))
        ),
    ];
    let rows: String = rows
        .iter()
        .map(|row| format!("<w:tr>{row}</w:tr>"))
        .collect();
    let document = read(&Docx::new(&format!(
        "{}<w:tbl>{rows}</w:tbl>{}",
        p(&r("before")),
        p(&r("after"))
    )));
    let want = "before, title 0.0.0, A 0.1.0, B 0.1.1, 1 0.2.0, 2 0.2.1, nested 1.0.0, 3 0.2.1,  0.3.0, 4 0.3.1, 5 0.4.1, after";
    assert_eq!(cells(&document), want);
}

#[test]
fn a_deleted_row_is_deleted_text_and_gone_when_accepted() {
    let row = |properties: &str, text: &str| {
        format!(
            "<w:tr><w:trPr>{properties}</w:trPr>{}</w:tr>",
            cell("", &p(&r(text)))
        )
    };
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        row("<w:del w:id=\"1\" w:author=\"B\"/>", "old"),
        row("", "new")
    );
    let docx = Docx::new(&table);
    assert_eq!(changes(&read(&docx)), [(Change::Deleted, "old")]);
    let accepted = read_view(&docx, ChangeView::Accept);
    assert_eq!(lines(&accepted), ["new"]);
    assert_eq!(accepted.blocks[0].cell.map(|c| c.row), Some(0));
}

#[test]
fn list_labels_are_printed_as_word_does() {
    let numbering = [
        "<w:abstractNum w:abstractNumId=\"0\">".to_owned(),
        level(0, 1, "decimal", "%1", ""),
        level(1, 1, "lowerLetter", "%2)", ""),
        level(2, 1, "lowerRoman", "%1.%3)", ""),
        level(3, 1, "bullet", "\u{f0b7}", ""),
        level(4, 1, "upperRoman", "%1.%5", "<w:isLgl/>"),
        "</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"L\"/></w:abstractNum>".into(),
        "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>".into(),
        "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"7\"/></w:lvlOverride></w:num>".into(),
        "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num>".into(),
    ]
    .concat();
    let styles = "<w:style w:type=\"numbering\" w:styleId=\"L\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let body = [
        item(1, 0, "one"),
        item(1, 1, "a"),
        item(1, 1, "b"),
        item(1, 2, "i"),
        item(1, 3, "dot"),
        p(&r("between")),
        item(1, 0, "two"),
        item(1, 1, "a again"),
        item(2, 0, "from seven"),
        item(2, 0, "eight"),
        item(3, 4, "legal, through the list style"),
        item(9, 0, "no such list"),
    ]
    .concat();
    let document = read(
        &Docx::new(&body)
            .with("numbering", &numbering)
            .with("styles", styles),
    );
    let want = [
        "1 | one",
        "a) | a",
        "b) | b",
        "1.i) | i",
        "• | dot",
        "between",
        "2 | two",
        "a) | a again",
        "7 | from seven",
        "8 | eight",
        "8.1 | legal, through the list style",
        "no such list",
    ];
    assert_eq!(lines(&document), want);
}

#[test]
fn a_style_numbers_its_paragraphs_and_zero_takes_one_out() {
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level(0, 1, "decimal", "%1.", ""),
        level(1, 1, "lowerLetter", "%2)", "<w:pStyle w:val=\"Sub\"/>")
    );
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Base\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Sub\"><w:basedOn w:val=\"Base\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"Child\"><w:basedOn w:val=\"Base\"/></w:style>";
    let styled = |style: &str, more: &str, text: &str| {
        p(&format!(
            "<w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{}",
            r(text)
        ))
    };
    let body = styled("Child", "", "x")
        + &styled("Sub", "", "y")
        + &styled("Child", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "z");
    let document = read(
        &Docx::new(&body)
            .with("numbering", &numbering)
            .with("styles", styles),
    );
    assert_eq!(lines(&document), ["1. | x", "a) | y", "z"]);
}

#[test]
fn a_deleted_item_keeps_its_old_number_and_the_rest_count_without_it() {
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        level(0, 1, "decimal", "%1", "")
    );
    let mark = "<w:del w:id=\"4\" w:author=\"B\"/>";
    let deleted = item_marked(1, 0, "x", mark).replace(&r("x"), &del("old"));
    let body = item(1, 0, "first") + &deleted + &item(1, 0, "second");
    let docx = Docx::new(&body).with("numbering", &numbering);
    assert_eq!(lines(&read(&docx)), ["1 | first", "2 | old", "2 | second"]);
    assert_eq!(
        lines(&read_view(&docx, ChangeView::Accept)),
        ["1 | first", "2 | second"]
    );
    assert_eq!(
        lines(&read_view(&docx, ChangeView::Reject)),
        ["1 | first", "2 | old", "3 | second"]
    );
}
