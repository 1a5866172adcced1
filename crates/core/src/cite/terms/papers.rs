//! The words and numbers of meeting documents.

use super::Terms;
use crate::cite::lex::Lex;
use crate::cite::words::{Word, fold_phrase};
use crate::knowledge::{DocumentForm, Knowledge};
use crate::model::Span;
use regex::Regex;

/// A sort of meeting document.
#[derive(Clone, Debug)]
pub(in crate::cite) struct Paper {
    pub(in crate::cite) label: String,
    pub(in crate::cite) group: bool,
    pub(in crate::cite) alone: bool,
    pub(in crate::cite) list: bool,
    pub(in crate::cite) session: bool,
    pub(super) words: Vec<Vec<String>>,
}

impl Terms {
    /// The sorts of document whose word stands at `at`, and where the word ends.
    pub(in crate::cite) fn papers_at<'a>(
        &'a self,
        lex: Lex<'a>,
        at: usize,
    ) -> impl Iterator<Item = (&'a Paper, usize)> {
        let first = lex.word(at).filter(|w| self.opens(w).paper);
        self.papers.iter().filter_map(move |paper| {
            let first = first.as_ref()?;
            let mut fit = paper
                .words
                .iter()
                .filter(|w| w.first().is_some_and(|f| first.is(f)));
            let end = fit.find_map(|w| lex.phrase(at, w))?;
            Some((paper, end))
        })
    }

    /// A document number that needs no word before it, whose first capital is at `at`; digits may stand before
    /// that: "5A/650".
    pub(in crate::cite) fn code_at(&self, lex: Lex, at: usize) -> Option<Span> {
        let digits = lex.bytes()[..at].iter().rev().take(4);
        let digits = digits
            .take_while(|b| b.is_ascii_digit() || **b == b'/')
            .count();
        self.code_from(lex, at - digits)
    }

    fn code_from(&self, lex: Lex, at: usize) -> Option<Span> {
        let before = lex.char_before(at);
        if before.is_some_and(|c| c.is_alphanumeric() || "-_./".contains(c)) {
            return None;
        }
        let near = &lex.bytes()[at..lex.text.len().min(at + 32)];
        let plain = if near.is_ascii() {
            near.len()
        } else {
            near.iter().take_while(|b| b.is_ascii()).count()
        };
        let window = at + plain;
        let found = self.codes.as_ref()?.find(&lex.text[at..window])?;
        let end = at + found.end();
        let stuck = lex
            .char_at(end)
            .is_some_and(|c| c.is_alphanumeric() || c == '/');
        (found.start() == 0 && !stuck).then(|| Span::new(at, end))
    }

    /// The group that `word` and the digits behind it name: `TSAG`, `SG2`.
    pub(in crate::cite) fn group(&self, word: &Word, digits: &str) -> Option<String> {
        let same = |name: &&String| name.to_ascii_lowercase() == word.text();
        match digits {
            "" => self.groups.names.iter().find(same).cloned(),
            _ => {
                let name = self.groups.numbered.iter().find(same)?;
                Some(format!("{name}{}", digits.trim_start_matches('0')))
            }
        }
    }

    /// `SG2` for `2`.
    pub(in crate::cite) fn numbered_group(&self, digits: &str) -> Option<String> {
        let name = self.groups.numbered.first()?;
        Some(format!("{name}{}", digits.trim_start_matches('0')))
    }
}

pub(super) fn paper(form: &DocumentForm) -> Paper {
    Paper {
        label: form.label.clone(),
        group: form.group,
        alone: form.alone,
        list: form.list,
        session: form.session,
        words: form.words.iter().map(|w| fold_phrase(w)).collect(),
    }
}

/// All document numbers in one expression; each was checked when the knowledge was loaded.
pub(super) fn codes(knowledge: &Knowledge) -> Option<Regex> {
    let patterns: Vec<String> = knowledge
        .forms
        .document_numbers
        .iter()
        .map(|n| format!("(?:{})", n.pattern))
        .collect();
    Regex::new(&format!("^(?:{})", patterns.join("|"))).ok()
}
