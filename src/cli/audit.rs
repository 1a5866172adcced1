use super::form::Form;
use super::papers::json;
use super::{CliError, Exit, Inputs, decided, print, print_styled};
use crate::audit::{
    Audit, Baseline, Code, Day, Outcome, SETTINGS_FILE, Settings, Thresholds, people, sarif,
};
use crate::decisions::waivers;
use crate::model::{Finding, Severity, counted};
use crate::report::{self, render, write_file};
use crate::script::safe_json;
use std::path::{Path, PathBuf};

/// Find what is stale, broken, contradictory or repeated, and say what to do about it
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: Inputs,
    /// Look for these codes alone (see `resgraph explain`)
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    only: Vec<Code>,
    /// Do not look for these codes
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    skip: Vec<Code>,
    /// How alike provisions must be to count as repeated: shared word groups over all, above 0 and up to 1
    /// [default: 0.7]
    #[arg(long, value_name = "JACCARD", help_heading = "Repeated provisions")]
    threshold: Option<f64>,
    /// How much of the shorter provision the longer one must hold, above 0 and up to 1 [default: 0.9]
    #[arg(long, value_name = "SHARE", help_heading = "Repeated provisions")]
    containment: Option<f64>,
    /// Words that a provision must have to be looked at [default: 8]
    #[arg(long, value_name = "N", help_heading = "Repeated provisions")]
    min_words: Option<usize>,
    /// Show Sector provisions that carry out one of the parent body too
    #[arg(long, help_heading = "Repeated provisions")]
    integrations: bool,
    /// Compare all texts as loosely as those of one row of a mapping are compared
    #[arg(long, help_heading = "Repeated provisions")]
    everywhere: bool,
    /// Settings and waivers [default: resgraph.yaml beside the texts or in the working folder]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Show only what is not in the findings of an earlier run (its JSON or JSON Lines)
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// The day against which the dates of waivers are held [default: today]
    #[arg(long, value_name = "DATE")]
    today: Option<Day>,
    /// The lowest severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t = Level::Warning)]
    fail_on: Level,
    /// The form [default: that of the ending of --output, or table]
    #[arg(long, short, value_parser = Form::among(FORMS))]
    format: Option<Form>,
    /// Where to write
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// What people decided (the workbook of `map`, edited): findings that they keep as they are are waived
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
    /// Overwrite a file that resgraph did not write
    #[arg(long)]
    force: bool,
}

#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Error,
    Warning,
    Note,
    Never,
}

/// The forms of findings.
const FORMS: &[Form] = &[
    Form::Table,
    Form::Json,
    Form::Jsonl,
    Form::Sarif,
    Form::Csv,
    Form::Markdown,
    Form::Html,
    Form::Word,
    Form::Excel,
];

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let format = args.format()?;
    let config = args
        .config
        .clone()
        .or_else(|| found_settings(&args.inputs.paths));
    let knowledge = args.inputs.knowledge_by(config.as_deref())?;
    let mut settings = args.settings(config.as_deref())?;
    let baseline = args.baseline.as_deref().map(Baseline::load).transpose()?;
    let corpus = args.inputs.load(&knowledge)?;
    let decided = decided::read(args.decisions.as_deref(), None, &corpus, &knowledge)?;
    settings.waivers.extend(waivers(&decided.decisions));
    let audit = Audit::new(&corpus, &knowledge, &settings);
    let mut codes: Vec<Code> = match args.only.as_slice() {
        [] => Code::usual().collect(),
        only => only.to_vec(),
    };
    codes.retain(|code| !args.skip.contains(code));
    let outcome = audit.run(
        &codes,
        baseline.as_ref(),
        args.today.unwrap_or_else(Day::today),
    );
    if matches!(format, Form::Json | Form::Jsonl | Form::Csv) {
        // These are lists of findings: what nobody can vouch for has no place in them.
        let doubtful = outcome.not_vouched_for.iter().map(ToString::to_string);
        doubtful.for_each(|line| args.inputs.say(&line));
    }
    let bytes = match format {
        Form::Table => people(&audit, &outcome).into_bytes(),
        Form::Jsonl => json_lines(&outcome.findings)?.into_bytes(),
        Form::Sarif => sarif(&audit, &outcome).into_bytes(),
        Form::Csv => report::csv_table(&report::findings_table(&outcome.findings)).into_bytes(),
        form => match form.of_report() {
            Some(format) => paper(&audit, &outcome, format)?,
            None => json(&outcome.findings)?.into_bytes(),
        },
    };
    deliver(args, format, bytes, outcome.findings.len())?;
    let fails = |worst: Severity| match args.fail_on {
        Level::Error => worst >= Severity::Error,
        Level::Warning => worst >= Severity::Warning,
        Level::Note => worst >= Severity::Note,
        Level::Never => false,
    };
    Ok(if outcome.worst().is_some_and(fails) {
        Exit::Findings
    } else {
        Exit::Clean
    })
}

/// Writes or prints what was made.
fn deliver(args: &Args, format: Form, bytes: Vec<u8>, findings: usize) -> Result<(), CliError> {
    let Some(path) = &args.output else {
        let text = String::from_utf8_lossy(&bytes);
        match format {
            Form::Table => print_styled(&text)?,
            _ => print(&text)?,
        }
        return Ok(());
    };
    let plain = match format {
        Form::Table => anstream::adapter::strip_bytes(&bytes).into_vec(),
        _ => bytes,
    };
    write_file(path, &plain, args.force)?;
    let file = path.display();
    args.inputs
        .say(&format!("wrote {file}: {}", counted(findings, "finding")));
    Ok(())
}

/// The findings as JSON Lines: one object a line.
fn json_lines(findings: &[Finding]) -> Result<String, CliError> {
    let mut text = String::new();
    for finding in findings {
        text.push_str(&safe_json(serde_json::to_string(finding)?));
        text.push('\n');
    }
    Ok(text)
}

/// The findings as a paper.
fn paper(audit: &Audit, outcome: &Outcome, format: report::Format) -> Result<Vec<u8>, CliError> {
    let mut report = match format {
        report::Format::Excel => report::findings_workbook(&outcome.findings),
        _ => report::findings(&outcome.findings),
    };
    let doubtful = outcome.not_vouched_for.iter().map(ToString::to_string);
    report.known_first(audit.horizons(), doubtful);
    Ok(render(&report, format)?)
}

impl Args {
    /// The form asked for, or that of the output file's ending.
    fn format(&self) -> Result<Form, CliError> {
        let by_ending = match (&self.output, self.format) {
            (Some(path), None) => match Form::of_path(path, FORMS)? {
                // A device or a pipe has no ending and gets what a terminal would.
                None if !path.exists() || path.is_file() || path.is_dir() => {
                    return Err(format!(
                        "{}: say the form by an ending (findings.docx) or with --format",
                        path.display()
                    )
                    .into());
                }
                form => form,
            },
            _ => None,
        };
        let format = self.format.or(by_ending).unwrap_or(Form::Table);
        if self.output.is_none() && matches!(format, Form::Word | Form::Excel) {
            return Err("a Word or Excel file cannot be printed: name it with --output".into());
        }
        Ok(format)
    }

    /// The settings of the file named or found, with what the command line says over them.
    fn settings(&self, file: Option<&Path>) -> Result<Settings, CliError> {
        let mut settings = match file {
            Some(path) => {
                self.inputs.say(&format!("settings: {}", path.display()));
                Settings::load(path)?
            }
            None => Settings::default(),
        };
        let given = Thresholds {
            jaccard: self.threshold,
            containment: self.containment,
            min_words: self.min_words,
        };
        settings.repeat = given.over(settings.repeat)?;
        settings.integrations = self.integrations;
        settings.everywhere = self.everywhere;
        Ok(settings)
    }
}

/// `resgraph.yaml` in a folder that is read, beside a file that is read, or in the working folder.
pub(crate) fn found_settings(paths: &[PathBuf]) -> Option<PathBuf> {
    let beside = paths.iter().filter_map(|path| {
        if path.is_dir() {
            Some(path.as_path())
        } else {
            path.parent()
        }
    });
    let places = beside
        .chain([Path::new("")])
        .map(|folder| folder.join(SETTINGS_FILE));
    places.into_iter().find(|path| path.is_file())
}
