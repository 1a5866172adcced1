//! Sentences with what they cite, in six languages: texts of others before and behind a number, numbers and editions that
//! cannot be, what was named before, several bodies, lists of Recommendations, Markdown. The answers were written before
//! the program read them. A line is `sentence => WORK[@REV:PLACE:YEAR][|PROVISION]; …` (REV: `R`, empty, `?`), `NONE` where
//! nothing of a known body is named: undecided is right there, resolved is not. Each stands alone in a text of the Plenipotentiary
//! Conference.

use super::{KNOWLEDGE, tell};
use resgraph::corpus::Corpus;
use resgraph::model::{Citation, Role, Status, Target};
use std::path::Path;

fn head(language: &str) -> &'static str {
    match language {
        "ar" => {
            "القرار 999 (دبي، 2018)\n\nعنوان\n\nإن مؤتمر المندوبين المفوضين (دبي، 2018)،\n\nإذ يذكّر\n\n"
        }
        "es" => {
            "RESOLUCIÓN 999 (DUBÁI, 2018)\n\nTítulo\n\nLa Conferencia de Plenipotenciarios (Dubái, 2018),\n\nrecordando\n\n"
        }
        "fr" => {
            "RÉSOLUTION 999 (DUBAÏ, 2018)\n\nTitre\n\nLa Conférence de plénipotentiaires (Dubaï, 2018),\n\nrappelant\n\n"
        }
        "ru" => {
            "РЕЗОЛЮЦИЯ 999 (ДУБАЙ, 2018 Г.)\n\nНазвание\n\nПолномочная конференция (Дубай, 2018 г.),\n\nнапоминая\n\n"
        }
        "zh" => "第999号决议（2018年，迪拜）\n\n标题\n\n全权代表大会（2018年，迪拜），\n\n忆及\n\n",
        _ => {
            "RESOLUTION 999 (BUCHAREST, 2022)\n\nTitle\n\nThe Plenipotentiary Conference (Bucharest, 2022),\n\nrecalling\n\n"
        }
    }
}

/// The target as answers write it.
fn work(target: &Target) -> String {
    match (&target.id, &target.sector, &target.number) {
        (_, Some(_), Some(number)) => format!("REC:{number}"),
        (Some(id), _, _) => id.to_string(),
        _ => "NONE".to_owned(),
    }
}

fn is_edition(target: &Target, wanted: &str) -> bool {
    let parts: Vec<&str> = wanted.split(':').collect();
    let [rev, place, year] = parts.as_slice() else {
        return wanted.is_empty();
    };
    let edition = &target.edition;
    (*rev == "?" || edition.rev == (*rev == "R"))
        && (place.is_empty() || edition.place.as_deref() == Some(place))
        && (year.is_empty() || edition.year.map(|y| y.to_string()).as_deref() == Some(year))
}

/// What is wrong with what was `found` for a sentence.
fn faults(mut found: Vec<&Target>, answers: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for answer in answers.split("; ").filter(|a| *a != "NONE") {
        let (head, provision) = answer.split_once('|').unwrap_or((answer, ""));
        let (wanted, edition) = head.split_once('@').unwrap_or((head, ""));
        let of_work = |t: &&Target| work(t) == wanted;
        let inside = |t: &Target| t.provision.as_deref().unwrap_or_default() == provision;
        let right = |t: &&Target| {
            let dated = edition.is_empty() || is_edition(t, edition);
            of_work(t) && dated && (provision.is_empty() || inside(t))
        };
        match found.iter().position(right) {
            Some(at) => drop(found.remove(at)),
            None if found.iter().any(of_work) => {
                faults.push(format!("edition or place of {answer}"))
            }
            None => faults.push(format!("no {answer}")),
        }
    }
    let resolved = found
        .iter()
        .filter(|t| t.status == Status::Resolved && t.number.is_some());
    faults.extend(resolved.map(|t| format!("also {} by {}", work(t), t.evidence.word())));
    faults
}

/// The sentences of a folder, each with its answers and what is cited in it; the first two letters of a file are its
/// language.
fn sentences(folder: &str) -> Vec<(String, String, Vec<Citation>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut all = Vec::new();
    for file in std::fs::read_dir(folder).expect("the sentences") {
        let path = file.expect("a file").path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let head = head(&name[..2]);
        let lines = std::fs::read_to_string(&path).expect("is text");
        let lines: Vec<(&str, &str)> = lines.lines().filter_map(|l| l.split_once(" => ")).collect();
        let texts: Vec<(String, String)> = lines
            .iter()
            .enumerate()
            .map(|(n, (sentence, _))| (format!("{n:03}.txt"), format!("{head}a) {sentence};\n\n")))
            .collect();
        let borrowed: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (&**n, &**t)).collect();
        let index = Corpus::from_texts(&KNOWLEDGE, &borrowed).index;
        for (n, (sentence, answers)) in lines.iter().enumerate() {
            let of_line = |c: &&Citation| {
                index.sources[c.source].file == texts[n].0 && c.span.start >= head.len()
            };
            let cited = index.citations.iter().filter(of_line).cloned();
            all.push((
                format!("{name}: {sentence}"),
                (*answers).to_owned(),
                cited.collect(),
            ));
        }
    }
    all
}

#[test]
fn sentences_are_read_as_people_read_them() {
    let all = sentences("tests/data/sentences");
    let mut wrong = Vec::new();
    for (sentence, answers, citations) in &all {
        let cited = citations.iter().filter(|c| c.role == Role::Citation);
        let faults = faults(cited.flat_map(|c| &c.targets).collect(), answers);
        if !faults.is_empty() {
            wrong.push(format!("{sentence}\n    {}", faults.join(", ")));
        }
    }
    assert!(all.len() > 450, "{} sentences", all.len());
    tell(&wrong, all.len());
}

/// What is cited, as answers write it, every place told: `WORK|PLACE`, `=PLACE` in the text itself.
fn places(citations: &[Citation]) -> String {
    let one = |c: &Citation, t: &Target| {
        let place = t.provision.as_deref();
        let own = c.role != Role::Citation && work(t) == "PP-999";
        match (own, place) {
            (true, place) => format!("={}", place.unwrap_or_default()),
            (false, Some(place)) => format!("{}|{place}", work(t)),
            (false, None) => work(t),
        }
    };
    let all = citations
        .iter()
        .flat_map(|c| c.targets.iter().map(move |t| one(c, t)));
    let all: Vec<String> = all.collect();
    match all.is_empty() {
        true => "NONE".to_owned(),
        false => all.join("; "),
    }
}

#[test]
fn a_place_is_that_of_the_text_which_the_sentence_says() {
    let all = sentences("tests/data/places");
    let wrong = all.iter().filter_map(|(sentence, answers, citations)| {
        let found = places(citations);
        (found != *answers).then(|| format!("{sentence}\n    {found}, not {answers}"))
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(all.len() > 35, "{} sentences", all.len());
    tell(&wrong, all.len());
}
