//! Prints the paragraphs of a file, each with its page, its cell and its label: `cargo run --example blocks FILE`.

use resgraph_read::read::{ReadOptions, load, pdf_worker, read_bytes};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    // PDF files are read in a child of this program, which a file that is made to do harm cannot leave.
    if let Some(code) = pdf_worker() {
        return code;
    }
    for file in std::env::args().skip(1) {
        let read = load(&file, Path::new(&file))
            .and_then(|bytes| read_bytes(&file, bytes, &ReadOptions::default()));
        let document = match read {
            Ok(document) => document,
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::from(2);
            }
        };
        for block in &document.blocks {
            let place = document.locator(block.span.start).unwrap_or_default();
            let label = block.label.as_deref().unwrap_or("");
            let text = &document.text[block.span.range()];
            println!("{place} [{:?}] {label}\t{text}", block.kind);
        }
        for link in &document.links {
            println!(
                "link {:?} -> {}",
                &document.text[link.span.range()],
                link.target
            );
        }
        for loss in &document.losses {
            println!("lost: {}", loss.message);
        }
    }
    ExitCode::SUCCESS
}
