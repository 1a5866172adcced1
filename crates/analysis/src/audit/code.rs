use crate::model::Severity;
use std::fmt;
use std::str::FromStr;

/// What is known of a [`Code`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// The word by which it goes: `stale-edition`.
    pub word: &'static str,
    /// How bad it is, unless the configuration says otherwise.
    pub severity: Severity,
    /// What it means, in one line.
    pub meaning: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

/// Makes the enum and its table out of one list, so that a code cannot be without meaning or advice.
macro_rules! codes {
    ($($name:ident $word:literal $severity:ident $meaning:literal $advice:literal;)*) => {
        /// Everything that an audit can find, in the order in which people are told.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $(#[doc = $meaning] $name,)* }

        impl Code {
            /// All codes, in their order.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// Severity, meaning and advice of the code.
            pub fn about(self) -> About {
                match self {
                    $(Code::$name => About {
                        word: $word,
                        severity: Severity::$severity,
                        meaning: $meaning,
                        advice: $advice,
                    },)*
                }
            }
        }
    };
}

codes! {
    // References.
    SuppressedTarget "suppressed-target" Error
        "A text cites a work that has been suppressed."
        "Cite what took its place, or drop the reference.";
    UnknownTarget "unknown-target" Error
        "A number is cited that no known work of that body has."
        "Check the number; the nearest numbers that exist are named.";
    ImpossibleEdition "impossible-edition" Error
        "An edition is cited that cannot be: no conference met there in that year."
        "Correct place or year.";
    BodyMismatch "body-mismatch" Error
        "The body that a citation names is not the one that met at the place and in the year it names."
        "Correct the body or the edition.";
    PredatedEdition "predated-edition" Error
        "A text cites an edition that is later than the text itself."
        "Check which of the two editions is wrong, that of the heading or that of the citation.";
    StaleEdition "stale-edition" Warning
        "An edition is cited of which a later one is known."
        "Cite the later edition, after checking that what is cited still stands there.";
    MixedEditions "mixed-editions" Warning
        "One text cites two editions of the same work."
        "Cite one edition throughout.";
    TemporaryNumber "temporary-number" Warning
        "A text is cited by the number that it had while it was negotiated."
        "Cite the final number.";
    MisspeltPlace "misspelt-place" Warning
        "The place of a conference is misspelt."
        "Correct the spelling.";
    MisspeltWord "misspelt-word" Note
        "The word that says what kind of text is cited is misspelt."
        "Correct the spelling.";
    RedlineResidue "redline-residue" Warning
        "The two sides of a tracked change run together."
        "Accept or reject the change, and print one edition.";
    MalformedCitation "malformed-citation" Note
        "Brackets, commas, digits or letters of a citation are lost, doubled, of another script or in each other's place."
        "Write the citation as it was read.";
    MissingRev "missing-rev" Note
        "A revised edition is printed without `Rev.`, or a first one with it."
        "Look up whether the number was adopted anew there, and print it so.";
    SelfCitation "self-citation" Note
        "A text cites itself by its number."
        "Write \"this resolution\", or check that the number is the one that was meant.";
    AmbiguousTarget "ambiguous-target" Note
        "A number is cited that several bodies have, and nothing says which is meant."
        "Name the body or the edition.";

    // Inside a text.
    DanglingProvision "dangling-provision" Error
        "A provision is cited that the text does not have."
        "Find where the provision went when the text was renumbered, and cite it there.";
    HeadingMismatch "heading-mismatch" Error
        "The text under a heading is that of another work."
        "Put the text under its own heading, and the right text under this one.";
    DuplicateLabel "duplicate-label" Warning
        "Items of one list have the same label, or a list stands twice."
        "Renumber the items, or strike the list that was left over.";
    GapInNumbering "gap-in-numbering" Warning
        "A list of items skips a label."
        "Renumber the items, or put back the one that was lost.";
    TitleDrift "title-drift" Warning
        "The same edition of a work goes by different titles."
        "Use the title under which it was adopted.";
    UnevenSpelling "uneven-spelling" Note
        "Words in headings, titles or cells of a document are printed in two ways, or one of them twice."
        "Print them in one way.";
    StrayTitle "stray-title" Warning
        "A paragraph of a text is nothing but the title of another work."
        "Put the title under its heading, or take it out.";
    LanguageMismatch "language-mismatch" Warning
        "Versions of one edition in two languages cite different texts in one provision."
        "Hold both against what was adopted, and correct the version that is wrong.";
    LinkMismatch "link-mismatch" Warning
        "A link leads to another text, or to another edition, than the words name that it stands on."
        "Find out which of the two is meant, and correct the other.";
    TextLost "text-lost" Note
        "Text was lost before the source reached us."
        "Get the source anew; what is lost is not guessed.";

    // Between the tables of a mapping document.
    MappedWithoutEquivalent "mapped-without-equivalent" Error
        "A work is listed as having no equivalent, and mapped all the same."
        "Take it off the list, or out of the table.";
    SlippedCell "slipped-cell" Error
        "A cell fits the neighbouring row and not its own."
        "Move it to the row where it belongs.";
    RepeatedRow "repeated-row" Error
        "A row stands twice, or has another subject than an earlier one and the same works."
        "Give the row the works of its own subject.";
    TableMismatch "table-mismatch" Warning
        "Two tables that should agree do not."
        "Decide which is right, and make the other one follow.";
    UnmappedText "unmapped-text" Warning
        "A text with the title of one of the parent body stands in no row."
        "Give it a cell in the row of that text.";
    OutdatedHeading "outdated-heading" Warning
        "A heading prints an older edition than another heading of the same document."
        "Print the newer edition, with its text.";
    MissingEdition "missing-edition" Note
        "A heading or cell names no edition, unlike those around it."
        "Print the edition.";
    DuplicateSubject "duplicate-subject" Warning
        "Two rows have the same subject."
        "Merge the rows, or tell their subjects apart.";
    UnsupportedCell "unsupported-cell" Note
        "Nothing backs a cell: no citation, no title, no common provision."
        "Check that the work belongs here; if so, write down why.";

    // Between the parts of an action plan.
    UnknownProvision "unknown-provision" Error
        "An item points at a provision that the resolution does not have."
        "Point it at the provision that it carries out.";
    ReusedNumber "reused-number" Error
        "The number of an item is used again: two items bear it, or one though it is listed as removed."
        "Number one of them anew.";
    MatrixMismatch "matrix-mismatch" Warning
        "The matrix and the items of an action plan do not agree on who acts."
        "Make the matrix follow the items, or the other way round.";
    UncoveredProvision "uncovered-provision" Note
        "No item points at an instruction to the Sector."
        "Add an item, or write down why none is needed.";

    // Repeated provisions.
    RepeatedProvision "repeated-provision" Warning
        "A provision stands in more than one work."
        "Keep it in one of them and point there from the others; see the reason for which.";
    Contradiction "contradiction" Warning
        "Provisions of two works say nearly the same, but for a negation, a number, a date or an obligation."
        "Decide which of them holds, and make the others follow.";
    MirroredDuty "mirrored-duty" Note
        "Several works tell the same to different addressees."
        "Leave it, or align the wording: each addressee needs its own duty.";
    UnmetInstruction "unmet-instruction" Note
        "The parent body tells a Sector to do something that no text of that Sector takes up; told only when asked for with `--only`."
        "Take it up in a text of the Sector, or write down why none is needed.";
    StandingFormula "standing-formula" Note
        "A clause that so many works carry that it is the way of the house; told only when asked for with `--only`."
        "Leave it.";

    // What the configuration says.
    ExpiredWaiver "expired-waiver" Warning
        "A waiver has run out; what it waived is reported again."
        "Decide again: settle the finding, or give the waiver a new date.";
    UnusedWaiver "unused-waiver" Warning
        "A waiver waives nothing any more."
        "Take it out.";
}

impl Code {
    /// The word by which it goes: `stale-edition`.
    pub fn word(self) -> &'static str {
        self.about().word
    }

    /// True for what is told only to those who ask for it by name.
    pub fn is_on_request(self) -> bool {
        matches!(self, Code::StandingFormula | Code::UnmetInstruction)
    }

    /// True for what is found by what the provisions of a text say, or by their not being there.
    pub(super) fn rests_on_provisions(self) -> bool {
        matches!(
            self,
            Code::DanglingProvision
                | Code::UnknownProvision
                | Code::UncoveredProvision
                | Code::MatrixMismatch
                | Code::HeadingMismatch
                | Code::DuplicateLabel
                | Code::GapInNumbering
                | Code::RepeatedProvision
                | Code::Contradiction
                | Code::MirroredDuty
                | Code::UnmetInstruction
                | Code::StandingFormula
        )
    }

    /// The codes that are looked for where none is asked for by name.
    pub fn usual() -> impl Iterator<Item = Code> {
        Code::ALL.iter().copied().filter(|c| !c.is_on_request())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// A word that is no code.
#[derive(Debug, thiserror::Error)]
#[error("`{word}` is no code of the audit; the nearest is `{nearest}`")]
pub struct UnknownCode {
    word: String,
    nearest: &'static str,
}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(word: &str) -> Result<Self, UnknownCode> {
        if let Some(code) = Code::ALL.iter().find(|c| c.word() == word) {
            return Ok(*code);
        }
        let nearest = Code::ALL
            .iter()
            .map(|c| c.word())
            .min_by_key(|known| (!known.starts_with(word), letters_wrong(known, word)))
            .unwrap_or("");
        Err(UnknownCode {
            word: word.to_owned(),
            nearest,
        })
    }
}

/// How many letters must be changed, added or dropped to make one word of the other.
fn letters_wrong(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn words_are_kebab_case_and_tell_codes_apart() {
        let words: BTreeSet<&str> = Code::ALL.iter().map(|c| c.word()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        for code in Code::ALL {
            let About {
                word,
                meaning,
                advice,
                severity,
            } = code.about();
            assert!(
                word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{word}"
            );
            assert!(meaning.ends_with('.') && advice.ends_with('.'), "{word}");
            assert!(severity > Severity::Off);
            assert_eq!(word.parse::<Code>().ok(), Some(*code));
        }
    }

    #[test]
    fn a_mistyped_code_names_the_nearest() {
        let error = "stale-editon".parse::<Code>().expect_err("no such code");
        assert!(error.to_string().ends_with("`stale-edition`"), "{error}");
    }
}
