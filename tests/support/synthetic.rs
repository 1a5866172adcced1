//! Indexes of any size, made by rule: for tests and benches that want a large one.

use resgraph::model::{
    Citation, Edition, Index, Kind, PartKind, Provision, ResolutionText, Role, Source, Span,
    Status, Target, TargetEvidence, TextEdition, Work, WorkId,
};

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
    let ids: Vec<WorkId> = (0..works)
        .map(|n| {
            format!("{}-{}", BODIES[n % 4], n / 4 + 1)
                .parse::<WorkId>()
                .expect("an id")
        })
        .collect();
    for (n, id) in ids.iter().enumerate() {
        let (a, b, c) = (
            WORDS[n / 4 % 16],
            WORDS[next(&mut state) % 16],
            WORDS[next(&mut state) % 16],
        );
        let title = format!("Measures on {a} with regard to {b} and {c}");
        let editions = vec![edition(2014), edition(2018)];
        index.works.insert(
            id.clone(),
            Work {
                kind: Kind::main(),
                body: id.body().cloned(),
                number: id.number().to_owned(),
                title: Some(title.clone()),
                editions,
                suppressed: None,
                successors: Vec::new(),
                aliases: Vec::new(),
                address: None,
                sources: Vec::new(),
                cited: Vec::new(),
            },
        );
        index.texts.push(ResolutionText {
            source: 0,
            span: Span::default(),
            line: n * 100 + 1,
            cell: None,
            work: Some(id.clone()),
            candidates: Vec::new(),
            editions: vec![TextEdition {
                edition: edition(2018),
                change: None,
            }],
            title: Some(title),
            history: Vec::new(),
            witness: resgraph::model::Witness {
                speaks: true,
                leads: true,
                ..Default::default()
            },
            provisions: Vec::new(),
        });
    }
    for link in 0..links {
        let from = next(&mut state) % works;
        let to = match next(&mut state) % 10 {
            0 => next(&mut state) % works.min(20),
            1 | 2 => next(&mut state) % works,
            _ => (from / 20 * 20 + next(&mut state) % 20) % works,
        };
        cite(&mut index, &ids, from, to, link);
    }
    index
}

fn cite(index: &mut Index, ids: &[WorkId], from: usize, to: usize, link: usize) {
    let (id, line) = (&ids[to], from * 100 + 2 + link % 90);
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
    index.citations.push(Citation {
        source: 0,
        line,
        column: 1,
        span: Span::new(link * 50, link * 50 + raw.len()),
        locator: None,
        raw,
        role: Role::Citation,
        targets: vec![Target {
            id: Some(id.clone()),
            kind: Kind::main(),
            body: id.body().cloned(),
            sector: None,
            number: Some(id.number().to_owned()),
            edition,
            provision: None,
            change: None,
            status: Status::Resolved,
            evidence: TargetEvidence::BodySuffix,
            candidates: Vec::new(),
            slips: Vec::new(),
        }],
        from: Some(ids[from].clone()),
        text: Some(from),
        provision: Some(path),
        repeats: None,
        belongs: None,
    });
}
