//! What decisions mean for other commands: which findings are waived, which texts fall.

use super::Decisions;
use super::write::place_of;
use crate::model::{About, Decision, Verdict, WorkId};
use resgraph_analysis::audit::{Code, Waiver};

/// Texts that fall by decision, and what takes their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Falling {
    /// The texts that fall.
    pub ids: Vec<WorkId>,
    /// The text that takes their place.
    pub into: Option<WorkId>,
    /// Who decided so, for people.
    pub decided: String,
}

/// The texts that fall: one group for each text that takes the place, and one for those that nothing replaces. What
/// is suspect falls only when somebody has confirmed it; the second list says what was left out, and why.
pub fn falling(decisions: &Decisions) -> (Vec<Falling>, Vec<String>) {
    let (mut groups, mut left): (Vec<Falling>, Vec<String>) = (Vec::new(), Vec::new());
    for decision in &decisions.decisions {
        let Some((ids, into)) = falls(decision) else {
            if matches!(&decision.about, About::Row { .. })
                && decision.decision == Verdict::Suppress
            {
                left.push(format!(
                    "{}: `suppress` at a row does not say which of its texts fall: decide that on the sheet Cells",
                    place_of(&decision.about)
                ));
            }
            continue;
        };
        if !decision.suspect.is_empty() {
            left.push(format!(
                "{}: `{}` is suspect until somebody confirms it: {}",
                place_of(&decision.about),
                decision.decision,
                decision.suspect.join("; ")
            ));
            continue;
        }
        let who = decision.who();
        match groups.iter_mut().find(|g| g.into == into) {
            Some(group) => {
                if !who.is_empty() && !group.decided.contains(&who) {
                    let gap = if group.decided.is_empty() { "" } else { "; " };
                    group.decided.push_str(&format!("{gap}{who}"));
                }
                group.ids.extend(
                    ids.into_iter()
                        .filter(|id| !group.ids.contains(id))
                        .collect::<Vec<_>>(),
                );
            }
            None => groups.push(Falling {
                ids,
                into,
                decided: who,
            }),
        }
    }
    (groups, left)
}

/// The texts that fall by a decision.
fn falls(decision: &Decision) -> Option<(Vec<WorkId>, Option<WorkId>)> {
    let ids: Vec<WorkId> = match &decision.about {
        About::Cell { id, .. } | About::Work { id } => vec![id.clone()],
        About::Candidate { ids } => ids.clone(),
        About::Row { .. } | About::Finding { .. } => return None,
    };
    let into = match (&decision.decision, &decision.about) {
        (Verdict::MergeInto(into), _) => Some(into.clone()),
        // The first of a candidate is the one to keep.
        (Verdict::Suppress, About::Candidate { ids }) if ids.len() > 1 => ids.first().cloned(),
        (Verdict::Suppress, _) => None,
        _ => return None,
    };
    let ids: Vec<WorkId> = ids
        .into_iter()
        .filter(|id| Some(id) != into.as_ref())
        .collect();
    (!ids.is_empty()).then_some((ids, into))
}

/// The findings that somebody decided to keep as they are. What is suspect waives nothing.
pub fn waivers(decisions: &Decisions) -> Vec<Waiver> {
    let kept = decisions
        .decisions
        .iter()
        .filter(|d| d.decision == Verdict::Keep && d.suspect.is_empty());
    kept.filter_map(|decision| {
        let About::Finding {
            code,
            fingerprint,
            ids,
        } = &decision.about
        else {
            return None;
        };
        let who = match decision.by.as_str() {
            "" => "decided".to_owned(),
            by => format!("decided by {by}"),
        };
        let reason = match decision.remark.as_str() {
            "" => who,
            remark => format!("{remark} ({who})"),
        };
        Some(Waiver {
            code: code.parse::<Code>().ok()?,
            file: None,
            line: None,
            ids: ids.clone(),
            fingerprint: Some(fingerprint.clone()),
            reason,
            until: None,
        })
    })
    .collect()
}
