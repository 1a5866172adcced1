//! Any text: it is read as flattened Word text, outlined, scanned and resolved. Nothing may panic, and every span
//! lies on characters and in order.

#![no_main]

use libfuzzer_sys::fuzz_target;
use resgraph::cite::Scanner;
use resgraph::knowledge::Knowledge;
use resgraph::outline::outline;
use resgraph::read::read_text;
use resgraph::resolve::Resolver;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::builtin().expect("mappings/ load"));
static SCANNER: LazyLock<Scanner> = LazyLock::new(|| Scanner::new(&KNOWLEDGE));

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let doc = read_text("fuzz.txt", &*text);
    let mentions = SCANNER.mentions(&doc.text);
    let mut end = 0;
    for mention in &mentions {
        assert!(mention.span.start >= end && mention.span.end > mention.span.start);
        assert!(doc.text.get(mention.span.range()).is_some());
        assert!(!mention.written.is_empty());
        end = mention.span.end;
    }
    let outline = outline(&doc, &mentions, &KNOWLEDGE);
    let citations = Resolver::new(&KNOWLEDGE).resolve(&doc, 0, &mentions, &outline, &BTreeSet::new());
    assert_eq!(citations.len(), mentions.len());
});
