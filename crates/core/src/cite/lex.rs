//! Reads raw text piece by piece: gaps, words, digits. Whatever a converter left between the pieces
//! (no-break spaces, soft hyphens, bookmarks, notes) is a gap, so that positions stay those of the source.

use super::words::{Word, eight, fold};

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
    #[inline(always)]
    pub(super) fn gap(&self, at: usize) -> Gap {
        // Mostly one space or nothing.
        let end = at + usize::from(self.byte(at) == b' ');
        match self.byte(end) {
            b'[' | b'H' => self.long_gap(at),
            b'!'..=b'~' => Gap {
                end,
                ..Gap::default()
            },
            _ => self.long_gap(at),
        }
    }

    fn long_gap(&self, at: usize) -> Gap {
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
    // In line, since a word is large: handing it back costs more than reading it.
    #[inline(always)]
    pub(super) fn word(&self, at: usize) -> Option<Word> {
        let rest = self.bytes().get(at..)?;
        let (mut letters, mut count) = eight(rest);
        if count == 0 && rest.first()?.is_ascii() {
            return None;
        }
        let mut word = Word::empty(at);
        let mut here = at;
        loop {
            word.push_eight(letters, count);
            here += count;
            if count < 8 || word.is_full() {
                break;
            }
            (letters, count) = eight(&self.bytes()[here..]);
        }
        word.end = here;
        word.capital = rest[0].is_ascii_uppercase();
        let behind = self.byte(here);
        if behind.is_ascii() && !behind.is_ascii_alphabetic() && !self.is_break(here) {
            return Some(word);
        }
        while let Some(c) = self.char_at(here) {
            if let Some(next) = self.past_break(here) {
                here = next;
            } else if is_letter(c) {
                word.push(c);
                here += c.len_utf8();
                word.end = here;
            } else if here > at && is_invisible(c) {
                here += c.len_utf8();
            } else {
                break;
            }
        }
        (word.end > at).then_some(word)
    }

    /// The word that ends at `end`.
    pub(super) fn word_before(&self, end: usize) -> Option<Word> {
        let plain = self.bytes().get(..end)?.iter().rev().take(Word::LONGEST);
        let plain = plain.take_while(|b| b.is_ascii_alphabetic()).count();
        let before = end.checked_sub(plain + 1).map_or(0, |at| self.byte(at));
        if before == b'\n'
            && let Some(head) = self.head_before(end - plain)
        {
            return self.word(head);
        }
        if before.is_ascii() && plain < Word::LONGEST {
            return (plain > 0).then(|| self.word(end - plain)).flatten();
        }
        let mut start = end;
        let mut letters = 0;
        let mut here = end;
        while let Some(c) = self.char_before(here) {
            if is_letter(c) && letters < Word::LONGEST {
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
        let rest = self.bytes().get(at..)?.iter();
        let count = rest.take_while(|b| b.is_ascii_digit()).count();
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
            let byte = self.byte(here);
            if byte.is_ascii_alphabetic() {
                if byte.to_ascii_lowercase() != *first {
                    return None;
                }
                left = rest;
                here += 1;
                continue;
            }
            if byte == b'-' && left.len() < wanted.len() {
                here += 1;
                continue;
            }
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
        let (first, rest) = phrase.split_first()?;
        let word = self.word(at)?;
        word.is(first)
            .then(|| self.phrase_behind(word.end, rest))
            .flatten()
    }

    /// Past the further words of a phrase whose first one ends at `at`.
    pub(super) fn phrase_behind(&self, at: usize, rest: &[String]) -> Option<usize> {
        let mut here = at;
        for wanted in rest {
            here = self.soft_gap(here)?;
            while let Some(c) = self
                .char_at(here)
                .filter(|c| is_hyphen(*c) || "/'’.".contains(*c))
            {
                here = self.soft_gap(here + c.len_utf8())?;
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

/// True for letters; most signs are known for none without a look into the tables of Unicode.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\u{7f}' => c.is_ascii_alphabetic(),
        '\u{80}'..='\u{a9}' | '\u{2000}'..='\u{206f}' => false,
        _ => c.is_alphabetic(),
    }
}

/// Characters that take no room, or only room.
pub(super) fn is_gap(c: char) -> bool {
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
                    // The marks of notes.
                    | '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{2070}' | '\u{2074}'..='\u{2079}'
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
