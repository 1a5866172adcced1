//! What glyphs stand for where the file itself says it (`ActualText`): letters that a font shows as one, a hyphen at the
//! end of a line, signs that a font has no letter for. Source: ISO 32000-1, 14.9.4.

use crate::limits;
use pdf_extract::{Dictionary, Document, Object, decode_text_string};
use std::ops::Range;

/// Marked stretches that are open within each other are followed so far.
const DEPTH: usize = 64;

/// Stretches of text of one page and what each stands for, in order. They are told by counting the strings that are
/// shown.
pub(super) type Actual = Vec<(Range<usize>, String)>;

/// Follows the marks of a page.
#[derive(Default)]
pub(super) struct Marks {
    /// How many strings were shown.
    shown: usize,
    /// For each open mark, where its text began and what it stands for.
    open: Vec<Option<(usize, String)>>,
    /// Open marks beyond [`DEPTH`].
    deeper: usize,
    bytes: usize,
    actual: Actual,
}

impl Marks {
    /// A string is shown.
    pub(super) fn show(&mut self) {
        self.shown += 1;
    }

    /// A mark begins; `properties` are those of a `BDC`, in the file or by name in the resources.
    pub(super) fn begin(
        &mut self,
        document: &Document,
        properties: Option<&Object>,
        named: Option<&Dictionary>,
    ) {
        if self.open.len() == DEPTH {
            self.deeper += 1;
            return;
        }
        let properties = match properties {
            Some(Object::Name(name)) => named.and_then(|named| named.get(name).ok()),
            other => other,
        };
        let properties = match properties {
            Some(Object::Reference(id)) => document.get_dictionary(*id).ok(),
            Some(Object::Dictionary(dictionary)) => Some(dictionary),
            _ => None,
        };
        let text = properties.and_then(|p| p.get(b"ActualText").ok());
        // What the outer mark says holds for all in it.
        let text = text.filter(|_| self.open.iter().all(Option::is_none));
        let bytes = text.and_then(|text| Some(text.as_str().ok()?.len()));
        self.bytes += bytes.unwrap_or(0);
        let text = text.filter(|_| self.bytes <= limits::PDF_ACTUAL);
        let text = text.and_then(|text| decode_text_string(text).ok());
        self.open.push(text.map(|text| (self.shown, text)));
    }

    /// The mark that was opened last ends.
    pub(super) fn end(&mut self) {
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(Some((from, text))) = self.open.pop()
            && from < self.shown
        {
            self.actual.push((from..self.shown, text));
        }
    }

    /// What was said on the page, which has ended, and its marks with it.
    pub(super) fn finish(mut self) -> Actual {
        while !self.open.is_empty() {
            self.deeper = 0;
            self.end();
        }
        self.actual
    }
}
