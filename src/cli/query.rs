use super::ids::node;
use super::rows::{AnswerFormat, Rows, shown};
use super::{CliError, Exit, Inputs, print};
use crate::diff::Stage;
use crate::graph::{Direction, WorkGraph, betweenness, build, page_rank};
use crate::knowledge::Knowledge;
use crate::model::{Index, WorkId};
use petgraph::graph::NodeIndex;
use serde_json::json as value;

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
    #[arg(long, short, global = true, default_value = "table")]
    format: AnswerFormat,
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
    if let Question::History { id, .. } = &args.question {
        let id = super::ids::work_id(id, &knowledge)?;
        let stages = crate::diff::history(&corpus, &knowledge, &id);
        if stages.is_empty() {
            return Err(format!("no edition of {id} is known").into());
        }
        print(&shown(&stages_as_rows(&id, &stages), args.answer.format)?)?;
        return Ok(Exit::Clean);
    }
    let works = build(&corpus.index);
    let rows = args.question.answer(&works, &corpus.index, &knowledge)?;
    print(&shown(&rows, args.answer.format)?)?;
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

    fn answer(
        &self,
        works: &WorkGraph,
        index: &Index,
        knowledge: &Knowledge,
    ) -> Result<Rows, CliError> {
        let find = |typed: &str| node(works, typed, knowledge);
        let title = |n: NodeIndex| works.graph[n].title.as_str();
        let id = |n: NodeIndex| works.id(n).as_str();
        let ids = |all: &[NodeIndex]| value!(all.iter().map(|n| id(*n)).collect::<Vec<_>>());
        Ok(match self {
            Question::Cites { id, .. } => links(works, index, find(id)?, Direction::Out, knowledge),
            Question::CitedBy { id, .. } => {
                links(works, index, find(id)?, Direction::In, knowledge)
            }
            Question::Path {
                from,
                to,
                direction,
                ..
            } => {
                let ends = (find(from)?, find(to)?);
                let way = works.path(ends.0, ends.1, *direction);
                let way = way.ok_or_else(|| format!("no way leads from {from} to {to}"))?;
                let mut rows = Rows::new(format!("From {from} to {to}"), &["step", "id", "title"]);
                for (step, node) in way.into_iter().enumerate() {
                    rows.rows
                        .push(vec![value!(step), value!(id(node)), value!(title(node))]);
                }
                rows
            }
            Question::Neighbours {
                id: asked,
                depth,
                direction,
                ..
            } => {
                let near = works.neighbourhood(&[find(asked)?], *depth, *direction);
                let mut near: Vec<(usize, NodeIndex)> =
                    near.into_iter().map(|(n, d)| (d, n)).collect();
                near.sort_unstable();
                let mut rows = Rows::new(format!("Around {asked}"), &["steps", "id", "title"]);
                for (steps, node) in near {
                    rows.rows
                        .push(vec![value!(steps), value!(id(node)), value!(title(node))]);
                }
                rows
            }
            // Answered before the graph is made.
            Question::History { id, .. } => Rows::new(format!("History of {id}"), &[]),
            Question::Cycles { .. } => {
                let mut rows = Rows::new(
                    "Texts that cite each other in a circle",
                    &["texts", "members", "one way round"],
                );
                for cycle in works.cycles() {
                    let row = vec![
                        value!(cycle.members.len()),
                        ids(&cycle.members),
                        ids(&cycle.way),
                    ];
                    rows.rows.push(row);
                }
                rows
            }
            Question::Components { .. } => {
                let mut rows = Rows::new("Sets of texts that hang together", &["texts", "members"]);
                for set in works.components() {
                    rows.rows.push(vec![value!(set.len()), ids(&set)]);
                }
                rows
            }
            Question::Top { by, number, .. } => top(works, *by, *number),
            Question::Orphans { .. } => {
                let mut rows = Rows::new(
                    "Texts that neither cite nor are cited",
                    &["id", "title", "text read"],
                );
                for node in works.orphans() {
                    let read = works.graph[node].has_text;
                    rows.rows
                        .push(vec![value!(id(node)), value!(title(node)), value!(read)]);
                }
                rows
            }
            Question::Common { of, least, .. } => {
                let of = of.as_deref().map(find).transpose()?;
                let mut rows =
                    Rows::new("Texts that are cited together", &["a", "b", "times", "by"]);
                for pair in works.co_cited(of, *least) {
                    let by = ids(&pair.by);
                    rows.rows.push(vec![
                        value!(id(pair.a)),
                        value!(id(pair.b)),
                        value!(pair.by.len()),
                        by,
                    ]);
                }
                rows
            }
        })
    }
}

/// The stages of a work as a table.
fn stages_as_rows(id: &crate::model::WorkId, stages: &[Stage]) -> Rows {
    let heads = [
        "edition",
        "adopted",
        "added",
        "removed",
        "reworded",
        "citations",
        "known from",
        "met since",
    ];
    let mut rows = Rows::new(format!("History of {id}"), &heads);
    for stage in stages {
        let names = |ids: &[crate::model::WorkId]| -> Vec<String> {
            ids.iter().map(ToString::to_string).collect()
        };
        let what = match (&stage.edition, &stage.suppressed) {
            (Some(edition), _) => edition.clone(),
            (None, Some(by)) if stage.successors.is_empty() => format!("suppressed by {by}"),
            (None, by) => format!(
                "suppressed by {} in favour of {}",
                by.as_deref().unwrap_or(""),
                names(&stage.successors).join(", ")
            ),
        };
        let change = stage.change.clone().unwrap_or_default();
        let newly = change.cites_newly.iter().map(|id| format!("+ {id}"));
        let gone = change.cites_no_more.iter().map(|id| format!("- {id}"));
        let citations: Vec<String> = newly
            .chain(gone)
            .chain(change.brought_up_to_date.iter().cloned())
            .collect();
        rows.rows.push(vec![
            value!(what),
            value!(stage.adopted),
            value!(change.added),
            value!(change.removed),
            value!(change.reworded),
            value!(citations),
            value!(stage.known_from),
            value!(stage.met_since),
        ]);
    }
    rows
}

fn links(
    works: &WorkGraph,
    index: &Index,
    node: NodeIndex,
    direction: Direction,
    knowledge: &Knowledge,
) -> Rows {
    let known = knowledge.horizons(index);
    let met_since = |id: &WorkId| knowledge.met_since(&known, index, id);
    let asked = works.id(node);
    let title = match direction {
        Direction::In => format!("Who cites {asked}"),
        _ => format!("Whom {asked} cites"),
    };
    let mut rows = Rows::new(
        title,
        &[
            "id",
            "title",
            "citations",
            "editions",
            "old edition",
            "met since",
            "places",
        ],
    );
    for other in works.linked(node, direction) {
        let (from, to) = if direction == Direction::In {
            (other, node)
        } else {
            (node, other)
        };
        let Some(edge) = works.edge(works.id(from), works.id(to)) else {
            continue;
        };
        let editions: Vec<String> = edge.editions.iter().map(ToString::to_string).collect();
        let places: Vec<String> = edge
            .citations
            .iter()
            .filter_map(|at| index.citations.get(*at))
            .map(|c| {
                let file = index.sources.get(c.source).map_or("", |s| s.file.as_str());
                let place = c.locator.clone().unwrap_or_else(|| c.line.to_string());
                format!("{file}:{place}")
            })
            .collect();
        rows.rows.push(vec![
            value!(works.id(other)),
            value!(works.graph[other].title),
            value!(edge.weight),
            value!(editions),
            value!(edge.is_stale()),
            value!(met_since(works.id(to))),
            value!(places),
        ]);
    }
    rows
}

fn top(works: &WorkGraph, by: Measure, number: usize) -> Rows {
    let (name, scores) = match by {
        Measure::InDegree => {
            let cited = |n| works.linked(n, Direction::In).len() as f64;
            ("cited by", works.graph.node_indices().map(cited).collect())
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
    let mut rows = Rows::new(format!("Texts by {name}"), &["id", "score", "title"]);
    rows.heads[1] = name;
    for node in order.into_iter().take(number) {
        let score = scores[node.index()];
        let score = match by {
            Measure::InDegree => value!(score as usize),
            _ => value!((score * 1e6).round() / 1e6),
        };
        rows.rows.push(vec![
            value!(works.id(node)),
            score,
            value!(works.graph[node].title),
        ]);
    }
    rows
}
