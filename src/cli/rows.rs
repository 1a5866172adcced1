//! An answer as rows under heads, and how it is shown.

use super::form::Form;
use super::papers::json;
use super::{CliError, width};
use crate::contract::Row;
use crate::report::{self, Format, Report, Table, render};
use serde_json::Value;

/// The forms of an answer.
pub(super) const ANSWER: &[Form] = &[
    Form::Table,
    Form::Json,
    Form::Csv,
    Form::Markdown,
    Form::Html,
];

/// The rows in that form, under a title.
pub(super) fn shown<T: Row>(title: &str, rows: &[T], form: Form) -> Result<String, CliError> {
    let Some(format) = form.of_report() else {
        return json(&rows);
    };
    let mut report = Report::new(title);
    let mut table = Table::new(T::HEADS.iter().copied());
    for row in rows {
        if let Value::Object(fields) = serde_json::to_value(row)? {
            let cells = fields.values();
            table.row(cells.map(|v| words(v, format == Format::Text).into()));
        }
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
