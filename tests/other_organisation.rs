//! Another organisation than the ITU describes itself in its own `mappings/`: an invented postal league, its
//! General Assembly (UA) and its Regional Congress (RC).

use resgraph::corpus::{Corpus, LoadOptions};
use resgraph::knowledge::Knowledge;
use resgraph::mapping::{Options, build};
use resgraph::model::{ResolutionText, Role, Status};
use std::path::{Path, PathBuf};

/// The folder of a description with its texts.
fn folder(name: &str) -> PathBuf {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    data.join(name)
}

/// The texts of the folder, as its description reads them.
fn described(name: &str) -> (Knowledge, Corpus) {
    let folder = folder(name);
    let knowledge = Knowledge::from_dir(&folder.join("mappings")).expect("its mappings load");
    let texts = [folder.join("texts")];
    let corpus = Corpus::load(&knowledge, &texts, &LoadOptions::default(), &|_, _| ())
        .expect("its texts load");
    (knowledge, corpus)
}

#[test]
fn its_citations_are_read_by_its_own_bodies_and_conferences() {
    let (_, corpus) = described("postal");
    let mut found: Vec<(String, String, String)> = Vec::new();
    let citations = corpus
        .index
        .citations
        .iter()
        .filter(|c| c.role == Role::Citation);
    for citation in citations {
        let from = citation
            .from
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        for target in &citation.targets {
            assert_eq!(target.status, Status::Resolved, "{}", citation.raw);
            let id = target
                .id
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            let edition = target.edition.to_string();
            found.push((from.clone(), id, edition));
        }
    }
    let wanted = [
        ("RC-12", "UA-7", "Rev. Bern, 2010"),
        ("RC-12", "UA-7", "Rev. Lima, 2014"),
        ("RC-12", "UA-7", ""),
        ("UA-7", "RC-12", "Oslo, 2012"),
        ("UA-7", "UA-3", "Bern, 2010"),
    ];
    let wanted = wanted.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
    assert_eq!(found, wanted);
}

#[test]
fn numbers_far_beyond_its_texts_at_hand_are_its_own() {
    let knowledge = Knowledge::from_dir(&folder("postal").join("mappings")).expect("it loads");
    let texts = tempfile::tempdir().expect("a folder");
    let text = "RESOLUTION 7 (Bern, 2010)\nOn parcels\nThe General Assembly (Bern, 2010),\nrecalling\nResolution 175,\nresolves\nto weigh them.\n";
    std::fs::write(texts.path().join("7.txt"), text).expect("written");
    let paths = [texts.path().to_path_buf()];
    let corpus =
        Corpus::load(&knowledge, &paths, &LoadOptions::default(), &|_, _| ()).expect("it loads");
    assert_eq!(cited(&corpus, "7.txt"), ["UA-175"]);
}

#[test]
fn its_mapping_holds_its_texts_alone() {
    let (knowledge, corpus) = described("postal");
    let mapping = build(&corpus, &knowledge, Options::default());
    let rows: Vec<(&str, Vec<&str>)> = mapping
        .rows
        .iter()
        .map(|row| {
            let cells = row.cells.values().flatten().map(|c| c.id.as_str());
            (row.key.as_str(), cells.collect())
        })
        .collect();
    assert_eq!(rows, [("UA-7", vec!["RC-12", "UA-7", "UA-3"])]);
    let works: Vec<&str> = corpus.index.works.keys().map(|id| id.head()).collect();
    assert!(
        !works.contains(&"PP"),
        "works of the ITU are known to a postal league"
    );
}

/// The works that a text cites, with the year of the edition.
fn cited(corpus: &Corpus, file: &str) -> Vec<String> {
    let source =
        |c: &&resgraph::model::Citation| corpus.index.sources[c.source].file.ends_with(file);
    let citations = corpus.index.citations.iter().filter(source);
    let targets = citations
        .filter(|c| c.role == Role::Citation)
        .flat_map(|c| &c.targets);
    let name = |t: &resgraph::model::Target| match (&t.id, t.status, t.edition.year) {
        (Some(id), Status::Resolved, Some(year)) => format!("{id} ({year})"),
        (Some(id), Status::Resolved, None) => id.to_string(),
        _ => format!("?{}", t.number.clone().unwrap_or_default()),
    };
    targets.map(name).collect()
}

fn text<'c>(corpus: &'c Corpus, work: &str) -> &'c ResolutionText {
    let is_it = |t: &&ResolutionText| t.work.as_ref().is_some_and(|w| w.as_str() == work);
    corpus.index.texts.iter().find(is_it).expect(work)
}

/// What each text of the World Health Organization cites.
const HEALTH: &[(&str, &[&str])] = &[
    (
        "wha90-1.txt",
        &[
            "WHA-WHA61.21 (2008)",
            "WHA-WHA62.16 (2009)",
            "WHA-WHA89.3 (2036)",
            "WHA-DEC-WHA74(14) (2021)",
        ],
    ),
    ("wha90-2.txt", &["EB-EB150.R7 (2022)", "WHA-WHA90.1"]),
    ("wha91-2.txt", &["EB-DEC-EB148(12) (2021)", "WHA-WHA90.2"]),
    ("eb160-r1.txt", &["WHA-WHA90.1", "WHA-WHA91.1"]),
    ("eb160-r2.txt", &["WHA-WHA90.2", "EB-EB160.R1"]),
    (
        "report.txt",
        &[
            "WHA-WHA90.1",
            "WHA-WHA90.2",
            "EB-EB160.R1",
            "EB-EB160.R2",
            "WHA-DEC-WHA74(14)",
        ],
    ),
    ("list.txt", &["WHA-WHA90.1", "WHA-WHA91.2", "EB-EB160.R1"]),
    ("page.html", &["WHA-WHA90.1", "EB-EB160.R1"]),
    ("letter.txt", &["?70/1", "WHA-WHA62.16 (2009)"]),
];

/// The World Health Organization, by the guide alone: fewer than 60 lines, ten invented texts.
#[test]
fn a_health_organization_is_described_in_few_lines() {
    let folder = folder("health");
    let files = std::fs::read_dir(folder.join("mappings")).expect("a folder");
    let lines = |path: PathBuf| {
        std::fs::read_to_string(path)
            .expect("a file")
            .lines()
            .count()
    };
    let count: usize = files.map(|f| lines(f.expect("a file").path())).sum();
    assert!(count < 60, "{count}");
    let (_, corpus) = described("health");
    for (file, wanted) in HEALTH {
        assert_eq!(cited(&corpus, file), *wanted, "{file}");
    }
    let text = text(&corpus, "WHA-WHA90.1");
    assert_eq!(text.title.as_deref(), Some("Clean bridges"));
    let paths: Vec<&str> = text.provisions.iter().map(|p| p.path.as_str()).collect();
    assert_eq!(
        paths.join(", "),
        "Recalling, paragraph 1, paragraph 2, paragraph 2 1), paragraph 2 2)"
    );
}

/// What each text of the commission cites, without its name.
const ANTARCTIC: &[(&str, &str)] = &[
    (
        "cm-10-91.txt",
        "CM-10-02 (2016), CM-10-04 (2022), 22/XXV, CM-24-02",
    ),
    ("cm-41-92.txt", "CM-31-01 (1986), CM-10-91"),
    ("res-95.txt", "30/XXVIII, CM-41-92 (2041)"),
    (
        "report.txt",
        "CM-10-91, CM-41-92, 95/58, CM-10-91, CM-41-92",
    ),
    ("list.txt", "CM-10-91 (2041), CM-41-92 (2041), 95/58"),
    ("letter.txt", "CM-51-06 (2019), ?61/105"),
    ("french.txt", "CM-10-91 (2041), 95/58"),
    ("spanish.txt", "CM-10-91 (2041), CM-41-92 (2041), 30/XXVIII"),
    ("range.txt", "CM-22-06, CM-22-07, CM-22-08, CM-26-01"),
    ("page.html", "CM-10-91, 95/58"),
];

/// A commission with a kind of its own, numbers with hyphens, and a year behind them; ten invented texts.
#[test]
fn a_commission_with_a_kind_of_its_own_is_described_in_few_lines() {
    let (_, corpus) = described("antarctic");
    for (file, wanted) in ANTARCTIC {
        let cited = cited(&corpus, file).join(", ").replace("CCAMLR-", "");
        assert_eq!(cited, *wanted, "{file}");
    }
    let title = |work: &str| text(&corpus, work).title.as_deref();
    assert_eq!(title("CCAMLR-CM-10-91"), Some("Lamps on boats"));
    assert_eq!(title("CCAMLR-95/58"), Some("Paint for buoys"));
}

/// Numbers that no rule of the program knows: what they look like is data.
#[test]
fn numbers_are_what_the_description_says() {
    let dir = tempfile::tempdir().expect("a folder");
    let write =
        |name: &str, text: &str| std::fs::write(dir.path().join(name), text).expect("written");
    write("organisation.yaml", "id: sea\nname: Sea League\n");
    let body = |id: &str, shape: &str| {
        format!(
            "  - {{id: {id}, name: {id} Board, short: [{id}B], adopts: [resolution, decision], editions: none, numbers: {{{shape}}}}}\n"
        )
    };
    let bodies = [
        body("SEA", r"resolution: 'MEPC\.[0-9]{1,3}\([0-9]{1,3}\)'"),
        body("AIR", "resolution: 'A[0-9]{2}-[0-9]{1,2}'"),
        body("WET", r"resolution: '[IVX]+\.[0-9]{1,2}'"),
        body("SKY", r"decision: '[0-9]{1,3}/CP\.[0-9]{1,2}'"),
    ];
    write("bodies.yaml", &format!("bodies:\n{}", bodies.concat()));
    let knowledge = Knowledge::from_dir(dir.path()).expect("it loads");
    let text = "As said in resolutions MEPC.304(72) and MEPC.377(80), in resolution A40-19, in Resolution XIII.12, and in decisions 1/CP.21 and 2/CP.26.";
    let corpus = Corpus::from_texts(&knowledge, &[("a.txt", text)]);
    let wanted = [
        "SEA-MEPC.304(72)",
        "SEA-MEPC.377(80)",
        "AIR-A40-19",
        "WET-XIII.12",
        "SKY-DEC-1/CP.21",
        "SKY-DEC-2/CP.26",
    ];
    assert_eq!(cited(&corpus, "a.txt"), wanted);
}
