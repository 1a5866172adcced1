//! Text that stands under the heading of another work: it says nothing of the work that the heading names.

use crate::corpus::Corpus;
use crate::reuse::{Clauses, misplaced};
use std::collections::BTreeSet;

/// Provisions under a wrong heading: the text, and where they stand in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Strays {
    provisions: BTreeSet<(usize, usize)>,
}

impl Strays {
    pub(super) fn new(corpus: &Corpus) -> Strays {
        let clauses = Clauses::of_all(corpus);
        let found = misplaced(corpus, &clauses);
        let strays = found
            .iter()
            .filter(|m| m.is_certain)
            .flat_map(|m| &m.strays);
        let place = |clause: &usize| {
            let standing = &clauses.standings[*clause];
            (standing.text, standing.provision.span.start)
        };
        Strays {
            provisions: strays.map(place).collect(),
        }
    }

    /// True for the provision of a text that begins there.
    pub(super) fn has(&self, text: Option<usize>, start: usize) -> bool {
        text.is_some_and(|text| self.provisions.contains(&(text, start)))
    }
}
