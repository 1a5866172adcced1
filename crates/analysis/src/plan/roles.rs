//! Who plays what part in a provision: told from where a name stands, behind which words.

use super::RoleOf;
use crate::knowledge::{Addressees, Named, Part, Roles};
use crate::script::is_han;

/// So many bytes into a clause somebody must be named to be the one who is to act.
const NEAR_START: usize = 90;

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
    for named in addressees.find(text) {
        let before = text.get(..named.start).unwrap_or_default();
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
        Some(end) => {
            let between = before.get(end..).unwrap_or_default();
            let sign = |c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\u{2011}');
            let mut words = between.split(sign).filter(|w| !w.is_empty());
            words.all(|word| roles.joins(word))
        }
    }
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
}
