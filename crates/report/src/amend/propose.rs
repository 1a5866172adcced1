//! What follows for the citations of one file.

use super::editions::{Cited, written_anew};
use super::repeat::{is_within, repeated};
use super::words::standing;
use crate::corpus::Corpus;
use crate::impact::amendment;
use crate::knowledge::Knowledge;
use crate::model::{
    self, Citation, Document, Horizons, Role, Span, Status, Target, WorkId, has_met,
};

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
    let known = knowledge.horizons(&corpus.index);
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
            None if wanted.editions => up_to_date(corpus, &now, knowledge, &known),
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
    let needs_none = found.instead.is_none() && into.is_none() || citation.from == *into;
    let (new, by_hand) = match found.new {
        Some(new) => (Some(new), String::new()),
        None if all_fall && needs_none && !of_provision => (Some(String::new()), String::new()),
        None if of_provision => (None, "a provision is cited with the text".to_owned()),
        None if !knowledge.is_language_of_names(language) => (
            None,
            "no wording follows a rule in the language of the text".to_owned(),
        ),
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
fn up_to_date(
    corpus: &Corpus,
    citation: &Citation,
    knowledge: &Knowledge,
    known: &Horizons,
) -> Option<Change> {
    let cited = cited(corpus, citation);
    let later: Vec<&Cited<'_>> = cited.iter().filter(|c| c.is_later()).collect();
    if later.is_empty() {
        return None;
    }
    let said: Vec<String> = later
        .iter()
        .map(|c| format!("{} ({})", c.id, c.latest))
        .collect();
    let language = corpus.index.sources[citation.source].language.as_deref();
    let (new, by_hand) = match written_anew(&citation.raw, &cited, &later, knowledge, language) {
        Ok(new) => (Some(new), String::new()),
        Err(why) => (None, why),
    };
    let mut met: Vec<&str> = later
        .iter()
        .flat_map(|c| knowledge.met_since(known, &corpus.index, c.id))
        .collect();
    met.sort_unstable();
    met.dedup();
    let since = match has_met(&met) {
        Some(met) => {
            format!(" {met} since, and not all is known of it here: there may be a later one.")
        }
        None => String::new(),
    };
    Some(Change {
        span: Span::default(),
        new,
        by_hand,
        reason: vec![format!(
            "The latest known edition: {}.{since} Check that what is cited still stands there.",
            said.join(", ")
        )],
    })
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
