//! The explorer page in a real browser: it is searched, filtered and clicked, and what it says is held
//! against the index. Any console error and any request to elsewhere fails.

#[path = "support/browser.rs"]
mod browser;
#[path = "support/synthetic.rs"]
mod synthetic;

use browser::Browser;
use resgraph::graph::{Direction, WorkGraph, build};
use resgraph::model::{
    About, Decision, Evidence, EvidenceKind, Finding, Index, Mapping, MappingCell, MappingRow,
    Place, Repeat, RepeatClass, Severity, WorkId,
};
use resgraph::report::explore::{Explorer, explore};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

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

fn mapping() -> Mapping {
    let cell = |id: &str| MappingCell {
        id: id.parse::<WorkId>().expect("an id"),
        edition: Some("Rev. Springfield, 2018".to_owned()),
        title: None,
        strength: 0.8,
        evidence: vec![Evidence {
            kind: EvidenceKind::SameTitle,
            from: None,
            provision: None,
            file: None,
            line: None,
            score: Some(0.9),
            source: None,
        }],
    };
    Mapping {
        rows: vec![MappingRow {
            subject: "A subject </script> area".to_owned(),
            key: "PP-2".parse::<WorkId>().expect("an id"),
            cells: BTreeMap::from([
                ("pp".to_owned(), vec![cell("PP-2")]),
                ("wtsa".to_owned(), vec![cell("WTSA-2")]),
            ]),
        }],
        ..Mapping::default()
    }
}

fn findings() -> Vec<Finding> {
    let place = |line, message: &str| Place {
        file: "synthetic.txt".to_owned(),
        line,
        message: Some(message.to_owned()),
        ..Place::default()
    };
    vec![Finding {
        code: "repeated-provision".to_owned(),
        severity: Severity::Note,
        place: place(1, "One says this"),
        ids: vec![
            "PP-2".parse::<WorkId>().expect("an id"),
            "WTSA-2".parse::<WorkId>().expect("an id"),
        ],
        message: "Both say the same".to_owned(),
        advice: "Keep one".to_owned(),
        related: vec![place(3, "The other says that")],
        repeat: Some(Repeat {
            pairs: Vec::new(),
            class: RepeatClass::Near,
            jaccard: 0.8,
            containment: 0.9,
        }),
        horizon: None,
        copies: Vec::new(),
        fingerprint: "0".to_owned(),
    }]
}

fn decisions() -> Vec<Decision> {
    let decision = |about, decision: &str, suspect: &[&str]| Decision {
        about,
        decision: decision.to_owned().into(),
        by: "A. Person".to_owned(),
        date: "2022-03-01".to_owned(),
        remark: "after the coffee break".to_owned(),
        rests_on: Vec::new(),
        suspect: suspect.iter().map(|&s| s.to_owned()).collect(),
    };
    let id = |text: &str| text.parse::<WorkId>().expect("an id");
    vec![
        decision(About::Row { row: "PP-2".into() }, "keep", &[]),
        decision(
            About::Cell {
                row: "PP-2".into(),
                id: id("WTSA-2"),
            },
            "merge into PP-2",
            &["the wording of WTSA-2 has changed"],
        ),
        decision(
            About::Finding {
                code: "repeated-provision".into(),
                fingerprint: "0".into(),
                ids: vec![id("PP-2"), id("WTSA-2")],
            },
            "align",
            &[],
        ),
    ]
}

/// Writes the page and opens it; the script has run when this returns.
fn opened(browser: &Browser, name: &str, index: &Index, works: &WorkGraph) -> String {
    let (mapping, findings) = (mapping(), findings());
    let page = explore(&Explorer {
        title: "A \"test\" & more",
        index,
        works,
        bodies: &bodies(),
        mapping: Some(&mapping),
        findings: &findings,
        histories: None,
        decisions: &decisions(),
        live: None,
    });
    let path = folder().join(format!("{name}.html"));
    std::fs::write(&path, page).expect("the page is written");
    let address = format!("file://{}", path.display());
    browser.open(&address);
    browser.wait_for("return document.documentElement.dataset.ready !== undefined");
    address
}

#[test]
fn the_page_says_what_the_index_says() {
    let Some(browser) = Browser::start(1400, 900) else {
        return;
    };
    let index = synthetic::synthetic(120, 400);
    let works = build(&index);
    let address = opened(&browser, "small", &index, &works);
    let all = works.graph.node_count() - works.orphans().len();
    assert_eq!(browser.text("#count"), format!("{all} texts shown"));
    assert_eq!(browser.text("h1"), "A \"test\" & more");
    browser.screenshot(&folder().join("small.png"));

    // Search by number, then open what was found.
    browser.type_into("#q", "wtsa 2");
    assert_eq!(browser.text("#results .id"), "WTSA-2");
    browser.type_into("#q", "\u{E007}");
    assert_eq!(browser.text("#panel-id"), "WTSA-2");
    let node = works.find("WTSA-2").expect("it is there");
    let title = &works.graph[node].title;
    assert_eq!(browser.text("#panel-title"), *title);
    assert_eq!(
        browser.text("#panel-editions"),
        "Editions: Rev. Springfield, 2014; Rev. Springfield, 2018"
    );
    assert!(browser.text("#panel-copy").contains("synthetic.txt"));
    for (list, direction) in [("in", Direction::In), ("out", Direction::Out)] {
        let expected = works.linked(node, direction);
        let shown = browser.run(&format!(
            "return [...document.querySelectorAll('[data-list={list}] .id')].map(b => b.textContent).join()"
        ));
        let expected: Vec<&str> = expected.iter().map(|n| works.id(*n).as_str()).collect();
        assert_eq!(shown, expected.join(","));
    }
    // The quoted place is that of the index.
    let cited = works.linked(node, Direction::Out)[0];
    let edge = works
        .edge(works.id(node), works.id(cited))
        .expect("an edge");
    let citation = &index.citations[edge.citations[0]];
    let quote = browser.text("[data-list=out] blockquote");
    assert!(
        quote.contains("on the matters that were before the conference"),
        "{quote}"
    );
    assert!(
        quote.contains(&format!("synthetic.txt, line {}", citation.line)),
        "{quote}"
    );
    assert_eq!(browser.text("[data-list=out] mark"), citation.raw);
    // Repeated provisions stand beside each other.
    assert_eq!(browser.count("#panel .finding .beside blockquote"), 2);
    browser.screenshot(&folder().join("chosen.png"));

    // The address keeps the view.
    let kept = browser
        .run("return location.href")
        .as_str()
        .expect("an address")
        .to_owned();
    assert!(
        kept.contains("chosen=WTSA-2") && kept.contains("q=wtsa+2"),
        "{kept}"
    );
    browser.open("about:blank");
    browser.open(&kept);
    browser.wait_for("return document.documentElement.dataset.ready !== undefined");
    assert_eq!(browser.text("#panel-id"), "WTSA-2");
    assert_eq!(
        browser.run("return document.querySelector('#q').value"),
        "wtsa 2"
    );

    // A title that holds markup has stayed text.
    browser.click("#tab-table");
    let title = "A subject </script> area";
    assert!(browser.text("#table tbody th").starts_with(title));
    assert!(browser.text("#table tr.chosen th").starts_with(title));
    browser.click("#table tr.chosen button[data-go='PP-2']");
    browser.click("#tab-graph");
    assert_eq!(browser.text("#panel-id"), "PP-2");
    assert_eq!(browser.complaints(&address), Vec::<String>::new());
}

#[test]
fn filters_neighbourhoods_and_paths_show_what_the_graph_says() {
    let Some(browser) = Browser::start(1400, 900) else {
        return;
    };
    let index = synthetic::synthetic(120, 400);
    let works = build(&index);
    let address = opened(&browser, "filters", &index, &works);
    let shown = "#nodes .node:not([style*='display: none'])";

    browser.click("[data-body=RA]");
    assert_eq!(browser.count(&format!("{shown}[data-id^='RA-']")), 0);
    assert!(browser.count(shown) > 0);
    browser.click("[data-body=RA]");

    let stale_only = works.filtered(|_, _| true, |_, e| e.is_stale());
    browser.click("[data-kind=cites]");
    assert_eq!(browser.count(shown), 120 - stale_only.orphans().len());
    browser.click("[data-kind=cites]");

    browser.click("#results [data-id='PP-5']");
    let five = works.find("PP-5").expect("it is there");
    browser.run("const d = document.querySelector('#depth'); d.value = 1; d.dispatchEvent(new Event('change'))");
    let around = works.neighbourhood(&[five], 1, Direction::Both);
    assert_eq!(browser.count(shown), around.len());
    browser.screenshot(&folder().join("neighbourhood.png"));
    browser.run("const d = document.querySelector('#direction'); d.value = 'in'; d.dispatchEvent(new Event('change'))");
    assert_eq!(
        browser.count(shown),
        works.neighbourhood(&[five], 1, Direction::In).len()
    );
    browser.run("const d = document.querySelector('#depth'); d.value = 0; d.dispatchEvent(new Event('change'))");

    browser.click("#hide");
    assert_eq!(browser.count(&format!("{shown}[data-id='PP-5']")), 0);
    browser.click("#restore");
    assert_eq!(browser.count(&format!("{shown}[data-id='PP-5']")), 1);

    let far = works.find("RA-25").expect("it is there");
    let way = works
        .path(five, far, Direction::Both)
        .expect("all hang together");
    browser.click("#either");
    browser.type_into("#from", "PP-5");
    browser.type_into("#to", "RA-25");
    assert_eq!(browser.count("#way li"), way.len());
    assert_eq!(browser.count("#lit .way:not(.head)"), way.len() - 1);
    assert_eq!(browser.complaints(&address), Vec::<String>::new());
}

#[test]
fn keys_lead_through_the_graph_and_the_view_can_be_saved() {
    let Some(browser) = Browser::start(1400, 900) else {
        return;
    };
    let index = synthetic::synthetic(60, 200);
    let works = build(&index);
    let address = opened(&browser, "keys", &index, &works);
    browser.run("document.querySelector('#nodes [tabindex=\"0\"]').focus()");
    let before = browser.run("return document.activeElement.dataset.id");
    let step = "const way = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp'];\
        for (const key of way) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));\
        return document.activeElement.dataset.id";
    assert!(browser.run(step).is_string());
    browser.run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))");
    let chosen = browser.run("return document.activeElement.dataset.id");
    assert_eq!(
        browser.text("#panel-id"),
        chosen.as_str().unwrap_or_default()
    );
    assert!(
        browser
            .text("#say")
            .starts_with(chosen.as_str().unwrap_or_default())
    );
    browser.type_into("body", "\u{E00C}");
    assert_eq!(
        browser.run("return document.querySelector('#panel').hidden"),
        true
    );
    assert!(before.is_string());

    // Every control has a name for those who cannot see it.
    let nameless = browser.run(
        "return [...document.querySelectorAll('button, input, select, [role=button]')].filter(e => \
         !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length))).length",
    );
    assert_eq!(nameless, 0);

    let svg = browser.run("return picturedAs().text");
    let svg = svg.as_str().expect("a picture");
    assert!(
        svg.starts_with("<svg") && svg.contains("PP-1") && !svg.contains("var(--"),
        "{}",
        &svg[..300]
    );
    std::fs::write(folder().join("saved.svg"), svg).expect("written");
    browser.run(
        "window.saved = []; window.save = (blob, name) => saved.push([name, blob.size]); saveSvg(); savePng();",
    );
    browser.wait_for("return saved.length === 2");
    assert_eq!(browser.run("return saved[1][0]"), "graph.png");
    assert!(browser.run("return saved[1][1]").as_u64() > Some(10_000));

    let paper = "return getComputedStyle(document.body).backgroundColor";
    let light = browser.run(paper);
    browser.click("#theme");
    assert_ne!(browser.run(paper), light);
    browser.screenshot(&folder().join("dark.png"));
    assert_eq!(browser.complaints(&address), Vec::<String>::new());
}

#[test]
fn five_thousand_works_can_be_used() {
    let Some(browser) = Browser::start(1400, 900) else {
        return;
    };
    let index = synthetic::synthetic(5000, 25_000);
    let works = build(&index);
    let start = std::time::Instant::now();
    let address = opened(&browser, "five-thousand", &index, &works);
    let ready = browser.run("return +document.documentElement.dataset.ready");
    // Times are for people; a test must not fail because a machine is busy.
    eprintln!(
        "5,000 works: made and opened in {:?}, first picture after {ready} ms",
        start.elapsed()
    );
    browser.screenshot(&folder().join("five-thousand.png"));
    browser.type_into("#q", "PP-17\u{E007}");
    assert_eq!(browser.text("#panel-id"), "PP-17");
    assert!(
        browser.count("#nodes .node") < 200,
        "a neighbourhood, no ball"
    );
    assert_eq!(browser.complaints(&address), Vec::<String>::new());
}

#[test]
fn a_thousand_works_and_ten_thousand_links_can_be_used() {
    let Some(browser) = Browser::start(1400, 900) else {
        return;
    };
    let index = synthetic::synthetic(1000, 10_000);
    let works = build(&index);
    let address = opened(&browser, "large", &index, &works);
    // Times are for people; a test must not fail because a machine is busy.
    let ready = browser.run("return +document.documentElement.dataset.ready");
    browser.screenshot(&folder().join("large-communities.png"));
    assert_eq!(
        browser.count("#nodes .node"),
        0,
        "it opens on its communities"
    );
    assert!(browser.count("#islands .island") > 1);
    browser.run("state.view = 'all'; showControls(); update(true)");
    let redraw =
        browser.run("const t = performance.now(); update(false); return performance.now() - t");
    eprintln!("1,000 works, 10,000 links: ready after {ready} ms, redrawn in {redraw} ms");
    browser.screenshot(&folder().join("large.png"));
    browser.click("#results [data-id='PP-3']");
    assert_eq!(browser.text("#panel-id"), "PP-3");
    let overlaps = browser.run(
        "const b = [...document.querySelectorAll('#labels text')].map(t => t.getBoundingClientRect());\
         let n = 0; for (let i = 0; i < b.length; i++) for (let j = i + 1; j < b.length; j++)\
         if (b[i].left < b[j].right - 1 && b[j].left < b[i].right - 1 && b[i].top < b[j].bottom - 3 && b[j].top < b[i].bottom - 3) n++;\
         return [b.length, n]",
    );
    assert!(overlaps[0].as_u64() > Some(20), "{overlaps}");
    assert_eq!(overlaps[1], 0, "labels that overlap, of {}", overlaps[0]);
    browser.screenshot(&folder().join("large-chosen.png"));
    assert_eq!(browser.complaints(&address), Vec::<String>::new());
}

#[test]
fn the_corpus_is_a_page_below_two_megabytes() {
    let Ok(corpus) = std::env::var("RESGRAPH_CORPUS") else {
        eprintln!("SKIPPED: RESGRAPH_CORPUS is not set");
        return;
    };
    let Some(browser) = Browser::start(1500, 950) else {
        return;
    };
    let page = folder().join("corpus.html");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_resgraph"));
    command.args(["explore", "-q", "--force", "-o"]).arg(&page);
    for part in ["pp-18", "tsag", "wtsa-16", "wtsa-20"] {
        command.arg(Path::new(&corpus).join(part));
    }
    assert!(command.status().expect("it runs").success());
    let size = std::fs::metadata(&page).expect("a page").len();
    assert!(size < 2_000_000, "{size} bytes");
    let address = format!("file://{}", page.display());
    browser.open(&address);
    browser.wait_for("return document.documentElement.dataset.ready !== undefined");
    let ready = browser.run("return +document.documentElement.dataset.ready");
    eprintln!("the corpus: {size} bytes, ready after {ready} ms");
    browser.type_into("#q", "PP-123\u{E007}");
    assert_eq!(browser.text("#panel-id"), "PP-123");
    assert!(browser.count("#history li") > 0);
    assert!(
        browser.text("#stages").contains("PP-22"),
        "what has met since"
    );
    browser.screenshot(&folder().join("corpus-123.png"));
    browser.click("#back");
    browser.wait_for("return document.querySelector('#panel').hidden");
    browser.run("state.q = ''; showControls(); update(true)");
    browser.screenshot(&folder().join("corpus-communities.png"));
    browser.click("[data-open='1']");
    browser.screenshot(&folder().join("corpus-community.png"));
    browser.run("window.shot = picturedAs().text");
    let svg = browser.run("return shot");
    std::fs::write(
        folder().join("corpus.svg"),
        svg.as_str().expect("a picture"),
    )
    .expect("written");
    browser.click("#tab-findings");
    browser.screenshot(&folder().join("corpus-findings.png"));
    browser.click("#tab-table");
    browser.screenshot(&folder().join("corpus-table.png"));
    browser
        .run("document.documentElement.dataset.theme = 'dark'; state.tab = 'graph'; update(true)");
    browser.screenshot(&folder().join("corpus-dark.png"));
    let narrow = Browser::start(500, 844).expect("a second browser");
    narrow.size(390, 844);
    narrow.open(&address);
    narrow.wait_for("return document.documentElement.dataset.ready !== undefined");
    narrow.screenshot(&folder().join("narrow.png"));
    narrow.click("#menu");
    narrow.type_into("#q", "PP-123");
    narrow.screenshot(&folder().join("narrow-menu.png"));
    narrow.type_into("#q", "\u{E007}");
    assert_eq!(narrow.text("#panel-id"), "PP-123");
    narrow.screenshot(&folder().join("narrow-chosen.png"));
    let wide = narrow.run("return document.documentElement.scrollWidth > innerWidth");
    assert_eq!(wide, false, "nothing sticks out");
    browser.run(
        "state.q = 'PP-123'; choose('PP-123'); document.documentElement.dataset.theme = 'light'",
    );
    assert!(browser.count("[data-list=out] blockquote mark") > 5);
    browser.screenshot(&folder().join("corpus.png"));
    assert_eq!(browser.complaints(&address), Vec::<String>::new());
}

/// How the time grows with the works: for people, `cargo test --test explore growth -- --ignored --nocapture`.
#[test]
#[ignore = "measures"]
fn growth() {
    let Some(browser) = Browser::start(1400, 900) else {
        return;
    };
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
        browser.open(&format!("file://{}", path.display()));
        browser.wait_for("return document.documentElement.dataset.ready !== undefined");
        let ready = browser.run("return +document.documentElement.dataset.ready");
        eprintln!("{works} works: page made in {made:?}, first picture after {ready} ms");
    }
}

/// On paper the picture has its title and its legend.
#[test]
fn the_printed_page_has_title_and_legend() {
    let Some(browser) = Browser::start(1400, 900) else {
        return;
    };
    let index = synthetic::synthetic(60, 200);
    let works = build(&index);
    let address = opened(&browser, "printed", &index, &works);
    browser.run("dispatchEvent(new Event('beforeprint'))");
    assert!(browser.text("#printed p").starts_with("A \"test\" & more"));
    let legend = browser.text("#printed svg");
    for body in [
        "PP: Body PP",
        "WTSA: Body WTSA",
        "cites an old edition",
        "decided",
    ] {
        assert!(legend.contains(body), "{body} in {legend}");
    }
    assert_eq!(browser.complaints(&address), Vec::<String>::new());
}

/// What was decided stands with the text, the row, the finding, and in a list.
#[test]
fn decisions_are_shown_where_they_belong() {
    let Some(browser) = Browser::start(1400, 900) else {
        return;
    };
    let index = synthetic::synthetic(60, 200);
    let works = build(&index);
    let address = opened(&browser, "decisions", &index, &works);
    browser.run("choose('WTSA-2')");
    assert_eq!(browser.count("#panel > .decision"), 2);
    let said = browser.text("#panel > .decision");
    for words in [
        "merge into PP-2",
        "A. Person",
        "2022-03-01",
        "suspect: the wording of WTSA-2",
    ] {
        assert!(said.contains(words), "{said}");
    }
    assert_eq!(browser.count("#panel .finding .decision"), 1);
    browser.click("#tab-table");
    assert!(browser.text("#table tbody th .decision").contains("keep"));
    assert!(
        browser
            .text("#table tbody td .decision")
            .contains("merge into PP-2")
    );
    browser.screenshot(&folder().join("decisions-table.png"));
    browser.click("#tab-decisions");
    assert_eq!(browser.count("#decisions tbody tr"), 3);
    assert!(
        browser
            .text("#decisions p")
            .starts_with("3 decisions, 1 of them suspect")
    );
    assert!(
        browser
            .text("#decisions tbody tr")
            .contains("WTSA-2 in row PP-2")
    );
    browser.screenshot(&folder().join("decisions.png"));
    browser.click("#decisions [data-go='PP-2']");
    assert_eq!(browser.text("#panel-id"), "PP-2");
    assert_eq!(browser.count("#nodes .node .decided"), 2);
    let svg = browser.run("return picturedAs().text");
    assert!(
        svg.as_str().expect("a picture").contains(">decided<"),
        "in the legend"
    );
    browser.screenshot(&folder().join("decisions-graph.png"));
    assert_eq!(browser.complaints(&address), Vec::<String>::new());
}

/// The view before comes back; findings are filtered by code, severity and words.
#[test]
fn one_can_go_back_and_filter_the_findings() {
    let Some(browser) = Browser::start(1400, 900) else {
        return;
    };
    let index = synthetic::synthetic(400, 1600);
    let works = build(&index);
    let address = opened(&browser, "back", &index, &works);
    assert_eq!(browser.count("#nodes .node"), 0);
    browser.click("#results button");
    browser.wait_for("return document.querySelectorAll('#nodes .node').length > 0");
    browser.run("choose('PP-2')");
    assert_eq!(browser.text("#panel-id"), "PP-2");
    browser.click("#back");
    browser.wait_for("return document.querySelector('#panel').hidden");
    assert!(browser.count("#nodes .node") > 0, "the community");
    browser.click("#back");
    browser.wait_for("return document.querySelectorAll('#islands .island').length > 1");

    browser.click("#tab-findings");
    assert_eq!(browser.text("#finding-count"), "1 findings");
    browser.type_into("#words", "nobody says this");
    assert_eq!(browser.text("#finding-count"), "0 of 1 findings");
    browser.run("state.words = ''; state.code = 'repeated-provision'; drawFindings()");
    assert_eq!(browser.count("#finding-list .finding"), 1);

    browser.run("state.tab = 'graph'; state.chosen = 'PP-2'; state.depth = 1; update(true)");
    let svg = browser.run("return picturedAs().text");
    let svg = svg.as_str().expect("a picture");
    assert!(
        svg.contains("within 1 step") && svg.contains("PP: Body PP"),
        "title and legend"
    );
    assert_eq!(browser.complaints(&address), Vec::<String>::new());
}
