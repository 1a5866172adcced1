use super::{CliError, Exit, print_styled};
use crate::audit::{About, Code};
use crate::model::Severity;
use std::fmt::Write;

/// Say what a code of the audit means, and what to do about it
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// The codes; none: all
    #[arg(value_name = "CODE")]
    codes: Vec<Code>,
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    let codes = if args.codes.is_empty() {
        Code::ALL
    } else {
        &args.codes
    };
    let mut out = String::new();
    for code in codes {
        let About {
            word,
            severity,
            meaning,
            advice,
        } = code.about();
        let severity = match severity {
            Severity::Off => "off",
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let bold = anstyle::Style::new().bold();
        let _ = writeln!(
            out,
            "{bold}{word}{bold:#} ({severity})\n  {meaning}\n  {advice}"
        );
    }
    print_styled(&out)?;
    Ok(Exit::Clean)
}
