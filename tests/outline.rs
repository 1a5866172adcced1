//! How texts are taken apart. All texts are written for these tests.

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::Role;

#[test]
fn a_sentence_that_a_line_break_cuts_is_one_provision() {
    let text = "RESOLUTION 301 (REV. DUBAI, 2018)\nTrees\nThe Plenipotentiary Conference (Dubai, 2018),\nresolves\n\
                1 that a tree in one village (e.g. as a\npine) does not count in another;\n\
                2 that the trees be counted\nto help the Council\nPines are trees.\n";
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let corpus = Corpus::from_texts(&knowledge, &[("a.txt", text)]);
    let provisions = &corpus.index.texts[0].provisions;
    let read: Vec<(&str, &str)> = provisions
        .iter()
        .map(|p| (p.path.as_str(), p.text.as_str()))
        .collect();
    assert_eq!(
        read,
        [
            (
                "resolves 1",
                "that a tree in one village (e.g. as a pine) does not count in another;"
            ),
            ("resolves 2", "that the trees be counted"),
            ("resolves", "to help the Council"),
            ("resolves", "Pines are trees."),
        ]
    );
    let first = &provisions[0];
    assert!(text[first.span.range()].ends_with("another;"));
}

/// What each citation cites, and in which text it stands.
fn citing(text: &str) -> Vec<(String, Option<String>)> {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let corpus = Corpus::from_texts(&knowledge, &[("a.txt", text)]);
    let cited = corpus.index.citations.iter().filter_map(|c| {
        let id = c
            .targets
            .first()?
            .id
            .as_ref()
            .filter(|_| c.role == Role::Citation)?;
        Some((id.to_string(), c.from.as_ref().map(ToString::to_string)))
    });
    cited.collect()
}

#[test]
fn signatures_and_declarations_behind_a_volume_are_of_no_text() {
    let text = |signatures: &str| {
        format!(
            "RECOMMENDATION 9 (Dubai, 2018)\nTrees beside roads\nThe Plenipotentiary Conference of the International \
             Telecommunication Union (Dubai, 2018),\nrecalling\na) Resolution 71 (Rev. Dubai, 2018) of this conference,\n\
             recommends\n1 to plant trees;\n2 to water them.{signatures}\n1 Original: English For Arcadia: the \
             delegation speaks of Resolution 99 (Rev. Dubai, 2018) of this conference.\n"
        )
    };
    let own = Some("PP-REC-9".to_owned());
    for signatures in [
        " 489 PART VI – SIGNATORIES The undersigned have signed below. For Arcadia: A. Oak, B. Pine",
        "\nPARTIE VI – SIGNATAIRES",
        "\nDECLARATIONS AND RESERVATIONS MADE AT THE END OF THE CONFERENCE",
    ] {
        let want = [
            ("PP-71".to_owned(), own.clone()),
            ("PP-99".to_owned(), None),
        ];
        assert_eq!(citing(&text(signatures)), want, "{signatures}");
    }
    // A clause that speaks of signatories ends nothing.
    let want = [("PP-71".to_owned(), own.clone()), ("PP-99".to_owned(), own)];
    assert_eq!(citing(&text("\n3 to thank all signatories")), want);
}
