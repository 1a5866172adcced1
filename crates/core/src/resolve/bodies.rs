//! Which body a target is of, as far as the phrase itself and the numbers of the bodies tell.

use crate::knowledge::{EditionMarking, Knowledge, NumberShape};
use crate::model::{
    BodyId, Change, ClueSort, Edition, Kind, Mention, Says, SlipKind, TargetEvidence, WorkId,
    Written,
};
use crate::outline::apart;
use memchr::memmem::Finder;
use std::collections::BTreeSet;

/// What was decided about a target.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    pub(super) body: Option<BodyId>,
    /// The Sector whose study groups adopt the recommendation, as it stands in ids.
    pub(super) series: Option<BodyId>,
    pub(super) evidence: TargetEvidence,
    pub(super) candidates: Vec<WorkId>,
}

impl Verdict {
    pub(super) fn resolved(body: &str, evidence: TargetEvidence) -> Self {
        Verdict {
            body: Some(body.into()),
            series: None,
            evidence,
            candidates: Vec::new(),
        }
    }

    pub(super) fn unknown() -> Self {
        Verdict {
            body: None,
            series: None,
            evidence: TargetEvidence::None,
            candidates: Vec::new(),
        }
    }

    fn ambiguous(candidates: Vec<WorkId>) -> Self {
        Verdict {
            candidates,
            ..Verdict::unknown()
        }
    }
}

/// The bodies with the shapes of their numbers.
#[derive(Debug)]
pub(super) struct Bodies<'k> {
    knowledge: &'k Knowledge,
    shapes: Vec<(&'k str, Kind, &'k NumberShape)>,
}

impl<'k> Bodies<'k> {
    pub(super) fn new(knowledge: &'k Knowledge) -> Self {
        let shapes = knowledge
            .bodies
            .iter()
            .flat_map(|body| body.numbers.iter().map(move |number| (body, number)))
            .map(|(body, (kind, shape))| (body.id.as_str(), *kind, shape))
            .collect();
        Bodies { knowledge, shapes }
    }

    /// The work: by its final number where it is named by a temporary one of the session in `year`.
    pub(super) fn id(&self, body: &str, kind: Kind, number: &str, year: Option<u16>) -> WorkId {
        if number.starts_with('[')
            && let Some(id) = self.knowledge.alias(body, number, year)
        {
            return id.clone();
        }
        let mut shapes = self
            .shapes
            .iter()
            .filter(|(id, of, _)| *id == body && *of == kind);
        if let Some(apart) = letter_apart(number)
            && shapes.any(|(_, _, shape)| !shape.is_match(number) && shape.is_match(&apart))
        {
            return WorkId::new(&body.into(), kind, &apart);
        }
        WorkId::new(&body.into(), kind, number)
    }

    /// True where `body` adopts such texts and numbers them so.
    pub(super) fn may_be(&self, body: &str, kind: Kind, number: &str) -> bool {
        let adopts = self
            .knowledge
            .body(body)
            .is_some_and(|b| b.adopts.contains(&kind) && !b.series && !b.named);
        // Only temporary numbers have a stroke, but of bodies whose numbers are known to.
        let of_session = !number.starts_with('[') && number.contains(['/', '(']);
        let shape = self
            .shapes
            .iter()
            .any(|(id, of, _)| *id == body && *of == kind);
        adopts
            && (shape || !of_session)
            && self.is_shaped(body, kind, number)
            && self.by_shape(kind, number).is_none_or(|id| id == body)
    }

    /// False where `body` numbers such texts otherwise.
    fn is_shaped(&self, body: &str, kind: Kind, number: &str) -> bool {
        let shape = self
            .shapes
            .iter()
            .find(|(id, of, _)| *id == body && *of == kind);
        if let Some((_, _, shape)) = shape {
            return fits(shape, number);
        }
        let most = self.knowledge.body(body).and_then(|b| b.digits);
        let counted = |most: u8| {
            number.len() <= most.into() && number.chars().all(|c| c.is_ascii_alphanumeric())
        };
        number.starts_with('[') || most.is_none_or(counted)
    }

    /// True where the texts of `body` have no other mark than the shape of their numbers, and this one has not.
    fn is_misshapen(&self, body: &str, kind: Kind, number: &str) -> bool {
        !number.starts_with('[') && !self.is_shaped(body, kind, number)
    }

    /// The body that alone has numbers of that shape.
    fn by_shape(&self, kind: Kind, number: &str) -> Option<&str> {
        let mut fit = self
            .shapes
            .iter()
            .filter(|(_, of, shape)| *of == kind && fits(shape, number))
            .map(|(id, _, _)| *id);
        let first = fit.next()?;
        fit.next().is_none().then_some(first)
    }

    /// The body that alone has a text of that number in that year.
    fn by_year(&self, kind: Kind, number: &str, edition: &Edition) -> Option<&str> {
        let body = self.knowledge.body_of_year(kind, number, edition)?;
        Some(body.id.as_str())
    }

    /// What the phrase itself says; `around` is the body of the text that it stands in.
    pub(super) fn spoken(
        &self,
        written: &Written,
        mention: &Mention,
        around: Option<&str>,
    ) -> Option<Verdict> {
        let kind = written.kind?;
        if !kind.is_adopted() || written.sector.is_some() {
            return Some(self.of_kind(written));
        }
        let number = written.number.as_deref()?;
        let elsewhere = self.is_elsewhere(written, mention);
        let Named {
            body: named,
            against,
            evidence,
        } = self.named(written, around);
        // A name that stands before a neighbour says nothing of a number that is none of its own.
        let of_neighbour = evidence == TargetEvidence::List;
        let named = named.filter(|b| !(of_neighbour && self.is_misshapen(b, kind, number)));
        let mut by_edition = self.by_edition(kind, number, written, mention);
        if named.is_none() {
            self.add_near(written, around, &mut by_edition);
        }
        if let (Some(body), Some(against)) = (named, against) {
            return Some(self.either(body, against, &by_edition, kind, number));
        }
        let others = by_edition.as_slice();
        if let Some(body) = named {
            return self.of_named(body, evidence, written, others);
        }
        if others.is_empty()
            && !elsewhere
            && let Some(verdict) = self.of_place(written, around)
        {
            return Some(verdict);
        }
        match others {
            // Neither a number nor, by itself, a place and year says whose the text of another organ is; one that is
            // named behind says more than any edition.
            _ if elsewhere && (!written.edition.rev || has_organ(written)) => None,
            [body] => Some(Verdict::resolved(body, TargetEvidence::Edition)),
            [] if elsewhere => None,
            [] => self.of_number(kind, number, &written.edition),
            several => Some(match around.filter(|a| several.iter().any(|s| s == a)) {
                Some(body) => Verdict::resolved(body, TargetEvidence::CitingText),
                None => self.several(several, kind, number),
            }),
        }
    }

    /// What the kind alone says: of a text that no body adopts, or of a Sector's series.
    fn of_kind(&self, written: &Written) -> Verdict {
        let mut verdict = Verdict::unknown();
        verdict.evidence = TargetEvidence::Kind;
        let is_adopted = written.kind.is_some_and(|kind| kind.is_adopted());
        if let Some(sector) = written.sector.as_ref().filter(|_| is_adopted) {
            let mut bodies = self.knowledge.bodies.iter();
            let series = bodies.find(|b| b.series && b.short.contains(sector));
            verdict.series = series.map(|b| b.id.clone());
        }
        verdict
    }

    /// Texts that are cited with their body's name alone are hardly meant where one wrong digit makes the year that of
    /// another body: adds those that may be.
    fn add_near<'a>(
        &'a self,
        written: &Written,
        around: Option<&str>,
        by_edition: &mut Vec<&'a str>,
    ) {
        let (Some(kind), Some(place)) = (written.kind, &written.edition.place) else {
            return;
        };
        let all_named = by_edition
            .iter()
            .all(|id| self.is_named(id) && around != Some(*id));
        if !written.edition.rev || !all_named || by_edition.is_empty() {
            return;
        }
        let first = Edition {
            rev: false,
            ..written.edition.clone()
        };
        let near = self.by_place(kind, place, &first);
        match self.by_place(kind, place, &written.edition).as_slice() {
            _ if near.is_empty() => {}
            [_] => *by_edition = near,
            _ => by_edition.extend(near),
        }
    }

    /// No conference met there then: one of the two is a slip, and the place alone may still tell the body.
    fn of_place(&self, written: &Written, around: Option<&str>) -> Option<Verdict> {
        let (kind, number) = (written.kind?, written.number.as_deref()?);
        let place = written.edition.place.as_ref();
        let place = place.filter(|_| !self.is_of_others(written))?;
        let bodies = self.by_place(kind, place, &written.edition);
        match bodies.as_slice() {
            [] => None,
            [body] => Some(Verdict::resolved(body, TargetEvidence::Edition)),
            several => {
                // A place without a year, where several of them met, does not tell.
                let year = written.edition.year;
                let around = around.filter(|a| year.is_some() && several.contains(a));
                Some(match around {
                    Some(body) => Verdict::resolved(body, TargetEvidence::CitingText),
                    None => self.several(several, kind, number),
                })
            }
        }
    }

    /// What follows where a body is named; `others` are those that the edition tells.
    fn of_named(
        &self,
        body: &str,
        evidence: TargetEvidence,
        written: &Written,
        others: &[&str],
    ) -> Option<Verdict> {
        let (kind, number) = (written.kind?, written.number.as_deref()?);
        let edition = &written.edition;
        if others.is_empty() {
            // Its numbers are never like this one: another organ of that name is meant.
            if self.is_misshapen(body, kind, number) {
                return None;
            }
            // It never met there then. A conference by an older name met, whatever the body is called today.
            let never = !self.is_session(edition.mark.as_deref())
                && self.is_past(body, edition.year)
                && self.contradicts(body, number, edition);
            return Some(match never {
                true => Verdict::unknown(),
                false => Verdict::resolved(body, evidence),
            });
        }
        if others.contains(&body) || self.met(body, written) {
            return Some(Verdict::resolved(body, evidence));
        }
        // The phrase and its edition contradict each other: one of the two is a slip.
        let mut candidates = vec![self.id(body, kind, number, None)];
        candidates.extend(others.iter().map(|o| self.id(o, kind, number, None)));
        Some(Verdict::ambiguous(candidates))
    }

    /// What the look of the number and the year say, where nothing else does.
    fn of_number(&self, kind: Kind, number: &str, edition: &Edition) -> Option<Verdict> {
        let shape = self.by_shape(kind, number);
        let shape = shape.filter(|body| !self.contradicts(body, number, edition));
        match (shape, self.by_year(kind, number, edition)) {
            (Some(one), Some(other)) if one != other => {
                Some(self.several(&[one, other], kind, number))
            }
            (_, Some(body)) => Some(Verdict::resolved(body, TargetEvidence::Edition)),
            (shape, None) => shape.map(|body| Verdict::resolved(body, TargetEvidence::NumberShape)),
        }
    }

    /// True for the bodies whose texts are cited with their name alone.
    fn is_named(&self, body: &str) -> bool {
        self.knowledge.body(body).is_some_and(|b| b.named)
    }

    /// True for a year up to the last one in which the body is known to have met: of later ones nothing is known.
    fn is_past(&self, body: &str, year: Option<u16>) -> bool {
        let met = self.knowledge.conferences.iter().filter(|c| c.body == body);
        let last = met.map(|c| c.year).max();
        year.is_some_and(|year| last.is_some_and(|last| year <= last))
    }

    /// True for the bodies whose texts are mapped.
    pub(super) fn is_ours(&self, body: &str) -> bool {
        self.knowledge
            .body(body)
            .is_some_and(|b| b.column.is_some())
    }

    /// True for the mark of a conference that is known, the name before it left out or not ("Mob-87").
    fn is_session(&self, mark: Option<&str>) -> bool {
        let ends = |mark: &str| {
            let short = format!(" {mark}");
            let mut known = self.knowledge.conferences.iter();
            known.any(|c| c.mark.ends_with(&short))
        };
        mark.is_some_and(|mark| self.knowledge.conference_by_mark(mark).is_some() || ends(mark))
    }

    /// True where the edition cannot be one of the body: it never met there or then, and no slip of one digit
    /// explains it.
    pub(super) fn contradicts(&self, body: &str, number: &str, edition: &Edition) -> bool {
        let Some(known) = self.knowledge.body(body) else {
            return false;
        };
        let met = || self.knowledge.conferences.iter().filter(|c| c.body == body);
        match (&edition.place, edition.year, known.editions) {
            (None, None, _) => false,
            (Some(_), _, EditionMarking::Year | EditionMarking::None) => true,
            (None, Some(year), EditionMarking::Year) if !known.dated.is_empty() => {
                known.is_of_year(number, year) == Some(false)
            }
            (None, Some(year), EditionMarking::Year) => {
                let number: Option<u32> = number.parse().ok();
                let since = number.and_then(|n| known.since.range(..=n).next_back());
                since.is_some_and(|(_, first)| year < *first)
            }
            (None, Some(_), EditionMarking::None) => false,
            (None, Some(year), _) => met().next().is_some() && !met().any(|c| c.year == year),
            (Some(place), None, _) => !met().any(|c| c.is_spelt(place)),
            (Some(place), Some(year), _) => {
                !met().any(|c| c.is_spelt(place) && one_digit(c.year, year))
            }
        }
    }

    /// True where the text is one of somebody who is none of the bodies. A name that stands beside it says so only
    /// where no conference that is known says more.
    pub(super) fn is_elsewhere(&self, written: &Written, mention: &Mention) -> bool {
        let name = |c: &crate::model::Clue| c.sort == ClueSort::Name && c.says == Says::Other;
        let by_year = |w: &Written| {
            let number = w.number.as_deref().zip(w.kind);
            number.is_some_and(|(number, kind)| self.by_year(kind, number, &w.edition).is_some())
        };
        let dated = |w: &Written| self.is_of_others(w) || w.edition.mark.is_some() || by_year(w);
        has_organ(written) || written.clues.iter().any(name) && !mention.written.iter().any(dated)
    }

    /// The body that the phrase names, and another one that it names too.
    fn named<'a>(&self, written: &'a Written, around: Option<&'a str>) -> Named<'a> {
        let said = |sector: bool| {
            let clues = written.clues.iter();
            clues.filter_map(move |clue| match &clue.says {
                Says::Body(body) if (clue.sort == ClueSort::Sector) == sector => {
                    Some((body.as_str(), clue.sort))
                }
                _ => None,
            })
        };
        let sector = said(true).next();
        if written.clues.iter().any(|c| c.says == Says::Citing) {
            return Named {
                body: around,
                against: None,
                evidence: TargetEvidence::ThisConference,
            };
        }
        let Some((body, sort)) = said(false).next().or(sector) else {
            return Named {
                body: None,
                against: None,
                evidence: TargetEvidence::None,
            };
        };
        // A Sector stands for its assembly, and for a conference that is nobody's assembly it says nothing.
        let of_sector = |id: &str| self.knowledge.body(id).is_some_and(|b| b.sector.is_some());
        let sector = sector.filter(|_| of_sector(body));
        let other = said(false).map(|(b, _)| b).find(|b| *b != body);
        let against = other.or(sector.map(|(b, _)| b).filter(|b| *b != body));
        let evidence = match sort {
            ClueSort::Behind | ClueSort::Mark => TargetEvidence::BodySuffix,
            ClueSort::List => TargetEvidence::List,
            ClueSort::Heading => TargetEvidence::Column,
            _ => TargetEvidence::BodyPrefix,
        };
        Named {
            body: Some(body),
            against,
            evidence,
        }
    }

    /// The phrase names two bodies: the one that met where the edition says, else both.
    fn either(&self, one: &str, other: &str, met: &[&str], kind: Kind, number: &str) -> Verdict {
        match met {
            [body] if [one, other].contains(body) => {
                Verdict::resolved(body, TargetEvidence::Edition)
            }
            _ => self.several(&[one, other], kind, number),
        }
    }

    /// True where a conference met at place and year of the edition. Asked where no body that adopts such texts did.
    pub(super) fn is_of_others(&self, written: &Written) -> bool {
        match (&written.edition.place, written.edition.year) {
            (Some(place), Some(year)) => {
                self.knowledge.conferences_at(place, year).next().is_some()
            }
            _ => false,
        }
    }

    /// One of `bodies`.
    pub(super) fn several(&self, bodies: &[&str], kind: Kind, number: &str) -> Verdict {
        let ids = bodies.iter();
        Verdict::ambiguous(ids.map(|b| self.id(b, kind, number, None)).collect())
    }

    /// The bodies that ever met at `place` and mark their texts with it; where the edition is none that was revised,
    /// in a year that one wrong digit makes of the one that is written.
    fn by_place(&self, kind: Kind, place: &str, edition: &Edition) -> Vec<&str> {
        let near = |year: u16| {
            let (one, other) = (year.to_string(), edition.year.unwrap_or(year).to_string());
            one.chars()
                .zip(other.chars())
                .filter(|(a, b)| a != b)
                .count()
                < 2
        };
        let met = self
            .knowledge
            .conferences
            .iter()
            .filter(|c| c.place == place && (edition.rev || near(c.year)));
        let mut bodies: Vec<&str> = Vec::new();
        for conference in met {
            let body = self.knowledge.body(&conference.body);
            let marks = |b: &&crate::knowledge::Body| {
                b.adopts.contains(&kind) && b.editions == EditionMarking::PlaceYear
            };
            if let Some(body) = body.filter(marks)
                && !bodies.contains(&body.id.as_str())
            {
                bodies.push(&body.id);
            }
        }
        bodies
    }

    /// True where a conference of `body` is the one that the edition names.
    fn met(&self, body: &str, written: &Written) -> bool {
        match (&written.edition.place, written.edition.year) {
            (Some(place), Some(year)) => self
                .knowledge
                .conferences_at(place, year)
                .any(|c| c.body == body),
            _ => false,
        }
    }

    /// The bodies whose conference place and year name; for a tracked change those that both sides name.
    fn by_edition<'a>(
        &'a self,
        kind: Kind,
        number: &str,
        written: &'a Written,
        mention: &'a Mention,
    ) -> Vec<&'a str> {
        let of = |w: &'a Written| -> Vec<&'a str> {
            let (Some(place), Some(year)) = (&w.edition.place, w.edition.year) else {
                return Vec::new();
            };
            let mut found: Vec<&str> = self.knowledge.bodies_at(kind, place, year);
            // Texts of bodies that mark their editions otherwise are not dated so, unless nobody else is.
            let usual = |id: &&str| {
                self.knowledge.body(id).is_some_and(|b| {
                    matches!(
                        b.editions,
                        EditionMarking::PlaceYear | EditionMarking::Version
                    )
                })
            };
            if found.iter().any(usual) {
                found.retain(usual);
            }
            if found.len() > 1 {
                found.retain(|id| self.is_shaped(id, kind, number));
            }
            found
        };
        let mut found = of(written);
        let undecided = written
            .slips
            .iter()
            .any(|s| s.kind == SlipKind::UndecidedRedline);
        if written.change.is_some() && !undecided {
            let other = |w: &&Written| {
                w.number == written.number && w.change.is_some() && w.change != written.change
            };
            if let Some(other) = mention.written.iter().find(other) {
                let both = of(other);
                let shared: Vec<&str> =
                    found.iter().filter(|b| both.contains(b)).copied().collect();
                if !shared.is_empty() {
                    found = shared;
                } else if written.change == Some(Change::Inserted) {
                    found = both;
                }
            }
        }
        found
    }

    /// True where the phrase names one of the bodies whose texts are mapped, or an edition of theirs.
    pub(super) fn names_ours(&self, mention: &Mention) -> bool {
        let ours = |id: &str| self.knowledge.body(id).is_some_and(|b| b.column.is_some());
        mention.written.iter().any(|written| {
            let of_place = |w: &Written| match (&w.edition.place, w.edition.year) {
                (Some(place), Some(year)) => self
                    .knowledge
                    .conferences_at(place, year)
                    .any(|c| ours(&c.body)),
                _ => false,
            };
            written.body().is_some_and(|b| ours(b)) || of_place(written)
        })
    }

    /// True where `raw` names a basic text by a name that those of other organisations have too, or by the shape of
    /// its numbers alone.
    pub(super) fn is_generic(&self, kind: Kind, raw: &str) -> bool {
        let mut texts = self.knowledge.forms.basic_texts.iter();
        texts.any(|t| {
            let short = || t.short.iter().any(|s| raw.starts_with(s.as_str()));
            let named = || {
                t.names
                    .iter()
                    .chain(&t.short)
                    .any(|n| raw.contains(n.as_str()))
            };
            t.kind == kind && (t.generic && !short() || t.numbers.is_some() && !named())
        })
    }

    /// True where the document names the organisation whose basic texts are known, or a body of it, so that "the
    /// Convention" is its own.
    pub(super) fn names_the_organisation(&self, text: &str) -> bool {
        let ours = self.knowledge.bodies.iter().filter(|b| b.column.is_some());
        let long = |name: &&String| name.len() > 3;
        let ours = ours.flat_map(|b| b.names.iter().chain(b.short.iter().filter(long)));
        let mut names = self.knowledge.forms.basic_words.ours.iter().chain(ours);
        names.any(|name| {
            apart(text, &Finder::new(name), char::is_alphabetic)
                .next()
                .is_some()
        })
    }

    /// Nothing said which body: the works of that number that are known, or that may be. The only one that is known
    /// counts where the document is about such texts at all (`ours`).
    pub(super) fn undecided(
        &self,
        kind: Kind,
        number: &str,
        edition: &Edition,
        known: &BTreeSet<WorkId>,
        ours: bool,
    ) -> Verdict {
        let possible: Vec<WorkId> = self
            .knowledge
            .bodies
            .iter()
            .filter(|b| self.may_be(&b.id, kind, number))
            .filter(|b| !self.contradicts(&b.id, number, edition))
            .map(|b| self.id(&b.id, kind, number, None))
            .collect();
        let exist: Vec<WorkId> = possible
            .iter()
            .filter(|id| known.contains(*id))
            .cloned()
            .collect();
        match exist.as_slice() {
            [only] if ours => Verdict::resolved(only.head(), TargetEvidence::OnlyKnown),
            [] | [_] => Verdict::ambiguous(possible),
            _ => Verdict::ambiguous(exist),
        }
    }
}

/// What a phrase says of the body.
struct Named<'a> {
    body: Option<&'a str>,
    against: Option<&'a str>,
    evidence: TargetEvidence,
}

/// True where a strong clue says that the text is one of somebody who is none of the bodies.
pub(super) fn has_organ(written: &Written) -> bool {
    let organ = |c: &crate::model::Clue| c.sort == ClueSort::Organ && c.says == Says::Other;
    written.clues.iter().any(organ)
}

/// True where a number looks so, its letter written on or apart.
fn fits(shape: &NumberShape, number: &str) -> bool {
    shape.is_match(number) || letter_apart(number).is_some_and(|apart| shape.is_match(&apart))
}

/// "43/222 A" of "43/222A".
fn letter_apart(number: &str) -> Option<String> {
    let letter = number
        .chars()
        .next_back()
        .filter(char::is_ascii_uppercase)?;
    let digits = &number[..number.len() - 1];
    let counted = digits.contains('/') && digits.ends_with(|c: char| c.is_ascii_digit());
    counted.then(|| format!("{digits} {letter}"))
}

/// True where the two years differ in one digit at most.
fn one_digit(one: u16, other: u16) -> bool {
    let (one, other) = (one.to_string(), other.to_string());
    let differ = one.chars().zip(other.chars()).filter(|(a, b)| a != b);
    one.len() == other.len() && differ.count() < 2
}
