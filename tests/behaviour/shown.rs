//! What people see: tables that fit, colours as asked, and nothing of a file's name or text that steers a terminal.

use super::{READERS, TEXT, commands, docx, folder, run, with};
use assert_cmd::Command;
use std::process::Stdio;

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
fn colours_are_as_asked() {
    let folder = folder();
    let output = |color: &str| {
        let args = ["audit", "text.txt", "--color", color];
        String::from_utf8_lossy(&run(folder.path(), &args, "").stdout).into_owned()
    };
    assert!(output("always").contains("\u{1b}["));
    assert!(!output("never").contains('\u{1b}') && !output("auto").contains('\u{1b}'));
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
    for args in commands(READERS) {
        let args = with(&args, &name, "evil.docx");
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

/// Every command that writes text, and the forms that it can write.
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
    (&["describe", "check", "description", "FILE"], &[""]),
    (&["compare", "other.txt", "FILE"], &["markdown", "table"]),
    (&["query", "cites", "WTSA-35", "FILE"], &["table", "csv"]),
    (&["review", "FILE"], &["markdown", "csv"]),
];

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
