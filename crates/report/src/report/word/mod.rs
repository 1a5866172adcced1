//! Word files, written by hand: no library tried repeats a table's head on each page, and most cannot
//! write tracked changes.

mod body;
mod merged;
mod package;

pub use merged::merged_word;

use super::{Orientation, Report};
use zip::result::ZipError;

/// More columns than this, and Word takes the file for damaged.
const MAX_COLUMNS: usize = 63;

/// Why a report cannot be a Word file.
#[derive(Debug, thiserror::Error)]
pub enum WordError {
    /// A table is too wide.
    #[error("the table {0:?} has {1} columns, and Word holds {MAX_COLUMNS}: write Excel or HTML")]
    Columns(String, usize),
    /// The package could not be made.
    #[error("cannot pack the Word file: {0}")]
    Zip(#[from] ZipError),
}

/// The report as a Word file: table heads repeat on every page, rows stay whole, notes are footnotes,
/// tracked changes can be accepted and rejected.
///
/// # Errors
/// A table with more columns than Word can hold.
pub fn word(report: &Report) -> Result<Vec<u8>, WordError> {
    if let Some(wide) = report.tables().find(|table| table.columns() > MAX_COLUMNS) {
        let caption = wide.caption.clone().unwrap_or_default();
        return Err(WordError::Columns(caption, wide.columns()));
    }
    let (body, notes) = body::story(report);
    Ok(package::pack(&report.title, &body, &notes, None)?)
}

/// Paper size and margins in twentieths of a point.
struct Page {
    width: u32,
    height: u32,
    margin: u32,
    landscape: bool,
}

impl Page {
    /// Width, height and margin of an upright A4 page.
    const UPRIGHT: (u32, u32, u32) = (11906, 16838, 1021);

    fn of(report: &Report) -> Page {
        let (short, long, margin) = Page::UPRIGHT;
        match report.orientation {
            Orientation::Portrait => Page {
                width: short,
                height: long,
                margin,
                landscape: false,
            },
            Orientation::Landscape => Page {
                width: long,
                height: short,
                margin,
                landscape: true,
            },
        }
    }

    fn text_width(&self) -> u32 {
        self.width - 2 * self.margin
    }
}

#[cfg(test)]
mod tests;
