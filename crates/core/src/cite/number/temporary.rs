//! Numbers of texts under negotiation: `[COM5/2]`, `[EUR-A13-1]`.

use super::{Number, Text};
use crate::cite::class::TEMPORARY;
use crate::script::is_hyphen;

impl Text<'_> {
    /// `[COM5/2]`, `COM5/2`, `[PLEN-1]`: the number of a text under negotiation.
    pub(super) fn temporary(&self, at: usize) -> Option<Number> {
        let open = self.byte(at) == b'[';
        let start = at + usize::from(open);
        let bytes = self.0.as_bytes();
        let letters = bytes.get(start..)?.iter().take(9);
        let letters = letters.take_while(|b| b.is_ascii_alphabetic()).count();
        if !(2..=8).contains(&letters) {
            return None;
        }
        let committee = self
            .digits(start + letters)
            .map_or(start + letters, |(_, end)| end);
        let unnumbered = committee == start + letters;
        let name = &bytes[start..start + letters];
        // "Decision XI/22" is one of the eleventh meeting of somebody else.
        if !open && unnumbered && name.iter().all(|b| b"IVXLC".contains(b)) {
            return None;
        }
        if !open && !name.iter().all(u8::is_ascii_uppercase) {
            return None;
        }
        let sep = self
            .char(committee)
            .filter(|c| *c == '/' || is_hyphen(*c))?;
        let serial = committee + sep.len_utf8();
        let (digits, mut end) = self.digits(serial)?;
        if digits.len() > 3 || self.char(end).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let body: String = self.0[start..end]
            .chars()
            .map(|c| {
                if is_hyphen(c) {
                    '-'
                } else {
                    c.to_ascii_uppercase()
                }
            })
            .collect();
        if open {
            if self.byte(end) != b']' {
                return None;
            }
            end += 1;
        } else if unnumbered && sep != '/' || self.byte(end) == b'/' {
            // Without brackets and committee number "PP-18" and "ITU-7" look the same.
            return None;
        }
        Some(Number {
            class: TEMPORARY,
            text: format!("[{body}]"),
            end,
            ..Number::default()
        })
    }

    /// `[EUR-A13-1]`: the number of a proposal.
    pub(super) fn proposed(&self, at: usize) -> Option<Number> {
        let code = self.0.as_bytes().get(at..)?.strip_prefix(b"[")?.iter();
        let sign = |b: &&u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"-/.".contains(b);
        let end = at + 1 + code.take(LONGEST).take_while(sign).count();
        let code = &self.0.as_bytes()[at + 1..end];
        let named = code.first().is_some_and(u8::is_ascii_uppercase);
        let counted = code.last().is_some_and(u8::is_ascii_digit);
        (named && counted && self.byte(end) == b']').then(|| Number {
            class: TEMPORARY,
            text: self.0[at..=end].to_owned(),
            end: end + 1,
            ..Number::default()
        })
    }
}

/// What may stand in the code of a proposal in brackets.
pub(super) const LONGEST: usize = 20;
