//! Copies text stretch by stretch: most characters of a report stand for themselves in every format.

/// Bytes that may begin a character which is not simply copied.
pub(super) struct Odd([bool; 256]);

impl Odd {
    /// Control characters, characters that XML cannot hold, and the ASCII characters in `marks`.
    pub(super) const fn with(marks: &[u8]) -> Odd {
        let mut odd = [false; 256];
        let mut control = 0;
        while control < 0x20 {
            odd[control] = true;
            control += 1;
        }
        odd[0x7f] = true;
        // The first bytes of U+0080 to U+009F (controls), and of U+FFFE and U+FFFF.
        odd[0xc2] = true;
        odd[0xef] = true;
        let mut mark = 0;
        while mark < marks.len() {
            odd[marks[mark] as usize] = true;
            mark += 1;
        }
        Odd(odd)
    }
}

/// Adds `text` to `out`; `put` adds what stands for a character that begins with an `odd` byte.
pub(super) fn copy(
    text: &str,
    out: &mut String,
    odd: &Odd,
    mut put: impl FnMut(char, &mut String),
) {
    let (mut from, mut at) = (0, 0);
    while let Some(step) = text.as_bytes()[at..]
        .iter()
        .position(|b| odd.0[usize::from(*b)])
    {
        at += step;
        out.push_str(&text[from..at]);
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        put(c, out);
        at += c.len_utf8();
        from = at;
    }
    out.push_str(&text[from..]);
}
