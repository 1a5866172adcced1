//! Links on words that have none.

use super::support::{Docx, ins, p, r};
use super::{assert_same_text, part, read};
use resgraph::annotate::{Comment, Hyperlink, annotate};
use resgraph::model::Span;
use resgraph::read::ChangeView;

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
