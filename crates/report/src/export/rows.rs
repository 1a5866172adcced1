use super::ids::id;
use super::schema::TABLES;
use super::text_of;
use crate::audit::{Audit, Code, Day, Settings};
use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::model::{
    Citation, Edition, Index, Problem, Provision, ResolutionText, Severity, Target, WorkId,
};
use crate::reuse::{Editions, Threshold, words};
use serde::Serialize;
use std::collections::BTreeSet;

/// The rows of one file: the number of the table, and what stands in its columns.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) all: Vec<(usize, Vec<String>)>,
}

/// The word that a value is written as.
fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

fn optional<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |v| v.to_string())
}

fn edition_id(work: &WorkId, edition: &Edition) -> String {
    match edition.is_empty() {
        true => String::new(),
        false => format!("{work} ({edition})"),
    }
}

impl Rows {
    /// The rows of a corpus of one file.
    pub(super) fn of(corpus: &Corpus, knowledge: &Knowledge) -> Rows {
        let index = &corpus.index;
        let mut rows = Rows::default();
        let Some(source) = index.sources.first() else {
            return rows;
        };
        let source_id = id(&[&source.file, text_of(corpus)]);
        let format = source.format.word().to_owned();
        rows.add(
            "sources",
            vec![
                source_id.clone(),
                source.file.clone(),
                format,
                source.bytes.to_string(),
            ],
        );
        let settings = Settings::default();
        let audit = Audit::new(corpus, knowledge, &settings);
        let compared: BTreeSet<(usize, usize)> = audit.compared_provisions().into_iter().collect();
        for (number, text) in index.texts.iter().enumerate() {
            rows.text(number, text, &source_id, &compared, &settings.repeat);
        }
        for (number, citation) in index.citations.iter().enumerate() {
            rows.mention(number, citation, index, &source_id);
        }
        rows.findings(&audit, &source_id);
        rows
    }

    /// A file that could not be read.
    pub(super) fn unread(problem: &Problem) -> Rows {
        let mut rows = Rows::default();
        let row = vec![
            problem.file.clone(),
            optional(problem.line),
            problem.message.clone(),
        ];
        rows.add("unread", row);
        rows
    }

    fn add(&mut self, table: &str, row: Vec<String>) {
        if let Some(number) = TABLES.iter().position(|t| t.name == table) {
            debug_assert_eq!(row.len(), TABLES[number].columns().count(), "{table}");
            self.all.push((number, row));
        }
    }

    fn work(&mut self, work: &WorkId, edition: Option<&Edition>) {
        let row = vec![
            work.to_string(),
            optional(work.body()),
            word(&work.kind()),
            work.number().to_owned(),
        ];
        self.add("works", row);
        let Some(edition) = edition.filter(|e| !e.is_empty()) else {
            return;
        };
        let row = vec![
            edition_id(work, edition),
            work.to_string(),
            edition.to_string(),
            u8::from(edition.rev).to_string(),
            edition.place.clone().unwrap_or_default(),
            optional(edition.year),
            edition.version.clone().unwrap_or_default(),
            edition.mark.clone().unwrap_or_default(),
        ];
        self.add("editions", row);
    }

    fn text(
        &mut self,
        number: usize,
        text: &ResolutionText,
        source_id: &str,
        compared: &BTreeSet<(usize, usize)>,
        threshold: &Threshold,
    ) {
        let edition = text.edition();
        if let Some(work) = &text.work {
            self.work(work, edition);
        }
        let of = |work: &WorkId| edition.map_or_else(String::new, |e| edition_id(work, e));
        let witness_id = id(&[source_id, "witness", &number.to_string()]);
        let row = vec![
            witness_id.clone(),
            source_id.to_owned(),
            optional(text.work.as_ref()),
            text.work.as_ref().map(of).unwrap_or_default(),
            word(&text.witness.kind),
            text.witness.percent.to_string(),
            text.line.to_string(),
            text.title.clone().unwrap_or_default(),
        ];
        self.add("witnesses", row);
        for (place, provision) in text.provisions.iter().enumerate() {
            let grams = match compared.contains(&(number, place)) {
                true => Some(grams(&provision.text, threshold)),
                false => None,
            };
            let provision_id = id(&[&witness_id, "provision", &place.to_string()]);
            self.provision(&provision_id, &witness_id, text, provision, grams.as_ref());
            for gram in grams.into_iter().flatten() {
                self.add("ngrams", vec![provision_id.clone(), gram]);
            }
        }
    }

    fn provision(
        &mut self,
        provision_id: &str,
        witness_id: &str,
        text: &ResolutionText,
        provision: &Provision,
        grams: Option<&BTreeSet<String>>,
    ) {
        let wording = words(&provision.text, Editions::Drop).join(" ");
        let row = vec![
            provision_id.to_owned(),
            witness_id.to_owned(),
            optional(text.work.as_ref()),
            provision.path.clone(),
            word(&provision.part),
            provision.phrase.clone(),
            provision.line.to_string(),
            provision.span.start.to_string(),
            provision.span.end.to_string(),
            u8::from(grams.is_some()).to_string(),
            grams.map_or(0, BTreeSet::len).to_string(),
            id(&[&wording]),
            provision.text.clone(),
        ];
        self.add("provisions", row);
    }

    fn mention(&mut self, number: usize, citation: &Citation, index: &Index, source_id: &str) {
        let mention_id = id(&[source_id, "mention", &number.to_string()]);
        let witness = citation.text.filter(|t| *t < index.texts.len());
        let row = vec![
            mention_id.clone(),
            source_id.to_owned(),
            witness.map_or_else(String::new, |t| id(&[source_id, "witness", &t.to_string()])),
            citation.provision.clone().unwrap_or_default(),
            word(&citation.role),
            citation.line.to_string(),
            citation.column.to_string(),
            citation.span.start.to_string(),
            citation.span.end.to_string(),
            citation.raw.clone(),
        ];
        self.add("mentions", row);
        for (place, target) in citation.targets.iter().enumerate() {
            self.target(place, target, citation, &mention_id);
        }
    }

    fn target(&mut self, place: usize, target: &Target, citation: &Citation, mention_id: &str) {
        if let Some(work) = &target.id {
            self.work(work, Some(&target.edition));
        }
        let edition = target
            .id
            .as_ref()
            .map(|work| edition_id(work, &target.edition));
        let candidates: Vec<&str> = target.candidates.iter().map(WorkId::as_str).collect();
        let row = vec![
            id(&[mention_id, &place.to_string()]),
            mention_id.to_owned(),
            word(&citation.role),
            optional(citation.from.as_ref()),
            optional(target.id.as_ref()),
            edition.unwrap_or_default(),
            target.provision.clone().unwrap_or_default(),
            target.change.as_ref().map(word).unwrap_or_default(),
            word(&target.status),
            word(&target.evidence),
            candidates.join(" | "),
        ];
        self.add("citations", row);
    }

    /// The findings but those that compare texts: over all files those are for the database to find.
    fn findings(&mut self, audit: &Audit<'_>, source_id: &str) {
        let codes = Code::ALL.iter().copied();
        let codes: Vec<Code> = codes.filter(|c| *c != Code::RepeatedProvision).collect();
        let found = audit.run(&codes, None, Day::today()).findings;
        for (number, finding) in found.iter().enumerate() {
            if finding.severity == Severity::Off {
                continue;
            }
            let works: Vec<&str> = finding.ids.iter().map(WorkId::as_str).collect();
            let row = vec![
                id(&[source_id, &finding.fingerprint, &number.to_string()]),
                source_id.to_owned(),
                finding.code.clone(),
                word(&finding.severity),
                finding.place.line.to_string(),
                finding.place.span.start.to_string(),
                finding.place.span.end.to_string(),
                works.join(" | "),
                finding.message.clone(),
                finding.advice.clone(),
            ];
            self.add("findings", row);
        }
    }
}

/// The word groups of a clause, as the search for repeated provisions compares them; none of one with too few words.
fn grams(text: &str, threshold: &Threshold) -> BTreeSet<String> {
    let words = words(text, Editions::Drop);
    if words.len() < threshold.min_words || words.is_empty() {
        return BTreeSet::new();
    }
    let size = threshold.ngram.clamp(1, words.len());
    words.windows(size).map(|gram| gram.join(" ")).collect()
}
