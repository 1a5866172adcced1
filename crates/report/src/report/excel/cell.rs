use super::Tone;
use crate::model::Change;
use crate::report::stretch::{Odd, copy};
use crate::report::{Paragraph, Run};
use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatUnderline, Note, Url, Worksheet, XlsxError,
};

/// What the library lets into one cell, in UTF-16 units; for rich text it counts the markup too.
const MAX_CELL: usize = 32_767;
/// What the library lets into a note.
const MAX_NOTE: usize = 32_000;
/// Markup of one piece of rich text, at most.
const MARKUP: usize = 330;
/// Room kept for the words that lead to the rest of a text.
const TAIL: usize = 2 * MARKUP + 200;

const INK: u32 = 0x001F_3864;
const LINES: u32 = 0xBF_C5_CE;

/// What a cell says, in pieces of one style each.
#[derive(Default)]
pub(super) struct Rich {
    pieces: Vec<(Style, String)>,
}

/// The style of a piece of text, as far as a workbook shows it.
#[derive(Clone, Copy, Default, PartialEq)]
struct Style {
    bold: bool,
    italic: bool,
    code: bool,
    link: bool,
    change: Option<Change>,
}

impl Style {
    fn of(run: &Run) -> Style {
        Style {
            bold: run.bold,
            italic: run.italic,
            code: run.code,
            link: run.link.is_some(),
            change: run.change,
        }
    }

    fn apply(self, mut format: Format) -> Format {
        if self.bold {
            format = format.set_bold();
        }
        if self.italic {
            format = format.set_italic();
        }
        if self.code {
            format = format.set_font_name("Consolas");
        }
        if self.link {
            format = format.set_font_color(Color::RGB(INK));
        }
        match self.change {
            Some(Change::Inserted) => format
                .set_underline(FormatUnderline::Single)
                .set_font_color(Color::RGB(0x0A_6B_2D)),
            Some(Change::Deleted) => format
                .set_font_strikethrough()
                .set_font_color(Color::RGB(0xA8_20_1A)),
            None => format,
        }
    }
}

impl Rich {
    /// The paragraphs, each on a line of its own; `call` gives the number of a footnote.
    pub(super) fn of<'a>(
        paragraphs: &'a [Paragraph],
        mut call: impl FnMut(&'a Paragraph) -> usize,
    ) -> Rich {
        let mut rich = Rich::default();
        for (i, paragraph) in paragraphs.iter().enumerate() {
            if i > 0 {
                rich.push(Style::default(), "\n");
            }
            for _ in 0..paragraph.indent {
                rich.push(Style::default(), "   ");
            }
            for run in &paragraph.runs {
                rich.push(Style::of(run), &run.text);
                for note in &run.notes {
                    let number = call(note);
                    rich.push(Style::default(), &format!(" [{number}]"));
                }
            }
        }
        rich
    }

    /// A plain line.
    pub(super) fn line(text: &str) -> Rich {
        let mut rich = Rich::default();
        rich.push(Style::default(), text);
        rich
    }

    /// Adds text; control characters are dropped, neighbours of one style joined.
    fn push(&mut self, style: Style, text: &str) {
        const ODD: Odd = Odd::with(b"");
        let keep = |c, out: &mut String| {
            if matches!(c, '\n' | '\t') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
            {
                out.push(c);
            }
        };
        match self.pieces.last_mut() {
            Some((last, words)) if *last == style => copy(text, words, &ODD, keep),
            _ => {
                let mut words = String::with_capacity(text.len());
                copy(text, &mut words, &ODD, keep);
                if !words.is_empty() {
                    self.pieces.push((style, words));
                }
            }
        }
    }

    /// Puts a bullet in front.
    pub(super) fn bullet(&mut self) {
        self.pieces.insert(0, (Style::default(), "• ".to_string()));
    }

    /// Cuts what no cell can hold, and gives it as plain text with tracked changes marked.
    pub(super) fn overflow(&mut self) -> Option<String> {
        let markup = if self.is_plain() { 0 } else { MARKUP };
        // No unit is more than five for a byte.
        let bytes: usize = self
            .pieces
            .iter()
            .map(|(_, text)| markup + 5 * text.len())
            .sum();
        if bytes <= MAX_CELL {
            return None;
        }
        let whole: usize = self
            .pieces
            .iter()
            .map(|(_, text)| markup + units(text))
            .sum();
        if whole <= MAX_CELL {
            return None;
        }
        let mut room = MAX_CELL - TAIL;
        let mut rest = String::new();
        let mut kept = Vec::new();
        for (style, text) in self.pieces.drain(..) {
            let free = if rest.is_empty() {
                room.saturating_sub(markup)
            } else {
                0
            };
            let at = fitting(&text, free);
            room = free.saturating_sub(units(&text[..at]));
            if at > 0 {
                kept.push((style, text[..at].to_string()));
            }
            if at < text.len() {
                let (open, close) = match style.change {
                    Some(Change::Inserted) => ("{+", "+}"),
                    Some(Change::Deleted) => ("[-", "-]"),
                    None => ("", ""),
                };
                rest.extend([open, &text[at..], close]);
            }
        }
        self.pieces = kept;
        Some(rest)
    }

    /// Adds plain words behind the rest.
    pub(super) fn tail(&mut self, text: &str) {
        self.push(Style::default(), text);
    }

    fn is_plain(&self) -> bool {
        self.pieces.len() <= 1
    }

    /// True where a link may lie on the cell: LibreOffice forgets the lines and styles of linked rich text.
    pub(super) fn may_lead(&self) -> bool {
        self.is_plain() && self.pieces.iter().all(|(_, text)| !text.contains('\n'))
    }

    /// How many lines it takes in a column so many characters wide.
    pub(super) fn lines(&self, width: f64) -> usize {
        let room = width.max(1.0);
        let takes = |length: usize| (length as f64 / room).ceil().max(1.0) as usize;
        let (mut lines, mut length) = (0, 0);
        for (_, text) in &self.pieces {
            let mut parts = text.split('\n').map(|part| part.chars().count());
            length += parts.next().unwrap_or(0);
            for next in parts {
                lines += takes(length);
                length = next;
            }
        }
        lines + takes(length)
    }

    /// Writes a text into its cell: never as a formula, a number or an address. Without a `ground` it has
    /// that of its column, [`plain`].
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        column: u16,
        ground: Option<&Format>,
        link: Option<Url>,
    ) -> Result<(), XlsxError> {
        let own = || ground.cloned().unwrap_or_else(plain);
        if let Some(link) = link.filter(|_| self.may_lead()) {
            // The link stays when the text is written over it.
            sheet.write_url_with_format(row, column, link.set_text("·"), &own())?;
        }
        match (self.pieces.as_slice(), ground) {
            ([], None) => sheet,
            ([], Some(ground)) => sheet.write_blank(row, column, ground)?,
            ([(style, text)], None) if *style == Style::default() => {
                sheet.write_string(row, column, text)?
            }
            ([(style, text)], _) => {
                let format = style.apply(own());
                sheet.write_string_with_format(row, column, text, &format)?
            }
            (pieces, _) => {
                let formats: Vec<Format> = pieces
                    .iter()
                    .map(|(style, _)| style.apply(Format::new()))
                    .collect();
                let runs: Vec<(&Format, &str)> = formats
                    .iter()
                    .zip(pieces)
                    .map(|(format, (_, text))| (format, text.as_str()))
                    .collect();
                sheet.write_rich_string_with_format(row, column, &runs, &own())?
            }
        };
        Ok(())
    }
}

/// A comment on a cell, large enough for its lines.
pub(super) fn note(text: &str) -> Note {
    let text: String = text.chars().take(MAX_NOTE).collect();
    let lines: usize = text
        .split('\n')
        .map(|line| line.chars().count() / 30 + 1)
        .sum();
    let height = (20 * lines.max(4)).min(400);
    Note::new(text)
        .add_author_prefix(false)
        .set_width(220)
        .set_height(height as u32)
}

/// Pieces that fit into a cell each.
pub(super) fn pieces(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let at = fitting(rest, MAX_CELL - TAIL).max(1);
        let (head, tail) = rest.split_at(at);
        out.push(head);
        rest = tail;
    }
    out
}

/// Size of a text in UTF-16 units, escaped for XML.
fn units(text: &str) -> usize {
    text.chars().map(unit).sum()
}

fn unit(c: char) -> usize {
    match c {
        '&' => 5,
        '<' | '>' => 4,
        c => c.len_utf16(),
    }
}

/// How many bytes of the text fit into so many units.
fn fitting(text: &str, room: usize) -> usize {
    let mut used = 0;
    text.char_indices()
        .find(|(_, c)| {
            used += unit(*c);
            used > room
        })
        .map_or(text.len(), |(at, _)| at)
}

/// The format of the columns of a table: a cell that says nothing by its colour needs no other.
pub(super) fn plain() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// The format of a cell whose ground colour says something.
pub(super) fn toned(tone: Tone) -> Format {
    let format = plain()
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(LINES));
    match tone {
        Tone::Plain => plain(),
        Tone::Band => format
            .set_background_color(Color::RGB(0xEE_F1_F6))
            .set_bold(),
        Tone::Good => format.set_background_color(Color::RGB(0xE2_F0_D9)),
        Tone::Warning => format.set_background_color(Color::RGB(0xFF_F2_CC)),
        Tone::Bad => format.set_background_color(Color::RGB(0xFA_DB_D8)),
        Tone::Muted => format.set_font_color(Color::RGB(0x7A_7A_7A)),
    }
}

/// The head of a table.
pub(super) fn head() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0xDD_E4_EF))
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(LINES))
}

/// A heading on the first sheet; the title is one of level 0.
pub(super) fn heading(level: u8) -> Format {
    let size = match level {
        0 => 16,
        1 => 13,
        _ => 11,
    };
    Format::new().set_bold().set_font_size(size)
}

/// A line that leads somewhere.
pub(super) fn leading() -> Format {
    plain()
        .set_font_color(Color::RGB(0x05_63_C1))
        .set_underline(FormatUnderline::Single)
}
