use serde::de::DeserializeOwned;
use std::path::Path;

/// Why `mappings/` could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// `--mappings` names no folder.
    #[error("{0}: no such folder; --mappings takes a folder of YAML files")]
    NoFolder(String),
    /// A file could not be read.
    #[error("{file}: {error}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// A file is not of the expected form; the message holds place and expectation.
    #[error("{file}:{line}:{column}: {message}")]
    Form {
        /// The file.
        file: String,
        /// Line (from 1).
        line: usize,
        /// Column (from 1).
        column: usize,
        /// What is wrong and what was expected.
        message: String,
    },
    /// A file is well formed, but what it says cannot be.
    #[error("{file}: {message}")]
    Meaning {
        /// The file.
        file: String,
        /// What is wrong.
        message: String,
    },
}

impl KnowledgeError {
    pub(crate) fn meaning(file: &str, message: String) -> Self {
        KnowledgeError::Meaning {
            file: file.to_owned(),
            message,
        }
    }
}

/// Where the files of `mappings/` come from.
pub(crate) struct Source<'a> {
    /// A folder that goes before the built-in copy.
    pub(crate) dir: Option<&'a Path>,
}

impl Source<'_> {
    /// Reads the YAML file `name` from the folder, or else its built-in copy.
    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        name: &str,
        builtin: &str,
    ) -> Result<T, KnowledgeError> {
        self.read_by(name, builtin, parse_yaml)
    }

    /// Reads the JSON file `name` likewise.
    pub(crate) fn read_json<T: DeserializeOwned>(
        &self,
        name: &str,
        builtin: &str,
    ) -> Result<T, KnowledgeError> {
        self.read_by(name, builtin, |file, text| {
            serde_json::from_str(text).map_err(|error| KnowledgeError::Form {
                file: file.to_owned(),
                line: error.line(),
                column: error.column(),
                message: error.to_string(),
            })
        })
    }

    fn read_by<T>(
        &self,
        name: &str,
        builtin: &str,
        parse: impl Fn(&str, &str) -> Result<T, KnowledgeError>,
    ) -> Result<T, KnowledgeError> {
        if let Some(path) = self.dir.map(|d| d.join(name)).filter(|p| p.exists()) {
            let file = path.display().to_string();
            let text =
                std::fs::read_to_string(&path).map_err(|error| KnowledgeError::Unreadable {
                    file: file.clone(),
                    error,
                })?;
            return parse(&file, &text);
        }
        parse(&format!("mappings/{name}"), builtin)
    }
}

/// Reads YAML, naming `file`, line and column of a mistake.
///
/// # Errors
/// Text that is no YAML, or not of the form of `T`.
pub fn parse_yaml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, KnowledgeError> {
    // The parser takes a byte order mark for content.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_yaml::from_str(text).map_err(|error| {
        let (line, column) = error.location().map_or((1, 1), |l| (l.line(), l.column()));
        let mut message = error.to_string();
        if let Some(at) = message.rfind(" at line ") {
            message.truncate(at);
        }
        if message.contains("missing field") {
            message.push_str(" (check the indentation)");
        }
        KnowledgeError::Form {
            file: file.to_owned(),
            line,
            column,
            message,
        }
    })
}
