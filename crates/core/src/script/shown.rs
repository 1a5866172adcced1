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

/// JSON in which such characters are written as escapes: the same values, and nothing that steers a terminal it is poured
/// into. JSON itself asks for that below U+0020 alone.
pub fn safe_json(json: String) -> String {
    if !json.contains(is_unsafe) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 64);
    for c in json.chars() {
        match c {
            // They stand in strings: between them JSON has white space alone.
            c if is_unsafe(c) => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{safe_json, shown};

    #[test]
    fn json_says_the_same_without_steering() {
        let value = "a\u{1b}[31mb\u{9b}2Jc\u{7f}\u{202e}d\u{2028}ثلاثة\n";
        let json = serde_json::to_string_pretty(&[value]).expect("JSON");
        let safe = safe_json(json);
        assert!(!safe.contains(super::is_unsafe), "{safe}");
        let read: Vec<String> = serde_json::from_str(&safe).expect("JSON");
        assert_eq!(read, [value]);
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let text = "a\u{1b}[31mb\u{9b}2Jc\u{7}\rd\u{202e}e\u{2066}f\u{7f}g\u{2028}h";
        assert_eq!(shown(text), "a�[31mb�2Jc��d�e�f�g�h");
        assert_eq!(shown("one\n\ttwo — ثلاثة"), "one\n\ttwo — ثلاثة");
    }
}
