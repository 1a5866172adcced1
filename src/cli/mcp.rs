//! A tool for assistants: the Model Context Protocol over standard input and output.
//!
//! Every answer is JSON with the places that it rests on, and says as of when its knowledge is.

use super::ids::work_id;
use super::{CliError, Exit, Inputs};
use crate::audit::{Audit, Code, Day, Settings};
use crate::contract::{CitedLine, CitedPlace, Explained, Known, LinkedPlaces, Links, Spoken};
use crate::corpus::Corpus;
use crate::diff::history;
use crate::graph::{Direction, WorkGraph, build};
use crate::impact::impact;
use crate::knowledge::Knowledge;
use crate::model::{Role, WorkId};
use crate::script::safe_json;
use rmcp::handler::server::{router::tool::ToolRouter, wrapper::Parameters};
use rmcp::model::{Implementation, ServerCapabilities, ServerConfig};
use rmcp::{ServerHandler, ServiceExt, tool, tool_handler, tool_router};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Answer an assistant's questions on standard input and output (Model Context Protocol)
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let knowledge = args.inputs.knowledge()?;
    let corpus = args.inputs.load(&knowledge)?;
    let works = build(&corpus.index);
    let server = Server {
        held: Arc::new(Held {
            knowledge,
            corpus,
            works,
        }),
        tool_router: Server::tool_router(),
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    runtime.block_on(async {
        let running = server.serve(rmcp::transport::stdio()).await?;
        running.waiting().await?;
        Ok(Exit::Clean)
    })
}

/// What a text that an assistant sends is called.
const TYPED: &str = "the text";

/// What the answers come from.
struct Held {
    knowledge: Knowledge,
    corpus: Corpus,
    works: WorkGraph,
}

#[derive(Clone)]
struct Server {
    held: Arc<Held>,
    tool_router: ToolRouter<Self>,
}

#[derive(Deserialize, JsonSchema)]
struct Text {
    /// The text, as plain text
    text: String,
}

#[derive(Deserialize, JsonSchema)]
struct Work {
    /// The resolution: an id (PP-123, WTSA-44) or a citation (WTSA Resolution 44)
    id: String,
}

#[derive(Deserialize, JsonSchema)]
struct Suppressed {
    /// The resolution that would be suppressed
    id: String,
    /// The resolution that takes its content over, if any
    into: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
struct Named {
    /// A code of the audit, such as stale-edition
    code: String,
}

#[tool_router(router = tool_router)]
impl Server {
    #[tool(
        description = "Finds the resolutions that a text cites: id, edition, place and how it was decided"
    )]
    async fn cite(&self, asked: Parameters<Text>) -> String {
        let index = self.read(&asked.0.text).index;
        let cited = index.citations.iter().filter(|c| c.role == Role::Citation);
        let lines: Vec<CitedLine> = cited.map(|c| CitedLine::new(TYPED, c)).collect();
        self.answer(Ok(lines))
    }

    #[tool(description = "Lists the resolutions that cite a resolution, with the places")]
    async fn cited_by(&self, asked: Parameters<Work>) -> String {
        self.answer(self.links(&asked.0.id, Direction::In))
    }

    #[tool(description = "Lists the resolutions that a resolution cites, with the places")]
    async fn cites(&self, asked: Parameters<Work>) -> String {
        self.answer(self.links(&asked.0.id, Direction::Out))
    }

    #[tool(
        description = "Tells the title and the editions of a resolution, and whether it was suppressed"
    )]
    async fn history(&self, asked: Parameters<Work>) -> String {
        let found = self.work(&asked.0.id).and_then(|id| {
            let work = self.held.corpus.index.works.get(&id);
            let work = work.or_else(|| self.held.knowledge.known.works.get(&id));
            let work = work.ok_or_else(|| format!("{id} is not known"))?.clone();
            let stages = history(&self.held.corpus, &self.held.knowledge, &id);
            let history = stages.into_iter().map(Into::into).collect();
            Ok(Known { id, work, history })
        });
        self.answer(found)
    }

    #[tool(
        description = "Audits a draft: stale editions, suppressed or unknown targets, broken references, and what to do"
    )]
    async fn audit(&self, asked: Parameters<Text>) -> String {
        let corpus = self.read(&asked.0.text);
        let settings = Settings::default();
        let audit = Audit::new(&corpus, &self.held.knowledge, &settings);
        let findings = audit.run(Code::ALL, None, Day::today()).findings;
        self.answer(Ok(findings))
    }

    #[tool(
        description = "Says what follows if a resolution is suppressed or merged into another: what is covered, what is lost, what must be amended"
    )]
    async fn impact(&self, asked: Parameters<Suppressed>) -> String {
        let Suppressed { id, into } = asked.0;
        let found = self.work(&id).and_then(|id| {
            let into = into.map(|into| self.work(&into)).transpose()?;
            let (corpus, knowledge) = (&self.held.corpus, &self.held.knowledge);
            impact(corpus, &[id], into.as_ref(), knowledge).map_err(|e| e.to_string())
        });
        self.answer(found)
    }

    #[tool(description = "Explains a code of the audit and what to do about it")]
    async fn explain(&self, asked: Parameters<Named>) -> String {
        let code = Code::ALL.iter().find(|c| c.about().word == asked.0.code);
        let about = code.map(|c| c.about());
        let words = || Code::ALL.iter().map(|c| c.about().word).collect::<Vec<_>>();
        self.answer(match about {
            Some(a) => Ok(Explained {
                code: a.word,
                meaning: a.meaning,
                advice: a.advice,
            }),
            None => Err(format!("no such code; there are {}", words().join(", "))),
        })
    }
}

#[tool_handler(router = self.tool_router)]
impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("resgraph", env!("CARGO_PKG_VERSION")))
            .with_instructions(
                "Resolutions of the ITU: who cites whom, editions, audits of drafts, what follows from suppressing \
                 a text. What is undecided is said to be: do not decide it for the user.",
            )
    }
}

impl Server {
    fn read(&self, text: &str) -> Corpus {
        Corpus::from_texts(&self.held.knowledge, &[(TYPED, text)])
    }

    fn work(&self, typed: &str) -> Result<WorkId, String> {
        work_id(typed, &self.held.knowledge).map_err(|e| e.to_string())
    }

    /// The answer, with what was read and as of when it speaks.
    fn answer<T: Serialize>(&self, found: Result<T, String>) -> String {
        let (corpus, knowledge) = (&self.held.corpus, &self.held.knowledge);
        let files = corpus.index.sources.iter().map(|s| s.file.clone());
        let mut read: Vec<String> = files.collect();
        if read.is_empty() {
            read.push("the built-in index".to_owned());
        }
        let (answer, error) = match found {
            Ok(answer) => (Some(answer), None),
            Err(error) => (None, Some(error)),
        };
        let spoken = Spoken {
            answer,
            error,
            read,
            horizon: knowledge.horizons(&corpus.index).to_string(),
        };
        serde_json::to_string(&spoken).map_or_else(|e| e.to_string(), safe_json)
    }

    fn links(&self, typed: &str, direction: Direction) -> Result<Links, String> {
        let id = self.work(typed)?;
        let (works, index) = (&self.held.works, &self.held.corpus.index);
        let node = works.find(id.as_str()).map_err(|e| e.to_string())?;
        let linked = works.linked(node, direction).into_iter();
        let linked = linked.filter_map(|other| {
            let (from, to) = match direction {
                Direction::In => (other, node),
                _ => (node, other),
            };
            let edge = works.edge(works.id(from), works.id(to))?;
            let cited = edge.citations.iter();
            let cited = cited.filter_map(|n| index.citations.get(*n));
            Some(LinkedPlaces {
                id: works.id(other).clone(),
                title: works.graph[other].title.clone(),
                editions: edge.editions.iter().map(ToString::to_string).collect(),
                old_edition: edge.is_stale(),
                places: cited.map(|c| CitedPlace::new(index, c)).collect(),
            })
        });
        let linked = linked.collect();
        Ok(Links { id, linked })
    }
}
