//! A PDF file as it was published.

mod support;

use resgraph::model::BlockKind;
use resgraph::read::{ReadOptions, read_bytes};
use support::corpus;

#[test]
fn a_resolution_as_published_is_read_without_its_furniture() {
    let Some(folder) = corpus() else { return };
    let bytes = std::fs::read(folder.join("pdf/un-ga-73-3.pdf")).expect("is in the corpus");
    let document = read_bytes("un.pdf", bytes, &ReadOptions::default()).expect("reads");
    let pages: Vec<u32> = document.blocks.iter().filter_map(|b| b.page).collect();
    assert_eq!((pages.first(), pages.last()), (Some(&1), Some(&10)));
    // The number of the text heads each of ten pages, its own number ends each.
    assert_eq!(document.text.matches("A/RES/73/3").count(), 1);
    assert!(!document.text.contains("/10\n"));
    for whole in [
        "resolution 70/266 of 8 June 2016",
        "resolution 68/300",
        "resolution 72/139",
        "resolution 69.2",
        "high-level",
    ] {
        assert!(document.text.contains(whole), "{whole}");
    }
    let items = document.blocks.iter().filter(|b| {
        let text = &document.text[b.span.range()];
        text.split_once('.')
            .is_some_and(|(n, _)| n.parse::<u8>().is_ok_and(|n| n <= 53))
    });
    assert_eq!(items.count(), 53);
    let notes: Vec<&str> = document
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Note)
        .filter_map(|b| b.label.as_deref())
        .collect();
    assert_eq!(notes[..6], ["1", "2", "3", "4", "5", "6"]);
}

#[test]
fn bad_files_are_refused() {
    for bytes in [&b"%PDF-1.7\nnothing"[..], b"no pdf at all"] {
        let error =
            read_bytes("bad.pdf", bytes.to_vec(), &ReadOptions::default()).expect_err("is refused");
        assert_eq!(error.file, "bad.pdf");
        assert!(error.message.contains("damaged"), "{error}");
    }
}

#[test]
fn an_encrypted_file_is_told_from_a_damaged_one() {
    let bytes = include_bytes!("data/encrypted.pdf").to_vec();
    let error = read_bytes("secret.pdf", bytes, &ReadOptions::default()).expect_err("is refused");
    assert_eq!(error.file, "secret.pdf");
    assert!(error.message.contains("is encrypted"), "{}", error.message);
}
