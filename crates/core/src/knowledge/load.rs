use crate::limits;
use serde::de::DeserializeOwned;
use std::borrow::Cow;

/// Why `mappings/` could not be used.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// `--mappings` names no folder.
    #[error("{0}: no such folder; --mappings takes a folder of YAML files")]
    NoFolder(String),
    /// `--organisation` names nobody who is described.
    #[error("no organisation \"{name}\" is described in mappings/; known: {known}")]
    NoOrganisation {
        /// The name.
        name: String,
        /// Those that are described.
        known: String,
    },
    /// `--as-of` names no day.
    #[error("--as-of {label}: neither a conference nor a day (2018-11-16, 2018){meant}")]
    NoDay {
        /// What was given.
        label: String,
        /// A conference that may be meant.
        meant: String,
    },
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

/// Reads YAML, naming `file`, line and column of a mistake.
///
/// # Errors
/// Text that is no YAML, or not of the form of `T`.
pub fn parse_yaml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, KnowledgeError> {
    // The parser takes a byte order mark for content.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // The parser takes time with the square of the depth. Brackets in quotes are counted too: none nest so.
    let deepest = brackets(text);
    if deepest > limits::DEPTH {
        let message = format!("brackets nested deeper than {}: refused", limits::DEPTH);
        return Err(KnowledgeError::meaning(file, message));
    }
    serde_yaml::from_str(text).map_err(|error| form_error(file, &error))
}

/// How deep brackets are nested at most.
fn brackets(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for byte in text.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => continue,
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Reads JSON likewise.
pub(super) fn parse_json<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, KnowledgeError> {
    serde_json::from_str(text).map_err(|error| KnowledgeError::Form {
        file: file.to_owned(),
        line: error.line(),
        column: error.column(),
        message: error.to_string(),
    })
}

pub(super) fn form_error(file: &str, error: &serde_yaml::Error) -> KnowledgeError {
    let (line, column) = error.location().map_or((1, 1), |l| (l.line(), l.column()));
    let mut message = error.to_string();
    if let Some(at) = message.rfind(" at line ") {
        message.truncate(at);
    }
    if message.contains("missing field") {
        message.push_str(" (check the indentation)");
    }
    if let Some(meant) = nearest_field(&message) {
        message.push_str(&format!("; did you mean `{meant}`?"));
    }
    KnowledgeError::Form {
        file: file.to_owned(),
        line,
        column,
        message,
    }
}

/// The error that `message` says of a name in backticks, at the place of that name in the last of `texts`, files
/// with their names, that has it.
pub(super) fn located(texts: &[(String, Cow<'_, str>)], message: String) -> KnowledgeError {
    let name = message.split('`').nth(1).filter(|n| !n.is_empty());
    let whole = |line: &str, name: &str| {
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let places = line.match_indices(name).map(|(at, _)| at);
        places
            .filter(|at| !letter(line[..*at].chars().next_back()))
            .find(|at| !letter(line[at + name.len()..].chars().next()))
    };
    let place = |(file, text): &(String, Cow<'_, str>)| {
        let mut lines = text
            .lines()
            .zip(1..)
            .filter(|(l, _)| !l.trim_start().starts_with('#'));
        lines.find_map(|(l, n)| Some((file.clone(), n, whole(l, name?)? + 1)))
    };
    let last = texts.last().map(|(file, _)| (file.clone(), 1, 1));
    let found = texts.iter().rev().find_map(place).or(last);
    let (file, line, column) = found.unwrap_or_default();
    KnowledgeError::Form {
        file,
        line,
        column,
        message,
    }
}

/// The field that a message "unknown field `nmae`, expected one of `name`, …" is likely to want.
fn nearest_field(message: &str) -> Option<&str> {
    let rest = &message[message.find("unknown field")?..];
    let mut quoted = rest.split('`').skip(1).step_by(2);
    let written = quoted.next()?;
    nearest(written, quoted)
}

/// The name that differs least from `written`, if that is little.
pub(super) fn nearest<'a>(
    written: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let most = (written.chars().count() / 3).max(2);
    names
        .into_iter()
        .map(|name| (strsim::osa_distance(written, name), name))
        .min()
        .filter(|(letters, _)| *letters <= most)
        .map(|(_, name)| name)
}
