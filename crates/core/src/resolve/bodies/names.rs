//! What a phrase and a document name.

use super::Bodies;
use crate::model::{ClueSort, Kind, Mention, Says, TargetEvidence, Written};
use crate::outline::apart;
use memchr::memmem::Finder;

impl Bodies<'_> {
    /// True for the bodies whose texts are cited with their name alone.
    pub(super) fn is_named(&self, body: &str) -> bool {
        self.knowledge.body(body).is_some_and(|b| b.named)
    }

    /// True where the text is one of somebody who is none of the bodies. A name that stands beside it says so only
    /// where no conference that is known says more.
    pub(in crate::resolve) fn is_elsewhere(&self, written: &Written, mention: &Mention) -> bool {
        let name = |c: &crate::model::Clue| c.sort == ClueSort::Name && c.says == Says::Other;
        let by_year = |w: &Written| {
            let number = w.number.as_deref().zip(w.kind);
            number.is_some_and(|(number, kind)| self.by_year(kind, number, &w.edition).is_some())
        };
        let dated = |w: &Written| self.is_of_others(w) || w.edition.mark.is_some() || by_year(w);
        has_organ(written) || written.clues.iter().any(name) && !mention.written.iter().any(dated)
    }

    /// The body that the phrase names, and another one that it names too.
    pub(super) fn named<'a>(&self, written: &'a Written, around: Option<&'a str>) -> Named<'a> {
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

    /// True where the phrase names one of the bodies whose texts are mapped, or an edition of theirs.
    pub(in crate::resolve) fn names_ours(&self, mention: &Mention) -> bool {
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
    pub(in crate::resolve) fn is_generic(&self, kind: Kind, raw: &str) -> bool {
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
    pub(in crate::resolve) fn names_the_organisation(&self, text: &str) -> bool {
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
}

/// What a phrase says of the body.
pub(super) struct Named<'a> {
    pub(super) body: Option<&'a str>,
    pub(super) against: Option<&'a str>,
    pub(super) evidence: TargetEvidence,
}

/// True where a strong clue says that the text is one of somebody who is none of the bodies.
pub(in crate::resolve) fn has_organ(written: &Written) -> bool {
    let organ = |c: &crate::model::Clue| c.sort == ClueSort::Organ && c.says == Says::Other;
    written.clues.iter().any(organ)
}
