//! What a document part refers to: styles, lists, notes and comments, and which side of changes is wanted.

use super::numbering::{Counters, Numbering, number};
use super::paragraph::{Names, Paragraph, Tracked};
use super::styles::{ListRef, Styles};
use crate::read::ChangeView;
use std::collections::{BTreeMap, BTreeSet};

/// All that.
#[derive(Default)]
pub(super) struct Library {
    pub(super) view: ChangeView,
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    pub(super) counters: Counters,
    /// By kind and id. A note is taken out when its mark is met: a file that refers to one note a million
    /// times shall not make a million copies.
    pub(super) notes: BTreeMap<(&'static str, String), Option<Vec<Paragraph>>>,
    /// By table: the grid columns at which its cells start.
    pub(super) columns: Vec<BTreeSet<u32>>,
    /// Who changed the file, and when.
    pub(super) names: Names,
    footnotes: i64,
    endnotes: i64,
}

impl Library {
    pub(super) fn new(view: ChangeView) -> Self {
        Library {
            view,
            ..Library::default()
        }
    }

    /// The id of a new table.
    pub(super) fn new_table(&mut self) -> u32 {
        self.columns.push(BTreeSet::new());
        u32::try_from(self.columns.len() - 1).unwrap_or(u32::MAX)
    }

    /// True where both sides of changes are kept and marked.
    pub(super) fn keeps_both(&self) -> bool {
        self.view == ChangeView::Both
    }

    /// True where that side of a change is not to be read.
    pub(super) fn hides(&self, tracked: &Tracked) -> bool {
        self.view.hides(tracked.change)
    }

    /// The printed label of a paragraph.
    pub(super) fn label(
        &mut self,
        style: Option<&str>,
        own: &ListRef,
        mark: Option<&Tracked>,
    ) -> Option<String> {
        let list = self.styles.list(style, own)?;
        let want_original = self.view == ChangeView::Reject;
        let mark = mark.map(|m| m.change);
        self.counters
            .label(&self.numbering, &self.styles, &list, mark, want_original)
    }

    /// The paragraphs of a note or comment (none of them when it is met again) and its printed number.
    /// None where the file has no such note.
    pub(super) fn note(
        &mut self,
        kind: &str,
        id: &str,
        is_numbered: bool,
    ) -> Option<(Vec<Paragraph>, Option<String>)> {
        let kind = ["footnote", "endnote", "comment"]
            .into_iter()
            .find(|k| *k == kind)?;
        let note = self.notes.get_mut(&(kind, id.to_owned()))?.take();
        let label = match kind {
            _ if !is_numbered => None,
            "footnote" => {
                self.footnotes += 1;
                Some(number(self.footnotes, "decimal"))
            }
            "endnote" => {
                self.endnotes += 1;
                Some(number(self.endnotes, "lowerRoman"))
            }
            _ => None,
        };
        Some((note.unwrap_or_default(), label))
    }
}
