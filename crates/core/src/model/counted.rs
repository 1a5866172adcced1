//! So many of a thing, for people.

/// So many of a thing, in words: `1 comment`, `2 comments`, `3 bodies`. What goes with each of them stands behind a noun of
/// its own: `counted(2, "text") + " without title"`.
///
/// ```
/// use resgraph_core::model::counted;
/// assert_eq!([counted(0, "text"), counted(1, "copy"), counted(2, "copy")], ["0 texts", "1 copy", "2 copies"]);
/// ```
pub fn counted(n: usize, one: &str) -> String {
    match (n, one.strip_suffix('y')) {
        (1, _) => format!("1 {one}"),
        (n, Some(stem)) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{n} {stem}ies"),
        (n, _) => format!("{n} {one}s"),
    }
}
