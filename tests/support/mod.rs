//! What tests in this folder share.
#![allow(dead_code)]

pub mod book;
pub mod office;
pub mod pdf_file;
pub mod place;
pub mod run;
pub mod settle;
pub mod tracked;
pub mod word;

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A small Word file made part by part.
pub struct Docx {
    parts: Vec<(String, String)>,
    relations: String,
    types: String,
}

/// The namespaces of the parts, as attributes.
pub const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" \
    xmlns:v=\"urn:schemas-microsoft-com:vml\"";

const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

impl Docx {
    /// A file whose body is `body`.
    pub fn new(body: &str) -> Self {
        let document = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document {NAMESPACES}><w:body>{body}\
             <w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:body></w:document>"
        );
        Docx {
            parts: vec![("word/document.xml".into(), document)],
            relations: String::new(),
            types: format!(
                "<Override PartName=\"/word/document.xml\" ContentType=\"{TYPE}.document.main+xml\"/>"
            ),
        }
    }

    /// Adds `word/NAME.xml` with `content` in its root element, related to the document.
    pub fn with(mut self, name: &str, content: &str) -> Self {
        let xml = format!("<w:{name} {NAMESPACES}>{content}</w:{name}>");
        self.parts.push((format!("word/{name}.xml"), xml));
        self.types.push_str(&format!(
            "<Override PartName=\"/word/{name}.xml\" ContentType=\"{TYPE}.{name}+xml\"/>"
        ));
        self.relations.push_str(&format!(
            "<Relationship Id=\"{name}\" Type=\"{RELATION}/{name}\" Target=\"{name}.xml\"/>"
        ));
        self
    }

    /// Adds a relation to an address.
    pub fn link(mut self, id: &str, address: &str) -> Self {
        self.relations.push_str(&format!(
            "<Relationship Id=\"{id}\" Type=\"{RELATION}/hyperlink\" Target=\"{address}\" TargetMode=\"External\"/>"
        ));
        self
    }

    /// Adds a part as it is.
    pub fn part(mut self, name: &str, content: &str) -> Self {
        self.parts.push((name.into(), content.into()));
        self
    }

    /// The bytes of the file.
    pub fn bytes(&self) -> Vec<u8> {
        let types = format!(
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
            self.types
        );
        let relations = |inside: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
            )
        };
        let main = format!(
            "<Relationship Id=\"rId1\" Type=\"{RELATION}/officeDocument\" Target=\"word/document.xml\"/>"
        );
        let mut parts = vec![
            ("[Content_Types].xml".to_owned(), types),
            ("_rels/.rels".to_owned(), relations(&main)),
            (
                "word/_rels/document.xml.rels".to_owned(),
                relations(&self.relations),
            ),
        ];
        parts.extend(self.parts.iter().cloned());
        let parts: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_bytes()))
            .collect();
        zip(&parts)
    }
}

/// A zip archive.
pub fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default())
            .expect("starts a part");
        zip.write_all(content).expect("writes a part");
    }
    zip.finish().expect("ends the archive").into_inner()
}

/// A paragraph.
pub fn p(inside: &str) -> String {
    format!("<w:p>{inside}</w:p>")
}

/// A run of text.
pub fn r(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// Inserted text.
pub fn ins(text: &str) -> String {
    let run = r(text);
    format!("<w:ins w:id=\"1\" w:author=\"Ann\" w:date=\"2022-03-01T10:00:00Z\">{run}</w:ins>")
}

/// Deleted text.
pub fn del(text: &str) -> String {
    let run = r(text).replace("w:t", "w:delText");
    format!("<w:del w:id=\"2\" w:author=\"Bob\" w:date=\"2022-03-02T10:00:00Z\">{run}</w:del>")
}

/// A paragraph in which `[-…-]` is struck and `[+…+]` inserted.
pub fn marked(text: &str) -> String {
    let mut inside = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("[-").into_iter().chain(rest.find("[+")).min() {
        inside.push_str(&r(&rest[..at]));
        let (close, make): (&str, fn(&str) -> String) = match rest[at..].starts_with("[-") {
            true => ("-]", del),
            false => ("+]", ins),
        };
        let end = at + rest[at..].find(close).expect("is closed");
        inside.push_str(&make(&rest[at + 2..end]));
        rest = &rest[end + 2..];
    }
    p(&(inside + &r(rest)))
}

/// The folder of real texts, where the tests are told one.
pub fn corpus() -> Option<std::path::PathBuf> {
    let folder = std::env::var_os("RESGRAPH_CORPUS");
    if folder.is_none() {
        eprintln!("RESGRAPH_CORPUS is not set: nothing compared with real texts");
    }
    folder.map(Into::into)
}

/// The folder of real texts, and the hand-made answers of this name, where the tests are told both.
pub fn answers(name: &str) -> Option<(std::path::PathBuf, serde_json::Value)> {
    let (Some(corpus), Some(gold)) = (corpus(), std::env::var_os("RESGRAPH_GOLD")) else {
        eprintln!("RESGRAPH_CORPUS or RESGRAPH_GOLD is not set: nothing compared");
        return None;
    };
    let path = std::path::PathBuf::from(gold).join(name);
    let answers = std::fs::read_to_string(&path).expect("the answers are there");
    let answers = serde_json::from_str(&answers);
    Some((
        corpus,
        answers.unwrap_or_else(|e| panic!("{}: {e}", path.display())),
    ))
}

/// How many answers are right, of how many.
#[derive(Default)]
pub struct Score {
    pub right: usize,
    pub of: usize,
}

impl Score {
    /// Counts an answer; a wrong one is told.
    pub fn add(&mut self, is_right: bool, told: impl FnOnce() -> String) {
        self.of += 1;
        match is_right {
            true => self.right += 1,
            false => eprintln!("{}", told()),
        }
    }

    /// Whether so many of a hundred are right.
    pub fn reaches(&self, percent: usize) -> bool {
        self.right * 100 >= self.of * percent
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.right, self.of)
    }
}

/// The parts of a package, by their names.
pub fn parts(bytes: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("is a package");
    (0..zip.len())
        .map(|i| {
            let mut entry = zip.by_index(i).expect("has the part");
            let mut content = Vec::new();
            std::io::Read::read_to_end(&mut entry, &mut content).expect("unpacks");
            (entry.name().expect("has a name").into_owned(), content)
        })
        .collect()
}
