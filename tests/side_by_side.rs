//! The side-by-side table of four real proposals against the hand-made answers. Needs the corpus and the
//! answers: `RESGRAPH_CORPUS=… RESGRAPH_GOLD=… cargo test --test side_by_side -- --nocapture`.
#![allow(clippy::unwrap_used)]

mod support;

use resgraph::compare::{Comparison, compare};
use resgraph::knowledge::Knowledge;
use resgraph::read::read_text;
use serde_json::Value;
use std::collections::BTreeSet;
use support::{Score, answers};

const TABLE: &str = "wtsa-20/res-44-side-by-side.txt";

fn given() -> Option<(String, Value)> {
    let (corpus, gold) = answers("sidebyside.json")?;
    let text = std::fs::read_to_string(corpus.join(TABLE)).unwrap();
    Some((text, gold))
}

/// (base label, column, line, action) of every aligned clause.
type Pairs = BTreeSet<(Option<String>, String, u64, String)>;

fn gold_pairs(gold: &Value) -> Pairs {
    let mut pairs = Pairs::new();
    for section in gold["sections"].as_array().unwrap() {
        for row in section["alignment"].as_array().unwrap() {
            for (column, cell) in row
                .as_object()
                .unwrap()
                .iter()
                .filter(|(k, _)| *k != "base")
            {
                pairs.insert((
                    row["base"].as_str().map(str::to_owned),
                    column.clone(),
                    cell["line"].as_u64().unwrap(),
                    cell["action"].as_str().unwrap().to_owned(),
                ));
            }
        }
    }
    pairs
}

fn our_pairs(comparison: &Comparison, upto: u64) -> Pairs {
    let mut pairs = Pairs::new();
    for section in comparison.sections.iter().filter(|s| !s.heading.is_empty()) {
        for row in &section.rows {
            for (column, cell) in comparison.columns.iter().zip(&row.cells) {
                let Some((cell, line)) = cell.as_ref().and_then(|c| Some((c, c.line? as u64)))
                else {
                    continue;
                };
                if line <= upto {
                    let action = serde_json::to_value(cell.action).unwrap();
                    pairs.insert((
                        row.base.clone(),
                        column.name.clone(),
                        line,
                        action.as_str().unwrap().to_owned(),
                    ));
                }
            }
        }
    }
    pairs
}

/// The labels of the answers that the table tells with their old and new forms.
fn labels_told(comparison: &Comparison, gold: &Value) -> Score {
    let mut labels = Score::default();
    for section in gold["sections"].as_array().unwrap() {
        for (column, of) in section["columns"].as_object().unwrap() {
            for label in of["labels"].as_array().into_iter().flatten() {
                let line = label["line"].as_u64().unwrap();
                let ours = comparison
                    .sections
                    .iter()
                    .flat_map(|s| &s.columns)
                    .filter(|c| &c.column == column)
                    .flat_map(|c| &c.labels);
                let same = ours.filter(|l| l.line as u64 == line).any(|l| {
                    l.old.as_deref() == label["old"].as_str()
                        && l.new.as_deref() == label["new"].as_str()
                });
                labels.add(same, || format!("label {column} {label}"));
            }
        }
    }
    labels
}

/// Sections and labels as in the answers, every alignment right, and none missing.
#[test]
fn the_table_reads_as_people_read_it() {
    let Some((text, gold)) = given() else { return };
    let knowledge = Knowledge::builtin().unwrap();
    let document = read_text(TABLE, &text);
    let comparison = compare(&[document], &knowledge).unwrap();
    let last = gold["sections"].as_array().unwrap().last().unwrap()["lines"][1]
        .as_u64()
        .unwrap();
    let (wanted, found) = (gold_pairs(&gold), our_pairs(&comparison, last));
    for missing in wanted.difference(&found) {
        eprintln!("missing {missing:?}");
    }
    for wrong in found.difference(&wanted) {
        eprintln!("wrong {wrong:?}");
    }
    let right = wanted.intersection(&found).count();
    let (precision, recall) = (
        right as f64 / found.len() as f64,
        right as f64 / wanted.len() as f64,
    );
    eprintln!(
        "alignment: precision {precision:.3}, recall {recall:.3} of {}",
        wanted.len()
    );
    let labels = labels_told(&comparison, &gold);
    eprintln!("labels: {labels}");
    assert!(precision >= 1.0 && recall >= 0.95);
    assert!(labels.reaches(98));
    let names: Vec<&str> = comparison.columns.iter().map(|c| c.name.as_str()).collect();
    let wanted: Vec<&str> = gold["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| c["body"].as_str().unwrap())
        .collect();
    assert_eq!(names, wanted);
}
