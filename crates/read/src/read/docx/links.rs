//! Hyperlinks, as elements and as fields.

use super::flow::Field;
use super::package::attr;
use super::walker::{Open, Walker};
use crate::model::{Link, Span};
use quick_xml::events::BytesStart;

/// Fields nested deeper are passed over: each piece of text looks at all that are open.
const DEEPEST_FIELD: usize = 100;

impl Walker<'_> {
    pub(super) fn field_mark(&mut self, e: &BytesStart) -> Open {
        let start = self.paragraph_len();
        let fields = &mut self.flow().fields;
        match attr(e, "fldCharType").as_deref() {
            Some("begin") if fields.len() < DEEPEST_FIELD => fields.push(Field {
                start,
                ..Field::default()
            }),
            Some("separate") => {
                if let Some(field) = fields.last_mut() {
                    (field.in_result, field.start) = (true, start);
                }
            }
            Some("end") => {
                if let Some(field) = fields.pop().filter(|f| f.in_result) {
                    self.end_link(field.start, link_target(&field.instruction));
                }
            }
            _ => {}
        }
        Open::Other
    }

    pub(super) fn simple_field(&mut self, e: &BytesStart) -> Open {
        let instruction = attr(e, "instr").unwrap_or_default();
        Open::Link {
            start: self.paragraph_len(),
            target: link_target(&instruction),
        }
    }

    pub(super) fn hyperlink(&mut self, e: &BytesStart) -> Open {
        let start = self.paragraph_len();
        let anchor = attr(e, "anchor").map(|a| format!("#{a}"));
        let address = attr(e, "id")
            .and_then(|id| self.relations.get(&id))
            .filter(|r| r.external)
            .map(|r| r.target.clone());
        let target = match (address, anchor) {
            (Some(address), anchor) => Some(address + anchor.as_deref().unwrap_or("")),
            (None, anchor) => anchor,
        };
        Open::Link { start, target }
    }

    pub(super) fn end_link(&mut self, start: usize, target: Option<String>) {
        if let (Some(target), Some(paragraph)) = (target, self.paragraph()) {
            let span = Span::new(start, paragraph.text.len());
            if !span.is_empty() {
                paragraph.links.push(Link { span, target });
            }
        }
    }
}

/// The address in the instruction of a field: `HYPERLINK "address" \l "place"`.
fn link_target(instruction: &str) -> Option<String> {
    let rest = instruction.trim_start();
    let (word, rest) = rest.split_at_checked("HYPERLINK".len())?;
    if !word.eq_ignore_ascii_case("HYPERLINK") {
        return None;
    }
    let (mut address, mut place) = (None, None);
    let mut parts = rest.split('"');
    while let (Some(switch), Some(quoted)) = (parts.next(), parts.next()) {
        let switch = switch.trim();
        if switch.ends_with("\\l") {
            place = Some(format!("#{quoted}"));
        } else if !switch.contains('\\') {
            address = address.or(Some(quoted));
        }
    }
    match (address, place) {
        (Some(address), place) => Some(address.to_owned() + place.as_deref().unwrap_or("")),
        (None, place) => place,
    }
}
