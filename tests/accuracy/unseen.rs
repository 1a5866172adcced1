//! Lines that nobody had looked at, drawn with a fixed seed, with answers that were written before the program read them:
//! `FILE <tab> LINE <tab> WORK[@REV:PLACE:YEAR][|PROVISION]; …`, `NONE`, `?WORK` for a heading or an entry of a table, or
//! `=PROVISION` for a place in the text that the line stands in. A target counts where its phrase begins on the line or
//! goes on there.

use super::folder;
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::{Knowledge, Setup};
use resgraph::model::{Role, Status, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;
use std::path::Path;

/// What was found on a line.
#[derive(Default)]
struct Line {
    targets: Vec<Target>,
    /// Places in the text that it stands in.
    places: Vec<String>,
}

type Found = BTreeMap<(String, usize), Line>;

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
    for c in &index.citations {
        let file = &index.sources[c.source].file;
        let name = file
            .split_once(prefix)
            .map_or(file.as_str(), |(_, rest)| rest);
        for line in c.line..=c.line + c.raw.matches('\n').count() {
            let found = all.entry((format!("{prefix}{name}"), line)).or_default();
            if c.role != Role::Citation {
                let places = c.targets.iter().filter_map(|t| t.provision.clone());
                found.places.extend(places);
                continue;
            }
            let adopted = c
                .targets
                .iter()
                .filter(|t| t.kind.is_adopted() && t.sector.is_none());
            found.targets.extend(adopted.cloned());
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

/// What the answers want, and what of it was found.
#[derive(Default)]
struct Count {
    wanted: usize,
    hit: usize,
    /// Found with the right edition.
    editions: usize,
    /// Resolved and not wanted.
    extra: usize,
    provisions: usize,
    right_provisions: usize,
    /// Places in the own text that are not wanted.
    extra_places: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Count) {
        self.wanted += other.wanted;
        self.hit += other.hit;
        self.editions += other.editions;
        self.extra += other.extra;
        self.provisions += other.provisions;
        self.right_provisions += other.right_provisions;
        self.extra_places += other.extra_places;
    }
}

fn work(t: &Target) -> String {
    t.id.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn is_provision(t: &Target, wanted: &str) -> bool {
    let found = t.provision.as_deref().unwrap_or_default();
    found.eq_ignore_ascii_case(wanted)
}

/// Takes the target out that fits an answer best; with it, where the answer names no provision, the same text once more,
/// with other places in it.
fn take<'t>(
    pool: &mut Vec<&'t Target>,
    wanted: &str,
    edition: &str,
    provision: &str,
) -> Option<&'t Target> {
    let of_work = (0..pool.len()).filter(|i| work(pool[*i]) == wanted);
    let unfit = |i: &usize| {
        let t = pool[*i];
        (!is_edition(t, edition), !is_provision(t, provision))
    };
    let t = pool.remove(of_work.min_by_key(unfit)?);
    if provision.is_empty() {
        pool.retain(|o| work(o) != wanted || o.edition != t.edition || o.change != t.change);
    }
    Some(t)
}

fn count_hit(count: &mut Count, t: &Target, edition: &str, provision: &str) {
    count.hit += 1;
    count.editions += usize::from(is_edition(t, edition));
    if !provision.is_empty() {
        count.provisions += 1;
        count.right_provisions += usize::from(is_provision(t, provision));
    }
}

/// Holds what was found on the line `place` against its answers.
fn of_line(place: &str, answers: &str, found: &Line) -> Count {
    let mut count = Count::default();
    let mut seen = BTreeSet::new();
    let key = |t: &&Target| {
        (
            work(t),
            format!("{:?}", t.edition),
            t.change,
            t.provision.clone(),
        )
    };
    let targets = found.targets.iter().filter(|t| seen.insert(key(t)));
    let mut pool: Vec<&Target> = targets.collect();
    let mut places: Vec<&String> = found.places.iter().collect();
    for answer in answers.split("; ").filter(|a| *a != "NONE") {
        if let Some(wanted) = answer.strip_prefix('=') {
            count.provisions += 1;
            match places.iter().position(|p| p.eq_ignore_ascii_case(wanted)) {
                Some(at) => {
                    count.right_provisions += 1;
                    places.remove(at);
                }
                None => eprintln!("no place: {place} {wanted}"),
            }
            continue;
        }
        let (head, provision) = answer.split_once('|').unwrap_or((answer, ""));
        let (wanted, edition) = head.split_once('@').unwrap_or((head, ""));
        if let Some(may) = wanted.strip_prefix('?') {
            pool.retain(|t| work(t) != may);
            continue;
        }
        count.wanted += 1;
        match take(&mut pool, wanted, edition, provision) {
            Some(t) => count_hit(&mut count, t, edition, provision),
            None => eprintln!("missed: {place} {answer}"),
        }
    }
    // Pointers of action plans ("i. TSBDir 2") have answers of their own.
    places.retain(|p| !p.starts_with("i. "));
    count.extra_places = places.len();
    for false_place in places {
        eprintln!("false place: {place} {false_place}");
    }
    for t in pool.iter().filter(|t| t.status == Status::Resolved) {
        eprintln!("false: {place} {}", work(t));
        count.extra += 1;
    }
    count
}

fn score(answers: &str, found: &Found) -> Count {
    let mut count = Count::default();
    let nothing = Line::default();
    for row in answers.lines() {
        let cells: Vec<&str> = row.split('\t').collect();
        let line = cells[1].parse().expect("a line number");
        let on_line = found.get(&(cells[0].to_owned(), line)).unwrap_or(&nothing);
        count += of_line(&format!("{}:{line}", cells[0]), cells[2], on_line);
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
        ("third", include_str!("unseen/third.tsv")),
        ("fourth", include_str!("unseen/fourth.tsv")),
    ] {
        let Count {
            wanted,
            hit,
            editions,
            extra,
            provisions,
            right_provisions,
            extra_places,
        } = score(answers, &all);
        let (p, r) = (
            hit as f64 / (hit + extra) as f64,
            hit as f64 / wanted as f64,
        );
        eprintln!(
            "{name}: {wanted} targets, precision {p:.4}, recall {r:.4}, editions {editions}/{hit}, \
             provisions {right_provisions}/{provisions}, places beyond {extra_places}"
        );
        assert!(p >= 0.985 && r >= 0.985, "{name}");
    }
}
