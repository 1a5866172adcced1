//! Forms that secretaries write and that no corpus shows often, each with what a careful delegate would say.

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::{Role, Target};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));

/// `PP-71 (Rev. Bucharest, 2022) resolves 2`; `?` where no work is named.
fn shown(target: &Target) -> String {
    let mut shown = match &target.id {
        Some(id) => id.to_string(),
        None => "?".to_owned(),
    };
    let edition = target.edition.to_string();
    if !edition.is_empty() {
        shown.push_str(&format!(" ({edition})"));
    }
    if let Some(provision) = &target.provision {
        shown.push_str(&format!(" {provision}"));
    }
    shown
}

fn cited(text: &str) -> Vec<String> {
    let text = format!("It was said before that {text} and more.\n");
    let corpus = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", &text)]);
    let citations = corpus.index.citations.iter();
    let cited = citations.filter(|c| c.role == Role::Citation);
    cited.flat_map(|c| c.targets.iter().map(shown)).collect()
}

fn check(cases: &[(&str, &[&str])]) {
    for (text, wanted) in cases {
        assert_eq!(cited(text), *wanted, "{text}");
    }
}

#[test]
fn a_list_may_stand_behind_a_singular_word() {
    check(&[
        (
            "Resolution 44, 54 and 59 of WTSA",
            &["WTSA-44", "WTSA-54", "WTSA-59"],
        ),
        (
            "Resolution 123, 130 and 139 (Rev. Dubai, 2018)",
            &[
                "PP-123 (Rev. Dubai, 2018)",
                "PP-130 (Rev. Dubai, 2018)",
                "PP-139 (Rev. Dubai, 2018)",
            ],
        ),
        (
            "WTSA Resolution 44 and 54 concerning fish",
            &["WTSA-44", "WTSA-54"],
        ),
        (
            "Resolution 123 of PP and 44 of WTSA",
            &["PP-123", "WTSA-44"],
        ),
        // What is counted is no text.
        ("WTSA Resolution 44, 2 copies of it", &["WTSA-44"]),
        ("WTSA Resolution 44, 2 and 3 fish", &["WTSA-44"]),
        (
            "Resolution 123 (Rev. Dubai, 2018) and 3 other texts",
            &["PP-123 (Rev. Dubai, 2018)"],
        ),
    ]);
}

#[test]
fn a_hyphen_is_a_range_where_versions_are_not_counted() {
    check(&[
        (
            "Resolutions 32-34 of WTSA",
            &["WTSA-32", "WTSA-33", "WTSA-34"],
        ),
        (
            "Resolutions 1 to 3 and 7 of WTSA",
            &["WTSA-1", "WTSA-2", "WTSA-3", "WTSA-7"],
        ),
        (
            "Resolutions ITU-R 1-8 and ITU-R 2-8",
            &["RA-1 (version 8)", "RA-2 (version 8)"],
        ),
        ("RA Resolution 2-8", &["RA-2 (version 8)"]),
    ]);
}

#[test]
fn the_body_stands_in_many_places() {
    check(&[
        ("WTSA\u{2019}s Resolution 44", &["WTSA-44"]),
        ("the Council's Resolution 1372", &["COUNCIL-1372"]),
        (
            "Resolutions 44 (WTSA) and 37 (WTDC)",
            &["WTSA-44", "WTDC-37"],
        ),
        (
            "Resolutions 101 and 102 (PP); 47 and 48 (WTSA)",
            &["PP-101", "PP-102", "WTSA-47", "WTSA-48"],
        ),
        ("PP/Res.123 and WTSA/Res.44", &["PP-123", "WTSA-44"]),
        ("Resolutions 32 / 44 of WTSA", &["WTSA-32", "WTSA-44"]),
        ("Resolution 44 of ITU-T", &["WTSA-44"]),
        ("General Assembly resolution 77/150", &["UNGA-77/150"]),
        (
            "and, Recalling General Assembly resolution 70/1",
            &["UNGA-70/1"],
        ),
        (
            "its resolutions 2006/46 and 2021/28",
            &["ECOSOC-2006/46", "ECOSOC-2021/28"],
        ),
        (
            "Resolution 75 of the Plenipotentiary Conference (Minneapolis, 1998)",
            &["PP-75 (Minneapolis, 1998)"],
        ),
        (
            "Resolution 44 of the World Telecommunication Standardisation Assembly",
            &["WTSA-44"],
        ),
    ]);
}

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
        let found = cited(text);
        assert!(
            !found.is_empty() && found.iter().all(|f| f.starts_with('?')),
            "{text}: {found:?}"
        );
    }
    check(&[
        ("see Council Resolution 1372", &["COUNCIL-1372"]),
        ("the ITU Council Resolution 1372", &["COUNCIL-1372"]),
        (
            "Resolution 1372 of the Council of the Union",
            &["COUNCIL-1372"],
        ),
    ]);
}

/// The same within a text of the Assembly: what stands around them says nothing of others' texts.
#[test]
fn the_texts_of_others_are_not_those_of_the_citing_body() {
    for cited in [
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
        let text = format!(
            "RESOLUTION 2 (Rev. Hammamet, 2016)\n\nOn fish\n\nThe World Telecommunication Standardization \
             Assembly (Hammamet, 2016),\n\nrecalling\n\na)\tthat {cited} counts fish in ITU;\n"
        );
        let corpus = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", &text)]);
        let citations = corpus.index.citations.iter();
        let cites = citations.filter(|c| c.role == Role::Citation);
        let ids: Vec<String> = cites.flat_map(|c| c.targets.iter().map(shown)).collect();
        assert_eq!(ids, ["?"], "{cited}");
    }
    check(&[
        // An edition says more than a name that nobody knows.
        (
            "Opinion 3 (Geneva, 2013) of the World Telecommunication/Information (ICT) Policy Forum",
            &["WTPF-OP-3 (Geneva, 2013)"],
        ),
        (
            "Resolution 1353 of the 2012 session of the Council",
            &["COUNCIL-1353 (2012)"],
        ),
        ("and United Nations resolution 70/125", &["UNGA-70/125"]),
    ]);
}

#[test]
fn what_a_number_counts_is_no_text() {
    for text in [
        "a decision 5 years ago",
        "the decision 12 months later",
        "a resolution 1080 lines high",
        "a screen resolution 1920 x 1080",
    ] {
        assert_eq!(cited(text), [""; 0], "{text}");
    }
}

#[test]
fn editions_of_other_shapes() {
    check(&[
        (
            "Resolution 1299 (C08, last modified C19)",
            &["COUNCIL-1299 (C08, C19)"],
        ),
        ("Decision 623 (C21)", &["COUNCIL-DEC-623 (C21)"]),
        (
            "Council Resolution 1379 (Amend. 2019)",
            &["COUNCIL-1379 (2019)"],
        ),
        (
            "la D\u{e9}cision 482 (C01, derni\u{e8}re modification C18) du Conseil",
            &["COUNCIL-DEC-482 (C01, C18)"],
        ),
        ("el Acuerdo 482 del Consejo", &["COUNCIL-DEC-482"]),
        ("resolution 1991 A (XVIII)", &["UNGA-1991 A (XVIII)"]),
        // A contribution is no session.
        ("WTSA Resolution 44 (C16)", &["WTSA-44"]),
        ("Resolution 44\u{b9} of WTSA", &["WTSA-44"]),
    ]);
}

#[test]
fn documents_of_conferences_and_circulars() {
    check(&[
        ("WTSA-24 Document 35", &["DOC-WTSA-24/35"]),
        (
            "Documents 35 and 36 of PP-22",
            &["DOC-PP-22/35", "DOC-PP-22/36"],
        ),
        ("Document 35 (WTSA-24)", &["DOC-WTSA-24/35"]),
        ("Doc. WRC-23/62 (Add.21)", &["DOC-WRC-23/62"]),
        ("Document 35", &[]),
        ("Administrative Circular CACE/1032", &["DOC-CACE/1032"]),
        (
            "Circular Letters CR/216 and CR/220",
            &["DOC-CR/216", "DOC-CR/220"],
        ),
        (
            "Annex 7 of Administrative Circular CA/270",
            &["DOC-CA/270 Annex 7"],
        ),
    ]);
}

#[test]
fn provisions_and_numbers_of_basic_texts() {
    check(&[
        ("7.4.1 of WTSA Resolution 1", &["WTSA-1 7.4.1"]),
        (
            "2.3.1 and 2.3.2 of Resolution 1 (Rev. Hammamet, 2016)",
            &[
                "WTSA-1 (Rev. Hammamet, 2016) 2.3.1",
                "WTSA-1 (Rev. Hammamet, 2016) 2.3.2",
            ],
        ),
        (
            "ITU: Article IV of the Constitution and Articles I and II of the Convention",
            &["CS-Article IV", "CV-Article I", "CV-Article II"],
        ),
        ("in ITU under Nos. 9.11A and 9.21", &["RR-9.11A", "RR-9.21"]),
        ("in ITU law no. 23.478", &[]),
        ("Nos. 9.11A and 9.21", &["?", "?"]),
        ("Nos. 160A-160H of the Convention", &["CV-160A", "CV-160H"]),
        ("(CS104) and CV 119", &["CS-104", "CV-119"]),
        // Other organisations have a Convention, too; its numbers go by articles.
        ("Article XI of the Convention", &["?"]),
        ("No. 11 of the Convention", &["CV-11"]),
        ("Law No. 12.965", &[]),
        ("under No. 9.11 of the law", &[]),
    ]);
}

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
fn the_only_known_text_of_a_number_counts_where_such_texts_are_spoken_of() {
    check(&[
        ("Resolution 123", &["?"]),
        ("ITU and its Resolution 123", &["PP-123"]),
        (
            "WTSA Resolution 44, and Resolution 123",
            &["WTSA-44", "PP-123"],
        ),
    ]);
}

#[test]
fn an_edition_with_a_slip_names_no_other_body() {
    check(&[
        // Only one body ever met there.
        (
            "Resolution 4 (Rev. Bucharest, 2002)",
            &["PP-4 (Rev. Bucharest, 2002)"],
        ),
        // Several did, and none that adopts such texts in that year.
        ("Resolution 4 (Rev. Dubai, 2008)", &["? (Rev. Dubai, 2008)"]),
        (
            "WTSA Resolution 2 and Recommendation 6 (Geneva, 1998)",
            &["WTSA-2", "? (Geneva, 1998)"],
        ),
        (
            "WTSA Resolution 2 and Resolution 4 (Rev. Atlantis, 2008)",
            &["WTSA-2", "? (Rev. Atlantis, 2008)"],
        ),
        (
            "Resolution 4 (Rev. Johannesburg, 2008 which counts fish",
            &["WTSA-4 (Rev. Johannesburg, 2008)"],
        ),
        (
            "Resolution 4, (Rev. Johannesburg, 2008)",
            &["WTSA-4 (Rev. Johannesburg, 2008)"],
        ),
        (
            "Resolution 4 \u{2013} Rev. Johannesburg, 2008",
            &["WTSA-4 (Rev. Johannesburg, 2008)"],
        ),
        (
            "Resolution 71 (Rev. DubaiBucharest, 201822)",
            &["PP-71 (Rev. Dubai, 2018)", "PP-71 (Rev. Bucharest, 2022)"],
        ),
    ]);
}

#[test]
fn symbols_and_early_sessions_of_the_united_nations() {
    check(&[
        ("see A/RES/70/125", &["UNGA-70/125"]),
        ("see E/RES/2006/46", &["ECOSOC-2006/46"]),
        ("see S/RES/1325 (2000)", &["UNSC-1325 (2000)"]),
        ("UN GA Res. 70/125", &["UNGA-70/125"]),
        (
            "las res. 2065 (XX), 31/49 y 39/6 de",
            &["UNGA-2065 (XX)", "UNGA-31/49", "UNGA-39/6"],
        ),
        (
            "resolutions 217 A(III) and 2200A (XXI)",
            &["UNGA-217 A (III)", "UNGA-2200 A (XXI)"],
        ),
    ]);
}

#[test]
fn a_year_or_an_ordinal_stands_before_the_body() {
    check(&[
        (
            "Opinion 5 of the 2013 World Telecommunication/ICT Policy Forum",
            &["WTPF-OP-5 (2013)"],
        ),
        (
            "Resolution 4 of the 17th Plenipotentiary Conference",
            &["PP-4"],
        ),
        (
            "Resolution 4 of the fifth World Telecommunication Development Conference",
            &["WTDC-4"],
        ),
        ("Resolution ITU-R No. 8-3", &["RA-8 (version 3)"]),
        ("la R\u{e9}solution 2 de l'AMNT-20", &["WTSA-2 (2022)"]),
        (
            "la R\u{e9}solution 1332 du Conseil (modifi\u{e9}e en 2019)",
            &["COUNCIL-1332 (2019)"],
        ),
        (
            "Art\u{ed}culos 12 y 13 de la Constituci\u{f3}n de la UIT",
            &["CS-Article 12", "CS-Article 13"],
        ),
    ]);
}

#[test]
fn a_report_is_no_recommendation() {
    check(&[
        ("Report ITU-R M.2410-0", &[]),
        ("Recommendation ITU-R M.2083-0", &["ITUR-M.2083-0"]),
    ]);
}

#[test]
fn heads_and_marks_of_pages_are_no_citations() {
    let text = "RESOLUTION 71 (Rev. Dubai, 2018)\n\nPlan of the Union\n\nresolves\n\n\
                1 to go on with the aims of Resolution 151 (Rev. Dubai,\n\
                PP-18 Final Acts     Resolution 71\n– 27 –\n2018) and those that are set out by\n\nRES12-2\n\n\
                Resolution 44 (Rev. Hammamet, 2016) of WTSA;\n\nRec. ITU-R M.1036-6      28\n\n\
                2 to see to it.\n";
    let index = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", text)]).index;
    let cited = index.citations.iter().filter(|c| c.role == Role::Citation);
    let cited: Vec<String> = cited.flat_map(|c| c.targets.iter().map(shown)).collect();
    assert_eq!(
        cited,
        ["PP-151 (Rev. Dubai, 2018)", "WTSA-44 (Rev. Hammamet, 2016)"]
    );
}
