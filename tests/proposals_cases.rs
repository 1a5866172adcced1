//! A base and two proposals of another hand, against answers that were counted by hand in the files. Needs them:
//! `RESGRAPH_CASES=… cargo test --test proposals_cases`.
#![allow(clippy::unwrap_used)]

mod support;

use resgraph::compare::{Action, Comparison, compare};
use resgraph::knowledge::Knowledge;
use resgraph::model::Document;
use resgraph::read::{ReadOptions, read_bytes};
use resgraph::report::merged_word;
use std::path::PathBuf;
use support::tracked::{body_of, counts, lines_of, read, told, with_accepted};
use support::{Docx, office};

const NAMES: [&str; 3] = ["base", "prop-ATU", "prop-CITEL"];

fn read_case(name: &str, changes: resgraph::read::ChangeView) -> Option<Document> {
    let Some(folder) = std::env::var_os("RESGRAPH_CASES") else {
        eprintln!("SKIPPED: RESGRAPH_CASES is not set");
        return None;
    };
    let path = PathBuf::from(folder)
        .join("proposals")
        .join(format!("{name}.docx"));
    let options = ReadOptions {
        changes,
        ..ReadOptions::default()
    };
    Some(
        read_bytes(
            &format!("{name}.docx"),
            std::fs::read(path).unwrap(),
            &options,
        )
        .unwrap(),
    )
}

fn compared() -> Option<Comparison> {
    let both = resgraph::read::ChangeView::Both;
    let documents: Option<Vec<Document>> = NAMES.iter().map(|n| read_case(n, both)).collect();
    Some(compare(&documents?, &Knowledge::builtin().unwrap()).unwrap())
}

/// Counted by hand. The base has 26 clauses (title and formula 4, then 3, 4, 2, 4, 4, 3, 2). ATU changes both years of
/// the title, the history, the formula, one citation and the words of the last "resolves" (5), strikes considering c,
/// adds resolves 3, and so gives three clauses another number. CITEL changes the title, the formula and two signs (4),
/// moves one clause, adds one to "noting", a new section and a table (3), and renumbers two.
#[test]
fn counts_marks_moves_and_authors_are_those_counted_by_hand() {
    let Some(compared) = compared() else { return };
    assert_eq!(counts(&compared, 0), [20, 5, 1, 1, 0, 3, 0]);
    assert_eq!(told(&compared, 0), ["MOD", "AFCP/35A30/1", "ATU,Kenya"]);
    assert_eq!(counts(&compared, 1), [21, 4, 3, 0, 1, 2, 0]);
    assert_eq!(told(&compared, 1), ["MOD", "IAP/39A27/1", "CITEL"]);
    // Both write the same new edition: nothing is against each other.
    assert!(compared.conflicts.is_empty(), "{:?}", compared.conflicts);
    // The one change that the file does not track.
    assert_eq!(compared.problems.len(), 1, "{:?}", compared.problems);
    let section = |name: &str| {
        compared
            .sections
            .iter()
            .find(|s| s.heading.starts_with(name))
            .unwrap()
    };
    let moved: Vec<_> = section("instructs the Director")
        .rows
        .iter()
        .filter_map(|r| {
            let cell = r.cells[1].as_ref()?;
            (cell.action != Action::Keep).then_some(cell.action)
        })
        .collect();
    assert_eq!(moved.len(), 3, "struck, a sign, new: {moved:?}");
    let added = section("resolves")
        .rows
        .iter()
        .find_map(|r| r.cells[0].as_ref().filter(|c| c.action == Action::Add))
        .unwrap();
    assert_eq!(added.runs[0].author.as_deref(), Some("Kenya"));
}

/// With one proposal's changes accepted the merged file is that proposal, and LibreOffice reads it.
#[test]
fn the_merged_file_gives_back_each_proposal() {
    let Some(compared) = compared() else { return };
    let body = body_of(&merged_word(&compared).unwrap());
    let accept = resgraph::read::ChangeView::Accept;
    let folder = tempfile::tempdir().unwrap();
    for (name, authors) in NAMES.iter().zip([&[][..], &["ATU", "Kenya"], &["CITEL"]]) {
        let whole = with_accepted(&body, authors);
        let got = lines_of(&read(name, &whole, accept));
        let want = lines_of(&read_case(name, accept).unwrap());
        assert_eq!(got, want, "{name}");
        let file = folder.path().join(format!("{name}.docx"));
        std::fs::write(&file, Docx::new(&whole).bytes()).unwrap();
        let Some(text) = office::converted(&file, "txt:Text") else {
            continue;
        };
        let text = std::fs::read_to_string(text).unwrap();
        let seen: Vec<&str> = text
            .lines()
            .map(|l| l.trim_start_matches('\u{feff}'))
            .collect();
        for line in want.iter().filter(|l| l.ends_with([',', ';', '.'])) {
            assert!(
                seen.contains(&line.as_str()),
                "{name}: {line:?} in {seen:?}"
            );
        }
    }
}
