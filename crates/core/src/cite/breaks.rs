//! Words that are parted at the end of a line: "Resolu-⏎tion".

use super::lex::Lex;
use super::words::Word;

impl Lex<'_> {
    /// True where a hyphen at `at` ends a line.
    pub(super) fn is_break(&self, at: usize) -> bool {
        self.byte(at) == b'-' && matches!(self.byte(at + 1), b'\n' | b'\r')
    }

    /// Past the hyphen and the line break at `at` that part a word in small letters: "Resolu-⏎tion".
    pub(super) fn past_break(&self, at: usize) -> Option<usize> {
        let hyphen = match self.char_at(at)? {
            '-' => 1,
            c @ ('\u{ad}' | '\u{2010}') => c.len_utf8(),
            _ => return None,
        };
        let line = at + hyphen + usize::from(self.byte(at + hyphen) == b'\r');
        let spaces = self.bytes().get(line + 1..)?.iter();
        let next = line + 1 + spaces.take_while(|b| **b == b' ').count();
        let parted = at > 0 && self.byte(at - 1).is_ascii_lowercase();
        (parted && self.byte(line) == b'\n' && self.byte(next).is_ascii_lowercase()).then_some(next)
    }

    /// Where the word begins of which the letters from `at`, the beginning of a line, are the end.
    pub(super) fn head_before(&self, at: usize) -> Option<usize> {
        let line = self.text.get(..at)?.strip_suffix('\n')?;
        let line = line.strip_suffix('\r').unwrap_or(line);
        let head = line.strip_suffix('-')?;
        let letters = head.bytes().rev().take(Word::LONGEST);
        let letters = letters.take_while(u8::is_ascii_alphabetic).count();
        let start = head.len() - letters;
        (letters > 0 && self.past_break(head.len()) == Some(at)).then_some(start)
    }
}
