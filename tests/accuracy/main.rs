//! How right citations are, measured on hand-made answers. See `README.md` in this folder.

mod faults;
mod metrics;
mod pairs;
mod united_nations;
mod unseen;

use metrics::{Score, Target, Track, score};
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::model::{Role, Status};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// The folder that a variable names, or nothing with a note.
fn folder(variable: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    if path.is_none() {
        eprintln!("{variable} is not set: nothing is measured");
    }
    path
}

/// Byte spans of the covered lines of one text.
fn covered(coverage: &Value, file: &str, text: &str) -> Vec<(usize, usize)> {
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let at = |line: usize| starts.get(line).copied().unwrap_or(text.len());
    let lines = coverage["lines"][file]
        .as_array()
        .cloned()
        .unwrap_or_default();
    lines
        .iter()
        .filter_map(|pair| {
            let (from, to) = (pair[0].as_u64()?, pair[1].as_u64()?);
            Some((at(from as usize - 1), at(to as usize)))
        })
        .collect()
}

fn gold_target(t: &Value, start: usize, end: usize) -> Option<Target> {
    let word = |name: &str| t[name].as_str().map(str::to_owned);
    Some(Target {
        start,
        end,
        kind: word("kind")?,
        body: word("body"),
        number: word("number")?,
        rev: t["rev"].as_bool().unwrap_or(false),
        place: word("place"),
        year: t["year"].as_u64(),
        change: word("change"),
    })
}

/// The gold targets of one file; its offsets count characters.
fn gold(lines: &[Value], file: &str, text: &str, spans: &[(usize, usize)]) -> Vec<Target> {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let mut targets = Vec::new();
    for line in lines {
        if line["file"] != file || line["role"].as_str().unwrap_or("citation") != "citation" {
            continue;
        }
        let place = |name: &str| {
            line[name]
                .as_u64()
                .and_then(|c| bytes.get(c as usize).copied())
        };
        let (Some(start), Some(end)) = (place("start"), place("end")) else {
            continue;
        };
        if spans.iter().any(|(from, to)| *from <= start && start < *to) {
            let of_line = line["targets"].as_array().cloned().unwrap_or_default();
            targets.extend(of_line.iter().filter_map(|t| gold_target(t, start, end)));
        }
    }
    targets
}

fn found(corpus: &Corpus, spans: &[(usize, usize)]) -> Vec<Target> {
    let mut targets = Vec::new();
    let citations = corpus.index.citations.iter();
    for citation in citations.filter(|c| c.role == Role::Citation) {
        let (start, end) = (citation.span.start, citation.span.end);
        if !spans.iter().any(|(from, to)| *from <= start && start < *to) {
            continue;
        }
        for t in &citation.targets {
            let Some(number) = t.number.clone() else {
                continue;
            };
            let change = t.change.map(|c| format!("{c:?}").to_lowercase());
            targets.push(Target {
                start,
                end,
                kind: t.kind.word().into(),
                body: t.body.as_deref().map(str::to_owned),
                number,
                rev: t.edition.rev,
                place: t.edition.place.clone(),
                year: t.edition.year.map(u64::from),
                change,
            });
        }
    }
    targets
}

fn measure(corpus: &Path, gold_folder: &Path) -> Vec<(Track, Score)> {
    let read = |name: &str| std::fs::read_to_string(gold_folder.join(name)).expect("gold file");
    let coverage: Value = serde_json::from_str(&read("coverage.json")).expect("coverage.json");
    let lines: Vec<Value> = read("citations.jsonl")
        .lines()
        .filter(|l| !l.trim().is_empty())
        .map(|l| serde_json::from_str(l).expect("a line of gold"))
        .collect();
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let mut totals: Vec<(Track, Score)> = Track::ALL.map(|t| (t, Score::default())).to_vec();
    for file in coverage["lines"].as_object().expect("lines").keys() {
        let path = corpus.join(file);
        let text = std::fs::read_to_string(&path).expect("a file that gold covers");
        let loaded = Corpus::load(&knowledge, &[path], &LoadOptions::default(), &|_, _| {})
            .expect("the file loads");
        let spans = covered(&coverage, file, &text);
        let gold = gold(&lines, file, &text, &spans);
        let found = found(&loaded, &spans);
        for (track, total) in &mut totals {
            let one = score(*track, &gold, &found);
            total.gold += one.gold;
            total.hit += one.hit;
            total.false_finds += one.false_finds;
            total.edition_right += one.edition_right;
            total.redline += one.redline;
            total.redline_right += one.redline_right;
            total
                .errors
                .extend(one.errors.into_iter().map(|e| format!("{file}: {e}")));
        }
    }
    totals
}

#[test]
fn citations_are_right_on_gold() {
    let (Some(corpus), Some(gold)) = (folder("RESGRAPH_CORPUS"), folder("RESGRAPH_GOLD")) else {
        return;
    };
    for (track, score) in measure(&corpus, &gold) {
        eprintln!(
            "{track:?}: gold {}, precision {:.4}, recall {:.4}, F1 {:.4}, editions {}/{}, sides {}/{}",
            score.gold,
            score.precision(),
            score.recall(),
            score.f1(),
            score.edition_right,
            score.hit,
            score.redline_right,
            score.redline,
        );
        for error in &score.errors {
            eprintln!("  {error}");
        }
        if track == Track::Adopted {
            assert_eq!((score.precision(), score.recall()), (1.0, 1.0));
            assert_eq!(
                (score.edition_right, score.redline_right),
                (score.hit, score.redline)
            );
        } else {
            assert!(score.f1() >= 0.97, "{track:?}");
        }
    }
}

/// No target has a body that its edition contradicts; what is not decided says so.
#[test]
fn bodies_and_editions_agree_all_over_the_corpus() {
    let Some(corpus) = folder("RESGRAPH_CORPUS") else {
        return;
    };
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let loaded = Corpus::load(&knowledge, &[corpus], &LoadOptions::default(), &|_, _| {})
        .expect("the corpus loads");
    for citation in &loaded.index.citations {
        for t in &citation.targets {
            if let (Some(body), Some(place), Some(year)) =
                (&t.body, &t.edition.place, t.edition.year)
            {
                let met: Vec<&str> = knowledge
                    .conferences_at(place, year)
                    .map(|c| c.body.as_str())
                    .collect();
                assert!(
                    met.is_empty() || met.contains(&body.as_str()),
                    "{}: {} {place} {year}",
                    citation.raw,
                    body
                );
            }
            match t.status {
                Status::Resolved => assert!(t.evidence.word() != "none", "{}", citation.raw),
                Status::Ambiguous => assert!(!t.candidates.is_empty(), "{}", citation.raw),
                Status::Unknown => assert!(t.id.is_none(), "{}", citation.raw),
            }
        }
    }
}
