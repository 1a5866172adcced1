use super::layers::Layers;
use super::load::KnowledgeError;
use crate::model::Kind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// How citations are written (`forms.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    /// The kinds of text that bodies adopt.
    pub kinds: Vec<KindWords>,
    /// Words of the grammar.
    pub words: GrammarWords,
    /// Parts of a text that a phrase may point at.
    pub divisions: Divisions,
    /// The basic texts.
    #[serde(default)]
    pub basic_texts: Vec<BasicText>,
    /// Words around their names.
    pub basic_words: BasicWords,
    /// The recommendations of the Sectors' study groups.
    pub sector_recommendations: Vec<SectorRecommendations>,
    /// "Report", before a code that is then none of a recommendation
    pub no_recommendation: Vec<String>,
    /// "series"
    pub series_words: Vec<String>,
    /// Meeting documents.
    pub documents: Vec<DocumentForm>,
    /// The groups that they belong to.
    pub groups: Groups,
    /// Document numbers that need no word before them.
    pub document_numbers: Vec<DocumentNumber>,
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

/// Words of the grammar; each may be a phrase.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrammarWords {
    /// "Rev."
    pub revised: Vec<String>,
    /// "revision", somewhere in the brackets of an edition
    pub revision: Vec<String>,
    /// "as revised in", before place and year
    pub revised_in: Vec<String>,
    /// "adopted in", before place and year
    pub adopted_in: Vec<String>,
    /// "last amended"
    pub amended: Vec<String>,
    /// "and"
    pub and: Vec<String>,
    /// "to", of a range
    pub through: Vec<String>,
    /// "of the", "adopted by"
    pub of: Vec<String>,
    /// "from", before a body whose text it is
    pub from: Vec<String>,
    /// Months, as they stand before a year.
    pub months: Vec<String>,
    /// "No."
    pub number: Vec<String>,
    /// "this"
    pub this: Vec<String>,
    /// "above-mentioned"
    pub above: Vec<String>,
    /// "respective", before a number that every Sector has
    pub each: Vec<String>,
    /// "of each Sector", behind it
    pub each_behind: Vec<String>,
    /// "the"
    pub the: Vec<String>,
    /// "above", behind a provision of the same text
    pub position: Vec<String>,
    /// "of", "to the", between a provision and its text
    pub joining: Vec<String>,
    /// "under", "see", before a provision
    pub leading: Vec<String>,
    /// "study group": organs whose texts are none of the bodies', in lower case
    pub organs: Vec<String>,
    /// "board": the words of which one stands in the name of an organ
    pub organ_words: Vec<String>,
    /// "mondiale", behind such a word, in small letters
    pub organ_adjectives: Vec<String>,
    /// "of", within a name
    pub of_name: Vec<String>,
    /// "on", within a name
    pub on_name: Vec<String>,
    /// What is written with a capital before "Resolution" and is the name of no organ
    pub no_organ: Vec<String>,
    /// How a sentence goes on behind a list of numbers that counts nothing
    pub behind_list: Vec<String>,
    /// "years", "lines": what a number behind "resolution" counts where it names no text
    pub units: Vec<String>,
    /// Organisations that are none of the bodies, where nothing but a bracket or colon tells whose a text is.
    pub others: Vec<String>,
    /// "its", before a text of the one that was named last
    pub its: Vec<String>,
    /// "adopted", between the one who did and the text
    pub adopting: Vec<String>,
    /// "has", "also", around such a word
    pub around_adopting: Vec<String>,
    /// "in", "through", between one who decides and the text
    pub by_which: Vec<String>,
    /// "decided", "has", before one of these
    pub deciding: Vec<String>,
    /// "thereof"
    pub thereof: Vec<String>,
    /// "decree": a law that no body adopts
    pub other_texts: Vec<String>,
    /// "second", before the name of a body
    pub ordinals: Vec<String>,
    /// "instruct", of "resolves to instruct 2"
    pub to_do: Vec<String>,
}

/// Parts of a text.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Divisions {
    /// "annex", "section"
    pub words: Vec<String>,
    /// "i." for instructs or invites
    pub short: Vec<String>,
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
    /// "of the", between number and name
    pub of: Vec<String>,
    /// "ITU", before the name
    pub owner: Vec<String>,
    /// "the Union", behind "Constitution of"
    pub union: Vec<String>,
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
    let wrong = |what: String| KnowledgeError::meaning("forms.yaml", what);
    for shape in forms.basic_texts.iter().filter_map(|t| t.numbers.as_ref()) {
        regex::Regex::new(shape).map_err(|error| wrong(format!("`numbers: {shape}`: {error}")))?;
    }
    for number in &forms.document_numbers {
        let whole = regex::Regex::new(&format!("^(?:{})$", number.pattern))
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
