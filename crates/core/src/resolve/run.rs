//! What the mentions of one document mean, one behind the other.

use super::bodies::Verdict;
use super::context::{self, Context};
use super::own::{own, own_target, place_in};
use super::papers::Papers;
use super::quotation::Quotations;
use super::{Memory, Resolver};
use crate::model::{
    Citation, Document, Edition, Kind, LineMap, Mention, MentionForm, Role, Says, Span, Status,
    Target, TargetEvidence, WorkId, Written,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// The run over one document.
pub(super) struct Run<'a> {
    pub(super) resolver: &'a Resolver<'a>,
    pub(super) doc: &'a Document,
    pub(super) context: &'a Context<'a>,
    pub(super) papers: Papers<'a>,
    pub(super) known: &'a BTreeSet<WorkId>,
    pub(super) memory: &'a mut Memory,
    /// What begins before is in the memory already.
    pub(super) from: usize,
    pub(super) quotations: Quotations,
    /// What was cited alone last, and where.
    pub(super) last: Option<(usize, WorkId)>,
    /// The document names the organisation; asked for once, where that matters.
    pub(super) organisation: OnceCell<bool>,
    /// The highest number that is known of each body, and all numbers that are.
    pub(super) numbers: OnceCell<Numbers<'a>>,
}

type Numbers<'a> = (FxHashMap<(&'a str, Kind), u32>, FxHashSet<(Kind, u32)>);

impl Run<'_> {
    /// What the mention of that number means, and where it stands.
    pub(super) fn citation(
        &mut self,
        source: usize,
        lines: &LineMap,
        index: usize,
        mention: &Mention,
    ) -> Citation {
        let place = self.context.place(mention.span.start);
        let role = self.role(index, mention);
        let targets = self.targets(mention, role, &place);
        let doc = self.doc;
        let span = doc.positions.source_span(mention.span);
        let (line, column) = lines.line_column(span.start);
        let is_text = doc.is_text_source();
        Citation {
            source,
            line,
            column,
            span: if is_text { span } else { mention.span },
            locator: (!is_text).then(|| context::locator(doc, mention.span)),
            raw: doc.text[mention.span.range()].to_owned(),
            role,
            targets,
            from: place.text.and_then(|t| t.work.clone()),
            text: place.index,
            provision: place.provision.map(|p| p.path.clone()),
            repeats: None,
            belongs: None,
        }
    }

    fn role(&self, index: usize, mention: &Mention) -> Role {
        match mention.form {
            MentionForm::This | MentionForm::Above => Role::This,
            MentionForm::Provision => Role::Provision,
            MentionForm::History => Role::History,
            MentionForm::Cited if self.context.is_heading(index, mention) => Role::Heading,
            MentionForm::Cited => Role::Citation,
        }
    }

    fn targets(&mut self, mention: &Mention, role: Role, place: &context::Place) -> Vec<Target> {
        match mention.form {
            MentionForm::Cited => {}
            MentionForm::Above => return self.above(mention, place),
            MentionForm::History => return own(mention, place),
            MentionForm::This | MentionForm::Provision => {
                return match self.quotations.begin(self.doc, mention.span.start) {
                    Some(quotation) => self.quoted(mention, quotation),
                    None => own(mention, place),
                };
            }
        }
        let verdicts: Vec<Verdict> = mention
            .written
            .iter()
            .map(|w| self.verdict(w, mention, role, place))
            .collect();
        // A list speaks for those of its members that say nothing.
        let spoken: BTreeSet<&str> = verdicts
            .iter()
            .filter(|v| v.evidence <= TargetEvidence::NumberShape)
            .filter_map(|v| v.body.as_deref())
            .collect();
        let shared = match spoken.len() {
            1 => spoken.first().map(|b| (*b).to_owned()),
            _ => None,
        };
        let mut targets = Vec::with_capacity(mention.written.len());
        for (written, mut verdict) in mention.written.iter().zip(verdicts) {
            let silent = verdict.evidence > TargetEvidence::NumberShape;
            if let (true, Some(body)) = (
                silent && !self.resolver.bodies.is_elsewhere(written, mention),
                &shared,
            ) && mention.written.len() > 1
            {
                verdict = Verdict::resolved(body, TargetEvidence::List);
            }
            targets.push(self.target(mention, written, verdict, place));
        }
        if let [target] = targets.as_slice() {
            let at = mention.span.start;
            self.last = target.id.clone().map(|id| (at, id));
        }
        self.remember(mention, &targets, place);
        targets
    }

    /// Keeps what `mention` named.
    fn remember(&mut self, mention: &Mention, targets: &[Target], place: &context::Place) {
        if mention.span.start < self.from {
            return;
        }
        for target in targets {
            let id = target.id.as_ref();
            let id = id.filter(|_| target.status == Status::Resolved);
            if target.kind.is_adopted() {
                self.memory.mention(target.kind, id, place.index);
            }
            if let Some(id) = id.filter(|_| target.evidence <= TargetEvidence::NumberShape) {
                self.memory.cite(id, place.index);
            }
        }
        for written in &mention.written {
            if let (Some(kind), Some(number)) = (written.kind, &written.number)
                && self.resolver.bodies.is_elsewhere(written, mention)
            {
                self.memory.name(None, (kind, number), place.index);
            }
        }
    }

    /// The body of `written`, by the order of evidence above.
    fn verdict(
        &self,
        written: &Written,
        mention: &Mention,
        role: Role,
        place: &context::Place,
    ) -> Verdict {
        let bodies = &self.resolver.bodies;
        let raw = &self.doc.text[mention.span.range()];
        // Numbers that go through a whole text ("No. 154") are ours alone, articles are everybody's, and "100 CV" may
        // be horses.
        let digit = |c: char| c.is_ascii_digit();
        let number = written.number.as_ref();
        let own_number = number.is_some_and(|n| n.starts_with(digit) && !n.contains('.'))
            && !raw.starts_with(digit);
        let generic = written.kind.is_some_and(|k| bodies.is_generic(k, raw));
        if generic && !own_number && !self.is_of_organisation() {
            return Verdict::unknown();
        }
        if let Some(verdict) = bodies.spoken(written, mention, place.body()) {
            return verdict;
        }
        let (Some(kind), Some(number)) = (written.kind, written.number.as_deref()) else {
            return Verdict::unknown();
        };
        if role == Role::Heading
            && let Some(work) = place.text.and_then(|t| t.work.as_ref())
            && work.kind() == kind
        {
            return Verdict::resolved(work.head(), TargetEvidence::Column);
        }
        // What stands around it says nothing of the text of another organ.
        let named = |c: &crate::model::Clue| matches!(c.says, Says::Body(_));
        if bodies.is_elsewhere(written, mention) || written.clues.iter().any(named) {
            return Verdict::unknown();
        }
        // The edition is that of a conference that adopts no such texts.
        if bodies.is_of_others(written) {
            return bodies.undecided(kind, number, &written.edition, self.known, false);
        }
        if let Some(verdict) = self.antecedent(kind, number, place)
            && verdict
                .body
                .as_ref()
                .is_none_or(|body| !bodies.contradicts(body, number, &written.edition))
        {
            return verdict;
        }
        let around = self.around(mention, place, kind, number, &written.edition);
        around.unwrap_or_else(|| {
            // A place at which none of the bodies met is not that of the only text that is known.
            let ours = written.edition.place.is_none() && self.is_of_organisation();
            bodies.undecided(kind, number, &written.edition, self.known, ours)
        })
    }

    /// What stands around the mention says: the column, the citing text, the document.
    fn around(
        &self,
        mention: &Mention,
        place: &context::Place,
        kind: Kind,
        number: &str,
        edition: &Edition,
    ) -> Option<Verdict> {
        let bodies = &self.resolver.bodies;
        let column = self.context.column_body(mention.span.start);
        let around = [
            (column, TargetEvidence::Column),
            (place.body(), TargetEvidence::CitingText),
            (self.context.body(), TargetEvidence::Document),
        ];
        let fits = |body: &str| {
            bodies.may_be(body, kind, number)
                && !self.is_beyond(body, kind, number)
                && !bodies.contradicts(body, number, edition)
        };
        let mut named = around.iter().filter_map(|(body, by)| Some(((*body)?, *by)));
        let (body, evidence) = named.find(|(body, _)| fits(body))?;
        Some(Verdict::resolved(body, evidence))
    }

    /// True where the body is not known to have come to that number, and another one has a text of it.
    fn is_beyond(&self, body: &str, kind: Kind, number: &str) -> bool {
        let Ok(number) = number.parse::<u32>() else {
            return false;
        };
        let (last, numbers) = self.numbers.get_or_init(|| {
            let mut last: FxHashMap<(&str, Kind), u32> = FxHashMap::default();
            let mut numbers = FxHashSet::default();
            for work in self.known {
                if let Ok(number) = work.number().parse::<u32>() {
                    let most = last.entry((work.head(), work.kind())).or_default();
                    *most = number.max(*most);
                    numbers.insert((work.kind(), number));
                }
            }
            (last, numbers)
        });
        last.get(&(body, kind)).is_some_and(|last| number > *last)
            && numbers.contains(&(kind, number))
    }

    /// True where the document is about the organisation whose texts are known: "the Convention" is its own.
    fn is_of_organisation(&self) -> bool {
        let names = || self.resolver.bodies.names_the_organisation(&self.doc.text);
        self.memory.ours || *self.organisation.get_or_init(names)
    }

    /// The body with which the same number was named before in the same text, or else in the document; several of the
    /// same text leave it undecided.
    fn antecedent(&self, kind: Kind, number: &str, place: &context::Place) -> Option<Verdict> {
        let named = |text| self.memory.bodies(kind, number, text);
        // What was named in the same text was named last.
        match named(place.index) {
            Some([Some(body)]) => Some(Verdict::resolved(body, TargetEvidence::Antecedent)),
            Some([None]) => Some(Verdict::unknown()),
            Some(several) if place.index.is_some() => {
                let bodies: Vec<&str> = several.iter().flatten().map(|b| &**b).collect();
                Some(self.resolver.bodies.several(&bodies, kind, number))
            }
            Some(_) => None,
            None => match named(None)? {
                [Some(body)] => Some(Verdict::resolved(body, TargetEvidence::Antecedent)),
                _ => None,
            },
        }
    }

    fn target(
        &self,
        mention: &Mention,
        written: &Written,
        verdict: Verdict,
        place: &context::Place,
    ) -> Target {
        let kind = written.kind.unwrap_or_else(crate::model::Kind::main);
        let number = match kind {
            kind if kind.is_document() => self.papers.number(self.doc, mention, written),
            _ => written.number.clone(),
        };
        let number = number.as_deref();
        let id = number.and_then(|n| match (&verdict.body, kind.is_adopted()) {
            (Some(body), true) => {
                // A temporary number is one of the session that the text is of.
                let same = place.body() == Some(&**body);
                let of_text = place.text.filter(|_| same).and_then(|t| t.edition()?.year);
                let year = written.edition.year.or(of_text);
                Some(self.resolver.bodies.id(body, kind, n, year))
            }
            (None, true) => verdict.series.as_ref().map(|s| WorkId::new(s, kind, n)),
            (_, false) if verdict.evidence == TargetEvidence::None => None,
            (_, false) => Some(WorkId::without_body(kind, n)),
        });
        Target {
            status: match (&id, verdict.candidates.is_empty()) {
                (_, false) => Status::Ambiguous,
                (Some(_), true) => Status::Resolved,
                (None, true) if verdict.evidence == TargetEvidence::Kind => Status::Resolved,
                (None, true) => Status::Unknown,
            },
            id: if verdict.candidates.is_empty() {
                id
            } else {
                None
            },
            kind,
            body: verdict.body,
            sector: written.sector.clone(),
            number: number.map(str::to_owned),
            edition: written.edition.clone(),
            provision: written.provision.clone(),
            change: written.change,
            evidence: verdict.evidence,
            candidates: verdict.candidates,
            slips: written.slips.clone(),
        }
    }

    /// "this resolution" in a quotation that begins at `quotation`: the work that is named before it in the same
    /// block, or none that is known.
    fn quoted(&self, mention: &Mention, quotation: usize) -> Vec<Target> {
        let start = self.context.block_start(quotation);
        let last = self
            .last
            .as_ref()
            .filter(|(at, _)| (start..quotation).contains(at));
        let work = last.map(|(_, id)| id);
        let target = |written: &Written| {
            place_in(
                work,
                &Edition::default(),
                TargetEvidence::Antecedent,
                written,
            )
        };
        mention.written.iter().map(target).collect()
    }

    /// "the two above-mentioned resolutions", "resolves 2 and 3 of the same resolution": what was named last in the same
    /// text.
    fn above(&self, mention: &Mention, place: &context::Place) -> Vec<Target> {
        let Some(first) = mention.written.first() else {
            return Vec::new();
        };
        let kind = first.kind.unwrap_or_else(Kind::main);
        let last = |wanted| self.memory.last(kind, wanted, place.index);
        let by = TargetEvidence::Antecedent;
        let edition = Edition::default();
        if first.provision.is_some() {
            let works = last(1);
            let work = works.first().copied().flatten();
            let places = mention.written.iter();
            return places.map(|w| place_in(work, &edition, by, w)).collect();
        }
        let works = last(mention.written.len()).into_iter();
        works.map(|work| own_target(work, &edition, by)).collect()
    }
}

/// True where `outer` covers `inner`.
pub(super) fn covers(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
