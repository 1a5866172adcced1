//! Amended Word files as LibreOffice reads them: with all changes rejected the old text, with all accepted the text
//! that was proposed; nothing else in the package has changed.

mod support;

use resgraph::amend::{Author, Wanted, amend, propose};
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::model::{BlockKind, WorkId};
use resgraph::read::{ChangeView, ReadOptions, read_bytes};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use support::settle::Office;
use support::word::{NOTE, item, listed, noted, of_assembly, table};
use support::{corpus, del, ins, p, parts, r};

const CITED: &str = "Resolution 35 (Rev. Hammamet, 2016) of this assembly";

/// Files of our own: lists, notes, tables, earlier changes, links, fields, split runs.
fn own() -> BTreeMap<String, Vec<u8>> {
    let list = [
        format!("that {CITED} names the chairs;"),
        "that WTSA Resolutions 22, 35 and 44 (Rev. Hammamet, 2016) stand in one row;".to_owned(),
        "that nothing else is cited,".to_owned(),
    ];
    let list: String = list.iter().map(|text| item(1, 0, text)).collect();
    let note = p(&(r("noting the texts") + NOTE + &r(" named,")));
    let link = p(&(format!(
        "<w:hyperlink w:anchor=\"x\">{}</w:hyperlink>",
        r("Resolution 35 (Rev. Hammamet, 2016)")
    ) + &r(" of this assembly,")));
    [
        (
            "list.docx",
            listed(of_assembly(&list), "lowerLetter", "%1)"),
        ),
        (
            "note.docx",
            noted(of_assembly(&note), &r(&format!(" See {CITED}."))),
        ),
        (
            "table.docx",
            of_assembly(&(table(&p(&r(&format!("as in {CITED}")))) + &p(""))),
        ),
        ("changed.docx", of_assembly(&changed())),
        ("split.docx", of_assembly(&split())),
        ("link.docx", of_assembly(&link)),
        (
            "nothing.docx",
            of_assembly(&p(&r("noting nothing at all,"))),
        ),
    ]
    .map(|(name, docx)| (name.to_owned(), docx.bytes()))
    .into()
}

/// Citations beside, in and across the changes of others.
fn changed() -> String {
    p(&(r("a) that ") + &del("nobody") + &ins("everybody") + &r(&format!(" reads {CITED};"))))
        + &p(&(r("b) ") + &ins(&format!("that {CITED} is well known,"))))
        + &p(&(r("c) Resolution 35 (Rev. ")
            + &del("Dubai, 2012")
            + &ins("Hammamet, 2016")
            + &r(") of this assembly,")))
}

/// A citation in several runs.
fn split() -> String {
    let bold = "<w:rPr><w:b/></w:rPr>";
    p(&format!(
        "{}<w:r>{bold}<w:t>Resolu</w:t></w:r>{}{}",
        r("noting "),
        r("tion 35 (Rev. Ham"),
        r("mamet, 2016) of this assembly & more,")
    ))
}

/// Real Word files, where the tests are told of some.
fn real() -> BTreeMap<String, Vec<u8>> {
    let Some(folder) = corpus() else {
        return BTreeMap::new();
    };
    let files = std::fs::read_dir(folder.join("word")).expect("a folder of Word files");
    let files = files.flatten().map(|entry| entry.path());
    files
        .filter(|path| path.extension().is_some_and(|e| e == "docx"))
        .map(|path| {
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, std::fs::read(path).expect("reads"))
        })
        .collect()
}

fn amended(path: &Path, bytes: &[u8], knowledge: &Knowledge) -> Vec<u8> {
    let load =
        |paths: &[PathBuf]| Corpus::load(knowledge, paths, &LoadOptions::default(), &|_, _| ());
    let corpus = load(&[path.to_owned()]).expect("reads");
    let id = |id: &str| -> WorkId { id.parse().expect("an id") };
    let wanted = Wanted {
        falling: vec![
            (vec![id("WTSA-35")], Some(id("PP-208")), String::new()),
            // What the Recommendation of the corpus cites.
            (vec![id("WTSA-1")], Some(id("PP-208")), String::new()),
        ],
        ..Wanted::default()
    };
    let author = Author {
        name: "Secretariat".into(),
        date: "2026-11-27T00:00:00Z".into(),
    };
    let changes = propose(&corpus, 0, &wanted, knowledge);
    amend("t.docx", bytes, &changes, &author)
        .expect("amends")
        .bytes
}

/// The parts that hold text or comments may change, and what says that comments are there.
const MAY_CHANGE: [&str; 7] = [
    "word/document.xml",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "word/comments.xml",
    "word/_rels/document.xml.rels",
    "[Content_Types].xml",
    "word/commentsExtended.xml",
];

/// LibreOffice drops every tracked change, whoever made it, between a table whose paragraphs lie in frames and the end of
/// that section; what it makes of such a file says nothing.
fn is_lost_there(package: &[u8]) -> bool {
    let document = &parts(package)["word/document.xml"];
    let document = String::from_utf8_lossy(document);
    let mut tables = document.split("<w:tbl>").skip(1);
    tables.any(|table| {
        let table = table.split("</w:tbl>").next();
        table.is_some_and(|t| t.contains("<w:framePr "))
    })
}

/// The words of a text, whatever its lines: labels, notes and cells stand elsewhere in what LibreOffice writes.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<String> = words.filter(|w| !w.is_empty()).map(str::to_owned).collect();
    words.sort();
    words
}

fn ours(bytes: &[u8], changes: ChangeView) -> String {
    let options = ReadOptions {
        changes,
        ..ReadOptions::default()
    };
    let document = read_bytes("t.docx", bytes.to_vec(), &options).expect("reads");
    let own = document.blocks.iter();
    let own = own.filter(|b| !matches!(b.kind, BlockKind::Comment | BlockKind::Note));
    own.map(|b| {
        format!(
            "{} {}\n",
            b.label.as_deref().unwrap_or(""),
            &document.text[b.span.range()]
        )
    })
    .collect()
}

/// Amends the files: each that has changed, before and after, with what it holds now.
fn amended_files(folder: &Path) -> Vec<((PathBuf, PathBuf), Vec<u8>)> {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let mut files = own();
    files.extend(real());
    let mut changed = Vec::new();
    for (name, before) in &files {
        let path = folder.join(name);
        std::fs::write(&path, before).expect("written");
        let after = amended(&path, before, &knowledge);
        if *before == after {
            continue;
        }
        let (mut old, mut new) = (parts(before), parts(&after));
        for name in MAY_CHANGE {
            old.remove(name);
            new.remove(name);
        }
        assert_eq!(old, new, "{name}: another part has changed");
        let target = folder.join(format!("amended-{name}"));
        std::fs::write(&target, &after).expect("written");
        if !is_lost_there(&after) {
            changed.push(((path, target), after));
        }
    }
    changed
}

#[test]
fn accepting_all_gives_what_is_proposed_and_rejecting_all_the_old_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let changed = amended_files(folder.path());
    let own_changed = own().len() - 1;
    assert!(
        changed.len() >= own_changed,
        "{} files were amended",
        changed.len()
    );
    let Some(office) = Office::start(folder.path()) else {
        return;
    };
    let pairs: Vec<_> = changed.iter().map(|(pair, _)| pair.clone()).collect();
    for (((path, _), after), texts) in changed.iter().zip(office.each_way(&pairs)) {
        let name = path.display();
        assert_eq!(
            texts[0], texts[1],
            "{name}: rejecting all does not give the old text"
        );
        assert!(
            texts[2].contains("Resolution 208 (Dubai, 2018)") || name.to_string().contains("note"),
            "{name}: {}",
            texts[2]
        );
        let (theirs, own) = (words(&texts[2]), words(&ours(after, ChangeView::Accept)));
        // The number of a note hangs on the word before it.
        let is_there = |w: &String| theirs.iter().any(|t| t.starts_with(w.as_str()));
        let missing: Vec<&String> = own.iter().filter(|w| !is_there(w)).collect();
        assert!(missing.is_empty(), "{name}: LibreOffice lacks {missing:?}");
        assert!(!texts[2].contains("35 (Rev"), "{name}: {}", texts[2]);
    }
}
