//! Proposals of 70 clauses side by side, ten and forty of them, and two of a text of 2,000 provisions.

#[path = "../tests/support/mod.rs"]
mod support;

use divan::{Bencher, black_box};
use resgraph::compare::compare;
use resgraph::knowledge::Knowledge;
use resgraph::model::Document;
use resgraph::read::ChangeView;
use support::tracked::{del, ins, lines, read, whole};
use support::{p, r};

fn main() {
    divan::main();
}

const WORDS: [&str; 24] = [
    "network",
    "access",
    "regional",
    "report",
    "study",
    "group",
    "member",
    "develop",
    "identify",
    "device",
    "assist",
    "country",
    "resource",
    "service",
    "numbering",
    "capacity",
    "training",
    "platform",
    "digital",
    "industry",
    "policy",
    "measure",
    "review",
    "workshop",
];
const HEADINGS: [&str; 7] = [
    "noting",
    "recognizing",
    "considering",
    "resolves",
    "instructs the Director of the Telecommunication Standardization Bureau",
    "instructs the study groups",
    "invites Member States",
];

/// Numbers that look like chance and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn clause(&mut self, words: usize) -> String {
        let words: Vec<&str> = (0..words).map(|_| WORDS[self.below(WORDS.len())]).collect();
        format!("to {};", words.join(" "))
    }
}

/// A base of so many clauses and proposals that strike a tenth, add a tenth and change a word in four tenths of them.
fn documents(clauses: usize, proposals: usize) -> Vec<Document> {
    let mut chance = Chance(7);
    let base: Vec<Vec<String>> = HEADINGS
        .iter()
        .map(|_| {
            (0..clauses / HEADINGS.len())
                .map(|_| chance.clause(30))
                .collect()
        })
        .collect();
    (0..=proposals)
        .map(|n| {
            let author = format!("A{n}");
            let mut body = lines(&["RESOLUTION 9 (Oslo, 2016)", "Speed"]);
            for (heading, clauses) in HEADINGS.iter().zip(&base) {
                body += &lines(&[heading]);
                for (at, text) in clauses.iter().enumerate() {
                    let label = at + 1;
                    body += &match if n == 0 { 9 } else { chance.below(10) } {
                        0 => whole("del", &author, &format!("{label}\t{text}")),
                        1 => {
                            let new = chance.clause(25);
                            lines(&[&format!("{label}\t{text}")])
                                + &whole("ins", &author, &format!("{label}bis\t{new}"))
                        }
                        2..=5 => {
                            let words: Vec<&str> = text.split(' ').collect();
                            let word = 1 + chance.below(words.len() - 2);
                            let new = WORDS[chance.below(WORDS.len())];
                            p(&(r(&format!("{label}\t{} ", words[..word].join(" ")))
                                + &del(&author, words[word])
                                + &ins(&author, new)
                                + &r(&format!(" {}", words[word + 1..].join(" ")))))
                        }
                        _ => lines(&[&format!("{label}\t{text}")]),
                    };
                }
            }
            read(&format!("{n}.docx"), &body, ChangeView::Both)
        })
        .collect()
}

#[divan::bench(args = [10, 40], sample_count = 5)]
fn proposals_of_seventy_clauses(bencher: Bencher, proposals: usize) {
    let (documents, knowledge) = (
        documents(70, proposals),
        Knowledge::builtin().expect("loads"),
    );
    bencher.bench(|| compare(black_box(&documents), &knowledge).expect("compares"));
}

#[divan::bench(args = [1000, 2000], sample_count = 5)]
fn provisions_of_two_proposals(bencher: Bencher, clauses: usize) {
    let (documents, knowledge) = (documents(clauses, 2), Knowledge::builtin().expect("loads"));
    bencher.bench(|| compare(black_box(&documents), &knowledge).expect("compares"));
}
