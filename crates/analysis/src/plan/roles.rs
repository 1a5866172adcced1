//! Who plays what part in a provision: told from where a name stands, behind which words.

use super::RoleOf;
use crate::knowledge::{Addressees, Named, Part, Roles};
use crate::script::is_han;

/// So many bytes into a clause somebody must be named to be the one who is to act.
const NEAR_START: usize = 90;

/// Numbers that are those of years.
const YEARS: std::ops::Range<u16> = 1900..2100;

/// So many digits has a year.
const YEAR: usize = 4;

/// The parts that a provision gives: by its phrase ("instructs the Director …, in collaboration with …"), and
/// by its text ("that TSAG …", "the Director of TSB to report to …").
pub(crate) fn of(phrase: &str, text: &str, addressees: &Addressees) -> Vec<RoleOf> {
    let mut roles = in_stretch(phrase, true, addressees);
    let acts = roles.iter().any(|r| r.part == Part::Acts);
    roles.extend(in_stretch(text, !acts, addressees));
    // In the order in which they are declared, which is that of published plans: MSs, SMs, Associates.
    let place = |role: &RoleOf| (role.part, addressees.place_of(&role.who));
    roles.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.cmp(b)));
    roles.dedup();
    roles
}

fn in_stretch(text: &str, may_act: bool, addressees: &Addressees) -> Vec<RoleOf> {
    let mut roles = Vec::new();
    let mut acted: Option<usize> = None;
    // Where the last name ends that only says whose something is.
    let mut aside: Option<usize> = None;
    for named in addressees.find(text) {
        let before = text.get(..named.start).unwrap_or_default();
        let goes_on = aside.is_some_and(|end| goes_on(&before[end..], &addressees.roles));
        let is_aside = || is_behind_aside(before, &addressees.roles);
        let is_owner = || is_owner(text, &named, &addressees.roles);
        if goes_on || is_owner() || is_within_a_name(text, &named) || is_aside() {
            aside = Some(named.end);
            continue;
        }
        let part = match part_of(before, addressees) {
            Some(part) => part,
            None if may_act && acts_here(before, acted, &addressees.roles) => {
                acted = Some(named.end);
                Part::Acts
            }
            None => continue,
        };
        roles.push(role(&named, part, text));
    }
    roles
}

/// True at the beginning of a clause, or next to another who is to act (`acted`: where that name ends).
fn acts_here(before: &str, acted: Option<usize>, roles: &Roles) -> bool {
    let clause = before.rsplit([';', '.']).next().unwrap_or(before);
    match acted {
        None => clause.len() < NEAR_START && clause.matches(',').count() <= 2,
        Some(end) => joined(before.get(end..).unwrap_or_default(), roles),
    }
}

/// True where nothing stands between two names but what joins them.
fn joined(between: &str, roles: &Roles) -> bool {
    let sign = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\u{2011}');
    let mut words = between.split(sign).filter(|w| !w.is_empty());
    words.all(|word| roles.joins(word))
}

/// True where a name goes with the one before it, who does not act: "of the Plenipotentiary Conference and of WTSA".
fn goes_on(between: &str, roles: &Roles) -> bool {
    let is_of = |word: &str| roles.owned().any(|of| of.split(' ').any(|w| w == word));
    let mut words = between.split_whitespace();
    !between.contains(',') && words.all(|word| roles.joins(word) || is_of(word))
}

/// True where the name only says whose numbered text is meant: "Resolution 140 (Rev. Dubai, 2018) of the Plenipotentiary
/// Conference", "Council Resolution 1332".
fn is_owner(text: &str, named: &Named, roles: &Roles) -> bool {
    // Questions and the like are of groups, and who has them acts.
    if !named.members.is_empty() {
        return false;
    }
    let before = text[..named.start].trim_end();
    let of = |word: &String| {
        let head = before.strip_suffix(word.as_str());
        head.is_some_and(|head| head.ends_with(char::is_whitespace) && ends_in_number(head))
    };
    let mut behind = text[named.end..].split_whitespace();
    let of_number = behind.next().is_some_and(|kind| {
        let is_kind = kind.starts_with(char::is_uppercase) && kind.ends_with(char::is_lowercase);
        let number = behind
            .next()
            .is_some_and(|n| n.starts_with(char::is_numeric));
        is_kind && number || kind.starts_with('第')
    });
    let apart =
        text[named.end..].starts_with(char::is_whitespace) || text[named.end..].starts_with('第');
    ends_in_number(before) || roles.owned().any(of) || of_number && apart
}

/// True where a text ends in a number that a word stands before ("Resolution 140"), or in a bracket with a year behind it.
fn ends_in_number(text: &str) -> bool {
    let text = text.trim_end();
    if let Some(inside) = text.strip_suffix([')', '）']) {
        let bracket = inside.rfind(['(', '（']).map_or("", |at| &inside[at..]);
        let mut numbers = bracket.split(|c: char| !c.is_numeric());
        return numbers.any(|number| number.chars().count() == YEAR);
    }
    let word = text.trim_end_matches(|c: char| c.is_numeric());
    let number = &text[word.len()..];
    // "the 2022 plenipotentiary conference" is one that meets then.
    let is_year = number.parse().is_ok_and(|n: u16| YEARS.contains(&n));
    !(number.is_empty() || is_year) && word.trim_end().ends_with(char::is_alphabetic)
}

/// True where one word that names somebody is the end of the name of somebody else: "the Postal Operations Council".
fn is_within_a_name(text: &str, named: &Named) -> bool {
    let name = text.get(named.start..named.end).unwrap_or_default();
    let Some(before) = text[..named.start]
        .strip_suffix(' ')
        .filter(|_| !name.contains(' '))
    else {
        return false;
    };
    let start = before.rfind(char::is_whitespace);
    let word = start.map_or("", |at| before[at..].trim_start());
    word.starts_with(char::is_uppercase) && word.ends_with(char::is_lowercase)
}

/// True behind words that name somebody aside: "subject to the approval of".
fn is_behind_aside(before: &str, roles: &Roles) -> bool {
    let near = before.rsplit([';', '.', ':', ',']).next().unwrap_or(before);
    let words = roles.aside();
    let ends = words.filter_map(|words| find_word(near, words));
    ends.max().is_some_and(|end| joined(&near[end..], roles))
}

fn role(named: &Named, part: Part, text: &str) -> RoleOf {
    RoleOf {
        part,
        who: named.id.clone(),
        written: text
            .get(named.start..named.end)
            .unwrap_or_default()
            .to_owned(),
        members: named.members.clone(),
    }
}

/// The part that the words in front give: the nearest of them that no comma or verb parts from the name.
fn part_of(before: &str, addressees: &Addressees) -> Option<Part> {
    let roles = &addressees.roles;
    let near = before.rsplit([';', '.', ':']).next().unwrap_or(before);
    let last = |words: &[String]| words.iter().filter_map(|w| find_word(near, w)).max();
    let with = last(&roles.collaborates);
    let to = last(&roles.reports);
    let verb = last(&roles.report_verbs)
        .filter(|at| near[*at..].contains(" to ") || near[*at..].ends_with(" to"));
    let report = to.max(verb);
    let open = |at: usize| {
        let between = &near[at..];
        between.len() < 160 && !between.contains(" on ") | between.contains(" to ")
    };
    match (with, report) {
        (Some(w), r) if r.is_none_or(|r| r < w) => {
            let end = near[w..].find(',').map_or(near.len(), |c| w + c);
            // A list goes on over commas only while names follow each other.
            (end == near.len() || near[end..].len() < 40).then_some(Part::Collaborates)
        }
        (_, Some(r)) if open(r) => Some(Part::ReportedTo),
        _ => None,
    }
}

/// Where a word or words stand last in a text, as whole words; the end of the words.
fn find_word(text: &str, word: &str) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let at = lower.rfind(&word.to_ascii_lowercase())?;
    let before = lower[..at].chars().next_back();
    let behind = lower[at + word.len()..].chars().next();
    // Chinese words stand without spaces between them.
    let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_han(c));
    (!inside(before) && !inside(behind)).then_some(at + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    fn parts(phrase: &str, text: &str) -> Vec<(Part, String)> {
        let k = Knowledge::builtin().expect("mappings/ load");
        of(phrase, text, &k.addressees)
            .into_iter()
            .map(|r| (r.part, r.who))
            .collect()
    }

    #[test]
    fn the_phrase_says_who_acts_and_with_whom() {
        let got = parts(
            "instructs the Director of the Telecommunication Standardization Bureau, in collaboration with the Directors of the other Bureaux",
            "to report to the Council each year",
        );
        let want = [
            (Part::Acts, "tsb-director"),
            (Part::Collaborates, "bdt"),
            (Part::Collaborates, "br"),
            (Part::ReportedTo, "council"),
        ];
        assert_eq!(got, want.map(|(p, w)| (p, w.to_owned())));
    }

    #[test]
    fn the_text_says_it_where_the_phrase_does_not() {
        let got = parts(
            "resolves",
            "to instruct Study Group 2 to study numbering and to inform TSAG",
        );
        assert_eq!(
            got,
            [
                (Part::Acts, "sgs".to_owned()),
                (Part::ReportedTo, "tsag".to_owned())
            ]
        );
        let got = parts(
            "resolves",
            "that TSAG, at the request of Member States, continue its review in the light of the WTSA-16 plan",
        );
        assert_eq!(got, [(Part::Acts, "tsag".to_owned())]);
        let got = parts(
            "instructs relevant study groups, and in particular TSAG and Member States",
            "to go on",
        );
        assert_eq!(got.len(), 3, "{got:?}");
        let got = parts("resolves", "that TSAG continue its review");
        assert_eq!(got, [(Part::Acts, "tsag".to_owned())]);
    }

    #[test]
    fn who_is_only_named_with_a_text_or_an_approval_acts_in_nothing() {
        for (text, acts) in [
            (
                "to implement Resolution 140 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
                &[][..],
            ),
            (
                "to implement Resolutions 30 and 140 of the Plenipotentiary Conference and of WTSA",
                &[],
            ),
            ("to follow Resolution 44 of this assembly", &[]),
            (
                "to apply Council Resolution 1332 and Council Decision 5",
                &[],
            ),
            ("to buy the lamps, subject to Council approval", &[]),
            ("to buy the lamps subject to approval by the Council", &[]),
            (
                "to keep the budget approved by the Council and the Plenipotentiary Conference",
                &[],
            ),
            (
                "to send the list to the library of the Postal Operations Council of the Universal Postal Union",
                &[],
            ),
            (
                "to study the lamps in cooperation with the Postal Operations Council",
                &[],
            ),
            (
                "d'appliquer la Résolution 140 (Rév. Dubaï, 2018) de la Conférence de plénipotentiaires",
                &[],
            ),
            (
                "aplicar la Resolución 140 (Rev. Dubái, 2018) de la Conferencia de Plenipotenciarios",
                &[],
            ),
            (
                "выполнять Резолюцию 140 (Пересм. Дубай, 2018 г.) Полномочной конференции",
                &[],
            ),
            ("执行全权代表大会第140号决议", &[]),
            (
                "to submit the report to the 2022 plenipotentiary conference",
                &["pp"],
            ),
            (
                "to instruct Question 3/2 and Question 5 of Study Group 2 to go on",
                &["sgs"],
            ),
            ("a) to sweep; b) TSAG to buy the lamps", &["tsag"]),
            (
                "that, subject to approval by the Council, TSAG buy the lamps",
                &["tsag"],
            ),
            (
                "that the Council buy the lamps, as in Resolution 44 of this assembly",
                &["council"],
            ),
            (
                "that Study Group 2 and TSAG, at the request of Member States, buy the lamps",
                &["sgs", "tsag"],
            ),
        ] {
            let found = parts("resolves", text);
            let found: Vec<&str> = found.iter().map(|(_, who)| who.as_str()).collect();
            assert_eq!(found, acts, "{text}");
        }
    }
}
