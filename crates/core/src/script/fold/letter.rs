//! What single characters become.

use crate::script::chars::{digit, is_han, is_hyphen, is_mark, is_note_sign, is_wave};
use unicode_normalization::UnicodeNormalization;

/// What nearly all characters beyond ASCII become.
pub(super) fn simple(c: char) -> Option<char> {
    match c {
        'а'..='и' | 'к'..='я' => Some(c),
        'А'..='И' | 'К'..='Я' => char::from_u32(u32::from(c) + 0x20),
        'ء' | 'ا' | 'ب'..='غ' | 'ف'..='و' | 'ي' => Some(c),
        _ if is_han(c) && !matches!(c, '\u{f900}'..='\u{faff}' | '\u{2f800}'..) => Some(c),
        _ => None,
    }
}

/// Writes what `c` becomes.
pub(super) fn push_folded(c: char, out: &mut String) {
    if let Some(sign) = sign(c) {
        out.push(sign);
        return;
    }
    if let Some(digit) = digit(c) {
        out.push(char::from(b'0' + digit));
        return;
    }
    if is_kept(c) {
        out.push(c);
        return;
    }
    for part in std::iter::once(c).nfkd().filter(|p| !is_mark(*p)) {
        match part {
            'ß' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            _ => {
                let part = sign(part).unwrap_or(part);
                out.extend(part.to_lowercase().filter(|l| !is_mark(*l)).map(letter));
            }
        }
    }
}

/// Characters that no other form is known of, or none that reads the same.
fn is_kept(c: char) -> bool {
    is_note_sign(c)
        || matches!(c, '\u{ac00}'..='\u{d7a3}' | '½' | '¼' | '¾' | '\u{2150}'..='\u{215e}' | '¨' | '¯' | '¸'
            | '˘'..='˝' | '\u{37a}' | '\u{384}' | '\u{385}')
}

/// Letters that have no accent to lose and are another one with a mark all the same.
fn letter(c: char) -> char {
    match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' => 'd',
        'ı' => 'i',
        'ς' => 'σ',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ٱ' => 'ا',
        other => other,
    }
}

/// The sign of ASCII that `c` is a form of.
fn sign(c: char) -> Option<char> {
    Some(match c {
        _ if is_hyphen(c) => '-',
        _ if is_wave(c) => '~',
        '\t' | '\n' | '\u{b}' | '\u{c}' => c,
        '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        _ if c.is_whitespace() => ' ',
        '،' | '、' | '，' => ',',
        '؛' | '；' => ';',
        '：' => ':',
        '。' => '.',
        '؟' | '？' => '?',
        '`' | '´' | '‘' | '’' | '‚' | '‛' | 'ʼ' | 'ʹ' | '′' | '＇' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '《' | '》' | '〈'
        | '〉' | '″' | '＂' => '"',
        _ => return None,
    })
}
