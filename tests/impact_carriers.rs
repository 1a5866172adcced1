//! `resgraph impact`: what still carries the content is told of the text that falls, and not of the one that takes its
//! place.
#![allow(clippy::unwrap_used)]

use resgraph::corpus::Corpus;
use resgraph::impact::impact;
use resgraph::knowledge::Knowledge;
use resgraph::model::WorkId;
use resgraph::report::{impact as paper, markdown};

const TREES: &str =
    "to plant a tree beside every school of the village before the end of each summer";
const WELLS: &str = "to dig a well behind every mill of the valley as soon as the snow has melted";

fn text(number: u32, clauses: &[&str]) -> String {
    let clauses = (1..).zip(clauses).map(|(n, c)| format!("{n} {c};\n"));
    format!(
        "RESOLUTION {number} (DUBAI, 2018)\nSubject {number}\n\
         The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\n\
         resolves\n{}",
        clauses.collect::<String>()
    )
}

/// Each carrier and what it carries if PP-901 is merged into `into`; the paper behind.
fn carriers(texts: &[(&str, String)], into: Option<&str>) -> (Vec<(String, String)>, String) {
    let knowledge = Knowledge::builtin().unwrap();
    let texts: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (*n, t.as_str())).collect();
    let corpus = Corpus::from_texts(&knowledge, &texts);
    let id = |id: &str| id.parse::<WorkId>().unwrap();
    let into = into.map(id);
    let found = impact(&corpus, &[id("PP-901")], into.as_ref(), &knowledge).unwrap();
    let carriers = found.carriers.iter();
    let carriers = carriers.map(|c| (c.id.to_string(), c.of.to_string()));
    (carriers.collect(), markdown(&paper(&found)))
}

fn carried(id: &str, of: &str) -> (String, String) {
    (id.to_owned(), of.to_owned())
}

#[test]
fn what_only_the_target_says_is_not_carried() {
    let texts = [
        ("a.txt", text(901, &[TREES])),
        ("b.txt", text(902, &[TREES, WELLS])),
        ("c.txt", text(903, &[TREES])),
        ("d.txt", text(904, &[WELLS])),
    ];
    let (found, page) = carriers(&texts, Some("PP-902"));
    assert_eq!(found, [carried("PP-903", "PP-901")]);
    assert!(!page.contains("takes the place of a text"), "{page}");
    // Where nothing takes its place, all that say it carry it.
    let (found, _) = carriers(&texts, None);
    let of_901 = |id| carried(id, "PP-901");
    assert_eq!(found, [of_901("PP-902"), of_901("PP-903")]);
}

#[test]
fn the_target_tells_where_the_text_is_not_at_hand() {
    let cites = text(
        905,
        &["to act on Resolution 901 (Dubai, 2018) of this conference"],
    );
    let texts = [
        ("a.txt", cites),
        ("b.txt", text(902, &[TREES])),
        ("c.txt", text(903, &[TREES])),
    ];
    let (found, page) = carriers(&texts, Some("PP-902"));
    assert_eq!(found, [carried("PP-903", "PP-902")]);
    assert!(page.contains("PP-902 takes the place of a text"), "{page}");
}

/// What enough texts say is the way of the house, and carries nothing of any one of them.
#[test]
fn formulas_carry_nothing() {
    let formula = "to tell all members each year how far the work has come";
    let mut texts: Vec<(String, String)> = (902..=908)
        .map(|n| (format!("{n}.txt"), text(n, &[formula])))
        .collect();
    texts.push(("901.txt".to_owned(), text(901, &[TREES, formula])));
    texts.push(("909.txt".to_owned(), text(909, &[TREES])));
    let texts: Vec<(&str, String)> = texts.iter().map(|(n, t)| (&**n, t.clone())).collect();
    let (found, _) = carriers(&texts, None);
    assert_eq!(found, [carried("PP-909", "PP-901")]);
}
