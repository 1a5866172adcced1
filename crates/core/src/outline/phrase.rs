//! Opening phrases: how far the verb and those who are to act reach.

use super::inline::LONGEST_PHRASE;
use crate::knowledge::{Knowledge, Phrases};
use crate::script::floor;

/// Behind the verb who is to act is named nearer than this, in bytes.
pub(super) const NEAR: usize = 160;

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

/// The first `most` bytes of `text`, or a little less.
pub(super) fn head(text: &str, most: usize) -> &str {
    &text[..floor(text, most)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_ends_where_the_order_begins() {
        let k = Knowledge::builtin().expect("mappings/ load");
        // What stands before the bar is the phrase.
        for marked in [
            "instructs the Director of the Bureau|",
            "invites the Council| to include it in its agenda,",
            "resolves| that fish be counted,",
            "resolves to instruct the Director| to count,",
            "resolves|",
        ] {
            let text = marked.replace('|', "");
            let length = operative_phrase(&text, false, &k);
            assert_eq!(Some(length), marked.find('|'), "{marked}");
        }
    }
}
