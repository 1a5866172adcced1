//! Patterns of `grammar.yaml`: regular expressions over classes of words.

use super::class;
use super::tokens::Tokens;
use crate::knowledge::{Grammar, Lazy};
use regex::bytes::{Match, Regex};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// Between two words of a pattern: nothing, a space, one line end.
const GAP: &str = "[ \\n]?";
/// So few patterns are tried one by one.
const FEW: usize = 2;

/// Where a pattern must fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Right behind a token.
    Behind,
    /// Right before one.
    Before,
}

/// One pattern, which is compiled when it is tried first.
pub(super) type Pattern = Lazy<Compiled>;

/// A regular expression, and its groups by their number.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    regex: Regex,
    groups: Vec<Option<String>>,
}

/// What a pattern found.
#[derive(Clone, Debug)]
pub(super) struct Hit<'p> {
    /// The tokens of all of it.
    pub(super) tokens: Range<usize>,
    groups: Vec<(&'p str, Range<usize>)>,
}

impl Hit<'_> {
    /// The tokens of the group of that name; none where it is not there or empty.
    pub(super) fn get(&self, name: &str) -> Option<Range<usize>> {
        let found = self.groups.iter().find(|(n, _)| *n == name);
        found.map(|(_, tokens)| tokens.clone())
    }

    /// The first of them.
    pub(super) fn at(&self, name: &str) -> Option<usize> {
        self.get(name).map(|tokens| tokens.start)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// The patterns that are tried at one sort of place.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    patterns: Vec<Pattern>,
    /// All of them in one expression, where they are many: mostly none fits.
    any: Option<Lazy<Regex>>,
}

impl Rules {
    /// Those of `grammar.yaml` under `name`.
    pub(super) fn new(
        grammar: &Grammar,
        is_builtin: bool,
        name: &str,
        anchor: Anchor,
    ) -> Result<Self, String> {
        let rules = grammar.rules.get(name).into_iter().flatten();
        let mut all = Vec::new();
        let mut expander = Expander {
            parts: &grammar.parts,
            known: FxHashMap::default(),
        };
        let made = rules.map(|rule| {
            let pattern = &rule.pattern;
            let wrong = |error| format!("`{pattern}`, a pattern of `{name}`: {error}");
            let inner = expander.expand(pattern, 0).map_err(wrong)?;
            let whole = whole(&inner, pattern, anchor);
            let made = Lazy::by(numbered(&whole), Compiled::new);
            all.push(whole);
            // Those that are built in were tried by the tests.
            if !is_builtin {
                made.check().map_err(|e| wrong(e.to_string()))?;
            }
            Ok(made)
        });
        let patterns = made.collect::<Result<_, String>>()?;
        let any = || Lazy::by(without_groups(&all.join("|")), Regex::new);
        let any = (all.len() > FEW).then(any);
        Ok(Rules { patterns, any })
    }

    /// Its patterns, in order.
    pub(super) fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// Those of which one may fit on `classes`.
    fn tried(&self, classes: &[u8]) -> &[Pattern] {
        match self.any.as_ref().and_then(Lazy::get) {
            Some(any) if !any.is_match(classes) => &[],
            _ => &self.patterns,
        }
    }

    /// What those find that fit on the classes in `place` of the class string, in order.
    pub(super) fn all<'a>(
        &'a self,
        tokens: &'a Tokens,
        place: Range<usize>,
    ) -> impl Iterator<Item = Hit<'a>> + 'a {
        let tried = self.tried(&tokens.classes[place.clone()]).iter();
        tried.filter_map(move |p| p.get()?.find(tokens, place.clone()))
    }
}

impl Compiled {
    fn new(pattern: &str) -> Result<Self, regex::Error> {
        let regex = Regex::new(pattern)?;
        let groups = regex.capture_names();
        let bare = |name: &str| name.split("__").next().map(str::to_owned);
        let groups = groups.map(|n| n.and_then(bare)).collect();
        Ok(Compiled { regex, groups })
    }

    /// What it finds on the classes in `place` of the class string.
    pub(super) fn find(&self, tokens: &Tokens, place: Range<usize>) -> Option<Hit<'_>> {
        let Compiled { regex, groups } = self;
        let classes = &tokens.classes[place.clone()];
        // Most fit nowhere, which is told without asking for groups.
        let found = regex.is_match(classes).then(|| regex.captures(classes))??;
        let tokens_of = |group: Match| {
            let at = |byte| tokens.token_at(place.start + byte);
            at(group.start())..at(group.end())
        };
        let groups = groups.iter().enumerate().filter_map(|(i, name)| {
            let group = found.get(i).filter(|g| !g.is_empty())?;
            Some((name.as_deref()?, tokens_of(group)))
        });
        Some(Hit {
            tokens: tokens_of(found.get(0)?),
            groups: groups.collect(),
        })
    }
}

/// The regular expression of a pattern that is tried at that side of a place; `inner` is its own.
fn whole(inner: &str, rule: &str, anchor: Anchor) -> String {
    match anchor {
        Anchor::Behind => format!("(?-u)^{GAP}(?:{inner})"),
        Anchor::Before if rule.ends_with(['~', '_']) => format!("(?-u)(?:{inner})$"),
        Anchor::Before => format!("(?-u)(?:{inner}){GAP}$"),
    }
}

/// The same without groups: whether it fits is told, and compiled, faster.
fn without_groups(pattern: &str) -> String {
    let mut groups = pattern.split("(?P<");
    let first = groups.next().unwrap_or_default().to_owned();
    groups.fold(first, |made, group| {
        made + "(?:" + group.split_once('>').map_or(group, |(_, inner)| inner)
    })
}

/// The same with a number behind the name of each group: one may stand twice in a pattern.
fn numbered(pattern: &str) -> String {
    let mut groups = pattern.split("(?P<");
    let first = groups.next().unwrap_or_default().to_owned();
    groups.enumerate().fold(first, |made, (n, group)| {
        made + "(?P<" + &group.replacen('>', &format!("__{n}>"), 1)
    })
}

/// Writes patterns as regular expressions.
struct Expander<'g> {
    parts: &'g BTreeMap<String, String>,
    /// Parts that are ready.
    known: FxHashMap<String, String>,
}

impl Expander<'_> {
    /// The regular expression of a pattern or a part.
    fn expand(&mut self, rule: &str, depth: usize) -> Result<String, String> {
        if depth > 8 {
            return Err("parts name each other in a circle".to_owned());
        }
        let mut written = Expansion::default();
        let mut rest = rule;
        // A gap is written only before the next piece, so that none stands at the end.
        while let Some(c) = rest.chars().next() {
            if c == ' ' {
                rest = rest.trim_start();
                written.gap(rest);
                continue;
            }
            if !c.is_ascii_lowercase() {
                rest = &rest[c.len_utf8()..];
                written.sign(c, rest)?;
                continue;
            }
            let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
            let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            // "name_" stands before a space that must be there.
            let name = word.strip_suffix('_').unwrap_or(word);
            rest = behind;
            let Some(inner) = behind.strip_prefix("=(") else {
                let ready = self.class_or_part(name, depth)?;
                written.piece = (written.out.len(), false);
                written.out += &ready;
                written.out += if name == word { "" } else { " " };
                continue;
            };
            rest = inner;
            if let Some((inner, behind)) = inner.split_once(')').filter(|_| name == "not") {
                let others = inner.split('|').map(|name| self.class_or_part(name, depth));
                let others = others.collect::<Result<String, _>>()?;
                written.piece = (written.out.len(), false);
                written.not(&others)?;
                rest = behind;
            } else {
                written.group(name);
            }
        }
        Ok(written.out)
    }

    /// What the name of a class or a part stands for.
    fn class_or_part(&mut self, name: &str, depth: usize) -> Result<String, String> {
        if name == "any" {
            return Ok("(?:[^ \\n][ \\n]?)".to_owned());
        }
        if name == "line" {
            return Ok("\\n".to_owned());
        }
        if let Some(class) = class::named(name) {
            return Ok(format!("\\x{class:02X}"));
        }
        if !self.known.contains_key(name) {
            let unknown = || format!("neither a class nor a part is called `{name}`");
            let part = self.parts.get(name).ok_or_else(unknown)?;
            let ready = self.expand(part, depth + 1)?;
            self.known.insert(name.to_owned(), ready);
        }
        Ok(format!("(?:{})", self.known[name]))
    }
}

/// A regular expression being written.
#[derive(Default)]
struct Expansion {
    out: String,
    /// Where the last piece begins, and whether a repeated one stands together.
    piece: (usize, bool),
    /// The same of open groups.
    open: Vec<(usize, bool)>,
}

impl Expansion {
    /// A space before `rest` of the pattern.
    fn gap(&mut self, rest: &str) {
        let closes = rest.starts_with([')', '|']) || rest.is_empty();
        if !closes && !self.out.ends_with(['(', '|', ':', '>', '^']) {
            self.out.push_str(GAP);
        }
    }

    /// A sign before `rest` of the pattern.
    fn sign(&mut self, c: char, rest: &str) -> Result<(), String> {
        match c {
            '~' => {}
            '_' => self.out.push(' '),
            '(' => {
                self.open.push((self.out.len(), rest.starts_with('~')));
                self.out.push_str("(?:");
            }
            ')' => {
                self.piece = self.open.pop().ok_or("a `)` too many")?;
                self.out.push(c);
            }
            // A gap behind what is repeated is repeated too.
            '*' | '+' | '{' => {
                if !self.piece.1 {
                    self.out.insert_str(self.piece.0, "(?:");
                    self.out.push_str(GAP);
                    self.out.push(')');
                }
                self.out.push(c);
            }
            '|' | '?' | '}' | ',' | '$' => self.out.push(c),
            c if c.is_ascii_digit() => self.out.push(c),
            c => return Err(format!("`{c}` says nothing in a pattern")),
        }
        Ok(())
    }

    /// A word of any class but those.
    fn not(&mut self, others: &str) -> Result<(), String> {
        let alternatives = others.replace("(?:", "").replace([')', '|'], "");
        if !alternatives.split("\\x").all(|class| class.len() <= 2) {
            return Err("`not=( )` holds classes alone".to_owned());
        }
        let _ = write!(self.out, "(?:[^ \\n{alternatives}])");
        Ok(())
    }

    /// Opens a group of that name, which may stand twice in a pattern.
    fn group(&mut self, name: &str) {
        self.open.push((self.out.len(), false));
        let _ = write!(self.out, "(?P<{name}>");
    }
}
