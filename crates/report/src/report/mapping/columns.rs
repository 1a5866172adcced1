use crate::knowledge::Knowledge;
use crate::model::{Kind, Mapping, MappingCell, MappingRow, WorkId};

/// The column of everything that has no column of its own.
const OTHER: &str = "other";

/// The head of that column.
pub(crate) const OTHERS: &str = "Other texts";

/// A column of the mapping tables.
pub(super) struct Column {
    /// The key of its cells in a row.
    pub(super) key: String,
    /// What stands above it: "PP Resolution".
    pub(super) head: String,
    /// The full names of its bodies, as notes to the head.
    pub(super) names: Vec<String>,
}

/// The columns that some row or candidate fills, in the order of the bodies; last what has no column of its
/// own.
pub(super) fn columns(mapping: &Mapping, knowledge: &Knowledge) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for body in &knowledge.bodies {
        let Some(key) = &body.column else { continue };
        match columns.iter_mut().find(|column| column.key == *key) {
            Some(column) => {
                column.head = format!("{}/{}", body.id, column.head);
                column.names.push(body.name.clone());
            }
            None => {
                let kind = body.adopts.first().copied().unwrap_or_else(Kind::main);
                columns.push(Column {
                    key: key.clone(),
                    head: format!("{} {}", body.id, capital(kind.word())),
                    names: vec![body.name.clone()],
                });
            }
        }
    }
    let rows = mapping.rows.iter().flat_map(|row| &row.cells);
    let mut more: Vec<&str> = rows
        .filter(|(_, cells)| !cells.is_empty())
        .map(|(key, _)| key.as_str())
        .collect();
    let candidates = mapping
        .candidates
        .iter()
        .flat_map(|candidate| &candidate.ids);
    more.extend(candidates.map(|id| key_of(id, knowledge)));
    more.sort_unstable();
    more.dedup();
    if !more.is_empty() {
        columns.retain(|column| more.contains(&column.key.as_str()));
    }
    for key in more {
        if !columns.iter().any(|column| column.key == key) {
            columns.push(Column {
                key: key.to_string(),
                head: match key {
                    OTHER => OTHERS.to_string(),
                    key => capital(key),
                },
                names: Vec::new(),
            });
        }
    }
    columns
}

pub(super) fn key_of<'a>(id: &WorkId, knowledge: &'a Knowledge) -> &'a str {
    let body = knowledge.body(id.head());
    body.and_then(|body| body.column.as_deref())
        .unwrap_or(OTHER)
}

/// A column of a long table that no more than this share of its rows fill is nearly empty.
const NEARLY_EMPTY: f64 = 0.05;
/// In a table of fewer rows every column stays: there is room, and one row is a good share.
const LONG: usize = 20;

/// Parts the columns of Table 1 that are worth their width from those that are nearly empty; what stands in the
/// latter is told in a note.
pub(super) fn worth_their_width(
    columns: Vec<Column>,
    mapping: &Mapping,
) -> (Vec<Column>, Vec<Column>) {
    let rows = mapping.rows.len();
    let filled = |column: &Column| {
        let rows = mapping.rows.iter();
        rows.filter(|row| !cells(row, column).is_empty()).count()
    };
    columns
        .into_iter()
        .partition(|column| rows < LONG || filled(column) as f64 > NEARLY_EMPTY * rows as f64)
}

/// The texts of a row in a column.
pub(super) fn cells<'a>(row: &'a MappingRow, column: &Column) -> &'a [MappingCell] {
    row.cells.get(&column.key).map_or(&[], Vec::as_slice)
}

/// A text as tables name it: `PP Res.21`, `PP Dec.5`, `RA Res.7-3`.
pub(crate) fn short_name(id: &WorkId, edition: Option<&str>) -> String {
    let (Some(body), kind) = (id.body(), id.kind().label()) else {
        return id.to_string();
    };
    let version = edition.and_then(|edition| edition.strip_prefix("version "));
    let version = version.map(|v| format!("-{v}")).unwrap_or_default();
    format!("{body} {kind}{}{version}", id.number())
}

/// A text as its heading names it: `Resolution 21 (Rev. Dubai, 2018)`.
pub(super) fn long_name(id: &WorkId, edition: Option<&str>) -> String {
    let name = format!("{} {}", capital(id.kind().word()), id.number());
    match edition {
        Some(edition) if !edition.is_empty() => format!("{name} ({edition})"),
        _ => name,
    }
}

pub(super) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_named_as_tables_name_them() {
        crate::knowledge::Knowledge::builtin().expect("mappings/ load");
        for (id, edition, short, long) in [
            (
                "PP-21",
                Some("Rev. Dubai, 2018"),
                "PP Res.21",
                "Resolution 21 (Rev. Dubai, 2018)",
            ),
            ("PP-DEC-5", None, "PP Dec.5", "Decision 5"),
            (
                "RA-7",
                Some("version 3"),
                "RA Res.7-3",
                "Resolution 7 (version 3)",
            ),
            (
                "PP-[COM5/2]",
                None,
                "PP Res.[COM5/2]",
                "Resolution [COM5/2]",
            ),
            ("CS-242", None, "CS-242", "Constitution 242"),
        ] {
            let id = id.parse::<WorkId>().expect("an id");
            assert_eq!(short_name(&id, edition), short);
            assert_eq!(long_name(&id, edition), long);
        }
    }
}
