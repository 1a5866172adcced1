//! A citing phrase taken apart: what stands before its members, the members, what joins them, what they share.

use crate::knowledge::Knowledge;
use crate::model::Citation;
use crate::script::is_han;

/// "Resolutions 30 (Rev. A), 37 and 44 (Rev. B) of the Assembly".
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase<'c> {
    /// "Resolutions ".
    before: &'c str,
    /// "30 (Rev. A)", "37", "44": number, and an edition of its own behind it.
    pub(super) members: Vec<&'c str>,
    /// ", ", " and ".
    joints: Vec<&'c str>,
    /// " (Rev. B) of the Assembly".
    behind: &'c str,
}

impl<'c> Phrase<'c> {
    /// Takes the phrase of a citation apart, a member for each target; none where it does not name each of them by its
    /// number in their order.
    pub(super) fn of(citation: &'c Citation) -> Option<Phrase<'c>> {
        let raw = citation.raw.as_str();
        let mut spans: Vec<(usize, usize)> = Vec::new();
        let mut at = 0;
        for target in &citation.targets {
            let number = target.number.as_deref()?;
            let start = at + whole_word(&raw[at..], number)?;
            at = start + number.len();
            spans.push((start, at));
        }
        // An edition right behind a member is its own, if that is so with all; else the last one is shared.
        let own = |(_, end): &(usize, usize)| bracket(&raw[*end..]).map(|length| end + length);
        let all_own = spans.len() > 1 && spans.iter().all(|s| own(s).is_some());
        let last = spans.len().checked_sub(1)?;
        for (i, span) in spans.iter_mut().enumerate() {
            if i < last || all_own {
                span.1 = own(span).unwrap_or(span.1);
            }
        }
        let joints = spans.windows(2).map(|w| raw.get(w[0].1..w[1].0));
        Some(Phrase {
            before: &raw[..spans[0].0],
            members: spans
                .iter()
                .map(|(start, end)| &raw[*start..*end])
                .collect(),
            joints: joints.collect::<Option<_>>()?,
            behind: &raw[spans[last].1..],
        })
    }

    /// The phrase with those of its members that `stays` says; none where none does. What stands between the last two
    /// stays there, and one member alone is no list any more.
    pub(super) fn keeping(
        &self,
        stays: impl Fn(usize) -> bool,
        knowledge: &Knowledge,
    ) -> Option<String> {
        let kept: Vec<&str> = (0..self.members.len())
            .filter(|i| stays(*i))
            .map(|i| self.members[i])
            .collect();
        let (last, most) = kept.split_last()?;
        let mut phrase = match most.is_empty() && self.members.len() > 1 {
            true => singular(self.before, knowledge),
            false => self.before.to_owned(),
        };
        for (i, member) in most.iter().enumerate() {
            phrase.push_str(member);
            let joint = match i + 1 == most.len() {
                true => self.joints.last(),
                false => self.joints.first(),
            };
            phrase.push_str(joint.copied().unwrap_or(" "));
        }
        phrase.push_str(last);
        phrase.push_str(self.behind);
        Some(phrase)
    }

    /// What joins the last two members; for a single one a comma.
    pub(super) fn last_joint(&self) -> &str {
        self.joints.last().copied().unwrap_or(", ")
    }
}

/// "Resolutions " as "Resolution ", in the language and case in which it is written.
fn singular(before: &str, knowledge: &Knowledge) -> String {
    for kind in &knowledge.forms.kinds {
        for (many, one) in kind.many.iter().zip(&kind.words) {
            let lower = before.to_lowercase();
            let Some(at) = whole_word(&lower, many).filter(|_| lower.len() == before.len()) else {
                continue;
            };
            let written = &before[at..at + many.len()];
            let capitals = written.chars().take_while(|c| c.is_uppercase()).count();
            let one: String = match capitals {
                0 => one.clone(),
                1 => {
                    let mut letters = one.chars();
                    let first = letters.next().into_iter().flat_map(char::to_uppercase);
                    first.chain(letters).collect()
                }
                _ => one.to_uppercase(),
            };
            return format!("{}{one}{}", &before[..at], &before[at + many.len()..]);
        }
    }
    before.to_owned()
}

/// Length of a bracket right behind a number, the space before it included.
fn bracket(text: &str) -> Option<usize> {
    let inside = text.trim_start().strip_prefix(['(', '（'])?;
    let before = text.len() - inside.len();
    let (end, closing) = inside.match_indices([')', '）']).next()?;
    Some(before + end + closing.len())
}

/// Where `word` stands in `text` by itself.
pub(super) fn whole_word(text: &str, word: &str) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        // Chinese words stand without spaces between them.
        let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
        !goes_on(before) && !goes_on(behind)
    })
}
