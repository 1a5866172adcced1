//! `resgraph export`: tables for databases, in shards that give the rows of one run when they are put together.

use assert_cmd::Command;
use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::model::ResolutionText;
use resgraph::reuse::{Clause, Threshold, similar_pairs};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Three invented texts of two bodies: one clause of each stands in another one.
const TEXTS: [(&str, &str); 3] = [
    (
        "a.txt",
        "RESOLUTION 901 (Dubai, 2018)\n\nBridges of the north\n\nThe Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\n\n\
         considering\n\na) that bridges carry people;\n\nresolves\n\n\
         1 that every bridge which is longer than forty metres shall be painted in two colours by the end of each spring season, \
         and that the painters shall tell the owners of the bridge beforehand;\n\n\
         2 to recall Resolution 902 (Rev. Dubai, 2018) when rivers rise.\n",
    ),
    (
        "b.txt",
        "RESOLUTION 902 (Rev. Dubai, 2018)\n\nRivers of the south\n\nThe Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\n\n\
         resolves\n\n1 that every bridge which is longer than forty metres shall be painted in two colours by the end of each spring season, \
         and that the painters shall tell the owners of the bridge beforehand;\n\n2 that rivers shall be counted.\n",
    ),
    (
        "c.txt",
        "RESOLUTION 903 (Dubai, 2018)\n\nTowers, \"old\" and new\n\nThe Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\n\n\
         resolves\n\n1 that every bridge which is longer than forty metres shall be painted in two colours by the end of each spring season, \
         and that the painters shall tell the keepers of the bridge beforehand;\n\n2 to thank the painters.\n",
    ),
];

fn texts(folder: &Path, wanted: &[usize]) {
    for n in wanted {
        std::fs::write(folder.join(TEXTS[*n].0), TEXTS[*n].1).expect("written");
    }
}

fn export(folder: &Path, files: &[&str], out: &str) {
    let mut command = Command::cargo_bin("resgraph").expect("the program");
    command
        .current_dir(folder)
        .args(["export", "-o", out])
        .args(files);
    command.assert().success();
}

/// The rows of each table, the head left out.
fn rows(folder: &Path) -> BTreeMap<String, BTreeSet<Vec<String>>> {
    let mut tables = BTreeMap::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "csv") {
            let mut reader = csv::Reader::from_path(&path).expect("a table");
            let records = reader
                .records()
                .map(|r| r.expect("a row").iter().map(str::to_owned).collect());
            let name = path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            tables.insert(name, records.collect());
        }
    }
    tables
}

#[test]
fn shards_put_together_give_the_rows_of_one_run() {
    let dir = tempfile::tempdir().expect("a folder");
    texts(dir.path(), &[0, 1, 2]);
    export(dir.path(), &["a.txt", "b.txt", "c.txt"], "whole");
    export(dir.path(), &["c.txt"], "one");
    export(dir.path(), &["b.txt", "a.txt"], "two");
    let whole = rows(&dir.path().join("whole"));
    let mut both = rows(&dir.path().join("one"));
    for (name, more) in rows(&dir.path().join("two")) {
        both.entry(name).or_default().extend(more);
    }
    assert_eq!(both, whole);
    assert_eq!(whole["sources"].len(), 3);
    let provisions = &whole["provisions"];
    assert!(
        provisions
            .iter()
            .any(|p| p[2] == "PP-902" && p[3] == "resolves 2"),
        "{provisions:?}"
    );
    let cites = |r: &&Vec<String>| r[2] == "citation" && r[3] == "PP-901" && r[4] == "PP-902";
    assert!(
        whole["citations"].iter().any(|r| cites(&r)),
        "{:?}",
        whole["citations"]
    );
    let titles: BTreeSet<&str> = whole["witnesses"].iter().map(|w| w[7].as_str()).collect();
    assert!(titles.contains("Towers, \"old\" and new"), "{titles:?}");
}

#[test]
fn what_is_there_is_not_overwritten_and_what_cannot_be_read_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    texts(dir.path(), &[0]);
    export(dir.path(), &["a.txt"], "out");
    let again = |more: &[&str]| {
        let mut command = Command::cargo_bin("resgraph").expect("the program");
        command
            .current_dir(dir.path())
            .args(["export", "-o", "out", "a.txt"])
            .args(more);
        command.assert()
    };
    again(&[])
        .code(2)
        .stderr(predicates::str::contains("there already"));
    again(&["--force"]).success();
    std::fs::write(dir.path().join("bad.docx"), b"no Word file").expect("written");
    again(&["--force", "bad.docx"])
        .code(2)
        .stderr(predicates::str::contains("bad.docx"));
    assert_eq!(rows(&dir.path().join("out"))["unread"].len(), 1);
}

#[test]
fn sqlite_reads_the_schema() {
    let dir = tempfile::tempdir().expect("a folder");
    texts(dir.path(), &[0, 1, 2]);
    export(dir.path(), &["a.txt", "b.txt", "c.txt"], "out");
    let out = dir.path().join("out");
    let schema = std::fs::File::open(out.join("schema.sql")).expect("the schema");
    let made = std::process::Command::new("sqlite3")
        .current_dir(&out)
        .arg("corpus.db")
        .stdin(schema)
        .output();
    let Ok(made) = made else {
        eprintln!("skipped: sqlite3 is not installed");
        return;
    };
    assert!(
        made.status.success() && made.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&made.stderr)
    );
    let asked = std::process::Command::new("sqlite3")
        .current_dir(&out)
        .args([
            "corpus.db",
            "SELECT COUNT(*) FROM provisions; SELECT COUNT(*) FROM ngrams;",
        ])
        .output()
        .expect("sqlite3");
    let whole = rows(&out);
    let wanted = format!("{}\n{}\n", whole["provisions"].len(), whole["ngrams"].len());
    assert_eq!(String::from_utf8_lossy(&asked.stdout), wanted);
}

/// What a question of `scale/join.py` answers, the head left out; nothing, with a line, where the engine is missing.
fn joined(folder: &Path, engine: &str, module: &str, question: &str) -> Option<Vec<Vec<String>>> {
    let python = std::env::var("RESGRAPH_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let import = ["-c", &format!("import {module}")];
    let there = std::process::Command::new(&python).args(import).output();
    if !there.is_ok_and(|o| o.status.success()) {
        eprintln!("skipped: the Python package {module} is not installed");
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scale/join.py");
    let mut command = std::process::Command::new(python);
    command.current_dir(folder).arg(script);
    let answer = command.args([engine, question, "out/*"]).output();
    let answer = answer.expect("python3");
    assert!(
        answer.status.success(),
        "{}",
        String::from_utf8_lossy(&answer.stderr)
    );
    let mut reader = csv::Reader::from_reader(answer.stdout.as_slice());
    let records = reader.records().map(|r| r.expect("a row"));
    Some(
        records
            .map(|r| r.iter().map(str::to_owned).collect())
            .collect(),
    )
}

/// Two shards of the three texts.
fn shards() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    texts(dir.path(), &[0, 1, 2]);
    export(dir.path(), &["a.txt"], "out/one");
    export(dir.path(), &["b.txt", "c.txt"], "out/two");
    dir
}

fn holds_pairs(engine: &str, module: &str) {
    let dir = shards();
    let Some(rows) = joined(dir.path(), engine, module, "pairs") else {
        return;
    };
    let share = |text: &str| format!("{:.9}", text.parse::<f64>().expect("a number"));
    let by_join: BTreeSet<[String; 4]> = rows
        .iter()
        .map(|r| [r[0].clone(), r[1].clone(), share(&r[2]), share(&r[3])])
        .collect();
    assert_eq!(by_join.len(), 3, "{by_join:?}");
    assert_eq!(by_join, of_library(dir.path()));
}

#[test]
fn the_join_in_a_database_gives_the_pairs_of_the_exact_search() {
    holds_pairs("duckdb", "duckdb");
}

#[test]
fn the_join_on_many_machines_gives_the_same_pairs() {
    holds_pairs("spark", "pyspark");
}

#[test]
fn a_database_counts_who_is_cited_and_finds_communities() {
    let dir = shards();
    let Some(cited) = joined(dir.path(), "duckdb", "duckdb", "cited") else {
        return;
    };
    assert_eq!(cited, [["PP-902", "1", "1"].map(str::to_owned).to_vec()]);
    let communities = joined(dir.path(), "duckdb", "duckdb", "communities").expect("it is there");
    let members: Vec<&str> = communities.iter().map(|r| r[1].as_str()).collect();
    assert_eq!(members, ["PP-901", "PP-902"]);
}

/// The pairs that the exact search of the library finds among the provisions of different works, each with its shares.
fn of_library(folder: &Path) -> BTreeSet<[String; 4]> {
    let knowledge = Knowledge::builtin().expect("it loads");
    let files: Vec<_> = TEXTS.iter().map(|(name, _)| folder.join(name)).collect();
    let corpus =
        Corpus::load(&knowledge, &files, &LoadOptions::default(), &|_, _| ()).expect("it is read");
    let texts = &corpus.index.texts;
    let all: Vec<_> = texts
        .iter()
        .flat_map(|t| t.provisions.iter().map(move |p| (t, p)))
        .collect();
    let group = |t: &ResolutionText| {
        texts
            .iter()
            .position(|o| o.work == t.work)
            .map(|n| n as u32)
    };
    let clauses: Vec<Clause> = all
        .iter()
        .map(|(t, p)| Clause {
            text: &p.text,
            group: group(t),
        })
        .collect();
    let name = |n: u32| {
        let (text, provision) = &all[n as usize];
        format!("{} {}", text.work.as_ref().expect("a work"), provision.path)
    };
    let pairs = similar_pairs(&clauses, &Threshold::default())
        .into_iter()
        .map(|pair| {
            let (a, b) = (name(pair.a), name(pair.b));
            let share = |value: f64| format!("{value:.9}");
            [
                a.clone().min(b.clone()),
                a.max(b),
                share(pair.jaccard),
                share(pair.containment),
            ]
        });
    pairs.collect()
}
