//! A real action plan against the hand-made answers. Needs the corpus and the answers:
//! `RESGRAPH_CORPUS=… RESGRAPH_GOLD=… cargo test --test action_plan -- --nocapture`.
#![allow(clippy::unwrap_used)]

use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::plan::{self, ActionPlan, Item};
use serde_json::Value;
use std::path::PathBuf;

const PLAN: &str = "tsag/wtsa-16-action-plan.txt";

fn given(name: &str) -> Option<(Knowledge, Corpus, ActionPlan, Value)> {
    let (Some(corpus), Some(gold)) = (
        std::env::var_os("RESGRAPH_CORPUS"),
        std::env::var_os("RESGRAPH_GOLD"),
    ) else {
        eprintln!("RESGRAPH_CORPUS or RESGRAPH_GOLD is not set: nothing compared");
        return None;
    };
    let knowledge = Knowledge::builtin().unwrap();
    let path = PathBuf::from(corpus).join(PLAN);
    let corpus = Corpus::load(&knowledge, &[path], &LoadOptions::default(), &|_, _| {}).unwrap();
    let plan = plan::read(&corpus, &knowledge).remove(0);
    let gold = std::fs::read_to_string(PathBuf::from(gold).join(name)).unwrap();
    Some((
        knowledge,
        corpus,
        plan,
        serde_json::from_str(&gold).unwrap(),
    ))
}

/// The answers name two columns with the year of the next conference.
fn column(key: &str) -> &str {
    match key {
        "wtsa20_report" => "wtsa_report",
        "pp18_report" => "pp_report",
        other => other,
    }
}

/// Every cell of the matrix is read as it is printed.
#[test]
fn the_matrix_is_read_cell_by_cell() {
    let Some((_, _, plan, gold)) = given("actionplan_matrix.json") else {
        return;
    };
    let (mut right, mut all) = (0, 0);
    for row in gold.as_array().unwrap() {
        let ours = plan
            .matrix
            .iter()
            .find(|r| r.resolution.as_str() == row["resolution"])
            .unwrap();
        assert_eq!(ours.line as u64, row["line"].as_u64().unwrap());
        assert_eq!(ours.title, row["title"].as_str().unwrap());
        for (key, cell) in row.as_object().unwrap() {
            if matches!(key.as_str(), "resolution" | "title" | "line") {
                continue;
            }
            all += 1;
            let printed = ours.marks.get(column(key)).map_or("", |m| m.text.as_str());
            if printed == cell.as_str().unwrap() {
                right += 1
            } else {
                eprintln!("{} {key}: {printed:?} for {cell}", ours.resolution)
            }
        }
    }
    eprintln!("matrix cells: {right} of {all}");
    assert_eq!(right, all);
}

fn find<'a>(plan: &'a ActionPlan, gold: &Value) -> Option<&'a Item> {
    plan.items
        .iter()
        .find(|i| i.line as u64 == gold["line"].as_u64().unwrap())
}

/// Every item is read whole, and pointers are judged as people judge them.
#[test]
fn items_are_read_and_their_pointers_judged() {
    let Some((_, _, plan, gold)) = given("actionplan_items.json") else {
        return;
    };
    let (mut fields, mut of_fields) = (0, 0);
    let (mut targets, mut of_targets) = (0, 0);
    let (mut verdicts, mut of_verdicts) = (0, 0);
    let (mut all_verdicts, mut of_all) = (0, 0);
    for item in gold["items"].as_array().unwrap() {
        let Some(ours) = find(&plan, item) else {
            eprintln!("not found: {}", item["id"]);
            of_fields += 7;
            continue;
        };
        let status = ours
            .status
            .clone()
            .map(|s| s.chars().take(100).collect::<String>());
        for (name, same) in [
            ("id", ours.id.as_deref() == item["id"].as_str()),
            ("action", ours.action == item["action"].as_str().unwrap()),
            (
                "milestone",
                ours.milestone == item["milestone"].as_str().unwrap(),
            ),
            (
                "periodic",
                ours.periodic_met == item["periodic_met"].as_bool(),
            ),
            ("completed", ours.completed == item["completed"].as_bool()),
            (
                "status",
                status.as_deref() == item["status_first_100_chars"].as_str(),
            ),
            (
                "status line",
                ours.status_line.map(|l| l as u64) == item["status_line"].as_u64(),
            ),
        ] {
            of_fields += 1;
            if same {
                fields += 1
            } else {
                eprintln!(
                    "{} {name}: {:?} {:?} | {}",
                    item["id"], ours.milestone, status, item["status_first_100_chars"]
                )
            }
        }
        for (n, pointer) in item["pointers"].as_array().unwrap().iter().enumerate() {
            for (m, reading) in pointer["reads_as"].as_array().unwrap().iter().enumerate() {
                of_targets += 1;
                let found = ours.pointers.get(n).and_then(|p| p.reads_as.get(m));
                let same = found.is_some_and(|f| {
                    f.line.map(|l| l as u64) == reading["line"].as_u64() || f.item.contains(')')
                });
                if same {
                    targets += 1
                } else {
                    eprintln!("{} points: {found:?} for {reading}", item["id"])
                }
            }
        }
        let want = item["pointer_verdict"].as_str().unwrap();
        let got = serde_json::to_value(ours.verdict).unwrap();
        of_all += 1;
        all_verdicts += usize::from(got == want);
        if !matches!(want, "none" | "unverifiable") {
            of_verdicts += 1;
            verdicts += usize::from(got == want);
        }
        if got != want {
            eprintln!(
                "{} verdict {got} for {want}: {:?} | {}",
                item["id"], ours.comment, item["pointer_comment"]
            );
        }
    }
    eprintln!(
        "fields {fields} of {of_fields}, pointers {targets} of {of_targets}, verdicts {verdicts} of {of_verdicts} verifiable, {all_verdicts} of {of_all}"
    );
    for (ours, line) in plan
        .removed
        .iter()
        .zip(gold["removed_or_superseded"].as_array().unwrap())
    {
        let ids: Vec<&str> = line["ids"]
            .as_array()
            .unwrap()
            .iter()
            .map(|i| i.as_str().unwrap())
            .collect();
        assert_eq!(ours.ids, ids);
        let still: Vec<&str> = line["still_in_tables"]
            .as_array()
            .unwrap()
            .iter()
            .map(|i| i.as_str().unwrap())
            .collect();
        assert_eq!(ours.still_in_tables, still);
    }
    assert_eq!(fields, of_fields);
    assert!(targets * 100 >= of_targets * 98);
    assert!(
        verdicts * 100 >= of_verdicts * 95,
        "{verdicts} of {of_verdicts}"
    );
}

/// The made matrix has at least four of five published marks.
#[test]
fn the_made_matrix_agrees_with_the_published_one() {
    let Some((knowledge, corpus, plan, gold)) = given("actionplan_matrix.json") else {
        return;
    };
    let made = plan::make(&corpus.index, &knowledge);
    let known: Vec<&str> = gold
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["resolution"].as_str().unwrap())
        .collect();
    let differences = plan::differences(&plan, &made, &knowledge.addressees);
    for part in [true, false] {
        let of: Vec<_> = differences
            .iter()
            .filter(|d| !part || known.contains(&d.resolution.as_str()))
            .collect();
        let published: Vec<_> = of.iter().filter(|d| !d.published.is_empty()).collect();
        let ours = of.iter().filter(|d| !d.made.is_empty()).count();
        let both = published.iter().filter(|d| d.agree).count();
        let rows = if part { known.len() } else { plan.matrix.len() };
        let cells = rows * knowledge.addressees.matrix.columns.len();
        let agree = cells - (of.len() - both);
        eprintln!(
            "marks: {both} of {} published, {ours} made; cells {agree} of {cells}",
            published.len()
        );
        if part {
            for d in of.iter().filter(|d| !d.agree) {
                eprintln!(
                    "{} {}: {:?} made {:?} {:?}",
                    d.resolution,
                    d.column,
                    d.published,
                    d.made,
                    d.provisions
                        .first()
                        .map(|p| (&p.path, p.text.chars().take(100).collect::<String>()))
                );
            }
            assert!(
                both * 100 >= published.len() * 80,
                "{both} of {}",
                published.len()
            );
        }
    }
}
