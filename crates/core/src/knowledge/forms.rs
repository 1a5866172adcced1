use super::Lazy;
use super::layers::Layers;
use super::load::KnowledgeError;
use crate::model::Kind;
use crate::script::beginning;
use regex::{Captures, Regex};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How citations are written (`forms.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    /// The kinds of text that bodies adopt.
    pub kinds: Vec<KindWords>,
    /// The basic texts.
    #[serde(default)]
    pub basic_texts: Vec<BasicText>,
    /// Words around their names.
    pub basic_words: BasicWords,
    /// The recommendations of the Sectors' study groups.
    pub sector_recommendations: Vec<SectorRecommendations>,
    /// "Report", before a code that is then none of a recommendation
    pub no_recommendation: Vec<String>,
    /// Meeting documents.
    pub documents: Vec<DocumentForm>,
    /// The groups that they belong to.
    pub groups: Groups,
    /// Document numbers that need no word before them.
    pub document_numbers: Vec<DocumentNumber>,
    /// What the numbers of texts look like.
    pub numbers: Numbers,
    /// What codes and labels look like.
    pub expressions: Expressions,
}

impl Forms {
    /// The word for a text of that kind, or for several.
    pub fn word_of(&self, kind: Kind, many: bool) -> Option<&str> {
        let words = self.kinds.iter().find(|words| words.kind == kind)?;
        let of_many = words.many.first().filter(|_| many);
        of_many.or(words.words.first()).map(String::as_str)
    }
}

/// What a kind of adopted text is called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindWords {
    /// The kind.
    pub kind: Kind,
    /// Written out, one of them.
    pub words: Vec<String>,
    /// Written out, several.
    pub many: Vec<String>,
    /// Abbreviations, which count only before a number.
    pub short: Vec<String>,
    /// Common slips of the pen for `words`.
    #[serde(default)]
    pub misspelt: Vec<String>,
    /// The same for `many`.
    #[serde(default)]
    pub many_misspelt: Vec<String>,
}

/// A basic text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasicText {
    /// Which.
    pub kind: Kind,
    /// True where other organisations have one of that name.
    #[serde(default)]
    pub generic: bool,
    /// Its names.
    pub names: Vec<String>,
    /// Abbreviations, which stand before a number.
    pub short: Vec<String>,
    /// What its numbers look like, where that alone tells it (a regular expression).
    #[serde(default)]
    pub numbers: Option<String>,
    /// Words behind the name that make it another text's, unless its owner stands before it.
    #[serde(default)]
    pub not_before: Vec<String>,
}

/// Words around the names of basic texts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BasicWords {
    /// "No.", "provision"
    pub numbers: Vec<String>,
    /// "Article", as it is printed, and how it is written.
    pub articles: BTreeMap<String, Vec<String>>,
    /// One of these stands somewhere in a document in which "the Convention" is ours.
    pub ours: Vec<String>,
    /// Words behind a name that make it another text's.
    pub other: Vec<String>,
}

/// The recommendations of a Sector's study groups.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectorRecommendations {
    /// `ITU-T`
    pub sector: String,
    /// How it is written.
    pub names: Vec<String>,
    /// The letters of its series.
    pub letters: Vec<String>,
    /// Those of them whose codes are known without the Sector's name.
    pub alone: Vec<String>,
    /// A hyphen in a code leads a version: `M.1036-6`. Without versions no code that stands alone has one.
    #[serde(default)]
    pub versions: bool,
}

/// A sort of meeting document.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentForm {
    /// What its ids begin with.
    pub label: String,
    /// How it is written before the number.
    pub words: Vec<String>,
    /// It belongs to a group.
    pub group: bool,
    /// It counts without a group before it.
    pub alone: bool,
    /// Further numbers may follow.
    pub list: bool,
    /// It counts only where the conference is named beside it, whose mark its number then begins with.
    #[serde(default)]
    pub session: bool,
    /// Its group is the one named nearest before it, rather than that of most documents.
    #[serde(default)]
    pub nearest: bool,
}

/// The groups that documents belong to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    /// `TSAG`
    pub names: Vec<String>,
    /// `SG`, which has a number behind it.
    pub numbered: Vec<String>,
}

/// What codes and labels look like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expressions {
    /// The code of a recommendation behind its letters: ".164", of which it tells numbers from names.
    pub code: Expression,
    /// What makes such a number another thing's: "/11" behind it.
    pub no_code: Expression,
    /// "(10/2016)" behind a code.
    pub month_year: Expression,
    /// What stands between the word for a document and its number.
    pub paper_first: Expression,
    /// The number of a document, and what stands behind it: "Rev.1", "/GEN", "(GEN/5)".
    pub paper: Expression,
    /// Who proposed a document, and which addendum to it: " ATU Add08".
    pub addendum: Expression,
    /// The label of a place in a text.
    pub label: Expression,
}

/// What an expression finds is hardly longer, in bytes.
const NEAR: usize = 256;

/// A regular expression for what stands at a place of a text; spaces in it say nothing.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Expression(Lazy);

impl Expression {
    /// What stands at byte `at` of `text`, and the byte behind it.
    pub fn captures_at<'t>(&self, text: &'t str, at: usize) -> Option<(Captures<'t>, usize)> {
        let found = self.0.get()?.captures(beginning(text.get(at..)?, NEAR))?;
        let end = at + found.get_match().end();
        Some((found, end))
    }
}

impl TryFrom<String> for Expression {
    type Error = regex::Error;

    fn try_from(pattern: String) -> Result<Self, Self::Error> {
        Lazy::parsed(format!("^(?x:{pattern})")).map(Expression)
    }
}

/// What the numbers of texts look like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numbers {
    /// What several of them are made of.
    pub parts: BTreeMap<String, String>,
    /// Each sort of them; the first that fits counts.
    pub shapes: Vec<NumberForm>,
}

/// What one sort of numbers looks like.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberForm {
    /// The class of words that they are of.
    pub class: String,
    /// A regular expression with parts; its groups are the number.
    pub pattern: String,
    /// What must stand behind it.
    #[serde(default)]
    pub before: String,
    /// The second group is the version of the text.
    #[serde(default)]
    pub version: bool,
    /// What it reads in a text.
    pub examples: BTreeMap<String, String>,
}

/// A document number that needs no word before it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DocumentNumber {
    /// A regular expression.
    pub pattern: String,
    /// What it matches.
    pub examples: Vec<String>,
}

pub(super) fn load_forms(source: &Layers) -> Result<Forms, KnowledgeError> {
    let forms: Forms = source.read("forms.yaml", &["kind"])?;
    if source.is_builtin() {
        return Ok(forms);
    }
    let wrong = |what: String| KnowledgeError::meaning("forms.yaml", what);
    let e = &forms.expressions;
    for expression in [
        &e.code,
        &e.no_code,
        &e.month_year,
        &e.paper_first,
        &e.paper,
        &e.addendum,
        &e.label,
    ] {
        let checked = expression.0.check();
        checked.map_err(|error| wrong(error.to_string()))?;
    }
    for shape in forms.basic_texts.iter().filter_map(|t| t.numbers.as_ref()) {
        Regex::new(shape).map_err(|error| wrong(format!("`numbers: {shape}`: {error}")))?;
    }
    for number in &forms.document_numbers {
        let whole = Regex::new(&format!("^(?:{})$", number.pattern))
            .map_err(|error| wrong(format!("`pattern: {}`: {error}", number.pattern)))?;
        if let Some(example) = number.examples.iter().find(|e| !whole.is_match(e)) {
            return Err(wrong(format!(
                "the example \"{example}\" does not match \"{}\"",
                number.pattern
            )));
        }
    }
    Ok(forms)
}
