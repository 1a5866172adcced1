//! Words and numbers that are broken at the end of a line, misspelt, or written with signs that only look right.

use super::{Show, shown, targets};
use resgraph::model::SlipKind;

/// `WTSA-44 (Rev. Dubai, 2012)` of each target of `text`, and the slips of them all.
fn read(text: &str) -> (Vec<String>, Vec<(SlipKind, String, String)>) {
    let targets = targets(&format!(
        "In ITU it was said before that {text} and more.\n"
    ));
    let ids = targets.iter().map(|t| shown(t, &[Show::Edition])).collect();
    let slips = targets.into_iter().flat_map(|t| t.slips);
    (ids, slips.map(|s| (s.kind, s.written, s.meant)).collect())
}

/// Each phrase has one target, and one word of this sort that was read as another: the word, and what was meant.
#[track_caller]
fn assert_slips(kind: SlipKind, cases: &[[&str; 4]]) {
    for [text, wanted, written, meant] in cases {
        let (ids, slips) = read(text);
        assert_eq!(ids, [*wanted], "{text}");
        let slip = (kind, (*written).to_owned(), (*meant).to_owned());
        assert_eq!(slips, [slip], "{text}");
    }
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
    assert_slips(
        SlipKind::Homoglyph,
        &[
            [
                "Res0lution 44 of WTSA",
                "WTSA-44",
                "Res0lution",
                "resolution",
            ],
            [
                "Resolut1on 44 of WTSA",
                "WTSA-44",
                "Resolut1on",
                "resolution",
            ],
            [
                "Reso1ution 44 of WTSA",
                "WTSA-44",
                "Reso1ution",
                "resolution",
            ],
            ["Resolution 4O of WTSA", "WTSA-40", "4O", "40"],
            ["Resolution l23 of PP", "PP-123", "l23", "123"],
            [
                "Resolution 44 (Rev. Dubai, 2O12)",
                "WTSA-44 (Rev. Dubai, 2012)",
                "2O12",
                "2012",
            ],
            [
                "Resolution 25 (Rev. Kyoto, l994)",
                "PP-25 (Rev. Kyoto, 1994)",
                "l994",
                "1994",
            ],
        ],
    );
    // A letter that belongs to the number.
    assert_eq!(read("resolution 72/266B").0, ["UNGA-72/266B"]);
}

#[test]
fn misspelt_words_are_read_and_reported() {
    assert_slips(
        SlipKind::MisspeltWord,
        &[
            [
                "Resoultion 44 of WTSA",
                "WTSA-44",
                "Resoultion",
                "resolution",
            ],
            [
                "the Resolutons 44 of WTSA",
                "WTSA-44",
                "Resolutons",
                "resolutions",
            ],
            ["PP Decison 5", "PP-DEC-5", "Decison", "decision"],
        ],
    );
    assert_eq!(read("la R\u{e9}solution 44 de l'AMNT").1, []);
}
