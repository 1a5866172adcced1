//! From the kind word to the number: "Resolution ITU-R No. 8", "Res. #44", "Resolutions: 44 and 54".

use super::Parse;
use crate::cite::number::{self, Number};
use crate::cite::terms::KindWord;
use crate::cite::words::Word;
use crate::model::{BodyMark, Slip, SlipKind};

/// Where the number begins, and what was read on the way to it.
pub(super) struct ToNumber {
    pub(super) at: usize,
    /// A line break stands before it.
    pub(super) broken: bool,
    pub(super) body: Option<(String, BodyMark)>,
    pub(super) slips: Vec<Slip>,
}

impl Parse<'_> {
    /// The number at `at`; behind a stroke that follows it only its body may stand: "44/WTSA".
    pub(super) fn number(&self, at: usize) -> Option<Number> {
        let number = number::number(self.lex, at)?;
        let end = number.span.end;
        (self.lex.byte(end) != b'/' || self.suffix(end).is_some()).then_some(number)
    }

    /// From the kind word to the number.
    pub(super) fn to_number(&self, word: &Word, entry: KindWord) -> Option<ToNumber> {
        let lex = self.lex;
        let mut found = ToNumber {
            at: word.end,
            broken: false,
            body: None,
            slips: Vec::new(),
        };
        if word.homoglyph {
            found.slips.push(Slip::new(
                SlipKind::Homoglyph,
                &lex.text[word.start..word.end],
                word.text(),
            ));
        }
        if entry.slip {
            found.slips.push(Slip::new(
                SlipKind::MisspeltWord,
                &lex.text[word.start..word.end],
                self.words.right_word(entry),
            ));
        }
        let mut dot = false;
        if lex.byte(found.at) == b'.' && entry.short {
            dot = true;
            found.at += 1;
        }
        for _ in 0..3 {
            let gap = lex.gap(found.at);
            if gap.hard || gap.broken && found.broken {
                return None;
            }
            found.broken |= gap.broken;
            let here = gap.end;
            if let Some((body, end)) = self.sector(here) {
                let homoglyph = lex.text[here..end]
                    .chars()
                    .any(|c| crate::cite::words::fold(c).1);
                if homoglyph {
                    found
                        .slips
                        .push(Slip::new(SlipKind::Homoglyph, &lex.text[here..end], ""));
                }
                found.body = Some((body, BodyMark::Prefix));
                found.at = end;
                continue;
            }
            if lex.byte(here) == b',' && entry.many == Some(true) && found.slips.is_empty() {
                let gap = lex.gap(here + 1);
                let next = gap.end;
                // "three resolutions, 2 decisions" counts texts.
                let counted = lex.digits(next).is_none_or(|end| self.is_item(end));
                if gap.broken || counted {
                    return None;
                }
                found.slips.push(Slip::new(
                    SlipKind::Punctuation,
                    &lex.text[word.start..lex.digits(next)?],
                    "",
                ));
                found.at = next;
                return Some(found);
            }
            if let Some(end) = self.words.number.at(lex, here) {
                let end = end + usize::from(matches!(lex.byte(end), b'.'));
                let sign = lex.char_at(end).filter(|c| matches!(c, 'º' | '°'));
                found.at = end + sign.map_or(0, char::len_utf8);
                continue;
            }
            // "Resolutions: 44, 54 and 59"
            if lex.byte(here) == b':' && entry.many == Some(true) {
                let gap = lex.gap(here + 1);
                found.at = gap.end;
                return Some(found).filter(|_| !gap.broken && lex.digits(gap.end).is_some());
            }
            if lex.byte(here) == b'#' && lex.byte(here + 1).is_ascii_digit() {
                found.at = here + 1;
                return Some(found);
            }
            if dot
                && let Some(again) = lex
                    .word(here)
                    .filter(|w| self.words.kind(w).is_some_and(|k| k.kind == entry.kind))
            {
                found.at = again.end + usize::from(lex.byte(again.end) == b'.');
                continue;
            }
            found.at = here;
            return Some(found);
        }
        found.at = lex.soft_gap(found.at)?;
        Some(found)
    }

    /// "ITU-R", "ITUR", "ITU R-" at `at`: the body and where the number begins.
    pub(super) fn sector(&self, at: usize) -> Option<(String, usize)> {
        let lex = self.lex;
        let may_be = &self.words.prefix_heads;
        if !may_be.may_be(lex.byte(at), lex.byte(at + 1)) || !lex.char_at(at)?.is_alphabetic() {
            return None;
        }
        let (body, end) = self
            .words
            .prefixes
            .iter()
            .filter_map(|(prefix, body)| Some((body, lex.squeezed(at, prefix)?)))
            .find(|(body, _)| self.words.adopts(body, self.kind))?;
        let end = lex.hyphen(end).unwrap_or(end);
        let next = lex.soft_gap(end)?;
        // "Resolution ITU-R No. 8-3"
        let next = match self.words.number.at(lex, next) {
            Some(end) => lex.soft_gap(end + usize::from(lex.byte(end) == b'.'))?,
            None => next,
        };
        let next = lex.hyphen(next).unwrap_or(next);
        (lex.byte(next).is_ascii_digit() || lex.byte(next) == b'[').then(|| (body.clone(), next))
    }
}
