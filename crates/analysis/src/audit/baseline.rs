use crate::model::Finding;
use std::collections::BTreeSet;
use std::path::Path;

/// The findings of an earlier run, by their fingerprints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    fingerprints: BTreeSet<String>,
}

/// Why a baseline could not be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It could not be read.
    #[error("{file}: {error}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// It is not what an audit writes.
    #[error(
        "{file}:{line}: {error}; a baseline is what `resgraph audit --format json` or `jsonl` writes"
    )]
    Form {
        /// The file.
        file: String,
        /// Line (from 1).
        line: usize,
        /// What is wrong.
        error: serde_json::Error,
    },
}

#[derive(serde::Deserialize)]
struct Known {
    fingerprint: String,
}

impl Baseline {
    /// Reads what an audit wrote as JSON or JSON Lines.
    ///
    /// # Errors
    /// A file that cannot be read, or was not written by an audit.
    pub fn load(path: &Path) -> Result<Baseline, BaselineError> {
        let file = path.display().to_string();
        match std::fs::read_to_string(path) {
            Ok(text) => Baseline::parse(&file, &text),
            Err(error) => Err(BaselineError::Unreadable { file, error }),
        }
    }

    /// Reads the text of a file of that name.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn parse(file: &str, text: &str) -> Result<Baseline, BaselineError> {
        let wrong = |line: usize| {
            move |error: serde_json::Error| BaselineError::Form {
                file: file.to_owned(),
                line: line + error.line() - usize::from(error.line() > 0),
                error,
            }
        };
        let known: Vec<Known> = if text.trim_start().starts_with('[') {
            serde_json::from_str(text).map_err(wrong(1))?
        } else {
            let lines = text
                .lines()
                .enumerate()
                .filter(|(_, line)| !line.trim().is_empty());
            lines
                .map(|(i, line)| serde_json::from_str(line).map_err(wrong(i + 1)))
                .collect::<Result<_, _>>()?
        };
        Ok(Baseline {
            fingerprints: known.into_iter().map(|k| k.fingerprint).collect(),
        })
    }

    /// True where the finding is in it.
    pub fn knows(&self, finding: &Finding) -> bool {
        self.fingerprints.contains(&finding.fingerprint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_json_lines_are_read() {
        for text in [
            "[{\"fingerprint\": \"a\", \"code\": \"x\"}, {\"fingerprint\": \"b\"}]",
            "{\"fingerprint\": \"a\"}\n\n{\"fingerprint\": \"b\"}\n",
        ] {
            assert_eq!(
                Baseline::parse("f", text)
                    .expect("well formed")
                    .fingerprints
                    .len(),
                2
            );
        }
        assert!(
            Baseline::parse("f", "")
                .expect("empty")
                .fingerprints
                .is_empty()
        );
        let error =
            Baseline::parse("f", "{\"fingerprint\": \"a\"}\n{}").expect_err("no fingerprint");
        assert!(error.to_string().starts_with("f:2: "), "{error}");
    }
}
