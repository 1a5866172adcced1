//! What other organisations adopt is none of the bodies', whatever stands around it; see also
//! `tests/data/phrases/others.yaml`.

use super::{Show, cited, recalled, targets};

#[test]
fn what_others_adopt_is_none_of_the_bodies() {
    for text in [
        "Commission on Fish resolution 5",
        "the Commission on the Status of Fish resolution 54/4",
        "World Fish Assembly resolution 66",
        "UN Environment Assembly resolution 4/6",
        "FSHA resolution 4/6",
        "FSHA-5 resolution 4/6",
        "Executive Board decision 7",
        "European Commission Decision 676",
        "FSHO Council Resolution 1111",
        "resolution 4/6 of the UN Environment Assembly",
        "Resolution 5 of FSHO",
        "Resolution 5 of the World Fish Assembly",
        "Resolution 5 of the Executive Board",
        "Resolution 5 of the Conference of the Parties",
        "Resolution 1111 of the Council of Fish",
        "Resolution 1111 of the FSHO Council",
        "Resolution 5 of the Council Working Group",
        "Opinion 2 of PP-22",
    ] {
        let found = cited(&format!("It was said before that {text} and more.\n"), &[]);
        assert!(
            !found.is_empty() && found.iter().all(|f| f.starts_with('?')),
            "{text}: {found:?}"
        );
    }
}

/// The same within a text of the Assembly: what stands around them says nothing of others' texts.
#[test]
fn the_texts_of_others_are_not_those_of_the_citing_body() {
    for phrase in [
        "Fishland's Resolution 5",
        "the bank's resolution 5",
        "the Fishnet Resolution 715",
        "ISO/FSH JTC 1 Resolution 5",
        "FSH26 decision 5",
        "Resolution 715 of Fishnet",
        "Resolution 5 of the Internet of Fish Society",
        "Resolution 5 of the Government of Fishland",
        "Resolution 5 adopted at the World Fish Meeting",
        "resolution 5 of the seventh session of the Conference of the Parties",
        "Resolution 11 of the Universal Fish Union",
        "United Nations Resolution 5",
    ] {
        assert_eq!(recalled(phrase), ["?"], "{phrase}");
    }
}

#[test]
fn what_another_organ_adopted_is_no_text_of_the_bodies() {
    for (phrase, wanted) in [
        ("Resolution 4 of Study Group 20", None),
        ("Resolution 4 of the Commission on Fish", None),
        ("Resolution 4 of the Assembly", Some("WTSA-4")),
        ("Resolution 4", Some("WTSA-4")),
    ] {
        let text = format!(
            "RESOLUTION 2 (Rev. Hammamet, 2016)\n\nOn fish\n\nThe Assembly,\n\nrecalling\n\nthat {phrase} counts fish,\n"
        );
        let targets = targets(&text);
        let id = targets.first().and_then(|t| t.id.as_ref());
        assert_eq!(id.map(|id| id.as_str()), wanted, "{phrase}");
    }
}

/// What others adopt is nobody's of ours in any place of the sentence.
#[test]
fn others_are_told_in_any_order() {
    for text in [
        "by Resolution 45 the FAO Conference set up a pond",
        "Resolution 39 was adopted by UNESCO",
        "the Universal Fish Congress, in its Resolution 37, asked for it",
        "Resolution 5 (Dublin, 2011)",
        "the FAO Council Resolution 1353",
    ] {
        let text = format!(
            "ITU\n\nRESOLUTION 2 (Rev. Dubai, 2018)\n\nOn fish\n\nThe Plenipotentiary Conference (Dubai, 2018),\n\nrecalling\n\nthat {text};\n"
        );
        let found = cited(&text, &[Show::Edition]);
        assert_eq!(
            found.iter().filter(|c| c.starts_with('?')).count(),
            1,
            "{text}"
        );
    }
}

/// The body itself, and an adjective.
#[test]
fn the_citing_body_is_the_subject() {
    for phrase in [
        "recognizing its Resolution 7",
        "the revised Resolution 7",
        "this Assembly adopted Resolution 7",
    ] {
        let cited = |heading: &str| {
            let text = format!("{heading}\n\nrecalling\n\na)\tthat {phrase} counts fish in ITU;\n");
            cited(&text, &[Show::Candidates, Show::Evidence])
        };
        let assembly = "RESOLUTION 2 (Rev. Hammamet, 2016)\n\nOn fish\n\nThe World Telecommunication Standardization \
                        Assembly (Hammamet, 2016),";
        let conference = "RESOLUTION 2 (Rev. Dubai, 2018)\n\nOn fish\n\nThe Plenipotentiary Conference of the \
                          International Telecommunication Union (Dubai, 2018),";
        assert_eq!(cited(assembly), ["WTSA-7 citing-text"], "{phrase}");
        assert_eq!(cited(conference), ["PP-7 citing-text"], "{phrase}");
    }
}

/// Numbers to which the citing body cannot have come since its texts were known.
#[test]
fn a_number_far_beyond_the_last_one_is_not_the_citing_bodys() {
    let cited = |number: &str| {
        let text = format!(
            "RESOLUTION 2 (Rev. Dubai, 2018)\n\nOn fish\n\nThe Plenipotentiary Conference of the International \
             Telecommunication Union (Dubai, 2018),\n\nrecalling\n\na)\tthat the fish were filmed in resolution {number};\n"
        );
        cited(&text, &[Show::Candidates, Show::Evidence])
    };
    assert_eq!(cited("230"), ["PP-230 citing-text"]);
    assert_eq!(cited("720"), ["PP-720|WTSA-720|WTDC-720 none"]);
}
