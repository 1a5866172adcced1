//! Why two works are linked: who cites whom and where, like titles, like texts, a person's word.

use super::words::Likeness;
use crate::knowledge::Knowledge;
use crate::model::{Evidence, EvidenceKind, Index, PartKind, Role, Status, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// What counts how much. Chosen on the published mapping as a whole and held there by cross-validation over
/// its rows (see `tests/accuracy/mapping.md`); none is made for a single row.
mod weight {
    /// A text that the row's text cites.
    pub(super) const CITES: f64 = 0.8;
    /// … where no text of that body's number is at hand though those of its fellows are: it may be dead.
    pub(super) const CITES_UNSEEN: f64 = 0.2;
    /// … of the same body, in the operative part alone: there a text is named for its procedure, while the
    /// reasons name those on the same subject.
    pub(super) const CITES_PROCEDURE: f64 = 0.25;
    /// A text that cites the row's text.
    pub(super) const CITED_BY: f64 = 0.15;
    /// The likeness of texts, against that of titles.
    pub(super) const TEXT: f64 = 0.3;
    /// A likeness that is not (nearly) the best that the text has with any text of the parent body.
    pub(super) const SECOND_BEST: f64 = 0.4;
    /// "Nearly".
    pub(super) const NEARLY: f64 = 0.7;
    /// Titles of two texts of one body that are this like, and like no other title more, link them.
    pub(super) const SAME_BODY_TITLE: f64 = 0.4;
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

/// Everything that links the works of an index.
pub(super) struct Links<'a> {
    index: &'a Index,
    /// (citing, cited) → the citations, by place.
    cites: BTreeMap<(WorkId, WorkId), Vec<usize>>,
    likeness: Likeness,
    /// The best likeness of each work with any other work of the parent body: of title, of text.
    best: BTreeMap<WorkId, (f64, f64)>,
    seen: BTreeSet<WorkId>,
    /// Bodies of whose texts most that are cited are at hand.
    covered: BTreeSet<String>,
    curated: BTreeMap<(WorkId, WorkId), String>,
}

/// A link between a row's text and another: how strong and why.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) strength: f64,
    pub(super) title: f64,
    pub(super) evidence: Vec<Evidence>,
}

impl<'a> Links<'a> {
    /// Reads the links of all adopted works in the index. `blind`: what people have drawn up does not count.
    pub(super) fn new(
        index: &'a Index,
        works: &[WorkId],
        knowledge: &Knowledge,
        blind: bool,
    ) -> Self {
        let cites = citations(index);
        let likeness = Likeness::new(index, works, knowledge);
        let parents: Vec<&WorkId> = works
            .iter()
            .filter(|w| knowledge.body(w.body()).is_some_and(|b| b.parent))
            .filter(|w| w.kind() == crate::model::Kind::Resolution)
            .collect();
        let best = works
            .iter()
            .map(|work| {
                let others = parents.iter().filter(|p| **p != work);
                let best = others.fold((0.0, 0.0), |(title, text): (f64, f64), p| {
                    (
                        title.max(likeness.title(work, p)),
                        text.max(likeness.text(work, p)),
                    )
                });
                (work.clone(), best)
            })
            .collect();
        let seen: BTreeSet<WorkId> = works
            .iter()
            .filter(|w| !index.title(w).is_empty())
            .cloned()
            .collect();
        let covered = covered_bodies(&cites, &seen);
        let mut curated = BTreeMap::new();
        if !blind {
            for subject in &knowledge.subjects.subjects {
                for id in &subject.ids {
                    let source = knowledge.subjects.source.clone();
                    curated.insert((subject.key.clone(), id.clone()), source);
                }
            }
        }
        Links {
            index,
            cites,
            likeness,
            best,
            seen,
            covered,
            curated,
        }
    }

    /// How alike two titles are.
    pub(super) fn title(&self, a: &WorkId, b: &WorkId) -> f64 {
        self.likeness.title(a, b)
    }

    /// The link between the text of a row and another text.
    pub(super) fn link(&self, key: &WorkId, other: &WorkId) -> Link {
        let title = self.likeness.title(key, other);
        let text = self.likeness.text(key, other);
        let (best_title, best_text) = self.best.get(other).copied().unwrap_or_default();
        let same_body = key.body() == other.body();
        let mut evidence = Vec::new();
        let mut strength = 0.0;
        let cites = self.cites.get(&(key.clone(), other.clone()));
        let cited_by = self.cites.get(&(other.clone(), key.clone()));
        // Among texts of one body, words and being cited say little: they all are about its work.
        if same_body {
            let (key_best, _) = self.best.get(key).copied().unwrap_or_default();
            let mutual = title >= weight::MUTUAL * best_title && title >= weight::MUTUAL * key_best;
            if title >= weight::SAME_BODY_TITLE && mutual {
                strength += title;
            }
        } else {
            strength += relative(title, best_title) + weight::TEXT * relative(text, best_text);
            if cited_by.is_some() {
                strength += weight::CITED_BY;
            }
        }
        if let Some(places) = cites {
            let alive = self.seen.contains(other) || !self.covered.contains(other.body());
            let weight = if !alive {
                weight::CITES_UNSEEN
            } else if same_body && places.iter().all(|n| self.is_operative(*n)) {
                weight::CITES_PROCEDURE
            } else {
                weight::CITES
            };
            strength = weight + (1.0 - weight) * f64::min(strength, 1.0);
            evidence.extend(
                places
                    .iter()
                    .map(|n| self.cite_evidence(EvidenceKind::Cites, *n)),
            );
        }
        if let Some(places) = cited_by {
            evidence.extend(
                places
                    .iter()
                    .map(|n| self.cite_evidence(EvidenceKind::CitedBy, *n)),
            );
        }
        if title >= weight::SHOWN {
            evidence.push(likeness_evidence(EvidenceKind::SameTitle, key, title));
        }
        if text >= weight::SHOWN && !same_body {
            evidence.push(likeness_evidence(EvidenceKind::LikeText, key, text));
        }
        if let Some(source) = self.curated.get(&(key.clone(), other.clone())) {
            strength = strength.max(weight::CURATED);
            evidence.push(Evidence {
                source: Some(source.clone()),
                ..bare(EvidenceKind::Curated)
            });
        }
        Link {
            strength: round(strength.min(1.0)),
            title,

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
fn citations(index: &Index) -> BTreeMap<(WorkId, WorkId), Vec<usize>> {
    let mut cites: BTreeMap<(WorkId, WorkId), Vec<usize>> = BTreeMap::new();
    for (n, citation) in index.citations.iter().enumerate() {
        let (Role::Citation, Some(from)) = (citation.role, &citation.from) else {
            continue;
        };
        for target in &citation.targets {
            let (Status::Resolved, Some(id)) = (target.status, &target.id) else {
                continue;
            };
            if id == from || !target.kind.is_adopted() {
                continue;
            }
            let places = cites.entry((from.clone(), id.clone())).or_default();
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

/// Bodies of which at least two in three works that are cited have a text at hand.
fn covered_bodies(
    cites: &BTreeMap<(WorkId, WorkId), Vec<usize>>,
    seen: &BTreeSet<WorkId>,
) -> BTreeSet<String> {
    let cited: BTreeSet<&WorkId> = cites.keys().map(|(_, to)| to).collect();
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for id in cited {
        let entry = counts.entry(id.body()).or_default();
        entry.0 += 1;
        entry.1 += usize::from(seen.contains(id));
    }
    counts
        .into_iter()
        .filter(|(_, (all, at_hand))| at_hand * 3 >= all * 2)
        .map(|(body, _)| body.to_owned())
        .collect()
}
