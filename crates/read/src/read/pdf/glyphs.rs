//! The words and ruling lines of a page, from the glyphs that pdf-extract tells one by one.

use super::actual::Actual;
use super::flatten::Seen;
use super::lines::is_rtl;
use super::page::{Page, Rule, Word};
use pdf_extract::{ColorSpace, MediaBox, OutputDev, OutputError, Path, PathOp, Transform};

/// A gap smaller than this part of the size is none: it comes from the spacing of letters.
const NO_GAP: f64 = 0.15;
/// How far a glyph reaches above and below its base line, in parts of the size.
const ASCENT: f64 = 0.8;
const DESCENT: f64 = 0.2;
/// A filled box thinner than this is a line.
const THIN: f64 = 3.0;
/// More lines than these are a picture, not the borders of a table.
const MOST_RULES: usize = 20_000;

/// Collects the words of one page.
#[derive(Default)]
pub(super) struct Glyphs {
    /// By how many quarters the page is turned clockwise.
    turns: u8,
    /// What stretches of its text stand for, the one that is shown next last.
    actual: Actual,
    /// How many strings were shown, and whether that which the open stretch stands for was written.
    shown: usize,
    is_said: bool,
    media: (f64, f64, f64, f64),
    pages: [Page; 4],
    /// The word that may go on: which way it runs, where it ends and its base line.
    open: Option<Open>,
}

struct Open {
    turns: usize,
    end: f64,
    base: f64,
    size: f64,
    /// The last glyph and where it began.
    last: (String, f64),
}

/// Where a glyph stands, seen by somebody who has turned the page until its text runs from left to right.
struct Place {
    /// By how many quarters the page is turned.
    turns: usize,
    /// Where it begins and ends.
    x: (f64, f64),
    base: f64,
    size: f64,
}

impl Open {
    /// True where a glyph stands on the line of the word.
    fn is_on_line_of(&self, at: &Place) -> bool {
        self.turns == at.turns && (self.base - at.base).abs() < 0.08 * at.size
    }
}

/// Which way text runs, in quarters clockwise.
fn turns_of(trm: &Transform) -> usize {
    let is_level = trm.m11.abs() >= trm.m12.abs();
    match (is_level, trm.m11 >= 0.0, trm.m12 >= 0.0) {
        (true, true, _) => 0,
        (true, false, _) => 2,
        (false, _, false) => 3,
        (false, _, true) => 1,
    }
}

impl Glyphs {
    pub(super) fn new(seen: Seen) -> Self {
        let mut actual = seen.actual;
        actual.reverse();
        Glyphs {
            turns: seen.turns,
            actual,
            ..Glyphs::default()
        }
    }

    /// The upright text of the page, and that which is turned, as pages of their own.
    pub(super) fn pages(self) -> impl Iterator<Item = Page> {
        let mut pages = self.pages;
        pages.rotate_left(usize::from(self.turns) % 4);
        pages
            .into_iter()
            .enumerate()
            .filter(|(n, page)| *n == 0 || !page.words.is_empty())
            .map(|(_, page)| page)
    }

    /// A point of the page, seen by somebody who has turned it by `turns` quarters clockwise: y runs down.
    fn seen(&self, turns: usize, x: f64, y: f64) -> (f64, f64) {
        let (left, bottom, right, top) = self.media;
        match turns {
            0 => (x - left, top - y),
            1 => (y - bottom, x - left),
            2 => (right - x, y - bottom),
            _ => (top - y, right - x),
        }
    }

    /// What the glyph stands for where the file says it: the first of a stretch for all of it, the others for nothing.
    fn stands_for(&mut self) -> Option<Option<String>> {
        let string = self.shown.saturating_sub(1);
        while self.actual.last().is_some_and(|(at, _)| at.end <= string) {
            self.actual.pop();
            self.is_said = false;
        }
        let (at, text) = self.actual.last()?;
        let is_said = at.contains(&string).then_some(self.is_said)?;
        self.is_said = true;
        Some((!is_said).then(|| text.clone()))
    }

    /// The open word reaches to the end of a glyph on the same line.
    fn widen(&mut self, at: &Place) {
        if let (Some(open), Some(word)) = (&mut self.open, self.pages[at.turns].words.last_mut())
            && open.is_on_line_of(at)
        {
            word.x.1 = word.x.1.max(at.x.1);
            open.end = open.end.max(at.x.1);
        }
    }

    /// Adds what a glyph shows to the open word, or begins another with it.
    fn show(&mut self, text: &str, at: &Place) {
        let blank = |c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}';
        let text = text.trim_matches(blank);
        if text.is_empty() || at.size == 0.0 {
            self.open = None;
        } else if !self.goes_on(text, at) {
            self.begin(text, at);
        }
    }

    /// Adds a glyph to the open word; false where it does not belong to it.
    fn goes_on(&mut self, text: &str, at: &Place) -> bool {
        let words = &mut self.pages[at.turns].words;
        let (Some(open), Some(word)) = (&mut self.open, words.last_mut()) else {
            return false;
        };
        let (size, (x, end)) = (at.size, at.x);
        if !open.is_on_line_of(at) || (open.size - size).abs() >= 0.1 * size {
            return false;
        }
        // Letters that are printed twice to look bold.
        if open.last.0 == text && (open.last.1 - x).abs() < 0.1 * size {
            return true;
        }
        if !(-0.3 * size..NO_GAP * size).contains(&(x - open.end)) {
            return false;
        }
        // Letters that run from right to left are drawn from the left.
        if text.chars().any(is_rtl) && word.text.chars().any(is_rtl) {
            word.text.insert_str(0, text);
        } else {
            word.text.push_str(text);
        }
        word.x.1 = word.x.1.max(end);
        open.end = end;
        open.last = (text.to_owned(), x);
        true
    }

    fn begin(&mut self, text: &str, at: &Place) {
        self.pages[at.turns].words.push(Word {
            text: text.to_owned(),
            x: at.x,
            y: (at.base - ASCENT * at.size, at.base + DESCENT * at.size),
        });
        self.open = Some(Open {
            turns: at.turns,
            end: at.x.1,
            base: at.base,
            size: at.size,
            last: (text.to_owned(), at.x.0),
        });
    }

    fn rule(&mut self, from: (f64, f64), to: (f64, f64)) {
        for turns in 0..4 {
            let (a, b) = (
                self.seen(turns, from.0, from.1),
                self.seen(turns, to.0, to.1),
            );
            let rules = &mut self.pages[turns].rules;
            if rules.len() < MOST_RULES {
                rules.extend(Rule::between(a, b));
            }
        }
    }

    fn path(&mut self, ctm: &Transform, path: &Path, is_filled: bool) {
        let to = |x: f64, y: f64| {
            let across = x * ctm.m11 + y * ctm.m21 + ctm.m31;
            (across, x * ctm.m12 + y * ctm.m22 + ctm.m32)
        };
        let (mut start, mut at) = (None, None);
        for op in &path.ops {
            match *op {
                PathOp::MoveTo(x, y) => {
                    start = Some(to(x, y));
                    at = start;
                }
                PathOp::LineTo(x, y) => {
                    let next = to(x, y);
                    if let Some(at) = at.filter(|_| !is_filled) {
                        self.rule(at, next);
                    }
                    at = Some(next);
                }
                PathOp::Close => {
                    if let (Some(from), Some(to), false) = (at, start, is_filled) {
                        self.rule(from, to);
                    }
                    at = start;
                }
                PathOp::Rect(x, y, w, h) => {
                    let (a, b) = (to(x, y), to(x + w, y + h));
                    let (width, height) = ((b.0 - a.0).abs(), (b.1 - a.1).abs());
                    if !is_filled {
                        for (from, to) in [
                            (a, (b.0, a.1)),
                            ((a.0, b.1), b),
                            (a, (a.0, b.1)),
                            ((b.0, a.1), b),
                        ] {
                            self.rule(from, to);
                        }
                    } else if height < THIN && width > height {
                        let y = (a.1 + b.1) / 2.0;
                        self.rule((a.0, y), (b.0, y));
                    } else if width < THIN {
                        let x = (a.0 + b.0) / 2.0;
                        self.rule((x, a.1), (x, b.1));
                    }
                }
                PathOp::CurveTo(..) => at = None,
            }
        }
    }
}

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        _: u32,
        media: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.media = (media.llx, media.lly, media.urx, media.ury);
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        trm: &Transform,
        width: f64,
        _: f64,
        font_size: f64,
        char: &str,
    ) -> Result<(), OutputError> {
        let along = trm.m11.hypot(trm.m12);
        let size = trm.m21.hypot(trm.m22) * font_size.abs();
        if !(size.is_finite() && along.is_finite() && trm.m31.is_finite() && trm.m32.is_finite()) {
            return Ok(());
        }
        let turns = turns_of(trm);
        let (x, base) = self.seen(turns, trm.m31, trm.m32);
        let end = x + width.max(0.0) * font_size.abs() * along;
        let at = Place {
            turns,
            x: (x, end),
            base,
            size,
        };
        let said = self.stands_for();
        let said = said.as_ref().map(Option::as_deref);
        match said.unwrap_or(Some(char)).filter(|c| !c.is_empty()) {
            Some(text) => self.show(text, &at),
            None => self.widen(&at),
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        self.shown += 1;
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn stroke(
        &mut self,
        ctm: &Transform,
        _: &ColorSpace,
        _: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.path(ctm, path, false);
        Ok(())
    }

    fn fill(
        &mut self,
        ctm: &Transform,
        _: &ColorSpace,
        _: &[f64],
        path: &Path,
    ) -> Result<(), OutputError> {
        self.path(ctm, path, true);
        Ok(())
    }
}
