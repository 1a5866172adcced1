//! Words: how a clause is cut into them, how two clauses differ by them, and how alike they are.

use std::collections::HashMap;

/// One word, number or sign of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Byte offset in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// What it is compared by: lower case, hyphens inside dropped ("ITU‑T" and "ITUT" are one).
    pub key: String,
    /// True where no blank stands before it.
    pub glued: bool,
}

/// Which side a word of two texts stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// In both: (index in the old words, index in the new words).
    Kept(usize, usize),
    /// In the old text only.
    Old(usize),
    /// In the new text only.
    New(usize),
}

/// Beyond this many comparisons the middle of two texts is taken as replaced as a whole: two texts that are
/// so long and so different have no word diff that a person could read.
const MOST_COMPARISONS: usize = 16_000_000;

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letters,
    Digits,
    Sign,
}

fn class(c: char) -> Class {
    if c.is_alphabetic() {
        Class::Letters
    } else if c.is_numeric() {
        Class::Digits
    } else {
        Class::Sign
    }
}

/// Cuts a text into words. Letters and digits part ("2014Dubai"), and so do a small and a capital letter
/// that run together ("HammametGeneva"): the two sides of a tracked change often do.
pub fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut glued = false;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') {
            glued = false;
            continue;
        }
        let kind = class(c);
        let mut end = start + c.len_utf8();
        let mut last = c;
        if kind != Class::Sign {
            while let Some(&(at, next)) = chars.peek() {
                if is_hyphen(next) && kind == Class::Letters {
                    let after = text[at + next.len_utf8()..].chars().next();
                    if !after.is_some_and(char::is_alphabetic) {
                        break;
                    }
                } else if class(next) != kind || (last.is_lowercase() && next.is_uppercase()) {
                    break;
                }
                end = at + next.len_utf8();
                last = next;
                chars.next();
            }
        }
        let key = text[start..end]
            .chars()
            .filter(|c| kind == Class::Sign || !is_hyphen(*c))
            .map(plain)
            .flat_map(char::to_lowercase)
            .collect();
        found.push(Word {
            start,
            end,
            key,
            glued,
        });
        glued = true;
    }
    found
}

fn plain(c: char) -> char {
    match c {
        '’' | '‘' => '\'',
        '“' | '”' | '«' | '»' => '"',
        '–' | '—' | '\u{2011}' => '-',
        other => other,
    }
}

/// The word diff of two texts: the longest common subsequence of their words, deletions before insertions.
pub fn diff(old: &[Word], new: &[Word]) -> Vec<Step> {
    let head = old
        .iter()
        .zip(new)
        .take_while(|(a, b)| a.key == b.key)
        .count();
    let tail = old[head..]
        .iter()
        .rev()
        .zip(new[head..].iter().rev())
        .take_while(|(a, b)| a.key == b.key)
        .count();
    let (old_end, new_end) = (old.len() - tail, new.len() - tail);
    let mut steps: Vec<Step> = (0..head).map(|i| Step::Kept(i, i)).collect();
    middle(old, new, (head, old_end), (head, new_end), &mut steps);
    steps.extend((0..tail).map(|i| Step::Kept(old_end + i, new_end + i)));
    steps
}

fn middle(
    old: &[Word],
    new: &[Word],
    (old_start, old_end): (usize, usize),
    (new_start, new_end): (usize, usize),
    steps: &mut Vec<Step>,
) {
    let (rows, columns) = (old_end - old_start, new_end - new_start);
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > MOST_COMPARISONS {
        steps.extend((old_start..old_end).map(Step::Old));
        steps.extend((new_start..new_end).map(Step::New));
        return;
    }
    // best[i][j]: words in common from old i and new j on.
    let width = columns + 1;
    let mut best = vec![0u32; (rows + 1) * width];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            best[i * width + j] = if old[old_start + i].key == new[new_start + j].key {
                best[(i + 1) * width + j + 1] + 1
            } else {
                best[(i + 1) * width + j].max(best[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        if old[old_start + i].key == new[new_start + j].key {
            steps.push(Step::Kept(old_start + i, new_start + j));
            i += 1;
            j += 1;
        } else if best[(i + 1) * width + j] >= best[i * width + j + 1] {
            steps.push(Step::Old(old_start + i));
            i += 1;
        } else {
            steps.push(Step::New(new_start + j));
            j += 1;
        }
    }
    steps.extend((old_start + i..old_end).map(Step::Old));
    steps.extend((new_start + j..new_end).map(Step::New));
}

/// True where both texts have the same words and signs, whatever their blanks.
pub(crate) fn equal_words(a: &[Word], b: &[Word]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(x, y)| x.key == y.key)
}

/// True where both texts have the same words, whatever their blanks and the signs at their end.
pub fn same_words(a: &[Word], b: &[Word]) -> bool {
    equal_words(without_end(a), without_end(b))
}

/// The words without the signs that end a clause.
pub(crate) fn without_end(words: &[Word]) -> &[Word] {
    let end = words
        .iter()
        .rposition(|w| !matches!(w.key.as_str(), ";" | "," | "." | ":"))
        .map_or(0, |at| at + 1);
    &words[..end]
}

/// How much a word tells: rare ones much, those of every clause little. Words are numbered once, so that
/// texts are compared by numbers.
#[derive(Debug, Default)]
pub struct Weights {
    numbers: HashMap<String, u32>,
    weights: Vec<f64>,
    unseen: f64,
}

/// The words of a text by number, each with how often it stands there: what likeness is measured on.
#[derive(Clone, Debug, Default)]
pub struct Bag {
    /// Word number and count, by number.
    words: Vec<(u32, u32)>,
    /// The weight of all of them.
    total: f64,
    /// True where the text has no word at all, not even a sign.
    empty: bool,
}

/// Words that no counted clause has share this number and weigh nothing in common.
const UNSEEN: u32 = u32::MAX;

impl Weights {
    /// Counts the words of all clauses that will be compared.
    pub fn new<'a>(clauses: impl Iterator<Item = &'a [Word]>) -> Self {
        let mut weights = Weights::default();
        let mut seen_in: Vec<u32> = Vec::new();
        let mut last_seen: Vec<usize> = Vec::new();
        let mut count = 0;
        for words in clauses {
            count += 1;
            for word in words {
                let number = match weights.numbers.get(&word.key) {
                    Some(number) => *number as usize,
                    None => {
                        let number = seen_in.len();
                        weights.numbers.insert(word.key.clone(), number as u32);
                        seen_in.push(0);
                        last_seen.push(0);
                        number
                    }
                };
                if last_seen[number] != count {
                    last_seen[number] = count;
                    seen_in[number] += 1;
                }
            }
        }
        let clauses = count as f64;
        let weight = |seen: u32| 0.05 + (1.0 + clauses / f64::from(seen)).ln();
        weights.weights = seen_in.into_iter().map(weight).collect();
        weights.unseen = weight(1);
        weights
    }

    /// The words of a text by number; a word that no counted clause has is like no other.
    pub fn bag(&self, words: &[Word]) -> Bag {
        let mut numbers: Vec<u32> = words
            .iter()
            .filter(|w| w.key.chars().any(char::is_alphanumeric))
            .map(|w| self.numbers.get(&w.key).copied().unwrap_or(UNSEEN))
            .collect();
        numbers.sort_unstable();
        let counted = numbers.chunk_by(|a, b| a == b);
        let counted: Vec<(u32, u32)> = counted.map(|s| (s[0], s.len() as u32)).collect();
        let weighed = counted.iter();
        Bag {
            total: weighed
                .map(|(n, count)| self.weight(*n) * f64::from(*count))
                .sum(),
            words: counted,
            empty: words.is_empty(),
        }
    }

    fn weight(&self, number: u32) -> f64 {
        let known = self.weights.get(number as usize);
        known.copied().unwrap_or(self.unseen)
    }

    /// The numbers of the words of a text that tell most, at most `count`.
    pub(crate) fn telling(&self, bag: &Bag, count: usize) -> Vec<u32> {
        let mut numbers: Vec<u32> = bag.words.iter().map(|(n, _)| *n).collect();
        numbers.retain(|n| *n != UNSEEN);
        numbers.sort_by(|a, b| self.weight(*b).total_cmp(&self.weight(*a)).then(a.cmp(b)));
        numbers.truncate(count);
        numbers
    }

    /// Weight of the words that both have, each as often as it stands in both.
    fn shared(&self, a: &Bag, b: &Bag) -> f64 {
        let (mut i, mut j, mut sum) = (0, 0, 0.0);
        while let (Some((x, m)), Some((y, n))) = (a.words.get(i), b.words.get(j)) {
            if x == y && *x != UNSEEN {
                sum += self.weight(*x) * f64::from(*m.min(n));
            }
            i += usize::from(x <= y);
            j += usize::from(y <= x);
        }
        sum
    }

    /// How much of the shorter text stands in the longer one, 0 to 1: a text that holds both sides of a
    /// tracked change holds its base whole.
    pub fn containment(&self, a: &Bag, b: &Bag) -> f64 {
        let least = a.total.min(b.total);
        if least <= 0.0 {
            return f64::from(u8::from(a.empty && b.empty));
        }
        (self.shared(a, b) / least).min(1.0)
    }

    /// How alike two texts are, 0 to 1: mostly containment, with something for equal length.
    pub fn likeness(&self, a: &Bag, b: &Bag) -> f64 {
        let (all, least) = (a.total + b.total, a.total.min(b.total));
        if all <= 0.0 || least <= 0.0 {
            return self.containment(a, b);
        }
        let shared = self.shared(a, b);
        0.65 * (shared / least).min(1.0) + 0.35 * (2.0 * shared / all).min(1.0)
    }

    /// The share of `part`'s weight that stands in `whole`, 0 to 1.
    pub fn covered(&self, part: &[Word], whole: &[Word]) -> f64 {
        self.covered_bag(&self.bag(part), &self.bag(whole))
    }

    /// The same of texts whose words are numbered.
    pub fn covered_bag(&self, part: &Bag, whole: &Bag) -> f64 {
        if part.total <= 0.0 {
            return 0.0;
        }
        (self.shared(part, whole) / part.total).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<String> {
        words(text).into_iter().map(|w| w.key).collect()
    }

    #[test]
    fn words_part_where_tracked_changes_run_together() {
        assert_eq!(
            keys("(Rev. Busan, 2014Dubai, 2018)"),
            [
                "(", "rev", ".", "busan", ",", "2014", "dubai", ",", "2018", ")"
            ]
        );
        assert_eq!(keys("HammametGeneva"), ["hammamet", "geneva"]);
        assert_eq!(keys("ITU‑T and ITUT"), ["itut", "and", "itut"]);
    }

    #[test]
    fn the_diff_gives_both_texts_back() {
        let (old, new) = (
            "to keep the plan under review",
            "to keep a plan and review it",
        );
        let (a, b) = (words(old), words(new));
        let steps = diff(&a, &b);
        let kept = steps.iter().filter(|s| matches!(s, Step::Kept(..))).count();
        assert_eq!(kept, 4);
        let olds = steps.iter().filter(|s| !matches!(s, Step::New(_))).count();
        let news = steps.iter().filter(|s| !matches!(s, Step::Old(_))).count();
        assert_eq!((olds, news), (a.len(), b.len()));
    }

    #[test]
    fn a_text_with_both_sides_holds_its_base() {
        let base = words("that the fund be kept under review by the board");
        let merged = words("that the fund be kept under reviewaudited each year by the board");
        let other = words("that delegates travel by train");
        let weights = Weights::new([&base[..], &merged, &other].into_iter());
        assert!(weights.likeness(&weights.bag(&base), &weights.bag(&merged)) > 0.7);
        assert!(weights.likeness(&weights.bag(&base), &weights.bag(&other)) < 0.4);
    }
}
