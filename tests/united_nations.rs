//! A second organisation, described by data alone. The sample texts are invented; the numbers are real.

use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::{Knowledge, Setup, detect};
use resgraph::model::{Role, Status};

fn knowledge(names: &[&str]) -> Knowledge {
    let organisations = names.iter().map(|n| (*n).to_owned()).collect();
    Knowledge::load(&Setup {
        organisations,
        ..Setup::default()
    })
    .expect("it loads")
}

/// The citations of a text: id and edition; what is not decided as `?` and the number.
fn cited(names: &[&str], text: &str) -> Vec<String> {
    let knowledge = knowledge(names);
    let corpus = Corpus::from_texts(&knowledge, &[("a.txt", text)]);
    let of = corpus
        .index
        .citations
        .iter()
        .filter(|c| c.role == Role::Citation);
    let name = |t: &resgraph::model::Target| match (&t.id, t.status) {
        (Some(id), Status::Resolved) if t.edition.is_empty() => id.to_string(),
        (Some(id), Status::Resolved) => format!("{id} ({})", t.edition),
        _ => format!("?{}", t.number.clone().unwrap_or_default()),
    };
    of.flat_map(|c| c.targets.iter().map(name)).collect()
}

#[test]
fn number_and_year_are_a_text_and_no_other_year_is() {
    let text = "The Council, noting its resolutions 660 (1990) of 2 August 1990, 661\n(1990) of 6 August 1990 and 678 (1990), and resolution 1373 (2001), thanks all.";
    let wanted = [
        "UNSC-660 (1990)",
        "UNSC-661 (1990)",
        "UNSC-678 (1990)",
        "UNSC-1373 (2001)",
    ];
    assert_eq!(cited(&["un"], text), wanted);
    // Days whose year the number has said already.
    let text = "It keeps its resolutions 186 (1964) of 4 March, 187 (1964) of 13 March and 201 (1965) of 19\nMarch in mind.";
    assert_eq!(
        cited(&["un"], text),
        ["UNSC-186 (1964)", "UNSC-187 (1964)", "UNSC-201 (1965)"]
    );
    assert_eq!(
        cited(&["un"], "We recall resolution 1373 (1987) here."),
        ["?1373"]
    );
}

#[test]
fn sessions_in_roman_numbers_tell_the_body() {
    for (text, wanted) in [
        (
            "as said in General Assembly resolutions 2253 (ES-V) and 2254 (ES-V) on the city",
            vec!["UNGA-2253 (ES-V)", "UNGA-2254 (ES-V)"],
        ),
        (
            "as said in resolution 2297 (XXII) on trade",
            vec!["UNGA-2297 (XXII)"],
        ),
        (
            "as said in Council resolution 1818 (LV) on the commission",
            vec!["ECOSOC-1818 (LV)"],
        ),
        (
            "as said in Economic and Social Council resolution 1985/69 on it",
            vec!["ECOSOC-1985/69"],
        ),
        (
            "as said in General Assembly resolution 70/1.",
            vec!["UNGA-70/1"],
        ),
        (
            "see A/RES/70/125, E/RES/2025/4 and S/RES/1325 (2000).",
            vec!["UNGA-70/125", "ECOSOC-2025/4", "UNSC-1325 (2000)"],
        ),
        ("see resolution 12 (X) on it", vec!["?12 (X)"]),
        (
            "see A/RES/44/223A-C and A/RES/44/224 B to D.",
            vec![
                "UNGA-44/223 A",
                "UNGA-44/223 B",
                "UNGA-44/223 C",
                "UNGA-44/224 B",
                "UNGA-44/224 C",
                "UNGA-44/224 D",
            ],
        ),
        (
            "recalling Human Rights Council resolution 48/7 and decision 18/117 on them",
            vec!["UNHRC-48/7", "UNHRC-DEC-18/117"],
        ),
        (
            "recalling Economic and Social Council decision 2004/241, and resolution 60/3 on it",
            vec!["ECOSOC-DEC-2004/241", "UNGA-60/3"],
        ),
    ] {
        assert_eq!(cited(&["un"], text), wanted, "{text}");
    }
}

#[test]
fn bare_numbers_are_of_the_body_that_their_heading_names() {
    let text = "The list below is new.\n\nGeneral Assembly resolutions\n\n70/1\n\nA new plan for all\n\n75/290 A; 75/290 B\n\nTwo reviews\n\n\
                Security Council resolutions\n\n1325 (2000)\n\nWomen and peace\n\nResolutions of the Economic and Social Council\n\n1818 (LV)\n\n\
                League of Gardeners resolutions\n\n70/2\n\nNobody's\n";
    let wanted = [
        "UNGA-70/1",
        "UNGA-75/290 A",
        "UNGA-75/290 B",
        "UNSC-1325 (2000)",
        "ECOSOC-1818 (LV)",
    ];
    assert_eq!(cited(&["un"], text), wanted);
}

#[test]
fn a_link_says_what_its_number_names() {
    let knowledge = knowledge(&["un"]);
    let page = "<html><body><p>Adopted on a Monday: <a href=\"https://docs.un.org/en/A/RES/76/258\">76/258</a>, \
                <a href=\"https://docs.un.org/en/E/RES/2019/6\">2019/6</a> and <a href=\"https://docs.un.org/en/A/81/50\">A/81/50</a>.</p></body></html>";
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("a.html");
    std::fs::write(&file, page).expect("written");
    let corpus =
        Corpus::load(&knowledge, &[file], &LoadOptions::default(), &|_, _| ()).expect("it is read");
    let ids: Vec<String> = corpus
        .index
        .citations
        .iter()
        .flat_map(|c| &c.targets)
        .filter_map(|t| t.id.as_ref().map(ToString::to_string))
        .collect();
    assert_eq!(ids, ["UNGA-76/258", "ECOSOC-2019/6"]);
}

#[test]
fn no_text_of_somebody_else_comes_out() {
    let text = "Resolution 2 (Rev. Dubai, 2018) speaks of ships, resolution 44 of boats, and resolution 123 (1955) of a harbour.";
    let ours = cited(&["un"], text);
    assert!(
        ours.iter()
            .all(|id| id.starts_with('?') || id.starts_with("UN")),
        "{ours:?}"
    );
    // Both at once: each keeps its own.
    let text = "The ITU recalls Resolution 130 (Rev. Dubai, 2018) and Security Council resolution 1325 (2000).";
    assert_eq!(
        cited(&["itu", "un"], text),
        ["PP-130 (Rev. Dubai, 2018)", "UNSC-1325 (2000)"]
    );
}

#[test]
fn documents_tell_whose_they_are() {
    let of = |text: &str| detect([text]).map(|d| d.id);
    assert_eq!(of("The Security Council met."), Some("un".to_owned()));
    assert_eq!(
        of("The ITU told the United Nations."),
        Some("itu".to_owned())
    );
    assert_eq!(of("The gardeners met."), None);
}

#[test]
fn letters_and_special_sessions_are_read_with_their_numbers() {
    for (text, wanted) in [
        (
            "as in resolutions 43/222 A to C and 31/6 A of 26 October 1976",
            vec![
                "UNGA-43/222 A",
                "UNGA-43/222 B",
                "UNGA-43/222 C",
                "UNGA-31/6 A",
            ],
        ),
        ("as in resolution 75/290B", vec!["UNGA-75/290 B"]),
        (
            "as in resolutions 1991 A and B (XVIII) on seats",
            vec!["UNGA-1991 A (XVIII)", "UNGA-1991 B (XVIII)"],
        ),
        (
            "see A/RES/43/222A-C now",
            vec!["UNGA-43/222 A", "UNGA-43/222 B", "UNGA-43/222 C"],
        ),
        (
            "as in resolutions ES-10/24 and S-27/2, and in A/RES/ES-11/1",
            vec!["UNGA-ES-10/24", "UNGA-S-27/2", "UNGA-ES-11/1"],
        ),
        // No session of the one body had the numbers of the other.
        ("as in resolution 217 A (III)", vec!["UNGA-217 A (III)"]),
        ("as in resolution 288 B (X)", vec!["ECOSOC-288 B (X)"]),
        (
            "as in General Assembly resolution 943 (XLIX)",
            vec!["?943 (XLIX)"],
        ),
        ("as in resolution 943 (XLIX)", vec!["ECOSOC-943 (XLIX)"]),
        // Those of the regional commissions look like neither.
        ("as in resolution 329 (XXX)", vec!["?329 (XXX)"]),
    ] {
        assert_eq!(cited(&["un"], text), wanted, "{text}");
    }
}

#[test]
fn who_acts_on_a_text_has_not_adopted_it() {
    for (text, wanted) in [
        (
            "the Committee established by resolution 724 (1991) under its rules",
            vec!["UNSC-724 (1991)"],
        ),
        (
            "General Assembly resolution 3212 (XXIX), endorsed by Security Council resolution 365 (1974);",
            vec!["UNGA-3212 (XXIX)", "UNSC-365 (1974)"],
        ),
    ] {
        assert_eq!(cited(&["un"], text), wanted, "{text}");
    }
}

/// Work, title, and the places of the provisions of each text.
fn texts(text: &str) -> Vec<(String, Option<String>, Vec<String>)> {
    let knowledge = knowledge(&["un"]);
    let corpus = Corpus::from_texts(&knowledge, &[("a.txt", text)]);
    let of = |t: &resgraph::model::ResolutionText| {
        let work = t.work.as_ref().map(ToString::to_string);
        let paths = t.provisions.iter().map(|p| p.path.clone());
        (work.unwrap_or_default(), t.title.clone(), paths.collect())
    };
    corpus.index.texts.iter().map(of).collect()
}

#[test]
fn a_text_begins_with_number_and_year_and_its_paragraphs_have_numbers() {
    let early = "5 (1946). Resolution of 8 May 1946\n[S/99]\nThe Security Council,\n\nRecalling its resolution 4 (1946) of 29 April 1946 \
        and what was said then of the\nbridges of the north,\n\n1. Paints all bridges that are in its care, and asks the owners\n\
        of the others to do the same;\n\n2. Requests the Secretary-General:\n\n(a) To count the rivers of the valley, whether or not\n\
        they rise;\n\n(b) To report.\n\nAdopted at the 40th meeting.\n\n1 See the report of the painters.\n";
    let wanted = [
        "Recalling",
        "paragraph 2",
        "paragraph 2 a)",
        "paragraph 2 b)",
    ];
    let found = texts(early);
    let paths: Vec<&str> = found[0].2.iter().map(String::as_str).collect();
    // "Paints" is no verb that texts open with: without another one before it, a number alone is none.
    assert_eq!(
        (found.len(), found[0].0.as_str(), &found[0].1),
        (1, "UNSC-5", &None)
    );
    assert_eq!(paths.last(), Some(&"paragraph 2 b)"), "{paths:?}");
    assert!(wanted.iter().all(|w| paths.contains(w)), "{paths:?}");
    let later = "RESOLUTION 787 (1992)\n\nAdopted by the Security Council at its 3137th meeting,\non 16 November 1992\n\nThe Security Council,\n\n\
        Reaffirming its resolution 713 (1991),\n\nGravely concerned at the state of the bridges,\n\n1. Demands that bridges be painted;\n\n\
        2. Paints the first one;\n\n3. Decides to remain seized of the matter.\n";
    let found = texts(later);
    let wanted = [
        "Reaffirming",
        "Gravely concerned",
        "paragraph 1",
        "paragraph 2",
        "paragraph 3",
    ];
    assert_eq!(
        found,
        [(
            "UNSC-787".to_owned(),
            None,
            wanted.map(str::to_owned).to_vec()
        )]
    );
}

/// Each file of a folder is read by whom it names.
#[test]
fn a_folder_of_two_organisations_is_read_file_by_file() {
    let dir = tempfile::tempdir().expect("a folder");
    let ours = "The ITU recalls Resolution 130 (Rev. Dubai, 2018), and Resolution 44 of WTSA on bridges.\n";
    let theirs = "The Security Council recalls its resolutions 1325 (2000) and 44 (1948), and General Assembly resolution 943 (XLIX).\n";
    std::fs::write(dir.path().join("a.txt"), ours).expect("written");
    std::fs::write(dir.path().join("b.txt"), theirs).expect("written");
    let cite = |files: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("resgraph").expect("the program");
        command
            .current_dir(dir.path())
            .args(["cite", "--format", "jsonl"])
            .args(files);
        let out = command.output().expect("it runs");
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        (String::from_utf8_lossy(&out.stdout).into_owned(), said)
    };
    let (both, said) = cite(&["a.txt", "b.txt"]);
    assert_eq!(both, cite(&["a.txt"]).0 + &cite(&["b.txt"]).0);
    assert!(
        both.contains("PP-130") && both.contains("UNSC-1325"),
        "{both}"
    );
    assert!(said.contains("United Nations (1)"), "{said}");
}
