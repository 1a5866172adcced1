//! What a cell of a list names: a body, a text, an edition, a conference, that something fell.

use crate::knowledge::{Body, Conference, EditionMarking, Knowledge};
use crate::model::{Edition, Kind, WorkId};

/// The body that a cell names: by its id, an abbreviation, a conference's mark, or in full.
pub(super) fn body_named<'k>(text: &str, knowledge: &'k Knowledge) -> Option<&'k Body> {
    if text.is_empty() {
        return None;
    }
    let upper = text.to_uppercase();
    let tokens: Vec<&str> = upper.split(|c: char| !c.is_alphanumeric()).collect();
    let short = |b: &&Body| {
        let names = b.short.iter().map(String::as_str).chain([&*b.id]);
        let mut names = names.map(str::to_uppercase);
        names.any(|name| tokens.contains(&name.as_str()))
    };
    if let Some(body) = knowledge.bodies.iter().find(short) {
        return Some(body);
    }
    let prefixed = |b: &&Body| b.prefix.iter().any(|p| upper.contains(&p.to_uppercase()));
    if let Some(body) = knowledge.bodies.iter().find(prefixed) {
        return Some(body);
    }
    let lower = text.to_lowercase();
    let mut full = knowledge.bodies.iter().filter(|b| {
        let names = b.names.iter().chain([&b.name]);
        let mut names = names.filter(|n| !b.generic.contains(n));
        names.any(|n| n.contains(' ') && lower.contains(&n.to_lowercase()))
    });
    full.next().filter(|_| full.next().is_none())
}

pub(super) fn body_by_edition<'k>(text: &str, knowledge: &'k Knowledge) -> Option<&'k Body> {
    let year = year_in(text)?;
    let met = knowledge.conferences.iter().filter(|c| c.year == year);
    let lower = text.to_lowercase();
    let here = met.filter(|c| c.all_spellings().any(|s| lower.contains(&s.to_lowercase())));
    let mut bodies = here
        .filter_map(|c| knowledge.body(&c.body))
        .filter(|b| !b.named);
    let first = bodies.next()?;
    bodies.all(|b| b.id == first.id).then_some(first)
}

fn year_in(text: &str) -> Option<u16> {
    let runs = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|r| r.len() == 4);
    let mut years = runs.filter_map(|r| r.parse().ok());
    years.rfind(|y| (1850..2200).contains(y))
}

/// The work that a cell names, `44`, `Resolution 44`, `WTSA-44`, `Decision 5`, `ITU-R 1-9`, with a version.
pub(super) fn work(text: &str, body: &Body) -> Option<(WorkId, Option<String>)> {
    let text = text.replace(['\u{2010}', '\u{2011}'], "-");
    let at = text.find(|c: char| c.is_ascii_digit())?;
    let (before, number) = text.split_at(at);
    let end = number.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.')));
    let number = number[..end.unwrap_or(number.len())].trim_end_matches(['-', '.', '/']);
    let kinds = before
        .split(|c: char| !c.is_alphabetic())
        .filter_map(Kind::named);
    let by_code = before
        .split(|c: char| !c.is_alphabetic())
        .filter_map(|part| {
            Kind::all()
                .into_iter()
                .find(|k| !k.code().is_empty() && k.code() == part)
        });
    let kind = kinds.chain(by_code).next().unwrap_or_else(Kind::main);
    let (number, version) = match (body.editions, number.split_once('-')) {
        (EditionMarking::Version, Some((number, version))) => (number, Some(version.to_owned())),
        _ => (number, None),
    };
    let number = match number.trim_start_matches('0') {
        "" => return None,
        trimmed => trimmed,
    };
    body.adopts
        .contains(&kind)
        .then(|| (WorkId::new(&body.id, kind, number), version))
}

/// The edition that a cell names: the place of a conference and its year, a conference's mark, or a year.
pub(super) fn edition(text: &str, body: &Body, knowledge: &Knowledge) -> Option<Edition> {
    let text = text.trim().trim_matches(['(', ')']).trim();
    let lower = text.to_lowercase();
    let of_body = || knowledge.conferences.iter().filter(|c| c.body == body.id);
    let year = year_in(text);
    let here = of_body().find(|c| {
        Some(c.year) == year && c.all_spellings().any(|s| lower.contains(&s.to_lowercase()))
    });
    let by_mark = || {
        let words =
            text.split(|c: char| c.is_whitespace() || c == '(' || c == ')' || c == ',' || c == '.');
        words
            .filter(|w| w.contains(|c: char| c.is_ascii_digit()))
            .find_map(|w| knowledge.conference_by_mark(w))
    };
    let (conference, name) = match (here, by_mark()) {
        (Some(conference), _) => {
            let spelt = conference
                .all_spellings()
                .find(|s| lower.contains(&s.to_lowercase()));
            (conference, spelt.unwrap_or("").to_lowercase())
        }
        (None, Some(conference)) => (conference, conference.mark.to_lowercase()),
        (None, None) => return text.parse().ok(),
    };
    // What stands beside place and year says that it is a revision.
    let rest = lower.replacen(&name, "", 1);
    let rev = rest.contains(char::is_alphabetic);
    Some(match body.editions {
        EditionMarking::Mark => Edition {
            rev,
            mark: Some(conference.mark.clone()),
            year: Some(conference.year),
            ..Edition::default()
        },
        _ => Edition {
            rev,
            place: Some(conference.place.clone()),
            year: Some(conference.year),
            ..Edition::default()
        },
    })
}

/// True where one of the words stands in the text.
pub(super) fn says(text: &str, words: &[String]) -> bool {
    let text = format!(
        " {} ",
        fold(text).replace(|c: char| !c.is_alphanumeric(), " ")
    );
    words
        .iter()
        .map(|w| fold(w))
        .any(|word| match word.is_ascii() {
            true => text.contains(&format!(" {word} ")),
            false => text.contains(&word),
        })
}

/// The conference that a cell names, by its mark or by place and year.
pub(super) fn mark_in(text: &str, body: &Body, knowledge: &Knowledge) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';'));
    let marks = words.filter(|w| w.contains(|c: char| c.is_ascii_digit()));
    let mut conferences =
        marks.filter_map(|w| knowledge.conference_by_mark(w.trim_end_matches('.')));
    let year = year_in(text);
    let lower = text.to_lowercase();
    let there = |c: &&Conference| {
        c.body == body.id
            && Some(c.year) == year
            && c.all_spellings().any(|s| lower.contains(&s.to_lowercase()))
    };
    let named = conferences.next();
    let named = named.or_else(|| knowledge.conferences.iter().find(there));
    named.map(|c| c.mark.clone())
}

pub(super) fn successors(text: &str, body: &Body, knowledge: &Knowledge) -> Vec<WorkId> {
    let parts = text
        .split([',', ';'])
        .map(str::trim)
        .filter(|p| !p.is_empty());
    parts
        .filter_map(|part| work(part, body_named(part, knowledge).unwrap_or(body)))
        .map(|(id, _)| id)
        .collect()
}

pub(super) fn fold(text: &str) -> String {
    let text = text.trim().trim_end_matches(':').to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
