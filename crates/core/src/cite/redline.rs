//! Tracked changes whose two sides run together: "(REV. DUBAIBUSAN, 20184)" is Busan 2014 struck and Dubai
//! 2018 inserted. The list of conferences decides which splits are possible.

use super::places::{Meeting, Places};

/// One side: a place, and a year at which a conference met there.
pub(super) type Side = (usize, u16);

/// A possible reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// Older and newer side.
    pub(super) old: Side,
    pub(super) new: Side,
    /// A place was misspelt.
    pub(super) misspelt: bool,
    /// A digit was wrong.
    pub(super) digits_wrong: bool,
}

/// All readings of two places (`run`, squeezed) and two years (`digits`) run together, by the conferences that
/// `may_be` meant; both sides are of one body.
pub(super) fn splits(
    places: &Places,
    run: &str,
    digits: &str,
    may_be: impl Fn(&Meeting) -> bool,
) -> Vec<Split> {
    for (misspelt, digits_wrong) in [(false, false), (true, false), (false, true), (true, true)] {
        let mut found: Vec<Split> = Vec::new();
        for (a, b) in place_pairs(places, run, misspelt) {
            let later = |old| places.meetings(b).iter().map(move |new| (old, new));
            for (old, new) in places.meetings(a).iter().flat_map(later) {
                let split = Split {
                    old: (a, old.year),
                    new: (b, new.year),
                    misspelt,
                    digits_wrong,
                };
                let fits = old.body == new.body && old.year < new.year && may_be(old);
                if fits
                    && is_fused(old.year, new.year, digits, digits_wrong)
                    && !found.contains(&split)
                {
                    found.push(split);
                }
            }
        }
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// The places that `run` may consist of, in both orders; one place twice where it is a single one.
pub(super) fn place_pairs(places: &Places, run: &str, near: bool) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    if let Some(place) = places.exact(run) {
        pairs.push((place, place));
    }
    // Two letters are a place in Chinese.
    let short = run.chars().next().map_or(1, char::len_utf8) > 2;
    let least = if short { 6 } else { 4 };
    let cuts = least..(run.len() + 1).saturating_sub(least);
    for cut in cuts.filter(|cut| run.is_char_boundary(*cut)) {
        let (head, tail) = run.split_at(cut);
        let read = |part: &str| match places.exact(part) {
            Some(place) => vec![place],
            None if near => places.near(part),
            None => Vec::new(),
        };
        let tails = read(tail);
        if tails.is_empty() {
            continue;
        }
        for a in read(head) {
            for b in &tails {
                pairs.push((a, *b));
                pairs.push((*b, a));
            }
        }
    }
    pairs
}

/// True where `digits` is what is left when one year is struck and the other inserted and what they share at
/// the beginning or the end is written once: 2014 and 2018 give 20148, 20184, 20142018 …
fn is_fused(one: u16, other: u16, digits: &str, nearly: bool) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let shared = |head: usize, tail: usize| {
        one[..head] == other[..head] && one[4 - tail..] == other[4 - tail..]
    };
    let is_left =
        |fused: &str| fused == digits || nearly && strsim::osa_distance(fused, digits) == 1;
    let mut cuts = (0..4).flat_map(|head| (0..4 - head).map(move |tail| (head, tail)));
    let four = one.len() == 4 && other.len() == 4;
    four && cuts.any(|(head, tail)| {
        let (a, b) = (&one[head..4 - tail], &other[head..4 - tail]);
        let fused = |x, y| format!("{}{x}{y}{}", &one[..head], &one[4 - tail..]);
        shared(head, tail) && (is_left(&fused(a, b)) || is_left(&fused(b, a)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;
    use crate::model::Kind;

    #[test]
    fn the_conference_list_decides() {
        let k = Knowledge::builtin().expect("mappings/ load");
        let places = Places::new(&k);
        for (run, digits, old, new) in [
            ("dubaibusan", "20184", ("Busan", 2014), ("Dubai", 2018)),
            ("busandubai", "20184", ("Busan", 2014), ("Dubai", 2018)),
            (
                "hammametgeneva",
                "20162022",
                ("Hammamet", 2016),
                ("Geneva", 2022),
            ),
            (
                "dubaiguadalajara",
                "20180",
                ("Guadalajara", 2010),
                ("Dubai", 2018),
            ),
            ("dubaiantalya", "201806", ("Antalya", 2006), ("Dubai", 2018)),
            ("dibaibusan", "20184", ("Busan", 2014), ("Dubai", 2018)),
            ("dubaibusan", "20154", ("Busan", 2014), ("Dubai", 2018)),
            ("kigalidubai", "202214", ("Dubai", 2014), ("Kigali", 2022)),
        ] {
            let found = splits(&places, run, digits, |m| m.adopts(Kind::main()));
            assert_eq!(found.len(), 1, "{run} {digits}: {found:?}");
            let side = |(place, year): Side| (places.name(place), year);
            assert_eq!(
                (side(found[0].old), side(found[0].new)),
                (old, new),
                "{run} {digits}"
            );
        }
        assert!(splits(&places, "dubaibusan", "19992", |_| true).is_empty());
    }
}
