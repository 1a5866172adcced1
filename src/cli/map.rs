use super::audit::found_settings;
use super::output::tell;
use super::papers::named;
use super::{CliError, Exit, Inputs, decided, print, width};
use crate::audit::{Audit, Code, Day, Settings};
use crate::corpus::{Corpus, LoadOptions};
use crate::decisions::{Applied, apply, mapping_in_workbook};
use crate::knowledge::Knowledge;
use crate::mapping::published;
use crate::mapping::{Comparison, Mapper, Options, Other, compare};
use crate::model::{Finding, Mapping};
use crate::report::mapping::{Annexes, Context, Decided, Form, write, write_all};
use crate::report::{self, Format};
use std::path::{Path, PathBuf};

/// Map Sector resolutions onto those of the parent body, with the reason for every cell
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Write the mapping into this folder: Word, Excel, HTML, Markdown, CSV, JSON, YAML, DOT
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Which forms to write, by the endings of their files [default: all]
    #[arg(long, value_name = "ENDING,…", value_delimiter = ',', value_parser = form, requires = "output")]
    forms: Vec<Form>,
    /// What to print where no folder is given
    #[arg(long, value_enum, default_value_t = Printed::Table)]
    format: Printed,
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

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Printed {
    /// Tables for people
    Table,
    /// Markdown
    Markdown,
    /// Comma-separated values, a line a reason
    Csv,
    /// The contract for programs
    Json,
    /// The same as YAML
    Yaml,
    /// A diagram for Graphviz
    Dot,
}

/// The workbook, into which people write what they decide.
const WORKBOOK: &str = "mapping.xlsx";

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
    // What is read, and made of it, stays to the end of the process: giving it back piece by piece would only take time.
    let knowledge: &Knowledge = Box::leak(Box::new(args.inputs.knowledge()?));
    let corpus: &Corpus = Box::leak(Box::new(args.inputs.load(knowledge)?));
    let mapper = Mapper::new(corpus, knowledge, Options { blind: args.blind });
    let beside = args.output.as_deref().map(|folder| folder.join(WORKBOOK));
    let read = decided::read(
        args.decisions.as_deref(),
        beside.as_deref(),
        corpus,
        knowledge,
    )?;
    let applied: &Applied = Box::leak(Box::new(apply(
        &mapper.mapping(),
        &read.decisions,
        &corpus.index,
        knowledge,
    )));
    applied.messages.iter().for_each(|message| tell(message));
    let mapping = &applied.mapping;
    let comparison = match &args.compare {
        None => None,
        Some(file) => {
            let other = other_mapping(args, file, corpus, knowledge)?;
            Some(compare(mapping, &other, &|key, id| mapper.why_not(key, id)))
        }
    };
    let findings = match args.writes_workbook() {
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
    match &args.output {
        Some(folder) => save(args, folder, mapping, context, comparison.as_ref(), &read)?,
        None => match &comparison {
            Some(comparison) => print(&show(comparison, args.format)?)?,
            None => print(&shown(mapping, context, args.format)?)?,
        },
    }
    if let Some(said) = read.said() {
        args.inputs.say(&said);
    }
    args.inputs.say(&found(mapping, comparison.as_ref()));
    Ok(Exit::Clean)
}

impl Args {
    fn writes_workbook(&self) -> bool {
        let workbook = Form::Report(Format::Excel);
        self.output.is_some() && (self.forms.is_empty() || self.forms.contains(&workbook))
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
fn form(ending: &str) -> Result<Form, String> {
    let wanted = ending.trim().trim_start_matches('.');
    let known = || Form::ALL.map(Form::extension).join(", ");
    let form = Form::ALL.into_iter().find(|f| f.extension() == wanted);
    form.ok_or_else(|| format!("one of {}", known()))
}

fn found(mapping: &Mapping, comparison: Option<&Comparison>) -> String {
    let cells: usize = mapping
        .rows
        .iter()
        .flat_map(|r| r.cells.values())
        .map(Vec::len)
        .sum();
    let mut said = format!(
        "found {} rows with {cells} cells, {} candidates, {} texts without equivalent",
        mapping.rows.len(),
        mapping.candidates.len(),
        mapping.no_equivalent.len()
    );
    if let Some(c) = comparison {
        said.push_str(&format!(
            "\nagainst {} rows of {}: precision {:.3}, recall {:.3}, F1 {:.3} ({} cells in both, {} only here, {} only there)",
            c.rows, c.other, c.precision, c.recall, c.f1, c.both, c.only_here, c.only_there
        ));
    }
    said
}

fn shown(mapping: &Mapping, context: Context, format: Printed) -> Result<String, CliError> {
    let form = match format {
        Printed::Table => {
            return Ok(report::text(
                &report::mapping::summary(mapping, context),
                Some(width()),
            ));
        }
        Printed::Markdown => Form::Report(Format::Markdown),
        Printed::Csv => Form::Csv,
        Printed::Json => Form::Json,
        Printed::Yaml => Form::Yaml,
        Printed::Dot => Form::Dot,
    };
    Ok(String::from_utf8_lossy(&write(mapping, context, form)?).into_owned())
}

fn show(comparison: &Comparison, format: Printed) -> Result<String, CliError> {
    let paper = report::mapping_comparison(comparison);
    Ok(match format {
        Printed::Json => serde_json::to_string_pretty(comparison)? + "\n",
        Printed::Yaml => serde_yaml::to_string(comparison)?,
        Printed::Csv => report::csv(&paper),
        Printed::Markdown => report::markdown(&paper),
        Printed::Table | Printed::Dot => report::text(&paper, Some(width())),
    })
}

fn save(
    args: &Args,
    folder: &Path,
    mapping: &Mapping,
    context: Context,
    comparison: Option<&Comparison>,
    read: &decided::Read,
) -> Result<(), CliError> {
    let forms = if args.forms.is_empty() {
        &Form::ALL[..]
    } else {
        &args.forms
    };
    let mut files = write_all(mapping, context, forms)?;
    if let Some(comparison) = comparison {
        let json = serde_json::to_string_pretty(comparison)? + "\n";
        let paper = report::mapping_comparison(comparison);
        files.push(("comparison.json".to_owned(), json.into_bytes()));
        files.push((
            "comparison.md".to_owned(),
            report::markdown(&paper).into_bytes(),
        ));
    }
    decided::write_with_workbook(folder, &files, WORKBOOK, read, args.force)
}

/// Reads the mapping to compare with: ours as saved, or a mapping document.
fn other_mapping(
    args: &Args,
    file: &Path,
    corpus: &Corpus,
    knowledge: &Knowledge,
) -> Result<Other, CliError> {
    let name = named(&args.inputs.paths, file);
    let ending = file
        .extension()
        .and_then(|e| e.to_str())
        .unwrap_or("")
        .to_ascii_lowercase();
    if matches!(ending.as_str(), "json" | "yaml" | "yml") {
        let text = std::fs::read_to_string(file).map_err(|e| format!("{name}: {e}"))?;
        let mapping: Mapping = if ending == "json" {
            serde_json::from_str(&text).map_err(|e| format!("{name}: not a saved mapping: {e}"))?
        } else {
            crate::knowledge::parse_yaml(&name, &text)?
        };
        return Ok(Other::from_mapping(&name, &mapping));
    }
    if ending == "xlsx" {
        let bytes = std::fs::read(file).map_err(|e| format!("{name}: {e}"))?;
        return Ok(mapping_in_workbook(
            &name,
            &bytes,
            &corpus.index,
            knowledge,
        )?);
    }
    let no_table =
        || format!("{name}: no mapping table in it (columns of bodies and one of subjects)");
    let at_hand = |(n, _): &(usize, &crate::model::Source)| corpus.documents.contains_key(n);
    let read_already = corpus
        .index
        .sources
        .iter()
        .enumerate()
        .filter(at_hand)
        .find(|(_, s)| s.file == name)
        .map(|(n, _)| n);
    if let Some(source) = read_already {
        let published = published::read(corpus, source, knowledge).ok_or_else(no_table)?;
        return Ok(Other::from_published(&published, knowledge));
    }
    let alone = Corpus::load(
        knowledge,
        &[file.to_owned()],
        &LoadOptions::default(),
        &|_, _| (),
    )?;
    let published = published::read(&alone, 0, knowledge).ok_or_else(no_table)?;
    Ok(Other::from_published(&published, knowledge))
}
