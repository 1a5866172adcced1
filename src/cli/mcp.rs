//! A tool for assistants: the Model Context Protocol over standard input and output.
//!
//! Every answer is JSON with the places that it rests on, and says as of when its knowledge is.

use super::ids::work_id;
use super::{CliError, Exit, Inputs};
use crate::audit::{Audit, Code, Day, Settings};
use crate::corpus::Corpus;
use crate::graph::{Direction, WorkGraph, build};
use crate::impact::impact;
use crate::knowledge::Knowledge;
use crate::model::{Citation, Index, Role, WorkId};
use rmcp::handler::server::{router::tool::ToolRouter, wrapper::Parameters};
use rmcp::model::{Implementation, ServerCapabilities, ServerConfig};
use rmcp::{ServerHandler, ServiceExt, tool, tool_handler, tool_router};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
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
        self.answer(Ok(json!(cited.map(citation).collect::<Vec<_>>())))
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
            let work = work.ok_or_else(|| format!("{id} is not known"))?;
            Ok(json!({"id": id, "work": work}))
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
        self.answer(Ok(json!(findings)))
    }

    #[tool(
        description = "Says what follows if a resolution is suppressed or merged into another: what is covered, what is lost, what must be amended"
    )]
    async fn impact(&self, asked: Parameters<Suppressed>) -> String {
        let Suppressed { id, into } = asked.0;
        let found = self.work(&id).and_then(|id| {
            let into = into.map(|into| self.work(&into)).transpose()?;
            let (corpus, knowledge) = (&self.held.corpus, &self.held.knowledge);
            let found =
                impact(corpus, &[id], into.as_ref(), knowledge).map_err(|e| e.to_string())?;
            Ok(json!(found))
        });
        self.answer(found)
    }

    #[tool(description = "Explains a code of the audit and what to do about it")]
    async fn explain(&self, asked: Parameters<Named>) -> String {
        let code = Code::ALL.iter().find(|c| c.about().word == asked.0.code);
        let about = code.map(|c| c.about());
        let words = || Code::ALL.iter().map(|c| c.about().word).collect::<Vec<_>>();
        self.answer(match about {
            Some(a) => Ok(json!({"code": a.word, "meaning": a.meaning, "advice": a.advice})),
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
        Corpus::from_texts(&self.held.knowledge, &[("the text", text)])
    }

    fn work(&self, typed: &str) -> Result<WorkId, String> {
        work_id(typed, &self.held.knowledge).map_err(|e| e.to_string())
    }

    /// The answer, with what was read and as of when it speaks.
    fn answer(&self, found: Result<Value, String>) -> String {
        let files: Vec<&str> = self
            .held
            .corpus
            .index
            .sources
            .iter()
            .map(|s| &*s.file)
            .collect();
        let read = match files.as_slice() {
            [] => json!("the built-in index"),
            files => json!(files),
        };
        let knowledge = &self.held.knowledge;
        let horizon = knowledge.horizons(&self.held.corpus.index).to_string();
        match found {
            Ok(answer) => json!({"answer": answer, "read": read, "horizon": horizon}),
            Err(error) => json!({"error": error, "read": read, "horizon": horizon}),
        }
        .to_string()
    }

    fn links(&self, typed: &str, direction: Direction) -> Result<Value, String> {
        let id = self.work(typed)?;
        let works = &self.held.works;
        let node = works.find(id.as_str()).map_err(|e| e.to_string())?;
        let linked = works.linked(node, direction).into_iter();
        let rows: Vec<Value> = linked
            .filter_map(|other| {
                let (from, to) = match direction {
                    Direction::In => (other, node),
                    _ => (node, other),
                };
                let edge = works.edge(works.id(from), works.id(to))?;
                let index = &self.held.corpus.index;
                let cited = edge
                    .citations
                    .iter()
                    .filter_map(|n| index.citations.get(*n));
                let editions: Vec<String> = edge.editions.iter().map(ToString::to_string).collect();
                Some(json!({
                    "id": works.id(other),
                    "title": works.graph[other].title,
                    "editions": editions,
                    "old_edition": edge.is_stale(),
                    "places": cited.map(|c| place(index, c)).collect::<Vec<_>>(),
                }))
            })
            .collect();
        Ok(json!({"id": id, "linked": rows}))
    }
}

fn place(index: &Index, citation: &Citation) -> Value {
    let file = index.sources.get(citation.source).map(|s| s.file.as_str());
    json!({"file": file, "line": citation.line, "locator": citation.locator, "raw": citation.raw})
}

fn citation(citation: &Citation) -> Value {
    json!({
        "raw": citation.raw,
        "line": citation.line,
        "start": citation.span.start,
        "end": citation.span.end,
        "targets": citation.targets,
    })
}
