use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{Change, Citation, PartKind, ResolutionText, Role, Target};

/// Finds citations of items that the text does not have: "instructs 2 above", "resolves 6 of Resolution 49".
///
/// Only a list that the text does have is looked into: a text that is an extract may lack whole parts.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for citation in &audit.index.citations {
        for target in &citation.targets {
            if target.change == Some(Change::Deleted) {
                continue;
            }
            let Some(provision) = &target.provision else {
                continue;
            };
            let Some(text) = text_meant(audit, citation, target) else {
                continue;
            };
            let Some(missing) = missing(text, provision) else {
                continue;
            };
            let work = text
                .work
                .as_ref()
                .map_or_else(|| "The text".to_owned(), |id| id.to_string());
            let message = format!("{work} has no `{provision}`: {missing}.");
            let key = format!("{} {provision}", citation.raw);
            let ids = citation.from.iter().chain(&text.work).cloned();
            found.push(
                Draft::new(
                    Code::DanglingProvision,
                    audit.place_of(citation),
                    &key,
                    message,
                )
                .ids(ids)
                .related(
                    audit.place_of_text(text),
                    "the text that is meant".to_owned(),
                ),
            );
        }
    }
    found
}

/// The text whose provision is cited: the one around the citation, or the one of the work that it names.
fn text_meant<'a>(
    audit: &Audit<'a>,
    citation: &Citation,
    target: &Target,
) -> Option<&'a ResolutionText> {
    if matches!(citation.role, Role::Provision | Role::This) {
        return audit
            .text_around(citation)
            .filter(|_| !follows_another(audit, citation));
    }
    let id = target.id.as_ref()?;
    let text = audit.index.text_of(id)?;
    let edition = text.edition()?;
    (text.cell.is_none() && edition.agrees_with(&target.edition)).then_some(text)
}

/// True where the same provision has named another work before: "Resolution 5 and, in particular, resolves 2
/// thereof" may mean either.
fn follows_another(audit: &Audit<'_>, citation: &Citation) -> bool {
    audit
        .index
        .citations
        .iter()
        .filter(|c| c.source == citation.source && c.role == Role::Citation)
        .filter(|c| c.text == citation.text && c.provision == citation.provision)
        .any(|c| c.span.start < citation.span.start)
}

/// Says what the text has instead of the cited provision; none where it has it, or where that cannot be told.
fn missing(text: &ResolutionText, cited: &str) -> Option<String> {
    let (phrase, labels) = split(cited)?;
    let matching: Vec<_> = text
        .provisions
        .iter()
        .filter(|p| p.part != PartKind::Annex && p.phrase.to_lowercase().starts_with(&phrase))
        .collect();
    // "instructs Study Group 17" opens provisions: the number is that of whom it addresses.
    if matching
        .iter()
        .any(|p| addresses(&p.phrase, &phrase, &labels))
    {
        return None;
    }
    let bare = |label: &str| {
        label
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let has = |labels: &[String]| {
        matching.iter().any(|p| {
            p.labels.len() >= labels.len()
                && p.labels.iter().zip(labels).all(|(a, b)| bare(a) == *b)
        })
    };
    let first: Vec<&str> = matching
        .iter()
        .filter_map(|p| p.labels.first())
        .map(String::as_str)
        .collect();
    if first.is_empty() || has(&labels) {
        return None;
    }
    let last = first.last().copied().unwrap_or("");
    Some(format!(
        "its items under `{phrase}` go from {} to {last}",
        first[0]
    ))
}

/// True where the words behind the beginning of an opening phrase have the number that is cited.
fn addresses(opening: &str, phrase: &str, labels: &[String]) -> bool {
    let opening = opening.to_lowercase();
    let behind = opening.strip_prefix(phrase).unwrap_or("");
    let mut numbers = behind.split(|c: char| !c.is_alphanumeric());
    labels
        .first()
        .is_some_and(|label| numbers.any(|n| n == label))
}

/// `resolves 6 a)` in its phrase and its labels, both in lower case; none where no label is cited.
fn split(cited: &str) -> Option<(String, Vec<String>)> {
    let words: Vec<String> = cited.split_whitespace().map(str::to_lowercase).collect();
    let is_label = |word: &String| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        !bare.is_empty()
            && (bare.bytes().all(|b| b.is_ascii_digit()) || word.ends_with(')') || bare.len() == 1)
    };
    let phrase: Vec<&str> = words
        .iter()
        .take_while(|w| !is_label(w))
        .map(String::as_str)
        .collect();
    let labels = words[phrase.len()..].iter().filter(|w| is_label(w));
    let labels: Vec<String> = labels
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
        .collect();
    (!phrase.is_empty() && !labels.is_empty()).then(|| (phrase.join(" "), labels))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cited_provisions_are_split() {
        for (cited, phrase, labels) in [
            ("resolves 6", "resolves", vec!["6"]),
            (
                "instructs the Director 3 a)",
                "instructs the director",
                vec!["3", "a"],
            ),
            ("considering c)", "considering", vec!["c"]),
        ] {
            let labels = labels.into_iter().map(str::to_owned).collect();
            assert_eq!(split(cited), Some((phrase.to_owned(), labels)));
        }
        assert_eq!(split("annex"), None);
        assert_eq!(split("resolves"), None);
    }
}
