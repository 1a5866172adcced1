//! A file that was annotated before.

use super::support::{self, Docx, ins, p, parts, r};
use super::{assert_same_text, comment_on, part};
use resgraph::annotate::annotate;

#[test]
fn a_file_is_annotated_again_as_if_for_the_first_time() {
    let theirs =
        "<w:comment w:id=\"4\" w:author=\"Ann\"><w:p><w:r><w:t>mine</w:t></w:r></w:p></w:comment>";
    let mark = "<w:r><w:commentReference w:id=\"4\"/></w:r>";
    let body = p(&[
        &r("see Resolution 44 and "),
        mark,
        &ins("Resolution 5"),
        &r(" and 7"),
    ]
    .map(String::from)
    .concat());
    let before = Docx::new(&body).with("comments", theirs).bytes();
    let words = ["Resolution 44", "Resolution 5"];
    let once = comment_on(&before, &words).bytes;
    let twice = comment_on(&once, &words);
    assert_eq!(twice.comments, 2);
    for (name, content) in parts(&once) {
        assert_eq!(
            String::from_utf8_lossy(&content),
            part(&twice.bytes, &name),
            "{name}"
        );
    }
    // Where a finding holds no longer its comment goes, that of a person stays.
    let none = annotate("t.docx", &once, &[], &[])
        .expect("annotates")
        .bytes;
    let comments = part(&none, "word/comments.xml");
    assert!(!comments.contains("resgraph") && comments.contains("mine"));
    assert_eq!(
        part(&none, "word/document.xml")
            .matches("w:id=\"4\"")
            .count(),
        1
    );
    assert!(!part(&none, "word/document.xml").contains("commentRange"));
    assert_same_text(&before, &none);
}

#[test]
fn a_comment_that_somebody_answered_or_ticked_off_stays_and_is_not_said_twice() {
    let before = Docx::new(&p(&r("see Resolution 44 and Resolution 5"))).bytes();
    let once = comment_on(&before, &["Resolution 44", "Resolution 5"]).bytes;
    // As Word saves it: each paragraph of a comment has an id, and a part of its own tells who answered whom.
    let mut held = parts(&once);
    let comments = String::from_utf8(held["word/comments.xml"].clone()).expect("is text");
    let first = comments.replacen("<w:p>", "<w:p w14:paraId=\"0000AAAA\">", 1);
    held.insert("word/comments.xml".into(), first.into_bytes());
    let threads =
        "<w15:commentsEx><w15:commentEx w15:paraId=\"0000AAAA\" w15:done=\"1\"/></w15:commentsEx>";
    held.insert("word/commentsExtended.xml".into(), threads.into());
    let relation = "<Relationship Id=\"ex\" Type=\"http://schemas.microsoft.com/office/2011/relationships/commentsExtended\" \
                    Target=\"commentsExtended.xml\"/></Relationships>";
    let relations =
        part(&once, "word/_rels/document.xml.rels").replace("</Relationships>", relation);
    held.insert(
        "word/_rels/document.xml.rels".into(),
        relations.into_bytes(),
    );
    let saved: Vec<(&str, &[u8])> = held
        .iter()
        .map(|(n, c)| (n.as_str(), c.as_slice()))
        .collect();
    let saved = support::zip(&saved);
    let again = comment_on(&saved, &["Resolution 44", "Resolution 5"]);
    assert_eq!(again.comments, 1);
    let comments = part(&again.bytes, "word/comments.xml");
    assert_eq!(comments.matches("On Resolution 44").count(), 1);
    assert_eq!(comments.matches("On Resolution 5").count(), 1);
    assert!(comments.contains("0000AAAA"));
}
