use super::form::Form;
use super::ids::node;
use super::output::tell;
use super::rows::{ANSWER, shown};
use super::{CliError, Exit, Inputs, print};
use crate::contract::{
    HistoryEntry, Orphan, Pair, Ranked, Ring, Set, StepOf, TextAndLinks, TextNear,
};
use crate::graph::{Direction, WorkGraph, betweenness, build, page_rank};
use crate::knowledge::Knowledge;
use crate::model::{Citation, Index, WorkId};
use petgraph::graph::NodeIndex;

/// Ask who cites whom
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(subcommand)]
    question: Question,
    #[command(flatten)]
    answer: Answer,
}

#[derive(clap::Args, Debug, Clone)]
struct Answer {
    /// The format of the answer: a table, or JSON for programs
    #[arg(long, short, global = true, value_parser = Form::among(ANSWER), default_value_t = Form::Table)]
    format: Form,
}

#[derive(clap::Subcommand, Debug)]
enum Question {
    /// Whom a text cites, with the editions
    Cites {
        /// The text: PP-123, or as it is cited: "WTSA Resolution 44"
        id: String,
        #[command(flatten)]
        inputs: Inputs,
    },
    /// Who cites a text, with the editions
    CitedBy {
        /// The text: PP-123, or as it is cited: "WTSA Resolution 44"
        id: String,
        #[command(flatten)]
        inputs: Inputs,
    },
    /// A shortest way from one text to another
    Path {
        /// Where it begins
        from: String,
        /// Where it ends
        to: String,
        /// Which way to follow the citations
        #[arg(long, default_value = "out")]
        direction: Direction,
        #[command(flatten)]
        inputs: Inputs,
    },
    /// All texts within some steps of a text
    Neighbours {
        /// The text
        id: String,
        /// How many steps
        #[arg(long, default_value_t = 1)]
        depth: usize,
        /// Which way to follow the citations
        #[arg(long, default_value = "both")]
        direction: Direction,
        #[command(flatten)]
        inputs: Inputs,
    },
    /// The editions of a text, what each changed where the texts are at hand, and its end
    History {
        /// The text: PP-123, or as it is cited: "WTSA Resolution 44"
        id: String,
        #[command(flatten)]
        inputs: Inputs,
    },
    /// Texts that cite each other in a circle
    Cycles {
        #[command(flatten)]
        inputs: Inputs,
    },
    /// Sets of texts that hang together
    Components {
        #[command(flatten)]
        inputs: Inputs,
    },
    /// The texts that matter most
    Top {
        /// By what
        #[arg(long, default_value = "in-degree")]
        by: Measure,
        /// How many
        #[arg(long, short = 'n', default_value_t = 20)]
        number: usize,
        #[command(flatten)]
        inputs: Inputs,
    },
    /// Texts that neither cite nor are cited
    Orphans {
        #[command(flatten)]
        inputs: Inputs,
    },
    /// Texts that are cited together
    Common {
        /// Only pairs that this text is one of
        #[arg(long, value_name = "ID")]
        of: Option<String>,
        /// Only pairs that so many texts cite together
        #[arg(long, default_value_t = 2)]
        least: usize,
        #[command(flatten)]
        inputs: Inputs,
    },
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// How many texts cite it
    InDegree,
    /// How many weighty texts cite it
    Pagerank,
    /// How many shortest ways lead through it
    Betweenness,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let inputs = args.question.inputs();
    let knowledge = inputs.knowledge()?;
    let corpus = inputs.load(&knowledge)?;
    let shown = match &args.question {
        Question::History { id, .. } => {
            let id = super::ids::work_id(id, &knowledge)?;
            let stages = crate::diff::history(&corpus, &knowledge, &id);
            if !corpus.index.works.contains_key(&id) {
                return Err(format!("nothing is known of {id}").into());
            }
            if stages.is_empty() {
                tell(&format!("no edition of {id} is known"));
            }
            let rows: Vec<HistoryEntry> = stages.into_iter().map(Into::into).collect();
            shown(&format!("History of {id}"), &rows, args.answer.format)?
        }
        question => Asked {
            works: build(&corpus.index),
            index: &corpus.index,
            knowledge: &knowledge,
            format: args.answer.format,
        }
        .answer(question)?,
    };
    print(&shown)?;
    Ok(Exit::Clean)
}

impl Question {
    fn inputs(&self) -> &Inputs {
        match self {
            Question::Cites { inputs, .. }
            | Question::CitedBy { inputs, .. }
            | Question::Path { inputs, .. }
            | Question::Neighbours { inputs, .. }
            | Question::History { inputs, .. }
            | Question::Cycles { inputs }
            | Question::Components { inputs }
            | Question::Top { inputs, .. }
            | Question::Orphans { inputs }
            | Question::Common { inputs, .. } => inputs,
        }
    }
}

/// What questions about the graph are put to.
struct Asked<'a> {
    works: WorkGraph,
    index: &'a Index,
    knowledge: &'a Knowledge,
    format: Form,
}

impl Asked<'_> {
    fn answer(&self, question: &Question) -> Result<String, CliError> {
        let find = |typed: &str| node(&self.works, typed, self.knowledge);
        match question {
            Question::Cites { id, .. } => self.links(find(id)?, Direction::Out),
            Question::CitedBy { id, .. } => self.links(find(id)?, Direction::In),
            Question::Path {
                from,
                to,
                direction,
                ..
            } => self.path((from, find(from)?), (to, find(to)?), *direction),
            Question::Neighbours {
                id,
                depth,
                direction,
                ..
            } => self.neighbours(id, find(id)?, *depth, *direction),
            // Answered from the texts, before the graph is made.
            Question::History { .. } => Ok(String::new()),
            Question::Cycles { .. } => self.cycles(),
            Question::Components { .. } => self.components(),
            Question::Top { by, number, .. } => self.top(*by, *number),
            Question::Orphans { .. } => self.orphans(),
            Question::Common { of, least, .. } => {
                self.common(of.as_deref().map(find).transpose()?, *least)
            }
        }
    }

    fn id(&self, node: NodeIndex) -> WorkId {
        self.works.id(node).clone()
    }

    fn ids(&self, nodes: &[NodeIndex]) -> Vec<WorkId> {
        nodes.iter().map(|n| self.id(*n)).collect()
    }

    fn title(&self, node: NodeIndex) -> String {
        self.works.graph[node].title.clone()
    }

    fn path(
        &self,
        (from, start): (&str, NodeIndex),
        (to, end): (&str, NodeIndex),
        direction: Direction,
    ) -> Result<String, CliError> {
        let way = self.works.path(start, end, direction);
        let way = way.unwrap_or_default();
        if way.is_empty() {
            tell(&format!("no way leads from {from} to {to}"));
        }
        let rows = way.into_iter().enumerate().map(|(step, node)| StepOf {
            step,
            id: self.id(node),
            title: self.title(node),
        });
        let rows: Vec<StepOf> = rows.collect();
        shown(&format!("From {from} to {to}"), &rows, self.format)
    }

    fn neighbours(
        &self,
        asked: &str,
        node: NodeIndex,
        depth: usize,
        direction: Direction,
    ) -> Result<String, CliError> {
        let near = self.works.neighbourhood(&[node], depth, direction);
        let mut near: Vec<(usize, NodeIndex)> = near.into_iter().map(|(n, d)| (d, n)).collect();
        near.sort_unstable();
        let rows = near.into_iter().map(|(steps, node)| TextNear {
            steps,
            id: self.id(node),
            title: self.title(node),
        });
        let rows: Vec<TextNear> = rows.collect();
        shown(&format!("Around {asked}"), &rows, self.format)
    }

    fn cycles(&self) -> Result<String, CliError> {
        let cycles = self.works.cycles();
        let rows = cycles.iter().map(|cycle| Ring {
            texts: cycle.members.len(),
            members: self.ids(&cycle.members),
            one_way_round: self.ids(&cycle.way),
        });
        let rows: Vec<Ring> = rows.collect();
        shown("Texts that cite each other in a circle", &rows, self.format)
    }

    fn components(&self) -> Result<String, CliError> {
        let sets = self.works.components();
        let rows = sets.iter().map(|set| Set {
            texts: set.len(),
            members: self.ids(set),
        });
        let rows: Vec<Set> = rows.collect();
        shown("Sets of texts that hang together", &rows, self.format)
    }

    fn orphans(&self) -> Result<String, CliError> {
        let orphans = self.works.orphans();
        let rows = orphans.iter().map(|node| Orphan {
            id: self.id(*node),
            title: self.title(*node),
            text_read: self.works.graph[*node].has_text,
        });
        let rows: Vec<Orphan> = rows.collect();
        shown("Texts that neither cite nor are cited", &rows, self.format)
    }

    fn common(&self, of: Option<NodeIndex>, least: usize) -> Result<String, CliError> {
        let pairs = self.works.co_cited(of, least);
        let rows = pairs.iter().map(|pair| Pair {
            a: self.id(pair.a),
            b: self.id(pair.b),
            times: pair.by.len(),
            by: self.ids(&pair.by),
        });
        let rows: Vec<Pair> = rows.collect();
        shown("Texts that are cited together", &rows, self.format)
    }

    fn links(&self, node: NodeIndex, direction: Direction) -> Result<String, CliError> {
        let works = &self.works;
        let asked = works.id(node);
        let title = match direction {
            Direction::In => format!("Who cites {asked}"),
            _ => format!("Whom {asked} cites"),
        };
        let place = |c: &Citation| {
            let source = self.index.sources.get(c.source);
            let file = source.map_or("", |s| s.file.as_str());
            match &c.locator {
                Some(locator) => format!("{file}, {locator}"),
                None => format!("{file}:{}", c.line),
            }
        };
        let known = self.knowledge.horizons(self.index);
        let met_since = |id: &WorkId| {
            let since = self.knowledge.met_since(&known, self.index, id);
            since.into_iter().map(str::to_owned).collect()
        };
        let linked = works.linked(node, direction).into_iter();
        let rows = linked.filter_map(|other| {
            let (from, to) = match direction {
                Direction::In => (other, node),
                _ => (node, other),
            };
            let edge = works.edge(works.id(from), works.id(to))?;
            let cited = edge.citations.iter();
            let cited = cited.filter_map(|at| self.index.citations.get(*at));
            Some(TextAndLinks {
                id: self.id(other),
                title: self.title(other),
                citations: edge.weight,
                editions: edge.editions.iter().map(ToString::to_string).collect(),
                old_edition: edge.is_stale(),
                met_since: met_since(works.id(to)),
                places: cited.map(place).collect(),
            })
        });
        let rows: Vec<TextAndLinks> = rows.collect();
        shown(&title, &rows, self.format)
    }

    fn top(&self, by: Measure, number: usize) -> Result<String, CliError> {
        let works = &self.works;
        let (name, scores) = match by {
            Measure::InDegree => {
                let cited = |n| works.linked(n, Direction::In).len() as f64;
                (
                    "number of texts that cite them",
                    works.graph.node_indices().map(cited).collect(),
                )
            }
            Measure::Pagerank => ("PageRank", page_rank(works)),
            Measure::Betweenness => ("betweenness", betweenness(works)),
        };
        let mut order: Vec<NodeIndex> = works.graph.node_indices().collect();
        order.sort_by(|a, b| {
            scores[b.index()]
                .total_cmp(&scores[a.index()])
                .then(a.cmp(b))
        });
        let rows = order.into_iter().take(number).map(|node| {
            let score = scores[node.index()];
            let rounded = (score * 1e6).round() / 1e6;
            Ranked {
                id: self.id(node),
                cited_by: (by == Measure::InDegree).then_some(score as usize),
                pagerank: (by == Measure::Pagerank).then_some(rounded),
                betweenness: (by == Measure::Betweenness).then_some(rounded),
                title: self.title(node),
            }
        });
        let rows: Vec<Ranked> = rows.collect();
        shown(&format!("Texts by {name}"), &rows, self.format)
    }
}
