//! What the mentions of one document mean, one behind the other.

use super::bodies::{Asked, Verdict};
use super::context::Place;
use super::papers::Papers;
use super::quotation::Quotations;
use super::{Memory, Resolver};
use crate::model::{
    Citation, ClueSort, Document, Edition, Kind, LineMap, Mention, MentionForm, Role, Status,
    Target, TargetEvidence, WorkId, Written,
};
use crate::outline::Outline;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// The run over one document.
pub(super) struct Run<'a> {
    pub(super) resolver: &'a Resolver<'a>,
    pub(super) doc: &'a Document,
    pub(super) outline: &'a Outline,
    pub(super) mentions: &'a [Mention],
    /// The body that the document is about: named as such, or that of all its texts.
    pub(super) body: Option<&'a str>,
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

/// No body adopts more texts than this between the last conference whose texts are known and today.
const MOST_NEW_TEXTS: u32 = 60;

type Numbers<'a> = (FxHashMap<(&'a str, Kind), u32>, FxHashSet<(Kind, u32)>);

impl<'a> Run<'a> {
    /// What the mention of that number means, and where it stands.
    pub(super) fn citation(
        &mut self,
        source: usize,
        lines: &LineMap,
        index: usize,
        mention: &'a Mention,
    ) -> Citation {
        let place = self.place(mention);
        let role = self.role(index, mention);
        let targets = self.targets(role, place);
        let doc = self.doc;
        let span = doc.positions.source_span(mention.span);
        let (line, column) = lines.line_column(span.start);
        let is_text = doc.is_text_source();
        Citation {
            source,
            line,
            column,
            span: if is_text { span } else { mention.span },
            locator: (!is_text).then(|| doc.locator(mention.span.start).unwrap_or_default()),
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
            MentionForm::Cited if self.is_heading(index, mention) => Role::Heading,
            MentionForm::Cited => Role::Citation,
        }
    }

    fn targets(&mut self, role: Role, place: Place) -> Vec<Target> {
        let mention = place.mention;
        match mention.form {
            MentionForm::Cited => {}
            MentionForm::Above => return self.above(place),
            MentionForm::History => return own(place),
            MentionForm::This | MentionForm::Provision => {
                return match self.quotations.begin(self.doc, mention.span.start) {
                    Some(quotation) => self.quoted(mention, quotation),
                    None => own(place),
                };
            }
        }
        let all = mention.written.iter();
        let verdicts = all.map(|w| self.verdict(w, role, place));
        let verdicts: Vec<Verdict> = verdicts.collect();
        // A list speaks for those of its members that say nothing.
        let speaks = |v: &Verdict| v.evidence <= TargetEvidence::NumberShape;
        let spoken = verdicts.iter().filter(|v| speaks(v));
        let mut spoken = spoken.filter_map(|v| v.body.clone());
        let shared = spoken.next().filter(|first| spoken.all(|b| b == *first));
        let shared = shared.filter(|_| mention.written.len() > 1);
        let mut targets = Vec::with_capacity(mention.written.len());
        for (written, mut verdict) in mention.written.iter().zip(verdicts) {
            if let Some(body) = shared.as_ref().filter(|_| !speaks(&verdict))
                && !self.resolver.bodies.is_elsewhere(written, mention)
            {
                verdict = Verdict::resolved(body, TargetEvidence::List);
            }
            targets.push(self.target(written, verdict, place));
        }
        if let [target] = targets.as_slice() {
            let at = mention.span.start;
            self.last = target.id.clone().map(|id| (at, id));
        }
        self.remember(&targets, place);
        targets
    }

    /// Keeps what `mention` named.
    fn remember(&mut self, targets: &[Target], place: Place) {
        let mention = place.mention;
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
        for asked in mention.written.iter().filter_map(Asked::new) {
            if self.resolver.bodies.is_elsewhere(asked.written, mention) {
                let number = (asked.kind, asked.number);
                self.memory.name(None, number, place.index);
            }
        }
    }

    /// The body of `written`, by the order of evidence above.
    fn verdict(&self, written: &Written, role: Role, place: Place) -> Verdict {
        let mention = place.mention;
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
        let asked = Asked::new(written);
        if let Some(verdict) = bodies.spoken(written, mention, place.body()) {
            // A look that tells the body tells little where it has not come to that number.
            let by_look = verdict.evidence == TargetEvidence::NumberShape;
            let body = verdict.body.as_deref().filter(|_| by_look);
            return match body.zip(asked) {
                Some((body, asked)) if self.is_beyond(body, asked) => {
                    bodies.several(&[body], asked)
                }
                _ => verdict,
            };
        }
        let Some(asked) = asked else {
            return Verdict::unknown();
        };
        if role == Role::Heading
            && let Some(work) = place.work()
            && work.kind() == asked.kind
        {
            return Verdict::resolved(work.head(), TargetEvidence::Column);
        }
        // What stands around it says nothing of the text of another organ.
        let named = written.body().is_some();
        if bodies.is_elsewhere(written, mention) || named {
            return Verdict::unknown();
        }
        // The edition is that of a conference that adopts no such texts.
        if bodies.is_of_others(&written.edition) {
            return bodies.undecided(asked, self.known, false);
        }
        let fits = |v: &Verdict| {
            let body = v.body.as_ref();
            body.is_none_or(|body| !bodies.contradicts(body, asked))
        };
        let before = self.antecedent(asked, place).filter(fits);
        before
            .or_else(|| self.beside(place, asked))
            .or_else(|| self.around(place, asked))
            .unwrap_or_else(|| {
                // A place at which none of the bodies met is not that of the only text that is known, and a gathering may
                // be anybody's.
                let nameless = written.edition.place.is_none() && written.gathering.is_none();
                let ours = nameless && self.is_of_organisation();
                bodies.undecided(asked, self.known, ours)
            })
    }

    /// The text that it is joined to is of a body, which may hold for it too; both may where the citing body has a text of
    /// that number.
    fn beside(&self, place: Place, asked: Asked) -> Option<Verdict> {
        let mut clues = asked.written.clues.iter();
        let body = clues.find(|c| c.sort == ClueSort::Neighbour)?.body()?;
        let bodies = &self.resolver.bodies;
        let known = |body: &str| {
            let id = bodies.id(body, asked.kind, asked.number, None);
            self.known.contains(&id)
        };
        let around = self.around(place, asked);
        let own = around.as_ref().and_then(|v| v.body.as_deref());
        match own {
            Some(own) if *body == *own || known(own) && !known(body) => around,
            Some(own) if known(own) || !known(body) => Some(bodies.several(&[body, own], asked)),
            None if self.is_beyond(body, asked) => None,
            _ => Some(Verdict::resolved(body, TargetEvidence::List)),
        }
    }

    /// What stands around the mention says: the column, the citing text, the document.
    fn around(&self, place: Place, asked: Asked) -> Option<Verdict> {
        let bodies = &self.resolver.bodies;
        let block = self.doc.block_at(place.mention.span.start);
        let column = block.and_then(|block| self.outline.column_body(block.cell));
        let around = [
            (column, TargetEvidence::Column),
            (place.body(), TargetEvidence::CitingText),
            (self.body, TargetEvidence::Document),
        ];
        let fits = |body: &&str| bodies.could_be(body, asked) && !self.is_beyond(body, asked);
        let mut around = around.into_iter();
        around.find_map(|(body, by)| Some(Verdict::resolved(body.filter(fits)?, by)))
    }

    /// True where the body is not known to have come to that number, and another one has a text of it; or where it can
    /// hardly have come to it since its texts were known.
    fn is_beyond(&self, body: &str, asked: Asked) -> bool {
        let Ok(number) = asked.number.parse::<u32>() else {
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
        let last = last.get(&(body, asked.kind));
        let knowledge = self.resolver.bodies.knowledge;
        last.is_some_and(|last| {
            let is_of_others = numbers.contains(&(asked.kind, number));
            let is_far = || number > last + MOST_NEW_TEXTS && knowledge.has_reach(body);
            number > *last && (is_of_others || is_far())
        })
    }

    /// True where the document is about the organisation whose texts are known: "the Convention" is its own.
    fn is_of_organisation(&self) -> bool {
        let names = || self.resolver.bodies.names_the_organisation(&self.doc.text);
        self.memory.ours || *self.organisation.get_or_init(names)
    }

    /// The body with which the same number was named before in the same text, or else in the document; several of the
    /// same text leave it undecided.
    fn antecedent(&self, asked: Asked, place: Place) -> Option<Verdict> {
        let named = |text| self.memory.bodies(asked.kind, asked.number, text);
        // What was named in the same text was named last.
        let in_text = named(place.index);
        match in_text.or_else(|| named(None))? {
            [Some(body)] => Some(Verdict::resolved(body, TargetEvidence::Antecedent)),
            [None] if in_text.is_some() => Some(Verdict::unknown()),
            several if in_text.is_some() && place.index.is_some() => {
                let bodies: Vec<&str> = several.iter().flatten().map(|b| &**b).collect();
                Some(self.resolver.bodies.several(&bodies, asked))
            }
            _ => None,
        }
    }

    fn target(&self, written: &Written, verdict: Verdict, place: Place) -> Target {
        let kind = written.kind.unwrap_or_else(Kind::main);
        let number = match kind {
            kind if kind.is_document() => self.papers.number(self.doc, place.mention, written),
            _ => written.number.clone(),
        };
        let work = |number: &str| match (&verdict.body, kind.is_adopted()) {
            (Some(body), true) => {
                // A temporary number is one of the session that the text is of.
                let same = place.body() == Some(&**body);
                let of_text = place.text.filter(|_| same).and_then(|t| t.edition()?.year);
                let year = written.edition.year.or(of_text);
                Some(self.resolver.bodies.id(body, kind, number, year))
            }
            (None, true) => Some(WorkId::new(verdict.series.as_ref()?, kind, number)),
            (_, false) if verdict.evidence == TargetEvidence::None => None,
            (_, false) => Some(WorkId::without_body(kind, number)),
        };
        let decided = number.as_deref().filter(|_| verdict.candidates.is_empty());
        let id = decided.and_then(work);
        let status = match &id {
            _ if !verdict.candidates.is_empty() => Status::Ambiguous,
            None if verdict.evidence != TargetEvidence::Kind => Status::Unknown,
            _ => Status::Resolved,
        };
        Target {
            status,
            id,
            kind,
            body: verdict.body,
            sector: written.sector.clone(),
            number,
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
        let block = self.doc.block_at(quotation);
        let start = block.map_or(quotation, |block| block.span.start);
        let last = self.last.as_ref();
        let last = last.filter(|(at, _)| (start..quotation).contains(at));
        before(last.map(|(_, id)| id), &mention.written)
    }

    /// "the two above-mentioned resolutions", "resolves 2 and 3 of the same resolution": what was named last in the same
    /// text.
    fn above(&self, place: Place) -> Vec<Target> {
        let mention = place.mention;
        let Some(first) = mention.written.first() else {
            return Vec::new();
        };
        let kind = first.kind.unwrap_or_else(Kind::main);
        let last = |wanted| self.memory.last(kind, wanted, place.index).into_iter();
        if first.provision.is_some() {
            return before(last(1).next().flatten(), &mention.written);
        }
        let works = last(mention.written.len());
        works
            .flat_map(|work| before(work, &[Written::default()]))
            .collect()
    }
}

/// The places that are `written` in a work that was named before.
fn before(work: Option<&WorkId>, written: &[Written]) -> Vec<Target> {
    let places = written.iter();
    let place = |w| own_target(work, &Edition::default(), TargetEvidence::Antecedent, w);
    places.map(place).collect()
}

/// "this resolution" and places inside it: the text that it stands in.
fn own(place: Place) -> Vec<Target> {
    let mention = place.mention;
    let around = place.text.and_then(|t| t.edition().cloned());
    let around = around.unwrap_or_default();
    let dated = mention.form == MentionForm::History;
    let target = |written: &Written| {
        let edition = if dated { &written.edition } else { &around };
        own_target(place.work(), edition, TargetEvidence::CitingText, written)
    };
    mention.written.iter().map(target).collect()
}

/// The target of a phrase that names no number: the place that is `written` in `work`, where that is known.
fn own_target(
    work: Option<&WorkId>,
    edition: &Edition,
    evidence: TargetEvidence,
    written: &Written,
) -> Target {
    let (status, evidence) = match work {
        Some(_) => (Status::Resolved, evidence),
        None => (Status::Unknown, TargetEvidence::None),
    };
    Target {
        id: work.cloned(),
        kind: work.map_or_else(Kind::main, WorkId::kind),
        body: work.and_then(WorkId::body).cloned(),
        sector: None,
        number: work.map(|w| w.number().to_owned()),
        edition: edition.clone(),
        provision: written.provision.clone(),
        change: written.change,
        status,
        evidence,
        candidates: Vec::new(),
        slips: written.slips.clone(),
    }
}
