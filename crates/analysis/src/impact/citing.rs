//! The citations of a falling text, each with its new wording.

use super::{Amendment, Fate};
use crate::knowledge::Knowledge;
use crate::model::{Change, Citation, Edition, Index, Role, Target, WorkId};

/// Every citation that would point at nothing, in the order of the sources.
pub(super) fn amendments(
    index: &Index,
    ids: &[WorkId],
    into: Option<&WorkId>,
    fates: &[Fate],
    knowledge: &Knowledge,
) -> Vec<Amendment> {
    let mut found = Vec::new();
    for citation in index.citations.iter().filter(|c| c.role == Role::Citation) {
        let falls = |t: &&Target| {
            t.change != Some(Change::Deleted) && t.id.as_ref().is_some_and(|id| ids.contains(id))
        };
        // The falling text's own references go with it.
        if citation
            .from
            .as_ref()
            .is_some_and(|from| ids.contains(from))
        {
            continue;
        }
        for target in citation.targets.iter().filter(falls) {
            let Some(cited) = &target.id else { continue };
            // The text that takes the place need not cite itself.
            let other = into.filter(|into| citation.from.as_ref() != Some(*into));
            let new = other.map(|into| reworded(index, citation, target, into, knowledge));
            found.push(Amendment {
                cited: cited.clone(),
                from: citation.from.clone(),
                provision: citation.provision.clone(),
                file: index
                    .sources
                    .get(citation.source)
                    .map_or(String::new(), |s| s.file.clone()),
                line: citation.line,
                old: citation.raw.clone(),
                advice: advice(citation, target, other, &new, fates),
                new,
            });
        }
    }
    found.dedup();
    found
}

fn advice(
    citation: &Citation,
    target: &Target,
    into: Option<&WorkId>,
    new: &Option<String>,
    fates: &[Fate],
) -> String {
    let mut words = match (into, new) {
        (Some(into), Some(new)) if *new != citation.raw => format!("cite {into} instead"),
        (Some(into), _) => format!("cite {into} instead; the wording has to be found by hand"),
        (None, _) if citation.targets.len() > 1 => {
            format!(
                "take {} out of the list",
                target.number.as_deref().unwrap_or("it")
            )
        }
        (None, _) => "strike the reference, or name what takes its place".to_owned(),
    };
    if let Some(path) = &target.provision {
        let fate = fates.iter().find(|f| {
            Some(&f.provision.resolution) == target.id.as_ref() && f.provision.path == *path
        });
        match fate.and_then(|f| f.by.as_ref()) {
            Some(by) => words.push_str(&format!(
                "; its {path} stands in {} {}",
                by.resolution, by.path
            )),
            None => words.push_str(&format!("; no provision at hand says what its {path} says")),
        }
    }
    words
}

/// The phrase with number and edition of the falling text put in those of the other; in a list, or where the
/// other is of another body, it is written out.
fn reworded(
    index: &Index,
    citation: &Citation,
    target: &Target,
    into: &WorkId,
    knowledge: &Knowledge,
) -> String {
    let raw = citation.raw.as_str();
    let edition = index
        .works
        .get(into)
        .and_then(|w| w.editions.last())
        .cloned()
        .unwrap_or_default();
    let body = |id: Option<&WorkId>| id.map(|i| i.head().to_owned());
    let same_body = body(target.id.as_ref()) == Some(into.head().to_owned());
    let merged = citation.targets.iter().any(|t| t.change.is_some());
    if same_body && citation.targets.len() == 1 && !merged {
        let number = target.number.as_deref().unwrap_or_default();
        if let Some(at) = whole_word(raw, number) {
            let mut new = format!(
                "{}{}{}",
                &raw[..at],
                into.number(),
                &raw[at + number.len()..]
            );
            if let Some((open, close)) =
                edition_brackets(&new, at + into.number().len(), &target.edition)
            {
                new.replace_range(open..close, &bracketed(&edition));
            }
            return new.replace("  ", " ");
        }
    }
    let name = knowledge
        .body(into.head())
        .map_or(into.head(), |b| b.name.as_str());
    let kind = into.kind().word();
    let kind = kind[..1].to_uppercase() + &kind[1..];
    let gap = if edition.is_empty() { "" } else { " " };
    format!(
        "{kind} {}{gap}{} of the {name}",
        into.number(),
        bracketed(&edition)
    )
}

fn bracketed(edition: &Edition) -> String {
    match edition.is_empty() {
        true => String::new(),
        false => format!("({edition})"),
    }
}

fn whole_word(text: &str, word: &str) -> Option<usize> {
    if word.is_empty() {
        return None;
    }
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !behind.is_some_and(char::is_alphanumeric)
    })
}

/// The brackets that hold the edition, behind the number; none where the phrase names no edition.
fn edition_brackets(text: &str, behind: usize, edition: &Edition) -> Option<(usize, usize)> {
    if edition.is_empty() {
        return None;
    }
    let open = behind + text.get(behind..)?.find('(')?;
    let close = open + text[open..].find(')')? + 1;
    Some((open, close))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;

    #[test]
    fn number_and_edition_are_put_in_and_a_list_is_written_out() {
        let k = Knowledge::builtin().expect("mappings/ load");
        let text = "RESOLUTION 900 (Dubai, 2018)\nOn trees\nresolves\n1\tthat Resolution 901 (Rev. Busan, 2014) of the Plenipotentiary Conference be kept,\n2\tthat Resolutions 901 and 902 (Rev. Busan, 2014) of the Plenipotentiary Conference be kept,\n\nRESOLUTION 903 (REV. DUBAI, 2018)\nOn shrubs\nresolves\nthat it be so,\n";
        let index = Corpus::from_texts(&k, &[("a.txt", text)]).index;
        let ids = ["PP-901".parse::<WorkId>().expect("an id")];
        let into = "PP-903".parse::<WorkId>().expect("an id");
        let found = amendments(&index, &ids, Some(&into), &[], &k);
        assert_eq!(found.len(), 2);
        let new: Vec<&str> = found.iter().filter_map(|a| a.new.as_deref()).collect();
        assert_eq!(
            new[0],
            "Resolution 903 (Rev. Dubai, 2018) of the Plenipotentiary Conference"
        );
        assert!(new[1].starts_with("Resolution 903 (Rev. Dubai, 2018)"));
        let struck = amendments(&index, &ids, None, &[], &k);
        assert_eq!(struck[1].advice, "take 901 out of the list");
    }
}
