use super::audit::found_settings;
mod other;
mod save;

use super::form::{Form, Place};
use super::output::tell;
use super::papers::json;
use super::{CliError, Exit, Inputs, decided, print, width};
use crate::audit::{Audit, Code, Day, Settings};
use crate::corpus::Corpus;
use crate::decisions::{Applied, apply};
use crate::knowledge::Knowledge;
use crate::mapping::{Comparison, Mapper, Options, compare};
use crate::model::{Finding, Mapping, counted};
use crate::report::mapping::{Annexes, Context, Decided, Form as Written, write};
use crate::report::{self, Format, render};
use other::other_mapping;
use save::{WORKBOOK, save, written};
use std::path::PathBuf;

/// Map Sector resolutions onto those of the parent body, with the reason for every cell
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Write the mapping into this folder, in all forms, or as one file: mapping.docx, .xlsx, .html, .md, .csv, .json,
    /// .yaml, .dot [default: print]
    #[arg(long, short, value_name = "DIR|FILE")]
    output: Option<PathBuf>,
    /// Which forms to write into the folder, by the endings of their files [default: all]
    #[arg(long, value_name = "ENDING,…", value_delimiter = ',', value_parser = written_form, requires = "output")]
    forms: Vec<Written>,
    /// What to print where no output is named
    #[arg(long, short, value_parser = Form::among(PRINTED), default_value_t = Form::Table)]
    format: Form,
    /// Leave out what people have arranged: rows come from the texts alone
    #[arg(long)]
    blind: bool,
    /// Put annexes behind the paper: the evidence for each text, the operative texts side by side
    #[arg(long, value_enum, value_name = "ANNEX,…", value_delimiter = ',')]
    annex: Vec<Annex>,
    /// What people decided: the workbook of an earlier run as they edited it, or a .json or .yaml file with
    /// `decisions` [default: mapping.xlsx in the folder of the output]
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Hold the mapping against another one, cell by cell: a mapping document, or one of the
    /// files that `map` writes (.docx .xlsx .html .md .json .yaml)
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
    /// Overwrite files that resgraph did not write
    #[arg(long)]
    force: bool,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Annex {
    /// Why each text stands in its row
    Evidence,
    /// The operative texts side by side
    Texts,
}

/// The forms that can be printed.
const PRINTED: &[Form] = &[
    Form::Table,
    Form::Markdown,
    Form::Html,
    Form::Csv,
    Form::Json,
    Form::Yaml,
    Form::Dot,
];
/// The forms that can be written.
const WRITTEN: &[Form] = &[
    Form::Word,
    Form::Excel,
    Form::Html,
    Form::Markdown,
    Form::Csv,
    Form::Json,
    Form::Yaml,
    Form::Dot,
];

/// Left to `resgraph audit`: holding all provisions against each other, and following the pointers of action plans,
/// takes longer than the mapping itself, which lists repeated provisions among its reasons anyway.
const FOR_THE_AUDIT: [Code; 7] = [
    Code::RepeatedProvision,
    Code::Contradiction,
    Code::MirroredDuty,
    Code::UnknownProvision,
    Code::ReusedNumber,
    Code::MatrixMismatch,
    Code::UncoveredProvision,
];

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let place = args.place()?;
    // What is read, and made of it, stays to the end of the process: giving it back piece by piece would only take time.
    let knowledge: &Knowledge = Box::leak(Box::new(args.inputs.knowledge()?));
    let corpus: &Corpus = Box::leak(Box::new(args.inputs.load(knowledge)?));
    let mapper = Mapper::new(corpus, knowledge, Options { blind: args.blind });
    let beside = place.as_ref().map(|place| place.workbook(WORKBOOK));
    let read = decided::read(
        args.decisions.as_deref(),
        beside.as_deref(),
        corpus,
        knowledge,
    )?;
    let own = mapper.mapping();
    let applied = apply(&own, &read.decisions, &corpus.index, knowledge);
    let applied: &Applied = Box::leak(Box::new(applied));
    applied.messages.iter().for_each(|message| tell(message));
    let mapping = &applied.mapping;
    let other = args.compare.as_deref();
    let other = other.map(|file| other_mapping(args, file, corpus, knowledge));
    let other = other.transpose()?;
    let comparison = other.map(|o| compare(mapping, &o, &|key, id| mapper.why_not(key, id)));
    let findings = match args.writes_workbook(place.as_ref()) {
        true => findings(args, corpus, knowledge)?,
        false => Vec::new(),
    };
    let context = Context {
        knowledge,
        index: Some(&corpus.index),
        findings: &findings,
        annexes: Annexes {
            texts: args.annex.contains(&Annex::Texts),
            evidence: args.annex.contains(&Annex::Evidence),
        },
        decided: Some(Decided {
            decisions: &read.decisions,
            applied,
        }),
    };
    match &place {
        Some(place) => save(args, place, mapping, context, comparison.as_ref(), &read)?,
        None => match &comparison {
            Some(comparison) => print(&show(comparison, args.format)?)?,
            None => print(&shown(mapping, context, args.format)?)?,
        },
    }
    if let Some(said) = read.said() {
        args.inputs.say(&said);
    }
    args.inputs.say(&found(mapping, comparison.as_ref()));
    if !knowledge.bodies.iter().any(|body| body.parent) {
        args.inputs.say(NO_PARENT);
    }
    Ok(Exit::Clean)
}

impl Args {
    fn place(&self) -> Result<Option<Place>, CliError> {
        let place = self.output.as_deref().map(|o| Place::of(o, WRITTEN));
        let place = place.transpose()?;
        match (&place, self.forms.is_empty()) {
            (Some(Place::File(path, _)), false) => Err(format!(
                "{}: one file has the form that its ending says; --forms is for a folder",
                path.display()
            )
            .into()),
            _ => Ok(place),
        }
    }

    fn writes_workbook(&self, place: Option<&Place>) -> bool {
        let workbook = Written::Report(Format::Excel);
        match place {
            None => false,
            Some(Place::File(_, form)) => *form == Form::Excel,
            Some(Place::Folder(_)) => self.forms.is_empty() || self.forms.contains(&workbook),
        }
    }
}

/// What the audit finds about references and tables, by the settings and waivers that it would use itself.
fn findings(args: &Args, corpus: &Corpus, knowledge: &Knowledge) -> Result<Vec<Finding>, CliError> {
    let settings = match found_settings(&args.inputs.paths) {
        Some(path) => Settings::load(&path)?,
        None => Settings::default(),
    };
    let quick = |code: &Code| !FOR_THE_AUDIT.contains(code);
    let codes: Vec<Code> = Code::usual().filter(quick).collect();
    let audit = Audit::new(corpus, knowledge, &settings);
    Ok(audit.run(&codes, None, Day::today()).findings)
}

/// The form whose files end so.
fn written_form(ending: &str) -> Result<Written, String> {
    let wanted = ending.trim().trim_start_matches('.');
    let known = || Written::ALL.map(Written::extension).join(", ");
    let form = Written::ALL.into_iter().find(|f| f.extension() == wanted);
    form.ok_or_else(|| format!("one of {}", known()))
}

/// A mapping has the texts of one body as rows and those of the others as columns.
const NO_PARENT: &str = "no body is the `parent` whose texts are the rows (bodies.yaml): whom texts give what work, and which \
    of them could be merged or retired, says `resgraph review`";

fn found(mapping: &Mapping, comparison: Option<&Comparison>) -> String {
    let cells: usize = mapping
        .rows
        .iter()
        .flat_map(|r| r.cells.values())
        .map(Vec::len)
        .sum();
    let mut said = format!(
        "found {} with {}, {}, {} without equivalent",
        counted(mapping.rows.len(), "row"),
        counted(cells, "cell"),
        mapping.counted_candidates(),
        counted(mapping.no_equivalent.len(), "text")
    );
    if let Some(c) = comparison {
        said.push_str(&format!(
            "\nagainst {} of {}: precision {:.3}, recall {:.3}, F1 {:.3} ({} in both, {} only here, {} only there)",
            counted(c.rows, "row"),
            c.other,
            c.precision,
            c.recall,
            c.f1,
            counted(c.both, "cell"),
            c.only_here,
            c.only_there
        ));
    }
    said
}

fn shown(mapping: &Mapping, context: Context, form: Form) -> Result<String, CliError> {
    if form == Form::Table {
        let summary = report::mapping::summary(mapping, context);
        return Ok(report::text(&summary, Some(width())));
    }
    Ok(String::from_utf8_lossy(&write(mapping, context, written(form))?).into_owned())
}

fn show(comparison: &Comparison, form: Form) -> Result<String, CliError> {
    let paper = report::mapping_comparison(comparison);
    Ok(match form {
        Form::Json => json(comparison)?,
        Form::Yaml => serde_yaml::to_string(comparison)?,
        form => match form.of_report() {
            None | Some(Format::Text) => report::text(&paper, Some(width())),
            Some(format) => String::from_utf8_lossy(&render(&paper, format)?).into_owned(),
        },
    })
}
