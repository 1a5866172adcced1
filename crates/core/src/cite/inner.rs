//! Places inside a text ("considering e), f) and g) above", "Annexes B and C to this resolution",
//! "(i. TSBDir 2, 3)") and phrases that point at a text without its number ("this resolution").

use super::lex::Lex;
use super::terms::KindWord;
use super::vocabulary::Vocabulary;
use super::words::{Word, letters};
use crate::model::{Mention, MentionForm, Span, Written};

/// More labels than any phrase has.
const LABELS: usize = 24;

/// A phrase that names provisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Provisions {
    /// The words before the labels.
    head: Span,
    /// The labels: none where a whole part is named.
    labels: Vec<Span>,
    pub(super) end: usize,
    /// The first word is one that stands for an action: `i.`
    action: bool,
}

/// What stands before labels.
struct Head {
    end: usize,
    /// It names parts of a text, not opening words.
    division: bool,
    action: bool,
}

impl Provisions {
    /// Each as written: `considering e)`.
    pub(super) fn paths(&self, lex: Lex) -> Vec<String> {
        let words = lex.text[self.head.range()].split_whitespace();
        let head = words.collect::<Vec<_>>().join(" ");
        if self.labels.is_empty() {
            return vec![head];
        }
        let path = |label: &Span| format!("{head} {}", &lex.text[label.range()]);
        self.labels.iter().map(path).collect()
    }

    fn labelled(&self) -> bool {
        !self.labels.is_empty()
    }
}

/// "this resolution", "the above-mentioned resolutions": the kind word is `word`. `floor` is the end of the
/// phrase before.
pub(super) fn pointer(
    lex: Lex,
    words: &Vocabulary,
    word: &Word,
    entry: KindWord,
    floor: usize,
) -> Option<Mention> {
    // "this recommendation" is mostly advice, not a text.
    if entry.short || !entry.kind.is_adopted() || entry.kind.is_series() {
        return None;
    }
    let before = lex.gap_before(word.start)?;
    let (start, form) = match (
        words.this.before(lex, before),
        words.terms.above.before(lex, before),
    ) {
        (Some(start), _) => (start, MentionForm::This),
        (None, Some(start)) => (start, MentionForm::Above),
        (None, None) => return None,
    };
    if start < floor {
        return None;
    }
    let many = entry.many == Some(true);
    if form == MentionForm::This && many {
        return None;
    }
    let one = Written {
        kind: Some(entry.kind),
        ..Written::default()
    };
    Some(Mention {
        span: Span::new(start, word.end),
        form,
        written: vec![one; if many { 2 } else { 1 }],
    })
}

/// The provisions named at `at`: an opening word of a provision or a division, with its labels.
pub(super) fn provisions(lex: Lex, words: &Vocabulary, at: usize) -> Option<Provisions> {
    let Head {
        end: head,
        division,
        action,
    } = head(lex, words, at)?;
    let mut here = head;
    let mut labels = Vec::new();
    let mut end = here;
    for _ in 0..LABELS {
        let Some(next) = lex.soft_gap(here) else {
            break;
        };
        let broken = lex.text[here..next].contains('\n');
        let Some(stop) = label(lex, next, division).filter(|_| !broken) else {
            break;
        };
        labels.push(Span::new(next, stop));
        end = stop;
        let Some(gap) = lex.soft_gap(stop) else { break };
        here = gap;
        if matches!(lex.byte(gap), b',' | b'&') {
            here = gap + 1;
        }
        let joined = here;
        if let Some(and) = lex.soft_gap(joined).and_then(|g| words.and.at(lex, g)) {
            here = and;
        } else if joined == gap {
            break;
        }
    }
    Some(Provisions {
        head: Span::new(at, head),
        labels,
        end,
        action,
    })
}

/// The words in front of the labels.
fn head(lex: Lex, words: &Vocabulary, at: usize) -> Option<Head> {
    let made = |end, division, action| Head {
        end,
        division,
        action,
    };
    if lex.char_at(at) == Some('§') {
        let end = lex.text[at..]
            .find(|c| c != '§')
            .map_or(lex.text.len(), |n| at + n);
        return Some(made(end, true, false));
    }
    let word = lex.word(at)?;
    let opens = words.terms.opens(&word);
    if opens.division {
        return Some(made(word.end, true, opens.action));
    }
    if opens.action && lex.byte(word.end) == b'.' {
        // "i. TSBDir 2", "f.i. SG17 1": the abbreviation of who is to act stands before the number.
        let mut end = word.end + 1;
        if let Some(who) = lex
            .soft_gap(end)
            .and_then(|g| lex.word(g))
            .filter(|w| w.capital)
        {
            end = who.end;
            // "TSB Dir", "SGs + TSAG", "SG17"
            for _ in 0..4 {
                let stuck = lex.digits(end).unwrap_or(end);
                let next = lex.soft_gap(stuck)?;
                let plus = if lex.byte(next) == b'+' {
                    lex.soft_gap(next + 1)?
                } else {
                    next
                };
                match lex.word(plus).filter(|w| w.capital) {
                    Some(more) if more.end - more.start > 1 => end = more.end,
                    _ => {
                        end = stuck;
                        break;
                    }
                }
            }
        }
        return Some(made(end, false, true));
    }
    let (_, mut end) = words.terms.provision.find_from(lex, &word)?;
    // "resolves to instruct", "instructs the Director of TSB": up to six small words before the label.
    let mut here = end;
    for _ in 0..6 {
        if let Some(stop) = plain_word(lex, here) {
            // No label, and seldom one of the words that are looked for.
            if words.terms.provision_tail.begins(lex, here + 1) {
                end = stop;
            }
            here = stop;
            continue;
        }
        let next = lex.soft_gap(here)?;
        if label(lex, next, false).is_some() {
            break;
        }
        match lex.word(next) {
            Some(w)
                if lex.text[here..next]
                    .chars()
                    .all(|c| c == ' ' || c == '\u{a0}') =>
            {
                here = w.end;
                if words.terms.provision_tail.holds(&w) {
                    end = w.end;
                }
            }
            _ => break,
        }
    }
    Some(made(end, false, opens.action))
}

/// The end of a word of ASCII letters behind a single space, with neither a label's bracket nor a letter of another
/// sort behind it.
fn plain_word(lex: Lex, at: usize) -> Option<usize> {
    let start = at + 1;
    if lex.byte(at) != b' ' || lex.byte(start) == b'H' {
        return None;
    }
    let end = start + letters(lex.bytes().get(start..)?);
    let behind = lex.byte(end);
    (end > start && behind.is_ascii() && behind != b')').then_some(end)
}

/// A label at `at`: `2`, `1.9.1`, `e)`, `iv)`, `3 i)`; for divisions also `A`, `II`.
fn label(lex: Lex, at: usize, division: bool) -> Option<usize> {
    let bytes = lex.bytes();
    let mut end = at;
    if let Some(mut stop) = lex.digits(at) {
        if stop - at > 3 {
            return None;
        }
        while lex.byte(stop) == b'.' && lex.byte(stop + 1).is_ascii_digit() {
            stop = lex.digits(stop + 1)?;
        }
        while lex.byte(stop).is_ascii_alphanumeric() && stop - at < 8 {
            stop += 1;
        }
        end = stop;
        let next = lex.gap(stop).end;
        let small = bytes
            .get(next..)?
            .iter()
            .take(5)
            .take_while(|b| b.is_ascii_lowercase())
            .count();
        if small > 0 && small < 5 && lex.byte(next + small) == b')' {
            end = next + small + 1;
        } else if lex.byte(end) == b')' && division && !in_bracket(lex, at) {
            end += 1;
        }
        return Some(end);
    }
    let letters = letters(bytes.get(at..)?);
    if letters == 0 || letters > 5 {
        return None;
    }
    let roman = bytes[at..at + letters]
        .iter()
        .all(|b| b"ivxIVX".contains(b));
    let stop = at + letters;
    if lex.byte(stop) == b')' && (letters <= 2 || roman) {
        return Some(stop + 1);
    }
    let capitals = bytes[at..stop].iter().all(u8::is_ascii_uppercase);
    if division && capitals && (letters == 1 || roman) {
        end = lex.digits(stop).unwrap_or(stop);
        while lex.byte(end) == b'.' && lex.byte(end + 1).is_ascii_digit() {
            end = lex.digits(end + 1)?;
        }
    }
    (end > at).then_some(end)
}

/// True where a bracket is open at `at`, on the same line: "(see clause 2)" closes it, "clause 2)" is a label.
fn in_bracket(lex: Lex, at: usize) -> bool {
    const FAR: usize = 300;
    let mut closed = 0usize;
    for byte in lex.bytes()[..at].iter().rev().take(FAR) {
        match byte {
            b'\n' => return false,
            b')' => closed += 1,
            b'(' if closed == 0 => return true,
            b'(' => closed -= 1,
            _ => {}
        }
    }
    false
}

/// A phrase that points inside the text that it stands in, beginning at `at`.
pub(super) fn internal(
    lex: Lex,
    words: &Vocabulary,
    at: usize,
    found: &Provisions,
) -> Option<Mention> {
    let end = place_behind(lex, words, found).or_else(|| {
        // In brackets or behind "under", "see", labels are enough.
        let complete = found.labelled() || closes(lex, found.end);
        if !(complete || found.action) {
            return None;
        }
        let before = lex.gap_before(at)?;
        let bracket = matches!(lex.char_before(before), Some('(' | ','));
        let led = || {
            lex.word_before(before)
                .is_some_and(|w| words.terms.leading.holds(&w))
        };
        (bracket || complete && led()).then_some(found.end)
    })?;
    let written = found
        .paths(lex)
        .into_iter()
        .map(|path| Written {
            provision: Some(path),
            ..Written::default()
        })
        .collect();
    Some(Mention {
        span: Span::new(at, end),
        form: MentionForm::Provision,
        written,
    })
}

fn closes(lex: Lex, at: usize) -> bool {
    matches!(lex.byte(lex.gap(at).end), b')')
}

/// "… above", "… to this resolution" behind the labels.
fn place_behind(lex: Lex, words: &Vocabulary, found: &Provisions) -> Option<usize> {
    let next = lex.soft_gap(found.end)?;
    if let Some(end) = words.terms.position.at(lex, next) {
        return Some(end);
    }
    let of = words.terms.joining.at(lex, next)?;
    let this = words.this.at(lex, lex.soft_gap(of)?)?;
    let word = lex.word(lex.soft_gap(this)?)?;
    words.kind(&word).map(|_| word.end)
}

/// Where the text begins that provisions before it belong to: "of", "to the" behind them.
pub(super) fn owner(lex: Lex, words: &Vocabulary, found: &Provisions) -> Option<usize> {
    let next = lex.soft_gap(found.end)?;
    lex.soft_gap(words.terms.joining.at(lex, next)?)
}

/// Provisions behind the text that they belong to: "…, Section 9", ", resolves 3".
pub(super) fn behind(lex: Lex, words: &Vocabulary, at: usize) -> Option<Provisions> {
    let mut here = lex.soft_gap(at)?;
    if lex.byte(here) == b',' {
        here = lex.soft_gap(here + 1)?;
    }
    if lex.text[at..here].contains('\n') {
        return None;
    }
    let found = provisions(lex, words, here).filter(|p| p.labelled())?;
    // "Resolution 5, section 2 of the report": that section is of something else.
    let next = lex.soft_gap(found.end).unwrap_or(found.end);
    words.terms.joining.at(lex, next).is_none().then_some(found)
}
