//! Whose texts these are, where nobody says: by whom they name.

use super::layers::organisations;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::sync::LazyLock;

/// The organisation that documents name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// Its short name.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many of the documents name it.
    pub documents: usize,
    /// True for the one that is meant where none is named.
    pub default: bool,
}

/// The organisation that most of `texts` name; a text that names the default one speaks for that alone. None where no
/// text names any.
pub fn detect(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Option<Detected> {
    detect_all(texts).into_iter().next()
}

/// All organisations that some of `texts` speak for, the one that most of them name first.
pub fn detect_all(texts: impl IntoIterator<Item = impl AsRef<str>>) -> Vec<Detected> {
    let known = organisations();
    let mut votes = vec![0; known.len()];
    for text in texts {
        if let Some(named) = named_in(text.as_ref()) {
            votes[named] += 1;
        }
    }
    let named = known.iter().zip(votes).filter(|(_, votes)| *votes > 0);
    let mut found: Vec<Detected> = named
        .map(|(organisation, documents)| Detected {
            id: organisation.id.clone(),
            name: organisation.name.clone(),
            documents,
            default: organisation.default,
        })
        .collect();
    found.sort_by_key(|d| std::cmp::Reverse(d.documents));
    found
}

/// The first of the organisations that `text` names, by its place among them: the default one comes first.
fn named_in(text: &str) -> Option<usize> {
    static NAMES: LazyLock<Option<(AhoCorasick, Vec<usize>)>> = LazyLock::new(|| {
        let all = organisations().iter().enumerate();
        let names = all.flat_map(|(n, o)| o.named_by.iter().map(move |name| (name, n)));
        let (names, whose): (Vec<_>, Vec<_>) = names.unzip();
        let longest = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(names);
        longest.ok().map(|names| (names, whose))
    });
    let (names, whose) = NAMES.as_ref()?;
    let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let mut first: Option<usize> = None;
    for hit in names.find_iter(text) {
        let whole = !is_letter(text[..hit.start()].chars().next_back())
            && !is_letter(text[hit.end()..].chars().next());
        let named = whose[hit.pattern().as_usize()];
        if whole && first.is_none_or(|first| named < first) {
            first = Some(named);
        }
        if first == Some(0) {
            break;
        }
    }
    first
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn the_default_is_left_only_by_what_does_not_name_it() {
        let first = |texts: &[&str]| detect(texts).map(|d| d.default);
        let default = super::organisations()
            .iter()
            .find(|o| o.default)
            .expect("one is");
        let other = super::organisations()
            .iter()
            .find(|o| !o.default && !o.named_by.is_empty());
        let (ours, theirs) = (
            default.named_by[0].clone(),
            other.expect("another one").named_by[0].clone(),
        );
        assert_eq!(first(&[&ours]), Some(true));
        assert_eq!(first(&[&format!("{ours} and {theirs}")]), Some(true));
        assert_eq!(first(&[&theirs]), Some(false));
        assert_eq!(first(&["nobody", &format!("X{theirs}X")]), None);
        assert_eq!(first(&[&theirs, &ours]), Some(true));
    }
}
