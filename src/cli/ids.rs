//! Ids as people type them.

use super::CliError;
use crate::corpus::Corpus;
use crate::graph::WorkGraph;
use crate::knowledge::Knowledge;
use crate::model::{Role, WorkId};
use petgraph::graph::NodeIndex;

/// The work that `typed` names: an id in any case (`wtsa-35`, `wtsa 35`), or a citation as texts have it ("WTSA
/// Resolution 35", "Resolution 123 (Rev. Dubai, 2018)").
///
/// # Errors
/// No body of that name, no work, or more than one: the message says what was understood.
pub(crate) fn work_id(typed: &str, knowledge: &Knowledge) -> Result<WorkId, CliError> {
    // "WTSA Res.44" is how papers print it, and looks like an id of the body, too: it is read before it is joined.
    let is_phrase = typed.contains([' ', '.']);
    if let Some(id) = (!is_phrase).then(|| as_id(typed, knowledge)).flatten() {
        return Ok(id);
    }
    let read = Corpus::from_texts(knowledge, &[("the id", typed)]).index;
    let cited = read
        .citations
        .iter()
        .filter(|c| matches!(c.role, Role::Citation | Role::Heading));
    let targets: Vec<_> = cited.flat_map(|c| &c.targets).collect();
    let mut ids: Vec<&WorkId> = targets.iter().filter_map(|t| t.id.as_ref()).collect();
    ids.sort();
    ids.dedup();
    match ids.as_slice() {
        [id] => Ok((*id).clone()),
        [] => {
            if let Some(id) = as_id(typed, knowledge) {
                return Ok(id);
            }
            let candidates: Vec<String> = targets
                .iter()
                .flat_map(|t| &t.candidates)
                .map(ToString::to_string)
                .collect();
            let hint = match candidates.as_slice() {
                [] => match nearest(typed, knowledge) {
                    Some(id) => format!("did you mean {id}?"),
                    None => "write an id such as PP-123 or WTSA-44".to_owned(),
                },
                some => format!("is it {}?", some.join(" or ")),
            };
            Err(format!("“{typed}” names no text: {hint}").into())
        }
        _ => Err(format!("“{typed}” names more than one text").into()),
    }
}

/// The id itself, where its body is one that is known, in whatever case, with a blank or nothing for the hyphen.
fn as_id(typed: &str, knowledge: &Knowledge) -> Option<WorkId> {
    let known = |text: &str| {
        let id: WorkId = text.parse().ok()?;
        knowledge.body(id.head()).is_some().then_some(id)
    };
    let typed = typed.trim();
    let joined = match typed.split_whitespace().collect::<Vec<_>>().as_slice() {
        [body, number] => format!("{body}-{number}"),
        _ => typed.to_owned(),
    };
    let parted = || {
        let digits = typed.find(|c: char| c.is_ascii_digit())?;
        Some(format!("{}-{}", &typed[..digits], &typed[digits..]))
    };
    known(typed)
        .or_else(|| known(&joined.to_uppercase()))
        .or_else(|| known(&parted()?.to_uppercase()))
}

/// The id that may have been meant where the name of the body has a typo: `WTSA-44` for `WSTA-44`.
fn nearest(typed: &str, knowledge: &Knowledge) -> Option<String> {
    let typed = typed.trim().to_uppercase();
    let (body, number) = typed.split_once(['-', ' '])?;
    if number.contains(' ') {
        return None;
    }
    let bodies = knowledge.bodies.iter().map(|b| b.id.as_str());
    let near = bodies.map(|id| (strsim::osa_distance(body, &id.to_uppercase()), id));
    let is_typo = |far: usize| (1..=2).contains(&far) && far < body.chars().count();
    let (_, id) = near.filter(|(far, _)| is_typo(*far)).min()?;
    as_id(&format!("{id}-{number}"), knowledge).map(|id| id.to_string())
}

/// The node of the work that `typed` names.
///
/// # Errors
/// As [`work_id`]; a work that no text here is or cites, with those that it may have been meant for.
pub(crate) fn node(
    works: &WorkGraph,
    typed: &str,
    knowledge: &Knowledge,
) -> Result<NodeIndex, CliError> {
    let asked = works.find(typed);
    match (asked, work_id(typed, knowledge)) {
        (Ok(node), _) => Ok(node),
        (Err(_), Ok(id)) => Ok(works.find(id.as_str())?),
        // What was typed is nothing that could be looked for: say what can be typed.
        (Err(error), Err(unread)) if error.alike.is_empty() => Err(unread),
        (Err(error), Err(_)) => Err(error.into()),
    }
}
