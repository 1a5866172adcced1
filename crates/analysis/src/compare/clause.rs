//! What is compared: the sections of a text and the clauses in them, with both sides of tracked changes
//! where the source keeps them.

use super::label;
use super::paragraphs::Paragraph;
use super::words::{Word, words};
use crate::model::Change;
use std::sync::Arc;

/// One stretch of a paragraph on one side of a tracked change, or on both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Side {
    /// The text.
    pub text: String,
    /// Inserted or deleted; none where it is kept.
    pub change: Option<Change>,
    /// Half of a move.
    pub moved: bool,
    /// Who changed it, as the source says.
    pub author: Option<Arc<str>>,
    /// When, as the source writes it.
    pub date: Option<Arc<str>>,
}

/// A paragraph of a proposal, its label split off.
#[derive(Clone, Debug, Default)]
pub(crate) struct Clause {
    /// Line in the source (from 1).
    pub line: usize,
    /// The label as printed.
    pub raw_label: Option<String>,
    /// The text without label, notes and marks; both sides of its tracked changes.
    pub text: String,
    /// Its sides, where the source keeps tracked changes apart; otherwise empty.
    pub sides: Vec<Side>,
    /// The label on the old and on the new side, where they are kept apart.
    pub side_labels: Option<(Option<String>, Option<String>)>,
    /// The words of `text`.
    pub words: Vec<Word>,
    /// How deep it stands: 0 for the labels of the section, 1 for sub-items …
    pub level: usize,
    /// How its list counts; none without label.
    pub style: Option<label::Style>,
    /// True for a row of a table, its cells parted by tabs.
    pub is_row: bool,
    /// The class of its base text: equal ones have the same (see [`super::known`]).
    pub class: u32,
}

impl Clause {
    /// The text of one side, where the sides are known.
    pub(crate) fn side(&self, unwanted: Change) -> Option<String> {
        (!self.sides.is_empty()).then(|| side_text(&self.sides, unwanted))
    }

    /// True where all of it is put in by tracked changes.
    pub(crate) fn is_new(&self) -> bool {
        let old = self.side(Change::Inserted);
        old.is_some_and(|old| old.trim().is_empty())
    }

    /// The words that stand in the base, as far as they can be told apart.
    pub(crate) fn base_words(&self) -> Vec<Word> {
        match self.side(Change::Inserted) {
            Some(old) if !old.trim().is_empty() => words(&old),
            Some(_) | None => self.words.clone(),
        }
    }
}

/// Joins the sides of a paragraph, leaving one kind of change out.
pub(crate) fn side_text(sides: &[Side], unwanted: Change) -> String {
    sides
        .iter()
        .filter(|s| s.change != Some(unwanted))
        .map(|s| s.text.as_str())
        .collect()
}

/// A section: an opening phrase ("considering", "instructs …") and its clauses.
#[derive(Clone, Debug, Default)]
pub(crate) struct Part {
    /// The opening phrase, as it stands in the base; empty for what stands before the first one.
    pub heading: String,
    /// Its sides, where the source keeps tracked changes apart.
    pub heading_sides: Vec<Side>,
    /// Line of the phrase (from 1), or of the first clause.
    pub line: usize,
    /// Last line.
    pub end_line: usize,
    /// The row of the table it stands in.
    pub row: Option<u32>,
    /// The clauses, in order.
    pub clauses: Vec<Clause>,
    /// True where text was lost at its beginning or end.
    pub incomplete: bool,
}

/// What stands over the footnotes, which are compared as a section of their own.
const NOTES: &str = "Notes";

/// The longest opening phrase, in words.
const LONGEST_PHRASE: usize = 45;

/// True for an opening phrase: no label, begins small, and no sign ends it.
fn is_heading(paragraph: &Paragraph) -> bool {
    let judged = paragraph.judged();
    let text = judged.trim();
    if paragraph.is_row || paragraph.is_note {
        return false;
    }
    let ends_open = !text.ends_with(['.', ';', ',', ':', ')', '"', '”']);
    let small = text.chars().next().is_some_and(char::is_lowercase);
    paragraph.auto_label.is_none()
        && ends_open
        && small
        && label::split(text).is_none()
        && text.split_whitespace().count() <= LONGEST_PHRASE
}

/// True for the second line of a title: the line before is open, and no clause comes behind.
fn goes_on(before: Option<&Paragraph>, behind: Option<&Paragraph>) -> bool {
    let open = before.is_some_and(|p| {
        p.judged().trim().ends_with(char::is_alphanumeric) && !is_heading(p) && !p.is_row
    });
    let no_clause = behind.is_none_or(|p| {
        let judged = p.judged();
        let text = judged.trim();
        p.auto_label.is_none()
            && label::split(text).is_none()
            && !text.starts_with(char::is_lowercase)
    });
    open && no_clause
}

/// `II<TAB>Programme 2: …`: the heading of a part of an annex.
fn annex_heading(text: &str) -> Option<String> {
    let (number, title) = text.trim().split_once('\t')?;
    let roman = !number.is_empty() && number.trim().chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    roman.then(|| format!("{} {}", number.trim(), title.trim()))
}

/// Cuts paragraphs into sections and clauses.
pub(crate) fn parts(paragraphs: &[Paragraph]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let filled: Vec<&Paragraph> = paragraphs
        .iter()
        .filter(|p| !p.text.trim().is_empty())
        .collect();
    for (at, paragraph) in filled.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|b| filled[b]);
        let annex = annex_heading(&paragraph.text).filter(|_| !paragraph.is_row);
        let heading = annex.or_else(|| {
            let heads = is_heading(paragraph) && !goes_on(before, filled.get(at + 1).copied());
            heads.then(|| paragraph.judged().trim().to_owned())
        });
        let row = paragraph.cell.map(|c| c.row);
        let last_row = parts.last().map(|p| p.row);
        let first_note = paragraph.is_note && !before.is_some_and(|b| b.is_note);
        if heading.is_some() || last_row != Some(row) || first_note {
            parts.push(Part {
                heading: match first_note {
                    true => NOTES.to_owned(),
                    false => heading.clone().unwrap_or_default(),
                },
                heading_sides: match heading {
                    Some(_) => paragraph.sides.clone(),
                    None => Vec::new(),
                },
                line: paragraph.line,
                row,
                ..Part::default()
            });
        }
        let Some(part) = parts.last_mut() else {
            continue;
        };
        part.end_line = paragraph.line;
        if heading.is_none() {
            part.clauses.push(clause(paragraph));
        }
    }
    for part in &mut parts {
        set_levels(&mut part.clauses);
    }
    parts
}

fn clause(paragraph: &Paragraph) -> Clause {
    if paragraph.is_row {
        return Clause {
            line: paragraph.line,
            words: words(&paragraph.text),
            text: paragraph.text.clone(),
            sides: paragraph.sides.clone(),
            is_row: true,
            ..Clause::default()
        };
    }
    let (raw_label, text) = match (&paragraph.auto_label, label::split(&paragraph.text)) {
        (Some(auto), _) => (Some(auto.clone()), paragraph.text.as_str()),
        (None, Some((raw, rest))) => (Some(raw.to_owned()), rest),
        (None, None) => (None, paragraph.text.as_str()),
    };
    let text = text.trim().to_owned();
    let (sides, side_labels) = split_sides(paragraph);
    Clause {
        line: paragraph.line,
        words: words(&text),
        raw_label,
        text,
        sides,
        side_labels,
        ..Clause::default()
    }
}

type SideLabels = Option<(Option<String>, Option<String>)>;

/// Takes the label off each side of a paragraph whose sides are known.
fn split_sides(paragraph: &Paragraph) -> (Vec<Side>, SideLabels) {
    if paragraph.sides.is_empty() {
        return (Vec::new(), None);
    }
    let old = side_text(&paragraph.sides, Change::Inserted);
    let new = side_text(&paragraph.sides, Change::Deleted);
    let of = |text: &str| {
        label::split(text).map(|(raw, rest)| (raw.to_owned(), text.len() - rest.len()))
    };
    let (old_label, new_label) = (of(&old), of(&new));
    let mut skip_old = old_label.as_ref().map_or(0, |l| l.1);
    let mut skip_new = new_label.as_ref().map_or(0, |l| l.1);
    let mut sides = Vec::new();
    for side in &paragraph.sides {
        let skip = match side.change {
            Some(Change::Deleted) => skip_old,
            Some(Change::Inserted) => skip_new,
            None => skip_old.max(skip_new),
        }
        .min(side.text.len());
        if side.change != Some(Change::Inserted) {
            skip_old -= skip.min(skip_old);
        }
        if side.change != Some(Change::Deleted) {
            skip_new -= skip.min(skip_new);
        }
        let rest = side.text.get(skip..).unwrap_or_default();
        if !rest.is_empty() {
            sides.push(Side {
                text: rest.to_owned(),
                ..side.clone()
            });
        }
    }
    let auto = paragraph.auto_label.clone();
    let labels = (
        old_label
            .map(|l| l.0)
            .or_else(|| auto.clone().filter(|_| !old.trim().is_empty())),
        new_label
            .map(|l| l.0)
            .or_else(|| auto.filter(|_| !new.trim().is_empty())),
    );
    (sides, Some(labels))
}

/// Finds how deep each clause stands from the way in which labels alternate: a style that is not yet open
/// opens a deeper level, one that is open closes all below it.
fn set_levels(clauses: &mut [Clause]) {
    let mut open: Vec<label::Style> = Vec::new();
    let mut letters: u32 = 0;
    for clause in clauses {
        let Some(raw) = &clause.raw_label else {
            clause.level = 0;
            continue;
        };
        let after_h = open.contains(&label::Style::Letter) && (7..=24).contains(&letters);
        let style = label::style(raw, after_h);
        if style == label::Style::Letter {
            letters += 1;
        }
        clause.level = match open.iter().position(|s| *s == style) {
            Some(at) => {
                open.truncate(at + 1);
                at
            }
            None => {
                open.push(style);
                open.len() - 1
            }
        };
        if !open.contains(&label::Style::Letter) {
            letters = 0;
        }
        clause.style = Some(style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Paragraph> {
        text.lines()
            .enumerate()
            .map(|(i, l)| Paragraph {
                text: l.to_owned(),
                line: i + 1,
                ..Paragraph::default()
            })
            .collect()
    }

    #[test]
    fn sections_open_with_a_phrase_and_sub_items_stand_deeper() {
        let found = parts(&lines(
            "RESOLUTION 9 (Rev. Oslo, 2001)\nconsidering\na)\tthat a;\nb)\tthat b,\nresolves\n1\tto:\ni)\tone;\nii)\ttwo;\n2\tto go,",
        ));
        let headings: Vec<&str> = found.iter().map(|p| p.heading.as_str()).collect();
        assert_eq!(headings, ["", "considering", "resolves"]);
        let levels: Vec<usize> = found[2].clauses.iter().map(|c| c.level).collect();
        assert_eq!(levels, [0, 1, 1, 0]);
        assert_eq!(found[2].clauses[1].style, Some(label::Style::Roman));
    }

    #[test]
    fn i_after_h_is_a_letter() {
        let text = ('a'..='j')
            .map(|c| format!("{c})\tthat;\n"))
            .collect::<String>();
        let found = parts(&lines(&format!("noting\n{text}")));
        assert!(found[0].clauses.iter().all(|c| c.level == 0));
        assert_eq!(found[0].clauses[8].style, Some(label::Style::Letter));
    }

    #[test]
    fn both_sides_of_a_label_are_read() {
        let side = |text: &str, change| Side {
            text: text.to_owned(),
            change,
            ..Side::default()
        };
        let paragraph = Paragraph {
            text: "bc)\tthat it grows".into(),
            sides: vec![
                side("b", Some(Change::Deleted)),
                side("c", Some(Change::Inserted)),
                side(")\tthat it ", None),
                side("grows", Some(Change::Inserted)),
            ],
            ..Paragraph::default()
        };
        let clause = clause(&paragraph);
        assert_eq!(
            clause.side_labels,
            Some((Some("b)".into()), Some("c)".into())))
        );
        assert_eq!(
            clause.side(Change::Deleted).as_deref(),
            Some("that it grows")
        );
        assert_eq!(clause.side(Change::Inserted).as_deref(), Some("that it "));
    }
}
