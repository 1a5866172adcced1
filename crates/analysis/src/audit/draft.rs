use super::{Code, Settings};
use crate::model::{Finding, Place, Repeat, Severity, WorkId, counted};
use std::collections::BTreeMap;

/// A finding as a check makes it; severity by configuration, advice and fingerprint are added by [`finish`].
pub(super) struct Draft {
    pub(super) code: Code,
    pub(super) place: Place,
    pub(super) ids: Vec<WorkId>,
    pub(super) message: String,
    /// What stays the same when the text around moves: mostly the words that are wrong.
    key: String,
    advice: Option<String>,
    /// Less bad than the code usually is.
    milder: Option<Severity>,
    related: Vec<Place>,
    repeat: Option<Repeat>,
    /// What may have changed since what is known.
    horizon: Option<String>,
    /// Findings of one code and file that share this are one, and what is said at the places of all but the first.
    one_with: Option<(String, String)>,
}

/// So many places are listed of findings that are one.
const MOST_PLACES: usize = 50;

impl Draft {
    /// A finding at `place`, recognised in later runs by its code, file, works and `key`.
    pub(super) fn new(code: Code, place: Place, key: &str, message: String) -> Draft {
        Draft {
            code,
            place,
            ids: Vec::new(),
            message,
            key: key.split_whitespace().collect::<Vec<_>>().join(" "),
            advice: None,
            milder: None,
            related: Vec::new(),
            repeat: None,
            horizon: None,
            one_with: None,
        }
    }

    /// The works concerned, the one to change first.
    pub(super) fn ids(mut self, ids: impl IntoIterator<Item = WorkId>) -> Draft {
        for id in ids {
            if !self.ids.contains(&id) {
                self.ids.push(id);
            }
        }
        self
    }

    /// What to do, where more can be said than the code says.
    pub(super) fn advice(mut self, advice: String) -> Draft {
        self.advice = Some(advice);
        self
    }

    /// Less bad than usual, unless the configuration sets the severity of the code.
    pub(super) fn milder(mut self, severity: Severity) -> Draft {
        self.milder = Some(severity);
        self
    }

    /// Another place that belongs to it, and what is there.
    pub(super) fn related(mut self, mut place: Place, message: String) -> Draft {
        place.message = Some(message);
        self.related.push(place);
        self
    }

    /// What may have changed it since what is known, where something may.
    pub(super) fn horizon(mut self, horizon: Option<String>) -> Draft {
        self.horizon = horizon;
        self
    }

    /// How alike two provisions are.
    pub(super) fn repeat(mut self, repeat: Repeat) -> Draft {
        self.repeat = Some(repeat);
        self
    }

    /// One finding with all of its code and file that share `what`: the same fault, at several places. `here` is said at
    /// its place where another one comes first.
    pub(super) fn one_with(mut self, what: String, here: String) -> Draft {
        self.one_with = Some((what, here));
        self
    }

    fn finish(self, settings: &Settings, fingerprint: String) -> Finding {
        let severity = match (settings.severities.get(&self.code), self.milder) {
            (None, Some(milder)) => milder,
            _ => settings.severity(self.code),
        };
        Finding {
            code: self.code.word().to_owned(),
            severity,
            place: self.place,
            ids: self.ids,
            message: self.message,
            advice: self
                .advice
                .unwrap_or_else(|| self.code.about().advice.to_owned()),
            related: self.related,
            repeat: self.repeat,
            horizon: self.horizon,
            copies: Vec::new(),
            fingerprint,
        }
    }
}

/// Makes findings of drafts, in the order of files and places.
///
/// A fingerprint is made of code, file name, works and key; what is the same in all of these is numbered in
/// the order of places. Lines may move and folders may be renamed without changing it.
pub(super) fn finish(mut drafts: Vec<Draft>, settings: &Settings) -> Vec<Finding> {
    drafts.sort_by(|a, b| {
        let of = |d: &Draft| (d.place.span.start, d.place.line, d.code, d.place.span.end);
        (&a.place.file, of(a), &a.ids, &a.key).cmp(&(&b.place.file, of(b), &b.ids, &b.key))
    });
    let mut seen: BTreeMap<u64, u64> = BTreeMap::new();
    merge_places(merge_copies(drafts))
        .into_iter()
        .map(|draft| {
            let file = draft.place.file.rsplit('/').next().unwrap_or("");
            let parts = [draft.code.word(), file, &draft.key];
            let ids = draft.ids.iter().map(WorkId::as_str);
            let hash = hash(parts.into_iter().chain(ids));
            let times = seen.entry(hash).or_default();
            *times += 1;
            let fingerprint = format!("{:016x}", hash.wrapping_add(*times - 1));
            draft.finish(settings, fingerprint)
        })
        .collect()
}

/// Makes one finding of those that say the same of the same works in copies of one text in several files: the
/// first stays, the places of the others become related ones.
fn merge_copies(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut merged: Vec<Draft> = Vec::with_capacity(drafts.len());
    // By what is said of which works: the finding that stays, for each time it is said within one file.
    let mut said: BTreeMap<(Code, Vec<WorkId>, String, String, usize), usize> = BTreeMap::new();
    let mut times: BTreeMap<(String, Code, Vec<WorkId>, String, String), usize> = BTreeMap::new();
    for draft in drafts {
        let file = draft.place.file.clone();
        let what = (
            draft.code,
            draft.ids.clone(),
            draft.key.clone(),
            draft.message.clone(),
        );
        let time = times
            .entry((file, what.0, what.1.clone(), what.2.clone(), what.3.clone()))
            .or_default();
        *time += 1;
        let key = (what.0, what.1, what.2, what.3, *time);
        match said.get(&key) {
            Some(first) if !draft.ids.is_empty() => {
                let mut place = draft.place;
                place.message = Some("the same in another copy of the text".to_owned());
                merged[*first].related.push(place);
            }
            _ => {
                said.insert(key, merged.len());
                merged.push(draft);
            }
        }
    }
    merged
}

/// Makes one finding of those that are one fault of a file: the first stays, the others become its places.
fn merge_places(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut merged: Vec<Draft> = Vec::with_capacity(drafts.len());
    let mut firsts: BTreeMap<(Code, String, String), usize> = BTreeMap::new();
    let mut more: BTreeMap<usize, usize> = BTreeMap::new();
    for draft in drafts {
        let Some((what, here)) = draft.one_with.clone() else {
            merged.push(draft);
            continue;
        };
        let next = merged.len();
        let key = (draft.code, draft.place.file.clone(), what);
        let first = *firsts.entry(key).or_insert(next);
        if first == next {
            merged.push(draft);
            continue;
        }
        let count = more.entry(first).or_default();
        *count += 1;
        let leader = &mut merged[first];
        for id in draft.ids {
            if !leader.ids.contains(&id) {
                leader.ids.push(id);
            }
        }
        if *count <= MOST_PLACES {
            let mut place = draft.place;
            place.message = Some(here);
            leader.related.push(place);
            for other in draft.related {
                if !leader.related.contains(&other) {
                    leader.related.push(other);
                }
            }
        }
    }
    for (first, count) in more {
        let places = counted(count, "more place");
        let unlisted = match count.saturating_sub(MOST_PLACES) {
            0 => String::new(),
            n => format!(", {n} of which are not listed"),
        };
        let told = format!("{MORE_PLACES}{places}{unlisted}.");
        merged[first].message.push_str(&told);
    }
    merged
}

/// What stands in front of the number of further places.
const MORE_PLACES: &str = " So at ";

/// What a finding says, without at how many more places it is so.
pub fn without_places(message: &str) -> &str {
    message
        .rsplit_once(MORE_PLACES)
        .map_or(message, |(said, _)| said)
}

/// FNV-1a over the parts, each closed by a byte that no text has.
fn hash<'a>(parts: impl Iterator<Item = &'a str>) -> u64 {
    let bytes = parts.flat_map(|part| part.bytes().chain([0xff]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Span;

    fn fingerprints(places: &[(&str, usize, &str)]) -> Vec<String> {
        let drafts = places.iter().map(|(file, line, key)| {
            let place = Place {
                file: (*file).to_owned(),
                line: *line,
                span: Span::new(line * 10, line * 10 + 5),
                ..Place::default()
            };
            Draft::new(Code::StaleEdition, place, key, String::new())
        });
        let findings = finish(drafts.collect(), &Settings::default());
        findings.into_iter().map(|f| f.fingerprint).collect()
    }

    #[test]
    fn one_fault_of_a_file_is_one_finding() {
        let drafts = (0..60).map(|line| {
            let place = Place {
                file: format!("{}.txt", line % 2),
                line,
                span: Span::new(line, line + 1),
                ..Place::default()
            };
            let draft = Draft::new(Code::StaleEdition, place, "", "Stale.".to_owned());
            match line {
                0..58 => draft.one_with("all".to_owned(), format!("line {line}")),
                _ => draft,
            }
        });
        let findings = finish(drafts.collect(), &Settings::default());
        assert_eq!(findings.len(), 4);
        assert_eq!(findings[0].message, "Stale. So at 28 more places.");
        assert_eq!(findings[0].related.len(), 28);
        let told = findings[2].related[0].message.as_deref();
        assert_eq!(told, Some("line 3"));
    }

    #[test]
    fn fingerprints_stay_when_lines_move_and_tell_findings_apart() {
        let before = fingerprints(&[
            ("a/f.txt", 3, "Res. 1"),
            ("a/f.txt", 9, "Res. 1"),
            ("a/f.txt", 9, "Res. 2"),
        ]);
        let after = fingerprints(&[
            ("b/f.txt", 5, "Res.  1"),
            ("b/f.txt", 70, "Res. 1"),
            ("b/f.txt", 70, "Res. 2"),
        ]);
        assert_eq!(before, after);
        assert!(before[0] != before[1] && before[1] != before[2] && before[0] != before[2]);
        assert_ne!(before[..1], fingerprints(&[("a/g.txt", 3, "Res. 1")]));
    }
}
