//! One text on a page: what a delegate wants to know of it before the meeting.

use super::action_plan::joined;
use super::mapping::short_name;
use super::{Cell, Paragraph, Report, Run, Table};
use crate::decisions::{Decisions, place_of};
use crate::knowledge::Addressees;
use crate::model::{About, Candidate, Finding, Index, Mapping, PartKind, Role, WorkId};
use resgraph_analysis::audit::{Code, without_places};
use resgraph_analysis::plan::short_pointer;
use std::collections::BTreeMap;

/// What a sheet is made of.
#[derive(Clone, Copy)]
pub struct FactSheet<'a> {
    /// The texts.
    pub index: &'a Index,
    /// Candidates and rows.
    pub mapping: &'a Mapping,
    /// What the audit finds; those that name the text are told.
    pub findings: &'a [Finding],
    /// What people decided.
    pub decisions: &'a Decisions,
    /// Who can be told to act, and how plans write them.
    pub addressees: &'a Addressees,
}

/// As many lines of one sort are told; the rest is counted. The sheet is one page.
const MOST: usize = 7;
/// As many sorts of people who act.
const MOST_ACTING: usize = 12;
/// As many texts in a list.
const MOST_LISTED: usize = 24;
/// Letters of what is to be done.
const GIST: usize = 110;

/// The sheet of `id`.
pub fn fact_sheet(id: &WorkId, of: FactSheet) -> Report {
    let title = of.index.title(id);
    let mut report = Report::new(match title {
        "" => short_name(id, None),
        title => format!("{} – {title}", short_name(id, None)),
    });
    if let Some(copy) = of.index.copy_of(id) {
        report = report.subtitle(format!("as in {copy}"));
    }
    let mut table = Table::new(Vec::<Cell>::new()).widths([2, 11]);
    table.header.clear();
    let mut line = |head: &str, cell: Cell| {
        if !cell.paragraphs.is_empty() {
            table.row([Run::bold(head).into(), cell]);
        }
    };
    line("Editions", editions(id, of.index));
    line("Who acts", acts(id, of));
    let (cites, cited) = links(id, of.index);
    line("Cites", cites.into());
    line("Cited by", cited.into());
    line("Stands beside", beside(id, of.mapping));
    let own = of.findings.iter().filter(|f| f.ids.contains(id));
    let own: Vec<&Finding> = own.collect();
    line("Repeats", repeats(&own));
    for (head, codes) in REFERENCES {
        line(head, references(id, of_codes(&own, codes)));
    }
    let printed = of_codes(&own, PRINTED).filter(|f| is_of(id, f));
    line("As printed", references(id, printed));
    line("In tables", said(of_codes(&own, TABLES)));
    line("Without action", without_action(id, &own));
    let candidates = of.mapping.candidates.iter().filter(|c| c.ids.contains(id));
    line(
        "Options",
        shortened(candidates.map(|c| option(id, c)).collect()),
    );
    line("Decided", decided(id, of.decisions));
    report.table(table);
    report
}

/// The first few, and how many more.
fn shortened(mut lines: Vec<Paragraph>) -> Cell {
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    if more > 0 {
        lines.push(format!("… and {more} more").into());
    }
    Cell::of(lines)
}

/// Names with commas between; the rest is counted.
fn listed(mut names: Vec<String>) -> String {
    let more = names.len().saturating_sub(MOST_LISTED);
    names.truncate(MOST_LISTED);
    let more = (more > 0).then(|| format!("and {more} more"));
    let names = names.into_iter().chain(more);
    names.collect::<Vec<_>>().join(", ")
}

/// The rows of the mapping in which it stands.
fn beside(id: &WorkId, mapping: &Mapping) -> Cell {
    let rows = mapping.rows.iter();
    let rows = rows.filter(|row| row.cells.values().flatten().any(|c| c.id == *id));
    let rows = rows.map(|row| match row.key == *id {
        true => format!("{} (built around it)", row.subject),
        false => format!("{} ({})", row.subject, row.key),
    });
    listed(rows.collect()).into()
}

/// What it repeats, or what repeats it: a line for each other text.
fn repeats(findings: &[&Finding]) -> Cell {
    let of_sort = findings.iter();
    let of_sort = of_sort.filter(|f| f.repeat.is_some() && f.code != Code::StandingFormula.word());
    let lines = of_sort.map(|f| Paragraph::from(verdict(f).to_owned()));
    shortened(lines.collect())
}

/// What a finding says, without what is said of every one: how far what is known reaches.
fn verdict(finding: &Finding) -> &str {
    let horizon = finding.horizon.as_deref().unwrap_or("");
    let said = match horizon {
        "" => finding.message.as_str(),
        horizon => finding.message.split(horizon).next().unwrap_or_default(),
    };
    without_places(said).trim_end()
}

/// What is wrong with references, each sort with its head: out of date, never right, or not clear.
const REFERENCES: [(&str, &[Code]); 3] = [
    (
        "Stale references",
        &[
            Code::SuppressedTarget,
            Code::StaleEdition,
            Code::MixedEditions,
        ],
    ),
    (
        "Wrong references",
        &[
            Code::UnknownTarget,
            Code::ImpossibleEdition,
            Code::BodyMismatch,
            Code::PredatedEdition,
            Code::LanguageMismatch,
            Code::LinkMismatch,
        ],
    ),
    ("Unclear references", &[Code::AmbiguousTarget]),
];
/// What is wrong with how number, edition and text are printed; what is meant is plain.
const PRINTED: &[Code] = &[
    Code::MissingRev,
    Code::MissingEdition,
    Code::HeadingMismatch,
];
/// What tables say of it that others do not.
const TABLES: &[Code] = &[Code::TableMismatch, Code::MatrixMismatch];

fn of_codes<'f>(
    findings: &'f [&'f Finding],
    codes: &'f [Code],
) -> impl Iterator<Item = &'f Finding> {
    let is_one = |f: &&Finding| codes.iter().any(|code| code.word() == f.code);
    findings.iter().copied().filter(is_one)
}

/// True for what is said of the work itself, or stands in it: others may only be named as the reason.
fn is_of(id: &WorkId, finding: &Finding) -> bool {
    let behind = finding.message.strip_prefix(id.as_str());
    finding.ids.first() == Some(id) || behind.is_some_and(|rest| rest.starts_with(' '))
}

/// What findings say, a line each.
fn said<'f>(findings: impl Iterator<Item = &'f Finding>) -> Cell {
    shortened(findings.map(|f| verdict(f).to_owned().into()).collect())
}

/// What is wrong with what it cites, and with how others cite it: who says the same stands in one line.
fn references<'f>(id: &WorkId, findings: impl Iterator<Item = &'f Finding>) -> Cell {
    let mut lines: Vec<(&str, Vec<&WorkId>)> = Vec::new();
    for finding in findings {
        let said = verdict(finding);
        // Who cites stands first, then what is cited, then others who cite it so too.
        let is_cited = finding.ids.get(1) == Some(id);
        let by = finding.ids.iter().filter(|by| is_cited && *by != id);
        match lines.iter_mut().find(|(known, _)| *known == said) {
            Some((_, all)) => {
                let new: Vec<&WorkId> = by.filter(|by| !all.contains(by)).collect();
                all.extend(new);
            }
            None => lines.push((said, by.collect())),
        }
    }
    let lines = lines.into_iter().map(|(said, by)| {
        let by: Vec<String> = by.into_iter().map(WorkId::to_string).collect();
        match by.is_empty() {
            true => Paragraph::from(said.to_owned()),
            false => Paragraph::of([
                Run::bold(format!("In {}: ", listed(by))),
                Run::text(said.to_owned()),
            ]),
        }
    });
    shortened(lines.collect())
}

/// Instructions on its subject that nothing takes up, and its own provisions at which no item of a plan points.
fn without_action(id: &WorkId, findings: &[&Finding]) -> Cell {
    let mut lines = Vec::new();
    let by_code = |code: Code| findings.iter().filter(move |f| f.code == code.word());
    let unmet = by_code(Code::UnmetInstruction).filter_map(|f| {
        let provisions = 1 + f.related.len();
        Some(format!("{} ({provisions})", f.ids.first()?))
    });
    let unmet: Vec<String> = unmet.collect();
    if !unmet.is_empty() {
        lines.push(Paragraph::of([
            Run::text(
                "On its subject, provisions that no text of the body told takes up: ".to_owned(),
            ),
            Run::text(listed(unmet)),
        ]));
    }
    for finding in by_code(Code::UncoveredProvision).filter(|f| f.ids.first() == Some(id)) {
        lines.push(verdict(finding).to_owned().into());
    }
    shortened(lines)
}

fn editions(id: &WorkId, index: &Index) -> Cell {
    let Some(work) = index.works.get(id) else {
        return Cell::empty();
    };
    let editions: Vec<String> = work
        .editions
        .iter()
        .map(ToString::to_string)
        .filter(|e| !e.is_empty())
        .collect();
    let mut words = editions.join("; ");
    if let Some(by) = &work.suppressed {
        let gap = if words.is_empty() { "" } else { "; " };
        words.push_str(&format!("{gap}suppressed by {by}"));
        let successors: Vec<&str> = work.successors.iter().map(WorkId::as_str).collect();
        if !successors.is_empty() {
            words.push_str(&format!(", see {}", successors.join(", ")));
        }
    }
    words.into()
}

/// Who is told to do what: each opening phrase, as plans point at it, with the first words of what stands under it.
fn acts(id: &WorkId, of: FactSheet) -> Cell {
    let mut phrases: Vec<(&str, Vec<String>, &str)> = Vec::new();
    let mut is_lead_in = false;
    for (_, provision) in of.index.provisions_of(id) {
        if provision.part != PartKind::Operative || provision.text.is_empty() {
            continue;
        }
        let short = short_pointer(provision, of.addressees);
        match phrases
            .iter_mut()
            .find(|(phrase, ..)| *phrase == provision.phrase)
        {
            // What stands above labelled items only leads to them.
            Some((_, shorts, text)) => {
                if shorts.len() == 1 && is_lead_in {
                    *text = &provision.text;
                }
                shorts.push(short);
                is_lead_in = false;
            }
            None => {
                is_lead_in = provision.labels.is_empty();
                phrases.push((&provision.phrase, vec![short], &provision.text));
            }
        }
    }
    let more = phrases.len().saturating_sub(MOST_ACTING);
    phrases.truncate(MOST_ACTING);
    let lines = phrases.into_iter().map(|(_, shorts, text)| {
        Paragraph::of([
            Run::bold(joined(shorts.iter().map(String::as_str))),
            Run::text(format!(": {}", gist(text))),
        ])
    });
    let more = (more > 0).then(|| Paragraph::from(format!("… and {more} more")));
    Cell::of(lines.chain(more))
}

/// The first words of a provision.
fn gist(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(GIST) else {
        return words.trim_end_matches([';', ',', '.']).to_owned();
    };
    let end = words[..end].rfind(' ').unwrap_or(end);
    format!("{} …", &words[..end])
}

/// What it cites and what cites it, with the number of places.
fn links(id: &WorkId, index: &Index) -> (String, String) {
    let (mut to, mut from): (BTreeMap<&WorkId, usize>, BTreeMap<&WorkId, usize>) =
        Default::default();
    for (_, citation) in index
        .distinct_citations()
        .filter(|(_, c)| c.role == Role::Citation)
    {
        for target in citation.targets.iter().filter_map(|t| t.id.as_ref()) {
            match &citation.from {
                Some(source) if source == id && target != id => *to.entry(target).or_default() += 1,
                Some(source) if target == id && source != id => {
                    *from.entry(source).or_default() += 1
                }
                _ => {}
            }
        }
    }
    let words = |counts: BTreeMap<&WorkId, usize>| {
        let each = counts.into_iter().map(|(id, count)| match count {
            1 => id.to_string(),
            n => format!("{id} ({n})"),
        });
        listed(each.collect())
    };
    (words(to), words(from))
}

fn option(id: &WorkId, candidate: &Candidate) -> Paragraph {
    let outcome = serde_json::to_value(candidate.outcome).ok();
    let outcome = outcome
        .and_then(|v| v.as_str().map(|s| s.replace('-', " ")))
        .unwrap_or_default();
    let others = candidate.ids.iter().filter(|other| *other != id);
    let others: Vec<&str> = others.map(WorkId::as_str).collect();
    Paragraph::of([
        Run::bold(outcome),
        Run::text(format!(
            " (with {}): {}",
            others.join(", "),
            candidate.reason
        )),
    ])
}

fn decided(id: &WorkId, decisions: &Decisions) -> Cell {
    let concerns = |about: &About| match about {
        About::Cell { id: of, .. } | About::Work { id: of } => of == id,
        About::Candidate { ids } | About::Finding { ids, .. } => ids.contains(id),
        About::Row { row } => row == id.as_str(),
    };
    let of_id = decisions.decisions.iter().filter(|d| concerns(&d.about));
    let lines = of_id.map(|d| {
        let who: Vec<&str> = [d.by.as_str(), &d.date, &d.remark]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect();
        let suspect = if d.suspect.is_empty() {
            ""
        } else {
            " – suspect"
        };
        format!(
            "{}: {} {}{suspect}",
            place_of(&d.about),
            d.decision,
            who.join(", ")
        )
        .into()
    });
    shortened(lines.collect())
}
