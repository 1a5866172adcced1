//! Words and numbers that are broken at the end of a line, misspelt, or written with signs that only look right.

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::{Role, SlipKind};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));

/// `WTSA-44 (Rev. Dubai, 2012)` of each target of `text`, and the slips of them all.
fn read(text: &str) -> (Vec<String>, Vec<(SlipKind, String, String)>) {
    let text = format!("In ITU it was said before that {text} and more.\n");
    let corpus = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", &text)]);
    let citations = corpus.index.citations.iter();
    let (mut ids, mut slips) = (Vec::new(), Vec::new());
    for target in citations
        .filter(|c| c.role == Role::Citation)
        .flat_map(|c| &c.targets)
    {
        let id = target
            .id
            .as_ref()
            .map_or("?".to_owned(), ToString::to_string);
        let edition = target.edition.to_string();
        ids.push(if edition.is_empty() {
            id
        } else {
            format!("{id} ({edition})")
        });
        slips.extend(
            target
                .slips
                .iter()
                .map(|s| (s.kind, s.written.clone(), s.meant.clone())),
        );
    }
    (ids, slips)
}

#[test]
fn words_that_a_line_break_parts_are_whole() {
    for text in [
        "Resolu-\ntion 44 of WTSA",
        "Reso-\r\nlution 44 of WTSA",
        "Res-\nolution 44 of WTSA",
        "Resolu\u{ad}\ntion 44 of WTSA",
        "Resolution 44 of the World Telecom-\nmunication Standard-\nization Assembly",
        "Resolution 44 adop-\nted by WTSA",
        "World Telecommunication Standardization As-\nsembly Resolution 44",
    ] {
        let (ids, slips) = read(text);
        assert_eq!(ids, ["WTSA-44"], "{text}");
        assert_eq!(slips, [], "{text}");
    }
    let (ids, _) = read("Resolu-\ntions 44 and 54 (Rev. Ham-\nmamet, 2016)");
    assert_eq!(
        ids,
        [
            "WTSA-44 (Rev. Hammamet, 2016)",
            "WTSA-54 (Rev. Hammamet, 2016)"
        ]
    );
    // What ends in capitals or begins with one is a word of its own.
    let (ids, _) = read("WTSA-\nResolution 44");
    assert_eq!(ids, ["WTSA-44"]);
}

#[test]
fn signs_that_only_look_right_are_read_and_reported() {
    for (text, wanted, written, meant) in [
        (
            "Res0lution 44 of WTSA",
            "WTSA-44",
            "Res0lution",
            "resolution",
        ),
        (
            "Resolut1on 44 of WTSA",
            "WTSA-44",
            "Resolut1on",
            "resolution",
        ),
        (
            "Reso1ution 44 of WTSA",
            "WTSA-44",
            "Reso1ution",
            "resolution",
        ),
        ("Resolution 4O of WTSA", "WTSA-40", "4O", "40"),
        ("Resolution l23 of PP", "PP-123", "l23", "123"),
        (
            "Resolution 44 (Rev. Dubai, 2O12)",
            "WTSA-44 (Rev. Dubai, 2012)",
            "2O12",
            "2012",
        ),
        (
            "Resolution 25 (Rev. Kyoto, l994)",
            "PP-25 (Rev. Kyoto, 1994)",
            "l994",
            "1994",
        ),
    ] {
        let (ids, slips) = read(text);
        assert_eq!(ids, [wanted], "{text}");
        let slip = (SlipKind::Homoglyph, written.to_owned(), meant.to_owned());
        assert_eq!(slips, [slip], "{text}");
    }
    // A letter that belongs to the number.
    assert_eq!(read("resolution 72/266B").0, ["UNGA-72/266B"]);
}

#[test]
fn misspelt_words_are_read_and_reported() {
    for (text, wanted, written, meant) in [
        (
            "Resoultion 44 of WTSA",
            "WTSA-44",
            "Resoultion",
            "resolution",
        ),
        (
            "the Resolutons 44 of WTSA",
            "WTSA-44",
            "Resolutons",
            "resolutions",
        ),
        ("PP Decison 5", "PP-DEC-5", "Decison", "decision"),
    ] {
        let (ids, slips) = read(text);
        assert_eq!(ids, [wanted], "{text}");
        let slip = (SlipKind::MisspeltWord, written.to_owned(), meant.to_owned());
        assert_eq!(slips, [slip], "{text}");
    }
    assert_eq!(read("la R\u{e9}solution 44 de l'AMNT").1, []);
}

#[test]
fn a_count_of_revisions_stands_before_the_place() {
    for text in [
        "Resolution 44 (Rev. 2 Johannesburg, 2008)",
        "Resolution 44 (Rev.2, Johannesburg, 2008)",
    ] {
        assert_eq!(
            read(text).0,
            ["WTSA-44 (Rev. Johannesburg, 2008)"],
            "{text}"
        );
    }
}

#[test]
fn editions_with_more_words_than_they_need() {
    let hammamet = "WTSA-44 (Rev. Hammamet, 2016)";
    for (text, wanted) in [
        ("Resolution 44 (Rev. Hammamet, Tunisia, 2016)", hammamet),
        ("Resolution 44 (Rev. Hammamet, October 2016)", hammamet),
        (
            "Resolution 44 (Rev. Hammamet, 25 October - 3 November 2016)",
            hammamet,
        ),
        ("Resolution 44 (revised in Hammamet, 2016)", hammamet),
        (
            "Resolution 44 \u{2014} Rev. Hammamet, 2016 \u{2014}",
            hammamet,
        ),
        ("Resolution 207 (Mob-87)", "WRC-207 (Mob-87)"),
        ("Resolution 4 (APP-92)", "PP-4 (APP-92)"),
        ("Resolution 18 (Rev.Orb-88)", "WRC-18 (Rev.Orb-88)"),
        ("Resolution 44 (Hammamet, 2016 revision)", hammamet),
        ("Resolution 44 (Rev. Hammamet 2016, WTSA)", hammamet),
        ("Resolution 44 - Rev. Hammamet (2016)", hammamet),
        ("Resolution 44, as revised in Hammamet (2016),", hammamet),
        (
            "Resolution 44 adopted in Hammamet in 2016",
            "WTSA-44 (Hammamet, 2016)",
        ),
        ("Resolution 44 as revised at WTSA-16", "WTSA-44 (2016)"),
        (
            "Resolution 44 (Rev. Dubai, 2012 and Hammamet, 2016)",
            hammamet,
        ),
        ("Resolution #44 (Rev. Hammamet, 2016)", hammamet),
        ("Resolution n.\u{ba} 44 (Rev. Hammamet, 2016)", hammamet),
        ("C19 Decision 619", "COUNCIL-DEC-619 (2019)"),
        (
            "Resolution 1306 (Council-2009, amended in 2015)",
            "COUNCIL-1306 (2015)",
        ),
        (
            "Appendix 30 (Rev.WRC-15) of the Radio Regulations",
            "RR-Appendix 30 (Rev.WRC-15)",
        ),
        // Two places, another text, or no edition.
        (
            "WTSA Resolution 44 (see Geneva and Hammamet, 2016)",
            "WTSA-44",
        ),
        (
            "WTSA Resolution 44 (like that resolution of Hammamet in 2016)",
            "WTSA-44",
        ),
        ("WTSA Resolution 44 (Hammamet and 2017)", "WTSA-44"),
    ] {
        assert_eq!(read(text).0, [wanted], "{text}");
    }
}
