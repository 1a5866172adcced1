//! Small indexes made by hand, for the tests of this folder and of the diagrams.

use crate::model::{
    Citation, Edition, Index, Kind, ResolutionText, Role, Source, Span, Status, Target,
    TargetEvidence, TextEdition, Work, WorkId,
};

/// The edition `(place, year)`.
pub(crate) fn edition(place: &str, year: u16) -> Edition {
    Edition {
        rev: true,
        place: Some(place.to_owned()),
        year: Some(year),
        ..Edition::default()
    }
}

/// An empty index with one source.
pub(crate) fn index() -> Index {
    Index {
        version: Index::VERSION,
        sources: vec![Source {
            file: "texts.txt".to_owned(),
            ..Source::default()
        }],
        ..Index::default()
    }
}

/// Adds a work with its title and editions.
pub(crate) fn work(index: &mut Index, id: &str, title: &str, editions: &[Edition]) {
    let id = id.parse::<WorkId>().expect("an id");
    let work = Work {
        kind: id.kind(),
        body: id.body().cloned(),
        number: id.number().to_owned(),
        title: Some(title.to_owned()).filter(|t| !t.is_empty()),
        editions: editions.to_vec(),
        suppressed: None,
        successors: Vec::new(),
        aliases: Vec::new(),
        address: None,
        sources: Vec::new(),
        cited: Vec::new(),
    };
    index.works.insert(id, work);
}

/// Adds a text of a work.
pub(crate) fn text(index: &mut Index, id: &str, edition: Edition) {
    index.texts.push(ResolutionText {
        source: 0,
        span: Span::default(),
        line: 1,
        cell: None,
        work: Some(id.parse::<WorkId>().expect("an id")),
        candidates: Vec::new(),
        editions: vec![TextEdition {
            edition,
            change: None,
        }],
        title: None,
        history: Vec::new(),
        witness: crate::model::Witness {
            speaks: true,
            leads: true,
            ..Default::default()
        },
        provisions: Vec::new(),
    });
}

/// A resolved target.
pub(crate) fn target(id: &str, edition: Edition) -> Target {
    let id = id.parse::<WorkId>().expect("an id");
    Target {
        kind: id.kind(),
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
        id: Some(id),
    }
}

/// Adds a citation that stands in the text of `from`.
pub(crate) fn cite(index: &mut Index, from: Option<&str>, targets: Vec<Target>) {
    let line = index.citations.len() + 1;
    index.citations.push(Citation {
        source: 0,
        line,
        column: 1,
        span: Span::new(line * 100, line * 100 + 20),
        locator: None,
        raw: "Resolution so and so".to_owned(),
        role: Role::Citation,
        targets,
        from: from.map(|id| id.parse().expect("an id")),
        text: None,
        provision: Some("considering a)".to_owned()),
        repeats: None,
        belongs: None,
    });
}

/// An index of undated links, each (from, to, how often).
pub(crate) fn links(all: &[(&str, &str, u32)]) -> Index {
    let mut index = index();
    for (from, to, times) in all {
        for id in [from, to] {
            if !index
                .works
                .contains_key(&id.parse::<WorkId>().expect("an id"))
            {
                work(&mut index, id, "", &[]);
            }
        }
        for _ in 0..*times {
            cite(&mut index, Some(from), vec![target(to, Edition::default())]);
        }
    }
    debug_assert!(index.works.values().all(|w| w.kind == Kind::main()));
    index
}
