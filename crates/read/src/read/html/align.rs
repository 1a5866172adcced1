//! Finds where in the source the text of the parsed page stands.
//!
//! The parser tells no offsets. The text nodes come in the order of the source, so one walk along the source
//! (over its tags, comments and scripts) meets them all; a character reference matches any one character.

use memchr::memmem;

/// Elements whose content is no markup: the parser gives it as one text, and none of it is on the page.
const RAW: [&str; 7] = [
    "script", "style", "noscript", "template", "textarea", "title", "iframe",
];
/// How far text is looked for that does not stand where it should (the parser moves text out of broken tables).
const SEARCH: usize = 4096;

/// Elements that need no end tag.
const UNCLOSED: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option",
    "colgroup", "html", "body",
];

/// How deep the elements of a page are nested at most, elements that need no end tag not counted.
pub(super) fn depth(source: &str) -> usize {
    let bytes = source.as_bytes();
    let (mut depth, mut deepest) = (0usize, 0);
    for at in memchr::memchr_iter(b'<', bytes) {
        let is_end = bytes.get(at + 1) == Some(&b'/');
        let name = &bytes[at + 1 + usize::from(is_end)..];
        let length = name
            .iter()
            .take(12)
            .take_while(|b| b.is_ascii_alphanumeric())
            .count();
        let name = &name[..length];
        if length == 0
            || UNCLOSED
                .iter()
                .any(|u| name.eq_ignore_ascii_case(u.as_bytes()))
        {
            continue;
        }
        depth = if is_end {
            depth.saturating_sub(1)
        } else {
            depth + 1
        };
        deepest = deepest.max(depth);
    }
    deepest
}

/// How many attributes the tag with the most of them has, at most: white space in it is counted.
pub(super) fn attributes(source: &str) -> usize {
    let bytes = source.as_bytes();
    let (mut most, mut at) = (0, 0);
    while let Some(open) = memchr::memchr(b'<', &bytes[at..]) {
        at += open + 1;
        let end = memchr::memchr2(b'<', b'>', &bytes[at..]).unwrap_or(bytes.len() - at);
        let tag = &bytes[at..at + end];
        let gaps = tag.windows(2).filter(|w| is_gap(w[0]) && !is_gap(w[1]));
        most = most.max(gaps.count());
        at += end;
    }
    most
}

/// White space, and the slash that browsers take for it.
fn is_gap(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == b'/'
}

/// True for elements whose content is passed over as a whole.
pub(super) fn has_raw_text(name: &str) -> bool {
    RAW.contains(&name)
}

/// The walk along the source.
pub(super) struct Aligner<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Aligner<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        let at = if source.starts_with('\u{feff}') { 3 } else { 0 };
        Aligner { source, at }
    }

    /// Gives each character of a text node with its place in the source.
    pub(super) fn node(&mut self, text: &str, mut give: impl FnMut(char, usize)) {
        let start = self.find(text);
        self.at = start.unwrap_or(self.at);
        for c in text.chars() {
            match self.next() {
                Some(piece) if start.is_some() && piece.is(c) => {
                    give(c, piece.at);
                    self.at = piece.end;
                }
                _ => give(c, self.at),
            }
        }
    }

    /// Where the node's text starts: here, or a little further on.
    fn find(&self, text: &str) -> Option<usize> {
        let mut look = Aligner { ..*self };
        let limit = self.at + SEARCH;
        loop {
            let piece = look.next()?;
            if look.at > limit {
                return None;
            }
            let mut probe = Aligner {
                at: piece.at,
                ..look
            };
            // The first few characters decide; to compare all of a long text again and again would be slow.
            let fits = text.chars().take(12).all(|c| match probe.next() {
                Some(p) if p.is(c) => {
                    probe.at = p.end;
                    true
                }
                _ => false,
            });
            if fits {
                return Some(piece.at);
            }
            look.at = piece.end;
        }
    }

    /// Passes over the content of an element whose start tag comes next.
    pub(super) fn skip_raw(&mut self, name: &str) {
        let rest = &self.source.as_bytes()[self.at..];
        let Some(open) = find_tag(rest, "<", name) else {
            return;
        };
        let Some(close) = find_tag(&rest[open..], "</", name) else {
            return;
        };
        self.at += open + close;
    }

    /// The next character of text, tags and comments passed over.
    fn next(&self) -> Option<Piece> {
        let bytes = self.source.as_bytes();
        let mut at = self.at;
        loop {
            let rest = bytes.get(at..)?;
            match *rest.first()? {
                b'<' if rest.starts_with(b"<!--") => {
                    at += memmem::find(rest, b"-->").map_or(rest.len(), |end| end + 3);
                }
                b'<' if rest
                    .get(1)
                    .is_some_and(|b| b.is_ascii_alphabetic() || b"/!?".contains(b)) =>
                {
                    at += tag_length(rest);
                }
                b'\r' if rest.get(1) == Some(&b'\n') => at += 1,
                _ => break,
            }
        }
        let rest = &self.source[at..];
        let c = rest.chars().next()?;
        let reference = (c == '&').then(|| reference_length(rest)).flatten();
        Some(Piece {
            shown: if reference.is_some() { None } else { Some(c) },
            at,
            end: at + reference.unwrap_or(c.len_utf8()),
        })
    }
}

/// One character of the source's text.
struct Piece {
    /// None for a character reference.
    shown: Option<char>,
    at: usize,
    end: usize,
}

impl Piece {
    fn is(&self, c: char) -> bool {
        match self.shown {
            None => true,
            Some('\r') => c == '\n',
            Some(shown) => shown == c,
        }
    }
}

/// The length of the tag at the start of `rest`; a `>` in quotes does not end it.
fn tag_length(rest: &[u8]) -> usize {
    let mut quote = None;
    let mut is_value = false;
    for (i, b) in rest.iter().enumerate() {
        match (quote, b) {
            (Some(q), b) if *b == q => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if is_value => quote = Some(*b),
            (None, b'>') => return i + 1,
            _ => {}
        }
        if !b.is_ascii_whitespace() {
            is_value = *b == b'=';
        }
    }
    rest.len()
}

/// The length of a character reference such as `&nbsp;` or `&#160;`.
fn reference_length(rest: &str) -> Option<usize> {
    let name = rest[1..]
        .bytes()
        .take(32)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
        .count();
    let end = 1 + name;
    match rest.as_bytes().get(end) {
        _ if name == 0 => None,
        Some(b';') => Some(end + 1),
        // Old pages leave the semicolon out.
        _ => rest[1..].starts_with("nbsp").then_some(5),
    }
}

/// Where `open` and the element's name stand, whatever the case of the name.
fn find_tag(bytes: &[u8], open: &str, name: &str) -> Option<usize> {
    memmem::find_iter(bytes, open).find(|at| {
        let start = at + open.len();
        let found = bytes.get(start..start + name.len());
        let behind = bytes.get(start + name.len());
        found.is_some_and(|f| f.eq_ignore_ascii_case(name.as_bytes()))
            && behind.is_none_or(|b| !b.is_ascii_alphanumeric())
    })
}
