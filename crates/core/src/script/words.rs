//! The words of a text as they are compared, for those who count and align words.

use super::{Folded, Gap, Sort, Span};

/// One word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// What it is compared by.
    pub key: String,
    /// Its place in the source.
    pub span: Span,
    /// What stands before it.
    pub gap: Gap,
    /// Word, number or sign.
    pub sort: Sort,
}

/// The words, numbers and signs of `text` in their compared form. Letters joined by a hyphen are one word
/// without it ("ITU‑T" and "ITUT", "high-level" and "highlevel"); Chinese characters are a word each.
pub fn words(text: &str) -> Vec<Word> {
    let folded = Folded::new(text);
    let mut found: Vec<Word> = Vec::new();
    let mut tokens = folded.tokens().peekable();
    while let Some(token) = tokens.next() {
        let key = &folded.text()[token.at.clone()];
        if token.sort == Sort::Han {
            for (at, c) in key.char_indices() {
                let start = token.at.start + at;
                found.push(Word {
                    key: c.into(),
                    span: folded.span(start..start + c.len_utf8()),
                    gap: if at == 0 { token.gap } else { Gap::None },
                    sort: Sort::Han,
                });
            }
            continue;
        }
        let joined = token.sort == Sort::Hyphen
            && token.gap == Gap::None
            && found.last().is_some_and(|w| w.sort == Sort::Word);
        if joined && let Some(next) = tokens.next_if(|t| t.sort == Sort::Word && t.gap == Gap::None)
        {
            if let Some(word) = found.last_mut() {
                word.key.push_str(&folded.text()[next.at]);
                word.span.end = next.span.end;
            }
            continue;
        }
        found.push(Word {
            key: key.to_owned(),
            span: token.span,
            gap: token.gap,
            sort: token.sort,
        });
    }
    found
}

/// The words of a text with one space between two.
pub fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters and digits alone, in lower case: what two writings of one name or clause share.
///
/// ```
/// assert_eq!(resgraph_core::script::bare("WTSA‑16, Élan"), "wtsa16élan");
/// ```
pub fn bare(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let plain = rest.bytes().position(|b| !b.is_ascii());
        let (ascii, behind) = rest.split_at(plain.unwrap_or(rest.len()));
        // Written over again where it does not count: no question for each letter.
        let mut end = out.len();
        out.resize(end + ascii.len(), 0);
        for byte in ascii.bytes() {
            out[end] = byte.to_ascii_lowercase();
            end += usize::from(byte.is_ascii_alphanumeric());
        }
        out.truncate(end);
        rest = behind;
        // What is not ASCII is rare.
        if ascii.is_empty() {
            for c in first.to_lowercase().filter(|_| first.is_alphanumeric()) {
                out.extend(c.encode_utf8(&mut [0; 4]).bytes());
            }
            rest = &rest[first.len_utf8()..];
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_hyphens() {
        let keys = |text| words(text).into_iter().map(|w| w.key).collect::<Vec<_>>();
        assert_eq!(
            keys("ITU‑T high-level 7-3"),
            ["itut", "highlevel", "7", "-", "3"]
        );
        assert_eq!(keys("第7号决议"), ["第", "7", "号", "决", "议"]);
        assert_eq!(keys("Cafe\u{301}"), keys("café"));
        assert_eq!(keys("a – b"), ["a", "-", "b"]);
    }
}
