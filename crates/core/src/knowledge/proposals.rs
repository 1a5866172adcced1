use super::Lazy;
use super::layers::Layers;
use super::load::KnowledgeError;
use serde::Deserialize;

/// How proposals to modify a text are marked (`proposals.yaml`).
#[derive(Clone, Debug)]
pub struct ProposalMarks {
    marks: Vec<Mark>,
    reference: Lazy,
    columns: Vec<String>,
    base: Vec<String>,
    drafts: Vec<String>,
    proposers: Vec<Proposer>,
}

/// A group of members that proposes together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Proposer {
    name: String,
    codes: Vec<String>,
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
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
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
    #[serde(default)]
    proposers: Vec<Proposer>,
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
    let file: File = source.read(FILE, &["word", "name"])?;
    let reference = Lazy::new(format!(r"\b(?:{})", file.reference.pattern));
    if !source.is_builtin() {
        let checked = reference.check();
        checked.map_err(|e| KnowledgeError::meaning(FILE, format!("`reference`: {e}")))?;
    }
    let marks = ProposalMarks {
        marks: file.marks,
        reference,
        columns: file.columns,
        base: file.base,
        drafts: file.drafts,
        proposers: file.proposers,
    };
    let examples = file.reference.examples.iter();
    for example in examples.filter(|_| !source.is_builtin()) {
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

    /// The mark of what a decision or a proposal wants.
    pub fn word(&self, means: Proposed) -> Option<&str> {
        let mark = self.marks.iter().find(|m| m.means == means)?;
        Some(mark.word.as_str())
    }

    /// Who proposes, by a name or by the code in a reference: AFCP.
    pub fn proposer(&self, code: &str) -> Option<&str> {
        let is_it = |p: &&Proposer| p.name == code || p.codes.iter().any(|c| c == code);
        Some(self.proposers.iter().find(is_it)?.name.as_str())
    }

    /// Where somebody stands among those who propose.
    pub fn place_of(&self, proposer: &str) -> Option<usize> {
        self.proposers.iter().position(|p| p.name == proposer)
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

    /// True where a line is a mark, a reference, or both, and nothing else.
    pub fn is_mark_line(&self, text: &str) -> bool {
        let rest = match self.reference(text) {
            Some(reference) => text.replacen(reference, " ", 1),
            None => text.to_owned(),
        };
        let found = rest.len() < text.len() || self.mark(&rest).is_some();
        let words = rest.split(|c: char| !c.is_alphanumeric());
        let mut words = words.filter(|w| !w.is_empty());
        found && words.all(|w| self.mark(w).is_some())
    }

    /// The reference of a proposal in `text`, as written.
    pub fn reference<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.reference.get()?.find(text).map(|m| m.as_str())
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
