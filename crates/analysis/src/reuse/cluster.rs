//! What belongs together.

use super::join::Pair;

/// Clauses that verified pairs hold together.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    /// The clauses, in order.
    pub members: Vec<u32>,
    /// The pairs among them, in order; two members without a pair are alike only through others.
    pub pairs: Vec<Pair>,
    /// The lowest Jaccard similarity of the pairs.
    pub lowest: f64,
}

/// Groups clauses by the pairs that hold them together, in the order of their first members.
///
/// Every member of every pair is kept, and nothing joins a cluster but by a pair of its own. `count` is the
/// number of clauses; `pairs` are ordered as [`similar_pairs`](super::similar_pairs) gives them.
pub fn clusters(count: usize, pairs: &[Pair]) -> Vec<Cluster> {
    let mut parents: Vec<u32> = (0..count as u32).collect();
    for pair in pairs {
        let (a, b) = (root(&mut parents, pair.a), root(&mut parents, pair.b));
        // The lowest member leads, so that the result does not depend on the order of the pairs.
        parents[a.max(b) as usize] = a.min(b);
    }
    let mut found: Vec<Cluster> = Vec::new();
    let mut place = vec![usize::MAX; count];
    let mut paired = vec![false; count];
    for pair in pairs {
        paired[pair.a as usize] = true;
        paired[pair.b as usize] = true;
    }
    for clause in (0..count as u32).filter(|c| paired[*c as usize]) {
        let leader = root(&mut parents, clause) as usize;
        if place[leader] == usize::MAX {
            place[leader] = found.len();
            found.push(Cluster {
                members: Vec::new(),
                pairs: Vec::new(),
                lowest: 1.0,
            });
        }
        found[place[leader]].members.push(clause);
    }
    for pair in pairs {
        let cluster = &mut found[place[root(&mut parents, pair.a) as usize]];
        cluster.pairs.push(*pair);
        cluster.lowest = cluster.lowest.min(pair.jaccard);
    }
    found
}

/// The leader of a clause; the way there is shortened for the next who asks.
fn root(parents: &mut [u32], mut clause: u32) -> u32 {
    while parents[clause as usize] != clause {
        let above = parents[clause as usize];
        parents[clause as usize] = parents[above as usize];
        clause = above;
    }
    clause
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(a: u32, b: u32, jaccard: f64) -> Pair {
        Pair {
            a,
            b,
            jaccard,
            containment: 1.0,
        }
    }

    #[test]
    fn every_member_is_kept_and_the_weakest_pair_counts() {
        let pairs = [
            pair(0, 4, 0.9),
            pair(1, 2, 0.8),
            pair(2, 4, 0.7),
            pair(5, 6, 1.0),
        ];
        let found = clusters(8, &pairs);
        let members: Vec<&[u32]> = found.iter().map(|c| c.members.as_slice()).collect();
        assert_eq!(members, [&[0, 1, 2, 4][..], &[5, 6]]);
        assert_eq!((found[0].lowest, found[1].lowest), (0.7, 1.0));
        assert_eq!(
            found.iter().map(|c| c.pairs.len()).sum::<usize>(),
            pairs.len()
        );
        assert!(clusters(3, &[]).is_empty());
    }
}
