//! What a phrase and a document name.

use super::{Asked, Bodies};
use crate::model::{BodyId, Clue, ClueSort, Kind, Mention, Says, TargetEvidence, Written};
use crate::outline::apart;
use memchr::memmem::Finder;

impl Bodies<'_> {
    /// True where the text is one of somebody who is none of the bodies. A name that stands beside it says so only
    /// where no conference that is known says more.
    pub(in crate::resolve) fn is_elsewhere(&self, written: &Written, mention: &Mention) -> bool {
        let dated = |w: &Written| {
            let by_year = |asked| self.by_year(asked).is_some();
            let marked = self.is_of_others(&w.edition) || w.edition.mark.is_some();
            marked || Asked::new(w).is_some_and(by_year)
        };
        has_organ(written)
            || names_other(written, ClueSort::Name) && !mention.written.iter().any(dated)
    }

    /// The body that the phrase names.
    pub(super) fn named<'a>(&self, asked: Asked<'a>, around: Option<&'a str>) -> Option<Named<'a>> {
        // A place and a year say more than the subject of a sentence.
        let edition = asked.edition();
        let is_open = edition.place.is_none() && edition.mark.is_none();
        let met = |body: &BodyId| self.met_at(edition).any(|c| c.body == **body);
        let speaks = |clue: &&Clue| match clue.sort {
            ClueSort::Neighbour => false,
            ClueSort::Subject => is_open || clue.body().is_none_or(met),
            _ => true,
        };
        let clues = asked.written.clues.iter().filter(speaks);
        if clues.clone().any(|c| c.says == Says::Citing) {
            return around.map(|body| Named {
                body,
                against: None,
                evidence: TargetEvidence::ThisConference,
            });
        }
        let said = clues.filter_map(|clue| Some((clue.body()?.as_str(), clue.sort)));
        let (sectors, bodies): (Vec<_>, Vec<_>) =
            said.partition(|(_, sort)| *sort == ClueSort::Sector);
        let (body, sort) = *bodies.first().or(sectors.first())?;
        // A Sector stands for its assembly, and for a conference that is nobody's assembly it says nothing.
        let sector = sectors.first();
        let sector = sector.filter(|_| self.is(body, |b| b.sector.is_some()));
        let mut others = bodies.iter().chain(sector).map(|(other, _)| *other);
        let evidence = match sort {
            ClueSort::Behind | ClueSort::Mark => TargetEvidence::BodySuffix,
            ClueSort::List => TargetEvidence::List,
            ClueSort::Subject if !is_open => TargetEvidence::Edition,
            ClueSort::Heading => TargetEvidence::Column,
            _ => TargetEvidence::BodyPrefix,
        };
        let named = Named {
            body,
            against: others.find(|other| *other != body),
            evidence,
        };
        // A name that stands before a neighbour says nothing of a number that is none of its own.
        let is_own = evidence != TargetEvidence::List || !self.is_misshapen(body, asked);
        is_own.then_some(named)
    }

    /// True where the phrase names one of the bodies whose texts are mapped, or an edition of theirs.
    pub(in crate::resolve) fn names_ours(&self, mention: &Mention) -> bool {
        mention.written.iter().any(|written| {
            written.body().is_some_and(|b| self.is_ours(b))
                || self.met_at(&written.edition).any(|c| self.is_ours(&c.body))
        })
    }

    /// True where `raw` names a basic text by a name that those of other organisations have too, or by the shape of
    /// its numbers alone.
    pub(in crate::resolve) fn is_generic(&self, kind: Kind, raw: &str) -> bool {
        let mut texts = self.knowledge.forms.basic_texts.iter();
        texts.any(|t| {
            let short = || t.short.iter().any(|s| raw.starts_with(s.as_str()));
            let mut names = t.names.iter().chain(&t.short);
            let mut named = || names.any(|n| raw.contains(n.as_str()));
            t.kind == kind && (t.generic && !short() || t.numbers.is_some() && !named())
        })
    }

    /// True where the document names the organisation whose basic texts are known, or a body of it, so that "the
    /// Convention" is its own.
    pub(in crate::resolve) fn names_the_organisation(&self, text: &str) -> bool {
        let ours = self.knowledge.bodies.iter().filter(|b| b.column.is_some());
        let long = |name: &&String| name.len() > 3;
        let ours = ours.flat_map(|b| b.names.iter().chain(b.short.iter().filter(long)));
        let mut names = self.knowledge.forms.basic_words.ours.iter().chain(ours);
        let is_in = |name: &Finder| apart(text, name, char::is_alphabetic).next().is_some();
        names.any(|name| is_in(&Finder::new(name)))
    }
}

/// What a phrase says of the body.
pub(super) struct Named<'a> {
    pub(super) body: &'a str,
    /// Another body that it names too.
    pub(super) against: Option<&'a str>,
    pub(super) evidence: TargetEvidence,
}

/// True where a strong clue says that the text is one of somebody who is none of the bodies.
pub(super) fn has_organ(written: &Written) -> bool {
    names_other(written, ClueSort::Organ)
}

fn names_other(written: &Written, sort: ClueSort) -> bool {
    let mut clues = written.clues.iter();
    clues.any(|c| c.sort == sort && c.says == Says::Other)
}
