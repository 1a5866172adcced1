use super::{Code, Day};
use crate::knowledge::{KnowledgeError, parse_yaml};
use crate::model::{Severity, WorkId};
use crate::reuse::Threshold;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The name of the configuration beside the texts.
pub const SETTINGS_FILE: &str = "resgraph.yaml";

/// What `resgraph.yaml` says: severities, thresholds and waivers.
///
/// ```yaml
/// severities: {missing-rev: off, stale-edition: error}
/// thresholds: {jaccard: 0.7, containment: 0.9, min-words: 8}
/// waivers:
///   - code: stale-edition
///     ids: [PP-130]
///     reason: the assembly revises it in March
///     until: 2027-03-31
/// ```
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Where it was read, to name it in messages; empty for the built-in settings.
    pub file: String,
    /// How bad each code is, where that differs from [`Code::about`].
    pub severities: BTreeMap<Code, Severity>,
    /// When provisions count as repeated.
    pub repeat: Threshold,
    /// Whether Sector texts that carry out a text of the parent body are told too.
    pub integrations: bool,
    /// Whether all texts are compared as those of one row of a mapping are.
    pub everywhere: bool,
    /// What was decided to be left as it is.
    pub waivers: Vec<Waiver>,
}

/// A decision to leave something as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    /// Which finding.
    pub code: Code,
    /// The end of its file's path; none: any file.
    pub file: Option<String>,
    /// Its line; none: any line.
    pub line: Option<usize>,
    /// Works that it must name; empty: any.
    pub ids: Vec<WorkId>,
    /// Its fingerprint; none: any.
    pub fingerprint: Option<String>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds; none: for ever.
    pub until: Option<Day>,
}

impl Settings {
    /// How bad a code is under these settings.
    pub fn severity(&self, code: Code) -> Severity {
        let usual = code.about().severity;
        self.severities.get(&code).copied().unwrap_or(usual)
    }

    /// Reads the settings from a file.
    ///
    /// # Errors
    /// A file that cannot be read, is no YAML of the expected form (with line and column), names a code that
    /// does not exist, a threshold that cannot be, or a waiver without reason.
    pub fn load(path: &Path) -> Result<Settings, KnowledgeError> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| KnowledgeError::Unreadable {
            file: file.clone(),
            error,
        })?;
        Settings::parse(&file, &text)
    }

    /// The folders of knowledge that a settings file names.
    ///
    /// # Errors
    /// As [`load`](Self::load), but that codes and waivers are not looked at.
    pub fn load_mappings(path: &Path) -> Result<Vec<PathBuf>, KnowledgeError> {
        let file = path.display().to_string();
        let text = std::fs::read_to_string(path).map_err(|error| KnowledgeError::Unreadable {
            file: file.clone(),
            error,
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let written = written(&file, &text)?;
        Ok(written.mappings.iter().map(|m| folder.join(m)).collect())
    }

    /// Reads the settings from the text of a file of that name.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    pub fn parse(file: &str, text: &str) -> Result<Settings, KnowledgeError> {
        let written = written(file, text)?;
        let wrong = |message: String| KnowledgeError::Meaning {
            file: file.to_owned(),
            message,
        };
        let code = |word: &str| word.parse::<Code>().map_err(|e| wrong(e.to_string()));
        let mut severities = BTreeMap::new();
        for (word, severity) in &written.severities {
            severities.insert(code(word)?, *severity);
        }
        let repeat = written
            .thresholds
            .over(Threshold::default())
            .map_err(wrong)?;
        let mut waivers = Vec::new();
        for waiver in written.waivers {
            let code = code(&waiver.code)?;
            if waiver.reason.trim().is_empty() {
                return Err(wrong(format!("the waiver of `{code}` gives no reason")));
            }
            let until = waiver.until.map(|day| day.parse::<Day>()).transpose();
            waivers.push(Waiver {
                code,
                file: waiver.file,
                line: waiver.line,
                ids: waiver.ids,
                fingerprint: waiver.fingerprint,
                reason: waiver.reason,
                until: until.map_err(|e| wrong(format!("the waiver of `{code}`: {e}")))?,
            });
        }
        Ok(Settings {
            file: file.to_owned(),
            severities,
            repeat,
            integrations: false,
            everywhere: false,
            waivers,
        })
    }
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    severities: BTreeMap<String, Severity>,
    #[serde(default)]
    thresholds: Thresholds,
    #[serde(default)]
    waivers: Vec<WrittenWaiver>,
    /// Folders of knowledge to lay over the built-in one, seen from the folder of the file.
    #[serde(default)]
    mappings: Vec<PathBuf>,
}

fn written(file: &str, text: &str) -> Result<Written, KnowledgeError> {
    let holds_nothing = |line: &str| line.trim().is_empty() || line.trim().starts_with('#');
    match text.lines().all(holds_nothing) {
        true => Ok(Written::default()),
        false => parse_yaml(file, text),
    }
}

/// Thresholds as given, in `resgraph.yaml` or on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Thresholds {
    /// The least Jaccard similarity.
    pub jaccard: Option<f64>,
    /// The least containment.
    pub containment: Option<f64>,
    /// Words that a clause must have.
    pub min_words: Option<usize>,
}

impl Thresholds {
    /// These thresholds, and for those not given those of `base`.
    ///
    /// # Errors
    /// A similarity that is not above 0 and at most 1.
    pub fn over(self, base: Threshold) -> Result<Threshold, String> {
        for (name, value) in [("jaccard", self.jaccard), ("containment", self.containment)] {
            if value.is_some_and(|v| !(v > 0.0 && v <= 1.0)) {
                return Err(format!("`{name}`: a number above 0 and up to 1 is needed"));
            }
        }
        Ok(Threshold {
            jaccard: self.jaccard.unwrap_or(base.jaccard),
            containment: self.containment.or(base.containment),
            min_words: self.min_words.unwrap_or(base.min_words),
            ngram: base.ngram,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenWaiver {
    code: String,
    file: Option<String>,
    line: Option<usize>,
    #[serde(default)]
    ids: Vec<WorkId>,
    fingerprint: Option<String>,
    #[serde(default)]
    reason: String,
    until: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_read_and_checked() {
        let settings = Settings::parse(
            "resgraph.yaml",
            "severities: {stale-edition: off}\nthresholds: {jaccard: 0.5}\nwaivers:\n  - {code: self-citation, ids: [AB-1], reason: as agreed, until: 2026-12-31}\n",
        )
        .expect("well formed");
        assert_eq!(settings.severity(Code::StaleEdition), Severity::Off);
        assert_eq!(settings.severity(Code::UnknownTarget), Severity::Error);
        assert_eq!(
            (settings.repeat.jaccard, settings.repeat.containment),
            (0.5, Some(0.9))
        );
        assert_eq!(
            settings.waivers[0].until.map(|d| d.to_string()).as_deref(),
            Some("2026-12-31")
        );
        for (text, says) in [
            ("severities: {stale: off}", "`stale`"),
            ("thresholds: {jaccard: 1.5}", "jaccard"),
            ("waivers: [{code: self-citation}]", "no reason"),
            (
                "waivers: [{code: self-citation, reason: r, until: soon}]",
                "soon",
            ),
            ("waivers: [{code: self-citation, reson: r}]", "reson"),
        ] {
            let error = Settings::parse("f.yaml", text).expect_err(text).to_string();
            assert!(error.contains(says) && error.contains("f.yaml"), "{error}");
        }
        assert!(Settings::parse("f.yaml", "# nothing\n").is_ok());
    }
}
