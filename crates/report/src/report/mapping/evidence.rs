use super::View;
use super::columns::{cells, short_name};
use crate::model::{Evidence, EvidenceKind, MappingCell, MappingRow};
use crate::report::{Cell, Paragraph, Run, Table};

/// The annex of a paper: for every text of every row the reasons why it stands there.
pub(super) fn annex(view: &View) -> Table {
    let mut table = Table::new(["Text", "Title", "Why it stands in the row", "Strength"])
        .caption("Evidence for each text of Table 1")
        .anchor("evidence")
        .widths([16, 42, 90, 11]);
    for (i, row) in view.mapping.rows.iter().enumerate() {
        let mut band = Cell::from(Run::bold(&row.subject).to(view.row_anchor(i)))
            .tone(crate::report::Tone::Band);
        band.span = 4;
        table.row([band]);
        for column in &view.columns {
            for cell in cells(row, column) {
                table.row([
                    Cell::from(name_run(row, cell)).anchor(view.evidence_anchor(i, &cell.id)),
                    cell.title.as_deref().unwrap_or("").into(),
                    Cell::of(reasons(row, cell)),
                    Cell::number(cell.strength, 2),
                ]);
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
        .widths([20, 9, 8, 10, 18, 34, 9, 15, 10, 22, 7, 28, 7, 20]);
    for (i, row) in view.mapping.rows.iter().enumerate() {
        for column in &view.columns {
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

/// The reasons for a text in words, places of one sort put together.
pub(super) fn reasons(row: &MappingRow, cell: &MappingCell) -> Vec<Paragraph> {
    let mut groups: Vec<(&Evidence, Vec<&Evidence>)> = Vec::new();
    for reason in &cell.evidence {
        let same = |first: &Evidence| first.kind == reason.kind && first.from == reason.from;
        match groups.iter_mut().find(|(first, _)| same(first)) {
            Some((_, others)) => others.push(reason),
            None => groups.push((reason, vec![reason])),
        }
    }
    if groups.is_empty() && cell.id == row.key {
        return vec![Run::text("The row is built around this text.").into()];
    }
    groups
        .iter()
        .map(|(first, all)| {
            let mut words = lead(first, cell, row);
            let score = all.iter().filter_map(|r| r.score).fold(None, greater);
            if let Some(score) = score {
                words.push_str(&format!(" ({score:.2})"));
            }
            let mut places: Vec<String> = all.iter().filter_map(|r| place(r)).collect();
            places.dedup();
            if !places.is_empty() {
                words.push_str(": ");
                words.push_str(&places.join("; "));
            }
            words.push('.');
            Run::text(words).into()
        })
        .collect()
}

fn greater(best: Option<f64>, next: f64) -> Option<f64> {
    Some(best.map_or(next, |best| best.max(next)))
}

fn lead(reason: &Evidence, cell: &MappingCell, row: &MappingRow) -> String {
    let from = reason.from.as_ref().map(|id| short_name(id, None));
    match reason.kind {
        EvidenceKind::Cites => format!(
            "Cited by {}",
            from.unwrap_or_else(|| short_name(&row.key, None))
        ),
        EvidenceKind::CitedBy => match &reason.from {
            Some(id) if *id != cell.id => format!("{} cites it", short_name(id, None)),
            _ => format!("Cites {}", short_name(&row.key, None)),
        },
        EvidenceKind::SameTitle => match from {
            Some(from) => format!("Its title is like that of {from}"),
            None => "Its title is like that of the row's text".to_string(),
        },
        EvidenceKind::RepeatedProvision => match from {
            Some(from) => format!("Shares provisions with {from}"),
            None => "Shares provisions with the row's text".to_string(),
        },
        EvidenceKind::LikeText => "Uses the same words as the row's text".to_string(),
        EvidenceKind::Curated => match &reason.source {
            Some(source) => format!("Put there by hand ({source})"),
            None => "Put there by hand".to_string(),
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
