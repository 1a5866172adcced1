//! The parts of the package that annotating touches: the document, its comments, its relations, the list of types.

use crate::amend::Author;
use crate::read::ReadError;
use crate::read::docx::OWN_AUTHOR;
use crate::read::docx::package::{Package, relations_part};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const COMMENTS: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
const TYPES: &str = "[Content_Types].xml";

/// Those parts.
pub(super) struct Parts {
    document_name: String,
    /// A byte order mark that stands before the document part.
    has_mark: bool,
    /// The XML of the document part.
    pub(super) document: String,
    comments_name: String,
    /// The comments part, where the file has one.
    comments: Option<String>,
    relations: Option<String>,
    types: String,
    next: u32,
    author: Option<Author>,
    added: Vec<(u32, Vec<String>)>,
    /// The relation of each new address, in the order of the addresses.
    addresses: BTreeMap<String, String>,
}

impl Parts {
    /// Those of a file; comments are of `author`, or else of this program.
    pub(super) fn open(package: &mut Package, author: Option<&Author>) -> Result<Self, ReadError> {
        let document_name = package.main_part()?;
        // What is not UTF-8 is declared to be that in the XML, which must not change.
        let text = String::from_utf8(package.bytes(&document_name)?.unwrap_or_default());
        let text =
            text.map_err(|_| package.fault("its document part is not UTF-8, as Word writes it"))?;
        let document = text.strip_prefix('\u{feff}').unwrap_or(&text).to_owned();
        let related = package.relations(&document_name)?.into_values();
        let comments_name = related
            .filter(|r| r.kind == "comments" && !r.external)
            .map(|r| r.target)
            .next();
        let comments = match &comments_name {
            Some(name) => package.text(name)?,
            None => None,
        };
        let folder = document_name
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let beside = |name: &str| {
            format!("{folder}/{name}")
                .trim_start_matches('/')
                .to_owned()
        };
        let comments_name = comments_name
            .filter(|_| comments.is_some())
            .unwrap_or_else(|| {
                // A part of that name that is no comments part of the document stays as it is.
                let mut names = (0..).map(|n| {
                    if n == 0 {
                        beside("comments.xml")
                    } else {
                        beside(&format!("comments{n}.xml"))
                    }
                });
                names.find(|name| !package.has(name)).unwrap_or_default()
            });
        let next = comments
            .as_deref()
            .map_or(0, |xml| ids(xml).max().map_or(0, |id| id.saturating_add(1)));
        Ok(Parts {
            has_mark: text.starts_with('\u{feff}'),
            document,
            relations: package.text(&relations_part(&document_name))?,
            types: package.text(TYPES)?.unwrap_or_default(),
            document_name,
            comments_name,
            comments,
            next,
            author: author.cloned(),
            added: Vec::new(),
            addresses: BTreeMap::new(),
        })
    }

    /// The id that the next comment will have.
    pub(super) fn next_comment(&self) -> u32 {
        self.next
    }

    /// Adds a comment, a paragraph each of `text`.
    pub(super) fn comment(&mut self, text: &[String]) {
        self.added.push((self.next, text.to_vec()));
        self.next = self.next.saturating_add(1);
    }

    /// The id of the relation to an address.
    pub(super) fn address(&mut self, address: &str) -> String {
        let next = format!("rIdResgraph{}", self.addresses.len() + 1);
        self.addresses
            .entry(address.to_owned())
            .or_insert(next)
            .clone()
    }

    /// The package with the new parts; all others are copied as they are packed.
    pub(super) fn write(self, bytes: &[u8]) -> zip::result::ZipResult<Vec<u8>> {
        let mut changed: BTreeMap<String, String> = BTreeMap::new();
        if !self.added.is_empty() {
            changed.insert(self.comments_name.clone(), self.comments_part());
        }
        if self.begins_comments() {
            changed.insert(TYPES.to_owned(), self.types_part());
        }
        let relations = self.new_relations();
        if !relations.is_empty() {
            let before = self.relations.clone();
            let before = before.unwrap_or_else(|| empty_part("Relationships", RELATIONS));
            let after = with_last_child(&before, |prefix| {
                relations.replace("<Relationship ", &format!("<{prefix}Relationship "))
            });
            changed.insert(relations_part(&self.document_name), after);
        }
        if !(self.added.is_empty() && self.addresses.is_empty()) {
            let mark = if self.has_mark { "\u{feff}" } else { "" };
            let document = format!("{mark}{}", self.document);
            changed.insert(self.document_name, document);
        }
        with_parts(bytes, changed)
    }

    /// True where the file gets comments and had none.
    fn begins_comments(&self) -> bool {
        !self.added.is_empty() && self.comments.is_none()
    }

    /// The comments that the file had, and the new ones.
    fn comments_part(&self) -> String {
        let before = self.comments.clone();
        let before = before.unwrap_or_else(|| empty_part("w:comments", MAIN));
        with_last_child(&before, |prefix| {
            self.added
                .iter()
                .map(|(id, text)| comment_xml(prefix, *id, text, self.author.as_ref()))
                .collect()
        })
    }

    /// The list of types with that of the new comments part.
    fn types_part(&self) -> String {
        let name = &self.comments_name;
        with_last_child(&self.types, |prefix| {
            format!("<{prefix}Override PartName=\"/{name}\" ContentType=\"{COMMENTS}\"/>")
        })
    }

    /// The relations to new addresses, and to a new comments part.
    fn new_relations(&self) -> String {
        let mut relations = String::new();
        for (address, id) in &self.addresses {
            let address = escaped(address);
            relations.push_str(&format!(
                "<Relationship Id=\"{id}\" Type=\"{RELATION}/hyperlink\" Target=\"{address}\" TargetMode=\"External\"/>"
            ));
        }
        if self.begins_comments() {
            let name = self.comments_name.rsplit('/').next().unwrap_or_default();
            relations.push_str(&format!(
                "<Relationship Id=\"rIdResgraphComments\" Type=\"{RELATION}/comments\" Target=\"{name}\"/>"
            ));
        }
        relations
    }
}

/// A part that holds nothing yet but its root element.
fn empty_part(root: &str, namespace: &str) -> String {
    let prefix = root.split_once(':').map(|(prefix, _)| format!(":{prefix}"));
    let prefix = prefix.unwrap_or_default();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<{root} xmlns{prefix}=\"{namespace}\"></{root}>"
    )
}

/// The package `bytes` with these parts new or replaced; all others are copied as they are packed.
pub(crate) fn with_parts(
    bytes: &[u8],
    mut changed: BTreeMap<String, String>,
) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len() + 4096)));
    for i in 0..archive.len() {
        let entry = archive.by_index_raw(i)?;
        let name = entry.name()?.into_owned();
        match changed.remove(&name) {
            Some(content) => {
                let time = entry.last_modified().unwrap_or_default();
                out.start_file(name, SimpleFileOptions::default().last_modified_time(time))?;
                out.write_all(content.as_bytes())?;
            }
            None => out.raw_copy_file(entry)?,
        }
    }
    for (name, content) in changed {
        let time = zip::DateTime::default();
        out.start_file(name, SimpleFileOptions::default().last_modified_time(time))?;
        out.write_all(content.as_bytes())?;
    }
    Ok(out.finish()?.into_inner())
}

/// The ids of the comments, changes and bookmarks of a part.
pub(crate) fn ids(xml: &str) -> impl Iterator<Item = u32> {
    xml.match_indices(":id=\"").filter_map(|(at, found)| {
        let value = &xml[at + found.len()..];
        value[..value.find('"')?].parse().ok()
    })
}

fn comment_xml(w: &str, id: u32, text: &[String], author: Option<&Author>) -> String {
    let by = match author {
        Some(author) => author.attributes(w),
        None => format!("{w}author=\"{OWN_AUTHOR}\" {w}initials=\"rg\""),
    };
    let mut xml = format!("<{w}comment {w}id=\"{id}\" {by}>");
    for (n, paragraph) in text.iter().enumerate() {
        xml.push_str(&format!(
            "<{w}p><{w}pPr><{w}pStyle {w}val=\"CommentText\"/></{w}pPr>"
        ));
        if n == 0 {
            xml.push_str(&format!(
                "<{w}r><{w}rPr><{w}rStyle {w}val=\"CommentReference\"/></{w}rPr><{w}annotationRef/></{w}r>"
            ));
        }
        let paragraph = escaped(paragraph);
        xml.push_str(&format!(
            "<{w}r><{w}t xml:space=\"preserve\">{paragraph}</{w}t></{w}r></{w}p>"
        ));
    }
    xml.push_str(&format!("</{w}comment>"));
    xml
}

/// `xml` with more at the end of its root element; `child` is told the prefix of the root's name (`w:`, or none).
fn with_last_child(xml: &str, child: impl FnOnce(&str) -> String) -> String {
    let trimmed = xml.trim_end();
    let is_empty = trimmed.ends_with("/>")
        && trimmed.matches("<").count() == trimmed.matches("<?").count() + 1;
    let open = if is_empty {
        trimmed.rfind('<')
    } else {
        trimmed.rfind("</")
    };
    let Some(open) = open else {
        return xml.to_owned();
    };
    let name = xml[open..].trim_start_matches(['<', '/']);
    let name = name
        .split(|c: char| c.is_whitespace() || "/>".contains(c))
        .next()
        .unwrap_or("");
    let prefix = name.find(':').map_or("", |colon| &name[..=colon]);
    let child = child(prefix);
    if is_empty {
        let tag = trimmed.trim_end_matches("/>");
        format!("{tag}>{child}</{name}>")
    } else {
        format!("{}{child}{}", &xml[..open], &xml[open..])
    }
}

/// Text as XML, without the characters that XML cannot hold.
fn escaped(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect();
    quick_xml::escape::escape(text.as_str()).into_owned()
}
