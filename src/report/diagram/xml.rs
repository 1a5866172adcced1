/// Any text as content or attribute value of XML: the five characters are escaped, and characters that XML
/// 1.0 forbids are dropped.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // In an attribute a bare one would be read as a blank.
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn hostile_text_is_made_harmless() {
        assert_eq!(
            escape("<a href=\"x\">&'\u{1}\0\n"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&#39;&#10;"
        );
    }
}
