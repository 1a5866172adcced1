use super::layout::Line;
use super::{PageLines, from_pages};
use crate::model::{BlockKind, Document};

/// The lines of a page of text: a blank line parts, and a line over them begins the notes.
fn page(text: &str) -> PageLines {
    let longest = text.lines().map(|l| l.chars().count()).max().unwrap_or(0);
    let (mut lines, mut is_apart) = (Vec::new(), true);
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            is_apart = true;
            continue;
        }
        lines.push(Line {
            text: line.to_owned(),
            is_apart: std::mem::take(&mut is_apart),
            is_short: (line.chars().count() as f64) < 0.7 * longest as f64,
            ..Line::default()
        });
    }
    Ok(lines)
}

fn read(pages: &[&str]) -> Document {
    from_pages("t.pdf", pages.iter().map(|p| page(p)).collect())
}

fn lines(document: &Document) -> Vec<(u32, &str)> {
    let line = |b: &crate::model::Block| (b.page.unwrap_or(0), &document.text[b.span.range()]);
    document.blocks.iter().map(line).collect()
}

#[test]
fn running_heads_and_page_numbers_go_and_headings_stay() {
    let text = |n: u32| {
        format!(
            "Final texts of the assembly {n}\n\nDoc 7/3\n\nRESOLUTION {n}\n\nThe text of the page number {n}.\n\n– {n} –\n"
        )
    };
    let pages: Vec<PageLines> = (1..=4).map(|n| page(&text(n))).collect();
    let document = from_pages("t.pdf", pages);
    let third: Vec<(u32, &str)> = lines(&document)
        .into_iter()
        .filter(|(p, _)| *p == 3)
        .collect();
    assert_eq!(
        third,
        [(3, "RESOLUTION 3"), (3, "The text of the page number 3.")]
    );
    // What runs over the pages is the title on the first one.
    assert_eq!(lines(&document)[0], (1, "Final texts of the assembly 1"));
    assert!(!document.text.contains('–'));
}

#[test]
fn paragraphs_run_over_the_page_and_notes_wait() {
    let document = read(&[
        "Having seen what is said in Resolution\n44 of the assembly, and the\n________\n1\nSee document 5.\n",
        "rest of it,\n\nnext\n",
    ]);
    let want = [
        (
            1,
            "Having seen what is said in Resolution 44 of the assembly, and the rest of it,",
        ),
        (1, "See document 5."),
        (2, "next"),
    ];
    assert_eq!(lines(&document), want);
    assert_eq!(document.blocks[1].kind, BlockKind::Note);
    assert_eq!(document.blocks[1].label.as_deref(), Some("1"));
}

#[test]
fn notes_without_a_line_over_them_need_a_mark_on_the_page() {
    let notes = |text: &str| {
        let document = read(&[text]);
        document
            .blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Note)
            .count()
    };
    assert_eq!(
        notes("for developing1 countries\n\n1 These include the least developed.\n"),
        1
    );
    assert_eq!(
        notes("for developing countries\n\n1 The Director shall report.\n"),
        0
    );
}

#[test]
fn hyphens_at_line_ends_go_where_they_only_part_a_word() {
    let joined = |text: &str| {
        let document = read(&[text]);
        lines(&document)[0].1.to_owned()
    };
    for (text, want) in [
        (
            "the telecommuni-\ncation network of the country",
            "the telecommunication network of the country",
        ),
        (
            "a high-\nlevel meeting, as a high-level one",
            "a high-level meeting, as a high-level one",
        ),
        (
            "a cost-\nbased model, where cost is based on use",
            "a cost-based model, where cost is based on use",
        ),
        (
            "according to ITU-\nT Recommendations of the sector",
            "according to ITU-T Recommendations of the sector",
        ),
        (
            "see document COM5-\n2 of the conference",
            "see document COM5- 2 of the conference",
        ),
    ] {
        assert_eq!(joined(text), want);
    }
}

#[test]
fn items_and_headings_start_paragraphs() {
    let text = "RESOLUTION 44 (Rev. Geneva, 2022)\nBridging the gap between the\nMembers of the Union\n\nresolves\n1.\nto do this, which takes a line as long as the page is wide to be said;\n\
        2.\nto do that;\na) first, and\nb) second\n";
    let document = read(&[text]);
    let got: Vec<&str> = lines(&document).into_iter().map(|(_, l)| l).collect();
    let want = [
        "RESOLUTION 44 (Rev. Geneva, 2022)",
        "Bridging the gap between the Members of the Union",
        "resolves",
        "1.\tto do this, which takes a line as long as the page is wide to be said;",
        "2.\tto do that;",
        "a) first, and",
        "b) second",
    ];
    assert_eq!(got, want);
}

#[test]
fn a_page_without_text_is_reported() {
    let document = read(&["text", " \n", "more"]);
    assert_eq!(document.losses.len(), 1);
    assert!(document.losses[0].message.contains("page 2"));
}
