//! What follows for the citations of one file.

use super::repeat::{is_within, repeated};
use super::words::standing;
use crate::corpus::Corpus;
use crate::impact::amendment;
use crate::knowledge::Knowledge;
use crate::model::{self, Citation, Document, Edition, Role, Span, Status, Target, WorkId};

/// A change that follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where, in the text that is read of the file with both sides of earlier changes.
    pub span: Span,
    /// How it should read; none where that has to be found by hand.
    pub new: Option<String>,
    /// Why it has to be found by hand.
    pub by_hand: String,
    /// The reason, a paragraph each.
    pub reason: Vec<String>,
}

/// What is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Texts that fall together, what takes their place, and who decided so.
    pub falling: Vec<(Vec<WorkId>, Option<WorkId>, String)>,
    /// Whether the editions that are cited are brought up to date.
    pub editions: bool,
    /// Whether clauses that stand in another text are replaced by a reference: to one of these or, where none is named,
    /// to a text of the parent body.
    pub repeats: Option<Vec<WorkId>>,
}

/// The changes that follow for source `source` of the corpus, in the order of the text.
pub fn propose(
    corpus: &Corpus,
    source: usize,
    wanted: &Wanted,
    knowledge: &Knowledge,
) -> Vec<Change> {
    let Some(document) = corpus.documents.get(&source) else {
        return Vec::new();
    };
    let citations = corpus.index.citations.iter();
    let own = citations.filter(|c| c.source == source && c.role == Role::Citation);
    let mut changes = match &wanted.repeats {
        Some(of) => repeated(corpus, source, document, of, knowledge),
        None => Vec::new(),
    };
    let clauses = changes.clone();
    for citation in own {
        let span = Span::new(citation.span.start, citation.span.end);
        // What goes with its clause need not be amended.
        if is_within(&clauses, span) {
            continue;
        }
        // What an earlier change has struck is no longer cited.
        let now = as_it_stands(citation, document, span);
        if now.targets.is_empty() || now.raw.trim().is_empty() {
            continue;
        }
        let falls = wanted
            .falling
            .iter()
            .find_map(|group| falling(corpus, &now, group, knowledge));
        let change = match falls {
            Some(change) => Some(change),
            None if wanted.editions => up_to_date(corpus, &now),
            None => None,
        };
        let Some(mut change) = change else { continue };
        change.span = span;
        if change.new.as_deref() == Some("") {
            change.span = with_its_gap(document, span);
        }
        changes.push(change);
    }
    changes.sort_by_key(|c| (c.span.start, c.span.end));
    changes.dedup();
    changes
}

/// The citation as it reads once all earlier changes are accepted.
fn as_it_stands(citation: &Citation, document: &Document, span: Span) -> Citation {
    let struck = Some(model::Change::Deleted);
    let targets = citation.targets.iter().filter(|t| t.change != struck);
    Citation {
        raw: standing(document, span).0,
        targets: targets
            .map(|t| Target {
                change: None,
                ..t.clone()
            })
            .collect(),
        ..citation.clone()
    }
}

fn falling(
    corpus: &Corpus,
    citation: &Citation,
    (ids, into, decided): &(Vec<WorkId>, Option<WorkId>, String),
    knowledge: &Knowledge,
) -> Option<Change> {
    let language = corpus.index.sources[citation.source].language.as_deref();
    // Texts are written out in the language that the knowledge names first.
    let is_in_own_language = language.is_none_or(|id| knowledge.languages.place(id) == 0);
    let found = amendment(&corpus.index, citation, ids, into.as_ref(), knowledge)?;
    let falls = |t: &&Target| t.id.as_ref().is_some_and(|id| ids.contains(id));
    let mut gone: Vec<&str> = citation
        .targets
        .iter()
        .filter(falls)
        .filter_map(|t| t.id.as_ref())
        .map(WorkId::as_str)
        .collect();
    gone.dedup();
    let gone = gone.join(", ");
    let mut why = match into {
        Some(into) => format!("{gone} goes into {into}"),
        None => format!("{gone} is suppressed"),
    };
    if !decided.is_empty() {
        why.push_str(&format!(" (decided: {decided})"));
    }
    let of_provision = citation
        .targets
        .iter()
        .filter(falls)
        .any(|t| t.provision.is_some());
    let all_fall = citation.targets.iter().all(|t| falls(&t));
    let needs_none = into.is_none() || citation.from == *into;
    let names = into.as_ref().and_then(|into| knowledge.body(into.head()));
    let foreign = |new: &str| {
        let name = names.map_or("", |body| body.name.as_str());
        !is_in_own_language && new.contains(name) && !citation.raw.contains(name)
    };
    let (new, by_hand) = match found.new {
        Some(new) if foreign(&new) => (
            None,
            format!("the language of the text has to be kept: {new}"),
        ),
        Some(new) => (Some(new), String::new()),
        None if all_fall && needs_none && !of_provision => (Some(String::new()), String::new()),
        None if of_provision => (None, "a provision is cited with the text".to_owned()),
        None => (None, "the wording follows no rule".to_owned()),
    };
    Some(Change {
        span: Span::default(),
        new,
        by_hand,
        reason: vec![format!("{why}: {}.", found.advice)],
    })
}

/// A struck phrase goes with the gap before it, where another gap or a stop follows.
fn with_its_gap(document: &Document, span: Span) -> Span {
    let text = &document.text;
    let next = text[span.end..].chars().next();
    let closes = next.is_none_or(|c| c.is_whitespace() || ",;.:)".contains(c));
    match text[..span.start].chars().next_back() {
        Some(c) if closes && matches!(c, ' ' | '\u{a0}') => {
            Span::new(span.start - c.len_utf8(), span.end)
        }
        _ => span,
    }
}

/// The phrase with the latest known editions of what it cites; none where it names no earlier one.
fn up_to_date(corpus: &Corpus, citation: &Citation) -> Option<Change> {
    let mut pairs: Vec<(&Edition, Edition, &WorkId)> = Vec::new();
    for target in citation
        .targets
        .iter()
        .filter(|t| t.status == Status::Resolved)
    {
        let Some(id) = &target.id else { continue };
        let Some(work) = corpus
            .index
            .works
            .get(id)
            .filter(|w| w.suppressed.is_none())
        else {
            continue;
        };
        let latest = work.editions.last().cloned().unwrap_or_default();
        // Members of a list that share an edition must go on sharing it.
        if target.edition.year.is_some() {
            pairs.push((&target.edition, latest, id));
        }
    }
    let is_later = |(old, latest, _): &&(&Edition, Edition, &WorkId)| latest.year > old.year;
    let later: Vec<_> = pairs.iter().filter(is_later).collect();
    if later.is_empty() {
        return None;
    }
    let said: Vec<String> = later
        .iter()
        .map(|(_, latest, id)| format!("{id} ({latest})"))
        .collect();
    let mut change = Change {
        span: Span::default(),
        new: None,
        by_hand: String::new(),
        reason: vec![format!(
            "The latest known edition: {}. Check that what is cited still stands there.",
            said.join(", ")
        )],
    };
    let mut written_anew: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut done: Vec<&Edition> = Vec::new();
    for (old, _, id) in later {
        if done.contains(old) {
            continue;
        }
        done.push(old);
        let shared = pairs.iter().filter(|(o, ..)| o == old);
        let shared: Vec<&Edition> = shared.map(|(_, latest, _)| latest).collect();
        let places = places(&citation.raw, old);
        // Each member has an edition of its own behind it, or all share what is written.
        let each: Vec<&Edition> = match shared.as_slice() {
            _ if places.is_empty() => {
                change.by_hand = format!("the edition of {id} is not written as it is known");
                return Some(change);
            }
            members if members.len() == places.len() => shared,
            [first, others @ ..] if others.iter().all(|l| l == first) => {
                vec![*first; places.len()]
            }
            _ => {
                change.by_hand = "the texts of the list no longer share an edition".to_owned();
                return Some(change);
            }
        };
        for (place, latest) in places.into_iter().zip(each) {
            if latest.year > old.year {
                let text = written(&citation.raw, &place, old, latest);
                written_anew.push((place, text));
            }
        }
    }
    // From the end, so that the places before stay where they are.
    written_anew.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut new = citation.raw.clone();
    for (place, text) in written_anew {
        new.replace_range(place, &text);
    }
    change.new = Some(new);
    Some(change)
}

/// Where the place and year of an edition stand.
fn places(text: &str, edition: &Edition) -> Vec<std::ops::Range<usize>> {
    let (Some(place), Some(year)) = (&edition.place, edition.year) else {
        return Vec::new();
    };
    let year = year.to_string();
    let starts = text.match_indices(place.as_str());
    starts
        .filter_map(|(at, _)| {
            let behind = at + place.len();
            let gap = text[behind..].find(|c: char| c.is_ascii_digit())?;
            let between = &text[behind..behind + gap];
            let is_gap = between.chars().all(|c| c == ',' || c.is_whitespace());
            let from = behind + gap;
            (is_gap && text[from..].starts_with(&year)).then(|| at..from + year.len())
        })
        .collect()
}

/// Place and year of the later edition, as those of the earlier one are written.
fn written(text: &str, place: &std::ops::Range<usize>, old: &Edition, latest: &Edition) -> String {
    let (Some(new_place), Some(year)) = (&latest.place, latest.year) else {
        return text[place.clone()].to_owned();
    };
    let was = old.place.as_ref().map_or(0, String::len);
    let year_length = old.year.map_or(0, |y| y.to_string().len());
    let gap = &text[place.start + was..place.end - year_length];
    // A first edition is followed by a revised one.
    let revised = if latest.rev && !old.rev { "Rev. " } else { "" };
    format!("{revised}{new_place}{gap}{year}")
}
