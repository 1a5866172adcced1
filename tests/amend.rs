//! Consequential amendments as tracked changes: accepting all gives the new text, rejecting all the old one, and
//! nothing else in the file changes.

mod support;

use resgraph::amend::{Amended, Author, Wanted, amend, propose};
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::model::WorkId;
use resgraph::read::ChangeView;

use support::word::{of_assembly, without_comments};
use support::{Docx, del, ins, p, parts, r};

fn author() -> Author {
    Author {
        name: "Ann & Bob".into(),
        date: "2026-11-27T00:00:00Z".into(),
    }
}

fn ids(list: &[&str]) -> Vec<WorkId> {
    list.iter().map(|id| id.parse().expect("an id")).collect()
}

fn amended(bytes: &[u8], wanted: impl FnOnce() -> Wanted) -> Amended {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("t.docx");
    std::fs::write(&path, bytes).expect("written");
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let corpus =
        Corpus::load(&knowledge, &[path], &LoadOptions::default(), &|_, _| ()).expect("reads");
    let changes = propose(&corpus, 0, &wanted(), &knowledge);
    amend("t.docx", bytes, &changes, &author()).expect("amends")
}

/// WTSA-35 falls.
fn falls(into: Option<&str>) -> Wanted {
    Wanted {
        falling: vec![(
            ids(&["WTSA-35"]),
            into.map(|id| id.parse().expect("an id")),
            "as agreed".into(),
        )],
        ..Wanted::default()
    }
}

fn text(bytes: &[u8], changes: ChangeView) -> String {
    without_comments(bytes, changes).join("\n")
}

/// Amends, asserts what always holds, and gives the last line of the text with all changes accepted.
fn last_line(docx: &Docx, wanted: impl FnOnce() -> Wanted) -> String {
    let before = docx.bytes();
    let after = amended(&before, wanted).bytes;
    assert_eq!(
        text(&before, ChangeView::Reject),
        text(&after, ChangeView::Reject)
    );
    let (mut old, mut new) = (parts(&before), parts(&after));
    for name in [
        "word/document.xml",
        "word/footnotes.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    ] {
        old.remove(name);
        new.remove(name);
    }
    assert_eq!(old, new, "another part has changed");
    let accepted = text(&after, ChangeView::Accept);
    accepted.lines().last().unwrap_or_default().to_owned()
}

const NEW: &str = "Resolution 208 (Dubai, 2018) of the Plenipotentiary Conference";

#[test]
fn a_citation_is_replaced_wherever_and_however_it_stands() {
    let cited = "Resolution 35 (Rev. Hammamet, 2016) of this assembly";
    let split = format!(
        "{}<w:r><w:rPr><w:b/></w:rPr><w:t>Resolu</w:t></w:r>{}<w:bookmarkStart w:id=\"7\" w:name=\"x\"/>{}<w:bookmarkEnd w:id=\"7\"/>{}",
        r("noting "),
        r("tion 35 (Rev. Ham"),
        r("mamet, 2016)"),
        r(" of this assembly & more,")
    );
    for (body, want) in [
        (p(&r(&format!("a) {cited};"))), format!("a) {NEW};")),
        (p(&split), format!("noting {NEW} & more,")),
        (
            p(&ins(&format!("noting {cited},"))),
            format!("noting {NEW},"),
        ),
        (
            p(&format!(
                "{}{}{}{}",
                r("noting Resolution 35 (Rev. "),
                del("Dubai, 2012"),
                ins("Hammamet, 2016"),
                r(") of this assembly,")
            )),
            format!("noting {NEW},"),
        ),
        (
            p(&format!(
                "<w:hyperlink w:anchor=\"x\">{}</w:hyperlink>{}",
                r("Resolution 35 (Rev. Hammamet, 2016)"),
                r(" of this assembly,")
            )),
            format!("{NEW},"),
        ),
        (
            format!(
                "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
                p(&r(&format!("as in {cited}")))
            ),
            format!("as in {NEW}"),
        ),
        (
            p(&r("noting WTSA Resolutions 22 and 35,")),
            format!("noting WTSA Resolution 22 and {NEW},"),
        ),
    ] {
        assert_eq!(
            last_line(&of_assembly(&body), || falls(Some("PP-208"))),
            want
        );
    }
}

#[test]
fn what_nothing_replaces_is_struck_and_a_list_keeps_its_other_members() {
    for (old, want) in [
        (
            "noting Resolutions 35, 44 and 54 (Rev. Hammamet, 2016) of this assembly,",
            "noting Resolutions 44 and 54 (Rev. Hammamet, 2016) of this assembly,",
        ),
        (
            "the plan of Resolution 35 (Rev. Hammamet, 2016) of this assembly, as it stands,",
            "the plan of, as it stands,",
        ),
        (
            "noting Resolution 36 of this assembly,",
            "noting Resolution 36 of this assembly,",
        ),
    ] {
        assert_eq!(last_line(&of_assembly(&p(&r(old))), || falls(None)), want);
    }
}

#[test]
fn notes_are_amended_in_their_own_part() {
    let body = p(&format!(
        "{}<w:r><w:footnoteReference w:id=\"1\"/></w:r>{}",
        r("noting the texts"),
        r(" named,")
    ));
    let note = format!(
        "<w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote><w:footnote w:id=\"1\">{}</w:footnote>",
        p(""),
        p(&format!(
            "<w:r><w:footnoteRef/></w:r>{}",
            r("See Resolution 35 (Rev. Hammamet, 2016) of WTSA.")
        ))
    );
    let docx = of_assembly(&body).with("footnotes", &note);
    assert_eq!(
        last_line(&docx, || falls(Some("PP-208"))),
        format!("See {NEW}.")
    );
}

#[test]
fn editions_are_brought_up_to_date_and_nothing_else() {
    let wanted = || Wanted {
        editions: true,
        ..Wanted::default()
    };
    for (old, want) in [
        (
            "recalling Resolution 71 (Rev. Busan, 2014) of the Plenipotentiary Conference,",
            "recalling Resolution 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference,",
        ),
        (
            "recalling Resolution 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference,",
            "recalling Resolution 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference,",
        ),
    ] {
        let got = last_line(&of_assembly(&p(&r(old))), wanted);
        // A later conference that the knowledge has by now is as right.
        let later = old != want && got != old;
        assert!(got == want || later || old == want, "{got}");
    }
}

#[test]
fn each_change_has_its_author_its_date_and_one_comment_with_the_reason() {
    let body = p(&r(
        "a) Resolution 35 (Rev. Hammamet, 2016) of this assembly;",
    ));
    let after = amended(&of_assembly(&body).bytes(), || falls(Some("PP-208")));
    assert_eq!((after.made, after.left.len()), (1, 0));
    let parts = parts(&after.bytes);
    let part = |name: &str| String::from_utf8(parts[name].clone()).expect("is text");
    let document = part("word/document.xml");
    let stamp = "w:author=\"Ann &amp; Bob\" w:date=\"2026-11-27T00:00:00Z\"";
    for name in ["<w:ins ", "<w:del "] {
        for (at, _) in document.match_indices(name) {
            assert!(
                document[at..]
                    .split('>')
                    .next()
                    .is_some_and(|tag| tag.contains(stamp)),
                "{document}"
            );
        }
    }
    let comments = part("word/comments.xml");
    assert_eq!(comments.matches("<w:comment ").count(), 1);
    assert!(
        comments.contains(stamp) && comments.contains("as agreed") && comments.contains("PP-208"),
        "{comments}"
    );
}

#[test]
fn a_file_without_anything_to_amend_is_the_same_to_the_byte() {
    let before = of_assembly(&p(&r("noting nothing,"))).bytes();
    assert_eq!(amended(&before, || falls(None)).bytes, before);
}

#[test]
fn a_text_that_nobody_knows_neither_falls_nor_takes_a_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let body = p(&r("noting Resolution 35 (Rev. Hammamet, 2016) of WTSA,"));
    std::fs::write(folder.path().join("t.docx"), of_assembly(&body).bytes()).expect("written");
    for wanted in [
        &["--suppress", "WTSA-35", "--into", "PP-9999"][..],
        &["--suppress", "PP-9999"],
        &["--suppress", "WTSA-35,PP-9999"],
        &["--repeats=PP-9999"],
    ] {
        let args = [&["amend", "t.docx", "-o", "out"], wanted].concat();
        let ran = support::run::resgraph(folder.path(), &args).code(2);
        let said = support::run::said(ran.get_output());
        assert!(said.contains("PP-9999: no text"), "{wanted:?}: {said}");
        assert!(!folder.path().join("out").exists(), "{wanted:?}");
    }
    let itself = ["--suppress", "WTSA-35", "--into", "WTSA-35"];
    let args = [&["amend", "t.docx", "-o", "out"], &itself[..]].concat();
    support::run::resgraph(folder.path(), &args).code(2);
}
