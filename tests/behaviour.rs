//! What holds for every command alike: standard input, quiet, closed pipes, endings, ids, nothing found, nothing raw.

mod support;

use assert_cmd::Command;
use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::LazyLock;
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
const READERS: &[&[&str]] = &[
    &["cite", "FILE"],
    &["index", "FILE"],
    &["map", "FILE"],
    &["audit", "FILE", "--fail-on", "never"],
    &["plan", "FILE"],
    &["impact", "PP-123", "FILE"],
    &["graph", "FILE"],
    &["query", "cites", "WTSA-35", "FILE"],
    &["query", "cited-by", "PP-123", "FILE"],
    &["query", "history", "WTSA-35", "FILE"],
    &["query", "orphans", "FILE"],
    &["sheet", "WTSA-35", "FILE"],
    &["explore", "FILE"],
    &["export", "FILE", "-o", "DIR"],
    &["learn", "FILE", "-o", "DIR"],
    &["compare", "FILE", "other.txt"],
    &["compare", "other.txt", "FILE"],
    &["diff", "FILE", "other.txt"],
    &["diff", "other.txt", "FILE"],
    &["describe", "check", "description", "FILE"],
    &["annotate", "DOCX", "-o", "DIR/checked.docx"],
    &["amend", "DOCX", "--editions", "-o", "DIR"],
];

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

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
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

#[test]
fn every_command_reads_standard_input() {
    for args in READERS {
        let (by_name, by_input) = (folder(), folder());
        let named = run(by_name.path(), &with(args, "text.txt", "text.docx"), "");
        fine(args, &named);
        let dash = with(args, "-", "-");
        let mut command = Command::cargo_bin("resgraph").expect("the program");
        let input = match args.contains(&"DOCX") {
            true => docx(TEXT),
            false => TEXT.as_bytes().to_vec(),
        };
        let piped = command
            .current_dir(by_input.path())
            .args(&dash)
            .write_stdin(input)
            .output()
            .expect("runs");
        fine(&dash, &piped);
        assert_eq!(
            named.status.code(),
            piped.status.code(),
            "{args:?}: {}",
            said(&piped)
        );
        assert_eq!(named.stdout.is_empty(), piped.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn quiet_is_quiet_before_and_behind() {
    for args in READERS {
        let args = with(args, "text.txt", "text.docx");
        for quiet in [
            [&["-q"][..], &args].concat(),
            [&args[..], &["--quiet"]].concat(),
        ] {
            let folder = folder();
            let output = run(folder.path(), &quiet, "");
            fine(&quiet, &output);
            assert_eq!(said(&output), "", "{quiet:?}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    for args in READERS {
        let folder = folder();
        let args = with(args, "text.txt", "text.docx");
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_resgraph"))
            .current_dir(folder.path())
            .args(&args)
            .args(["-q"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        fine(&args, &output);
        assert_eq!(said(&output), "", "{args:?}");
    }
}

#[test]
fn nothing_found_is_not_an_error() {
    for args in READERS {
        // What is asked about a text by name must be there; impact and mapping speak of what is known.
        if matches!(args[0], "query" | "sheet") && args.len() > 3 || args[0] == "sheet" {
            continue;
        }
        let folder = folder();
        let output = run(
            folder.path(),
            &with(args, "nothing.txt", "nothing.docx"),
            "",
        );
        fine(args, &output);
    }
}

#[test]
fn a_file_that_is_not_there_is_named_even_when_quiet() {
    for args in READERS {
        let folder = folder();
        let args = [&with(args, "absent.txt", "absent.docx")[..], &["-q"]].concat();
        let output = run(folder.path(), &args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", said(&output));
        assert!(
            said(&output).contains("absent."),
            "{args:?}: {}",
            said(&output)
        );
    }
}

/// Every command that writes a file or a folder, without `-o`, and the endings that it can write.
const WRITERS: &[(&[&str], &[&str])] = &[
    (
        &["map", "text.txt"],
        &["docx", "xlsx", "html", "md", "csv", "json", "yaml", "dot"],
    ),
    (
        &["audit", "text.txt", "--fail-on", "never"],
        &[
            "docx", "xlsx", "html", "md", "csv", "json", "jsonl", "sarif", "txt",
        ],
    ),
    (
        &["impact", "PP-123", "text.txt"],
        &["docx", "xlsx", "html", "md", "csv", "json", "txt"],
    ),
    (
        &["plan", "text.txt"],
        &["docx", "xlsx", "html", "md", "csv", "json", "txt"],
    ),
    (
        &["compare", "text.txt", "other.txt"],
        &["docx", "xlsx", "html", "md", "csv", "json", "txt"],
    ),
    (
        &["diff", "text.txt", "other.txt"],
        &["docx", "xlsx", "html", "md", "csv", "json", "txt"],
    ),
    (
        &["sheet", "WTSA-35", "text.txt"],
        &["docx", "html", "md", "txt"],
    ),
    (&["index", "text.txt"], &["json", "yaml"]),
    (
        &["graph", "text.txt"],
        &["dot", "svg", "mmd", "graphml", "gexf", "json"],
    ),
    (&["explore", "text.txt"], &["html"]),
    (&["annotate", "text.docx"], &["docx"]),
];

#[test]
fn the_ending_of_the_output_says_the_form() {
    for (args, endings) in WRITERS {
        let folder = folder();
        for ending in *endings {
            let name = format!("out.{ending}");
            let args = [*args, &["-o", &name]].concat();
            fine(&args, &run(folder.path(), &args, ""));
            let bytes = std::fs::read(folder.path().join(&name))
                .unwrap_or_else(|e| panic!("{args:?}: {e}"));
            let is_right = match *ending {
                "docx" | "xlsx" => bytes.starts_with(b"PK"),
                "html" => bytes.to_ascii_lowercase().starts_with(b"<!doctype html>"),
                "json" | "sarif" => serde_json::from_slice::<serde_json::Value>(&bytes).is_ok(),
                _ => !bytes.is_empty() && std::str::from_utf8(&bytes).is_ok(),
            };
            assert!(is_right, "{args:?}");
        }
    }
}

#[test]
fn an_ending_that_cannot_be_written_is_an_error() {
    for (args, _) in WRITERS {
        let folder = folder();
        let args = [*args, &["-o", "out.odt"]].concat();
        let output = run(folder.path(), &args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(
            said(&output).contains(".odt"),
            "{args:?}: {}",
            said(&output)
        );
        assert!(!folder.path().join("out.odt").exists(), "{args:?}");
    }
}

#[test]
fn ids_are_taken_as_people_write_them() {
    let folder = folder();
    for args in [
        &["query", "cites", "ID", "text.txt"][..],
        &["query", "history", "ID", "text.txt"],
        &["query", "neighbours", "ID", "text.txt", "-f", "csv"],
        &["sheet", "ID", "text.txt"],
        &["impact", "ID", "text.txt", "-f", "json"],
        &["impact", "PP-123", "--into", "ID", "text.txt", "-f", "json"],
        &["graph", "--focus", "ID", "text.txt", "--title", "same"],
    ] {
        let outputs = [
            "WTSA-35",
            "wtsa-35",
            "wtsa 35",
            "WTSA35",
            "WTSA Resolution 35",
            "Resolution 35 (Rev. Hammamet, 2016)",
        ]
        .map(|id| {
            let args: Vec<&str> = args
                .iter()
                .map(|arg| if *arg == "ID" { id } else { arg })
                .collect();
            let output = run(folder.path(), &args, "");
            fine(&args, &output);
            String::from_utf8_lossy(&output.stdout).replace(id, "WTSA-35")
        });
        for output in &outputs[1..] {
            assert_eq!(outputs[0], *output, "{args:?}");
        }
    }
    for args in [
        &["query", "cites", "--help"][..],
        &["sheet", "--help"],
        &["impact", "--help"],
        &["graph", "--help"],
    ] {
        let help = run(folder.path(), args, "");
        let help = String::from_utf8_lossy(&help.stdout).into_owned();
        assert!(
            help.contains("-123")
                || help.contains("Resolution 35")
                || help.contains("Resolution 44"),
            "{help}"
        );
    }
}

#[test]
fn tables_fit_the_width_and_break_no_word() {
    let folder = folder();
    for args in [
        &["cite", "text.txt"][..],
        &["map"],
        &["query", "top"],
        &["query", "cited-by", "PP-123"],
        &["plan", "text.txt", "-f", "table"],
        &["impact", "PP-123", "text.txt", "-f", "table"],
    ] {
        let shown = |columns: &str| {
            let mut command = Command::cargo_bin("resgraph").expect("the program");
            let command = command.current_dir(folder.path()).args(args);
            let output = command.env("COLUMNS", columns).output().expect("runs");
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        // Long words may be broken behind a slash or a hyphen, and nowhere else.
        let is_gap = |c: char| c.is_whitespace() || matches!(c, '/' | '-');
        let wide = shown("1000");
        let whole: std::collections::HashSet<&str> = wide.split(is_gap).collect();
        for columns in ["80", "120"] {
            let text = shown(columns);
            let broken = text.split(is_gap).find(|word| !whole.contains(word));
            // A line of its own under the heads is as wide as the table.
            let broken = broken.filter(|word| !word.contains('─'));
            // The matrix of a plan has more columns than lines hold words.
            let broken = broken.filter(|_| args[0] != "plan");
            assert_eq!(broken, None, "{args:?} at {columns}\n{text}");
            let widest = text
                .lines()
                .map(|line| line.chars().count())
                .max()
                .unwrap_or(0);
            assert!(
                widest <= columns.parse().expect("a number"),
                "{args:?} at {columns}: {widest}\n{text}"
            );
        }
    }
}

#[test]
fn a_typo_is_answered_with_the_nearest_name() {
    let folder = folder();
    for (args, near) in [
        (
            &["sheet", "WSTA-35", "text.txt"][..],
            "did you mean WTSA-35?",
        ),
        (&["cite", "txt.txt"], "there is text.txt"),
        (&["audit", "Text.doc"], "there is text.docx"),
        (&["graph", "-o", "graph.jpg"], ".svg"),
        (&["audit", "text.txt", "-o", "findings"], "ending"),
    ] {
        let output = run(folder.path(), args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(said(&output).contains(near), "{args:?}: {}", said(&output));
    }
    assert!(!folder.path().join("findings").exists());
}

/// What a terminal must not get: anything that steers it but the styles that the program sets, and what turns text.
fn raw(shown: &str) -> Option<char> {
    let mut rest = shown.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\u{1b}' {
            // A style: ESC [ digits ; … m. The bar of progress clears its own line: ESC [ 2 K.
            let style: String = rest
                .by_ref()
                .take_while(|c| !matches!(c, 'm' | 'K'))
                .collect();
            if !style.starts_with('[')
                || !style[1..].chars().all(|c| c.is_ascii_digit() || c == ';')
            {
                return Some(c);
            }
        } else if c.is_control() && !matches!(c, '\n' | '\r' | '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            return Some(c);
        }
    }
    None
}

#[cfg(unix)]
#[test]
fn nothing_raw_reaches_a_terminal() {
    if std::process::Command::new("script")
        .arg("--version")
        .output()
        .is_err()
    {
        eprintln!("skipped: no `script` (util-linux), which gives a program a terminal");
        return;
    }
    let folder = folder();
    let evil = "\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}";
    let name = format!("{evil}.txt");
    let text = TEXT
        .replace("chairmen", &format!("chair{evil}men"))
        .replace("Director", &format!("{evil}Director"));
    let text = text.replace("2014)", &format!("2014){evil}"));
    std::fs::write(folder.path().join(&name), &text).expect("written");
    std::fs::write(
        folder.path().join("evil.docx"),
        docx(&text.replace(['\u{1b}', '\u{7}'], "")),
    )
    .expect("written");
    for args in READERS {
        let args = with(args, &name, "evil.docx");
        {
            let more = &["--color", "always"];
            let quoted: Vec<String> = args
                .iter()
                .chain(more)
                .map(|arg| format!("'{arg}'"))
                .collect();
            let line = format!("{} {}", env!("CARGO_BIN_EXE_resgraph"), quoted.join(" "));
            let output = std::process::Command::new("script")
                .current_dir(folder.path())
                .args(["-qec", &line, "/dev/null"])
                .stdin(Stdio::null())
                .output()
                .expect("script runs");
            let shown = String::from_utf8_lossy(&output.stdout);
            assert!(!shown.contains("panicked"), "{shown}");
            assert_eq!(raw(&shown), None, "{args:?}\n{}", shown.escape_debug());
        }
    }
}

/// Piped, in every form: what is poured into a terminal later must not steer it either.
#[test]
fn no_escape_passes_into_a_pipe_or_a_table() {
    let folder = folder();
    let evil = "\u{1b}]0;owned\u{7}\u{9b}2J\u{7f}";
    let name = if cfg!(unix) {
        "a\u{1b}[31m\u{9b}31m\u{7f}.txt"
    } else {
        "a.txt"
    };
    let text = TEXT.replace("chairmen", &format!("chair{evil}men"));
    let text = text.replace("2014)", &format!("2014){evil}"));
    std::fs::write(folder.path().join(name), &text).expect("written");
    const FORMS: &[(&[&str], &[&str])] = &[
        (&["cite", "FILE"], &["jsonl", "csv"]),
        (
            &["map", "FILE"],
            &["markdown", "html", "csv", "json", "yaml", "dot"],
        ),
        (
            &["audit", "FILE"],
            &["json", "jsonl", "sarif", "csv", "markdown", "html"],
        ),
        (
            &["graph", "FILE"],
            &["svg", "graphml", "gexf", "json", "mermaid", "csv"],
        ),
        (
            &["impact", "PP-166", "FILE"],
            &["markdown", "html", "csv", "json"],
        ),
        (&["plan", "FILE"], &["markdown", "html", "csv", "json"]),
        (
            &["diff", "other.txt", "FILE"],
            &["markdown", "html", "csv", "json"],
        ),
        (&["sheet", "PP-901", "FILE"], &["markdown", "html"]),
        (&["index", "FILE"], &[""]),
    ];
    let clean = |what: &str, bytes: &[u8]| {
        let shown = String::from_utf8_lossy(bytes);
        let bad = shown.find(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        let bad = bad.map(|at| shown[at..].chars().take(40).collect::<String>());
        assert_eq!(bad, None, "{what}");
    };
    for (args, forms) in FORMS {
        for form in *forms {
            let mut args = with(args, name, "");
            if !form.is_empty() {
                args.extend(["-f", form]);
            }
            let output = run(folder.path(), &args, "");
            clean(&format!("{args:?}"), &output.stdout);
            clean(&format!("{args:?}, stderr"), &output.stderr);
        }
    }
    run(folder.path(), &["export", name, "-o", "tables"], "");
    for entry in std::fs::read_dir(folder.path().join("tables")).expect("tables") {
        let path = entry.expect("an entry").path();
        let bytes = std::fs::read(&path).expect("a table");
        clean(&path.display().to_string(), &bytes);
    }
}

#[test]
fn what_is_no_word_file_is_not_amended() {
    let folder = folder();
    let page = "<p>RESOLUTION 44 (Rev. Hammamet, 2016)</p><p>See &eacute;&hellip; Resolution 166 (Rev. Busan, 2014).</p>";
    std::fs::write(folder.path().join("page.html"), page).expect("written");
    for file in ["page.html", "text.txt"] {
        let args = [
            "amend",
            file,
            "text.docx",
            "--editions",
            "-o",
            file_folder(file),
        ];
        let output = run(folder.path(), &args, "");
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(said(&output).contains("Word files"), "{}", said(&output));
        let made = std::fs::read_dir(folder.path().join(file_folder(file))).expect("a folder");
        let made = made.map(|e| e.expect("an entry").file_name());
        let made: Vec<_> = made
            .filter(|name| !name.to_string_lossy().starts_with('.'))
            .collect();
        assert_eq!(made, ["text.docx"], "the rest goes on");
    }
}

fn file_folder(file: &str) -> &'static str {
    if file == "page.html" {
        "of-page"
    } else {
        "of-text"
    }
}

#[test]
fn colours_are_as_asked() {
    let folder = folder();
    let output = |color: &str| {
        let args = ["audit", "text.txt", "--color", color];
        String::from_utf8_lossy(&run(folder.path(), &args, "").stdout).into_owned()
    };
    assert!(output("always").contains("\u{1b}["));
    assert!(!output("never").contains('\u{1b}') && !output("auto").contains('\u{1b}'));
}

#[test]
fn manual_pages_and_completions_cover_every_command() {
    let folder = folder();
    fine(&["man"], &run(folder.path(), &["man", "man"], ""));
    let page = |name: &str| folder.path().join("man").join(name);
    for args in READERS {
        let name = format!("resgraph-{}.1", args[0]);
        assert!(page(&name).is_file(), "{name}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = run(folder.path(), &["completions", shell], "");
        let script = String::from_utf8_lossy(&script.stdout).into_owned();
        for word in ["cited-by", "annotate", "organisation"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}
