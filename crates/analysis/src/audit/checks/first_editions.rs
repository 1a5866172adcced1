//! Editions that cannot be the first, or must be, by the order of the numbers.

use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Edition, Place, WorkId};
use std::collections::BTreeMap;

/// Which texts were adopted anew when, as the sources tell it. Numbers are given in order: a text with a higher number
/// was not adopted anew before one with a lower number. What does not fit into that order is left out.
pub(super) struct Order<'a>(BTreeMap<String, Vec<First<'a>>>);

/// The first edition of a work.
#[derive(Clone, Copy)]
struct First<'a> {
    number: u64,
    year: u16,
    work: &'a WorkId,
    edition: &'a Edition,
}

/// An order is told from so many first editions or more …
const FEWEST: usize = 4;

/// … of which at most one in so many may stand outside of it: other bodies number by subject.
const OUTSIDE: usize = 5;

impl<'a> Order<'a> {
    /// Reads the order of each body and kind of text.
    pub(super) fn read(audit: &Audit<'a>) -> Self {
        let mut series: BTreeMap<String, Vec<First<'a>>> = BTreeMap::new();
        for work in audit.index.works.keys() {
            if let Some(first) = first_edition(audit, work) {
                series.entry(series_of(work)).or_default().push(first);
            }
        }
        series.values_mut().for_each(|firsts| {
            firsts.sort_by_key(|f| f.number);
            let in_order = in_order(firsts);
            let outside = firsts.len() - in_order.len();
            let is_order = firsts.len() >= FEWEST && outside * OUTSIDE <= firsts.len();
            *firsts = if is_order { in_order } else { Vec::new() };
        });
        Order(series)
    }

    /// The first editions of the lower numbers, and those of the higher ones.
    fn around(&self, work: &WorkId) -> (&[First<'a>], &[First<'a>]) {
        let firsts = self.0.get(&series_of(work)).map_or(&[][..], Vec::as_slice);
        let Ok(number) = work.number().parse::<u64>() else {
            return (&[], &[]);
        };
        let lower = firsts.partition_point(|f| f.number < number);
        let higher = firsts.partition_point(|f| f.number <= number);
        (&firsts[..lower], &firsts[higher..])
    }

    /// A lower number that was adopted anew in the year of `edition`: so was this work, whatever is printed.
    fn proves_first(&self, work: &WorkId, edition: &Edition) -> Option<First<'a>> {
        let (lower, _) = self.around(work);
        let last = lower.last().copied();
        last.filter(|f| Some(f.year) == edition.year && f.edition.place == edition.place)
    }

    /// A higher number that was adopted anew before `edition`, which cannot be the first of this work.
    fn proves_revised(&self, work: &WorkId, edition: &Edition) -> Option<First<'a>> {
        let (_, higher) = self.around(work);
        let next = higher.first().copied();
        next.filter(|f| edition.year.is_some_and(|year| f.year < year))
    }

    /// True where `edition` is the first one of the work by the order of the numbers.
    pub(super) fn is_first(&self, work: &WorkId, edition: &Edition) -> bool {
        self.proves_first(work, edition).is_some()
    }
}

/// The body and the kind of text, which are numbered together.
fn series_of(work: &WorkId) -> String {
    format!("{} {}", work.head(), work.kind().code())
}

fn first_edition<'a>(audit: &Audit<'a>, work: &'a WorkId) -> Option<First<'a>> {
    let number = work.number().parse().ok()?;
    let editions = audit.editions(work).iter();
    let dated = editions.filter_map(|e| Some((e.year?, e)));
    let (year, edition) = dated.min_by_key(|(year, e)| (*year, e.rev))?;
    (!edition.rev).then_some(First {
        number,
        year,
        work,
        edition,
    })
}

/// The longest row of first editions whose years do not fall; of several the one with the earlier years, since a later
/// edition is sooner printed without `Rev.` than an earlier one invented.
fn in_order<'a>(firsts: &[First<'a>]) -> Vec<First<'a>> {
    // The last of the best row of each length, and before each first edition the one that it follows.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(firsts.len());
    for (at, first) in firsts.iter().enumerate() {
        let length = ends.partition_point(|end| firsts[*end].year <= first.year);
        before.push(length.checked_sub(1).map(|l| ends[l]));
        ends.truncate(ends.len().max(length));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut row = Vec::with_capacity(ends.len());
    let mut next = ends.last().copied();
    while let Some(at) = next {
        row.push(firsts[at]);
        next = before[at];
    }
    row.reverse();
    row
}

/// True where the knowledge has the edition as one that was adopted anew.
fn is_known_first(audit: &Audit<'_>, work: &WorkId, edition: &Edition) -> bool {
    let known = audit.knowledge.known.works.get(work);
    known.is_some_and(|w| {
        let same = |e: &Edition| (e.year, &e.place) == (edition.year, &edition.place);
        w.editions.iter().any(|e| same(e) && !e.rev)
            && w.editions.iter().all(|e| !same(e) || !e.rev)
            && w.editions.iter().all(|e| e.year >= edition.year)
    })
}

/// Finds headings and citations with `Rev.` of an edition that must be the first, and without it of one that cannot be.
pub(super) fn check(audit: &Audit<'_>, order: &Order<'_>) -> Vec<Draft> {
    let texts = || {
        let plain = audit.index.texts.iter().filter(|t| t.editions.len() == 1);
        plain.filter_map(|t| Some((t, t.work.as_ref()?, t.edition().filter(|e| e.is_dated())?)))
    };
    // Where a document prints an edition without `Rev.`.
    let mut anew: BTreeMap<(usize, &WorkId, Option<u16>), Place> = BTreeMap::new();
    for (text, work, edition) in texts().filter(|(_, _, e)| !e.rev) {
        let here = anew.entry((text.source, work, edition.year));
        here.or_insert_with(|| audit.place_of_text(text));
    }
    let mut found = Vec::new();
    for (text, work, edition) in texts() {
        let place = audit.place_of_text(text);
        let Some(mut draft) = draft(audit, order, work, edition, place) else {
            continue;
        };
        let other = anew
            .get(&(text.source, work, edition.year))
            .filter(|_| edition.rev);
        found.push(match other {
            Some(other) => {
                draft.message += " The document prints it without Rev. as well.";
                draft.related(other.clone(), "without Rev. here".to_owned())
            }
            None => draft,
        });
    }
    for (citation, target) in audit.cited().filter(|(_, t)| t.edition.is_dated()) {
        let place = audit.place_of(citation);
        let work = target.id.as_ref();
        found.extend(work.and_then(|w| draft(audit, order, w, &target.edition, place)));
    }
    found
}

fn draft(
    audit: &Audit<'_>,
    order: &Order<'_>,
    work: &WorkId,
    edition: &Edition,
    place: Place,
) -> Option<Draft> {
    let other = match edition.rev {
        true => order.proves_first(work, edition),
        false => Some(order.proves_revised(work, edition)?),
    };
    let message = match (edition.rev, other) {
        (true, Some(other)) => format!(
            "{work} is printed as revised ({edition}), but was adopted anew there: {} ({}), which has a lower number, was, too.",
            other.work, other.edition
        ),
        (true, None) if is_known_first(audit, work, edition) => {
            format!("{work} is printed as revised ({edition}), but was adopted anew there.")
        }
        (false, Some(other)) => format!(
            "{work} ({edition}) is a revision: {} ({}), which has a higher number, was adopted before it.",
            other.work, other.edition
        ),
        _ => return None,
    };
    let turned = Edition {
        rev: !edition.rev,
        ..edition.clone()
    };
    let ids = [work].into_iter().chain(other.map(|o| o.work)).cloned();
    let draft = Draft::new(Code::MissingRev, place, work.as_str(), message)
        .ids(ids)
        .advice(format!("Print ({turned})."))
        .one_with(format!("{work} {edition}"), format!("({edition}) here too"));
    Some(draft)
}
