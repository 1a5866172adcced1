use crate::decisions::DecisionChange;
use crate::diff::Difference;
use crate::plan::{ActionPlan, MarkDifference};
use serde::Serialize;

/// An action plan that was read, and how it differs from the one that is made of the texts.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct CheckedPlan<'a> {
    /// The plan, with a verdict on each pointer.
    #[serde(flatten)]
    pub plan: &'a ActionPlan,
    /// Where the two differ, if that was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<MarkDifference>,
}

/// What changed in the texts, and in what was decided of them.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Serialize)]
pub struct WholeDifference {
    /// In the texts.
    #[serde(flatten)]
    pub difference: Difference,
    /// In the decisions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<DecisionChange>,
}
