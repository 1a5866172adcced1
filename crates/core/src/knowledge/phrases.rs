mod load;
mod starts;

use starts::{Starts, gap};

use super::openings::Openings;
use super::wording::ByLanguage;
use crate::script::{find_words, fold, is_han};
use serde::Deserialize;

/// How the parts of a text begin (`phrases.yaml`).
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// Words that may stand before or behind an opening verb.
    pub adverbs: ByLanguage,
    /// Letters that are written together with the opening behind them: "وإذ".
    #[serde(default)]
    pub joined: ByLanguage,
    /// Openings of the preamble.
    pub preamble: Vec<Phrase>,
    /// Verbs of the operative part.
    pub operative: Vec<Phrase>,
    /// Headings of annexes.
    pub annex: ByLanguage,
    /// What may stand before the name of the conference in the sentence that names it.
    pub opening: ByLanguage,
    /// How lines begin that tell who adopted a text, and when: above its reasons, or behind its last provision.
    #[serde(default)]
    pub adoption: ByLanguage,
    /// Further verbs with which paragraphs open that are sentences of their own: "4. *Demands* that …".
    #[serde(default)]
    pub verbs: ByLanguage,
    /// What such a paragraph is called where it has a number.
    pub numbered: String,
    /// Words before what is to be done: "instructs the Director *to* act".
    #[serde(default)]
    pub before_action: ByLanguage,
    /// Words behind one of these with which it is none: "to *the* Council".
    #[serde(default)]
    pub no_action: ByLanguage,
    /// Words before a clause that tells what another text orders.
    #[serde(default)]
    pub reported: ByLanguage,
    /// Words between the items of a list.
    #[serde(default)]
    pub joining: ByLanguage,
    /// Words before who is to act: "invites *the* Council".
    #[serde(default)]
    pub naming: ByLanguage,
    /// Words between the heading of an annex and its text.
    #[serde(default)]
    pub of_text: ByLanguage,
    /// Words beside the year of an edition: "2018 г.".
    #[serde(default)]
    pub year: ByLanguage,
    /// Words that point back at what was said before, in lower case.
    #[serde(default)]
    pub pointing: ByLanguage,
    /// Words that say of a work that it is no longer in force, in lower case.
    #[serde(default)]
    pub suppressing: ByLanguage,
    /// Words between a work and one of these: "Resolution 5 *is hereby* abrogated".
    #[serde(default)]
    pub being: ByLanguage,
    /// Verbs by which a clause does that, in lower case.
    #[serde(default)]
    pub abrogating: ByLanguage,
    /// The openings, by name, of clauses that do what they say.
    #[serde(default)]
    pub deciding: Vec<String>,
    #[serde(skip)]
    starts: Starts,
    #[serde(skip)]
    pub(super) folded: FoldedTerms,
}

/// One opening in all languages, with texts that it must match.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// Its name, whatever the language: `resolves`.
    pub phrase: String,
    /// How it is written; by its name where nothing is said.
    #[serde(default)]
    pub terms: ByLanguage,
    /// Openings that it must match.
    #[serde(default)]
    pub examples: Vec<String>,
}

impl Phrase {
    /// How it is written, with the languages.
    pub fn written(&self) -> impl Iterator<Item = (&str, &str)> {
        let name = self
            .terms
            .is_empty()
            .then_some(("en", self.phrase.as_str()));
        by_language(&self.terms).chain(name)
    }
}

/// All words, with their languages.
fn by_language(words: &ByLanguage) -> impl Iterator<Item = (&str, &str)> {
    let all = words.iter();
    all.flat_map(|(language, words)| words.iter().map(move |w| (language.as_str(), w.as_str())))
}

/// All words, whatever their language.
fn all(words: &ByLanguage) -> impl Iterator<Item = &str> {
    words.values().flatten().map(String::as_str)
}

/// Lists that are asked often, as they are compared.
#[derive(Clone, Debug, Default)]
pub(super) struct FoldedTerms {
    annex: Openings<()>,
    pub(super) before_action: Vec<String>,
    no_action: Vec<String>,
    opening: Openings<()>,
    reported: Openings<()>,
    joining: Openings<()>,
    naming: Vec<String>,
    of_text: Vec<String>,
    adoption: Openings<()>,
    verbs: Openings<()>,
    year: Vec<String>,
    pointing: Vec<String>,
    suppressing: Vec<String>,
    pub(super) suppressed: Openings<()>,
    pub(super) being: Openings<()>,
    pub(super) abrogating: Openings<()>,
}

/// An opening that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening<'k> {
    /// Its length in bytes, adverbs included.
    pub len: usize,
    /// Its name, whatever the language.
    pub phrase: &'k str,
    /// The language that it is written in.
    pub language: &'k str,
}

impl Phrases {
    /// Length of the preamble opening that `text` starts with, adverbs included.
    pub fn preamble_start(&self, text: &str) -> Option<usize> {
        self.starts
            .opening(&self.starts.preamble, text)
            .map(|(len, _)| len)
    }

    /// Length of the operative opening that `text` starts with, adverbs included.
    pub fn operative_start(&self, text: &str) -> Option<usize> {
        self.starts
            .opening(&self.starts.operative, text)
            .map(|(len, _)| len)
    }

    /// Length of the verb, adverbs included, with which a sentence opens that is a provision; it begins with a capital.
    pub fn sentence_start(&self, text: &str) -> Option<usize> {
        if !text.starts_with(char::is_uppercase) {
            return None;
        }
        let verb = self.starts.opening(&self.folded.verbs, text);
        self.operative_start(text).or(verb.map(|(len, ())| len))
    }

    /// The preamble opening that `text` starts with.
    pub fn preamble_at(&self, text: &str) -> Option<Opening<'_>> {
        Self::found(
            self.starts.opening(&self.starts.preamble, text)?,
            &self.preamble,
        )
    }

    /// The operative opening that `text` starts with.
    pub fn operative_at(&self, text: &str) -> Option<Opening<'_>> {
        Self::found(
            self.starts.opening(&self.starts.operative, text)?,
            &self.operative,
        )
    }

    fn found<'k>(
        (len, (n, language)): (usize, &'k (usize, String)),
        all: &'k [Phrase],
    ) -> Option<Opening<'k>> {
        Some(Opening {
            len,
            phrase: &all.get(*n)?.phrase,
            language,
        })
    }

    /// The name of the opening that a written phrase begins with, whatever its language: `resolves` of
    /// "décide de charger le Secrétaire général".
    pub fn name_of(&self, written: &str) -> Option<&str> {
        let found = self
            .operative_at(written)
            .or_else(|| self.preamble_at(written));
        found.map(|o| o.phrase)
    }

    /// Length of the heading of an annex that `text` starts with, its number left out.
    pub fn annex_start(&self, text: &str) -> Option<usize> {
        self.folded.annex.at_start(text).map(|(len, ())| len)
    }

    /// Length of what stands before the name of a conference at the start of `text`.
    pub fn opening_start(&self, text: &str) -> Option<usize> {
        self.folded.opening.at_start(text).map(|(len, ())| len)
    }

    /// True for a line that tells who adopted the text.
    pub fn tells_adoption(&self, text: &str) -> bool {
        self.folded.adoption.at_start(text).is_some()
    }

    /// True for a word before what is to be done; `next` is the word behind it.
    pub fn is_before_action(&self, word: &str, next: &str) -> bool {
        holds(&self.folded.before_action, word) && !holds(&self.folded.no_action, next)
    }

    /// Where the annex is named at the end of its heading: "第5号决议附件1". Only Chinese, which has no space before it,
    /// is looked at.
    pub fn annex_tail(&self, text: &str) -> Option<usize> {
        let terms = all(&self.annex).filter(|t| t.starts_with(is_han));
        let tails = terms.filter_map(|t| text.rfind(t).map(|at| (at, at + t.len())));
        let is_number = |c: char| c.is_numeric() || c.is_whitespace();
        let found = tails.filter(|(at, end)| *at > 0 && text[*end..].chars().all(is_number));
        found.map(|(at, _)| at).min()
    }

    /// Length of the words, and the space behind them, before a clause that tells what another text orders.
    pub fn reported_start(&self, text: &str) -> usize {
        let found = self.folded.reported.at_start(text);
        found.map_or(0, |(len, ())| len + gap(&text[len..]))
    }

    /// Length of the word, and the space behind it, between two items of a list.
    pub fn joining_start(&self, text: &str) -> usize {
        let found = self.folded.joining.at_start(text);
        found.map_or(0, |(len, ())| len + gap(&text[len..]))
    }

    /// True for a word, or a letter that is written together with the next word, between two items of a list.
    pub fn is_joining(&self, word: &str) -> bool {
        let len = self.folded.joining.at_start(word).map(|(len, ())| len);
        len == Some(word.len()) || holds(&self.starts.joined, word)
    }

    /// True for a word before who is to act.
    pub fn is_naming(&self, word: &str) -> bool {
        holds(&self.folded.naming, word)
    }

    /// True for a word between the heading of an annex and its text.
    pub fn is_of_text(&self, word: &str) -> bool {
        holds(&self.folded.of_text, word)
    }

    /// True where `text` says what is to be done.
    pub fn holds_action(&self, text: &str) -> bool {
        let words = text.split_whitespace();
        let next = text.split_whitespace().skip(1).chain([""]);
        words
            .zip(next)
            .any(|(word, next)| self.is_before_action(word, next))
    }

    /// True for a word beside the year of an edition.
    pub fn is_year_word(&self, word: &str) -> bool {
        holds(&self.folded.year, word)
    }

    /// True where `text` points back at what was said before.
    pub fn points_back(&self, text: &str) -> bool {
        let text = fold(text);
        self.folded
            .pointing
            .iter()
            .any(|t| find_words(&text, t).is_some())
    }

    /// True where `text` says of something that it is no longer in force.
    pub fn says_suppressed(&self, text: &str) -> bool {
        let text = fold(text);
        self.folded
            .suppressing
            .iter()
            .any(|t| find_words(&text, t).is_some())
    }

    /// The openings of the preamble: (name, language, term).
    pub fn preamble_terms(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let all = self.preamble.iter();
        all.flat_map(|p| p.written().map(|(l, t)| (p.phrase.as_str(), l, t)))
    }

    /// The verbs of the operative part: (name, language, term).
    pub fn operative_terms(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        let all = self.operative.iter();
        all.flat_map(|p| p.written().map(|(l, t)| (p.phrase.as_str(), l, t)))
    }
}

/// True where one of the folded `words` is `word`.
fn holds(words: &[String], word: &str) -> bool {
    let word = fold(word);
    words.iter().any(|w| **w == *word)
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

    #[test]
    fn openings_of_all_languages_have_one_name() {
        let k = Knowledge::builtin().expect("mappings/ load");
        for (text, phrase, language, len) in [
            ("RÉSOLVONS", "", "", 0),
            ("décide", "resolves", "fr", "décide".len()),
            (
                "de\u{301}cide de charger le Conseil",
                "resolves",
                "fr",
                "de\u{301}cide".len(),
            ),
            ("resuelve además", "resolves", "es", "resuelve además".len()),
            ("РЕШАЕТ, что", "resolves", "ru", "РЕШАЕТ".len()),
            ("решаетx", "", "", 0),
            ("تقرر أن", "resolves", "ar", "تقرر".len()),
            ("يكلّف الأمين العام", "instructs", "ar", "يكلّف".len()),
            ("做出决议，责成", "resolves", "zh", "做出决议".len()),
            ("责成秘书长", "instructs", "zh", "责成".len()),
        ] {
            let found = k.phrases.operative_at(text);
            let found = found.map_or(("", "", 0), |o| (o.phrase, o.language, o.len));
            assert_eq!(found, (phrase, language, len), "{text}");
        }
        for (text, phrase, len) in [
            (
                "considérant en outre",
                "considering",
                "considérant en outre".len(),
            ),
            (
                "с удовлетворением отметив",
                "noting with satisfaction",
                "с удовлетворением отметив".len(),
            ),
            (
                "وإذ تضع في اعتبارها كذلك",
                "considering",
                "وإذ تضع في اعتبارها كذلك".len(),
            ),
            ("إذ يذكّر بالقرار", "recalling", "إذ يذكّر".len()),
            ("进一步考虑到\na)", "considering", "进一步考虑到".len()),
            ("忆及第71号决议", "recalling", "忆及".len()),
        ] {
            let found = k
                .phrases
                .preamble_at(text)
                .map_or(("", 0), |o| (o.phrase, o.len));
            assert_eq!(found, (phrase, len), "{text}");
        }
    }
}
