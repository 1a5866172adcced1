//! Web pages: what a reader sees of them, navigation left out.
//!
//! The page is parsed as browsers do (html5ever, by scraper); offsets lead back to the source ([`align`]).

mod align;
mod look;
mod table;
mod walker;

use super::{ChangeView, ReadError};
use crate::limits;
use crate::model::{Document, Format};
use align::Aligner;
use scraper::{ElementRef, Html, Node, Selector};
use walker::Walker;

/// Reads a web page.
pub(super) fn read(file: &str, source: String, view: ChangeView) -> Result<Document, ReadError> {
    check_limits(file, &source)?;
    let page = Html::parse_document(&source);
    let only = Selector::parse("main, [role=main]").ok().and_then(|main| {
        let mut found = page.select(&main);
        let first = found.next()?;
        found.next().is_none().then(|| first.id())
    });
    let mut walker = Walker::new(view, only.is_none());
    let mut aligner = Aligner::new(&source);
    let mut node = page.tree.root();
    // Down, along, up: the tree may be deeper than the stack.
    'walk: loop {
        walker.in_main |= Some(node.id()) == only;
        let mut is_raw = false;
        if let Node::Text(text) = node.value() {
            aligner.node(text, |c, at| walker.char(c, at));
        } else if let Some(element) = ElementRef::wrap(node) {
            walker.enter(element);
            let name = element.value().name();
            is_raw = align::has_raw_text(name);
            if is_raw {
                aligner.skip_raw(name);
            }
        }
        if let Some(child) = node.first_child().filter(|_| !is_raw) {
            node = child;
            continue;
        }
        loop {
            if let Node::Element(element) = node.value() {
                walker.leave(element);
            }
            if Some(node.id()) == only {
                walker.in_main = false;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            match node.parent() {
                Some(parent) => node = parent,
                None => break 'walk,
            }
        }
    }
    Ok(walker.builder.finish(file, Format::Html, source))
}

/// The parser takes time with the square of the depth, and of the attributes of an element.
fn check_limits(file: &str, source: &str) -> Result<(), ReadError> {
    let refuse = |message: String| Err(ReadError::new(file, None, message));
    if align::depth(source) > limits::DEPTH {
        return refuse(format!(
            "elements nested deeper than {}: refused",
            limits::DEPTH
        ));
    }
    if align::attributes(source) > limits::ATTRIBUTES {
        let most = limits::ATTRIBUTES;
        return refuse(format!(
            "an element with more than {most} attributes: refused"
        ));
    }
    Ok(())
}
