//! The findings about provisions that stand in more than one work.

use super::{Compared, Kind};
use crate::audit::Audit;
use crate::audit::draft::Draft;
use crate::model::{PartKind, Repeat, RepeatClass, RepeatPair, Severity, WorkId};
use crate::reuse::{
    Cluster, Differs, Editions, Link, Side, Standing, Threshold, class, diff_words, words,
};
use std::collections::{BTreeMap, BTreeSet};

/// So many places are listed of one finding, that of the finding itself among them.
pub(super) const MOST_PLACES: usize = 20;

/// From this share of its operative provisions on a text says nothing that the other does not.
const NEARLY_ALL: f64 = 0.8;

/// The longest difference that is told in full.
const LONGEST_DIFFERENCE: usize = 400;

/// Wordings that belong together.
pub(super) struct Group {
    wordings: Vec<u32>,
    pairs: Vec<(u32, u32)>,
    lowest: f64,
    /// The one that stands within the others, where it is such a group.
    shorter: Option<u32>,
}

impl Group {
    pub(super) fn new(cluster: Cluster, shorter: Option<u32>) -> Group {
        Group {
            pairs: cluster.pairs.iter().map(|p| (p.a, p.b)).collect(),
            lowest: cluster.lowest,
            wordings: cluster.members,
            shorter,
        }
    }

    pub(super) fn alone(wording: u32) -> Group {
        Group {
            wordings: vec![wording],
            pairs: Vec::new(),
            lowest: 1.0,
            shorter: None,
        }
    }
}

/// A place of a group: which wording stands there, and which clause it is.
type Member = (u32, u32);

/// Everything that a finding is made of.
struct Finding<'f, 't, 'a> {
    compared: &'f Compared<'t, 'a>,
    group: &'f Group,
    kind: Kind,
    /// One place for each work, the one to change first.
    members: Vec<Member>,
    /// How many works.
    works: usize,
    links: Vec<&'f Link>,
}

/// The finding for a group; none where all its provisions are of one work.
pub(super) fn report(compared: &Compared<'_, '_>, group: &Group, kind: Kind) -> Option<Draft> {
    let members = members(compared, group);
    let works: BTreeSet<&WorkId> = members.iter().map(|m| standing(compared, m).work).collect();
    if works.len() < 2 {
        return None;
    }
    let links = &compared.duties.links;
    let links = group
        .pairs
        .iter()
        .filter_map(|pair| {
            let at = links.binary_search_by_key(pair, |l| (l.a, l.b)).ok()?;
            Some(&links[at])
        })
        .collect();
    let finding = Finding {
        compared,
        group,
        kind,
        works: works.len(),
        members,
        links,
    };
    Some(finding.draft(works))
}

fn standing<'c, 'a>(compared: &'c Compared<'_, 'a>, member: &Member) -> &'c Standing<'a> {
    &compared.clauses.standings[member.1 as usize]
}

/// One place for each wording and work: a Sector's before the parent's, then the one that stands within others,
/// then in the order of works.
fn members(compared: &Compared<'_, '_>, group: &Group) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    for wording in &group.wordings {
        let mut seen = BTreeSet::new();
        let items = &compared.duties.wordings[*wording as usize].items;
        let standing = |item: &u32| &compared.clauses.standings[*item as usize];
        let new = items.iter().filter(|i| seen.insert(standing(i).work));
        members.extend(new.map(|item| (*wording, *item)));
    }
    members.sort_by_cached_key(|m| {
        let work = standing(compared, m).work;
        let is_within = Some(m.0) == group.shorter;
        (compared.is_parent(work), !is_within, work.clone(), m.1)
    });
    members
}

impl<'f, 'a> Finding<'f, '_, 'a> {
    fn standing(&self, member: &Member) -> &'f Standing<'a> {
        standing(self.compared, member)
    }

    fn audit(&self) -> &Audit<'a> {
        self.compared.audit
    }

    /// The places that are listed: the first, then those of the parent body, then the rest, up to [`MOST_PLACES`].
    fn listed(&self) -> Vec<Member> {
        let first = self.members[0];
        if self.members.len() <= MOST_PLACES {
            return self.members.clone();
        }
        let is_parent = |m: &&Member| self.compared.is_parent(self.standing(m).work);
        let (parents, sectors): (Vec<&Member>, Vec<&Member>) =
            self.members[1..].iter().partition(is_parent);
        let parents = parents.into_iter().take(MOST_PLACES / 4);
        let chosen: BTreeSet<&Member> = parents.chain(sectors).take(MOST_PLACES - 1).collect();
        let rest = self.members[1..].iter().filter(|m| chosen.contains(m));
        [first].into_iter().chain(rest.copied()).collect()
    }

    fn draft(&self, works: BTreeSet<&WorkId>) -> Draft {
        let listed = self.listed();
        let first = self.standing(&listed[0]);
        let repeat = self.repeat(&listed);
        let ids: Vec<WorkId> = self
            .members
            .iter()
            .map(|m| self.standing(m).work.clone())
            .collect();
        let place = self.audit().place_of_clause(first);
        let key = words(&first.words, Editions::Drop).join(" ");
        let mut message = self.message(first, &works, &repeat);
        if listed.len() < self.members.len() {
            let more = self.members.len() - listed.len();
            message.push_str(&format!(
                " {} works have it; {more} places are not listed.",
                self.works
            ));
        }
        let advice = self.advice(&works, &repeat);
        let mut draft = Draft::new(self.kind.code(), place, &key, message)
            .advice(advice)
            .ids(ids);
        for (number, member) in listed.iter().enumerate().skip(1) {
            let other = self.standing(member);
            let mut told = format!("{}, `{}`", other.work, other.provision.path);
            let pair = repeat.pairs.iter().find(|p| p.a == 0 && p.b == number);
            if pair.is_some_and(|p| p.class == RepeatClass::Near) {
                told.push_str(&format!(": {}", difference(&first.words, &other.words)));
            }
            let place = self.audit().place_of_clause(other);
            draft = draft.related(place, told);
        }
        let draft = draft.repeat(repeat);
        match self.kind {
            Kind::Integrated | Kind::OfParent => draft.milder(Severity::Note),
            // Duties that two texts give to different addressees are one thing to look at.
            Kind::Mirrored => {
                let names: Vec<&str> = works.iter().map(|w| w.as_str()).collect();
                let here = format!("{}, `{}`", first.work, first.provision.path);
                draft.one_with(names.join(" "), here)
            }
            _ => draft,
        }
    }

    /// How alike the places are: each wording's first place against those that it is linked with.
    fn repeat(&self, listed: &[Member]) -> Repeat {
        let near = self.audit().settings.repeat.within_a_row().jaccard;
        let mut first_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut pairs = Vec::new();
        for (place, member) in listed.iter().enumerate() {
            let first = *first_of.entry(member.0).or_insert(place);
            if first < place {
                pairs.push(self.pair(listed, first, place, 1.0, 1.0, near));
            }
        }
        for link in &self.links {
            if let (Some(a), Some(b)) = (first_of.get(&link.a), first_of.get(&link.b)) {
                let (a, b) = (*a.min(b), *a.max(b));
                pairs.push(self.pair(listed, a, b, link.jaccard, link.containment, near));
            }
        }
        pairs.sort_by_key(|p| (p.a, p.b));
        let weakest = pairs.iter().min_by(|a, b| a.jaccard.total_cmp(&b.jaccard));
        Repeat {
            class: weakest.map_or(RepeatClass::Near, |p| p.class),
            jaccard: self.group.lowest,
            containment: self.links.iter().map(|l| l.containment).fold(1.0, f64::min),
            pairs,
        }
    }

    fn pair(
        &self,
        listed: &[Member],
        a: usize,
        b: usize,
        jaccard: f64,
        containment: f64,
        near: f64,
    ) -> RepeatPair {
        let text = |at: usize| self.standing(&listed[at]).words.as_ref();
        let class = match self.group.shorter {
            Some(_) if jaccard < self.audit().settings.repeat.jaccard => RepeatClass::IncludedIn,
            _ => class(text(a), text(b), jaccard, near),
        };
        RepeatPair {
            a,
            b,
            class,
            jaccard,
            containment,
        }
    }

    fn message(&self, first: &Standing<'_>, works: &BTreeSet<&WorkId>, repeat: &Repeat) -> String {
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
        let (this, others) = (
            format!("{}, `{}`,", first.work, first.provision.path),
            format!("{}{and_more}", others.join(", ")),
        );
        match self.kind {
            Kind::Contradiction => {
                return format!(
                    "{this} says nearly what stands in {others}, but for {}.",
                    self.differences()
                );
            }
            Kind::Mirrored => {
                let differs = |d: Differs| self.links.iter().any(|l| l.differs.contains(&d));
                return match differs(Differs::Addressee) {
                    true => format!("{this} tells its addressee what {others} tells another one."),
                    false => format!("{this} says what stands in {others}, but of somebody else."),
                };
            }
            Kind::Formula => {
                return format!("{this} is a standing formula, as in {others}.");
            }
            _ => {}
        }
        let is_within = Some(self.members[0].0) == self.group.shorter;
        let how = match (repeat.class, self.kind) {
            (_, Kind::Integrated) => "carries out what stands in",
            (RepeatClass::Identical, _) => "stands word for word in",
            (RepeatClass::SameButForEdition, _) => "stands, but for the editions it cites, in",
            (RepeatClass::Near, _) => "stands nearly so in",
            (RepeatClass::IncludedIn, _) if is_within => "stands within",
            (RepeatClass::IncludedIn, _) => "holds what stands in",
        };
        let share = |value: f64| format!("{:.0} %", (value * 100.0).floor());
        let measure = match (repeat.class, repeat.pairs.len()) {
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
        };
        format!("{this} {how} {others}{measure}.")
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
    fn advice(&self, works: &BTreeSet<&WorkId>, repeat: &Repeat) -> String {
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
                    " {parent} has {count} of the {all} operative provisions of {}",
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

fn list(works: &[&WorkId]) -> String {
    let works: Vec<&str> = works.iter().take(MOST_PLACES).map(|w| w.as_str()).collect();
    works.join(", ")
}

/// The words that differ, in brackets: those of the first struck, those of the second added.
fn difference(first: &str, second: &str) -> String {
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
