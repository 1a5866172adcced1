//! The mapping as people know it: the summary table with its notes, the texts side by side, the candidates,
//! the texts without equivalent, and the evidence for all of it; as a paper, a workbook, a diagram, or data.

mod columns;
mod decide;
mod diagram;
mod evidence;
mod summary;
mod texts;

use super::{Cell, RenderError, Report, csv_table, findings, render};
use crate::decisions::{Applied, Decisions, Sheets, State};
use crate::knowledge::Knowledge;
use crate::model::{Finding, Index, Mapping, MappingCell, MappingRow, WorkId};
use crate::script::safe_json;
use columns::{Column, columns, worth_their_width};
pub(crate) use columns::{OTHERS, short_name};
pub use evidence::evidence_in_words;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use texts::Homes;

/// Above this strength a text is shown in bold: being cited, or put there by a person, gives no more; what is
/// stronger has title and words in common with the row's text.
pub const GREATER: f64 = 0.9;

/// Which annexes a paper has behind the mapping itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Annexes {
    /// The operative texts side by side.
    pub texts: bool,
    /// Why each text stands in its row.
    pub evidence: bool,
}

/// What the papers show beside the mapping itself.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// Names the bodies and orders the columns.
    pub knowledge: &'a Knowledge,
    /// The texts for Table 2, and what became of works; without texts there is no Table 2.
    pub index: Option<&'a Index>,
    /// Slips and differences that belong to the mapping: a sheet of the workbook.
    pub findings: &'a [Finding],
    /// The annexes of the papers; a workbook has all of it as sheets.
    pub annexes: Annexes,
    /// What people wrote in the workbook of an earlier run, and what became of it.
    pub decided: Option<Decided<'a>>,
}

/// Decisions with what they made of the mapping.
#[derive(Clone, Copy)]
pub struct Decided<'a> {
    /// What people wrote.
    pub decisions: &'a Decisions,
    /// The mapping, and what was taken out of it.
    pub applied: &'a Applied,
}

/// The forms in which a mapping leaves the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// The mapping itself as JSON: the contract for other programs.
    Json,
    /// The same as YAML.
    Yaml,
    /// One line a reason, as comma-separated values.
    Csv,
    /// A diagram for Graphviz.
    Dot,
    /// A paper or, for Excel, a workbook.
    Report(super::Format),
}

impl Form {
    /// All that are written as files, in the order in which they are listed to people.
    pub const ALL: [Form; 8] = [
        Form::Report(super::Format::Word),
        Form::Report(super::Format::Excel),
        Form::Report(super::Format::Html),
        Form::Report(super::Format::Markdown),
        Form::Csv,
        Form::Json,
        Form::Yaml,
        Form::Dot,
    ];

    /// The ending of its files, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Form::Json => "json",
            Form::Yaml => "yaml",
            Form::Csv => "csv",
            Form::Dot => "dot",
            Form::Report(format) => format.extension(),
        }
    }
}

/// The mapping in one form, as the bytes of its file.
///
/// # Errors
/// A table that Word or Excel cannot hold.
pub fn write(mapping: &Mapping, context: Context, form: Form) -> Result<Vec<u8>, RenderError> {
    let view = View::new(mapping, context);
    write_view(&view, &LazyLock::new(|| pages(&view)), form)
}

/// As [`write`]; the `paper` is made once for all the forms that are one.
fn write_view<F: FnOnce() -> Report>(
    view: &View,
    paper: &LazyLock<Report, F>,
    form: Form,
) -> Result<Vec<u8>, RenderError> {
    Ok(match form {
        Form::Json => json(view.mapping).into_bytes(),
        Form::Yaml => yaml(view.mapping).into_bytes(),
        Form::Csv => csv_table(&evidence::lines(view)).into_bytes(),
        Form::Dot => diagram::diagram(view).into_bytes(),
        Form::Report(super::Format::Excel) => render(&sheets(view), super::Format::Excel)?,
        Form::Report(super::Format::Text) => render(&summary_paper(view), super::Format::Text)?,
        Form::Report(format) => render(paper, format)?,
    })
}

/// The mapping in several forms, side by side on all cores: the names of the files (`mapping.docx` …) and
/// their bytes, in the order of `forms`.
///
/// # Errors
/// As [`write()`].
pub fn write_all(
    mapping: &Mapping,
    context: Context,
    forms: &[Form],
) -> Result<Vec<(String, Vec<u8>)>, RenderError> {
    let view = View::new(mapping, context);
    let paper = LazyLock::new(|| pages(&view));
    let forms = forms.par_iter().with_max_len(1);
    forms
        .map(|form| {
            let bytes = write_view(&view, &paper, *form)?;
            Ok((format!("mapping.{}", form.extension()), bytes))
        })
        .collect()
}

/// The contract of `mapping.json`: the serde form of [`Mapping`].
pub fn json(mapping: &Mapping) -> String {
    // Keys are texts and numbers finite or null: nothing in a mapping can fail to be written.
    let mut text = serde_json::to_string_pretty(mapping).unwrap_or_default();
    text.push('\n');
    safe_json(text)
}

/// The same as YAML.
pub fn yaml(mapping: &Mapping) -> String {
    serde_yaml::to_string(mapping).unwrap_or_default()
}

/// The paper as it is published: summary, texts without equivalent, candidates; then, where asked for, the
/// texts side by side and the evidence as annexes.
pub fn paper(mapping: &Mapping, context: Context) -> Report {
    pages(&View::new(mapping, context))
}

fn pages(view: &View) -> Report {
    let mut report = summary_paper(view);
    let texts = view.context.annexes.texts.then(|| texts::table(view));
    let texts = texts.flatten();
    let numbered = texts.is_some() && view.context.annexes.evidence;
    if let Some(texts) = texts {
        report.page_break();
        let number = if numbered { " 1" } else { "" };
        report.heading(1, format!("Annex{number} – Detailed mapping"));
        report.paragraph(
            "The operative parts of the texts, side by side. A text that belongs to several rows stands in \
             full where it has most in common.",
        );
        report.table(texts);
    }
    if view.context.annexes.evidence {
        report.page_break();
        let number = if numbered { " 2" } else { "" };
        report.heading(1, format!("Annex{number} – Evidence"));
        report.table(evidence::annex(view));
    }
    report
}

/// The paper without its annexes; all that a terminal shows.
fn summary_paper(view: &View) -> Report {
    let mut report = Report::new("Mapping of resolutions").landscape();
    report = report.subtitle(summary::subtitle(view));
    summary::introduction(view, &mut report);
    report.table(summary::table(view));
    summary::no_equivalent(view, &mut report);
    summary::candidates(view, &mut report);
    if let Some(decisions) = decide::decisions(view) {
        report.heading(1, "Decisions");
        report.table(decisions);
    }
    report
}

/// Table 1, the texts without equivalent and the candidates: what fits a terminal.
pub fn summary(mapping: &Mapping, context: Context) -> Report {
    summary_paper(&View::new(mapping, context))
}

/// The workbook: sheets Table 1, Table 2, Candidates, No equivalent, Evidence, Findings.
pub fn workbook(mapping: &Mapping, context: Context) -> Report {
    sheets(&View::new(mapping, context))
}

fn sheets(view: &View) -> Report {
    let mut report = Report::new("Mapping of resolutions").landscape();
    report = report.subtitle(summary::subtitle(view));
    report.paragraph(
        "Texts with a greater amount of commonality are shown in bold. The columns behind lead to the texts and to \
         the evidence.",
    );
    report.paragraph(
        "To decide: choose in the column Decision, at rows (Table 1), at single texts (Cells) and at candidates; write \
         who, when and why beside it. Add or strike texts in the cells of Table 1, name rows as you like, add rows, \
         columns and sheets. The next run (`resgraph map … --decisions` this file, or with it in the folder of the \
         output) keeps all of it and says under Check where the wording or the edition that a decision rested on has \
         changed: write `confirmed` there if it still holds.",
    );
    findings::report_folder(&mut report, findings::common_folder(view.context.findings));
    let none = Decisions::default();
    let decisions = view.context.decided.map_or(&none, |d| d.decisions);
    let state = view.context.index.map(State::of).unwrap_or_default();
    let mut sheets = Sheets::new(decisions, &state);
    sheets.keyed(decide::rows(view));
    sheets.keyed(decide::cells(view));
    if let Some(texts) = texts::sheet(view) {
        sheets.plain(texts);
    }
    sheets.keyed(decide::candidates(view));
    sheets.keyed(decide::no_equivalent(view));
    sheets.plain(evidence::lines(view));
    sheets.keyed(decide::findings(view));
    sheets.finish(&mut report);
    report
}

/// True where a text has so much in common with the row's that it is shown in bold; the row's own text where
/// another one has.
fn is_strong(row: &MappingRow, cell: &MappingCell) -> bool {
    if cell.id != row.key {
        return cell.strength > GREATER;
    }
    let mut others = row.cells.values().flatten().filter(|c| c.id != row.key);
    others.any(|c| c.strength > GREATER)
}

/// A mapping with all that is needed to show it.
struct View<'a> {
    mapping: &'a Mapping,
    context: Context<'a>,
    columns: Vec<Column>,
    /// Those that are nearly empty: notes of Table 1.
    sparse: Vec<Column>,
    /// The names of the rows to link to.
    row_anchors: Vec<String>,
    homes: Homes<'a>,
}

impl<'a> View<'a> {
    fn new(mapping: &'a Mapping, context: Context<'a>) -> View<'a> {
        let (columns, sparse) = worth_their_width(columns(mapping, context.knowledge), mapping);
        View {
            mapping,
            context,
            columns,
            sparse,
            row_anchors: row_anchors(mapping),
            homes: texts::homes(mapping, context.index),
        }
    }

    fn heads(&self) -> Vec<Cell> {
        let columns = self.columns.iter();
        columns.map(|column| column.head.as_str().into()).collect()
    }

    /// All columns, the nearly empty ones last.
    fn all_columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().chain(&self.sparse)
    }

    fn row_anchor(&self, row: usize) -> &str {
        &self.row_anchors[row]
    }

    fn text_anchor(&self, row: usize) -> String {
        format!("text/{}", self.row_anchor(row))
    }

    fn evidence_anchor(&self, row: usize, id: &WorkId) -> String {
        format!("why/{}/{id}", self.row_anchor(row))
    }

    /// True where the edition is a version that belongs to the number.
    fn has_version(&self, cell: &MappingCell) -> bool {
        let edition = cell.edition.as_deref().unwrap_or("");
        edition.starts_with("version ")
    }
}

/// The key of each row; where two rows have one key, the second is told apart by a number.
pub(crate) fn row_anchors(mapping: &Mapping) -> Vec<String> {
    let mut seen: BTreeMap<&WorkId, usize> = BTreeMap::new();
    let mut anchor = |key| {
        let count = seen.entry(key).or_default();
        *count += 1;
        match *count {
            1 => key.to_string(),
            n => format!("{key}.{n}"),
        }
    };
    mapping.rows.iter().map(|row| anchor(&row.key)).collect()
}

#[cfg(test)]
mod tests;
