//! The patterns of `grammar.yaml`, by where they are tried.

use super::pattern::{Anchor, Rules as Patterns};
use crate::knowledge::Grammar;

/// Names a field for each list of patterns, with the side of the place at which they are tried.
macro_rules! rules {
    ($($side:ident: $($name:ident),*;)*) => {
        /// All patterns.
        #[derive(Clone, Debug)]
        pub(super) struct Rules {
            $($(pub(super) $name: Patterns,)*)*
        }

        impl Rules {
            pub(super) fn new(grammar: &Grammar, is_builtin: bool) -> Result<Self, String> {
                let known = [$($(stringify!($name)),*),*];
                if let Some(name) = grammar.rules.keys().find(|k| !known.contains(&k.as_str())) {
                    return Err(format!("no patterns are called `{name}`"));
                }
                Ok(Rules {
                    $($($name: Patterns::new(grammar, is_builtin, stringify!($name), Anchor::$side)?,)*)*
                })
            }

            /// The patterns of that name, and the side at which they are tried.
            pub(super) fn named(&self, name: &str) -> Option<(&Patterns, Anchor)> {
                $($(if name == stringify!($name) {
                    return Some((&self.$name, Anchor::$side));
                })*)*
                None
            }
        }
    };
}

rules! {
    Before: before, before_short, subject, who, clause, acting, inverted, gathering_before, sections, basic_before, paper_group;
    Behind: first, next, letters, behind, behind_dash, owner, actor, thereof, day, gathering, each, list_goes_on, counts, basic, basic_bare, basic_numbers,
        basic_list, basic_owner, provision, addressee, owner_of_provision, inside, within, label_next, provision_behind,
        outer, action, edition, edition_end, loose_edition, written_edition, code_end, code_next, paper_next, paper_date, session_paper;
}
