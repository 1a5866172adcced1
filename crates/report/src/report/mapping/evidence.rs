use super::View;
use super::columns::{cells, short_name};
use crate::model::{Evidence, EvidenceKind, MappingCell, MappingRow};
use crate::report::{Cell, Paragraph, Run, Table};

/// The annex of a paper: for every text of every row the reasons why it stands there, a line each. The files and
/// lines are in the workbook.
pub(super) fn annex(view: &View) -> Table {
    let mut table = Table::new(["Text", "Strength", "Why it stands in the row"])
        .caption("Evidence for each text of Table 1")
        .anchor("evidence")
        .widths([16, 12, 131]);
    for (i, row) in view.mapping.rows.iter().enumerate() {
        let key = Run::text(format!(" ({})", short_name(&row.key, None)));
        let subject = Run::bold(&row.subject).to(view.row_anchor(i));
        let mut band = Cell::from(Paragraph::of([subject, key]))
            .tone(crate::report::Tone::Band)
            .anchor(view.evidence_anchor(i, &row.key));
        band.span = 3;
        table.row([band]);
        for column in view.all_columns() {
            for cell in cells(row, column) {
                // The row is built around its own text: that needs no reason.
                if cell.id == row.key && cell.evidence.is_empty() {
                    continue;
                }
                let mut name = Cell::from(name_run(row, cell));
                if cell.id != row.key {
                    name.anchor = Some(view.evidence_anchor(i, &cell.id));
                }
                let said = grouped(row, cell, |r| r.provision.clone());
                table.row([name, Cell::number(cell.strength, 2), said.join("; ").into()]);
            }
        }
    }
    table
}

/// One line a reason: the evidence for workbooks and machines.
pub(super) fn lines(view: &View) -> Table {
    let heads = [
        "Subject area",
        "Key",
        "Column",
        "Text",
        "Edition",
        "Title",
        "Strength",
        "Reason",
        "From",
        "Provision",
        "Score",
        "File",
        "Line",
        "Source",
    ];
    let mut table = Table::new(heads)
        .caption("Evidence: every reason for every text of Table 1")
        .sheet("Evidence")
        .anchor("evidence")
        .widths([20, 9, 8, 10, 18, 33, 10, 15, 10, 22, 7, 28, 7, 20]);
    for (i, row) in view.mapping.rows.iter().enumerate() {
        for column in view.all_columns() {
            for cell in cells(row, column) {
                let none = [None];
                let some: Vec<Option<&Evidence>> = cell.evidence.iter().map(Some).collect();
                let reasons = if some.is_empty() {
                    &none[..]
                } else {
                    &some[..]
                };
                for (n, reason) in reasons.iter().enumerate() {
                    let mut line = line(row, &column.key, cell, *reason);
                    let key = Run::text(row.key.as_str()).to(view.row_anchor(i));
                    line[1] = key.into();
                    if n == 0 {
                        line[0].anchor = Some(view.evidence_anchor(i, &cell.id));
                    }
                    table.rows.push(line);
                }
            }
        }
    }
    table
}

fn line(
    row: &MappingRow,
    column: &str,
    cell: &MappingCell,
    reason: Option<&Evidence>,
) -> Vec<Cell> {
    let text = |get: fn(&Evidence) -> Option<&String>| -> Cell {
        reason.and_then(get).map_or("", String::as_str).into()
    };
    vec![
        row.subject.as_str().into(),
        row.key.as_str().into(),
        column.into(),
        cell.id.as_str().into(),
        cell.edition.as_deref().unwrap_or("").into(),
        cell.title.as_deref().unwrap_or("").into(),
        Cell::number(cell.strength, 2),
        reason.map_or("", |r| word(r.kind)).into(),
        reason
            .and_then(|r| r.from.as_ref())
            .map_or("", |id| id.as_str())
            .into(),
        text(|r| r.provision.as_ref()),
        reason
            .and_then(|r| r.score)
            .map_or(Cell::empty(), |score| Cell::number(score, 2)),
        text(|r| r.file.as_ref()),
        reason
            .and_then(|r| r.line)
            .map_or(Cell::empty(), |line| Cell::number(line as f64, 0)),
        text(|r| r.source.as_ref()),
    ]
}

/// The word of the output contract.
fn word(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Cites => "cites",
        EvidenceKind::CitedBy => "cited-by",
        EvidenceKind::SameTitle => "same-title",
        EvidenceKind::RepeatedProvision => "repeated-provision",
        EvidenceKind::LikeText => "like-text",
        EvidenceKind::Curated => "curated",
        EvidenceKind::Decided => "decided",
    }
}

pub(super) fn name_run(row: &MappingRow, cell: &MappingCell) -> Run {
    let name = short_name(&cell.id, cell.edition.as_deref());
    if super::is_strong(row, cell) {
        Run::bold(name)
    } else {
        Run::text(name)
    }
}

/// The reasons for a text in words, a line each, places of one sort put together.
#[cfg(test)]
pub(super) fn reasons(row: &MappingRow, cell: &MappingCell) -> Vec<String> {
    grouped(row, cell, place)
}

/// The reasons for a text in words; those of one sort together, with the places that `place` gives of them.
pub(super) fn grouped(
    row: &MappingRow,
    cell: &MappingCell,
    place: impl Fn(&Evidence) -> Option<String>,
) -> Vec<String> {
    let mut groups: Vec<(&Evidence, Vec<&Evidence>)> = Vec::new();
    for reason in &cell.evidence {
        let same = |first: &Evidence| first.kind == reason.kind && first.from == reason.from;
        match groups.iter_mut().find(|(first, _)| same(first)) {
            Some((_, others)) => others.push(reason),
            None => groups.push((reason, vec![reason])),
        }
    }
    if groups.is_empty() && cell.id == row.key {
        return vec!["the row is built around this text".to_string()];
    }
    groups
        .iter()
        .map(|(first, all)| {
            let mut words = lead(first, cell, row);
            let score = all.iter().filter_map(|r| r.score).fold(None, greater);
            if let Some(score) = score {
                words.push_str(&format!(" {score:.2}"));
            }
            let mut places: Vec<String> = all.iter().filter_map(|r| place(r)).collect();
            places.dedup();
            if !places.is_empty() {
                words.push_str(": ");
                words.push_str(&places.join(", "));
            }
            words
        })
        .collect()
}

fn greater(best: Option<f64>, next: f64) -> Option<f64> {
    Some(best.map_or(next, |best| best.max(next)))
}

fn lead(reason: &Evidence, cell: &MappingCell, row: &MappingRow) -> String {
    let from = reason.from.as_ref().filter(|id| **id != row.key);
    let from = from.map(|id| short_name(id, None));
    match (reason.kind, from) {
        (EvidenceKind::Cites, Some(from)) => format!("cited by {from}"),
        (EvidenceKind::Cites, None) => "the row's text cites it".to_string(),
        (EvidenceKind::CitedBy, Some(from)) if reason.from.as_ref() != Some(&cell.id) => {
            format!("{from} cites it")
        }
        (EvidenceKind::CitedBy, _) => "cites the row's text".to_string(),
        (EvidenceKind::SameTitle, Some(from)) => format!("title like that of {from}"),
        (EvidenceKind::SameTitle, None) => "title like that of the row's text".to_string(),
        (EvidenceKind::RepeatedProvision, Some(from)) => format!("shares provisions with {from}"),
        (EvidenceKind::RepeatedProvision, None) => {
            "shares provisions with the row's text".to_string()
        }
        (EvidenceKind::LikeText, _) => "same words as the row's text".to_string(),
        (EvidenceKind::Decided, _) => match &reason.source {
            Some(source) => format!("decided: {source}"),
            None => "decided".to_string(),
        },
        (EvidenceKind::Curated, _) => match &reason.source {
            Some(source) => format!("put there by hand ({source})"),
            None => "put there by hand".to_string(),
        },
    }
}

/// Evidence in a line of words, each piece once.
pub fn evidence_in_words(evidence: &[Evidence]) -> String {
    let mut said: Vec<String> = Vec::new();
    for reason in evidence {
        let from = reason
            .from
            .as_ref()
            .map(|id| format!(" {id}"))
            .unwrap_or_default();
        let score = reason.score.map(|s| format!(" {s:.2}")).unwrap_or_default();
        let place = place(reason).map(|p| format!(": {p}")).unwrap_or_default();
        let words = format!("{}{from}{score}{place}", word(reason.kind));
        if !said.contains(&words) {
            said.push(words);
        }
    }
    said.join("; ")
}

fn place(reason: &Evidence) -> Option<String> {
    let file = reason.file.as_deref().map(|file| {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        match reason.line {
            Some(line) => format!("{name}:{line}"),
            None => name.to_string(),
        }
    });
    match (&reason.provision, file) {
        (Some(provision), Some(file)) => Some(format!("{provision} ({file})")),
        (Some(provision), None) => Some(provision.clone()),
        (None, file) => file,
    }
}
