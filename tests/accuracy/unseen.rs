//! Lines that nobody had looked at, drawn with a fixed seed, with answers that were written before the program read them:
//! `FILE <tab> LINE <tab> WORK[@REV:PLACE:YEAR]; …`, `NONE`, or `?WORK` for a heading or an entry of a table. A target
//! counts where its phrase begins on the line or goes on there.

use super::folder;
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::{Knowledge, Setup};
use resgraph::model::{Role, Status, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Found = BTreeMap<(String, usize), Vec<Target>>;

fn found(organisation: &str, folder: &Path, prefix: &str, all: &mut Found) {
    let setup = Setup {
        organisations: vec![organisation.to_owned()],
        ..Setup::default()
    };
    let knowledge = Knowledge::load(&setup).expect("mappings/ load");
    let index = Corpus::load(
        &knowledge,
        &[folder.to_owned()],
        &LoadOptions::default(),
        &|_, _| (),
    )
    .expect("the texts are read")
    .index;
    let citations = index.citations.iter();
    for c in citations.filter(|c| c.role == Role::Citation) {
        let file = &index.sources[c.source].file;
        let name = file
            .split_once(prefix)
            .map_or(file.as_str(), |(_, rest)| rest);
        for line in c.line..=c.line + c.raw.matches('\n').count() {
            let targets = all.entry((format!("{prefix}{name}"), line)).or_default();
            let adopted = c
                .targets
                .iter()
                .filter(|t| t.kind.is_adopted() && t.sector.is_none());
            targets.extend(adopted.cloned());
        }
    }
}

fn is_edition(t: &Target, wanted: &str) -> bool {
    let parts: Vec<&str> = wanted.split(':').collect();
    let [rev, place, year] = parts.as_slice() else {
        return true;
    };
    t.edition.rev == (*rev == "R")
        && (place.is_empty() || t.edition.place.as_deref() == Some(place))
        && (year.is_empty() || t.edition.year.map(|y| y.to_string()).as_deref() == Some(year))
}

/// Wanted, found, found right with the edition, resolved and not wanted.
fn score(answers: &str, found: &Found) -> [usize; 4] {
    let mut count = [0; 4];
    for row in answers.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let line = cells[1].parse().expect("a line number");
        let mut seen = BTreeSet::new();
        let targets = found
            .get(&(cells[0].to_owned(), line))
            .into_iter()
            .flatten();
        let mut pool: Vec<&Target> = targets
            .filter(|t| seen.insert((t.id.clone(), format!("{:?}", t.edition), t.change)))
            .collect();
        let work = |t: &Target| t.id.as_ref().map(ToString::to_string).unwrap_or_default();
        for answer in cells[2].split("; ").filter(|a| *a != "NONE") {
            let (wanted, edition) = answer.split_once('@').unwrap_or((answer, ""));
            if let Some(may) = wanted.strip_prefix('?') {
                pool.retain(|t| work(t) != may);
                continue;
            }
            count[0] += 1;
            let of_work = |t: &&Target| work(t) == wanted;
            let exact = pool
                .iter()
                .position(|t| of_work(t) && is_edition(t, edition));
            let Some(at) = exact.or_else(|| pool.iter().position(of_work)) else {
                eprintln!("missed: {}:{line} {answer}", cells[0]);
                continue;
            };
            count[1] += 1;
            count[2] += usize::from(exact.is_some());
            pool.remove(at);
        }
        for t in pool.iter().filter(|t| t.status == Status::Resolved) {
            eprintln!("false: {}:{line} {}", cells[0], work(t));
            count[3] += 1;
        }
    }
    count
}

#[test]
fn unseen_lines_are_read_right() {
    let (Some(corpus), Some(un)) = (folder("RESGRAPH_CORPUS"), folder("RESGRAPH_UN")) else {
        return;
    };
    let mut all = Found::new();
    found("itu", &corpus, "corpus/", &mut all);
    found("un", &un, "un/", &mut all);
    for (name, answers) in [
        ("first", include_str!("unseen/first.tsv")),
        ("second", include_str!("unseen/second.tsv")),
    ] {
        let [wanted, hit, right, extra] = score(answers, &all);
        let (p, r) = (
            hit as f64 / (hit + extra) as f64,
            hit as f64 / wanted as f64,
        );
        eprintln!(
            "{name}: {wanted} targets, precision {p:.4}, recall {r:.4}, editions {right}/{hit}"
        );
        assert!(p >= 0.985 && r >= 0.985, "{name}");
    }
}
