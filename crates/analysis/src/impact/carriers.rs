//! What still carries the content of a falling text.

use crate::knowledge::Knowledge;
use crate::model::{Index, WorkId};
use crate::reuse::{
    self, Duties, Editions, Formula, Item, Least, Reader, Said, Threshold, points_back, words,
};
use serde::Serialize;
use std::collections::BTreeSet;

/// A work that stays and says what a falling one says.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Carrier {
    /// The work.
    pub id: WorkId,
    /// Its title.
    pub title: String,
    /// How many of its provisions say what stands in `of`.
    pub provisions: usize,
    /// The falling text, or the one that took its place when it was suppressed; where neither is at hand, the one that is
    /// to take its place.
    pub of: WorkId,
}

/// The works that carry the content of `ids`, most first.
pub(super) fn carriers(
    index: &Index,
    ids: &[WorkId],
    into: Option<&WorkId>,
    knowledge: &Knowledge,
) -> Vec<Carrier> {
    let sources: BTreeSet<&WorkId> = ids.iter().flat_map(|id| telling(index, id, into)).collect();
    let successors = ids.iter().flat_map(|id| successors(index, id));
    let concerned: BTreeSet<&WorkId> = ids.iter().chain(into).chain(successors).collect();
    let works: Vec<&WorkId> = index.works.keys().collect();
    let mut items = Vec::new();
    for (work, id) in (0u32..).zip(&works) {
        let provisions = index.text_of(id).map(|t| &t.provisions);
        let worded = provisions
            .into_iter()
            .flatten()
            .filter(|p| !p.text.is_empty());
        items.extend(worded.map(|p| Item {
            text: &p.text,
            phrase: &p.phrase,
            work,
            sort: 0,
        }));
    }
    let threshold = Threshold::default();
    let duties = Duties::new(&items, &Reader::new(knowledge), &threshold, |_, _| false);
    let formulas = formulas(&items, &duties);
    let tells = |item: &u32| {
        let words = words(items[*item as usize].text, Editions::Drop);
        let formula = formulas[duties.wording_of(*item) as usize];
        formula == Formula::No && !points_back(&words, knowledge)
    };
    let number = |id: &WorkId| works.binary_search(&id).ok().map(|n| n as u32);
    let mut found: Vec<Carrier> = Vec::new();
    for (work, id) in (0u32..).zip(&works) {
        if concerned.contains(id) {
            continue;
        }
        let carried = sources.iter().filter_map(|of| {
            let alike = duties.alike(work, number(of)?);
            let provisions = alike.iter().filter(|item| tells(item)).count();
            (provisions > 0).then(|| Carrier {
                id: (*id).clone(),
                title: index.title(id).to_owned(),
                provisions,
                of: (*of).clone(),
            })
        });
        found.extend(carried.max_by_key(|c| c.provisions));
    }
    found.sort_by(|a, b| {
        b.provisions
            .cmp(&a.provisions)
            .then_with(|| a.id.cmp(&b.id))
    });
    found
}

/// For each wording whether it is a formula, which carries nothing of any one text.
fn formulas(items: &[Item<'_>], duties: &Duties) -> Vec<Formula> {
    let works: BTreeSet<u32> = items.iter().map(|item| item.work).collect();
    let said = (0..).zip(&duties.wordings).map(|(group, wording)| Said {
        words: words(items[wording.items[0] as usize].text, Editions::Drop),
        group,
        works: wording.works.clone(),
    });
    reuse::formulas(&said.collect::<Vec<_>>(), Least::among(works.len()))
}

/// What took the place of a work that was suppressed already.
fn successors<'a>(index: &'a Index, id: &WorkId) -> impl Iterator<Item = &'a WorkId> {
    let known = index.works.get(id).filter(|w| w.suppressed.is_some());
    known.into_iter().flat_map(|work| &work.successors)
}

/// The texts that tell what a falling work says: its own, and what took its place where it was suppressed already. The
/// text that is to take its place tells it only where neither is at hand: what else that one says is no content of the
/// work that falls.
fn telling<'a>(index: &'a Index, id: &'a WorkId, into: Option<&'a WorkId>) -> Vec<&'a WorkId> {
    let has_words = |id: &WorkId| {
        let mut provisions = index.provisions_of(id).into_iter();
        provisions.any(|(_, p)| !p.text.is_empty())
    };
    let own = std::iter::once(id).chain(successors(index, id));
    let own: Vec<&WorkId> = own.filter(|id| has_words(id)).collect();
    match own.is_empty() {
        true => into.into_iter().collect(),
        false => own,
    }
}
