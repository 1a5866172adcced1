//! From what people write in a cell to the works that they mean.

use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{Index, Role, Status, Verdict, WorkId};
use crate::report::mapping::short_name;
use resgraph_analysis::outcome::verdict;
use std::collections::BTreeMap;

/// The names of the works that are known, as tables write them and as ids.
pub struct Names<'a> {
    known: BTreeMap<String, WorkId>,
    knowledge: &'a Knowledge,
}

impl<'a> Names<'a> {
    /// Of the works of an index.
    pub fn new(index: &Index, knowledge: &'a Knowledge) -> Self {
        let mut known = BTreeMap::new();
        for (id, work) in &index.works {
            known.insert(folded(id.as_str()), id.clone());
            known.insert(folded(&short_name(id, None)), id.clone());
            for edition in &work.editions {
                let edition = edition.to_string();
                known.insert(folded(&short_name(id, Some(&edition))), id.clone());
            }
        }
        Names { known, knowledge }
    }

    /// The work that a name means; `body` is that of the column it stands in.
    pub fn one(&self, name: &str, body: Option<&str>) -> Option<WorkId> {
        let name = name.trim();
        if name.is_empty() {
            return None;
        }
        let in_column = body.map(|body| folded(&format!("{body} {name}")));
        let found = self.known.get(&folded(name));
        let found = found.or_else(|| self.known.get(&in_column?));
        if let Some(id) = found {
            return Some(id.clone());
        }
        self.as_id(name).or_else(|| self.cited(name, body))
    }

    /// The decision that a mark of proposals means, where the words are one.
    pub(super) fn mark(&self, words: &str) -> Option<Verdict> {
        let marks = &self.knowledge.proposals;
        let upper = words.trim().to_uppercase();
        let (_, means) = marks.mark(&upper).filter(|(word, _)| *word == upper)?;
        Some(verdict(means))
    }

    /// An id of a known body that no text has named yet.
    fn as_id(&self, name: &str) -> Option<WorkId> {
        let (body, number) = name.split_once('-')?;
        let is_number = number.ends_with(|c: char| c.is_ascii_digit() || c == ']');
        let is_one = !name.contains(char::is_whitespace) && is_number;
        let body = self.knowledge.body(body).filter(|_| is_one)?;
        format!("{}-{number}", body.id).parse().ok()
    }

    /// A name in other words, read as a citation.
    fn cited(&self, name: &str, body: Option<&str>) -> Option<WorkId> {
        let with_body = body.map(|body| format!("{body} {name}"));
        let spaced = |text: &str| text.replace('.', ". ").replace("  ", " ");
        let texts = std::iter::once(name.to_owned()).chain(with_body);
        for text in texts.flat_map(|text| [spaced(&text), text]) {
            let corpus = Corpus::from_texts(self.knowledge, &[("cell.txt", &text)]);
            let citations = corpus.index.citations.iter();
            let mut targets = citations
                .filter(|c| matches!(c.role, Role::Citation | Role::Heading))
                .flat_map(|c| &c.targets)
                .filter(|t| t.status == Status::Resolved);
            if let (Some(only), None) = (targets.next(), targets.next()) {
                return only.id.clone();
            }
        }
        None
    }

    /// The works that a cell of a table lists, and what of it could not be read.
    pub fn list(&self, cell: &str, body: Option<&str>) -> (Vec<WorkId>, Vec<String>) {
        let (mut ids, mut unread) = (Vec::new(), Vec::new());
        let pieces = cell.split([',', ';', '\n']).map(str::trim);
        for piece in pieces.filter(|piece| !piece.is_empty()) {
            match self.one(piece, body) {
                Some(id) if ids.contains(&id) => {}
                Some(id) => ids.push(id),
                None => unread.push(piece.to_owned()),
            }
        }
        (ids, unread)
    }
}

/// A name without what people write now so, now so.
fn folded(name: &str) -> String {
    let kept = name.chars().filter(|c| !c.is_whitespace() && *c != '.');
    kept.flat_map(char::to_lowercase).collect()
}
