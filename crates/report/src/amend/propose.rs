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
    let cited = cited(corpus, citation);
    let later: Vec<&Cited<'_>> = cited.iter().filter(|c| c.is_later()).collect();
    if later.is_empty() {
        return None;
    }
    let said: Vec<String> = later
        .iter()
        .map(|c| format!("{} ({})", c.id, c.latest))
        .collect();
    let (new, by_hand) = match written_anew(&citation.raw, &cited, &later) {
        Ok(new) => (Some(new), String::new()),
        Err(why) => (None, why),
    };
    Some(Change {
        span: Span::default(),
        new,
        by_hand,
        reason: vec![format!(
            "The latest known edition: {}. Check that what is cited still stands there.",
            said.join(", ")
        )],
    })
}

/// A work that is cited in an edition with a year, and the latest edition that is known of it.
struct Cited<'a> {
    id: &'a WorkId,
    edition: &'a Edition,
    latest: Edition,
}

impl Cited<'_> {
    fn is_later(&self) -> bool {
        self.latest.year > self.edition.year
    }
}

/// What a citation cites that is still in force. Members of a list that share an edition must go on sharing it, so
/// those of the latest edition are among them.
fn cited<'a>(corpus: &Corpus, citation: &'a Citation) -> Vec<Cited<'a>> {
    let targets = citation.targets.iter();
    let dated = targets.filter(|t| t.status == Status::Resolved && t.edition.year.is_some());
    dated
        .filter_map(|target| {
            let id = target.id.as_ref()?;
            let work = corpus.index.works.get(id)?;
            work.suppressed.is_none().then(|| Cited {
                id,
                edition: &target.edition,
                latest: work.editions.last().cloned().unwrap_or_default(),
            })
        })
        .collect()
}

/// The phrase with the later editions in place of the earlier ones.
///
/// # Errors
/// Why that has to be done by hand.
fn written_anew(raw: &str, cited: &[Cited<'_>], later: &[&Cited<'_>]) -> Result<String, String> {
    let mut anew: Vec<(std::ops::Range<usize>, String)> = Vec::new();
    let mut done: Vec<&Edition> = Vec::new();
    for Cited { id, edition, .. } in later {
        if done.contains(edition) {
            continue;
        }
        done.push(edition);
        let shared = cited.iter().filter(|c| c.edition == *edition);
        let shared: Vec<&Edition> = shared.map(|c| &c.latest).collect();
        let places = places(raw, edition);
        // Each member has an edition of its own behind it, or all share what is written.
        let each: Vec<&Edition> = match shared.as_slice() {
            _ if places.is_empty() => {
                return Err(format!("the edition of {id} is not written as it is known"));
            }
            members if members.len() == places.len() => shared,
            [first, others @ ..] if others.iter().all(|l| l == first) => {
                vec![*first; places.len()]
            }
            _ => return Err("the texts of the list no longer share an edition".to_owned()),
        };
        for (place, latest) in places.into_iter().zip(each) {
            if latest.year > edition.year {
                let text = written(raw, &place, edition, latest);
                anew.push((place, text));
            }
        }
    }
    // From the end, so that the places before stay where they are.
    anew.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
    let mut new = raw.to_owned();
    for (place, text) in anew {
        new.replace_range(place, &text);
    }
    Ok(new)
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
