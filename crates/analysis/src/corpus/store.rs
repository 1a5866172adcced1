//! Saved indexes: one file, JSON or YAML.

use crate::model::Index;
use crate::script::safe_json;
use std::path::Path;

/// Why a saved index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It cannot be read.
    #[error("{file}: {error}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// It is damaged; the message holds the place.
    #[error("{file}: not a saved index: {message}")]
    Damaged {
        /// The file.
        file: String,
        /// What is wrong, with line and column.
        message: String,
    },
    /// It was written by another version.
    #[error(
        "{file}: an index of version {found}, this program reads version {}; make it again with `resgraph index`",
        Index::VERSION
    )]
    Version {
        /// The file.
        file: String,
        /// The version it has.
        found: u32,
    },
}

/// True for files that can only be a saved index: `.json`, `.yaml`, `.yml`.
pub(super) fn is_saved(path: &Path) -> bool {
    let ending = path
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or("")
        .to_ascii_lowercase();
    path.is_file() && matches!(ending.as_str(), "json" | "yaml" | "yml")
}

pub(super) fn read(path: &Path) -> Result<Index, StoreError> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| StoreError::Unreadable {
        file: file.clone(),
        error,
    })?;
    index_from_str(&file, &text)
}

/// Reads a saved index from its text; `file` is the name for messages, its ending tells the form.
///
/// # Errors
/// Text that is no index, or one of another version.
pub fn index_from_str(file: &str, text: &str) -> Result<Index, StoreError> {
    let damaged = |message: String| StoreError::Damaged {
        file: file.to_owned(),
        message,
    };
    let index: Index = if file.to_ascii_lowercase().ends_with(".json") {
        serde_json::from_str(text).map_err(|e| damaged(e.to_string()))?
    } else {
        crate::knowledge::parse_yaml(file, text).map_err(|e| damaged(e.to_string()))?
    };
    if index.version != Index::VERSION {
        return Err(StoreError::Version {
            file: file.to_owned(),
            found: index.version,
        });
    }
    let counts = (index.sources.len(), index.texts.len());
    let lost = index.texts.iter().any(|t| t.source >= counts.0)
        || index
            .citations
            .iter()
            .any(|c| c.source >= counts.0 || c.text.is_some_and(|t| t >= counts.1));
    if lost {
        return Err(damaged(
            "it names sources or texts that it does not hold".into(),
        ));
    }
    Ok(index)
}

/// Writes an index as JSON or, for a `file` that ends so, as YAML.
///
/// # Errors
/// None in practice: the data can always be written.
pub fn index_to_string(file: &str, index: &Index) -> Result<String, String> {
    let lower = file.to_ascii_lowercase();
    if lower.ends_with(".yaml") || lower.ends_with(".yml") {
        return serde_yaml::to_string(index).map_err(|e| e.to_string());
    }
    serde_json::to_string(index)
        .map(|s| safe_json(s + "\n"))
        .map_err(|e| e.to_string())
}

/// Adds `other` to `index`, its source and text numbers moved behind those that are there.
pub(super) fn merge(index: &mut Index, mut other: Index) {
    let (sources, texts) = (index.sources.len(), index.texts.len());
    for text in &mut other.texts {
        text.source += sources;
    }
    for citation in &mut other.citations {
        citation.source += sources;
        citation.text = citation.text.map(|t| t + texts);
    }
    index.sources.append(&mut other.sources);
    index.texts.append(&mut other.texts);
    index.citations.append(&mut other.citations);
    index.problems.append(&mut other.problems);
    for (id, work) in other.works {
        index.works.entry(id).or_insert(work);
    }
}
