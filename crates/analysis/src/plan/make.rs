//! Makes the skeleton of an action plan from the operative provisions of resolution texts.

use super::deadline::deadline;
use super::{
    ActionPlan, Item, Mark, MatrixRow, Pointer, ProvisionRef, Reading, RoleOf, Verdict, roles,
};
use crate::knowledge::{Addressees, Knowledge, MatrixColumn, Part};
use crate::model::{Index, PartKind, Provision, ResolutionText, WorkId};
use crate::script::is_han;
use std::collections::{BTreeMap, BTreeSet};

/// Makes matrix and items for every work in the index that has operative provisions, from the copy that speaks for it
/// and what other copies of the same edition add.
pub fn make(index: &Index, knowledge: &Knowledge) -> ActionPlan {
    let mut plan = ActionPlan {
        known: knowledge.horizons(index),
        ..ActionPlan::default()
    };
    let works: BTreeSet<&WorkId> = index.texts.iter().filter_map(|t| t.work.as_ref()).collect();
    let bodies: BTreeSet<_> = works.iter().filter_map(|id| id.body()).collect();
    let one_body = bodies.len() <= 1;
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
        let prefix = prefix(id, one_body);
        let (items, without) = items(id, &prefix, &operative, &knowledge.addressees);
        plan.items.extend(items);
        plan.without_item.extend(without);
    }
    plan
}

pub(super) fn reference(
    id: &WorkId,
    provision: &Provision,
    addressees: &Addressees,
) -> ProvisionRef {
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
        let mut found = roles::of(&provision.phrase, &provision.text, addressees);
        if stands_under_another(provision, operative) {
            // What the phrase says stands at the item above already.
            let said = roles::of(&provision.phrase, "", addressees);
            found.retain(|role| !said.contains(role));
        }
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
            // All of a kind before single ones of it, as they are declared.
            written.sort_by(|a, b| {
                let place = |mark: &str| addressees.place_of_mark(mark);
                let by_place = place(a).cmp(&place(b));
                by_place.then_with(|| crate::model::natural_cmp(a, b))
            });
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

/// True for a sub-item whose item is a provision of its own.
fn stands_under_another(provision: &Provision, operative: &[&Provision]) -> bool {
    let Some((_, above)) = provision.labels.split_last().filter(|(_, a)| !a.is_empty()) else {
        return false;
    };
    operative
        .iter()
        .any(|p| p.phrase == provision.phrase && p.labels == above)
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
pub fn short_pointer(provision: &Provision, addressees: &Addressees) -> String {
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
    // "instructs 2": who is told stands in the item; "resolves 2" tells nobody by itself.
    let tells = verb.is_some_and(|(_, form)| {
        let short = form.short.first();
        short.is_some_and(|short| !form.phrases.contains(short))
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
    let mut who = acting(&provision.phrase, "", addressees);
    if who.is_empty() && tells {
        who = acting("", &provision.text, addressees);
    }
    let labels: String = provision.labels.iter().map(|l| format!(" {l}")).collect();
    let who = match who.is_empty() {
        true => String::new(),
        false => format!(" {}", who.join("+")),
    };
    format!("{verb}{who}{labels}")
}

/// Those who are to act, as action plans write them, in the order in which they are declared.
fn acting(phrase: &str, text: &str, addressees: &Addressees) -> Vec<String> {
    let mut who: Vec<(usize, String)> = Vec::new();
    for role in roles::of(phrase, text, addressees) {
        if role.part != Part::Acts {
            continue;
        }
        let place = addressees.place_of(&role.who);
        let named = match role.members.is_empty() {
            false => role.members.clone(),
            true => vec![short_name(&role, addressees)],
        };
        for name in named {
            if !who.iter().any(|(_, known)| *known == name) {
                who.push((place, name));
            }
        }
    }
    who.sort_by_key(|(place, _)| *place);
    who.into_iter().map(|(_, name)| name).collect()
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
    prefix: &str,
    operative: &[&Provision],
    addressees: &Addressees,
) -> (Vec<Item>, Vec<ProvisionRef>) {
    let (mut items, mut without) = (Vec::<Item>::new(), Vec::new());
    for (at, provision) in operative.iter().enumerate() {
        let outer = provision.labels.len() <= 1 && !provision.text.is_empty();
        if !outer || is_lead_in(provision, operative.get(at + 1).copied()) {
            continue;
        }
        let roles = roles::of(&provision.phrase, &provision.text, addressees);
        let note = provision.labels.is_empty() && provision.text.starts_with('*');
        if note || !roles.iter().any(|r| r.part == Part::Acts) {
            without.push(reference(id, provision, addressees));
            continue;
        }
        let label = provision.labels.last().cloned().unwrap_or_default();
        items.push(Item {
            id: Some(format!("{prefix}-{:02}", items.len() + 1)),
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
    // Two Chinese signs are about a word.
    let signs = provision.text.chars().filter(|c| is_han(*c)).count();
    let words = provision.text.split_whitespace().count().max(signs / 2);
    let labelled = next.is_some_and(|n| n.phrase == provision.phrase && !n.labels.is_empty());
    let text = provision.text.trim_end();
    let ended = text.ends_with([';', '.', '；', '。', '؛']);
    // "…, within their mandates," goes on with the phrase, however long it is.
    let goes_on = labelled && (words <= LEAD_IN || text.ends_with([',', '，', '،']));
    provision.labels.is_empty() && !ended && (goes_on || words <= FRAGMENT)
}

/// The text of a provision that ends with a colon goes on in its sub-items.
fn with_sub_items(provision: &Provision, behind: &[&Provision]) -> String {
    let mut text = provision.text.clone();
    if !text.trim_end().ends_with([':', '：']) {
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

/// What the numbers of a work's items begin with: `44`, `OP-01`; the whole id where texts of several bodies stand in
/// one plan, for their numbers meet.
fn prefix(id: &WorkId, one_body: bool) -> String {
    let padded = match id.number().parse::<u32>() {
        Ok(n) => format!("{n:02}"),
        Err(_) => id.number().to_owned(),
    };
    let before = id.as_str().strip_suffix(id.number()).unwrap_or_default();
    let before = match id.body().filter(|_| one_body) {
        Some(body) => before.strip_prefix(&format!("{}-", body.as_str())),
        None => Some(before),
    };
    format!("{}{padded}", before.unwrap_or_default())
}
