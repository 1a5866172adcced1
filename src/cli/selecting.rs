use super::ids::work_id;
use super::{CliError, Inputs};
use crate::corpus::Corpus;
use crate::graph::{Direction, Selection, WorkGraph, build, select};
use crate::knowledge::Knowledge;
use crate::mapping;
use crate::model::Mapping;

/// Which part of the graph is wanted: taken by every command that shows the graph.
#[derive(clap::Args, Debug, Clone, Default)]
#[command(next_help_heading = "Selection")]
pub(crate) struct Selecting {
    /// Only these works and what is around them: PP-123
    #[arg(long, value_name = "ID,…")]
    focus: Vec<String>,
    /// How many steps around them [default: 1; with --subject 0]
    #[arg(long, value_name = "STEPS")]
    depth: Option<usize>,
    /// Which way to follow the citations [default: both; with --path out]
    #[arg(long)]
    direction: Option<Direction>,
    /// Only texts of these bodies: PP,WTSA
    #[arg(long, value_name = "BODY", value_delimiter = ',')]
    body: Vec<String>,
    /// Only works whose subject area or title has all these words
    #[arg(long, value_name = "WORDS")]
    subject: Option<String>,
    /// Only the works on the shortest ways from one work to another
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"])]
    path: Option<Vec<String>>,
    /// Only works with an edition of that year or later
    #[arg(long, value_name = "YEAR")]
    since: Option<u16>,
    /// Only links of at least so many citations
    #[arg(long, value_name = "N", default_value_t = 0)]
    min_weight: u32,
    /// Only links between texts of different bodies
    #[arg(long, value_name = "WHICH", value_parser = ["cross-body"])]
    only: Option<String>,
    /// Leave out a link where other links lead to the same text
    #[arg(long)]
    reduce: bool,
    /// Show texts without any link, too
    #[arg(long)]
    isolated: bool,
    /// Link texts that the mapping holds for equal in title, too
    #[arg(long)]
    titles: bool,
}

/// What was read, and the part of it that was asked for.
pub(crate) struct Loaded {
    pub(crate) knowledge: Knowledge,
    pub(crate) corpus: Corpus,
    pub(crate) mapping: Option<Mapping>,
    pub(crate) part: WorkGraph,
}

impl Selecting {
    /// Reads the inputs and selects; the mapping is made where it is needed for the selection or
    /// `with_mapping`.
    pub(crate) fn load(&self, inputs: &Inputs, with_mapping: bool) -> Result<Loaded, CliError> {
        let knowledge = inputs.knowledge()?;
        let corpus = inputs.load(&knowledge)?;
        let wanted = with_mapping || self.titles || self.subject.is_some();
        let mapping = wanted.then(|| mapping::build(&corpus, &knowledge, Default::default()));
        let mut works = build(&corpus.index);
        if let Some(mapping) = mapping.as_ref().filter(|_| self.titles) {
            works.add_same_titles(mapping);
        }
        let part = select(&works, &self.selection(&knowledge), mapping.as_ref())?;
        Ok(Loaded {
            knowledge,
            corpus,
            mapping,
            part,
        })
    }

    fn selection(&self, knowledge: &Knowledge) -> Selection {
        // What names no text here stays as it was typed: the message is about that.
        let id = |typed: &String| match work_id(typed, knowledge) {
            Ok(id) => id.to_string(),
            Err(_) => typed.clone(),
        };
        let along = if self.path.is_some() {
            Direction::Out
        } else {
            Direction::Both
        };
        let ends = self.path.as_deref();
        Selection {
            focus: self.focused(knowledge).iter().map(id).collect(),
            depth: self.depth,
            direction: self.direction.unwrap_or(along),
            bodies: self.body.clone(),
            subject: self.subject.clone(),
            path: ends.and_then(|ends| Some((id(ends.first()?), id(ends.get(1)?)))),
            since: self.since,
            min_weight: self.min_weight,
            cross_body: self.only.is_some(),
            reduce: self.reduce,
            isolated: self.isolated,
        }
    }

    /// The works in focus as they were typed, apart: a comma parts two of them, or stands in an edition.
    fn focused(&self, knowledge: &Knowledge) -> Vec<String> {
        let apart = |typed: &String| {
            let parts: Vec<&str> = typed.split(',').map(str::trim).collect();
            if parts.iter().all(|part| work_id(part, knowledge).is_ok()) {
                parts.into_iter().map(str::to_owned).collect()
            } else {
                vec![typed.clone()]
            }
        };
        self.focus.iter().flat_map(apart).collect()
    }

    /// The ids of the works that the picture is about: those in focus, and both ends of a path.
    pub(crate) fn marked(&self, knowledge: &Knowledge) -> Vec<String> {
        let mut asked = self.focused(knowledge);
        asked.extend(self.path.iter().flatten().cloned());
        let ids = asked
            .iter()
            .filter_map(|typed| work_id(typed, knowledge).ok());
        ids.map(|id| id.to_string()).collect()
    }

    /// What a picture of the selection is called.
    pub(crate) fn title(&self) -> String {
        if let Some([from, to]) = self.path.as_deref() {
            return format!("From {from} to {to}");
        }
        if let Some(subject) = &self.subject {
            return format!("Who cites whom: {subject}");
        }
        if !self.focus.is_empty() {
            return format!("Around {}", self.focus.join(", "));
        }
        if !self.body.is_empty() {
            return format!("Who cites whom: {}", self.body.join(", "));
        }
        "Who cites whom".to_owned()
    }
}
