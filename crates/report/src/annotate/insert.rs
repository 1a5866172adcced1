//! Insertions into the document part, and the XML that they leave.

use super::points::{Point, Split, before, behind, is_whole};
use crate::model::Span;
use crate::read::docx::trace::{Run, Trace};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The namespace of the relations that a link names.
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What is to be inserted, by place.
pub(super) struct Insertions<'a> {
    xml: &'a str,
    /// The prefix of the names: `w:`.
    prefix: &'a str,
    /// The attribute by which a link names its relation, with the declaration of its prefix where that is missing.
    relation: String,
    at: BTreeMap<usize, Insertion>,
    /// Text elements that will be split, by the end of their start tag.
    texts: BTreeSet<usize>,
    runs: BTreeMap<usize, Run>,
    /// Where the last link ends.
    linked: usize,
}

#[derive(Default)]
struct Insertion {
    split: Option<Split>,
    link_ends: String,
    ends: String,
    marks: String,
    starts: String,
    link_starts: String,
}

impl<'a> Insertions<'a> {
    /// For a document part; none where its names have no prefix.
    pub(super) fn new(xml: &'a str) -> Option<Self> {
        let root = xml
            .match_indices('<')
            .find(|(at, _)| xml[at + 1..].starts_with(|c: char| c.is_alphabetic()))?
            .0;
        let root = &xml[root + 1..root + xml[root..].find('>')?];
        let name = root.split(|c: char| c.is_whitespace()).next()?;
        let prefix = &name[..=name.find(':')?];
        let bound = root.find(&format!("=\"{RELATIONS}\"")).and_then(|at| {
            let attribute = root[..at].rsplit(char::is_whitespace).next()?;
            attribute.strip_prefix("xmlns:")
        });
        let relation = match bound {
            Some(prefix) => format!("{prefix}:id"),
            None => format!("xmlns:r=\"{RELATIONS}\" r:id"),
        };
        Some(Insertions {
            xml,
            prefix,
            relation,
            at: BTreeMap::new(),
            texts: BTreeSet::new(),
            runs: BTreeMap::new(),
            linked: 0,
        })
    }

    /// Marks `span` for the comment `id`; false where there is no text to hang it on.
    pub(super) fn comment(&mut self, trace: &Trace, span: Span, id: u32) -> bool {
        let Some((first, last, start, end)) = ends(trace, span) else {
            return false;
        };
        let w = self.prefix;
        let run = &trace.runs[trace.pieces[last].run];
        let start = self.outside(start, &trace.runs[trace.pieces[first].run]);
        let end = self.outside(end, run);
        // A mark inside a tracked change would be part of the change.
        let mark_at = if run.outer == run.xml {
            end.clone()
        } else {
            Point {
                at: run.outer.end,
                split: None,
            }
        };
        let mark = format!(
            "<{w}r><{w}rPr><{w}rStyle {w}val=\"CommentReference\"/></{w}rPr><{w}commentReference {w}id=\"{id}\"/></{w}r>"
        );
        self.place(trace, &start)
            .starts
            .push_str(&format!("<{w}commentRangeStart {w}id=\"{id}\"/>"));
        self.place(trace, &end)
            .ends
            .push_str(&format!("<{w}commentRangeEnd {w}id=\"{id}\"/>"));
        self.place(trace, &mark_at).marks.push_str(&mark);
        true
    }

    /// The place at the border of the tracked change in which a run stands, where nothing else of the change is between:
    /// a mark inside would go with the change.
    fn outside(&self, point: Point, run: &Run) -> Point {
        let holds_no_text = |between: Range<usize>, tag: fn(&str) -> bool| {
            let between = self.xml.get(between).unwrap_or("<");
            between.split('<').skip(1).all(tag) && !between.contains("/>")
        };
        let opening = |tag: &str| !tag.starts_with('/') && tag.ends_with('>');
        let closing = |tag: &str| tag.starts_with('/') && tag.ends_with('>');
        let at = match point.at {
            at if point.split.is_some() || run.outer == run.xml => at,
            at if at == run.xml.start && holds_no_text(run.outer.start..at, opening) => {
                run.outer.start
            }
            at if at == run.xml.end && holds_no_text(at..run.outer.end, closing) => run.outer.end,
            at => at,
        };
        Point { at, ..point }
    }

    /// Makes a link of `span` if its runs are siblings and in no other link; `relation` gives the id.
    pub(super) fn link(
        &mut self,
        trace: &Trace,
        span: Span,
        relation: impl FnOnce() -> String,
    ) -> bool {
        let Some((first, last, start, end)) = ends(trace, span) else {
            return false;
        };
        let pieces = &trace.pieces[first..=last];
        let is_free = pieces.iter().all(|piece| {
            let run = &trace.runs[piece.run];
            !is_whole(piece) && !run.is_linked && run.outer == run.xml
        });
        let are_siblings = pieces.windows(2).all(|pair| {
            let (a, b) = (&trace.runs[pair[0].run], &trace.runs[pair[1].run]);
            pair[0].run == pair[1].run || self.holds_no_border(a.xml.end..b.xml.start)
        });
        if !is_free || !are_siblings || start.at < self.linked {
            return false;
        }
        self.linked = end.at;
        let (w, id) = (self.prefix, relation());
        let open = format!("<{w}hyperlink {}=\"{id}\" {w}history=\"1\">", self.relation);
        self.place(trace, &start).link_starts.push_str(&open);
        self.place(trace, &end)
            .link_ends
            .push_str(&format!("</{w}hyperlink>"));
        true
    }

    /// True where between two runs stand only elements without content: bookmarks, spelling marks.
    fn holds_no_border(&self, between: Range<usize>) -> bool {
        let between = self.xml.get(between).unwrap_or("</");
        between
            .split('<')
            .skip(1)
            .all(|tag| !tag.starts_with('/') && tag.trim_end().ends_with("/>"))
    }

    fn place(&mut self, trace: &Trace, point: &Point) -> &mut Insertion {
        if let Some(split) = &point.split {
            self.runs.insert(split.run, trace.runs[split.run].clone());
            self.texts.extend(split.text.as_ref().map(|tag| tag.end));
        }
        let insertion = self.at.entry(point.at).or_default();
        insertion.split = insertion.split.take().or(point.split.clone());
        insertion
    }

    /// The part with all that in it.
    pub(super) fn apply(&self) -> String {
        let xml = self.xml;
        const KEEPS_SPACE: &str = " xml:space=\"preserve\"";
        let mut out = String::with_capacity(xml.len() + self.at.len() * 256);
        let mut done = 0;
        let mut places: BTreeSet<usize> = self.at.keys().copied().collect();
        // A text element that is split has space at the seam: its start tag must say that it counts.
        let tags: BTreeSet<usize> = self.texts.iter().map(|end| end - 1).collect();
        places.extend(&tags);
        for place in places {
            out.push_str(&xml[done..place]);
            done = place;
            if tags.contains(&place) {
                let tag = xml[..place].rfind('<').map_or("", |open| &xml[open..place]);
                if !tag.contains("xml:space") {
                    out.push_str(KEEPS_SPACE);
                }
            }
            if let Some(insertion) = self.at.get(&place) {
                let (close, reopen) = self.seam(insertion.split.as_ref());
                for piece in [
                    &close,
                    &insertion.link_ends,
                    &insertion.ends,
                    &insertion.marks,
                    &insertion.starts,
                    &insertion.link_starts,
                    &reopen,
                ] {
                    out.push_str(piece);
                }
            }
        }
        out.push_str(&xml[done..]);
        out
    }

    /// What ends the first half of a split run and begins the second, which looks like the first.
    fn seam(&self, split: Option<&Split>) -> (String, String) {
        let Some((split, run)) = split.and_then(|s| Some((s, self.runs.get(&s.run)?))) else {
            return Default::default();
        };
        let (mut close, mut reopen) = (String::new(), String::new());
        let xml = self.xml;
        let tag = &xml[run.tag.clone()];
        reopen.push_str(tag);
        reopen.push_str(&xml[run.properties.clone()]);
        if let Some(text) = &split.text {
            let name = element_name(&xml[text.clone()]);
            close.push_str(&format!("</{name}>"));
            reopen.push_str(&format!("<{name} xml:space=\"preserve\">"));
        }
        close.push_str(&format!("</{}>", element_name(tag)));
        (close, reopen)
    }
}

/// The first and the last piece of `span`, and the places before and behind it.
fn ends(trace: &Trace, span: Span) -> Option<(usize, usize, Point, Point)> {
    let first = trace.pieces.partition_point(|p| p.text.end <= span.start);
    let last = trace
        .pieces
        .partition_point(|p| p.text.start < span.end)
        .checked_sub(1)?;
    if first > last {
        return None;
    }
    let start = before(trace, first, span.start)?;
    let end = behind(trace, last, span.end)?;
    Some((first, last, start, end))
}

fn element_name(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    name.split(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .next()
        .unwrap_or(name)
}
