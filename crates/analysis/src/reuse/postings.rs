//! The index of the join: for each n-gram the sets that have it among their rarest.

use super::grams::{Sets, scatter};
use super::measure::Measure;
use rayon::prelude::*;

/// Sets read by one task. A constant, so that the index does not depend on the thread count.
const PIECE: usize = 16_384;

/// Parts of the index, each built by one task; the highest bits of a hash choose the part.
const PARTS: usize = 64;

/// For each n-gram the sets that have it in their prefix, in the order of their ranks.
pub(super) struct Postings {
    parts: Vec<Part>,
}

#[derive(Default)]
struct Part {
    /// Where the entries of each bucket begin; one more at the end.
    starts: Vec<u32>,
    entries: Vec<Posting>,
    /// A bit for a hash: whether any entry that counts for containment may have it.
    contained: Vec<u64>,
}

/// A member of a set.
#[derive(Clone, Copy, Default)]
pub(super) struct Posting {
    /// The set.
    pub(super) rank: u32,
    /// Where the member stands in the set; of a very large set the last place that can be told.
    pub(super) position: u16,
    /// Tells members of one bucket apart, nearly always; the lowest bit: in the prefix for containment too.
    mark: u16,
}

impl Posting {
    /// True where the member is in the shorter prefix, that for containment.
    pub(super) fn is_contained(&self) -> bool {
        self.mark & 1 == 1
    }
}

/// What an entry is found by: the hash of its n-gram.
#[derive(Clone, Copy)]
pub(super) struct Hash(u64);

impl Hash {
    pub(super) fn new(token: u64) -> Hash {
        Hash(scatter(token))
    }

    fn part(self) -> usize {
        (self.0 >> (64 - PARTS.ilog2())) as usize
    }

    fn bucket(self, buckets: usize) -> usize {
        (self.0 >> 20) as usize & (buckets - 1)
    }

    /// True where the entry is, nearly always, of this n-gram.
    pub(super) fn marks(self, posting: &Posting) -> bool {
        (self.0 as u16 ^ posting.mark) >> 1 == 0
    }
}

impl Postings {
    /// Indexes what `measure` says must be known of each set.
    pub(super) fn new(sets: &Sets, measure: &Measure) -> Postings {
        let pieces: Vec<Vec<Vec<(Hash, Posting)>>> = (0..sets.len())
            .into_par_iter()
            .step_by(PIECE)
            .map(|first| piece(sets, measure, first))
            .collect();
        let parts = (0..PARTS)
            .into_par_iter()
            .map(|part| Part::new(&pieces, part, measure.contains()))
            .collect();
        Postings { parts }
    }

    /// The entries that may be of that n-gram, by rank.
    pub(super) fn of(&self, hash: Hash) -> &[Posting] {
        let part = &self.parts[hash.part()];
        let bucket = hash.bucket(part.starts.len() - 1);
        &part.entries[part.starts[bucket] as usize..part.starts[bucket + 1] as usize]
    }

    /// False where no set has that n-gram in its prefix for containment.
    pub(super) fn may_contain(&self, hash: Hash) -> bool {
        let bits = &self.parts[hash.part()].contained;
        let bit = hash.bucket(bits.len() * 64);
        bits[bit / 64] >> (bit % 64) & 1 == 1
    }
}

/// The entries of up to [`PIECE`] sets, by part.
fn piece(sets: &Sets, measure: &Measure, first: u32) -> Vec<Vec<(Hash, Posting)>> {
    let mut parts = vec![Vec::new(); PARTS];
    let end = sets.len().min(first + PIECE as u32);
    for rank in first..end {
        let row = sets.row(rank);
        let (prefix, contained) = measure.indexed(row.size);
        let positions = row.unstored()..prefix.max(contained);
        for (position, token) in positions.zip(sets.tokens(rank)) {
            let hash = Hash::new(*token);
            let posting = Posting {
                rank,
                position: u16::try_from(position).unwrap_or(u16::MAX),
                mark: hash.0 as u16 & !1 | u16::from(position < contained),
            };
            parts[hash.part()].push((hash, posting));
        }
    }
    parts
}

impl Part {
    fn new(pieces: &[Vec<Vec<(Hash, Posting)>>], part: usize, contains: bool) -> Part {
        let entries = || pieces.iter().flat_map(|piece| &piece[part]);
        let total = pieces.iter().map(|piece| piece[part].len()).sum::<usize>();
        let buckets = total.next_power_of_two();
        let mut made = Part {
            starts: vec![0; buckets + 1],
            entries: vec![Posting::default(); total],
            contained: vec![0; if contains { (buckets / 8).max(1) } else { 1 }],
        };
        for (hash, _) in entries() {
            made.starts[hash.bucket(buckets)] += 1;
        }
        let mut sum = 0;
        for start in &mut made.starts {
            sum += *start;
            *start = sum;
        }
        // Filled from the back, so that each start moves down to where it belongs and ranks rise.
        for (hash, posting) in pieces
            .iter()
            .rev()
            .flat_map(|piece| piece[part].iter().rev())
        {
            let start = &mut made.starts[hash.bucket(buckets)];
            *start -= 1;
            made.entries[*start as usize] = *posting;
            if posting.is_contained() {
                let bit = hash.bucket(made.contained.len() * 64);
                made.contained[bit / 64] |= 1 << (bit % 64);
            }
        }
        made
    }
}
