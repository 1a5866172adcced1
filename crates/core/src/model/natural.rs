//! The order of texts with numbers in them.

use std::cmp::Ordering;

/// Compares two texts with runs of digits taken as numbers, so that `PP-9` comes before `PP-10`.
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    natural(a.as_bytes(), b.as_bytes())
}

fn natural(a: &[u8], b: &[u8]) -> Ordering {
    let mut same = 0;
    while same < a.len().min(b.len()) && a[same] == b[same] {
        same += 1;
    }
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    // A number that begins before the difference goes on in it.
    let begun = digits_before(&a[..same]);
    let is_digit = |rest: &[u8]| rest.first().is_some_and(u8::is_ascii_digit);
    let differ_in_number = match begun {
        0 => is_digit(rest_a) && is_digit(rest_b),
        _ => is_digit(rest_a) || is_digit(rest_b),
    };
    if !differ_in_number {
        return rest_a.first().cmp(&rest_b.first());
    }
    let (from_a, from_b) = (&a[same - begun..], &b[same - begun..]);
    let (run_a, run_b) = (digits(from_a), digits(from_b));
    let (number_a, number_b) = (unpadded(run_a), unpadded(run_b));
    let by_number = number_a.len().cmp(&number_b.len());
    by_number
        .then_with(|| number_a.cmp(number_b))
        .then_with(|| natural(&from_a[run_a.len()..], &from_b[run_b.len()..]))
        .then_with(|| rest_a.cmp(rest_b))
}

fn digits_before(s: &[u8]) -> usize {
    let digits = s.iter().rev().take_while(|c| c.is_ascii_digit());
    digits.count()
}

fn digits(s: &[u8]) -> &[u8] {
    let end = s
        .iter()
        .position(|c| !c.is_ascii_digit())
        .unwrap_or(s.len());
    &s[..end]
}

fn unpadded(s: &[u8]) -> &[u8] {
    let zeros = s.iter().take_while(|c| **c == b'0').count();
    &s[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces of a text: numbers without their padding, and single characters.
    fn pieces(text: &str) -> Vec<Result<u64, char>> {
        let mut pieces = Vec::new();
        for c in text.chars() {
            match (pieces.last_mut(), c.to_digit(10)) {
                (Some(Ok(number)), Some(digit)) => *number = *number * 10 + u64::from(digit),
                (_, Some(digit)) => pieces.push(Ok(u64::from(digit))),
                (_, None) => pieces.push(Err(c)),
            }
        }
        pieces
    }

    /// The order of two pieces; a number and a character go by the number's first digit.
    fn by_piece(a: &Result<u64, char>, b: &Result<u64, char>) -> Ordering {
        let first = |piece: &Result<u64, char>| match piece {
            Ok(number) => number.to_string().chars().next().unwrap_or('0'),
            Err(c) => *c,
        };
        match (a, b) {
            (Ok(a), Ok(b)) => a.cmp(b),
            (a, b) => first(a).cmp(&first(b)),
        }
    }

    proptest::proptest! {
        #[test]
        fn the_order_is_that_of_the_pieces(a in "[-A/0129]{0,9}", b in "[-A/0129]{0,9}") {
            let (x, y) = (pieces(&a), pieces(&b));
            let differ = x.iter().zip(&y).map(|(x, y)| by_piece(x, y)).find(|o| o.is_ne());
            let order = differ.unwrap_or(x.len().cmp(&y.len())).then_with(|| a.cmp(&b));
            proptest::prop_assert_eq!(natural_cmp(&a, &b), order);
        }
    }
}
