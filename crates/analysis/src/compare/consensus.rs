//! The base text of a clause, found from columns that each hold it whole.

use super::words::{Step, Word, diff, same_words, without_end, words};

/// What two or more columns have in common that all hold the base text whole, each with its own additions:
/// the text that is contained in all others, or else the one that most agree on, or else their common words.
pub(crate) fn consensus(texts: &[&str]) -> Option<String> {
    let all: Vec<(Vec<Word>, &str)> = texts.iter().map(|t| (words(t), *t)).collect();
    let (shortest, _) = all.iter().min_by_key(|(w, _)| w.len())?;
    let mut common: Vec<Word> = shortest.clone();
    for (other, _) in &all {
        common = diff(&common, other)
            .into_iter()
            .filter_map(|step| match step {
                Step::Kept(i, _) => Some(common[i].clone()),
                _ => None,
            })
            .collect();
    }
    let whole = all
        .iter()
        .filter(|(text, _)| all.iter().all(|(other, _)| holds(other, text)))
        .min_by_key(|(text, _)| text.len());
    if let Some((_, text)) = whole {
        return Some((*text).to_owned());
    }
    let votes = |text: &[Word]| all.iter().filter(|(w, _)| same_words(w, text)).count();
    let agreed = all
        .iter()
        .filter(|(w, _)| votes(w) > 1 && common.len() * 10 >= w.len() * 9)
        .max_by_key(|(w, _)| (votes(w), usize::MAX - w.len()));
    if let Some((_, text)) = agreed {
        return Some((*text).to_owned());
    }
    let source = texts.iter().min_by_key(|t| words(t).len())?;
    let mut out = String::new();
    for word in &common {
        if !word.glued && !out.is_empty() {
            out.push(' ');
        }
        out.push_str(source.get(word.start..word.end).unwrap_or_default());
    }
    Some(out)
}

/// True where every word of `text` stands in `other`, in order, alone or run together with another
/// ("20192020"); the signs at its end do not matter.
fn holds(other: &[Word], text: &[Word]) -> bool {
    let mut missing: Vec<&Word> = Vec::new();
    let mut fresh: Vec<&Word> = Vec::new();
    for step in diff(without_end(text), other) {
        match step {
            Step::Old(i) => missing.push(&text[i]),
            Step::New(j) => fresh.push(&other[j]),
            Step::Kept(..) => {}
        }
    }
    missing.iter().all(|word| {
        word.key.len() > 1
            && fresh
                .iter()
                .any(|f| f.key.starts_with(&word.key) || f.key.ends_with(&word.key))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_base_is_what_all_columns_hold() {
        let base = "that the fund (Oslo, 2014) be kept";
        let texts = [
            "that the fund (Oslo, 2014Lima, 2018) be kept",
            base,
            "that the new fund (Oslo, 2014Lima, 2018) be kept",
        ];
        assert_eq!(consensus(&texts).as_deref(), Some(base));
        let none_is_clean = ["that the old fund be kept", "that the fund be well kept"];
        assert_eq!(
            consensus(&none_is_clean).as_deref(),
            Some("that the fund be kept")
        );
    }
}
