//! Mentions of a text of any length, read piece by piece.

use super::Scanner;
use crate::model::Mention;
use std::io::{self, Read};

/// How much is held at a time.
const PIECE: usize = 1 << 20;
/// No mention is longer; a piece is cut at least so far before its end.
const LONGEST: usize = 1 << 14;

impl Scanner {
    /// Hands every mention in what `reader` gives to `each`, with its text; spans count from the beginning of
    /// the input. Memory does not grow with the length of the input, even where it is one line. Invalid UTF-8
    /// is read as U+FFFD; spans then count in the text so made.
    ///
    /// # Errors
    /// What `reader` says.
    pub fn stream(
        &self,
        mut reader: impl Read,
        mut each: impl FnMut(&Mention, &str),
    ) -> io::Result<()> {
        let mut bytes: Vec<u8> = Vec::with_capacity(2 * PIECE);
        let mut passed = 0;
        loop {
            let held = bytes.len();
            reader.by_ref().take(PIECE as u64).read_to_end(&mut bytes)?;
            let last = bytes.len() == held;
            let cut = if last { bytes.len() } else { cut(&bytes) };
            let text = String::from_utf8_lossy(&bytes[..cut]);
            for mut mention in self.mentions(&text) {
                let raw = &text[mention.span.range()];
                mention.span.start += passed;
                mention.span.end += passed;
                for written in &mut mention.written {
                    written.number_span.start += passed;
                    written.number_span.end += passed;
                }
                each(&mention, raw);
            }
            passed += text.len();
            bytes.drain(..cut);
            if last {
                return Ok(());
            }
        }
    }
}

/// Where a piece may be cut: behind the last empty line, else behind the last sentence, else the last space, far
/// enough from the end; of text without any, at a character.
fn cut(bytes: &[u8]) -> usize {
    let Some(end) = bytes.len().checked_sub(LONGEST) else {
        return 0;
    };
    let low = end.saturating_sub(PIECE / 2);
    let window = &bytes[low..end];
    for mark in [&b"\n\n"[..], b"\n\t", b".\n", b";\n", b". ", b" "] {
        if let Some(at) = memchr::memmem::rfind(window, mark) {
            return low + at + 1;
        }
    }
    (low..=end)
        .rev()
        .find(|at| bytes.get(*at).is_none_or(|b| b & 0xc0 != 0x80))
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn pieces_give_what_the_whole_gives() {
        let scanner = Scanner::new(&Knowledge::builtin().expect("mappings/ load"));
        let sentence = "It recalls Resolutions 32,\u{a0}44 and 54 (Rev. Hammamet, 2016) of WTSA, \
            and this resolution. See No. 154 of the ITU Constitution; ";
        for (mark, times) in [("\n\n", 9_000), ("\n", 9_000), ("", 9_000)] {
            let text = format!("{sentence}{mark}").repeat(times);
            let mut streamed = Vec::new();
            scanner
                .stream(text.as_bytes(), |m, raw| {
                    assert_eq!(&text[m.span.range()], raw);
                    streamed.push(m.clone());
                })
                .expect("memory is read");
            assert_eq!(streamed.len(), 3 * times, "{mark:?}");
        }
    }

    #[test]
    fn a_line_without_end_is_cut_and_bad_bytes_are_read_over() {
        let scanner = Scanner::new(&Knowledge::builtin().expect("mappings/ load"));
        let mut bytes = vec![b'x'; 3 * PIECE];
        bytes[PIECE] = 0xff;
        bytes.extend_from_slice(" Resolution 44 of WTSA".as_bytes());
        let mut found = 0;
        scanner
            .stream(&bytes[..], |_, _| found += 1)
            .expect("memory is read");
        assert_eq!(found, 1);
    }
}
