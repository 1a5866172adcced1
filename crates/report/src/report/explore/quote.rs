use crate::model::{Citation, Index, Provision};
use std::collections::BTreeMap;

/// How many characters of the provision stand on each side of a quoted citation.
const AROUND: usize = 110;

/// Finds the words around places, in the provisions of the index's texts.
pub(super) struct Quotes<'a> {
    index: &'a Index,
    /// Provisions by source file and line.
    by_line: BTreeMap<(&'a str, usize), &'a Provision>,
}

impl<'a> Quotes<'a> {
    pub(super) fn new(index: &'a Index) -> Self {
        let mut by_line = BTreeMap::new();
        for text in &index.texts {
            let file = index
                .sources
                .get(text.source)
                .map_or("", |s| s.file.as_str());
            for provision in &text.provisions {
                by_line.entry((file, provision.line)).or_insert(provision);
            }
        }
        Quotes { index, by_line }
    }

    /// The citing phrase with the words before and behind it; the phrase alone where the index holds no text.
    pub(super) fn citation(&self, citation: &Citation) -> String {
        let raw = one_line(&citation.raw);
        let provisions = citation
            .text
            .and_then(|t| self.index.texts.get(t))
            .map_or(&[][..], |t| &t.provisions);
        let named = |p: &&Provision| Some(&p.path) == citation.provision.as_ref();
        let near = provisions.iter().filter(named);
        let all = near.chain(provisions.iter().filter(|p| p.line == citation.line));
        for provision in all {
            let text = one_line(&provision.text);
            if let Some(at) = text.find(&raw) {
                return around(&text, at, raw.len());
            }
        }
        raw
    }

    /// The provision that begins at that line of that file.
    pub(super) fn provision_at(&self, file: &str, line: usize) -> Option<&'a Provision> {
        self.by_line.get(&(file, line)).copied()
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn around(text: &str, at: usize, length: usize) -> String {
    let (before, rest) = text.split_at(at);
    let (phrase, behind) = rest.split_at(length);
    let head: String = match before.char_indices().rev().nth(AROUND) {
        Some((cut, _)) => format!("…{}", &before[cut..]),
        None => before.to_owned(),
    };
    let tail: String = match behind.char_indices().nth(AROUND) {
        Some((cut, _)) => format!("{}…", &behind[..cut]),
        None => behind.to_owned(),
    };
    format!("{head}{phrase}{tail}")
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn quotes_are_cut_between_characters() {
        let text = format!("{}Resolution 1{}", "é".repeat(200), "ü".repeat(5));
        let quote = around(&text, 400, 12);
        assert_eq!(quote.chars().count(), 1 + 111 + 12 + 5);
        assert!(quote.starts_with('…') && quote.ends_with("Resolution 1üüüüü"));
    }
}
