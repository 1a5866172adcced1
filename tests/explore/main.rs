//! The explorer page in a real browser: it is searched, filtered and clicked, and what it says is held
//! against the index. Any console error and any request to elsewhere fails.

#[path = "../support/browser.rs"]
mod browser;
#[path = "../support/data.rs"]
mod data;
mod large;
mod page;
#[path = "../support/synthetic.rs"]
mod synthetic;

use browser::Browser;
use resgraph::graph::{WorkGraph, build};
use resgraph::model::{Decision, Finding, Index, Mapping};
use resgraph::report::explore::{Explorer, explore};
use serde::Deserialize;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn bodies() -> Vec<(String, String)> {
    ["PP", "WTSA", "WTDC", "RA"]
        .map(|b| (b.to_owned(), format!("Body {b}")))
        .to_vec()
}

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("explore");
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// What a page shows beside the index.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Beside {
    mapping: Mapping,
    findings: Vec<Finding>,
    decisions: Vec<Decision>,
}

/// An open page.
struct Page {
    browser: Browser,
    address: String,
}

impl Deref for Page {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

impl Page {
    /// Opens a file in a window of this size; the script has run when this returns. None where there is no browser.
    fn open(file: &Path, (width, height): (u32, u32)) -> Option<Page> {
        let page = Page {
            browser: Browser::start(width, height)?,
            address: format!("file://{}", file.display()),
        };
        page.goes_to(&page.address);
        Some(page)
    }

    fn goes_to(&self, address: &str) {
        self.browser.open(address);
        self.wait_for("return document.documentElement.dataset.ready !== undefined");
    }

    /// Milliseconds from the start to the first picture. Times are for people; a test must not fail because a machine
    /// is busy.
    fn ready(&self) -> serde_json::Value {
        self.run("return +document.documentElement.dataset.ready")
    }

    fn picture(&self, name: &str) {
        self.screenshot(&folder().join(name));
    }

    /// The picture that can be saved.
    fn svg(&self) -> String {
        let svg = self.run("return picturedAs().text");
        svg.as_str().expect("a picture").to_owned()
    }

    fn assert_no_complaints(&self) {
        assert_eq!(self.complaints(&self.address), Vec::<String>::new());
    }
}

/// An open page, and what it was made of.
struct Made {
    page: Page,
    index: Index,
    works: WorkGraph,
    /// How long it took to make it and to open it.
    took: Duration,
}

impl Deref for Made {
    type Target = Page;

    fn deref(&self) -> &Page {
        &self.page
    }
}

impl Made {
    /// Makes a page of so many works and links, and opens it; none where there is no browser.
    fn open(name: &str, works: usize, links: usize) -> Option<Made> {
        let index = synthetic::synthetic(works, links);
        let works = build(&index);
        let start = Instant::now();
        let beside = data::cases::<Beside>("explorer.yaml").remove(0).1;
        let page = explore(&Explorer {
            title: "A \"test\" & more",
            index: &index,
            works: &works,
            bodies: &bodies(),
            mapping: Some(&beside.mapping),
            findings: &beside.findings,
            histories: None,
            decisions: &beside.decisions,
            live: None,
        });
        let path = folder().join(format!("{name}.html"));
        std::fs::write(&path, page).expect("the page is written");
        Some(Made {
            page: Page::open(&path, (1400, 900))?,
            index,
            works,
            took: start.elapsed(),
        })
    }
}
