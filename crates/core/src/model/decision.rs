use super::WorkId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What people decided of a row, a text in a row, a candidate, a finding or a work: by whom, when, on which wording.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Of what.
    #[serde(flatten)]
    pub about: About,
    /// What was decided; nothing where there is only a remark.
    #[serde(default)]
    pub decision: Verdict,
    /// Who decided.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, as written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub date: String,
    /// Whatever else was written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// The works as they were when it was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rests_on: Vec<Basis>,
    /// What has changed since in the works that it rests on; while there is something, somebody should confirm it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suspect: Vec<String>,
}

impl Decision {
    /// By whom and when, for people: `A. Person, 2026-11-27`.
    pub fn who(&self) -> String {
        let who = [self.by.as_str(), &self.date];
        let who: Vec<&str> = who.into_iter().filter(|s| !s.is_empty()).collect();
        who.join(", ")
    }
}

/// Of what something was decided.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "on", rename_all = "kebab-case")]
pub enum About {
    /// A row of the mapping.
    Row {
        /// Its key text; where several rows have one, `PP-21.2` is the second.
        row: String,
    },
    /// A text in a row of the mapping.
    Cell {
        /// The row, as in [`About::Row`].
        row: String,
        /// The text.
        id: WorkId,
    },
    /// A group of texts that could be streamlined.
    Candidate {
        /// The texts, the one to keep first.
        ids: Vec<WorkId>,
    },
    /// A finding of the audit.
    Finding {
        /// Its code.
        code: String,
        /// What tells it in every run.
        fingerprint: String,
        /// The works that it names.
        #[serde(default)]
        ids: Vec<WorkId>,
    },
    /// A work, wherever it stands.
    Work {
        /// The work.
        id: WorkId,
    },
}

/// What can be decided. Written as in the workbook: `keep`, `merge into PP-208`.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Verdict {
    /// Nothing yet.
    #[default]
    Open,
    /// It stays as it is.
    Keep,
    /// The text falls.
    Suppress,
    /// It becomes part of another: a text, or a row of the mapping.
    MergeInto(WorkId),
    /// It is changed.
    Modify,
    /// The wording is to be aligned.
    Align,
    /// It is to be talked about.
    Discuss,
    /// It belongs into the row; of a proposal, it is adopted as a new text.
    Add,
    /// It does not belong into the row.
    Strike,
    /// Something else, as written: kept, and not acted upon.
    Unread(String),
}

const MERGE: &str = "merge into ";

impl Verdict {
    /// What can be chosen without naming another text, in the order of the list.
    pub const CHOICES: [Verdict; 4] = [
        Verdict::Keep,
        Verdict::Suppress,
        Verdict::Align,
        Verdict::Discuss,
    ];

    /// Reads what a person wrote; `id` reads the name of a text.
    pub fn read(text: &str, id: impl Fn(&str) -> Option<WorkId>) -> Verdict {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let lower = words.to_lowercase();
        let lower = lower.trim_end_matches(['.', '…']).trim_end();
        let known = [
            Verdict::Keep,
            Verdict::Suppress,
            Verdict::Modify,
            Verdict::Align,
            Verdict::Discuss,
            Verdict::Add,
            Verdict::Strike,
        ];
        if lower.is_empty() {
            return Verdict::Open;
        }
        if let Some(verdict) = known.into_iter().find(|v| v.to_string() == lower) {
            return verdict;
        }
        // `words` and `lower` may differ in length; the name is what stands behind the second blank.
        let target = lower
            .starts_with(MERGE)
            .then(|| words.splitn(3, ' ').nth(2))
            .flatten();
        match target.and_then(|name| id(name.trim())) {
            Some(id) => Verdict::MergeInto(id),
            None => Verdict::Unread(text.trim().to_owned()),
        }
    }

    /// True where nothing was decided.
    pub fn is_open(&self) -> bool {
        *self == Verdict::Open
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Open => Ok(()),
            Verdict::Keep => f.write_str("keep"),
            Verdict::Suppress => f.write_str("suppress"),
            Verdict::MergeInto(id) => write!(f, "{MERGE}{id}"),
            Verdict::Modify => f.write_str("modify"),
            Verdict::Align => f.write_str("align"),
            Verdict::Discuss => f.write_str("to discuss"),
            Verdict::Add => f.write_str("add"),
            Verdict::Strike => f.write_str("strike"),
            Verdict::Unread(text) => f.write_str(text),
        }
    }
}

impl From<String> for Verdict {
    fn from(text: String) -> Self {
        Verdict::read(&text, |name| name.parse().ok())
    }
}

impl From<Verdict> for String {
    fn from(verdict: Verdict) -> Self {
        verdict.to_string()
    }
}

/// A work as it was when something was decided.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The work.
    pub id: WorkId,
    /// Its latest edition then, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// A fingerprint of its wording then, where that was at hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wording: Option<String>,
}

impl Basis {
    /// What is not as it was: nothing where the work is the same, or where too little is known to tell.
    pub fn changed(&self, now: &Basis) -> Option<String> {
        let shown = |edition: &Option<String>| match edition {
            Some(edition) => format!("({edition})"),
            None => "without edition".to_owned(),
        };
        // What is not at hand in this run may be as it was.
        if now.edition.is_some() && self.edition != now.edition {
            let (was, is) = (shown(&self.edition), shown(&now.edition));
            return Some(format!("{} was {was}, is {is}", self.id));
        }
        match (&self.wording, &now.wording) {
            (Some(was), Some(is)) if was != is => {
                Some(format!("the wording of {} has changed", self.id))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(text: &str) -> WorkId {
        text.parse().expect("an id")
    }

    #[test]
    fn decisions_are_read_as_people_write_them() {
        for (written, read) in [
            ("", Verdict::Open),
            ("  Keep ", Verdict::Keep),
            ("SUPPRESS.", Verdict::Suppress),
            ("To  discuss", Verdict::Discuss),
            ("merge into PP-208", Verdict::MergeInto(id("PP-208"))),
            ("Merge into  PP-208", Verdict::MergeInto(id("PP-208"))),
            ("merge into …", Verdict::Unread("merge into …".into())),
            ("supress", Verdict::Unread("supress".into())),
        ] {
            assert_eq!(Verdict::from(written.to_owned()), read, "{written}");
        }
    }

    #[test]
    fn a_decision_is_plain_json() {
        let decision = Decision {
            about: About::Cell {
                row: "PP-21".into(),
                id: id("WTSA-29"),
            },
            decision: Verdict::MergeInto(id("PP-21")),
            by: "A. Person".into(),
            date: String::new(),
            remark: String::new(),
            rests_on: vec![],
            suspect: vec![],
        };
        let json = serde_json::to_string(&decision).expect("writes");
        assert_eq!(
            json,
            r#"{"on":"cell","row":"PP-21","id":"WTSA-29","decision":"merge into PP-21","by":"A. Person"}"#
        );
        assert_eq!(
            serde_json::from_str::<Decision>(&json).expect("reads"),
            decision
        );
    }
}
