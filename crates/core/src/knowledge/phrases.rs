use super::layers::Layers;
use super::load::KnowledgeError;
use super::pairs::Pairs;
use rustc_hash::FxHashMap;
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
    /// [`annex`](Self::annex) in capitals.
    #[serde(skip)]
    pub annex_capitals: Vec<String>,
    #[serde(skip)]
    starts: Starts,
    #[serde(skip)]
    annex_heads: Pairs,
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
    pub(super) fn load(source: &Layers) -> Result<Self, KnowledgeError> {
        let mut phrases: Phrases = source.read("phrases.yaml", &["phrase"])?;
        phrases.starts = Starts {
            adverbs: Openings::of(&phrases.adverbs),
            preamble: Openings::of(phrases.preamble.iter().map(|p| &p.phrase)),
            operative: Openings::of(phrases.operative.iter().map(|p| &p.phrase)),
        };
        for word in &phrases.annex {
            phrases.annex_heads.add(word.bytes());
        }
        phrases.annex_capitals = phrases.annex.iter().map(|a| a.to_uppercase()).collect();
        for phrase in phrases.preamble.iter().chain(&phrases.operative) {
            let alone = Openings::of([&phrase.phrase]);
            for example in &phrase.examples {
                if phrases.starts.opening(&alone, example).is_none() {
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

    /// False where `text` begins with no word of [`annex`](Self::annex).
    pub(crate) fn may_be_annex(&self, text: &str) -> bool {
        may_begin(&self.annex_heads, text)
    }

    /// Length of the preamble opening that `text` starts with, adverbs included.
    pub fn preamble_start(&self, text: &str) -> Option<usize> {
        self.starts.opening(&self.starts.preamble, text)
    }

    /// Length of the operative opening that `text` starts with, adverbs included.
    pub fn operative_start(&self, text: &str) -> Option<usize> {
        self.starts.opening(&self.starts.operative, text)
    }
}

/// The openings, ready to be looked up: every place of every paragraph is asked for them.
#[derive(Clone, Debug, Default)]
struct Starts {
    adverbs: Openings,
    preamble: Openings,
    operative: Openings,
}

impl Starts {
    /// Length of the longest of `openings`, with adverbs around it, at the start of `text`.
    fn opening(&self, openings: &Openings, text: &str) -> Option<usize> {
        let mut at = 0;
        while let Some(len) = self.adverbs.longest(&text[at..]) {
            at += len;
            at += gap(&text[at..]);
        }
        at += openings.longest(&text[at..])?;
        loop {
            let gap = gap(&text[at..]);
            match self.adverbs.longest(&text[at + gap..]) {
                Some(len) if gap > 0 => at += gap + len,
                _ => return Some(at),
            }
        }
    }
}

/// Words in lower case, by their first character.
#[derive(Clone, Debug, Default)]
struct Openings {
    by_first: FxHashMap<char, Vec<String>>,
    heads: Pairs,
}

impl Openings {
    fn of<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        let mut openings = Openings::default();
        for word in words {
            if let Some(first) = word.chars().next().map(lower) {
                openings.heads.add(word.bytes());
                openings
                    .by_first
                    .entry(first)
                    .or_default()
                    .push(word.clone());
            }
        }
        openings
    }

    /// Length of the longest of these that `text` starts with.
    fn longest(&self, text: &str) -> Option<usize> {
        if !may_begin(&self.heads, text) {
            return None;
        }
        let words = self.by_first.get(&lower(text.chars().next()?))?;
        words.iter().filter_map(|w| word_start(w, text)).max()
    }
}

/// False where `text` begins with none of the words whose `heads` these are.
fn may_begin(heads: &Pairs, text: &str) -> bool {
    let byte = |at: usize| text.as_bytes().get(at).copied().unwrap_or(0);
    heads.may_be(byte(0), byte(1))
}

/// Length of the white space that `text` starts with.
fn gap(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

fn lower(c: char) -> char {
    if c.is_ascii() {
        c.to_ascii_lowercase()
    } else {
        c.to_lowercase().next().unwrap_or(c)
    }
}

/// Length of `words` at the start of `text`, whatever its case, when a word ends there.
fn word_start(words: &str, text: &str) -> Option<usize> {
    // Most differ in the second letter already.
    if let (Some(want), Some(got)) = (words.as_bytes().get(1), text.as_bytes().get(1))
        && want.is_ascii_alphabetic()
        && got.is_ascii()
        && !want.eq_ignore_ascii_case(got)
    {
        return None;
    }
    let mut rest = text.char_indices();
    for want in words.chars() {
        let (_, got) = rest.next()?;
        let space = want == ' ' && got.is_whitespace();
        if !space && lower(got) != lower(want) {
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
