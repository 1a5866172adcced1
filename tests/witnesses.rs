//! More input never makes an answer poorer: which copy of a text speaks, and what others add.

mod support;

use proptest::prelude::*;
use rayon::prelude::*;
use resgraph::audit::{Audit, Code, Day, Settings};
use resgraph::corpus::{Alone, Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::model::{Index, Role, WitnessKind, WorkId};
use resgraph::{plan, report};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));

/// Made once: making it takes longer than reading what it reads here.
static READER: LazyLock<Alone> = LazyLock::new(|| Alone::new(&KNOWLEDGE, LoadOptions::default()));

const FULL: &str = include_str!("data/copies/full.txt");
const AGAIN: &str = include_str!("data/copies/again.txt");
const ANNEX: &str = include_str!("data/copies/annex.txt");
const FRENCH: &str = include_str!("data/copies/french.txt");

/// Copies of four texts, `annex` and `annex-again` with the labels of the annex on their own and addressees in full, and with
/// neither. Not among them is [`FRENCH`]: the words of two languages cannot be held against each other.
const FILES: [(&str, &str); 9] = [
    ("head.txt", include_str!("data/copies/head.txt")),
    ("extract.txt", include_str!("data/copies/extract.txt")),
    ("plan.txt", include_str!("data/copies/plan.txt")),
    ("dated.txt", include_str!("data/copies/dated.txt")),
    ("full.txt", FULL),
    ("again.txt", AGAIN),
    ("proposal.txt", include_str!("data/copies/proposal.txt")),
    ("annex.txt", ANNEX),
    (
        "annex-again.txt",
        include_str!("data/copies/annex-again.txt"),
    ),
];

fn index(files: &[(&str, &str)]) -> Index {
    READER.texts(files).index
}

fn id(text: &str) -> WorkId {
    LazyLock::force(&KNOWLEDGE);
    text.parse().expect("an id")
}

/// Letters and digits of a text.
fn folded(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// What an index says of a work: its clauses, and what it cites. Drafts count apart.
#[derive(Clone, Debug, Default)]
struct Says {
    /// The addresses of the clauses.
    paths: Vec<String>,
    /// The words of each.
    words: Vec<String>,
    /// All words, with and without the labels: a copy may take "1 Toads" for a label and a word or for words alone, and
    /// print an addressee in the phrase or in the clause.
    all: String,
    all_labelled: String,
    cited: BTreeSet<WorkId>,
}

fn says(index: &Index) -> BTreeMap<WorkId, Says> {
    let mut found: BTreeMap<WorkId, Says> = BTreeMap::new();
    let drafts = |t: &resgraph::model::ResolutionText| t.witness.kind == WitnessKind::Draft;
    let works: BTreeSet<&WorkId> = index.texts.iter().filter_map(|t| t.work.as_ref()).collect();
    for work in works {
        let says = found.entry(work.clone()).or_default();
        let mut phrase = "";
        for (_, provision) in index
            .provisions_of(work)
            .into_iter()
            .filter(|(t, _)| !drafts(t))
        {
            let label = provision.labels.last().map_or("", String::as_str);
            let text = provision.text.as_str();
            if provision.phrase != phrase {
                phrase = &provision.phrase;
                says.all += &folded(phrase);
            }
            says.paths.push(folded(&provision.path));
            says.words.push(folded(text));
            let bare = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
            says.all += &folded(if bare.starts_with(' ') { bare } else { text });
            says.all_labelled += &(folded(label) + &folded(text));
        }
    }
    for citation in index
        .citations
        .iter()
        .filter(|c| c.role == Role::Citation && c.repeats.is_none())
    {
        if citation.text.is_some_and(|t| drafts(&index.texts[t])) {
            continue;
        }
        let Some(from) = &citation.from else { continue };
        let to = citation.targets.iter().filter_map(|t| t.id.clone());
        found.entry(from.clone()).or_default().cited.extend(to);
    }
    found
}

/// Asserts that `more` says all that `less` says.
fn holds(more: &Index, less: &Index, what: &str) {
    let more = says(more);
    for (work, less) in says(less) {
        let more = more.get(&work).cloned().unwrap_or_default();
        let (n, of) = (more.paths.len(), less.paths.len());
        assert!(n >= of, "{what}: {work} has {n} of {of}");
        for (path, words) in less.paths.iter().zip(&less.words) {
            let there = more.paths.contains(path)
                || more.all.contains(words)
                || more.all_labelled.contains(words)
                || more
                    .all
                    .contains(words.trim_start_matches(|c: char| c.is_ascii_digit()));
            assert!(there, "{what}: {work} lost {path}: {words}");
        }
        let lost: Vec<_> = less.cited.difference(&more.cited).collect();
        assert!(lost.is_empty(), "{what}: {work} no more cites {lost:?}");
    }
}

#[test]
fn a_dated_heading_does_not_hide_a_fuller_copy() {
    let index = index(&FILES);
    for (work, kind, provisions) in [
        ("WTSA-761", WitnessKind::Extract, 3),
        ("WTSA-762", WitnessKind::Extract, 2),
        ("WTSA-763", WitnessKind::Full, 4),
    ] {
        let copy = index.copy_of(&id(work)).expect("is there");
        assert_eq!(copy.kind, kind, "{work}");
        assert_eq!(index.provisions_of(&id(work)).len(), provisions, "{work}");
    }
    assert_eq!(
        index
            .copy_of(&id("WTSA-762"))
            .expect("is there")
            .to_string(),
        "an extract, without date, as of 2016 (plan.txt:3)"
    );
}

#[test]
fn two_files_of_one_text_count_once() {
    let index = index(&[("full.txt", FULL), ("again.txt", AGAIN)]);
    let all = index
        .citations
        .iter()
        .filter(|c| c.role == Role::Citation)
        .count();
    let distinct = index
        .distinct_citations()
        .filter(|(_, c)| c.role == Role::Citation)
        .count();
    assert_eq!((all, distinct), (4, 2));
}

#[test]
fn a_translation_is_one_and_adds_no_provisions() {
    let only_english = index(&[("annex.txt", ANNEX)]);
    let with_french = index(&[("annex.txt", ANNEX), ("french.txt", FRENCH)]);
    let count = |index: &Index| index.provisions_of(&id("WTSA-764")).len();
    assert_eq!(count(&only_english), count(&with_french));
    let french = with_french.texts.iter().find(|t| t.source == 1);
    let french = french.expect("is there");
    assert_eq!(french.witness.kind, WitnessKind::Translation);
    assert_eq!(
        with_french.copy_of(&id("WTSA-764")).expect("is there").file,
        "annex.txt"
    );
    // What it cites stands in the copy that leads.
    let of_french = with_french
        .citations
        .iter()
        .filter(|c| c.source == 1 && c.role == Role::Citation);
    assert!(of_french.clone().count() > 0);
    assert!(of_french.clone().all(|c| c.repeats.is_some()));
    // Where nothing else is at hand it is the text, and no translation.
    let only_french = index(&[("french.txt", FRENCH)]);
    let copy = only_french.copy_of(&id("WTSA-764")).expect("is there");
    assert_eq!(copy.kind, WitnessKind::Full);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]
    /// Any files, in any order, and others beside them.
    #[test]
    fn more_files_never_say_less(
        some in proptest::sample::subsequence((0..FILES.len()).collect::<Vec<_>>(), 1..FILES.len()).prop_shuffle(),
        others in proptest::sample::subsequence((0..FILES.len()).collect::<Vec<_>>(), 0..FILES.len()),
    ) {
        let of = |picks: &[usize]| index(&picks.iter().map(|n| FILES[*n]).collect::<Vec<_>>());
        let less = of(&some);
        let mut more: Vec<usize> = some.clone();
        more.extend(others.iter().filter(|n| !some.contains(n)));
        holds(&of(&more), &less, &format!("{some:?} and {others:?}"));
        let mut sorted = some.clone();
        sorted.sort_unstable();
        let sorted = of(&sorted);
        holds(&sorted, &less, &format!("{some:?} in order"));
        holds(&less, &sorted, &format!("{some:?} out of order"));
    }
}

/// The corpus, read once for all that is asked of it.
static WHOLE: LazyLock<Option<Corpus>> = LazyLock::new(|| Some(load(&[support::corpus()?])));

/// The action plan alone.
static PLAN_ALONE: LazyLock<Option<Corpus>> = LazyLock::new(|| {
    Some(load(&[
        support::corpus()?.join("tsag/wtsa-16-action-plan.txt")
    ]))
});

fn load(paths: &[PathBuf]) -> Corpus {
    Corpus::load(&KNOWLEDGE, paths, &LoadOptions::default(), &|_, _| {}).expect("loads")
}

/// All files of a folder.
fn files_of(folder: &Path, into: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("a folder");
    for path in entries.flatten().map(|e| e.path()) {
        match path.is_dir() {
            true => files_of(&path, into),
            false => into.push(path),
        }
    }
}

#[test]
fn more_files_of_the_corpus_never_say_less() {
    let (Some(folder), Some(whole)) = (support::corpus(), WHOLE.as_ref()) else {
        return;
    };
    let mut files = Vec::new();
    files_of(&folder, &mut files);
    files.sort();
    files.par_iter().with_max_len(1).for_each(|file| {
        let name = file.display().to_string();
        let one = READER.load(&name, file).expect("loads");
        holds(&whole.index, &one.index, &name);
    });
    // A subset, in any order; the large files are read often enough.
    let small = |path: &&PathBuf| path.metadata().is_ok_and(|m| m.len() < 50_000);
    let mut some: Vec<PathBuf> = files.iter().filter(small).step_by(3).cloned().collect();
    let forward = load(&some);
    some.reverse();
    let back = load(&some);
    holds(&whole.index, &forward.index, "every third file");
    holds(
        &forward.index,
        &back.index,
        "every third file, in another order",
    );
    holds(
        &back.index,
        &forward.index,
        "every third file, in another order",
    );
}

#[test]
fn what_falls_with_a_text_is_no_less_where_more_is_at_hand() {
    let (Some(whole), Some(plan)) = (WHOLE.as_ref(), PLAN_ALONE.as_ref()) else {
        return;
    };
    // Other copies of these hold less than the plan, under a heading with a date.
    let ids = [22, 29, 32, 40, 44, 60, 61, 67, 73, 75, 76, 96].map(|n| id(&format!("WTSA-{n}")));
    // What `impact` says the fate of.
    let provisions = |corpus: &Corpus| {
        let of = |id: &WorkId| corpus.index.provisions_of(id).len();
        ids.each_ref().map(of)
    };
    let (of_whole, of_plan) = (provisions(whole), provisions(plan));
    for ((id, of_whole), of_plan) in ids.iter().zip(of_whole).zip(of_plan) {
        assert!(
            of_plan > 0 && of_whole >= of_plan,
            "{id}: {of_whole} of {of_plan}"
        );
    }
}

#[test]
fn a_made_plan_agrees_in_no_fewer_cells_where_more_is_at_hand() {
    let (Some(whole), Some(alone)) = (WHOLE.as_ref(), PLAN_ALONE.as_ref()) else {
        return;
    };
    let agreeing = |corpus: &Corpus| -> BTreeSet<(WorkId, String)> {
        let published = plan::read(corpus, &KNOWLEDGE);
        let made = plan::make(&corpus.index, &KNOWLEDGE);
        let all = plan::differences(&published[0], &made, &KNOWLEDGE.addressees);
        let agreeing = all.into_iter().filter(|d| d.agree);
        agreeing.map(|d| (d.resolution, d.column)).collect()
    };
    let (with, without) = (agreeing(whole), agreeing(alone));
    eprintln!(
        "cells that agree: {} with the corpus, {} without",
        with.len(),
        without.len()
    );
    assert!(without.len() > 200, "{}", without.len());
    let lost: Vec<_> = without.difference(&with).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn clauses_under_a_wrong_heading_are_not_cited_by_its_text() {
    let clauses = |matter: &str, cited: usize| -> String {
        (1..=4)
            .map(|n| {
                format!(
                    "{n}\tthat the {matter} of the {n}th lake be counted each year by those who live beside it, as in \
                     Resolution {cited} (Rev. Hammamet, 2016);\n"
                )
            })
            .collect()
    };
    let whole = |number: usize, matter: &str, cited: usize| {
        format!(
            "RESOLUTION {number} (Rev. Hammamet, 2016)\nThe {matter}\nThe World Telecommunication Standardization \
             Assembly (Hammamet, 2016),\nconsidering\nthat there are {matter} in all lakes,\nresolves\n{}",
            clauses(matter, cited)
        )
    };
    let (otters, toads) = (whole(771, "otters", 20), whole(772, "toads", 22));
    // The last clause stands nowhere else: it came with the others.
    let table = format!(
        "RESOLUTION 771 (Rev. Hammamet, 2016)\nThe otters\nresolves\n{}5\tto follow Resolution 32 (Rev. Hammamet, \
         2016).\n",
        clauses("toads", 22)
    );
    let index = index(&[
        ("otters.txt", &otters),
        ("toads.txt", &toads),
        ("table.txt", &table),
    ]);
    let cites = |from: &str, to: &str| {
        let of = |c: &&resgraph::model::Citation| {
            c.citing() == Some(&id(from))
                && c.targets.iter().any(|t| t.id.as_ref() == Some(&id(to)))
        };
        index.citations.iter().filter(of).count()
    };
    assert_eq!(cites("WTSA-771", "WTSA-20"), 4);
    assert_eq!(cites("WTSA-771", "WTSA-22"), 0);
    assert_eq!(cites("WTSA-771", "WTSA-32"), 0);
    assert_eq!(cites("WTSA-772", "WTSA-22"), 8);
}

#[test]
fn a_title_that_a_copy_cut_in_mid_word_is_the_known_one() {
    let title = |title: &str| {
        let opening = "The Plenipotentiary Conference (Dubai, 2018),\nresolves\n1\tto help.\n";
        let text = format!("RECOMMENDATION 7 (Dubai, 2018)\n{title}\n{opening}");
        index(&[("a.txt", &text)]).title(&id("PP-REC-7")).to_owned()
    };
    let known = KNOWLEDGE.known.title(&id("PP-REC-7"));
    assert_eq!(title(&known[..known.len() - 3]), known);
    assert_eq!(title("Trees beside roads"), "Trees beside roads");
}

#[test]
fn what_a_proposal_asks_for_is_not_adopted() {
    let proposal = "MOD\nRESOLUTION 97 (REV. HAMMAMETGENEVA, 20162022)\nStolen boats\n(HammametGeneva, 20162022)\n\
                    The World Telecommunication Standardization Assembly (HammametGeneva, 20162022),\nresolves\n\
                    1\tthat boats be counted.\n";
    let index = index(&[("proposal.txt", proposal)]);
    let text = index.texts.first().expect("the proposal");
    assert_eq!(text.witness.kind, WitnessKind::Draft);
    let editions = &index.works[&id("WTSA-97")].editions;
    let years: Vec<_> = editions.iter().filter_map(|e| e.year).collect();
    assert_eq!(years, [2016]);
    let known = KNOWLEDGE.horizons(&index).to_string();
    assert!(known.contains("texts not known here: WTSA-20"), "{known}");
}

#[test]
fn a_finding_says_which_copies_it_rests_on() {
    let clause = "that the seals of each lake be counted each year by those who live beside it, and that the count be \
                  sent to all other lakes before the winter;";
    let whole = format!(
        "RESOLUTION 773 (Rev. Hammamet, 2016)\nSeals\nThe World Telecommunication Standardization Assembly (Hammamet, \
         2016),\nconsidering\nthat there are seals in all lakes,\nresolves\n1\t{clause}\n2\tto feed them,\n"
    );
    let extract = format!(
        "Action plan of WTSA-16, on the texts of WTSA-16\n\nResolution 774 – Lakes\nResolution 774\nresolves\n1\t{clause}\n\
         2\tto clean them,\n"
    );
    let corpus = READER.texts(&[("whole.txt", &whole), ("extract.txt", &extract)]);
    let settings = Settings::default();
    let audit = Audit::new(&corpus, &KNOWLEDGE, &settings);
    let outcome = audit.run(&[Code::RepeatedProvision], None, Day::today());
    let [finding] = outcome.findings.as_slice() else {
        panic!("{:#?}", outcome.findings)
    };
    let copies: Vec<String> = finding
        .copies
        .iter()
        .map(|c| format!("{}: {c}", c.id))
        .collect();
    assert_eq!(
        copies,
        ["WTSA-774: an extract, without date, as of 2016 (extract.txt:3)"]
    );
    let paper = report::findings(&outcome.findings);
    for format in [report::Format::Markdown, report::Format::Html] {
        let paper = report::render(&paper, format).expect("is written");
        let paper = String::from_utf8(paper).expect("is text");
        assert!(
            paper.contains("an extract, without date, as of 2016"),
            "{paper}"
        );
    }
}
