//! How a citing phrase reads without what falls, and with what takes its place.

use super::citing::Falling;
use super::list::{Phrase, whole_word};
use super::struck::is_gone;
use crate::knowledge::Knowledge;
use crate::model::{Citation, Edition, Index, Target, WorkId};

impl Falling<'_> {
    /// The phrase without its falling members, and with `other` in their place; none where nothing of it is left, and
    /// where it cannot be done by rule: the two sides of a tracked change, a provision that is named with the text.
    pub(super) fn reworded(&self, citation: &Citation, other: Option<&WorkId>) -> Option<String> {
        let of_change = citation.targets.iter().any(|t| t.change.is_some());
        let of_provision = |t: &Target| self.falls(t) && t.provision.is_some();
        if of_change || citation.targets.iter().any(of_provision) {
            return None;
        }
        // Nobody wants a text amended so that it cites one that is gone.
        if other.is_some_and(|other| is_gone(self.index, other)) {
            return None;
        }
        let phrase = Phrase::of(citation)?;
        let stays = |i: usize| !self.falls(&citation.targets[i]);
        let language = self.language(citation);
        let rest = phrase.keeping(stays, self.knowledge);
        match (rest, other) {
            (None, None) => None,
            (Some(rest), None) => Some(rest),
            (None, Some(other)) => self.alone(citation, other),
            (Some(rest), Some(other)) => {
                let named = self.written_out(other, language)?;
                Some(format!("{rest}{}{named}", phrase.last_joint()))
            }
        }
    }

    /// The phrase of one text with number and edition of the other put in; where the other is of another body, or the
    /// phrase names several, it is written out.
    fn alone(&self, citation: &Citation, other: &WorkId) -> Option<String> {
        let raw = citation.raw.as_str();
        let language = self.language(citation);
        let target = &citation.targets[0];
        let same_body = target
            .id
            .as_ref()
            .is_some_and(|id| id.head() == other.head() && id.kind() == other.kind());
        let number = target.number.as_deref().unwrap_or_default();
        let place = whole_word(raw, number).filter(|_| same_body && citation.targets.len() == 1);
        let Some(at) = place else {
            return self.written_out(other, language);
        };
        let behind = &raw[at + number.len()..];
        let mut new = format!("{}{}{behind}", &raw[..at], other.number());
        let brackets = edition_brackets(&new, at + other.number().len(), &target.edition);
        if let Some((open, close)) = brackets {
            let edition = latest(self.index, other);
            new.replace_range(open..close, &self.knowledge.edition_in(&edition, language)?);
        }
        Some(new.replace("  ", " "))
    }

    fn language(&self, citation: &Citation) -> Option<&str> {
        let source = self.index.sources.get(citation.source)?;
        source.language.as_deref()
    }

    /// A text written out; none in a language in which nobody has told how bodies are named in a sentence.
    fn written_out(&self, id: &WorkId, language: Option<&str>) -> Option<String> {
        let is_own = self.knowledge.is_language_of_names(language);
        is_own.then(|| written_out(self.index, id, self.knowledge))
    }
}

fn latest(index: &Index, id: &WorkId) -> Edition {
    let work = index.works.get(id);
    work.and_then(|w| w.editions.last())
        .cloned()
        .unwrap_or_default()
}

/// A text as it is cited with kind, edition and body.
pub fn written_out(index: &Index, id: &WorkId, knowledge: &Knowledge) -> String {
    let edition = latest(index, id);
    let body = knowledge.body(id.head());
    let name = body.map_or(id.head(), |b| b.name.as_str());
    let kind = id.kind().word();
    let mut letters = kind.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    let kind: String = first.chain(letters).collect();
    let gap = if edition.is_empty() { "" } else { " " };
    format!(
        "{kind} {}{gap}{} of the {name}",
        id.number(),
        knowledge.edition_in(&edition, None).unwrap_or_default()
    )
}

/// The brackets that hold the edition, behind the number; none where the phrase names no edition.
fn edition_brackets(text: &str, behind: usize, edition: &Edition) -> Option<(usize, usize)> {
    if edition.is_empty() {
        return None;
    }
    let open = behind + text.get(behind..)?.find(['(', '（'])?;
    let closing = text[open..].match_indices([')', '）']).next()?;
    Some((open, open + closing.0 + closing.1.len()))
}
