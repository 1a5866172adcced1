//! Makes the pages of a PDF file plain: text and ruling lines in one stream a page, whatever drew them.
//!
//! Drawings inside drawings are put where they are drawn, with their place and fonts; colours, pictures and the
//! like are left out. So what follows meets neither cycles nor depth nor what it does not know, and the work is
//! counted before it is done.

use super::actual::{Actual, Marks};
use crate::limits;
use flate2::read::ZlibDecoder;
use pdf_extract::content::{Content, Operation};
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::BTreeMap;
use std::io::Read;

/// The font of text that names none.
const NO_FONT: &[u8] = b"F0";
/// A page without a size of its own.
const A4: [f64; 4] = [0.0, 0.0, 595.0, 842.0];
/// Parents of a page are followed so far.
const ANCESTORS: usize = 50;

/// What was flattened, and what is to be known of each page.
pub(super) struct Flat {
    /// The pages, in order.
    pub(super) pages: Vec<Seen>,
    /// The file, its pages flattened.
    pub(super) document: Document,
}

/// How a page is to be read.
pub(super) struct Seen {
    /// By how many quarters of a circle it is turned clockwise.
    pub(super) turns: u8,
    /// What stretches of its text stand for.
    pub(super) actual: Actual,
}

/// Flattens all pages.
pub(super) fn flatten(mut document: Document) -> Result<Flat, String> {
    let pages: Vec<ObjectId> = document.page_iter().take(limits::PDF_PAGES + 1).collect();
    if pages.len() > limits::PDF_PAGES {
        return Err(format!("more than {} pages: refused", limits::PDF_PAGES));
    }
    let mut seen = Vec::with_capacity(pages.len());
    let mut steps = limits::PDF_STEPS;
    for (n, id) in pages.into_iter().enumerate() {
        let fault = |why: String| format!("page {}: {why}", n + 1);
        let page = Flattener::page(&document, id, &mut steps).map_err(fault)?;
        seen.push(page.seen);
        let content = Content {
            operations: page.out,
        };
        let content = content.encode().map_err(|e| fault(e.to_string()))?;
        let content = document.add_object(Stream::new(Dictionary::new(), content));
        let media = page.media.map(|n| Object::Real(n as f32)).to_vec();
        let mut plain = Dictionary::new();
        plain.set("Type", Object::Name(b"Page".to_vec()));
        plain.set("MediaBox", Object::Array(media));
        plain.set("Contents", Object::Reference(content));
        let mut resources = Dictionary::new();
        resources.set("Font", Object::Dictionary(page.fonts));
        plain.set("Resources", Object::Dictionary(resources));
        if let Ok(slot) = document.get_object_mut(id) {
            *slot = Object::Dictionary(plain);
        }
    }
    Ok(Flat {
        pages: seen,
        document,
    })
}

struct Page {
    out: Vec<Operation>,
    fonts: Dictionary,
    media: [f64; 4],
    seen: Seen,
}

struct Flattener<'d> {
    document: &'d Document,
    out: Vec<Operation>,
    fonts: Dictionary,
    /// The names that fonts were given, by what they are.
    names: BTreeMap<ObjectId, Vec<u8>>,
    /// The drawings that are open.
    open: Vec<ObjectId>,
    /// True where the open path is made of straight lines only.
    is_straight: bool,
    marks: Marks,
    /// Steps that may still be taken, on this page and in the file.
    steps: usize,
    all_steps: &'d mut usize,
}

impl<'d> Flattener<'d> {
    fn page(document: &'d Document, id: ObjectId, steps: &'d mut usize) -> Result<Page, String> {
        let damaged = |e: pdf_extract::Error| format!("damaged: {e}");
        let dict = document.get_dictionary(id).map_err(damaged)?;
        let empty = Dictionary::new();
        let resources = inherited(document, dict, b"Resources").and_then(|o| o.as_dict().ok());
        let mut fonts = Dictionary::new();
        fonts.set(NO_FONT.to_vec(), Object::Dictionary(plain_font()));
        let mut flattener = Flattener {
            document,
            out: vec![operation(
                "Tf",
                vec![Object::Name(NO_FONT.to_vec()), 1.into()],
            )],
            fonts,
            names: BTreeMap::new(),
            open: vec![id],
            is_straight: true,
            marks: Marks::default(),
            steps: limits::PDF_PAGE_STEPS,
            all_steps: steps,
        };
        let mut content = Vec::new();
        for stream in document.get_page_contents(id) {
            if let Ok(Object::Stream(stream)) = document.get_object(stream) {
                content.extend(unpacked(
                    stream,
                    limits::PDF_UNPACKED - content.len() as u64,
                )?);
                content.push(b'\n');
            }
        }
        flattener.draw(&content, resources.unwrap_or(&empty))?;
        let media = inherited(document, dict, b"MediaBox").and_then(|o| four(document, o));
        let turned = inherited(document, dict, b"Rotate").and_then(|o| o.as_i64().ok());
        Ok(Page {
            out: flattener.out,
            fonts: flattener.fonts,
            media: media.unwrap_or(A4),
            seen: Seen {
                turns: (turned.unwrap_or(0).rem_euclid(360) / 90) as u8,
                actual: flattener.marks.finish(),
            },
        })
    }

    /// Draws a stream of operations.
    fn draw(&mut self, content: &[u8], resources: &Dictionary) -> Result<(), String> {
        let content = Content::decode(content).map_err(|e| format!("damaged: {e}"))?;
        let mut depth = 0usize;
        for step in content.operations {
            if self.steps == 0 || *self.all_steps == 0 {
                return Err("is drawn in more steps than any text: refused".into());
            }
            self.steps -= 1;
            *self.all_steps -= 1;
            match step.operator.as_str() {
                "q" => depth += 1,
                "Q" if depth == 0 => continue,
                "Q" => depth -= 1,
                _ => {}
            }
            self.step(step, resources)?;
        }
        for _ in 0..depth {
            self.out.push(operation("Q", vec![]));
        }
        Ok(())
    }

    fn step(&mut self, step: Operation, resources: &Dictionary) -> Result<(), String> {
        let Operation { operator, operands } = step;
        let numbers = operands.iter().all(is_number).then_some(operands.len());
        match (operator.as_str(), numbers) {
            ("q" | "Q" | "BT" | "ET" | "T*", _) => self.push(&operator, vec![]),
            ("Tc" | "Tw" | "Tz" | "TL" | "Ts", Some(1))
            | ("Td" | "TD", Some(2))
            | ("Tm" | "cm", Some(6)) => self.push(&operator, operands),
            ("Tj", _) => self.show(operands.into_iter().next()),
            ("TJ", _) => {
                if let Some(Object::Array(array)) = operands.into_iter().next() {
                    let strings = array.iter().filter(|o| matches!(o, Object::String(..)));
                    strings.for_each(|_| self.marks.show());
                    self.push("TJ", vec![Object::Array(array)])
                }
            }
            ("'", _) => {
                self.push("T*", vec![]);
                self.show(operands.into_iter().next());
            }
            ("\"", _) if operands.len() == 3 && operands[..2].iter().all(is_number) => {
                let mut operands = operands.into_iter();
                for spacing in ["Tw", "Tc"] {
                    self.push(spacing, operands.next().into_iter().collect());
                }
                self.push("T*", vec![]);
                self.show(operands.next());
            }
            ("Tf", _) => self.font(&operands, resources),
            ("m" | "l", Some(2)) | ("re", Some(4)) => self.push(&operator, operands),
            ("h", _) => self.push("h", vec![]),
            ("c" | "v" | "y", _) => self.is_straight = false,
            ("S" | "s" | "f" | "F" | "f*" | "B" | "B*" | "b" | "b*" | "n", _) => {
                let is_line = matches!(operator.as_str(), "S" | "s");
                let is_drawn = operator != "n" && std::mem::replace(&mut self.is_straight, true);
                let end = match (is_drawn, is_line) {
                    (false, _) => "n",
                    (true, true) => "S",
                    (true, false) => "f",
                };
                self.push(end, vec![]);
            }
            ("BMC", _) => self.marks.begin(self.document, None, None),
            ("BDC", _) => {
                let named = self.dict(resources, b"Properties");
                self.marks.begin(self.document, operands.get(1), named);
            }
            ("EMC", _) => self.marks.end(),
            ("Do", _) => self.drawing(&operands, resources)?,
            _ => {}
        }
        Ok(())
    }

    fn push(&mut self, operator: &str, operands: Vec<Object>) {
        self.out.push(operation(operator, operands));
    }

    fn show(&mut self, text: Option<Object>) {
        if let Some(text @ Object::String(..)) = text {
            self.marks.show();
            self.push("Tj", vec![text]);
        }
    }

    /// Takes a font, under a name that is its own on the whole page.
    fn font(&mut self, operands: &[Object], resources: &Dictionary) {
        let [Object::Name(name), size] = operands else {
            return;
        };
        let fonts = self.dict(resources, b"Font");
        let font = fonts.and_then(|fonts| fonts.get(name).ok());
        let name = match font {
            Some(Object::Reference(id)) if self.document.get_dictionary(*id).is_ok() => {
                let next = format!("R{}", self.names.len() + 1).into_bytes();
                let name = self.names.entry(*id).or_insert(next).clone();
                self.fonts.set(name.clone(), Object::Reference(*id));
                name
            }
            Some(Object::Dictionary(font)) => {
                let name = format!("D{}", self.fonts.len()).into_bytes();
                self.fonts
                    .set(name.clone(), Object::Dictionary(font.clone()));
                name
            }
            _ => NO_FONT.to_vec(),
        };
        let size = if is_number(size) {
            size.clone()
        } else {
            1.into()
        };
        self.push("Tf", vec![Object::Name(name), size]);
    }

    /// Puts a drawing in its place.
    fn drawing(&mut self, operands: &[Object], resources: &Dictionary) -> Result<(), String> {
        let Some(Object::Name(name)) = operands.first() else {
            return Ok(());
        };
        let drawings = self.dict(resources, b"XObject");
        let Some(Object::Reference(id)) = drawings.and_then(|d| d.get(name).ok()) else {
            return Ok(());
        };
        let (id, document) = (*id, self.document);
        let Ok(Object::Stream(form)) = document.get_object(id) else {
            return Ok(());
        };
        if form.dict.get(b"Subtype").and_then(Object::as_name).ok() != Some(b"Form") {
            return Ok(());
        }
        if self.open.contains(&id) {
            return Err("draws itself inside itself: refused".into());
        }
        if self.open.len() > limits::PDF_DEPTH {
            let depth = limits::PDF_DEPTH;
            return Err(format!("drawings nested deeper than {depth}: refused"));
        }
        self.open.push(id);
        self.push("q", vec![]);
        if let Ok(Object::Array(matrix)) = form.dict.get(b"Matrix")
            && matrix.len() == 6
            && matrix.iter().all(is_number)
        {
            self.push("cm", matrix.clone());
        }
        let content = unpacked(form, limits::PDF_UNPACKED)?;
        let own = self.dict(&form.dict, b"Resources");
        self.draw(&content, own.unwrap_or(resources))?;
        self.push("Q", vec![]);
        self.open.pop();
        Ok(())
    }

    /// The dictionary under `key`, itself or referred to.
    fn dict<'a>(&self, of: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary>
    where
        'd: 'a,
    {
        let document = self.document;
        match of.get(key).ok()? {
            Object::Reference(id) => document.get_dictionary(*id).ok(),
            object => object.as_dict().ok(),
        }
    }
}

/// The content of a stream, if that is no more than `most` bytes.
fn unpacked(stream: &Stream, most: u64) -> Result<Vec<u8>, String> {
    let bomb = || {
        let most = limits::PDF_UNPACKED >> 20;
        format!("unpacks to more than {most} MiB: refused as a bomb")
    };
    let filters = stream.filters().unwrap_or_default();
    // Counted before it is kept, filter by filter as far as the one that bombs are made of goes.
    let mut content: Option<Vec<u8>> = None;
    for filter in filters.iter().take_while(|f| **f == b"FlateDecode") {
        let _ = filter;
        let packed = content.as_deref().unwrap_or(&stream.content);
        let mut out = Vec::new();
        // What is damaged is left to the reader behind, which gets on without the end.
        let _ = ZlibDecoder::new(packed)
            .take(most + 1)
            .read_to_end(&mut out);
        if out.len() as u64 > most {
            return Err(bomb());
        }
        content = Some(out);
    }
    // Other filters, what undoes a prediction and what is damaged are the library's.
    let is_whole = filters.iter().all(|f| *f == b"FlateDecode") && !stream.dict.has(b"DecodeParms");
    let plain = match content.filter(|c| is_whole && !c.is_empty()) {
        Some(content) => content,
        None => stream
            .get_plain_content()
            .unwrap_or_else(|_| stream.content.clone()),
    };
    if plain.len() as u64 > most {
        Err(bomb())
    } else {
        Ok(plain)
    }
}

/// What a page or a parent of it says under `key`.
fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..ANCESTORS {
        match node.get(key) {
            Ok(Object::Reference(id)) => return document.get_object(*id).ok(),
            Ok(object) => return Some(object),
            Err(_) => {}
        }
        let parent = node.get(b"Parent").and_then(Object::as_reference).ok()?;
        node = document.get_dictionary(parent).ok()?;
    }
    None
}

fn four(document: &Document, object: &Object) -> Option<[f64; 4]> {
    let number = |o: &Object| -> Option<f64> {
        let o = match o {
            Object::Reference(id) => document.get_object(*id).ok()?,
            o => o,
        };
        o.as_float().ok().map(f64::from)
    };
    let numbers: Option<Vec<f64>> = object.as_array().ok()?.iter().map(number).collect();
    numbers?.try_into().ok()
}

fn is_number(object: &Object) -> bool {
    matches!(object, Object::Integer(_) | Object::Real(_))
}

fn operation(operator: &str, operands: Vec<Object>) -> Operation {
    Operation::new(operator, operands)
}

fn plain_font() -> Dictionary {
    let mut font = Dictionary::new();
    for (key, value) in [
        ("Type", "Font"),
        ("Subtype", "Type1"),
        ("BaseFont", "Helvetica"),
        ("Encoding", "WinAnsiEncoding"),
    ] {
        font.set(key, Object::Name(value.as_bytes().to_vec()));
    }
    font
}
