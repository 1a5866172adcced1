//! Two editions that run together where a tracked change was flattened, and the one that was there before.

use crate::knowledge::Knowledge;
use regex::{Captures, Regex};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A word that ends in a stop ("Rev."), a name, and commas, of which a lost change may leave two.
const SIDE: &str = r"(?P<mark>\p{Lu}\p{L}{0,4}\.,?\s*)?(?P<name>\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)*)\s?,{1,2}\s*";

/// "Lima, 2014Oslo, 2018": one edition behind the other.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    let second = SIDE
        .replace("<mark>", "<mark2>")
        .replace("<name>", "<name2>");
    pattern(&format!(
        r"{SIDE}(?P<year>\d{{4}})(?P<second>{second}(?P<year2>\d{{4}}))\b"
    ))
});

/// "LimaOslo, 20142018", "LIMAOSLO, 20148": names together, and years together.
static TOGETHER: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!(r"{SIDE}(?P<digits>\d{{5,8}})\b")));

#[allow(clippy::expect_used)]
fn pattern(of: &str) -> Regex {
    Regex::new(of).expect("a constant pattern")
}

/// `text` with the earlier one of two editions wherever two run together and it is plain which is which: a text is
/// revised to a later edition, never to an earlier one. What cannot be told stays as it is.
pub(super) fn earlier<'t>(text: &'t str, knowledge: &Knowledge) -> Cow<'t, str> {
    let parted = BEHIND.replace_all(text, |found: &Captures<'_>| {
        let first = first_of_two(found).filter(|_| is_whole(text, found));
        first.unwrap_or_else(|| found[0].to_owned())
    });
    if !TOGETHER.is_match(&parted) {
        return parted;
    }
    let parted = TOGETHER.replace_all(&parted, |found: &Captures<'_>| {
        let first = first_of_fused(found, knowledge).filter(|_| is_whole(&parted, found));
        first.unwrap_or_else(|| found[0].to_owned())
    });
    Cow::Owned(parted.into_owned())
}

/// True where the name begins with what was found: "Janeiro" is the end of one.
fn is_whole(text: &str, found: &Captures<'_>) -> bool {
    let before = found.get(0).map_or("", |whole| &text[..whole.start()]);
    found.name("mark").is_some() || before.trim_end().ends_with(['(', '[', '（'])
}

/// The earlier one of two editions that stand whole, one behind the other.
fn first_of_two(found: &Captures<'_>) -> Option<String> {
    let year = |name: &str| found[name].parse::<u16>().ok();
    let (first, second) = (year("year")?, year("year2")?);
    let whole = found.get(0)?;
    let behind = found.name("second")?;
    match first.cmp(&second) {
        std::cmp::Ordering::Less => {
            Some(whole.as_str()[..behind.start() - whole.start()].to_owned())
        }
        std::cmp::Ordering::Equal => None,
        // The mark may stand for both.
        std::cmp::Ordering::Greater => match (found.name("mark"), found.name("mark2")) {
            (Some(mark), None) => Some(format!("{}{}", mark.as_str(), behind.as_str())),
            _ => Some(behind.as_str().to_owned()),
        },
    }
}

/// The earlier one where names and years run together each for themselves: where a conference is known to have met tells
/// which name goes with which year.
fn first_of_fused(found: &Captures<'_>, knowledge: &Knowledge) -> Option<String> {
    let (one, other) = two_years(&found["digits"])?;
    let names = &found["name"];
    let met = |place: &str, year| knowledge.conferences_at(place, year).next().is_some();
    let mut ways: BTreeSet<(u16, &str)> = BTreeSet::new();
    for (at, _) in names.char_indices().skip(1) {
        let (a, b) = names.split_at(at);
        for (a_year, b_year) in [(one, other), (other, one)] {
            if a != b && met(a, a_year) && met(b, b_year) {
                ways.insert((a_year, a).min((b_year, b)));
            }
        }
    }
    let [(year, place)] = Vec::from_iter(ways)[..] else {
        return None;
    };
    let mark = found.name("mark").map_or("", |m| m.as_str());
    Some(format!("{mark}{place}, {year}"))
}

/// Two years of which the second is printed without what it begins with as the first does: "20142018", "201418", "20148".
fn two_years(digits: &str) -> Option<(u16, u16)> {
    let shared = 8usize.checked_sub(digits.len())?;
    let (first, rest) = digits.split_at_checked(4)?;
    let second = format!("{}{rest}", first.get(..shared)?);
    let (first, second) = (first.parse().ok()?, second.parse().ok()?);
    (first != second).then_some((first, second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_earlier(cases: &[(&str, &str)]) {
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        for (text, expected) in cases {
            assert_eq!(earlier(text, &knowledge), *expected, "{text}");
        }
    }

    #[test]
    fn the_earlier_edition_is_that_of_the_base() {
        assert_earlier(&[
            (
                "TEXT 9 (Rev. Oslo, 2014Lima, 2018)",
                "TEXT 9 (Rev. Oslo, 2014)",
            ),
            (
                "TEXT 9 (Rev. Lima, 2018Oslo, 2014)",
                "TEXT 9 (Rev. Oslo, 2014)",
            ),
            (
                "the board (Oslo, 2014Rev. Lima, 2018) of it",
                "the board (Oslo, 2014) of it",
            ),
            (
                "the board (Buenos Aires, 2017Kigali, 2022),",
                "the board (Buenos Aires, 2017),",
            ),
            ("(REV. DUBAIBUSAN, 20184)", "(REV. BUSAN, 2014)"),
            ("(Rev. BusanDubai, 20184)", "(Rev. Busan, 2014)"),
            ("(HammametGeneva,, 20162022),", "(Hammamet, 2016),"),
            (
                "(Rev. Buenos AiresKigali, 201722) and (Rev. BusanDubai, 20142018)",
                "(Rev. Buenos Aires, 2017) and (Rev. Busan, 2014)",
            ),
        ]);
    }

    #[test]
    fn what_cannot_be_told_stays() {
        for text in [
            "(Rev. Oslo, 2014)",
            // Nobody is known to have met there.
            "(Rev. OsloLima, 20142018)",
            "(Oslo, 2014Lima, 2014)",
            "(Oslo, 2014; Lima, 2018)",
            "Circular Oslo, 20142",
            "documents 20142018 and 2014Lima",
            "(Rev. Rio de Janeiro, 2018Busan, 2014)",
            "(Dar es Salaam, 2014Lima, 2018)",
        ] {
            assert_earlier(&[(text, text)]);
        }
    }
}
