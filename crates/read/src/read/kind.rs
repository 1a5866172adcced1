//! What kind of file some bytes are: by their content where that is plain, else by the ending of the name.

use super::ReadError;

/// The kinds that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Pdf,
    Html,
    Xml,
    Markdown,
    Text,
}

/// Endings of files that can be read. Archives are folders: see [`super::files`].
const ENDINGS: [(&str, Kind); 14] = [
    ("docx", Kind::Word),
    ("docm", Kind::Word),
    ("dotx", Kind::Word),
    ("pdf", Kind::Pdf),
    ("html", Kind::Html),
    ("htm", Kind::Html),
    ("xhtml", Kind::Html),
    ("xml", Kind::Xml),
    ("akn", Kind::Xml),
    ("md", Kind::Markdown),
    ("markdown", Kind::Markdown),
    ("txt", Kind::Text),
    ("text", Kind::Text),
    // Cannot be read as it is, but is often something else in truth; and if not, its owner wants to be told.
    ("doc", Kind::Word),
];

/// The kind that the ending of a name says.
pub(super) fn of_ending(file: &str) -> Option<Kind> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let known = ENDINGS.iter().find(|(known, _)| *known == ending)?;
    Some(known.1)
}

/// The kind of `bytes`.
///
/// # Errors
/// Kinds that are known and cannot be read, with what to do.
pub(super) fn of(file: &str, bytes: &[u8]) -> Result<Kind, ReadError> {
    let refuse = |message: &str| Err(ReadError::new(file, None, message));
    // OpenDocument says what it is in the first member of the package, which is not compressed.
    let open_document = b"mimetypeapplication/vnd.oasis.opendocument";
    if memchr::memmem::find(&bytes[..bytes.len().min(128)], open_document).is_some() {
        return refuse("is an OpenDocument file (.odt, .ods): save it as .docx");
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Word);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return refuse(if has_utf16(bytes, "EncryptedPackage") {
            "is encrypted: open it in Word with its password and save it without one"
        } else if has_utf16(bytes, "WordDocument") {
            "is a Word file of the old kind (.doc): save it as .docx, for example with \
             `soffice --headless --convert-to docx FILE`"
        } else {
            "is an old Office file that cannot be read: save it as .docx"
        });
    }
    let head = &bytes[..bytes.len().min(1024)];
    if memchr::memmem::find(head, b"%PDF-").is_some() {
        return Ok(Kind::Pdf);
    }
    if head.starts_with(b"{\\rtf") {
        return refuse("is a rich text file (.rtf): save it as .docx");
    }
    if super::encoding::is_binary(bytes) {
        return refuse("is no text, and of no kind that can be read");
    }
    let shown = super::encoding::decode(head.to_vec()).text.to_lowercase();
    let shown = shown.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if shown.starts_with("mime-version:") && shown.contains("multipart/related") {
        return refuse("is a web archive (.mht): save it as a web page (.html) or as .docx");
    }
    let is_html = ["<!doctype html", "<html"]
        .iter()
        .any(|s| shown.starts_with(s))
        || (shown.starts_with("<?xml") || shown.starts_with("<!--")) && shown.contains("<html");
    if is_html {
        return Ok(Kind::Html);
    }
    match of_ending(file) {
        Some(Kind::Word | Kind::Pdf) if bytes.is_empty() => refuse("is empty"),
        Some(Kind::Word) => refuse("is no Word file: damaged, or of another kind"),
        Some(Kind::Pdf) => refuse("is no PDF file: damaged, or of another kind"),
        Some(kind) => Ok(kind),
        None => Ok(Kind::Text),
    }
}

/// True where `name` stands in `bytes` as UTF-16: the names of the streams of an old Office file do.
fn has_utf16(bytes: &[u8], name: &str) -> bool {
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    memchr::memmem::find(bytes, &name).is_some()
}
