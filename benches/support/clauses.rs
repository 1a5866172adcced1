//! Clauses for benches: made by mutation, the same at every run.

/// Makes `count` clauses. Each seed of 12 to 50 words, drawn as words are in real texts (few words often, many
/// seldom), is followed by up to seven copies with up to six words changed, dropped or added.
pub fn clauses(count: usize) -> Vec<String> {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let vocabulary: Vec<String> = (0..20_000).map(word).collect();
    let mut made = Vec::with_capacity(count);
    while made.len() < count {
        let length = 12 + dice.below(39);
        let seed: Vec<usize> = (0..length).map(|_| dice.word(vocabulary.len())).collect();
        for _ in 0..=dice.below(8) {
            let mut copy = seed.clone();
            let edits = if made.len().is_multiple_of(5) {
                0
            } else {
                dice.below(7)
            };
            for _ in 0..edits {
                let at = dice.below(copy.len());
                match dice.below(3) {
                    0 => copy[at] = dice.word(vocabulary.len()),
                    1 => copy.insert(at, dice.word(vocabulary.len())),
                    _ => drop(copy.remove(at)),
                }
            }
            let words: Vec<&str> = copy.iter().map(|w| vocabulary[*w].as_str()).collect();
            made.push(words.join(" "));
        }
    }
    made.truncate(count);
    made
}

/// A word of two to five syllables that stands for a number.
fn word(number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ta", "re", "mi", "so", "lu", "ken", "dor", "vas", "pil", "nor", "ga", "be", "chi", "fo",
        "zu", "har",
    ];
    let mut rest = number;
    let mut word = String::new();
    loop {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
        if rest == 0 {
            return word;
        }
    }
}

/// A small generator of random numbers (xorshift).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    /// A word's number: the chance of the n-th falls as 1 / n.
    fn word(&mut self, words: usize) -> usize {
        let even = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((words as f64).powf(even) - 1.0) as usize
    }
}
