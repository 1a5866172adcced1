use super::{CliError, Exit, Inputs, print};
use crate::describe::{Fit, Pattern, check};
use crate::model::counted;
use crate::report::write_files;
use std::fmt::Write;
use std::path::PathBuf;

/// The files of a description, as a beginner finds them.
const SKELETON: [(&str, &str); 5] = [
    (
        "organisation.yaml",
        include_str!("skeleton/organisation.yaml"),
    ),
    ("bodies.yaml", include_str!("skeleton/bodies.yaml")),
    (
        "conferences.yaml",
        include_str!("skeleton/conferences.yaml"),
    ),
    ("lexicon.yaml", include_str!("skeleton/lexicon.yaml")),
    ("addresses.yaml", include_str!("skeleton/addresses.yaml")),
];

/// So many patterns are shown.
const SHOWN: usize = 12;

/// Describe an organisation, and see how well the description fits its texts
///
/// See docs/organisations.md.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand, Debug)]
enum What {
    /// Write the files of a description, each with what may stand in it
    Init {
        /// The folder to write into
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// Overwrite files that resgraph did not write
        #[arg(long)]
        force: bool,
    },
    /// Say what of some texts a description recognises, what not, and which of its names no text has
    Check {
        /// The folder of the description
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        #[command(flatten)]
        inputs: Box<Inputs>,
    },
}

pub(crate) fn run(args: &Args) -> Result<Exit, CliError> {
    match &args.what {
        What::Init { folder, force } => {
            let files = SKELETON.map(|(name, text)| (name.to_owned(), text));
            write_files(folder, &files, *force)?;
            super::output::tell(&format!(
                "wrote {}: fill it in, then `resgraph describe check {} TEXTS`",
                folder.display(),
                folder.display()
            ));
            Ok(Exit::Clean)
        }
        What::Check { folder, inputs } => {
            if inputs.paths.is_empty() {
                return Err("name the texts that the description is to be held against".into());
            }
            let mut inputs = inputs.as_ref().clone();
            inputs.mappings.folders.push(folder.clone());
            let knowledge = inputs.knowledge()?;
            let corpus = inputs.load(&knowledge)?;
            let fit = check(&corpus, &knowledge);
            // Names of files may hold anything.
            print(&crate::script::shown(&shown(&fit)))?;
            Ok(
                match fit.undecided.is_empty() && fit.passed_over.is_empty() {
                    true => Exit::Clean,
                    false => Exit::Findings,
                },
            )
        }
    }
}

fn shown(fit: &Fit) -> String {
    let mut out = String::from("Recognised:\n");
    let bodies: std::collections::BTreeSet<&String> =
        fit.recognised.keys().chain(fit.headings.keys()).collect();
    for body in &bodies {
        let of = |counts: &std::collections::BTreeMap<String, usize>| {
            counts.get(*body).copied().unwrap_or(0)
        };
        let _ = writeln!(
            out,
            "  {body}: {}, {} of texts",
            counted(of(&fit.recognised), "citation"),
            counted(of(&fit.headings), "heading")
        );
    }
    if bodies.is_empty() {
        out.push_str("  nothing\n");
    }
    patterns(
        &mut out,
        "Read as citations, but whose they are is not decided",
        &fit.undecided,
    );
    patterns(
        &mut out,
        "Look like numbers of texts, but were not read as citations",
        &fit.passed_over,
    );
    if !fit.unused.is_empty() {
        out.push_str("\nNames of the description that no text has:\n");
        for (body, name) in &fit.unused {
            let _ = writeln!(out, "  {body}: {name}");
        }
    }
    out
}

fn patterns(out: &mut String, head: &str, patterns: &[Pattern]) {
    if patterns.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{head}:");
    for pattern in patterns.iter().take(SHOWN) {
        let _ = writeln!(out, "  {} × {}", pattern.count, pattern.shape);
        for (written, place) in &pattern.examples {
            let _ = writeln!(out, "      {written}  ({place})");
        }
    }
    if patterns.len() > SHOWN {
        let more: usize = patterns[SHOWN..].iter().map(|p| p.count).sum();
        let _ = writeln!(out, "  … and {more} of other shapes");
    }
}
