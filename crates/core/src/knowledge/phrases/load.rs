//! Loads the phrases and makes them ready to be looked up.

use super::starts::Starts;
use super::{FoldedTerms, Phrase, Phrases, all};
use crate::knowledge::layers::Layers;
use crate::knowledge::load::KnowledgeError;
use crate::knowledge::openings::Openings;
use crate::knowledge::wording::ByLanguage;
use crate::script::fold;

const FILE: &str = "phrases.yaml";

impl Phrases {
    pub(in crate::knowledge) fn load(source: &Layers) -> Result<Self, KnowledgeError> {
        let mut phrases: Phrases = source.read(FILE, &["phrase"])?;
        let openings = |of: &[Phrase]| {
            let all = of.iter().enumerate();
            let written =
                all.flat_map(|(n, p)| p.written().map(move |(l, t)| (t, (n, l.to_owned()))));
            Openings::of(written)
        };
        let folded = |terms: &ByLanguage| all(terms).map(|t| fold(t).into_owned()).collect();
        let terms = |terms: &ByLanguage| Openings::of(all(terms).map(|t| (t, ())));
        phrases.starts = Starts {
            adverbs: terms(&phrases.adverbs),
            joined: folded(&phrases.joined),
            preamble: openings(&phrases.preamble),
            operative: openings(&phrases.operative),
        };
        phrases.folded = FoldedTerms {
            annex: terms(&phrases.annex),
            before_action: folded(&phrases.before_action),
            no_action: folded(&phrases.no_action),
            opening: terms(&phrases.opening),
            reported: terms(&phrases.reported),
            joining: terms(&phrases.joining),
            naming: folded(&phrases.naming),
            of_text: folded(&phrases.of_text),
            adoption: terms(&phrases.adoption),
            verbs: terms(&phrases.verbs),
            year: folded(&phrases.year),
            pointing: folded(&phrases.pointing),
            suppressing: folded(&phrases.suppressing),
            suppressed: terms(&phrases.suppressing),
            being: terms(&phrases.being),
            abrogating: terms(&phrases.abrogating),
        };
        phrases.check_examples()?;
        Ok(phrases)
    }

    fn check_examples(&self) -> Result<(), KnowledgeError> {
        let of = |openings, all: &[Phrase]| {
            all.iter().enumerate().find_map(|(n, phrase)| {
                let fits = |e: &&String| {
                    let found = self.starts.opening(openings, e);
                    found.is_none_or(|(_, (at, _))| *at != n)
                };
                let example = phrase.examples.iter().find(fits)?;
                Some((phrase.phrase.clone(), example.clone()))
            })
        };
        let wrong = of(&self.starts.preamble, &self.preamble)
            .or_else(|| of(&self.starts.operative, &self.operative));
        match wrong {
            Some((phrase, example)) => Err(KnowledgeError::meaning(
                FILE,
                format!("the example \"{example}\" does not match \"{phrase}\""),
            )),
            None => Ok(()),
        }
    }
}
