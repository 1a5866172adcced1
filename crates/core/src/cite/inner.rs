//! Places inside a text ("considering e), f) and g) above", "Annexes B and C to this resolution",
//! "(i. TSBDir 2, 3)") and phrases that point at a text without its number ("this resolution").

mod label;
mod place;

use super::class::*;
use super::lexicon::Says;
use super::{Found, Reader};
use crate::model::{MentionForm, Written};
use crate::script::{Gap, Script, script};
pub(super) use label::between;
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
    labelled: bool,
    /// It is that of an action plan.
    action: bool,
}

/// "this resolution", "the above resolutions", "the same resolution", whose kind word is token `word`.
pub(super) fn pointer(reader: Reader, word: usize, floor: usize) -> Option<Found> {
    let tokens = reader.tokens;
    let Says::Kind(kind, _) = tokens.all[word].says else {
        return None;
    };
    // "this recommendation" is mostly advice, not a text.
    let counts = kind.is_adopted() && !kind.is_series();
    let class = tokens.class(word);
    if class == KSHORT || !counts || word <= floor {
        return None;
    }
    // "this Resolution 5" names one.
    let next = tokens.class(word + 1);
    if matches!(next, NUMBER | SESSION) && tokens.gap(word + 1) < Gap::Line {
        return None;
    }
    // «la Résolution susmentionnée», القرار نفسه
    let following = next == SAME && tokens.gap(word + 1) < Gap::Line;
    let form = match tokens.class(word - 1) {
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
        let outer = reader
            .outer(&found)
            .and_then(|outer| in_one(reader, outer))
            .filter(|outer| outer.paths.len() == 1);
        let Some(outer) = outer else { break };
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
        let joined = matches!(reader.tokens.class(found.end), AND | COMMA);
        let next = found.end + 1;
        let opens = joined && is_opening(reader.tokens.class(next));
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
    let tokens = reader.tokens;
    let (classes, offset) = (&tokens.classes[tokens.all[at].at..], tokens.all[at].at);
    let hit = reader.rules.provision.first(classes, offset)?;
    let opener = tokens.tokens_of(hit.get("opener")?);
    let list = tokens.tokens_of(hit.get("list")?);
    let (labels, _) = reader.labels(list.start, false);
    let end = opener.end + reader.addressee(opener.end);
    let head = reader.plain_words(opener.start..end);
    let end = end + usize::from(tokens.class(end) == QUOTE);
    (!labels.is_empty()).then(|| Provisions::of(&head, labels, end, false))
}

/// What stands behind one word, and perhaps within it: "Annex 1, section 2.3".
fn in_one(reader: Reader, at: usize) -> Option<Provisions> {
    let tokens = reader.tokens;
    let head = head(reader, at)?;
    let (mut labels, mut end) = reader.labels(head.words + usize::from(head.dot), head.division);
    let mut words = reader.plain_words(at..head.words);
    if head.division {
        let next = end + usize::from(tokens.class(end) == COMMA);
        if labels.len() == 1
            && tokens.class(next) == DIVISION
            && tokens.gap(next) < Gap::Line
            && !reader.is_inner_first(next)
            && let (inner, stop) = reader.labels(next + 1, true)
            && !inner.is_empty()
        {
            words = reader.plain_words(at..next + 1);
            (labels, end) = (inner, stop);
        }
    }
    // 附件2第3.1.2段
    if let [label] = labels.as_slice()
        && head.division
        && let Some(hit) = tokens.behind(&reader.rules.within, end - 1)
        && let (Some(list), Some(place)) = (tokens.group(&hit, "list"), tokens.group(&hit, "place"))
    {
        words = format!("{words} {label}, {}", reader.plain_words(place.clone()));
        (labels, end) = (vec![tokens.written(list.start).to_owned()], place.end);
    }
    // "i.e." is no place of an action plan.
    let named = !head.action || head.words > at + 2 || !labels.is_empty();
    // "Annex. 1": the labels that stand behind are of another sentence.
    named.then(|| match labels.is_empty() {
        true => Provisions {
            paths: vec![words],
            end: head.words,
            labelled: false,
            action: head.action,
        },
        false => Provisions::of(&words, labels, end, head.action),
    })
}

impl Provisions {
    /// True where labels, or the word for a part of a text with which it begins, name a place.
    pub(super) fn is_place(&self, first: u8) -> bool {
        self.labelled || matches!(first, DIVISION | ACTION)
    }

    fn of(head: &str, labels: Vec<String>, end: usize, action: bool) -> Self {
        Provisions {
            paths: labels
                .iter()
                .map(|label| format!("{head} {label}"))
                .collect(),
            end,
            labelled: true,
            action,
        }
    }
}

/// What stands before the labels.
#[derive(Default)]
struct Head {
    /// The token behind the words that name the place.
    words: usize,
    /// The words are short for another: the labels begin behind a dot.
    dot: bool,
    division: bool,
    action: bool,
}

fn head(reader: Reader, at: usize) -> Option<Head> {
    let tokens = reader.tokens;
    match tokens.class(at) {
        DIVISION => {
            // "section Annex": only one that stands right there counts.
            let dot = tokens.class(at + 1) == DOT && tokens.written(at).len() < 4;
            let mut words = at + 1;
            while tokens.class(words) == DIVISION && tokens.written(words) == tokens.written(at) {
                words += 1;
            }
            Some(Head {
                words,
                dot,
                division: true,
                action: false,
            })
        }
        ACTION => tokens.behind(&reader.rules.action, at).map(|hit| Head {
            words: tokens.tokens_of(hit.span).end,
            action: true,
            ..Head::default()
        }),
        OPENER | ADVERB => {
            let opener = (at..at + 3).find(|i| tokens.class(*i) == OPENER)?;
            if (at..opener).any(|i| !matches!(tokens.class(i), ADVERB | AUX)) {
                return None;
            }
            let mut end = opener + 1;
            while matches!(tokens.class(end), ADVERB | EMPHASIS) {
                end += 1;
            }
            Some(Head {
                words: end + reader.addressee(end),
                ..Head::default()
            })
        }
        _ => None,
    }
}

/// True for a word whose case says "of".
pub(super) fn is_cyrillic(reader: Reader, at: usize) -> bool {
    let first = reader.tokens.written(at).chars().next();
    first.and_then(script) == Some(Script::Cyrillic)
}

/// True for the words that open a part of a text: "resolves", "further".
fn is_opening(class: u8) -> bool {
    matches!(class, OPENER | ADVERB)
}

impl Reader<'_> {
    /// The part of a text that these places are said to be in: "of Annex 1", "of the annex".
    fn outer(&self, found: &Provisions) -> Option<usize> {
        let tokens = self.tokens;
        if !found.labelled || found.action {
            return None;
        }
        let at = match self.is_inner_first(found.end) {
            true => found.end,
            false => {
                let hit = tokens.behind(&self.rules.outer, found.end - 1)?;
                tokens.group(&hit, "place")?.start
            }
        };
        (tokens.gap(at) < Gap::Blank).then_some(at)
    }

    /// True for a part of a text that is named behind what is in it, without a word between: "пункта 2 приложения 1".
    fn is_inner_first(&self, at: usize) -> bool {
        self.tokens.class(at) == DIVISION && is_cyrillic(*self, at)
    }

    /// These tokens as written, with single spaces.
    fn plain_words(&self, tokens: Range<usize>) -> String {
        let span = self.span(tokens);
        let words = self.tokens.text[span.range()].split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    }

    /// How many tokens from `at` on say who is addressed, where labels or the owner stand behind.
    fn addressee(&self, at: usize) -> usize {
        let Some(before) = at.checked_sub(1) else {
            return 0;
        };
        let tokens = self.tokens;
        let hit = tokens.behind(&self.rules.addressee, before);
        let Some(words) = hit.and_then(|hit| tokens.group(&hit, "words")) else {
            return 0;
        };
        let mut end = words.end;
        // "instructs Study Groups 16 and 20": the numbers are theirs.
        if end > at && self.is_numbered(end - 1) {
            while tokens.class(end) == NUMBER {
                end += 1;
                let joins = |i: usize| matches!(tokens.class(i), COMMA | AND);
                let next = (end..end + 3).find(|i| !joins(*i));
                end = next.filter(|i| tokens.class(*i) == NUMBER).unwrap_or(end);
            }
        }
        end.saturating_sub(at)
    }

    /// True for groups that are told apart by the number behind them, which is the `last`-th token.
    fn is_numbered(&self, last: usize) -> bool {
        let tokens = self.tokens;
        let words = tokens.written(last);
        let is_group = match tokens.class(last) {
            GROUP => return tokens.is_glued(last + 1),
            SMALL_ORGAN => true,
            // "ITU-T Study Groups"
            OWN_ORGAN => words
                .match_indices(' ')
                .any(|(at, _)| self.lexicon.is_term(&words[at..], SMALL_ORGAN)),
            _ => false,
        };
        // "the study groups 1" has an item 1.
        let small = words.split(' ').next_back().unwrap_or_default();
        let all = small.starts_with(char::is_lowercase) && tokens.class(last - 1) == THE;
        is_group && !all
    }
}
