//! What other organisations adopt is none of the bodies', and a phrase that names two bodies is not decided in
//! silence. Each case stands in a text of the Standardization Assembly and in one of the Plenipotentiary Conference.

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::{Role, Target};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));

/// `WTSA-44 body-suffix`; `? none`; `PP-44|WTSA-44 none` where it is undecided between the two.
fn shown(target: &Target) -> String {
    let id = match (&target.id, target.candidates.as_slice()) {
        (Some(id), _) => id.to_string(),
        (None, []) => "?".to_owned(),
        (None, several) => several
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("|"),
    };
    format!("{id} {}", target.evidence.word())
}

/// What `phrase` cites within a text of each of the two bodies.
fn cited(phrase: &str) -> [Vec<String>; 2] {
    let headings = [
        "RESOLUTION 2 (Rev. Hammamet, 2016)\n\nOn fish\n\nThe World Telecommunication Standardization \
         Assembly (Hammamet, 2016),",
        "RESOLUTION 2 (Rev. Dubai, 2018)\n\nOn fish\n\nThe Plenipotentiary Conference of the International \
         Telecommunication Union (Dubai, 2018),",
    ];
    headings.map(|heading| {
        let text = format!("{heading}\n\nrecalling\n\na)\tthat {phrase} counts fish in ITU;\n");
        let corpus = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", &text)]);
        let citations = corpus.index.citations.iter();
        let cited = citations.filter(|c| c.role == Role::Citation);
        cited.flat_map(|c| c.targets.iter().map(shown)).collect()
    })
}

#[test]
fn what_others_adopt_is_not_decided() {
    for phrase in [
        // The mark of an organ before the kind word.
        "39 C/Resolution 20",
        "the fishers' 39 C/Resolution 20",
        "PCC.I Resolution 12",
        "FISHEL PCC.I Resolution 12",
        "G77 Resolution 5",
        "FS/L/540 Decision 5",
        "GC(66) Resolution 7",
        "Com-ITU Resolution 5",
        "FISH-D Study Group 2 Resolution 44",
        "S.Res. 44",
        "H. Res. 44",
        "H.J.Res. 44",
        "AG/RES. 44",
        // A law of another sort beside it.
        "Order and Resolution 5",
        "Supreme Decree and Resolution 5",
        // The session of somebody else behind the number.
        "Resolution 40 (Fg-XII)",
        "Resolution 5 (FC-73)",
        "Resolution 5 (LF-O/21)",
        "Resolution 5 (UNESCO)",
        "Resolution 5 (UPU, Istanbul 2016)",
        "UNESCO (Resolution 5)",
        "UNESCO: Resolution 5",
        // The number of one year.
        "Resolution 44/2016",
        "resolution 1/1 of the UN-Fish Assembly",
        // More signs of organs.
        "FMO Fg-18 Resolution 5",
        "FISH/GA(20)75 Resolution 7",
        "PCG#40 Resolution 7",
        "Resolution 10 of the Istanbul Congress",
        "Resolution 19 of the 39th Session of the FCAO Assembly",
        "Resolution 19 of the thirty-ninth session of the FCAO Assembly",
        "Council Resolution 5 of FCAO",
        "Resolution 7 passed by the Parliament",
        "Resolution 7 issued by the Ministry",
        "Resolution 7 from the Fish Assembly",
        "la Resoluci\u{f3}n 7 de SUTEL",
        "la Resoluci\u{f3}n 7 de la Conferencia de las Partes",
        "la R\u{e9}solution 7 de l'Union postale universelle",
        "la R\u{e9}solution 7 adopt\u{e9}e par l'Assembl\u{e9}e nationale",
        // Somebody else is the subject.
        "the World Fish Assembly, in its Resolution 7",
        "UNESCO and its Resolution 7",
        "UNESCO adopted Resolution 7",
        "the Parliament has adopted Resolution 7",
        // An owner behind an apostrophe.
        "la R\u{e9}solution 44 de l'UPP",
        "la R\u{e9}solution 44 de l\u{2019}Assembl\u{e9}e mondiale des poissons",
    ] {
        for found in cited(phrase) {
            assert_eq!(found, ["? none"], "{phrase}");
        }
    }
    // These are no numbers of ours at all.
    for phrase in ["Decision XI/22", "Resolution 5/FISH", "Resolution 676/FC"] {
        for found in cited(phrase) {
            assert_eq!(found, [""; 0], "{phrase}");
        }
    }
}

#[test]
fn a_phrase_that_names_two_bodies_is_not_decided() {
    for (phrase, wanted) in [
        ("PP Resolution 44 of WTSA", &["WTSA-44|PP-44 none"][..]),
        (
            "WTSA Resolution 44 adopted by PP-14",
            &["PP-44|WTSA-44 none"],
        ),
        ("ITU-T Resolution 44 of WTDC", &["WTDC-44|WTSA-44 none"]),
        (
            "Resolution 99 (Rev.WRC-15) of the Plenipotentiary Conference",
            &["PP-99|WRC-99 none"],
        ),
        ("WTSA and PP Resolutions 44 and 123", &["? none", "? none"]),
        ("WTSA and PP Resolution 123", &["PP-123 body-prefix"]),
        (
            "PP Resolutions 101 and 102 of WTSA",
            &["WTSA-101|PP-101 none", "WTSA-102|PP-102 none"],
        ),
        ("Resolution ITU-R 811 of WRC-19", &["RA-811|WRC-811 none"]),
        // The edition is that of one of them.
        (
            "PP Resolution 44 (Rev. Hammamet, 2016) of WTSA",
            &["WTSA-44 edition"],
        ),
        // A Sector before the word is no body: its conference behind says more.
        ("ITU-R Resolution 811 from WRC-19", &["WRC-811 body-suffix"]),
        ("ITU-R Resolution 811 of WRC-19", &["WRC-811 body-suffix"]),
        ("ITU-T Resolution 123 of PP", &["PP-123 body-suffix"]),
        // From one body to the other.
        (
            "PP Resolution 123 and 44 of WTSA",
            &["PP-123 body-prefix", "WTSA-44 body-suffix"],
        ),
        // Once more the same body.
        ("RA-23 Resolution ITU-R 56-3", &["RA-56 body-prefix"]),
    ] {
        for found in cited(phrase) {
            assert_eq!(found, wanted, "{phrase}");
        }
    }
}

#[test]
fn the_subject_of_the_sentence_has_adopted_it() {
    for (phrase, wanted) in [
        (
            "the Plenipotentiary Conference decided in Resolution 140",
            "PP-140 body-prefix",
        ),
        (
            "WTDC decided, through Resolution 30,",
            "WTDC-30 body-prefix",
        ),
        (
            "the Radiocommunication Assembly, in Resolution 9",
            "RA-9 body-prefix",
        ),
        ("FISHO has stated in Resolution 5", "? none"),
        ("as decided by the African Union in Resolution 5", "? none"),
        ("WTDC-22 (Kigali) Resolution 17", "WTDC-17 body-prefix"),
        ("WTSA-16 adopted Resolution 92", "WTSA-92 body-prefix"),
        ("PP-18 adopted Resolution 205", "PP-205 body-prefix"),
        (
            "the Plenipotentiary Conference (Dubai, 2018) has also revised Resolution 130",
            "PP-130 body-prefix",
        ),
        (
            "the Council adopted Resolution 1386",
            "COUNCIL-1386 body-prefix",
        ),
        (
            "the Plenipotentiary Conference, in its Resolution 130",
            "PP-130 body-prefix",
        ),
        (
            "the Plenipotentiary Conference (Dubai, 2018), by its Resolution 130",
            "PP-130 body-prefix",
        ),
        (
            "the Human Rights Council, in its resolution 47/16",
            "UNHRC-47/16 body-prefix",
        ),
        (
            "the Council noted that in its resolution 70/125",
            "UNGA-70/125 number-shape",
        ),
        (
            "la Conf\u{e9}rence de pl\u{e9}nipotentiaires, dans sa R\u{e9}solution 130",
            "PP-130 body-prefix",
        ),
        (
            "la CMR-19 adopt\u{f3} la Resoluci\u{f3}n 811",
            "WRC-811 body-prefix",
        ),
        (
            "Resolution 71 of the Dubai Plenipotentiary Conference",
            "PP-71 body-suffix",
        ),
        (
            "resolution 70/266 of 8 June 2016",
            "UNGA-70/266 number-shape",
        ),
    ] {
        for found in cited(phrase) {
            assert_eq!(found, [wanted], "{phrase}");
        }
    }
    // The body itself, and an adjective.
    for phrase in [
        "recognizing its Resolution 7",
        "the revised Resolution 7",
        "this Assembly adopted Resolution 7",
    ] {
        assert_eq!(
            cited(phrase),
            [["WTSA-7 citing-text"], ["PP-7 citing-text"]],
            "{phrase}"
        );
    }
}

#[test]
fn the_conference_behind_is_named_in_more_ways() {
    for (phrase, wanted) in [
        ("Resolution 811 from WRC-19", "WRC-811 body-suffix"),
        ("Resolution 44 agreed at WTSA-16", "WTSA-44 body-suffix"),
        ("Resolution 44, revised by WTSA-16,", "WTSA-44 body-suffix"),
        ("Resolution 44/WTSA", "WTSA-44 body-suffix"),
        ("Resolution 44/WTSA-16", "WTSA-44 body-suffix"),
        ("Resolution 44 WTSA, which", "WTSA-44 body-suffix"),
        ("Resolution 44 WTSA-16 and more", "WTSA-44 body-suffix"),
        // "WTSA" may be the subject of what comes.
        ("Resolution 44 WTSA", "? none"),
        ("Resolution 44 (WTSA-16, Hammamet)", "WTSA-44 body-suffix"),
        (
            "Resolution 44 (Rev. Hammamet, WTSA-16)",
            "WTSA-44 body-suffix",
        ),
        (
            "Resolution 44 (WTSA, Hammamet, 2016)",
            "WTSA-44 body-suffix",
        ),
        ("Resolution 44 (ITU-T)", "WTSA-44 body-suffix"),
        ("by WTDC-14 (Resolution 45)", "WTDC-45 body-prefix"),
        (
            "the Plenipotentiary Conference (Resolution 130)",
            "PP-130 body-prefix",
        ),
        (
            "the Council (Resolution 71 (Rev. Dubai, 2018))",
            "PP-71 edition",
        ),
        ("Resolution 95 (WRC-07, Geneva, 2007)", "WRC-95 body-suffix"),
        (
            "the acts of WTDC-17, and Resolution 44 thereof,",
            "WTDC-44 body-suffix",
        ),
        (
            "the acts of the Radiocommunication Assembly (Dubai, 2023) and Resolution 2 thereof",
            "RA-2 body-suffix",
        ),
        ("the treaty on fish and Resolution 2 thereof", "? none"),
    ] {
        for found in cited(phrase) {
            assert_eq!(found, [wanted], "{phrase}");
        }
    }
}
