//! Runs the program, and others that must end well.
#![allow(dead_code)]

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use std::path::Path;
use std::process::Output;

/// Runs the program in a folder.
pub fn resgraph(folder: &Path, args: &[&str]) -> Assert {
    Command::cargo_bin("resgraph")
        .expect("the program")
        .current_dir(folder)
        .args(args)
        .assert()
}

/// What it printed as JSON.
#[track_caller]
pub fn json(ran: &Assert) -> serde_json::Value {
    serde_json::from_slice(&ran.get_output().stdout).expect("JSON")
}

/// What it said on stderr.
pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What a program printed that ended well.
#[track_caller]
pub fn printed(ran: std::io::Result<Output>) -> Vec<u8> {
    let output = ran.expect("it runs");
    assert!(output.status.success(), "{}", said(&output));
    output.stdout
}
