//! Programs that must end well.

use std::process::Output;

/// What a program printed that ended well.
#[track_caller]
pub fn printed(ran: std::io::Result<Output>) -> Vec<u8> {
    let output = ran.expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    output.stdout
}
