//! What a finding about repeated provisions says, and what it advises.

use super::Kind;
use super::report::{Finding, MOST_PLACES};
use crate::model::{PartKind, Repeat, RepeatClass, WorkId, counted};
use crate::reuse::{Differs, Link, Side, Standing, Threshold, diff_words};
use std::collections::BTreeSet;

/// From this share of its operative provisions on a text says nothing that the other does not.
const NEARLY_ALL: f64 = 0.8;

/// The longest difference that is told in full.
const LONGEST_DIFFERENCE: usize = 400;

impl Finding<'_, '_, '_> {
    /// What is said of the first place: in which other works it stands, and how.
    pub(super) fn message(
        &self,
        first: &Standing<'_>,
        works: &BTreeSet<&WorkId>,
        repeat: &Repeat,
    ) -> String {
        let others: Vec<&str> = works
            .iter()
            .filter(|w| **w != first.work)
            .map(|w| w.as_str())
            .take(MOST_PLACES)
            .collect();
        let and_more = match works.len() - 1 {
            n if n > others.len() => format!(" and {} more", n - others.len()),
            _ => String::new(),
        };
        let this = format!("{}, `{}`,", first.work, first.provision.path);
        let others = format!("{}{and_more}", others.join(", "));
        match self.kind {
            Kind::Contradiction => {
                let alike = match repeat.class {
                    RepeatClass::Identical => "says word for word",
                    _ => "says nearly",
                };
                format!(
                    "{this} {alike} what stands in {others}, but for {}.",
                    self.differences()
                )
            }
            Kind::Mirrored => {
                let differs = |d: Differs| self.links.iter().any(|l| l.differs.contains(&d));
                match differs(Differs::Addressee) {
                    true => format!("{this} tells its addressee what {others} tells another one."),
                    false => format!("{this} says what stands in {others}, but of somebody else."),
                }
            }
            Kind::Formula => format!("{this} is a standing formula, as in {others}."),
            Kind::Integrated | Kind::OfParent | Kind::Repeated => format!(
                "{this} {} {others}{}.",
                self.how_it_stands(repeat),
                measure(repeat)
            ),
        }
    }

    fn how_it_stands(&self, repeat: &Repeat) -> &'static str {
        let is_within = Some(self.members[0].0) == self.group.shorter;
        match (repeat.class, self.kind) {
            (_, Kind::Integrated) => "carries out what stands in",
            (RepeatClass::Identical, _) => "stands word for word in",
            (RepeatClass::SameButForEdition, _) => "stands, but for the editions it cites, in",
            (RepeatClass::Near, _) => "stands nearly so in",
            (RepeatClass::IncludedIn, _) if is_within => "stands within",
            (RepeatClass::IncludedIn, _) => "holds what stands in",
        }
    }

    /// In what the provisions differ, as people say it.
    fn differences(&self) -> String {
        let all: BTreeSet<Differs> = self
            .links
            .iter()
            .flat_map(|l| &l.differs)
            .copied()
            .collect();
        let words: Vec<&str> = all.into_iter().map(Differs::word).collect();
        match words.as_slice() {
            [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
            _ => words.join(""),
        }
    }

    /// What to do, by where the copies stand and how much of the text they are.
    pub(super) fn advice(&self, works: &BTreeSet<&WorkId>, repeat: &Repeat) -> String {
        match self.kind {
            Kind::Integrated => {
                return "Nothing: the Sector text says how the other is carried out.".to_owned();
            }
            Kind::Contradiction => {
                return "Decide which of them holds, and make the others follow; none of them can go as a mere repetition.".to_owned();
            }
            Kind::Mirrored => {
                return "Leave it, or align the wording: each addressee needs its own duty."
                    .to_owned();
            }
            Kind::Formula => return "Leave it: that is how the house puts it.".to_owned(),
            Kind::OfParent | Kind::Repeated => {}
        }
        let parents: Vec<&WorkId> = works
            .iter()
            .copied()
            .filter(|w| self.compared.is_parent(w))
            .collect();
        let bodies: BTreeSet<&str> = works.iter().map(|w| w.head()).collect();
        if bodies.len() == 1 {
            return "Merge: keep the provision in one of the works and point there from the others."
                .to_owned();
        }
        if parents.is_empty() {
            return "Align: the Sectors say the same; agree on one wording, or on one text that all point at."
                .to_owned();
        }
        let first = self.standing(&self.members[0]);
        let coverage = self.coverage(first, &parents);
        if self.links.iter().any(|l| !l.differs.is_empty()) {
            return format!(
                "Align with {}: the two differ in {}.{coverage}",
                list(&parents),
                self.differences()
            );
        }
        let is_strict = |l: &&Link| l.is_at(&self.audit().settings.repeat);
        if !self.links.iter().all(is_strict) {
            return format!(
                "Align it with {}, or keep only what that does not say.{coverage}",
                list(&parents)
            );
        }
        let rest = match repeat.class {
            RepeatClass::Near | RepeatClass::IncludedIn => "; keep what only they say",
            RepeatClass::Identical | RepeatClass::SameButForEdition => "",
        };
        format!(
            "Suppress it in the Sector texts, and refer to {}{rest}.{coverage}",
            list(&parents)
        )
    }

    /// How much of a Sector text stands in one of the parent body.
    fn coverage(&self, first: &Standing<'_>, parents: &[&WorkId]) -> String {
        let compared = self.compared;
        let number = |id: &WorkId| compared.numbers.get(id).copied();
        let Some(text) = self.audit().index.texts.get(first.text) else {
            return String::new();
        };
        let operative = |part: PartKind| part == PartKind::Operative;
        let all = text
            .provisions
            .iter()
            .filter(|p| operative(p.part) && !p.text.is_empty())
            .count();
        let threshold: &Threshold = &self.audit().settings.repeat;
        let best = parents.iter().filter_map(|parent| {
            let (own, other) = (number(first.work)?, number(parent)?);
            let carried = compared.duties.carried(own, other, threshold);
            let of_text = carried.iter().filter(|item| {
                let standing = &compared.clauses.standings[**item as usize];
                standing.text == first.text && operative(standing.provision.part)
            });
            Some((of_text.count(), *parent))
        });
        match best.max_by_key(|(count, _)| *count) {
            Some((count, parent)) if all > 0 && count > 0 => {
                let told = format!(
                    " {parent} has {count} of the {} of {}",
                    counted(all, "operative provision"),
                    first.work
                );
                match count as f64 >= NEARLY_ALL * all as f64 {
                    true => format!("{told}: the whole text may go."),
                    false => format!("{told}."),
                }
            }
            _ => String::new(),
        }
    }
}

/// How alike the places are, in brackets, where they are not the same.
fn measure(repeat: &Repeat) -> String {
    let share = |value: f64| format!("{:.0} %", (value * 100.0).floor());
    match (repeat.class, repeat.pairs.len()) {
        (RepeatClass::Identical | RepeatClass::SameButForEdition, _) => String::new(),
        (RepeatClass::IncludedIn, _) => format!(
            " ({} of the word groups of the shorter one)",
            share(repeat.containment)
        ),
        (RepeatClass::Near, 1) => {
            format!(" ({} of the word groups shared)", share(repeat.jaccard))
        }
        (RepeatClass::Near, _) => format!(
            " (at least {} of the word groups shared)",
            share(repeat.jaccard)
        ),
    }
}

fn list(works: &[&WorkId]) -> String {
    let works: Vec<&str> = works.iter().take(MOST_PLACES).map(|w| w.as_str()).collect();
    works.join(", ")
}

/// The words that differ, in brackets: those of the first struck, those of the second added.
pub(super) fn difference(first: &str, second: &str) -> String {
    let mut told = String::new();
    for piece in diff_words(first, second) {
        let text = match piece.side {
            Side::Both => {
                let words: Vec<&str> = piece.text.split(' ').collect();
                match words.as_slice() {
                    [a, _, .., b] if words.len() > 6 => format!("{a} … {b}"),
                    _ => piece.text,
                }
            }
            Side::First => format!("[-{}-]", piece.text),
            Side::Second => format!("{{+{}+}}", piece.text),
        };
        if !told.is_empty() {
            told.push(' ');
        }
        if told.len() + text.len() > LONGEST_DIFFERENCE {
            told.push('…');
            break;
        }
        told.push_str(&text);
    }
    told
}
