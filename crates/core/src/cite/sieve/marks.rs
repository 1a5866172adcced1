//! What may be part of a citation, and what of it goes with what.

use crate::cite::class::*;

/// What a word or a sign may be part of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    /// A basic text, which may be named without a number.
    Text,
    /// The word of a kind of text.
    Kind,
    /// A word behind which a number stands: "No.", "Document", "Article".
    Numbered,
    /// A Sector, behind which the code of a recommendation may stand.
    Sector,
    /// What a provision begins with: "resolves".
    Opener,
    /// A part of a text: "Annex", "item".
    Division,
    /// "i." of an action plan, behind which stands who is to act.
    Action,
    /// "this", "the same".
    This,
    /// "above", behind a provision or before the word of a kind.
    Above,
    Digit,
    /// A bracket that closes.
    Close,
    /// One behind what may be a label.
    Label,
    /// A capital or a Roman numeral that stands alone and may be a label.
    Capital,
    /// What may begin a code: "T." of "T.zfec", the stroke of "70/1".
    Code,
    /// The letters of a session, right before its number: "C19".
    Session,
}

/// How many they are.
const MARKS: usize = Mark::Session as usize + 1;

/// What may be part of a citation together: the second within so many bytes behind the first. Between a provision and its
/// label stands who is addressed, but no end of a sentence; between the word of a kind and its number the name of a body.
const PAIRS: [(Mark, Mark, usize); 22] = [
    (Mark::Kind, Mark::Digit, 250),
    (Mark::Digit, Mark::Kind, 10),
    (Mark::Numbered, Mark::Digit, 40),
    (Mark::Numbered, Mark::Capital, 25),
    (Mark::Sector, Mark::Digit, 40),
    (Mark::Sector, Mark::Code, 100),
    (Mark::Kind, Mark::Code, 100),
    (Mark::Opener, Mark::Digit, 250),
    (Mark::Opener, Mark::Label, 250),
    (Mark::Opener, Mark::Close, 25),
    (Mark::Division, Mark::Digit, 40),
    (Mark::Division, Mark::Label, 25),
    (Mark::Division, Mark::Capital, 25),
    (Mark::Action, Mark::Digit, 100),
    (Mark::Action, Mark::Close, 100),
    (Mark::Opener, Mark::Above, 250),
    (Mark::Above, Mark::Opener, 25),
    (Mark::Division, Mark::Above, 40),
    (Mark::This, Mark::Kind, 50),
    (Mark::Kind, Mark::This, 20),
    (Mark::Above, Mark::Kind, 50),
    (Mark::Code, Mark::Digit, 30),
];

/// Marks, each a bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks(pub(super) u16);

impl Marks {
    /// What a word may be that terms of these classes have.
    pub(super) fn of(classes: &[u8]) -> Self {
        let known = [
            (Mark::Text, &[BASIC, BASIC_SHORT][..]),
            (Mark::Kind, &[KIND, KINDS, KSHORT]),
            (
                Mark::Numbered,
                &[BASIC_NUMBER, NUMBER_SIGN, PAPER, SYMBOL, ARTICLE],
            ),
            (Mark::Sector, &[SECTOR]),
            (Mark::Opener, &[OPENER]),
            (Mark::Division, &[DIVISION, ITEM]),
            (Mark::Action, &[ACTION]),
            (Mark::This, &[THIS, SAME]),
            (Mark::Above, &[ABOVE, POSITION]),
            (Mark::Session, &[SESSION_MARK]),
        ];
        let has = |of: &[u8]| classes.iter().any(|c| of.contains(c));
        let bits = known.iter().filter(|(_, of)| has(of));
        Marks(bits.fold(0, |all, (mark, _)| all | 1 << *mark as u16))
    }

    /// True where it may be all that `other` may be.
    pub(super) fn has_all(self, other: Marks) -> bool {
        self.0 & other.0 == other.0
    }

    fn has(self, mark: Mark) -> bool {
        self.0 & 1 << mark as u16 != 0
    }
}

/// What was seen in a paragraph.
#[derive(Default)]
pub(super) struct Seen {
    /// Behind which byte each mark stood last; 0 for none.
    last: [usize; MARKS],
    /// Something may be cited.
    pub(super) cites: bool,
}

impl Seen {
    pub(super) fn add(&mut self, marks: Marks, at: usize) {
        let near = |(first, second, reach): &(Mark, Mark, usize)| {
            let last = self.last[*first as usize];
            marks.has(*second) && last > 0 && at + 1 - last <= *reach
        };
        self.cites |= marks.has(Mark::Text) || PAIRS.iter().any(near);
        for (mark, last) in self.last.iter_mut().enumerate() {
            if marks.0 & 1 << mark != 0 {
                *last = at + 1;
            }
        }
    }

    pub(super) fn mark(&mut self, mark: Mark, at: usize) {
        self.add(Marks(1 << mark as u16), at);
    }

    /// An end of a sentence parts a provision from what stands behind it.
    pub(super) fn end_sentence(&mut self) {
        self.last[Mark::Opener as usize] = 0;
    }
}
