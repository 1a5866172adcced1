use super::super::xml::escaped;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// When the document says that it was made: always the same, so that equal reports are equal files.
pub(super) const DATE: &str = "2000-01-01T00:00:00Z";

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The text of a part with the addresses that it links to.
#[derive(Default)]
pub(super) struct Part {
    /// Its content, inside the root element.
    pub(super) xml: String,
    /// Addresses, each with the number of its relation.
    links: BTreeMap<String, usize>,
}

impl Part {
    /// The id of the relation that leads to `url`.
    pub(super) fn link(&mut self, url: &str) -> String {
        let next = self.links.len() + 1;
        let number = self.links.entry(url.to_string()).or_insert(next);
        format!("link{number}")
    }

    fn relations(&self, fixed: &[(&str, &str)]) -> String {
        let mut out = format!("{HEAD}<Relationships xmlns=\"{RELATIONS}\">");
        for (i, (kind, target)) in fixed.iter().enumerate() {
            out.push_str(&format!(
                "<Relationship Id=\"part{}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/>",
                i + 1
            ));
        }
        for (url, number) in &self.links {
            out.push_str(&format!(
                "<Relationship Id=\"link{number}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
                escaped(url)
            ));
        }
        out.push_str("</Relationships>");
        out
    }
}

/// The opening tag of a tracked change: `ins` or `del`.
pub(super) fn signed(tag: &str, id: usize, author: &str, date: Option<&str>) -> String {
    let date = date.map(|d| format!(" w:date=\"{}\"", escaped(d)));
    format!(
        "<w:{tag} w:id=\"{id}\" w:author=\"{}\"{}>",
        escaped(author),
        date.unwrap_or_default()
    )
}

/// Packs a Word file of the body, its section properties included, the footnotes, and comments where there
/// are any.
pub(super) fn pack(
    title: &str,
    body: &Part,
    notes: &Part,
    comments: Option<&str>,
) -> ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // Half the time of the usual level, for a file that is a quarter larger.
        .compression_level(Some(2))
        .last_modified_time(DateTime::default());
    for (name, content) in files(title, body, notes, comments) {
        zip.start_file(name, options)?;
        zip.write_all(content.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The files of the package, by their names.
fn files(
    title: &str,
    body: &Part,
    notes: &Part,
    comments: Option<&str>,
) -> Vec<(&'static str, String)> {
    let root = |name: &str, xml: &str| {
        format!("{HEAD}<w:{name} xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\">{xml}</w:{name}>")
    };
    // In document.xml.rels the first is part1; the body names the footer as part5.
    let mut parts = vec![
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("numbering", "numbering.xml"),
        ("footnotes", "footnotes.xml"),
        ("footer", "footer1.xml"),
    ];
    let mut types = include_str!("content_types.xml").to_string();
    if comments.is_some() {
        parts.push(("comments", "comments.xml"));
        types = types.replace(
            "</Types>",
            "<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/></Types>",
        );
    }
    let mut files: Vec<(&str, String)> = vec![
        ("[Content_Types].xml", types),
        ("_rels/.rels", package_relations()),
        ("docProps/core.xml", core_properties(title)),
        ("docProps/app.xml", app_properties()),
        (
            "word/document.xml",
            root("document", &format!("<w:body>{}</w:body>", body.xml)),
        ),
        ("word/_rels/document.xml.rels", body.relations(&parts)),
        ("word/styles.xml", include_str!("styles.xml").to_string()),
        (
            "word/settings.xml",
            include_str!("settings.xml").to_string(),
        ),
        (
            "word/numbering.xml",
            include_str!("numbering.xml").to_string(),
        ),
        (
            "word/footnotes.xml",
            root("footnotes", &format!("{SEPARATORS}{}", notes.xml)),
        ),
        ("word/_rels/footnotes.xml.rels", notes.relations(&[])),
        ("word/footer1.xml", root("ftr", &footer(title))),
    ];
    if let Some(comments) = comments {
        files.push(("word/comments.xml", root("comments", comments)));
    }
    files
}

/// The two lines above footnotes that Word asks for.
const SEPARATORS: &str = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>\
<w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>";

fn package_relations() -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{RELATIONS}\">\
<Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
<Relationship Id=\"r3\" Type=\"{OFFICE}/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>"
    )
}

fn core_properties(title: &str) -> String {
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>resgraph</dc:creator>\
<dcterms:created xsi:type=\"dcterms:W3CDTF\">{DATE}</dcterms:created></cp:coreProperties>",
        escaped(title)
    )
}

fn app_properties() -> String {
    format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
<Application>resgraph</Application></Properties>"
    )
}

/// Page number and number of pages, in the middle.
fn footer(title: &str) -> String {
    let field = |code: &str| {
        format!("<w:fldSimple w:instr=\" {code} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>")
    };
    let title = match title {
        "" => String::new(),
        title => format!("{} · ", escaped(title)),
    };
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Footer\"/><w:jc w:val=\"center\"/></w:pPr>\
<w:r><w:t xml:space=\"preserve\">{title}</w:t></w:r>{}<w:r><w:t xml:space=\"preserve\"> / </w:t></w:r>{}</w:p>",
        field("PAGE"),
        field("NUMPAGES")
    )
}
