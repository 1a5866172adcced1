//! A list of texts in force: a table whose head says which column holds the number, the title, the edition.

use super::cells::{body_by_edition, body_named, edition, fold, mark_in, says, successors, work};
use super::facts::{Fact, Says};
use super::table::Table;
use crate::knowledge::{Body, Knowledge};
use crate::model::{BodyId, Edition, Kind, WorkId, counted};
use std::collections::BTreeSet;

/// A list, read.
pub(super) struct List {
    pub(super) file: String,
    pub(super) facts: Vec<Fact>,
    /// Whose texts of which kind it lists.
    pub(super) kinds: BTreeSet<(Option<BodyId>, Kind)>,
    /// False for a list of texts that fell.
    pub(super) of_what_is_in_force: bool,
    /// The latest conference of its editions.
    pub(super) conference: Option<String>,
}

/// Rows at the top among which the head is looked for.
const HEAD_WITHIN: usize = 6;

#[derive(Default)]
struct Columns {
    number: Option<usize>,
    title: Option<usize>,
    edition: Option<usize>,
    status: Option<usize>,
    body: Option<usize>,
    successor: Option<usize>,
}

/// Reads a table as a list of texts; nothing where it is none.
///
/// # Errors
/// A list of which no body can be found.
pub(super) fn read(table: &Table, knowledge: &Knowledge) -> Result<Option<List>, String> {
    let heads = table.rows.iter().take(HEAD_WITHIN).enumerate();
    let mut heads = heads.filter_map(|(n, (_, cells))| Some((n, columns(cells, knowledge)?)));
    let Some((head, columns)) = heads.next() else {
        return Ok(None);
    };
    let rows = &table.rows[head + 1..];
    let above = above(table, head);
    let usual = body_of_all(&above, table, rows, &columns, knowledge);
    let all_gone = lists_what_fell(&above, table, knowledge);
    let reading = Reading {
        table,
        columns,
        usual,
        above,
        all_gone,
        knowledge,
    };
    let mut list = List {
        file: table.file.clone(),
        facts: Vec::new(),
        kinds: BTreeSet::new(),
        of_what_is_in_force: !all_gone,
        conference: None,
    };
    let mut without_body = 0;
    for row in rows {
        match reading.row(row) {
            Ok(fact) => list.facts.extend(fact),
            Err(NoBody) => without_body += 1,
        }
    }
    let kinds = list
        .facts
        .iter()
        .map(|f| (f.id.body().cloned(), f.id.kind()));
    list.kinds = kinds.collect();
    list.conference = latest(&list.facts, knowledge);
    for fact in &mut list.facts {
        match &mut fact.says {
            // What a list says to be suppressed went at its latest conference, unless it names another.
            Says::Suppressed(by) => {
                *by = by.take().or(list.conference.clone());
                fact.edition = None;
                fact.title = None;
            }
            _ => fact.as_of.clone_from(&list.conference),
        }
    }
    match (list.facts.is_empty(), without_body) {
        (true, 0) => Ok(None),
        (true, n) => Err(format!(
            "{}: a list of {} of which no body is named: write it in a column, in the name of the file, or above the table",
            table.file,
            counted(n, "text")
        )),
        _ => Ok(Some(list)),
    }
}

/// The latest conference of the editions of a list.
fn latest(facts: &[Fact], knowledge: &Knowledge) -> Option<String> {
    let dated = facts.iter().filter_map(|fact| {
        let edition = fact.edition.as_ref()?;
        let day = knowledge.adopted_on(fact.id.body().map(|b| &**b), edition)?;
        Some((day, fact, edition))
    });
    // The first of one day, so that the order of the rows decides.
    let latest = dated.reduce(|a, b| if b.0 > a.0 { b } else { a });
    latest.and_then(|(_, fact, edition)| conference(&fact.id, edition, knowledge))
}

/// A row that names a text, and nothing whose it is.
struct NoBody;

/// How the rows of a list are read.
struct Reading<'t> {
    table: &'t Table,
    columns: Columns,
    usual: Option<&'t Body>,
    above: String,
    all_gone: bool,
    knowledge: &'t Knowledge,
}

impl Reading<'_> {
    fn row(&self, (place, cells): &(String, Vec<String>)) -> Result<Option<Fact>, NoBody> {
        let (columns, knowledge) = (&self.columns, self.knowledge);
        let cell = |at: Option<usize>| at.and_then(|at| cells.get(at)).map_or("", String::as_str);
        let number = cell(columns.number);
        // "44 (Rev. New Delhi, 2024)" may hold both.
        let edition_text = match cell(columns.edition) {
            "" => number.find('(').map_or("", |at| &number[at..]),
            text => text,
        };
        let own = body_named(cell(columns.body), knowledge).or(body_named(number, knowledge));
        let by_edition = || body_by_edition(edition_text, knowledge);
        let Some(body) = own.or(self.usual).or_else(by_edition) else {
            return if number.is_empty() {
                Ok(None)
            } else {
                Err(NoBody)
            };
        };
        let Some((id, version)) = work(number, body) else {
            return Ok(None);
        };
        let mut edition = edition(edition_text, body, knowledge);
        if let Some(version) = version {
            edition.get_or_insert_with(Edition::default).version = Some(version);
        }
        let said = cell(columns.status);
        let gone = |text| says(text, &knowledge.lists.suppressed);
        let by = |text| mark_in(text, body, knowledge);
        let says = match self.all_gone || gone(said) || gone(edition_text) {
            true => {
                Says::Suppressed(by(said).or_else(|| by(&self.above).filter(|_| self.all_gone)))
            }
            false => Says::InForce,
        };
        let title = cell(columns.title).trim();
        Ok(Some(Fact {
            id,
            title: (!title.is_empty()).then(|| title.to_owned()),
            edition,
            says,
            as_of: None,
            successors: successors(cell(columns.successor), body, knowledge),
            source: self.table.file.clone(),
            place: place.clone(),
        }))
    }
}

/// What stands above the head: around the table, the name of its sheet, its rows before the head.
fn above(table: &Table, head: usize) -> String {
    let rows = table.rows[..head].iter().map(|(_, cells)| cells.join(" "));
    let lines = std::iter::once(table.context.clone()).chain(rows);
    lines.collect::<Vec<_>>().join("\n")
}

/// True for a list of texts that fell: the line above it or the name of its sheet or file says so, and nothing of what
/// is in force.
fn lists_what_fell(above: &str, table: &Table, knowledge: &Knowledge) -> bool {
    let mut lines = above.lines().map(str::trim).filter(|l| !l.is_empty());
    let file = table.file.rsplit('/').next().unwrap_or("");
    let mut heads = lines.next_back().into_iter().chain([file]);
    let lists = &knowledge.lists;
    heads.any(|head| {
        // "No longer in force" says both.
        let words = lists.suppressed.iter().map(|w| fold(w));
        let rest = words.fold(fold(head), |rest, word| rest.replace(&word, ""));
        says(head, &lists.suppressed) && !says(&rest, &lists.in_force)
    })
}

fn columns(cells: &[String], knowledge: &Knowledge) -> Option<Columns> {
    let words = &knowledge.lists.columns;
    let mut columns = Columns::default();
    for (at, cell) in cells.iter().enumerate() {
        let cell = fold(cell);
        let is = |words: &[String]| words.iter().any(|w| fold(w) == cell);
        let places = [
            (&words.number, &mut columns.number),
            (&words.title, &mut columns.title),
            (&words.edition, &mut columns.edition),
            (&words.status, &mut columns.status),
            (&words.body, &mut columns.body),
            (&words.successor, &mut columns.successor),
        ];
        for (words, place) in places {
            if place.is_none() && is(words) {
                *place = Some(at);
                break;
            }
        }
    }
    let says_more = columns.title.is_some() || columns.edition.is_some();
    (columns.number.is_some() && says_more).then_some(columns)
}

/// The body of a whole list: named above it or in the name of its file, or by the place and year of its editions.
fn body_of_all<'k>(
    above: &str,
    table: &Table,
    rows: &[(String, Vec<String>)],
    columns: &Columns,
    knowledge: &'k Knowledge,
) -> Option<&'k Body> {
    let file = table.file.rsplit('/').next().unwrap_or("");
    let by_edition = || {
        let cells = rows
            .iter()
            .filter_map(|(_, cells)| cells.get(columns.edition?));
        let mut bodies = cells.filter_map(|cell| body_by_edition(cell, knowledge));
        let first = bodies.next()?;
        bodies.all(|b| b.id == first.id).then_some(first)
    };
    body_named(above, knowledge)
        .or_else(|| body_named(file, knowledge))
        .or_else(by_edition)
}

/// The mark of the conference of an edition.
fn conference(id: &WorkId, edition: &Edition, knowledge: &Knowledge) -> Option<String> {
    if let Some(mark) = &edition.mark {
        return Some(mark.clone());
    }
    let place = edition.place.as_deref()?;
    let mut met = knowledge.conferences_at(place, edition.year?);
    met.find(|c| Some(&c.body) == id.body())
        .map(|c| c.mark.clone())
}
