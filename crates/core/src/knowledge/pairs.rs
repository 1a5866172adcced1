/// The two letters that some words begin with, or end with: tells of most other words that they are none of them, by
/// two bytes of the text. Small letters and capitals are the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pairs {
    /// By the outermost letter: a bit for the one beside it. The lowest stand for what is no letter, and for nothing.
    beside: [u32; 32],
}

impl Pairs {
    /// Adds a word by its bytes from one of its ends.
    pub(crate) fn add(&mut self, mut letters: impl Iterator<Item = u8>) {
        let outer = letters.next().map_or(0, place);
        self.beside[outer] |= 1 << letters.next().map_or(0, place);
    }

    /// False where no such word has `outer` at its end and `inner` beside that. What is not ASCII may be anything.
    #[inline(always)]
    pub(crate) fn may_be(&self, outer: u8, inner: u8) -> bool {
        if !outer.is_ascii_alphabetic() {
            return !outer.is_ascii() || self.beside[0] != 0;
        }
        !inner.is_ascii() || self.beside[place(outer)] >> place(inner) & 1 != 0
    }
}

#[inline(always)]
fn place(byte: u8) -> usize {
    match byte.is_ascii_alphabetic() {
        true => usize::from(byte & 31),
        false => 0,
    }
}
