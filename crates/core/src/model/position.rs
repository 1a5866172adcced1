use std::sync::OnceLock;

pub use crate::script::Span;

/// Translates offsets of a document's text into offsets of its source file, where that is text itself
/// (Akoma Ntoso, HTML). Empty where both are the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PositionMap {
    /// (offset in the text, offset in the source), both rising; between two entries offsets run in step.
    steps: Vec<(usize, usize)>,
}

impl PositionMap {
    /// From here on text offset `text` stands at source offset `source`. Call in rising order.
    pub fn push(&mut self, text: usize, source: usize) {
        self.steps.push((text, source));
    }

    /// Like [`push`](Self::push), but adds an entry only where the offsets stop running in step.
    pub fn push_step(&mut self, text: usize, source: usize) {
        if self.steps.is_empty() || self.source(text) != source {
            self.push(text, source);
        }
    }

    /// Gives back the room that was made for more than came.
    pub fn shrink_to_fit(&mut self) {
        self.steps.shrink_to_fit();
    }

    /// The source offset of text offset `at`.
    pub fn source(&self, at: usize) -> usize {
        // Most questions are about the end, while a document is read.
        let next = match self.steps.last() {
            Some((text, _)) if *text <= at => self.steps.len(),
            _ => self.steps.partition_point(|(text, _)| *text <= at),
        };
        match next.checked_sub(1).map(|i| self.steps[i]) {
            Some((text, source)) => source + (at - text),
            None => at,
        }
    }

    /// The offset in a text of `length` bytes that stands at source offset `source`; that of the last byte before
    /// it where markup stands there.
    pub fn text(&self, source: usize, length: usize) -> usize {
        if self.is_identity() {
            return source.min(length);
        }
        let (mut from, mut to) = (0, length);
        while from < to {
            let middle = from + (to - from).div_ceil(2);
            if self.source(middle) <= source {
                from = middle;
            } else {
                to = middle - 1;
            }
        }
        from
    }

    /// The source span of a text span; its end is that of its last byte, so that markup behind is left out.
    pub fn source_span(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.source(span.start);
            return Span::new(at, at);
        }
        Span::new(self.source(span.start), self.source(span.end - 1) + 1)
    }

    /// True where text and source are the same.
    pub fn is_identity(&self) -> bool {
        self.steps.is_empty()
    }
}

/// Finds line and column of a byte offset: the line ends of every stretch of a text are counted once.
#[derive(Debug)]
pub struct LineMap<'t> {
    text: &'t str,
    stretches: Vec<Stretch>,
    /// How many characters stand before each stretch; counted where a line is very long.
    counts: OnceLock<Vec<usize>>,
}

/// Bytes of a stretch.
const STRETCH: usize = 1 << 9;
/// The characters of so many stretches are counted each time.
const NEAR: usize = 8;

/// What stands before a stretch.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    /// How many lines end before it.
    ends: usize,
    /// Where the line begins that it begins in.
    line: usize,
}

impl<'t> LineMap<'t> {
    /// Counts the line ends of `text`.
    pub fn new(text: &'t str) -> Self {
        let mut next = Stretch::default();
        let stretch = |(index, bytes): (usize, &[u8])| {
            let here = next;
            next.ends += line_ends(bytes);
            if let Some(last) = memchr::memrchr(b'\n', bytes) {
                next.line = index * STRETCH + last + 1;
            }
            here
        };
        let stretches = text.as_bytes().chunks(STRETCH).enumerate();
        LineMap {
            text,
            stretches: stretches.map(stretch).collect(),
            counts: OnceLock::new(),
        }
    }

    /// The stretch that holds byte `at`, its bytes up to there, and what stands before it.
    fn upto(&self, at: usize) -> (usize, &'t [u8], Stretch) {
        let at = at.min(self.text.len());
        let index = (at / STRETCH).min(self.stretches.len().saturating_sub(1));
        let bytes = &self.text.as_bytes()[index * STRETCH..at];
        let before = self.stretches.get(index).copied();
        (index, bytes, before.unwrap_or_default())
    }

    /// Line (from 1) in which byte `at` stands.
    pub fn line(&self, at: usize) -> usize {
        let (_, bytes, before) = self.upto(at);
        before.ends + line_ends(bytes) + 1
    }

    /// Line and column, both from 1; columns count characters.
    pub fn line_column(&self, at: usize) -> (usize, usize) {
        let (index, bytes, before) = self.upto(at);
        let line = before.ends + line_ends(bytes) + 1;
        let column = match memchr::memrchr(b'\n', bytes) {
            Some(end) => characters(&bytes[end + 1..]),
            None => self.characters(before.line, index) + characters(bytes),
        };
        (line, column + 1)
    }

    /// How many characters stand from byte `from` to the begin of the `index`-th stretch.
    fn characters(&self, from: usize, index: usize) -> usize {
        let bytes = self.text.as_bytes();
        let first = from.div_ceil(STRETCH);
        if index <= first + NEAR {
            return characters(&bytes[from..index * STRETCH]);
        }
        let counts = self.counts.get_or_init(|| {
            let sum = |sum: &mut usize, stretch| {
                let before = *sum;
                *sum += characters(stretch);
                Some(before)
            };
            bytes.chunks(STRETCH).scan(0, sum).collect()
        });
        characters(&bytes[from..first * STRETCH]) + counts[index] - counts[first]
    }

    /// Byte span of `line` (from 1) without its line end.
    pub fn span(&self, line: usize) -> Span {
        let before = line.saturating_sub(1);
        let bytes = self.text.as_bytes();
        let next = self.stretches.partition_point(|s| s.ends < before);
        let from = next.saturating_sub(1);
        let ends = self.stretches.get(from).map_or(0, |s| s.ends);
        let mut found = memchr::memchr_iter(b'\n', &bytes[from * STRETCH..])
            .map(|at| from * STRETCH + at)
            .skip((before - ends).saturating_sub(1));
        let start = match before {
            0 => 0,
            _ => found.next().map_or(bytes.len(), |end| end + 1),
        };
        let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
        Span::new(start, end)
    }
}

/// How many lines end in `bytes`.
pub fn line_ends(bytes: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', bytes).count()
}

/// How many characters begin in `bytes`, which are UTF-8.
fn characters(bytes: &[u8]) -> usize {
    // Few enough for the count to fit into a byte, so that many bytes are looked at together.
    let few = bytes.chunks(usize::from(u8::MAX));
    let begin = |few: &[u8]| -> u8 {
        few.iter()
            .map(|b| u8::from(!(0x80..0xc0).contains(b)))
            .sum()
    };
    few.map(|few| usize::from(begin(few))).sum()
}

#[cfg(test)]
mod tests {
    use super::LineMap;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_and_columns_are_those_of_a_count_from_the_start(
            pieces in proptest::collection::vec("\n|é|[a-z]{1,9}\n?|\\PC{0,3}", 0..40),
            repeat in 1usize..300,
        ) {
            let text = pieces.concat().repeat(repeat);
            let lines = LineMap::new(&text);
            let step = text.len() / 97 + 1;
            for at in (0..=text.len()).step_by(step).filter(|at| text.is_char_boundary(*at)) {
                let before = &text[..at];
                let start = before.rfind('\n').map_or(0, |end| end + 1);
                let line = before.matches('\n').count() + 1;
                prop_assert_eq!(lines.line_column(at), (line, before[start..].chars().count() + 1));
                prop_assert_eq!(lines.line(at), line);
                let end = text[at..].find('\n').map_or(text.len(), |end| at + end);
                prop_assert_eq!(lines.span(line).range(), start..end);
            }
        }
    }

    #[test]
    fn a_line_that_is_not_there_is_empty_at_the_end() {
        let lines = LineMap::new("one\ntwo");
        assert_eq!(lines.span(3).range(), 7..7);
        assert_eq!(lines.span(0).range(), 0..3);
        assert_eq!(LineMap::new("").line_column(0), (1, 1));
        assert_eq!(LineMap::new("").span(1).range(), 0..0);
    }
}
