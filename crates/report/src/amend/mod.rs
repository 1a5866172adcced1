//! Consequential amendments as tracked changes in the user's own Word files: what follows from a decision is struck
//! and put in, can be accepted and rejected, and nothing else in the file changes.

mod author;
mod editions;
mod place;
mod propose;
mod repeat;
mod story;
mod track;
mod words;

pub use author::Author;
pub use propose::{Change, Wanted, propose};

use crate::annotate::{Comment, comment_as};
use crate::model::{Document, Span};
use crate::read::docx::read_traced;
use crate::read::{ChangeView, ReadError, ReadOptions};
use story::Stories;
use words::Hunk;

/// A file with tracked changes.
#[derive(Clone, Debug)]
pub struct Amended {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many changes it got.
    pub made: usize,
    /// What has to be done by hand, each with the reason: a comment says so at its place.
    pub left: Vec<(Span, String)>,
}

/// Puts `changes` into the Word file `bytes` as tracked changes of `author`, each with a comment that gives its reason.
/// Accepting all gives the text with the changes, rejecting all the text without.
///
/// # Errors
/// A file that is no Word file or is damaged; one in which the changes would not come out as they should: it is then
/// not written at all.
pub fn amend(
    file: &str,
    bytes: &[u8],
    changes: &[Change],
    author: &Author,
) -> Result<Amended, ReadError> {
    let (document, _) = read_traced(file, bytes, &ReadOptions::default())?;
    let mut stories = Stories::open(file, bytes, &document)?;
    let mut progress = Progress::default();
    for change in in_order(changes) {
        progress.make(change, &mut stories, &document);
    }
    let Progress {
        made, left, hunks, ..
    } = &progress;
    let changed = if progress.comments.is_empty() {
        bytes.to_vec()
    } else {
        let changed = stories.write(bytes, author)?;
        check(file, bytes, &changed, hunks, &document)?;
        comment_as(file, &changed, &progress.shifted_comments(), author)?
    };
    Ok(Amended {
        bytes: changed,
        made: *made,
        left: left.clone(),
    })
}

/// What was done of the changes so far.
#[derive(Default)]
struct Progress {
    made: usize,
    left: Vec<(Span, String)>,
    /// The changes that were made, word by word.
    hunks: Vec<Hunk>,
    /// What is said of each change, with its place in the old text.
    comments: Vec<(Span, Vec<String>)>,
    /// Where the last change that was made ends.
    end: usize,
}

impl Progress {
    fn make(&mut self, change: &Change, stories: &mut Stories, document: &Document) {
        if change.span.start < self.end {
            let why = "it overlaps with another change".to_owned();
            self.left.push((change.span, why));
            return;
        }
        let tracked = match &change.new {
            Some(new) => {
                let hunks = words::hunks(document, change.span, new);
                stories.track(&hunks).map(|()| hunks)
            }
            None => Err(change.by_hand.clone()),
        };
        let mut said = change.reason.clone();
        match tracked {
            Ok(hunks) => {
                self.made += 1;
                self.end = change.span.end;
                self.hunks.extend(hunks);
            }
            Err(why) => {
                said.insert(0, format!("To be done by hand: {why}."));
                self.left.push((change.span, why));
            }
        }
        self.comments.push((change.span, said));
    }

    /// The comments at their places in the changed text, where what was put in stands before them.
    fn shifted_comments(&self) -> Vec<Comment> {
        let shifted = |at: usize, behind: bool| {
            let put_in = self.hunks.iter().map(|h| (h.span.end, h.new.len()));
            let before = put_in.filter(|(p, _)| *p < at || behind && *p == at);
            at + before.map(|(_, length)| length).sum::<usize>()
        };
        let comments = self.comments.iter().map(|(span, text)| Comment {
            span: Span::new(shifted(span.start, false), shifted(span.end, true)),
            text: text.clone(),
        });
        comments.collect()
    }
}

fn in_order(changes: &[Change]) -> Vec<&Change> {
    let mut order: Vec<&Change> = changes.iter().collect();
    order.sort_by_key(|c| (c.span.start, c.span.end));
    order
}

/// Makes sure of what is promised: rejecting all gives the old text, and accepting all the old one with what was struck
/// gone and what was put in there.
fn check(
    file: &str,
    old: &[u8],
    new: &[u8],
    hunks: &[Hunk],
    before: &Document,
) -> Result<(), ReadError> {
    let read = |bytes: &[u8], changes| {
        read_traced(
            file,
            bytes,
            &ReadOptions {
                changes,
                ..ReadOptions::default()
            },
        )
    };
    let reject = |bytes: &[u8]| read(bytes, ChangeView::Reject).map(|(d, _)| d.text);
    let fault = |message: &str| ReadError::new(file, None, message.to_owned());
    if reject(old)? != reject(new)? {
        return Err(fault(
            "the changes would alter what rejecting them gives: nothing was written",
        ));
    }
    let whole = |document: &Document| {
        let all = Span::new(0, document.text.len());
        words::standing(document, all).0
    };
    let after = read(new, ChangeView::Both)?.0;
    if whole(&after) != accepted(before, hunks) {
        return Err(fault(
            "the changes would not come out as they should: nothing was written",
        ));
    }
    Ok(())
}

/// The text of a document with all that stands in it now, and the hunks carried out.
fn accepted(before: &Document, hunks: &[Hunk]) -> String {
    let mut hunks: Vec<&Hunk> = hunks.iter().collect();
    hunks.sort_by_key(|h| (h.span.start, h.span.end));
    let standing = |from: usize, to: usize| words::standing(before, Span::new(from, to)).0;
    let mut out = String::with_capacity(before.text.len());
    let mut done = 0;
    for hunk in hunks {
        out.push_str(&standing(done, hunk.span.start));
        // What was struck before stands nowhere in it; all that stood is struck now.
        out.push_str(&hunk.new);
        done = hunk.span.end;
    }
    out.push_str(&standing(done, before.text.len()));
    out
}
