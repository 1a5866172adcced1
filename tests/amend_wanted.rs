//! `amend --editions` and `amend --repeats`: wherever the words stand, accepting all gives the new text, rejecting all the
//! old one, by our own reader and by LibreOffice; every other part of the file is the same to the byte.

mod support;

use resgraph::amend::{Amended, Author, Wanted, amend, propose};
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::read::ChangeView;
use std::path::Path;
use support::settle::Office;
use support::word::{NOTE, item, listed, noted, of_assembly, table, without_comments};
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

/// What may change in a package beside the list of its parts.
const MAY_CHANGE: [&str; 5] = [
    "word/document.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
];

/// Holds an amended file against what must come out.
fn assert_amended(case: &Case, before: &[u8], after: &Amended, reason: &str) {
    let (name, left) = (case.name, after.left.iter().map(|(_, why)| why.as_str()));
    let left: Vec<&str> = left.collect();
    let after = after.bytes.as_slice();
    let accepted = without_comments(after, ChangeView::Accept);
    let last = &accepted[accepted.len() - case.accepted.len()..];
    assert_eq!(last, case.accepted, "{name}: left: {left:?}");
    assert_eq!(
        without_comments(before, ChangeView::Reject),
        without_comments(after, ChangeView::Reject),
        "{name}"
    );
    let (mut old, mut new) = (parts(before), parts(after));
    let comments = new.get("word/comments.xml");
    let comments = comments.map(|c| String::from_utf8_lossy(c).into_owned());
    let comments = comments.unwrap_or_default();
    assert!(
        comments.contains(reason) && comments.contains("Secretariat"),
        "{name}: {comments}"
    );
    for parts in [&mut old, &mut new] {
        parts.retain(|name, _| !MAY_CHANGE.contains(&name.as_str()));
    }
    assert_eq!(old, new, "{name}: another part has changed");
}

/// Amends each file, and holds it against what must come out; gives the files to LibreOffice.
fn check(cases: &[Case], wanted: &Wanted, reason: &str) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let folder = tempfile::tempdir().expect("a folder");
    let mut written = Vec::new();
    for case in cases {
        let before = case.file.bytes();
        let after = amended(&before, wanted, &knowledge);
        assert_amended(case, &before, &after, reason);
        let was = folder.path().join(format!("{}-old.docx", case.name));
        let is = folder.path().join(format!("{}.docx", case.name));
        std::fs::write(&was, &before).expect("written");
        std::fs::write(&is, &after.bytes).expect("written");
        written.push((was, is));
    }
    let Some(office) = Office::start(folder.path()) else {
        return;
    };
    for (case, texts) in cases.iter().zip(office.each_way(&written)) {
        let [old, rejected, accepted] = texts;
        assert_eq!(old, rejected, "{}: rejected in LibreOffice", case.name);
        // The plain text that LibreOffice writes has no footnotes.
        let seen = if case.name == "note" {
            &[][..]
        } else {
            &case.accepted
        };
        let accepted = squeezed(&accepted);
        for line in seen {
            assert!(
                accepted.contains(&squeezed(line)),
                "{}: accepted in LibreOffice: {accepted}",
                case.name
            );
        }
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Texts in one list, of which each has its own latest edition, or all have one.
fn of_several(latest: &dyn Fn(&str) -> String) -> Vec<Case> {
    let (a, b) = (latest("PP-64"), latest("PP-71"));
    let two =
        format!("noting Resolutions 64 ({a}) and 71 ({b}) of the Plenipotentiary Conference,");
    let shared = format!("noting WTSA Resolutions 22 and 35 ({}),", latest("WTSA-35"));
    assert_eq!(latest("WTSA-22"), latest("WTSA-35"));
    vec![
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
    ]
}

/// What is `old` becomes `new`, with the latest edition, in every place of a file.
fn of_places(old: &str, new: &str, latest: &str) -> Vec<Case> {
    let mut cases = vec![
        case(
            "plain",
            &p(&r(&format!("noting {old} on plans,"))),
            &[&format!("noting {new} on plans,")],
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
                + &ins(latest.trim_start_matches("Rev. "))
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
    list.file = listed(list.file, "decimal", "%1");
    let mut note = case(
        "note",
        &p(&(r("noting") + NOTE + &r(" it,"))),
        &[&format!("See {new}.")],
    );
    note.file = noted(note.file, &r(&format!("See {old}.")));
    cases.extend([list, note]);
    cases
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
    let mut cases = of_several(&latest);
    cases.extend(of_places(old, &new, &latest("PP-71")));
    let wanted = Wanted {
        editions: true,
        ..Wanted::default()
    };
    check(&cases, &wanted, "dition");
    // What is up to date stays, to the byte.
    let same = of_assembly(&p(&r(&format!("noting {new},")))).bytes();
    assert_eq!(amended(&same, &wanted, &knowledge).bytes, same);
}

/// The clause in every place of a file becomes a reference.
fn of_clauses() -> Vec<Case> {
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
    list.file = listed(list.file, "decimal", "%1");
    cases.push(list);
    cases
}

#[test]
fn repeated_clauses_become_references_wherever_they_stand() {
    let cases = of_clauses();
    let wanted = Wanted {
        repeats: Some(Vec::new()),
        ..Wanted::default()
    };
    check(&cases, &wanted, "PP-208, resolves 1");
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let opening = p(&r("resolves"));
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
