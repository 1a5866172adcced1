//! From the user's own files to knowledge: works, editions, titles, suppressions, successors, who cites whom. Facts
//! only, with the source of each; what contradicts what is known is listed and not taken.

mod facts;
mod list;
mod table;

pub use table::{Table, TableError, is_table, read_table, tables_of};

use crate::corpus::{Corpus, title_key};
use crate::knowledge::{BodyTexts, Conference, Extent, Knowledge, KnownReach, KnownWork};
use crate::model::{BodyId, Edition, Horizons, Index, Role, Status, WorkId};
use facts::{Fact, Says};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What was learnt.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, Serialize)]
pub struct Learnt {
    /// Works that were not known.
    pub new: Vec<News>,
    /// Works with an edition that was not known.
    pub revised: Vec<News>,
    /// Works that are no longer in force.
    pub suppressed: Vec<News>,
    /// Works of which a title or a successor was not known.
    pub completed: Vec<News>,
    /// What contradicts something else, and is not taken.
    pub contradictions: Vec<News>,
    /// Conferences that were not known to have met.
    pub conferences: Vec<String>,
    /// What could not be used, and why.
    pub problems: Vec<String>,
    /// How far what is known reaches now.
    #[serde(flatten)]
    pub known: Horizons,
    /// The knowledge, by body: `texts/`.
    #[serde(skip)]
    pub texts: BTreeMap<String, BodyTexts>,
    /// Who cites whom, by citing body: `citations/`.
    #[serde(skip)]
    pub citations: BTreeMap<String, Index>,
    /// The conferences, as they are to be written.
    #[serde(skip)]
    pub met: Vec<Conference>,
}

/// One thing that was learnt.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct News {
    /// The work.
    pub id: WorkId,
    /// What.
    pub what: String,
    /// Where it stands.
    pub place: String,
}

/// Learns from texts and from lists of texts in force. `before` is what was learnt earlier and stays; `complete` are
/// conferences of which the files hold all that they adopted.
pub fn learn(
    knowledge: &Knowledge,
    (corpus, tables): (&Corpus, &[Table]),
    before: BTreeMap<String, BodyTexts>,
    complete: &[String],
) -> Learnt {
    let mut learnt = Learnt {
        texts: before,
        ..Learnt::default()
    };
    let mut facts = facts::of_texts(corpus);
    facts.extend(facts::of_fallen(corpus));
    let mut lists = Vec::new();
    for table in tables {
        match list::read(table, knowledge) {
            Ok(Some(list)) => {
                facts.extend(list.facts.iter().cloned());
                lists.push(list);
            }
            Ok(None) => {}
            Err(problem) => learnt.problems.push(problem),
        }
    }
    conferences(knowledge, &facts, &mut learnt);
    let mut by_work: BTreeMap<&WorkId, Vec<&Fact>> = BTreeMap::new();
    for fact in &facts {
        by_work.entry(&fact.id).or_default().push(fact);
    }
    for (id, facts) in &by_work {
        take(knowledge, id, facts, &mut learnt);
    }
    for list in &lists {
        left_out(knowledge, list, &by_work, &mut learnt);
    }
    reach(knowledge, &facts, complete, &mut learnt);
    learnt.citations = citations(corpus, &facts);
    for texts in learnt.texts.values_mut() {
        texts.works.sort_by(|a, b| a.id.cmp(&b.id));
        texts.known.sort_by(|a, b| a.conference.cmp(&b.conference));
    }
    learnt.contradictions.sort();
    learnt.contradictions.dedup();
    learnt
}

/// The conferences that the facts show to have met.
fn conferences(knowledge: &Knowledge, facts: &[Fact], learnt: &mut Learnt) {
    for fact in facts {
        let (Some(body), Some(edition)) = (fact.id.body(), &fact.edition) else {
            continue;
        };
        let (Some(place), Some(year)) = (&edition.place, edition.year) else {
            continue;
        };
        let mut there = knowledge.conferences_at(place, year);
        let known = there.find(|c| c.body == *body);
        if known.is_some_and(|c| c.met)
            || learnt.met.iter().any(|c| c.body == *body && c.year == year)
        {
            continue;
        }
        let conference = match known {
            Some(planned) => Conference {
                met: true,
                ..planned.clone()
            },
            None => Conference {
                body: body.clone(),
                place: place.clone(),
                year,
                mark: mark_of(knowledge, body, year),
                spellings: Vec::new(),
                met: true,
                ended: None,
            },
        };
        let name = format!("{}: {place}, {year}", conference.mark);
        learnt.conferences.push(name);
        learnt.met.push(conference);
    }
}

/// The mark of a conference of that year, made like those of the body's earlier ones.
fn mark_of(knowledge: &Knowledge, body: &BodyId, year: u16) -> String {
    let of_body = knowledge.conferences.iter().filter(|c| c.body == *body);
    let last = of_body.max_by_key(|c| c.year).map(|c| c.mark.as_str());
    let head = last.map(|m| m.trim_end_matches(|c: char| c.is_ascii_digit()));
    let head = head.map_or_else(|| format!("{body}-"), str::to_owned);
    format!("{head}{:02}", year % 100)
}

/// The mark of the conference that adopted an edition.
fn conference_of(
    knowledge: &Knowledge,
    learnt: &Learnt,
    id: &WorkId,
    edition: &Edition,
) -> Option<String> {
    if let Some(mark) = &edition.mark {
        return Some(mark.clone());
    }
    let of_edition = |c: &&Conference| {
        id.body() == Some(&c.body)
            && Some(c.year) == edition.year
            && edition.place.as_deref().is_none_or(|p| c.is_spelt(p))
    };
    let all = learnt.met.iter().chain(&knowledge.conferences);
    let mut all = all.filter(of_edition);
    all.next().map(|c| c.mark.clone())
}

fn news(fact: &Fact, what: String) -> News {
    News {
        id: fact.id.clone(),
        what,
        place: fact.place.clone(),
    }
}

/// Takes what the facts say of one work, unless they contradict each other or what is known.
fn take(knowledge: &Knowledge, id: &WorkId, facts: &[&Fact], learnt: &mut Learnt) {
    let known = knowledge
        .known
        .works
        .get(id)
        .filter(|w| !w.editions.is_empty() || w.suppressed.is_some() || w.title.is_some());
    let in_force = facts.iter().find(|f| f.says == Says::InForce);
    let gone = facts.iter().find(|f| matches!(f.says, Says::Suppressed(_)));
    if let (Some(here), Some(there)) = (in_force, gone) {
        let what = format!("in force here, suppressed in {}", there.place);
        learnt.contradictions.push(news(here, what));
        return;
    }
    for fact in facts {
        take_edition(knowledge, known, fact, facts, learnt);
    }
    if let Some(fact) = gone {
        let by = match &fact.says {
            Says::Suppressed(Some(mark)) => Some(mark.clone()),
            _ => None,
        };
        suppress(knowledge, fact, by, learnt);
    }
}

fn take_edition(
    knowledge: &Knowledge,
    known: Option<&crate::model::Work>,
    fact: &Fact,
    all: &[&Fact],
    learnt: &mut Learnt,
) {
    let id = &fact.id;
    let empty: &[Edition] = &[];
    let editions = known.map_or(empty, |w| &w.editions);
    let day = |e: &Edition| knowledge.adopted_on(id.body().map(|b| &**b), e);
    if let Some(edition) = &fact.edition
        && let Some(by) = known.and_then(|w| w.suppressed.as_deref())
        && fact.says == Says::Adopted
        && day(edition) > knowledge.conference_by_mark(by).map(Conference::day)
    {
        let what = format!("{edition} is a text of a work that {by} suppressed");
        learnt.contradictions.push(news(fact, what));
        return;
    }
    if let (Some(edition), Says::InForce) = (&fact.edition, &fact.says) {
        if let Some(later) = editions.iter().find(|e| day(e) > day(edition)) {
            let what = format!("{edition} is said to be in force; {later} is known");
            learnt.contradictions.push(news(fact, what));
            return;
        }
        if let Some(by) = known.and_then(|w| w.suppressed.as_deref()) {
            let since = knowledge.conference_by_mark(by).map(Conference::day);
            if since >= day(edition) {
                let what = format!("said to be in force; {by} suppressed it");
                learnt.contradictions.push(news(fact, what));
                return;
            }
        }
    }
    // Two titles of one edition.
    let same = |other: &&&Fact| other.edition == fact.edition && differ(&other.title, &fact.title);
    if let Some(other) = all.iter().find(same) {
        if other.place > fact.place {
            let titles = [&fact.title, &other.title].map(|t| t.as_deref().unwrap_or(""));
            let what = format!(
                "\"{}\" here, \"{}\" in {}",
                titles[0], titles[1], other.place
            );
            learnt.contradictions.push(news(fact, what));
        }
        return;
    }
    let is_new = |e: &Edition| !editions.iter().any(|k| k.is_same_as(e));
    let new_edition = fact.edition.clone().filter(is_new);
    let known_title = known.and_then(|w| w.title.clone());
    let is_latest = fact
        .edition
        .as_ref()
        .is_none_or(|e| editions.iter().all(|k| day(k) <= day(e)));
    let new_title = fact
        .title
        .clone()
        .filter(|_| is_latest && differ(&known_title, &fact.title) || known_title.is_none());
    if new_title.is_some()
        && known_title.is_some()
        && new_edition.is_none()
        && fact.edition.is_some()
    {
        let what = format!(
            "\"{}\" is known as \"{}\"",
            fact.title.as_deref().unwrap_or(""),
            known_title.unwrap_or_default()
        );
        learnt.contradictions.push(news(fact, what));
        return;
    }
    if new_edition.is_none() && new_title.is_none() && fact.successors.is_empty() {
        return;
    }
    let shown = fact
        .edition
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let title = fact.title.clone().unwrap_or_default();
    let (source, work) = entry(learnt, fact);
    let had_edition = new_edition
        .as_ref()
        .is_none_or(|e| work.editions.iter().any(|k| k.is_same_as(e)));
    let had_title = new_title.is_none() || work.title == new_title;
    work.editions
        .extend(new_edition.clone().filter(|_| !had_edition));
    work.title = new_title.or(work.title.take());
    if !work.sources.contains(&source) {
        work.sources.push(source);
    }
    let said = news(fact, format!("{title} ({shown})"));
    match (known.is_some(), had_edition) {
        (_, true) if had_title => {}
        (false, _) => learnt.new.push(said),
        (true, false) => learnt.revised.push(said),
        (true, true) => learnt.completed.push(said),
    }
}

/// True where both are there and differ by more than case, spaces and marks.
fn differ(a: &Option<String>, b: &Option<String>) -> bool {
    a.is_some() && b.is_some() && a.as_deref().map(title_key) != b.as_deref().map(title_key)
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
fn short_name(file: &str) -> String {
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
fn left_out(
    knowledge: &Knowledge,
    list: &list::List,
    told: &BTreeMap<&WorkId, Vec<&Fact>>,
    learnt: &mut Learnt,
) {
    let of_list = |id: &WorkId| list.kinds.contains(&(id.body().cloned(), id.kind()));
    let known = knowledge.known.works.iter();
    let in_force: Vec<&WorkId> = known
        .filter(|(id, w)| of_list(id) && w.suppressed.is_none() && !w.editions.is_empty())
        .map(|(id, _)| id)
        .collect();
    let missing: Vec<&WorkId> = in_force
        .iter()
        .copied()
        .filter(|id| !told.contains_key(*id))
        .collect();
    if missing.is_empty() {
        return;
    }
    let held = in_force.len() - missing.len();
    let Some(by) = list
        .conference
        .clone()
        .filter(|_| held * 5 >= in_force.len() * 4)
    else {
        learnt.problems.push(format!(
            "{}: the list holds {held} of {} known texts: it is not taken for complete, and what it lacks is not called suppressed",
            list.file,
            in_force.len()
        ));
        return;
    };
    for id in missing {
        let fact = Fact {
            id: id.clone(),
            title: None,
            edition: None,
            says: Says::Suppressed(Some(by.clone())),
            successors: Vec::new(),
            source: list.file.clone(),
            place: format!("{} (not in the list)", list.file),
        };
        suppress(knowledge, &fact, Some(by.clone()), learnt);
    }
    let conference = KnownReach {
        conference: by,
        extent: Extent::Full,
        since: None,
        source: Some(short_name(&list.file)),
    };
    add_reach(learnt, &list.kinds, conference);
}

fn add_reach(
    learnt: &mut Learnt,
    kinds: &BTreeSet<(Option<BodyId>, crate::model::Kind)>,
    reach: KnownReach,
) {
    for (body, _) in kinds {
        let Some(texts) = body.as_ref().and_then(|b| learnt.texts.get_mut(&**b)) else {
            continue;
        };
        match texts
            .known
            .iter_mut()
            .find(|k| k.conference == reach.conference)
        {
            Some(there) => there.extent = there.extent.max(reach.extent),
            None => texts.known.push(reach.clone()),
        }
    }
}

/// Says of each conference of which something was learnt how much is known.
fn reach(knowledge: &Knowledge, facts: &[Fact], complete: &[String], learnt: &mut Learnt) {
    for fact in facts {
        let Some(edition) = &fact.edition else {
            continue;
        };
        let Some(conference) = conference_of(knowledge, learnt, &fact.id, edition) else {
            continue;
        };
        let is_complete = complete.contains(&conference);
        let told = |r: &&crate::knowledge::Reach| r.conference == conference;
        let extent = knowledge.reach.iter().filter(told).map(|r| r.extent).max();
        let known = extent.is_some_and(|e| !is_complete || e >= Extent::InForce);
        let earlier = knowledge
            .reach
            .iter()
            .filter(|r| fact.id.body() == Some(&r.body));
        let latest = earlier
            .filter_map(|r| knowledge.year_of_mark(&r.conference))
            .max();
        if known || !is_complete && edition.year <= latest {
            continue;
        }
        let reach = KnownReach {
            conference,
            extent: if is_complete {
                Extent::Full
            } else {
                Extent::Part
            },
            since: None,
            source: Some(short_name(&fact.source)),
        };
        let kinds = BTreeSet::from([(fact.id.body().cloned(), fact.id.kind())]);
        add_reach(learnt, &kinds, reach);
    }
}

/// Who cites whom in the texts that were read, by citing body, without wording.
fn citations(corpus: &Corpus, facts: &[Fact]) -> BTreeMap<String, Index> {
    let learnt: BTreeSet<&WorkId> = facts.iter().map(|f| &f.id).collect();
    let mut by_body: BTreeMap<String, Index> = BTreeMap::new();
    let mut places: BTreeMap<(String, usize), usize> = BTreeMap::new();
    let mut texts: BTreeMap<usize, usize> = BTreeMap::new();
    let place = |body: &str,
                 source: usize,
                 part: &mut Index,
                 places: &mut BTreeMap<(String, usize), usize>| {
        *places.entry((body.to_owned(), source)).or_insert_with(|| {
            part.sources.push(corpus.index.sources[source].clone());
            part.sources.len() - 1
        })
    };
    for (n, text) in corpus.index.texts.iter().enumerate() {
        let Some(id) = text.work.as_ref().filter(|id| learnt.contains(id)) else {
            continue;
        };
        if text.provisions.is_empty() || !text.witness.leads {
            continue;
        }
        let part = by_body.entry(id.head().to_owned()).or_default();
        part.version = Index::VERSION;
        let mut text = text.clone();
        text.source = place(id.head(), text.source, part, &mut places);
        text.provisions.clear();
        text.witness.repeats = None;
        texts.insert(n, part.texts.len());
        part.texts.push(text);
    }
    for citation in corpus
        .index
        .citations
        .iter()
        .filter(|c| c.role == Role::Citation)
    {
        let Some(from) = &citation.from else { continue };
        let Some(text) = citation.text.and_then(|t| texts.get(&t)) else {
            continue;
        };
        let resolved = citation
            .targets
            .iter()
            .all(|t| t.status == Status::Resolved && t.kind.is_adopted());
        let Some(part) = by_body.get_mut(from.head()).filter(|_| resolved) else {
            continue;
        };
        let mut citation = citation.clone();
        citation.source = place(from.head(), citation.source, part, &mut places);
        citation.text = Some(*text);
        part.citations.push(citation);
    }
    by_body
}
