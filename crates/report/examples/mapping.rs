//! The mapping of what the program knows, as a Word file: `cargo run -p resgraph-report --example mapping -- mapping.docx`

use resgraph_analysis::corpus::Corpus;
use resgraph_analysis::mapping::{Mapper, Options};
use resgraph_core::knowledge::Knowledge;
use resgraph_report::report::mapping::{Annexes, Context, Form, write};
use resgraph_report::report::{Format, write_file};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(path) = std::env::args_os().nth(1).map(PathBuf::from) else {
        return Err("name the file to write, such as mapping.docx".into());
    };
    let format = Format::of_path(&path).unwrap_or(Format::Word);
    let knowledge = Knowledge::builtin()?;
    let corpus = Corpus::builtin(&knowledge);
    let mapping = Mapper::new(&corpus, &knowledge, Options::default()).mapping();
    for row in mapping.rows.iter().take(3) {
        println!("{}: {}", row.subject, row.key);
    }
    let context = Context {
        knowledge: &knowledge,
        index: Some(&corpus.index),
        findings: &[],
        annexes: Annexes::default(),
        decided: None,
    };
    let bytes = write(&mapping, context, Form::Report(format))?;
    // A file that somebody else wrote is not overwritten.
    write_file(&path, &bytes, false)?;
    println!("wrote {}", path.display());
    Ok(())
}
