//! The page of many works: it opens on a part of them, small enough to be sent and quick enough to be used.

use super::{Browser, Made, Page, bodies, folder, synthetic};
use resgraph::graph::build;
use resgraph::report::explore::{Explorer, explore};
use std::path::Path;

#[test]
fn five_thousand_works_can_be_used() {
    let Some(made) = Made::open("five-thousand", 5000, 25_000) else {
        return;
    };
    eprintln!(
        "5,000 works: made and opened in {:?}, first picture after {} ms",
        made.took,
        made.ready()
    );
    made.picture("five-thousand.png");
    made.type_into("#q", "PP-17\u{E007}");
    assert_eq!(made.text("#panel-id"), "PP-17");
    assert!(made.count("#nodes .node") < 200, "a neighbourhood, no ball");
    made.assert_no_complaints();
}

#[test]
fn a_thousand_works_and_ten_thousand_links_can_be_used() {
    let Some(made) = Made::open("large", 1000, 10_000) else {
        return;
    };
    let ready = made.ready();
    made.picture("large-communities.png");
    assert_eq!(made.count("#nodes .node"), 0, "it opens on its communities");
    assert!(made.count("#islands .island") > 1);
    assert_names_are_legible(&made.run(NAMES));
    made.run("state.view = 'all'; showControls(); update(true)");
    let redraw =
        made.run("const t = performance.now(); update(false); return performance.now() - t");
    eprintln!("1,000 works, 10,000 links: ready after {ready} ms, redrawn in {redraw} ms");
    made.picture("large.png");
    made.click("#results [data-id='PP-3']");
    assert_eq!(made.text("#panel-id"), "PP-3");
    let overlaps = made.run(
        "const b = [...document.querySelectorAll('#labels text')].map(t => t.getBoundingClientRect());\
         let n = 0; for (let i = 0; i < b.length; i++) for (let j = i + 1; j < b.length; j++)\
         if (b[i].left < b[j].right - 1 && b[j].left < b[i].right - 1 && b[i].top < b[j].bottom - 3 && b[j].top < b[i].bottom - 3) n++;\
         return [b.length, n]",
    );
    assert!(overlaps[0].as_u64() > Some(20), "{overlaps}");
    assert_eq!(overlaps[1], 0, "labels that overlap, of {}", overlaps[0]);
    made.picture("large-chosen.png");
    made.assert_no_complaints();
}

/// How many names of communities there are, and how many of them lie over the circle of another or are cut off.
const NAMES: &str = "const edge = document.querySelector('#picture').getBoundingClientRect(); let bad = 0;\
    const rings = [...document.querySelectorAll('#islands circle')].map(c => c.getBoundingClientRect())\
      .map(b => [(b.left + b.right) / 2, (b.top + b.bottom) / 2, b.width / 2]);\
    const names = [...document.querySelectorAll('#labels text')].map(t => t.getBoundingClientRect());\
    for (const b of names) {\
      const nearest = (least, v, most) => Math.min(Math.max(v, least), most), middle = (b.left + b.right) / 2;\
      const over = rings.some(([x, y, r]) => Math.abs(x - middle) > 1\
        && Math.hypot(x - nearest(b.left, x, b.right), y - nearest(b.top + 3, y, b.bottom - 3)) < r - 3);\
      if (over || b.left < edge.left || b.right > edge.right || b.top < edge.top || b.bottom > edge.bottom) bad++;\
    } return [names.length, bad]";

#[track_caller]
fn assert_names_are_legible(names: &serde_json::Value) {
    assert!(names[0].as_u64() > Some(3), "{names}");
    assert_eq!(
        names[1], 0,
        "names over other circles or cut, of {}",
        names[0]
    );
}

/// What the page of the corpus shows in a narrow window.
fn assert_fits_a_telephone(page: &Page) {
    let narrow = Browser::start(500, 844).expect("a second browser");
    narrow.size(390, 844);
    narrow.open(&page.address);
    narrow.wait_for("return document.documentElement.dataset.ready !== undefined");
    narrow.screenshot(&folder().join("narrow.png"));
    assert_names_are_legible(&narrow.run(NAMES));
    narrow.click("#menu");
    narrow.type_into("#q", "PP-123");
    narrow.screenshot(&folder().join("narrow-menu.png"));
    narrow.type_into("#q", "\u{E007}");
    assert_eq!(narrow.text("#panel-id"), "PP-123");
    narrow.screenshot(&folder().join("narrow-chosen.png"));
    let wide = narrow.run("return document.documentElement.scrollWidth > innerWidth");
    assert_eq!(wide, false, "nothing sticks out");
}

#[test]
fn the_corpus_is_a_page_below_two_megabytes() {
    let Ok(corpus) = std::env::var("RESGRAPH_CORPUS") else {
        eprintln!("SKIPPED: RESGRAPH_CORPUS is not set");
        return;
    };
    let file = folder().join("corpus.html");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_resgraph"));
    command.args(["explore", "-q", "--force", "-o"]).arg(&file);
    for part in ["pp-18", "tsag", "wtsa-16", "wtsa-20"] {
        command.arg(Path::new(&corpus).join(part));
    }
    assert!(command.status().expect("it runs").success());
    let size = std::fs::metadata(&file).expect("a page").len();
    assert!(size < 2_000_000, "{size} bytes");
    let Some(page) = Page::open(&file, (1500, 950)) else {
        return;
    };
    let ready = page.ready();
    eprintln!("the corpus: {size} bytes, ready after {ready} ms");
    page.type_into("#q", "PP-123\u{E007}");
    assert_eq!(page.text("#panel-id"), "PP-123");
    assert!(page.count("#history li") > 0);
    assert!(page.text("#stages").contains("PP-22"), "what has met since");
    page.picture("corpus-123.png");
    page.click("#back");
    page.wait_for("return document.querySelector('#panel').hidden");
    page.run("state.q = ''; showControls(); update(true)");
    page.picture("corpus-communities.png");
    page.click("[data-open='1']");
    page.picture("corpus-community.png");
    std::fs::write(folder().join("corpus.svg"), page.svg()).expect("written");
    page.click("#tab-findings");
    page.picture("corpus-findings.png");
    page.click("#tab-table");
    page.picture("corpus-table.png");
    page.run("document.documentElement.dataset.theme = 'dark'; state.tab = 'graph'; update(true)");
    page.picture("corpus-dark.png");
    assert_fits_a_telephone(&page);
    page.run(
        "state.q = 'PP-123'; choose('PP-123'); document.documentElement.dataset.theme = 'light'",
    );
    assert!(page.count("[data-list=out] blockquote mark") > 5);
    page.picture("corpus.png");
    page.assert_no_complaints();
}

/// How the time grows with the works: for people, `cargo test --test explore growth -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn growth() {
    for works in [2500, 5000, 10_000] {
        let index = synthetic::synthetic(works, works * 5);
        let graph = build(&index);
        let start = std::time::Instant::now();
        let page = explore(&Explorer {
            title: "Growth",
            index: &index,
            works: &graph,
            bodies: &bodies(),
            mapping: None,
            findings: &[],
            histories: None,
            decisions: &[],
            live: None,
        });
        let made = start.elapsed();
        let path = folder().join("growth.html");
        std::fs::write(&path, page).expect("the page is written");
        let page = Page::open(&path, (1400, 900));
        let Some(page) = page else { return };
        let ready = page.ready();
        eprintln!("{works} works: page made in {made:?}, first picture after {ready} ms");
    }
}
