//! Pieces that were run together in one paragraph: an operative phrase behind the last reason, items behind
//! each other, an annex behind the last item. Texts made from XML or PDF have them.

use super::border::{Border, next_border};
use super::labels::{LabelKind, Nesting, follows, is_first, label_at};
use crate::knowledge::{Knowledge, Phrases};
use crate::script::{floor, fold, is_han, roman};
use std::cell::LazyCell;

/// An opening phrase with its addressees is shorter than this, in bytes.
const LONGEST_PHRASE: usize = 260;

/// Where in `text` (a paragraph, or the rest of one) the next piece begins, if it holds more than one.
pub(super) fn next_piece(
    text: &str,
    in_operative: bool,
    nesting: &Nesting,
    knowledge: &Knowledge,
) -> Option<usize> {
    // What is before the first clause of the piece itself is no border.
    let own = label_at(text).map_or(0, |(_, _, behind)| behind);
    let is_operative = || {
        (in_operative || knowledge.phrases.operative_start(text).is_some())
            && !is_report(&text[own..], knowledge)
    };
    let operative = LazyCell::new(is_operative);
    let begins_part = LazyCell::new(|| {
        let phrases = &knowledge.phrases;
        phrases.operative_start(text).is_some() || phrases.preamble_start(text).is_some()
    });
    let counter = Counter::new(text, nesting);
    let mut from = own;
    while let Some(border) = next_border(text, from) {
        let Border {
            at,
            end: next,
            mark: c,
            is_wide,
        } = border;
        from = next;
        let rest = text[next..].trim_start();
        let begin = text.len() - rest.len();
        if rest.is_empty() || begin == next && c != ' ' && !is_wide {
            continue;
        }
        match c {
            // "做出决议，责成秘书长": the second verb belongs to the first.
            ',' if knowledge.phrases.operative_start(text) == Some(at) => {}
            ',' | ';' if is_shift(rest, || *operative, knowledge) => {
                return Some(begin);
            }
            ';' | ':' | ',' => {
                let rest_at = begin + knowledge.phrases.joining_start(rest);
                if counter.expects(&text[rest_at..], c) && !is_enumeration(text, at, rest_at) {
                    return Some(rest_at);
                }
            }
            ' ' | '\u{a0}' if counter.opens_phrase(&text[begin..], at) && *begins_part => {
                return Some(begin);
            }
            '.' | ')' | ' ' if is_annex_capitals(rest, &knowledge.phrases) => {
                return Some(begin);
            }
            _ => {}
        }
    }
    None
}

/// "that Resolution 44 …, on …, instructs the Director": what follows is reported, not ordered.
fn is_report(clause: &str, knowledge: &Knowledge) -> bool {
    let clause = &clause[knowledge.phrases.reported_start(clause)..];
    let first = clause
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or("");
    let named = knowledge
        .bodies
        .iter()
        .flat_map(|b| &b.short)
        .any(|s| s == first);
    let kind = knowledge
        .forms
        .kinds
        .iter()
        .flat_map(|k| k.words.iter().chain(&k.many));
    let lower = first.to_lowercase();
    named || kind.into_iter().any(|word| *word == lower)
}

/// True where an operative phrase begins: inside the operative part any; in the preamble one that is followed
/// by item 1, or by nothing.
fn is_shift(rest: &str, operative: impl Fn() -> bool, knowledge: &Knowledge) -> bool {
    let phrases = &knowledge.phrases;
    let Some(len) = phrases.operative_start(rest) else {
        return false;
    };
    let behind = &rest[len..];
    if operative() {
        // "…, invites the Council to" orders; "…, requests for" does not.
        let next = behind.trim_start().chars().next();
        return next.is_some_and(char::is_alphabetic) && names_somebody(behind, knowledge);
    }
    let near = &behind.as_bytes()[..behind.len().min(LONGEST_PHRASE + 3)];
    let first_item = memchr::memmem::find(near, b" 1 ").is_some_and(|at| {
        let clause = &behind[at + 3..];
        at < LONGEST_PHRASE && begins_clause(clause) && !behind[..at].contains([';', '；', '؛'])
    });
    let ends_here = behind.len() < LONGEST_PHRASE
        && !behind.contains([';', '.', '；', '。', '؛'])
        && !phrases.holds_action(behind);
    first_item || ends_here
}

/// A clause begins with a letter that is no capital; some alphabets have none.
fn begins_clause(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() && !c.is_uppercase())
}

/// Behind an ordering verb stands an addressee: "the …", or a name in capitals, or "to instruct the …"; where the
/// alphabet has no capitals, one that is known.
fn names_somebody(behind: &str, knowledge: &Knowledge) -> bool {
    let phrases = &knowledge.phrases;
    let behind = behind.trim_start();
    let mut words = behind.split_whitespace();
    let (word, next) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let is_cased = |c: char| c.is_lowercase() || c.is_uppercase();
    phrases.is_naming(word)
        || phrases.is_before_action(word, "") && !next.is_empty()
        || behind
            .split_whitespace()
            .take(3)
            .any(|w| w.starts_with(char::is_uppercase))
        || !word.contains(is_cased) && {
            let near = head(behind, NEAR);
            let named = knowledge.addressees.find(near);
            named
                .first()
                .is_some_and(|n| near[..n.start].chars().count() <= NEAREST)
        }
}

/// In an alphabet without capitals the addressee begins so many characters behind the verb at most.
const NEAREST: usize = 12;

/// The first `most` bytes of `text`, or a little less.
fn head(text: &str, most: usize) -> &str {
    &text[..floor(text, most)]
}

/// True where the labels around the comma at `at` are cited ("resolves 1, 2 and 3 above", "items a), b) and c)"):
/// the word before it is the label before the one at `next`.
fn is_enumeration(text: &str, at: usize, next: usize) -> bool {
    let word = text[..at].rsplit(char::is_whitespace).next().unwrap_or("");
    let label = text[next..].split(char::is_whitespace).next().unwrap_or("");
    if let (Ok(before), Ok(behind)) = (word.parse::<u32>(), label.parse::<u32>()) {
        return before < behind;
    }
    let is_label = |word: &str| {
        let bare = word.trim_start_matches('(').strip_suffix(')');
        bare.is_some_and(|b| {
            (1..=4).contains(&b.chars().count())
                && b.chars().all(|c| c.is_alphabetic() && !c.is_uppercase())
        })
    };
    is_label(word) && is_label(label)
}

/// Knows which label comes next.
struct Counter {
    /// The labels that are open, with their kinds.
    open: Vec<(LabelKind, String)>,
    /// True where the paragraph begins with a label itself.
    opened: bool,
}

impl Counter {
    fn new(text: &str, nesting: &Nesting) -> Self {
        let number = nesting.number();
        let mut open: Vec<_> = number
            .map(|n| (LabelKind::Number(1), n.to_string()))
            .into_iter()
            .collect();
        let own = label_at(text);
        if let Some((kind, label, _)) = own {
            open.retain(|(k, _)| *k != kind);
            open.push((kind, label.to_owned()));
        }
        Counter {
            open,
            opened: own.is_some(),
        }
    }

    /// True where `rest`, behind the mark `c`, starts with the label that comes next.
    fn expects(&self, rest: &str, c: char) -> bool {
        let Some((kind, label, behind)) = label_at(rest) else {
            return false;
        };
        if !begins_clause(&rest[behind..]) && !matches!(kind, LabelKind::Bullet) {
            return false;
        }
        let next = self.open.iter().any(|(_, before)| follows(label, before));
        match kind {
            LabelKind::Number(1) => next,
            LabelKind::Number(_) => false,
            LabelKind::Letter | LabelKind::Roman => next || c == ':' && is_first(label),
            LabelKind::Bullet => matches!(c, ':' | ';') && label == "•",
        }
    }

    /// True where `rest`, `at` bytes into the paragraph, is item 1 right behind an operative phrase.
    fn opens_phrase(&self, rest: &str, at: usize) -> bool {
        let item = rest.strip_prefix("1 ").is_some_and(begins_clause);
        !self.opened && at < LONGEST_PHRASE && item
    }
}

/// "ANNEX 1 TO RESOLUTION 208": in capitals, in mid-paragraph.
fn is_annex_capitals(rest: &str, phrases: &Phrases) -> bool {
    // Most words need no closer look.
    let mut letters = rest.chars();
    if !(letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_uppercase))
    {
        return false;
    }
    phrases.annex_start(rest).is_some_and(|len| {
        let behind = rest[len..].trim_start();
        let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let of_text = behind.split_whitespace().next().unwrap_or("");
        !rest[..len].chars().any(char::is_lowercase)
            && of_text.starts_with(char::is_uppercase)
            && phrases.is_of_text(of_text)
    })
}

/// True where an annex begins in this paragraph.
pub(super) fn holds_annex(text: &str, phrases: &Phrases) -> bool {
    annex_heading(text, phrases).is_some()
        || text
            .match_indices(' ')
            .any(|(at, _)| is_annex_capitals(&text[at + 1..], phrases))
}

/// "Annex 2" of a paragraph that is the heading of an annex.
pub(super) fn annex_heading(text: &str, phrases: &Phrases) -> Option<String> {
    let Some(len) = phrases.annex_start(text) else {
        return annex_behind(text, phrases);
    };
    let word = fold(&text[..len]).into_owned();
    let behind = fold(text[len..].trim_start());
    let number: String = behind
        .chars()
        .take_while(|c| c.is_alphanumeric() && !is_han(*c))
        .collect();
    let is_number = !number.is_empty()
        && (number.chars().count() <= 2
            || number.chars().all(|c| c.is_ascii_digit())
            || roman(&number).is_some());
    let capitals =
        !text[..len].chars().any(char::is_lowercase) && text.starts_with(char::is_uppercase);
    let short = text.chars().count() <= LONGEST_ANNEX
        && !text.ends_with([';', ',', '.', '；', '，', '。', '،', '؛']);
    // Alphabets without capitals say it by the number, or by standing alone.
    let alone = short
        && (text.starts_with(char::is_uppercase)
            || !text.starts_with(char::is_lowercase) && (is_number || behind.is_empty()));
    if !(capitals || alone) {
        return None;
    }
    Some(if is_number && !phrases.is_before_action(&number, "") {
        format!("{word} {number}")
    } else {
        word
    })
}

/// "附件 1" of "第5号决议（2018年，迪拜，修订版）附件1": what it is the annex of stands before it, with its number.
fn annex_behind(text: &str, phrases: &Phrases) -> Option<String> {
    if text.chars().count() > LONGEST_ANNEX || !text.contains(is_han) {
        return None;
    }
    let at = phrases.annex_tail(text)?;
    let before = text[..at].trim_end();
    let is_named = before.contains(char::is_numeric)
        && before.ends_with(|c: char| is_han(c) || matches!(c, '）' | ')'));
    let annex = fold(text[at..].trim()).into_owned();
    let word: String = annex.chars().take_while(|c| is_han(*c)).collect();
    let number = annex[word.len()..].trim();
    let heading = if number.is_empty() {
        word.clone()
    } else {
        format!("{word} {number}")
    };
    (is_named && !word.is_empty()).then_some(heading)
}

/// The heading of an annex is not longer, in characters.
const LONGEST_ANNEX: usize = 120;

/// Length of the opening phrase at the start of `text`: the verb and who is to act.
///
/// A paragraph that ends without a mark is all phrase; in one that goes on, the phrase ends before what is
/// to be done ("to …", "that …") or item 1. `is_cut`: the next piece follows at once.
pub(super) fn operative_phrase(text: &str, is_cut: bool, knowledge: &Knowledge) -> usize {
    let phrases = &knowledge.phrases;
    let verb = phrases.operative_start(text).unwrap_or(0);
    let ends_open =
        !text.ends_with([';', '.', ',', '；', '。', '，', '؛', '،']) || text.len() <= verb + 3;
    if ends_open && (text.len() < 400 || is_cut && text.len() < LONGEST_PHRASE) {
        return text.len();
    }
    let from = second_verb(text, verb, phrases);
    let colon = text[from..].find([':', '：']).map(|at| {
        let sign = text[from + at..].chars().next().map_or(0, char::len_utf8);
        from + at + sign
    });
    let gaps = text[from..]
        .match_indices(char::is_whitespace)
        .map(|(at, _)| from + at);
    let action = gaps.into_iter().find(|at| {
        let mut words = text[*at..].split_whitespace();
        let (word, next) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        !next.is_empty() && phrases.is_before_action(word, next)
    });
    match (colon, action) {
        (None, None) => verb_and_addressee(text, verb, knowledge),
        (colon, action) => colon.into_iter().chain(action).min().unwrap_or(text.len()),
    }
}

/// "resolves to instruct the Director": the second verb belongs to the phrase. Returns where it ends, or `verb`.
fn second_verb(text: &str, verb: usize, phrases: &Phrases) -> usize {
    let behind = text[verb..].trim_start();
    let mut words = behind.split_whitespace();
    let (before, word) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let second = phrases.is_before_action(before, word)
        && phrases.operative_start(&format!("{word}s")).is_some();
    if !second {
        return verb;
    }
    let at = text.len() - behind.len() + before.len();
    text[at..]
        .find(word)
        .map_or(verb, |found| at + found + word.len())
}

/// Behind the verb who is to act is named nearer than this, in bytes.
const NEAR: usize = 160;

/// Where nothing parts who is to act from what is to be done: the phrase ends behind the names right after the verb.
fn verb_and_addressee(text: &str, verb: usize, knowledge: &Knowledge) -> usize {
    let named = knowledge.addressees.find(head(text, verb + NEAR));
    let first = named.iter().find(|n| n.start >= verb);
    let close = first.filter(|n| text[verb..n.start].split_whitespace().count() <= 3);
    let Some(close) = close else {
        return text.len();
    };
    // "les États Membres et les Membres de Secteur"
    let mut end = close.end;
    for next in named.iter().filter(|n| n.start >= close.end) {
        let mut between = text[end.min(next.start)..next.start].split_whitespace();
        let phrases = &knowledge.phrases;
        if !between.all(|w| phrases.is_joining(w) || phrases.is_naming(w)) {
            break;
        }
        end = next.end;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str, in_operative: bool) -> Vec<String> {
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        let mut out = Vec::new();
        let mut rest = text;
        let mut operative = in_operative;
        while let Some(at) = next_piece(rest, operative, &Nesting::default(), &knowledge) {
            out.push(rest[..at].trim().to_owned());
            rest = &rest[at..];
            operative |= knowledge.phrases.operative_start(rest).is_some();
        }
        out.push(rest.to_owned());
        out
    }

    #[test]
    fn run_together_pieces_come_apart() {
        let got = pieces(
            "h) the wish of all, resolves to instruct the Secretary 1 to act; 2 to report, invites Member States to help",
            false,
        );
        assert_eq!(
            got,
            [
                "h) the wish of all,",
                "resolves to instruct the Secretary",
                "1 to act;",
                "2 to report,",
                "invites Member States to help"
            ]
        );
    }

    #[test]
    fn run_together_pieces_come_apart_in_every_language() {
        for pieces_of in [
            [
                "h) le vœu de tous, ",
                "charge le Secrétaire général ",
                "1 d'agir; ",
                "2 de faire rapport, ",
                "invite les États Membres à aider",
            ],
            [
                "h) el deseo de todos, ",
                "encarga al Secretario General ",
                "1 que actúe; ",
                "2 que informe, ",
                "invita a los Estados Miembros a ayudar",
            ],
            [
                "h) желание всех, ",
                "поручает Генеральному секретарю ",
                "1 действовать; ",
                "2 представить отчет, ",
                "предлагает Государствам-Членам помогать",
            ],
            [
                "ح) رغبة الجميع، ",
                "يكلّف الأمين العام ",
                "1 بأن يعمل؛ ",
                "2 بأن يقدم تقريراً، ",
                "يدعو الدول الأعضاء إلى المساعدة",
            ],
            [
                "h) 所有人的愿望，",
                "责成秘书长 ",
                "1 采取行动；",
                "2 提交报告，",
                "请成员国提供帮助",
            ],
        ] {
            let got = pieces(&pieces_of.concat(), false);
            assert_eq!(got, pieces_of.map(str::trim));
        }
        // Two verbs of one phrase.
        assert_eq!(
            pieces("做出决议，责成秘书长", false),
            ["做出决议，责成秘书长"]
        );
    }

    #[test]
    fn annexes_begin_with_their_heading() {
        let k = Knowledge::builtin().expect("mappings/ load");
        for (text, want) in [
            ("ANNEX 2 TO RESOLUTION 5", Some("annex 2")),
            ("Приложение 1", Some("приложение 1")),
            ("第5号决议（2018年，迪拜，修订版）附件2", Some("附件 2")),
            ("附件1", Some("附件 1")),
            ("见附件1。", None),
            ("the annex to this resolution;", None),
        ] {
            assert_eq!(annex_heading(text, &k.phrases).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn labels_that_are_cited_begin_nothing() {
        for text in [
            "1 to do what is described in resolves 1, 2 and 3 above;",
            "a) that items a), b) and c) above stand;",
            "i) the tasks of i), ii) and iii) below;",
            "2 to act as in resolves 1, 3 and 4 above;",
        ] {
            assert_eq!(pieces(text, true), [text]);
        }
        assert_eq!(
            pieces("1 to report in 2018, 2 to act;", true),
            ["1 to report in 2018,", "2 to act;"]
        );
    }

    #[test]
    fn reported_orders_stay_where_they_are() {
        let text = "a) that Resolution 5, on fish, instructs the Director to act, and so on;";
        assert_eq!(pieces(text, false), [text]);
    }

    #[test]
    fn a_phrase_ends_where_the_order_begins() {
        let k = Knowledge::builtin().expect("mappings/ load");
        for (text, want) in [
            (
                "instructs the Director of the Bureau",
                "instructs the Director of the Bureau",
            ),
            (
                "invites the Council to include it in its agenda,",
                "invites the Council",
            ),
            ("resolves that fish be counted,", "resolves"),
            (
                "resolves to instruct the Director to count,",
                "resolves to instruct the Director",
            ),
            ("resolves", "resolves"),
        ] {
            assert_eq!(&text[..operative_phrase(text, false, &k)], want);
        }
    }
}
