use crate::audit::{About, Audit, Code, Outcome};
use crate::model::{Finding, Place, Severity};
use crate::script::safe_json;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

/// The findings as SARIF 2.1.0, the exchange format of static analysis (OASIS, 2020), for code hosts and
/// editors that show findings in their place.
pub fn sarif(audit: &Audit<'_>, outcome: &Outcome) -> String {
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(audit, *code)).collect();
    let results: Vec<Value> = outcome.findings.iter().map(|f| result(audit, f)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": {
                "horizon": audit.horizons().horizon,
                "as_of": audit.horizons().as_of,
                "not_vouched_for": outcome.not_vouched_for,
            },
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    safe_json(text)
}

fn rule(audit: &Audit<'_>, code: Code) -> Value {
    let About {
        word,
        meaning,
        advice,
        ..
    } = code.about();
    json!({
        "id": word,
        "shortDescription": {"text": meaning},
        "help": {"text": advice},
        "defaultConfiguration": {"level": level(audit.settings.severity(code))},
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Off => "none",
        Severity::Note => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn result(audit: &Audit<'_>, finding: &Finding) -> Value {
    let rule = Code::ALL.iter().position(|c| c.word() == finding.code);
    let related: Vec<Value> = finding
        .related
        .iter()
        .enumerate()
        .map(|(id, place)| location(audit, place, Some(id)))
        .collect();
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": {"text": format!("{} {}", finding.message, finding.advice)},
        "locations": [location(audit, &finding.place, None)],
        "partialFingerprints": {"resgraph/v1": finding.fingerprint},
        "properties": {"ids": finding.ids},
    });
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(repeat) = &finding.repeat {
        result["properties"]["repeat"] = json!(repeat);
    }
    result
}

fn location(audit: &Audit<'_>, place: &Place, id: Option<usize>) -> Value {
    let mut physical = Map::new();
    physical.insert(
        "artifactLocation".to_owned(),
        json!({"uri": uri(&place.file)}),
    );
    let mut location = Map::new();
    if let Some(id) = id {
        location.insert("id".to_owned(), json!(id));
    }
    match &place.locator {
        Some(locator) => {
            location.insert(
                "logicalLocations".to_owned(),
                json!([{"fullyQualifiedName": locator}]),
            );
        }
        None => {
            physical.insert("region".to_owned(), region(audit, place));
        }
    }
    location.insert("physicalLocation".to_owned(), physical.into());
    if let Some(message) = &place.message {
        location.insert("message".to_owned(), json!({"text": message}));
    }
    location.into()
}

fn region(audit: &Audit<'_>, place: &Place) -> Value {
    let mut region = json!({"startLine": place.line, "startColumn": place.column});
    let source = audit
        .index
        .sources
        .iter()
        .position(|s| s.file == place.file);
    if let Some(lines) = source.and_then(|s| audit.lines.get(&s)) {
        let (line, column) = lines.line_column(place.span.end);
        region["endLine"] = json!(line);
        region["endColumn"] = json!(column);
        region["byteOffset"] = json!(place.span.start);
        region["byteLength"] = json!(place.span.len());
    }
    region
}

/// What a path may hold as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// A path as a relative reference: what is not allowed in one is written in percent.
fn uri(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}
