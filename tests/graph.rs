//! `resgraph graph` and `resgraph query` on texts written here, and what other programs make of the output.

#[path = "support/run.rs"]
mod run;
#[path = "support/synthetic.rs"]
mod synthetic;

use assert_cmd::Command;
use resgraph::corpus::index_to_string;
use resgraph::model::WorkId;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command as Program;

fn resgraph(args: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("resgraph")
        .expect("the program")
        .args(args)
        .assert()
}

/// A saved index of 80 works and 300 links, whose first title is hostile, in a folder of its own.
fn saved(title: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().expect("a folder");
    let mut index = synthetic::synthetic(80, 300);
    let first = index
        .works
        .get_mut(&"PP-1".parse::<WorkId>().expect("an id"))
        .expect("PP-1");
    first.title = Some(title.to_owned());
    let path = dir.path().join("index.json");
    let text = index_to_string("index.json", &index).expect("it can be saved");
    std::fs::write(&path, text).expect("it is saved");
    (dir, path)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in Unicode")
}

/// True where a program can be started; otherwise says what to install.
fn there(program: &str, test: &[&str], package: &str) -> bool {
    let found = Program::new(program)
        .args(test)
        .output()
        .is_ok_and(|o| o.status.success());
    if !found {
        eprintln!("SKIPPED: no {program} {}; {package}", test.join(" "));
    }
    found
}

/// The words of a text, however they are spaced.
fn words(text: &Value) -> String {
    let words = text.as_str().unwrap_or_default().split_whitespace();
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn networkx_reads_graphml_and_gexf_without_loss() {
    if !there(
        "python3",
        &["-c", "import networkx"],
        "pip install networkx",
    ) {
        return;
    }
    let (dir, index) = saved("A \"title\" <with> & marks\nand lines");
    let files = ["g.graphml", "g.gexf", "g.json"].map(|name| dir.path().join(name));
    for file in &files {
        resgraph(&["graph", text(&index), "-o", text(file), "-q"]).success();
    }
    let ours: Value =
        serde_json::from_str(&std::fs::read_to_string(&files[2]).expect("JSON")).expect("JSON");
    let (nodes, edges) = (&ours["nodes"], &ours["edges"]);
    let edge = edges[0].clone();
    let ends = ["source", "target"].map(|end| edge[end].as_str().expect("an id"));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/load.py");
    let mut python = Program::new("python3");
    python
        .arg(script)
        .args([&files[0], &files[1]])
        .args(["PP-1", ends[0], ends[1]]);
    let found: Value = serde_json::from_slice(&run::printed(python.output())).expect("JSON");
    let list = |of: &Value| of.as_array().expect("a list").clone();
    let (nodes, edges) = (list(nodes), list(edges));
    let weights: u64 = edges.iter().filter_map(|e| e["weight"].as_u64()).sum();
    let first = nodes.iter().find(|n| n["id"] == "PP-1").expect("PP-1");
    for graph in list(&found) {
        assert_eq!(graph["directed"], true);
        assert_eq!(graph["nodes"], nodes.len());
        assert_eq!(graph["edges"], edges.len());
        assert_eq!(graph["weights"], weights);
        assert_eq!(words(&graph["node"]["title"]), words(&first["title"]));
        assert_eq!(graph["node"]["body"], "PP");
        assert_eq!(
            graph["node"]["editions"],
            "Rev. Springfield, 2014; Rev. Springfield, 2018"
        );
        assert_eq!(graph["node"]["has_text"], true);
        assert_eq!(graph["edge"]["citations"], edge["weight"]);
        assert_eq!(graph["edge"]["stale"], edge["stale"]);
        assert_eq!(graph["edge"]["evidence"], "body-suffix");
        assert_eq!(graph["edge"]["cited_editions"], edge["editions"][0]);
        assert!(
            words(&graph["edge"]["places"]).contains("synthetic.txt:"),
            "{graph}"
        );
    }
}

#[test]
fn graphviz_accepts_dot_of_hostile_titles() {
    if !there("dot", &["-V"], "apt-get install graphviz") {
        return;
    }
    let long = "long ".repeat(2_000);
    for title in [
        "quote \" and \\\" more",
        "ends in \\",
        "<b>angle</b>",
        "two\nlines\r\n",
        "\u{0}nul",
        &long,
        "שלום עולם مرحبا",
        "\\N{a|b} -> ; }",
        "№ \u{2011} \u{202e}",
    ] {
        let (dir, index) = saved(title);
        let dot = dir.path().join("g.dot");
        resgraph(&[
            "graph",
            text(&index),
            "--focus",
            "PP-1",
            "-o",
            text(&dot),
            "-q",
        ])
        .success();
        eprintln!("{title:.40}");
        run::printed(Program::new("dot").args(["-Tcanon", text(&dot)]).output());
    }
}

#[test]
fn pictures_are_drawn_and_the_same_every_time() {
    let (dir, index) = saved("A title");
    let files = ["a.svg", "b.svg"].map(|name| dir.path().join(name));
    for file in &files {
        let done =
            resgraph(&["graph", text(&index), "--engine", "own", "-o", text(file)]).success();
        let said = String::from_utf8_lossy(&done.get_output().stderr).into_owned();
        assert!(said.contains("drawn by resgraph itself"), "{said}");
    }
    let [a, b] = files.map(|file| std::fs::read(file).expect("a picture"));
    assert!(a == b && a.starts_with(b"<svg"));

    let pages = dir.path().join("page.mmd");
    resgraph(&["graph", text(&index), "--pages", "-o", text(&pages), "-q"]).success();
    for name in [
        "page-1-PP.mmd",
        "page-2-WTSA.mmd",
        "page-3-WTDC.mmd",
        "page-4-RA.mmd",
    ] {
        let page = std::fs::read_to_string(dir.path().join(name)).expect("a page");
        assert!(page.starts_with("flowchart LR"), "{name}");
    }
}

#[test]
fn selections_and_wrong_names_do_what_they_say() {
    let (_dir, index) = saved("A title");
    let nodes = |args: &[&str]| -> Vec<String> {
        let all = [&["graph", text(&index), "-q", "-f", "json"], args].concat();
        let done = resgraph(&all).success();
        let json: Value = serde_json::from_slice(&done.get_output().stdout).expect("JSON");
        let ids = json["nodes"].as_array().expect("nodes").iter();
        ids.map(|n| n["id"].as_str().expect("an id").to_owned())
            .collect()
    };
    assert!(
        nodes(&["--body", "pp"])
            .iter()
            .all(|id| id.starts_with("PP-"))
    );
    assert_eq!(nodes(&["--collapse", "body"]), ["PP", "WTSA", "WTDC", "RA"]);
    assert!(nodes(&["--focus", "pp 1", "--depth", "0"]) == ["PP-1"]);
    assert!(nodes(&["--since", "2030"]).is_empty());
    let wrong = resgraph(&["graph", text(&index), "--focus", "PP-999", "-q"]).code(2);
    let said = String::from_utf8_lossy(&wrong.get_output().stderr).into_owned();
    assert!(said.contains("no work `PP-999`"), "{said}");
}

#[test]
fn questions_are_answered_for_people_and_for_programs() {
    let (_dir, index) = saved("A title");
    let asked = |args: &[&str]| -> Vec<Value> {
        let done =
            resgraph(&[&["query"], args, &[text(&index), "-q", "-f", "json"]].concat()).success();
        serde_json::from_slice(&done.get_output().stdout).expect("a list")
    };
    let cites = asked(&["cites", "PP-1"]);
    assert!(!cites.is_empty());
    let other = cites[0]["id"].as_str().expect("an id");
    let back = asked(&["cited-by", other]);
    assert!(
        back.iter()
            .any(|row| row["id"] == "PP-1" && row["citations"] == cites[0]["citations"])
    );
    let way = asked(&["path", "PP-1", other]);
    assert_eq!(way.len(), 2);
    assert_eq!(asked(&["top", "--by", "pagerank", "-n", "3"]).len(), 3);
    for question in [
        &["cycles"][..],
        &["components"],
        &["orphans"],
        &["common"],
        &["neighbours", "PP-1"],
        &["top", "--by", "betweenness"],
    ] {
        asked(question);
    }
    let table = resgraph(&["query", "cited-by", other, text(&index), "-q"]).success();
    assert!(String::from_utf8_lossy(&table.get_output().stdout).contains("PP-1"));
}
