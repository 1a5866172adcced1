//! Reads raw text piece by piece: gaps, words, digits. Whatever a converter left between the pieces
//! (no-break spaces, soft hyphens, bookmarks, notes) is a gap, so that positions stay those of the source.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

/// The longest word that is looked at.
const WORD: usize = 40;
/// How far an inserted bookmark, note or field may reach.
const NOTE: usize = 4000;

/// What lies between two pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// Where it ends.
    pub(super) end: usize,
    /// There was a line break.
    pub(super) broken: bool,
    /// A cell mark or an empty line: what follows does not belong to what was before.
    pub(super) hard: bool,
}

/// Folded words.
pub(super) type WordSet = FxHashSet<Vec<u8>>;
/// Something for each of some folded words.
pub(super) type WordMap<T> = FxHashMap<Vec<u8>, T>;

/// A run of letters, folded: lower case, without accents, letters of other scripts that look like Latin
/// ones replaced by these.
#[derive(Clone, Copy)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    folded: [u8; WORD],
    len: u8,
    /// The first letter is a capital.
    pub(super) capital: bool,
    /// A letter of another script stood in for a Latin one.
    pub(super) homoglyph: bool,
}

impl Word {
    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.folded[..usize::from(self.len)]).unwrap_or("")
    }

    /// The same as bytes: the key of a [`WordSet`] or [`WordMap`].
    pub(super) fn key(&self) -> &[u8] {
        &self.folded[..usize::from(self.len)]
    }

    /// True where the word, folded, is `wanted`.
    pub(super) fn is(&self, wanted: &str) -> bool {
        self.key() == wanted.as_bytes()
    }

    fn push(&mut self, c: char) {
        if self.len == 0 {
            self.capital = c.is_uppercase();
        }
        let slot = usize::from(self.len);
        if slot < WORD {
            let (letter, homoglyph) = fold(c);
            self.folded[slot] = letter;
            self.homoglyph |= homoglyph;
            self.len += 1;
        }
    }

    fn empty(at: usize) -> Self {
        Word {
            start: at,
            end: at,
            folded: [0; WORD],
            len: 0,
            capital: false,
            homoglyph: false,
        }
    }
}

/// Folds a whole phrase as [`Lex::word`] folds words: letters only, words parted by one space.
pub(super) fn fold_phrase(phrase: &str) -> Vec<String> {
    let lex = Lex { text: phrase };
    let mut words = Vec::new();
    let mut at = 0;
    while at < phrase.len() {
        match lex.word(at) {
            Some(word) => {
                words.push(word.text().to_owned());
                at = word.end;
            }
            None => at += lex.char_at(at).map_or(1, char::len_utf8),
        }
    }
    words
}

/// Folds to letters and digits alone: `Rev. Málaga-Torremolinos` → `revmalagatorremolinos`.
pub(super) fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| {
            if c.is_ascii_digit() {
                c
            } else {
                char::from(fold(c).0)
            }
        })
        .collect()
}

/// The Latin small letter for `c`, and whether it is only a lookalike. `?` where there is none.
pub(super) fn fold(c: char) -> (u8, bool) {
    if c.is_ascii() {
        return (c.to_ascii_lowercase() as u8, false);
    }
    let look = match c {
        'А' | 'а' | 'Α' | 'α' => Some(b'a'),
        'В' | 'Β' => Some(b'b'),
        'С' | 'с' => Some(b'c'),
        'Е' | 'е' | 'Ε' => Some(b'e'),
        'Н' | 'Η' => Some(b'h'),
        'І' | 'і' | 'Ι' | 'ι' => Some(b'i'),
        'К' | 'к' | 'Κ' | 'κ' => Some(b'k'),
        'М' | 'м' | 'Μ' => Some(b'm'),
        'Ν' => Some(b'n'),
        'О' | 'о' | 'Ο' | 'ο' => Some(b'o'),
        'Р' | 'р' | 'Ρ' | 'ρ' => Some(b'p'),
        'Ѕ' | 'ѕ' => Some(b's'),
        'Т' | 'т' | 'Τ' | 'τ' => Some(b't'),
        'Х' | 'х' | 'Χ' | 'χ' => Some(b'x'),
        'У' | 'у' | 'Υ' => Some(b'y'),
        _ => None,
    };
    if let Some(letter) = look {
        return (letter, true);
    }
    let base = c.nfkd().next().unwrap_or(c).to_ascii_lowercase();
    if base.is_ascii_alphabetic() {
        (base as u8, false)
    } else {
        (b'?', false)
    }
}

/// A reader of one text; all positions are bytes of it.
#[derive(Clone, Copy)]
pub(super) struct Lex<'t> {
    pub(super) text: &'t str,
}

impl<'t> Lex<'t> {
    pub(super) fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes().get(at).copied().unwrap_or(0)
    }

    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.bytes().get(at)?;
        if byte.is_ascii() {
            return Some(char::from(byte));
        }
        self.text.get(at..)?.chars().next()
    }

    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        let byte = *self.bytes().get(at.checked_sub(1)?)?;
        if byte.is_ascii() {
            return Some(char::from(byte));
        }
        self.text.get(..at)?.chars().next_back()
    }

    /// What may be skipped from `at` on.
    pub(super) fn gap(&self, at: usize) -> Gap {
        let mut gap = Gap {
            end: at,
            ..Gap::default()
        };
        loop {
            let at = gap.end;
            match self.byte(at) {
                b'\n' => {
                    gap.end += 1;
                    let line = self.bytes()[gap.end..]
                        .iter()
                        .position(|b| !matches!(b, b' ' | b'\r'))
                        .map_or(self.text.len(), |n| gap.end + n);
                    gap.broken = true;
                    gap.hard |= matches!(self.byte(line), b'\t' | b'\n' | 0);
                }
                b' ' | b'\t' | b'\r' | 0x0b | 0x0c => gap.end += 1,
                b'[' => match self.bracketed(at) {
                    Some(end) => gap.end = end,
                    None => return gap,
                },
                b'H' => match self.field(at) {
                    Some(end) => gap.end = end,
                    None => return gap,
                },
                byte if byte.is_ascii() => return gap,
                _ => match self.char_at(at) {
                    Some(c) if is_gap(c) => gap.end += c.len_utf8(),
                    _ => return gap,
                },
            }
        }
    }

    /// The end of a gap that does not part what it stands between.
    pub(super) fn soft_gap(&self, at: usize) -> Option<usize> {
        let gap = self.gap(at);
        (!gap.hard).then_some(gap.end)
    }

    /// `[bookmark: …]`, `[footnoteRef:3]1`, `[3: 1 …]` at `at`: its end.
    fn bracketed(&self, at: usize) -> Option<usize> {
        let rest = &self.bytes()[at + 1..];
        let reference = rest.starts_with(b"footnoteRef:") || rest.starts_with(b"endnoteRef:");
        let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
        let note = digits > 0 && digits < 5 && rest.get(digits) == Some(&b':');
        if !(reference || note || rest.starts_with(b"bookmark:")) {
            return None;
        }
        let mut depth = 0usize;
        let mut close = None;
        for (i, b) in rest.iter().take(NOTE).enumerate() {
            match b {
                b'[' => depth += 1,
                b']' if depth == 0 => {
                    close = Some(at + 1 + i + 1);
                    break;
                }
                b']' => depth -= 1,
                _ => {}
            }
        }
        let mut end = close?;
        if reference {
            // The printed mark of the note, one or two digits, is stuck to it.
            let mark = self.bytes()[end..]
                .iter()
                .take(2)
                .take_while(|b| b.is_ascii_digit() || **b == b'*')
                .count();
            end += mark;
        }
        Some(end)
    }

    /// `HYPERLINK "…"` at `at`: its end.
    fn field(&self, at: usize) -> Option<usize> {
        let rest = self.bytes()[at..].strip_prefix(b"HYPERLINK")?;
        let open = rest.iter().take(8).position(|b| *b == b'"')?;
        let close = memchr::memchr(b'"', &rest[open + 1..rest.len().min(open + NOTE)])?;
        Some(at + "HYPERLINK".len() + open + 1 + close + 1)
    }

    /// The word that begins at `at`. Soft hyphens and zero-width characters inside it are skipped.
    pub(super) fn word(&self, at: usize) -> Option<Word> {
        let mut word = Word::empty(at);
        let letters = self.bytes().get(at..)?.iter();
        let mut here = at;
        for byte in letters.take(WORD).take_while(|b| b.is_ascii_alphabetic()) {
            word.folded[here - at] = byte | 0x20;
            here += 1;
        }
        if here > at {
            word.capital = self.byte(at).is_ascii_uppercase();
            word.len = (here - at) as u8;
            word.end = here;
        }
        while let Some(c) = self.char_at(here) {
            if c.is_ascii_alphabetic() || !c.is_ascii() && c.is_alphabetic() {
                word.push(c);
                here += c.len_utf8();
                word.end = here;
            } else if word.len > 0 && is_invisible(c) {
                here += c.len_utf8();
            } else {
                break;
            }
        }
        (word.len > 0).then_some(word)
    }

    /// The word that ends at `end`.
    pub(super) fn word_before(&self, end: usize) -> Option<Word> {
        let mut start = end;
        let mut letters = 0;
        let mut here = end;
        while let Some(c) = self.char_before(here) {
            if c.is_alphabetic() && letters < WORD {
                here -= c.len_utf8();
                start = here;
                letters += 1;
            } else if letters > 0 && is_invisible(c) {
                here -= c.len_utf8();
            } else {
                break;
            }
        }
        (letters > 0).then(|| self.word(start)).flatten()
    }

    /// Where a gap that ends at `end` begins; `None` where it holds a cell mark or an empty line.
    pub(super) fn gap_before(&self, end: usize) -> Option<usize> {
        let mut here = end;
        let mut breaks = 0;
        loop {
            match self.char_before(here) {
                Some('\n') => {
                    breaks += 1;
                    if breaks > 1 || self.byte(here) == b'\t' {
                        return None;
                    }
                    here -= 1;
                }
                Some(c) if is_gap(c) || matches!(c, ' ' | '\t' | '\r') => here -= c.len_utf8(),
                Some(']') => match self.bracketed_before(here) {
                    Some(start) => here = start,
                    None => return Some(here),
                },
                Some(c) if c.is_ascii_digit() => {
                    // The printed mark of a note: `[footnoteRef:3]1`.
                    let digits = self.bytes()[..here]
                        .iter()
                        .rev()
                        .take(2)
                        .take_while(|b| b.is_ascii_digit())
                        .count();
                    match self.bracketed_before(here - digits) {
                        Some(start) if self.bracketed(start) == Some(here) => here = start,
                        _ => return Some(here),
                    }
                }
                _ => return Some(here),
            }
        }
    }

    fn bracketed_before(&self, end: usize) -> Option<usize> {
        if end == 0 || self.byte(end - 1) != b']' {
            return None;
        }
        let low = end.saturating_sub(NOTE);
        let mut search = end;
        // A note may hold bookmarks: the outermost bracket that closes here is meant.
        for _ in 0..4 {
            let open = low + memchr::memrchr(b'[', &self.bytes()[low..search])?;
            if let Some(close) = self.bracketed(open)
                && self.bytes()[..close].iter().rposition(|b| *b == b']') == Some(end - 1)
            {
                return Some(open);
            }
            search = open;
        }
        None
    }

    /// The digits that begin at `at`: their end.
    pub(super) fn digits(&self, at: usize) -> Option<usize> {
        let count = self
            .bytes()
            .get(at..)?
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count();
        (count > 0).then_some(at + count)
    }

    /// Past a hyphen of any kind at `at`.
    pub(super) fn hyphen(&self, at: usize) -> Option<usize> {
        self.char_at(at)
            .filter(|c| is_hyphen(*c))
            .map(|c| at + c.len_utf8())
    }

    /// Past a word at `at` whose folded letters are `wanted`, hyphens and gaps between them not counted:
    /// `itur` is read from `ITU-R`, `ITU R`, `ITUR`.
    pub(super) fn squeezed(&self, at: usize, wanted: &str) -> Option<usize> {
        let mut here = at;
        let mut left = wanted.as_bytes();
        while let Some((first, rest)) = left.split_first() {
            let c = self.char_at(here)?;
            if c.is_alphabetic() {
                if fold(c).0 != *first {
                    return None;
                }
                left = rest;
                here += c.len_utf8();
            } else if left.len() == wanted.len() {
                return None;
            } else if let Some(past) = self.hyphen(here) {
                here = past;
            } else {
                let gap = self.gap(here);
                if gap.hard || gap.end == here {
                    return None;
                }
                here = gap.end;
            }
        }
        let inside = self.char_at(here).is_some_and(char::is_alphabetic);
        (!inside).then_some(here)
    }

    /// Past `phrase` (folded words) at `at`; between its words a gap, a hyphen or a stroke may stand.
    pub(super) fn phrase(&self, at: usize, phrase: &[String]) -> Option<usize> {
        let mut here = at;
        for (i, wanted) in phrase.iter().enumerate() {
            if i > 0 {
                here = self.soft_gap(here)?;
                while let Some(c) = self
                    .char_at(here)
                    .filter(|c| is_hyphen(*c) || "/'’.".contains(*c))
                {
                    here = self.soft_gap(here + c.len_utf8())?;
                }
            }
            let word = self.word(here)?;
            if !word.is(wanted) {
                return None;
            }
            here = word.end;
        }
        Some(here)
    }
}

/// Characters that take no room, or only room.
fn is_gap(c: char) -> bool {
    is_invisible(c)
        || matches!(
            c,
            '\u{a0}' | '\u{1680}' | '\u{2000}'
                ..='\u{200a}'
                    | '\u{2028}'
                    | '\u{2029}'
                    | '\u{202f}'
                    | '\u{205f}'
                    | '\u{3000}'
                    | '\u{85}'
        )
}

pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}' | '\u{1e}'
    )
}
