//! A paragraph as the grammar reads it: tokens, each of one class, and the string of their classes.

use super::class::*;
use super::lexicon::{Lexicon, PART, Says};
use super::number::{self, Number};
use super::{junk, papers};
use crate::script::{Folded, Gap, Sort};
use std::ops::Range;

/// A word, a number, a sign, or a phrase of the lexicon.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) class: u8,
    /// Where it stands in the text.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its place in the class string.
    pub(super) at: usize,
    /// Its pieces.
    pub(super) pieces: Range<usize>,
    pub(super) says: Says,
    /// What a number says, by its place in [`Tokens::numbers`].
    pub(super) number: Option<usize>,
    /// For a mark: the body and the year.
    pub(super) mark: Option<(usize, u16)>,
    /// What stands before it.
    gap: Gap,
}

/// The smallest parts: what the alphabet itself parts.
#[derive(Clone, Debug)]
struct Piece {
    start: usize,
    end: usize,
    /// In [`Tokens::norm`], without the sign behind it.
    norm: Range<usize>,
    gap: Gap,
    sort: Sort,
    confused: bool,
}

/// The tokens of one paragraph.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    pub(super) all: Vec<Token>,
    pub(super) classes: Vec<u8>,
    pub(super) numbers: Vec<Number>,
    pieces: Vec<Piece>,
    norm: String,
    /// Stretches that a converter left, in order.
    holes: Vec<Range<usize>>,
}

impl<'t> Tokens<'t> {
    /// The tokens of `text` in `range`.
    pub(super) fn new(
        text: &'t str,
        range: Range<usize>,
        lexicon: &Lexicon,
        codes: &papers::Codes,
    ) -> Self {
        let mut tokens = Tokens {
            text,
            all: Vec::new(),
            classes: Vec::new(),
            numbers: Vec::new(),
            pieces: Vec::new(),
            norm: String::new(),
            holes: junk::holes(text, range.clone()),
        };
        tokens.cut(range);
        let mut at = 0;
        while at < tokens.pieces.len() {
            at = tokens.read(at, lexicon, codes);
        }
        tokens
    }

    /// Cuts the text into pieces.
    fn cut(&mut self, range: Range<usize>) {
        let mut from = range.start;
        let mut before = Gap::None;
        let holes = std::mem::take(&mut self.holes);
        for hole in holes
            .iter()
            .cloned()
            .chain(std::iter::once(range.end..range.end))
        {
            self.cut_plain(from..hole.start, before);
            let end = self.pieces.last().map_or(range.start, |p| p.end);
            let left = self.text.get(end.max(from)..hole.start).unwrap_or_default();
            before = match left.contains('\n') {
                true => Gap::Line,
                false if left.is_empty() && before == Gap::Line => Gap::Line,
                false => Gap::Space,
            };
            from = hole.end;
        }
        self.holes = holes;
    }

    /// `before`: what stands before the first token, beside its own gap.
    fn cut_plain(&mut self, range: Range<usize>, mut before: Gap) {
        let folded = Folded::new(&self.text[range.clone()]);
        let mut first = true;
        for token in folded.tokens() {
            let mut gap = token.gap;
            // The beginning of a stretch is no empty line.
            if std::mem::take(&mut first) && range.start > 0 && !self.pieces.is_empty() {
                let own = &self.text[range.start..range.start + token.span.start];
                gap = if own.contains('\n') {
                    Gap::Line
                } else {
                    Gap::None
                };
            }
            gap = gap.max(std::mem::replace(&mut before, Gap::None));
            // Raised digits are notes, stars and their like are bold print.
            let at = range.start + token.span.start..range.start + token.span.end;
            let mark = match (token.sort, self.text.get(at.clone())) {
                (Sort::Note | Sort::Mark('*'), _) | (_, Some("`")) => true,
                (Sort::Mark('_' | '~'), Some(_)) => junk::is_emphasis(self.text, at),
                _ => false,
            };
            if mark {
                before = gap;
                continue;
            }
            let text = &folded.text()[token.at.clone()];
            let (start, end) = (range.start + token.span.start, range.start + token.span.end);
            // A sign that stands for several ("…") is one.
            if !self.text.is_char_boundary(start) || !self.text.is_char_boundary(end) {
                continue;
            }
            if token.sort == Sort::Word && self.joins_broken(gap, text) {
                self.join(text, end);
                continue;
            }
            if token.sort == Sort::Han {
                for (at, c) in text.char_indices() {
                    let span = folded.span(token.at.start + at..token.at.start + at + c.len_utf8());
                    let (from, to) = (range.start + span.start, range.start + span.end);
                    let gap = if at == 0 { gap } else { Gap::None };
                    self.push(
                        &text[at..at + c.len_utf8()],
                        from,
                        to,
                        gap,
                        Sort::Han,
                        false,
                    );
                }
                continue;
            }
            self.push(text, start, end, gap, token.sort, token.confused);
        }
    }

    fn push(&mut self, norm: &str, start: usize, end: usize, gap: Gap, sort: Sort, confused: bool) {
        let from = self.norm.len();
        self.norm.push_str(norm);
        let norm = from..self.norm.len();
        self.norm.push(PART);
        self.pieces.push(Piece {
            start,
            end,
            norm,
            gap,
            sort,
            confused,
        });
    }

    /// True where a line break parts a word: "Resolu-\ntion". What ends in a capital or goes on with one is two.
    fn joins_broken(&self, gap: Gap, text: &str) -> bool {
        let small = |c: Option<char>| c.is_some_and(char::is_lowercase);
        // A soft hyphen is no piece.
        if let Some(word) = self.pieces.last()
            && gap == Gap::Line
            && word.sort == Sort::Word
            && self.text[word.end..].starts_with('\u{ad}')
        {
            return small(text.chars().next());
        }
        let [.., word, hyphen] = self.pieces.as_slice() else {
            return false;
        };
        gap == Gap::Line
            && hyphen.sort == Sort::Hyphen
            && hyphen.gap == Gap::None
            && word.sort == Sort::Word
            && small(self.text[word.start..word.end].chars().next_back())
            && small(text.chars().next())
            && self.text[hyphen.end..]
                .trim_start()
                .starts_with(char::is_lowercase)
    }

    fn join(&mut self, text: &str, end: usize) {
        if self.pieces.last().is_some_and(|p| p.sort == Sort::Hyphen) {
            self.pieces.pop();
        }
        if let Some(word) = self.pieces.last_mut() {
            self.norm.truncate(word.norm.end);
            self.norm.push_str(text);
            word.norm.end = self.norm.len();
            word.end = end;
            self.norm.push(PART);
        }
    }

    /// Reads the token that begins with the `at`-th piece; the piece to go on with.
    fn read(&mut self, at: usize, lexicon: &Lexicon, codes: &papers::Codes) -> usize {
        let piece = &self.pieces[at];
        if matches!(piece.sort, Sort::Word | Sort::Number)
            && let Some(end) = codes.at(self.text, piece.start)
        {
            let next = self.behind(at, end);
            return self.add(CODE, at..next, Says::Nothing);
        }
        if matches!(self.pieces[at].sort, Sort::Word | Sort::Number)
            && let Some(found) = number::described(self, at, lexicon)
        {
            return self.add_number(found, at);
        }
        let term = self.term(at, lexicon);
        if let Some(next) = self.mark(at, &term, lexicon) {
            return next;
        }
        if let Some((says, class)) = self.lookalike(at, lexicon) {
            return self.add(class, at..at + 3, says);
        }
        if let Some((class, says, next)) = term {
            return match class {
                // "PP-18", "Council 2016" are read above; "ITU-R7" is a Sector and a number.
                KSHORT if matches!(self.piece_text(next), Some(c) if c.is_alphabetic() && self.glued(next)) => {
                    self.plain(at)
                }
                _ => self.add(class, at..next, says),
            };
        }
        if self.pieces[at].sort == Sort::Word && self.split_joined(at, lexicon) {
            return self.read(at, lexicon, codes);
        }
        if let Some(found) = number::at(self, at) {
            return self.add_number(found, at);
        }
        self.plain(at)
    }

    fn add_number(&mut self, found: Number, at: usize) -> usize {
        let class = found.class;
        let next = self.behind(at, found.end).max(at + 1);
        self.numbers.push(found);
        let next = self.add(class, at..next, Says::Nothing);
        if let Some(token) = self.all.last_mut() {
            token.number = Some(self.numbers.len() - 1);
        }
        next
    }

    /// Where the `at`-th piece begins, and whether letters or digits stand right before it.
    pub(super) fn piece(&self, at: usize) -> (usize, bool) {
        let piece = &self.pieces[at];
        let word = at > 0 && matches!(self.pieces[at - 1].sort, Sort::Word | Sort::Number);
        (piece.start, piece.gap == Gap::None && word)
    }

    /// The kind that is meant by "Res0lution": a word that goes on behind a digit that looks like a letter.
    fn lookalike(&self, at: usize, lexicon: &Lexicon) -> Option<(Says, u8)> {
        let [word, digit, rest, ..] = &self.pieces[at..] else {
            return None;
        };
        let glued = digit.gap == Gap::None && rest.gap == Gap::None;
        let sorts = (word.sort, digit.sort, rest.sort);
        if !glued || sorts != (Sort::Word, Sort::Number, Sort::Word) {
            return None;
        }
        let text = |piece: &Piece| &self.norm[piece.norm.clone()];
        let letters: &[&str] = match text(digit) {
            "0" => &["o"],
            "1" => &["l", "i"],
            "3" => &["e"],
            "5" => &["s"],
            _ => return None,
        };
        letters.iter().find_map(|letter| {
            let meant = format!("{}{letter}{}{PART}", text(word), text(rest));
            let (term, length) = lexicon.at(&meant, |_| (true, true))?;
            let kind = length == meant.len() && matches!(term.class, KIND | KINDS);
            kind.then(|| (term.says.clone(), term.class))
        })
    }

    fn piece_text(&self, at: usize) -> Option<char> {
        let piece = self.pieces.get(at)?;
        self.text[piece.start..].chars().next()
    }

    fn glued(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|p| p.gap == Gap::None)
    }

    /// The first piece that begins at or behind byte `end`.
    fn behind(&self, at: usize, end: usize) -> usize {
        at + self.pieces[at..].partition_point(|p| p.start < end)
    }

    fn term(&self, at: usize, lexicon: &Lexicon) -> Option<(u8, Says, usize)> {
        let from = self.pieces[at].norm.start;
        let start = self.pieces[at].start;
        let capitals = |length: usize| {
            let count = self.pieces[at..].partition_point(|p| p.norm.end < from + length);
            let end = self.pieces[at + count.saturating_sub(1)].end;
            // A character that folds into several pieces can leave one that ends before it begins.
            let written = &self.text[start..end.max(start)];
            let mut letters = written.chars().filter(|c| c.is_alphabetic());
            let first = letters.clone().next().is_none_or(|c| !c.is_lowercase());
            (first, first && letters.all(|c| !c.is_lowercase()))
        };
        let (term, length) = lexicon.at(&self.norm[from..], capitals)?;
        let next = at + self.pieces[at..].partition_point(|p| p.norm.start < from + length);
        Some((term.class, term.says.clone(), next))
    }

    /// Cuts letters off the word at `at` that melt into it, where a known word stands behind them.
    fn split_joined(&mut self, at: usize, lexicon: &Lexicon) -> bool {
        let Piece { norm, start, .. } = self.pieces[at].clone();
        for (letters, class) in &lexicon.joined {
            let word = &self.norm[norm.clone()];
            let Some(rest) = word.strip_prefix(letters.as_str()) else {
                continue;
            };
            let known = !rest.is_empty() && self.is_known(norm.start + letters.len(), lexicon, 0);
            if !known {
                continue;
            }
            let count = letters.chars().count();
            let mut written = self.text[start..].char_indices();
            let mut written = written.by_ref().filter(|(_, c)| c.is_alphabetic());
            let Some((bytes, _)) = written.nth(count) else {
                continue;
            };
            let cut = start + bytes;
            // The letters are a token, and the piece is what is left of it.
            self.add(*class, at..at + 1, Says::Nothing);
            if let Some(token) = self.all.last_mut() {
                token.end = cut;
            }
            let piece = &mut self.pieces[at];
            piece.start = cut;
            piece.norm.start += letters.len();
            piece.gap = Gap::None;
            return true;
        }
        false
    }

    /// True where a term stands at `from` of the norm, perhaps behind more joined letters.
    fn is_known(&self, from: usize, lexicon: &Lexicon, depth: usize) -> bool {
        if lexicon.at(&self.norm[from..], |_| (true, true)).is_some() {
            return true;
        }
        depth < 2
            && lexicon.joined.iter().any(|(letters, _)| {
                self.norm[from..].starts_with(letters.as_str())
                    && self.is_known(from + letters.len(), lexicon, depth + 1)
            })
    }

    /// The mark of a conference at `at`: "WTSA-16", "PP 2018", "Mob-87".
    fn mark(
        &mut self,
        at: usize,
        term: &Option<(u8, Says, usize)>,
        lexicon: &Lexicon,
    ) -> Option<usize> {
        if self.pieces[at].sort != Sort::Word {
            return None;
        }
        let Some((BODY | ACRO | GBODY | GEN_BODY | NAME, says, next)) = term else {
            return self.session(at, lexicon);
        };
        let mut next = *next;
        let mut letters: String = self.squeezed(at..next);
        let mut hyphen = false;
        // "WARC Mob-87"
        for _ in 0..2 {
            while self
                .pieces
                .get(next)
                .is_some_and(|p| p.sort == Sort::Hyphen)
            {
                (hyphen, next) = (true, next + 1);
            }
            let piece = self.pieces.get(next).filter(|p| p.gap <= Gap::Line)?;
            match piece.sort {
                Sort::Number => break,
                Sort::Word if matches!(self.term(next, lexicon), Some((NAME, Says::Mark, _))) => {
                    letters.push_str(&self.norm[piece.norm.clone()]);
                    next += 1;
                }
                _ => return None,
            }
        }
        let piece = self.pieces.get(next).filter(|p| p.sort == Sort::Number)?;
        let digits = self.norm[piece.norm.clone()].to_owned();
        if !matches!(digits.len(), 2 | 4) || self.is_word(next + 1) && self.glued(next + 1) {
            return None;
        }
        let found = match (lexicon.marks.get(&format!("{letters}{digits}")), says) {
            (Some(found), _) => *found,
            (None, &Says::Body(body)) => {
                let known = lexicon.mark_years.get(&(body, digits.clone())).copied();
                let spaced = piece.gap != Gap::None && !hyphen;
                let year = known.or_else(|| year_of(&digits))?;
                // "Council 2016" is a session as well as "Council-16"; "Council 16" is not.
                if !hyphen && digits.len() != 4 || spaced && digits.len() != 4 {
                    return None;
                }
                (body, year)
            }
            _ => return None,
        };
        // "PP 18" is a page or a number as well.
        if !hyphen && digits.len() == 2 && piece.gap != Gap::None {
            return None;
        }
        let end = self.add(MARK, at..next + 1, Says::Body(found.0));
        if let Some(token) = self.all.last_mut() {
            token.mark = Some(found);
        }
        Some(end)
    }

    /// "C19", "C-2000": a session of a body.
    fn session(&mut self, at: usize, lexicon: &Lexicon) -> Option<usize> {
        if !self.glued(at + 1) {
            return None;
        }
        let piece = &self.pieces[at];
        let body = *lexicon.sessions.get(&self.norm[piece.norm.clone()])?;
        let capital = self.text[piece.start..].starts_with(char::is_uppercase);
        let mut next = at + 1;
        if self.glued(next) && self.pieces[next].sort == Sort::Hyphen {
            next += 1;
        }
        let number = self.pieces.get(next).filter(|p| p.sort == Sort::Number)?;
        let digits = &self.norm[number.norm.clone()];
        let known = capital && self.glued(next) && matches!(digits.len(), 2 | 4);
        let goes_on = self.glued(next + 1)
            && (self.is_word(next + 1) || self.piece_text(next + 1) == Some('/'));
        let year = year_of(digits).filter(|_| known && !goes_on)?;
        let end = self.add(SESSION_MARK, at..next + 1, Says::Body(body));
        if let Some(token) = self.all.last_mut() {
            token.mark = Some((body, year));
        }
        Some(end)
    }

    fn is_word(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|p| p.sort == Sort::Word)
    }

    /// The letters and digits of these pieces.
    fn squeezed(&self, pieces: Range<usize>) -> String {
        let norm = pieces.map(|i| &self.norm[self.pieces[i].norm.clone()]);
        norm.flat_map(|n| n.chars().filter(|c| c.is_alphanumeric()))
            .collect()
    }

    /// A piece that is no term and no number.
    fn plain(&mut self, at: usize) -> usize {
        let piece = &self.pieces[at];
        let written = &self.text[piece.start..piece.end];
        let class = match piece.sort {
            Sort::Word => word_class(written),
            Sort::Number => DIGITS,
            Sort::Han => HAN,
            Sort::Hyphen => HYPHEN,
            Sort::Note => SIGN,
            Sort::Mark(c) => sign_class(c),
        };
        self.add(class, at..at + 1, Says::Nothing)
    }

    fn add(&mut self, class: u8, pieces: Range<usize>, says: Says) -> usize {
        let first = &self.pieces[pieces.start];
        match first.gap {
            Gap::None => {}
            _ if self.classes.is_empty() => {}
            Gap::Space | Gap::Tab => self.classes.push(b' '),
            Gap::Line | Gap::Blank => self.classes.push(b'\n'),
        }
        self.all.push(Token {
            class,
            start: first.start,
            end: self.pieces[pieces.end - 1].end,
            at: self.classes.len(),
            pieces: pieces.clone(),
            says,
            number: None,
            mark: None,
            gap: first.gap,
        });
        self.classes.push(class);
        pieces.end
    }

    /// The class of the `i`-th token; 0 behind the last.
    pub(super) fn class(&self, i: usize) -> u8 {
        self.all.get(i).map_or(0, |t| t.class)
    }

    /// The `i`-th token as written.
    pub(super) fn written(&self, i: usize) -> &'t str {
        let token = &self.all[i];
        &self.text[token.start..token.end]
    }

    /// The `i`-th token as compared, without spaces and signs.
    pub(super) fn key(&self, i: usize) -> String {
        self.squeezed(self.all[i].pieces.clone())
    }

    /// The `i`-th token as compared, where it is a single piece.
    pub(super) fn norm(&self, i: usize) -> &str {
        let piece = &self.pieces[self.all[i].pieces.start];
        &self.norm[piece.norm.clone()]
    }

    /// True where a letter of another alphabet stands in the token.
    pub(super) fn confused(&self, i: usize) -> bool {
        self.all[i].pieces.clone().any(|p| self.pieces[p].confused)
    }

    /// What stands before the `i`-th token.
    pub(super) fn gap(&self, i: usize) -> Gap {
        self.all.get(i).map_or(Gap::Blank, |t| t.gap)
    }

    /// True where the `i`-th token stands right behind the one before.
    pub(super) fn is_glued(&self, i: usize) -> bool {
        self.gap(i) == Gap::None
    }

    /// True where it stands on a line of its own or begins one.
    pub(super) fn begins_line(&self, i: usize) -> bool {
        i == 0 || self.gap(i) >= Gap::Line
    }

    /// The number that the `i`-th token is.
    pub(super) fn number(&self, i: usize) -> Option<&Number> {
        Some(&self.numbers[self.all.get(i)?.number?])
    }

    /// The classes behind the `i`-th token, the gap included, and where they begin.
    pub(super) fn behind_of(&self, i: usize) -> (&[u8], usize) {
        let at = self.all[i].at + 1;
        (&self.classes[at..], at)
    }

    /// The classes from token `from` up to the `i`-th, without it, and where they begin.
    pub(super) fn before_of(&self, from: usize, i: usize) -> (&[u8], usize) {
        let at = self.all[from.min(i)].at;
        (&self.classes[at..self.all[i].at], at)
    }

    /// The first token at or behind place `at` of the class string.
    pub(super) fn token_at(&self, at: usize) -> usize {
        self.all.partition_point(|t| t.at < at)
    }

    /// The tokens of a stretch of the class string.
    pub(super) fn tokens_of(&self, (from, to): (usize, usize)) -> Range<usize> {
        self.token_at(from)..self.token_at(to)
    }

    /// The first token that begins at or behind byte `at` of the text.
    pub(super) fn token_from(&self, at: usize) -> usize {
        self.all.partition_point(|t| t.start < at)
    }

    /// The body that the token names.
    pub(super) fn body(&self, i: usize) -> Option<usize> {
        match self.all.get(i)?.says {
            Says::Body(body) => Some(body),
            _ => None,
        }
    }
}

fn word_class(written: &str) -> u8 {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let Some(first) = letters.next() else {
        return SIGN;
    };
    let capital = first.is_uppercase();
    match (capital, letters.clone().next()) {
        (true, None) => LETTER,
        (false, None) if first.is_lowercase() => SMALL,
        (true, Some(_)) if letters.all(char::is_uppercase) => {
            let roman = written.chars().all(|c| "IVXLC".contains(c));
            if roman { ROMAN } else { CAPS }
        }
        (true, _) => NAME,
        _ => WORD,
    }
}

fn sign_class(c: char) -> u8 {
    match c {
        '(' | '[' => OPEN,
        ')' | ']' => CLOSE,
        ',' => COMMA,
        ';' => SEMICOLON,
        ':' => COLON,
        '.' => DOT,
        '/' => SLASH,
        '+' => PLUS,
        '&' => AMP,
        '\'' => APOS,
        '"' => QUOTE,
        '?' | '!' => QUESTION,
        '°' => DEGREE,
        '、' => COMMA,
        _ => SIGN,
    }
}

/// The year of a session from its digits.
fn year_of(digits: &str) -> Option<u16> {
    let number: u16 = digits.parse().ok()?;
    match digits.len() {
        4 => (1860..=2100).contains(&number).then_some(number),
        2 if number > 60 => Some(1900 + number),
        2 => Some(2000 + number),
        _ => None,
    }
}
