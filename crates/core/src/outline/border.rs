//! The places of a paragraph that are looked at for another piece.

/// The first mark or space of `text` from `from` on behind which a piece may begin.
pub(super) fn next_border(text: &str, from: usize) -> Option<(usize, char)> {
    const NO_BREAK_SPACE: [u8; 2] = [0xc2, 0xa0];
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let mut at = from;
    loop {
        at += bytes[at..]
            .iter()
            .position(|b| MAY_BE_BORDER[usize::from(*b)])?;
        let is_border = match (bytes[at], byte(at + 1)) {
            // Behind a mere space item 1 or capitals begin something, or white space that ends here.
            (b' ', b'1' | b' ' | 0x80..) => true,
            (b' ', next) if next.is_ascii_uppercase() => !byte(at + 2).is_ascii_lowercase(),
            (b' ', next) => next < b' ',
            (0xc2, _) => bytes[at..].starts_with(&NO_BREAK_SPACE),
            // Nothing begins without white space behind the mark; capitals are seen behind the space.
            (b'.' | b')', next) => !(b' '..0x80).contains(&next),
            (_, next) => next <= b' ' || next >= 0x80,
        };
        if is_border {
            let mark = match bytes[at] {
                0xc2 => '\u{a0}',
                mark => char::from(mark),
            };
            return Some((at, mark));
        }
        at += 1;
    }
}

/// The bytes that [`next_border`] looks at.
const MAY_BE_BORDER: [bool; 256] = {
    let mut may_be = [false; 256];
    let marks = b",;:.) \xc2";
    let mut n = 0;
    while n < marks.len() {
        may_be[marks[n] as usize] = true;
        n += 1;
    }
    may_be
};
