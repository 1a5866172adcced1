//! Whose a change is.

use super::Comparison;
use super::merge::Signature;
use std::collections::{BTreeMap, BTreeSet};

/// Whose a change is: the author that the file names, told apart where two proposals have one of that name.
pub(super) struct Names {
    pub(super) columns: Vec<String>,
    /// For each proposal, who signs what the file does not sign: its main author, with the first date.
    main: Vec<(Option<String>, Option<String>)>,
    shared: BTreeSet<String>,
}

impl Names {
    pub(super) fn of(comparison: &Comparison) -> Self {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for column in &comparison.columns {
            let own: BTreeSet<&str> = column.authors.iter().map(String::as_str).collect();
            for author in own {
                *count.entry(author).or_default() += 1;
            }
        }
        let shared = count.into_iter().filter(|(_, n)| *n > 1);
        let first_date = |column: usize| {
            let rows = comparison.sections.iter().flat_map(|s| &s.rows);
            let mut runs = rows
                .filter_map(|r| r.cells[column].as_ref())
                .flat_map(|c| &c.runs);
            runs.find_map(|r| r.date.clone())
        };
        let columns = comparison.columns.iter().enumerate();
        Names {
            main: columns
                .map(|(at, c)| (c.authors.first().cloned(), first_date(at)))
                .collect(),
            columns: comparison.columns.iter().map(|c| c.name.clone()).collect(),
            shared: shared.map(|(name, _)| name.to_owned()).collect(),
        }
    }

    pub(super) fn sign(
        &self,
        column: usize,
        author: Option<&str>,
        date: Option<&str>,
    ) -> Signature {
        let name = &self.columns[column];
        let (main, first_date) = &self.main[column];
        let date = date.or(first_date.as_deref().filter(|_| author.is_none()));
        let named = author.filter(|a| !a.trim().is_empty()).or(main.as_deref());
        let author = match named {
            Some(author) if self.shared.contains(author) => format!("{author} ({name})"),
            Some(author) => author.to_owned(),
            None => name.clone(),
        };
        Signature {
            author,
            date: date.map(str::to_owned),
        }
    }

    /// One signature for what several change alike.
    pub(super) fn together(signatures: impl IntoIterator<Item = Signature>) -> Signature {
        let mut names: Vec<String> = Vec::new();
        let mut date = None;
        for signature in signatures {
            date = date.max(signature.date);
            if !names.contains(&signature.author) {
                names.push(signature.author);
            }
        }
        Signature {
            author: names.join(" + "),
            date,
        }
    }
}
