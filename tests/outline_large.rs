//! Documents in which one thing stands very often: what is found is right, and does not take the square of the time.

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::Role;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));

const MANY: usize = 10_000;

fn corpus(text: &str) -> Corpus {
    Corpus::from_texts(&KNOWLEDGE, &[("t.txt", text)])
}

#[test]
fn very_many_headings() {
    let text: String = (0..MANY)
        .map(|n| n % 9_000 + 1)
        .map(|n| {
            format!(
                "RESOLUTION {n} (Rev. Dubai, 2018)\n\nOn matter {n}\n\nresolves\n\n1\tto go on.\n\n"
            )
        })
        .collect();
    let index = corpus(&text).index;
    assert_eq!(index.texts.len(), MANY);
    let last = index.texts.last().expect("there are many");
    assert_eq!(last.work.as_ref().map(|w| w.number()), Some("1000"));
    assert_eq!(last.line, (MANY - 1) * 8 + 1);
    assert_eq!(last.provisions[0].path, "resolves 1");
}

#[test]
fn a_clause_of_very_many_lines() {
    let lines = "that the work go on\n".repeat(MANY);
    let text =
        format!("RESOLUTION 1 (Rev. Dubai, 2018)\n\nresolves\n\n1\tto see {lines}as before;\n");
    let text = text.replace("on\nthat", "on\nand that");
    let index = corpus(&text).index;
    let [one] = &index.texts[0].provisions[..] else {
        panic!("{} provisions", index.texts[0].provisions.len());
    };
    assert!(one.text.ends_with("go on as before;"));
    assert_eq!(one.text.matches("the work").count(), MANY);
}

#[test]
fn a_line_of_very_many_citations() {
    let cited = "é Resolution 44 (Rev. Hammamet, 2016) of WTSA and then ";
    let index = corpus(&format!("First line\n{}", cited.repeat(MANY))).index;
    let citations = index.citations.iter().filter(|c| c.role == Role::Citation);
    let last = citations.clone().next_back().expect("there are many");
    assert_eq!(citations.count(), MANY);
    let column = (MANY - 1) * cited.chars().count() + 3;
    assert_eq!((last.line, last.column), (2, column));
}

#[test]
fn a_paragraph_of_very_many_pieces() {
    let pieces: String = (1..=MANY)
        .map(|n| format!(" {n} to take a step;"))
        .collect();
    let index = corpus(&format!(
        "RESOLUTION 1 (Rev. Dubai, 2018)\n\nnoting the past, resolves to instruct the Council{pieces}\n"
    ))
    .index;
    let provisions = &index.texts[0].provisions;
    assert_eq!(provisions.len(), 1 + 999);
}
