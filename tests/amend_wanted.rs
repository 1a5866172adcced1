//! `amend --editions` and `amend --repeats`: wherever the words stand, accepting all gives the new text, rejecting all the
//! old one, by our own reader and by LibreOffice; every other part of the file is the same to the byte.

mod support;

use resgraph::amend::{Amended, Author, Wanted, amend, propose};
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::read::ChangeView;
use std::path::Path;
use support::settle::{Office, Settle};
use support::word::{item, level, of_assembly, without_comments};
use support::{Docx, del, ins, p, parts, r};

const CLAUSE: &str = "to invite every administration to send the list of its gardens to the Bureau before the end of each year";
const REFERENCE: &str = "to act as set out in resolves 1 of Resolution 208 (Dubai, 2018) of the Plenipotentiary Conference";

/// A file, and what its last lines are once all changes are accepted.
struct Case {
    name: &'static str,
    file: Docx,
    accepted: Vec<String>,
}

fn case(name: &'static str, body: &str, accepted: &[&str]) -> Case {
    let accepted = accepted.iter().map(|s| (*s).to_owned()).collect();
    let file = of_assembly(body);
    Case {
        name,
        file,
        accepted,
    }
}

fn table(inside: &str) -> String {
    format!(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"9000\"/></w:tblGrid><w:tr><w:tc><w:tcPr/>{inside}</w:tc></w:tr></w:tbl>"
    )
}

fn link(inside: &str) -> String {
    format!("<w:hyperlink w:anchor=\"x\">{}</w:hyperlink>", r(inside))
}

/// `text` in runs of so many letters, every second one bold.
fn split(text: &str, length: usize) -> String {
    let letters: Vec<char> = text.chars().collect();
    let pieces = letters.chunks(length).enumerate().map(|(n, piece)| {
        let bold = if n % 2 == 0 {
            ""
        } else {
            "<w:rPr><w:b/></w:rPr>"
        };
        let piece: String = piece.iter().collect();
        format!("<w:r>{bold}<w:t xml:space=\"preserve\">{piece}</w:t></w:r>")
    });
    pieces.collect()
}

fn listed(file: Docx) -> Docx {
    file.with(
        "numbering",
        &format!(
            "<w:abstractNum w:abstractNumId=\"0\">{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
            level(0, 1, "decimal", "%1", "")
        ),
    )
}

fn noted(file: Docx, note: &str) -> Docx {
    file.with(
        "footnotes",
        &format!(
            "<w:footnote w:type=\"separator\" w:id=\"-1\">{}</w:footnote><w:footnote w:id=\"1\">{}</w:footnote>",
            p(""),
            p(&format!("<w:r><w:footnoteRef/></w:r>{}", r(note)))
        ),
    )
}

/// A corpus of the file and a text of the parent body that says [`CLAUSE`].
fn load(folder: &Path, bytes: &[u8], knowledge: &Knowledge) -> Corpus {
    let (own, parent) = (folder.join("t.docx"), folder.join("PP-208.txt"));
    std::fs::write(&own, bytes).expect("written");
    let text = format!(
        "RESOLUTION 208 (Dubai, 2018)\nOn lists\nThe Plenipotentiary Conference (Dubai, 2018),\nresolves\n1\t{CLAUSE};\n2\tto print them.\n"
    );
    std::fs::write(&parent, text).expect("written");
    Corpus::load(
        knowledge,
        &[own, parent],
        &LoadOptions::default(),
        &|_, _| (),
    )
    .expect("reads")
}

fn amended(bytes: &[u8], wanted: &Wanted, knowledge: &Knowledge) -> Amended {
    let folder = tempfile::tempdir().expect("a folder");
    let corpus = load(folder.path(), bytes, knowledge);
    let own = |name: &str| name.ends_with("t.docx");
    let source = corpus.index.sources.iter().position(|s| own(&s.file));
    let changes = propose(&corpus, source.expect("the file"), wanted, knowledge);
    let author = Author {
        name: "Secretariat".into(),
        date: "2026-11-27T00:00:00Z".into(),
    };
    amend("t.docx", bytes, &changes, &author).expect("amends")
}

/// Amends each file, and holds it against what must come out; gives the files for LibreOffice.
fn check(cases: Vec<Case>, wanted: &Wanted, reason: &str) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let folder = tempfile::tempdir().expect("a folder");
    let mut written = Vec::new();
    for case in &cases {
        let (name, before) = (case.name, case.file.bytes());
        let after = amended(&before, wanted, &knowledge);
        let left: Vec<&str> = after.left.iter().map(|(_, why)| why.as_str()).collect();
        let after = after.bytes;
        let accepted = without_comments(&after, ChangeView::Accept);
        let last = &accepted[accepted.len() - case.accepted.len()..];
        assert_eq!(last, case.accepted, "{name}: left: {left:?}");
        assert_eq!(
            without_comments(&before, ChangeView::Reject),
            without_comments(&after, ChangeView::Reject),
            "{name}"
        );
        let (mut old, mut new) = (parts(&before), parts(&after));
        let comments = new
            .get("word/comments.xml")
            .map(|c| String::from_utf8_lossy(c).into_owned());
        let comments = comments.unwrap_or_default();
        assert!(
            comments.contains(reason) && comments.contains("Secretariat"),
            "{name}: {comments}"
        );
        for name in [
            "document.xml",
            "footnotes.xml",
            "comments.xml",
            "_rels/document.xml.rels",
        ] {
            old.remove(&format!("word/{name}"));
            new.remove(&format!("word/{name}"));
        }
        for parts in [&mut old, &mut new] {
            parts.remove("[Content_Types].xml");
        }
        assert_eq!(old, new, "{name}: another part has changed");
        let (was, is) = (
            folder.path().join(format!("{name}-old.docx")),
            folder.path().join(format!("{name}.docx")),
        );
        std::fs::write(&was, &before).expect("written");
        std::fs::write(&is, &after).expect("written");
        written.push((was, is));
    }
    let Some(office) = Office::start(folder.path()) else {
        return;
    };
    let wanted: Vec<_> = written
        .into_iter()
        .flat_map(|(was, is)| {
            [
                (was, Settle::Reject),
                (is.clone(), Settle::Reject),
                (is, Settle::Accept),
            ]
        })
        .collect();
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (case, texts) in cases.iter().zip(office.settled(&wanted).chunks(3)) {
        assert_eq!(texts[0], texts[1], "{}: rejected in LibreOffice", case.name);
        // The plain text that LibreOffice writes has no footnotes.
        let seen = if case.name == "note" {
            &[][..]
        } else {
            &case.accepted
        };
        for line in seen {
            let there = squeezed(&texts[2]).contains(&squeezed(line));
            assert!(
                there,
                "{}: accepted in LibreOffice: {}",
                case.name, texts[2]
            );
        }
    }
}

#[test]
fn editions_are_brought_up_to_date_wherever_they_stand() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let folder = tempfile::tempdir().expect("a folder");
    let index = load(folder.path(), &of_assembly("").bytes(), &knowledge).index;
    let latest = |id: &str| {
        let work = &index.works[&id.parse().expect("an id")];
        work.editions.last().expect("an edition").to_string()
    };
    let old = "Resolution 71 (Rev. Busan, 2014) of the Plenipotentiary Conference";
    let new = old.replace("Rev. Busan, 2014", &latest("PP-71"));
    assert_ne!(old, new);
    let (a, b) = (latest("PP-64"), latest("PP-71"));
    let two =
        format!("noting Resolutions 64 ({a}) and 71 ({b}) of the Plenipotentiary Conference,");
    let shared = format!("noting WTSA Resolutions 22 and 35 ({}),", latest("WTSA-35"));
    assert_eq!(latest("WTSA-22"), latest("WTSA-35"));
    let mut cases = vec![
        case(
            "plain",
            &p(&r(&format!("noting {old} on plans,"))),
            &[&format!("noting {new} on plans,")],
        ),
        case(
            "members",
            &p(&r(
                "noting Resolutions 64 (Rev. Busan, 2014) and 71 (Rev. Busan, 2014) of the Plenipotentiary Conference,",
            )),
            &[&two],
        ),
        case(
            // What one becomes is what the other was.
            "chain",
            &p(&r(
                "noting Resolutions 64 (Rev. Busan, 2014) and 71 (Rev. Dubai, 2018) of the Plenipotentiary Conference,",
            )),
            &[&two],
        ),
        case(
            "shared",
            &p(&r("noting WTSA Resolutions 22 and 35 (Rev. Dubai, 2012),")),
            &[&shared],
        ),
        case(
            "table",
            &(table(&p(&r(&format!("as in {old}")))) + &p(&r("behind"))),
            &[&format!("as in {new}"), "behind"],
        ),
        case(
            "link",
            &p(&(link("Resolution 71 (Rev. Busan, 2014)")
                + &r(" of the Plenipotentiary Conference,"))),
            &[&format!("{new},")],
        ),
        case(
            "split",
            &p(&split(&format!("noting {old} and more,"), 4)),
            &[&format!("noting {new} and more,")],
        ),
        case(
            "inserted",
            &p(&(r("a) ") + &ins(&format!("noting {old},")))),
            &[&format!("a) noting {new},")],
        ),
        case(
            "beside",
            &p(&(r("that ") + &del("nobody") + &ins("everybody") + &r(&format!(" reads {old};")))),
            &[&format!("that everybody reads {new};")],
        ),
        // One that a person has brought up to date already, and one that is not.
        case(
            "twice",
            &(p(&(r("a) Resolution 71 (Rev. ")
                + &del("Busan, 2014")
                + &ins(latest("PP-71").trim_start_matches("Rev. "))
                + &r(") of the Plenipotentiary Conference;")))
                + &p(&r(&format!("b) {old}.")))),
            &[&format!("a) {new};"), &format!("b) {new}.")],
        ),
    ];
    let mut list = case(
        "list",
        &(item(1, 0, &format!("that {old} counts;")) + &item(1, 0, "that nothing else does.")),
        &[&format!("that {new} counts;"), "that nothing else does."],
    );
    list.file = listed(list.file);
    let mut note = case(
        "note",
        &p(&(r("noting") + "<w:r><w:footnoteReference w:id=\"1\"/></w:r>" + &r(" it,"))),
        &[&format!("See {new}.")],
    );
    note.file = noted(note.file, &format!("See {old}."));
    cases.extend([list, note]);
    let wanted = Wanted {
        editions: true,
        ..Wanted::default()
    };
    check(cases, &wanted, "dition");
    // What is up to date stays, to the byte.
    let same = of_assembly(&p(&r(&format!("noting {new},")))).bytes();
    assert_eq!(amended(&same, &wanted, &knowledge).bytes, same);
}

#[test]
fn repeated_clauses_become_references_wherever_they_stand() {
    let opening = p(&r("resolves"));
    let one = |clause: String, end: &str| opening.clone() + &p(&(r("1\t") + &clause + &r(end)));
    let reference = format!("{REFERENCE};");
    let (head, tail) = CLAUSE.split_at(CLAUSE.find("list").expect("a word"));
    let mut cases = vec![
        case(
            "plain",
            &(one(r(CLAUSE), ";") + &p(&r("2\tto plant more of them."))),
            &[&format!("1\t{reference}"), "2\tto plant more of them."],
        ),
        case(
            "split",
            &one(split(CLAUSE, 5), ";"),
            &[&format!("1\t{reference}")],
        ),
        case(
            "link",
            &one(
                r(head) + &link("list") + &r(tail.trim_start_matches("list")),
                ";",
            ),
            &[&format!("1\t{reference}")],
        ),
        // A person's own change has made it the same.
        case(
            "changed",
            &one(
                r(head) + &del("names") + &ins("list") + &r(tail.trim_start_matches("list")),
                ";",
            ),
            &[&format!("1\t{reference}")],
        ),
        // All of it was put in by a person.
        case(
            "inserted",
            &(opening.clone() + &p(&(r("1\t") + &ins(&format!("{CLAUSE};"))))),
            &[&format!("1\t{reference}")],
        ),
    ];
    let mut list = case(
        "list",
        &(opening.clone()
            + &item(1, 0, &format!("{CLAUSE};"))
            + &item(1, 0, "to plant more of them.")),
        &[&reference, "to plant more of them."],
    );
    list.file = listed(list.file);
    cases.push(list);
    let wanted = Wanted {
        repeats: Some(Vec::new()),
        ..Wanted::default()
    };
    check(cases, &wanted, "PP-208, resolves 1");
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    // Others told to act, other words, and a text that is not the one to refer to: nothing is touched.
    let of = |of: &[&str]| Wanted {
        repeats: Some(of.iter().map(|id| id.parse().expect("an id")).collect()),
        ..Wanted::default()
    };
    let told = p(&r(
        "instructs the Director of the Telecommunication Standardization Bureau",
    )) + &p(&r(&format!("1\t{CLAUSE};")));
    let other = opening.clone()
        + &p(&r(&format!(
            "1\t{};",
            CLAUSE.replace("each", "every second")
        )));
    for (body, wanted) in [
        (&told, of(&[])),
        (&other, of(&[])),
        (
            &(opening.clone() + &p(&r(&format!("1\t{CLAUSE};")))),
            of(&["PP-25"]),
        ),
    ] {
        let before = of_assembly(body).bytes();
        assert_eq!(
            amended(&before, &wanted, &knowledge).bytes,
            before,
            "{body}"
        );
    }
}
