use super::stretch::{Odd, copy};

/// Adds `text` to `out` so that it stands as it is in XML and HTML, in an element or in an attribute.
/// Characters that XML cannot hold at all are dropped.
pub(super) fn escape(text: &str, out: &mut String) {
    const ODD: Odd = Odd::with(b"&<>\"'");
    copy(text, out, &ODD, |c, out| match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("&quot;"),
        '\'' => out.push_str("&#39;"),
        '\t' | '\n' => out.push(c),
        '\u{fffe}' | '\u{ffff}' => {}
        c if c.is_control() => {}
        c => out.push(c),
    });
}

/// The text so escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    escape(text, &mut out);
    out
}
