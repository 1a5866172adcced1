//! What the text around a phrase says of it: its cell, its heading, its page, the words before it.

use super::{KNOWLEDGE, Show, cited, targets};
use resgraph::corpus::Corpus;
use resgraph::model::Role;

/// `id` of every "this resolution" in `text`.
fn meant_by_this(text: &str) -> Vec<Option<String>> {
    let corpus = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", text)]);
    let citations = corpus.index.citations.iter();
    let this = citations.filter(|c| c.role == Role::This);
    this.flat_map(|c| {
        c.targets
            .iter()
            .map(|t| t.id.as_ref().map(ToString::to_string))
    })
    .collect()
}

#[test]
fn this_resolution_in_a_quotation_is_the_quoted_one() {
    let text = |clause: &str| {
        format!(
            "RESOLUTION 2 (Rev. Hammamet, 2016)\n\nOn fish\n\nThe Assembly,\n\nresolves\n\n1\tthat {clause};\n"
        )
    };
    for (clause, wanted) in [
        ("this resolution counts", Some("WTSA-2")),
        (
            "WTSA Resolution 44 says \u{201c}that this resolution counts\u{201d}",
            Some("WTSA-44"),
        ),
        (
            "it was said \u{201c}that this resolution counts\u{201d}",
            None,
        ),
        (
            "\u{201c}fish\u{201d} count in this resolution",
            Some("WTSA-2"),
        ),
    ] {
        assert_eq!(
            meant_by_this(&text(clause)),
            [wanted.map(str::to_owned)],
            "{clause}"
        );
    }
}

#[test]
fn the_end_of_a_cell_is_no_part_of_the_heading_behind_it() {
    let text = "Some plan\n\n\tItem\n\tWhen\n\n\t65-03\n\tWTSA-20\n [bookmark: R66]Resolution 66 - Counting fish\n";
    let corpus = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", text)]);
    let raw: Vec<&str> = corpus
        .index
        .citations
        .iter()
        .map(|c| c.raw.as_str())
        .collect();
    assert_eq!(raw, ["Resolution 66"]);
}

#[test]
fn heads_and_marks_of_pages_are_no_citations() {
    let text = "RESOLUTION 71 (Rev. Dubai, 2018)\n\nPlan of the Union\n\nresolves\n\n\
                1 to go on with the aims of Resolution 151 (Rev. Dubai,\n\
                PP-18 Final Acts     Resolution 71\n– 27 –\n2018) and those that are set out by\n\nRES12-2\n\n\
                Resolution 44 (Rev. Hammamet, 2016) of WTSA;\n\nRec. ITU-R M.1036-6      28\n\n\
                2 to see to it.\n";
    assert_eq!(
        cited(text, &[Show::Edition, Show::Provision]),
        ["PP-151 (Rev. Dubai, 2018)", "WTSA-44 (Rev. Hammamet, 2016)"]
    );
}

#[test]
fn a_number_alone_in_a_cell_is_listed() {
    let table = "Some texts of the ITU\n\n\tNo.\n\tText\n\n\t1\n\tResolution 44\n\n\t2\n\tResolution 123\n\n";
    let listed = cited(table, &[Show::Candidates, Show::Edition]);
    assert_eq!(listed, ["WTSA-44|WTDC-44", "PP-123"]);
}

#[test]
fn a_number_before_a_basic_text_wants_a_text_of_the_union() {
    let text = "An engine of 100 CV is a strong one, and there is more.\n";
    assert!(targets(text).iter().all(|t| t.id.is_none()));
}

/// A list has no end before its own.
#[test]
fn lists_are_read_to_their_end() {
    let count = |list: &str| cited(&format!("ITU\n\n{list}\n"), &[]).len();
    let all: Vec<String> = (1..=90).map(|n| n.to_string()).collect();
    assert_eq!(count(&format!("WTSA Resolutions {}", all.join(", "))), 90);
    assert_eq!(count("Resolutions 1 to 200 of PP"), 200);
}
