//! What a single character is.

/// The alphabets that are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// English, French, Spanish …
    Latin,
    /// Russian …
    Cyrillic,
    /// Greek.
    Greek,
    /// Arabic, Persian …
    Arabic,
    /// Chinese characters.
    Han,
    /// Any other one.
    Other,
}

/// The alphabet of a letter; none for what is no letter.
pub fn script(c: char) -> Option<Script> {
    if c.is_ascii() {
        return c.is_ascii_alphabetic().then_some(Script::Latin);
    }
    if is_han(c) {
        return Some(Script::Han);
    }
    if !c.is_alphabetic() || is_note_sign(c) || is_nothing(c) {
        return None;
    }
    Some(match c {
        '\u{aa}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' => Script::Cyrillic,
        '\u{600}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' | '\u{fb50}'..='\u{fefe}' => Script::Arabic,
        _ => Script::Other,
    })
}

/// True for Chinese characters: they stand without spaces between words.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '々' | '〇' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}')
}

/// True for every hyphen, dash and minus. There is no other set of them.
pub fn is_hyphen(c: char) -> bool {
    matches!(
        c,
        '-' | '\u{1e}' | '\u{58a}' | '\u{5be}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}'
                | '\u{2043}'
                | '\u{2212}'
                | '\u{2e3a}'
                | '\u{2e3b}'
                | '\u{fe31}'
                | '\u{fe32}'
                | '\u{fe58}'
                | '\u{fe63}'
                | '\u{ff0d}'
    )
}

/// True for what stands between the ends of a range: every hyphen and dash, and the waves of Chinese texts.
pub fn is_range_sign(c: char) -> bool {
    is_hyphen(c) || is_wave(c)
}

pub(super) fn is_wave(c: char) -> bool {
    matches!(c, '~' | '〜' | '～' | '∼')
}

/// True for what is printed before the items of a list that has no numbers.
pub fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '•' | '·'
            | '▪'
            | '▫'
            | '●'
            | '○'
            | '■'
            | '□'
            | '◦'
            | '‣'
            | '⁃'
            | '➢'
            | '➤'
            | '✓'
            | '*'
            | '\u{f0b7}'
            | '\u{f0a7}'
            | '\u{f0d8}'
            | '\u{f02d}'
    ) || is_hyphen(c)
}

/// True for raised and lowered digits: they point at notes and are part of no number.
pub fn is_note_sign(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '\u{2070}' | '\u{2074}'..='\u{2079}' | '\u{2080}'..='\u{2089}')
}

/// True for what is printed as nothing: marks of direction, joiners, soft hyphens, the tatweel.
pub(super) fn is_nothing(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{1f}' | '\u{640}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// True for marks on the letters of alphabets that are read without them as well. The vowel signs of Indian
/// alphabets are letters and none of these.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}'
        | '\u{5c1}'..='\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
        | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8ff}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// The digit that `c` is in any script.
pub(super) fn digit(c: char) -> Option<u8> {
    let at = ZEROS.partition_point(|zero| *zero <= u32::from(c));
    let value = u32::from(c) - ZEROS.get(at.checked_sub(1)?)?;
    u8::try_from(value).ok().filter(|v| *v < 10)
}

/// The zeros of all scripts that count by tens (Unicode's class Nd): the other digits follow each of them.
const ZEROS: [u32; 64] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
    0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0,
    0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140,
];

/// The last place at or before byte `at` at which a character of `text` begins or the text ends.
pub fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// What of `text` an expression for something short is tried on: up to the first white space behind so many bytes. An
/// expression with groups takes memory for the whole text that it is given.
pub fn beginning(text: &str, bytes: usize) -> &str {
    let from = floor(text, bytes);
    let end = text[from..].find(char::is_whitespace);
    end.map_or(text, |end| &text[..from + end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_any_script_are_digits() {
        for (c, value) in [
            ('7', 7),
            ('٧', 7),
            ('۷', 7),
            ('७', 7),
            ('７', 7),
            ('𝟕', 7),
            ('𝟿', 9),
        ] {
            assert_eq!(digit(c), Some(value), "{c}");
        }
        assert!(
            ['²', 'a', '七', ':']
                .into_iter()
                .all(|c| digit(c).is_none())
        );
        assert!(ZEROS.is_sorted());
    }

    #[test]
    fn letters_have_a_script() {
        for (c, is) in [
            ('a', Some(Script::Latin)),
            ('é', Some(Script::Latin)),
            ('Ж', Some(Script::Cyrillic)),
            ('ق', Some(Script::Arabic)),
            ('决', Some(Script::Han)),
            ('か', Some(Script::Other)),
            ('1', None),
            ('²', None),
        ] {
            assert_eq!(script(c), is, "{c}");
        }
    }
}
