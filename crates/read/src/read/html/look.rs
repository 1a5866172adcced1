//! How an element looks to a reader: not at all, as a note, as the mark of one.

use crate::read::raised::is_mark;
use scraper::Node;
use scraper::node::Element;

/// Never text on the page.
const UNSEEN: [&str; 17] = [
    "head", "script", "style", "noscript", "template", "nav", "svg", "iframe", "object", "canvas",
    "button", "select", "textarea", "input", "audio", "video", "datalist",
];
/// Roles of site furniture around the text (WAI-ARIA landmarks).
const FURNITURE: [&str; 4] = ["navigation", "banner", "contentinfo", "search"];
/// The marks of several notes on one word are no longer than this.
const LONGEST_MARK: usize = 24;

/// True for what a reader does not see, or sees around the text and not in it.
pub(super) fn is_unseen(element: &Element, nested: impl Fn(&[&str]) -> bool) -> bool {
    let style = element
        .attr("style")
        .unwrap_or("")
        .replace(' ', "")
        .to_lowercase();
    UNSEEN.contains(&element.name())
        || element.attr("hidden").is_some()
        || element.attr("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || element.attr("role").is_some_and(|r| FURNITURE.contains(&r))
        // The page's own header and footer; those of an article belong to it.
        || matches!(element.name(), "header" | "footer")
            && !nested(&["article", "aside", "main", "section"])
}

/// True for elements that hold notes, by the words of DPUB-ARIA and of common converters.
pub(super) fn is_notes(element: &Element) -> bool {
    let role = element.attr("role").unwrap_or("");
    matches!(role, "doc-footnote" | "doc-endnote" | "doc-endnotes")
        || element
            .classes()
            .any(|c| matches!(c, "footnote" | "footnotes" | "endnotes"))
            && element.name() != "a"
            && element.name() != "sup"
}

/// True for what stands higher than the line, by its name or by its own style.
pub(super) fn is_raised(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or("");
    let is_raising = |declaration: &str| {
        let (name, value) = declaration.split_once(':').unwrap_or_default();
        let is_length = |v: &str| v.starts_with(|c: char| c.is_ascii_digit() && c != '0');
        name.trim().eq_ignore_ascii_case("vertical-align")
            && matches!(value.trim(), v if v == "super" || v == "text-top" || is_length(v))
    };
    element.name() == "sup" || style.split(';').any(is_raising)
}

/// True where all the text in a raised element is the mark of a note.
pub(super) fn is_mark_text<'a>(nodes: impl Iterator<Item = &'a Node>) -> bool {
    let mut text = String::new();
    for node in nodes {
        if let Node::Text(piece) = node {
            text.push_str(piece);
        }
        if text.len() > LONGEST_MARK {
            return false;
        }
    }
    is_mark(&text)
}

/// True for a link inside the page, which in superscript is the mark of a note.
pub(super) fn is_note_mark(node: &Node) -> bool {
    let href = node
        .as_element()
        .and_then(|e| (e.name() == "a").then(|| e.attr("href")))
        .flatten();
    href.is_some_and(|h| h.starts_with('#'))
}
