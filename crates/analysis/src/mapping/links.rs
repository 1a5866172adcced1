//! Why two works are linked: who cites whom and where, like titles, like texts, a person's word.

use super::likeness::Likeness;
use super::parents::{Best, Parents, best_likeness, likeness_of_parents};
use super::strays::Strays;
use crate::corpus::{Corpus, Numbers};
use crate::knowledge::Knowledge;
use crate::model::{Evidence, EvidenceKind, Index, PartKind, Role, Status, WorkId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// What counts how much. Chosen on the published mapping as a whole and held there by cross-validation over
/// its rows (see `tests/accuracy/mapping.md`); none is made for a single row.
mod weight {
    /// A text that the row's text cites.
    pub(super) const CITES: f64 = 0.8;
    /// … where no text of that body's number is at hand though those of its fellows are: it may be dead.
    pub(super) const CITES_UNSEEN: f64 = 0.2;
    /// … of the same body, in the operative part alone: there a text is named for its procedure, while the
    /// reasons name those on the same subject.
    pub(super) const CITES_PROCEDURE: f64 = 0.3;
    /// A text that cites the row's text.
    pub(super) const CITED_BY: f64 = 0.15;
    /// The likeness of texts, against that of titles.
    pub(super) const TEXT: f64 = 0.25;
    /// A likeness that is not (nearly) the best that the text has with any text of the parent body.
    pub(super) const SECOND_BEST: f64 = 0.4;
    /// "Nearly".
    pub(super) const NEARLY: f64 = 0.6;
    /// Titles of two texts of one body that are this like, and like no other title more, link them.
    pub(super) const SAME_BODY_TITLE: f64 = 0.5;
    /// … "no other more", with some room.
    pub(super) const MUTUAL: f64 = 0.9;
    /// A likeness below this is no evidence to show.
    pub(super) const SHOWN: f64 = 0.15;
    /// A person's word.
    pub(super) const CURATED: f64 = 0.9;
}

/// From this strength on a text stands in a row.
pub(super) const LEAST: f64 = 0.29;
/// From this likeness of titles on, two texts are about the same thing.
pub(super) const SAME_TITLE: f64 = 0.35;

/// Everything that links the works of an index. Works go by their [number](Links::number).
pub(super) struct Links<'a> {
    pub(super) index: &'a Index,
    works: Vec<WorkId>,
    numbers: FxHashMap<WorkId, usize>,
    /// So many works can stand in a mapping; they have the first numbers.
    pool: usize,
    /// For each work the number of its body.
    bodies: Vec<usize>,
    /// (citing, cited) → the citations, by place.
    cites: FxHashMap<(usize, usize), Vec<usize>>,
    likeness: Likeness,
    parents: Parents,
    /// For each work of the pool the best that the parent body has.
    best: Vec<Best>,
    seen: Vec<bool>,
    /// Bodies of whose texts most that are cited are at hand, by number.
    covered: Vec<bool>,
    /// (row's text, other) that people put together, and where they did.
    curated: FxHashSet<(usize, usize)>,
    curated_source: &'a str,
}

/// A link between a row's text and another: how strong and why.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) strength: f64,
    pub(super) evidence: Vec<Evidence>,
}

impl<'a> Links<'a> {
    /// Reads the links of the works in the index; those that are `mappable` can stand in a mapping.
    /// `blind`: what people have drawn up does not count.
    pub(super) fn new(
        corpus: &'a Corpus,
        mappable: Vec<WorkId>,
        knowledge: &'a Knowledge,
        blind: bool,
    ) -> Self {
        let index = &corpus.index;
        let strays = Strays::new(corpus);
        let pool = mappable.len();
        let mut works = mappable;
        let mut numbers: FxHashMap<WorkId, usize> = works.iter().cloned().zip(0..).collect();
        for id in index.works.keys() {
            if !numbers.contains_key(id) {
                numbers.insert(id.clone(), works.len());
                works.push(id.clone());
            }
        }
        let (likeness, cites) = rayon::join(
            || Likeness::new(index, &works[..pool], &strays, knowledge),
            || citations(index, &numbers, &strays),
        );
        let parents = likeness_of_parents(&works[..pool], &likeness, knowledge);
        let best = best_likeness(pool, &parents);
        let seen: Vec<bool> = works.iter().map(|w| !index.title(w).is_empty()).collect();
        let bodies = number_bodies(&works);
        let covered = covered_bodies(&cites, &seen, &bodies);
        let known = Numbers::new(index, knowledge);
        let subjects = knowledge.subjects.subjects.iter().filter(|_| !blind);
        let curated = subjects
            .flat_map(|s| s.ids.iter().map(move |id| (&s.key, id)))
            // A slip of those who drew them up.
            .filter(|(_, id)| known.exceeded(id).is_none())
            .filter_map(|(key, id)| Some((*numbers.get(key)?, *numbers.get(id)?)))
            .collect();
        Links {
            index,
            pool,
            works,
            numbers,
            bodies,
            cites,
            likeness,
            parents,
            best,
            seen,
            covered,
            curated,
            curated_source: &knowledge.subjects.source,
        }
    }

    /// The work that goes by this number.
    pub(super) fn work(&self, number: usize) -> &WorkId {
        &self.works[number]
    }

    /// The number of a work.
    pub(super) fn number(&self, id: &WorkId) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    /// The numbers of the works that can stand in a mapping, in the order of their ids.
    pub(super) fn pool(&self) -> std::ops::Range<usize> {
        0..self.pool
    }

    /// The works that people put into the row of `key`.
    pub(super) fn curated_with(&self, key: usize) -> BTreeSet<usize> {
        let with_key = self.curated.iter().filter(|(k, _)| *k == key);
        with_key
            .map(|(_, other)| *other)
            .filter(|o| *o != key)
            .collect()
    }

    /// True where two works are of one body.
    pub(super) fn same_body(&self, a: usize, b: usize) -> bool {
        self.bodies[a] == self.bodies[b]
    }

    /// How alike two titles are.
    pub(super) fn title(&self, a: usize, b: usize) -> f64 {
        match (self.parents.get(&a), self.parents.get(&b)) {
            (Some((titles, _)), _) => titles.get(b).copied().unwrap_or_default(),
            (_, Some((titles, _))) => titles.get(a).copied().unwrap_or_default(),
            _ => self.likeness.title(a, b),
        }
    }

    /// How alike the titles of two works are; 0 where one is not known.
    pub(super) fn title_of(&self, a: &WorkId, b: &WorkId) -> f64 {
        match (self.number(a), self.number(b)) {
            (Some(a), Some(b)) => self.title(a, b),
            _ => 0.0,
        }
    }

    /// How alike the title of `a` is with that of each work of the pool.
    pub(super) fn titles(&self, a: usize) -> Vec<f64> {
        self.likeness.titles(a)
    }

    /// How alike two texts are, titles included.
    fn text(&self, a: usize, b: usize) -> f64 {
        match (self.parents.get(&a), self.parents.get(&b)) {
            (Some((_, texts)), _) => texts.get(b).copied().unwrap_or_default(),
            (_, Some((_, texts))) => texts.get(a).copied().unwrap_or_default(),
            _ => self.likeness.text(a, b),
        }
    }

    /// How strongly the text of a row is linked to another text.
    pub(super) fn strength(&self, key: usize, other: usize) -> f64 {
        let title = self.title(key, other);
        let best = self.best.get(other).copied().unwrap_or_default();
        let same_body = self.same_body(key, other);
        let mut strength = 0.0;
        // Among texts of one body, words and being cited say little: they all are about its work.
        if same_body {
            let own = self.best.get(key).copied().unwrap_or_default();
            let mutual =
                title >= weight::MUTUAL * best.title && title >= weight::MUTUAL * own.title;
            if title >= weight::SAME_BODY_TITLE && mutual {
                strength += title;
            }
        } else {
            strength += relative(title, best.title);
            strength += weight::TEXT * relative(self.text(key, other), best.text);
            if self.cites.contains_key(&(other, key)) {
                strength += weight::CITED_BY;
            }
        }
        if let Some(places) = self.cites.get(&(key, other)) {
            let alive = self.seen[other] || !self.covered[self.bodies[other]];
            let weight = if !alive {
                weight::CITES_UNSEEN
            } else if same_body && places.iter().all(|n| self.is_operative(*n)) {
                weight::CITES_PROCEDURE
            } else {
                weight::CITES
            };
            strength = weight + (1.0 - weight) * f64::min(strength, 1.0);
        }
        if self.curated.contains(&(key, other)) {
            strength = strength.max(weight::CURATED);
        }
        round(strength.min(1.0))
    }

    /// The link between the text of a row and another text, with all that speaks for it.
    pub(super) fn link(&self, key: usize, other: usize) -> Link {
        let mut evidence = Vec::new();
        for (kind, pair) in [
            (EvidenceKind::Cites, (key, other)),
            (EvidenceKind::CitedBy, (other, key)),
        ] {
            let places = self.cites.get(&pair).into_iter().flatten();
            evidence.extend(places.map(|n| self.cite_evidence(kind, *n)));
        }
        let from = &self.works[key];
        let title = self.title(key, other);
        if title >= weight::SHOWN {
            evidence.push(likeness_evidence(EvidenceKind::SameTitle, from, title));
        }
        let text = self.text(key, other);
        if text >= weight::SHOWN && !self.same_body(key, other) {
            evidence.push(likeness_evidence(EvidenceKind::LikeText, from, text));
        }
        if self.curated.contains(&(key, other)) {
            evidence.push(Evidence {
                source: Some(self.curated_source.to_owned()),
                ..bare(EvidenceKind::Curated)
            });
        }
        Link {
            strength: self.strength(key, other),
            evidence,
        }
    }

    /// True where the citation stands in the operative part of a text.
    fn is_operative(&self, citation: usize) -> bool {
        let citation = &self.index.citations[citation];
        let text = citation.text.and_then(|n| self.index.texts.get(n));
        let provision = text.and_then(|t| {
            t.provisions
                .iter()
                .find(|p| Some(&p.path) == citation.provision.as_ref())
        });
        provision.is_some_and(|p| p.part == PartKind::Operative)
    }

    fn cite_evidence(&self, kind: EvidenceKind, citation: usize) -> Evidence {
        let citation = &self.index.citations[citation];
        Evidence {
            from: citation.from.clone(),
            provision: citation.provision.clone(),
            file: Some(self.index.sources[citation.source].file.clone()),
            line: Some(citation.line),
            ..bare(kind)
        }
    }
}

/// A likeness, less where another text of the parent body is more like.
fn relative(likeness: f64, best: f64) -> f64 {
    if likeness >= weight::NEARLY * best {
        likeness
    } else {
        weight::SECOND_BEST * likeness
    }
}

fn likeness_evidence(kind: EvidenceKind, from: &WorkId, score: f64) -> Evidence {
    Evidence {
        from: Some(from.clone()),
        score: Some(round(score)),
        ..bare(kind)
    }
}

fn bare(kind: EvidenceKind) -> Evidence {
    Evidence {
        kind,
        from: None,
        provision: None,
        file: None,
        line: None,
        score: None,
        source: None,
    }
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// Who cites whom: resolved targets in the texts of works, each citing place once though a text may stand in
/// several sources.
fn citations(
    index: &Index,
    numbers: &FxHashMap<WorkId, usize>,
    strays: &Strays,
) -> FxHashMap<(usize, usize), Vec<usize>> {
    let mut cites: FxHashMap<(usize, usize), Vec<usize>> = FxHashMap::default();
    for (n, citation) in index.citations.iter().enumerate() {
        let (Role::Citation, Some(from)) = (citation.role, citation.citing()) else {
            continue;
        };
        let provision = citation.text.and_then(|text| {
            let provisions = &index.texts.get(text)?.provisions;
            let path = citation.provision.as_ref()?;
            provisions.iter().find(|p| p.path == *path)
        });
        if provision.is_some_and(|p| strays.has(citation.text, p.span.start)) {
            continue;
        }
        for target in &citation.targets {
            let (Status::Resolved, Some(id)) = (target.status, &target.id) else {
                continue;
            };
            let (Some(citing), Some(cited)) = (numbers.get(from), numbers.get(id)) else {
                continue;
            };
            if citing == cited || !target.kind.is_adopted() {
                continue;
            }
            let places = cites.entry((*citing, *cited)).or_default();
            let known = places.iter().any(|p| {
                let other = &index.citations[*p];
                *p == n || (&other.raw, &other.provision) == (&citation.raw, &citation.provision)
            });
            if !known {
                places.push(n);
            }
        }
    }
    cites
}

/// For each work a number that it shares with those of its body.
fn number_bodies(works: &[WorkId]) -> Vec<usize> {
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    let mut number = |body| {
        let next = numbers.len();
        *numbers.entry(body).or_insert(next)
    };
    works.iter().map(|w| number(w.head())).collect()
}

/// Bodies of which at least two in three works that are cited have a text at hand.
fn covered_bodies(
    cites: &FxHashMap<(usize, usize), Vec<usize>>,
    seen: &[bool],
    bodies: &[usize],
) -> Vec<bool> {
    let cited: FxHashSet<usize> = cites.keys().map(|(_, to)| *to).collect();
    let mut counts = vec![(0, 0); bodies.len()];
    for work in (0..bodies.len()).filter(|w| cited.contains(w)) {
        let (all, at_hand) = &mut counts[bodies[work]];
        *all += 1;
        *at_hand += usize::from(seen[work]);
    }
    counts
        .into_iter()
        .map(|(all, at_hand)| all > 0 && at_hand * 3 >= all * 2)
        .collect()
}
