//! Which group a meeting document is of, where the phrase does not say: "TD25R1", "LS32".

use crate::knowledge::{DocumentForm, Knowledge};
use crate::model::{Document, Kind, Mention, Written};
use std::collections::BTreeMap;

/// The groups that one document's citations name.
#[derive(Debug)]
pub(super) struct Papers<'a> {
    knowledge: &'a Knowledge,
    /// For each label the group that most of its documents are of.
    usual: BTreeMap<&'a str, String>,
}

impl<'a> Papers<'a> {
    pub(super) fn new(knowledge: &'a Knowledge, mentions: &[Mention]) -> Self {
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for written in mentions.iter().flat_map(|m| &m.written) {
            if let (Some(form), Some(group)) = (form_of(knowledge, written), &written.group) {
                *counts.entry((form.label.as_str(), group)).or_default() += 1;
            }
        }
        let mut usual: BTreeMap<&str, String> = BTreeMap::new();
        let mut ranked: Vec<_> = counts.into_iter().map(|((l, g), n)| (n, l, g)).collect();
        ranked.sort_unstable();
        for (_, label, group) in ranked {
            usual.insert(label, group.to_owned());
        }
        Papers { knowledge, usual }
    }

    /// The number with its group: `TSAG-TD25`; as it is where it needs none, or none is known.
    pub(super) fn number(
        &self,
        doc: &Document,
        mention: &Mention,
        written: &Written,
    ) -> Option<String> {
        let number = written.number.as_deref()?;
        let Some(form) = form_of(self.knowledge, written)
            .filter(|f| f.group && (f.alone || written.group.is_some()))
        else {
            return Some(number.to_owned());
        };
        let group = match &written.group {
            Some(group) => Some(group.clone()),
            None if form.nearest => self.nearest(doc, mention),
            None => None,
        };
        let group = group.or_else(|| self.usual.get(form.label.as_str()).cloned());
        Some(match group {
            Some(group) => format!("{group}-{number}"),
            None => number.to_owned(),
        })
    }

    /// The group that is named last before the mention, in the same paragraph.
    fn nearest(&self, doc: &Document, mention: &Mention) -> Option<String> {
        let start = doc.block_at(mention.span.start)?.span.start;
        let line = doc.text[start..mention.span.start]
            .rfind('\n')
            .map_or(start, |n| start + n + 1);
        let before = &doc.text[line..mention.span.start];
        let groups = &self.knowledge.forms.groups;
        let words: Vec<&str> = before.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        words.iter().rev().find_map(|word| {
            if groups.names.iter().any(|n| n == word) {
                return Some((*word).to_owned());
            }
            let numbered = groups
                .numbered
                .iter()
                .find_map(|n| word.strip_prefix(n.as_str()))?;
            let number = !numbered.is_empty() && numbered.chars().all(|c| c.is_ascii_digit());
            number.then(|| (*word).to_owned())
        })
    }
}

fn form_of<'a>(knowledge: &'a Knowledge, written: &Written) -> Option<&'a DocumentForm> {
    if !written.kind.is_some_and(Kind::is_document) {
        return None;
    }
    let number = written.number.as_deref()?;
    knowledge.forms.documents.iter().find(|form| {
        number
            .strip_prefix(form.label.as_str())
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}
