//! Comments and links in a Word file: they stand where they should, and nothing else changes.

mod support;

use resgraph::annotate::{Annotated, Comment, Hyperlink, annotate};
use resgraph::model::{BlockKind, Document, Span};
use resgraph::read::{ChangeView, ReadOptions, read_bytes};

use support::{Docx, corpus, del, ins, p, parts, r};

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
    let body = p(&[
        r("Resolution 123 (Rev. "),
        del("Busan, 2014"),
        ins("Dubai, 2018"),
        r(") ends"),
    ]
    .concat());
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
    let body = p(&[
        r("one two three"),
        del("four "),
        r("five"),
        ins(" six"),
        r("seven"),
    ]
    .concat())
        + &p(&r("eight nine"));
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

#[test]
fn links_go_where_nothing_else_is() {
    let body = p(&[
        r("see Resolution "),
        "<w:proofErr w:type=\"spellStart\"/>".into(),
        r("44 and "),
        ins("Resolution 45"),
        "<w:hyperlink r:id=\"x\">".into(),
        r("Resolution 46"),
        "</w:hyperlink>".into(),
    ]
    .concat());
    let before = Docx::new(&body).link("x", "https://x.example/").bytes();
    let text = read(&before, ChangeView::Both).text;
    let links: Vec<Hyperlink> = ["Resolution 44", "Resolution 45", "Resolution 46"]
        .iter()
        .map(|word| {
            let at = text.find(word).expect(word);
            Hyperlink {
                span: Span::new(at, at + word.len()),
                target: "https://a.example/?a=1&b=2".into(),
            }
        })
        .collect();
    let comments = [Comment {
        span: links[0].span,
        text: vec!["here".into()],
    }];
    let after = annotate("t.docx", &before, &comments, &links).expect("annotates");
    assert_eq!((after.links, after.unlinked.len()), (1, 2));
    assert_same_text(&before, &after.bytes);
    let document = read(&after.bytes, ChangeView::Both);
    let new = &document.links[0];
    assert_eq!(&document.text[new.span.range()], "Resolution 44");
    assert_eq!(new.target, "https://a.example/?a=1&b=2");
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

#[test]
fn links_lead_to_known_addresses_and_none_is_guessed() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("draft.docx");
    let out = folder.path().join("out.docx");
    let body = p(&r(
        "see Recommendation ITU-T X.509, Resolution 44 (Rev. Hammamet, 2016) of WTSA",
    )) + &p(&r(
        "and Resolution 123 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
    ));
    std::fs::write(&file, Docx::new(&body).bytes()).expect("writes");
    assert_cmd::Command::cargo_bin("resgraph")
        .expect("the program is built")
        .args(["annotate", "--links", "-o"])
        .args([&out, &file])
        .assert()
        .success()
        .stderr(predicates::str::contains("2 links"));
    let after = std::fs::read(&out).expect("reads");
    let relations = part(&after, "word/_rels/document.xml.rels");
    assert!(relations.contains("https://www.itu.int/rec/T-REC-X.509\""));
    assert!(relations.contains("parent=T-RES-T.44-2016\""));
    assert_eq!(relations.matches("/hyperlink\"").count(), 2);
}
