//! Plain data: ids, editions, what is written where, what it means, and the [`Index`] that holds it all.
//!
//! Nothing here reads files or knows about any organisation; everything derives `serde`.

mod citation;
mod counted;
mod day;
mod decision;
mod document;
mod edition;
mod finding;
mod horizon;
mod id;
mod index;
mod kind;
mod mapping;
mod mention;
mod natural;
mod position;
mod reading;
#[cfg(feature = "schema")]
mod schema;
mod text;
mod witness;

pub use citation::{Citation, Role, Status, Target, TargetEvidence};
pub use counted::counted;
pub use day::{Day, NoDay};
pub use decision::{About, Basis, Decision, Verdict};
pub use document::{Block, BlockKind, Cell, Change, ChangeRun, Document, Format, Link, Loss};
pub use edition::{Edition, NoEdition};
pub use finding::{Finding, Place, Repeat, RepeatClass, RepeatPair, Severity};
pub use horizon::{Horizon, Horizons, Partly, has_met};
pub use id::{BodyId, WorkId};
pub use index::{Index, Problem, Source, Work};
pub use kind::{Kind, KindInfo, KindSort};
pub use mapping::{
    Candidate, Evidence, EvidenceKind, Mapping, MappingCell, MappingRow, NoEquivalent, Outcome,
};
pub use mention::{Clue, ClueSort, Mention, MentionForm, Says, Slip, SlipKind, Written};
pub use natural::natural_cmp;
pub use position::line_ends;
pub use position::{LineMap, PositionMap, Span};
pub use reading::Reading;
pub use text::{PartKind, Provision, ResolutionText, TextEdition};
pub use witness::{Copy, Witness, WitnessKind, lacking};
