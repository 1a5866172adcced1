use super::{BodyId, Change, Edition, Kind, Span};

/// A phrase that may cite something, as it is written: what stands where, before anyone asks what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The whole phrase, in bytes of the document's text.
    pub span: Span,
    /// Which sort of phrase it is.
    pub form: MentionForm,
    /// What it names, in the order of the text; a list has several, and so has a tracked change.
    pub written: Vec<Written>,
}

/// Which sort of phrase a [`Mention`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionForm {
    /// Names a text by kind and number.
    Cited,
    /// "this resolution".
    This,
    /// "the above resolution", "the two above-mentioned resolutions".
    Above,
    /// A place inside a text: "instructs 2 above", "annex to this resolution", "(i. TSBDir 2)".
    Provision,
    /// An edition history in brackets: "(Dubai, 2012; Hammamet, 2016)".
    History,
}

/// One thing that a [`Mention`] names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Written {
    /// What kind of text.
    pub kind: Option<Kind>,
    /// The number as written, without leading zeros; for a Radiocommunication Assembly text without version.
    pub number: Option<String>,
    /// Where the number itself stands.
    pub number_span: Span,
    /// The edition, the spelling of its place corrected.
    pub edition: Edition,
    /// The body that the phrase names, and how.
    pub body: Option<(BodyId, BodyMark)>,
    /// Another body that the phrase names too: "PP Resolution 44 of WTSA". One of the two is a slip.
    pub against: Option<BodyId>,
    /// True where an organ that is none of the bodies is named beside: "of Study Group 20".
    pub elsewhere: bool,
    /// The Sector of a recommendation: `ITU-T`.
    pub sector: Option<String>,
    /// The provision in front or behind, as written: `resolves 6`, `annex`.
    pub provision: Option<String>,
    /// The side of a tracked change.
    pub change: Option<Change>,
    /// What is wrong with the writing, and how it was read.
    pub slips: Vec<Slip>,
}

/// How a phrase names the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyMark {
    /// Before the word: "WTSA Resolution 44", "Resolution ITU-R 7", "WTSA-16 adopted Resolution 92".
    Prefix,
    /// Behind: "Resolution 20 (…) of WTSA".
    Suffix,
    /// "of this conference".
    ThisConference,
    /// Shared with the other members of the list.
    List,
}

/// A slip of the pen that was read right.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Slip {
    /// Which sort.
    pub kind: SlipKind,
    /// What is written.
    pub written: String,
    /// What it was read as.
    pub meant: String,
}

impl Slip {
    /// A slip of that sort; `meant` is empty where it is not said what is.
    pub fn new(kind: SlipKind, written: &str, meant: &str) -> Self {
        Slip {
            kind,
            written: written.to_owned(),
            meant: meant.to_owned(),
        }
    }
}

/// The sorts of slip; the audit has a finding for each.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum SlipKind {
    /// A place that no conference met at, but nearly.
    MisspeltPlace,
    /// "Resoluton".
    MisspeltWord,
    /// Brackets, commas or digits lost or doubled.
    Punctuation,
    /// A place and year at which no conference met.
    ImpossibleEdition,
    /// A letter of another script, or one that stands for a digit.
    Homoglyph,
    /// A tracked change whose two sides run together.
    RedlineResidue,
    /// A tracked change that can be split in more than one way.
    UndecidedRedline,
}
