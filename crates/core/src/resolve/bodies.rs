//! Which body a target is of, as far as the phrase itself and the numbers of the bodies tell.

mod meetings;
mod names;

use crate::knowledge::{Body, Knowledge, NumberShape};
use crate::model::{BodyId, Edition, Kind, Mention, TargetEvidence, WorkId, Written};
use names::{Named, has_organ};
use std::collections::BTreeSet;

/// What was decided about a target.
#[derive(Clone, Debug, Default)]
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
            evidence,
            ..Verdict::unknown()
        }
    }

    pub(super) fn unknown() -> Self {
        Verdict::default()
    }

    fn ambiguous(candidates: Vec<WorkId>) -> Self {
        Verdict {
            candidates,
            ..Verdict::unknown()
        }
    }
}

/// A text with a number, of which it is asked whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked<'w> {
    pub(super) kind: Kind,
    pub(super) number: &'w str,
    pub(super) written: &'w Written,
}

impl<'w> Asked<'w> {
    pub(super) fn new(written: &'w Written) -> Option<Self> {
        Some(Asked {
            kind: written.kind?,
            number: written.number.as_deref()?,
            written,
        })
    }

    fn edition(self) -> &'w Edition {
        &self.written.edition
    }
}

/// What is known of the bodies, as it is asked where their texts are cited.
#[derive(Debug)]
pub(super) struct Bodies<'k> {
    pub(super) knowledge: &'k Knowledge,
}

impl Bodies<'_> {
    /// True where `body` is known, and that of it.
    fn is(&self, body: &str, what: impl Fn(&Body) -> bool) -> bool {
        self.knowledge.body(body).is_some_and(what)
    }

    /// The work: by its final number where it is named by a temporary one of the session in `year`.
    pub(super) fn id(&self, body: &str, kind: Kind, number: &str, year: Option<u16>) -> WorkId {
        if number.starts_with('[')
            && let Some(id) = self.knowledge.alias(body, number, year)
        {
            return id.clone();
        }
        let known = self.knowledge.body(body);
        let shape = known.and_then(|b| b.numbers.get(&kind));
        let apart = letter_apart(number).filter(|apart| {
            shape.is_some_and(|shape| !shape.is_match(number) && shape.is_match(apart))
        });
        WorkId::new(&body.into(), kind, apart.as_deref().unwrap_or(number))
    }

    /// True where `body` adopts such texts and numbers them so.
    pub(super) fn may_be(&self, body: &str, asked: Asked) -> bool {
        // Only temporary numbers have a stroke, but of bodies whose numbers are known to.
        let of_session = !asked.number.starts_with('[') && asked.number.contains(['/', '(']);
        let adopts = |b: &Body| {
            let shape = b.numbers.contains_key(&asked.kind);
            b.adopts.contains(&asked.kind) && !b.series && !b.named && (shape || !of_session)
        };
        self.is(body, adopts)
            && self.is_shaped(body, asked)
            && self.by_shape(asked).is_none_or(|id| id == body)
    }

    /// The same, where its edition is none against it.
    pub(super) fn could_be(&self, body: &str, asked: Asked) -> bool {
        self.may_be(body, asked) && !self.contradicts(body, asked)
    }

    /// What the phrase itself says; `around` is the body of the text that it stands in.
    pub(super) fn spoken(
        &self,
        written: &Written,
        mention: &Mention,
        around: Option<&str>,
    ) -> Option<Verdict> {
        if !written.kind?.is_adopted() || written.sector.is_some() {
            return Some(self.of_kind(written));
        }
        let asked = Asked::new(written)?;
        let mut by_edition = self.by_edition(asked, mention);
        match self.named(asked, around) {
            Some(Named {
                body,
                against: Some(against),
                ..
            }) => Some(match by_edition.as_slice() {
                // Of two bodies the one that met where the edition says, else both.
                [met] if [body, against].contains(met) => {
                    Verdict::resolved(met, TargetEvidence::Edition)
                }
                _ => self.several(&[body, against], asked),
            }),
            Some(named) => self.of_named(named, asked, &by_edition),
            None => {
                self.add_near(asked, around, &mut by_edition);
                self.unnamed(asked, mention, around, &by_edition)
            }
        }
    }

    /// What edition and number say where the phrase names no body.
    fn unnamed(
        &self,
        asked: Asked,
        mention: &Mention,
        around: Option<&str>,
        by_edition: &[&str],
    ) -> Option<Verdict> {
        let edition = asked.edition();
        // Neither a number nor, by itself, a place and year says whose the text of another organ is; one that is
        // named behind says more than any edition.
        if self.is_elsewhere(asked.written, mention)
            && (by_edition.is_empty() || !edition.rev || has_organ(asked.written))
        {
            return None;
        }
        if !by_edition.is_empty() {
            return self.one_of(by_edition, around, asked);
        }
        // No conference met there then: one of the two is a slip, and the place alone may still tell the body. A place
        // without a year, where several of them met, does not tell.
        let place = edition.place.as_ref();
        let near = place.filter(|_| !self.is_of_others(edition));
        let near = near.map_or_else(Vec::new, |p| self.by_place(asked.kind, p, edition));
        let is_dated = edition.year.is_some();
        let fits = |body: &&str| !self.contradicts(body, asked);
        match near.as_slice() {
            [body] if is_dated && !fits(body) => Some(self.several(&near, asked)),
            _ => self.one_of(&near, around.filter(|_| is_dated).filter(fits), asked),
        }
        .or_else(|| self.of_number(asked))
    }

    /// What the kind alone says: of a text that no body adopts, or of a Sector's series.
    fn of_kind(&self, written: &Written) -> Verdict {
        let is_adopted = written.kind.is_some_and(Kind::is_adopted);
        let sector = written.sector.as_ref().filter(|_| is_adopted);
        let mut bodies = self.knowledge.bodies.iter();
        let series = sector.and_then(|s| bodies.find(|b| b.series && b.short.contains(s)));
        Verdict {
            series: series.map(|b| b.id.clone()),
            evidence: TargetEvidence::Kind,
            ..Verdict::unknown()
        }
    }

    /// Texts that are cited with their body's name alone are hardly meant where one wrong digit makes the year that of
    /// another body: adds those that may be.
    fn add_near<'a>(&'a self, asked: Asked, around: Option<&str>, by_edition: &mut Vec<&'a str>) {
        let edition = asked.edition();
        let named = |id: &&str| self.is(id, |b| b.named) && around != Some(*id);
        let dated = edition.rev && !by_edition.is_empty();
        let place = edition.place.as_ref().filter(|_| dated);
        let Some(place) = place.filter(|_| by_edition.iter().all(named)) else {
            return;
        };
        let first = Edition {
            rev: false,
            ..edition.clone()
        };
        let near = self.by_place(asked.kind, place, &first);
        match self.by_place(asked.kind, place, edition).as_slice() {
            _ if near.is_empty() => {}
            [_] => *by_edition = near,
            _ => by_edition.extend(near),
        }
    }

    /// What follows where a body is named; `others` are those that the edition tells.
    fn of_named(&self, named: Named, asked: Asked, others: &[&str]) -> Option<Verdict> {
        let body = named.body;
        let edition = asked.edition();
        if others.is_empty() {
            // Its numbers are never like this one: another organ of that name is meant.
            if self.is_misshapen(body, asked) {
                return None;
            }
            // It never met there then. A conference by an older name met, whatever the body is called today.
            let never = !self.is_session(edition.mark.as_deref())
                && self.is_past(body, edition.year)
                && self.contradicts(body, asked);
            return Some(match never {
                true => Verdict::unknown(),
                false => Verdict::resolved(body, named.evidence),
            });
        }
        if others.contains(&body) || self.met_at(edition).any(|c| c.body == body) {
            return Some(Verdict::resolved(body, named.evidence));
        }
        // The phrase and its edition contradict each other: one of the two is a slip.
        let all: Vec<&str> = [body].iter().chain(others).copied().collect();
        Some(self.several(&all, asked))
    }

    /// What the look of the number and the year say, where nothing else does.
    fn of_number(&self, asked: Asked) -> Option<Verdict> {
        let shape = self.by_shape(asked);
        let shape = shape.filter(|body| !self.contradicts(body, asked));
        match (shape, self.by_year(asked)) {
            (Some(one), Some(other)) if one != other => Some(self.several(&[one, other], asked)),
            (_, Some(body)) => Some(Verdict::resolved(body, TargetEvidence::Edition)),
            (shape, None) => shape.map(|body| Verdict::resolved(body, TargetEvidence::NumberShape)),
        }
    }

    /// True for the bodies whose texts are mapped.
    pub(super) fn is_ours(&self, body: &str) -> bool {
        self.is(body, |b| b.column.is_some())
    }

    /// The body that the edition tells; of several the one of the text `around`.
    fn one_of(&self, bodies: &[&str], around: Option<&str>, asked: Asked) -> Option<Verdict> {
        let around = around.filter(|around| bodies.contains(around));
        match (bodies, around) {
            ([], _) => None,
            ([body], _) => Some(Verdict::resolved(body, TargetEvidence::Edition)),
            (_, Some(body)) => Some(Verdict::resolved(body, TargetEvidence::CitingText)),
            (several, None) => Some(self.several(several, asked)),
        }
    }

    /// One of `bodies`.
    pub(super) fn several(&self, bodies: &[&str], asked: Asked) -> Verdict {
        let ids = bodies.iter();
        let ids = ids.map(|body| self.id(body, asked.kind, asked.number, None));
        Verdict::ambiguous(ids.collect())
    }

    /// Nothing said which body: the works of that number that are known, or that may be. The only one that is known
    /// counts where the document is about such texts at all (`ours`).
    pub(super) fn undecided(&self, asked: Asked, known: &BTreeSet<WorkId>, ours: bool) -> Verdict {
        let bodies = self.knowledge.bodies.iter().map(|b| b.id.as_str());
        let fits = |body: &&str| self.could_be(body, asked);
        let possible: Vec<&str> = bodies.filter(fits).collect();
        let possible = self.several(&possible, asked).candidates;
        let exist = possible.iter().filter(|id| known.contains(*id)).cloned();
        match exist.collect::<Vec<_>>() {
            only if only.len() == 1 && ours => {
                Verdict::resolved(only[0].head(), TargetEvidence::OnlyKnown)
            }
            exist if exist.len() > 1 => Verdict::ambiguous(exist),
            _ => Verdict::ambiguous(possible),
        }
    }

    /// False where `body` numbers such texts otherwise.
    fn is_shaped(&self, body: &str, asked: Asked) -> bool {
        let number = asked.number;
        let known = self.knowledge.body(body);
        if let Some(shape) = known.and_then(|b| b.numbers.get(&asked.kind)) {
            return fits(shape, number);
        }
        let counted = |most: u8| {
            number.len() <= most.into() && number.chars().all(|c| c.is_ascii_alphanumeric())
        };
        number.starts_with('[') || known.and_then(|b| b.digits).is_none_or(counted)
    }

    /// True where the texts of `body` have no other mark than the shape of their numbers, and this one has not.
    fn is_misshapen(&self, body: &str, asked: Asked) -> bool {
        !asked.number.starts_with('[') && !self.is_shaped(body, asked)
    }

    /// The body that alone has numbers of that shape.
    fn by_shape(&self, asked: Asked) -> Option<&str> {
        let mut fit = self.knowledge.bodies.iter().filter(|body| {
            let shape = body.numbers.get(&asked.kind);
            shape.is_some_and(|shape| fits(shape, asked.number))
        });
        let first = fit.next()?;
        fit.next().is_none().then_some(first.id.as_str())
    }

    /// The body that alone has a text of that number in that year.
    fn by_year(&self, asked: Asked) -> Option<&str> {
        let (kind, number) = (asked.kind, asked.number);
        let body = self.knowledge.body_of_year(kind, number, asked.edition())?;
        Some(body.id.as_str())
    }
}

/// True where a number looks so, its letter written on or apart.
fn fits(shape: &NumberShape, number: &str) -> bool {
    shape.is_match(number) || letter_apart(number).is_some_and(|apart| shape.is_match(&apart))
}

/// "43/222 A" of "43/222A".
fn letter_apart(number: &str) -> Option<String> {
    let digits = number.strip_suffix(|c: char| c.is_ascii_uppercase())?;
    let counted = digits.contains('/') && digits.ends_with(|c: char| c.is_ascii_digit());
    counted.then(|| format!("{digits} {}", &number[digits.len()..]))
}
