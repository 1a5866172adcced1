//! `resgraph serve`: the page comes from loopback, asks nobody else, and comes again when a file changes.

#[path = "support/browser.rs"]
#[allow(dead_code)]
mod browser;

use browser::Browser;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// Ends the server with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn resolution(number: u32, cited: u32) -> String {
    format!(
        "RESOLUTION {number} (REV. DUBAI, 2018)\nOn matter {number}\n\
         The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),\n\
         recalling\na)\tResolution {cited} (Rev. Busan, 2014) of the Plenipotentiary Conference;\n\
         resolves\n1\tto go on;\n"
    )
}

#[test]
fn the_page_is_served_and_made_again_when_a_file_changes() {
    let Some(browser) = Browser::start(1200, 800) else {
        return;
    };
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("texts.txt");
    std::fs::write(&file, resolution(21, 22)).expect("written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_resgraph"))
        .args(["serve", "--port", "0"])
        .arg(&file)
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut said = BufReader::new(child.stderr.take().expect("its stderr")).lines();
    let _server = Server(child);
    let address = said
        .by_ref()
        .map_while(Result::ok)
        .find_map(|line| Some(line.strip_prefix("serving ")?.split(' ').next()?.to_owned()))
        .expect("it says where");
    std::thread::spawn(move || said.count());
    browser.open(&address);
    browser.wait_for("return document.documentElement.dataset.ready !== undefined");
    assert_eq!(browser.count("#nodes [data-id='PP-21']"), 1);
    browser.click("#results [data-id='PP-21']");
    assert_eq!(browser.count("#nodes [data-id='PP-23']"), 0);

    std::fs::write(&file, resolution(21, 23)).expect("written");
    browser.wait_for("return document.querySelectorAll(\"#nodes [data-id='PP-23']\").length === 1");
    assert_eq!(browser.text("#panel-id"), "PP-21", "the view is kept");
    assert_eq!(browser.complaints(&address), Vec::<String>::new());
}
