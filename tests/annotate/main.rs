//! Comments and links in a Word file: they stand where they should, and nothing else changes.

mod again;
mod comments;
mod links;
mod options;
#[path = "../support/mod.rs"]
mod support;

use resgraph::annotate::{Annotated, Comment, annotate};
use resgraph::model::{BlockKind, Document, Span};
use resgraph::read::{ChangeView, ReadOptions, read_bytes};
use support::{Docx, corpus, p, parts, r};

fn read(bytes: &[u8], changes: ChangeView) -> Document {
    read_bytes(
        "t.docx",
        bytes.to_vec(),
        &ReadOptions {
            changes,
            ..ReadOptions::default()
        },
    )
    .expect("reads")
}

fn part(bytes: &[u8], name: &str) -> String {
    String::from_utf8(parts(bytes)[name].clone()).expect("is text")
}

/// Asserts that the two say the same but for comments, in all views of the changes.
fn assert_same_text(before: &[u8], after: &[u8]) {
    for view in [ChangeView::Both, ChangeView::Accept, ChangeView::Reject] {
        let lines = |bytes: &[u8]| {
            let document = read(bytes, view);
            let own = document
                .blocks
                .iter()
                .filter(|b| b.kind != BlockKind::Comment);
            let own: Vec<_> = own
                .map(|b| {
                    (
                        document.text[b.span.range()].to_owned(),
                        b.kind,
                        b.cell,
                        b.label.clone(),
                    )
                })
                .collect();
            let mut changes = String::new();
            for change in &document.changes {
                changes.push_str(&format!(
                    "{:?}{:?}|",
                    change.change,
                    &document.text[change.span.range()]
                ));
            }
            (own, changes)
        };
        assert_eq!(lines(before), lines(after));
    }
}

/// Comments on `words` of the file's text.
fn comment_on(bytes: &[u8], words: &[&str]) -> Annotated {
    let text = read(bytes, ChangeView::Both).text;
    let comment = |word: &&str| {
        let at = text.find(*word).expect(word);
        Comment {
            span: Span::new(at, at + word.len()),
            text: vec![format!("On {word}"), "Do <this> & that".into()],
        }
    };
    let comments: Vec<Comment> = words.iter().map(comment).collect();
    annotate("t.docx", bytes, &comments, &[]).expect("annotates")
}

#[test]
fn all_other_parts_stay_as_they_are_packed() {
    let before = Docx::new(&p(&r("see Resolution 44")))
        .with("styles", "<w:style w:styleId=\"x\"/>")
        .part("word/media/image1.png", "no picture")
        .part("customXml/item1.xml", "<x/>")
        .bytes();
    let after = comment_on(&before, &["44"]).bytes;
    let (mut old, mut new) = (parts(&before), parts(&after));
    for changed in [
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    ] {
        let (old, new) = (
            old.remove(changed).expect(changed),
            new.remove(changed).expect(changed),
        );
        assert!(new.len() > old.len(), "{changed}");
    }
    assert!(new.remove("word/comments.xml").is_some());
    assert_eq!(old, new);
    // And without a finding the file is the file.
    let same = annotate("t.docx", &before, &[], &[]).expect("annotates");
    assert_eq!(parts(&same.bytes), parts(&before));
}

#[test]
fn the_same_findings_give_the_same_bytes() {
    let before = Docx::new(&p(&r("see Resolution 44"))).bytes();
    assert_eq!(
        comment_on(&before, &["see", "44"]).bytes,
        comment_on(&before, &["44", "see"]).bytes
    );
}

#[test]
fn real_files_keep_their_text() {
    let Some(folder) = corpus() else { return };
    let mut files: Vec<_> = std::fs::read_dir(folder.join("word"))
        .expect("is in the corpus")
        .map(|e| e.expect("is a file").path())
        .collect();
    files.sort();
    for file in files {
        let before = std::fs::read(&file).expect("reads");
        let text = read(&before, ChangeView::Both).text;
        let mut comments = Vec::new();
        for (at, word) in text.match_indices(char::is_whitespace).step_by(7) {
            comments.push(Comment {
                span: Span::new(at.saturating_sub(1), (at + word.len() + 4).min(text.len())),
                text: vec!["word".into()],
            });
        }
        comments.retain(|c| text.get(c.span.range()).is_some());
        let after = annotate("t.docx", &before, &comments, &[]).expect("annotates");
        assert!(after.comments > 0);
        assert_same_text(&before, &after.bytes);
        let (mut old, mut new) = (parts(&before), parts(&after.bytes));
        for name in [
            "word/document.xml",
            "word/comments.xml",
            "word/_rels/document.xml.rels",
            "[Content_Types].xml",
        ] {
            old.remove(name);
            new.remove(name);
        }
        assert_eq!(old, new, "{}", file.display());
    }
}
