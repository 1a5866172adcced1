//! Order-preserving alignment: two sequences first, then any number of columns, one after the other.
//!
//! Elements are compared by class: equal ones are one class, so that what forty columns have alike is compared
//! once. Long sequences are not compared all with all: only what shares a telling key, or stands near.

use std::collections::HashMap;

/// Up to so many pairs all are compared.
const ALL_PAIRS: usize = 60_000;
/// A key that more elements have tells nothing.
const MOST_WITH_KEY: usize = 48;
/// In long sequences elements so near to the same place are compared, whatever their keys.
const NEAR: usize = 12;

/// What is aligned: elements by class, how alike two classes are, and by which keys like ones are found.
pub(crate) trait Alike {
    /// The class of an element of a column.
    fn class(&self, column: usize, element: usize) -> u32;
    /// How well two classes go together; only above zero are they paired.
    fn score(&self, a: u32, b: u32) -> f64;
    /// Keys that like classes are likely to share.
    fn keys(&self, class: u32) -> Vec<u32>;
}

/// A pair that may be made: (index on the left, index on the right, score above zero).
type Pair = (usize, usize, f64);

/// Of the pairs, given by rising index on the left, those that keep the order of both sides and have the
/// greatest sum of scores; where sums are equal, the earlier ones.
fn chain(pairs: &[Pair], right: usize) -> Vec<(usize, usize)> {
    // best[k]: the best chain among those that begin at the right indexes that k stands for, counted from
    // the end, as a tree of maxima.
    let mut tree: Vec<Option<usize>> = vec![None; right + 2];
    let mut value = vec![0.0f64; pairs.len()];
    let mut next: Vec<Option<usize>> = vec![None; pairs.len()];
    let better = |value: &[f64], a: usize, b: Option<usize>| {
        b.is_none_or(|b| {
            let order = value[a].total_cmp(&value[b]);
            order
                .then_with(|| (pairs[b].0, pairs[b].1).cmp(&(pairs[a].0, pairs[a].1)))
                .is_gt()
        })
    };
    let mut end = pairs.len();
    while end > 0 {
        let row = pairs[end - 1].0;
        let start = pairs[..end].partition_point(|p| p.0 < row);
        for at in start..end {
            let (_, j, score) = pairs[at];
            let mut node = right - j - 1;
            let mut best = None;
            while node > 0 {
                if let Some(found) = tree[node]
                    && better(&value, found, best)
                {
                    best = Some(found);
                }
                node &= node - 1;
            }
            value[at] = score + best.map_or(0.0, |b| value[b]);
            next[at] = best;
        }
        #[allow(clippy::needless_range_loop)]
        for at in start..end {
            let mut node = right - pairs[at].1;
            while node < tree.len() {
                if better(&value, at, tree[node]) {
                    tree[node] = Some(at);
                }
                node += node & node.wrapping_neg();
            }
        }
        end = start;
    }
    let mut at = (0..pairs.len()).reduce(|a, b| if better(&value, b, Some(a)) { b } else { a });
    let mut out = Vec::new();
    while let Some(pair) = at {
        out.push((pairs[pair].0, pairs[pair].1));
        at = next[pair];
    }
    out
}

/// One row of a multiple alignment: which element of each column stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// The index of the element of each column, where the column has one.
    pub(crate) members: Vec<Option<usize>>,
}

/// A slot with the classes of its members, each once.
struct Open {
    slot: Slot,
    classes: Vec<u32>,
}

/// Aligns any number of columns of the given lengths, in their order; a column is aligned with the best
/// member of each row that is there already.
pub(crate) fn align_columns(lengths: &[usize], alike: &impl Alike) -> Vec<Slot> {
    let mut slots: Vec<Open> = Vec::new();
    for column in 0..lengths.len() {
        let classes: Vec<u32> = (0..lengths[column])
            .map(|e| alike.class(column, e))
            .collect();
        let pairs = pairs(&slots, &classes, alike);
        let chosen = chain(&pairs, classes.len());
        slots = merge(slots, column, lengths, &classes, &chosen);
    }
    slots.into_iter().map(|open| open.slot).collect()
}

fn pairs(slots: &[Open], classes: &[u32], alike: &impl Alike) -> Vec<Pair> {
    let score = |i: usize, j: usize| {
        let own = slots[i].classes.iter();
        own.map(|class| alike.score(*class, classes[j]))
            .fold(0.0f64, f64::max)
    };
    let scored = |(i, j)| Some((i, j, score(i, j))).filter(|(_, _, s)| *s > 0.0);
    if slots.len() * classes.len() <= ALL_PAIRS {
        let all = (0..slots.len()).flat_map(|i| (0..classes.len()).map(move |j| (i, j)));
        return all.filter_map(scored).collect();
    }
    let mut by_key: HashMap<u32, Vec<usize>> = HashMap::new();
    let mut by_class: HashMap<u32, Vec<usize>> = HashMap::new();
    for (j, class) in classes.iter().enumerate() {
        by_class.entry(*class).or_default().push(j);
        for key in alike.keys(*class) {
            by_key.entry(key).or_default().push(j);
        }
    }
    let mut found = Vec::new();
    for (i, open) in slots.iter().enumerate() {
        let near = i * classes.len() / slots.len().max(1);
        let mut with: Vec<usize> =
            (near.saturating_sub(NEAR)..(near + NEAR).min(classes.len())).collect();
        for class in &open.classes {
            let same = by_class.get(class).into_iter();
            let sharing = alike
                .keys(*class)
                .into_iter()
                .filter_map(|key| by_key.get(&key));
            for some in same.chain(sharing).filter(|s| s.len() <= MOST_WITH_KEY) {
                with.extend(some);
            }
        }
        with.sort_unstable();
        with.dedup();
        found.extend(with.into_iter().filter_map(|j| scored((i, j))));
    }
    found
}

fn merge(
    slots: Vec<Open>,
    column: usize,
    lengths: &[usize],
    classes: &[u32],
    pairs: &[(usize, usize)],
) -> Vec<Open> {
    let mut merged = Vec::with_capacity(slots.len() + lengths[column]);
    let alone = |element: usize| {
        let mut members = vec![None; lengths.len()];
        members[column] = Some(element);
        Open {
            slot: Slot { members },
            classes: vec![classes[element]],
        }
    };
    let mut next = 0;
    let mut pairs = pairs.iter().peekable();
    for (i, mut open) in slots.into_iter().enumerate() {
        if let Some(&&(_, element)) = pairs.peek().filter(|(s, _)| *s == i) {
            merged.extend((next..element).map(alone));
            open.slot.members[column] = Some(element);
            if !open.classes.contains(&classes[element]) {
                open.classes.push(classes[element]);
            }
            next = element + 1;
            pairs.next();
        }
        merged.push(open);
    }
    merged.extend((next..lengths[column]).map(alone));
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Elements are letters; equal ones go together.
    struct Letters(Vec<Vec<u32>>);

    impl Letters {
        fn of(columns: &[&str]) -> Self {
            let numbers = |c: &&str| c.chars().map(u32::from).collect();
            Letters(columns.iter().map(numbers).collect())
        }

        fn rows(&self) -> Vec<String> {
            let lengths: Vec<usize> = self.0.iter().map(Vec::len).collect();
            let letter = |c: usize, m: Option<usize>| {
                m.map_or('-', |m| char::from_u32(self.0[c][m]).unwrap_or('?'))
            };
            let slots = align_columns(&lengths, self);
            let shown = |s: &Slot| {
                s.members
                    .iter()
                    .enumerate()
                    .map(|(c, m)| letter(c, *m))
                    .collect()
            };
            slots.iter().map(shown).collect()
        }
    }

    impl Alike for Letters {
        fn class(&self, column: usize, element: usize) -> u32 {
            self.0[column][element]
        }
        fn score(&self, a: u32, b: u32) -> f64 {
            f64::from(u8::from(a == b))
        }
        fn keys(&self, _: u32) -> Vec<u32> {
            Vec::new()
        }
    }

    #[test]
    fn order_is_kept_even_where_a_better_pair_crosses() {
        let rows = Letters::of(&["abc", "cabc"]).rows();
        assert_eq!(rows, ["-c", "aa", "bb", "cc"]);
        assert_eq!(Letters::of(&["", "xy"]).rows(), ["-x", "-y"]);
    }

    #[test]
    fn a_column_may_lack_or_add_rows() {
        let rows = Letters::of(&["ab", "xab", "aybz"]).rows();
        assert_eq!(rows, ["-x-", "aaa", "--y", "bbb", "--z"]);
    }

    #[test]
    fn a_long_column_is_aligned_as_a_short_one_is() {
        let long: Vec<u32> = (0..600).collect();
        let shifted: Vec<u32> = (900..1000).chain(0..300).chain(320..600).collect();
        let letters = Letters(vec![long, shifted]);
        let slots = align_columns(&[600, 680], &letters);
        let both = slots
            .iter()
            .filter(|s| s.members.iter().all(Option::is_some));
        assert_eq!(both.count(), 580);
    }
}
