//! The zip package around a Word file: its parts, each of bounded size, and the relations between them.

use crate::limits;
use crate::read::{ReadError, encoding};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// So much room is made for a part before it is unpacked, at most: the size that it claims may be a lie.
const ROOM: u64 = 4 << 20;

/// An open Word package.
pub struct Package<'a> {
    file: &'a str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

/// Where a relation leads.
#[derive(Clone, Debug, Default)]
pub struct Relation {
    /// The type of the relation, an address.
    pub kind: String,
    /// The part or address that it leads to.
    pub target: String,
    /// True where it leads out of the package.
    pub external: bool,
}

impl<'a> Package<'a> {
    /// Opens the package; `file` is for messages.
    pub fn open(file: &'a str, bytes: &'a [u8]) -> Result<Self, ReadError> {
        // Nothing of a zip package begins otherwise, whatever its name says.
        if !bytes.starts_with(b"PK") {
            let message = "is no Word file (.docx, .docm, .dotx): damaged, or of another kind";
            return Err(ReadError::new(file, None, message));
        }
        let zip = ZipArchive::new(Cursor::new(bytes))
            .map_err(|e| ReadError::new(file, None, format!("a damaged zip package: {e}")))?;
        if zip.len() > limits::MEMBERS {
            let message = format!("a zip package of {} parts: refused", zip.len());
            return Err(ReadError::new(file, None, message));
        }
        Ok(Package { file, zip })
    }

    /// An error with the name of the file.
    pub fn fault(&self, message: &str) -> ReadError {
        ReadError::new(self.file, None, message)
    }

    /// True where the package has that part.
    pub fn has(&self, part: &str) -> bool {
        self.zip.index_for_name(part).is_some()
    }

    /// The content of a part, or none where the package has no such part.
    pub fn bytes(&mut self, part: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let fault = |message: String| ReadError::new(self.file, None, format!("{part}: {message}"));
        let Some(index) = self.zip.index_for_name(part) else {
            return Ok(None);
        };
        let entry = self.zip.by_index(index).map_err(|e| fault(e.to_string()))?;
        // For the same reason what comes out is counted.
        let room = usize::try_from(entry.size().min(ROOM)).unwrap_or(0);
        let mut content = Vec::with_capacity(room);
        entry
            .take(limits::UNPACKED + 1)
            .read_to_end(&mut content)
            .map_err(|e| fault(format!("damaged: {e}")))?;
        if content.len() as u64 > limits::UNPACKED {
            return Err(fault(format!(
                "unpacks to more than {} MiB: refused as a zip bomb",
                limits::UNPACKED >> 20
            )));
        }
        Ok(Some(content))
    }

    /// The text of an XML part, or none where the package has no such part.
    pub fn text(&mut self, part: &str) -> Result<Option<String>, ReadError> {
        Ok(self.bytes(part)?.map(|b| encoding::decode(b).text))
    }

    /// The name of the main document part, as the package's relations say.
    pub fn main_part(&mut self) -> Result<String, ReadError> {
        let found = self
            .relations("")?
            .into_values()
            .find(|r| r.kind == "officeDocument")
            .map(|r| r.target)
            .filter(|part| self.has(part));
        let usual = "word/document.xml";
        found
            .or_else(|| self.has(usual).then(|| usual.to_owned()))
            .ok_or_else(|| ReadError::new(self.file, None, "no Word document in this package"))
    }

    /// The relations of a part, by id; of the package itself where `part` is empty.
    pub fn relations(&mut self, part: &str) -> Result<BTreeMap<String, Relation>, ReadError> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let rels = relations_part(part);
        let mut relations = BTreeMap::new();
        let Some(text) = self.text(&rels)? else {
            return Ok(relations);
        };
        let mut reader = Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(Event::Start(e) | Event::Empty(e))
                    if e.local_name().as_ref() == "Relationship" =>
                {
                    let target = attr(&e, "Target").unwrap_or_default();
                    let external = attr(&e, "TargetMode").as_deref() == Some("External");
                    let target = match target.strip_prefix('/') {
                        _ if external => target,
                        Some(absolute) => absolute.to_owned(),
                        None if folder.is_empty() => target,
                        None => join(folder, &target),
                    };
                    let kind = attr(&e, "Type").unwrap_or_default();
                    let kind = kind.rsplit('/').next().unwrap_or("").to_owned();
                    let relation = Relation {
                        kind,
                        target,
                        external,
                    };
                    relations.insert(attr(&e, "Id").unwrap_or_default(), relation);
                }
                Ok(Event::Eof) => return Ok(relations),
                Ok(_) => {}
                Err(e) => {
                    let message = format!("{rels}: the relations of {name:?} are broken XML: {e}");
                    return Err(ReadError::new(self.file, None, message));
                }
            }
        }
    }
}

/// The name of the part that holds the relations of `part`.
pub fn relations_part(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// `target` as seen from `folder`: `..` leads up.
fn join(folder: &str, target: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in target.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The value of an attribute by its local name, entities resolved; none where it is absent.
pub fn attr(e: &BytesStart, local: &str) -> Option<String> {
    let [value] = attrs(e, [local]);
    value.map(Cow::into_owned)
}

/// What an entity stands for: a character by its number, or one of the five that XML itself names.
pub(in crate::read) fn entity(e: &BytesRef) -> Option<String> {
    let number = e.resolve_char_ref().ok().flatten().map(String::from);
    number.or_else(|| quick_xml::escape::resolve_xml_entity(e).map(str::to_owned))
}

/// The values of several attributes, in one pass over the tag.
pub(super) fn attrs<'e, const N: usize>(
    e: &'e BytesStart,
    locals: [&str; N],
) -> [Option<Cow<'e, str>>; N] {
    let mut values = [const { None }; N];
    for attribute in e.attributes().with_checks(false).flatten() {
        let name: &str = attribute.key.as_ref();
        let name = name.split_once(':').map_or(name, |(_, local)| local);
        let Some(wanted) = locals.iter().position(|local| *local == name) else {
            continue;
        };
        if values[wanted].is_some() {
            continue;
        }
        values[wanted] = Some(match quick_xml::escape::unescape(&attribute.value) {
            Ok(Cow::Owned(value)) => Cow::Owned(value),
            _ => attribute.value,
        });
        if values.iter().all(Option::is_some) {
            break;
        }
    }
    values
}

/// A switch element such as `w:vanish`: on unless its value says off.
pub(super) fn is_on(e: &BytesStart) -> bool {
    let [value] = attrs(e, ["val"]);
    !matches!(value.as_deref(), Some("0" | "false" | "off" | "none"))
}
