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
    // A column headed by the body alone holds what its other cells cite.
    let table = "<table><tr><th>Subject</th><th>PP</th><th>WTSA</th></tr>\
        <tr><td>Fish</td><td>70</td><td>55</td></tr><tr><td>Lakes</td><td>Resolution 130</td><td>12</td></tr></table>";
    assert_eq!(cited("a.html", table), ["PP-70", "PP-130"]);
    // In the cell beside it, in a row of its own.
    let table = "<table><tr><td>General Assembly resolutions</td><td>70/125; 68/198</td><td>12</td></tr></table>";
    assert_eq!(cited("a.html", table), ["UNGA-70/125", "UNGA-68/198"]);
    // A small word is no short name: "who" is nobody.
    let list = "Resolutions of those who met\n\n44\n\n50\n";
    assert_eq!(cited("a.txt", list), [""; 0]);
    let list = "General Assembly resolutions\n\n70/125\n\n68/198\n\nThe price of fish\n\n75/3\n";
    assert_eq!(cited("a.txt", list), ["UNGA-70/125", "UNGA-68/198"]);
}

/// The same references in a list, in three languages.
const LISTS: [[&str; 5]; 3] = [
    [
        "See:",
        "Resolution 130 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
        "Resolution 50 (Rev. Geneva, 2022) of WTSA",
        "Resolution 45 (Rev. Kigali, 2022) of WTDC",
        "Decision 5 (Rev. Dubai, 2018) of the Plenipotentiary Conference",
    ],
    [
        "Voir:",
        "Résolution 130 (Rév. Dubaï, 2018) de la Conférence de plénipotentiaires",
        "Résolution 50 (Rév. Genève, 2022) de l'AMNT",
        "Résolution 45 (Rév. Kigali, 2022) de la CMDT",
        "Décision 5 (Rév. Dubaï, 2018) de la Conférence de plénipotentiaires",
    ],
    [
        "Ссылки:",
        "Резолюция 130 (Пересм. Дубай, 2018 г.) Полномочной конференции",
        "Резолюция 50 (Пересм. Женева, 2022 г.) ВАСЭ",
        "Резолюция 45 (Пересм. Кигали, 2022 г.) ВКРЭ",
        "Решение 5 (Пересм. Дубай, 2018 г.) Полномочной конференции",
    ],
];

#[test]
fn references_below_each_other_keep_each_its_own_body() {
    let want = ["PP-130", "WTSA-50", "WTDC-45", "PP-DEC-5"];
    for list in LISTS {
        let html = format!("<h2>{}</h2><p>{}</p>", list[0], list[1..].join("<br>"));
        let word: String = list.iter().map(|line| p(&r(line))).collect();
        for (name, bytes) in [
            ("a.txt", list.join("\n").into_bytes()),
            ("a.html", html.into_bytes()),
            ("a.docx", Docx::new(&word).bytes()),
        ] {
            let (texts, cited) = read(name, &bytes);
            let ids: Vec<String> = cited.into_iter().map(|(_, id)| id).collect();
            assert_eq!(
                (texts, ids),
                (vec![], want.map(String::from).to_vec()),
                "{name}: {}",
                list[0]
            );
        }
    }
}

/// With nothing before them, and each by its body's short name.
#[test]
fn references_below_each_other_need_nothing_before_them() {
    for (name, text) in [
        (
            "a.txt",
            "WTSA Resolution 50\nWTSA Resolution 52\n\nFish swim.\n",
        ),
        (
            "a.md",
            "- WTSA Resolution 50\n- WTSA Resolution 52\n\nFish swim.\n",
        ),
        (
            "a.html",
            "<ul><li>Resolution 50 of WTSA<li>Resolution 52 of WTSA</ul><p>Fish swim.</p>",
        ),
        (
            "a.html",
            "<ul><li><del>WTSA Resolution 50</del><li><ins>WTSA Resolution 52</ins></ul><p>Fish swim.</p>",
        ),
    ] {
        assert_eq!(cited(name, text), ["WTSA-50", "WTSA-52"], "{text}");
    }
}

/// The name before the word stays with it where a line only breaks there, or where a comma parts it.
#[test]
fn the_name_of_a_body_stays_with_its_word() {
    for (text, want) in [
        (
            "It stands in resolves 2 of WTSA\nResolution 50 and goes on.\n",
            &["WTSA-50"][..],
        ),
        (
            "It stands in Resolution 50 (Rev. Geneva, 2022), and in the PP\nResolution 130 as well.\n",
            &["WTSA-50", "PP-130"],
        ),
        (
            "It was told of by WTSA Resolution 50, endorsed by the Plenipotentiary Conference Resolution 130.\n",
            &["WTSA-50", "PP-130"],
        ),
    ] {
        assert_eq!(cited("a.txt", text), want, "{text}");
    }
}

#[test]
fn numbers_with_their_titles_under_the_name_of_a_body() {
    let head = "Resolutions of the Plenipotentiary Conference";
    let lines = [
        "25\tPresence in the lakes",
        "71\tPlan of the lakes",
        "130\tSafety of lakes",
    ];
    let want = ["PP-25", "PP-71", "PP-130"];
    let plain = format!("{head}\n\n{}\n\nFish swim.\n", lines.join("\n\n"));
    assert_eq!(cited("a.txt", &plain), want);
    let word: String = [head]
        .iter()
        .chain(&lines)
        .map(|line| p(&r(line)))
        .collect();
    let in_word = |body: &str| {
        let (texts, cited) = read("a.docx", &Docx::new(body).bytes());
        assert!(texts.is_empty());
        cited.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
    };
    assert_eq!(in_word(&word), want);
    let row = |line: &str| {
        let (number, title) = line.split_once('\t').expect("two cells");
        let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(&r(text)));
        format!("<w:tr>{}{}</w:tr>", cell(number), cell(title))
    };
    let rows: String = std::iter::once("No.\tTitle")
        .chain(lines)
        .map(row)
        .collect();
    assert_eq!(
        in_word(&format!("{}<w:tbl>{rows}</w:tbl>", p(&r(head)))),
        want
    );
    // The numbers of items and of rows count nothing but themselves.
    let items = [
        "1\tThe lakes were seen",
        "2\tThe fish were counted",
        "3\tThe group went home",
    ];
    let plain = format!("{head}\n\n{}\n", items.join("\n\n"));
    assert!(cited("a.txt", &plain).is_empty());
    let rows: String = items.into_iter().map(row).collect();
    assert!(in_word(&format!("{}<w:tbl>{rows}</w:tbl>", p(&r(head)))).is_empty());
}
