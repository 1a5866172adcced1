//! How alike two sets must be, and what follows for the members that they must share.

/// Shared members over all, and over those of the smaller set, for sets of the sizes `a` and `b`.
pub(super) fn measures(shared: u32, a: u32, b: u32) -> (f64, f64) {
    let shared_f = f64::from(shared);
    (
        shared_f / f64::from(a + b - shared),
        shared_f / f64::from(a.min(b)),
    )
}

/// The least Jaccard similarity, and the least containment that is enough by itself.
///
/// All bounds may let too much through for want of a last bit, never too little; [`Measure::accepts`] is
/// exact.
#[derive(Clone, Copy)]
pub(super) struct Measure {
    jaccard: f64,
    containment: Option<f64>,
}

/// What a sum of rounded numbers may be off by.
const SLACK: f64 = 1e-9;

/// `ceil(value)`, but never above it for want of a last bit.
fn at_least(value: f64) -> u32 {
    (value - SLACK).ceil().max(1.0) as u32
}

/// `floor(value)`, but never below it for want of a last bit.
fn at_most(value: f64) -> u32 {
    (value * (1.0 + SLACK) + SLACK).floor().max(0.0) as u32
}

impl Measure {
    pub(super) fn new(jaccard: f64, containment: Option<f64>) -> Measure {
        // Nothing at or below zero can be found by what two sets share.
        Measure {
            jaccard: jaccard.max(f64::MIN_POSITIVE),
            containment: containment.map(|c| c.max(f64::MIN_POSITIVE)),
        }
    }

    /// True where containment alone is enough.
    pub(super) fn contains(&self) -> bool {
        self.containment.is_some()
    }

    /// True where these values are enough.
    pub(super) fn accepts(&self, (jaccard, containment): (f64, f64)) -> bool {
        jaccard >= self.jaccard || self.containment.is_some_and(|least| containment >= least)
    }

    /// How many of the first members of a set of size `x` one must know to find every equal or larger set
    /// alike to it: for Jaccard similarity, and for containment.
    pub(super) fn indexed(&self, x: u32) -> (u32, u32) {
        let prefix = |overlap: f64| (x + 1).saturating_sub(at_least(overlap * f64::from(x)));
        (
            prefix(2.0 * self.jaccard / (1.0 + self.jaccard)),
            self.containment.map_or(0, prefix),
        )
    }

    /// How many of the first members of a set of size `y` one must look up to find every equal or smaller
    /// set of that Jaccard similarity.
    pub(super) fn probed(&self, y: u32) -> u32 {
        (y + 1).saturating_sub(self.least_size(y))
    }

    /// The least size of a set of that Jaccard similarity to one of size `y`.
    pub(super) fn least_size(&self, y: u32) -> u32 {
        at_least(self.jaccard * f64::from(y))
    }

    /// The greatest sizes of sets alike to one of size `y` that share no more than `left` members with it:
    /// by Jaccard similarity, and by containment.
    pub(super) fn greatest_sizes(&self, y: u32, left: u32) -> (u32, u32) {
        let left = f64::from(left);
        (
            at_most(left * (1.0 + self.jaccard) / self.jaccard - f64::from(y)),
            self.containment.map_or(0, |least| at_most(left / least)),
        )
    }

    /// Members that sets of these sizes must share to be alike one way or the other.
    pub(super) fn overlap(&self, smaller: u32, larger: u32) -> u32 {
        let both = f64::from(smaller) + f64::from(larger);
        let jaccard = at_least(self.jaccard / (1.0 + self.jaccard) * both);
        let containment = self.containment.map(|c| at_least(c * f64::from(smaller)));
        containment.map_or(jaccard, |c| c.min(jaccard))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every bound against what it stands for, for all small sizes.
    #[test]
    fn no_bound_leaves_out_what_is_alike() {
        for (jaccard, containment) in [
            (0.5, None),
            (0.7, Some(0.9)),
            (0.9, Some(0.5)),
            (1.0, Some(1.0)),
            (0.0, None),
        ] {
            let measure = Measure::new(jaccard, containment);
            for y in 1..40u32 {
                for x in 1..=y {
                    for shared in 1..=x {
                        let (j, c) = measures(shared, x, y);
                        let by_jaccard = Measure::new(jaccard, None).accepts((j, c));
                        let by_containment = containment.is_some_and(|least| c >= least);
                        assert_eq!(measure.accepts((j, c)), by_jaccard || by_containment);
                        let (indexed, indexed_contained) = measure.indexed(x);
                        let greatest = measure.greatest_sizes(y, shared);
                        let case = format!("{jaccard} {containment:?}: {shared} of {x} and {y}");
                        if by_jaccard {
                            assert!(
                                x - shared < indexed && y - shared < measure.probed(y),
                                "{case}"
                            );
                            assert!(measure.least_size(y) <= x && x <= greatest.0, "{case}");
                        }
                        if by_containment {
                            assert!(x - shared < indexed_contained && x <= greatest.1, "{case}");
                        }
                        if by_jaccard || by_containment {
                            assert!(measure.overlap(x, y) <= shared, "{case}");
                        }
                    }
                }
            }
        }
    }
}
