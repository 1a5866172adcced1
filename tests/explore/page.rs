//! What the page says and does, on indexes that are seen at a glance.

use super::{Made, folder};
use petgraph::graph::NodeIndex;
use resgraph::graph::Direction;

#[track_caller]
fn assert_says(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "{words} in {text}");
    }
}

/// What the panel of WTSA-2 says of its links is what the index says.
fn assert_links(made: &Made, node: NodeIndex) {
    for (list, direction) in [("in", Direction::In), ("out", Direction::Out)] {
        let expected = made.works.linked(node, direction);
        let shown = made.run(&format!(
            "return [...document.querySelectorAll('[data-list={list}] .id')].map(b => b.textContent).join()"
        ));
        let expected: Vec<&str> = expected
            .iter()
            .map(|n| made.works.id(*n).as_str())
            .collect();
        assert_eq!(shown, expected.join(","));
    }
    // The quoted place is that of the index.
    let cited = made.works.linked(node, Direction::Out)[0];
    let edge = made
        .works
        .edge(made.works.id(node), made.works.id(cited))
        .expect("an edge");
    let citation = &made.index.citations[edge.citations[0]];
    let quote = made.text("[data-list=out] blockquote");
    assert!(
        quote.contains("on the matters that were before the conference"),
        "{quote}"
    );
    assert!(
        quote.contains(&format!("synthetic.txt, line {}", citation.line)),
        "{quote}"
    );
    assert_eq!(made.text("[data-list=out] mark"), citation.raw);
    // Repeated provisions stand beside each other.
    assert_eq!(made.count("#panel .finding .beside blockquote"), 2);
}

fn assert_address_keeps_the_view(made: &Made) {
    let kept = made
        .run("return location.href")
        .as_str()
        .expect("an address")
        .to_owned();
    assert!(
        kept.contains("chosen=WTSA-2") && kept.contains("q=wtsa+2"),
        "{kept}"
    );
    made.browser.open("about:blank");
    made.goes_to(&kept);
    assert_eq!(made.text("#panel-id"), "WTSA-2");
    assert_eq!(
        made.run("return document.querySelector('#q').value"),
        "wtsa 2"
    );
}

#[test]
fn the_page_says_what_the_index_says() {
    let Some(made) = Made::open("small", 120, 400) else {
        return;
    };
    let all = made.works.graph.node_count() - made.works.orphans().len();
    assert_eq!(made.text("#count"), format!("{all} texts shown"));
    assert_eq!(made.text("h1"), "A \"test\" & more");
    made.picture("small.png");

    // Search by number, then open what was found.
    made.type_into("#q", "wtsa 2");
    assert_eq!(made.text("#results .id"), "WTSA-2");
    made.type_into("#q", "\u{E007}");
    assert_eq!(made.text("#panel-id"), "WTSA-2");
    let node = made.works.find("WTSA-2").expect("it is there");
    let title = &made.works.graph[node].title;
    assert_eq!(made.text("#panel-title"), *title);
    assert_eq!(
        made.text("#panel-editions"),
        "Editions: Rev. Springfield, 2014; Rev. Springfield, 2018"
    );
    assert!(made.text("#panel-copy").contains("synthetic.txt"));
    assert_links(&made, node);
    made.picture("chosen.png");
    assert_address_keeps_the_view(&made);
    // A title that holds markup has stayed text.
    made.click("#tab-table");
    let title = "A subject </script> area";
    assert!(made.text("#table tbody th").starts_with(title));
    assert!(made.text("#table tr.chosen th").starts_with(title));
    made.click("#table tr.chosen button[data-go='PP-2']");
    made.click("#tab-graph");
    assert_eq!(made.text("#panel-id"), "PP-2");
    made.assert_no_complaints();
}

#[test]
fn filters_neighbourhoods_and_paths_show_what_the_graph_says() {
    let Some(made) = Made::open("filters", 120, 400) else {
        return;
    };
    let set = |id: &str, value: &str| {
        made.run(&format!(
            "const e = document.querySelector('#{id}'); e.value = '{value}'; e.dispatchEvent(new Event('change'))"
        ))
    };
    let shown = "#nodes .node:not([style*='display: none'])";

    made.click("[data-body=RA]");
    assert_eq!(made.count(&format!("{shown}[data-id^='RA-']")), 0);
    assert!(made.count(shown) > 0);
    made.click("[data-body=RA]");

    let stale_only = made.works.filtered(|_, _| true, |_, e| e.is_stale());
    made.click("[data-kind=cites]");
    assert_eq!(made.count(shown), 120 - stale_only.orphans().len());
    made.click("[data-kind=cites]");

    made.click("#results [data-id='PP-5']");
    let five = made.works.find("PP-5").expect("it is there");
    set("depth", "1");
    let around = made.works.neighbourhood(&[five], 1, Direction::Both);
    assert_eq!(made.count(shown), around.len());
    made.picture("neighbourhood.png");
    set("direction", "in");
    assert_eq!(
        made.count(shown),
        made.works.neighbourhood(&[five], 1, Direction::In).len()
    );
    set("depth", "0");

    made.click("#hide");
    assert_eq!(made.count(&format!("{shown}[data-id='PP-5']")), 0);
    made.click("#restore");
    assert_eq!(made.count(&format!("{shown}[data-id='PP-5']")), 1);

    let far = made.works.find("RA-25").expect("it is there");
    let way = made
        .works
        .path(five, far, Direction::Both)
        .expect("all hang together");
    made.click("#either");
    made.type_into("#from", "PP-5");
    made.type_into("#to", "RA-25");
    assert_eq!(made.count("#way li"), way.len());
    assert_eq!(made.count("#lit .way:not(.head)"), way.len() - 1);
    made.assert_no_complaints();
}

#[test]
fn keys_lead_through_the_graph() {
    let Some(made) = Made::open("keys", 60, 200) else {
        return;
    };
    made.run("document.querySelector('#nodes [tabindex=\"0\"]').focus()");
    let before = made.run("return document.activeElement.dataset.id");
    let step = "const way = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp'];\
        for (const key of way) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true}));\
        return document.activeElement.dataset.id";
    assert!(made.run(step).is_string());
    made.run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))");
    let chosen = made.run("return document.activeElement.dataset.id");
    assert_eq!(made.text("#panel-id"), chosen.as_str().unwrap_or_default());
    assert!(
        made.text("#say")
            .starts_with(chosen.as_str().unwrap_or_default())
    );
    made.type_into("body", "\u{E00C}");
    assert_eq!(
        made.run("return document.querySelector('#panel').hidden"),
        true
    );
    assert!(before.is_string());
    made.assert_no_complaints();
}

/// Every control has a name for those who cannot see it.
#[test]
fn every_control_has_a_name() {
    let Some(made) = Made::open("names", 60, 200) else {
        return;
    };
    let nameless = made.run(
        "return [...document.querySelectorAll('button, input, select, [role=button]')].filter(e => \
         !(e.textContent.trim() || e.getAttribute('aria-label') || (e.labels && e.labels.length))).length",
    );
    assert_eq!(nameless, 0);
}

#[test]
fn the_view_can_be_saved_and_be_dark() {
    let Some(made) = Made::open("saved", 60, 200) else {
        return;
    };
    let svg = made.svg();
    assert!(
        svg.starts_with("<svg") && svg.contains("PP-1") && !svg.contains("var(--"),
        "{}",
        &svg[..300]
    );
    std::fs::write(folder().join("saved.svg"), svg).expect("written");
    made.run(
        "window.saved = []; window.save = (blob, name) => saved.push([name, blob.size]); saveSvg(); savePng();",
    );
    made.wait_for("return saved.length === 2");
    assert_eq!(made.run("return saved[1][0]"), "graph.png");
    assert!(made.run("return saved[1][1]").as_u64() > Some(10_000));

    let paper = "return getComputedStyle(document.body).backgroundColor";
    let light = made.run(paper);
    made.click("#theme");
    assert_ne!(made.run(paper), light);
    made.picture("dark.png");
    made.assert_no_complaints();
}

/// On paper the picture has its title and its legend.
#[test]
fn the_printed_page_has_title_and_legend() {
    let Some(made) = Made::open("printed", 60, 200) else {
        return;
    };
    made.run("dispatchEvent(new Event('beforeprint'))");
    assert!(made.text("#printed p").starts_with("A \"test\" & more"));
    let legend = made.text("#printed svg");
    assert_says(
        &legend,
        &[
            "PP: Body PP",
            "WTSA: Body WTSA",
            "cites an old edition",
            "decided",
        ],
    );
    made.assert_no_complaints();
}

/// What was decided stands with the text, the row, the finding, and in a list.
#[test]
fn decisions_are_shown_where_they_belong() {
    let Some(made) = Made::open("decisions", 60, 200) else {
        return;
    };
    made.run("choose('WTSA-2')");
    assert_eq!(made.count("#panel > .decision"), 2);
    let said = made.text("#panel > .decision");
    assert_says(
        &said,
        &[
            "merge into PP-2",
            "A. Person",
            "2022-03-01",
            "suspect: the wording of WTSA-2",
        ],
    );
    assert_eq!(made.count("#panel .finding .decision"), 1);
    made.click("#tab-table");
    assert!(made.text("#table tbody th .decision").contains("keep"));
    assert!(
        made.text("#table tbody td .decision")
            .contains("merge into PP-2")
    );
    made.picture("decisions-table.png");
    made.click("#tab-decisions");
    assert_eq!(made.count("#decisions tbody tr"), 3);
    assert!(
        made.text("#decisions p")
            .starts_with("3 decisions, 1 of them suspect")
    );
    assert!(
        made.text("#decisions tbody tr")
            .contains("WTSA-2 in row PP-2")
    );
    made.picture("decisions.png");
    made.click("#decisions [data-go='PP-2']");
    assert_eq!(made.text("#panel-id"), "PP-2");
    assert_eq!(made.count("#nodes .node .decided"), 2);
    assert!(made.svg().contains(">decided<"), "in the legend");
    made.picture("decisions-graph.png");
    made.assert_no_complaints();
}

/// The view before comes back; findings are filtered by code, severity and words.
#[test]
fn one_can_go_back_and_filter_the_findings() {
    let Some(made) = Made::open("back", 400, 1600) else {
        return;
    };
    assert_eq!(made.count("#nodes .node"), 0);
    made.click("#results button");
    made.wait_for("return document.querySelectorAll('#nodes .node').length > 0");
    made.run("choose('PP-2')");
    assert_eq!(made.text("#panel-id"), "PP-2");
    made.click("#back");
    made.wait_for("return document.querySelector('#panel').hidden");
    assert!(made.count("#nodes .node") > 0, "the community");
    made.click("#back");
    made.wait_for("return document.querySelectorAll('#islands .island').length > 1");

    made.click("#tab-findings");
    assert_eq!(made.text("#finding-count"), "1 findings");
    made.type_into("#words", "nobody says this");
    assert_eq!(made.text("#finding-count"), "0 of 1 findings");
    made.run("state.words = ''; state.code = 'repeated-provision'; drawFindings()");
    assert_eq!(made.count("#finding-list .finding"), 1);

    made.run("state.tab = 'graph'; state.chosen = 'PP-2'; state.depth = 1; update(true)");
    let svg = made.svg();
    assert!(
        svg.contains("within 1 step") && svg.contains("PP: Body PP"),
        "title and legend"
    );
    made.assert_no_complaints();
}
