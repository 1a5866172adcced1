//! Web pages and Markdown: the text of the page, with offsets into the source.

mod support;

use resgraph::model::{BlockKind, Change, Document};
use resgraph::read::{ChangeView, ReadOptions, read_bytes};
use support::word::{cells, changes, lines};

fn read(file: &str, source: &str) -> Document {
    read_bytes(file, source.into(), &ReadOptions::default()).expect("reads")
}

/// What the first and the last block are.
fn kinds(document: &Document) -> [BlockKind; 2] {
    let [first, .., last] = document.blocks.as_slice() else {
        panic!("{:?}", document.blocks)
    };
    [first.kind, last.kind]
}

/// Asserts that each of `words` of the text leads back to the same word in the source.
fn leads_back(document: &Document, source: &str, words: &[&str]) {
    for word in words {
        let at = document.text.find(word).expect(word);
        assert_eq!(
            Some(document.positions.source(at)),
            source.find(word),
            "{word}"
        );
    }
}

const PAGE: &str = "<!DOCTYPE html>\r\n<html><head><title>Site: Resolution 1</title><style>p{}</style></head>\r\n\
    <body><header>Resolution 2 of the site</header><nav><a href='/'>Resolution 3</a></nav>\r\n\
    <script>var x = '<p>Resolution 999</p>';</script><!-- Resolution 4 -->\r\n\
    <h2>RESOLUTION&nbsp;44 (Rev.&#160;Geneva, 2022)</h2>\r\n\
    <p>recalling Resolu<b>tion&nbsp;12</b>3\r\n  of &lt;PP&gt;,<br>and the <a href=\"https://x.example/a?b=1&amp;c\" title='a > b'>Convention</a>\
    <sup><a href=\"#fn1\">1</a></sup>\r\n\
    <p hidden>Resolution 5</p><div style=\"display: none\">Resolution 6</div>\r\n\
    <ol type=a start=2><li>one<li>two <del>2014</del><ins>2018</ins></ol>\r\n\
    <div class=footnotes><p>1 These include</div>\r\n\
    <footer>Resolution 7</footer></body></html>";

#[test]
fn a_page_is_read_without_its_furniture() {
    let document = read("page.html", PAGE);
    let want = [
        "RESOLUTION\u{a0}44 (Rev.\u{a0}Geneva, 2022)",
        "recalling Resolution\u{a0}123 of <PP>,",
        "and the Convention",
        "b. | one",
        "c. | two 20142018",
        "1 These include",
    ];
    assert_eq!(lines(&document), want);
    assert_eq!(kinds(&document), [BlockKind::Heading(2), BlockKind::Note]);
    let changed = [(Change::Deleted, "2014"), (Change::Inserted, "2018")];
    assert_eq!(changes(&document), changed);
    assert_eq!(document.links[0].target, "https://x.example/a?b=1&c");
    leads_back(
        &document,
        PAGE,
        &[
            "RESOLUTION",
            "Geneva",
            "recalling",
            "Convention",
            "two",
            "2018",
            "These",
        ],
    );
}

#[test]
fn one_side_of_the_changes_can_be_read_alone() {
    for (changes, want) in [
        (ChangeView::Accept, "year 2018"),
        (ChangeView::Reject, "year 2014"),
    ] {
        for (file, source) in [
            ("p.html", "<html><p>year <del>2014</del><ins>2018</ins>"),
            ("p.md", "year ~~2014~~<ins>2018</ins>"),
        ] {
            let document = read_bytes(
                file,
                source.into(),
                &ReadOptions {
                    changes,
                    ..ReadOptions::default()
                },
            )
            .expect("reads");
            assert_eq!(lines(&document), [want]);
            assert!(document.changes.is_empty());
        }
    }
}

#[test]
fn only_the_main_part_is_read_where_the_page_names_it() {
    let document = read(
        "p.html",
        "<html><div>Menu</div><main><header>Head</header><p>Text</main><div>Foot</div>",
    );
    assert_eq!(lines(&document), ["Head", "Text"]);
}

#[test]
fn cells_know_their_columns_over_spans() {
    let page = "<html><table><tr><th>A<th>B<th>C<tr><td rowspan=2>1<td>2<td>3<tr><td colspan=9999999>4\
        <tr><td><td><table><tr><td>in</table>after<td>6</table>end";
    let document = read("t.html", page);
    let want = "A 0.0.0, B 0.0.1, C 0.0.2, 1 0.1.0, 2 0.1.1, 3 0.1.2, 4 0.2.1,  0.3.0, in 1.0.0, after 0.3.1, 6 0.3.2, end";
    assert_eq!(cells(&document), want);
}

#[test]
fn a_word_file_that_is_html_is_read_as_html_and_said_to_be() {
    let document = read("saved.docx", "\u{feff}<HTML><body><p>Resolution 44");
    assert_eq!(lines(&document), ["Resolution 44"]);
    assert!(document.remarks[0].contains("web page"));
}

#[test]
fn a_page_nested_without_end_is_refused_and_a_long_sloppy_one_is_not() {
    let page = format!("<html>{}text", "<div><b>".repeat(20_000));
    let error = read_bytes("deep.html", page.into(), &ReadOptions::default()).expect_err("refused");
    assert!(error.message.contains("nested"), "{error}");
    let page = format!("<html>{}", "<p>text<br><hr>".repeat(20_000));
    assert_eq!(read("long.html", &page).blocks.len(), 20_000);
}

const NOTES: &str = "---\ntitle: Resolution 9\n---\n# Resolution **44** (Rev.&nbsp;Geneva, 2022)\n\nrecalling [Resolution 123](https://a.example/123)\n\
    of PP[^n] and ~~old~~ <ins>new</ins>\n\n3. three\n4. four\n   - dot\n\n| A | B |\n|---|---|\n| `1` | |\n\n\
    ![Resolution 8](x.png)\n\n<!-- Resolution 7 -->\n\n[^n]: A note.\n";

#[test]
fn markdown_is_read_without_its_marks() {
    let document = read("notes.md", NOTES);
    let want = [
        "Resolution 44 (Rev.\u{a0}Geneva, 2022)",
        "recalling Resolution 123 of PP and old new",
        "3. | three",
        "4. | four",
        "• | dot",
        "A",
        "B",
        "1",
        "",
        "n | A note.",
    ];
    assert_eq!(lines(&document), want);
    assert_eq!(kinds(&document), [BlockKind::Heading(1), BlockKind::Note]);
    let cell = document.blocks[8].cell.map(|c| (c.table, c.row, c.column));
    assert_eq!(cell, Some((0, 1, 1)));
    let changed = [(Change::Deleted, "old"), (Change::Inserted, "new")];
    assert_eq!(changes(&document), changed);
    assert_eq!(document.links[0].target, "https://a.example/123");
    leads_back(
        &document,
        NOTES,
        &["44", "Geneva", "recalling", "123", "three", "dot", "note."],
    );
}

#[test]
fn old_encodings_are_read_and_said() {
    let document = read_bytes(
        "old.txt",
        b"R\xe9solution 44 \x96 r\xe9vis\xe9e".to_vec(),
        &ReadOptions::default(),
    )
    .expect("reads");
    assert_eq!(lines(&document), ["Résolution 44 – révisée"]);
    assert!(document.remarks[0].contains("windows-1252"));
}

#[test]
fn marks_that_are_raised_by_hand_are_apart_from_numbers() {
    for (file, source) in [
        (
            "p.html",
            "<p>Texts 50<span style=\"font-size: 60%; vertical-align: super\">1</span> and 60</p>",
        ),
        (
            "p.html",
            "<p>Texts 50<span style=\"vertical-align:4pt\">1</span> and 60</p>",
        ),
        (
            "p.html",
            "<p>Texts 50<a href=\"#n\" style=\"vertical-align:super\">1</a> and 60</p>",
        ),
        ("p.md", "Texts 50<sup>1</sup> and 60\n"),
    ] {
        assert_eq!(lines(&read(file, source)), ["Texts 50¹ and 60"], "{source}");
    }
    let level = "<p>Texts 50<span style=\"vertical-align: baseline\">1</span> and 60</p>";
    assert_eq!(lines(&read("p.html", level)), ["Texts 501 and 60"]);
    for (property, want) in [
        ("<w:position w:val=\"6\"/>", "Texts 50¹ and 60"),
        ("<w:position w:val=\"0\"/>", "Texts 501 and 60"),
        ("<w:position w:val=\"-6\"/>", "Texts 501 and 60"),
    ] {
        let raised = format!("<w:r><w:rPr>{property}</w:rPr><w:t>1</w:t></w:r>");
        let body = support::p(&(support::r("Texts 50") + &raised + &support::r(" and 60")));
        let document = support::word::read(&support::Docx::new(&body));
        assert_eq!(lines(&document), [want], "{property}");
    }
}

#[test]
fn cells_of_a_word_table_are_inserted_and_deleted() {
    let cell = |property: &str, text: &str| {
        let paragraph = support::p(&support::r(text));
        format!("<w:tc><w:tcPr>{property}</w:tcPr>{paragraph}</w:tc>")
    };
    let row = [
        cell("", "stays"),
        cell("<w:cellIns w:id=\"1\" w:author=\"A\"/>", "comes"),
        cell("<w:cellDel w:id=\"2\" w:author=\"A\"/>", "goes"),
        cell("", "stays too"),
    ];
    let body = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", row.concat());
    let document = support::word::read(&support::Docx::new(&body));
    assert_eq!(
        changes(&document),
        [(Change::Inserted, "comes"), (Change::Deleted, "goes")]
    );
}
