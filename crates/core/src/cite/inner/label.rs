//! The labels of places in a text: "6", "5b) and c)", "1 to 3", "§§ 55-65", "A.3".

use super::super::Reader;
use super::super::class::*;
use crate::script::{Gap, Label, is_hyphen, suffix};

/// A range of labels has no more members; what looks like a longer one is read as its first.
const LONGEST_RANGE: u32 = 200;

impl Reader<'_> {
    /// The labels from token `at` on and the token behind them.
    pub(super) fn labels(&self, at: usize, division: bool) -> (Vec<String>, usize) {
        let mut found = Vec::new();
        let mut end = at;
        let mut here = at;
        while here < self.all.len() && self.gap(here) < Gap::Line {
            let ordinal = usize::from(self.class(here) == ORDINAL_SIGN);
            let Some((label, stop)) = self.one_label(here + ordinal, division) else {
                break;
            };
            found.push(label);
            // "§§ 55-65"
            let version = self.number(here + ordinal).and_then(|n| n.version.as_ref());
            if let Some(upto) = version {
                extend(&mut found, upto);
            }
            let counted = ordinal > 0 && matches!(self.class(stop), COUNTER | DIVISION);
            end = stop + usize::from(counted);
            let hit = self.behind(&self.rules.label_next, end - 1);
            let next = hit.as_ref().and_then(|hit| hit.get("next"));
            let Some((hit, next)) = hit.zip(next) else {
                break;
            };
            here = next.start;
            // "1 to 3" is three places.
            if hit.has("range") {
                let upto = self.one_label(here, division);
                if let Some((_, stop)) = upto.filter(|(upto, _)| extend(&mut found, upto)) {
                    end = stop;
                }
                break;
            }
        }
        (found, end)
    }

    /// One label at token `at`, and the token behind it.
    fn one_label(&self, at: usize, division: bool) -> Option<(String, usize)> {
        let token = self.all.get(at)?;
        if self.gap(at) >= Gap::Line {
            return None;
        }
        let mut before = (at.saturating_sub(40)..at).rev().map(|i| self.class(i));
        let bracket = before.find(|class| matches!(*class, OPEN | CLOSE));
        let stop = self.label_end(token.start, division, bracket == Some(OPEN))?;
        let written = &self.text[token.start..stop];
        let next = self.token_from(stop).max(at + 1);
        // "20 %", "5 years": a number that counts is no label.
        let counted = written.ends_with(|c: char| c.is_ascii_digit())
            && matches!(self.class(next), UNIT | MONTH | SIGN);
        (!counted).then(|| (written.to_owned(), next))
    }

    /// Where the label at byte `at` ends: "6", "5b)", "2 ter", "a)", "iv)", "A.3".
    fn label_end(&self, at: usize, division: bool, in_bracket: bool) -> Option<usize> {
        let text = self.text;
        let (found, end) = self.forms.expressions.label.captures_at(text, at)?;
        let Some(number) = found.name("number") else {
            let part = found.name("part").is_some();
            let part_of_other = part && (!division || text[end..].starts_with(is_hyphen));
            return (found.name("long").is_none() && !part_of_other).then_some(end);
        };
        let (space, word) = (&found["space"], &found["word"]);
        let stop = at + number.end();
        // "2 ter", "3 bis"
        if !space.is_empty() && suffix(word).is_some() {
            return Some(stop + space.len() + word.len());
        }
        let closed = found.name("close").is_some();
        // "6 a)", "6a)"
        let small = (1..5).contains(&word.chars().count()) && word.chars().all(char::is_lowercase);
        // "Section 2)", "5b)"
        let labelled = division && !in_bracket || number.as_str().ends_with(char::is_alphabetic);
        let alone = space.is_empty() && word.is_empty();
        let whole = closed && (small || alone && labelled);
        Some(if whole { end } else { stop })
    }
}

/// Adds the labels behind the last one up to `upto`; false where they are no range.
fn extend(found: &mut Vec<String>, upto: &str) -> bool {
    let last = found.last();
    let Some(more) = last.and_then(|last| Label::between(last, upto, LONGEST_RANGE)) else {
        return false;
    };
    found.extend(more.into_iter().chain([upto.to_owned()]));
    true
}
