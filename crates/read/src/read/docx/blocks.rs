//! What the elements around paragraphs do: tables, text boxes, notes and comments, files within the file.

use super::flow::Flow;
use super::inline::anchored;
use super::package::attr;
use super::walker::{Open, Walker};
use quick_xml::events::BytesStart;

impl Walker<'_> {
    pub(super) fn start_table(&mut self) -> Open {
        let id = self.library.new_table();
        self.flow().start_table(id);
        Open::Table
    }

    pub(super) fn start_row(&mut self) -> Open {
        let changes = self.changes.len();
        self.flow().start_row(changes);
        Open::Row
    }

    pub(super) fn end_row(&mut self) {
        if let Some(changes) = self.flow().end_row() {
            self.changes.truncate(changes);
        }
    }

    /// A cell begins, unless it is passed over.
    pub(super) fn start_cell(&mut self) -> Option<Open> {
        let Walker { flows, library, .. } = self;
        let changes = self.changes.len();
        let is_wanted = flows.last_mut()?.start_cell(&mut library.columns);
        is_wanted.then_some(Open::Cell { changes })
    }

    pub(super) fn end_cell(&mut self, changes: usize) {
        self.flow().end_cell();
        self.changes.truncate(changes);
    }

    /// A note or comment of the part begins, unless it is a comment of this program.
    pub(super) fn start_item(&mut self, e: &BytesStart) -> Option<Open> {
        let id = attr(e, "id").unwrap_or_default();
        if attr(e, "author").as_deref() == Some(super::OWN_AUTHOR) {
            self.story.items.insert(id, Vec::new());
            return None;
        }
        self.flows.push(Flow::default());
        Some(Open::Item(id))
    }

    pub(super) fn end_item(&mut self, id: String) {
        let mut flow = self.flows.pop().unwrap_or_default();
        flow.flush();
        self.story.items.insert(id, flow.out);
    }

    pub(super) fn embedded_file(&mut self) -> Open {
        self.losses
            .push("another file that is embedded here was not read".into());
        Open::Other
    }

    pub(super) fn start_text_box(&mut self) -> Open {
        self.flows.push(Flow::default());
        Open::TextBox
    }

    /// A text box ends: its paragraphs hang on the one that its frame is fixed to.
    pub(super) fn end_text_box(&mut self) {
        if self.flows.len() < 2 {
            return;
        }
        let mut inner = self.flows.pop().unwrap_or_default();
        inner.flush();
        let run = self.in_runs.last().copied();
        let flow = self.flow();
        for mut paragraph in inner.out {
            paragraph.pieces = anchored(&paragraph.text, run);
            match flow.paragraph.as_mut() {
                Some(host) => host.after.push(paragraph),
                None => flow.out.push(paragraph),
            }
        }
    }
}
