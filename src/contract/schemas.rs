use super::*;
use crate::model::{Finding, Index, Mapping};
use crate::report::diagram::NodeLink;
use crate::{compare, impact, learn, mapping, outcome, plan};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

/// The schemas of all contracts by their names, made from the types.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        ("action-plan", of::<plan::ActionPlan>()),
        ("answer", of::<Spoken<Answer>>()),
        ("citation", of::<CitedLine>()),
        ("comparison", of::<compare::Comparison>()),
        ("difference", of::<WholeDifference>()),
        ("finding", of::<Finding>()),
        ("findings", of::<Vec<Finding>>()),
        ("impact", of::<impact::Impact>()),
        ("impacts", of::<Vec<impact::Impact>>()),
        ("index", of::<Index>()),
        ("learnt", of::<learn::Learnt>()),
        ("mapping", of::<Mapping>()),
        ("mapping-comparison", of::<mapping::Comparison>()),
        ("node-link", of::<NodeLink>()),
        ("outcome", of::<outcome::OutcomeList>()),
        ("plan-checked", of::<CheckedPlan>()),
        ("plans", of::<Vec<OnePlan>>()),
        ("query-common", of::<Vec<Pair>>()),
        ("query-components", of::<Vec<Set>>()),
        ("query-cycles", of::<Vec<Ring>>()),
        ("query-history", of::<Vec<HistoryEntry>>()),
        ("query-links", of::<Vec<TextAndLinks>>()),
        ("query-neighbours", of::<Vec<TextNear>>()),
        ("query-orphans", of::<Vec<Orphan>>()),
        ("query-path", of::<Vec<StepOf>>()),
        ("query-top", of::<Vec<Ranked>>()),
    ]
}

/// What a tool for assistants may answer.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is made")]
enum Answer {
    Cite(Vec<CitedLine<'static>>),
    Links(Links),
    History(Known),
    Audit(Vec<Finding>),
    Impact(impact::Impact),
    Explain(Explained),
}

/// One of the plans that are shown together.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is made")]
enum OnePlan {
    Made(plan::ActionPlan),
    Read(CheckedPlan<'static>),
}

fn of<T: JsonSchema>() -> Schema {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.into_generator().into_root_schema_for::<T>()
}
