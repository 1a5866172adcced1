//! A published ITU-T Recommendation as a Word file: what it cites was written down by hand, from its printed
//! pages, before the program was asked.

mod support;

use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::model::{Document, Role};

/// The clause that a citation stands in (its number as printed; none before the first), the work, the edition,
/// the provision.
const BY_HAND: &str = "
 | WTSA-1 |  |
1.1.1 | CV-245 |  |
1.4.3 | WTSA-1 |  | 7.4.1
1.8.1.1 | WTSA-1 | Rev. Hammamet, 2016 |
1.8.2.8 | ITUT-A.13 |  |
2.2.2 | WTSA-1 |  | Section 2
2.2.2 | WTSA-2 |  |
2.2.2 | WTSA-2 |  |
2.3.3.8 | ITUT-A.11 |  |
3.1.1 | ITUT-A.2 |  | clause 2
3.2.6 | ITUT-A.2 |  |
3.2.7 | ITUT-A.2 |  |
";
/// How often it names itself: on the cover, as title, in the summary, in each of the seven lines of its history,
/// and as title again.
const ITSELF: (&str, usize) = ("ITUT-A.1", 11);

#[test]
fn the_recommendation_cites_what_a_reader_finds() {
    let Some(folder) = support::corpus() else {
        return;
    };
    let knowledge = Knowledge::builtin().expect("is sound");
    let file = folder.join("word/itu-t-a.1.docx");
    let corpus = Corpus::load(&knowledge, &[file], &LoadOptions::default(), &|_, _| ());
    let corpus = corpus.expect("loads");
    let document = corpus.document(0).expect("is at hand");
    let mut found = Vec::new();
    let citations = corpus.index.citations.iter();
    for citation in citations.filter(|c| c.role == Role::Citation) {
        for target in &citation.targets {
            let line = [
                clause(document, citation.span.start),
                target.id.as_ref().map_or("?", |id| id.as_str()),
                &target.edition.to_string(),
                target.provision.as_deref().unwrap_or_default(),
            ];
            found.push(line.join(" | ").trim_end().to_owned());
        }
    }
    let is_itself = |line: &String| line.split(" | ").nth(1) == Some(ITSELF.0);
    let itself = found.iter().filter(|line| is_itself(line)).count();
    assert_eq!(itself, ITSELF.1);
    found.retain(|line| !is_itself(line));
    let by_hand: Vec<&str> = BY_HAND
        .trim_matches('\n')
        .lines()
        .map(str::trim_end)
        .collect();
    assert_eq!(found, by_hand);
}

/// The number of the clause around byte `at`.
fn clause(document: &Document, at: usize) -> &str {
    let before = document.blocks.iter().filter(|b| b.span.start <= at);
    let number =
        |text: &str| text.contains('.') && text.chars().all(|c| c == '.' || c.is_ascii_digit());
    before
        .rev()
        .filter_map(|b| document.text[b.span.range()].split_whitespace().next())
        .find(|first| number(first) && !first.ends_with(".0"))
        .unwrap_or("")
}
