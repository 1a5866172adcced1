//! How texts are taken apart. All texts are written for these tests.

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;

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
