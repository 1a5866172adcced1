//! Text out of a PDF file, page by page: by `pdftotext` (Poppler) where it is on the path, else by pdf-extract.

use super::layout;
use crate::read::ReadError;
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A file of a thousand pages takes seconds; what takes longer hangs.
const LONGEST: Duration = Duration::from_secs(120);
/// Text beyond this is no document's.
const MOST_TEXT: u64 = 256 << 20;

/// The text of each page.
pub(super) fn pages(file: &str, bytes: Vec<u8>) -> Result<Vec<String>, ReadError> {
    let fault = |message: String| ReadError::new(file, None, message);
    match with_poppler(&bytes) {
        Some(pages) => pages.map_err(fault),
        None => built_in(bytes).map_err(fault),
    }
}

/// By `pdftotext`; none where there is no such program.
fn with_poppler(bytes: &[u8]) -> Option<Result<Vec<String>, String>> {
    let mut child = Command::new("pdftotext")
        // Not with -q: what it says of a file that it refuses tells an encrypted one from a damaged one.
        .args(["-enc", "UTF-8", "-bbox-layout", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let (Some(mut stdin), Some(stdout), Some(stderr)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return None;
    };
    let read = |mut from: Box<dyn Read + Send>| {
        let mut content = Vec::new();
        // What was read up to a fault is enough: the program's exit tells whether it was all.
        let _ = from.by_ref().take(MOST_TEXT).read_to_end(&mut content);
        content
    };
    let ended = std::thread::scope(|scope| {
        scope.spawn(move || {
            // A program that refuses the file reads no further; its exit tells.
            let _ = stdin.write_all(bytes);
        });
        let text = scope.spawn(move || read(Box::new(stdout)));
        let message = scope.spawn(move || read(Box::new(stderr)));
        let until = Instant::now() + LONGEST;
        let status = loop {
            match child.try_wait() {
                Ok(Some(status)) => break Ok(status),
                Ok(None) if Instant::now() < until => std::thread::sleep(Duration::from_millis(5)),
                Ok(None) => {
                    let _ = child.kill();
                    let _ = child.wait();
                    break Err(format!("pdftotext did not end in {} s", LONGEST.as_secs()));
                }
                Err(error) => break Err(format!("pdftotext: {error}")),
            }
        };
        let text = text.join().unwrap_or_default();
        let message = message.join().unwrap_or_default();
        status.map(|status| {
            (
                status,
                text,
                String::from_utf8_lossy(&message).trim().to_owned(),
            )
        })
    });
    Some(ended.and_then(|(status, text, message)| {
        if status.success() {
            layout::pages(&String::from_utf8_lossy(&text))
        } else if message.contains("password") {
            Err(ENCRYPTED.to_owned())
        } else {
            let last = message.lines().last();
            let why = last.unwrap_or("pdftotext can make nothing of it");
            Err(format!("damaged: {why}"))
        }
    }))
}

const ENCRYPTED: &str = "is encrypted: save it without a password";

/// By pdf-extract, in a thread of its own: it panics on odd fonts and recurses over nested objects.
#[cfg(feature = "pdf")]
fn built_in(bytes: Vec<u8>) -> Result<Vec<String>, String> {
    const NAME: &str = "resgraph-pdf";
    static QUIET: std::sync::Once = std::sync::Once::new();
    QUIET.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            // A panic in there becomes an error message of ours; its own would only puzzle people.
            if std::thread::current().name() != Some(NAME) {
                before(panic);
            }
        }));
    });
    let (sender, receiver) = std::sync::mpsc::channel();
    let worker = std::thread::Builder::new()
        .name(NAME.into())
        .stack_size(64 << 20)
        .spawn(move || {
            let pages =
                std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem_by_pages(&bytes));
            // Nobody waits any more where time ran out.
            let _ = sender.send(pages);
        });
    if let Err(error) = worker {
        return Err(format!("no thread to read it in: {error}"));
    }
    match receiver.recv_timeout(LONGEST) {
        Ok(Ok(Ok(pages))) => Ok(pages),
        Ok(Ok(Err(error))) => {
            let error = error.to_string();
            let is_encrypted = error.to_lowercase().contains("crypt") || error.contains("password");
            Err(if is_encrypted { ENCRYPTED.to_owned() } else { format!("damaged: {error}") })
        }
        Ok(Err(_)) => Err(
            "cannot be read by the built-in reader: install pdftotext (poppler-utils) and try again".into(),
        ),
        Err(_) => Err(format!("took more than {} s: given up", LONGEST.as_secs())),
    }
}

#[cfg(not(feature = "pdf"))]
fn built_in(_bytes: Vec<u8>) -> Result<Vec<String>, String> {
    Err("PDF files need pdftotext (poppler-utils) on the path, for this program was built without a reader of its own".into())
}

#[cfg(all(test, feature = "pdf"))]
mod tests {
    use super::{built_in, with_poppler};

    const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

    /// A file of one page that says `text`.
    fn small(text: &str) -> Vec<u8> {
        in_font(text, FONT)
    }

    fn in_font(text: &str, font: &str) -> Vec<u8> {
        let content = format!("BT /F 12 Tf 72 720 Td ({text}) Tj ET");
        let objects = [
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".to_owned(),
            format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
            font.to_owned(),
        ];
        let mut pdf = "%PDF-1.4\n".to_owned();
        let mut offsets = Vec::new();
        for (i, object) in objects.iter().enumerate() {
            offsets.push(pdf.len());
            pdf.push_str(&format!("{} 0 obj\n{object}\nendobj\n", i + 1));
        }
        let start = pdf.len();
        pdf.push_str("xref\n0 6\n0000000000 65535 f \n");
        for offset in offsets {
            pdf.push_str(&format!("{offset:010} 00000 n \n"));
        }
        pdf.push_str(&format!(
            "trailer<</Size 6/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
        ));
        pdf.into_bytes()
    }

    #[test]
    fn a_font_that_makes_the_built_in_reader_panic_ends_that_file_alone() {
        // Parts that every such font has are missing.
        let odd = ["<</Type/Font/Subtype/Type0/BaseFont/X>>", "<</Type/Font>>"];
        let panics = |font: &&&str| {
            let refused = built_in(in_font("Resolution 44", font)).err();
            refused.is_some_and(|why| why.contains("built-in reader"))
        };
        assert!(odd.iter().filter(panics).count() > 0);
        assert!(built_in(small("Resolution 44")).is_ok());
    }

    #[test]
    fn both_readers_give_the_text_and_refuse_damage() {
        let page = built_in(small("Resolution 44")).expect("reads");
        assert!(page[0].contains("Resolution 44"), "{page:?}");
        assert!(built_in(b"%PDF-1.4\ngarbage".to_vec()).is_err());
        if let Some(pages) = with_poppler(&small("Resolution 44")) {
            assert_eq!(pages.expect("reads")[0].trim(), "Resolution 44");
        }
        if let Some(pages) = with_poppler(b"%PDF-1.4\ngarbage") {
            assert!(pages.expect_err("is refused").contains("damaged"));
        }
    }
}
