//! Text whose paragraphs are broken into lines of about one length, with empty lines between them.

use crate::model::Span;

/// So often a sentence must go on in the next line.
const FEWEST: usize = 3;
/// Half of the lines of such a text have a length between these, in bytes.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=100;
/// A line from which another goes on has so many hundredths of the usual length where the sentence goes on in a small
/// letter, and so many where another paragraph may begin as well.
const SHORTEST: usize = 45;
const FULL: usize = 80;
/// A label is not longer, in bytes.
const LONGEST_LABEL: usize = 5;

/// For each line whether it goes on with the one before; nothing where the lines are paragraphs.
pub(super) fn joined(text: &str, lines: &[Span]) -> Option<Vec<bool>> {
    let words = |line: &Span| text[line.range()].trim();
    let pairs = || lines.windows(2).map(|two| (words(&two[0]), words(&two[1])));
    let beside = pairs().filter(|(one, next)| !one.is_empty() && !next.is_empty());
    let (mut lengths, mut all) = (Vec::new(), 0);
    for (line, next) in beside {
        all += 1;
        if in_mid_sentence(line, next) {
            lengths.push(line.len());
        }
    }
    // The others go on with a name or a number, or are headings.
    let is_broken = lengths.len() >= FEWEST && 3 * lengths.len() >= all;
    let gaps = lines.iter().filter(|line| words(line).is_empty()).count();
    if !is_broken || gaps < FEWEST || text.contains('\t') {
        return None;
    }
    lengths.sort_unstable();
    let usual = lengths[lengths.len() / 2];
    let goes_on = |(line, next): (&str, &str)| follows(line, next, usual);
    let mut joined = vec![false];
    joined.extend(pairs().map(goes_on));
    WIDTHS.contains(&usual).then_some(joined)
}

/// True where a sentence is broken between the two.
fn in_mid_sentence(line: &str, next: &str) -> bool {
    !line.ends_with(['.', ';', ':']) && next.starts_with(char::is_lowercase) && !has_label(next)
}

/// True where `next` goes on with the paragraph of `line`.
fn follows(line: &str, next: &str, usual: usize) -> bool {
    let in_brackets = |l: &str| l.starts_with('[') && l.ends_with(']');
    if line.is_empty() || next.is_empty() || in_brackets(line) || in_brackets(next) {
        return false;
    }
    let ended = line.ends_with(['.', ';', ':', ',']);
    if ended && has_label(next) {
        return false;
    }
    match in_mid_sentence(line, next) {
        true => 100 * line.len() >= SHORTEST * usual,
        false => 100 * line.len() >= FULL * usual,
    }
}

/// "1.", "(a)", "iv)" in front of the words of a line; what a scanner made of them: "4,", "ll.".
pub(super) fn has_label(line: &str) -> bool {
    let Some((label, _)) = line.split_once(char::is_whitespace) else {
        return false;
    };
    let body = label
        .trim_start_matches('(')
        .trim_end_matches(['.', ')', ',']);
    let closed = body.len() < label.len();
    let counts = body
        .bytes()
        .all(|b| b.is_ascii_digit() || b"lI".contains(&b));
    let letter = body.len() == 1 || label.ends_with(')');
    closed && !body.is_empty() && label.len() <= LONGEST_LABEL && (counts || letter)
}

#[cfg(test)]
mod tests {
    use super::super::text::read;

    fn blocks(text: &str) -> Vec<String> {
        let doc = read("t.txt", text.into());
        let words = |s: &str| s.split_whitespace().collect::<Vec<_>>().join(" ");
        let all = doc.blocks.iter();
        all.map(|b| words(&doc.text[b.span.range()])).collect()
    }

    #[test]
    fn the_lines_of_a_paragraph_are_put_together() {
        let text = "Resolution 7 (1988)\nof 3 May 1988\n\nThe Board,\n\nNoting that many of the bridges in the north of the\n\
                    country were painted in red, and that rivers 12\nand 13 rise each year,\n\n\
                    Acting on what the painters of the valley asked it to do,\n1. Asks that all bridges be painted once more;\n\
                    2. Asks the painters to tell the owners of each\nbridge:\n(a) When it was painted;\n(b) Who painted it.\n\n\
                    [B/17]\n";
        let want = [
            "Resolution 7 (1988)",
            "of 3 May 1988",
            "The Board,",
            "Noting that many of the bridges in the north of the country were painted in red, and that rivers 12 and 13 rise each year,",
            "Acting on what the painters of the valley asked it to do,",
            "1. Asks that all bridges be painted once more;",
            "2. Asks the painters to tell the owners of each bridge:",
            "(a) When it was painted;",
            "(b) Who painted it.",
            "[B/17]",
        ];
        assert_eq!(blocks(text), want);
    }

    #[test]
    fn where_a_line_is_a_paragraph_it_stays_one() {
        let text = "considering\na) that bridges rust;\nb) that rivers rise,\nresolves\n1 to paint all bridges;\n2 to count the rivers.\n";
        assert_eq!(blocks(text).len(), 6);
    }
}
