//! Makes the skeleton of an action plan from the operative provisions of resolution texts.

use super::{
    ActionPlan, Item, Mark, MatrixRow, Pointer, ProvisionRef, Reading, RoleOf, Verdict, roles,
};
use crate::knowledge::{Addressees, Knowledge, MatrixColumn, Part};
use crate::model::{Index, PartKind, Provision, ResolutionText, WorkId};
use std::collections::{BTreeMap, BTreeSet};

/// Makes matrix and items for every work in the index that has operative provisions, from the copy that speaks for it
/// and what other copies of the same edition add.
pub fn make(index: &Index, knowledge: &Knowledge) -> ActionPlan {
    let mut plan = ActionPlan::default();
    let works: BTreeSet<&WorkId> = index.texts.iter().filter_map(|t| t.work.as_ref()).collect();
    for id in works {
        let Some(text) = index.text_of(id) else {
            continue;
        };
        let provisions = index.provisions_of(id).into_iter().map(|(_, p)| p);
        let operative: Vec<&Provision> = provisions
            .filter(|p| p.part == PartKind::Operative)
            .collect();
        if operative.is_empty() {
            continue;
        }
        let title = text
            .title
            .clone()
            .unwrap_or_else(|| index.title(id).to_owned());
        plan.matrix.push(matrix_row(
            id,
            title,
            text,
            &operative,
            &knowledge.addressees,
        ));
        let (items, without) = items(id, &operative, &knowledge.addressees);
        plan.items.extend(items);
        plan.without_item.extend(without);
    }
    plan
}

fn reference(id: &WorkId, provision: &Provision, addressees: &Addressees) -> ProvisionRef {
    ProvisionRef {
        resolution: id.clone(),
        path: provision.path.clone(),
        short: short_pointer(provision, addressees),
        line: provision.line,
        text: provision.text.clone(),
    }
}

fn matrix_row(
    id: &WorkId,
    title: String,
    text: &ResolutionText,
    operative: &[&Provision],
    addressees: &Addressees,
) -> MatrixRow {
    let mut marks: BTreeMap<String, (Vec<String>, Vec<ProvisionRef>)> = BTreeMap::new();
    for provision in operative {
        let found = roles::of(&provision.phrase, &provision.text, addressees);
        for column in &addressees.matrix.columns {
            for role in found.iter().filter(|r| belongs(r, column)) {
                let (written, provisions) = marks.entry(column.id.clone()).or_default();
                for mark in marks_of(role, addressees) {
                    if !written.contains(&mark) {
                        written.push(mark);
                    }
                }
                let place = reference(id, provision, addressees);
                if !provisions.contains(&place) {
                    provisions.push(place);
                }
            }
        }
    }
    let marks = marks
        .into_iter()
        .map(|(column, (mut written, provisions))| {
            written.sort_by(|a, b| crate::model::natural_cmp(a, b));
            let text = written.join(", ");
            (column, Mark { text, provisions })
        });
    MatrixRow {
        resolution: id.clone(),
        title,
        line: text.line,
        marks: marks.collect(),
    }
}

fn belongs(role: &RoleOf, column: &MatrixColumn) -> bool {
    role.part == column.role && column.who.contains(&role.who)
}

/// What is printed for somebody: `X`, `MSs`, `SG17`.
fn marks_of(role: &RoleOf, addressees: &Addressees) -> Vec<String> {
    if !role.members.is_empty() {
        return role.members.clone();
    }
    // A mark may name several ("MSs, SMs"); each is written once.
    let marks = addressees.get(&role.who).map(|a| a.mark.as_str());
    let each = marks.into_iter().flat_map(|m| m.split(", "));
    each.map(str::to_owned).collect()
}

/// How action plans point at a provision: the short form of its verb, who is addressed, its label.
fn short_pointer(provision: &Provision, addressees: &Addressees) -> String {
    let phrase = provision.phrase.to_lowercase();
    let fits = |p: &&String| phrase.starts_with(p.as_str());
    let forms = addressees.pointers.iter();
    let verb = forms
        .flat_map(|form| {
            form.phrases
                .iter()
                .filter(fits)
                .map(move |p| (p.len(), form))
        })
        .fold(None, |best: Option<(usize, _)>, found| match best {
            Some(known) if known.0 >= found.0 => Some(known),
            _ => Some(found),
        });
    let verb = match verb {
        Some((_, form)) => form.short.first().cloned().unwrap_or_default(),
        None => provision
            .phrase
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned(),
    };
    let mut who: Vec<String> = Vec::new();
    for role in roles::of(&provision.phrase, "", addressees) {
        if role.part != Part::Acts {
            continue;
        }
        let named = match role.members.is_empty() {
            false => role.members.clone(),
            true => vec![short_name(&role, addressees)],
        };
        who.extend(
            named
                .into_iter()
                .filter(|n| !who.contains(n))
                .collect::<Vec<_>>(),
        );
    }
    let labels: String = provision.labels.iter().map(|l| format!(" {l}")).collect();
    let who = match who.is_empty() {
        true => String::new(),
        false => format!(" {}", who.join("+")),
    };
    format!("{verb}{who}{labels}")
}

/// How action plans write somebody.
fn short_name(role: &RoleOf, addressees: &Addressees) -> String {
    let known = addressees.get(&role.who);
    let short = known.map(|a| a.short.first().unwrap_or(&a.mark).clone());
    short.unwrap_or_else(|| role.written.clone())
}

/// Fewer words in front of labelled items are a part of the phrase above them ("within available resources").
const LEAD_IN: usize = 12;
/// So few words alone say nothing that could be done.
const FRAGMENT: usize = 4;

/// One item a provision at the outermost label that somebody must act on, in the order of the text; and the
/// provisions that name nobody who is to act.
fn items(
    id: &WorkId,
    operative: &[&Provision],
    addressees: &Addressees,
) -> (Vec<Item>, Vec<ProvisionRef>) {
    let (mut items, mut without) = (Vec::new(), Vec::new());
    for (at, provision) in operative.iter().enumerate() {
        let outer = provision.labels.len() <= 1 && !provision.text.is_empty();
        if !outer || is_lead_in(provision, operative.get(at + 1).copied()) {
            continue;
        }
        let roles = roles::of(&provision.phrase, &provision.text, addressees);
        if !roles.iter().any(|r| r.part == Part::Acts) {
            without.push(reference(id, provision, addressees));
            continue;
        }
        let label = provision.labels.last().cloned().unwrap_or_default();
        items.push(Item {
            id: Some(format!("{}-{:02}", padded(id.number()), items.len() + 1)),
            resolution: Some(id.clone()),
            line: provision.line,
            action: with_sub_items(provision, &operative[at + 1..]),
            milestone: deadline(&provision.text, addressees),
            pointers: vec![Pointer {
                raw: short_pointer(provision, addressees),
                reads_as: vec![Reading {
                    heading: Some(provision.phrase.clone()),
                    item: label,
                    line: Some(provision.line),
                }],
            }],
            verdict: Verdict::Ok,
            roles,
            ..Item::default()
        });
    }
    (items, without)
}

/// True for words without a label that only lead over to the labelled ones behind them, and for fragments.
fn is_lead_in(provision: &Provision, next: Option<&Provision>) -> bool {
    let words = provision.text.split_whitespace().count();
    let labelled = next.is_some_and(|n| n.phrase == provision.phrase && !n.labels.is_empty());
    let ended = provision.text.trim_end().ends_with([';', '.']);
    provision.labels.is_empty()
        && (labelled && words <= LEAD_IN && !ended || words <= FRAGMENT && !ended)
}

/// The text of a provision that ends with a colon goes on in its sub-items.
fn with_sub_items(provision: &Provision, behind: &[&Provision]) -> String {
    let mut text = provision.text.clone();
    if !text.trim_end().ends_with(':') {
        return text;
    }
    let depth = provision.labels.len();
    let own = behind
        .iter()
        .take_while(|p| p.phrase == provision.phrase && p.labels.len() > depth);
    for sub in own.filter(|p| p.labels.len() == depth + 1) {
        let label = sub.labels.last().map_or("", String::as_str);
        text.push_str(&format!(" {label} {}", beginning(&sub.text)));
    }
    text
}

/// So many words of a sub-item say what it is about; the whole stands in the resolution.
const SUB_ITEM: usize = 20;

fn beginning(text: &str) -> String {
    let mut words = text.split_whitespace();
    let first: Vec<&str> = words.by_ref().take(SUB_ITEM).collect();
    let more = if words.next().is_some() { " …" } else { "" };
    format!("{}{more}", first.join(" "))
}

fn padded(number: &str) -> String {
    match number.parse::<u32>() {
        Ok(n) => format!("{n:02}"),
        Err(_) => number.to_owned(),
    }
}

/// The words of the text that say by when, if any: from a word of time to the end of the phrase.
fn deadline(text: &str, addressees: &Addressees) -> String {
    let matrix = &addressees.matrix;
    let at_words = |words: &'_ [String]| -> Vec<(usize, usize)> {
        words
            .iter()
            .flat_map(|word| places(text, word).collect::<Vec<_>>())
            .collect()
    };
    let mut starts: Vec<usize> = Vec::new();
    let add =
        |starts: &mut Vec<usize>, found: Vec<(usize, usize)>, is_time: &dyn Fn(usize) -> bool| {
            starts.extend(
                found
                    .into_iter()
                    .filter(|(_, end)| is_time(*end))
                    .map(|(at, _)| at),
            );
        };
    add(&mut starts, at_words(&matrix.regular), &|_| true);
    add(&mut starts, at_words(&matrix.deadlines), &|end| {
        names_time(text, end, NEAR, &matrix.occasions)
    });
    add(&mut starts, at_words(&matrix.each), &|end| {
        names_time(text, end, AT_ONCE, &matrix.occasions)
    });
    // "by the Council" names who does it, "by the next Council" and "by 2024" name when.
    add(&mut starts, at_words(&matrix.deadlines_or_agents), &|end| {
        names_time(text, end, AT_ONCE, &matrix.upcoming)
    });
    match starts.into_iter().min() {
        Some(start) => text[start..phrase_end(text, start, &matrix.deadline_ends)]
            .trim()
            .to_owned(),
        None => String::new(),
    }
}

/// A year or an occasion is looked for in so many words.
const NEAR: usize = 8;
/// Where it must follow at once, but for an article.
const AT_ONCE: usize = 2;

/// Where a word stands in a text as a whole, whatever its case: (start, end).
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(word)
        .map(|(at, w)| (at, at + w.len()))
        .filter(move |(at, end)| {
            !letter(text[..*at].chars().next_back()) && !letter(text[*end..].chars().next())
        })
}

fn phrase_end(text: &str, from: usize, ends: &[String]) -> usize {
    let behind = &text[from..];
    let sign = behind.find([',', ';', '.', ':', '(']);
    let word = ends.iter().filter_map(|e| behind.find(e.as_str())).min();
    let end = sign.into_iter().chain(word).min();
    end.map_or(text.len(), |e| from + e)
}

/// True where one of the next words is a year, or begins as one of these.
fn names_time(text: &str, from: usize, within: usize, words: &[String]) -> bool {
    let next = text[from..phrase_end(text, from, &[])]
        .split_whitespace()
        .take(within);
    next.into_iter().any(|word| {
        let digits: String = word.chars().filter(char::is_ascii_digit).collect();
        let year = digits.len() == 4 && digits.starts_with(['1', '2']);
        let small = word.to_lowercase();
        year || words.iter().any(|w| small.starts_with(w.as_str()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Who does something is no deadline; what comes again, or is still to come, is one.
    #[test]
    fn an_agent_is_no_deadline() {
        let k = Knowledge::builtin().expect("mappings/ load");
        for (text, when) in [
            ("to be approved by the Council each time it asks", ""),
            (
                "to be carried out by industry representatives in those meetings",
                "",
            ),
            (
                "to finish the work by the next assembly",
                "by the next assembly",
            ),
            ("to finish the work by 2024 and to publish it", "by 2024"),
            (
                "to report annually to the Council",
                "annually to the Council",
            ),
            ("that every region be represented", ""),
            (
                "to report to every meeting of the group, and to listen",
                "every meeting of the group",
            ),
            (
                "to prepare a draft before the assembly; to send it",
                "before the assembly",
            ),
        ] {
            assert_eq!(deadline(text, &k.addressees), when, "{text}");
        }
    }
}
