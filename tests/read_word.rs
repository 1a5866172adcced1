//! Word files: what a reader of the page sees is what is read.

mod support;

use resgraph::model::{BlockKind, Change, Document};
use resgraph::read::{ChangeView, ReadOptions, read_bytes};
use std::path::Path;
use support::word::{changes, lines, read, read_view};
use support::{Docx, corpus, del, marked, p, r};

#[test]
fn a_word_split_over_runs_is_whole_and_signs_are_characters() {
    let body = p(
        "<w:r><w:t>Resol</w:t></w:r><w:proofErr w:type=\"spellStart\"/><w:r><w:rPr><w:b/></w:rPr>\
        <w:t xml:space=\"preserve\">ution </w:t></w:r><w:smartTag w:element=\"x\"><w:r><w:t>5</w:t></w:r></w:smartTag>\
        <w:sdt><w:sdtPr><w:alias w:val=\"never\"/></w:sdtPr><w:sdtContent><w:r><w:t>8 of ITU</w:t>\
        <w:noBreakHyphen/><w:t>T &amp; &#x2013;</w:t><w:tab/><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/></w:r></w:sdtContent></w:sdt>",
    );
    assert_eq!(
        lines(&read(&Docx::new(&body))),
        ["Resolution 58 of ITU\u{2011}T & –\t•"]
    );
}

#[test]
fn space_that_word_does_not_show_is_dropped() {
    let body = p(
        "<w:r><w:t> Resolution </w:t></w:r><w:r><w:t xml:space=\"preserve\"> 5 \n of</w:t></w:r>",
    );
    assert_eq!(lines(&read(&Docx::new(&body))), ["Resolution 5   of"]);
}

#[test]
fn both_sides_of_a_change_stand_side_by_side_or_one_alone() {
    let docx = Docx::new(&marked(
        "Resolution 123 (Rev. [-Busan, 2014-][+Dubai, 2018+]) of this conference",
    ));
    let both = read(&docx);
    assert_eq!(
        lines(&both),
        ["Resolution 123 (Rev. Busan, 2014Dubai, 2018) of this conference"]
    );
    let want = [
        (Change::Deleted, "Busan, 2014"),
        (Change::Inserted, "Dubai, 2018"),
    ];
    assert_eq!(changes(&both), want);
    assert_eq!(both.changes[0].author.as_deref(), Some("Bob"));
    assert_eq!(
        both.changes[1].date.as_deref(),
        Some("2022-03-01T10:00:00Z")
    );
    for (view, want) in [
        (
            ChangeView::Accept,
            "Resolution 123 (Rev. Dubai, 2018) of this conference",
        ),
        (
            ChangeView::Reject,
            "Resolution 123 (Rev. Busan, 2014) of this conference",
        ),
    ] {
        let one = read_view(&docx, view);
        assert_eq!(lines(&one), [want]);
        assert!(one.changes.is_empty());
    }
}

#[test]
fn what_is_inserted_and_then_deleted_is_deleted_and_was_never_there() {
    let inner = del("never");
    let body = p(&format!(
        "{}<w:ins w:author=\"Ann\">{inner}</w:ins>",
        r("here ")
    ));
    let docx = Docx::new(&body);
    assert_eq!(changes(&read(&docx)), [(Change::Deleted, "never")]);
    for view in [ChangeView::Accept, ChangeView::Reject] {
        assert_eq!(lines(&read_view(&docx, view)), ["here"]);
    }
}

#[test]
fn a_deleted_paragraph_end_joins_the_paragraphs() {
    let mark = "<w:pPr><w:rPr><w:del w:id=\"3\" w:author=\"Bob\"/></w:rPr></w:pPr>";
    let body = p(&format!("{mark}{}", r("Resolution "))) + &p(&r("44"));
    let docx = Docx::new(&body);
    let both = read(&docx);
    assert_eq!(lines(&both), ["Resolution", "44"]);
    assert_eq!(changes(&both), [(Change::Deleted, "\n")]);
    assert_eq!(
        lines(&read_view(&docx, ChangeView::Accept)),
        ["Resolution 44"]
    );
    assert_eq!(
        lines(&read_view(&docx, ChangeView::Reject)),
        ["Resolution", "44"]
    );
}

#[test]
fn moved_text_is_marked_as_moved() {
    let from = r("here").replace("<w:r>", "<w:moveFrom w:author=\"A\"><w:r>") + "</w:moveFrom>";
    let to = r("here").replace("<w:r>", "<w:moveTo w:author=\"A\"><w:r>") + "</w:moveTo>";
    let document = read(&Docx::new(&(p(&from) + &p(&to))));
    let want = [(Change::Deleted, "here"), (Change::Inserted, "here")];
    assert_eq!(changes(&document), want);
    assert!(document.changes.iter().all(|c| c.moved));
}

#[test]
fn a_change_of_format_is_no_change_of_text_and_old_properties_do_not_hold() {
    let body = p(
        "<w:pPr><w:pStyle w:val=\"Heading1\"/><w:pPrChange w:author=\"A\"><w:pPr><w:pStyle w:val=\"Old\"/>\
        <w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange></w:pPr>\
        <w:r><w:rPr><w:b/><w:rPrChange w:author=\"A\"><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>shown</w:t></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>",
    );
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style>";
    let document = read(&Docx::new(&body).with("styles", styles));
    assert_eq!(lines(&document), ["shown"]);
    assert_eq!(document.blocks[0].kind, BlockKind::Heading(1));
    assert!(document.changes.is_empty());
}

#[test]
fn a_field_shows_its_result_and_a_link_keeps_its_address() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let instruction =
        "<w:r><w:instrText> HYPERLINK \"https://a.example/44\" \\o \"tip\" </w:instrText></w:r>";
    let nested = [
        mark("begin"),
        "<w:r><w:instrText>REF x</w:instrText></w:r>".into(),
        mark("separate"),
        r("never"),
        mark("end"),
    ]
    .concat();
    let body = p(&[
        mark("begin"),
        instruction.into(),
        nested,
        mark("separate"),
        r("Resolution 44"),
        mark("end"),
        r(" and "),
        "<w:hyperlink r:id=\"b\" w:anchor=\"p2\">".into(),
        r("Resolution 45"),
        "</w:hyperlink><w:fldSimple w:instr=\"REF y\">".into(),
        r(" ends"),
        "</w:fldSimple>".into(),
    ]
    .concat());
    let document = read(&Docx::new(&body).link("b", "https://b.example/45"));
    assert_eq!(lines(&document), ["Resolution 44 and Resolution 45 ends"]);
    let links: Vec<(&str, &str)> = document
        .links
        .iter()
        .map(|l| (&document.text[l.span.range()], l.target.as_str()))
        .collect();
    let want = [
        ("Resolution 44", "https://a.example/44"),
        ("Resolution 45", "https://b.example/45#p2"),
    ];
    assert_eq!(links, want);
}

#[test]
fn a_text_box_in_two_forms_is_read_once_behind_its_paragraph() {
    let inside = p(&r("in the box"));
    let body = p(&format!(
        "{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{inside}\
         </w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{inside}\
         </w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}",
        r("Resolution "),
        r("44")
    ));
    assert_eq!(
        lines(&read(&Docx::new(&body))),
        ["Resolution 44", "in the box"]
    );
}

#[test]
fn notes_and_comments_stand_behind_the_paragraph_and_leave_no_mark_in_it() {
    let note = |kind: &str, id: u8, text: &str| {
        format!(
            "<w:{kind} w:id=\"{id}\">{}</w:{kind}>",
            p(&format!("<w:r><w:{kind}Ref/></w:r>{}", r(text)))
        )
    };
    let body = p(&[
        r("for developing"),
        "<w:r><w:footnoteReference w:id=\"2\"/></w:r>".into(),
        r(" countries"),
        "<w:r><w:endnoteReference w:id=\"7\"/><w:commentReference w:id=\"0\"/></w:r>".into(),
        "<w:r><w:footnoteReference w:id=\"2\"/><w:footnoteReference w:id=\"9\"/></w:r>".into(),
    ]
    .concat());
    let document = read(
        &Docx::new(&body)
            .with("footnotes", &note("footnote", 2, " These include"))
            .with("endnotes", &note("endnote", 7, "See Resolution 5"))
            .with("comments", &note("comment", 0, "Is that so?")),
    );
    let want = [
        "for developing countries",
        "1 | These include",
        "i | See Resolution 5",
        "Is that so?",
    ];
    assert_eq!(lines(&document), want);
    let kinds: Vec<BlockKind> = document.blocks.iter().map(|b| b.kind).collect();
    assert_eq!(
        kinds,
        [
            BlockKind::Paragraph,
            BlockKind::Note,
            BlockKind::Note,
            BlockKind::Comment
        ]
    );
    // A second mark of the same note repeats nothing; a mark without note is told.
    assert!(document.losses.len() == 1 && document.losses[0].message.contains("footnote 9"));
}

/// A real file.
fn open(folder: &Path, name: &str) -> Document {
    let path = folder.join("word").join(name);
    let bytes = std::fs::read(path).expect("is in the corpus");
    read_bytes(name, bytes, &ReadOptions::default()).expect("reads")
}

fn count(document: &Document, kind: BlockKind) -> usize {
    let blocks = document.blocks.iter();
    blocks.filter(|b| b.kind == kind).count()
}

#[test]
fn changes_of_real_files_are_read_as_a_reader_sees_them() {
    let Some(folder) = corpus() else { return };
    let deletion = open(&folder, "track_changes_deletion.docx");
    assert_eq!(
        changes(&deletion),
        [(Change::Deleted, "n excessively modified")]
    );
    assert_eq!(deletion.changes[0].author.as_deref(), Some("eng-dept"));
    let insertion = open(&folder, "track_changes_insertion.docx");
    assert_eq!(changes(&insertion), [(Change::Inserted, "two exciting ")]);
    let moved = open(&folder, "track_changes_move.docx");
    let sides: Vec<Change> = moved.changes.iter().map(|c| c.change).collect();
    assert_eq!(sides, [Change::Inserted, Change::Deleted]);
    assert!(
        moved
            .changes
            .iter()
            .all(|c| c.moved && c.date.as_deref() == Some("2016-04-16T08:20:00Z"))
    );
    assert_eq!(
        &moved.text[moved.changes[0].span.range()],
        &moved.text[moved.changes[1].span.range()]
    );
}

#[test]
fn comments_notes_and_tables_of_real_files_are_read_as_a_reader_sees_them() {
    let Some(folder) = corpus() else { return };
    let comments = open(&folder, "comments.docx");
    assert_eq!(
        (
            count(&comments, BlockKind::Comment),
            count(&comments, BlockKind::Paragraph)
        ),
        (6, 4)
    );
    let notes = open(&folder, "notes.docx");
    let labels: Vec<Option<&str>> = notes
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Note)
        .map(|b| b.label.as_deref())
        .collect();
    assert_eq!(labels, [Some("1"), Some("i")]);

    let tables = open(&folder, "tables.docx");
    let shape = |table: u32| {
        let cells = tables
            .blocks
            .iter()
            .filter_map(|b| b.cell)
            .filter(|c| c.table == table);
        cells.fold((0, 0), |(rows, columns), c| {
            (rows.max(c.row + 1), columns.max(c.column + 1))
        })
    };
    assert_eq!(
        [shape(0), shape(1), shape(2), shape(3)],
        [(4, 4), (2, 2), (2, 2), (0, 0)]
    );
}

#[test]
fn fields_and_links_of_real_files_are_read_as_a_reader_sees_them() {
    let Some(folder) = corpus() else { return };
    let fields = open(&folder, "instrText_hyperlink.docx");
    assert!(!fields.text.contains("HYPERLINK"));
    let titles: Vec<&str> = fields
        .links
        .iter()
        .map(|l| &fields.text[l.span.range()])
        .collect();
    let want = [
        "Foundations of Analysis, 2nd Edition",
        "Classic Set Theory: For Guided Independent Study",
    ];
    assert_eq!(titles, want);
    assert!(
        fields
            .links
            .iter()
            .all(|l| l.target.starts_with("https://books.google"))
    );

    let itu = open(&folder, "itu-t-a.1.docx");
    assert!(itu.losses.is_empty());
    assert_eq!(itu.text.matches("WTSA Resolution\u{a0}1").count(), 3);
    assert_eq!((count(&itu, BlockKind::Note), itu.links.len()), (3, 9));
    assert!(itu.text.contains("ITU\u{2011}T"));
}

#[test]
fn what_stands_on_the_first_page_alone_is_read_and_running_heads_are_not() {
    let section = |more: &str| {
        p(&format!(
            "<w:pPr><w:sectPr><w:headerReference w:type=\"default\" r:id=\"running\"/>\
             <w:headerReference w:type=\"first\" r:id=\"header\"/>{more}</w:sectPr></w:pPr>"
        ))
    };
    let file = |more: &str| {
        let later = section("<w:titlePg/>").replace("r:id=\"header\"", "r:id=\"later\"");
        Docx::new(&(section(more) + &p(&r("The text.")) + &later))
            .with("header", &p(&r("Document 44-E")))
            .with("running", &p(&r("- 2 - Document 44-E")))
            .with("later", &p(&r("Annex")))
    };
    assert_eq!(
        lines(&read(&file("<w:titlePg/>"))),
        ["Document 44-E", "The text."]
    );
    // Without that word Word prints the running head there, too.
    assert_eq!(lines(&read(&file(""))), ["The text."]);
    assert_eq!(
        lines(&read(&file("<w:titlePg w:val=\"0\"/>"))),
        ["The text."]
    );
}

#[test]
fn places_have_pages_where_word_remembers_them() {
    let new_page = "<w:r><w:lastRenderedPageBreak/></w:r>";
    let body = p(&r("one"))
        + &p(&format!("{new_page}{}", r("two")))
        + &p(&format!("{}{new_page}{}", r("still two, "), r("and three")))
        + &p(&r("three"));
    let document = read(&Docx::new(&body));
    let pages: Vec<Option<u32>> = document.blocks.iter().map(|b| b.page).collect();
    assert_eq!(pages, [Some(1), Some(2), Some(2), Some(3)]);
    let at = document.text.find("two").expect("is there");
    assert_eq!(document.locator(at).as_deref(), Some("page 2, paragraph 2"));
    let unknown = read(&Docx::new(&p(&r("one"))));
    assert_eq!(unknown.blocks[0].page, None);
}
