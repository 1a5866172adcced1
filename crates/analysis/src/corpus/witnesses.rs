//! Which copy of a text speaks for it, and which copies say the same.

use super::works::{self, title_key};
use crate::knowledge::Knowledge;
use crate::model::{
    Citation, Index, PartKind, Problem, ResolutionText, Role, Target, WitnessKind, WorkId, lacking,
};
use crate::script::bare;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A copy that holds so much of the fullest one, per cent, is as good as that.
const AS_GOOD: usize = 90;
/// An earlier edition speaks where the latest is an extract with less than one in so many of its operative clauses.
const EMPTIER: usize = 2;

/// Sorts the copies of every work: which leads its edition, which speaks for the work, which repeats another.
pub(super) fn mark(index: &mut Index, knowledge: &Knowledge) {
    let mut copies: BTreeMap<WorkId, Vec<usize>> = BTreeMap::new();
    let mut held: BTreeMap<usize, usize> = BTreeMap::new();
    for (n, text) in index.texts.iter_mut().enumerate() {
        let witness = &mut text.witness;
        (witness.leads, witness.speaks, witness.repeats) = (false, false, None);
        if witness.kind == WitnessKind::Translation {
            text.witness.kind = text.kind_of_copy(false);
        }
        if let Some(id) = &text.work {
            *held.entry(text.source).or_default() += 1;
            copies.entry(id.clone()).or_default().push(n);
        }
    }
    let mut repeated = BTreeMap::new();
    for (id, copies) in &copies {
        let mut leaders = Vec::new();
        for (date, group) in editions(index, knowledge, id, copies) {
            let leader = leader(index, knowledge, &group, &held);
            compare(index, leader, &group, &mut repeated);
            leaders.push((date, leader));
        }
        if let Some(speaker) = speaker(index, &leaders) {
            index.texts[speaker].witness.speaks = true;
        }
    }
    report(index, &repeated);
    index.problems.sort();
    index.problems.dedup();
    citations(index);
}

/// The year and the version of an edition.
type Date = (Option<u16>, Option<String>);

/// The copies of each edition, the latest last. One without date is of the edition that was in force at the
/// assembly that its document is of; where it is of none, of the latest.
fn editions(
    index: &Index,
    knowledge: &Knowledge,
    id: &WorkId,
    copies: &[usize],
) -> BTreeMap<Date, Vec<usize>> {
    let date = |n: &usize| -> Date {
        let edition = index.texts[*n].edition();
        let version = edition.and_then(|e| e.version.clone());
        (edition.and_then(|e| e.year), version)
    };
    let histories = copies.iter().flat_map(|n| &index.texts[*n].history);
    let known = knowledge.known.works.get(id);
    let known = known.into_iter().flat_map(|w| &w.editions).chain(histories);
    let mut years: BTreeSet<u16> = known.filter_map(|e| e.year).collect();
    years.extend(copies.iter().filter_map(|n| date(n).0));
    let latest = copies.iter().map(date).max().unwrap_or_default();
    let mut found: BTreeMap<Date, Vec<usize>> = BTreeMap::new();
    for n in copies {
        let mut date = date(n);
        if date == Date::default() {
            date = match index.texts[*n].witness.as_of {
                Some(year) => (
                    years.range(..=year).next_back().copied().or(Some(year)),
                    None,
                ),
                None => latest.clone(),
            };
        }
        found.entry(date).or_default().push(*n);
    }
    found
}

/// How good a copy is by its sort: one with provisions before a heading, an adopted one before a draft.
fn level(text: &ResolutionText) -> (bool, bool) {
    let has_provisions = !text.provisions.is_empty();
    (has_provisions, text.witness.kind != WitnessKind::Draft)
}

/// How much a copy says, in bytes.
fn size(text: &ResolutionText) -> usize {
    text.provisions.iter().map(|p| p.span.len()).sum()
}

fn is_full(text: &ResolutionText) -> bool {
    text.kind_of_copy(false) == WitnessKind::Full
}

/// The copy that leads among those of one edition.
fn leader(
    index: &Index,
    knowledge: &Knowledge,
    group: &[usize],
    held: &BTreeMap<usize, usize>,
) -> usize {
    let rank = |n: &usize| {
        let text = &index.texts[*n];
        (level(text), is_full(text))
    };
    let best = group.iter().map(rank).max();
    let mut best: Vec<usize> = group
        .iter()
        .copied()
        .filter(|n| Some(rank(n)) == best)
        .collect();
    one_language(index, knowledge, &mut best);
    let longest = best
        .iter()
        .map(|n| size(&index.texts[*n]))
        .max()
        .unwrap_or(0);
    best.retain(|n| size(&index.texts[*n]) * 100 >= longest * AS_GOOD);
    let of_equals = |n: &usize| {
        let text = &index.texts[*n];
        let is_dated = text.edition().is_some_and(|e| !e.is_empty());
        (is_dated, held.get(&text.source), Reverse(*n))
    };
    best.into_iter().max_by_key(of_equals).unwrap_or(group[0])
}

/// The language of a copy, where that can be told.
fn language<'i>(index: &'i Index, text: &ResolutionText) -> Option<&'i str> {
    index.sources[text.source].language.as_deref()
}

/// Keeps the copies in one language: the first in the order of the languages in which about as many provisions are
/// at hand as in any. One alphabet takes more bytes than another, so that the provisions are counted.
fn one_language(index: &Index, knowledge: &Knowledge, copies: &mut Vec<usize>) {
    let of = |n: &usize| language(index, &index.texts[*n]);
    let mut most: BTreeMap<usize, (usize, &str)> = BTreeMap::new();
    for (n, id) in copies.iter().filter_map(|n| Some((n, of(n)?))) {
        let count = index.texts[*n].provisions.len();
        let (largest, _) = most.entry(knowledge.languages.place(id)).or_insert((0, id));
        *largest = count.max(*largest);
    }
    let all = most.values().map(|(count, _)| *count).max().unwrap_or(0);
    let mut good = most
        .values()
        .filter(|(count, _)| count * 100 >= all * AS_GOOD);
    if let (Some((_, first)), true) = (good.next(), most.len() > 1) {
        copies.retain(|n| of(n).is_none_or(|id| id == *first));
    }
}

/// Holds the copies of one edition against the one that leads.
fn compare(
    index: &mut Index,
    leader: usize,
    group: &[usize],
    repeated: &mut BTreeMap<usize, Vec<usize>>,
) {
    let spoken = language(index, &index.texts[leader]).map(str::to_owned);
    let is_foreign = |text: &ResolutionText| {
        let own = language(index, text);
        own.is_some() && spoken.is_some() && own != spoken.as_deref()
    };
    let foreign: Vec<bool> = group.iter().map(|n| is_foreign(&index.texts[*n])).collect();
    // Words of two languages cannot be measured against each other: provisions are counted.
    let extent = |text: &ResolutionText, is_foreign: bool| match is_foreign {
        true => {
            text.provisions.len() * size(&index.texts[leader])
                / index.texts[leader].provisions.len().max(1)
        }
        false => size(text),
    };
    let extents: Vec<usize> = group
        .iter()
        .zip(&foreign)
        .map(|(n, is_foreign)| extent(&index.texts[*n], *is_foreign))
        .collect();
    let longest = extents.iter().copied().max().unwrap_or(0);
    for ((n, is_foreign), extent) in group.iter().zip(foreign).zip(extents) {
        let text = &index.texts[*n];
        let percent = (extent * 100).checked_div(longest).unwrap_or(0);
        let lead = &index.texts[leader];
        let is_draft = text.witness.kind == WitnessKind::Draft;
        let is_translation = is_foreign && !is_draft && !text.provisions.is_empty();
        let repeats = *n != leader
            && !is_draft
            && !is_translation
            && (is_as_good(text, lead) || lacking(text, lead.provisions.iter()).is_empty());
        if repeats && is_full(text) {
            repeated.entry(leader).or_default().push(*n);
        }
        let witness = &mut index.texts[*n].witness;
        witness.percent = percent as u8;
        witness.leads = *n == leader;
        witness.repeats = repeats.then_some(leader);
        if is_translation {
            witness.kind = WitnessKind::Translation;
        }
    }
}

/// Two whole texts of one edition, and one says about as much as the other.
fn is_as_good(text: &ResolutionText, lead: &ResolutionText) -> bool {
    is_full(text) && is_full(lead) && size(text) * 100 >= size(lead) * AS_GOOD
}

/// The copy that speaks for a work, among those that lead its editions, the latest last.
fn speaker(index: &Index, leaders: &[(Date, usize)]) -> Option<usize> {
    let best = leaders.iter().map(|(_, n)| level(&index.texts[*n])).max();
    let mut best = leaders
        .iter()
        .rev()
        .map(|(_, n)| *n)
        .filter(|n| Some(level(&index.texts[*n])) == best);
    let operative = |n: usize| {
        let provisions = index.texts[n].provisions.iter();
        provisions.filter(|p| p.part == PartKind::Operative).count()
    };
    let mut speaker = best.next()?;
    for earlier in best {
        if !is_full(&index.texts[speaker]) && operative(earlier) > EMPTIER * operative(speaker) {
            speaker = earlier;
        }
    }
    Some(speaker)
}

/// Whole texts that stand in more than one source are reported, once for each source that is used.
fn report(index: &mut Index, repeated: &BTreeMap<usize, Vec<usize>>) {
    let mut twice: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (leader, others) in repeated {
        let kept = index.texts[*leader].source;
        twice.entry(kept).or_default().extend(others);
    }
    for (kept, others) in twice {
        let file = |n: &usize| index.sources[index.texts[*n].source].file.as_str();
        let message = match &others[..] {
            [n] => {
                let text = &index.texts[*n];
                let id = text
                    .work
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                format!(
                    "{id} stands whole in {}:{} too; this one is used",
                    file(n),
                    text.line
                )
            }
            _ => {
                let files: BTreeSet<&str> = others.iter().map(file).collect();
                let first = files.first().copied().unwrap_or_default();
                let more = match files.len() - 1 {
                    0 => String::new(),
                    n => format!(" and {n} more files"),
                };
                format!(
                    "{} of its texts stand whole in {first}{more} too; these here are used",
                    others.len()
                )
            }
        };
        index.problems.push(Problem {
            unread: false,
            file: index.sources[kept].file.clone(),
            line: None,
            message,
        });
    }
}

/// What makes two citations of one text the same: what they point at and how they read; in two languages, what they
/// point at alone.
fn key(citation: &Citation, in_words: bool) -> (String, Vec<(Option<WorkId>, Option<String>)>) {
    if !in_words {
        let targets = citation.targets.iter().map(|t| (t.id.clone(), None));
        return (String::new(), targets.collect());
    }
    let target = |t: &Target| (t.id.clone(), t.provision.clone());
    let targets = citation.targets.iter().map(target);
    (bare(&citation.raw), targets.collect())
}

/// Marks the citations that stand in a fuller copy of the same text too.
fn citations(index: &mut Index) {
    let mut leaders: HashMap<(WorkId, Option<u16>), usize> = HashMap::new();
    let edition = |text: &ResolutionText| {
        let year = text.edition().and_then(|e| e.year);
        text.work.clone().map(|work| (work, year))
    };
    for (n, text) in index
        .texts
        .iter()
        .enumerate()
        .filter(|(_, t)| t.witness.leads)
    {
        leaders.extend(edition(text).map(|key| (key, n)));
    }
    let leader_of = |n: usize| {
        let text = &index.texts[n];
        let other = text
            .witness
            .repeats
            .or_else(|| leaders.get(&edition(text)?).copied());
        other.filter(|leader| *leader != n && text.witness.kind != WitnessKind::Draft)
    };
    let mut in_leaders: HashMap<(usize, _), Vec<usize>> = HashMap::new();
    for (at, citation) in index.citations.iter().enumerate().rev() {
        if let Some(text) = citation.text.filter(|t| index.texts[*t].witness.leads) {
            for in_words in [true, false] {
                let key = (text, key(citation, in_words));
                in_leaders.entry(key).or_default().push(at);
            }
        }
    }
    // Each copy counts for itself: what stands twice in a text stands twice in its copy.
    let mut taken: HashMap<(usize, usize, _), usize> = HashMap::new();
    let mut repeats = vec![None; index.citations.len()];
    for (at, citation) in index.citations.iter().enumerate() {
        let Some(text) = citation.text.filter(|_| citation.role == Role::Citation) else {
            continue;
        };
        let Some(leader) = leader_of(text) else {
            continue;
        };
        let is_translation = index.texts[text].witness.kind == WitnessKind::Translation;
        let key = key(citation, !is_translation);
        let Some(same) = in_leaders.get(&(leader, key.clone())) else {
            continue;
        };
        let turn = taken.entry((text, leader, key)).or_default();
        repeats[at] = same.iter().rev().nth(*turn).copied();
        *turn += 1;
    }
    for (citation, repeats) in index.citations.iter_mut().zip(repeats) {
        citation.repeats = repeats;
    }
}

/// Says which work a text is that names no body, where its number and its title are those of one work alone.
pub(super) fn by_title(texts: &mut [&mut ResolutionText], index: &Index, knowledge: &Knowledge) {
    if texts.iter().all(|text| text.work.is_some()) {
        return;
    }
    let mut titles: HashMap<String, BTreeSet<WorkId>> = HashMap::new();
    let mut add = |id: &WorkId, title: &Option<String>| {
        let title = title.as_deref().map(title_key).filter(|t| !t.is_empty());
        titles
            .entry(title.unwrap_or_default())
            .or_default()
            .insert(id.clone());
    };
    for (id, work) in knowledge.known.works.iter().chain(&index.works) {
        add(id, &work.title);
    }
    for text in texts.iter() {
        if let Some(id) = &text.work {
            add(id, &text.title);
        }
    }
    for text in texts.iter_mut().filter(|t| t.work.is_none()) {
        let title = text
            .title
            .as_deref()
            .map(works::title_key)
            .filter(|t| !t.is_empty());
        let Some(same) = title.and_then(|t| titles.get(&t)) else {
            continue;
        };
        let mut fit = text.candidates.iter().filter(|id| same.contains(*id));
        if let (Some(id), None) = (fit.next().cloned(), fit.next()) {
            text.work = Some(id);
            text.candidates.clear();
        }
    }
}
