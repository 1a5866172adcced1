//! The gap list: what the parent body tells a Sector to do, and no text of that Sector takes up.

use super::Compared;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::compare::{Weights, Word, words};
use crate::knowledge::Body;
use crate::mapping::InRows;
use crate::model::{PartKind, WorkId, counted};
use crate::reuse::{Formula, Reader, Standing, same_matter};
use std::collections::{BTreeMap, BTreeSet};

/// A provision takes an instruction up from this share of its telling words on, in a text on the same subject.
const TAKEN_UP: f64 = 0.5;

/// So many provisions are named in the message.
const NAMED: usize = 4;

/// Finds instructions to a Sector in the texts of the parent body that no provision of a text of that Sector takes
/// up; one finding a text and Sector. Only Sectors are looked at of which texts were read.
pub(in crate::audit::checks) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let compared = Compared::new(audit);
    let reader = Reader::new(audit.knowledge);
    let rows = InRows::new(audit.corpus, audit.knowledge);
    let provisions: Vec<Vec<Word>> = compared
        .clauses
        .standings
        .iter()
        .map(|s| words(&s.words))
        .collect();
    let gaps = Gaps {
        weights: Weights::new(provisions.iter().map(|w| &w[..])),
        provisions,
        compared: &compared,
        reader: &reader,
        rows: &rows,
    };
    let sectors = audit.knowledge.bodies.iter().filter(|b| b.sector.is_some());
    let sectors: Vec<&Body> = sectors.filter(|b| !gaps.own(b).is_empty()).collect();
    let mut found: Vec<Draft> = sectors
        .iter()
        .flat_map(|body| gaps.of(&[body], &sectors))
        .collect();
    if sectors.len() > 1 {
        found.extend(gaps.of(&sectors, &sectors));
    }
    found
}

struct Gaps<'g, 't, 'a> {
    compared: &'g Compared<'t, 'a>,
    reader: &'g Reader,
    rows: &'g InRows<'a>,
    /// The words of each clause.
    provisions: Vec<Vec<Word>>,
    weights: Weights,
}

impl<'a> Gaps<'_, '_, 'a> {
    /// The provisions of the texts of a body.
    fn own(&self, body: &Body) -> BTreeMap<&'a WorkId, Vec<u32>> {
        let mut own: BTreeMap<&WorkId, Vec<u32>> = BTreeMap::new();
        for (item, standing) in (0u32..).zip(&self.compared.clauses.standings) {
            if standing.work.head() == &*body.id {
                own.entry(standing.work).or_default().push(item);
            }
        }
        own
    }

    /// The gaps in what is told to one of the `sectors`, or to all of them together: that is enough if one takes it up.
    fn of(&self, bodies: &[&Body], sectors: &[&Body]) -> Vec<Draft> {
        let compared = self.compared;
        let index = compared.audit.index;
        let own: Vec<_> = bodies.iter().map(|body| self.own(body)).collect();
        let mut told: BTreeMap<&WorkId, Vec<u32>> = BTreeMap::new();
        for (item, standing) in (0u32..).zip(&compared.clauses.standings) {
            let parent = standing.work;
            let stands = || {
                index
                    .works
                    .get(parent)
                    .is_none_or(|w| w.suppressed.is_none())
            };
            // Of the copies of a text the one that speaks for the work.
            let text = &index.texts[standing.text];
            let speaks = || index.text_of(parent).is_some_and(|t| std::ptr::eq(t, text));
            let tells = |body: &&Body| self.instructs(item, body);
            let is_meant = || {
                let to_all = sectors.len() > 1 && sectors.iter().all(tells);
                bodies.iter().all(tells) && (bodies.len() > 1 || !to_all)
            };
            if compared.is_parent(parent) && stands() && speaks() && is_meant() {
                told.entry(parent).or_default().push(item);
            }
        }
        let mut found = Vec::new();
        for (parent, items) in told {
            let related: Vec<Vec<&WorkId>> = own
                .iter()
                .map(|own| {
                    let ids = own.keys().copied();
                    ids.filter(|id| self.rows.together(parent, id) || self.cites(id, parent))
                        .collect()
                })
                .collect();
            let is_met = |item: &u32| {
                let of_bodies = bodies.iter().zip(&own).zip(&related);
                let mut of_bodies = of_bodies.map(|((body, own), related)| (body, own, related));
                of_bodies.any(|(body, own, related)| self.is_taken_up(*item, body, related, own))
            };
            let unmet: Vec<u32> = items.iter().copied().filter(|i| !is_met(i)).collect();
            if !unmet.is_empty() {
                let texts = own.iter().map(BTreeMap::len).sum();
                let related = related.concat();
                found.push(self.draft(parent, bodies, texts, (&items, &unmet), &related));
            }
        }
        found
    }

    /// True for an operative provision that tells somebody of the Sector to act, and is no formula.
    fn instructs(&self, item: u32, body: &Body) -> bool {
        let standing = &self.compared.clauses.standings[item as usize];
        let wording = self.compared.duties.wording_of(item);
        standing.provision.part == PartKind::Operative
            && self.compared.formulas[wording as usize] < Formula::Whole
            && body.sector.as_deref().is_some_and(|sector| {
                let act = self.reader.act(&standing.provision.phrase);
                self.reader.tells(&act, sector)
            })
    }

    fn cites(&self, from: &WorkId, to: &WorkId) -> bool {
        let mut of_text = self.compared.cites.iter();
        of_text.any(|((text, _), cited)| {
            self.compared.audit.index.texts[*text].work.as_ref() == Some(from) && cited.contains(to)
        })
    }

    fn is_taken_up(
        &self,
        item: u32,
        body: &Body,
        related: &[&WorkId],
        own: &BTreeMap<&'a WorkId, Vec<u32>>,
    ) -> bool {
        let compared = self.compared;
        let text = |item: u32| &compared.clauses.standings[item as usize].words;
        let of_sector = |w: &u32| compared.works[*w as usize].head() == &*body.id;
        let told = self.reader.read(text(item));
        let mut alike = compared.duties.alike_to(item);
        if alike.any(|wording| {
            wording.works.iter().any(of_sector)
                && same_matter(&told, &self.reader.read(text(wording.items[0])))
        }) {
            return true;
        }
        let wanted = &self.provisions[item as usize];
        related.iter().flat_map(|id| &own[id]).any(|other| {
            self.weights
                .covered(wanted, &self.provisions[*other as usize])
                >= TAKEN_UP
        })
    }

    fn draft(
        &self,
        parent: &WorkId,
        bodies: &[&Body],
        texts: usize,
        (items, unmet): (&[u32], &[u32]),
        related: &[&WorkId],
    ) -> Draft {
        let compared = self.compared;
        let standing =
            |item: &u32| -> &Standing<'a> { &compared.clauses.standings[*item as usize] };
        let paths: Vec<String> = unmet
            .iter()
            .take(NAMED)
            .map(|item| format!("`{}`", standing(item).provision.path))
            .collect();
        let more = match unmet.len() - paths.len() {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        let subject = match related {
            [] => "none is on its subject".to_owned(),
            some => {
                let ids: Vec<&str> = some.iter().map(|id| id.as_str()).collect();
                format!("on its subject are {}", ids.join(", "))
            }
        };
        let sectors: Vec<&str> = bodies.iter().filter_map(|b| b.sector.as_deref()).collect();
        let ids: Vec<&str> = bodies.iter().map(|b| &*b.id).collect();
        let (provisions, what) = match (items.len(), unmet.len()) {
            (1, _) => ("one provision".to_owned(), "it".to_owned()),
            (n, m) if n == m => (counted(n, "provision"), "any of them".to_owned()),
            (n, m) => (counted(n, "provision"), format!("{m} of them")),
        };
        let message = format!(
            "{parent} instructs {} in {provisions}; no text of {} among the {texts} at hand takes up {what} ({subject}): {}{more}.",
            sectors.join(", "),
            ids.join(", "),
            paths.join(", ")
        );
        let audit = compared.audit;
        let place = audit.place_of_clause(standing(&unmet[0]));
        let key = ids.join(" ");
        let ids: BTreeSet<WorkId> = related.iter().map(|id| (*id).clone()).collect();
        let mut draft = Draft::new(Code::UnmetInstruction, place, &key, message)
            .ids([parent.clone()].into_iter().chain(ids));
        for item in &unmet[1..] {
            let other = standing(item);
            let told = format!("{parent}, `{}`", other.provision.path);
            draft = draft.related(audit.place_of_clause(other), told);
        }
        draft
    }
}
