//! Decisions applied to a mapping: texts that people added or struck, rows that they merged, named or made.

use super::write::place_of;
use super::{Decisions, Edit, Names, head, sheet};
use crate::knowledge::Knowledge;
use crate::model::{
    About, Decision, Evidence, EvidenceKind, Index, Mapping, MappingCell, MappingRow, NoEquivalent,
    Verdict, WorkId,
};
use crate::report::mapping::row_anchors;
use std::collections::{BTreeMap, BTreeSet};

/// A mapping with decisions applied.
#[derive(Clone, Debug, Default)]
pub struct Applied {
    /// The mapping.
    pub mapping: Mapping,
    /// Rows that were struck or merged into others, with their names: a workbook shows them, so that this can be
    /// taken back.
    pub gone: Vec<(String, MappingRow)>,
    /// Texts that were struck from a row, with its name.
    pub struck: Vec<(String, MappingCell)>,
    /// What could not be applied.
    pub messages: Vec<String>,
}

/// Applies what was decided. Nothing of it is lost where it finds no place: it stays among the decisions.
pub fn apply(
    mapping: &Mapping,
    decisions: &Decisions,
    index: &Index,
    knowledge: &Knowledge,
) -> Applied {
    let mut applying = Applying {
        rows: row_anchors(mapping)
            .into_iter()
            .zip(mapping.rows.clone())
            .collect(),
        index,
        knowledge,
        out: Applied::default(),
    };
    applying.own_rows(&decisions.edits);
    for edit in &decisions.edits {
        applying.subject(edit);
    }
    for decision in &decisions.decisions {
        if let About::Cell { row, id } = &decision.about {
            applying.cell(decision, row, id);
        }
    }
    // Rows are merged once their cells are settled.
    for decision in &decisions.decisions {
        if let About::Row { row } = &decision.about {
            applying.row(decision, row);
        }
    }
    let Applying { rows, mut out, .. } = applying;
    out.mapping = Mapping {
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        no_equivalent: mapping.no_equivalent.clone(),
        candidates: mapping.candidates.clone(),
        decisions: decisions.decisions.clone(),
        known: mapping.known.clone(),
    };
    without_equivalent(&mut out, index);
    out
}

struct Applying<'a> {
    rows: Vec<(String, MappingRow)>,
    index: &'a Index,
    knowledge: &'a Knowledge,
    out: Applied,
}

impl Applying<'_> {
    fn find(&mut self, name: &str) -> Option<&mut MappingRow> {
        self.rows
            .iter_mut()
            .find(|(n, _)| n == name)
            .map(|(_, row)| row)
    }

    /// Rows that people wrote: a subject, and texts under the heads of their bodies.
    fn own_rows(&mut self, edits: &[Edit]) {
        let names = Names::new(self.index, self.knowledge);
        for edit in edits {
            let Edit::Row { sheet, cells } = edit else {
                continue;
            };
            if sheet != sheet::ROWS {
                continue;
            }
            let subject = cells.get(head::SUBJECT).cloned().unwrap_or_default();
            let mut ids: Vec<WorkId> = Vec::new();
            for (head, text) in cells {
                let body = head.split_whitespace().next();
                if head::OURS.contains(&head.as_str())
                    || body.is_none_or(|b| self.knowledge.body(b).is_none())
                {
                    continue;
                }
                let (listed, unread) = names.list(text, body);
                ids.extend(listed);
                if !unread.is_empty() {
                    let unread = unread.join(", ");
                    self.out
                        .messages
                        .push(format!("row {subject:?}: {unread:?} names no text"));
                }
            }
            let order = |id: &WorkId| {
                self.knowledge
                    .bodies
                    .iter()
                    .position(|b| Some(&b.id) == id.body())
            };
            ids.sort_by_key(|id| order(id));
            let Some(key) = ids.first().cloned() else {
                self.out.messages.push(format!(
                    "row {subject:?}: names no text: kept, and not in the mapping"
                ));
                continue;
            };
            let mut row = MappingRow {
                subject,
                key: key.clone(),
                cells: BTreeMap::new(),
            };
            for id in &ids {
                self.add(&mut row, id, "a row written in the workbook".to_owned());
            }
            let times = self.rows.iter().filter(|(_, r)| r.key == key).count();
            let name = match times {
                0 => key.to_string(),
                n => format!("{key}.{}", n + 1),
            };
            self.rows.push((name, row));
        }
    }

    /// The name that people gave to a row.
    fn subject(&mut self, edit: &Edit) {
        if let Edit::Cell {
            sheet,
            key,
            head,
            text,
        } = edit
            && sheet == sheet::ROWS
            && head == head::SUBJECT
            && let Some(row) = self.find(key)
        {
            row.subject.clone_from(text);
        }
    }

    fn cell(&mut self, decision: &Decision, name: &str, id: &WorkId) {
        if matches!(decision.decision, Verdict::Open | Verdict::Unread(_)) {
            return;
        }
        let Some(at) = self.rows.iter().position(|(n, _)| n == name) else {
            let place = place_of(&decision.about);
            self.out.messages.push(format!(
                "{place}: there is no such row in this run; the decision is kept"
            ));
            return;
        };
        let mut row = self.rows[at].1.clone();
        let has = row.cells.values().flatten().any(|c| c.id == *id);
        match decision.decision {
            Verdict::Strike => {
                for cells in row.cells.values_mut() {
                    let gone = cells.extract_if(.., |c| c.id == *id && c.id != row.key);
                    self.out
                        .struck
                        .extend(gone.map(|cell| (name.to_owned(), cell)));
                }
                row.cells.retain(|_, cells| !cells.is_empty());
            }
            // What somebody wants to keep stays, whatever this run makes of it.
            Verdict::Add | Verdict::Keep if !has => self.add(&mut row, id, said(decision)),
            _ => {
                let cells = row.cells.values_mut().flatten();
                for cell in cells.filter(|c| c.id == *id) {
                    cell.evidence.push(decided(said(decision)));
                }
            }
        }
        self.rows[at].1 = row;
    }

    fn add(&self, row: &mut MappingRow, id: &WorkId, source: String) {
        let body = self.knowledge.body(id.head());
        let column = body
            .and_then(|b| b.column.clone())
            .unwrap_or_else(|| "other".to_owned());
        let work = self.index.works.get(id);
        let cells = row.cells.entry(column).or_default();
        cells.push(MappingCell {
            id: id.clone(),
            edition: work
                .and_then(|w| w.editions.last())
                .map(ToString::to_string),
            title: work.and_then(|w| w.title.clone()),
            strength: 1.0,
            evidence: vec![decided(source)],
        });
    }

    fn row(&mut self, decision: &Decision, name: &str) {
        let target = match &decision.decision {
            Verdict::MergeInto(into) => Some(into),
            Verdict::Strike => None,
            _ => return,
        };
        let place = place_of(&decision.about);
        let Some(at) = self.rows.iter().position(|(n, _)| n == name) else {
            self.out.messages.push(format!(
                "{place}: there is no such row in this run; the decision is kept"
            ));
            return;
        };
        if let Some(into) = target {
            let found = self
                .rows
                .iter()
                .position(|(n, r)| r.key == *into && n != name);
            let Some(found) = found else {
                self.out.messages.push(format!(
                    "{place}: no other row is built around {into}; nothing was merged"
                ));
                return;
            };
            let cells = self.rows[at].1.cells.clone();
            let row = &mut self.rows[found].1;
            for (column, texts) in cells {
                let there = row.cells.entry(column).or_default();
                for mut cell in texts {
                    if !there.iter().any(|c| c.id == cell.id) {
                        cell.evidence.push(decided(format!(
                            "merged from row {name}: {}",
                            said(decision)
                        )));
                        there.push(cell);
                    }
                }
            }
        }
        let (name, row) = self.rows.remove(at);
        self.out.gone.push((name, row));
    }
}

fn decided(source: String) -> Evidence {
    Evidence {
        kind: EvidenceKind::Decided,
        from: None,
        provision: None,
        file: None,
        line: None,
        score: None,
        source: Some(source),
    }
}

/// What was decided, by whom and when.
fn said(decision: &Decision) -> String {
    match decision.who() {
        who if who.is_empty() => decision.decision.to_string(),
        who => format!("{} ({who})", decision.decision),
    }
}

/// Texts that stand in a row by now have an equivalent; those that were struck from their only row have none.
fn without_equivalent(out: &mut Applied, index: &Index) {
    let mut placed: BTreeSet<WorkId> = BTreeSet::new();
    for row in &out.mapping.rows {
        let ids: Vec<&WorkId> = row.cells.values().flatten().map(|c| &c.id).collect();
        if ids.len() > 1 {
            placed.extend(ids.into_iter().cloned());
        }
    }
    let added = |id: &WorkId| {
        out.mapping.decisions.iter().any(|d| {
            matches!(&d.about, About::Cell { id: of, .. } if of == id)
                && d.decision != Verdict::Strike
        })
    };
    let list = &out.mapping.no_equivalent;
    let mut list: Vec<NoEquivalent> = list
        .iter()
        .filter(|n| !(placed.contains(&n.id) && added(&n.id)))
        .cloned()
        .collect();
    for (_, cell) in &out.struck {
        let known = placed.contains(&cell.id) || list.iter().any(|n| n.id == cell.id);
        if !known {
            let title = index.works.get(&cell.id).and_then(|w| w.title.clone());
            list.push(NoEquivalent {
                id: cell.id.clone(),
                title,
            });
        }
    }
    list.sort_by(|a, b| a.id.cmp(&b.id));
    if list.len() != out.mapping.no_equivalent.len() || !out.struck.is_empty() {
        out.mapping.no_equivalent = list;
    }
}
