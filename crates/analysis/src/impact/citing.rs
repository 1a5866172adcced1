//! The citations of a falling text, each with its new wording.

use super::struck::{in_force, is_gone, plain};
use super::{Amendment, Fate};
use crate::knowledge::Knowledge;
use crate::model::{Change, Citation, Index, ResolutionText, Role, Target, WitnessKind, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// Every citing phrase of a text that would point at nothing, in the order of the sources; a text that stands at
/// several places is told once, and a copy in the cell of a table only where there is no other. What stands in no
/// resolution text (tables, notes on what was done) is not amended.
pub(super) fn amendments(
    index: &Index,
    ids: &[WorkId],
    into: Option<&WorkId>,
    fates: &[Fate],
    knowledge: &Knowledge,
) -> Vec<Amendment> {
    let falling = Falling {
        index,
        ids,
        into,
        fates,
        knowledge,
    };
    let mut told = Told::new(index);
    let citations = index.citations.iter();
    for citation in citations.filter(|c| c.role == Role::Citation) {
        let Some(text) = citation.text else { continue };
        if let Some(amendment) = falling.amendment(citation) {
            told.add(amendment, text, &citation.raw);
        }
    }
    told.amendments
}

/// The amendments so far, a phrase of a text once however many copies of the text there are.
struct Told<'i> {
    index: &'i Index,
    /// Works that have a text of their own, and not merely a copy in the cell of a table.
    own: BTreeSet<&'i WorkId>,
    amendments: Vec<Amendment>,
    /// By the citing work, the provision and the phrase.
    at: BTreeMap<(Option<WorkId>, Option<String>, String), Copied>,
}

/// The copy that an amendment is told of.
struct Copied {
    /// Which of the amendments.
    amendment: usize,
    /// Which of the texts.
    text: usize,
    is_full: bool,
}

impl<'i> Told<'i> {
    fn new(index: &'i Index) -> Self {
        let is_text = |text: &&ResolutionText| text.cell.is_none() && !text.provisions.is_empty();
        let texts = index.texts.iter().filter(is_text);
        Told {
            index,
            own: texts.filter_map(|t| t.work.as_ref()).collect(),
            amendments: Vec::new(),
            at: BTreeMap::new(),
        }
    }

    /// Adds an amendment of the phrase `raw` in that text.
    fn add(&mut self, amendment: Amendment, text: usize, raw: &str) {
        let copy = self.index.texts.get(text);
        let is_full = copy.is_some_and(|t| t.witness.kind == WitnessKind::Full);
        let is_in_cell = copy.is_some_and(|t| t.cell.is_some());
        let from = amendment.from.as_ref();
        let has_own = from.is_some_and(|id| self.own.contains(id));
        let provision = amendment.provision.clone();
        let phrase = (amendment.from.clone(), provision, plain(raw));
        match self.at.get_mut(&phrase) {
            // Without the text nobody knows whether it is the same; and a phrase that stands twice in one provision
            // is two.
            Some(told) if amendment.from.is_some() && told.text == text => {
                self.amendments.push(amendment);
            }
            Some(told) if amendment.from.is_some() => {
                let earlier = &mut self.amendments[told.amendment];
                let mut also = std::mem::take(&mut earlier.also);
                if is_full && !told.is_full {
                    also.push(format!("{}:{}", earlier.file, earlier.line));
                    *earlier = amendment;
                    (told.is_full, told.text) = (true, text);
                } else {
                    also.push(format!("{}:{}", amendment.file, amendment.line));
                }
                earlier.also = also;
            }
            // Its own text says it otherwise: it is that which is to be amended.
            None if is_in_cell && has_own => {}
            _ => {
                let copied = Copied {
                    amendment: self.amendments.len(),
                    text,
                    is_full,
                };
                self.at.insert(phrase, copied);
                self.amendments.push(amendment);
            }
        }
    }
}

/// How one citing phrase reads if `ids` fall and `into` takes their place; none where it names nothing that falls, or
/// goes with its own text.
pub fn amendment(
    index: &Index,
    citation: &Citation,
    ids: &[WorkId],
    into: Option<&WorkId>,
    knowledge: &Knowledge,
) -> Option<Amendment> {
    let falling = Falling {
        index,
        ids,
        into,
        fates: &[],
        knowledge,
    };
    falling.amendment(citation)
}

/// True where a citation names `id`, and not on a side that is struck.
pub(super) fn names(citation: &Citation, id: &WorkId) -> bool {
    let is_named = |t: &Target| t.id.as_ref() == Some(id) && t.change != Some(Change::Deleted);
    citation.targets.iter().any(is_named)
}

/// Texts that fall, and what becomes of what cites them.
pub(super) struct Falling<'f> {
    pub(super) index: &'f Index,
    ids: &'f [WorkId],
    pub(super) into: Option<&'f WorkId>,
    fates: &'f [Fate],
    pub(super) knowledge: &'f Knowledge,
}

impl Falling<'_> {
    /// The amendment of a citing phrase; none where it names nothing that falls, or goes with its own text.
    fn amendment(&self, citation: &Citation) -> Option<Amendment> {
        let of_falling = citation
            .from
            .as_ref()
            .is_some_and(|from| self.ids.contains(from));
        let first = citation.targets.iter().find(|t| self.falls(t))?;
        if of_falling {
            return None;
        }
        // The text that takes the place need not cite itself, nor a provision what it names already.
        let into = self.into.or_else(|| self.successor(first));
        let into = into.map(|id| in_force(self.index, id));
        let other = into.filter(|into| {
            citation.from.as_ref() != Some(*into)
                && !self.is_named_beside(citation, into)
                && self.item_of(citation, into).is_none()
        });
        let new = self.reworded(citation, other);
        let goes = |t: &Target| self.falls(t) && t.change.is_none();
        let is_struck = new.is_none()
            && other.is_none()
            && citation.targets.iter().all(goes)
            && !self.is_successor(citation, first);
        let old = match is_struck {
            true => self.strike(citation).0,
            false => citation.raw.clone(),
        };
        Some(Amendment {
            cited: first.id.clone()?,
            from: citation.from.clone(),
            provision: citation.provision.clone(),
            file: self
                .index
                .sources
                .get(citation.source)
                .map_or(String::new(), |s| s.file.clone()),
            line: citation.line,
            old,
            advice: self.advice(citation, first, other, &new),
            instead: other.cloned(),
            new,
            also: Vec::new(),
        })
    }

    /// True where the phrase, or another one of its provision, names the work.
    fn is_named_beside(&self, citation: &Citation, id: &WorkId) -> bool {
        let is_placed = citation.text.is_some() && citation.provision.is_some();
        let mut beside = self.beside(citation).filter(|_| is_placed);
        names(citation, id) || beside.any(|c| names(c, id))
    }

    /// The citations of the same provision, in order.
    pub(super) fn beside<'c>(
        &'c self,
        citation: &'c Citation,
    ) -> impl Iterator<Item = &'c Citation> {
        let of_source = self.index.citations_of(citation.source).iter();
        of_source.filter(|c| {
            c.role == Role::Citation
                && (c.text, &c.provision) == (citation.text, &citation.provision)
        })
    }

    /// The one text that took the place of a text which was suppressed already.
    fn successor(&self, target: &Target) -> Option<&WorkId> {
        let work = self.index.works.get(target.id.as_ref()?)?;
        match work.successors.as_slice() {
            [one] if work.suppressed.is_some() => Some(one),
            _ => None,
        }
    }

    /// True where the citing text took the place of what it cites.
    fn is_successor(&self, citation: &Citation, target: &Target) -> bool {
        let successor = self.successor(target);
        successor.is_some() && citation.from.as_ref() == successor
    }

    pub(super) fn falls(&self, target: &Target) -> bool {
        target.change != Some(Change::Deleted)
            && target.id.as_ref().is_some_and(|id| self.ids.contains(id))
    }

    fn advice(
        &self,
        citation: &Citation,
        target: &Target,
        other: Option<&WorkId>,
        new: &Option<String>,
    ) -> String {
        let numbers: Vec<&str> = citation
            .targets
            .iter()
            .filter(|t| self.falls(t))
            .filter_map(|t| t.number.as_deref())
            .collect();
        let is_list = citation.targets.len() > numbers.len();
        let name = |other: &WorkId| match self.into {
            Some(into) if into != other => format!("{other}, which took the place of {into},"),
            _ => other.to_string(),
        };
        let mut words = match (other, new) {
            (Some(other), Some(_)) if is_list => {
                let listed = numbers.join(" and ");
                let named = name(other);
                format!(
                    "take {listed} out of the list and cite {}",
                    named.trim_end_matches(',')
                )
            }
            (Some(other), Some(_)) => format!("cite {} instead", name(other)),
            (Some(other), None) if is_gone(self.index, other) => format!(
                "{other} is suppressed itself: find what to cite instead, and the wording, by hand"
            ),
            (Some(other), None) => format!(
                "cite {} instead; the wording has to be found by hand",
                name(other)
            ),
            (None, _) if !is_list && self.is_successor(citation, target) => {
                "strike the reference, or keep it as history: this text took its place".to_owned()
            }
            (None, _) if is_list => format!("take {} out of the list", numbers.join(" and ")),
            (None, _) => self.strike(citation).1,
        };
        if let Some(path) = &target.provision {
            let fate = self.fates.iter().find(|f| {
                Some(&f.provision.resolution) == target.id.as_ref() && f.provision.path == *path
            });
            match fate.and_then(|f| f.by.as_ref()) {
                Some(by) => words.push_str(&format!(
                    "; its {path} stands in {} {}",
                    by.resolution, by.path
                )),
                None => {
                    words.push_str(&format!("; no provision at hand says what its {path} says"));
                }
            }
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;

    #[test]
    fn number_and_edition_are_put_in_and_a_list_is_written_out() {
        let k = Knowledge::builtin().expect("mappings/ load");
        let text = "RESOLUTION 900 (Dubai, 2018)\nOn trees\nresolves\n1\tthat Resolution 901 (Rev. Busan, 2014) of the Plenipotentiary Conference be kept,\n2\tthat Resolutions 901 and 902 (Rev. Busan, 2014) of the Plenipotentiary Conference be kept,\n\nRESOLUTION 903 (REV. DUBAI, 2018)\nOn shrubs\nresolves\nthat it be so,\n";
        let index = Corpus::from_texts(&k, &[("a.txt", text)]).index;
        let ids = ["PP-901".parse::<WorkId>().expect("an id")];
        let into = "PP-903".parse::<WorkId>().expect("an id");
        let found = amendments(&index, &ids, Some(&into), &[], &k);
        assert_eq!(found.len(), 2);
        let new: Vec<&str> = found.iter().filter_map(|a| a.new.as_deref()).collect();
        assert_eq!(
            new[0],
            "Resolution 903 (Rev. Dubai, 2018) of the Plenipotentiary Conference"
        );
        assert_eq!(
            new[1],
            "Resolution 902 (Rev. Busan, 2014) of the Plenipotentiary Conference and Resolution 903 (Rev. Dubai, 2018) of the Plenipotentiary Conference"
        );
        // What the provision names in another phrase is not named again.
        let beside = text.replace(
            "be kept,\n2",
            "be kept beside Resolution 903 (Rev. Dubai, 2018),\n2",
        );
        let index_beside = Corpus::from_texts(&k, &[("a.txt", &beside)]).index;
        let found = amendments(&index_beside, &ids, Some(&into), &[], &k);
        assert_eq!(found[0].new, None);
        assert!(found[0].advice.starts_with("strike the reference"));
        let struck = amendments(&index, &ids, None, &[], &k);
        assert_eq!(
            struck[1].new.as_deref(),
            Some("Resolution 902 (Rev. Busan, 2014) of the Plenipotentiary Conference")
        );
        assert_eq!(struck[1].advice, "take 901 out of the list");
    }
}
