//! Which works stand in one row of a mapping.

use super::Compared;
use crate::mapping::InRows;
use crate::model::WorkId;
use crate::reuse::Link;
use std::collections::BTreeSet;

/// Which works stand in one row of a mapping: a published one, or ours, which is made when it is first asked for.
pub(super) struct Rows<'c, 't, 'a> {
    compared: &'c Compared<'t, 'a>,
    own: std::cell::OnceCell<InRows<'a>>,
}

impl<'c, 't, 'a> Rows<'c, 't, 'a> {
    pub(super) fn new(compared: &'c Compared<'t, 'a>) -> Self {
        Rows {
            compared,
            own: std::cell::OnceCell::new(),
        }
    }

    /// True where the wordings are of a work of the parent body and of one of a Sector that stand in one row.
    pub(super) fn hold(&self, link: &Link) -> bool {
        let of = |w: u32, parents: bool| self.compared.works_of(w, parents).next();
        let audit = self.compared.audit;
        if audit.settings.everywhere {
            return true;
        }
        let pairs = [
            (of(link.a, true), of(link.b, false)),
            (of(link.b, true), of(link.a, false)),
        ];
        pairs.into_iter().any(|pair| {
            let (Some(parent), Some(sector)) = pair else {
                return false;
            };
            let has = |ids: &mut dyn Iterator<Item = &WorkId>| {
                let ids: BTreeSet<&WorkId> = ids.collect();
                ids.contains(parent) && ids.contains(sector)
            };
            let mut published = audit.mappings.iter().flat_map(|(_, p)| &p.rows);
            published.any(|r| has(&mut r.entries.iter().map(|e| &e.id)))
                || self
                    .own
                    .get_or_init(|| InRows::new(audit.corpus, audit.knowledge))
                    .together(parent, sector)
        })
    }
}
