//! The findings about provisions that stand in more than one work.

use super::wording::difference;
use super::{Compared, Kind};
use crate::audit::Audit;
use crate::audit::draft::Draft;
use crate::model::{Repeat, RepeatClass, RepeatPair, Severity, WorkId, counted};
use crate::reuse::{Cluster, Differs, Editions, Link, Standing, class, words};
use std::collections::{BTreeMap, BTreeSet};

/// So many places are listed of one finding, that of the finding itself among them.
pub(super) const MOST_PLACES: usize = 20;

/// Wordings that belong together.
pub(super) struct Group {
    wordings: Vec<u32>,
    pairs: Vec<(u32, u32)>,
    lowest: f64,
    /// The one that stands within the others, where it is such a group.
    pub(super) shorter: Option<u32>,
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
pub(super) struct Finding<'f, 't, 'a> {
    pub(super) compared: &'f Compared<'t, 'a>,
    pub(super) group: &'f Group,
    pub(super) kind: Kind,
    /// One place for each work, the one to change first.
    pub(super) members: Vec<Member>,
    /// How many works.
    works: usize,
    pub(super) links: Vec<&'f Link>,
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
    pub(super) fn standing(&self, member: &Member) -> &'f Standing<'a> {
        standing(self.compared, member)
    }

    pub(super) fn audit(&self) -> &Audit<'a> {
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
                " {} have it; not listed: {}.",
                counted(self.works, "work"),
                counted(more, "place")
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
            let phrases = [first, other].map(|s| s.provision.phrase.as_str());
            let obliges = |l: &&Link| l.differs.contains(&Differs::Obligation);
            let differs = match pair.map(|p| p.class) {
                Some(RepeatClass::Near) => difference(&first.words, &other.words),
                // Where the clauses are the same, what differs stands in the phrases that open them.
                Some(RepeatClass::Identical)
                    if phrases[0] != phrases[1] && self.links.iter().any(obliges) =>
                {
                    difference(phrases[0], phrases[1])
                }
                _ => String::new(),
            };
            if !differs.is_empty() {
                told.push_str(&format!(": {differs}"));
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
        let mut first_of: BTreeMap<u32, usize> = BTreeMap::new();
        let mut pairs = Vec::new();
        for (place, member) in listed.iter().enumerate() {
            let first = *first_of.entry(member.0).or_insert(place);
            if first < place {
                pairs.push(self.pair(listed, (first, place), (1.0, 1.0)));
            }
        }
        for link in &self.links {
            if let (Some(a), Some(b)) = (first_of.get(&link.a), first_of.get(&link.b)) {
                let places = (*a.min(b), *a.max(b));
                pairs.push(self.pair(listed, places, (link.jaccard, link.containment)));
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
        (a, b): (usize, usize),
        (jaccard, containment): (f64, f64),
    ) -> RepeatPair {
        let settings = &self.audit().settings.repeat;
        let text = |at: usize| self.standing(&listed[at]).words.as_ref();
        let class = match self.group.shorter {
            Some(_) if jaccard < settings.jaccard => RepeatClass::IncludedIn,
            _ => {
                let near = settings.within_a_row().jaccard;
                class(text(a), text(b), jaccard, near)
            }
        };
        RepeatPair {
            a,
            b,
            class,
            jaccard,
            containment,
        }
    }
}
