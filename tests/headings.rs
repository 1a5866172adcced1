//! Which lines are headings of texts and which are citations, and what lists and columns of numbers mean.

mod support;

use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::model::Role;
use support::{Docx, p, r};

/// The texts that a file holds, and what it cites: (from whom, what).
fn read(name: &str, bytes: &[u8]) -> (Vec<String>, Vec<(String, String)>) {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("is written");
    let corpus =
        Corpus::load(&knowledge, &[path], &LoadOptions::default(), &|_, _| {}).expect("loads");
    let index = corpus.index;
    let id =
        |id: &Option<resgraph::model::WorkId>| id.as_ref().map_or("?".into(), ToString::to_string);
    let texts = index.texts.iter().map(|t| id(&t.work)).collect();
    let citations = index.citations.iter().filter(|c| c.role == Role::Citation);
    let cited = citations.flat_map(|c| c.targets.iter().map(|t| (id(&c.from), id(&t.id))));
    (texts, cited.collect())
}

fn cited(name: &str, text: &str) -> Vec<String> {
    let (texts, cited) = read(name, text.as_bytes());
    assert!(texts.is_empty(), "{texts:?} in {text}");
    cited.into_iter().map(|(_, id)| id).collect()
}

#[test]
fn entries_of_lists_are_citations() {
    let long = "The group looked at these texts.\n\n";
    for (name, text, want) in [
        (
            "a.md",
            "# References\n\n- Resolution 72 (Rev. Busan, 2014)\n- Resolution 64 (Rev. Hammamet, 2016) of WTSA\n\nFish swim.\n",
            &["PP-72", "WTSA-64"][..],
        ),
        (
            "a.html",
            "<p>Seen:</p><ol><li>Resolution 64 (Rev. Hammamet, 2016)</li><li>Resolution 101 (Rev. Dubai, 2018)</li></ol><p>Fish swim.</p>",
            &["WTSA-64", "PP-101"],
        ),
        (
            "a.html",
            "<table><tr><th>Resolution</th><th>Title</th></tr><tr><td>Resolution 102 (Rev. Dubai, 2018)</td><td>Names of fish</td></tr></table>",
            &["PP-102"],
        ),
        (
            "a.txt",
            "Seen:\n\nResolution 72 (Rev. Busan, 2014)\n\nResolution 101 (Rev. Dubai, 2018)\n\nFish swim in lakes.\n",
            &["PP-72", "PP-101"],
        ),
        (
            "a.txt",
            "Seen:\n\nResolution 72 (Rev. Busan, 2014)\n\nThe fish of the lakes\n",
            &["PP-72"],
        ),
        (
            "a.txt",
            "Background\n\nResolution 64 (Rev. Hammamet, 2016) of WTSA\n\nThe fish of the lakes\n",
            &["WTSA-64"],
        ),
    ] {
        assert_eq!(cited(name, text), want, "{text}");
        if name == "a.txt" {
            assert_eq!(cited(name, &format!("{long}{text}")), want, "{text}");
        }
    }
}

#[test]
fn a_heading_is_followed_by_its_text() {
    let opening = "The World Telecommunication Standardization Assembly (Hammamet, 2016),";
    for text in [
        format!("Resolution 64 (Rev. Hammamet, 2016)\nNames of fish\n{opening}\nresolves\n1\tto count.\n"),
        "RESOLUTION 64 (Rev. Hammamet, 2016)\nNames of fish\n".to_owned(),
        "Action plan of WTSA-16, for the texts of WTSA-16\n\nResolution 64\nresolves\n1\tto count the fish.\n".to_owned(),
        "List of WTSA-16 texts, as WTSA-16 left them\n\nResolution 64 - Names of fish\nResolution 64\nresolves\n1\tto count the fish.\n".to_owned(),
    ] {
        let (texts, _) = read("a.txt", text.as_bytes());
        assert_eq!(texts, ["WTSA-64"], "{text}");
    }
    let styled = p(&format!(
        "<w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>{}",
        r("Resolution 64 (Rev. Hammamet, 2016)")
    ));
    let page = "<h2>Resolution 64 (Rev. Hammamet, 2016)</h2><p>Fish swim.</p>";
    assert_eq!(read("a.html", page.as_bytes()).0, ["WTSA-64"]);
    let docx = Docx::new(&(styled + &p(&r("Fish swim."))));
    let (texts, cited) = read("a.docx", &docx.bytes());
    assert_eq!(texts.len() + cited.len(), 1);
}

const TEXT: &str = "RESOLUTION 900 (DUBAI, 2018)\nFish\nThe Plenipotentiary Conference of the International \
    Telecommunication Union (Dubai, 2018),\nresolves\n1\tto count the fish.";

#[test]
fn lists_of_abrogated_texts_are_no_citations_of_the_text_before() {
    for list in [
        "\n\nPART IV – LIST OF RESOLUTIONS ABROGATED BY THE PLENIPOTENTIARY CONFERENCE (DUBAI, 2018)\n\n\
         RESOLUTION 801 (REV. BUSAN, 2014)\nFrogs\n\nRESOLUTION 802 (BUSAN, 2014)\nNewts\n",
        " 481 PART IV - LIST OF RESOLUTIONS ABROGATED BY THE PLENIPOTENTIARY CONFERENCE (DUBAI, 2018) RESOLUTION 801 \
         (REV. BUSAN, 2014) Frogs and what is known of their life in the lakes of the region RESOLUTION 802 (BUSAN, 2014) Newts\n",
    ] {
        let text = format!("{TEXT}{list}");
        let knowledge = Knowledge::builtin().expect("mappings/ load");
        let index = Corpus::from_texts(&knowledge, &[("a.txt", &text)]).index;
        let edges = index
            .citations
            .iter()
            .filter(|c| c.role == Role::Citation && c.from.is_some());
        assert_eq!(edges.count(), 0, "{list}");
        for id in ["PP-801", "PP-802"] {
            let work = index
                .works
                .get(&id.parse().expect("an id"))
                .expect("is known");
            assert_eq!(work.suppressed.as_deref(), Some("PP-18"), "{id} {list}");
        }
        let first = &index.texts[0];
        assert!(
            first
                .provisions
                .iter()
                .all(|p| !p.text.contains("ABROGATED"))
        );
    }
}

#[test]
fn a_part_of_resolutions_before_the_first_heading_is_no_citation() {
    let knowledge = Knowledge::builtin().expect("mappings/ load");
    let head = "PART II - DECISION ABROGATED BY THE PLENIPOTENTIARY CONFERENCE (DUBAI, 2018) DECISION 801 (BUSAN, 2014) \
        Frogs and what is known of their life in the lakes of the region PART III - RESOLUTIONS";
    let text = format!(
        "{TEXT}\n{head}\nRESOLUTION 802 (REV. DUBAI, 2018)\nNewts\nresolves\n1\tto count the newts."
    );
    let index = Corpus::from_texts(&knowledge, &[("a.txt", &text)]).index;
    let stands: Vec<&str> = index
        .works
        .iter()
        .filter(|(_, work)| work.suppressed.as_deref() == Some("PP-18"))
        .map(|(id, _)| id.as_str())
        .filter(|id| id.contains("80"))
        .collect();
    assert_eq!(stands, ["PP-DEC-801"]);
    assert_eq!(index.texts.len(), 2);
}

#[test]
fn bare_numbers_are_of_the_body_that_heads_them() {
    let table = "<table><tr><th>Subject</th><th>General Assembly resolutions</th><th>PP Resolutions</th></tr>\
        <tr><td>Fish</td><td>70/125</td><td>101, 102 and 130</td></tr><tr><td>2018</td><td>68/198; 69/204</td><td>2018</td></tr></table>";
    assert_eq!(
        cited("a.html", table),
        [
            "UNGA-70/125",
            "PP-101",
            "PP-102",
            "PP-130",
            "UNGA-68/198",
            "UNGA-69/204"
        ]
    );
    let list = "General Assembly resolutions\n\n70/125\n\n68/198\n\nThe price of fish\n\n75/3\n";
    assert_eq!(cited("a.txt", list), ["UNGA-70/125", "UNGA-68/198"]);
}
