//! The places of a paragraph that are looked at for another piece.

/// A mark or a space behind which a piece may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Border {
    /// Where it stands.
    pub(super) at: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// The mark, that of European print for those of others.
    pub(super) mark: char,
    /// It has its own space: nothing else need stand before the next piece.
    pub(super) is_wide: bool,
}

/// The first border of `text` from `from` on.
pub(super) fn next_border(text: &str, from: usize) -> Option<Border> {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let mut at = from;
    loop {
        at += bytes[at..]
            .iter()
            .position(|b| MAY_BE_BORDER[usize::from(*b)])?;
        let lead = bytes[at];
        if lead >= 0x80 {
            if let Some((sign, mark, is_wide)) = OTHERS
                .iter()
                .find(|(s, ..)| bytes[at..].starts_with(s.as_bytes()))
            {
                let (end, mark, is_wide) = (at + sign.len(), *mark, *is_wide);
                return Some(Border {
                    at,
                    end,
                    mark,
                    is_wide,
                });
            }
            at += 1;
            continue;
        }
        let is_border = match (lead, byte(at + 1)) {
            // Behind a mere space item 1 or capitals begin something, or white space that ends here.
            (b' ', b'1' | b' ' | 0x80..) => true,
            (b' ', next) if next.is_ascii_uppercase() => !byte(at + 2).is_ascii_lowercase(),
            (b' ', next) => next < b' ',
            // Nothing begins without white space behind the mark; capitals are seen behind the space.
            (b'.' | b')', next) => !(b' '..0x80).contains(&next),
            (_, next) => next <= b' ' || next >= 0x80,
        };
        if is_border {
            return Some(Border {
                at,
                end: at + 1,
                mark: char::from(lead),
                is_wide: false,
            });
        }
        at += 1;
    }
}

/// Marks of more than one byte: what they stand for, and whether they bring their own space.
const OTHERS: [(&str, char, bool); 7] = [
    ("\u{a0}", '\u{a0}', false),
    ("\u{60c}", ',', false),
    ("\u{61b}", ';', false),
    ("\u{3002}", '.', true),
    ("\u{ff0c}", ',', true),
    ("\u{ff1a}", ':', true),
    ("\u{ff1b}", ';', true),
];

/// The bytes that [`next_border`] looks at.
const MAY_BE_BORDER: [bool; 256] = {
    let mut may_be = [false; 256];
    let marks = b",;:.) \xc2\xd8\xe3\xef";
    let mut n = 0;
    while n < marks.len() {
        may_be[marks[n] as usize] = true;
        n += 1;
    }
    may_be
};

#[cfg(test)]
mod tests {
    use super::next_border;

    #[test]
    fn marks_of_all_scripts_are_borders() {
        for (text, mark, behind) in [
            ("fish; 2 frogs", ';', " 2 frogs"),
            ("鱼；2 蛙", ';', "2 蛙"),
            ("سمك؛ 2 ضفادع", ';', " 2 ضفادع"),
            ("سمك، يدعو", ',', " يدعو"),
        ] {
            let border = next_border(text, 0).expect("is there");
            assert_eq!((border.mark, &text[border.end..]), (mark, behind), "{text}");
        }
        assert_eq!(next_border("鱼和蛙", 0), None);
    }
}
