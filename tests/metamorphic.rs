//! Changes of a text that change no citation but its place: no-break spaces and hyphens, case, line breaks,
//! bookmarks and notes inside a phrase, the order of paragraphs, a table cell around it.

use proptest::prelude::*;
use resgraph::cite::Scanner;
use resgraph::knowledge::Knowledge;
use resgraph::model::{Role, Target};
use resgraph::outline::outline;
use resgraph::read::read_text;
use resgraph::resolve::Resolver;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));
static SCANNER: LazyLock<Scanner> = LazyLock::new(|| Scanner::new(&KNOWLEDGE));

/// Sentences with the citations of one phrase each, written for these tests.
const PHRASES: [&str; 18] = [
    "as agreed in Resolution 123 (Rev. Dubai, 2018) of the Plenipotentiary Conference before",
    "work under Resolutions 32, 44 and 54 (Rev. Hammamet, 2016) of WTSA goes on",
    "the plan of WTSA-16 Resolution 95 was read",
    "see WTDC Resolution 37 (Rev. Buenos Aires, 2017) on that",
    "by Resolution ITU-R 7-3 (Rev. Geneva, 2015) of RA it was asked",
    "as Resolution 1353 of the Council says so",
    "following UNGA Resolution 70/125 of the year",
    "in line with No. 154 of the ITU Constitution we act",
    "under Article 34 of the Convention the costs are known",
    "using Recommendation ITU-T E.164 for numbers",
    "given Resolution 44 (Rev. Hammamet, 2016Geneva, 2022) as proposed",
    "given Resolution 11 (Rev. DubaiBusan, 20184) as proposed",
    "the second annex to Resolution 48 (Rev. Dubai, 2018) of the Plenipotentiary Conference is long",
    "by Resolution 50 (Rev. (Hammamet, 2016) of WTSA it was so",
    "and PP Decision 5 (Rev. Dubai, 2018) on money",
    "with Resolution 646 (Rev.WRC-15) of the World Radiocommunication Conference in mind",
    "read Resolutions 101 and 102 (Rev. Bucharest, 2022) once more",
    "take Resolution 20 (Rev. Kigali, 2022) of WTDC as given",
];

/// What is cited, without the places.
fn cited(text: &str) -> Vec<String> {
    let doc = read_text("t.txt", text);
    let mentions = SCANNER.mentions_of(&doc);
    let outline = outline(&doc, &mentions, &KNOWLEDGE);
    let show = |t: &Target| {
        format!(
            "{:?} {} {:?} {:?} {:?} {:?}",
            t.id,
            t.edition,
            t.change,
            t.kind,
            t.number.as_deref().map(str::to_uppercase),
            t.status
        )
    };
    Resolver::new(&KNOWLEDGE)
        .resolve(&doc, 0, &mentions, &outline, &BTreeSet::new())
        .iter()
        .filter(|c| c.role == Role::Citation)
        .flat_map(|c| c.targets.iter().map(show))
        .collect()
}

fn phrase() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PHRASES.to_vec())
}

/// Replaces the `n`-th of the places that `is_place` names by what `with` makes of it.
fn at_nth(text: &str, n: usize, is_place: impl Fn(char) -> bool, with: &str) -> String {
    let places: Vec<usize> = text.match_indices(is_place).map(|(at, _)| at).collect();
    if places.is_empty() {
        return text.to_owned();
    }
    let at = places[n % places.len()];
    format!("{}{with}{}", &text[..at], &text[at + 1..])
}

#[test]
fn every_phrase_cites_something() {
    for phrase in PHRASES {
        assert!(!cited(phrase).is_empty(), "{phrase}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn spaces_of_any_kind(phrase in phrase(), n in 0usize..40, space in prop::sample::select(vec![
        "\u{a0}", "\u{202f}", "  ", "\t", "\u{2009}", " \u{ad}", "\u{200b} ",
    ])) {
        prop_assert_eq!(cited(&at_nth(phrase, n, |c| c == ' ', space)), cited(phrase));
    }

    #[test]
    fn hyphens_of_any_kind(phrase in phrase(), hyphen in prop::sample::select(vec!["\u{2010}", "\u{2011}"])) {
        prop_assert_eq!(cited(&phrase.replace('-', hyphen)), cited(phrase));
    }

    #[test]
    fn case(phrase in phrase(), swapped in prop::sample::select(vec!["rEV. ", "REV. ", "rev. "])) {
        prop_assert_eq!(cited(&phrase.replace("Rev. ", swapped)), cited(phrase));
        prop_assert_eq!(cited(&phrase.replace("Resolution", "RESOLUTION")), cited(phrase));
        prop_assert_eq!(cited(&phrase.replace("Resolution", "resolution")), cited(phrase));
        prop_assert_eq!(cited(&phrase.replace("Dubai", "DUBAI").replace("Hammamet", "hammamet")), cited(phrase));
    }

    #[test]
    fn line_breaks(phrase in phrase(), n in 0usize..40) {
        prop_assert_eq!(cited(&at_nth(phrase, n, |c| c == ' ', "\n")), cited(phrase));
        prop_assert_eq!(cited(&at_nth(phrase, n, |c| c == ' ', "\r\n")), cited(phrase));
    }

    #[test]
    fn bookmarks_and_notes(phrase in phrase(), n in 0usize..40, mark in prop::sample::select(vec![
        " [bookmark: _Toc12]", "[bookmark: x] ", "[footnoteRef:3]1 ", " [3: 1 a note with (Paris, 1999) in it] ",
    ])) {
        prop_assert_eq!(cited(&at_nth(phrase, n, |c| c == ' ', mark)), cited(phrase));
    }

    #[test]
    fn order_of_paragraphs(one in phrase(), other in phrase()) {
        let mut forward = cited(&format!("{one}.\n\n{other}.\n"));
        let mut back = cited(&format!("{other}.\n\n{one}.\n"));
        forward.sort();
        back.sort();
        prop_assert_eq!(forward, back);
    }

    #[test]
    fn a_table_cell_around_it(phrase in phrase()) {
        let table = format!("\tone\n\ttwo\n\n\t{phrase}\n\tmore\n\n");
        prop_assert_eq!(cited(&table), cited(phrase));
    }

    /// Whatever stands around it, a phrase is found at its place, and nothing panics.
    #[test]
    fn any_text_around_it(before in "\\PC{0,40}", phrase in phrase(), behind in "\\PC{0,40}") {
        let text = format!("{before}. \n\n{phrase}. \n\n{behind}");
        let mentions = SCANNER.mentions(&text);
        for pair in mentions.windows(2) {
            prop_assert!(pair[0].span.end <= pair[1].span.start);
        }
        for mention in &mentions {
            prop_assert!(text.get(mention.span.range()).is_some());
        }
    }
}
