use super::{Index, PartKind, Provision, ResolutionText, WorkId};
use crate::script::bare;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What sort of copy of a text this is, and what it is good for.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Witness {
    /// What sort of copy.
    pub kind: WitnessKind,
    /// How much it holds of what the fullest copy of its edition says, per cent.
    #[serde(default)]
    pub percent: u8,
    /// For a copy without date: the year of the assembly that its document is of. It is taken for the edition that
    /// was in force then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<u16>,
    /// It speaks for its edition: no other copy of it is fuller.
    #[serde(default)]
    pub leads: bool,
    /// It speaks for its work.
    #[serde(default)]
    pub speaks: bool,
    /// The text of the index that says all that this one says: the two count once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<usize>,
}

/// The sorts of copies.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum WitnessKind {
    /// Reasons and operative part.
    Full,
    /// Some of its parts, such as the operative part alone.
    Extract,
    /// Nothing but heading, title and opening sentence.
    #[default]
    Heading,
    /// A draft, a proposal to modify the text, or a copy that shows what was changed.
    Draft,
    /// In another language than the copy that leads.
    Translation,
}

impl WitnessKind {
    /// The words for people: `an extract`.
    pub fn words(self) -> &'static str {
        match self {
            WitnessKind::Full => "the full text",
            WitnessKind::Extract => "an extract",
            WitnessKind::Heading => "its heading only",
            WitnessKind::Draft => "a draft, or a copy with its changes marked",
            WitnessKind::Translation => "a translation",
        }
    }
}

/// Which copy of a work an answer rests on; its words are `an extract, Rev. Hammamet, 2016 (plan.txt:12)`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Copy {
    /// The work.
    pub id: WorkId,
    /// What sort of copy.
    pub kind: WitnessKind,
    /// How much of its edition it holds, per cent.
    pub percent: u8,
    /// Its edition as printed: `Rev. Hammamet, 2016`; none where it has no date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// For a copy without date: the year of the assembly that its document is of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<u16>,
    /// The file.
    pub file: String,
    /// The line of its heading (from 1).
    pub line: usize,
}

impl fmt::Display for Copy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind.words())?;
        match (&self.edition, self.as_of) {
            (Some(edition), _) => write!(f, ", {edition}")?,
            (None, Some(year)) => write!(f, ", without date, as of {year}")?,
            (None, None) => write!(f, ", without date")?,
        }
        write!(f, " ({}:{})", self.file, self.line)
    }
}

impl ResolutionText {
    /// What sort of copy it is by its parts; `is_draft` where it is known to be one.
    pub fn kind_of_copy(&self, is_draft: bool) -> WitnessKind {
        let has = |part| self.provisions.iter().any(|p| p.part == part);
        match () {
            () if is_draft => WitnessKind::Draft,
            () if has(PartKind::Preamble) && has(PartKind::Operative) => WitnessKind::Full,
            () if self.provisions.is_empty() => WitnessKind::Heading,
            () => WitnessKind::Extract,
        }
    }
}

impl Index {
    /// The copy that speaks for a work, where the index holds one.
    ///
    /// Of all that is known of a work, a text with provisions speaks before a heading, an adopted one before a draft,
    /// the latest edition before earlier ones unless it is at hand in a much emptier copy only, the fullest copy of an
    /// edition before emptier ones, a dated copy before one without date where it is no emptier.
    pub fn text_of(&self, id: &WorkId) -> Option<&ResolutionText> {
        self.texts
            .iter()
            .find(|t| t.witness.speaks && t.work.as_ref() == Some(id))
    }

    /// The provisions of a work, each with the copy that it stands in: those of the copy that speaks, and behind them
    /// what other copies of the same edition add.
    pub fn provisions_of(&self, id: &WorkId) -> Vec<(&ResolutionText, &Provision)> {
        let Some(first) = self.text_of(id) else {
            return Vec::new();
        };
        let mut found: Vec<_> = first.provisions.iter().map(|p| (first, p)).collect();
        let adds = |text: &&ResolutionText| {
            !std::ptr::eq(*text, first)
                && text.is_of_edition(first)
                && matches!(text.witness.kind, WitnessKind::Full | WitnessKind::Extract)
        };
        let texts = self.texts.iter().filter(|t| t.work.as_ref() == Some(id));
        let mut held: Option<Held> = None;
        for text in texts.filter(adds) {
            let held = held.get_or_insert_with(|| Held::of(&first.provisions));
            let lacks = |p: &&Provision| !held.has(p);
            let lacking: Vec<_> = text.provisions.iter().filter(lacks).collect();
            lacking.iter().for_each(|p| held.add(p));
            found.extend(lacking.into_iter().map(|p| (text, p)));
        }
        found
    }

    /// Which copy answers about a work rest on.
    pub fn copy_of(&self, id: &WorkId) -> Option<Copy> {
        self.text_of(id).map(|text| self.copy(id, text))
    }

    /// `text`, a copy of `id`, for papers.
    pub fn copy(&self, id: &WorkId, text: &ResolutionText) -> Copy {
        let source = self.sources.get(text.source);
        Copy {
            id: id.clone(),
            kind: text.witness.kind,
            percent: text.witness.percent,
            edition: text
                .edition()
                .filter(|e| !e.is_empty())
                .map(ToString::to_string),
            as_of: text.witness.as_of,
            file: source.map(|s| s.file.clone()).unwrap_or_default(),
            line: text.line,
        }
    }

    /// The citations, one of those that stand in several copies of one text.
    pub fn distinct_citations(&self) -> impl Iterator<Item = (usize, &super::Citation)> {
        let all = self.citations.iter().enumerate();
        all.filter(|(_, c)| c.repeats.is_none())
    }
}

impl ResolutionText {
    /// False where both are dated and the dates differ.
    pub fn is_of_edition(&self, other: &ResolutionText) -> bool {
        match (self.edition(), other.edition()) {
            (Some(one), Some(other)) => one.agrees_with(other),
            _ => true,
        }
    }
}

/// The provisions of `text` that stand under none of the addresses of `others`, and whose words none of them holds.
///
/// Two copies of one text may print an opening phrase, or whom it addresses, in two ways, and may cut their
/// paragraphs and labels otherwise: the words count, wherever they stand.
pub fn lacking<'t>(
    text: &'t ResolutionText,
    others: impl Iterator<Item = &'t Provision>,
) -> Vec<&'t Provision> {
    let held = Held::of(others);
    let lacks = |p: &&Provision| !held.has(p);
    text.provisions.iter().filter(lacks).collect()
}

/// What the provisions of a text say, as copies of one text are compared.
#[derive(Debug, Default)]
struct Held {
    paths: std::collections::BTreeSet<String>,
    phrase: String,
    /// Phrases and clauses, without labels.
    words: String,
    /// Labels and clauses.
    labelled: String,
}

impl Held {
    fn of<'t>(provisions: impl IntoIterator<Item = &'t Provision>) -> Held {
        let mut held = Held::default();
        provisions.into_iter().for_each(|p| held.add(p));
        held
    }

    fn add(&mut self, provision: &Provision) {
        self.paths.insert(bare(&provision.path));
        let phrase = bare(&provision.phrase);
        if phrase != self.phrase {
            self.words.push_str(&phrase);
            self.phrase = phrase;
        }
        let words = bare(clause(provision));
        self.words.push_str(&words);
        self.labelled.push_str(&labelled(provision, &words));
    }

    fn has(&self, provision: &Provision) -> bool {
        self.paths.contains(&bare(&provision.path)) || {
            let words = bare(clause(provision));
            !words.is_empty()
                && (self.words.contains(&words)
                    || self.labelled.contains(&labelled(provision, &words)))
        }
    }
}

/// The words of a provision, without a number that was taken for words of it.
fn clause(provision: &Provision) -> &str {
    let text = provision
        .text
        .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    match text.starts_with(char::is_whitespace) {
        true => text,
        false => &provision.text,
    }
}

/// Its label and its words, which are `words` behind a number that was taken for words of it.
fn labelled(provision: &Provision, words: &str) -> String {
    let label = provision.labels.last().map(|l| bare(l));
    let number = provision.text.len() - clause(provision).len();
    label.unwrap_or_default() + &bare(&provision.text[..number]) + words
}
