use super::Lazy;
use super::addresses::{Example, FILE};
use super::load::KnowledgeError;
use crate::model::WorkId;
use serde::Deserialize;

/// Longer addresses are not looked at.
const LONGEST: usize = 2048;

/// What the addresses of links name (`links` in `addresses.yaml`).
#[derive(Clone, Debug, Default)]
pub struct Links {
    patterns: Vec<Pattern>,
}

/// A work that an address names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedWork {
    /// The work.
    pub id: WorkId,
    /// The year of its edition, where the address says so.
    pub year: Option<u16>,
}

#[derive(Clone, Debug)]
struct Pattern {
    address: Lazy,
    work: String,
    year: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Row {
    link: String,
    work: String,
    year: Option<String>,
    /// For people: what the pattern is known from.
    #[serde(rename = "known")]
    _known: String,
    examples: Vec<Example>,
}

impl Links {
    /// Holds the patterns against their own examples, but for those that are built in.
    pub(super) fn new(rows: Vec<Row>, is_builtin: bool) -> Result<Self, KnowledgeError> {
        let mut links = Links::default();
        for row in rows {
            let wrong = |message: String| KnowledgeError::meaning(FILE, message);
            // Nothing that would make another number of it stands before or behind.
            let whole = format!("(?i)(?:^|[^0-9A-Za-z])(?:{})(?:$|[^0-9A-Za-z])", row.link);
            let pattern = Pattern {
                address: Lazy::new(whole),
                work: row.work,
                year: row.year,
            };
            let examples = row.examples.into_iter().filter(|_| !is_builtin);
            if !is_builtin {
                let checked = pattern.address.check();
                checked.map_err(|e| wrong(format!("{}: {e}", row.link)))?;
            }
            for example in examples {
                let want = LinkedWork {
                    id: example.id,
                    year: example.year,
                };
                let got = pattern.read(&decoded(&example.address));
                if got.as_ref() != Some(&want) {
                    let got = got.map_or("nothing".to_owned(), |g| g.id.to_string());
                    return Err(wrong(format!(
                        "the example {} names {got}, not {}",
                        example.address, want.id
                    )));
                }
            }
            links.patterns.push(pattern);
        }
        Ok(links)
    }

    /// The work that an address names: percent-encoded or not, with a query or not; none where it names none.
    pub fn read(&self, address: &str) -> Option<LinkedWork> {
        if self.patterns.is_empty() || address.len() > LONGEST {
            return None;
        }
        let address = decoded(address);
        self.patterns.iter().find_map(|p| p.read(&address))
    }
}

impl Pattern {
    fn read(&self, address: &str) -> Option<LinkedWork> {
        let groups = self.address.get()?.captures(address)?;
        let fill = |template: &str| {
            let mut filled = template.to_owned();
            for (n, group) in groups.iter().enumerate().skip(1) {
                filled = filled.replace(&format!("{{{n}}}"), group.map_or("", |g| g.as_str()));
            }
            filled
        };
        let year = self
            .year
            .as_deref()
            .and_then(|year| fill(year).parse().ok());
        Some(LinkedWork {
            id: fill(&self.work).parse().ok()?,
            year,
        })
    }
}

/// An address with its percent-encoding undone, without the place in the page.
fn decoded(address: &str) -> String {
    let bytes = address.split('#').next().unwrap_or("").as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let code = code.and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use crate::knowledge::Knowledge;

    #[test]
    fn addresses_are_read_however_they_are_written() {
        let links = Knowledge::builtin().expect("mappings/ load").links;
        let read = |address: &str| {
            let work = links.read(address)?;
            Some((work.id.to_string(), work.year))
        };
        let assembly = |n: &str| Some((format!("UNGA-{n}"), None));
        for address in [
            "https://undocs.org/A/RES/70/1",
            "http://www.undocs.org/en/A/RES/70/1",
            "https://docs.un.org/en/A/RES/70/1?lang=x#page=2",
            "https://undocs.org/A%2FRES%2f70%2F1",
            "https://undocs.org/Home/Mobile?FinalSymbol=A%2FRES%2F70%2F1&Language=E",
        ] {
            assert_eq!(read(address), assembly("70/1"), "{address}");
        }
        assert_eq!(read("https://undocs.org/A/RES/70/125"), assembly("70/125"));
        for address in [
            "",
            "https://example.org/70/1",
            "#70/1",
            "https://undocs.org/A/70/1",
        ] {
            assert_eq!(read(address), None, "{address}");
        }
        let edition = read("https://www.itu.int/pub/T-RES-T.44-2022");
        assert_eq!(edition, Some(("WTSA-44".to_owned(), Some(2022))));
    }
}
