//! What holds for every command alike: standard input, quiet, closed pipes, endings, ids, nothing found, nothing raw.

mod incomplete;
mod reading;
mod shown;
#[path = "../support/mod.rs"]
mod support;
mod writing;

use assert_cmd::Command;
use std::path::Path;
use std::process::Output;
use std::sync::LazyLock;
use support::run::said;
use support::{Docx, p, r};
use tempfile::TempDir;

/// One resolution that cites another one, out of date.
const TEXT: &str = "RESOLUTION 35 (Rev. Hammamet, 2016)\n\nAppointment of chairmen\n\nThe World Telecommunication \
Standardization Assembly (Hammamet, 2016),\n\nconsidering\n\na)\tResolution 123 (Rev. Busan, 2014) of the Plenipotentiary \
Conference,\n\nresolves\n\n1\tto appoint chairmen for a term of four years at most in every study group;\n\n2\tto \
report to the next assembly,\n\ninstructs the Director of the Telecommunication Standardization Bureau\n\nto publish \
the list of appointments every year.\n";

/// Nothing in it is a resolution or cites one.
const NOTHING: &str = "Minutes\n\nThe meeting began at nine. Coffee was served at ten.\n";

/// Every command that reads texts: its arguments, with FILE for the text, DOCX for a Word file of the same, DIR for a
/// folder to write into.
const READERS: &str = "
cite FILE
index FILE
map FILE
audit FILE --fail-on never
plan FILE
impact PP-123 FILE
graph FILE
query cites WTSA-35 FILE
query cited-by PP-123 FILE
query history WTSA-35 FILE
query orphans FILE
sheet WTSA-35 FILE
explore FILE
export FILE -o DIR
learn FILE -o DIR
compare FILE other.txt
compare other.txt FILE
diff FILE other.txt
diff other.txt FILE
describe check description FILE
annotate DOCX -o DIR/checked.docx
amend DOCX --editions -o DIR
";

/// The commands of a list, a line each.
fn commands(list: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = list.lines().filter(|line| !line.is_empty());
    lines.map(|line| line.split(' ').collect())
}

fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &[u8]| std::fs::write(folder.path().join(name), text).expect("written");
    write("text.txt", TEXT.as_bytes());
    write("other.txt", TEXT.replace("four", "eight").as_bytes());
    write("nothing.txt", NOTHING.as_bytes());
    write("text.docx", &docx(TEXT));
    write("nothing.docx", &docx(NOTHING));
    std::fs::create_dir(folder.path().join("description")).expect("a folder");
    for (name, bytes) in DESCRIPTION.iter() {
        write(&format!("description/{name}"), bytes);
    }
    folder
}

/// What `describe init` writes.
static DESCRIPTION: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder");
    run(folder.path(), &["describe", "init", "description"], "");
    let files = std::fs::read_dir(folder.path().join("description")).expect("it was written");
    let file = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name");
        (name, std::fs::read(entry.path()).expect("a file"))
    };
    files.map(file).collect()
});

fn docx(text: &str) -> Vec<u8> {
    let paragraphs = text
        .split("\n\n")
        .map(|text| p(&r(&text.trim().replace('\t', " "))));
    Docx::new(&paragraphs.collect::<String>()).bytes()
}

fn run(folder: &Path, args: &[&str], input: &str) -> Output {
    let mut command = Command::cargo_bin("resgraph").expect("the program");
    command.current_dir(folder).args(args).write_stdin(input);
    command.output().expect("it runs")
}

/// The arguments with files in place of the names.
fn with<'a>(args: &[&'a str], text: &'a str, word: &'a str) -> Vec<&'a str> {
    let name = |arg: &&'a str| match *arg {
        "FILE" => text,
        "DOCX" => word,
        "DIR/checked.docx" => "out/checked.docx",
        "DIR" => "out",
        other => other,
    };
    args.iter().map(name).collect()
}

#[track_caller]
fn fine(args: &[&str], output: &Output) {
    let code = output.status.code();
    assert!(
        matches!(code, Some(0 | 1)),
        "{args:?}: {code:?} {}",
        said(output)
    );
    assert!(
        !said(output).contains("panicked"),
        "{args:?}: {}",
        said(output)
    );
}
