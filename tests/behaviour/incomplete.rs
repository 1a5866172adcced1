//! What could not be read is told by every command: exit code 2 and a line that names the file, quiet or not, whatever
//! `--fail-on` says. The rest is read all the same.

use super::{TEXT, commands, run};
use tempfile::TempDir;

/// Every command that reads texts: FILES is a folder with a good and a damaged file, BAD the damaged file alone.
const READERS: &str = "
cite FILES
index FILES
learn FILES -o out
map FILES
map FILES --blind
audit FILES
audit FILES --fail-on never
audit FILES --fail-on note
audit FILES --fail-on error --format jsonl
plan FILES
impact PP-123 FILES
graph FILES
query cites WTSA-35 FILES
query cited-by PP-123 FILES
query history WTSA-35 FILES
query orphans FILES
sheet WTSA-35 FILES
explore FILES -o out.html
export FILES -o out
outcome FILES
review FILES
diff FILES good
diff good FILES
describe check description FILES
compare good/text.txt BAD
compare BAD good/text.txt
annotate BAD -o checked.docx
amend FILES --editions -o out
";

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [
        ("good/text.txt", TEXT.as_bytes()),
        ("mixed/text.txt", TEXT.as_bytes()),
        ("mixed/damaged.docx", b"PK\x03\x04 and no more"),
    ] {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, bytes).expect("written");
    }
    run(folder.path(), &["describe", "init", "description"], "");
    folder
}

#[test]
fn what_could_not_be_read_is_told() {
    for args in commands(READERS) {
        for quiet in [&[][..], &["-q"]] {
            let folder = folder();
            let named = args.iter().map(|arg| match *arg {
                "FILES" => "mixed",
                "BAD" => "mixed/damaged.docx",
                other => other,
            });
            let args: Vec<&str> = named.chain(quiet.iter().copied()).collect();
            let output = run(folder.path(), &args, "");
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
            let named = said.lines().filter(|l| l.contains("damaged.docx"));
            assert_eq!(named.count(), 1, "{args:?}: {said}");
        }
    }
}

#[test]
fn nothing_is_left_out_of_the_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let help = run(folder.path(), &["--help"], "");
    let help = String::from_utf8_lossy(&help.stdout);
    // These read no texts, or go on until they are stopped.
    let others = [
        "explain",
        "schema",
        "completions",
        "man",
        "help",
        "serve",
        "mcp",
    ];
    let listed = help
        .lines()
        .skip_while(|l| !l.starts_with("Commands:"))
        .skip(1)
        .take_while(|l| !l.is_empty())
        .filter(|l| !l.starts_with("   "))
        .filter_map(|l| l.split_whitespace().next());
    let mut seen = 0;
    for command in listed.filter(|c| !others.contains(c)) {
        let is_tried = commands(READERS).any(|args| args[0] == command);
        assert!(is_tried, "{command}");
        seen += 1;
    }
    assert!(seen > 10);
}
