//! The forms in which answers leave the program: one list for all commands, each of which can write some of them.

use super::CliError;
use crate::report::Format;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command, Error, ValueEnum};
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};

/// A form of an answer.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// For people at a terminal
    #[value(aliases = ["people", "text"])]
    Table,
    /// Markdown
    #[value(alias = "md")]
    Markdown,
    /// One HTML page
    Html,
    /// A Word file
    #[value(alias = "docx")]
    Word,
    /// An Excel workbook
    #[value(alias = "xlsx")]
    Excel,
    /// Comma-separated values
    Csv,
    /// JSON (see `resgraph schema`)
    Json,
    /// One JSON object a line
    Jsonl,
    /// YAML
    #[value(alias = "yml")]
    Yaml,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// A diagram for Graphviz
    Dot,
}

/// The forms of a paper.
pub(crate) const PAPER: &[Form] = &[
    Form::Markdown,
    Form::Table,
    Form::Html,
    Form::Word,
    Form::Excel,
    Form::Csv,
    Form::Json,
];

impl Form {
    /// The endings of its files, the usual one first.
    pub(crate) fn endings(self) -> &'static [&'static str] {
        match self {
            Form::Table => &["txt"],
            Form::Markdown => &["md", "markdown"],
            Form::Html => &["html", "htm"],
            Form::Word => &["docx"],
            Form::Excel => &["xlsx"],
            Form::Csv => &["csv"],
            Form::Json => &["json"],
            Form::Jsonl => &["jsonl", "ndjson"],
            Form::Yaml => &["yaml", "yml"],
            Form::Sarif => &["sarif"],
            Form::Dot => &["dot", "gv"],
        }
    }

    /// The format of a report that it is; none where it is data.
    pub(crate) fn of_report(self) -> Option<Format> {
        match self {
            Form::Table => Some(Format::Text),
            Form::Markdown => Some(Format::Markdown),
            Form::Html => Some(Format::Html),
            Form::Word => Some(Format::Word),
            Form::Excel => Some(Format::Excel),
            Form::Csv => Some(Format::Csv),
            Form::Json | Form::Jsonl | Form::Yaml | Form::Sarif | Form::Dot => None,
        }
    }

    /// Takes the words of those `forms` on the command line.
    pub(crate) fn among(forms: &'static [Form]) -> impl TypedValueParser<Value = Form> {
        Among(forms)
    }

    /// The form that the ending of a file asks for, of those that a command can write; none without an ending.
    ///
    /// # Errors
    /// An ending of none of them.
    pub(crate) fn of_path(path: &Path, can: &[Form]) -> Result<Option<Form>, CliError> {
        let Some(ending) = path.extension() else {
            return Ok(None);
        };
        let ending = ending.to_string_lossy().to_lowercase();
        let form = can.iter().find(|f| f.endings().contains(&ending.as_str()));
        let endings = || {
            let all: Vec<String> = can.iter().map(|f| format!(".{}", f.endings()[0])).collect();
            all.join(", ")
        };
        match form {
            Some(form) => Ok(Some(*form)),
            None => Err(format!(
                "{}: this command writes {}, not .{ending}",
                path.display(),
                endings()
            )
            .into()),
        }
    }
}

/// Takes the words of some forms. Word and Excel, where they cannot be printed, are answered with the way to have them.
#[derive(Clone)]
struct Among(&'static [Form]);

impl Among {
    fn words(&self) -> PossibleValuesParser {
        PossibleValuesParser::new(self.0.iter().filter_map(Form::to_possible_value))
    }
}

impl TypedValueParser for Among {
    type Value = Form;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Form, Error> {
        let parser = self.words().try_map(|word| Form::from_str(&word, true));
        parser.parse_ref(command, arg, value).map_err(|mut error| {
            let asked = Form::from_str(&value.to_string_lossy(), true);
            let has_output = command.get_arguments().any(|a| a.get_id() == "output");
            if let Ok(form @ (Form::Word | Form::Excel)) = asked
                && has_output
            {
                let tip = format!("name a file to write: --output NAME.{}", form.endings()[0]);
                error.remove(ContextKind::SuggestedValue);
                error.insert(
                    ContextKind::Suggested,
                    ContextValue::StyledStrs(vec![tip.into()]),
                );
            }
            error
        })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(self.0.iter().filter_map(Form::to_possible_value)))
    }
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.to_possible_value();
        f.pad(value.as_ref().map_or("", |v| v.get_name()))
    }
}

/// Where `--output` leads.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A folder, for all forms.
    Folder(PathBuf),
    /// One file, for the form that its ending asks for.
    File(PathBuf, Form),
}

impl Place {
    /// A folder, unless the name ends as a file of a form that the command can write.
    ///
    /// # Errors
    /// The ending of another kind of file. A new folder with such a name is asked for with `/` behind it.
    pub(crate) fn of(output: &Path, can: &[Form]) -> Result<Place, CliError> {
        let folder = || Place::Folder(output.to_owned());
        if output.is_dir()
            || output
                .to_string_lossy()
                .ends_with(['/', std::path::MAIN_SEPARATOR])
        {
            return Ok(folder());
        }
        match Form::of_path(output, can) {
            Ok(Some(form)) => Ok(Place::File(output.to_owned(), form)),
            Ok(None) => Ok(folder()),
            Err(error) => Err(format!(
                "{error}; for a folder of that name write {}/",
                output.display()
            )
            .into()),
        }
    }
}

impl Place {
    /// The workbook in which people decide: the one of that name in the folder or beside the file, or the file itself.
    pub(crate) fn workbook(&self, name: &str) -> PathBuf {
        match self {
            Place::Folder(folder) => folder.join(name),
            Place::File(path, Form::Excel) => path.clone(),
            Place::File(path, _) => path.with_file_name(name),
        }
    }
}

/// The folder of a file, and its name in it.
pub(crate) fn folder_and_name(path: &Path) -> (PathBuf, String) {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    (
        folder.unwrap_or(Path::new(".")).to_owned(),
        name.into_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_says_the_form_and_another_is_an_error() {
        let of = |path: &str| Place::of(Path::new(path), PAPER);
        assert!(matches!(
            of("a/mapping.docx"),
            Ok(Place::File(_, Form::Word))
        ));
        assert!(matches!(of("B.HTM"), Ok(Place::File(_, Form::Html))));
        assert!(matches!(of("out"), Ok(Place::Folder(_))));
        assert!(matches!(of("out.d/"), Ok(Place::Folder(_))));
        let said = of("out.odt").expect_err("no such form").to_string();
        assert!(
            said.contains(".docx") && said.contains("not .odt"),
            "{said}"
        );
    }

    #[test]
    fn every_form_is_read_back_from_its_name() {
        for form in Form::value_variants() {
            assert_eq!(Form::from_str(&form.to_string(), false).as_ref(), Ok(form));
        }
    }
}
