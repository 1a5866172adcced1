//! Text that nobody would write: whatever comes, nothing panics, and every span lies on characters and in order.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use resgraph::cite::Scanner;
use resgraph::corpus::{Corpus, StreamError, stream};
use resgraph::knowledge::Knowledge;
use resgraph::model::{Citation, Mention, Role};
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> =
    LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));
static SCANNER: LazyLock<Scanner> = LazyLock::new(|| Scanner::new(&KNOWLEDGE));

/// One phrase of each form, and what breaks them.
const PIECES: &[&str] = &[
    "Resolutions 32, 44 and 54 (Rev. Hammamet, 2016) of WTSA",
    "Resolution 123 (Rev. DUBAIBUSAN, 20184)",
    "R\u{e9}solution 7-3",
    "Р\u{435}solution 9",
    "this resolution",
    "the above-mentioned resolutions",
    "UNGA Resolution 70/125",
    "Nos. 191A and 191B of the Convention",
    "CS/Art. 3",
    "Recommendation ITU-T E.164 (10/2016)",
    "ITU-T E-, F- and X-series",
    "TSAG-TDs 93, 94 and 95",
    "AFCP/35A8/1",
    "C17/25",
    "considering e), f) and g) above",
    "(i. TSBDir 2, 3)",
    "§§ 3.1 of the annex to Resolution 2 (Geneva, 2010)",
    "39 C/Resolution 20 (Fg-XII)",
    "H. Res. 44, as revised in Dubai (2018)",
    "\u{e9}. RES45",
    "Resolu-\ntion 4O (Rev. 2 Ham-\nmamet, Tunisia, 2O16)",
    "PP-18 (Dubai) adopted Res0lution 44/WTSA-16",
    "WTDC, in its Resolution 2 thereof",
    "104 and 105 CS",
    "Docs. 5A/650 and 3/LCCE/16",
    "Appendix 30 (Rev.WRC-15) of RR",
    "H\u{e9}",
    ". ",
    ").",
    "[bookmark: x]",
    "[footnoteRef:3]1",
    "HYPERLINK \"a\"",
    "[",
    "]",
    "(",
    "\u{ad}",
    "\u{a0}",
    "\u{2011}",
    "\u{2019}",
    "\n\t",
    "\n",
    " ",
    "é",
    "99999999999999999999",
];

/// The mentions in `text`; panics where they are not as they must be.
fn checked(text: &str) -> Vec<Mention> {
    let mentions = SCANNER.mentions(text);
    let mut end = 0;
    for mention in &mentions {
        assert!(mention.span.start >= end && mention.span.end > mention.span.start);
        assert!(text.get(mention.span.range()).is_some());
        assert!(!mention.written.is_empty());
        for written in &mention.written {
            assert!(text.get(written.number_span.range()).is_some());
        }
        end = mention.span.end;
    }
    mentions
}

/// What is cited, without where.
fn cited(text: &str) -> Vec<(usize, usize, Option<String>)> {
    let one = |m: Mention| {
        let number = m.written.first().and_then(|w| w.number.clone());
        (m.span.end - m.span.start, m.written.len(), number)
    };
    checked(text).into_iter().map(one).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn broken_phrases(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 1..12),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3u8), 0..12),
    ) {
        let mut bytes = pieces.concat().into_bytes();
        for (at, byte, how) in cuts {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        checked(&text);
    }

    #[test]
    fn any_characters(text in "\\PC{0,200}") {
        checked(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// Whatever the pieces are in which a text is read, its citations come in order and lie in it.
    #[test]
    fn broken_phrases_in_pieces(
        phrases in prop::collection::vec(prop::sample::select(PIECES), 1..60),
        paragraph in 1..6usize,
        piece in 200..800usize,
    ) {
        let paragraphs: Vec<String> = phrases.chunks(paragraph).map(<[&str]>::concat).collect();
        let text = paragraphs.join("\n\n");
        let mut end = 0;
        let streamed = stream(&KNOWLEDGE, "-", text.as_bytes(), piece, |citations| {
            for citation in citations {
                assert!(citation.span.start >= end && citation.span.end > citation.span.start);
                assert!(text.get(citation.span.range()).is_some());
                end = citation.span.end;
            }
            Ok(())
        });
        match streamed {
            Ok(streamed) => prop_assert_eq!(streamed.bytes, text.len()),
            Err(StreamError::Paragraph { .. }) => {}
            Err(other) => panic!("{other}"),
        }
    }
}

/// The scanner looks at blocks of bytes: where a phrase lies in them changes nothing.
#[test]
fn phrases_at_any_distance_from_the_beginning() {
    for phrase in PIECES {
        let alone = cited(phrase);
        for distance in 1..140 {
            let text = format!("{}{phrase}", " ".repeat(distance));
            assert_eq!(cited(&text), alone, "{phrase:?} behind {distance} spaces");
        }
    }
}

#[test]
fn an_owner_before_a_basic_text_is_not_taken_from_the_phrase_before() {
    let mentions = checked("Recommendations ITU-T X.ITU Constitution; the ITU Constitution");
    assert_eq!(mentions.len(), 2);
}

#[test]
fn a_sector_before_a_resolution_is_not_taken_from_the_phrase_before() {
    checked("the Resolution 1 of each Sector's Resolution 1 and more");
    let mentions = checked(", i. TS9ITU-R Resolution 16 and more");
    assert_eq!(mentions.len(), 2);
}

/// What stands within quotation marks is known without reading a paragraph from its beginning for each phrase.
#[test]
fn a_paragraph_of_very_many_phrases_within_and_without_quotation_marks() {
    let times = 40_000;
    let text = "this resolution says \"this resolution\", ".repeat(times);
    let text = format!("Resolution 44 (Rev. Hammamet, 2016)\n\nresolves\n\n1 that {text}\n");
    let corpus = Corpus::from_texts(&KNOWLEDGE, &[("t.txt", &text)]);
    let is_own = |c: &&Citation| c.targets[0].id.is_some();
    let own = corpus
        .index
        .citations
        .iter()
        .filter(|c| c.role == Role::This);
    assert_eq!(own.clone().count(), 2 * times);
    assert_eq!(own.filter(is_own).count(), times);
}
