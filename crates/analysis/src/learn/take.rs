//! What the facts say of one work, unless they contradict each other or what is known.

use super::facts::{Fact, Says};
use super::list::List;
use super::{Learnt, News, reach};
use crate::corpus::title_key;
use crate::knowledge::{BodyTexts, Conference, Extent, Knowledge, KnownReach, KnownWork, Reach};
use crate::model::{BodyId, Day, Edition, Work, WorkId};
use std::collections::BTreeMap;

fn news(fact: &Fact, what: String) -> News {
    News {
        id: fact.id.clone(),
        what,
        place: fact.place.clone(),
    }
}

/// A work as it is known, and all that the files say of it.
struct About<'a> {
    knowledge: &'a Knowledge,
    known: Option<&'a Work>,
    facts: &'a [&'a Fact],
}

/// Takes what the facts say of one work.
pub(super) fn take(knowledge: &Knowledge, id: &WorkId, facts: &[&Fact], learnt: &mut Learnt) {
    let known = knowledge.known.works.get(id);
    let is_known =
        |w: &&Work| !w.editions.is_empty() || w.suppressed.is_some() || w.title.is_some();
    let about = About {
        knowledge,
        known: known.filter(is_known),
        facts,
    };
    let in_force = facts.iter().find(|f| f.says == Says::InForce);
    let gone = facts.iter().find(|f| matches!(f.says, Says::Suppressed(_)));
    if let (Some(here), Some(there)) = (in_force, gone)
        && !about.fell_later(here, there)
    {
        let what = format!("in force here, suppressed in {}", there.place);
        learnt.contradictions.push(news(here, what));
        return;
    }
    for fact in facts {
        match about.contradicted(fact) {
            // Of two files that contradict each other one is told, with the place of the other.
            Some(what) if what.is_empty() => {}
            Some(what) => learnt.contradictions.push(news(fact, what)),
            None => about.take(fact, learnt),
        }
    }
    for fact in facts {
        if let Says::Suppressed(by) = &fact.says {
            suppress(knowledge, fact, by.clone(), learnt);
        }
    }
}

impl<'a> About<'a> {
    fn day(&self, fact: &Fact, edition: &Edition) -> Option<Day> {
        self.knowledge
            .adopted_on(fact.id.body().map(|b| &**b), edition)
    }

    /// The last day of a conference.
    fn day_of(&self, mark: &str) -> Option<Day> {
        self.knowledge.conference_by_mark(mark).map(Conference::day)
    }

    fn editions(&self) -> &'a [Edition] {
        self.known.map_or(&[], |w| &w.editions)
    }

    /// True where a list says that the work was in force at a conference, and it fell at a later one.
    fn fell_later(&self, here: &Fact, there: &Fact) -> bool {
        let until = here.as_of.as_deref().and_then(|mark| self.day_of(mark));
        match &there.says {
            Says::Suppressed(Some(by)) => until.is_some() && self.day_of(by) > until,
            _ => false,
        }
    }

    /// What speaks against a fact: what is known, or another file.
    fn contradicted(&self, fact: &Fact) -> Option<String> {
        if let Some(edition) = &fact.edition {
            let day = self.day(fact, edition);
            let by = self.known.and_then(|w| w.suppressed.as_deref());
            let fell = by.and_then(|by| self.day_of(by));
            // A list speaks as of its latest conference: what came later is no contradiction.
            let as_of = fact.as_of.as_deref().and_then(|mark| self.day_of(mark));
            let told = |d: Option<Day>| as_of.is_none() || d <= as_of;
            match (&fact.says, by) {
                (Says::Adopted, Some(by)) if fell.is_some() && day > fell => {
                    return Some(format!(
                        "{edition} is a text of a work that {by} suppressed"
                    ));
                }
                (Says::InForce, Some(by)) if fell >= day && told(fell) => {
                    return Some(format!("said to be in force; {by} suppressed it"));
                }
                _ => {}
            }
            let others = self.facts.iter().filter_map(|f| f.edition.as_ref());
            let mut all = self.editions().iter().chain(others);
            let later = |e: &&Edition| self.day(fact, e) > day && told(self.day(fact, e));
            if let Some(later) = all.find(later).filter(|_| fact.says == Says::InForce) {
                return Some(format!(
                    "{edition} is said to be in force; {later} is known"
                ));
            }
        }
        self.other_title(fact)
    }

    /// Another title of the same edition.
    fn other_title(&self, fact: &Fact) -> Option<String> {
        let title = fact.title.as_deref()?;
        let differ = |other: &Option<String>| {
            other
                .as_deref()
                .is_some_and(|o| title_key(o) != title_key(title))
        };
        let here = self.facts.iter().filter(|f| f.edition == fact.edition);
        if let Some(other) = here.clone().find(|f| differ(&f.title)) {
            if other.place < fact.place {
                return Some(String::new());
            }
            let there = other.title.as_deref().unwrap_or("");
            return Some(format!("\"{title}\" here, \"{there}\" in {}", other.place));
        }
        let known = self.known.map(|w| &w.title)?;
        let is_known = |e: &Edition| self.editions().iter().any(|k| k.is_same_as(e));
        let is_of_latest = fact
            .edition
            .as_ref()
            .is_some_and(|e| is_known(e) && self.is_latest(fact, e));
        let title_known = known.as_deref().unwrap_or("");
        (is_of_latest && differ(known))
            .then(|| format!("\"{title}\" is known as \"{title_known}\""))
    }

    fn is_latest(&self, fact: &Fact, edition: &Edition) -> bool {
        let day = self.day(fact, edition);
        self.editions().iter().all(|k| self.day(fact, k) <= day)
    }

    /// Takes an edition, a title, successors.
    fn take(&self, fact: &Fact, learnt: &mut Learnt) {
        if matches!(fact.says, Says::Suppressed(_)) {
            return;
        }
        let is_new = |e: &&Edition| !self.editions().iter().any(|k| k.is_same_as(e));
        let new_edition = fact.edition.as_ref().filter(is_new);
        let is_latest = fact
            .edition
            .as_ref()
            .is_none_or(|e| self.is_latest(fact, e));
        let known_title = self.known.and_then(|w| w.title.as_deref());
        let new_title = fact.title.as_deref().filter(|title| match known_title {
            Some(known) => {
                new_edition.is_some() && is_latest && title_key(known) != title_key(title)
            }
            None => true,
        });
        if new_edition.is_none() && new_title.is_none() {
            return;
        }
        let (source, work) = entry(learnt, fact);
        let had_edition = new_edition.is_none_or(|e| work.editions.iter().any(|k| k.is_same_as(e)));
        let had_title = new_title.is_none_or(|title| work.title.as_deref() == Some(title));
        let is_first = work.sources.is_empty();
        work.editions
            .extend(new_edition.filter(|_| !had_edition).cloned());
        work.title = new_title.map(str::to_owned).or(work.title.take());
        if !work.sources.contains(&source) {
            work.sources.push(source);
        }
        let shown = fact
            .edition
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let title = fact.title.as_deref().unwrap_or("");
        let said = news(fact, format!("{title} ({shown})"));
        match (had_edition, had_title) {
            _ if self.known.is_none() && is_first => learnt.new.push(said),
            (false, _) => learnt.revised.push(said),
            (true, false) => learnt.completed.push(said),
            (true, true) => {}
        }
    }
}

/// The work of a fact in what is to be written, with the short name of the fact's source.
fn entry<'l>(learnt: &'l mut Learnt, fact: &Fact) -> (String, &'l mut KnownWork) {
    let body = fact.id.body().cloned().unwrap_or_else(|| BodyId::from(""));
    let texts = learnt
        .texts
        .entry(body.to_string())
        .or_insert_with(|| BodyTexts {
            body,
            sources: BTreeMap::new(),
            known: Vec::new(),
            works: Vec::new(),
        });
    let short = short_name(&fact.source);
    texts.sources.insert(short.clone(), fact.source.clone());
    let at = texts.works.iter().position(|w| w.id == fact.id);
    let at = at.unwrap_or_else(|| {
        texts.works.push(KnownWork::new(&fact.id));
        texts.works.len() - 1
    });
    (short, &mut texts.works[at])
}

/// The file name without what a key cannot hold.
pub(super) fn short_name(file: &str) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let keep = |c: char| {
        if c.is_alphanumeric() {
            c.to_lowercase().next().unwrap_or(c)
        } else {
            '-'
        }
    };
    name.chars().map(keep).collect()
}

fn suppress(knowledge: &Knowledge, fact: &Fact, by: Option<String>, learnt: &mut Learnt) {
    let known = knowledge.known.works.get(&fact.id);
    if let Some(known) = known.and_then(|w| w.suppressed.as_deref()) {
        if by.as_deref().is_some_and(|by| by != known) {
            let what = format!(
                "said to be suppressed by {}; {known} is known to have done it",
                by.unwrap_or_default()
            );
            learnt.contradictions.push(news(fact, what));
        }
        return;
    }
    if let Some(edition) = later_edition(knowledge, fact, by.as_deref()) {
        let by = by.unwrap_or_default();
        let what = format!("said to be suppressed by {by}; {edition} is known, which is later");
        learnt.contradictions.push(news(fact, what));
        return;
    }
    let Some(by) = by else {
        learnt.problems.push(format!(
            "{}: {} is said to be suppressed, but not by which conference; --complete MARK or an edition in the row would say it",
            fact.place, fact.id
        ));
        return;
    };
    let successors = fact.successors.clone();
    let (source, work) = entry(learnt, fact);
    let had = work.suppressed.is_some();
    work.suppressed = Some(by.clone());
    for successor in &successors {
        if !work.successors.contains(successor) {
            work.successors.push(successor.clone());
        }
    }
    if !work.sources.contains(&source) {
        work.sources.push(source);
    }
    if !had {
        let names: Vec<String> = successors.iter().map(ToString::to_string).collect();
        let favour = match names.is_empty() {
            true => String::new(),
            false => format!(" in favour of {}", names.join(", ")),
        };
        learnt
            .suppressed
            .push(news(fact, format!("by {by}{favour}")));
    }
}

/// An edition of a conference later than the one that is said to have suppressed the work.
fn later_edition<'k>(
    knowledge: &'k Knowledge,
    fact: &Fact,
    by: Option<&str>,
) -> Option<&'k Edition> {
    let day = knowledge.conference_by_mark(by?)?.day();
    let work = knowledge.known.works.get(&fact.id)?;
    let body = fact.id.body().map(|b| &**b);
    let later = |e: &&Edition| knowledge.adopted_on(body, e).is_some_and(|d| d > day);
    work.editions.iter().find(later)
}

/// What a list of all texts in force leaves out is no longer in force.
pub(super) fn left_out(
    knowledge: &Knowledge,
    list: &List,
    told: &BTreeMap<&WorkId, Vec<&Fact>>,
    learnt: &mut Learnt,
) {
    let Some(by) = list.conference.clone().filter(|_| list.of_what_is_in_force) else {
        return;
    };
    let day = knowledge.conference_by_mark(&by).map(Conference::day);
    let in_force = in_force_until(knowledge, list, day);
    let missing = || in_force.iter().filter(|id| !told.contains_key(**id));
    let held = in_force.len() - missing().count();
    if held == 0 || held * 5 < in_force.len() * 4 {
        learnt.problems.push(format!(
            "{}: the list holds {held} of {} known texts: it is not taken for complete, and what it lacks is not called suppressed",
            list.file,
            in_force.len()
        ));
        return;
    }
    for id in missing() {
        let fact = Fact {
            id: (*id).clone(),
            title: None,
            edition: None,
            says: Says::Suppressed(Some(by.clone())),
            as_of: None,
            successors: Vec::new(),
            source: list.file.clone(),
            place: format!("{} (not in the list)", list.file),
        };
        suppress(knowledge, &fact, Some(by.clone()), learnt);
    }
    if reached(knowledge, list) >= day {
        return;
    }
    let conference = KnownReach {
        conference: by,
        extent: Extent::Full,
        since: None,
        source: Some(short_name(&list.file)),
    };
    reach::add(learnt, &list.kinds, conference);
}

/// The texts of the kinds of a list that are known to be in force, but for those adopted after its conference: they
/// need not be in it.
fn in_force_until<'k>(knowledge: &'k Knowledge, list: &List, day: Option<Day>) -> Vec<&'k WorkId> {
    let of_list = |id: &WorkId| list.kinds.contains(&(id.body().cloned(), id.kind()));
    let until = |w: &Work| {
        let latest = w.editions.last();
        latest.is_some_and(|e| knowledge.adopted_on(w.body.as_deref(), e) <= day)
    };
    let known = knowledge.known.works.iter();
    known
        .filter(|(id, w)| of_list(id) && w.suppressed.is_none() && until(w))
        .map(|(id, _)| id)
        .collect()
}

/// The latest conference of the bodies of a list whose texts in force are known.
fn reached(knowledge: &Knowledge, list: &List) -> Option<Day> {
    let of_body = |r: &Reach| list.kinds.iter().any(|(b, _)| b.as_ref() == Some(&r.body));
    let known = knowledge.reach.iter();
    known
        .filter(|r| of_body(r) && r.extent >= Extent::InForce)
        .filter_map(|r| Some(knowledge.conference_by_mark(&r.conference)?.day()))
        .max()
}
