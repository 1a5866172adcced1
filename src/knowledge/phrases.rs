use super::load::{KnowledgeError, Source};
use serde::Deserialize;

/// How the parts of a text begin (`phrases.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// Words that may stand before or behind an opening verb.
    pub adverbs: Vec<String>,
    /// Openings of the preamble.
    pub preamble: Vec<Phrase>,
    /// Verbs of the operative part.
    pub operative: Vec<Phrase>,
    /// Headings of annexes.
    pub annex: Vec<String>,
    /// First words of the sentence that names the conference.
    pub opening: Vec<String>,
    /// Words that point back at what was said before, in lower case.
    #[serde(default)]
    pub pointing: Vec<String>,
    /// Words that say of a work that it is no longer in force, in lower case.
    #[serde(default)]
    pub suppressing: Vec<String>,
}

/// One opening, with texts that it must match.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// The words, in lower case.
    pub phrase: String,
    /// Openings that it must match.
    pub examples: Vec<String>,
}

impl Phrases {
    pub(super) fn load(source: &Source) -> Result<Self, KnowledgeError> {
        let phrases: Phrases =
            source.read("phrases.yaml", include_str!("../../mappings/phrases.yaml"))?;
        for phrase in phrases.preamble.iter().chain(&phrases.operative) {
            for example in &phrase.examples {
                if phrases.match_start(&phrase.phrase, example).is_none() {
                    return Err(KnowledgeError::meaning(
                        "phrases.yaml",
                        format!(
                            "the example \"{example}\" does not match \"{}\"",
                            phrase.phrase
                        ),
                    ));
                }
            }
        }
        Ok(phrases)
    }

    /// Length of the preamble opening that `text` starts with, adverbs included.
    pub fn preamble_start(&self, text: &str) -> Option<usize> {
        self.longest(&self.preamble, text)
    }

    /// Length of the operative opening that `text` starts with, adverbs included.
    pub fn operative_start(&self, text: &str) -> Option<usize> {
        self.longest(&self.operative, text)
    }

    fn longest(&self, phrases: &[Phrase], text: &str) -> Option<usize> {
        phrases
            .iter()
            .filter_map(|p| self.match_start(&p.phrase, text))
            .max()
    }

    /// Length of `phrase`, with adverbs around it, at the start of `text`.
    fn match_start(&self, phrase: &str, text: &str) -> Option<usize> {
        let mut at = 0;
        while let Some(len) = self.adverbs.iter().find_map(|a| word_start(a, &text[at..])) {
            at += len;
            at += text[at..].len() - text[at..].trim_start().len();
        }
        at += word_start(phrase, &text[at..])?;
        loop {
            let gap = text[at..].len() - text[at..].trim_start().len();
            let next = &text[at + gap..];
            match self.adverbs.iter().find_map(|a| word_start(a, next)) {
                Some(len) if gap > 0 => at += gap + len,
                _ => return Some(at),
            }
        }
    }
}

/// Length of `words` at the start of `text`, whatever its case, when a word ends there.
fn word_start(words: &str, text: &str) -> Option<usize> {
    let mut rest = text.char_indices();
    for want in words.chars() {
        let (_, got) = rest.next()?;
        let space = want == ' ' && got.is_whitespace();
        if !space && !got.to_lowercase().eq(want.to_lowercase()) {
            return None;
        }
    }
    match rest.next() {
        None => Some(text.len()),
        Some((at, next)) => (!next.is_alphanumeric() && next != '-').then_some(at),
    }
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;

    #[test]
    fn openings_are_found_with_their_adverbs() {
        let k = Knowledge::builtin().expect("mappings/ load");
        assert_eq!(
            k.phrases.preamble_start("Noting\u{a0}further"),
            Some("Noting\u{a0}further".len())
        );
        assert_eq!(
            k.phrases.operative_start("further instructs the Council"),
            Some(17)
        );
        assert_eq!(k.phrases.operative_start("invitesx"), None);
        assert_eq!(k.phrases.preamble_start("resolves"), None);
    }
}
