use super::{Report, WordError, csv, excel, html, markdown, text, word};
use rust_xlsxwriter::XlsxError;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

/// The file formats that a [`Report`] can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Plain text with drawn tables, for a terminal.
    Text,
    /// Markdown.
    Markdown,
    /// One HTML page.
    Html,
    /// A Word file.
    Word,
    /// An Excel workbook.
    Excel,
    /// Comma-separated values: the tables alone.
    Csv,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 6] = [
        Format::Text,
        Format::Markdown,
        Format::Html,
        Format::Word,
        Format::Excel,
        Format::Csv,
    ];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Text => "table",
            Format::Markdown => "markdown",
            Format::Html => "html",
            Format::Word => "word",
            Format::Excel => "excel",
            Format::Csv => "csv",
        }
    }

    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Text => "txt",
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Word => "docx",
            Format::Excel => "xlsx",
            Format::Csv => "csv",
        }
    }

    /// The format that a file name's ending asks for.
    pub fn of_path(path: &Path) -> Option<Format> {
        path.extension()?.to_str()?.parse().ok()
    }

    /// True where it is for machines to unpack, and no good on a terminal.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Word | Format::Excel)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// By name or by file ending, whatever its case.
impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let word = word.to_lowercase();
        Format::ALL
            .into_iter()
            .find(|f| word == f.name() || word == f.extension())
            .ok_or_else(|| {
                let names: Vec<&str> = Format::ALL.iter().map(|f| f.name()).collect();
                format!("`{word}` is no format: use one of {}", names.join(", "))
            })
    }
}

/// Why a report could not be written in a format.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// It cannot be a Word file.
    #[error(transparent)]
    Word(#[from] WordError),
    /// It cannot be a workbook.
    #[error("cannot make the workbook: {0}")]
    Excel(#[from] XlsxError),
}

/// The report as a file of that format. Text is not wrapped: for a terminal call [`text`] with its width.
///
/// # Errors
/// A table that has more columns than Word or Excel can hold; the other formats hold everything.
pub fn render(report: &Report, format: Format) -> Result<Vec<u8>, RenderError> {
    Ok(match format {
        Format::Text => text(report, None).into_bytes(),
        Format::Markdown => markdown(report).into_bytes(),
        Format::Html => html(report).into_bytes(),
        Format::Word => word(report)?,
        Format::Excel => excel(report)?,
        Format::Csv => csv(report).into_bytes(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_name_and_ending() {
        for format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
            let path = format!("a.b/x.{}", format.extension().to_uppercase());
            assert_eq!(Format::of_path(Path::new(&path)), Some(format));
        }
        assert!("odt".parse::<Format>().is_err());
        assert_eq!(Format::of_path(Path::new("docx")), None);
    }

    #[test]
    fn an_empty_report_has_every_format() {
        for format in Format::ALL {
            assert!(render(&Report::default(), format).is_ok(), "{format}");
        }
    }
}
