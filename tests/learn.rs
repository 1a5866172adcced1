//! Learning from lists of texts and from what texts say of others: in whatever form, without a silent choice.

#[path = "support/later.rs"]
mod later;
mod support;

use later::{resgraph, workbook};
use std::path::Path;

/// The knowledge that is learnt from one file, without its name.
fn learnt(folder: &Path, name: &str, bytes: &[u8]) -> String {
    std::fs::write(folder.join(name), bytes).expect("written");
    let out = format!("k-{name}");
    let (_, said, code) = resgraph(folder, &["learn", name, "-o", &out]);
    assert_eq!(code, Some(0), "{name}: {said}");
    let text = std::fs::read_to_string(folder.join(out).join("texts/WTSA.yaml"));
    let text = text.unwrap_or_else(|e| panic!("{name}: {e}"));
    text.replace(&name.replace('.', "-"), "list")
        .replace(name, "list")
}

#[test]
fn a_list_is_read_from_word_excel_csv_and_html_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let csv = learnt(at, "wtsa.csv", &later::table_in_csv());
    assert!(
        csv.contains("id: WTSA-107") && csv.contains("suppressed: WTSA-24"),
        "{csv}"
    );
    assert_eq!(learnt(at, "wtsa.html", &later::table_in_html()), csv);
    assert_eq!(learnt(at, "in-force.docx", &later::table_in_word()), csv);
    assert_eq!(learnt(at, "in-force.xlsx", &later::table_in_excel()), csv);
}

#[test]
fn a_list_of_what_fell_is_none_of_what_is_in_force() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let row = |cells: [&str; 2]| cells.map(str::to_owned);
    let rows = [
        row(["Resolution", "Title"]),
        row(["45", "Hedges"]),
        row(["59 (Rev. Dubai, 2012)", "Ponds"]),
    ];
    let rows: Vec<&[String]> = rows.iter().map(|r| &r[..]).collect();
    let file = workbook("Resolutions suppressed by WTSA-24", &rows);
    std::fs::write(at.join("book.xlsx"), file).expect("written");
    let (said, ..) = resgraph(at, &["learn", "book.xlsx", "-o", "k"]);
    for id in ["WTSA-45", "WTSA-59"] {
        assert!(
            said.contains(&format!("suppressed: {id} by WTSA-24")),
            "{said}"
        );
    }
    assert!(
        said.contains("0 new, 0 with a new edition, 2 suppressed"),
        "{said}"
    );
}

#[test]
fn a_list_of_nearly_all_texts_says_what_fell_and_that_the_assembly_is_known() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let k = resgraph::knowledge::Knowledge::builtin().expect("mappings/ load");
    let in_force = k.known.works.iter().filter(|(id, w)| {
        id.head() == "WTSA" && w.suppressed.is_none() && id.kind() == resgraph::model::Kind::main()
    });
    let mut list = String::from("No.;Edition\n107;\"New Delhi, 2024\"\n");
    for (id, work) in in_force.filter(|(id, _)| id.number() != "45") {
        let edition = work
            .editions
            .last()
            .map(ToString::to_string)
            .unwrap_or_default();
        list.push_str(&format!("{};\"{edition}\"\n", id.number()));
    }
    std::fs::write(at.join("wtsa.csv"), &list).expect("written");
    let (said, ..) = resgraph(at, &["learn", "wtsa.csv", "-o", "k"]);
    assert!(said.contains("suppressed: WTSA-45 by WTSA-24"), "{said}");
    assert!(said.contains("1 suppressed, 0 contradictions"), "{said}");
    assert!(said.contains("Known in full to PP-18, WTSA-24"), "{said}");
    // A list of an earlier assembly lacks what came later, and says nothing against it.
    let old: Vec<&str> = list
        .lines()
        .filter(|l| !l.contains("2024") && !l.contains("2016"))
        .collect();
    std::fs::write(at.join("wtsa-old.csv"), old.join("\n")).expect("written");
    let (said, ..) = resgraph(at, &["learn", "wtsa-old.csv", "-o", "k2"]);
    assert!(said.contains("0 suppressed, 0 contradictions"), "{said}");
}

#[test]
fn what_texts_abrogate_is_no_longer_in_force() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    let opening = "The Plenipotentiary Conference of the International Telecommunication Union (Bucharest, 2022),";
    let text = format!(
        "RESOLUTION 301 (BUCHAREST, 2022)\n\nOld trees\n\n{opening}\n\nresolves\n\n\
         1 to abrogate Resolution 64 (Rev. Dubai, 2018) and Resolution 66 (Rev. Dubai, 2018), and to apply Resolution 71 (Rev. Dubai, 2018);\n\n\
         2 that Resolutions 21 and 22 (Rev. Dubai, 2018) be suppressed;\n\n\
         3 to suppress the following resolutions:\n\na) Resolution 70 (Rev. Dubai, 2018);\n\nb) Resolution 77 (Rev. Dubai, 2018), on ponds;\n\n\
         4 that Resolution 99 (Rev. Dubai, 2018) is not abrogated,\n\n\
         instructs the Secretary-General\n\nto suppress Resolution 34 (Rev. Dubai, 2018) from the web site.\n\n\
         RESOLUTION 302 (BUCHAREST, 2022)\n\nMore trees\n\n{opening}\n\n\
         resolves to abrogate Resolution 56 (Rev. Dubai, 2018),\n"
    );
    std::fs::write(at.join("acts.txt"), text).expect("written");
    let french = "Note. La Résolution 124 (Rév. Dubaï, 2018) de la Conférence de plénipotentiaires a été abrogée par la Conférence de plénipotentiaires (Bucarest, 2022).\n";
    std::fs::write(at.join("note.txt"), french).expect("written");
    let (said, ..) = resgraph(at, &["learn", "acts.txt", "note.txt", "-o", "k"]);
    let lines = said.lines().filter_map(|l| l.strip_prefix("suppressed: "));
    let fell: Vec<&str> = lines.filter_map(|l| l.split(" by PP-22").next()).collect();
    let expected = [
        "PP-21", "PP-22", "PP-56", "PP-64", "PP-66", "PP-70", "PP-77", "PP-124",
    ];
    assert_eq!(fell, expected, "{said}");
}

#[test]
fn contradictions_are_listed_and_not_taken() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    // PP-36 was suppressed by PP-18; PP-2 was revised there; two titles of one edition.
    let list = "Resolution;Title;Edition\n36;Trees;Rev. Antalya, 2006\n2;Forums;Rev. Busan, 2014\n301;One title;Dubai, 2018\n";
    std::fs::write(at.join("pp-a.csv"), list).expect("written");
    std::fs::write(
        at.join("pp-b.csv"),
        "Resolution;Title;Edition\n301;Another title;Dubai, 2018\n",
    )
    .expect("written");
    let (said, ..) = resgraph(at, &["learn", "pp-a.csv", "pp-b.csv", "-o", "k"]);
    for id in ["PP-36", "PP-2", "PP-301"] {
        assert!(
            said.contains(&format!("CONTRADICTION, not taken: {id} ")),
            "{said}"
        );
    }
    assert!(said.contains("3 contradictions"), "{said}");
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_rest_is_learnt() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    std::fs::write(at.join("wtsa.csv"), later::table_in_csv()).expect("written");
    std::fs::write(at.join("broken.xlsx"), "no workbook").expect("written");
    let (said, errors, code) = resgraph(at, &["learn", "wtsa.csv", "broken.xlsx", "-o", "k"]);
    assert!(said.contains("new: WTSA-107"), "{said}");
    assert!(
        errors.contains("broken.xlsx") && code == Some(2),
        "{errors}"
    );
}
