//! A workbook edited in LibreOffice, as people edit it: whatever they did there is kept through later runs. Skipped, with a
//! line, where LibreOffice or its Python is not installed.
use super::support::book::Book;
use super::support::place::{Place, write_texts};
use super::{RESTING, WRITTEN, assert_suspect, assert_written};
use predicates::prelude::*;
use predicates::str::contains;
use std::path::Path;
use std::process::Command;

const LOOSE: [&str; 4] = [
    "Draft of Friday",
    "is that so?",
    "who looked this up?",
    "not on this page",
];

/// Opens `from` in LibreOffice, edits it, and writes it to `to` and as OpenDocument beside it; false where that cannot be done
/// here.
fn edited(folder: &Path, from: &Path, to: &Path) -> bool {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/edit_workbook.py");
    let file = |path: &Path| path.display().to_string();
    let mut lines = vec![format!("open\t{}", file(from))];
    let decided = WRITTEN.decided.iter();
    lines.extend(decided.map(|cell| format!("write\t{}", cell.join("\t"))));
    lines.extend(WRITTEN.edits.iter().map(|edit| edit.join("\t")));
    lines.push(format!("save\t{}\tCalc MS Excel 2007 XML", file(to)));
    lines.push(format!("save\t{}\tcalc8", file(&to.with_extension("ods"))));
    lines.push("close".to_owned());
    let list = folder.join("edits.txt");
    std::fs::write(&list, lines.join("\n")).unwrap();
    // The Python of the system knows LibreOffice, where any does.
    let pythons = ["/usr/bin/python3", "python3"];
    let knows = |python: &&&str| {
        let asked = Command::new(**python).args(["-c", "import uno"]).output();
        asked.is_ok_and(|ran| ran.status.success())
    };
    let office = Command::new("soffice").arg("--version").output();
    let Some(python) = pythons.iter().find(knows).filter(|_| office.is_ok()) else {
        eprintln!("SKIPPED: LibreOffice or its Python (python3-uno) is not installed");
        return false;
    };
    let ran = Command::new(python)
        .args([&script, &folder.join("office-profile"), &list])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{said}");
    true
}

fn assert_kept(book: &Book) {
    assert_written(book, &WRITTEN.kept);
    let kept = book.text("Kept");
    for text in LOOSE {
        assert!(kept.contains(text), "{text} is not kept:\n{kept}");
    }
    assert!(book.text("Table 1").contains("Birds | "));
    assert!(
        book.comments()
            .iter()
            .any(|c| c.contains("ask the bell ringers\nbefore March"))
    );
}

#[test]
fn what_people_do_in_libreoffice_is_kept_and_five_decisions_become_suspect() {
    let place = Place::new();
    place.map().success();
    let (book, to) = (place.path("out/mapping.xlsx"), place.path("edited.xlsx"));
    if !edited(&place.path(""), &book, &to) {
        return;
    }
    std::fs::copy(&to, &book).unwrap();
    // Words where nobody expects them are named.
    place
        .map()
        .code(2)
        .stderr(contains("Evidence!P3").and(contains("Table 1!N4")));
    assert_kept(&place.book());
    assert!(place.decisions().iter().all(|d| d["suspect"].is_null()));
    // The decisions of a row, a text and a candidate rest on the one; of two texts of a row, one of them added, on the other.
    write_texts(&place.path("texts"), &["WTSA-121", "PP-906"]);
    for _ in 0..2 {
        place.map().stderr(contains("5 suspect"));
        assert_kept(&place.book());
    }
    let book = place.book();
    assert_suspect(&book, &RESTING);
    assert_suspect(&book, &[("Cells", "PP-906 WTSA-11")]);
    // LibreOffice's own form is not read, and says so.
    let refused = place.run(&["map", "texts", "-o", "other", "--decisions", "edited.ods"]);
    refused.code(2).stderr(contains(
        "edited.ods: an OpenDocument spreadsheet: save it as",
    ));
}
