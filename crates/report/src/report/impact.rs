//! What follows if a text falls, as a paper; it ends in the list of consequential amendments.

use super::counted;
use super::{Cell, Paragraph, Report, Run, Table, Tone};
use crate::impact::{FateKind, Impact};
use crate::model::WorkId;
use std::collections::BTreeSet;

/// Builds the paper.
pub fn impact(impact: &Impact) -> Report {
    let names: Vec<String> = impact.ids.iter().map(|s| s.id.to_string()).collect();
    let title = match &impact.into {
        Some(into) => format!("If {} is merged into {}", names.join(", "), into.id),
        None => format!("If {} is suppressed", names.join(", ")),
    };
    let mut report = Report::new(title).landscape();
    report.heading(1, "What it is about");
    report.list(impact.ids.iter().chain(&impact.into).map(|s| {
        let gone = s
            .suppressed
            .as_ref()
            .map_or(String::new(), |by| format!(", suppressed already by {by}"));
        let edition = match (&s.edition, &s.met_since[..]) {
            (Some(edition), []) => format!(", {edition}"),
            (Some(edition), met) => format!(
                ", latest edition known here: {edition}; {} met since",
                met.join(", ")
            ),
            _ => String::new(),
        };
        format!(
            "{} {}{edition} ({} at hand{gone})",
            s.id,
            s.title,
            counted(s.provisions, "provision")
        )
    }));
    report.heading(1, "How far the texts at hand go");
    report.list(impact.limits.iter().map(String::as_str));
    report.known_to(&impact.known);
    fates(&mut report, impact);
    carriers(&mut report, impact);
    others(&mut report, impact);
    amendments(&mut report, impact);
    report
}

fn fates(report: &mut Report, impact: &Impact) {
    report.heading(1, "Its provisions");
    if impact.provisions.is_empty() {
        report.paragraph("None at hand.");
        return;
    }
    let count = |kind| impact.provisions.iter().filter(|f| f.kind == kind).count();
    report.paragraph(format!(
        "Covered: {}; in another text than the one named: {}; in part: {}; lost: {}.",
        count(FateKind::Covered),
        count(FateKind::Elsewhere),
        count(FateKind::Partly),
        count(FateKind::Lost),
    ));
    let mut table = Table::new([
        "Provision",
        "What it says",
        "What becomes of it",
        "Where it stands, or what comes nearest",
    ])
    .sheet("Provisions")
    .widths([3, 6, 2, 6]);
    for fate in &impact.provisions {
        let (word, tone) = match fate.kind {
            FateKind::Covered => ("covered", Tone::Good),
            FateKind::Elsewhere => ("covered elsewhere", Tone::Warning),
            FateKind::Partly => ("covered in part", Tone::Warning),
            FateKind::Lost => ("lost", Tone::Bad),
        };
        let mut there = Cell::empty();
        let near = fate.nearest.as_ref().map(|n| (&n.provision, n.likeness));
        for (by, likeness) in fate.by.iter().map(|by| (by, fate.likeness)).chain(near) {
            there.paragraphs.push(Paragraph::of([
                Run::bold(format!("{} {}", by.resolution, by.path)),
                Run::italic(format!(" says {:.0} %", 100.0 * likeness)),
            ]));
            there.paragraphs.push(Paragraph::from(by.text.clone()));
        }
        table.row([
            format!("{} {}", fate.provision.resolution, fate.provision.path).into(),
            fate.provision.text.clone().into(),
            Cell::from(word).tone(tone),
            there,
        ]);
    }
    report.table(table);
}

fn others(report: &mut Report, impact: &Impact) {
    if !impact.together.is_empty() {
        report.heading(1, "Named beside it");
        report.list(impact.together.iter().map(|t| {
            Paragraph::of([
                Run::bold(t.id.to_string()),
                Run::text(match t.title.is_empty() {
                    true => format!(" – {}", t.places.join(", ")),
                    false => format!(" {} – {}", t.title, t.places.join(", ")),
                }),
            ])
        }));
    }
    if !impact.rows.is_empty() {
        report.heading(1, "Rows of mapping tables");
        report.list(impact.rows.iter().map(|r| {
            let ids: Vec<String> = r.ids.iter().map(ToString::to_string).collect();
            format!(
                "{}:{} {} [{}]: {}",
                r.file,
                r.line,
                r.subject,
                ids.join(", "),
                r.why
            )
        }));
    }
    if !impact.items.is_empty() {
        report.heading(1, "Action items");
        report.list(impact.items.iter().map(|i| {
            let number = i.item.as_deref().unwrap_or("(number lost)");
            format!("{number} {} ({}:{}): {}", i.action, i.file, i.line, i.why)
        }));
    }
    if !impact.chain.is_empty() {
        report.heading(1, "What hangs on it");
        let mut table = Table::new(["Steps", "Work", "Title", "Because it cites"])
            .sheet("Chain")
            .widths([1, 2, 8, 2]);
        for hanging in &impact.chain {
            table.row([
                Cell::number(hanging.steps as f64, 0),
                hanging.id.to_string().into(),
                hanging.title.clone().into(),
                hanging.by.to_string().into(),
            ]);
        }
        report.table(table);
    }
}

fn carriers(report: &mut Report, impact: &Impact) {
    if impact.carriers.is_empty() {
        return;
    }
    report.heading(1, "What still carries the content");
    if let Some(told) = in_place(impact) {
        report.paragraph(told);
    }
    let mut table = Table::new(["Text", "Title", "Provisions", "As in"])
        .sheet("Carriers")
        .widths([2, 7, 2, 2]);
    for carrier in &impact.carriers {
        table.row([
            carrier.id.to_string().into(),
            carrier.title.clone().into(),
            carrier.provisions.to_string().into(),
            carrier.of.to_string().into(),
        ]);
    }
    report.table(table);
}

/// Says whose content is meant where it is not that of the falling text itself.
fn in_place(impact: &Impact) -> Option<String> {
    let falls = |id: &WorkId| impact.ids.iter().any(|s| s.id == *id);
    let others = impact
        .carriers
        .iter()
        .map(|c| &c.of)
        .filter(|of| !falls(of));
    let others: BTreeSet<&str> = others.map(WorkId::as_str).collect();
    let others: Vec<&str> = others.into_iter().collect();
    let names = others.join(", ");
    match others.as_slice() {
        [] => None,
        [_] => Some(format!(
            "{names} takes the place of a text that fell before, or that is not at hand: what says the same as {names} \
             is listed as well."
        )),
        _ => Some(format!(
            "{names} take the place of texts that fell before, or that are not at hand: what says the same as they do \
             is listed as well."
        )),
    }
}

fn amendments(report: &mut Report, impact: &Impact) {
    report.heading(1, "Consequential amendments");
    if impact.amendments.is_empty() {
        report.paragraph("No text at hand cites it.");
        return;
    }
    let mut table = Table::new(["Text", "Place", "Wording", "What to do"])
        .sheet("Amendments")
        .widths([3, 5, 7, 5]);
    for a in &impact.amendments {
        let from = a
            .from
            .as_ref()
            .map_or("(no resolution text)".to_owned(), ToString::to_string);
        let mut wording = Paragraph::from(Run::deleted(a.old.clone()));
        if let Some(new) = &a.new {
            wording.runs.push(Run::text(" "));
            wording.runs.push(Run::inserted(new.clone()));
        }
        let provision = a
            .provision
            .as_ref()
            .map_or(String::new(), |p| format!("{p}\n"));
        let also: String = a.also.iter().map(|place| format!("\n{place}")).collect();
        table.row([
            from.into(),
            format!("{provision}{}:{}{also}", a.file, a.line).into(),
            wording.into(),
            a.advice.clone().into(),
        ]);
    }
    report.table(table);
}
