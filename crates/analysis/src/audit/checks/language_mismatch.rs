use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::knowledge::Phrases;
use crate::model::{Citation, Edition, ResolutionText, Role, Status, Target, WitnessKind, WorkId};
use crate::script::{Label, Printed};
use std::collections::{BTreeMap, BTreeSet};

/// A provision, whatever the language: part, name of the opening, how often it was opened before, labels.
type Key = (String, usize, Vec<String>);

/// One language's version of an edition.
struct Version<'a> {
    language: &'a str,
    text: &'a ResolutionText,
    index: usize,
}

/// Holds the versions of one edition in several languages against each other, provision by provision: a reference
/// that one has and another lacks, another number, another edition. The language that stands first in
/// `languages.yaml` is the one that the others are compared with.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut editions: BTreeMap<(&WorkId, &Edition), BTreeMap<usize, Version<'_>>> = BTreeMap::new();
    for (index, text) in audit.index.texts.iter().enumerate() {
        let language = audit
            .index
            .sources
            .get(text.source)
            .and_then(|s| s.language.as_deref());
        let (Some(work), Some(edition), Some(language)) = (&text.work, text.edition(), language)
        else {
            continue;
        };
        if text.witness.kind == WitnessKind::Draft
            || text.editions.len() > 1
            || text.provisions.is_empty()
        {
            continue;
        }
        let version = Version {
            language,
            text,
            index,
        };
        let place = audit.knowledge.languages.place(language);
        editions
            .entry((work, edition))
            .or_default()
            .entry(place)
            .or_insert(version);
    }
    let mut citations: BTreeMap<usize, Vec<&Citation>> = BTreeMap::new();
    for citation in audit
        .index
        .citations
        .iter()
        .filter(|c| c.role == Role::Citation)
    {
        if let Some(text) = citation.text {
            citations.entry(text).or_default().push(citation);
        }
    }
    let none = Vec::new();
    let mut found = Vec::new();
    for versions in editions.into_values().filter(|v| v.len() > 1) {
        let phrases = &audit.knowledge.phrases;
        let versions = versions.into_values().map(|version| {
            let cited = citations.get(&version.index).unwrap_or(&none);
            let cited = Cited::new(version.text, cited, phrases);
            (version, cited)
        });
        let versions: Vec<_> = versions.collect();
        let [first, others @ ..] = &versions[..] else {
            continue;
        };
        for other in others {
            found.extend(compare(audit, (&first.0, &first.1), (&other.0, &other.1)));
        }
    }
    found
}

/// What a version cites, by provision.
struct Cited<'a> {
    paths: BTreeMap<Key, &'a str>,
    targets: BTreeMap<Key, Vec<(&'a Citation, &'a Target)>>,
}

impl<'a> Cited<'a> {
    fn new(text: &'a ResolutionText, citations: &[&'a Citation], phrases: &Phrases) -> Self {
        let mut by_path: BTreeMap<&str, Key> = BTreeMap::new();
        let mut paths = BTreeMap::new();
        let mut opened: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for provision in &text.provisions {
            let name = phrases.name_of(&provision.phrase).map(str::to_owned);
            let name = name.unwrap_or_else(|| format!("{:?}", provision.part).to_lowercase());
            let before = opened.entry(name.clone()).or_default();
            if !before.contains(&provision.phrase.as_str()) {
                before.push(&provision.phrase);
            }
            let nth = before
                .iter()
                .position(|p| *p == provision.phrase)
                .unwrap_or(0);
            let labels = provision.labels.iter().map(|l| bare(l)).collect();
            let key: Key = (name, nth, labels);
            by_path
                .entry(&provision.path)
                .or_insert_with(|| key.clone());
            paths.entry(key).or_insert(provision.path.as_str());
        }
        let mut targets: BTreeMap<Key, Vec<_>> = BTreeMap::new();
        for citation in citations {
            let path = citation.provision.as_deref().unwrap_or("");
            let key = by_path.get(path).cloned().unwrap_or_default();
            let known = citation
                .targets
                .iter()
                .filter(|t| t.status == Status::Resolved && t.kind.is_adopted());
            targets
                .entry(key)
                .or_default()
                .extend(known.map(|t| (*citation, t)));
        }
        Cited { paths, targets }
    }

    /// The targets of the provision `key`; for the empty key those of all provisions that `other` lacks.
    fn of(&self, key: &Key, other: &Cited<'_>) -> Vec<(&'a Citation, &'a Target)> {
        let lacked = |k: &&Key| !other.paths.contains_key(*k) || !self.paths.contains_key(*k);
        match self.paths.contains_key(key) && other.paths.contains_key(key) {
            true => self.targets.get(key).cloned().unwrap_or_default(),
            false => self
                .targets
                .keys()
                .filter(lacked)
                .flat_map(|k| self.targets[k].clone())
                .collect(),
        }
    }
}

/// A label as it is compared: "b)" and "ب)" are one.
fn bare(label: &str) -> String {
    let body = Printed::at(label).map_or(label, |p| p.body);
    Label::read(body).map_or_else(|| label.to_owned(), |l| l.to_string())
}

fn compare(
    audit: &Audit<'_>,
    (first, base): (&Version<'_>, &Cited<'_>),
    (second, other): (&Version<'_>, &Cited<'_>),
) -> Vec<Draft> {
    let shared = base.paths.keys().filter(|k| other.paths.contains_key(*k));
    let mut keys: BTreeSet<Key> = shared.cloned().collect();
    // What stands in provisions that the other version lacks is compared as a whole.
    keys.insert(Key::default());
    let mut found = Vec::new();
    for key in &keys {
        let mut left = base.of(key, other);
        let mut right = other.of(key, base);
        let place = other.paths.get(key).copied().unwrap_or("the text");
        let both: Vec<WorkId> = left.iter().filter_map(|(_, t)| t.id.clone()).collect();
        for id in both {
            let at = |side: &[(&Citation, &Target)]| {
                side.iter().position(|(_, t)| t.id.as_ref() == Some(&id))
            };
            if let (Some(l), Some(r)) = (at(&left), at(&right)) {
                let (l, r) = (left.remove(l), right.remove(r));
                if !l.1.edition.agrees_with(&r.1.edition) {
                    let what = format!("cites {id} ({})", r.1.edition);
                    let instead = format!("({})", l.1.edition);
                    found.push(draft(
                        audit,
                        (first, second),
                        place,
                        Some(r.0),
                        Some(l.0),
                        &what,
                        &instead,
                    ));
                }
            }
        }
        for (citation, target) in right {
            let written = name(target);
            let same = left
                .iter()
                .position(|(_, t)| t.kind == target.kind && t.body == target.body);
            let instead = same.map(|at| left.remove(at));
            let what = format!("cites {written}");
            let (against, instead) = match &instead {
                Some((citation, target)) => (Some(*citation), name(target)),
                None => (None, "nothing of the kind".to_owned()),
            };
            found.push(draft(
                audit,
                (first, second),
                place,
                Some(citation),
                against,
                &what,
                &instead,
            ));
        }
        for (citation, target) in left {
            let instead = name(target);
            found.push(draft(
                audit,
                (first, second),
                place,
                None,
                Some(citation),
                "lacks a reference",
                &instead,
            ));
        }
    }
    found
}

fn name(target: &Target) -> String {
    let id = target
        .id
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    match target.edition.is_empty() {
        true => id,
        false => format!("{id} ({})", target.edition),
    }
}

fn draft(
    audit: &Audit<'_>,
    (first, second): (&Version<'_>, &Version<'_>),
    provision: &str,
    here: Option<&Citation>,
    there: Option<&Citation>,
    what: &str,
    instead: &str,
) -> Draft {
    let languages = &audit.knowledge.languages;
    let (own, base) = (
        languages.name(second.language),
        languages.name(first.language),
    );
    let message = format!("In {provision} the {own} text {what}; the {base} one has {instead}.");
    let place = match here {
        Some(citation) => audit.place_of(citation),
        None => audit.place_of_text(second.text),
    };
    let ids = second.text.work.iter().cloned();
    let key = format!("{provision} {what} {instead}");
    let found = Draft::new(Code::LanguageMismatch, place, &key, message).ids(ids);
    let related = match there {
        Some(citation) => audit.place_of(citation),
        None => audit.place_of_text(first.text),
    };
    found.related(related, format!("the {base} text"))
}
