use super::Learnt;
use super::facts::Fact;
use crate::corpus::Corpus;
use crate::knowledge::{Conference, Knowledge};
use crate::model::{BodyId, Edition, WorkId};

/// The conferences that the facts show to have met.
pub(super) fn find(knowledge: &Knowledge, corpus: &Corpus, facts: &[Fact], learnt: &mut Learnt) {
    for fact in facts {
        let (Some(body), Some(edition)) = (fact.id.body(), &fact.edition) else {
            continue;
        };
        let (Some(place), Some(year)) = (&edition.place, edition.year) else {
            continue;
        };
        let mut there = knowledge.conferences_at(place, year);
        let known = there.find(|c| c.body == *body);
        if known.is_some_and(|c| c.met)
            || learnt.met.iter().any(|c| c.body == *body && c.year == year)
        {
            continue;
        }
        let conference = match known {
            Some(planned) => Conference {
                met: true,
                ..planned.clone()
            },
            None => Conference {
                body: body.clone(),
                place: as_written(place, year, corpus),
                year,
                mark: mark_of(knowledge, body, year),
                marks: Vec::new(),
                spellings: Vec::new(),
                met: true,
                ended: None,
            },
        };
        let name = format!("{}: {}, {year}", conference.mark, conference.place);
        learnt.conferences.push(name);
        learnt.met.push(conference);
    }
}

/// A place as it stands in running text: headings print it in capitals.
fn as_written(place: &str, year: u16, corpus: &Corpus) -> String {
    let is_shouted = |text: &str| text == text.to_uppercase();
    if !is_shouted(place) {
        return place.to_owned();
    }
    let wanted = place.to_lowercase();
    let named = format!(", {year}");
    let in_document = |text: &str| {
        let before = text.match_indices(&named).filter_map(|(at, _)| {
            let start = at.checked_sub(place.len())?;
            text.get(start..at)
        });
        let mut spelt = before.filter(|p| p.to_lowercase() == wanted && !is_shouted(p));
        spelt.next().map(str::to_owned)
    };
    let mut documents = corpus.documents.values();
    let spelt = documents.find_map(|d| in_document(&d.text));
    spelt.unwrap_or_else(|| place.to_owned())
}

/// The mark of a conference of that year, made like those of the body's earlier ones.
fn mark_of(knowledge: &Knowledge, body: &BodyId, year: u16) -> String {
    let of_body = knowledge.conferences.iter().filter(|c| c.body == *body);
    let last = of_body.max_by_key(|c| c.year).map(|c| c.mark.as_str());
    let head = last.map(|m| m.trim_end_matches(|c: char| c.is_ascii_digit()));
    let head = head.map_or_else(|| format!("{body}-"), str::to_owned);
    format!("{head}{:02}", year % 100)
}

/// The mark of the conference that adopted an edition.
pub(super) fn of_edition(
    knowledge: &Knowledge,
    learnt: &Learnt,
    id: &WorkId,
    edition: &Edition,
) -> Option<String> {
    if let Some(mark) = &edition.mark {
        return Some(mark.clone());
    }
    let of_edition = |c: &&Conference| id.body() == Some(&c.body) && c.has_adopted(edition);
    let all = learnt.met.iter().chain(&knowledge.conferences);
    let mut all = all.filter(of_edition);
    all.next().map(|c| c.mark.clone())
}
