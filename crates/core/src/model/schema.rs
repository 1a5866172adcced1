//! The schemas of those types that are one string in JSON.

use super::{BodyId, Kind, WorkId};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// A string with a description.
macro_rules! string {
    ($name:ident, $description:literal) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "description": $description})
            }
        }
    };
}

string!(
    WorkId,
    "A work, whatever its edition: PP-123, PP-DEC-5, RA-7, UNGA-70/125, CS-242"
);
string!(BodyId, "Who adopts: PP, WTSA, WTDC, RA …");
string!(Kind, "The kind of text: resolution, decision …");
