use super::{Change, Document, PositionMap, Span};

/// One side of the tracked changes of a document, as a text of its own: the text as before or as after.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The text of that side.
    pub text: String,
    /// From its offsets to those of the document's text.
    places: PositionMap,
}

impl Reading {
    /// The text of `doc` without what stands on the side `without`.
    pub fn new(doc: &Document, without: Change) -> Self {
        let mut reading = Reading::default();
        let mut at = 0;
        for run in doc.changes.iter().filter(|c| c.change == without) {
            reading.keep(&doc.text, Span::new(at, run.span.start));
            at = at.max(run.span.end);
        }
        reading.keep(&doc.text, Span::new(at, doc.text.len()));
        reading
    }

    /// Adds the stretch `span` of `text`.
    pub(crate) fn keep(&mut self, text: &str, span: Span) {
        if let Some(kept) = text.get(span.range()).filter(|t| !t.is_empty()) {
            self.places.push_step(self.text.len(), span.start);
            self.text.push_str(kept);
        }
    }

    /// Where a stretch of this reading stands in the document: from its first byte to its last.
    pub fn in_document(&self, span: Span) -> Span {
        self.places.source_span(span)
    }

    /// Where a stretch of the document stands in this reading; empty where nothing of it is there.
    pub fn of_document(&self, span: Span) -> Span {
        let start = self.first_from(span.start);
        Span::new(start, self.first_from(span.end).max(start))
    }

    /// The first place of this reading that stands at `at` of the document or behind it.
    fn first_from(&self, at: usize) -> usize {
        let near = self.places.text(at, self.text.len());
        match self.places.source(near) < at {
            true => (near + 1).min(self.text.len()),
            false => near,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ChangeRun;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_kept_is_found_again(pieces in proptest::collection::vec(("[a-z]{0,4}|é", 0u8..3), 0..12)) {
            let mut doc = Document::default();
            for (piece, side) in &pieces {
                let start = doc.text.len();
                doc.text.push_str(piece);
                let change = [None, Some(Change::Inserted), Some(Change::Deleted)][usize::from(*side)];
                doc.changes.extend(change.map(|change| ChangeRun {
                    span: Span::new(start, doc.text.len()),
                    change,
                    moved: false,
                    author: None,
                    date: None,
                }));
            }
            let reading = Reading::new(&doc, Change::Deleted);
            for (at, c) in reading.text.char_indices() {
                let span = Span::new(at, at + c.len_utf8());
                let place = reading.in_document(span);
                prop_assert_eq!(&doc.text[place.range()], &reading.text[span.range()]);
                prop_assert_eq!(reading.of_document(place), span);
            }
            for run in doc.changes.iter().filter(|c| c.change == Change::Deleted) {
                prop_assert!(reading.of_document(run.span).is_empty());
            }
        }
    }
}
