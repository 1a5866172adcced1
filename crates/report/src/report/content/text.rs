use crate::model::Change;

/// Running text with its styles, links and notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paragraph {
    /// The pieces, in order; they follow each other without a gap.
    pub runs: Vec<Run>,
    /// Steps from the left: 1 for an item, 2 for an item of an item.
    pub indent: u8,
}

/// A piece of text in one style.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// The words; a newline is a line break.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
    /// In a fixed-width face.
    pub code: bool,
    /// A tracked change: shown as such, in Word a real one that can be accepted.
    pub change: Option<Change>,
    /// Who made the tracked change, and when; the program where nobody is named.
    pub by: Option<Signature>,
    /// Where it leads.
    pub link: Option<Link>,
    /// Footnotes that are called behind it.
    pub notes: Vec<Paragraph>,
}

/// Who made a tracked change, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The author's name.
    pub author: String,
    /// When, as Word writes it: `2021-11-02T10:00:00Z`.
    pub date: Option<String>,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// An address in the world; only `http`, `https` and `mailto` become links.
    Url(String),
    /// An anchor of the same report; where there is none of that name the text stays without link.
    Anchor(String),
}

impl Paragraph {
    /// A paragraph of these runs.
    pub fn of<R: Into<Run>>(runs: impl IntoIterator<Item = R>) -> Self {
        Paragraph {
            runs: runs.into_iter().map(Into::into).collect(),
            indent: 0,
        }
    }

    /// The same, so many steps from the left.
    pub fn indent(mut self, steps: u8) -> Self {
        self.indent = steps;
        self
    }

    /// The words alone, notes left out.
    pub fn plain(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

impl Run {
    /// Plain text.
    pub fn text(text: impl Into<String>) -> Self {
        Run {
            text: text.into(),
            ..Run::default()
        }
    }

    /// Bold text.
    pub fn bold(text: impl Into<String>) -> Self {
        Run {
            bold: true,
            ..Run::text(text)
        }
    }

    /// Italic text.
    pub fn italic(text: impl Into<String>) -> Self {
        Run {
            italic: true,
            ..Run::text(text)
        }
    }

    /// Text in a fixed-width face.
    pub fn code(text: impl Into<String>) -> Self {
        Run {
            code: true,
            ..Run::text(text)
        }
    }

    /// Text that a tracked change adds.
    pub fn inserted(text: impl Into<String>) -> Self {
        Run {
            change: Some(Change::Inserted),
            ..Run::text(text)
        }
    }

    /// Text that a tracked change strikes.
    pub fn deleted(text: impl Into<String>) -> Self {
        Run {
            change: Some(Change::Deleted),
            ..Run::text(text)
        }
    }

    /// The same with the name of who changed it, and when.
    pub fn by(mut self, author: impl Into<String>, date: Option<String>) -> Self {
        self.by = Some(Signature {
            author: author.into(),
            date,
        });
        self
    }

    /// The same, leading to an address.
    pub fn url(mut self, address: impl Into<String>) -> Self {
        self.link = Some(Link::Url(address.into()));
        self
    }

    /// The same, leading to an anchor of the report.
    pub fn to(mut self, anchor: impl Into<String>) -> Self {
        self.link = Some(Link::Anchor(anchor.into()));
        self
    }

    /// The same with a footnote behind it.
    pub fn note(mut self, note: impl Into<Paragraph>) -> Self {
        self.notes.push(note.into());
        self
    }
}

impl<T: Into<String>> From<T> for Run {
    fn from(text: T) -> Self {
        Run::text(text)
    }
}

impl From<Run> for Paragraph {
    fn from(run: Run) -> Self {
        Paragraph {
            runs: vec![run],
            indent: 0,
        }
    }
}

impl<T: Into<String>> From<T> for Paragraph {
    fn from(text: T) -> Self {
        Run::text(text).into()
    }
}
