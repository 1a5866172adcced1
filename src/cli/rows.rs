//! An answer as rows under heads, and how it is shown.

use super::papers::json;
use super::{CliError, width};
use crate::report::{self, Format, Report, Table, render};
use serde_json::Value;

/// The forms of an answer.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AnswerFormat {
    Table,
    Json,
    Csv,
    Markdown,
    Html,
}

/// An answer: rows of values under heads.
pub(super) struct Rows {
    pub(super) title: String,
    pub(super) heads: Vec<&'static str>,
    pub(super) rows: Vec<Vec<Value>>,
}

impl Rows {
    pub(super) fn new(title: impl Into<String>, heads: &[&'static str]) -> Self {
        Rows {
            title: title.into(),
            heads: heads.to_vec(),
            rows: Vec::new(),
        }
    }
}

/// The answer in that form.
pub(super) fn shown(rows: &Rows, format: AnswerFormat) -> Result<String, CliError> {
    let format = match format {
        AnswerFormat::Json => {
            let objects: Vec<Value> = rows
                .rows
                .iter()
                .map(|row| {
                    let name = |head: &&str| head.replace(' ', "_").to_lowercase();
                    rows.heads
                        .iter()
                        .map(name)
                        .zip(row.iter().cloned())
                        .collect()
                })
                .collect();
            return json(&objects);
        }
        AnswerFormat::Table => Format::Text,
        AnswerFormat::Csv => Format::Csv,
        AnswerFormat::Markdown => Format::Markdown,
        AnswerFormat::Html => Format::Html,
    };
    let mut report = Report::new(&rows.title);
    let mut table = Table::new(rows.heads.iter().copied());
    for row in &rows.rows {
        table.row(row.iter().map(|v| words(v, format == Format::Text).into()));
    }
    report.table(table);
    if format == Format::Text {
        return Ok(report::text(&report, Some(width())));
    }
    Ok(String::from_utf8_lossy(&render(&report, format)?).into_owned())
}

/// A value as a cell of a table; on a terminal a long list shows its first members, paths their last parts.
fn words(value: &Value, is_short: bool) -> String {
    const SHOWN: usize = 3;
    match value {
        Value::String(text) if is_short => shortened(text),
        Value::String(text) => text.clone(),
        Value::Array(all) => {
            let shown = if is_short { SHOWN } else { all.len() };
            let mut texts: Vec<String> =
                all.iter().take(shown).map(|v| words(v, is_short)).collect();
            if all.len() > shown {
                texts.push(format!("and {} more", all.len() - shown));
            }
            texts.join(", ")
        }
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) | Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A long path without its folders but the last.
fn shortened(text: &str) -> String {
    const LONG: usize = 32;
    if text.len() <= LONG || text.contains(' ') {
        return text.to_owned();
    }
    let mut parts: Vec<&str> = text.rsplitn(3, '/').take(2).collect();
    parts.reverse();
    parts.join("/")
}
