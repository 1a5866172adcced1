//! The names to which links within the page lead.

use crate::report::xml::escaped;
use crate::report::{Heading, Table};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use std::fmt::Write;

/// The name to link to a heading by.
pub(super) fn heading_name(heading: &Heading, number: usize) -> String {
    match &heading.anchor {
        Some(anchor) => anchor.clone(),
        None => format!("part:{number}"),
    }
}

/// The name to link to a table by.
pub(super) fn table_name(table: &Table, number: usize) -> String {
    match &table.anchor {
        Some(anchor) => anchor.clone(),
        None => format!("table:{number}"),
    }
}

pub(super) fn id(anchor: Option<&str>) -> String {
    let mut out = String::new();
    if let Some(name) = anchor {
        let name: String = name
            .chars()
            .map(|c| if c.is_whitespace() { '-' } else { c })
            .collect();
        let _ = write!(out, " id=\"{}\"", escaped(&name));
    }
    out
}

/// What a fragment may hold as it is.
const FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'/')
    .remove(b':');

/// An anchor's name as the fragment of an address.
pub(super) fn percent(name: &str) -> String {
    let name = name.replace(char::is_whitespace, "-");
    utf8_percent_encode(&name, FRAGMENT).to_string()
}
