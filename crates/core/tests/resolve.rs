//! What phrases mean: ids, editions and evidence of what is cited.

use resgraph_core::cite::Scanner;
use resgraph_core::knowledge::Knowledge;
use resgraph_core::model::*;
use resgraph_core::outline::outline;
use resgraph_core::resolve::*;
use resgraph_read::read::read_text;
use std::collections::BTreeSet;

/// `id evidence status` of every target cited in `text`.
fn cited(text: &str) -> Vec<String> {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let scanner = Scanner::new(&knowledge);
    let resolver = Resolver::new(&knowledge);
    let doc = read_text("t.txt", text);
    let mentions = scanner.mentions_of(&doc);
    let outline = outline(&doc, &mentions, &knowledge);
    resolver
        .resolve(&doc, 0, &mentions, &outline, &BTreeSet::new())
        .iter()
        .filter(|c| c.role == Role::Citation)
        .flat_map(|c| &c.targets)
        .map(|t| {
            let id = t.id.as_ref().map_or("?", |id| id.as_str());
            format!("{id} {}", t.evidence.word())
        })
        .collect()
}

#[test]
fn evidence_speaks_in_its_order() {
    for (text, want) in [
        ("see WTSA Resolution 44 there.", vec!["WTSA-44 body-prefix"]),
        ("see Resolution 44 of WTSA.", vec!["WTSA-44 body-suffix"]),
        (
            "see Resolution 44 (Rev. Dubai, 2012) there.",
            vec!["WTSA-44 edition"],
        ),
        (
            "see Resolution 17 (Rev. Dubai, 2014) there.",
            vec!["WTDC-17 edition"],
        ),
        (
            "see Resolution 123 (Rev. Dubai, 2018) there.",
            vec!["PP-123 edition"],
        ),
        (
            "see Resolution 70/125 there.",
            vec!["UNGA-70/125 number-shape"],
        ),
        (
            "see Resolutions 1 and 2 (Rev. Busan, 2014) there.",
            vec!["PP-1 edition", "PP-2 edition"],
        ),
        ("see Resolution 44 there.", vec!["? none"]),
        (
            "as Resolution 44 (Rev. Dubai, 2018) of WTSA says.",
            vec!["? none"],
        ),
        (
            "as in PP Resolution [COM5/2] there.",
            vec!["PP-208 body-prefix"],
        ),
    ] {
        assert_eq!(cited(text), want, "{text}");
    }
}
