//! A real action plan against the hand-made answers. Needs the corpus and the answers:
//! `RESGRAPH_CORPUS=… RESGRAPH_GOLD=… cargo test --test action_plan -- --nocapture`.
#![allow(clippy::unwrap_used)]

mod support;

use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::plan::{self, ActionPlan, Item};
use serde_json::Value;
use support::{Score, answers};

const PLAN: &str = "tsag/wtsa-16-action-plan.txt";

fn given(name: &str) -> Option<(Knowledge, Corpus, ActionPlan, Value)> {
    let (corpus, gold) = answers(name)?;
    let knowledge = Knowledge::builtin().unwrap();
    let path = corpus.join(PLAN);
    let corpus = Corpus::load(&knowledge, &[path], &LoadOptions::default(), &|_, _| {}).unwrap();
    let plan = plan::read(&corpus, &knowledge).remove(0);
    Some((knowledge, corpus, plan, gold))
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
    let mut cells = Score::default();
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
            let printed = ours.marks.get(column(key)).map_or("", |m| m.text.as_str());
            cells.add(printed == cell.as_str().unwrap(), || {
                format!("{} {key}: {printed:?} for {cell}", ours.resolution)
            });
        }
    }
    eprintln!("matrix cells: {cells}");
    assert_eq!(cells.right, cells.of);
}

fn find<'a>(plan: &'a ActionPlan, gold: &Value) -> Option<&'a Item> {
    plan.items
        .iter()
        .find(|i| i.line as u64 == gold["line"].as_u64().unwrap())
}

/// Which fields of an item are read as they are printed.
fn fields(ours: &Item, item: &Value) -> [(&'static str, bool); 7] {
    let text = |key: &str| item[key].as_str();
    let start = |status: &String| status.chars().take(100).collect::<String>();
    let status = ours.status.as_ref().map(start);
    let status_line = ours.status_line.map(|line| line as u64);
    [
        ("id", ours.id.as_deref() == text("id")),
        ("action", Some(&*ours.action) == text("action")),
        ("milestone", Some(&*ours.milestone) == text("milestone")),
        (
            "periodic",
            ours.periodic_met == item["periodic_met"].as_bool(),
        ),
        ("completed", ours.completed == item["completed"].as_bool()),
        (
            "status",
            status.as_deref() == text("status_first_100_chars"),
        ),
        ("status line", status_line == item["status_line"].as_u64()),
    ]
}

/// Counts the readings of the item's pointers that stand where the answers have them.
fn count_pointers(ours: &Item, item: &Value, targets: &mut Score) {
    for (n, pointer) in item["pointers"].as_array().unwrap().iter().enumerate() {
        for (m, reading) in pointer["reads_as"].as_array().unwrap().iter().enumerate() {
            let found = ours.pointers.get(n).and_then(|p| p.reads_as.get(m));
            let same = found.is_some_and(|f| {
                f.line.map(|l| l as u64) == reading["line"].as_u64() || f.item.contains(')')
            });
            targets.add(same, || {
                format!("{} points: {found:?} for {reading}", item["id"])
            });
        }
    }
}

fn words(list: &Value) -> Vec<&str> {
    let list = list.as_array().unwrap().iter();
    list.map(|word| word.as_str().unwrap()).collect()
}

/// Every item is read whole, and pointers are judged as people judge them.
#[test]
fn items_are_read_and_their_pointers_judged() {
    let Some((_, _, plan, gold)) = given("actionplan_items.json") else {
        return;
    };
    let (mut read, mut targets) = (Score::default(), Score::default());
    let (mut verdicts, mut all_verdicts) = (Score::default(), Score::default());
    for item in gold["items"].as_array().unwrap() {
        let Some(ours) = find(&plan, item) else {
            eprintln!("not found: {}", item["id"]);
            read.of += 7;
            continue;
        };
        for (name, same) in fields(ours, item) {
            read.add(same, || {
                let status = &item["status_first_100_chars"];
                format!(
                    "{} {name}: {:?} {:?} | {status}",
                    item["id"], ours.milestone, ours.status
                )
            });
        }
        count_pointers(ours, item, &mut targets);
        let want = item["pointer_verdict"].as_str().unwrap();
        let got = serde_json::to_value(ours.verdict).unwrap();
        all_verdicts.add(got == want, || {
            format!(
                "{} verdict {got} for {want}: {:?} | {}",
                item["id"], ours.comment, item["pointer_comment"]
            )
        });
        if !matches!(want, "none" | "unverifiable") {
            verdicts.of += 1;
            verdicts.right += usize::from(got == want);
        }
    }
    eprintln!(
        "fields {read}, pointers {targets}, verdicts {verdicts} verifiable, {all_verdicts} in all"
    );
    let removed = gold["removed_or_superseded"].as_array().unwrap();
    for (ours, line) in plan.removed.iter().zip(removed) {
        assert_eq!(ours.ids, words(&line["ids"]));
        assert_eq!(ours.still_in_tables, words(&line["still_in_tables"]));
    }
    assert_eq!(read.right, read.of);
    assert!(targets.reaches(98));
    assert!(verdicts.reaches(95), "{verdicts}");
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
