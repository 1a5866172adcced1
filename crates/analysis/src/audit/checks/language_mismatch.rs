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
    cited: Cited<'a>,
}

/// Holds the versions of one edition in several languages against each other, provision by provision: a reference
/// that one has and another lacks, another number, another edition. The language that stands first in
/// `languages.yaml` is the one that the others are compared with.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let citations = citations_of_texts(audit);
    let phrases = &audit.knowledge.phrases;
    let mut found = Vec::new();
    for texts in editions(audit).into_values().filter(|v| v.len() > 1) {
        let versions = texts.into_values().map(|(language, text, index)| {
            let citations = citations.get(&index).map_or(&[][..], Vec::as_slice);
            Version {
                language,
                text,
                cited: Cited::new(text, citations, phrases),
            }
        });
        let versions: Vec<_> = versions.collect();
        let [first, others @ ..] = &versions[..] else {
            continue;
        };
        for other in others {
            found.extend(Pair { first, other }.differences(audit));
        }
    }
    found
}

/// A text with its language and its place in the index.
type InLanguage<'a> = (&'a str, &'a ResolutionText, usize);

/// The texts of each edition that can be held against each other, one a language, in the order of languages.
fn editions<'a>(
    audit: &Audit<'a>,
) -> BTreeMap<(&'a WorkId, &'a Edition), BTreeMap<usize, InLanguage<'a>>> {
    let mut editions: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
    for (index, text) in audit.index.texts.iter().enumerate() {
        let source = audit.index.sources.get(text.source);
        let language = source.and_then(|s| s.language.as_deref());
        let (Some(work), Some(edition), Some(language)) = (&text.work, text.edition(), language)
        else {
            continue;
        };
        let is_draft = text.witness.kind == WitnessKind::Draft;
        if is_draft || text.editions.len() > 1 || text.provisions.is_empty() {
            continue;
        }
        let place = audit.knowledge.languages.place(language);
        let versions = editions.entry((work, edition)).or_default();
        versions.entry(place).or_insert((language, text, index));
    }
    editions
}

fn citations_of_texts<'a>(audit: &Audit<'a>) -> BTreeMap<usize, Vec<&'a Citation>> {
    let mut citations: BTreeMap<usize, Vec<&Citation>> = BTreeMap::new();
    let all = audit.index.citations.iter();
    for citation in all.filter(|c| c.role == Role::Citation) {
        if let Some(text) = citation.text {
            citations.entry(text).or_default().push(citation);
        }
    }
    citations
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

/// Two versions of one edition.
struct Pair<'a, 'v> {
    /// The one that the other is held against.
    first: &'v Version<'a>,
    other: &'v Version<'a>,
}

/// A reference that a version has, with its citation.
type Reference<'a> = (&'a Citation, &'a Target);

/// What the second version has in a provision, and the first instead of it.
struct Difference<'a> {
    provision: &'a str,
    /// The citation of the second version, where there is one, and of the first.
    here: Option<&'a Citation>,
    there: Option<&'a Citation>,
    what: String,
    instead: String,
}

impl<'a> Pair<'a, '_> {
    fn differences(&self, audit: &Audit<'_>) -> Vec<Draft> {
        let (first, other) = (&self.first.cited, &self.other.cited);
        let shared = first.paths.keys().filter(|k| other.paths.contains_key(*k));
        let mut keys: BTreeSet<Key> = shared.cloned().collect();
        // What stands in provisions that the other version lacks is compared as a whole.
        keys.insert(Key::default());
        let mut found = Vec::new();
        for key in &keys {
            let mut left = first.of(key, other);
            let mut right = other.of(key, first);
            let provision = other.paths.get(key).copied().unwrap_or("the text");
            let mut differences = other_editions(provision, &mut left, &mut right);
            differences.extend(other_works(provision, left, right));
            found.extend(differences.iter().map(|d| self.draft(audit, d)));
        }
        found
    }

    fn draft(&self, audit: &Audit<'_>, difference: &Difference<'a>) -> Draft {
        let Difference {
            provision,
            here,
            there,
            what,
            instead,
        } = difference;
        let languages = &audit.knowledge.languages;
        let own = languages.name(self.other.language);
        let base = languages.name(self.first.language);
        let place = |citation: &Option<&Citation>, text| match citation {
            Some(citation) => audit.place_of(citation),
            None => audit.place_of_text(text),
        };
        let message =
            format!("In {provision} the {own} text {what}; the {base} one has {instead}.");
        let key = format!("{provision} {what} {instead}");
        let text = self.other.text;
        Draft::new(Code::LanguageMismatch, place(here, text), &key, message)
            .ids(text.work.iter().cloned())
            .related(place(there, self.first.text), format!("the {base} text"))
    }
}

/// Takes the works that both sides cite off them, and tells those cited of editions that do not agree.
fn other_editions<'a>(
    provision: &'a str,
    left: &mut Vec<Reference<'a>>,
    right: &mut Vec<Reference<'a>>,
) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    let cited: Vec<WorkId> = left.iter().filter_map(|(_, t)| t.id.clone()).collect();
    for id in cited {
        let at = |side: &[Reference<'_>]| side.iter().position(|(_, t)| t.id.as_ref() == Some(&id));
        if let (Some(l), Some(r)) = (at(left), at(right)) {
            let (l, r) = (left.remove(l), right.remove(r));
            if !l.1.edition.agrees_with(&r.1.edition) {
                found.push(Difference {
                    provision,
                    here: Some(r.0),
                    there: Some(l.0),
                    what: format!("cites {id} ({})", r.1.edition),
                    instead: format!("({})", l.1.edition),
                });
            }
        }
    }
    found
}

/// The works that only one side cites; one of the same kind and body on the other side is taken for its counterpart.
fn other_works<'a>(
    provision: &'a str,
    mut left: Vec<Reference<'a>>,
    right: Vec<Reference<'a>>,
) -> Vec<Difference<'a>> {
    let mut found = Vec::new();
    for (citation, target) in right {
        let same = left
            .iter()
            .position(|(_, t)| t.kind == target.kind && t.body == target.body);
        let instead = same.map(|at| left.remove(at));
        found.push(Difference {
            provision,
            here: Some(citation),
            there: instead.map(|(citation, _)| citation),
            what: format!("cites {}", name(target)),
            instead: instead.map_or("nothing of the kind".to_owned(), |(_, t)| name(t)),
        });
    }
    found.extend(left.into_iter().map(|(citation, target)| Difference {
        provision,
        here: None,
        there: Some(citation),
        what: "lacks a reference".to_owned(),
        instead: name(target),
    }));
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
