//! What holds of the house as a whole: who needs what, and that tests and program share one build.

#[path = "support/run.rs"]
mod run;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// What `cargo tree` says, without the network.
fn tree(args: &[&str]) -> String {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["tree", "--offline", "--prefix", "none"])
        .args(args);
    String::from_utf8_lossy(&run::printed(cargo.output())).replace(" (*)", "")
}

#[test]
fn a_user_of_the_library_pulls_in_no_command_line() {
    for (name, examples) in [
        ("resgraph-core", None),
        ("resgraph-read", None),
        ("resgraph-analysis", Some("crates/analysis/examples")),
        ("resgraph-report", Some("crates/report/examples")),
    ] {
        let needed = tree(&["-p", name, "-e", "normal"]);
        for line in needed.lines() {
            let package = line.split(' ').next().unwrap_or("");
            let is_ours = ["clap", "indicatif", "clap_mangen", "mimalloc"].contains(&package);
            assert!(!is_ours, "{name} needs {package}");
        }
        if let Some(examples) = examples {
            let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(examples);
            assert!(folder.read_dir().expect("examples").next().is_some());
        }
    }
}

/// Features that only the tests' libraries ask for would build everything that stands on them a second time.
#[test]
fn the_tests_build_nothing_again_that_the_program_needs() {
    let packages = |args: &[&str]| -> BTreeSet<String> {
        let tree = tree(&[args, &["-f", "{p} [{f}]"]].concat());
        tree.lines()
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let program = packages(&["-e", "normal,build"]);
    let tests = packages(&["--workspace", "-e", "normal,build,dev"]);
    let twice: Vec<&String> = program.difference(&tests).collect();
    assert!(
        twice.is_empty(),
        "built twice, with other features: {twice:#?}\nask for them in Cargo.toml, too"
    );
}
