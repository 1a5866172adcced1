//! Findings as text: for people, and in the formats that other programs read.

mod people;
mod sarif;

pub use people::people;
pub use sarif::sarif;

use crate::model::Finding;

/// The findings as one JSON list.
pub fn json(findings: &[Finding]) -> String {
    let mut text = serde_json::to_string_pretty(findings).unwrap_or_default();
    text.push('\n');
    text
}

/// The findings as JSON Lines: one object a line.
pub fn json_lines(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        text.push_str(&serde_json::to_string(finding).unwrap_or_default());
        text.push('\n');
    }
    text
}
