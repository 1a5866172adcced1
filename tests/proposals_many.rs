//! Proposals made by chance, of all the sorts of changes that files have: whatever they are, the merged file gives each
//! of them back.

mod support;

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use resgraph::compare::compare;
use resgraph::knowledge::Knowledge;
use resgraph::read::ChangeView;
use resgraph::report::merged_word;
use support::tracked::{
    accepted_lines, body_of, by, del, ins, lines, read, table_of, whole, with_accepted,
};
use support::{p, r};

const HEADINGS: [&str; 4] = [
    "noting",
    "resolves",
    "instructs the Director of the Telecommunication Standardization Bureau",
    "invites Member States",
];
/// What the clauses are about, each with words of its own.
const THINGS: &str = "bicycles lanterns umbrellas kettles ladders mirrors anchors candles \
                      hammers violins blankets saddles compasses barrels curtains pencils";

fn thing(n: usize) -> &'static str {
    THINGS.split(' ').nth(n).expect("one of them")
}

/// A number below `n`.
fn below(rng: &mut TestRng, n: usize) -> usize {
    (rng.next_u32() as usize) % n.max(1)
}

/// A clause of a proposal: from the base with words of it changed, moved, struck, or new.
#[derive(Clone)]
struct Clause {
    /// Its label in the base; none where it is new.
    old: Option<usize>,
    words: Vec<String>,
    /// What takes the place of a word, and the sign at the end.
    changed: Vec<(usize, String)>,
    struck: bool,
    /// Stands here and goes from, or comes to, another place.
    moved: Option<&'static str>,
}

fn base_clauses(section: usize) -> Vec<Clause> {
    let clause = |n: usize| {
        let thing = thing(section * 4 + n);
        let text = format!(
            "to count all {thing} of the {} house and to paint the {thing} of room {} before winter comes again;",
            ["northern", "southern", "eastern", "western"][n],
            section * 7 + n + 2
        );
        Clause {
            old: Some(n + 1),
            words: text.split(' ').map(str::to_owned).collect(),
            changed: Vec::new(),
            struck: false,
            moved: None,
        }
    };
    (0..4).map(clause).collect()
}

/// The clauses with some changed by chance.
fn proposed(section: usize, rng: &mut TestRng) -> Vec<Clause> {
    let mut clauses = base_clauses(section);
    for _ in 0..1 + below(rng, 3) {
        let at = below(rng, clauses.len());
        match below(rng, 6) {
            0 => clauses[at].struck = clauses[at].moved.is_none() && clauses[at].old.is_some(),
            1 => {
                let thing = thing(below(rng, 16));
                let text = format!(
                    "to sell {} old {thing} at the fair of Lima;",
                    3 + below(rng, 90)
                );
                let new = Clause {
                    old: None,
                    words: text.split(' ').map(str::to_owned).collect(),
                    changed: Vec::new(),
                    struck: false,
                    moved: None,
                };
                clauses.insert(at, new);
            }
            2 if clauses.iter().all(|c| c.moved.is_none())
                && !clauses[at].struck
                && clauses[at].old.is_some() =>
            {
                let mut there = clauses[at].clone();
                there.moved = Some("moveTo");
                there.changed.clear();
                clauses[at].moved = Some("moveFrom");
                clauses[at].changed.clear();
                let to = below(rng, clauses.len() + 1);
                clauses.insert(to, there);
            }
            _ => {
                let clause = &mut clauses[at];
                let word = below(rng, clause.words.len());
                if clause.old.is_some()
                    && clause.moved.is_none()
                    && clause.changed.iter().all(|(w, _)| *w != word)
                {
                    let last = clause.words[word].trim_end_matches(';').to_owned();
                    let new = match word + 1 == clause.words.len() {
                        true => format!("{last},"),
                        false => ["swiftly", "two hundred", "no", ""][below(rng, 4)].to_owned(),
                    };
                    clause.changed.push((word, new));
                }
            }
        }
    }
    clauses
}

fn paragraphs(clauses: &[Clause], author: &str) -> String {
    let mut out = String::new();
    let mut number = 0;
    for clause in clauses {
        let text = clause.words.join(" ");
        let goes = clause.struck || clause.moved == Some("moveFrom");
        if !goes {
            number += 1;
        }
        let old = clause.old.unwrap_or_default();
        match (clause.struck, clause.moved, clause.old) {
            (true, ..) => out.push_str(&whole("del", author, &format!("{old}\t{text}"))),
            (_, Some("moveFrom"), _) => {
                out.push_str(&whole("moveFrom", author, &format!("{old}\t{text}")))
            }
            (_, Some(tag), _) => out.push_str(&whole(tag, author, &format!("{number}\t{text}"))),
            (_, _, None) => out.push_str(&whole("ins", author, &format!("{number}\t{text}"))),
            _ => {
                let mut runs = match old == number {
                    true => r(&format!("{number}\t")),
                    false => {
                        del(author, &old.to_string()) + &ins(author, &number.to_string()) + &r("\t")
                    }
                };
                for (at, word) in clause.words.iter().enumerate() {
                    let space = if at == 0 { "" } else { " " };
                    match clause.changed.iter().find(|(w, _)| *w == at) {
                        Some((_, new)) if new.is_empty() => {
                            runs += &del(author, &format!("{space}{word}"))
                        }
                        Some((_, new)) => {
                            runs += &(r(space) + &del(author, word) + &ins(author, new))
                        }
                        None => runs += &r(&format!("{space}{word}")),
                    }
                }
                out.push_str(&p(&runs));
            }
        }
    }
    out
}

fn table_with(author: &str, change: usize) -> String {
    let head = ["Size".to_owned(), "Wheels".to_owned()].map(|t| r(&t));
    let small = match change {
        1 => [r("small"), del(author, "20") + &ins(author, "24")],
        _ => [r("small"), r("20")],
    };
    let new = ["large", "28"].map(|t| ins(author, t));
    let mark = by("ins", author, "").replace("></w:ins>", "/>");
    let mut rows: Vec<(&str, &[String; 2])> = vec![("", &head), ("", &small)];
    if change == 2 {
        rows.push((&mark, &new));
    }
    table_of(&rows)
}

fn document(author: Option<&str>, rng: &mut TestRng) -> String {
    let mut body = author
        .map(|a| p(&ins(a, &format!("MOD\t{}/7A3/1", a.to_uppercase()))))
        .unwrap_or_default();
    body += &lines(&["RESOLUTION 9 (Oslo, 2016)", "Things in houses"]);
    for (section, heading) in HEADINGS.iter().enumerate() {
        match author {
            Some(a) if below(rng, 5) == 0 => {
                body +=
                    &p(&(del(a, heading)
                        + &ins(a, &format!("{heading}, as soon as it can be done"))));
            }
            _ => body += &lines(&[heading]),
        }
        let clauses = match author {
            Some(_) if below(rng, 3) > 0 => proposed(section, rng),
            _ => base_clauses(section),
        };
        body += &paragraphs(&clauses, author.unwrap_or_default());
        if section == 1 {
            let change = if author.is_some() { below(rng, 3) } else { 0 };
            body += &table_with(author.unwrap_or_default(), change);
        }
    }
    body
}

#[test]
fn the_merged_file_gives_back_whatever_was_proposed() {
    let knowledge = Knowledge::builtin().expect("the built-in knowledge");
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut wrong = Vec::new();
    for round in 0..60 {
        let authors = ["Ada", "Ben", "Cleo", "Dan", "Eve"];
        let authors = &authors[..1 + below(&mut rng, 5)];
        let mut bodies = vec![document(None, &mut rng)];
        bodies.extend(authors.iter().map(|a| document(Some(a), &mut rng)));
        let names = std::iter::once(&"base").chain(authors);
        let documents: Vec<_> = names
            .zip(&bodies)
            .map(|(name, body)| read(&format!("{name}.docx"), body, ChangeView::Both))
            .collect();
        let compared = compare(&documents, &knowledge).expect("compares");
        let merged = body_of(&merged_word(&compared).expect("packs"));
        for (at, body) in bodies.iter().enumerate() {
            let accepted = if at == 0 {
                Vec::new()
            } else {
                vec![authors[at - 1]]
            };
            let got = accepted_lines("got", &with_accepted(&merged, &accepted));
            let want = accepted_lines("want", body);
            if got != want {
                if wrong.is_empty() {
                    // What went wrong first can be looked at.
                    let folder =
                        std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("proposals-many");
                    std::fs::create_dir_all(&folder).expect("a folder");
                    for (at, body) in bodies.iter().enumerate() {
                        let path = folder.join(format!("{at}.docx"));
                        std::fs::write(path, support::Docx::new(body).bytes()).expect("written");
                    }
                }
                let first = got
                    .iter()
                    .zip(&want)
                    .position(|(g, w)| g != w)
                    .unwrap_or(got.len().min(want.len()));
                wrong.push(format!(
                    "round {round}, {accepted:?}, line {first}: {:?} for {:?} ({} and {} lines)",
                    got.get(first),
                    want.get(first),
                    got.len(),
                    want.len()
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
