//! Places inside a text ("considering e), f) and g) above", "Annexes B and C to this resolution",
//! "(i. TSBDir 2, 3)") and phrases that point at a text without its number ("this resolution").

use super::class::*;
use super::lexicon::Says;
use super::{Found, Reader};
use crate::model::{MentionForm, Written};
use crate::script::{Gap, is_hyphen};
use std::ops::Range;

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
    let form = match tokens.class(word - 1) {
        THIS => MentionForm::This,
        ABOVE | SAME => MentionForm::Above,
        _ => return None,
    };
    let many = class == KINDS;
    if form == MentionForm::This && many {
        return None;
    }
    let one = Written {
        kind: Some(kind),
        ..Written::default()
    };
    let written = vec![one; if many { 2 } else { 1 }];
    Some(Found::new(reader, word - 1..word + 1, form, written))
}

/// "resolves 6", "annex", "Sections 2 and 3", "paragraph 4 of instructs the Secretary-General" at token `at`.
pub(super) fn provisions(reader: Reader, at: usize) -> Option<Provisions> {
    let tokens = reader.tokens;
    let (classes, offset) = (&tokens.classes[tokens.all[at].at..], tokens.all[at].at);
    // "item 3 under resolves", "paragraph 4 of instructs the Secretary-General", "пункта 2 раздела решает"
    if let Some(hit) = reader.rules.provision.first(classes, offset)
        && let Some(opener) = hit.get("opener").map(|at| tokens.tokens_of(at))
        && let Some(list) = hit.get("list").map(|at| tokens.tokens_of(at))
    {
        let (labels, _) = reader.labels(list.start, false);
        let end = opener.end + reader.addressee(opener.end);
        let head = reader.plain_words(opener.start..end);
        if !labels.is_empty() {
            let end = end + usize::from(tokens.class(end) == QUOTE);
            return Some(Provisions::of(&head, labels, end, false));
        }
    }
    let head = head(reader, at)?;
    let (mut labels, mut end) = reader.labels(head.end, head.division);
    let mut words = reader.plain_words(at..head.words);
    if head.division {
        // "Annex 1, section 2.3"
        let next = end + usize::from(tokens.class(end) == COMMA);
        if labels.len() == 1
            && tokens.class(next) == DIVISION
            && tokens.gap(next) < Gap::Line
            && let (inner, stop) = reader.labels(next + 1, true)
            && !inner.is_empty()
        {
            words = reader.plain_words(at..next + 1);
            (labels, end) = (inner, stop);
        }
    }
    // "Annex. 1": the labels that stand behind are of another sentence.
    Some(match labels.is_empty() {
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
struct Head {
    /// The token behind the words that name the place.
    words: usize,
    /// The token with which the labels begin.
    end: usize,
    division: bool,
    action: bool,
}

fn head(reader: Reader, at: usize) -> Option<Head> {
    let tokens = reader.tokens;
    let made = |end, division, action| Head {
        words: end,
        end,
        division,
        action,
    };
    match tokens.class(at) {
        DIVISION => {
            // "section Annex": only one that stands right there counts.
            let dot = usize::from(tokens.class(at + 1) == DOT && tokens.written(at).len() < 4);
            let mut end = at + 1;
            while tokens.class(end) == DIVISION && tokens.written(end) == tokens.written(at) {
                end += 1;
            }
            Some(Head {
                words: end,
                end: end + dot,
                division: true,
                action: false,
            })
        }
        ACTION if tokens.class(at + 1) == DOT => {
            let end = reader.actor(at + 2);
            Some(made(end, false, true))
        }
        OPENER | ADVERB => {
            let opener = (at..at + 3).find(|i| tokens.class(*i) == OPENER)?;
            if (at..opener).any(|i| !matches!(tokens.class(i), ADVERB | AUX)) {
                return None;
            }
            let mut end = opener + 1;
            while matches!(tokens.class(end), ADVERB) {
                end += 1;
            }
            let end = end + reader.addressee(end);
            Some(made(end, false, false))
        }
        _ => None,
    }
}

impl Reader<'_> {
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
        let (classes, offset) = self.tokens.behind_of(before);
        let hit = self.rules.addressee.first(classes, offset);
        let words = hit.and_then(|hit| hit.get("words"));
        words.map_or(0, |at_| {
            let tokens = self.tokens;
            let mut end = tokens.tokens_of(at_).end;
            // "instructs Study Groups 16 and 20": the numbers are theirs.
            let numbered = |last: usize| {
                let group = tokens.class(last) == GROUP && tokens.is_glued(last + 1);
                tokens.class(last) == SMALL_ORGAN || group
            };
            if end > at && numbered(end - 1) {
                while tokens.class(end) == NUMBER {
                    end += 1;
                    let joins = |i: usize| matches!(tokens.class(i), COMMA | AND);
                    let next = (end..end + 3).find(|i| !joins(*i));
                    end = next.filter(|i| tokens.class(*i) == NUMBER).unwrap_or(end);
                }
            }
            end.saturating_sub(at)
        })
    }

    /// "TSB Dir", "SGs + TSAG", "SG17" from token `at` on: the token behind it.
    fn actor(&self, at: usize) -> usize {
        let tokens = self.tokens;
        let capital = |i: usize| {
            i < tokens.all.len() && tokens.written(i).starts_with(|c: char| c.is_uppercase())
        };
        if !capital(at) {
            return at;
        }
        let mut end = at + 1;
        for _ in 0..6 {
            // "SG17", "ITU-T"
            while tokens.is_glued(end)
                && matches!(
                    tokens.class(end),
                    NUMBER | HYPHEN | NAME | LETTER | CAPS | MIXED | WORD
                )
            {
                end += 1;
            }
            let plus = usize::from(tokens.class(end) == PLUS);
            let long = capital(end + plus) && tokens.written(end + plus).chars().count() > 1;
            if !long || tokens.class(end + plus) == ROMAN || is_kind(tokens.class(end + plus)) {
                break;
            }
            end += plus + 1;
        }
        end
    }

    /// The labels from token `at` on and the token behind them.
    fn labels(&self, at: usize, division: bool) -> (Vec<String>, usize) {
        let tokens = self.tokens;
        let mut found = Vec::new();
        let mut end = at;
        let mut here = at;
        while here < tokens.all.len() && tokens.gap(here) < Gap::Line {
            let ordinal = usize::from(tokens.class(here) == ORDINAL_SIGN);
            let Some((label, stop)) = self.one_label(here + ordinal, division) else {
                break;
            };
            let last = label.parse::<u32>().ok();
            found.push(label);
            // "§§ 55-65"
            let upto = tokens
                .number(here + ordinal)
                .and_then(|n| n.version.as_ref()?.parse::<u32>().ok());
            if let Some((from, upto)) = last.zip(upto).filter(|(a, b)| a < b && b - a < 200) {
                found.extend((from + 1..=upto).map(|n| n.to_string()));
            }
            end =
                stop + usize::from(ordinal > 0 && matches!(tokens.class(stop), COUNTER | DIVISION));
            here = end;
            let mut joined = 0;
            if matches!(tokens.class(here), COMMA | AMP) {
                joined = 1;
            }
            if tokens.class(here + joined) == AND {
                joined += 1;
            } else if joined == 0
                && matches!(tokens.class(here), TO | HYPHEN | A)
                && let Some((to, stop)) = self.one_label(here + 1, division)
            {
                // "1 to 3" is three places.
                let last = found.last().and_then(|l| l.parse::<u32>().ok());
                let upto = to.parse::<u32>().ok();
                if let Some((from, upto)) = last.zip(upto).filter(|(a, b)| a < b && b - a < 200) {
                    found.extend((from + 1..=upto).map(|n| n.to_string()));
                    end = stop;
                }
                break;
            }
            if joined == 0 {
                break;
            }
            here += joined;
        }
        (found, end)
    }

    /// One label at token `at`, and the token behind it.
    fn one_label(&self, at: usize, division: bool) -> Option<(String, usize)> {
        let tokens = self.tokens;
        let token = tokens.all.get(at)?;
        if tokens.gap(at) >= Gap::Line {
            return None;
        }
        let in_bracket = (at.saturating_sub(40)..at)
            .rev()
            .find_map(|i| match tokens.class(i) {
                OPEN => Some(true),
                CLOSE => Some(false),
                _ => None,
            });
        let stop = label(tokens.text, token.start, division, in_bracket == Some(true))?;
        let written = &tokens.text[token.start..stop];
        let next = tokens.token_from(stop).max(at + 1);
        // "20 %", "5 years": a number that counts is no label.
        let counted = written.ends_with(|c: char| c.is_ascii_digit())
            && matches!(tokens.class(next), UNIT | MONTH | SIGN);
        (!counted).then(|| (written.to_owned(), next))
    }
}

/// The end of the label that stands at `at` of `text`: "6", "5b)", "2 ter", "a)", "iv)", "A.3".
fn label(text: &str, at: usize, division: bool, in_bracket: bool) -> Option<usize> {
    let rest = &text[at..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let byte = |i: usize| rest.as_bytes().get(i).copied().unwrap_or(0);
    if digits > 0 {
        if digits > 3 {
            return None;
        }
        let mut end = digits;
        while byte(end) == b'.' && byte(end + 1).is_ascii_digit() {
            end += 1 + rest[end + 1..]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
        }
        let part = |c: &char| c.is_alphanumeric() && !crate::script::is_han(*c);
        let glued = rest[end..].chars().take_while(part);
        end += glued.take(4).map(char::len_utf8).sum::<usize>();
        // "2 ter", "3 bis"
        let behind = rest[end..].trim_start_matches([' ', '\u{a0}']);
        let gap = rest[end..].len() - behind.len();
        let word = behind.chars().take_while(|c| c.is_alphabetic());
        let word: String = word.collect();
        if gap > 0 && crate::script::suffix(&word).is_some() {
            return Some(at + end + gap + word.len());
        }
        // "6 a)", "6a)"
        let small = behind.chars().take_while(|c| c.is_lowercase()).count();
        let length: usize = behind.chars().take(small).map(char::len_utf8).sum();
        if small > 0 && small < 5 && behind[length..].starts_with(')') {
            return Some(at + end + gap + length + 1);
        }
        let labelled = glued_letter(&rest[..end]) || division && !in_bracket;
        if byte(end) == b')' && labelled {
            end += 1;
        }
        return Some(at + end);
    }
    let letters: String = rest
        .chars()
        .take_while(|c| c.is_alphabetic())
        .take(6)
        .collect();
    let count = letters.chars().count();
    if count == 0 || count > 5 {
        return None;
    }
    let roman = letters.chars().all(|c| "ivxIVX".contains(c));
    let stop = letters.len();
    if byte(stop) == b')' && (count <= 2 || roman) {
        return Some(at + stop + 1);
    }
    let capitals = letters.chars().all(char::is_uppercase);
    if division && capitals && (count == 1 || roman) {
        let mut end = stop + rest[stop..].bytes().take_while(u8::is_ascii_digit).count();
        while byte(end) == b'.' && byte(end + 1).is_ascii_digit() {
            end += 1 + rest[end + 1..]
                .bytes()
                .take_while(u8::is_ascii_digit)
                .count();
        }
        return (!rest[end..].starts_with(is_hyphen)).then_some(at + end);
    }
    None
}

fn glued_letter(written: &str) -> bool {
    written.ends_with(char::is_alphabetic)
}

/// A place in the text that it stands in: "instructs 2 above", "(i. TSBDir 2)", "annex to this resolution".
pub(super) fn internal(reader: Reader, at: usize, found: &Provisions) -> Option<Found> {
    let tokens = reader.tokens;
    let (classes, offset) = tokens.behind_of(found.end - 1);
    let behind = reader.rules.inside.first(classes, offset);
    let behind = behind.and_then(|hit| hit.get("inside"));
    let behind = behind.map(|at| tokens.tokens_of(at).end);
    let end = behind.or_else(|| {
        // In brackets or behind "under", "see", labels are enough.
        let complete = found.labelled || tokens.class(found.end) == CLOSE;
        if !(complete || found.action) {
            return None;
        }
        let before = at.checked_sub(1).map_or(0, |i| tokens.class(i));
        let led = matches!(before, IN | LEADING);
        // "pursuant to resolves 3", "to implement resolves 8;"
        let opens = matches!(tokens.class(at), OPENER | ADVERB) && !tokens.begins_line(at);
        let ends = matches!(tokens.class(found.end), SEMICOLON | DOT | COMMA | CLOSE);
        let led = led || opens && (before == TO || before == WORD && ends);
        // "…, instructs the Council 1 to …" opens what it says.
        let bracket = before == OPEN || before == COMMA && (ends || !opens);
        (bracket || complete && led).then_some(found.end)
    })?;
    let written = found.paths.iter().map(|path| Written {
        provision: Some(path.clone()),
        ..Written::default()
    });
    Some(Found::new(
        reader,
        at..end,
        MentionForm::Provision,
        written.collect(),
    ))
}

/// Where the text begins that the place is in: behind "of", "to the".
pub(super) fn owner(reader: Reader, found: &Provisions) -> Option<usize> {
    let tokens = reader.tokens;
    let (classes, offset) = tokens.behind_of(found.end - 1);
    let hit = reader.rules.owner_of_provision.first(classes, offset)?;
    match hit.get("of") {
        Some(of) => Some(tokens.tokens_of(of).end),
        // Where the case of the word says "of".
        None => {
            let next = tokens.tokens_of(hit.get("next")?).start;
            (found.labelled && tokens.gap(next) < Gap::Line).then_some(next)
        }
    }
}

/// "…, Section 9" from token `at` on, behind the text that it is in.
pub(super) fn behind(reader: Reader, at: usize) -> Option<Provisions> {
    let tokens = reader.tokens;
    if at == 0 || at >= tokens.all.len() {
        return None;
    }
    let (classes, offset) = tokens.behind_of(at - 1);
    let hit = reader.rules.provision_behind.first(classes, offset)?;
    let start = tokens.tokens_of(hit.get("place")?).start;
    let broken = (at..=start).any(|i| tokens.gap(i) >= Gap::Line);
    let found = provisions(reader, start).filter(|_| !broken)?;
    let ends = matches!(
        tokens.class(found.end),
        0 | COMMA | SEMICOLON | DOT | CLOSE | AND | QUOTE
    );
    // "Resolution 5, section 2 of the report": that section is of something else.
    let (classes, offset) = tokens.behind_of(found.end - 1);
    let of_other = reader.rules.owner_of_provision.first(classes, offset);
    let bare = !found.labelled && (!ends || tokens.class(start) != DIVISION);
    (of_other.is_none() && !bare).then_some(found)
}
