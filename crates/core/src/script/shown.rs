//! Text on a terminal: what comes from files and their names may hold anything.

/// True for a character that would steer a terminal, break its line, or turn the direction of what follows. Line
/// feeds and tabs are none.
pub fn is_unsafe(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

/// The text with a sign in place of each character that a terminal must not get.
pub fn shown(text: &str) -> String {
    text.chars()
        .map(|c| if is_unsafe(c) { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn nothing_steers_the_terminal() {
        let text = "a\u{1b}[31mb\u{9b}2Jc\u{7}\rd\u{202e}e\u{2066}f\u{7f}g\u{2028}h";
        assert_eq!(shown(text), "a�[31mb�2Jc��d�e�f�g�h");
        assert_eq!(shown("one\n\ttwo — ثلاثة"), "one\n\ttwo — ثلاثة");
    }
}
