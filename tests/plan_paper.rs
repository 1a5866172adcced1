//! The skeleton of an action plan as a paper: its columns, its pointers, its pages.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;
use std::process::Command;
use support::office;

const TEXT: &str = "RESOLUTION 9 (Oslo, 2016)
Bicycles for couriers
The World Telecommunication Standardization Assembly (Oslo, 2016),
noting
that couriers ride in rain,
resolves
1 that TSAG, at the request of Member States, count the bicycles as written in the WTSA-16 plan;
2 that the colour of every bicycle be bright,
resolves to instruct
1\tthe Director of TSB to report annually to the Council on bells;
2\tStudy Group 3 to act by closely watching the wheels,
instructs Study Groups 5 and 17
of the Sector, within their mandates and together with all others who wish to ride,
1 to study brakes by 2018;
2 to study brakes in winter;
3 to study brakes at night,
invites Member States, Sector Members, Associates and academia
within available resources
1 to lend bicycles:
i) in spring; and
ii) in autumn;
2 to mend them.
";

fn plan(folder: &Path, args: &[&str]) -> std::process::Output {
    let output = Command::new(env!("CARGO_BIN_EXE_resgraph"))
        .arg("plan")
        .args(args)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output
}

#[test]
fn the_skeleton_says_who_is_to_do_what_in_the_words_of_plans() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("r9.txt"), TEXT).unwrap();
    let output = plan(folder.path(), &["r9.txt"]);
    let paper = String::from_utf8(output.stdout).unwrap();
    for said in [
        "| Item | Action | Who | Milestone | Periodic goals met | Completed | Status |",
        "MSs, SMs, Associates, academia",
        "i. TSBDir 1",
        "i. SG3 2",
        "i. SG5+SG17 1–3",
        "i. MSs+SMs+Associates+academia 1, 2",
        "| MSs, SMs, Associates, academia |  |",
        "| annually |",
        "| by 2018 |",
    ] {
        assert!(paper.contains(said), "{said} is missing in\n{paper}");
    }
    for wrong in [
        "within available",
        "of the Sector, within",
        "MSs, MSs",
        "by closely watching the wheels |",
        "annually to",
        "TSAG, WTSA",
        "MSs, TSAG",
    ] {
        let items = paper.split("Action items").nth(1).unwrap();
        let in_column =
            items.contains(&format!("| {wrong}")) || items.contains(&format!(" {wrong} |"));
        assert!(!in_column, "{wrong} in\n{paper}");
    }
    // Seven provisions name somebody who is to act; the colour is nobody's.
    let items = paper.lines().filter(|line| line.starts_with("| 09-"));
    assert_eq!(items.count(), 8, "{paper}");
}

/// The plan of an assembly's texts is a paper to hand out. Needs the corpus and LibreOffice.
#[test]
fn the_plan_of_an_assembly_is_at_most_sixty_pages() {
    let Ok(corpus) = std::env::var("RESGRAPH_CORPUS") else {
        eprintln!("SKIPPED: RESGRAPH_CORPUS is not set");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (made, texts) = (
        format!("{corpus}/tsag/wtsa-16-action-plan.txt"),
        format!("{corpus}/wtsa-16"),
    );
    plan(folder.path(), &[&made, &texts, "--compare", "-o", "out"]);
    for name in ["action-plan.docx", "action-plan-checked.docx"] {
        if let Some(pages) = office::pages(&folder.path().join("out").join(name)) {
            eprintln!("{name}: {pages} pages");
            assert!(pages <= 60, "{name}: {pages} pages");
        }
    }
}
