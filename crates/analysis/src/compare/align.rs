//! Order-preserving alignment: two sequences first, then any number of columns, one after the other.

/// The pairs (index on the left, index on the right) that keep the order of both sides and have the
/// greatest sum of scores. Only pairs with a score above zero are made.
pub fn align(
    left: usize,
    right: usize,
    score: impl Fn(usize, usize) -> f64,
) -> Vec<(usize, usize)> {
    let width = right + 1;
    let mut scores = vec![0.0f64; left * right];
    for i in 0..left {
        for j in 0..right {
            scores[i * right + j] = score(i, j);
        }
    }
    let mut best = vec![0.0f64; (left + 1) * width];
    for i in (0..left).rev() {
        for j in (0..right).rev() {
            let apart = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            let here = scores[i * right + j];
            let together = best[(i + 1) * width + j + 1] + here;
            best[i * width + j] = if here > 0.0 {
                apart.max(together)
            } else {
                apart
            };
        }
    }
    let mut pairs = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < left && j < right {
        let here = scores[i * right + j];
        if here > 0.0 && best[i * width + j] == best[(i + 1) * width + j + 1] + here {
            pairs.push((i, j));
            i += 1;
            j += 1;
        } else if best[i * width + j] == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// One row of a multiple alignment: which element of each column stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The index of the element of each column, where the column has one.
    pub members: Vec<Option<usize>>,
}

/// Aligns any number of columns of the given lengths. `score` takes (column, element) twice; a column is
/// aligned with the best member of each row that is there already. Columns come in the order of `order`.
pub fn align_columns(
    lengths: &[usize],
    order: &[usize],
    score: impl Fn((usize, usize), (usize, usize)) -> f64,
) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for &column in order {
        let with_slot = |slot: usize, element: usize| {
            let members = slots[slot].members.iter().enumerate();
            members
                .filter_map(|(other, member)| member.map(|m| score((other, m), (column, element))))
                .fold(0.0f64, f64::max)
        };
        let pairs = align(slots.len(), lengths[column], with_slot);
        slots = merge(slots, column, lengths, &pairs);
    }
    slots
}

fn merge(
    slots: Vec<Slot>,
    column: usize,
    lengths: &[usize],
    pairs: &[(usize, usize)],
) -> Vec<Slot> {
    let mut merged = Vec::with_capacity(slots.len() + lengths[column]);
    let alone = |element: usize| {
        let mut members = vec![None; lengths.len()];
        members[column] = Some(element);
        Slot { members }
    };
    let mut next = 0;
    let mut pairs = pairs.iter().peekable();
    for (i, mut slot) in slots.into_iter().enumerate() {
        if let Some(&&(_, element)) = pairs.peek().filter(|(s, _)| *s == i) {
            merged.extend((next..element).map(alone));
            slot.members[column] = Some(element);
            next = element + 1;
            pairs.next();
        }
        merged.push(slot);
    }
    merged.extend((next..lengths[column]).map(alone));
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_even_where_a_better_pair_crosses() {
        let (left, right) = (["a", "b", "c"], ["c", "a", "b", "c"]);
        let pairs = align(3, 4, |i, j| f64::from(u8::from(left[i] == right[j])));
        assert_eq!(pairs, [(0, 1), (1, 2), (2, 3)]);
        assert!(align(0, 3, |_, _| 1.0).is_empty());
    }

    #[test]
    fn a_column_may_lack_or_add_rows() {
        let columns = [
            vec!["a", "b"],
            vec!["x", "a", "b"],
            vec!["a", "y", "b", "z"],
        ];
        let lengths: Vec<usize> = columns.iter().map(Vec::len).collect();
        let slots = align_columns(&lengths, &[0, 1, 2], |(c, i), (d, j)| {
            f64::from(u8::from(columns[c][i] == columns[d][j]))
        });
        let rows: Vec<Vec<&str>> = slots
            .iter()
            .map(|s| {
                let cells = s.members.iter().enumerate();
                cells
                    .map(|(c, m)| m.map_or("-", |m| columns[c][m]))
                    .collect()
            })
            .collect();
        assert_eq!(
            rows,
            [
                ["-", "x", "-"],
                ["a", "a", "a"],
                ["-", "-", "y"],
                ["b", "b", "b"],
                ["-", "-", "z"]
            ]
        );
    }
}
