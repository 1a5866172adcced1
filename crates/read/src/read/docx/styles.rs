//! What a paragraph style says that matters for reading: heading level and list numbering, both inherited.

use super::package::attr;
use crate::model::BlockKind;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::BTreeMap;

/// A style may be based on another, and that on a third; files have been seen whose chain is a circle.
const LONGEST_CHAIN: usize = 32;

/// The styles of a Word file.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<u8>,
    list: ListRef,
    /// True where its text is raised.
    is_raised: bool,
}

/// Which list a paragraph or a style belongs to, as far as it says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct ListRef {
    /// `w:numId`; `0` takes the paragraph out of the list that its style is in.
    pub(super) list: Option<String>,
    /// `w:ilvl`, from 0.
    pub(super) level: Option<usize>,
    /// The style that names the list, where the paragraph itself does not.
    pub(super) style: Option<String>,
}

impl Styles {
    /// Reads the styles part.
    pub(super) fn read(xml: &str) -> Result<Self, quick_xml::Error> {
        let mut styles = Styles::default();
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let (mut id, mut style) = (String::new(), Style::default());
        // Old properties of a changed style, kept for the tracked change, do not hold.
        let mut in_change = 0usize;
        loop {
            match reader.read_event()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "style" => {
                        id = attr(&e, "styleId").unwrap_or_default();
                        style = Style::default();
                        let is_default =
                            attr(&e, "default").is_some_and(|v| v == "1" || v == "true");
                        if is_default && attr(&e, "type").as_deref() == Some("paragraph") {
                            styles.default = Some(id.clone());
                        }
                    }
                    "pPrChange" | "rPrChange" => in_change += 1,
                    _ if in_change > 0 => {}
                    "name" => style.name = attr(&e, "val").unwrap_or_default().to_lowercase(),
                    "basedOn" => style.based_on = attr(&e, "val"),
                    "outlineLvl" => style.outline = attr(&e, "val").and_then(|v| v.parse().ok()),
                    "vertAlign" => {
                        style.is_raised = attr(&e, "val").as_deref() == Some("superscript");
                    }
                    "position" => {
                        let by = attr(&e, "val").and_then(|v| v.parse::<i32>().ok());
                        style.is_raised |= by.is_some_and(|by| by > 0);
                    }
                    "numId" => style.list.list = attr(&e, "val"),
                    "ilvl" => style.list.level = attr(&e, "val").and_then(|v| v.parse().ok()),
                    _ => {}
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "style" => {
                        styles
                            .styles
                            .insert(std::mem::take(&mut id), std::mem::take(&mut style));
                    }
                    "pPrChange" | "rPrChange" => in_change = in_change.saturating_sub(1),
                    _ => {}
                },
                Event::Eof => return Ok(styles),
                _ => {}
            }
        }
    }

    /// The style and those that it is based on, the nearest first.
    fn chain<'a>(&'a self, style: Option<&'a str>) -> impl Iterator<Item = (&'a str, &'a Style)> {
        let first = style.or(self.default.as_deref());
        let look = |id: &'a str| self.styles.get_key_value(id);
        std::iter::successors(first.and_then(look), move |(_, style)| {
            style.based_on.as_deref().and_then(look)
        })
        .take(LONGEST_CHAIN)
        .map(|(id, style)| (id.as_str(), style))
    }

    /// What a paragraph of that style is; `outline` is what it says itself.
    pub(super) fn kind(&self, style: Option<&str>, outline: Option<u8>) -> BlockKind {
        let level = outline.or_else(|| {
            self.chain(style).find_map(|(_, style)| {
                let named = style.name.strip_prefix("heading ");
                let named = named.and_then(|n| n.parse::<u8>().ok()?.checked_sub(1));
                style.outline.or(named)
            })
        });
        match level {
            // Level 9 is Word's way to say: body text.
            Some(level @ 0..=8) => BlockKind::Heading(level + 1),
            _ => BlockKind::Paragraph,
        }
    }

    /// True where text of that style is raised.
    pub(super) fn is_raised(&self, style: &str) -> bool {
        !style.is_empty() && self.chain(Some(style)).any(|(_, style)| style.is_raised)
    }

    /// The list that a paragraph of that style is in; `own` is what it says itself.
    pub(super) fn list(&self, style: Option<&str>, own: &ListRef) -> Option<ListRef> {
        let mut found = own.clone();
        if found.list.is_none() {
            let (id, named) = self.chain(style).find(|(_, s)| s.list.list.is_some())?;
            found.list = named.list.list.clone();
            found.level = found.level.or(named.list.level);
            found.style = Some(id.to_owned());
        }
        (found.list.as_deref() != Some("0")).then_some(found)
    }

    /// The list that a list style names.
    pub(super) fn list_of(&self, style: &str) -> Option<&str> {
        self.styles.get(style)?.list.list.as_deref()
    }
}
