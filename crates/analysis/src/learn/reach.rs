use super::Learnt;
use super::conferences::of_edition;
use super::facts::Fact;
use super::take::short_name;
use crate::knowledge::{Extent, Knowledge, KnownReach};
use crate::model::{BodyId, Kind};
use std::collections::BTreeSet;

/// Says of each conference of which something was learnt how much is known.
pub(super) fn say(knowledge: &Knowledge, facts: &[Fact], complete: &[String], learnt: &mut Learnt) {
    for fact in facts {
        let Some(edition) = &fact.edition else {
            continue;
        };
        let Some(conference) = of_edition(knowledge, learnt, &fact.id, edition) else {
            continue;
        };
        let is_complete = complete.contains(&conference);
        let told = |r: &&crate::knowledge::Reach| r.conference == conference;
        let extent = knowledge.reach.iter().filter(told).map(|r| r.extent).max();
        let known = extent.is_some_and(|e| !is_complete || e >= Extent::InForce);
        let earlier = knowledge
            .reach
            .iter()
            .filter(|r| fact.id.body() == Some(&r.body));
        let latest = earlier
            .filter_map(|r| knowledge.year_of_mark(&r.conference))
            .max();
        if known || !is_complete && edition.year <= latest {
            continue;
        }
        let reach = KnownReach {
            conference,
            extent: if is_complete {
                Extent::Full
            } else {
                Extent::Part
            },
            since: None,
            source: Some(short_name(&fact.source)),
        };
        let kinds = BTreeSet::from([(fact.id.body().cloned(), fact.id.kind())]);
        add(learnt, &kinds, reach);
    }
}

/// Adds how much is known of a conference to the bodies of these kinds of texts.
pub(super) fn add(
    learnt: &mut Learnt,
    kinds: &BTreeSet<(Option<BodyId>, Kind)>,
    reach: KnownReach,
) {
    for (body, _) in kinds {
        let Some(texts) = body.as_ref().and_then(|b| learnt.texts.get_mut(&**b)) else {
            continue;
        };
        match texts
            .known
            .iter_mut()
            .find(|k| k.conference == reach.conference)
        {
            Some(there) => there.extent = there.extent.max(reach.extent),
            None => texts.known.push(reach.clone()),
        }
    }
}
