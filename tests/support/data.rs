//! Reads the cases of `tests/data`: files that can be edited without knowing the tests.

use serde::de::DeserializeOwned;
use std::path::Path;

/// The cases of `tests/data/NAME`, a YAML document each, with the place where it stands (`tests/data/NAME:LINE`).
pub fn cases<T: DeserializeOwned>(name: &str) -> Vec<(String, T)> {
    let name = format!("tests/data/{name}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{name}: {e}"));
    parsed(&name, &text).unwrap_or_else(|e| panic!("{e}"))
}

/// The documents of `text`, which stands in the file `name`; what cannot be read is told with its line and column.
pub fn parsed<T: DeserializeOwned>(name: &str, text: &str) -> Result<Vec<(String, T)>, String> {
    let mut documents: Vec<(usize, String)> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if line == "---" {
            // Empty lines in place of what stands above, so that errors count the lines of the file.
            documents.push((n + 2, "\n".repeat(n + 1)));
        } else if let Some((_, document)) = documents.last_mut() {
            *document += line;
            *document += "\n";
        } else if !line.is_empty() && !line.starts_with('#') {
            return Err(format!("{name}:{}: a case begins behind `---`", n + 1));
        }
    }
    if documents.is_empty() {
        return Err(format!("{name}: no case in it"));
    }
    let read = |(line, document): &(usize, String)| match serde_yaml::from_str(document) {
        Ok(case) => Ok((format!("{name}:{line}"), case)),
        Err(error) => {
            let line = error.location().map_or(*line, |at| at.line());
            Err(format!("{name}:{line}: {error}"))
        }
    };
    documents.iter().map(read).collect()
}
