//! The standing formulas of the house, learned from how many works carry them.

use crate::knowledge::Knowledge;
use std::collections::{BTreeMap, BTreeSet};

/// A wording, to be judged whether it is a formula.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its words.
    pub words: Vec<String>,
    /// Wordings of one number count as the same: with other organs or numbers in them, perhaps.
    pub group: u32,
    /// The works that say so.
    pub works: BTreeSet<u32>,
}

/// Whether a wording is a formula.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Formula {
    /// It is none.
    No,
    /// It begins as many works begin a clause that others end there: what two such clauses share is the formula.
    Opens,
    /// Many works say just this.
    Whole,
}

/// What makes a formula.
#[derive(Clone, Copy, Debug)]
pub struct Least {
    /// So many works say it.
    pub works: usize,
    /// A clause of more words is a provision, whoever has it.
    pub most_words: usize,
}

impl Least {
    /// What makes a formula among so many works: six of them say the same only because it is said so in that house,
    /// and so does at least one in forty.
    pub fn among(works: usize) -> Least {
        Least {
            works: 6.max(works / 40),
            most_words: 19,
        }
    }
}

/// Fewer words begin any clause.
const OPENING: usize = 5;
/// A clause that ends where others go on is whole in so many works.
const ENDS: usize = 2;
/// A clause of more words is no formula, even where it points back at its own text.
const POINTING: usize = 24;

/// For each wording whether it is a formula, in the same order.
pub fn formulas(said: &[Said], least: Least) -> Vec<Formula> {
    let mut of_group: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for one in said {
        of_group.entry(one.group).or_default().extend(&one.works);
    }
    let openings = openings(said, least);
    let judged = said.iter().map(|one| match () {
        () if one.words.len() > least.most_words => Formula::No,
        () if of_group[&one.group].len() >= least.works => Formula::Whole,
        () if prefixes(&one.words).any(|p| openings.contains(&p)) => Formula::Opens,
        () => Formula::No,
    });
    judged.collect()
}

/// The words with which enough works begin a short clause, and some end it.
fn openings(said: &[Said], least: Least) -> BTreeSet<String> {
    let short = || said.iter().filter(|s| s.words.len() <= least.most_words);
    let mut whole: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for one in short() {
        let works = whole.entry(one.words.join(" ")).or_default();
        works.extend(&one.works);
    }
    whole.retain(|_, works| works.len() >= ENDS);
    let mut begun: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for one in short() {
        for prefix in prefixes(&one.words).filter(|p| whole.contains_key(p)) {
            begun.entry(prefix).or_default().extend(&one.works);
        }
    }
    let enough = begun.into_iter().filter(|(_, w)| w.len() >= least.works);
    enough.map(|(prefix, _)| prefix).collect()
}

/// The words from the first one on, all of them last.
fn prefixes(words: &[String]) -> impl Iterator<Item = String> + '_ {
    (OPENING..=words.len()).map(|n| words[..n].join(" "))
}

/// True for a short clause on its own text ("report on the implementation of this resolution", "submit the results of
/// these activities"): in each text it means something else, and none of them can go.
pub fn points_back(words: &[String], knowledge: &Knowledge) -> bool {
    is_short(words) && knowledge.phrases.points_back(&words.join(" "))
}

/// True for a clause that is short enough to be no more than a formula where it names its own text.
pub fn is_short(words: &[String]) -> bool {
    words.len() <= POINTING
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(clauses: &[(&str, &[u32])], works: usize) -> Vec<Formula> {
        let said: Vec<Said> = (0..)
            .zip(clauses)
            .map(|(group, (text, works))| Said {
                words: text.split(' ').map(str::to_owned).collect(),
                group,
                works: works.iter().copied().collect(),
            })
            .collect();
        let least = Least {
            works,
            most_words: 19,
        };
        formulas(&said, least)
    }

    #[test]
    fn a_formula_is_whole_or_goes_on() {
        let goes_on = "agrees to keep the bridges under review until the river is dry";
        let found = judged(
            &[
                ("agrees to keep the bridges under review", &[1, 2, 3, 4]),
                (goes_on, &[5, 6]),
                ("agrees to keep the bridges", &[7]),
                ("agrees to build two bridges over the river", &[8, 9]),
            ],
            4,
        );
        use Formula::{No, Opens, Whole};
        assert_eq!(found, [Whole, Opens, No, No]);
    }

    #[test]
    fn those_that_go_on_count_for_the_beginning_where_some_end_there() {
        let clauses: [(&str, &[u32]); 3] = [
            ("agrees to keep the bridges under review", &[1, 2]),
            (
                "agrees to keep the bridges under review and to paint them",
                &[3],
            ),
            (
                "agrees to keep the bridges under review until it rains",
                &[4],
            ),
        ];
        assert_eq!(judged(&clauses, 4), [Formula::Opens; 3]);
        // Where none ends there, each says something of its own.
        let found = judged(&clauses[1..], 2);
        assert_eq!(found, [Formula::No; 2]);
    }

    #[test]
    fn what_is_long_is_a_provision() {
        let long = "agrees to keep the bridges under review as long as the river is wide and the boats \
                    are few and small";
        let found = judged(&[(long, &[1, 2, 3, 4, 5])], 4);
        assert_eq!(found, [Formula::No]);
    }
}
