//! `resgraph cite` as a person runs it.

use assert_cmd::Command;

/// The lines of heads that a comma-separated list of citations has.
fn heads(text: &str) -> (usize, usize) {
    let output = Command::cargo_bin("resgraph")
        .expect("the program")
        .args(["cite", "-", "--format", "csv"])
        .write_stdin(text)
        .output()
        .expect("runs");
    assert!(output.status.success());
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    let heads = out.lines().filter(|l| l.starts_with("file,line,")).count();
    (heads, out.lines().count() - heads)
}

#[test]
fn a_list_in_pieces_has_one_line_of_heads() {
    let fish = format!("{}\n\n", "fish".repeat(500)).repeat(resgraph::corpus::PIECE / 2000);
    let cited = "See Resolution 123 (Rev. Dubai, 2018) on fish.\n\n";
    // Nothing is cited in the first piece, one text in each of the next two.
    assert_eq!(heads(&format!("{fish}{cited}{fish}{cited}")), (1, 2));
    assert_eq!(heads("Fish swim.\n"), (1, 0));
}
