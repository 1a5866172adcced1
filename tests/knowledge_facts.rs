//! The facts that are built in: counted by body and conference, and single ones held against the lists that they were
//! taken from, by hand (ITU-R resolutions to RA-23; Radio Regulations 2024, Volume 3).

use resgraph::knowledge::{Knowledge, Setup};
use resgraph::model::WorkId;

fn builtin() -> Knowledge {
    Knowledge::builtin().expect("mappings/ load")
}

fn as_of(label: &str) -> Knowledge {
    Knowledge::load(&Setup {
        as_of: Some(label.to_owned()),
        ..Setup::default()
    })
    .expect("mappings/ load")
}

fn editions(k: &Knowledge, id: &str) -> Vec<String> {
    let id: WorkId = id.parse().expect("an id");
    let work = k.known.works.get(&id).expect("it is known");
    work.editions.iter().map(ToString::to_string).collect()
}

/// How many editions of a body are of that year, and how many there are.
fn counts(k: &Knowledge, body: &str, year: u16) -> (usize, usize) {
    let works = k.known.works.iter();
    let of_body = works.filter(|(id, _)| id.head() == body);
    let editions: Vec<_> = of_body.flat_map(|(_, w)| &w.editions).collect();
    let of_year = editions.iter().filter(|e| e.year == Some(year));
    (of_year.count(), editions.len())
}

#[test]
fn facts_are_counted_by_body_and_conference() {
    let k = builtin();
    // All 213 editions of the Radiocommunication Assembly but two of which neither place, year nor version is known:
    // the first ones of ITU-R 17 and 39.
    for (body, year, of_year, all) in [
        ("RA", 2023, 30, 211),
        ("RA", 2019, 25, 211),
        ("RA", 2015, 36, 211),
        ("RA", 2000, 31, 211),
        ("WRC", 2023, 101, 190),
        ("WRC", 2019, 38, 190),
        ("WRC", 1988, 1, 190),
        ("COUNCIL", 2019, 7, 23),
    ] {
        assert_eq!(counts(&k, body, year), (of_year, all), "{body} {year}");
    }
    for (body, year, of_year) in [("PP", 2018, 65), ("PP", 2022, 10), ("WTDC", 2022, 11)] {
        assert_eq!(counts(&k, body, year).0, of_year, "{body} {year}");
    }
    let suppressed = |mark: &str| {
        let works = k.known.works.values();
        works
            .filter(|w| w.suppressed.as_deref() == Some(mark))
            .count()
    };
    assert_eq!((suppressed("PP-18"), suppressed("PP-22")), (10, 1));
}

#[test]
fn ten_texts_are_as_the_lists_say() {
    let k = builtin();
    // The latest edition, and how many there are.
    let listed = "
RA-1: 9, Rev. Dubai, 2023
RA-7: 4, Rev. Sharm el-Sheikh, 2019
RA-12: 2, Rev. Dubai, 2023
RA-15: 6, Rev. Geneva, 2015
RA-75: 1, Dubai, 2023
WRC-1: 1, Rev.WRC-97
WRC-8: 1, WRC-23
WRC-25: 1, Rev.WRC-23
WRC-646: 1, Rev.WRC-19
WRC-111: 1, WARC Orb-88";
    for line in listed.trim().lines() {
        let (id, _) = line.split_once(": ").expect("an id");
        let found = editions(&k, id);
        let latest = found.last().expect("an edition");
        assert_eq!(format!("{id}: {}, {latest}", found.len()), line);
    }
}

#[test]
fn each_work_has_a_source() {
    let k = builtin();
    for (id, work) in &k.known.works {
        let is_told = !work.editions.is_empty() || work.suppressed.is_some();
        assert!(!is_told || !work.sources.is_empty(), "{id} has no source");
    }
}

#[test]
fn what_came_later_is_forgotten() {
    let k = as_of("PP-18");
    let id = |text: &str| text.parse::<WorkId>().expect("an id");
    assert_eq!(
        editions(&k, "RA-1").last().map(String::as_str),
        Some("Rev. Geneva, 2015")
    );
    assert!(!k.known.works.contains_key(&id("RA-75")));
    assert!(k.known.works[&id("PP-11")].suppressed.is_none());
    assert!(k.known.works[&id("PP-36")].suppressed.is_some());
    let before = as_of("2018-11-15");
    assert!(before.known.works[&id("PP-36")].suppressed.is_none());
    let error = Knowledge::load(&Setup {
        as_of: Some("PP-81".into()),
        ..Setup::default()
    });
    let error = error.expect_err("no such conference").to_string();
    assert!(
        error.contains("--as-of PP-81") && error.contains("PP-18"),
        "{error}"
    );
}

#[test]
fn the_horizon_names_what_is_known_in_full_in_part_and_by_name() {
    let k = builtin();
    let horizons = k.horizons(&k.known);
    let of = |body: &str| {
        horizons
            .horizon
            .iter()
            .find(|h| h.body == *body)
            .expect("it has one")
    };
    assert_eq!(of("PP").full.as_deref(), Some("PP-18"));
    assert_eq!(of("PP").part[0].conference, "PP-22");
    assert_eq!(of("PP").part[0].texts.len(), 11);
    assert_eq!(of("WTSA").met_since, ["WTSA-20", "WTSA-24"]);
    assert_eq!(of("RA").full.as_deref(), Some("RA-23"));
    let said = horizons.to_string();
    for part in ["PP-18", "PP-22 (11 texts)", "WTSA-20, WTSA-24", "WTDC-25"] {
        assert!(said.contains(part), "{said}");
    }
    let then = as_of("WTSA-16");
    let said = then.horizons(&then.known).to_string();
    assert!(
        said.starts_with("As of WTSA-16 (2016-11-03)") && !said.contains("WTSA-20"),
        "{said}"
    );
}
