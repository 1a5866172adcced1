//! Pieces that were run together in one paragraph: an operative phrase behind the last reason, items behind
//! each other, an annex behind the last item. Texts made from XML or PDF have them.

use super::annex::is_annex_capitals;
use super::border::{Border, next_border};
use super::labels::{LabelKind, Nesting, follows, is_first, label_at};
use super::phrase::{NEAR, head};
use crate::knowledge::Knowledge;
use std::cell::LazyCell;

/// An opening phrase with its addressees is shorter than this, in bytes.
pub(super) const LONGEST_PHRASE: usize = 260;

/// Where in `text` (a paragraph, or the rest of one) the next piece begins, if it holds more than one.
pub(super) fn next_piece(
    text: &str,
    in_operative: bool,
    nesting: &Nesting,
    knowledge: &Knowledge,
) -> Option<usize> {
    let opening = LazyCell::new(|| knowledge.phrases.operative_start(text));
    // What is before the first clause of the piece itself is no border.
    let own = label_at(text).map_or(0, |(_, _, behind)| behind);
    let is_operative =
        || (in_operative || opening.is_some()) && !is_report(&text[own..], knowledge);
    let operative = LazyCell::new(is_operative);
    let begins_part = LazyCell::new(|| {
        let phrases = &knowledge.phrases;
        opening.is_some() || phrases.preamble_start(text).is_some()
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
            ',' if *opening == Some(at) => {}
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
}
