//! Precision, recall and F1 of found citations against hand-made ones, by the rules of the published scorer:
//! two targets are the same where their places overlap and kind, body and number are equal; editions and the
//! side of a tracked change are counted apart.

use std::collections::BTreeSet;

/// A target with its place, from either side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    pub start: usize,
    pub end: usize,
    pub kind: String,
    pub body: Option<String>,
    pub number: String,
    pub rev: bool,
    pub place: Option<String>,
    pub year: Option<u64>,
    pub change: Option<String>,
}

/// A group of kinds that is scored by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Track {
    Adopted,
    Basic,
    Recommendation,
    Document,
}

impl Track {
    pub const ALL: [Track; 4] = [
        Track::Adopted,
        Track::Basic,
        Track::Recommendation,
        Track::Document,
    ];

    /// True for kinds that belong to the track.
    pub fn holds(self, kind: &str) -> bool {
        let kinds: &[&str] = match self {
            Track::Adopted => &["resolution", "decision", "opinion"],
            Track::Basic => &[
                "constitution",
                "convention",
                "itr",
                "general-rules",
                "radio-regulations",
            ],
            Track::Recommendation => &["recommendation"],
            Track::Document => &["document"],
        };
        kinds.contains(&kind)
    }
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Score {
    pub gold: usize,
    pub hit: usize,
    pub false_finds: usize,
    pub edition_right: usize,
    pub redline: usize,
    pub redline_right: usize,
    /// For people: what was missed and what is false.
    pub errors: Vec<String>,
}

impl Score {
    /// Share of the found ones that are right.
    pub fn precision(&self) -> f64 {
        share(self.hit, self.hit + self.false_finds)
    }

    /// Share of the gold ones that were found.
    pub fn recall(&self) -> f64 {
        share(self.hit, self.gold)
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 {
            0.0
        } else {
            2.0 * p * r / (p + r)
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// Lower case, without accents, brackets and marks.
fn plain(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    let text: String = text.replace('\u{2011}', "-").nfkd().collect();
    text.to_lowercase()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || "/- .".contains(*c))
        .collect::<String>()
        .trim()
        .to_owned()
}

fn key(t: &Target) -> (String, Option<String>, String) {
    let (mut kind, mut body) = (t.kind.clone(), t.body.clone());
    if ["council", "unga", "wrc"].contains(&kind.as_str()) {
        body = Some(kind.to_uppercase());
        kind = "resolution".into();
    }
    let mut number = plain(&t.number);
    if body.as_deref() == Some("RA") {
        number = number.split('-').next().unwrap_or("").to_owned();
    }
    if Track::Basic.holds(&kind) || kind == "recommendation" && body.is_none() {
        body = None;
        number = number.trim_start_matches("no.").replace(' ', "");
    }
    (kind, body, number)
}

fn edition(t: &Target) -> (bool, String, Option<u64>) {
    (t.rev, plain(t.place.as_deref().unwrap_or("")), t.year)
}

/// Scores one file on one track. Both lists hold only what lies in the covered places and cites.
pub fn score(track: Track, gold: &[Target], found: &[Target]) -> Score {
    let mut score = Score::default();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for want in gold.iter().filter(|t| track.holds(&key(t).0)) {
        score.gold += 1;
        let same = |i: &usize| {
            let f = &found[*i];
            !used.contains(i) && f.start < want.end && f.end > want.start && key(f) == key(want)
        };
        let mut candidates: Vec<usize> = (0..found.len()).filter(same).collect();
        candidates.sort_by_key(|i| edition(&found[*i]) != edition(want));
        let Some(i) = candidates.first().copied() else {
            score.errors.push(format!(
                "missed {}..{} {:?}",
                want.start,
                want.end,
                key(want)
            ));
            continue;
        };
        used.insert(i);
        score.hit += 1;
        score.edition_right += usize::from(edition(&found[i]) == edition(want));
        if want.change.is_some() {
            score.redline += 1;
            score.redline_right += usize::from(found[i].change == want.change);
        }
    }
    for (i, f) in found.iter().enumerate() {
        if !used.contains(&i) && track.holds(&key(f).0) {
            score.false_finds += 1;
            score
                .errors
                .push(format!("false {}..{} {:?}", f.start, f.end, key(f)));
        }
    }
    score
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(start: usize, body: &str, number: &str, year: u64) -> Target {
        Target {
            start,
            end: start + 10,
            kind: "resolution".into(),
            body: Some(body.into()),
            number: number.into(),
            year: Some(year),
            ..Target::default()
        }
    }

    #[test]
    fn a_find_counts_once_and_only_at_its_place() {
        let gold = [target(0, "PP", "123", 2018), target(20, "RA", "7-3", 2015)];
        let right = score(
            Track::Adopted,
            &gold,
            &[target(5, "PP", "123", 2018), target(20, "RA", "7", 2015)],
        );
        assert_eq!(
            (right.hit, right.false_finds, right.edition_right),
            (2, 0, 2)
        );
        let elsewhere = score(Track::Adopted, &gold, &[target(40, "PP", "123", 2018)]);
        assert_eq!((elsewhere.hit, elsewhere.false_finds), (0, 1));
        let twice = score(
            Track::Adopted,
            &gold[..1],
            &[target(0, "PP", "123", 2018), target(0, "PP", "123", 2018)],
        );
        assert_eq!((twice.hit, twice.false_finds), (1, 1));
    }

    /// One target that is wanted, and another one that was found in its place.
    fn one(wanted: Target, found: Target) -> Score {
        score(Track::Adopted, &[wanted], &[found])
    }

    #[test]
    fn a_wrong_body_is_a_miss_and_a_false_find() {
        let s = one(target(0, "PP", "44", 2018), target(0, "WTSA", "44", 2018));
        assert_eq!((s.hit, s.false_finds), (0, 1));
        assert_eq!((s.precision(), s.recall(), s.f1()), (0.0, 0.0, 0.0));
    }

    #[test]
    fn a_wrong_edition_is_a_hit_that_is_counted_apart() {
        let s = one(target(0, "PP", "44", 2018), target(0, "PP", "44", 2014));
        assert_eq!((s.hit, s.edition_right), (1, 0));
    }

    #[test]
    fn tracks_do_not_mix() {
        let mut article = target(0, "", "Article 34", 0);
        article.kind = "convention".into();
        assert_eq!(
            score(Track::Adopted, &[], &[article.clone()]).false_finds,
            0
        );
        assert_eq!(score(Track::Basic, &[article.clone()], &[article]).hit, 1);
    }
}
