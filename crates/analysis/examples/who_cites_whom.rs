//! Reads a text, finds what it cites, and says what was decided and why. Uses the library alone, without the
//! command line: `cargo run -p resgraph-analysis --example who_cites_whom`.

use resgraph_analysis::corpus::Corpus;
use resgraph_core::knowledge::Knowledge;
use resgraph_core::model::Role;

const DRAFT: &str = "\
RESOLUTION 999 (BUCHAREST, 2022)

Sharing what works

The Plenipotentiary Conference of the International Telecommunication Union (Bucharest, 2022),

recalling

a) Resolution 123 (Rev. Dubai, 2018) of this conference;
b) Resolutions 32 and 44 (Rev. Hammamet, 2016) of the World Telecommunication Standardization Assembly,

resolves

1 to share what works.
";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let knowledge = Knowledge::builtin()?;
    let corpus = Corpus::from_texts(&knowledge, &[("draft.txt", DRAFT)]);
    for citation in &corpus.index.citations {
        if citation.role != Role::Citation {
            continue;
        }
        for target in &citation.targets {
            let id = target.id.as_ref().map_or("undecided", |id| id.as_str());
            println!(
                "line {}: {} → {id}, {} ({})",
                citation.line,
                citation.raw,
                target.edition,
                target.evidence.word()
            );
        }
    }
    Ok(())
}
