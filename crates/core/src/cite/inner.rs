//! Places inside a text ("considering e), f) and g) above", "Annexes B and C to this resolution",
//! "(i. TSBDir 2, 3)") and phrases that point at a text without its number ("this resolution").

mod label;
mod place;

use super::class::*;
use super::lexicon::Says;
use super::{Found, Reader};
use crate::model::{MentionForm, Written};
use crate::script::{Gap, Script, script, tidy};
pub(super) use place::{behind, ibid, internal, owner, thereof};
use std::ops::Range;

/// A place stands in no more parts of a text, one within the other.
const DEEPEST: usize = 4;

/// A place in a text with its labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Provisions {
    /// Each place: "resolves 6".
    pub(super) paths: Vec<String>,
    /// The token behind it.
    pub(super) end: usize,
    /// It has labels.
    pub(super) labelled: bool,
    /// It is that of an action plan.
    action: bool,
}

/// "this resolution", "the above resolutions", "the same resolution", whose kind word is token `word`.
pub(super) fn pointer(reader: Reader, word: usize, floor: usize) -> Option<Found> {
    let Says::Kind(kind, _) = reader.all[word].says else {
        return None;
    };
    // "this recommendation" is mostly advice, not a text.
    let counts = kind.is_adopted() && !kind.is_series();
    let class = reader.class(word);
    if class == KSHORT || !counts || word <= floor {
        return None;
    }
    // "this Resolution 5" names one.
    let next = reader.class(word + 1);
    if matches!(next, NUMBER | SESSION) && reader.gap(word + 1) < Gap::Line {
        return None;
    }
    // «la Résolution susmentionnée», القرار نفسه
    let following = next == SAME && reader.gap(word + 1) < Gap::Line;
    let form = match reader.class(word - 1) {
        THIS => MentionForm::This,
        ABOVE | SAME => MentionForm::Above,
        _ if following => MentionForm::Above,
        _ => return None,
    };
    // Russian has one word for "of the resolution" and for several; what points back at one says which.
    let many = class == KINDS && !is_cyrillic(reader, word);
    if form == MentionForm::This && many {
        return None;
    }
    let written = vec![Written::of(kind); if many { 2 } else { 1 }];
    let span = match following {
        true => word..word + 2,
        false => word - 1..word + 1,
    };
    Some(Found::new(reader, span, form, written))
}

/// "resolves 6", "annex", "Sections 2 and 3", "paragraph 4 of instructs the Secretary-General" at token `at`.
pub(super) fn provisions(reader: Reader, at: usize) -> Option<Provisions> {
    if let Some(found) = of_opener(reader, at) {
        return Some(found);
    }
    let mut found = in_one(reader, at)?;
    // "§ 4.2 of Annex 1", "paragraph 2 of the annex"
    for _ in 0..DEEPEST {
        let outer = reader.outer(&found).and_then(|at| in_one(reader, at));
        let Some(outer) = outer.filter(|outer| outer.paths.len() == 1) else {
            break;
        };
        for path in &mut found.paths {
            *path = format!("{}, {path}", outer.paths[0]);
        }
        found.end = outer.end;
    }
    Some(with_next(reader, &found).unwrap_or(found))
}

/// "considering e) and recognizing c) of Resolution 5": both are places in the text that is named behind the last.
fn with_next(reader: Reader, first: &Provisions) -> Option<Provisions> {
    let mut found = first.clone();
    for _ in 0..DEEPEST {
        let joined = matches!(reader.class(found.end), AND | COMMA);
        let next = found.end + 1;
        let opens = joined && is_opening(reader.class(next));
        let more = in_one(reader, next).filter(|more| opens && more.labelled)?;
        found.paths.extend(more.paths);
        found.end = more.end;
        if owner(reader, &found).is_some() {
            return first.labelled.then_some(found);
        }
    }
    None
}

/// "item 3 under resolves", "paragraph 4 of instructs the Secretary-General", "пункта 2 раздела решает"
fn of_opener(reader: Reader, at: usize) -> Option<Provisions> {
    let hit = reader.here(&reader.rules.provision, at)?;
    let opener = hit.get("opener")?;
    let list = hit.get("list")?;
    let (labels, _) = reader.labels(list.start, false);
    let end = opener.end + reader.addressee(opener.end);
    let head = reader.plain_words(opener.start..end);
    let end = reader.past(end, QUOTE);
    (!labels.is_empty()).then(|| Provisions::of(&head, labels, end, false))
}

/// What stands behind one word, and perhaps within it: "Annex 1, section 2.3".
fn in_one(reader: Reader, at: usize) -> Option<Provisions> {
    let (division, action) = (reader.class(at) == DIVISION, reader.class(at) == ACTION);
    let head = head(reader, at)?;
    // The word is short for another: the labels begin behind a dot.
    let dot = division && reader.class(at + 1) == DOT && reader.written(at).len() < 4;
    let (mut labels, mut end) = reader.labels(head + usize::from(dot), division);
    let mut words = reader.plain_words(at..head);
    let next = reader.past(end, COMMA);
    if division
        && labels.len() == 1
        && reader.class(next) == DIVISION
        && reader.gap(next) < Gap::Line
        && !reader.is_inner_first(next)
        && let (inner, stop) = reader.labels(next + 1, true)
        && !inner.is_empty()
    {
        words = reader.plain_words(at..next + 1);
        (labels, end) = (inner, stop);
    }
    // 附件2第3.1.2段
    if let [label] = labels.as_slice()
        && division
        && let Some(hit) = reader.behind(&reader.rules.within, end - 1)
        && let (Some(number), Some(place)) = (hit.at("list"), hit.get("place"))
    {
        words = format!("{words} {label}, {}", reader.plain_words(place.clone()));
        (labels, end) = (vec![reader.written(number).to_owned()], place.end);
    }
    if !labels.is_empty() {
        return Some(Provisions::of(&words, labels, end, action));
    }
    // "i.e." is no place of an action plan. "Annex. 1": the labels that stand behind are of another sentence.
    (!action || head > at + 2).then(|| Provisions {
        paths: vec![words],
        end: head,
        labelled: false,
        action,
    })
}

impl Provisions {
    fn of(head: &str, labels: Vec<String>, end: usize, action: bool) -> Self {
        let paths = labels.iter().map(|label| format!("{head} {label}"));
        Provisions {
            paths: paths.collect(),
            end,
            labelled: true,
            action,
        }
    }
}

/// The token behind the words that name a place, before its labels.
fn head(reader: Reader, at: usize) -> Option<usize> {
    let is_same =
        |i: &usize| reader.class(*i) == DIVISION && reader.written(*i) == reader.written(at);
    match reader.class(at) {
        // "section Annex": only one that stands right there counts.
        DIVISION => (at + 1..).find(|i| !is_same(i)),
        ACTION => Some(reader.behind(&reader.rules.action, at)?.tokens.end),
        OPENER | ADVERB => {
            let opener = (at..at + 3).find(|i| reader.class(*i) == OPENER)?;
            if (at..opener).any(|i| !matches!(reader.class(i), ADVERB | AUX)) {
                return None;
            }
            let goes_on = |i: &usize| matches!(reader.class(*i), ADVERB | EMPHASIS);
            let end = (opener + 1..).find(|i| !goes_on(i))?;
            Some(end + reader.addressee(end))
        }
        _ => None,
    }
}

/// True for a word whose case says "of".
pub(super) fn is_cyrillic(reader: Reader, at: usize) -> bool {
    let first = reader.written(at).chars().next();
    first.and_then(script) == Some(Script::Cyrillic)
}

/// True for the words that open a part of a text: "resolves", "further".
fn is_opening(class: u8) -> bool {
    matches!(class, OPENER | ADVERB)
}

impl Reader<'_> {
    /// The part of a text that these places are said to be in: "of Annex 1", "of the annex".
    fn outer(&self, found: &Provisions) -> Option<usize> {
        if !found.labelled || found.action {
            return None;
        }
        let at = match self.is_inner_first(found.end) {
            true => found.end,
            false => {
                let hit = self.behind(&self.rules.outer, found.end - 1)?;
                hit.at("place")?
            }
        };
        (self.gap(at) < Gap::Blank).then_some(at)
    }

    /// True for a part of a text that is named behind what is in it, without a word between: "пункта 2 приложения 1".
    fn is_inner_first(&self, at: usize) -> bool {
        self.class(at) == DIVISION && is_cyrillic(*self, at)
    }

    /// These tokens as written, with single spaces.
    fn plain_words(&self, tokens: Range<usize>) -> String {
        tidy(self.text_of(tokens))
    }

    /// How many tokens from `at` on say who is addressed, where labels or the owner stand behind.
    fn addressee(&self, at: usize) -> usize {
        let Some(before) = at.checked_sub(1) else {
            return 0;
        };
        let hit = self.behind(&self.rules.addressee, before);
        let Some(words) = hit.and_then(|hit| hit.get("words")) else {
            return 0;
        };
        let mut end = words.end;
        // "instructs Study Groups 16 and 20": the numbers are theirs.
        if end > at && self.is_numbered(end - 1) {
            while self.class(end) == NUMBER {
                end += 1;
                let joins = |i: usize| matches!(self.class(i), COMMA | AND);
                let next = (end..end + 3).find(|i| !joins(*i));
                end = next.filter(|i| self.class(*i) == NUMBER).unwrap_or(end);
            }
        }
        end.saturating_sub(at)
    }

    /// True for groups that are told apart by the number behind them, which is the `last`-th token.
    fn is_numbered(&self, last: usize) -> bool {
        let words = self.written(last);
        let is_group = match self.class(last) {
            GROUP => return self.is_glued(last + 1),
            SMALL_ORGAN => true,
            // "ITU-T Study Groups"
            OWN_ORGAN => words
                .match_indices(' ')
                .any(|(at, _)| self.lexicon.is_term(&words[at..], SMALL_ORGAN)),
            _ => false,
        };
        // "the study groups 1" has an item 1.
        let small = words.split(' ').next_back().unwrap_or_default();
        let all = small.starts_with(char::is_lowercase) && self.class(last - 1) == THE;
        is_group && !all
    }
}
