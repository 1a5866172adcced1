//! The join finds what comparing every clause with every other one finds, pair by pair.

use proptest::prelude::*;
use resgraph::reuse::{Clause, Editions, Threshold, similar_pairs, words};
use std::collections::{BTreeMap, HashMap, HashSet};

/// All pairs by counting, for every two clauses, the n-grams they share: no filter, no index of prefixes.
fn brute_force(texts: &[String], threshold: &Threshold) -> Vec<(u32, u32, f64, f64)> {
    let mut numbers: HashMap<Vec<String>, usize> = HashMap::new();
    let mut holders: Vec<Vec<usize>> = Vec::new();
    let mut sizes = Vec::new();
    let mut found = Vec::new();
    for (b, text) in texts.iter().enumerate() {
        let words = words(text, Editions::Drop);
        let grams: HashSet<Vec<String>> = if words.len() < threshold.min_words || words.is_empty() {
            HashSet::new()
        } else {
            let n = threshold.ngram.min(words.len());
            words.windows(n).map(<[String]>::to_vec).collect()
        };
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        sizes.push(grams.len());
        #[allow(clippy::iter_over_hash_type)] // Which number a gram gets does not matter.
        for gram in grams {
            let next = numbers.len();
            let number = *numbers.entry(gram).or_insert(next);
            holders.resize(holders.len().max(number + 1), Vec::new());
            for a in &holders[number] {
                *shared.entry(*a).or_default() += 1;
            }
            holders[number].push(b);
        }
        for (a, shared) in shared {
            let jaccard = shared as f64 / (sizes[a] + sizes[b] - shared) as f64;
            let containment = shared as f64 / sizes[a].min(sizes[b]) as f64;
            if jaccard >= threshold.jaccard
                || threshold.containment.is_some_and(|c| containment >= c)
            {
                found.push((a as u32, b as u32, jaccard, containment));
            }
        }
    }
    found.sort_by_key(|p| (p.0, p.1));
    found
}

fn join(texts: &[String], threshold: &Threshold) -> Vec<(u32, u32, f64, f64)> {
    let clauses: Vec<Clause> = texts.iter().map(|t| Clause::new(t)).collect();
    similar_pairs(&clauses, threshold)
        .into_iter()
        .map(|p| (p.a, p.b, p.jaccard, p.containment))
        .collect()
}

fn thresholds() -> impl Iterator<Item = Threshold> {
    [0.5, 0.7, 0.9].into_iter().flat_map(|jaccard| {
        [None, Some(0.7), Some(0.9), Some(1.0)].map(|containment| Threshold {
            jaccard,
            containment,
            ..Threshold::default()
        })
    })
}

/// Clauses of few different words, and copies of them with words changed, dropped and added.
fn clauses() -> impl Strategy<Value = Vec<String>> {
    let word = (0..12u8).prop_map(|w| format!("w{w}"));
    let clause = prop::collection::vec(word, 0..30);
    let edit = (any::<prop::sample::Index>(), 0..3u8, 0..14u8);
    let copy = (
        any::<prop::sample::Index>(),
        prop::collection::vec(edit, 0..5),
    );
    (
        prop::collection::vec(clause, 1..20),
        prop::collection::vec(copy, 0..20),
    )
        .prop_map(|(mut clauses, copies)| {
            for (source, edits) in copies {
                let mut copy = source.get(&clauses).clone();
                for (place, what, word) in edits {
                    if copy.is_empty() {
                        break;
                    }
                    let at = place.index(copy.len());
                    match what {
                        0 => copy[at] = format!("w{word}"),
                        1 => copy.insert(at, format!("w{word}")),
                        _ => drop(copy.remove(at)),
                    }
                }
                clauses.push(copy);
            }
            clauses.iter().map(|c| c.join(" ")).collect()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn equals_brute_force(texts in clauses(), ngram in prop::sample::select(vec![1, 2, 3, 20]), min_words in 0usize..10) {
        for threshold in thresholds() {
            let threshold = Threshold { ngram, min_words, ..threshold };
            prop_assert_eq!(join(&texts, &threshold), brute_force(&texts, &threshold));
        }
    }
}

/// Places in sets of more than 65,535 n-grams cannot be told any more; the pairs must be found all the same.
#[test]
fn very_long_clauses_are_compared() {
    let text = |skip: usize| {
        let words = (0..70_000).filter(|w| w % 1000 != skip);
        words.map(|w| format!("w{w}")).collect::<Vec<_>>().join(" ")
    };
    let texts = [
        text(3),
        text(500),
        "w1 w2 w4 w5 w6 w7 w8 w9 w10 w11".to_owned(),
    ];
    let threshold = Threshold::default();
    let found = join(&texts, &threshold);
    assert_eq!(found.len(), 2);
    assert_eq!(found, brute_force(&texts, &threshold));
}

#[test]
fn clauses_of_one_group_are_not_compared() {
    let text = "to report to the board each year on what has been done";
    let clause = |group| Clause { text, group };
    let clauses = [
        clause(Some(1)),
        clause(Some(1)),
        clause(Some(2)),
        clause(None),
    ];
    let pairs = similar_pairs(&clauses, &Threshold::default());
    let places: Vec<_> = pairs.iter().map(|p| (p.a, p.b)).collect();
    assert_eq!(places, [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
}

/// The paragraphs of the real texts, where they are at hand.
fn corpus() -> Option<Vec<String>> {
    let Some(root) = std::env::var_os("RESGRAPH_CORPUS") else {
        eprintln!("RESGRAPH_CORPUS is not set: the test on real texts is left out");
        return None;
    };
    let mut files = Vec::new();
    for folder in std::fs::read_dir(root).expect("corpus folder").flatten() {
        let Ok(members) = std::fs::read_dir(folder.path()) else {
            continue;
        };
        files.extend(members.flatten().map(|m| m.path()));
    }
    files.retain(|f| f.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let texts: Vec<String> = files
        .iter()
        .map(|f| String::from_utf8_lossy(&std::fs::read(f).expect("readable")).into_owned())
        .collect();
    Some(
        texts
            .iter()
            .flat_map(|t| t.lines().map(str::to_owned))
            .collect(),
    )
}

#[test]
fn equals_brute_force_on_the_corpus() {
    let Some(texts) = corpus() else { return };
    for jaccard in [0.5, 0.7, 0.9] {
        let threshold = Threshold {
            jaccard,
            ..Threshold::default()
        };
        let found = join(&texts, &threshold);
        assert!(found.len() > 100, "{jaccard}: {} pairs", found.len());
        assert!(
            found == brute_force(&texts, &threshold),
            "differs at {jaccard}"
        );
    }
}

#[test]
fn the_same_on_one_thread_and_on_two() {
    let texts: Vec<String> = (0..30_000u32)
        .map(|i| {
            let word = |k: u32| (i / 3 * 31 + k * k).wrapping_mul(2_654_435_761) >> 20;
            (0..20)
                .map(|k| format!("w{} ", word(k + u32::from(k == i % 7))))
                .collect()
        })
        .collect();
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads")
            .install(|| join(&texts, &Threshold::default()))
    };
    let one = on(1);
    assert!(one.len() > 1000);
    assert!(one == on(2));
}
