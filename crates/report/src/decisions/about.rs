//! Of what something is decided in which row of which sheet.

use super::{head, sheet};
use crate::model::About;
use std::collections::BTreeMap;

/// The key text of the row of that name: `PP-21.2` is the second row of PP-21.
pub(super) fn key_of(row: &str) -> &str {
    match row.rsplit_once('.') {
        Some((key, number)) if number.chars().all(|c| c.is_ascii_digit()) => key,
        _ => row,
    }
}

/// True for a column that lists texts.
pub(super) fn is_text_column(head: &str) -> bool {
    !matches!(head, head::SUBJECT | "Texts" | "Evidence")
}

/// The sheets in which that is decided.
pub(super) fn sheets_of(about: &About) -> &'static [&'static str] {
    match about {
        About::Row { .. } => &[sheet::ROWS],
        About::Cell { .. } => &[sheet::CELLS],
        About::Candidate { .. } => &[sheet::CANDIDATES],
        About::Finding { .. } => &[sheet::FINDINGS],
        About::Work { .. } => &[sheet::NO_EQUIVALENT, sheet::OUTCOME],
    }
}

/// Of what something is decided in a row.
pub(super) fn about(name: &str, key: &str, shown: &BTreeMap<String, String>) -> Option<About> {
    Some(match name {
        sheet::ROWS => About::Row {
            row: key.to_owned(),
        },
        sheet::CELLS => {
            let (row, id) = key.split_once(' ')?;
            About::Cell {
                row: row.to_owned(),
                id: id.parse().ok()?,
            }
        }
        sheet::CANDIDATES => About::Candidate {
            ids: key
                .split('+')
                .map(str::parse)
                .collect::<Result<_, _>>()
                .ok()?,
        },
        sheet::NO_EQUIVALENT | sheet::OUTCOME => About::Work {
            id: key.parse().ok()?,
        },
        sheet::FINDINGS => {
            let texts = shown.get("Texts").map_or("", String::as_str);
            let texts = texts
                .split([',', '\n'])
                .map(str::trim)
                .filter(|t| !t.is_empty());
            About::Finding {
                code: shown.get("Finding").cloned().unwrap_or_default(),
                fingerprint: key.to_owned(),
                ids: texts.filter_map(|id| id.parse().ok()).collect(),
            }
        }
        _ => return None,
    })
}
