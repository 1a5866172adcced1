//! Which body a target is of, as far as the phrase itself and the numbers of the bodies tell.

mod meetings;
mod names;
mod shapes;

use crate::knowledge::{Knowledge, NumberShape};
use crate::model::{BodyId, Edition, Kind, Mention, TargetEvidence, WorkId, Written};
use names::Named;
pub(super) use names::has_organ;
use shapes::letter_apart;
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

    /// True for the bodies whose texts are mapped.
    pub(super) fn is_ours(&self, body: &str) -> bool {
        self.knowledge
            .body(body)
            .is_some_and(|b| b.column.is_some())
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

    /// One of `bodies`.
    pub(super) fn several(&self, bodies: &[&str], kind: Kind, number: &str) -> Verdict {
        let ids = bodies.iter();
        Verdict::ambiguous(ids.map(|b| self.id(b, kind, number, None)).collect())
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
