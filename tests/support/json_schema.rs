//! As much of JSON Schema (draft 7) as the schemas in `tests/data/schema` use. A keyword that is not known here
//! is an error, so that nothing goes unchecked in silence.

use regex::Regex;
use serde_json::Value;

/// What is wrong with `value` by `schema`: each with its place.
pub fn errors(schema: &Value, value: &Value) -> Vec<String> {
    let mut errors = Vec::new();
    check(schema, schema, value, "$", &mut errors);
    errors
}

fn check(root: &Value, schema: &Value, value: &Value, at: &str, errors: &mut Vec<String>) {
    let Some(keywords) = schema.as_object() else {
        if schema == &Value::Bool(false) {
            errors.push(format!("{at}: nothing is allowed here"));
        }
        return;
    };
    for (keyword, wanted) in keywords {
        let fits = |part: &Value| {
            let mut errors = Vec::new();
            check(root, part, value, at, &mut errors);
            errors.is_empty()
        };
        let parts = || wanted.as_array().map(Vec::as_slice).unwrap_or_default();
        let is_right = match keyword.as_str() {
            "$ref" => {
                let path = wanted
                    .as_str()
                    .and_then(|r| r.strip_prefix('#'))
                    .unwrap_or("");
                match root.pointer(path) {
                    Some(part) => {
                        check(root, part, value, at, errors);
                        true
                    }
                    None => false,
                }
            }
            "type" => has_type(value, wanted),
            "enum" => parts().contains(value),
            "const" => wanted == value,
            "minimum" => number(value, wanted, |v, w| v >= w),
            "maximum" => number(value, wanted, |v, w| v <= w),
            "minLength" => value
                .as_str()
                .is_none_or(|s| s.chars().count() as u64 >= wanted.as_u64().unwrap_or(0)),
            "pattern" => value.as_str().is_none_or(|text| {
                let pattern = Regex::new(wanted.as_str().unwrap_or("")).expect("a pattern");
                pattern.is_match(text)
            }),
            "minItems" => value
                .as_array()
                .is_none_or(|a| a.len() as u64 >= wanted.as_u64().unwrap_or(0)),
            "maxItems" => value
                .as_array()
                .is_none_or(|a| a.len() as u64 <= wanted.as_u64().unwrap_or(0)),
            "uniqueItems" => value.as_array().is_none_or(|a| {
                wanted != &Value::Bool(true)
                    || a.iter().enumerate().all(|(i, v)| !a[..i].contains(v))
            }),
            "required" => value.as_object().is_none_or(|object| {
                parts()
                    .iter()
                    .all(|name| object.contains_key(name.as_str().unwrap_or("")))
            }),
            "properties" | "additionalProperties" => {
                properties(root, keywords, keyword, value, at, errors);
                true
            }
            "items" => {
                for (i, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, item, &format!("{at}[{i}]"), errors);
                }
                true
            }
            "anyOf" => parts().iter().any(fits),
            "oneOf" => parts().iter().filter(|part| fits(part)).count() == 1,
            "allOf" => parts().iter().all(fits),
            "not" => !fits(wanted),
            "dependencies" => true,
            "$schema" | "$id" | "title" | "description" | "default" | "definitions" | "format" => {
                true
            }
            other => panic!("the schema's `{other}` is not known to the check"),
        };
        if !is_right {
            errors.push(format!("{at}: not as `{keyword}` asks: {wanted}"));
        }
    }
}

fn properties(
    root: &Value,
    keywords: &serde_json::Map<String, Value>,
    keyword: &str,
    value: &Value,
    at: &str,
    errors: &mut Vec<String>,
) {
    let named = keywords.get("properties").and_then(Value::as_object);
    for (name, member) in value.as_object().into_iter().flatten() {
        let of_name = named.and_then(|n| n.get(name));
        let part = match (keyword, of_name) {
            ("properties", Some(part)) => part,
            ("additionalProperties", None) => &keywords["additionalProperties"],
            _ => continue,
        };
        check(root, part, member, &format!("{at}.{name}"), errors);
    }
}

fn has_type(value: &Value, wanted: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("`{other}` is no type"),
    };
    match wanted {
        Value::Array(names) => names.iter().any(|n| is(n.as_str().unwrap_or(""))),
        name => is(name.as_str().unwrap_or("")),
    }
}

fn number(value: &Value, wanted: &Value, holds: impl Fn(f64, f64) -> bool) -> bool {
    match (value.as_f64(), wanted.as_f64()) {
        (Some(value), Some(wanted)) => holds(value, wanted),
        _ => true,
    }
}
