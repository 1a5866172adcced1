//! The mapping that ours is held against.

use super::Args;
use crate::cli::CliError;
use crate::cli::papers::named;
use crate::corpus::{Corpus, LoadOptions};
use crate::decisions::mapping_in_workbook;
use crate::knowledge::Knowledge;
use crate::mapping::{Other, published};
use crate::model::Mapping;
use std::path::Path;

/// Reads the mapping to compare with: ours as saved, or a mapping document.
pub(super) fn other_mapping(
    args: &Args,
    file: &Path,
    corpus: &Corpus,
    knowledge: &Knowledge,
) -> Result<Other, CliError> {
    let name = named(&args.inputs.paths, file);
    let ending = file
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or("")
        .to_ascii_lowercase();
    if matches!(ending.as_str(), "json" | "yaml" | "yml") {
        let text = std::fs::read_to_string(file).map_err(|e| format!("{name}: {e}"))?;
        let mapping: Mapping = if ending == "json" {
            serde_json::from_str(&text).map_err(|e| format!("{name}: not a saved mapping: {e}"))?
        } else {
            crate::knowledge::parse_yaml(&name, &text)?
        };
        return Ok(Other::from_mapping(&name, &mapping));
    }
    if ending == "xlsx" {
        let bytes = std::fs::read(file).map_err(|e| format!("{name}: {e}"))?;
        return Ok(mapping_in_workbook(
            &name,
            &bytes,
            &corpus.index,
            knowledge,
        )?);
    }
    let no_table =
        || format!("{name}: no mapping table in it (columns of bodies and one of subjects)");
    let at_hand = |(n, _): &(usize, &crate::model::Source)| corpus.documents.contains_key(n);
    let read_already = corpus
        .index
        .sources
        .iter()
        .enumerate()
        .filter(at_hand)
        .find(|(_, s)| s.file == name)
        .map(|(n, _)| n);
    if let Some(source) = read_already {
        let published = published::read(corpus, source, knowledge).ok_or_else(no_table)?;
        return Ok(Other::from_published(&published, knowledge));
    }
    let alone = Corpus::load(
        knowledge,
        &[file.to_owned()],
        &LoadOptions::default(),
        &|_, _| (),
    )?;
    let published = published::read(&alone, 0, knowledge).ok_or_else(no_table)?;
    Ok(Other::from_published(&published, knowledge))
}
