//! The examples beside the patterns of `grammar.yaml`: each pattern must find in its own what they say.

use super::Scanner;
use super::pattern::{Anchor, Pattern};
use super::tokens::Tokens;
use crate::knowledge::{Knowledge, KnowledgeError};

/// Where a pattern is tried in an example.
const PLACE: char = '|';
/// Before what it finds.
const FINDS: &str = "=>";

impl Scanner {
    /// Holds the patterns of `knowledge` against their examples.
    ///
    /// # Errors
    /// What [`try_new`](Self::try_new) says; an example in which its pattern does not find what it says.
    pub fn check(knowledge: &Knowledge) -> Result<(), KnowledgeError> {
        let scanner = Scanner::try_new(knowledge)?;
        let mut organisations = knowledge.organisations.iter();
        if !organisations.any(|o| o.id == knowledge.grammar.examples_of) {
            return Ok(());
        }
        match scanner.failing(knowledge).into_iter().next() {
            Some(message) => Err(knowledge.error_at("grammar.yaml", message)),
            None => Ok(()),
        }
    }

    /// What is wrong with each example that does not hold.
    fn failing(&self, knowledge: &Knowledge) -> Vec<String> {
        let mut failing = Vec::new();
        let numbers = knowledge.forms.numbers.shapes.iter();
        for (text, number) in numbers.flat_map(|shape| &shape.examples) {
            let found = self.lexicon.numbers.at(text, 0, false).map(|n| n.text);
            if found.as_ref() != Some(number) {
                failing.push(format!("`{text}`, an example of `numbers`: {found:?}"));
            }
        }
        for (name, rules) in &knowledge.grammar.rules {
            let Some((patterns, side)) = self.rules.named(name) else {
                continue;
            };
            for (rule, pattern) in rules.iter().zip(patterns.patterns()) {
                for example in rule.examples.values().flatten() {
                    if let Err(found) = self.try_example(pattern, side, example) {
                        failing.push(format!("`{example}`, an example of `{name}`: {found}"));
                    }
                }
            }
        }
        failing
    }

    fn try_example(&self, pattern: &Pattern, side: Anchor, example: &str) -> Result<(), String> {
        let (text, finds) = example.split_once(FINDS).ok_or("it has no `=>`")?;
        let (before, behind) = text.split_once(PLACE).ok_or("it has no `|`")?;
        let before = before.trim_start();
        let text = before.to_owned() + behind.trim_start_matches(' ').trim_end();
        let tokens = Tokens::new(&text, 0..text.len(), &self.lexicon, &self.codes);
        let at = tokens.token_from(before.len());
        let place = match (side, at.checked_sub(1)) {
            (Anchor::Before, _) if at < tokens.all.len() => tokens.place_before(0, at),
            (Anchor::Behind, Some(last)) => tokens.place_behind(last),
            (Anchor::Behind, None) => 0..tokens.classes.len(),
            (Anchor::Before, _) => return Err("nothing stands behind its `|`".to_owned()),
        };
        let hit = pattern.get().and_then(|p| p.find(&tokens, place));
        let hit = hit.ok_or("the pattern does not fit")?;
        for find in finds.split(';').map(str::trim).filter(|f| !f.is_empty()) {
            let (group, wanted) = find.split_once(':').ok_or("a find has no `:`")?;
            let found = hit.get(group).filter(|f| !f.is_empty());
            let found = found.map(|f| &text[tokens.all[f.start].start..tokens.all[f.end - 1].end]);
            if found != Some(wanted.trim()) {
                return Err(format!("as {group} it finds {found:?}"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_has_examples_that_hold() {
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        let rules = knowledge.grammar.rules.values().flatten();
        let bare: Vec<_> = rules.filter(|r| r.examples.is_empty()).collect();
        assert!(bare.is_empty(), "{bare:?}");
        let scanner = Scanner::new(&knowledge);
        assert_eq!(scanner.failing(&knowledge), Vec::<String>::new());
    }
}
