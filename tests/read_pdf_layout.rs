//! PDF files of many layouts: what is read is what a reader reads, in that order.

mod support;

use resgraph::model::{Block, BlockKind, Document};
use resgraph::read::{ReadOptions, read_bytes};
use support::pdf_file::{page, pages, text};

type Placed<'a> = (f64, f64, f64, &'a str);

fn read(lines: &[Placed], drawn: &str) -> Document {
    let content = text(lines) + drawn;
    let bytes = page(content.as_bytes(), "", &[]);
    read_bytes("t.pdf", bytes, &ReadOptions::default()).expect("reads")
}

fn texts(document: &Document) -> Vec<&str> {
    let text = |b: &resgraph::model::Block| &document.text[b.span.range()];
    document.blocks.iter().map(text).collect()
}

/// Lines below each other.
fn column<'a>(x: f64, y: f64, size: f64, lines: &[&'a str]) -> Vec<Placed<'a>> {
    let step = |n: usize| y + n as f64 * size * 1.2;
    lines
        .iter()
        .enumerate()
        .map(|(n, line)| (x, step(n), size, *line))
        .collect()
}

/// The cells of tables, each with its row and its column.
fn cells(document: &Document) -> Vec<(u32, u32, &str)> {
    let cell = |b: &Block| {
        let place = b.cell?;
        Some((place.row, place.column, &document.text[b.span.range()]))
    };
    document.blocks.iter().filter_map(cell).collect()
}

const LEFT: [&str; 4] = [
    "The first column tells of Text",
    "101 (Rev. Here, 2018) of the",
    "first body, and it runs down",
    "to the end of its own matter.",
];
const RIGHT: [&str; 4] = [
    "The second column speaks of Text",
    "130 (Rev. There, 2022) of the",
    "second body, which is another",
    "matter and ends as it likes.",
];

fn joined(lines: &[&str]) -> String {
    lines.join(" ")
}

#[test]
fn columns_under_a_heading_as_wide_as_the_page() {
    let heading = "A heading that runs over both of the columns of this small page of text";
    for shift in [0.0, 5.0] {
        let mut lines = column(60.0, 60.0, 11.0, &[heading]);
        lines.extend(column(60.0, 90.0, 10.0, &LEFT));
        // Lines of columns need not stand on one base line.
        lines.extend(column(320.0, 90.0 + shift, 10.0, &RIGHT));
        let document = read(&lines, "");
        assert_eq!(
            texts(&document),
            [heading, &joined(&LEFT), &joined(&RIGHT)],
            "{shift}"
        );
    }
}

#[test]
fn a_heading_in_mid_page_ends_the_columns_above_it() {
    let heading = "A heading that runs over both of the columns of this small page of text";
    let mut lines = column(60.0, 60.0, 10.0, &LEFT);
    lines.extend(column(320.0, 60.0, 10.0, &RIGHT));
    lines.extend(column(60.0, 130.0, 12.0, &[heading]));
    lines.extend(column(60.0, 160.0, 10.0, &LEFT));
    lines.extend(column(320.0, 160.0, 10.0, &RIGHT));
    let document = read(&lines, "");
    let (left, right) = (joined(&LEFT), joined(&RIGHT));
    assert_eq!(texts(&document), [&left, &right, heading, &left, &right]);
}

#[test]
fn three_columns() {
    let narrow = |n: &'static str| {
        [
            "Here is text of column",
            n,
            "that goes on for a line",
            "and another one of it.",
        ]
    };
    let (a, b, c) = (
        narrow("one, Text 101 of it,"),
        narrow("two, Text 102 of it,"),
        narrow("three, Text 103, of it"),
    );
    let mut lines = Vec::new();
    for (n, column_lines) in [&a, &b, &c].into_iter().enumerate() {
        lines.extend(column(50.0 + 185.0 * n as f64, 60.0, 9.0, column_lines));
    }
    let document = read(&lines, "");
    assert_eq!(texts(&document), [joined(&a), joined(&b), joined(&c)]);
}

#[test]
fn labels_stay_with_their_text() {
    let lines = [
        (60.0, 60.0, 10.0, "1)"),
        (
            100.0,
            60.0,
            10.0,
            "to do the first of all the things that are to be done by them;",
        ),
        (60.0, 72.0, 10.0, "2)"),
        (
            100.0,
            72.0,
            10.0,
            "to do the second of all the things that are to be done by them;",
        ),
        (60.0, 84.0, 10.0, "3)"),
        (
            100.0,
            84.0,
            10.0,
            "to do the third of all the things that are to be done by them.",
        ),
    ];
    let document = read(&lines, "");
    let texts = texts(&document);
    assert_eq!(texts.len(), 3, "{texts:?}");
    assert!(texts[1].starts_with("2)\tto do the second"), "{texts:?}");
}

#[test]
fn aligned_numbers_and_titles_are_cells() {
    let mut lines = column(60.0, 60.0, 11.0, &["Texts of the general body"]);
    for (n, (number, title)) in [
        ("64/236", "On the first matter of them"),
        ("66/197", "On another matter"),
        ("70/1", "On what is to come"),
    ]
    .into_iter()
    .enumerate()
    {
        let y = 90.0 + 14.0 * n as f64;
        lines.extend([(60.0, y, 10.0, number), (140.0, y, 10.0, title)]);
    }
    let document = read(&lines, "");
    let cells = cells(&document);
    assert_eq!(cells.len(), 6, "{:?}", texts(&document));
    assert_eq!(cells[2], (1, 0, "66/197"));
    assert_eq!(cells[5], (2, 1, "On what is to come"));
}

#[test]
fn ruling_lines_make_cells_of_several_lines() {
    let mut lines = column(65.0, 75.0, 10.0, &["Text 44 of the", "first body"]);
    lines.extend(column(205.0, 75.0, 10.0, &["to be kept as", "it stands"]));
    lines.extend(column(65.0, 115.0, 10.0, &["Text 45"]));
    lines.extend(column(205.0, 115.0, 10.0, &["to be merged"]));
    let mut drawn = String::new();
    for y in [60.0, 100.0, 130.0] {
        drawn += &format!("60 {} m 340 {} l S\n", 792.0 - y, 792.0 - y);
    }
    for x in [60.0, 200.0, 340.0] {
        drawn += &format!("{x} {} m {x} {} l S\n", 792.0 - 60.0, 792.0 - 130.0);
    }
    let document = read(&lines, &drawn);
    let cells = cells(&document);
    let want = [
        (0, 0, "Text 44 of the first body"),
        (0, 1, "to be kept as it stands"),
        (1, 0, "Text 45"),
        (1, 1, "to be merged"),
    ];
    assert_eq!(cells, want);
}

#[test]
fn raised_marks_are_no_part_of_numbers_and_notes_are_notes() {
    let mut lines = column(
        60.0,
        60.0,
        10.0,
        &[
            "See Text 130",
            "and what is said there of all the matters that are at hand here.",
        ],
    );
    lines.push((132.5, 56.0, 6.0, "1"));
    lines.push((
        142.0,
        60.0,
        10.0,
        "(Rev. Here, 2018) of the body, as it was then made,",
    ));
    lines.push((60.0, 700.0, 5.0, "1"));
    lines.push((66.0, 702.0, 8.0, "See another paper on this."));
    let document = read(&lines, "");
    assert!(
        texts(&document)[0].contains("130 (Rev. Here, 2018)"),
        "{:?}",
        texts(&document)
    );
    let is_note = |b: &&Block| b.kind == BlockKind::Note;
    let note = document.blocks.iter().find(is_note).expect("a note");
    assert_eq!(note.label.as_deref(), Some("1"));
}

#[test]
fn drawings_stand_where_they_are_drawn_and_bring_their_fonts() {
    let inner = text(&[(0.0, 792.0, 12.0, "second line")]);
    let drawing = support::pdf_file::stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Matrix[1 0 0 1 72 620]/Resources<</Font<</F 5 0 R>>>>",
        inner.as_bytes(),
    );
    let outer = format!(
        "/X Do {}",
        text(&[
            (72.0, 100.0, 12.0, "First line."),
            (72.0, 250.0, 12.0, "Third line.")
        ])
    );
    let bytes = page(outer.as_bytes(), "/XObject<</X 6 0 R>>", &[drawing]);
    let document = read_bytes("t.pdf", bytes, &ReadOptions::default()).expect("reads");
    assert_eq!(
        texts(&document),
        ["First line.", "second line", "Third line."]
    );
}

#[test]
fn a_page_that_is_turned_is_read_upright() {
    let content = "BT /F 12 Tf 0 1 -1 0 100 100 Tm (turned text) Tj ET";
    let bytes = page(content.as_bytes(), "", &[]);
    let document = read_bytes("t.pdf", bytes, &ReadOptions::default()).expect("reads");
    assert_eq!(texts(&document), ["turned text"]);
}

/// Words of a line whose spaces are stretched so that it fills the column.
fn stretched<'a>(x: f64, y: f64, width: f64, size: f64, line: &'a str) -> Vec<Placed<'a>> {
    let words: Vec<&str> = line.split(' ').collect();
    // A letter of this font is six tenths of its size wide.
    let letters: usize = words.iter().map(|w| w.len()).sum();
    let space = (width - letters as f64 * 0.6 * size) / (words.len().max(2) - 1) as f64;
    let mut at = x;
    words
        .into_iter()
        .map(|word| {
            let placed = (at, y, size, word);
            at += word.len() as f64 * 0.6 * size + space;
            placed
        })
        .collect()
}

#[test]
fn stretched_spaces_in_narrow_columns_are_no_gaps() {
    let column = [
        "These are the words of",
        "Resolution 101 (Rev.",
        "Somewhere, 2018) of",
        "those who met there in",
        "that year, and of many",
        "others as well.",
    ];
    let mut lines = Vec::new();
    for x in [50.0, 230.0, 410.0] {
        for (n, line) in column.iter().enumerate() {
            let y = 60.0 + 12.0 * n as f64;
            match n + 1 == column.len() {
                true => lines.push((x, y, 10.0, *line)),
                false => lines.extend(stretched(x, y, 150.0, 10.0, line)),
            }
        }
    }
    let document = read(&lines, "");
    let want = joined(&column);
    assert_eq!(texts(&document), [&want, &want, &want]);
}

#[test]
fn rows_without_rules_or_gaps_go_on_in_mid_sentence() {
    let rows = [
        ["Subject", "One body", "Other body"],
        ["Fish", "Text 123", "Text 44"],
        ["Lakes and all that", "Texts 130", "Text 50"],
        ["swims in them", "and 174", ""],
        ["Frogs", "Text 64,", "Text 69"],
        ["", "65", ""],
    ];
    let mut lines = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        for (cell, x) in row.iter().zip([60.0, 230.0, 400.0]) {
            if !cell.is_empty() {
                lines.push((x, 60.0 + 12.0 * n as f64, 10.0, *cell));
            }
        }
    }
    let document = read(&lines, "");
    let want = [
        "Subject",
        "One body",
        "Other body",
        "Fish",
        "Text 123",
        "Text 44",
        "Lakes and all that swims in them",
        "Texts 130 and 174",
        "Text 50",
        "Frogs",
        "Text 64, 65",
        "Text 69",
    ];
    assert_eq!(texts(&document), want);
}

#[test]
fn a_head_that_stands_alike_on_every_page_is_none_of_the_first() {
    let of_pages = |first: (f64, f64)| {
        let contents: Vec<String> = (0..3)
            .map(|n| {
                let (y, size) = if n == 0 { first } else { (40.0, 9.0) };
                let body = format!("What the page with the number {n} has to say of the lakes.");
                text(&[
                    (60.0, y, size, "Text 999 (Rev. Dubai, 2018) on lakes"),
                    (60.0, 90.0, 10.0, &body),
                ])
            })
            .collect();
        let document = read_bytes("t.pdf", pages(&contents), &ReadOptions::default());
        document.expect("reads").text.matches("999").count()
    };
    assert_eq!(of_pages((40.0, 9.0)), 0, "a head");
    assert_eq!(of_pages((70.0, 9.0)), 1, "a title under the head's place");
    assert_eq!(of_pages((40.0, 16.0)), 1, "a title in larger letters");
}

#[test]
fn what_glyphs_stand_for_is_read_where_the_file_says_it() {
    let said = |content: &str, resources: &str| {
        let content = format!("BT /F 10 Tf 60 700 Td {content} ET");
        let document = read_bytes(
            "t.pdf",
            page(content.as_bytes(), resources, &[]),
            &ReadOptions::default(),
        );
        document.expect("reads").text.trim().to_owned()
    };
    let mark = |text: &str, shown: &str| format!("/Span<</ActualText{text}>>BDC {shown} EMC ");
    // One glyph for each letter, or for several; several strings for one letter.
    let han = mark("<FEFF5168>", "(x)Tj") + &mark("<FEFF6743>", "(x)Tj");
    assert_eq!(
        said(&format!("(No )Tj {han}(7)Tj"), ""),
        "No \u{5168}\u{6743}7"
    );
    assert_eq!(
        said(&format!("(o)Tj {}(ce)Tj", mark("(ffi)", "(#)Tj")), ""),
        "office"
    );
    let pieces = mark("(Text)", "[(a)-20(b)]TJ (c)Tj");
    assert_eq!(said(&format!("{pieces}( 44)Tj"), ""), "Text 44");
    // Nothing, a mark of another sort, one that is never closed, and one within another.
    assert_eq!(
        said(&format!("(4)Tj {}(4)Tj", mark("()", "(-)Tj")), ""),
        "44"
    );
    assert_eq!(said("/Span<</Lang(en)>>BDC (44)Tj EMC EMC", ""), "44");
    assert_eq!(said("/Span<</ActualText(44)>>BDC (x)Tj", ""), "44");
    assert_eq!(said(&mark("(44)", &mark("(55)", "(x)Tj")), ""), "44");
    // By name, in the resources.
    let resources = "/Properties<</P <</ActualText(44)>>>>";
    assert_eq!(said("/Span/P BDC (xy)Tj EMC", resources), "44");
}
