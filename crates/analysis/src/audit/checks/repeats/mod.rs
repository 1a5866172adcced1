//! Provisions that stand in more than one work: repeated, contradicting each other, told to each of several
//! addressees, or standing formulas of the house.

mod report;
mod rows;
pub(super) mod unmet;
mod wording;
mod worth;

use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Index, PartKind, Role, WorkId};
use crate::reuse::{
    Clauses, Differs, Duties, Editions, Formula, Item, Judgement, Link, Pair, Reader, Side,
    Standing, clusters, diff_words, judgement, misplaced, words,
};
use report::Group;
use rows::Rows;
use std::collections::{BTreeMap, BTreeSet};

/// Finds what [`Kind`] tells apart. One finding a class of like provisions, at the one to change first; all others
/// are its related places.
///
/// The copies of one work (several sources, older editions) are no repetition. A Sector text that says what
/// the Sector does to carry out a text of the parent body is none either; it is told when asked for.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let compared = Compared::new(audit);
    let rows = Rows::new(&compared);
    let kinds: Vec<Option<Kind>> = compared
        .duties
        .links
        .iter()
        .map(|link| compared.kind_of(link, &rows))
        .collect();
    let mut found = Vec::new();
    for kind in Kind::ALL {
        if kind == Kind::Integrated && !audit.settings.integrations {
            continue;
        }
        found.extend(compared.reports(kind, &kinds));
    }
    found
}

/// The clauses that are worth comparing, each by its text's and its provision's place in the index.
pub(in crate::audit) fn compared(audit: &Audit<'_>) -> Vec<(usize, usize)> {
    let all = Clauses::of_all(audit.corpus);
    let (clauses, _) = worth::comparing(audit, all, &BTreeSet::new());
    let place = |s: &Standing<'_>| {
        let provisions = &audit.index.texts[s.text].provisions;
        let of = provisions.iter().position(|p| std::ptr::eq(p, s.provision));
        of.map(|provision| (s.text, provision))
    };
    clauses.standings.iter().filter_map(place).collect()
}

/// Two provisions that have so many of their words in one order say the same thing; where they differ in a number or
/// a "not", that is all in which they do.
const NEARLY: f64 = 0.8;

/// A clause of fewer words ("to submit a report to the next conference") stands within a longer one by chance.
const DUTY: usize = 15;

/// What it means that provisions are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// They say the same, at least one of a Sector.
    Repeated,
    /// They say the same, all of the parent body: no question of the Sectors.
    OfParent,
    /// The Sector's says how the other is carried out.
    Integrated,
    /// They cannot both hold.
    Contradiction,
    /// Each addresses somebody else.
    Mirrored,
    /// So many works say it that it is the way of the house.
    Formula,
}

impl Kind {
    const ALL: [Kind; 6] = [
        Kind::Repeated,
        Kind::OfParent,
        Kind::Integrated,
        Kind::Contradiction,
        Kind::Mirrored,
        Kind::Formula,
    ];

    fn code(self) -> Code {
        match self {
            Kind::Repeated | Kind::OfParent | Kind::Integrated => Code::RepeatedProvision,
            Kind::Contradiction => Code::Contradiction,
            Kind::Mirrored => Code::MirroredDuty,
            Kind::Formula => Code::StandingFormula,
        }
    }
}

/// All provisions worth comparing, compared.
struct Compared<'t, 'a> {
    audit: &'t Audit<'a>,
    clauses: Clauses<'a>,
    works: Vec<&'a WorkId>,
    numbers: BTreeMap<&'a WorkId, u32>,
    duties: Duties,
    /// For each wording whether the house says so everywhere.
    formulas: Vec<Formula>,
    /// What each provision cites: by text and path.
    cites: BTreeMap<(usize, &'a str), BTreeSet<&'a WorkId>>,
}

/// A clause as it is compared: a recital stands under no phrase.
fn item<'s>(standing: &'s Standing<'_>, work: u32) -> Item<'s> {
    let is_recital = standing.provision.part == PartKind::Preamble;
    Item {
        text: &standing.words,
        phrase: match is_recital {
            true => "",
            false => &standing.provision.phrase,
        },
        work,
        sort: u8::from(is_recital),
    }
}

fn cited_by_provisions(index: &Index) -> BTreeMap<(usize, &str), BTreeSet<&WorkId>> {
    let mut cites: BTreeMap<(usize, &str), BTreeSet<&WorkId>> = BTreeMap::new();
    let citations = index.citations.iter();
    for citation in citations.filter(|c| c.role == Role::Citation) {
        if let (Some(text), Some(path)) = (citation.text, &citation.provision) {
            let ids = citation.targets.iter().filter_map(|t| t.id.as_ref());
            cites.entry((text, path)).or_default().extend(ids);
        }
    }
    cites
}

impl<'t, 'a> Compared<'t, 'a> {
    fn new(audit: &'t Audit<'a>) -> Self {
        let all = Clauses::of_all(audit.corpus);
        let strays: BTreeSet<usize> = misplaced(audit.corpus, &all)
            .into_iter()
            .filter(|m| m.is_certain)
            .flat_map(|m| m.strays)
            .collect();
        let (clauses, points_back) = worth::comparing(audit, all, &strays);
        let mut numbers: BTreeMap<&WorkId, u32> = BTreeMap::new();
        let mut works = Vec::new();
        for standing in &clauses.standings {
            numbers.entry(standing.work).or_insert_with(|| {
                works.push(standing.work);
                works.len() as u32 - 1
            });
        }
        let items = clauses.standings.iter().map(|s| item(s, numbers[s.work]));
        let items: Vec<Item<'_>> = items.collect();
        let is_parent: Vec<bool> = works
            .iter()
            .map(|w| audit.knowledge.body(w.head()).is_some_and(|b| b.parent))
            .collect();
        let across = |a: u32, b: u32| {
            audit.settings.everywhere || is_parent[a as usize] != is_parent[b as usize]
        };
        let reader = Reader::new(audit.knowledge);
        let duties = Duties::new(&items, &reader, &audit.settings.repeat, across);
        drop(items);
        Compared {
            audit,
            formulas: worth::formulas(&clauses, &duties, works.len(), &points_back),
            clauses,
            works,
            numbers,
            duties,
            cites: cited_by_provisions(audit.index),
        }
    }

    fn reports(&self, kind: Kind, kinds: &[Option<Kind>]) -> Vec<Draft> {
        let mut near: Vec<Pair> = Vec::new();
        // A clause that stands within others: what holds it need not have anything else in common.
        let mut by_shorter: BTreeMap<u32, Vec<Pair>> = BTreeMap::new();
        let of_kind = self.duties.links.iter().zip(kinds);
        for (link, _) in of_kind.filter(|(_, of)| **of == Some(kind)) {
            let pair = Pair {
                a: link.a,
                b: link.b,
                jaccard: link.jaccard,
                containment: link.containment,
            };
            let least = match link.is_at(&self.audit.settings.repeat) {
                true => self.audit.settings.repeat.jaccard,
                false => self.audit.settings.repeat.within_a_row().jaccard,
            };
            if link.jaccard >= least {
                near.push(pair);
            } else {
                by_shorter.entry(self.shorter(link)).or_default().push(pair);
            }
        }
        let count = self.duties.wordings.len();
        let mut groups: Vec<Group> = Vec::new();
        let mut seen: BTreeSet<u32> = BTreeSet::new();
        for cluster in clusters(count, &near) {
            seen.extend(&cluster.members);
            groups.push(Group::new(cluster, None));
        }
        for (shorter, pairs) in by_shorter {
            for cluster in clusters(count, &pairs) {
                groups.push(Group::new(cluster, Some(shorter)));
            }
        }
        for (wording, number) in self.duties.wordings.iter().zip(0u32..) {
            let is_shared = wording.works.len() > 1 && !seen.contains(&number);
            if is_shared && self.kind_of_one(number) == Some(kind) {
                groups.push(Group::alone(number));
            }
        }
        groups
            .iter()
            .filter_map(|group| report::report(self, group, kind))
            .collect()
    }

    /// The clause that says a wording first.
    fn first(&self, wording: u32) -> &Standing<'a> {
        let item = self.duties.wordings[wording as usize].items[0];
        &self.clauses.standings[item as usize]
    }

    fn is_parent(&self, work: &WorkId) -> bool {
        let body = self.audit.knowledge.body(work.head());
        body.is_some_and(|b| b.parent)
    }

    /// The works of a wording that are, or are not, of the parent body.
    fn works_of(&self, wording: u32, parents: bool) -> impl Iterator<Item = &'a WorkId> {
        let works = self.duties.wordings[wording as usize].works.iter();
        works
            .map(|w| self.works[*w as usize])
            .filter(move |w| self.is_parent(w) == parents)
    }

    fn shorter(&self, link: &Link) -> u32 {
        let length = |w: u32| words(&self.first(w).words, Editions::Drop).len();
        if length(link.b) < length(link.a) {
            link.b
        } else {
            link.a
        }
    }

    /// What it means that several works have one wording.
    fn kind_of_one(&self, wording: u32) -> Option<Kind> {
        let parent = self.works_of(wording, true).next();
        Some(if self.formulas[wording as usize] > Formula::No {
            Kind::Formula
        } else if self.works_of(wording, false).next().is_none() {
            return self.of_parent(wording);
        } else if parent.is_some() && self.cites_parent(wording, wording) {
            Kind::Integrated
        } else {
            Kind::Repeated
        })
    }

    /// What it means that texts of the parent body alone say the same. That they give the same reasons is no question
    /// at all; it is told when repetition is asked for everywhere.
    fn of_parent(&self, wording: u32) -> Option<Kind> {
        let is_reason = self.first(wording).provision.part == PartKind::Preamble;
        (!is_reason || self.audit.settings.everywhere).then_some(Kind::OfParent)
    }

    /// What it means that two wordings are alike; none where they are not alike enough for their places, or speak of
    /// different things.
    fn kind_of(&self, link: &Link, rows: &Rows<'_, '_, 'a>) -> Option<Kind> {
        let is_near = link.is_at(&self.audit.settings.repeat);
        let differs = judgement(&link.differs);
        let (a, b) = (link.a as usize, link.b as usize);
        let (a, b) = (self.formulas[a], self.formulas[b]);
        // What both only begin with is all that they need have in common.
        if a.max(b) == Formula::Whole || a.min(b) == Formula::Opens {
            let turned = link.differs.contains(&Differs::Negation) && is_near;
            return Some(if turned {
                Kind::Contradiction
            } else {
                Kind::Formula
            });
        }
        let contradicts = differs == Judgement::Contradiction && (is_near || link.shared >= NEARLY);
        if !(is_near || contradicts || rows.hold(link)) || !self.same_subject(link) {
            return None;
        }
        // Of the reasons none obliges anybody.
        let is_reason = self.first(link.a).provision.part == PartKind::Preamble;
        if contradicts && !is_reason {
            return Some(Kind::Contradiction);
        }
        if differs == Judgement::Mirrored && !is_reason {
            // What is within a longer clause that begins otherwise is another duty about the same thing.
            let least = self.audit.settings.repeat.within_a_row().jaccard;
            let shorter = self.first(self.shorter(link));
            let is_long = words(&shorter.words, Editions::Drop).len() >= DUTY;
            let is_one = link.jaccard >= least || is_long;
            return (link.begins_alike && is_one).then_some(Kind::Mirrored);
        }
        let all = |parents: bool| {
            let none = |w: u32| self.works_of(w, !parents).next().is_none();
            none(link.a) && none(link.b)
        };
        if all(true) {
            return self.of_parent(link.a);
        }
        Some(if self.integrates(link) {
            Kind::Integrated
        } else {
            Kind::Repeated
        })
    }

    /// False where two works of one body say the same each of its own subject: words that differ stand in the
    /// titles of the two.
    fn same_subject(&self, link: &Link) -> bool {
        let (a, b) = (self.first(link.a), self.first(link.b));
        if a.work.body() != b.work.body() {
            return true;
        }
        let pieces = diff_words(&a.words, &b.words);
        let title = |s: &Standing<'_>| words(self.audit.index.title(s.work), Editions::Drop);
        let (title_a, title_b) = (title(a), title(b));
        let differs = |side: Side, own: &[String], other: &[String]| {
            pieces
                .iter()
                .filter(|piece| piece.side == side)
                .flat_map(|piece| words(&piece.text, Editions::Drop))
                .any(|w| w.len() > worth::SMALL_WORD && own.contains(&w) && !other.contains(&w))
        };
        !(differs(Side::First, &title_a, &title_b) && differs(Side::Second, &title_b, &title_a))
    }

    /// True where one of the two is of the parent body, and the other, of a Sector, says what the Sector does
    /// about it: it cites the parent text, or names its Sector where the parent text does not. What is all but word for
    /// word the same is repeated, whoever is named in it.
    fn integrates(&self, link: &Link) -> bool {
        let is_of_parent = |w: u32| self.works_of(w, false).next().is_none();
        let (sector, parent) = match (is_of_parent(link.a), is_of_parent(link.b)) {
            (false, true) => (link.a, link.b),
            (true, false) => (link.b, link.a),
            _ => return false,
        };
        let names = |s: &Standing<'_>, body: &str| {
            let body = self.audit.knowledge.body(body);
            let own: Vec<String> = body
                .into_iter()
                .flat_map(|b| b.sector.iter().chain(&b.short))
                .map(|name| words(name, Editions::Keep).concat())
                .collect();
            let said = words(&s.words, Editions::Drop);
            said.iter().any(|w| own.contains(w))
        };
        let (of_sector, of_parent) = (self.first(sector), self.first(parent));
        let body = of_sector.work.head();
        let least = self.audit.settings.repeat.within_a_row().jaccard;
        let says_how = link.jaccard < least && names(of_sector, body) && !names(of_parent, body);
        says_how || self.cites_parent(sector, parent)
    }

    /// True where the provisions of the Sectors that have the one wording cite a work that has the other.
    fn cites_parent(&self, sector: u32, parent: u32) -> bool {
        let parents: BTreeSet<&WorkId> = self.works_of(parent, true).collect();
        let items = self.duties.wordings[sector as usize].items.iter();
        let mut of_sectors = items
            .map(|item| &self.clauses.standings[*item as usize])
            .filter(|s| !self.is_parent(s.work))
            .peekable();
        of_sectors.peek().is_some()
            && of_sectors.all(|s| {
                let cited = self.cites.get(&(s.text, s.provision.path.as_str()));
                cited.is_some_and(|cited| !cited.is_disjoint(&parents))
            })
    }
}
