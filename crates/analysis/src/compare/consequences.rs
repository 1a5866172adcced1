//! What follows from the proposals for other texts: citations that change, and wording taken from elsewhere.

use super::texts::without;
use super::{Action, Cell, Comparison};
use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{Change, Edition, Index, Role, WorkId};
use crate::reuse::{Clause, Threshold, similar_pairs};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A work that a proposal cites otherwise than the base does.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CitationChange {
    /// The proposal.
    pub column: String,
    /// The work.
    pub id: WorkId,
    /// Its title, where it is known.
    pub title: Option<String>,
    /// What changes.
    pub kind: CitationChangeKind,
    /// The editions that the base names.
    pub old: Option<String>,
    /// The editions that the proposal names.
    pub new: Option<String>,
    /// The clauses of the proposal, or of the base where it is dropped.
    pub places: Vec<String>,
}

/// How a citation changes.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CitationChangeKind {
    /// The base does not cite it.
    New,
    /// The proposal does not cite it any more.
    Dropped,
    /// A later edition is named.
    BroughtUpToDate,
    /// Some citations name a later edition, others still the old one.
    PartlyUpToDate,
    /// Another edition is named, not a later one.
    OtherEdition,
}

impl CitationChangeKind {
    /// For people.
    pub fn words(self) -> &'static str {
        match self {
            CitationChangeKind::New => "newly cited",
            CitationChangeKind::Dropped => "no longer cited",
            CitationChangeKind::BroughtUpToDate => "brought up to date",
            CitationChangeKind::PartlyUpToDate => "brought up to date in part",
            CitationChangeKind::OtherEdition => "other edition",
        }
    }
}

/// What one side cites: work → editions, and clauses.
type Cited = BTreeMap<WorkId, (BTreeSet<Edition>, Vec<String>)>;

/// One side of a column as a text of its own, with the clause of each line.
struct SideText {
    text: String,
    clauses: Vec<String>,
}

impl SideText {
    fn line(&mut self, text: &str, clause: String) {
        self.text.push_str(&text.replace(['\n', '\t'], " "));
        self.text.push('\n');
        self.clauses.push(clause);
    }
}

/// Fills in what each proposal would newly cite, stop citing, or bring up to date.
pub fn add_citations(comparison: &mut Comparison, knowledge: &Knowledge) {
    let base = side(comparison, None);
    let sides: Vec<SideText> = (0..comparison.columns.len())
        .map(|c| side(comparison, Some(c)))
        .collect();
    let mut texts = vec![("base", base.text.as_str())];
    texts.extend(
        comparison
            .columns
            .iter()
            .zip(&sides)
            .map(|(c, s)| (c.name.as_str(), s.text.as_str())),
    );
    let index = Corpus::from_texts(knowledge, &texts).index;
    let own: BTreeSet<&WorkId> = index.texts.iter().filter_map(|t| t.work.as_ref()).collect();
    let old = cited(&index, 0, &base, &own);
    let mut changes = Vec::new();
    for (c, column) in comparison.columns.iter().enumerate() {
        let has_text = comparison.sections.iter().any(|s| s.columns[c].has_text);
        if has_text {
            let new = cited(&index, c + 1, &sides[c], &own);
            changes.extend(differences(&column.name, &old, &new, &index));
        }
    }
    comparison.citations = changes;
}

/// The text of the base (`column` none) or the new text of a column.
fn side(comparison: &Comparison, column: Option<usize>) -> SideText {
    let mut out = SideText {
        text: String::new(),
        clauses: Vec::new(),
    };
    for section in &comparison.sections {
        out.line(&section.heading, String::new());
        for row in &section.rows {
            let found = match column {
                None => row.base.clone().zip(row.base_text.clone()),
                Some(c) => row.cells[c].as_ref().and_then(new_side),
            };
            let Some((label, text)) = found else { continue };
            let own = if label == "-" { "" } else { label.as_str() };
            let clause = format!("{} {own}", section.heading).trim().to_owned();
            let mark = if own.is_empty() {
                String::new()
            } else {
                format!("{own}) ")
            };
            let text = if section.heading.is_empty() {
                text
            } else {
                mark + &text
            };
            out.line(&text, clause);
        }
    }
    out
}

fn new_side(cell: &Cell) -> Option<(String, String)> {
    if matches!(cell.action, Action::Delete) {
        return None;
    }
    let label = cell.new.clone().unwrap_or_else(|| "-".to_owned());
    Some((label, without(&cell.runs, Change::Deleted)))
}

fn cited(index: &Index, source: usize, side: &SideText, own: &BTreeSet<&WorkId>) -> Cited {
    let mut cited = Cited::new();
    let citations = index
        .citations
        .iter()
        .filter(|c| c.source == source && c.role == Role::Citation);
    for citation in citations {
        for target in &citation.targets {
            let Some(id) = target.id.as_ref().filter(|id| !own.contains(id)) else {
                continue;
            };
            let (editions, clauses) = cited.entry(id.clone()).or_default();
            if !target.edition.is_empty() {
                editions.insert(target.edition.clone());
            }
            let clause = side.clauses.get(citation.line.saturating_sub(1));
            if let Some(clause) = clause.filter(|c| !clauses.contains(c)) {
                clauses.push(clause.clone());
            }
        }
    }
    cited
}

fn differences(column: &str, old: &Cited, new: &Cited, index: &Index) -> Vec<CitationChange> {
    let ids: BTreeSet<&WorkId> = old.keys().chain(new.keys()).collect();
    let change = |id: &WorkId| {
        let (before, after) = (old.get(id), new.get(id));
        let kind = match (before, after) {
            (None, Some(_)) => CitationChangeKind::New,
            (Some(_), None) => CitationChangeKind::Dropped,
            (Some((a, _)), Some((b, _))) => edition_change(a, b)?,
            (None, None) => return None,
        };
        let shown = |side: Option<&(BTreeSet<Edition>, Vec<String>)>| {
            let editions: Vec<String> = side?.0.iter().map(Edition::to_string).collect();
            (!editions.is_empty()).then(|| editions.join("; "))
        };
        let title = Some(index.title(id)).filter(|t| !t.is_empty());
        Some(CitationChange {
            column: column.to_owned(),
            id: id.clone(),
            title: title.map(str::to_owned),
            kind,
            old: shown(before),
            new: shown(after),
            places: after.or(before).map(|s| s.1.clone()).unwrap_or_default(),
        })
    };
    ids.into_iter().filter_map(change).collect()
}

fn edition_change(old: &BTreeSet<Edition>, new: &BTreeSet<Edition>) -> Option<CitationChangeKind> {
    if old == new {
        return None;
    }
    let latest = |side: &BTreeSet<Edition>| side.iter().filter_map(|e| e.year).max();
    let earliest = |side: &BTreeSet<Edition>| side.iter().filter_map(|e| e.year).min();
    if latest(new) <= latest(old) {
        return Some(CitationChangeKind::OtherEdition);
    }
    let all_new = earliest(new) > latest(old);
    Some(match all_new {
        true => CitationChangeKind::BroughtUpToDate,
        false => CitationChangeKind::PartlyUpToDate,
    })
}

/// New text of a proposal that stands in another text.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Borrowed {
    /// The proposal.
    pub column: String,
    /// The clause.
    pub clause: String,
    /// Its line.
    pub line: usize,
    /// The new words.
    pub text: String,
    /// The other text.
    pub id: WorkId,
    /// Its provision.
    pub provision: String,
    /// What the provision says.
    pub there: String,
    /// How much of the shorter one stands in the other, 0 to 1.
    pub likeness: f64,
}

/// Shorter phrases are everybody's.
const LEAST_WORDS: usize = 12;
/// So many places of one piece of new text are named, the likest first.
const MOST_PLACES: usize = 3;

/// Text that a proposal puts in.
struct New {
    column: String,
    clause: String,
    line: usize,
    text: String,
}

/// Fills in where new text of the proposals stands in the texts of `library`.
pub fn add_borrowed(comparison: &mut Comparison, library: &Index) {
    let new = new_texts(comparison);
    let there: Vec<_> = library
        .texts
        .iter()
        .flat_map(|t| {
            t.provisions
                .iter()
                .filter_map(move |p| Some((t.work.as_ref()?, p)))
        })
        .collect();
    let mut clauses: Vec<Clause<'_>> = Vec::new();
    let grouped = |text, group| Clause {
        text,
        group: Some(group),
    };
    clauses.extend(new.iter().map(|n| grouped(n.text.as_str(), 0)));
    clauses.extend(there.iter().map(|(_, p)| grouped(p.text.as_str(), 1)));
    let threshold = Threshold {
        min_words: LEAST_WORDS,
        ..Threshold::default()
    };
    let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
    let mut said: BTreeSet<(u32, &WorkId, &str)> = BTreeSet::new();
    let mut pairs = similar_pairs(&clauses, &threshold);
    pairs.sort_by(|x, y| x.a.cmp(&y.a).then(y.jaccard.total_cmp(&x.jaccard)));
    comparison.borrowed = pairs
        .iter()
        .filter(|pair| {
            let Some((id, provision)) = there.get((pair.b as usize).wrapping_sub(new.len())) else {
                return false;
            };
            let first = said.insert((pair.a, id, provision.path.as_str()));
            let so_far = seen.entry(pair.a).or_default();
            *so_far += usize::from(first);
            first && *so_far <= MOST_PLACES
        })
        .filter_map(|pair| {
            let (a, b) = (pair.a as usize, pair.b as usize);
            let new_text = new.get(a)?;
            let (id, provision) = there.get(b.checked_sub(new.len())?)?;
            Some(Borrowed {
                column: new_text.column.clone(),
                clause: new_text.clause.clone(),
                line: new_text.line,
                text: new_text.text.clone(),
                id: (*id).clone(),
                provision: provision.path.clone(),
                there: provision.text.clone(),
                likeness: pair.containment,
            })
        })
        .collect();
}

/// What the proposals put in, cell by cell.
fn new_texts(comparison: &Comparison) -> Vec<New> {
    let mut new = Vec::new();
    for section in &comparison.sections {
        for row in &section.rows {
            for (cell, column) in row.cells.iter().zip(&comparison.columns) {
                let Some((cell, line)) = cell.as_ref().and_then(|c| Some((c, c.line?))) else {
                    continue;
                };
                let label = cell.new.clone().unwrap_or_default();
                let clause = format!("{} {label}", section.heading).trim().to_owned();
                let runs = cell.runs.iter();
                let fresh = runs.filter(|r| r.change == Some(Change::Inserted));
                new.extend(fresh.map(|r| New {
                    column: column.name.clone(),
                    clause: clause.clone(),
                    line,
                    text: r.text.trim().to_owned(),
                }));
            }
        }
    }
    new
}
