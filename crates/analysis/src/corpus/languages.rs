use crate::knowledge::{Languages, Spoken};
use crate::model::{Document, Problem};

/// The language of a document, and what people are told of it.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// The language, where it is one that is read.
    pub(super) id: Option<String>,
    /// That nothing was found in it, or that its language is not read.
    pub(super) problem: Option<Problem>,
}

impl Told {
    /// `nothing`: no text and no citation was found in it.
    pub(super) fn of(document: &Document, nothing: bool, languages: &Languages) -> Self {
        let (id, unread, message) = match languages.of(&document.text) {
            None => return Told::default(),
            // What is found in the language of most texts is counted in the summary.
            Some(Spoken::Known(id)) if !nothing || languages.place(id) == 0 => {
                return Told {
                    id: Some(id.to_owned()),
                    problem: None,
                };
            }
            Some(Spoken::Known(id)) => {
                let name = languages.name(id);
                let message = format!(
                    "is written in {name}: no text of a resolution and no citation was found in it"
                );
                (Some(id.to_owned()), false, message)
            }
            Some(Spoken::Other(name)) => {
                let read = languages.names().join(", ");
                let message = match nothing {
                    true => format!("is written in {name}, which is not read; read are {read}"),
                    false => format!(
                        "is written in {name}, which is not read (read are {read}): what it cites may be missing"
                    ),
                };
                (None, nothing, message)
            }
        };
        Told {
            id,
            problem: Some(Problem {
                unread,
                file: document.file.clone(),
                line: None,
                message,
            }),
        }
    }
}
