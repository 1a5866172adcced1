//! Pointers of action items: `(resolves 3, i. TSBDir 5, 6)`.

use crate::knowledge::{Addressees, PointerForm};

/// One verb of a pointer with the items it leads to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Segment<'k> {
    /// The form of its verb.
    pub(crate) form: Option<&'k PointerForm>,
    /// Who, by the ids of addressees.
    pub(crate) who: Vec<String>,
    /// Single members: `SG17`.
    pub(crate) members: Vec<String>,
    /// As written, where nobody is known by it.
    pub(crate) unknown_who: Option<String>,
    /// Items: `5`, `2 iii)`, `iv)`, `5.17`.
    pub(crate) items: Vec<String>,
}

/// The bracketed stretches of an action that point at provisions.
pub(crate) fn brackets<'a>(action: &'a str, addressees: &Addressees) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut rest = action;
    while let Some(open) = rest.find('(') {
        let inside = &rest[open + 1..];
        let Some(close) = inside.find([')', '(']) else {
            break;
        };
        let content = inside[..close].trim();
        if form_at(content, addressees).is_some() {
            found.push(content);
        }
        rest = &inside[close..];
        rest = rest.strip_prefix(')').unwrap_or(rest);
    }
    found
}

/// The verb that stands at the beginning, and its length; the longest short form wins.
fn form_at<'k>(text: &str, addressees: &'k Addressees) -> Option<(&'k PointerForm, usize)> {
    let stands = |short: &str| {
        text.strip_prefix(short).is_some_and(|rest| {
            let next = rest.chars().next();
            match short.chars().next_back() {
                // "i.e." is no "i."
                Some('.') => next.is_none_or(char::is_whitespace),
                Some(c) if c.is_alphanumeric() => next.is_none_or(|c| !c.is_alphanumeric()),
                _ => true,
            }
        })
    };
    addressees
        .pointers
        .iter()
        .flat_map(|form| form.short.iter().map(move |short| (form, short)))
        .filter(|(_, short)| stands(short))
        .max_by_key(|(_, short)| short.len())
        .map(|(form, short)| (form, short.len()))
}

/// Reads the content of one bracket.
pub(crate) fn parse<'k>(content: &str, addressees: &'k Addressees) -> Vec<Segment<'k>> {
    let mut segments: Vec<Segment<'k>> = Vec::new();
    let mut rest = content;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.'));
        if let Some(after) = rest.strip_prefix("and ") {
            rest = after;
            continue;
        }
        if rest.is_empty() {
            return segments;
        }
        if let Some((form, length)) = form_at(rest, addressees) {
            open(&mut segments, form);
            rest = &rest[length..];
            continue;
        }
        let end = rest.find([',', ';', ' ', '\u{a0}']).unwrap_or(rest.len());
        let word = rest[..end].trim_end_matches(')');
        let Some(segment) = segments.last_mut() else {
            return segments;
        };
        let number = word.chars().all(|c| c.is_ascii_digit() || c == '.');
        if number && word.contains(|c: char| c.is_ascii_digit()) {
            segment.items.push(word.trim_end_matches('.').to_owned());
            rest = &rest[end..];
        } else if !word.is_empty() && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) {
            add_sub_item(segment, word);
            rest = &rest[end..];
        } else {
            let length = who_length(rest);
            add_who(segment, rest[..length].trim(), addressees);
            rest = &rest[length..];
        }
    }
}

/// A verb opens a segment; "resolves TSBDir i. 2" and "resolves i. TSBDir" are one, named twice.
fn open<'k>(segments: &mut Vec<Segment<'k>>, form: &'k PointerForm) {
    let goes_on = segments
        .last()
        .is_some_and(|last| last.items.is_empty() && !last.who.is_empty());
    if !goes_on {
        segments.push(Segment {
            form: Some(form),
            ..Segment::default()
        });
    }
}

fn add_sub_item(segment: &mut Segment<'_>, word: &str) {
    let sub = format!("{word})");
    match segment.items.last_mut() {
        Some(last) if last.chars().all(|c| c.is_ascii_digit()) => *last = format!("{last} {sub}"),
        _ => segment.items.push(sub),
    }
}

/// How far a name reaches: to a comma, or to a number of its own ("SGs11+17 4" ends before " 4").
fn who_length(text: &str) -> usize {
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        let rest = text[at + c.len_utf8()..].trim_start();
        let number = c.is_whitespace() && rest.starts_with(|c: char| c.is_ascii_digit());
        let joined = text[..at].trim_end().ends_with(['+', '&']);
        let verb = c.is_whitespace() && rest.starts_with("i.");
        if matches!(c, ',' | ';') || (number && !joined) || verb {
            end = at;
            break;
        }
    }
    end.max(text.chars().next().map_or(1, char::len_utf8))
}

fn add_who(segment: &mut Segment<'_>, written: &str, addressees: &Addressees) {
    for named in addressees.find(written) {
        segment.members.extend(named.members);
    }
    for piece in written.split(['+', '&']).map(str::trim) {
        let letters = piece.trim_end_matches(|c: char| c.is_ascii_digit()).trim();
        match addressees.by_short(letters) {
            Some(id) => segment.who.push(id.to_owned()),
            None if !letters.is_empty() => segment.unknown_who = Some(written.to_owned()),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn pointers_are_read_as_they_are_written() {
        let k = Knowledge::builtin().expect("mappings/ load");
        let case = |content: &str, want: &[(&str, &str, &str)]| {
            let got: Vec<(String, String, String)> = parse(content, &k.addressees)
                .into_iter()
                .map(|s| {
                    let verb = s.form.map_or(String::new(), |f| f.short[0].clone());
                    let who = [s.who, s.members].concat().join("+");
                    (verb, who, s.items.join(","))
                })
                .collect();
            let got: Vec<(&str, &str, &str)> = got
                .iter()
                .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
                .collect();
            assert_eq!(got, want, "{content}");
        };
        case(
            "resolves 3, i. TSBDir 5, 6",
            &[("resolves", "", "3"), ("i.", "tsb-director", "5,6")],
        );
        case("i. SGs + TSAG 2", &[("i.", "sgs+tsag", "2")]);
        case("i. SGs11+17 4", &[("i.", "sgs+SG11+SG17", "4")]);
        case("f.i. SG17 3", &[("f.i.", "sgs+SG17", "3")]);
        case("resolves 2, iii", &[("resolves", "", "2 iii)")]);
        case("resolves iv", &[("resolves", "", "iv)")]);
        case("i. TBSDir 9", &[("i.", "tsb-director", "9")]);
        case("resolves TSBDir i. 2", &[("resolves", "tsb-director", "2")]);
        case(
            "clauses 7.4.1.3 and 9.8.2.2",
            &[("clause", "", "7.4.1.3,9.8.2.2")],
        );
    }

    #[test]
    fn only_pointers_are_taken_from_an_action() {
        let k = Knowledge::builtin().expect("mappings/ load");
        let action = "TSB to act (see also Resolution 44) with bodies (i.e. IETF) (i. TSBDir 1)";
        assert_eq!(brackets(action, &k.addressees), ["i. TSBDir 1"]);
    }
}
