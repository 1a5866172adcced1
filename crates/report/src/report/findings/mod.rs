use super::{Cell, Paragraph, Report, Run, Table, Tone};
use crate::model::{Finding, Place, Repeat, RepeatClass, Severity, counted};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The findings of an audit as a paper: how many of which sort, then each with its place and its remedy,
/// sort by sort, the worst first.
pub fn findings(findings: &[Finding]) -> Report {
    let mut report = headed(findings);
    if findings.is_empty() {
        return report;
    }
    let folder = common_folder(findings);
    report_folder(&mut report, folder);
    let sorts = sorts(findings);
    report.table(summary(&sorts));
    let heads = ["Texts", "Where", "What is wrong", "What to do"];
    let mut table = Table::new(heads)
        .caption("All findings")
        .widths([3, 8, 13, 10]);
    for ((severity, code), of_sort) in &sorts {
        let words = format!("{} ({})", severity_word(severity.0), of_sort.len());
        let band = Paragraph::of([
            Run {
                bold: true,
                ..Run::code(*code)
            },
            Run::text(format!(" – {words}")),
        ]);
        let anchor = anchor(severity.0, code);
        table.row([Cell::from(band)
            .tone(band_tone(severity.0))
            .span(heads.len())
            .anchor(anchor)]);
        for finding in of_sort {
            table.row([
                texts(finding),
                places(finding, folder),
                wrong(finding),
                worded(&finding.advice).into(),
            ]);
        }
    }
    report.table(table);
    report
}

/// The same for a workbook: one flat sheet to be filtered and sorted.
pub fn findings_workbook(findings: &[Finding]) -> Report {
    let mut report = headed(findings);
    if !findings.is_empty() {
        report_folder(&mut report, common_folder(findings));
        report.table(summary(&sorts(findings)).sheet("By sort"));
    }
    report.table(sheet(findings));
    report
}

/// Says in which folder the files are that are named without it.
pub(super) fn report_folder(report: &mut Report, folder: &str) {
    if !folder.is_empty() {
        report.paragraph(Paragraph::of([
            Run::text("The files that findings name are in "),
            Run::code(folder),
            Run::text("."),
        ]));
    }
}

/// The sheet of all findings, in the order in which they are given.
pub(super) fn sheet(findings: &[Finding]) -> Table {
    let heads = [
        "Severity",
        "Finding",
        "Texts",
        "Where",
        "What is wrong",
        "What to do",
    ];
    let mut table = Table::new(heads)
        .caption("All findings")
        .sheet("Findings")
        .widths([5, 9, 7, 14, 24, 20]);
    let folder = common_folder(findings);
    let mut seen = BTreeSet::new();
    for finding in findings {
        let mut code = Cell::from(Run::code(&finding.code));
        if seen.insert((finding.severity, &finding.code)) {
            code.anchor = Some(anchor(finding.severity, &finding.code));
        }
        table.row([
            Cell::from(severity_word(finding.severity)).tone(tone(finding.severity)),
            code,
            texts(finding),
            places(finding, folder),
            wrong(finding),
            worded(&finding.advice).into(),
        ]);
    }
    table
}

fn headed(findings: &[Finding]) -> Report {
    let of = |severity| findings.iter().filter(move |f| f.severity == severity);
    let count = |severity, one: &str| counted(of(severity).count(), one);
    let mut report = Report::new("Findings").landscape().subtitle(format!(
        "{}, {}, {}",
        count(Severity::Error, "error"),
        count(Severity::Warning, "warning"),
        count(Severity::Note, "note")
    ));
    if findings.is_empty() {
        report.paragraph("Nothing was found.");
    }
    report
}

type Sorts<'a> = BTreeMap<(Reverse<Severity>, &'a str), Vec<&'a Finding>>;

/// The findings by severity, the worst first, and code.
fn sorts(findings: &[Finding]) -> Sorts<'_> {
    let mut sorts = Sorts::new();
    for finding in findings {
        let sort = (Reverse(finding.severity), finding.code.as_str());
        sorts.entry(sort).or_default().push(finding);
    }
    sorts
}

fn summary(sorts: &Sorts) -> Table {
    let mut table = Table::new(["Severity", "Finding", "How many"])
        .caption("Findings by sort")
        .widths([2, 6, 2]);
    for ((severity, code), of_sort) in sorts {
        table.row([
            Cell::from(severity_word(severity.0)).tone(tone(severity.0)),
            Run::code(*code).to(anchor(severity.0, code)).into(),
            Cell::number(of_sort.len() as f64, 0),
        ]);
    }
    table
}

fn anchor(severity: Severity, code: &str) -> String {
    format!("{}/{code}", severity_word(severity))
}

/// A band among notes has a ground of its own too.
fn band_tone(severity: Severity) -> Tone {
    match tone(severity) {
        Tone::Plain => Tone::Band,
        tone => tone,
    }
}

fn texts(finding: &Finding) -> Cell {
    Cell::of(finding.ids.iter().map(|id| id.as_str()))
}

fn wrong(finding: &Finding) -> Cell {
    let mut wrong = vec![worded(&finding.message)];
    if let Some(repeat) = &finding.repeat {
        wrong.push(alike(repeat).into());
    }
    let copies = finding.copies.iter();
    wrong.extend(
        copies.map(|copy| Paragraph::from(Run::italic(format!("Rests on {}: {copy}", copy.id)))),
    );
    Cell::of(wrong)
}

/// Its place and the related ones, without the folder that all are in.
fn places(finding: &Finding, folder: &str) -> Cell {
    let all = std::iter::once(&finding.place).chain(&finding.related);
    Cell::of(all.map(|at| worded(&place(at, folder))))
}

/// The folder that all files with findings are in, with its last `/`; empty where there is none.
pub(super) fn common_folder(findings: &[Finding]) -> &str {
    let places = findings
        .iter()
        .flat_map(|f| std::iter::once(&f.place).chain(&f.related));
    let mut files = places.map(|place| place.file.as_str());
    let first = files.next().unwrap_or("");
    let mut folder = &first[..first.rfind('/').map_or(0, |at| at + 1)];
    for file in files {
        while !file.starts_with(folder) {
            let above = folder.trim_end_matches('/').rfind('/');
            folder = &folder[..above.map_or(0, |at| at + 1)];
        }
    }
    folder
}

/// One line a finding, its place in pieces: for machines.
pub fn findings_table(findings: &[Finding]) -> Table {
    let heads = [
        "severity",
        "code",
        "file",
        "line",
        "column",
        "locator",
        "ids",
        "message",
        "advice",
        "fingerprint",
    ];
    let mut table = Table::new(heads);
    for finding in findings {
        let ids: Vec<&str> = finding.ids.iter().map(|id| id.as_str()).collect();
        let place = &finding.place;
        table.row([
            severity_word(finding.severity).into(),
            finding.code.as_str().into(),
            place.file.as_str().into(),
            Cell::number(place.line as f64, 0),
            Cell::number(place.column as f64, 0),
            place.locator.as_deref().unwrap_or("").into(),
            ids.join(" ").into(),
            finding.message.as_str().into(),
            finding.advice.as_str().into(),
            finding.fingerprint.as_str().into(),
        ]);
    }
    table
}

/// A message of the audit: what it quotes of the texts (`resolves 2`) in italics, as the texts print it, and what differs
/// between two of them (`[-old-] {+new+}`) struck and inserted.
fn worded(message: &str) -> Paragraph {
    let mut runs: Vec<Run> = Vec::new();
    for (n, piece) in message.split('`').enumerate() {
        match n % 2 {
            0 => with_changes(piece, &mut runs),
            _ => runs.push(Run::italic(piece)),
        }
    }
    runs.retain(|run| !run.text.is_empty());
    Paragraph::of(runs)
}

/// The marks of what stands in one of two texts alone.
const SIDES: [(&str, &str, fn(&str) -> Run); 2] = [
    ("[-", "-]", |text| Run::deleted(text)),
    ("{+", "+}", |text| Run::inserted(text)),
];

fn with_changes(text: &str, runs: &mut Vec<Run>) {
    let mut rest = text;
    let next = |rest: &str| {
        let sides = SIDES
            .iter()
            .filter_map(|side| Some((rest.find(side.0)?, side)));
        let (at, side) = sides.min_by_key(|(at, _)| *at)?;
        let inside = at + side.0.len();
        let length = rest[inside..].find(side.1)?;
        Some((at, inside..inside + length, side))
    };
    while let Some((at, inside, (_, closing, run))) = next(rest) {
        runs.push(Run::text(&rest[..at]));
        runs.push(run(&rest[inside.clone()]));
        rest = &rest[inside.end + closing.len()..];
    }
    runs.push(Run::text(rest));
}

fn place(place: &Place, folder: &str) -> String {
    let file = place.file.strip_prefix(folder).unwrap_or(&place.file);
    let at = match &place.locator {
        Some(locator) => format!("{file}, {locator}"),
        None => format!("{file}:{}:{}", place.line, place.column),
    };
    match &place.message {
        Some(message) => format!("{at} – {message}"),
        None => at,
    }
}

fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "off",
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Off => Tone::Muted,
        Severity::Note => Tone::Plain,
        Severity::Warning => Tone::Warning,
        Severity::Error => Tone::Bad,
    }
}

/// How alike the clauses are; those that are the same need no figures.
fn alike(repeat: &Repeat) -> String {
    let class = class_words(repeat.class);
    match repeat.class {
        RepeatClass::Identical | RepeatClass::SameButForEdition => format!("{class}."),
        RepeatClass::IncludedIn | RepeatClass::Near => format!(
            "{class} (words in common at least {:.0} %, of the shorter at least {:.0} %)",
            repeat.jaccard * 100.0,
            repeat.containment * 100.0
        ),
    }
}

fn class_words(class: RepeatClass) -> &'static str {
    match class {
        RepeatClass::Identical => "Word for word the same",
        RepeatClass::SameButForEdition => "The same but for the editions cited",
        RepeatClass::IncludedIn => "One holds the other and says more",
        RepeatClass::Near => "Nearly the same",
    }
}

#[cfg(test)]
mod tests;
