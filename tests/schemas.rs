//! Every JSON output is held against its schema, and the schemas against the types.

use assert_cmd::Command;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::path::Path;

fn schema(name: &str) -> Value {
    let said = Command::cargo_bin("resgraph")
        .expect("the program")
        .args(["schema", name])
        .assert()
        .success();
    serde_json::from_slice(&said.get_output().stdout).expect("a schema is JSON")
}

/// The schema with no fields allowed but those that it names: a field that it lacks is a fault here, though others may
/// pass over it.
fn strict(mut schema: Value) -> Validator {
    fn close(value: &mut Value) {
        match value {
            Value::Object(fields) => {
                let is_closed = fields.contains_key("additionalProperties");
                if fields.get("properties").is_some_and(Value::is_object) && !is_closed {
                    fields.insert("unevaluatedProperties".into(), json!(false));
                }
                fields.values_mut().for_each(close);
            }
            Value::Array(all) => all.iter_mut().for_each(close),
            _ => {}
        }
    }
    close(&mut schema);
    jsonschema::validator_for(&schema).expect("a schema")
}

#[track_caller]
fn holds(name: &str, text: &str) {
    let value: Value = serde_json::from_str(text).expect("JSON");
    let validator = strict(schema(name));
    let faults: Vec<String> = validator
        .iter_errors(&value)
        .take(3)
        .map(|e| format!("{}: {e}", e.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{name}: {faults:#?}");
    assert!(!validator.is_valid(&json!(7)), "{name} takes anything");
}

/// Texts in which there is something for every command: two assemblies, a stale edition, a list, a tracked change is not
/// needed here.
const BASE: &str = "RESOLUTION 35 (Rev. Dubai, 2012)\n\nAppointment of people\n\nThe World Telecommunication \
Standardization Assembly (Dubai, 2012),\n\nconsidering\n\na)\tthat Resolution 208 (Dubai, 2018) of the \
Plenipotentiary Conference asks for the same;\n\nb)\tResolution 99 of this assembly and PP Resolution 25 (Rev. Busan, 2014),\n\n\
resolves\n\n1\tto appoint chairmen for a term of four years at most in every group;\n\n2\tto report to the next \
assembly,\n\ninstructs the Director of the Telecommunication Standardization Bureau\n\nto publish the list of all \
appointments on the web page of the Union every year.\n";

fn run(folder: &Path, args: &[&str]) -> String {
    let done = Command::cargo_bin("resgraph")
        .expect("the program")
        .current_dir(folder)
        .args(args)
        .arg("-q")
        .assert();
    let output = done.get_output();
    let code = output.status.code();
    assert!(
        matches!(code, Some(0 | 1)),
        "{args:?}: {code:?} {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn texts() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("base.txt"), BASE).expect("written");
    let later = BASE
        .replace("(Rev. Dubai, 2012)", "(Rev. Hammamet, 2016)")
        .replace("four", "eight");
    std::fs::write(folder.path().join("later.txt"), later).expect("written");
    folder
}

#[test]
fn what_is_printed_is_as_the_schemas_say() {
    let folder = texts();
    let printed = |command: &str| {
        let args: Vec<&str> = command.split(' ').collect();
        run(folder.path(), &args)
    };
    for (name, command) in [
        ("citation", "cite base.txt --all --format jsonl"),
        ("finding", "audit base.txt later.txt --format jsonl"),
    ] {
        let lines = printed(command);
        assert!(!lines.is_empty(), "{command}: there is something to find");
        lines.lines().for_each(|line| holds(name, line));
    }
    for (name, command) in [
        ("findings", "audit base.txt later.txt --format json"),
        ("index", "index base.txt later.txt"),
        ("mapping", "map --format json"),
        ("comparison", "compare base.txt later.txt --format json"),
        ("action-plan", "plan base.txt --format json"),
        (
            "impact",
            "impact PP-208 --into PP-25 base.txt --format json",
        ),
        ("difference", "diff base.txt later.txt --format json"),
        ("node-link", "graph base.txt --format json"),
        ("learnt", "learn later.txt -o learnt --format json"),
    ] {
        let text = printed(command);
        let is_empty = name == "findings" && !text.contains("\"code\"");
        assert!(!is_empty, "there is something to find");
        holds(name, &text);
    }
}

#[test]
fn what_is_written_is_as_the_schemas_say() {
    let folder = texts();
    run(folder.path(), &["map", "-o", "out"]);
    run(
        folder.path(),
        &[
            "map",
            "--compare",
            "out/mapping.json",
            "-o",
            "again",
            "--forms",
            "json",
        ],
    );
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect(name);
    holds("mapping", &read("out/mapping.json"));
    holds("mapping-comparison", &read("again/comparison.json"));
}

#[test]
fn answers_are_as_the_schemas_say() {
    let folder = texts();
    for (name, question) in [
        ("query-links", &["cites", "wtsa-35"][..]),
        ("query-links", &["cited-by", "pp 208"]),
        ("query-path", &["path", "WTSA-35", "PP-208"]),
        ("query-neighbours", &["neighbours", "WTSA-35"]),
        ("query-history", &["history", "WTSA-35"]),
        ("query-cycles", &["cycles"]),
        ("query-components", &["components"]),
        ("query-top", &["top"]),
        ("query-top", &["top", "--by", "pagerank"]),
        ("query-orphans", &["orphans"]),
        ("query-common", &["common"]),
    ] {
        let args = [
            &["query"],
            question,
            &["base.txt", "later.txt", "-f", "json"],
        ]
        .concat();
        holds(name, &run(folder.path(), &args));
    }
}

#[test]
fn every_schema_is_listed_and_no_other_name_is_taken() {
    let list = run(Path::new("."), &["schema"]);
    let names: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .expect("docs/schemas")
        .map(|e| {
            e.expect("an entry")
                .file_name()
                .to_string_lossy()
                .replace(".json", "")
        })
        .collect();
    files.sort();
    assert_eq!(names, files);
    Command::cargo_bin("resgraph")
        .expect("the program")
        .args(["schema", "mappin"])
        .assert()
        .code(2);
}

/// Run with `RESGRAPH_WRITE_SCHEMAS=1` after a change of the types.
#[cfg(feature = "schema")]
#[test]
fn the_schemas_are_those_of_the_types() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas");
    for (name, schema) in resgraph::contract::schemas() {
        let made = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
        let file = folder.join(format!("{name}.json"));
        if std::env::var_os("RESGRAPH_WRITE_SCHEMAS").is_some() {
            std::fs::write(&file, made).expect("written");
            continue;
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            kept == made,
            "{name}: the type changed: RESGRAPH_WRITE_SCHEMAS=1 cargo test --features schema --test schemas"
        );
    }
}
