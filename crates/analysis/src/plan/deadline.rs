//! By when something is to be done, as the text of a provision says.

use crate::knowledge::Addressees;

/// The words of the text that say by when, if any: the first that stand in it.
pub(super) fn deadline(text: &str, addressees: &Addressees) -> String {
    let matrix = &addressees.matrix;
    let found =
        |words: &[String], end: &dyn Fn(usize) -> Option<usize>| -> Option<(usize, usize)> {
            let all = words.iter().flat_map(|word| places(text, word));
            all.filter_map(|(at, behind)| Some((at, end(behind)?)))
                .min()
        };
    let to_the_end = |from: usize| phrase_end(text, from, &matrix.deadline_ends);
    let occasion = |word: &str| {
        matrix
            .occasions
            .iter()
            .any(|o| word.starts_with(o.as_str()))
    };
    let is_next = |word: &str| matrix.upcoming.iter().any(|u| word == u);
    let stretches = [
        // Whom the report is for, and on what, is no part of "annually".
        found(&matrix.regular, &Some),
        found(&matrix.deadlines, &|behind| {
            time_word(text, behind, NEAR, &occasion).map(to_the_end)
        }),
        found(&matrix.each, &|behind| {
            let end = time_word(text, behind, AT_ONCE, &occasion)?;
            let rest = &text[end..];
            let goes_on = matrix
                .deadline_goes_on
                .iter()
                .any(|w| rest.starts_with(w.as_str()));
            Some(if goes_on { to_the_end(end) } else { end })
        }),
        // "by the Council" names who does it, "by the next Council" and "by 2024" name when.
        found(&matrix.deadlines_or_agents, &|behind| {
            time_word(text, behind, AT_ONCE, &is_next).map(to_the_end)
        }),
    ];
    match stretches.into_iter().flatten().min() {
        Some((start, end)) => text[start..end].trim().to_owned(),
        None => String::new(),
    }
}

/// A year or an occasion is looked for in so many words.
const NEAR: usize = 8;
/// Where it must follow at once, but for an article.
const AT_ONCE: usize = 2;

/// Where a word stands in a text as a whole, whatever its case: (start, end).
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word)
        .map(|(at, w)| (at, at + w.len()))
        .filter(move |(at, end)| {
            !letter(text[..*at].chars().next_back()) && !letter(text[*end..].chars().next())
        })
}

fn phrase_end(text: &str, from: usize, ends: &[String]) -> usize {
    let behind = &text[from..];
    let sign = behind.find([',', ';', '.', ':', '(']);
    let word = ends.iter().filter_map(|e| behind.find(e.as_str())).min();
    let end = sign.into_iter().chain(word).min();
    end.map_or(text.len(), |e| from + e)
}

/// The end of the first of the next words that is a year, or that is asked for (given in lower case).
fn time_word(
    text: &str,
    from: usize,
    within: usize,
    is_time: &dyn Fn(&str) -> bool,
) -> Option<usize> {
    let end = phrase_end(text, from, &[]);
    let words = text[from..end].split_whitespace().take(within);
    let found = words.into_iter().find(|word| {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        let year = digits.len() == 4 && digits.starts_with(['1', '2']);
        year || is_time(&word.to_lowercase())
    })?;
    let at = found.as_ptr() as usize - text.as_ptr() as usize;
    Some(at + found.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    /// Who does something is no deadline; what comes again, or is still to come, is one.
    #[test]
    fn an_agent_is_no_deadline() {
        let k = Knowledge::builtin().expect("mappings/ load");
        for (text, when) in [
            ("to be approved by the Council each time it asks", ""),
            (
                "to be carried out by industry representatives in those meetings",
                "",
            ),
            (
                "to finish the work by the next assembly",
                "by the next assembly",
            ),
            ("to finish the work by 2024 and to publish it", "by 2024"),
            ("to report annually to the Council", "annually"),
            ("that every region be represented", ""),
            ("to act by closely following the work in such areas", ""),
            (
                "to submit to each TSAG meeting a report",
                "each TSAG meeting",
            ),
            (
                "to report to every meeting of the group, and to listen",
                "every meeting of the group",
            ),
            (
                "to prepare a draft before the assembly; to send it",
                "before the assembly",
            ),
        ] {
            assert_eq!(deadline(text, &k.addressees), when, "{text}");
        }
    }
}
