//! The labels of items: "1", "4.2", "a)", "iv)", "•".

/// What sort of label; the order is the usual order of nesting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LabelKind {
    /// "1"; dotted numbers count their parts: "4.2" is `Number(2)`.
    Number(u8),
    /// "a)", and merged ones such as "bc)".
    Letter,
    /// "iv)".
    Roman,
    /// "•", "–".
    Bullet,
}

/// The label that `text` starts with: its kind, the label as written, and where the clause behind it begins.
pub fn label_at(text: &str) -> Option<(LabelKind, &str, usize)> {
    let first = text.chars().next()?;
    if matches!(first, '•' | '–' | '·' | '▪' | '‒' | '*') {
        let behind = behind_space(text, first.len_utf8())?;
        // "* Such members …" is a note.
        if first == '*' && text[behind..].starts_with(char::is_uppercase) {
            return None;
        }
        return Some((LabelKind::Bullet, &text[..first.len_utf8()], behind));
    }
    if first.is_ascii_digit() {
        return number_at(text);
    }
    let open = usize::from(first == '(');
    let letters = text[open..]
        .chars()
        .take(6)
        .take_while(|c| c.is_ascii_alphabetic())
        .count();
    let label_end = open + letters;
    if !(1..=5).contains(&letters) || !text[label_end..].starts_with(')') {
        return None;
    }
    let word = &text[open..label_end];
    let roman = is_roman(word);
    if letters > 2 && !roman {
        return None;
    }
    let end = label_end + 1;
    let kind = if roman {
        LabelKind::Roman
    } else {
        LabelKind::Letter
    };
    Some((
        kind,
        &text[open..end],
        end + text[end..].len() - text[end..].trim_start().len(),
    ))
}

fn number_at(text: &str) -> Option<(LabelKind, &str, usize)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let label = text[..end].trim_end_matches('.');
    let parts = u8::try_from(label.split('.').count()).ok()?;
    if label.split('.').any(|p| p.is_empty() || p.len() > 3) {
        return None;
    }
    let (label, end) = match text[end..].chars().next() {
        Some(')') => (&text[..end + 1], end + 1),
        _ => (label, end),
    };
    // A number is a label only where a clause follows: lower case, a quotation, or after a TAB anything.
    let behind = behind_space(text, end)?;
    let gap = &text[end..behind];
    let next = text[behind..].chars().next()?;
    let clause = gap.contains('\t')
        || next.is_lowercase()
        || matches!(next, '"' | '“' | '(')
        || label.ends_with(')');
    clause.then_some((LabelKind::Number(parts), label, behind))
}

/// Where the text goes on behind white space at `at`; none where there is no white space.
fn behind_space(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let gap = rest.len() - rest.trim_start().len();
    (gap > 0).then_some(at + gap)
}

fn is_roman(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
}

/// Keeps the labels that are open, from the outside in.
#[derive(Debug, Default)]
pub(super) struct Nesting {
    open: Vec<(LabelKind, String)>,
}

impl Nesting {
    /// A new phrase: no label is open.
    pub(super) fn clear(&mut self) {
        self.open.clear();
    }

    /// The open item number, where one is open.
    pub(super) fn number(&self) -> Option<u32> {
        self.open
            .iter()
            .find(|(kind, _)| *kind == LabelKind::Number(1))
            .and_then(|(_, label)| label.trim_end_matches(')').parse().ok())
    }

    /// Takes the next label; returns all open ones, itself last.
    pub(super) fn enter(&mut self, kind: LabelKind, label: &str) -> Vec<String> {
        let kind = self.letter_or_roman(kind, label);
        let same = self.open.iter().position(|(k, _)| *k == kind);
        match same {
            Some(at) => self.open.truncate(at),
            // A number is never inside a letter: "a) … 1 …" goes back to the numbers.
            None => {
                if let LabelKind::Number(parts) = kind {
                    self.open
                        .retain(|(k, _)| matches!(k, LabelKind::Number(p) if *p < parts));
                }
            }
        }
        self.open.push((kind, label.to_owned()));
        self.open.iter().map(|(_, l)| l.clone()).collect()
    }

    /// "i)" behind "h)" is a letter; "v)" behind "u)" too.
    fn letter_or_roman(&self, kind: LabelKind, label: &str) -> LabelKind {
        let mut letters = label.chars().filter(char::is_ascii_alphabetic);
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            return kind;
        };
        if kind != LabelKind::Roman {
            return kind;
        }
        let before = self
            .open
            .iter()
            .rev()
            .find(|(k, _)| *k == LabelKind::Letter)
            .and_then(|(_, l)| l.chars().rfind(char::is_ascii_alphabetic));
        let follows = before.is_some_and(|b| u32::from(b) + 1 == u32::from(letter));
        let in_roman = self.open.iter().any(|(k, _)| *k == LabelKind::Roman);
        if follows && !in_roman {
            LabelKind::Letter
        } else {
            kind
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_text() {
        for (text, want) in [
            ("1\tto act", Some(("1", "to act"))),
            ("12 to act", Some(("12", "to act"))),
            ("4.2\tWRC19", Some(("4.2", "WRC19"))),
            ("a)\tthat", Some(("a)", "that"))),
            ("bc)\tthat", Some(("bc)", "that"))),
            ("ii) that", Some(("ii)", "that"))),
            ("(b) that", Some(("b)", "that"))),
            ("•\tone", Some(("•", "one"))),
            ("i)alternative", Some(("i)", "alternative"))),
            ("2018 was a year", None),
            ("2 Members", None),
            ("note) x", None),
            ("* one", Some(("*", "one"))),
            ("* Such fish shall not count.", None),
            ("that a)", None),
        ] {
            let got = label_at(text).map(|(_, label, at)| (label, &text[at..]));
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn labels_nest() {
        let mut n = Nesting::default();
        let mut enter = |text: &str| {
            let (kind, label, _) = label_at(text).expect("a label");
            n.enter(kind, label).join(" ")
        };
        let got: Vec<String> = [
            "1\tx", "i)\tx", "•\tx", "ii)\tx", "2\tx", "a)\tx", "h)\tx", "i)\tx", "3\tx",
        ]
        .map(&mut enter)
        .to_vec();
        assert_eq!(
            got,
            [
                "1", "1 i)", "1 i) •", "1 ii)", "2", "2 a)", "2 h)", "2 i)", "3"
            ]
        );
    }
}
