use super::CliError;
use crate::knowledge::Knowledge;
use std::path::PathBuf;

/// What every command that reads texts takes.
#[derive(clap::Args, Debug, Clone)]
pub(crate) struct Inputs {
    /// Files and folders of texts, and saved indexes; none: the built-in index
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) mappings: Mappings,
}

/// Where the knowledge comes from.
#[derive(clap::Args, Debug, Clone, Default)]
pub(crate) struct Mappings {
    /// A folder of YAML files to use in place of the built-in ones of the same name
    #[arg(long = "mappings", value_name = "DIR", help_heading = "Knowledge")]
    pub(crate) dir: Option<PathBuf>,
}

impl Mappings {
    /// Loads the knowledge.
    pub(crate) fn load(&self) -> Result<Knowledge, CliError> {
        Ok(match &self.dir {
            Some(dir) => Knowledge::from_dir(dir)?,
            None => Knowledge::builtin()?,
        })
    }
}
