//! Recommendations in lists, numbers before the abbreviation of a basic text, and numbers of meeting documents.

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::Role;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));

fn ids(text: &str) -> Vec<String> {
    let text = format!("In ITU it was said before that {text} and more.\n");
    let corpus = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", &text)]);
    let citations = corpus.index.citations.iter();
    let cited = citations.filter(|c| c.role == Role::Citation);
    let id = |id: &resgraph::model::WorkId| id.to_string();
    cited
        .flat_map(|c| c.targets.iter())
        .map(|t| t.id.as_ref().map_or("?".to_owned(), id))
        .collect()
}

#[test]
fn codes_that_begin_like_words_are_in_the_list() {
    for (text, wanted) in [
        // "a" and "y" join in other languages.
        (
            "Recommendations ITU-T A.1, A.2 and A.5",
            &["ITUT-A.1", "ITUT-A.2", "ITUT-A.5"][..],
        ),
        (
            "Recommendations ITU-T Y.3021, Y.3022",
            &["ITUT-Y.3021", "ITUT-Y.3022"],
        ),
        (
            "Recommendation ITU-T A.4/A.5/A.6",
            &["ITUT-A.4", "ITUT-A.5", "ITUT-A.6"],
        ),
        (
            "Recommendation ITU-T G.8272.1/Y.1367.1",
            &["ITUT-G.8272.1", "ITUT-Y.1367.1"],
        ),
        (
            "Recommendation ITU-T A.1 (09/2019), A.2 (2012)",
            &["ITUT-A.1", "ITUT-A.2"],
        ),
        // The sentence goes on.
        (
            "Recommendation ITU-T A.4 and also A.5",
            &["ITUT-A.4", "ITUT-A.5"],
        ),
        (
            "Recommendations ITU-T A.4, on fish, and A.5, on birds",
            &["ITUT-A.4", "ITUT-A.5"],
        ),
        ("Recommendation ITU-T A.4 and Annex A.5", &["ITUT-A.4"]),
        (
            "Recommendation ITU-T A.4 with objective T.3-2",
            &["ITUT-A.4"],
        ),
        (
            "Recommendation ITU-T A.4; A.5 is a label",
            &["ITUT-A.4", "ITUT-A.5"],
        ),
    ] {
        assert_eq!(ids(text), wanted, "{text}");
    }
}

#[test]
fn a_colon_stands_before_the_list() {
    assert_eq!(
        ids("Resolutions: 44, 54 and 59 of WTSA"),
        ["WTSA-44", "WTSA-54", "WTSA-59"]
    );
    assert_eq!(ids("two resolutions:\n1 that fish count"), [""; 0]);
}

#[test]
fn numbers_stand_before_the_abbreviation_of_a_basic_text() {
    for (text, wanted) in [
        ("476 CV", &["CV-476"][..]),
        ("(104 and 105 CS)", &["CS-104", "CS-105"]),
        ("Nos. 104 and 105 CS", &["CS-104", "CS-105"]),
        ("CV 119", &["CV-119"]),
        ("RR5.291A and RR 5.443B", &["RR-5.291A", "RR-5.443B"]),
        ("General Rules No. 51A", &["GR-51A"]),
        ("the Radio Regulations Article 21", &["RR-Article 21"]),
        ("el numeral 19 de la Constituci\u{f3}n", &["CS-19"]),
    ] {
        assert_eq!(ids(text), wanted, "{text}");
    }
    let text = "An engine of 100 CV is a strong one, and there is more.\n";
    let corpus = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", text)]);
    let known = corpus.index.citations.iter().flat_map(|c| &c.targets);
    assert!(known.filter_map(|t| t.id.as_ref()).next().is_none());
}

#[test]
fn documents_of_working_parties_and_letters() {
    for (text, wanted) in [
        ("Document 5A/650", &["DOC-5A/650"][..]),
        ("Docs. 5A/650 and 5B/12", &["DOC-5A/650", "DOC-5B/12"]),
        (
            "Circular Letters 3/LCCE/16 and 6/LCCE/120",
            &["DOC-3/LCCE/16", "DOC-6/LCCE/120"],
        ),
        ("Annex 3 to Document 5D/1361", &["DOC-5D/1361"]),
        ("a fuse of 5A/250V", &[]),
        ("part 15A/650", &[]),
    ] {
        assert_eq!(ids(text), wanted, "{text}");
    }
}
