//! The sheet of a table: its cells, and a head that stays in sight.

use super::cell;
use super::plan::Sheet;
use super::{Writer, height, place};
use crate::report::{Cell, Table, Tone};
use rust_xlsxwriter::{DataValidation, Format, Worksheet, XlsxError};

/// Links beyond this many on one sheet are left out: Excel takes no more.
const MAX_LINKS: usize = 65_000;

/// The sheet of a table while it is being written.
struct Page<'p, 'a> {
    sheet: Worksheet,
    plan: &'p Sheet<'a>,
    /// Of each column, in characters.
    widths: Vec<f64>,
    /// How many rows are heads, and how these look.
    heads: u32,
    head: Format,
    /// How many links have been written.
    links: usize,
}

impl<'a> Writer<'a> {
    /// The sheet of a table.
    pub(super) fn table(&mut self, plan: &Sheet<'a>) -> Result<Worksheet, XlsxError> {
        let table = plan.table;
        let widths = widths(table);
        let mut page = Page {
            sheet: self.page(&plan.name, &widths)?,
            plan,
            widths,
            heads: table.header.len() as u32,
            head: cell::head(),
            links: 0,
        };
        page.sheet.set_hidden(table.hidden);
        let rows = table.header.iter().chain(&table.rows[plan.rows.clone()]);
        for (row, cells) in (0..).zip(rows) {
            let lines = self.row(&mut page, row, cells)?;
            let lines = if table.hidden { 1 } else { lines };
            page.sheet.set_row_height(row, height(lines))?;
        }
        page.keep_heads_in_sight()?;
        Ok(page.sheet)
    }

    /// Writes a row; gives how many lines it takes.
    fn row(&mut self, page: &mut Page, row: u32, cells: &'a [Cell]) -> Result<usize, XlsxError> {
        let mut column: u16 = 0;
        let mut lines = 1;
        for cell in cells {
            let more = u16::try_from(cell.span.max(1) - 1).unwrap_or(u16::MAX);
            let last = column.saturating_add(more);
            lines = lines.max(self.cell(page, row, (column, last), cell)?);
            if let Some(comment) = &cell.comment {
                page.sheet.insert_note(row, column, &cell::note(comment))?;
            }
            if !cell.choices.is_empty() {
                let choices = choices(cell)?;
                page.sheet
                    .add_data_validation(row, column, row, column, &choices)?;
            }
            column = last.saturating_add(1);
        }
        Ok(lines)
    }

    /// Writes what a cell says, from its first column to its last; gives how many lines it takes.
    fn cell(
        &mut self,
        page: &mut Page,
        row: u32,
        (column, last): (u16, u16),
        cell: &'a Cell,
    ) -> Result<usize, XlsxError> {
        let is_head = row < page.heads;
        let ground = match is_head {
            true => Some(page.head.clone()),
            false => (cell.tone != Tone::Plain).then(|| cell::toned(cell.tone)),
        };
        let at = place(&page.plan.name, row, column);
        let link = self.link(&cell.paragraphs);
        let link = link.filter(|_| page.links < MAX_LINKS);
        page.links += usize::from(link.is_some());
        let or_plain = || ground.clone().unwrap_or_else(cell::plain);
        if last > column {
            page.sheet
                .merge_range(row, column, row, last, "", &or_plain())?;
        }
        if let Some(number) = cell.number.filter(|_| !is_head) {
            let format = number_format(or_plain(), cell);
            page.sheet
                .write_number_with_format(row, column, number, &format)?;
            return Ok(1);
        }
        let rich = self.rich(&cell.paragraphs, &at);
        let width = page.widths.get(usize::from(column)..=usize::from(last));
        let lines = rich.lines(width.unwrap_or(&[9.0]).iter().sum());
        rich.write(&mut page.sheet, row, column, ground.as_ref(), link)?;
        Ok(lines)
    }
}

impl Page<'_, '_> {
    /// The heads stay above the rows, on the screen and on paper, with filters where these make sense.
    fn keep_heads_in_sight(&mut self) -> Result<(), XlsxError> {
        let table = self.plan.table;
        self.sheet.set_print_gridlines(true);
        self.sheet.set_freeze_panes(self.heads, 0)?;
        if self.heads == 0 {
            return Ok(());
        }
        let head = self.heads - 1;
        self.sheet.set_repeat_rows(0, head)?;
        let last = head + self.plan.rows.len() as u32;
        let columns = table.columns();
        // A filter would tear the rows from under the headings among them.
        let banded = table.rows.iter().flatten().any(|c| c.tone == Tone::Band);
        if columns > 0 && !banded {
            self.sheet.autofilter(head, 0, last, (columns - 1) as u16)?;
        }
        Ok(())
    }
}

/// A list to choose from; another word may be written all the same.
fn choices(cell: &Cell) -> Result<DataValidation, XlsxError> {
    let list = DataValidation::new().allow_list_strings(&cell.choices)?;
    Ok(list.show_error_message(false))
}

/// Widths in characters; together a good screen full.
fn widths(table: &Table) -> Vec<f64> {
    let shares = table.shares();
    let whole = (shares.len() as f64 * 24.0).clamp(60.0, 170.0);
    shares
        .iter()
        .map(|share| (f64::from(*share) * whole / 1000.0).clamp(7.0, 90.0))
        .collect()
}

/// Shows a number with the decimals that its text has.
fn number_format(format: Format, cell: &Cell) -> Format {
    let text = cell.plain();
    match text.split_once('.') {
        Some((_, decimals)) => format.set_num_format(format!("0.{}", "0".repeat(decimals.len()))),
        None => format,
    }
}
