//! The audit: what is stale, broken, contradictory or repeated, with its place, the reason and the remedy.
//!
//! [`Audit::run`] asks every check of [`checks`](self) (one file each), then applies what the reviewers decided:
//! severities and waivers of [`Settings`], and the findings that a baseline already knows. Every finding goes by
//! a [`Code`]; its fingerprint stays the same when lines move.

mod baseline;
mod checks;
mod code;
mod draft;
mod horizon;
mod settings;
mod show;
mod waive;

pub use crate::model::{Day, NoDay};
pub use baseline::{Baseline, BaselineError};
pub use checks::shown_edition;
pub use code::{About, Code, UnknownCode};
pub use draft::without_places;
pub use horizon::NotVouchedFor;
pub use settings::{SETTINGS_FILE, Settings, Thresholds, Waiver};
pub use show::{people, sarif};

use crate::corpus::Corpus;
use crate::knowledge::Knowledge;
use crate::mapping::published::{self, Published};
use crate::model::{
    Change, Citation, Document, Edition, Finding, Horizons, Index, LineMap, PartKind, Place,
    Provision, ResolutionText, Role, Severity, Span, Target, WitnessKind, WorkId,
};
use crate::plan::{self, ActionPlan};
use crate::reuse::Standing;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What an audit looks at.
pub struct Audit<'a> {
    index: &'a Index,
    /// How far what is known reaches, by body.
    horizons: Horizons,
    documents: &'a BTreeMap<usize, Document>,
    knowledge: &'a Knowledge,
    settings: &'a Settings,
    lines: BTreeMap<usize, LineMap<'a>>,
    /// The mapping documents among the sources.
    mappings: Vec<(usize, Published)>,
    corpus: &'a Corpus,
    /// The action plans among them, read when they are first asked for: following their pointers takes longer
    /// than all other checks together.
    plans: OnceLock<Vec<ActionPlan>>,
    /// The year up to which the texts of each source go.
    years: OnceLock<BTreeMap<usize, u16>>,
}

/// What an audit found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The findings, in the order of files and places.
    pub findings: Vec<Finding>,
    /// How many more were waived by the settings.
    pub waived: usize,
    /// How many more the baseline knows.
    pub known: usize,
    /// What is cited and may be out of date, for all that is known here; empty where editions were not looked at.
    pub not_vouched_for: Vec<NotVouchedFor>,
}

impl Outcome {
    /// The highest severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|f| f.severity).max()
    }
}

impl<'a> Audit<'a> {
    /// An audit of the texts of `corpus`.
    pub fn new(corpus: &'a Corpus, knowledge: &'a Knowledge, settings: &'a Settings) -> Self {
        let documents = &corpus.documents;
        let lines = documents
            .iter()
            .map(|(source, document)| (*source, LineMap::new(document.lines_text())))
            .collect();
        let mappings = documents
            .keys()
            .filter_map(|source| Some((*source, published::read(corpus, *source, knowledge)?)))
            .collect();
        Audit {
            index: &corpus.index,
            horizons: knowledge.horizons(&corpus.index),
            documents,
            knowledge,
            settings,
            lines,
            mappings,
            corpus,
            plans: OnceLock::new(),
            years: OnceLock::new(),
        }
    }

    /// The action plans among the sources.
    fn plans(&self) -> &[ActionPlan] {
        self.plans
            .get_or_init(|| plan::read(self.corpus, self.knowledge))
    }

    /// The provisions that the search for repeated ones compares: the place of the text in the index, and that of the
    /// provision in the text. Left out are clauses that begin with a citation, short recitals and words that lead in
    /// a list.
    pub fn compared_provisions(&self) -> Vec<(usize, usize)> {
        checks::compared(self)
    }

    /// The files that hold an action plan.
    fn plan_files(&self) -> BTreeSet<String> {
        let sources = plan::sources(self.corpus, self.knowledge);
        sources
            .into_iter()
            .map(|source| self.file(source))
            .collect()
    }

    /// Runs the checks of `codes`. Waivers are held against `today`.
    pub fn run(&self, codes: &[Code], baseline: Option<&Baseline>, today: Day) -> Outcome {
        let wanted =
            |code: &Code| codes.contains(code) && self.settings.severity(*code) > Severity::Off;
        let mut drafts = Vec::new();
        for (of, check) in checks::ALL {
            if of.iter().any(wanted) {
                drafts.extend(check(self));
            }
        }
        drafts.retain(|draft| wanted(&draft.code));
        let mut findings = draft::finish(drafts, self.settings);
        self.name_copies(&mut findings);
        let not_vouched_for = match wanted(&Code::StaleEdition) {
            true => self.not_vouched_for(&findings),
            false => Vec::new(),
        };
        let (findings, waived) = waive::apply(findings, self.settings, today, wanted);
        let total = findings.len();
        let findings: Vec<Finding> = findings
            .into_iter()
            .filter(|f| !baseline.is_some_and(|b| b.knows(f)))
            .collect();
        Outcome {
            known: total - findings.len(),
            waived,
            findings,
            not_vouched_for,
        }
    }

    /// Says of findings by provisions which copies they rest on, where a text is not at hand in full.
    fn name_copies(&self, findings: &mut [Finding]) {
        let rests = |f: &&mut Finding| f.code.parse().is_ok_and(Code::rests_on_provisions);
        for finding in findings.iter_mut().filter(rests) {
            let copies = finding.ids.iter().filter_map(|id| self.index.copy_of(id));
            finding.copies = copies.filter(|c| c.kind != WitnessKind::Full).collect();
        }
    }

    /// The place of a citation.
    fn place_of(&self, citation: &Citation) -> Place {
        Place {
            file: self.file(citation.source),
            line: citation.line,
            column: citation.column,
            span: citation.span,
            locator: citation.locator.clone(),
            message: None,
        }
    }

    /// The place of a span of a document's text. Of a source that was not read in this run only the line is
    /// known.
    fn place(&self, source: usize, span: Span, line: usize) -> Place {
        let mut place = Place {
            file: self.file(source),
            line,
            column: 1,
            span,
            ..Place::default()
        };
        if let (Some(document), Some(lines)) =
            (self.documents.get(&source), self.lines.get(&source))
        {
            place.span = document.positions.source_span(span);
            (place.line, place.column) = lines.line_column(place.span.start);
            if !document.is_text_source() {
                place.locator = document.locator(span.start);
            }
        }
        place
    }

    /// The place of a text's heading line.
    fn place_of_text(&self, text: &ResolutionText) -> Place {
        let mut span = text.span;
        if let Some(document) = self.documents.get(&text.source) {
            let whole = document.text.get(span.range()).unwrap_or("");
            span.end = span.start + whole.find('\n').unwrap_or(whole.len());
        }
        self.place(text.source, span, text.line)
    }

    /// The place of a clause.
    fn place_of_clause(&self, standing: &Standing<'_>) -> Place {
        let source = self.index.texts[standing.text].source;
        self.place(source, standing.provision.span, standing.provision.line)
    }

    fn file(&self, source: usize) -> String {
        self.index
            .sources
            .get(source)
            .map_or_else(String::new, |s| s.file.clone())
    }

    /// The year of the text in which a citation stands.
    fn own_year(&self, citation: &Citation) -> Option<u16> {
        let text = self.text_around(citation)?;
        text.edition().and_then(|e| self.year(e))
    }

    /// The year up to which the texts of a source go; none where none of them has an edition.
    fn year_of_source(&self, source: usize) -> Option<u16> {
        let years = self.years.get_or_init(|| {
            let mut years: BTreeMap<usize, u16> = BTreeMap::new();
            for text in &self.index.texts {
                // What a tracked change puts in is yet to be adopted.
                let editions = text.editions.iter().filter(|e| e.change.is_none());
                let years_of = editions.filter_map(|e| self.year(&e.edition));
                let latest = years.entry(text.source).or_default();
                *latest = years_of.max().unwrap_or(0).max(*latest);
            }
            years
        });
        years.get(&source).copied().filter(|year| *year > 0)
    }

    /// True where two citations stand in one paragraph or in one provision.
    fn stand_together(&self, a: &Citation, b: &Citation) -> bool {
        if a.source != b.source || a.text != b.text {
            return false;
        }
        match self.documents.get(&a.source) {
            Some(document) => {
                let block = |c: &Citation| {
                    let at = document.positions.text(c.span.start, document.text.len());
                    document.block_at(at).map(|b| b.span)
                };
                block(a) == block(b)
            }
            None => a.provision.is_some() && a.provision == b.provision || a.line == b.line,
        }
    }

    /// The citations in the paragraph of a citation, itself among them.
    fn in_same_paragraph<'b>(
        &'b self,
        citation: &'b Citation,
    ) -> impl Iterator<Item = &'a Citation> + 'b {
        let citations = &self.index.citations;
        let place = |c: &Citation| (c.source, c.span.start);
        let at = citations.partition_point(|c| place(c) < place(citation));
        let together = move |c: &&'a Citation| self.stand_together(citation, c);
        let before = citations[..at].iter().rev().take_while(together);
        before.chain(citations[at..].iter().take_while(together))
    }

    /// The text in which a citation stands.
    fn text_around(&self, citation: &Citation) -> Option<&'a ResolutionText> {
        self.index.texts.get(citation.text?)
    }

    /// True for a citation in the middle of a recital: the recital tells something in which the cited text had a
    /// part. One that begins with the citation ("a) Resolution 5 …", "that Resolution 5 …") names it.
    fn is_told(&self, citation: &Citation) -> bool {
        const NAMED: usize = 10;
        let recital = self.recital(citation);
        recital.is_some_and(|span| citation.span.start - span.start > NAMED)
    }

    /// True for a citation in a recital.
    fn is_recital(&self, citation: &Citation) -> bool {
        self.recital(citation).is_some()
    }

    /// The recital around a citation, in the source.
    fn recital(&self, citation: &Citation) -> Option<Span> {
        let text = self.text_around(citation)?;
        let in_source = |p: &Provision| match self.documents.get(&text.source) {
            Some(document) => document.positions.source_span(p.span),
            None => p.span,
        };
        text.provisions
            .iter()
            .filter(|p| p.part == PartKind::Preamble)
            .map(in_source)
            .find(|span| span.contains(citation.span.start))
    }

    /// The citations of adopted texts that hold now, each with one of its targets: what a tracked change has
    /// struck is left out.
    fn cited(&self) -> impl Iterator<Item = (&'a Citation, &'a Target)> {
        self.index
            .citations
            .iter()
            .filter(|c| c.role == Role::Citation)
            .flat_map(|c| c.targets.iter().map(move |t| (c, t)))
            .filter(|(_, t)| t.change != Some(Change::Deleted) && t.kind.is_adopted())
    }

    /// The year of an edition: as written, or that of the conference whose mark it bears.
    fn year(&self, edition: &Edition) -> Option<u16> {
        edition.year.or_else(|| {
            let mark = edition.mark.as_deref()?;
            self.knowledge.conference_by_mark(mark).map(|c| c.year)
        })
    }

    /// The editions of a work that a text or the knowledge says exist, oldest first.
    fn editions(&self, id: &WorkId) -> &'a [Edition] {
        let work = self.index.works.get(id);
        work.map_or(&[], |work| &work.editions)
    }

    /// The same with those that only a citation names, where a conference of the body met there or may have met.
    fn cited_editions(&self, id: &WorkId) -> Vec<&'a Edition> {
        let Some(work) = self.index.works.get(id) else {
            return Vec::new();
        };
        let can_be = |edition: &&Edition| match (&edition.place, edition.year) {
            (Some(place), Some(year)) => self.may_have_met(work.body.as_deref(), place, year),
            _ => true,
        };
        let all = work.editions.iter().chain(&work.cited);
        all.filter(can_be).collect()
    }
}
