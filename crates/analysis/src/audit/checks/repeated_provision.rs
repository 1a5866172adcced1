use super::clauses::{Clauses, Standing};
use super::heading_mismatch::misplaced;
use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::model::{PartKind, Provision, Repeat, RepeatClass, RepeatPair, Role, Severity, WorkId};
use crate::reuse::{Cluster, Editions, Pair, Side, class, clusters, diff_words, words};
use std::collections::{BTreeMap, BTreeSet};

/// Finds provisions that stand in more than one work. One finding a cluster of like provisions, at the one to
/// change first; all others are its related places, and the verified pairs are listed.
///
/// The copies of one work (several sources, older editions) are no repetition. A Sector text that says what
/// the Sector does to carry out a text of the parent body is none either; it is told when asked for.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let clauses = one_a_work(worth_comparing(audit, Clauses::of_all(audit)));
    let threshold = &audit.settings.repeat;
    let mut pairs = clauses.pairs_between_works(threshold);
    pairs.retain(|pair| same_purpose(audit, &clauses, pair));
    let (integrated, repeated): (Vec<Pair>, Vec<Pair>) = pairs
        .into_iter()
        .partition(|pair| integrates(audit, &clauses, pair));
    let mut found = reports(audit, &clauses, repeated, false);
    if audit.settings.integrations {
        found.extend(reports(audit, &clauses, integrated, true));
    }
    found
}

/// False where one of the two gives a reason and the other says what to do, and where two works of one body say
/// the same each of its own subject: words that differ stand in the titles of the two.
fn same_purpose(audit: &Audit<'_>, clauses: &Clauses<'_>, pair: &Pair) -> bool {
    let (a, b) = (
        &clauses.standings[pair.a as usize],
        &clauses.standings[pair.b as usize],
    );
    let is_recital = |s: &Standing<'_>| s.provision.part == PartKind::Preamble;
    if is_recital(a) != is_recital(b) {
        return false;
    }
    if a.work.head() != b.work.head() {
        return true;
    }
    let pieces = diff_words(&a.provision.text, &b.provision.text);
    let title = |s: &Standing<'_>| words(audit.index.title(s.work), Editions::Drop);
    let (title_a, title_b) = (title(a), title(b));
    let differs = |side: Side, own: &[String], other: &[String]| {
        pieces
            .iter()
            .filter(|piece| piece.side == side)
            .flat_map(|piece| words(&piece.text, Editions::Drop))
            .any(|w| w.len() > SMALL_WORD && own.contains(&w) && !other.contains(&w))
    };
    !(differs(Side::First, &title_a, &title_b) && differs(Side::Second, &title_b, &title_a))
}

/// One finding a cluster of clauses that are near each other, and one a clause that stands within others: what
/// holds the same short clause need not have anything else in common.
fn reports(
    audit: &Audit<'_>,
    clauses: &Clauses<'_>,
    pairs: Vec<Pair>,
    integrated: bool,
) -> Vec<Draft> {
    let (near, included): (Vec<Pair>, Vec<Pair>) = pairs
        .into_iter()
        .partition(|pair| pair.jaccard >= audit.settings.repeat.jaccard);
    let length = |clause: u32| {
        words(
            &clauses.standings[clause as usize].provision.text,
            Editions::Drop,
        )
        .len()
    };
    let mut by_shorter: BTreeMap<u32, Vec<Pair>> = BTreeMap::new();
    for pair in included {
        let shorter = if length(pair.b) < length(pair.a) {
            pair.b
        } else {
            pair.a
        };
        by_shorter.entry(shorter).or_default().push(pair);
    }
    let near = clusters(clauses.len(), &near)
        .into_iter()
        .map(|cluster| (cluster, None));
    let included = by_shorter.into_iter().flat_map(|(shorter, pairs)| {
        clusters(clauses.len(), &pairs)
            .into_iter()
            .map(move |cluster| (cluster, Some(shorter)))
    });
    near.chain(included)
        .map(|(cluster, shorter)| report(audit, clauses, &cluster, shorter, integrated))
        .collect()
}

/// A recital of fewer words only names something (the purposes of the Union, a charter).
const RECITAL: usize = 15;

/// A clause of fewer words on its own text ("report on the implementation of this resolution", "submit the results
/// of these activities") is a formula: in each text it means something else, and none of them can go.
const FORMULA: usize = 25;

/// Words of so many letters ("the", "for") say nothing of a subject.
const SMALL_WORD: usize = 3;

/// Leaves out what stands under the heading of another work, which is a finding of its own, and what is no
/// provision of its own: clauses that begin with a citation, which name a text ("Resolution 5 (…), on roads") as
/// all that build on it must; short recitals and formulas; and words that lead in a list ("in order to:").
fn worth_comparing<'a>(audit: &Audit<'a>, all: Clauses<'a>) -> Clauses<'a> {
    let strays: BTreeSet<usize> = misplaced(audit, &all)
        .into_iter()
        .filter(|m| m.is_certain)
        .flat_map(|m| m.strays)
        .collect();
    let cited: BTreeSet<(usize, usize)> = audit
        .index
        .citations
        .iter()
        .filter(|c| c.role == Role::Citation)
        .map(|c| (c.source, c.span.start))
        .collect();
    let own: BTreeSet<(usize, usize)> = audit
        .index
        .citations
        .iter()
        .filter(|c| c.role == Role::This)
        .map(|c| (c.source, c.span.start))
        .collect();
    let is_no_provision = |standing: &Standing<'_>| {
        let provision = standing.provision;
        let source = audit.index.texts[standing.text].source;
        let span = provision.span;
        let (start, end) = (
            in_source(audit, source, span.start),
            in_source(audit, source, span.end),
        );
        let length = words(&provision.text, Editions::Drop).len();
        let is_short_recital = provision.part == PartKind::Preamble && length < RECITAL;
        let points_back = || {
            let text = words(&provision.text, Editions::Drop).join(" ");
            audit.knowledge.phrases.points_back(&text)
        };
        let is_formula = length < FORMULA
            && (own.range((source, start)..(source, end)).next().is_some() || points_back());
        is_short_recital
            || is_formula
            || leads_in(&audit.index.texts[standing.text].provisions, provision)
            || cited.contains(&(source, start))
    };
    let kept = all
        .standings
        .into_iter()
        .enumerate()
        .filter(|(i, standing)| !strays.contains(i) && !is_no_provision(standing));
    Clauses {
        standings: kept.map(|(_, standing)| standing).collect(),
    }
}

/// True for a clause with a colon, or without a label in front of labelled items of the same part.
fn leads_in(provisions: &[Provision], provision: &Provision) -> bool {
    let next = provisions.partition_point(|p| p.span.start <= provision.span.start);
    provision.text.trim_end().ends_with(':')
        || provision.labels.is_empty()
            && provisions
                .get(next)
                .is_some_and(|n| n.phrase == provision.phrase && !n.labels.is_empty())
}

/// An offset as citations count it: in the source.
fn in_source(audit: &Audit<'_>, source: usize, at: usize) -> usize {
    audit
        .documents
        .get(&source)
        .map_or(at, |document| document.positions.source(at))
}

/// Keeps one of the clauses of a work that say the same word for word: that of the fullest text.
fn one_a_work(all: Clauses<'_>) -> Clauses<'_> {
    let mut seen = BTreeSet::new();
    let mut standings = all.standings;
    standings.retain(|s| seen.insert((s.work, words(&s.provision.text, Editions::Drop))));
    Clauses { standings }
}

/// True where one of the two is of the parent body, and the other, of a Sector, says what the Sector does
/// about it: it cites the parent text, or names its Sector where the parent text does not.
fn integrates(audit: &Audit<'_>, clauses: &Clauses<'_>, pair: &Pair) -> bool {
    let (a, b) = (
        &clauses.standings[pair.a as usize],
        &clauses.standings[pair.b as usize],
    );
    let (sector, parent) = match (is_parent(audit, a.work), is_parent(audit, b.work)) {
        (false, true) => (a, b),
        (true, false) => (b, a),
        _ => return false,
    };
    let text = &audit.index.texts[sector.text];
    let cites_parent = audit.index.citations.iter().any(|c| {
        c.text == Some(sector.text)
            && c.source == text.source
            && c.provision.as_ref() == Some(&sector.provision.path)
            && c.targets.iter().any(|t| t.id.as_ref() == Some(parent.work))
    });
    let own_words: BTreeSet<String> = audit
        .knowledge
        .body(sector.work.head())
        .into_iter()
        .flat_map(|body| body.sector.iter().chain(&body.short))
        .map(|name| words(name, Editions::Keep).concat())
        .collect();
    let names_sector = |s: &Standing<'_>| {
        words(&s.provision.text, Editions::Drop)
            .iter()
            .any(|w| own_words.contains(w))
    };
    cites_parent || (names_sector(sector) && !names_sector(parent))
}

fn is_parent(audit: &Audit<'_>, work: &WorkId) -> bool {
    audit.knowledge.body(work.head()).is_some_and(|b| b.parent)
}

/// The finding for a cluster; `shorter` is the clause that stands within the others, where it is such a one.
fn report(
    audit: &Audit<'_>,
    clauses: &Clauses<'_>,
    cluster: &Cluster,
    shorter: Option<u32>,
    integrated: bool,
) -> Draft {
    let near = audit.settings.repeat.jaccard;
    let standing = |clause: u32| &clauses.standings[clause as usize];
    // The one to change first: a Sector's before the parent's, then the one that stands within others, then in
    // the order of works.
    let mut members = cluster.members.clone();
    members.sort_by_key(|c| {
        (
            is_parent(audit, standing(*c).work),
            Some(*c) != shorter,
            standing(*c).work,
            *c,
        )
    });
    let first = standing(members[0]);
    let place_in: BTreeMap<u32, usize> = members.iter().enumerate().map(|(i, c)| (*c, i)).collect();
    let pairs: Vec<RepeatPair> = cluster
        .pairs
        .iter()
        .map(|pair| {
            let (a, b) = (place_in[&pair.a], place_in[&pair.b]);
            let text = |c: u32| standing(c).provision.text.as_str();
            RepeatPair {
                a: a.min(b),
                b: a.max(b),
                class: class(text(pair.a), text(pair.b), pair.jaccard, near),
                jaccard: pair.jaccard,
                containment: pair.containment,
            }
        })
        .collect();
    let weakest = pairs.iter().min_by(|a, b| a.jaccard.total_cmp(&b.jaccard));
    let repeat = Repeat {
        class: weakest.map_or(RepeatClass::Near, |p| p.class),
        jaccard: cluster.lowest,
        containment: pairs.iter().map(|p| p.containment).fold(1.0, f64::min),
        pairs,
    };
    let works: Vec<WorkId> = members.iter().map(|c| standing(*c).work.clone()).collect();
    let how = match (repeat.class, integrated) {
        (_, true) => "carries out what stands in",
        (RepeatClass::Identical, _) => "stands word for word in",
        (RepeatClass::SameButForEdition, _) => "stands, but for the editions it cites, in",
        (RepeatClass::Near, _) => "stands nearly so in",
        (RepeatClass::IncludedIn, _) if shorter == Some(members[0]) => "stands within",
        (RepeatClass::IncludedIn, _) => "holds what stands in",
    };
    let place = clauses.place(audit, first);
    let key = words(&first.provision.text, Editions::Drop).join(" ");
    let mut draft = Draft::new(
        Code::RepeatedProvision,
        place,
        &key,
        message(clauses, &members, &repeat, how),
    )
    .advice(advice(audit, &works, repeat.class, integrated))
    .ids(works);
    for (number, clause) in members.iter().enumerate().skip(1) {
        let other = standing(*clause);
        let mut told = format!("{}, `{}`", other.work, other.provision.path);
        let pair = repeat.pairs.iter().find(|p| p.a == 0 && p.b == number);
        if pair.is_some_and(|p| p.class == RepeatClass::Near) {
            told.push_str(&format!(
                ": {}",
                difference(&first.provision.text, &other.provision.text)
            ));
        }
        draft = draft.related(clauses.place(audit, other), told);
    }
    let draft = draft.repeat(repeat);
    if integrated {
        draft.milder(Severity::Note)
    } else {
        draft
    }
}

fn message(clauses: &Clauses<'_>, members: &[u32], repeat: &Repeat, how: &str) -> String {
    let first = &clauses.standings[members[0] as usize];
    let others: BTreeSet<&WorkId> = members
        .iter()
        .map(|c| clauses.standings[*c as usize].work)
        .filter(|w| *w != first.work)
        .collect();
    let others: Vec<&str> = others.into_iter().map(WorkId::as_str).collect();
    let share = |value: f64| format!("{:.0} %", (value * 100.0).floor());
    let measure = match (repeat.class, repeat.pairs.len()) {
        (RepeatClass::Identical | RepeatClass::SameButForEdition, _) => String::new(),
        (RepeatClass::IncludedIn, _) => {
            format!(
                " ({} of the word groups of the shorter one)",
                share(repeat.containment)
            )
        }
        (RepeatClass::Near, 1) => format!(" ({} of the word groups shared)", share(repeat.jaccard)),
        (RepeatClass::Near, _) => format!(
            " (at least {} of the word groups shared)",
            share(repeat.jaccard)
        ),
    };
    format!(
        "{}, `{}`, {how} {}{measure}.",
        first.work,
        first.provision.path,
        others.join(", ")
    )
}

/// What to do, by where the copies stand; `works` has the one to change first.
fn advice(audit: &Audit<'_>, works: &[WorkId], class: RepeatClass, integrated: bool) -> String {
    if integrated {
        return "Nothing: the Sector text says how the other is carried out.".to_owned();
    }
    let bodies: BTreeSet<&str> = works.iter().map(WorkId::head).collect();
    let parents: BTreeSet<&str> = works
        .iter()
        .filter(|w| is_parent(audit, w))
        .map(WorkId::as_str)
        .collect();
    if bodies.len() == 1 {
        "Merge: keep the provision in one of the works and point there from the others.".to_owned()
    } else if parents.is_empty() {
        "Align: the Sectors say the same; agree on one wording, or on one text that all point at."
            .to_owned()
    } else {
        let parents: Vec<&str> = parents.into_iter().collect();
        let rest = match class {
            RepeatClass::Near | RepeatClass::IncludedIn => "; keep what only they say",
            RepeatClass::Identical | RepeatClass::SameButForEdition => "",
        };
        format!(
            "Suppress it in the Sector texts, and refer to {}{rest}.",
            parents.join(", ")
        )
    }
}

/// The longest difference that is told in full.
const LONGEST_DIFFERENCE: usize = 400;

/// The words that differ, in brackets: those of the first struck, those of the second added.
fn difference(first: &str, second: &str) -> String {
    let mut told = String::new();
    for piece in diff_words(first, second) {
        let text = match piece.side {
            Side::Both => {
                let words: Vec<&str> = piece.text.split(' ').collect();
                match words.as_slice() {
                    [a, _, .., b] if words.len() > 6 => format!("{a} … {b}"),
                    _ => piece.text,
                }
            }
            Side::First => format!("[-{}-]", piece.text),
            Side::Second => format!("{{+{}+}}", piece.text),
        };
        if !told.is_empty() {
            told.push(' ');
        }
        if told.len() + text.len() > LONGEST_DIFFERENCE {
            told.push('…');
            break;
        }
        told.push_str(&text);
    }
    told
}
