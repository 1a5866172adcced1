//! Indexes of any size, made by rule: for tests and benches that want a large one.

use resgraph::model::{
    Citation, Edition, Index, PartKind, Provision, ResolutionText, Source, Span, Target,
    TextEdition, Work, WorkId,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const BODIES: [&str; 4] = ["PP", "WTSA", "WTDC", "RA"];
const WORDS: [&str; 16] = [
    "access",
    "numbering",
    "accounting",
    "gender",
    "capacity",
    "security",
    "spectrum",
    "regional",
    "statistics",
    "emergency",
    "youth",
    "climate",
    "broadband",
    "resources",
    "cooperation",
    "tariffs",
];

/// The next number of a fixed series that looks random (Knuth's constants).
fn next(state: &mut u64) -> usize {
    *state = state
        .wrapping_mul(6364136223846793005)
        .wrapping_add(1442695040888963407);
    (*state >> 33) as usize
}

fn edition(year: u16) -> Edition {
    Edition {
        rev: true,
        place: Some("Springfield".to_owned()),
        year: Some(year),
        ..Edition::default()
    }
}

/// `works` works in four bodies and `links` citations between them: most stay within a topic of about twenty
/// works, some hubs are cited often, one citation in five names an old edition.
pub fn synthetic(works: usize, links: usize) -> Index {
    // Ids are read by the kinds of text that knowledge names.
    resgraph::knowledge::Knowledge::builtin().expect("mappings/ load");
    let mut state = 42;
    let mut index = Index {
        version: Index::VERSION,
        sources: vec![Source {
            file: "synthetic.txt".to_owned(),
            ..Source::default()
        }],
        ..Index::default()
    };
    let id = |n: usize| format!("{}-{}", BODIES[n % 4], n / 4 + 1);
    let ids: Vec<WorkId> = (0..works).map(|n| id(n).parse().expect("an id")).collect();
    for (n, id) in ids.iter().enumerate() {
        let (a, b, c) = (
            WORDS[n / 4 % 16],
            WORDS[next(&mut state) % 16],
            WORDS[next(&mut state) % 16],
        );
        let title = format!("Measures on {a} with regard to {b} and {c}");
        index.works.insert(id.clone(), work(id, &title));
        index.texts.push(text(id, title, n * 100 + 1));
    }
    let alike = alike();
    for link in 0..links {
        let from = next(&mut state) % works;
        let to = match next(&mut state) % 10 {
            0 => next(&mut state) % works.min(20),
            1 | 2 => next(&mut state) % works,
            _ => (from / 20 * 20 + next(&mut state) % 20) % works,
        };
        cite(&mut index, &alike, [&ids[from], &ids[to]], from, link);
    }
    index
}

/// What the contract says of a thing in so many words, and nothing else.
fn of<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).expect("it is of the contract")
}

fn work(id: &WorkId, title: &str) -> Work {
    let work =
        json!({"kind": id.kind().word(), "body": id.body(), "number": id.number(), "title": title});
    Work {
        editions: vec![edition(2014), edition(2018)],
        ..of(work)
    }
}

fn text(id: &WorkId, title: String, line: usize) -> ResolutionText {
    let edition = TextEdition {
        edition: edition(2018),
        change: None,
    };
    let mut text: ResolutionText = of(json!({
        "source": 0, "span": Span::default(), "line": line, "work": id, "editions": [edition], "title": title,
    }));
    text.witness.speaks = true;
    text.witness.leads = true;
    text
}

/// A citation that is like all others but for its place and its target.
fn alike() -> Citation {
    of(json!({
        "source": 0, "line": 1, "column": 1, "span": Span::default(), "raw": "", "role": "citation",
        "targets": [{
            "id": null, "kind": "resolution", "number": null, "rev": true, "status": "resolved", "evidence": "body-suffix",
        }],
    }))
}

fn cite(index: &mut Index, alike: &Citation, [citing, id]: [&WorkId; 2], from: usize, link: usize) {
    let line = from * 100 + 2 + link % 90;
    let edition = if link.is_multiple_of(5) {
        edition(2014)
    } else {
        edition(2018)
    };
    let raw = format!("Resolution {} ({edition})", id.number());
    let path = format!("recalling {}", link % 9 + 1);
    index.texts[from].provisions.push(Provision {
        path: path.clone(),
        part: PartKind::Preamble,
        phrase: "recalling".to_owned(),
        labels: vec![(link % 9 + 1).to_string()],
        span: Span::default(),
        line,
        text: format!(
            "{raw} of {}, on the matters that were before the conference;",
            id.head()
        ),
        change: None,
    });
    let target = Target {
        id: Some(id.clone()),
        kind: id.kind(),
        body: id.body().cloned(),
        number: Some(id.number().to_owned()),
        edition,
        ..alike.targets[0].clone()
    };
    index.citations.push(Citation {
        line,
        span: Span::new(link * 50, link * 50 + raw.len()),
        raw,
        targets: vec![target],
        from: Some(citing.clone()),
        text: Some(from),
        provision: Some(path),
        ..alike.clone()
    });
}
