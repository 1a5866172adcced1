//! `resgraph mcp`, asked by a client that is not ours (`pip install mcp`); skipped with a line where it is missing.
#![cfg(feature = "mcp")]

#[path = "support/run.rs"]
mod run;

use serde_json::Value;
use std::path::Path;
use std::process::Command;

#[test]
fn an_assistant_gets_answers_with_their_places() {
    let has_client = Command::new("python3").args(["-c", "import mcp"]).output();
    if !has_client.is_ok_and(|o| o.status.success()) {
        eprintln!("skipped: pip install mcp");
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/mcp_client.py");
    let mut client = Command::new("python3");
    client.arg(script).arg(env!("CARGO_BIN_EXE_resgraph"));
    let said: Value = serde_json::from_slice(&run::printed(client.output())).expect("JSON");
    let tools: Vec<&str> = said["tools"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for tool in [
        "cite", "cited_by", "cites", "history", "audit", "impact", "explain",
    ] {
        assert!(tools.contains(&tool), "{tool} is missing of {tools:?}");
    }
    let answers = &said["answers"];
    let cited = &answers[0]["answer"][0]["targets"][0];
    assert_eq!(cited["id"], "PP-123");
    assert_eq!(cited["year"], 2018);
    let editions = answers[1]["answer"]["work"]["editions"].as_array();
    assert!(editions.is_some_and(|e| !e.is_empty()), "{}", answers[1]);
    let citing = answers[2]["answer"]["linked"].as_array().expect("a list");
    assert!(
        citing
            .iter()
            .all(|c| c["places"].as_array().is_some_and(|p| !p.is_empty())),
        "{}",
        answers[2]
    );
    assert!(answers[3]["answer"]["advice"].is_string());
    assert!(answers[4]["answer"].is_object(), "{}", answers[4]);
    let findings = answers[5]["answer"].as_array().expect("findings");
    assert!(findings.iter().any(|f| f["code"] == "stale-edition"));
    assert!(
        answers[6]["error"]
            .as_str()
            .is_some_and(|e| e.contains("nothing of the kind"))
    );
}
