//! Markdown (CommonMark with tables, footnotes and struck text, read by pulldown-cmark).

use super::ChangeView;
use super::builder::Builder;
use super::raised::{is_mark, sign};
use crate::model::{BlockKind, Cell, Change, Document, Format};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Reads a Markdown file; offsets lead back to it.
pub(super) fn read(file: &str, source: String, view: ChangeView) -> Document {
    let mut walker = Walker {
        builder: Builder::new(view),
        ..Walker::default()
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    for (event, range) in Parser::new_ext(&source, options).into_offset_iter() {
        let raw = &source[range.clone()];
        match event {
            Event::Start(tag) => walker.start(tag),
            Event::End(tag) => walker.end(tag),
            _ if walker.is_unseen => {}
            Event::Text(text) if walker.is_raised && is_mark(&text) => {
                let signs = text.chars().filter_map(sign);
                signs.for_each(|c| walker.builder.char(c, range.start));
            }
            Event::Text(text) => walker.builder.text(&text, range.start, *text == *raw),
            Event::Code(text) => {
                let inside = raw.find(&*text);
                let at = range.start + inside.unwrap_or(0);
                walker.builder.text(&text, at, inside.is_some());
            }
            Event::SoftBreak => walker.builder.char(' ', range.start),
            Event::HardBreak => walker.builder.end_block(),
            Event::InlineHtml(tag) => walker.inline_html(&tag),
            _ => {}
        }
    }
    walker.builder.finish(file, Format::Markdown, source)
}

#[derive(Default)]
struct Walker {
    builder: Builder,
    /// The open lists: the next number, none for bullets.
    lists: Vec<Option<u64>>,
    links: Vec<(usize, String)>,
    tables: u32,
    cell: Cell,
    is_unseen: bool,
    /// In `<sup>`: the mark of a note.
    is_raised: bool,
}

impl Walker {
    fn start(&mut self, tag: Tag) {
        match tag {
            Tag::Heading { level, .. } => {
                self.builder.end_block();
                self.builder.block.kind = BlockKind::Heading(level as u8);
            }
            Tag::List(start) => {
                self.builder.end_block();
                self.lists.push(start);
            }
            Tag::Item => {
                self.builder.block.label = match self.lists.last_mut() {
                    Some(Some(next)) => {
                        *next = next.saturating_add(1);
                        Some(format!("{}.", *next - 1))
                    }
                    _ => Some("•".to_owned()),
                };
            }
            Tag::FootnoteDefinition(label) => {
                self.builder.end_block();
                self.builder.block.kind = BlockKind::Note;
                self.builder.block.label = Some(label.to_string());
            }
            Tag::Strikethrough => self.builder.set_change(Some(Change::Deleted)),
            Tag::Link { dest_url, .. } => {
                self.links.push((self.builder.len(), dest_url.to_string()))
            }
            Tag::Image { .. } | Tag::MetadataBlock(_) | Tag::HtmlBlock => self.is_unseen = true,
            Tag::Table(_) => {
                self.builder.end_block();
                self.cell = Cell {
                    table: self.tables,
                    ..Cell::default()
                };
                self.tables = self.tables.saturating_add(1);
            }
            Tag::TableCell => self.builder.start_cell(self.cell),
            Tag::CodeBlock(_) => {
                self.builder.end_block();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::FootnoteDefinition => {
                self.builder.end_block();
                self.builder.block.kind = BlockKind::Paragraph;
                self.builder.block.label = None;
            }
            TagEnd::Item => {
                self.builder.end_block();
                self.builder.block.label = None;
            }
            TagEnd::List(_) => {
                self.lists.pop();
            }
            TagEnd::Strikethrough => self.builder.set_change(None),
            TagEnd::Link => {
                if let Some((start, target)) = self.links.pop() {
                    self.builder.link(start, &target);
                }
            }
            TagEnd::Image | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock => self.is_unseen = false,
            TagEnd::TableCell => {
                self.builder.end_cell(None);
                self.cell.column += 1;
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                self.builder.end_row();
                self.cell.row += 1;
                self.cell.column = 0;
            }
            TagEnd::Paragraph | TagEnd::CodeBlock => self.builder.end_block(),
            _ => {}
        }
    }

    /// `<ins>` and `<del>` are how Markdown writes tracked changes; `<br>` ends a line.
    fn inline_html(&mut self, tag: &str) {
        match tag {
            "<ins>" => self.builder.set_change(Some(Change::Inserted)),
            "<del>" => self.builder.set_change(Some(Change::Deleted)),
            "<sup>" => self.is_raised = true,
            "</sup>" => self.is_raised = false,
            "</ins>" | "</del>" => self.builder.set_change(None),
            _ if tag.starts_with("<br") => self.builder.end_block(),
            _ => {}
        }
    }
}
