//! Comments on runs, changes, notes and boxes.

use super::support::{Docx, marked, p, r};
use super::{assert_same_text, comment_on, part, read};
use resgraph::annotate::{Comment, annotate};
use resgraph::model::{BlockKind, Span};
use resgraph::read::ChangeView;

#[test]
fn a_comment_splits_the_run_it_stands_in_and_no_other() {
    let body = p(
        "<w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr><w:t>see Resolution 44 &amp; all</w:t></w:r>",
    );
    let before = Docx::new(&body).bytes();
    let after = comment_on(&before, &["Resolution 44"]);
    assert_eq!(after.comments, 1);
    let start = "<w:r w:rsidR=\"00A1\"><w:rPr><w:b/></w:rPr>";
    let want = format!(
        "<w:p>{start}<w:t xml:space=\"preserve\">see </w:t></w:r><w:commentRangeStart w:id=\"0\"/>\
         {start}<w:t xml:space=\"preserve\">Resolution 44</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>\
         <w:r><w:rPr><w:rStyle w:val=\"CommentReference\"/></w:rPr><w:commentReference w:id=\"0\"/></w:r>\
         {start}<w:t xml:space=\"preserve\"> &amp; all</w:t></w:r></w:p>"
    );
    assert!(part(&after.bytes, "word/document.xml").contains(&want));
    assert_same_text(&before, &after.bytes);
    let comments = part(&after.bytes, "word/comments.xml");
    assert!(
        comments.contains("w:author=\"resgraph\"")
            && comments.contains("Do &lt;this&gt; &amp; that")
    );
    assert!(comments.contains("On Resolution 44"));
    // Its own comments are no part of the text when the file is read again.
    let document = read(&after.bytes, ChangeView::Both);
    assert!(document.blocks.iter().all(|b| b.kind != BlockKind::Comment));
    assert!(document.losses.is_empty());
}

#[test]
fn comments_that_are_there_stay_and_new_ones_get_new_ids() {
    let body = p(&format!(
        "<w:commentRangeStart w:id=\"7\"/>{}<w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r>",
        r("see Resolution 44")
    ));
    let own = format!(
        "<w:comment w:id=\"7\" w:author=\"Ann\">{}</w:comment>",
        p(&r("Mine"))
    );
    let before = Docx::new(&body).with("comments", &own).bytes();
    let after = comment_on(&before, &["Resolution"]).bytes;
    let comments = part(&after, "word/comments.xml");
    assert!(comments.contains(&own) && comments.contains("w:id=\"8\" w:author=\"resgraph\""));
    for same in ["word/_rels/document.xml.rels", "[Content_Types].xml"] {
        assert_eq!(part(&before, same), part(&after, same));
    }
    assert_same_text(&before, &after);
}

#[test]
fn tracked_changes_stay_tracked_and_hold_no_mark() {
    let body = marked("Resolution 123 (Rev. [-Busan, 2014-][+Dubai, 2018+]) ends");
    let before = Docx::new(&body).bytes();
    let after = comment_on(
        &before,
        &["san, 2014", "Dubai", "123 (Rev. Busan, 2014Dubai, 2018)"],
    );
    assert_eq!(after.comments, 3);
    assert_same_text(&before, &after.bytes);
    let xml = part(&after.bytes, "word/document.xml");
    for change in ["del", "ins"] {
        for inside in xml.split(&format!("<w:{change} ")).skip(1) {
            let inside = inside
                .split(&format!("</w:{change}>"))
                .next()
                .expect("has an end");
            assert!(!inside.contains("commentReference"), "{inside}");
        }
    }
    assert!(xml.contains("<w:delText xml:space=\"preserve\">san, 2014</w:delText>"));
}

#[test]
fn notes_boxes_tabs_and_references_can_be_commented() {
    let note = format!("<w:footnote w:id=\"1\">{}</w:footnote>", p(&r("note text")));
    let body = p(&format!(
        "<w:r><w:t>a &lt;b&gt; c</w:t><w:tab/><w:t>after</w:t><w:noBreakHyphen/><w:t>end</w:t></w:r>\
         <w:r><w:footnoteReference w:id=\"1\"/></w:r>\
         <w:r><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r>",
        p(&r("box text"))
    ));
    let before = Docx::new(&body).with("footnotes", &note).bytes();
    let after = comment_on(
        &before,
        &[
            "note",
            "text\n",
            "box",
            "<",
            "b>",
            "\t",
            "ter\u{2011}",
            "\u{2011}e",
        ],
    );
    assert_eq!(after.comments, 8);
    assert_same_text(&before, &after.bytes);
    assert_eq!(
        part(&before, "word/footnotes.xml"),
        part(&after.bytes, "word/footnotes.xml")
    );
}

#[test]
fn many_comments_that_touch_and_overlap_leave_the_text_as_it_was() {
    let body = marked("one two three[-four -]five[+ six+]seven") + &p(&r("eight nine"));
    let before = Docx::new(&body).bytes();
    let text = read(&before, ChangeView::Both).text;
    let mut comments = Vec::new();
    for start in 0..text.len() {
        for end in [start + 1, start + 3, text.len()] {
            comments.push(Comment {
                span: Span::new(start, end.min(text.len())),
                text: vec![format!("{start}")],
            });
        }
    }
    let after = annotate("t.docx", &before, &comments, &[]).expect("annotates");
    assert_same_text(&before, &after.bytes);
    let xml = part(&after.bytes, "word/document.xml");
    let count = |what: &str| xml.matches(&format!("<w:{what} ")).count();
    assert_eq!(count("commentRangeStart"), after.comments);
    assert_eq!(
        (count("commentRangeEnd"), count("commentReference")),
        (after.comments, after.comments)
    );
    // Each range starts before it ends.
    for id in 0..after.comments {
        let at = |what: &str| xml.find(&format!("<w:{what} w:id=\"{id}\"/>")).expect(what);
        assert!(at("commentRangeStart") < at("commentRangeEnd"), "{id}");
        assert!(at("commentRangeEnd") < at("commentReference"), "{id}");
    }
}
