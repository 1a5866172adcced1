//! From the user's own files to knowledge: works, editions, titles, suppressions, successors, who cites whom. Facts
//! only, with the source of each; what contradicts what is known is listed and not taken.

mod cells;
mod citations;
mod conferences;
mod facts;
mod list;
mod reach;
mod table;
mod take;

pub use table::{Table, TableError, is_table, read_table, tables_of};

use crate::corpus::Corpus;
use crate::knowledge::{BodyTexts, Conference, Knowledge};
use crate::model::{Horizons, Index, WorkId};
use facts::Fact;
use serde::Serialize;
use std::collections::BTreeMap;

/// What was learnt.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, Serialize)]
pub struct Learnt {
    /// Works that were not known.
    pub new: Vec<News>,
    /// Works with an edition that was not known.
    pub revised: Vec<News>,
    /// Works that are no longer in force.
    pub suppressed: Vec<News>,
    /// Works of which a title or a successor was not known.
    pub completed: Vec<News>,
    /// What contradicts something else, and is not taken.
    pub contradictions: Vec<News>,
    /// Conferences that were not known to have met.
    pub conferences: Vec<String>,
    /// What could not be used, and why.
    pub problems: Vec<String>,
    /// How far what is known reaches now.
    #[serde(flatten)]
    pub known: Horizons,
    /// The knowledge, by body: `texts/`.
    #[serde(skip)]
    pub texts: BTreeMap<String, BodyTexts>,
    /// Who cites whom, by citing body: `citations/`.
    #[serde(skip)]
    pub citations: BTreeMap<String, Index>,
    /// The conferences, as they are to be written.
    #[serde(skip)]
    pub met: Vec<Conference>,
}

/// One thing that was learnt.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct News {
    /// The work.
    pub id: WorkId,
    /// What.
    pub what: String,
    /// Where it stands.
    pub place: String,
}

/// Learns from texts and from lists of texts in force. `before` is what was learnt earlier and stays; `complete` are
/// conferences of which the files hold all that they adopted.
pub fn learn(
    knowledge: &Knowledge,
    (corpus, tables): (&Corpus, &[Table]),
    before: BTreeMap<String, BodyTexts>,
    complete: &[String],
) -> Learnt {
    let mut learnt = Learnt {
        texts: before,
        ..Learnt::default()
    };
    let mut facts = facts::of_texts(corpus);
    facts.extend(facts::of_fallen(corpus));
    let mut lists = Vec::new();
    for table in tables {
        match list::read(table, knowledge) {
            Ok(Some(list)) => {
                facts.extend(list.facts.iter().cloned());
                lists.push(list);
            }
            Ok(None) => {}
            Err(problem) => learnt.problems.push(problem),
        }
    }
    conferences::find(knowledge, corpus, &facts, &mut learnt);
    let mut by_work: BTreeMap<&WorkId, Vec<&Fact>> = BTreeMap::new();
    for fact in &facts {
        by_work.entry(&fact.id).or_default().push(fact);
    }
    for (id, facts) in &by_work {
        take::take(knowledge, id, facts, &mut learnt);
    }
    for list in &lists {
        take::left_out(knowledge, list, &by_work, &mut learnt);
    }
    reach::say(knowledge, &facts, complete, &mut learnt);
    learnt.citations = citations::of(corpus, &facts);
    for texts in learnt.texts.values_mut() {
        texts.works.sort_by(|a, b| a.id.cmp(&b.id));
        texts.known.sort_by(|a, b| a.conference.cmp(&b.conference));
    }
    learnt.contradictions.sort();
    learnt.contradictions.dedup();
    learnt
}
