//! What some files cite: `cargo run -p resgraph-analysis --example cited -- texts/ draft.docx`
//!
//! A program that reads PDF files calls `resgraph_read::read::pdf_worker` first thing, as here, so that a PDF file that is
//! made to break its reader breaks a child of the program and not the program.

use resgraph_analysis::corpus::{Corpus, LoadOptions};
use resgraph_core::knowledge::Knowledge;
use resgraph_core::model::Role;
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    resgraph_read::read::pdf_worker().unwrap_or_else(|| match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    })
}

fn run() -> Result<(), Box<dyn Error>> {
    let knowledge = Knowledge::builtin()?;
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let corpus = Corpus::load(&knowledge, &paths, &LoadOptions::default(), &|_, _| ())?;
    for citation in &corpus.index.citations {
        if citation.role != Role::Citation {
            continue;
        }
        let file = &corpus.index.sources[citation.source].file;
        for target in &citation.targets {
            match &target.id {
                Some(id) => println!("{file}:{}: {id} {}", citation.line, target.edition),
                // Nothing is guessed: what it may be stands in `candidates`.
                None => println!("{file}:{}: undecided: {}", citation.line, citation.raw),
            }
        }
    }
    for problem in &corpus.index.problems {
        eprintln!("{}: {}", problem.file, problem.message);
    }
    Ok(())
}
