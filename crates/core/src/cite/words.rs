//! Words as the grammar compares them: folded, and kept in sets that are asked very often.

use super::lex::Lex;
use unicode_normalization::UnicodeNormalization;

/// Something for each of some folded words: a table with room for twice as many, looked through from the slot that
/// the first eight letters say.
#[derive(Clone, Debug)]
pub(super) struct WordMap<T> {
    /// Places in `words`, from 1; 0 where there is none. A power of two of them.
    slots: Vec<u32>,
    words: Vec<(Box<[u8]>, T)>,
}

/// Folded words.
pub(super) type WordSet = WordMap<()>;

impl<T> Default for WordMap<T> {
    fn default() -> Self {
        WordMap {
            slots: vec![0; 2],
            words: Vec::new(),
        }
    }
}

impl<T> WordMap<T> {
    pub(super) fn insert(&mut self, word: &str, value: T) {
        match self.find(first_letters(word.as_bytes()), word.as_bytes()) {
            Some(place) => self.words[place].1 = value,
            None => self.push(word, value),
        }
    }

    #[inline]
    pub(super) fn get(&self, word: &Word) -> Option<&T> {
        let place = self.find(word.first_letters(), word.key())?;
        Some(&self.words[place].1)
    }

    pub(super) fn contains(&self, word: &Word) -> bool {
        self.get(word).is_some()
    }

    /// The words, in the order in which they were added.
    pub(super) fn keys(&self) -> impl Iterator<Item = &[u8]> {
        self.iter().map(|(word, _)| word)
    }

    /// The words and what belongs to them, in the order in which they were added.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u8], &T)> {
        self.words.iter().map(|(w, t)| (&w[..], t))
    }

    /// The place of `key`, whose first eight letters are `first`.
    #[inline]
    fn find(&self, first: u64, key: &[u8]) -> Option<usize> {
        let mut slot = self.slot(first);
        loop {
            let place = (self.slots[slot] as usize).checked_sub(1)?;
            if *self.words[place].0 == *key {
                return Some(place);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    #[inline]
    fn slot(&self, first: u64) -> usize {
        scattered(first, 16) & (self.slots.len() - 1)
    }

    fn push(&mut self, word: &str, value: T) {
        self.words.push((word.as_bytes().into(), value));
        let room = (2 * self.words.len()).next_power_of_two();
        let mut from = self.words.len() - 1;
        if room > self.slots.len() {
            self.slots = vec![0; room];
            from = 0;
        }
        for place in from..self.words.len() {
            let mut slot = self.slot(first_letters(&self.words[place].0));
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = u32::try_from(place + 1).unwrap_or(u32::MAX);
        }
    }
}

impl<T: Default> WordMap<T> {
    /// What belongs to `word`, which is added if it is new.
    pub(super) fn of(&mut self, word: &str) -> &mut T {
        let key = word.as_bytes();
        let place = self.find(first_letters(key), key).unwrap_or_else(|| {
            self.push(word, T::default());
            self.words.len() - 1
        });
        &mut self.words[place].1
    }
}

impl WordSet {
    pub(super) fn add(&mut self, word: &str) {
        self.insert(word, ());
    }
}

impl FromIterator<String> for WordSet {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        let mut set = WordSet::default();
        words.into_iter().for_each(|w| set.add(&w));
        set
    }
}

/// The first eight letters of a folded word, the first one lowest; zeros where it is shorter.
fn first_letters(folded: &[u8]) -> u64 {
    let mut first = [0; 8];
    let count = folded.len().min(8);
    first[..count].copy_from_slice(&folded[..count]);
    u64::from_le_bytes(first)
}

/// A run of letters, folded: lower case, without accents, letters of other scripts that look like Latin
/// ones replaced by these.
#[derive(Clone, Copy)]
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    folded: [u8; Word::LONGEST],
    len: u8,
    /// The first letter is a capital.
    pub(super) capital: bool,
    /// A letter of another script stood in for a Latin one.
    pub(super) homoglyph: bool,
}

impl Word {
    /// The longest word that is looked at: a whole number of eights.
    pub(super) const LONGEST: usize = 40;

    pub(super) fn text(&self) -> &str {
        std::str::from_utf8(&self.folded[..usize::from(self.len)]).unwrap_or("")
    }

    /// As [`first_letters`] gives them.
    fn first_letters(&self) -> u64 {
        self.folded
            .first_chunk()
            .map_or(0, |c| u64::from_le_bytes(*c))
    }

    /// The same as bytes.
    fn key(&self) -> &[u8] {
        &self.folded[..usize::from(self.len)]
    }

    /// True where the word, folded, is `wanted`.
    pub(super) fn is(&self, wanted: &str) -> bool {
        self.key() == wanted.as_bytes()
    }

    pub(super) fn push(&mut self, c: char) {
        if self.len == 0 {
            self.capital = c.is_uppercase();
        }
        let slot = usize::from(self.len);
        if slot < Word::LONGEST {
            let (letter, homoglyph) = fold(c);
            self.folded[slot] = letter;
            self.homoglyph |= homoglyph;
            self.len += 1;
        }
    }

    /// Adds letters that [`eight`] gave, behind whole eights.
    pub(super) fn push_eight(&mut self, letters: u64, count: usize) {
        let slot = usize::from(self.len);
        if let Some(room) = self.folded[slot..].first_chunk_mut::<8>() {
            *room = letters.to_le_bytes();
            self.len += count as u8;
        }
    }

    pub(super) fn is_full(&self) -> bool {
        usize::from(self.len) == Word::LONGEST
    }

    pub(super) fn empty(at: usize) -> Self {
        Word {
            start: at,
            end: at,
            folded: [0; Word::LONGEST],
            len: 0,
            capital: false,
            homoglyph: false,
        }
    }
}

/// Folds a whole phrase as [`Lex::word`] folds words: letters only, words parted by one space.
pub(super) fn fold_phrase(phrase: &str) -> Vec<String> {
    let lex = Lex { text: phrase };
    let mut words = Vec::new();
    let mut at = 0;
    while at < phrase.len() {
        match lex.word(at) {
            Some(word) => {
                words.push(word.text().to_owned());
                at = word.end;
            }
            None => at += lex.char_at(at).map_or(1, char::len_utf8),
        }
    }
    words
}

/// Folds to letters and digits alone: `Rev. Málaga-Torremolinos` → `revmalagatorremolinos`.
pub(super) fn squeeze(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .map(|c| {
            if c.is_ascii_digit() {
                c
            } else {
                char::from(fold(c).0)
            }
        })
        .collect()
}

/// The Latin small letter for `c`, and whether it is only a lookalike. `?` where there is none.
pub(super) fn fold(c: char) -> (u8, bool) {
    if c.is_ascii() {
        return (c.to_ascii_lowercase() as u8, false);
    }
    let look = match c {
        'А' | 'а' | 'Α' | 'α' => Some(b'a'),
        'В' | 'Β' => Some(b'b'),
        'С' | 'с' => Some(b'c'),
        'Е' | 'е' | 'Ε' => Some(b'e'),
        'Н' | 'Η' => Some(b'h'),
        'І' | 'і' | 'Ι' | 'ι' => Some(b'i'),
        'К' | 'к' | 'Κ' | 'κ' => Some(b'k'),
        'М' | 'м' | 'Μ' => Some(b'm'),
        'Ν' => Some(b'n'),
        'О' | 'о' | 'Ο' | 'ο' => Some(b'o'),
        'Р' | 'р' | 'Ρ' | 'ρ' => Some(b'p'),
        'Ѕ' | 'ѕ' => Some(b's'),
        'Т' | 'т' | 'Τ' | 'τ' => Some(b't'),
        'Х' | 'х' | 'Χ' | 'χ' => Some(b'x'),
        'У' | 'у' | 'Υ' => Some(b'y'),
        _ => None,
    };
    if let Some(letter) = look {
        return (letter, true);
    }
    let base = c.nfkd().next().unwrap_or(c).to_ascii_lowercase();
    if base.is_ascii_alphabetic() {
        (base as u8, false)
    } else {
        (b'?', false)
    }
}

/// The up to eight letters that `bytes` begin with, in lower case, the first one lowest; and how many.
#[inline(always)]
pub(super) fn eight(bytes: &[u8]) -> (u64, usize) {
    first_eight(bytes.first_chunk().copied().unwrap_or_else(|| {
        let mut padded = [0; 8];
        padded[..bytes.len()].copy_from_slice(bytes);
        padded
    }))
}

/// The same of eight bytes.
#[inline(always)]
pub(super) fn first_eight(bytes: [u8; 8]) -> (u64, usize) {
    const ALL: u64 = 0x0101_0101_0101_0101;
    let given = u64::from_le_bytes(bytes);
    let small = given | (0x20 * ALL);
    let seven = small & (0x7f * ALL);
    // The high bit of each byte tells: from `a` on; behind `z`; beyond ASCII.
    let from_a = seven + (0x80 - 0x61) * ALL;
    let behind_z = seven + (0x80 - 0x7b) * ALL;
    let other = !(from_a & !behind_z & !given) & (0x80 * ALL);
    let bits = other.trailing_zeros() & !7;
    let kept = u64::MAX.checked_shr(64 - bits).unwrap_or(0);
    (small & kept, bits as usize / 8)
}

/// A hash of `bits` bits.
#[inline(always)]
pub(super) fn scattered(letters: u64, bits: u32) -> usize {
    (letters.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize
}

/// How many ASCII letters `bytes` begin with.
pub(super) fn letters(bytes: &[u8]) -> usize {
    let mut all = 0;
    while let Some(rest) = bytes.get(all..) {
        let (_, count) = eight(rest);
        all += count;
        if count < 8 {
            break;
        }
    }
    all
}
