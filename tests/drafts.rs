//! What stands in front of a heading tells a draft from an adopted text, and a new text from one that was adopted before.
#![allow(clippy::unwrap_used)]

use resgraph::corpus::Corpus;
use resgraph::knowledge::Knowledge;
use resgraph::model::{WitnessKind, WorkId};

/// Whether the text behind `front` is a draft, and how many editions of its work are known to exist.
fn read(front: &str) -> (bool, usize) {
    let knowledge = Knowledge::builtin().unwrap();
    let text = format!(
        "{front}RESOLUTION 901 (DUBAI, 2018)\nTrees of the villages\n\
         The Plenipotentiary Conference (Dubai, 2018),\nresolves\nto plant a tree beside every school of the village\n"
    );
    let corpus = Corpus::from_texts(&knowledge, &[("a.txt", text.as_str())]);
    let texts = &corpus.index.texts;
    assert_eq!(texts.len(), 1, "{front}");
    let work = &corpus.index.works[&"PP-901".parse::<WorkId>().unwrap()];
    let is_draft = texts[0].witness.kind == WitnessKind::Draft;
    (is_draft, work.editions.len())
}

#[test]
fn marks_and_references_in_front_tell_a_draft() {
    for front in [
        "MOD\n",
        "MOD\tAFCP/35A8/1\n",
        "MOD ",
        "AFCP/35A8/1\n",
        "MOD\n\nAFCP/35A8/1\n\n",
        "AFCP/35A8/1\nMOD\n",
        "DRAFT ",
    ] {
        // It may be that of the base: what it names counts.
        assert_eq!(read(front), (true, 1), "{front:?}");
    }
    for front in [
        "",
        "Opening of the meeting\n",
        "MOD of the trees was discussed by all members, and the meeting took note of what each of them had said\n",
        // Marks are those of what follows them.
        "MOD\nA report on the rivers of the north\n",
    ] {
        assert_eq!(read(front), (false, 1), "{front:?}");
    }
}

#[test]
fn no_edition_of_a_text_that_is_to_be_added_was_adopted() {
    for front in [
        "ADD\n",
        "ADD ",
        "ADD\tAFCP/35A8/1\n",
        "ADD\n\nAFCP/35A8/1\n",
        "AFCP/35A8/1\nADD\n",
    ] {
        assert_eq!(read(front), (true, 0), "{front:?}");
    }
}
