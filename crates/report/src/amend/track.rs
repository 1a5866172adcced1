//! Tracked changes in the XML of one part: the runs that hold what is struck are split, and nothing else is touched.

use super::author::Author;
use super::place::place;
use super::words::Hunk;
use crate::annotate::ids;
use crate::model::Span;
use crate::read::docx::trace::{Piece, Run, Trace};
use std::collections::BTreeMap;

/// What is done to the pieces of one run.
#[derive(Default)]
struct Work {
    /// Stretches of the part's text that are struck.
    struck: Vec<Span>,
    /// What is put in, by the place behind which it goes.
    put: BTreeMap<usize, String>,
}

/// The changes of one part.
#[derive(Default)]
pub(super) struct Tracking {
    runs: BTreeMap<usize, Work>,
}

impl Tracking {
    pub(super) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Takes a hunk whose places are those of the part's own text.
    ///
    /// # Errors
    /// Why it cannot be tracked.
    pub(super) fn add(&mut self, xml: &str, trace: &Trace, hunk: &Hunk) -> Result<(), String> {
        let found = place(xml, trace, hunk)?;
        for (run, span) in found.struck {
            self.runs.entry(run).or_default().struck.push(span);
        }
        if !hunk.new.is_empty() {
            let put = &mut self.runs.entry(found.put.0).or_default().put;
            put.entry(found.put.1).or_default().push_str(&hunk.new);
        }
        Ok(())
    }

    /// Whether a hunk can be tracked; nothing is noted.
    pub(super) fn can(xml: &str, trace: &Trace, hunk: &Hunk) -> Result<(), String> {
        place(xml, trace, hunk).map(|_| ())
    }

    /// The part with the changes in it.
    pub(super) fn apply(&self, xml: &str, trace: &Trace, author: &Author) -> String {
        let mut out = String::with_capacity(xml.len() + 1024 * self.runs.len());
        let mut next = next_id(xml);
        let mut done = 0;
        for (number, work) in &self.runs {
            let run = &trace.runs[*number];
            out.push_str(&xml[done..run.xml.start]);
            done = run.xml.end;
            let pieces: Vec<&Piece> = trace.pieces.iter().filter(|p| p.run == *number).collect();
            let mut writer = Writer {
                xml,
                run,
                author,
                next: &mut next,
                out: &mut out,
                content: String::new(),
                is_struck: false,
                in_text: false,
                reopened: None,
            };
            writer.write(&pieces, work);
            let reopened = writer.reopened.take();
            // Nothing of the other's insertion follows: it need not be opened again.
            if let Some((tags, closing)) = reopened
                && out.ends_with(&tags)
                && xml[done..].starts_with(&closing)
            {
                out.truncate(out.len() - tags.len());
                done += closing.len();
            }
        }
        out.push_str(&xml[done..]);
        out
    }
}

/// Writes a run anew, in parts.
struct Writer<'w> {
    xml: &'w str,
    run: &'w Run,
    author: &'w Author,
    next: &'w mut u32,
    out: &'w mut String,
    /// What the part that is open holds.
    content: String,
    is_struck: bool,
    in_text: bool,
    /// What was opened again last of somebody else's insertion, and what will close it.
    reopened: Option<(String, String)>,
}

impl Writer<'_> {
    fn write(&mut self, pieces: &[&Piece], work: &Work) {
        let prefix = self.prefix().to_owned();
        let end = self.xml[..self.run.xml.end]
            .rfind("</")
            .unwrap_or(self.run.xml.end);
        let mut at = self.run.properties.end.max(self.run.tag.end);
        for piece in pieces {
            self.glue(at..piece.xml.start);
            at = piece.xml.end;
            self.piece(piece, work);
            if let Some(new) = work.put.get(&piece.text.end) {
                self.put(new, &prefix);
            }
        }
        self.glue(at..end);
        self.flush();
    }

    /// What stands between two pieces: the borders of text elements are made anew, all else stays as it is.
    fn glue(&mut self, between: std::ops::Range<usize>) {
        let glue = self.xml.get(between).unwrap_or("");
        let text = [
            format!("{}t", self.prefix()),
            format!("{}delText", self.prefix()),
        ];
        let mut rest = glue;
        while let Some(open) = rest.find('<') {
            let Some(close) = rest[open..].find('>') else {
                break;
            };
            let tag = &rest[open..=open + close];
            rest = &rest[open + close + 1..];
            let name = tag.trim_start_matches(['<', '/']);
            let name = name
                .split(|c: char| c.is_whitespace() || c == '/' || c == '>')
                .next()
                .unwrap_or("");
            if text.iter().any(|t| t == name) {
                self.end_text();
                continue;
            }
            // Notes and pictures stay, whatever is struck around them.
            if self.is_struck {
                self.flush();
                self.is_struck = false;
            }
            self.end_text();
            self.content.push_str(tag);
        }
    }

    fn piece(&mut self, piece: &Piece, work: &Work) {
        let is_plain = piece.tag.is_some() && piece.xml.len() == piece.text.len();
        let mut cuts = vec![piece.text.start, piece.text.end];
        if is_plain {
            let inside = |at: &usize| piece.text.start < *at && *at < piece.text.end;
            cuts.extend(
                work.struck
                    .iter()
                    .flat_map(|s| [s.start, s.end])
                    .filter(inside),
            );
            cuts.extend(work.put.keys().copied().filter(inside));
        }
        cuts.sort_unstable();
        cuts.dedup();
        let prefix = self.prefix().to_owned();
        if let Some(new) = work
            .put
            .get(&piece.text.start)
            .filter(|_| self.is_first(piece))
        {
            self.put(new, &prefix);
        }
        for pair in cuts.windows(2) {
            let is_struck = work
                .struck
                .iter()
                .any(|s| s.start <= pair[0] && pair[1] <= s.end);
            if is_struck != self.is_struck {
                self.flush();
                self.is_struck = is_struck;
            }
            let slice = match is_plain {
                true => {
                    let start = piece.xml.start + (pair[0] - piece.text.start);
                    &self.xml[start..start + (pair[1] - pair[0])]
                }
                false => &self.xml[piece.xml.clone()],
            };
            if piece.tag.is_some() {
                self.begin_text();
                self.content.push_str(slice);
            } else {
                self.end_text();
                self.content.push_str(slice);
            }
            if pair[1] != piece.text.end
                && let Some(new) = work.put.get(&pair[1])
            {
                self.put(new, &prefix);
            }
        }
    }

    /// True for the first piece of the run: what is put in before it has no piece behind which to go.
    fn is_first(&self, piece: &Piece) -> bool {
        let start = self.run.properties.end.max(self.run.tag.end);
        let before = self.xml.get(start..piece.xml.start).unwrap_or("");
        self.content.is_empty() && before.matches('<').count() <= 1
    }

    fn begin_text(&mut self) {
        if !self.in_text {
            let name = self.text_name();
            self.content
                .push_str(&format!("<{name} xml:space=\"preserve\">"));
            self.in_text = true;
        }
    }

    fn end_text(&mut self) {
        if self.in_text {
            let name = self.text_name();
            self.content.push_str(&format!("</{name}>"));
            self.in_text = false;
        }
    }

    fn text_name(&self) -> String {
        let name = if self.is_struck { "delText" } else { "t" };
        format!("{}{name}", self.prefix())
    }

    /// Ends the part that is open.
    fn flush(&mut self) {
        self.end_text();
        if self.content.is_empty() {
            return;
        }
        let content = std::mem::take(&mut self.content);
        let tag = &self.xml[self.run.tag.clone()];
        let properties = &self.xml[self.run.properties.clone()];
        let run = format!("{tag}{properties}{content}</{}r>", self.prefix());
        match self.is_struck {
            true => {
                let open = self.change("del");
                self.out
                    .push_str(&format!("{open}{run}</{}del>", self.prefix()));
            }
            false => self.out.push_str(&run),
        }
    }

    /// Words that are put in, in the looks of the run; never inside what somebody else put in.
    fn put(&mut self, new: &str, prefix: &str) {
        self.flush();
        let properties = &self.xml[self.run.properties.clone()];
        let text = quick_xml::escape::escape(new);
        let open = self.change("ins");
        let (close, reopen) = around(self.xml, self.run, prefix);
        let reopen = self.with_new_ids(&reopen);
        self.out.push_str(&format!(
            "{close}{open}<{prefix}r>{properties}<{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}r></{prefix}ins>{reopen}"
        ));
        self.reopened = (!reopen.is_empty()).then_some((reopen, close));
    }

    /// The tags, each with an id of its own: no two changes of a part share one.
    fn with_new_ids(&mut self, tags: &str) -> String {
        let name = format!(" {}id=\"", self.prefix());
        let mut out = String::with_capacity(tags.len() + 8);
        let mut rest = tags;
        while let Some(at) = rest.find(&name) {
            let value = at + name.len();
            let end = value + rest[value..].find('"').unwrap_or(0);
            out.push_str(&rest[..value]);
            out.push_str(&self.next.to_string());
            *self.next += 1;
            rest = &rest[end..];
        }
        out + rest
    }

    fn change(&mut self, name: &str) -> String {
        let id = *self.next;
        *self.next += 1;
        let prefix = self.prefix();
        format!(
            "<{prefix}{name} {prefix}id=\"{id}\" {}>",
            self.author.attributes(prefix)
        )
    }

    /// The prefix of the names: `w:`.
    fn prefix(&self) -> &str {
        prefix_of(&self.xml[self.run.tag.clone()])
    }
}

fn prefix_of(tag: &str) -> &str {
    let name = tag.trim_start_matches('<');
    let end = name
        .find(|c: char| c.is_whitespace() || c == '>' || c == '/')
        .unwrap_or(name.len());
    match name[..end].find(':') {
        Some(colon) => &name[..=colon],
        None => "",
    }
}

/// What closes the insertion of somebody else around a run, and what opens it again.
fn around(xml: &str, run: &Run, prefix: &str) -> (String, String) {
    let mut open: Vec<&str> = Vec::new();
    let before = &xml[run.outer.start.min(run.xml.start)..run.xml.start];
    let mut rest = before;
    while let Some(at) = rest.find('<') {
        let Some(end) = rest[at..].find('>') else {
            break;
        };
        let tag = &rest[at..=at + end];
        rest = &rest[at + end + 1..];
        if tag.starts_with("</") {
            open.pop();
        } else if !tag.ends_with("/>") && !tag.starts_with("<!") && !tag.starts_with("<?") {
            open.push(tag);
        }
    }
    let name = |tag: &str| {
        let tag = tag.trim_start_matches('<');
        let end = tag
            .find(|c: char| c.is_whitespace() || c == '>')
            .unwrap_or(tag.len());
        tag[..end].to_owned()
    };
    let is_insertion = |tag: &&str| {
        let name = name(tag);
        name == format!("{prefix}ins") || name == format!("{prefix}moveTo")
    };
    let Some(outermost) = open.iter().position(is_insertion) else {
        return Default::default();
    };
    let inside = &open[outermost..];
    let close: String = inside
        .iter()
        .rev()
        .map(|tag| format!("</{}>", name(tag)))
        .collect();
    (close, inside.concat())
}

/// An id that no change, comment or bookmark of the part has.
fn next_id(xml: &str) -> u32 {
    let last = ids(xml).max();
    last.map_or(1, |id| id.saturating_add(1)).max(9000)
}
