//! The patterns of `grammar.yaml`, by where they are tried.

use super::pattern::{Anchor, Rules as Patterns};
use crate::knowledge::Grammar;

/// All patterns.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) before: Patterns,
    pub(super) before_short: Patterns,
    pub(super) inverted: Patterns,
    pub(super) first: Patterns,
    pub(super) next: Patterns,
    pub(super) behind: Patterns,
    pub(super) owner: Patterns,
    pub(super) actor: Patterns,
    pub(super) thereof: Patterns,
    pub(super) each: Patterns,
    pub(super) list_goes_on: Patterns,
    pub(super) counts: Patterns,
    pub(super) sections: Patterns,
    pub(super) basic: Patterns,
    pub(super) basic_bare: Patterns,
    pub(super) basic_numbers: Patterns,
    pub(super) basic_list: Patterns,
    pub(super) basic_before: Patterns,
    pub(super) provision: Patterns,
    pub(super) addressee: Patterns,
    pub(super) owner_of_provision: Patterns,
    pub(super) inside: Patterns,
    pub(super) provision_behind: Patterns,
}

impl Rules {
    pub(super) fn new(grammar: &Grammar) -> Result<Self, String> {
        let behind = |name| Patterns::new(grammar, name, Anchor::Behind);
        let before = |name| Patterns::new(grammar, name, Anchor::Before);
        Ok(Rules {
            before: before("before")?,
            before_short: before("before_short")?,
            inverted: before("inverted")?,
            first: behind("first")?,
            next: behind("next")?,
            behind: behind("behind")?,
            owner: behind("owner")?,
            actor: behind("actor")?,
            thereof: behind("thereof")?,
            each: behind("each")?,
            list_goes_on: behind("list_goes_on")?,
            counts: behind("counts")?,
            sections: before("sections")?,
            basic: behind("basic")?,
            basic_bare: behind("basic_bare")?,
            basic_numbers: behind("basic_numbers")?,
            basic_list: behind("basic_list")?,
            basic_before: before("basic_before")?,
            provision: behind("provision")?,
            addressee: behind("addressee")?,
            owner_of_provision: behind("owner_of_provision")?,
            inside: behind("inside")?,
            provision_behind: behind("provision_behind")?,
        })
    }
}
