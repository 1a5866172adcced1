use crate::audit::{Audit, Code, Outcome};
use crate::model::{Finding, Place, Severity, counted};
use crate::script::{is_unsafe, shown};
use anstyle::{AnsiColor, Style};
use std::collections::BTreeMap;
use std::fmt::Write;

/// Characters of a source line that are shown at most, around what is underlined.
const WIDTH: usize = 100;
/// Characters before the underlined span that are kept of a long line.
const BEFORE: usize = 30;
/// Related places that are shown of one finding.
const RELATED: usize = 6;

/// The findings for people: grouped by code, the worst first and of these the most frequent, each with its
/// source line, the span underlined, and the remedy; the counts at the end.
///
/// Holds escape codes for colours; write it through `anstream`, which drops them where they are not wanted.
pub fn people(audit: &Audit<'_>, outcome: &Outcome) -> String {
    let mut groups: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &outcome.findings {
        groups.entry(&finding.code).or_default().push(finding);
    }
    let mut groups: Vec<(&str, Vec<&Finding>)> = groups.into_iter().collect();
    groups.sort_by_key(|(code, findings)| {
        let worst = findings.iter().map(|f| f.severity).max();
        (std::cmp::Reverse((worst, findings.len())), *code)
    });
    let mut out = String::new();
    for (code, findings) in &groups {
        let bold = Style::new().bold();
        let meaning = code.parse::<Code>().map_or("", |c| c.about().meaning);
        let _ = writeln!(
            out,
            "{bold}{code} ({}){bold:#}: {meaning}\n",
            findings.len()
        );
        for finding in findings {
            one(audit, finding, &mut out);
        }
    }
    summary(outcome, &mut out);
    for doubtful in &outcome.not_vouched_for {
        let _ = writeln!(out, "{doubtful}");
    }
    if !audit.horizons().is_empty() {
        let _ = writeln!(out, "{}", audit.horizons());
    }
    out
}

fn one(audit: &Audit<'_>, finding: &Finding, out: &mut String) {
    let style = style(finding.severity);
    let faint = Style::new().dimmed();
    let _ = writeln!(
        out,
        "{style}{}[{}]{style:#}: {}",
        word(finding.severity),
        finding.code,
        shown(&finding.message)
    );
    let at = shown(&address(&finding.place));
    let _ = writeln!(out, "  {faint}-->{faint:#} {at}");
    if let Some((line, from, length)) = source_line(audit, &finding.place) {
        let number = finding.place.line.to_string();
        let gap = " ".repeat(number.len());
        let _ = writeln!(out, "  {faint}{number} |{faint:#} {line}");
        let marks = "^".repeat(length.max(1));
        let _ = writeln!(
            out,
            "  {faint}{gap} |{faint:#} {}{style}{marks}{style:#}",
            " ".repeat(from)
        );
    }
    for related in finding.related.iter().take(RELATED) {
        let what = shown(related.message.as_deref().unwrap_or(""));
        let at = shown(&address(related));
        let _ = writeln!(out, "  {faint}see{faint:#} {at}: {what}");
    }
    if finding.related.len() > RELATED {
        let _ = writeln!(
            out,
            "  {faint}and{faint:#} {}",
            counted(finding.related.len() - RELATED, "more place")
        );
    }
    for copy in finding.copies.iter().take(RELATED) {
        let _ = writeln!(
            out,
            "  {faint}on{faint:#}  {}: {}",
            copy.id,
            shown(&copy.to_string())
        );
    }
    if finding.copies.len() > RELATED {
        let more = counted(finding.copies.len() - RELATED, "more text");
        let _ = writeln!(out, "  {faint}on{faint:#}  {more} not at hand in full");
    }
    let advice = shown(&finding.advice);
    let _ = writeln!(out, "  {faint}do{faint:#}  {advice}\n");
}

fn summary(outcome: &Outcome, out: &mut String) {
    let count = |severity| {
        outcome
            .findings
            .iter()
            .filter(|f| f.severity == severity)
            .count()
    };
    let _ = write!(
        out,
        "{}, {}, {}",
        counted(count(Severity::Error), "error"),
        counted(count(Severity::Warning), "warning"),
        counted(count(Severity::Note), "note")
    );
    for (n, what) in [
        (outcome.waived, "waived"),
        (outcome.known, "in the baseline"),
    ] {
        if n > 0 {
            let _ = write!(out, "; {n} {what}");
        }
    }
    out.push('\n');
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "off",
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note | Severity::Off => AnsiColor::Cyan,
    };
    colour.on_default().bold()
}

/// `file:line:column`, or the file and the place in it where it has no lines.
fn address(place: &Place) -> String {
    match &place.locator {
        Some(locator) => format!("{}, {locator}", place.file),
        None => format!("{}:{}:{}", place.file, place.line, place.column),
    }
}

/// The line of a place, cut to what can be shown, and the characters of it to underline (from, how many).
fn source_line(audit: &Audit<'_>, place: &Place) -> Option<(String, usize, usize)> {
    let source = audit
        .index
        .sources
        .iter()
        .position(|s| s.file == place.file)?;
    let (document, lines) = (audit.documents.get(&source)?, audit.lines.get(&source)?);
    let text = document.lines_text();
    let line = lines.span(place.line);
    let start = place.span.start.clamp(line.start, line.end);
    let end = place.span.end.clamp(start, line.end);
    let before: Vec<char> = visible(text.get(line.start..start)?);
    let marked: Vec<char> = visible(text.get(start..end)?);
    let after: Vec<char> = visible(text.get(end..line.end)?);
    let skipped = before.len().saturating_sub(BEFORE);
    let mut shown: String = if skipped > 0 {
        "…".to_owned()
    } else {
        String::new()
    };
    let from = shown.chars().count() + before.len() - skipped;
    shown.extend(&before[skipped..]);
    let room = WIDTH.saturating_sub(from);
    let length = marked.len().min(room);
    shown.extend(&marked[..length]);
    let rest = after.len().min(room - length);
    shown.extend(&after[..rest]);
    if length < marked.len() || rest < after.len() {
        shown.push('…');
    }
    Some((shown.trim_end().to_owned(), from, length))
}

/// The characters, with those that move the cursor replaced.
fn visible(text: &str) -> Vec<char> {
    text.chars()
        .map(|c| match c == '\t' || is_unsafe(c) {
            true => ' ',
            false => c,
        })
        .collect()
}
