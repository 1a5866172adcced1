//! Which group a meeting document is of, where the phrase does not say: "TD25R1", "LS32".

use crate::knowledge::{DocumentForm, Knowledge};
use crate::model::{Document, Mention, Written};
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
        let mut ranked: Vec<_> = counts.into_iter().map(|((l, g), n)| (n, l, g)).collect();
        ranked.sort_unstable();
        let usual = ranked
            .into_iter()
            .map(|(_, label, group)| (label, group.to_owned()));
        Papers {
            knowledge,
            usual: usual.collect(),
        }
    }

    /// The number with its group: `TSAG-TD25`; as it is where it needs none, or none is known.
    pub(super) fn number(
        &self,
        doc: &Document,
        mention: &Mention,
        written: &Written,
    ) -> Option<String> {
        let number = written.number.as_deref()?;
        let needs = |f: &&DocumentForm| f.group && (f.alone || written.group.is_some());
        let Some(form) = form_of(self.knowledge, written).filter(needs) else {
            return Some(number.to_owned());
        };
        let group = written.group.clone();
        let group = group.or_else(|| form.nearest.then(|| self.nearest(doc, mention))?);
        let group = group.or_else(|| self.usual.get(form.label.as_str()).cloned());
        Some(match group {
            Some(group) => format!("{group}-{number}"),
            None => number.to_owned(),
        })
    }

    /// The group that is named last before the mention, in the same paragraph.
    fn nearest(&self, doc: &Document, mention: &Mention) -> Option<String> {
        let start = doc.block_at(mention.span.start)?.span.start;
        let before = doc.text[start..mention.span.start].rsplit('\n').next()?;
        let groups = &self.knowledge.forms.groups;
        let digit = |c: char| c.is_ascii_digit();
        let is_number = |rest: &str| rest.ends_with(digit) && rest.chars().all(digit);
        let is_group = |word: &&str| {
            let numbered = |name: &String| word.strip_prefix(name.as_str()).is_some_and(is_number);
            groups.names.iter().any(|name| name == word) || groups.numbered.iter().any(numbered)
        };
        let mut words = before.rsplit(|c: char| !c.is_ascii_alphanumeric());
        words.find(is_group).map(str::to_owned)
    }
}

fn form_of<'a>(knowledge: &'a Knowledge, written: &Written) -> Option<&'a DocumentForm> {
    written.kind.filter(|kind| kind.is_document())?;
    let number = written.number.as_deref()?;
    let mut forms = knowledge.forms.documents.iter();
    forms.find(|form| {
        let rest = number.strip_prefix(form.label.as_str());
        rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })
}
