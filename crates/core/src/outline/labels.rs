//! Where a paragraph begins with the label of an item, and which labels are open.

use crate::script::{Close, Label, Printed, Style};

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

impl LabelKind {
    fn of(label: &Label) -> Self {
        match label.style {
            Style::Number => LabelKind::Number(u8::try_from(label.parts.len()).unwrap_or(u8::MAX)),
            Style::Letter => LabelKind::Letter,
            Style::Roman => LabelKind::Roman,
            Style::Bullet => LabelKind::Bullet,
        }
    }
}

/// The label that `text` starts with: its kind, the label as written, and where the clause behind it begins.
pub fn label_at(text: &str) -> Option<(LabelKind, &str, usize)> {
    let printed = Printed::at(text)?;
    let kind = printed
        .label
        .as_ref()
        .map_or(LabelKind::Letter, LabelKind::of);
    let fits = match kind {
        // "* Such members …" is a note.
        LabelKind::Bullet => {
            printed.body != "*" || !text[printed.behind..].starts_with(char::is_uppercase)
        }
        LabelKind::Number(_) => is_item_number(text, &printed),
        LabelKind::Letter | LabelKind::Roman => printed.close == Close::Bracket,
    };
    let written = match printed.close {
        Close::Dot => printed.body,
        _ => printed.written,
    };
    fits.then_some((kind, written, printed.behind))
}

/// The number of a paragraph that is a sentence of its own ("4. Requests …"), and where the sentence begins; a comma
/// for the dot is a slip of the reader.
pub(super) fn paragraph_number(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let behind = text[digits..].strip_prefix(['.', ','])?;
    let sentence = behind.trim_start();
    let number = text[..digits].parse().ok().filter(|_| digits < 4)?;
    let begins = sentence.starts_with(char::is_uppercase) && sentence.len() < behind.len();
    begins.then_some((number, text.len() - sentence.len()))
}

/// A number is a label only where a clause follows: none in capitals, or, behind a tab or a bracket, any.
fn is_item_number(text: &str, printed: &Printed) -> bool {
    let short = |part: &u32| *part < 1000;
    if !printed.label.iter().flat_map(|l| &l.parts).all(short) {
        return false;
    }
    if matches!(printed.close, Close::Bracket | Close::Comma) {
        return true;
    }
    let behind = &text[printed.behind..];
    let gap = text[..printed.behind].len() - text[..printed.behind].trim_end().len();
    let gap = &text[printed.behind - gap..printed.behind];
    let next = behind.chars().next();
    let clause =
        |c: char| c.is_alphabetic() && !c.is_uppercase() || matches!(c, '"' | '“' | '«' | '(');
    printed.apart && next.is_some_and(|c| gap.contains('\t') || clause(c))
}

/// A number that is no label by its look ("2 Members", "4.2 WRC"), since the clause begins with a capital: its kind, the
/// number as written, and where the clause behind it begins. It is one where it is the next of its list.
pub(super) fn number_at(text: &str) -> Option<(LabelKind, &str, usize)> {
    let printed = Printed::at(text)?;
    let label = printed.label.as_ref()?;
    let is_number = label.style == Style::Number
        && printed.apart
        && matches!(printed.close, Close::None | Close::Dot)
        && text[printed.behind..].starts_with(char::is_uppercase);
    is_number.then_some((LabelKind::of(label), printed.body, printed.behind))
}

/// What the printed label counts.
fn counted(label: &str) -> Vec<Label> {
    let body = Printed::at(label).map_or(label, |p| p.body);
    Label::readings(body)
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

    /// The labels that are open, from the outside in.
    pub(super) fn labels(&self) -> Vec<String> {
        self.open.iter().map(|(_, label)| label.clone()).collect()
    }

    /// The open item, where it has a number.
    pub(super) fn number(&self) -> Option<Label> {
        let open = self
            .open
            .iter()
            .find(|(kind, _)| *kind == LabelKind::Number(1))?;
        counted(&open.1).into_iter().next()
    }

    /// True where `number`, a label of that kind, is the next of an open list, or the first within its last item; with
    /// `may_begin`, also where it is 1 and nothing is open.
    pub(super) fn expects(&self, kind: LabelKind, number: &str, may_begin: bool) -> bool {
        let Some(label) = counted(number).into_iter().next() else {
            return false;
        };
        let mut open = self
            .open
            .iter()
            .filter(|(k, _)| matches!(k, LabelKind::Number(_)));
        let is_next = open.any(|(before_kind, before)| {
            let before = counted(before).into_iter().next();
            before.is_some_and(|before| {
                let is_inside = label.parts.split_last() == Some((&1, &before.parts[..]));
                *before_kind == kind && label.follows(&before) || is_inside
            })
        });
        is_next || may_begin && self.open.is_empty() && label.parts == [1]
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
        let in_roman = self.open.iter().any(|(k, _)| *k == LabelKind::Roman);
        if kind != LabelKind::Roman || in_roman {
            return kind;
        }
        let before = self
            .open
            .iter()
            .rev()
            .find(|(k, _)| *k == LabelKind::Letter);
        let follows = before.is_some_and(|(_, before)| follows(label, before));
        if follows { LabelKind::Letter } else { kind }
    }
}

/// True where `label` may be the next one behind `before`.
pub(super) fn follows(label: &str, before: &str) -> bool {
    let before = counted(before);
    counted(label)
        .iter()
        .any(|l| before.iter().any(|b| l.follows(b)))
}

/// True where `label` may be the first of its list.
pub(super) fn is_first(label: &str) -> bool {
    counted(label)
        .iter()
        .any(|l| l.value() == Some(1) && l.inserted == 0)
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
            ("2bis to act", Some(("2bis", "to act"))),
            ("aa)\tthat", Some(("aa)", "that"))),
            ("б) что", Some(("б)", "что"))),
            ("٢ أن تقدم", Some(("٢", "أن تقدم"))),
            ("أ )\tأن", Some(("أ )", "أن"))),
            ("一、责成", Some(("一、", "责成"))),
            ("（2）责成", Some(("2）", "责成"))),
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
