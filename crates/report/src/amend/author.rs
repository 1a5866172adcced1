/// In whose name changes and comments stand, and since when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The name.
    pub name: String,
    /// The time, as Word writes it: `2026-11-27T00:00:00Z`.
    pub date: String,
}

impl Author {
    /// The attributes of a tracked change or a comment, with the prefix of the part's names.
    pub(crate) fn attributes(&self, prefix: &str) -> String {
        let name = quick_xml::escape::escape(self.name.as_str());
        let date = quick_xml::escape::escape(self.date.as_str());
        format!("{prefix}author=\"{name}\" {prefix}date=\"{date}\"")
    }
}
