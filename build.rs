//! Puts the commit into builds that are handed on, so that `--version` can name it. A development build changes
//! more often than its commit and names none.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=RESGRAPH_COMMIT");
    let version = env!("CARGO_PKG_VERSION");
    let optimised = std::env::var("PROFILE").is_ok_and(|p| p == "release");
    let commit = std::env::var("RESGRAPH_COMMIT")
        .ok()
        .or_else(|| optimised.then(head).flatten());
    let told = match commit {
        Some(commit) => format!("{version} ({commit})"),
        None => format!("{version} (development build)"),
    };
    println!("cargo::rustc-env=RESGRAPH_VERSION={told}");
}

/// The commit that is checked out, shortened; none outside a repository.
fn head() -> Option<String> {
    println!("cargo::rerun-if-changed=.git/logs/HEAD");
    let out = Command::new("git")
        .args(["rev-parse", "--short=10", "HEAD"])
        .output()
        .ok()?;
    let commit = String::from_utf8(out.stdout).ok()?;
    let commit = commit.trim();
    (out.status.success() && !commit.is_empty()).then(|| commit.to_owned())
}
