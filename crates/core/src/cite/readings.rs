//! Mentions of a document with tracked changes: the text as before and the text as after are read each for itself,
//! and what was found is joined: in both → unchanged, only before → deleted, only after → inserted.

use super::Scanner;
use crate::model::{Change, Clue, Document, Edition, Mention, Reading, Span, Written};
use std::collections::HashMap;

/// Every mention in `doc`, in order; each thing that it names says on which side of a change it stands.
pub fn mentions_of(scanner: &Scanner, doc: &Document) -> Vec<Mention> {
    if doc.changes.is_empty() {
        return scanner.mentions(&doc.text);
    }
    let without = |change| {
        let reading = Reading::new(doc, change);
        let mut found = scanner.mentions(&reading.text);
        found
            .iter_mut()
            .for_each(|mention| place(mention, &reading));
        found
    };
    join(without(Change::Inserted), without(Change::Deleted))
}

/// Moves a mention of a reading to its place in the document.
fn place(mention: &mut Mention, reading: &Reading) {
    let in_document = |span: Span| match span.is_empty() {
        true => span,
        false => reading.in_document(span),
    };
    mention.span = in_document(mention.span);
    for written in &mut mention.written {
        written.number_span = in_document(written.number_span);
        for clue in &mut written.clues {
            clue.span = in_document(clue.span);
        }
    }
}

/// A mention of one of the readings.
type Sided = (Change, Mention);

/// Puts together what overlaps; both lists are in order.
fn join(before: Vec<Mention>, after: Vec<Mention>) -> Vec<Mention> {
    let side = |change| move |mention| (change, mention);
    let before = before.into_iter().map(side(Change::Deleted));
    let after = after.into_iter().map(side(Change::Inserted));
    let mut all: Vec<Sided> = before.chain(after).collect();
    all.sort_by_key(|(change, m)| (m.span.start, *change == Change::Inserted));
    let mut found = Vec::with_capacity(all.len());
    let mut group: Vec<Sided> = Vec::new();
    let mut end = 0;
    for (change, mention) in all {
        if mention.span.start >= end {
            joined(std::mem::take(&mut group), &mut found);
        }
        end = end.max(mention.span.end);
        group.push((change, mention));
    }
    joined(group, &mut found);
    found
}

/// One mention of what overlaps; one for each form where a change makes another of it.
fn joined(mut group: Vec<Sided>, found: &mut Vec<Mention>) {
    while let Some((_, first)) = group.first() {
        let form = first.form;
        let of_form = |(_, m): &Sided| m.form == form;
        let (these, others): (Vec<_>, Vec<_>) = group.into_iter().partition(of_form);
        group = others;
        let taken = found.last().map_or(0, |m| m.span.end);
        let end = these.iter().map(|(_, m)| m.span.end).max().unwrap_or(0);
        let start = these.iter().map(|(_, m)| m.span.start).min().unwrap_or(0);
        let clear = start.max(taken);
        let is_old = |(change, _): &Sided| *change == Change::Deleted;
        let (old, new): (Vec<_>, Vec<_>) = these.into_iter().partition(is_old);
        let written = |sided: Vec<Sided>| sided.into_iter().flat_map(|(_, m)| m.written).collect();
        found.push(Mention {
            span: Span::new(if clear < end { clear } else { start }, end),
            form,
            written: both(written(old), written(new)),
        });
    }
}

/// What is named before and after, in the order of the text.
fn both(before: Vec<Written>, after: Vec<Written>) -> Vec<Written> {
    let (mut partner, mut stays) = (vec![None; before.len()], vec![false; after.len()]);
    let mut open: HashMap<Option<&str>, Vec<usize>> = HashMap::new();
    for (n, written) in after.iter().enumerate().rev() {
        open.entry(written.number.as_deref()).or_default().push(n);
    }
    for alike in [is_same, is_dated_now] {
        for (old, partner) in before.iter().zip(&mut partner) {
            if partner.is_none()
                && let Some(numbered) = open.get_mut(&old.number.as_deref())
                && let Some(at) = numbered.iter().rposition(|n| alike(old, &after[*n]))
            {
                let new = numbered.remove(at);
                stays[new] = true;
                *partner = Some(new);
            }
        }
    }
    drop(open);
    let mut found = Vec::with_capacity(before.len().max(after.len()));
    let mut after = after.into_iter().zip(stays).peekable();
    for (old, partner) in before.into_iter().zip(partner) {
        if partner.is_none() {
            found.push(on(old, Change::Deleted));
            continue;
        }
        while let Some((new, _)) = after.next_if(|(_, stays)| !stays) {
            found.push(on(new, Change::Inserted));
        }
        found.extend(after.next().map(|(new, _)| new));
    }
    let rest = after.map(|(new, stays)| match stays {
        true => new,
        false => on(new, Change::Inserted),
    });
    found.extend(rest);
    found
}

fn on(mut written: Written, change: Change) -> Written {
    written.change = Some(change);
    written
}

/// The same text, edition and provision, named in the same way.
fn is_same(old: &Written, new: &Written) -> bool {
    old.edition == new.edition && is_same_work(old, new)
}

/// The same text, with an edition on one side alone: what is cited stays, what comes or goes is its date.
fn is_dated_now(old: &Written, new: &Written) -> bool {
    let is_bare = |w: &Written| w.edition == Edition::default();
    (is_bare(old) || is_bare(new)) && is_same_work(old, new)
}

fn is_same_work(old: &Written, new: &Written) -> bool {
    // What the clues say, not which they are: the last member of a list has the body behind it, the others have it from
    // the list, and another member may come to be the last.
    let says = |a: &Written, b: &Written| {
        let in_b = |c: &Clue| b.clues.iter().any(|d| d.says == c.says);
        a.clues.iter().all(in_b)
    };
    let rest = |w: &Written| (w.kind, w.change);
    rest(old) == rest(new)
        && says(old, new)
        && says(new, old)
        && [&old.number, &old.sector, &old.provision, &old.group]
            == [&new.number, &new.sector, &new.provision, &new.group]
}
