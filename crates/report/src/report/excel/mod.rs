//! Excel workbooks through `rust_xlsxwriter`: a sheet a table, and a first sheet "About" for all the rest.

mod cell;
mod plan;
mod table;

use super::{Block, Link, Orientation, Paragraph, Report, Tone, web_address};
use cell::Rich;
use plan::{Place, Plan, Sheet};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Url, Workbook, Worksheet, XlsxError};

/// Width of running text, in characters.
const PROSE: f64 = 110.0;
/// Longer addresses Excel does not take.
const MAX_URL: usize = 2_000;

/// The report as a workbook: every table is a sheet with a frozen head, filters and links to the other
/// sheets; what else the report says stands on the first sheet, notes and texts too long for a cell on
/// the last ones. No text ever becomes a formula.
///
/// # Errors
/// A table with more columns than a sheet can hold (16,384).
pub fn excel(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let plan = Plan::of(report);
    let mut writer = Writer {
        plan: &plan,
        landscape: report.orientation == Orientation::Landscape,
        notes: Vec::new(),
        long: Vec::new(),
    };
    let mut workbook = Workbook::new();
    // Without a fixed date the same report would be another file every second.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&report.title)
            .set_author("resgraph")
            .set_creation_datetime(&made),
    );
    workbook.push_worksheet(writer.about(report)?);
    for sheet in &plan.sheets {
        workbook.push_worksheet(writer.table(sheet)?);
    }
    if !writer.notes.is_empty() {
        workbook.push_worksheet(writer.notes()?);
    }
    if !writer.long.is_empty() {
        workbook.push_worksheet(writer.long()?);
    }
    workbook.save_to_buffer()
}

struct Writer<'a> {
    plan: &'a Plan<'a>,
    landscape: bool,
    /// Footnotes in the order of their calls, with the place of the call.
    notes: Vec<(Place, &'a Paragraph)>,
    /// The rest of texts that were too long for their cells.
    long: Vec<(Place, String)>,
}

impl<'a> Writer<'a> {
    /// The first sheet: everything that is no table, and where the tables are.
    fn about(&mut self, report: &'a Report) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.page(&self.plan.about, &[PROSE])?;
        let mut row = 0;
        Rich::line(&report.title).write(&mut sheet, row, 0, Some(&cell::heading(0)), None)?;
        if let Some(subtitle) = &report.subtitle {
            row += 1;
            Rich::line(subtitle).write(&mut sheet, row, 0, None, None)?;
        }
        for block in &report.blocks {
            match block {
                Block::Heading(heading) => {
                    row += 2;
                    let format = cell::heading(heading.level);
                    Rich::line(&heading.text).write(&mut sheet, row, 0, Some(&format), None)?;
                }
                Block::Paragraph(paragraph) => {
                    row += 1;
                    self.prose(&mut sheet, row, paragraph, false)?;
                }
                Block::List(items) => {
                    for item in items {
                        row += 1;
                        self.prose(&mut sheet, row, item, true)?;
                    }
                }
                Block::Table(table) => {
                    let plan = self.plan;
                    let is_seen = |s: &&Sheet| std::ptr::eq(s.table, table) && !table.hidden;
                    for found in plan.sheets.iter().filter(is_seen) {
                        row += 1;
                        let text = match &table.caption {
                            Some(caption) if caption.starts_with(&found.name) => caption.clone(),
                            Some(caption) => format!("{}: {caption}", found.name),
                            None => found.name.clone(),
                        };
                        let link = place(&found.name, 0, 0).url();
                        let format = cell::leading();
                        Rich::line(&text).write(&mut sheet, row, 0, Some(&format), Some(link))?;
                    }
                }
                Block::PageBreak => {}
            }
        }
        Ok(sheet)
    }

    fn prose(
        &mut self,
        sheet: &mut Worksheet,
        row: u32,
        paragraph: &'a Paragraph,
        bullet: bool,
    ) -> Result<(), XlsxError> {
        let paragraphs = std::slice::from_ref(paragraph);
        let mut rich = self.rich(paragraphs, &place(&self.plan.about, row, 0));
        if bullet {
            rich.bullet();
        }
        sheet.set_row_height(row, height(rich.lines(PROSE)))?;
        rich.write(sheet, row, 0, None, self.link(paragraphs))
    }

    fn notes(&mut self) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.page(&self.plan.notes, &[8.0, 100.0, 24.0])?;
        self.heads(&mut sheet, &["Note", "Text", "Called in"])?;
        let mut number = 0;
        // A note may call another one, so the list grows while it is written.
        while let Some((called, note)) = self.notes.get(number).cloned() {
            number += 1;
            let row = number as u32;
            let body = cell::plain();
            sheet.write_number_with_format(row, 0, number as f64, &body)?;
            let rich = self.rich(std::slice::from_ref(note), &place(&self.plan.notes, row, 1));
            sheet.set_row_height(row, height(rich.lines(100.0)))?;
            rich.write(&mut sheet, row, 1, None, None)?;
            back(&mut sheet, row, 2, &called)?;
        }
        Ok(sheet)
    }

    fn long(&mut self) -> Result<Worksheet, XlsxError> {
        let mut sheet = self.page(&self.plan.long, &[24.0, 8.0, 100.0])?;
        self.heads(&mut sheet, &["Continues", "Part", "Text"])?;
        let mut row = 0;
        for (from, text) in &self.long {
            for (part, piece) in cell::pieces(text).into_iter().enumerate() {
                row += 1;
                let body = cell::plain();
                back(&mut sheet, row, 0, from)?;
                sheet.write_number_with_format(row, 1, (part + 1) as f64, &body)?;
                sheet.set_row_height(row, height(usize::MAX))?;
                Rich::line(piece).write(&mut sheet, row, 2, None, None)?;
            }
        }
        Ok(sheet)
    }

    fn heads(&self, sheet: &mut Worksheet, names: &[&str]) -> Result<(), XlsxError> {
        for (column, name) in (0..).zip(names) {
            sheet.write_string_with_format(0, column, *name, &cell::head())?;
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(())
    }

    /// What the cell at `at` says; what is too long for it is put aside.
    fn rich(&mut self, paragraphs: &'a [Paragraph], at: &Place) -> Rich {
        let notes = &mut self.notes;
        let mut rich = Rich::of(paragraphs, |note| {
            notes.push((at.clone(), note));
            notes.len()
        });
        if let Some(rest) = rich.overflow() {
            rich.tail(&format!(" … (continued on the sheet {})", self.plan.long));
            self.long.push((at.clone(), rest));
        }
        rich
    }

    /// The first link of a cell: a cell of a workbook can have one only.
    fn link(&self, paragraphs: &[Paragraph]) -> Option<Url> {
        let runs = paragraphs.iter().flat_map(|p| &p.runs);
        runs.filter_map(|run| run.link.as_ref())
            .find_map(|link| match link {
                Link::Anchor(name) => self.plan.place_of(name).map(Place::url),
                Link::Url(url) => web_address(url)
                    .filter(|url| url.encode_utf16().count() <= MAX_URL)
                    .filter(|url| url.contains("://") || url.starts_with("mailto:"))
                    .map(Url::new),
            })
    }

    /// An empty sheet with columns of these widths, set up for printing on A4.
    fn page(&self, name: &str, widths: &[f64]) -> Result<Worksheet, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        for (column, width) in (0..).zip(widths) {
            sheet.set_column_width(column, *width)?;
            sheet.set_column_format(column, &cell::plain())?;
        }
        if self.landscape {
            sheet.set_landscape();
        }
        sheet.set_paper_size(9);
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_footer("&C&A · &P / &N");
        Ok(sheet)
    }
}

/// A cell that leads back to another.
fn back(sheet: &mut Worksheet, row: u32, column: u16, to: &Place) -> Result<(), XlsxError> {
    let name = format!("{} {}", to.sheet, to.cell());
    let leading = cell::leading();
    Rich::line(&name).write(sheet, row, column, Some(&leading), Some(to.url()))
}

fn place(sheet: &str, row: u32, column: u16) -> Place {
    Place {
        sheet: sheet.to_string(),
        row,
        column,
    }
}

/// Height of a row in points; no program measures it for us. Excel takes no more than 409.
fn height(lines: usize) -> f64 {
    (lines as f64 * 15.0 + 1.0).min(409.0)
}

#[cfg(test)]
mod tests;
