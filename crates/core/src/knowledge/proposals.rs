use super::layers::Layers;
use super::load::KnowledgeError;
use regex::Regex;
use serde::Deserialize;

/// How proposals to modify a text are marked (`proposals.yaml`).
#[derive(Clone, Debug)]
pub struct ProposalMarks {
    marks: Vec<Mark>,
    reference: Regex,
    columns: Vec<String>,
    base: Vec<String>,
    drafts: Vec<String>,
}

/// A word in front of a proposal.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    word: String,
    means: Proposed,
    #[serde(default)]
    examples: Vec<String>,
}

/// What a proposal wants done with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Proposed {
    /// Change it.
    Modify,
    /// A new text.
    Add,
    /// Suppress it.
    Suppress,
    /// Leave it as it is.
    NoChange,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    marks: Vec<Mark>,
    reference: Pattern,
    columns: Vec<String>,
    base: Vec<String>,
    #[serde(default)]
    drafts: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pattern {
    pattern: String,
    #[serde(default)]
    examples: Vec<String>,
}

pub(super) fn load(source: &Layers) -> Result<ProposalMarks, KnowledgeError> {
    const FILE: &str = "proposals.yaml";
    let file: File = source.read(FILE, &["word"])?;
    let reference = Regex::new(&format!(r"\b(?:{})", file.reference.pattern))
        .map_err(|e| KnowledgeError::meaning(FILE, format!("`reference`: {e}")))?;
    let marks = ProposalMarks {
        marks: file.marks,
        reference,
        columns: file.columns,
        base: file.base,
        drafts: file.drafts,
    };
    for example in &file.reference.examples {
        if marks.reference(example) != Some(example.as_str()) {
            return Err(KnowledgeError::meaning(
                FILE,
                format!("`reference` does not match its example {example:?}"),
            ));
        }
    }
    for mark in &marks.marks {
        for example in &mark.examples {
            if marks.mark(example).map(|(_, means)| means) != Some(mark.means) {
                return Err(KnowledgeError::meaning(
                    FILE,
                    format!("`{}` is not read in its example {example:?}", mark.word),
                ));
            }
        }
    }
    Ok(marks)
}

impl ProposalMarks {
    /// The mark that stands as a word of its own in `text`: (as written in the knowledge, what it means).
    pub fn mark(&self, text: &str) -> Option<(&str, Proposed)> {
        text.split(|c: char| !c.is_alphanumeric()).find_map(|word| {
            let mark = self.marks.iter().find(|m| m.word == word)?;
            Some((mark.word.as_str(), mark.means))
        })
    }

    /// True for the words in front of the heading of a proposal or a draft.
    pub fn is_draft(&self, before: &str) -> bool {
        let mut words = before.split(|c: char| !c.is_alphanumeric());
        let is_word = |word: &str| {
            let lower = word.to_lowercase();
            self.drafts.contains(&lower)
        };
        self.mark(before).is_some() || words.any(is_word)
    }

    /// The reference of a proposal in `text`, as written.
    pub fn reference<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.reference.find(text).map(|m| m.as_str())
    }

    /// True for the heading of a column that holds a proposal.
    pub fn heads_proposal(&self, heading: &str) -> bool {
        begins_with(heading, &self.columns) || self.mark(heading).is_some()
    }

    /// True for the heading of a column that holds the text in force.
    pub fn heads_base(&self, heading: &str) -> bool {
        begins_with(heading, &self.base)
    }
}

fn begins_with(heading: &str, words: &[String]) -> bool {
    let heading = heading.trim().to_lowercase();
    words.iter().any(|w| heading.starts_with(&w.to_lowercase()))
}
