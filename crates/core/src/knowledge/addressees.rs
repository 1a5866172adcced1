mod matrix;
mod written;

pub use matrix::{ItemHeads, Matrix, MatrixColumn, Part, PointerForm};

use super::Lazy;
use super::languages::Languages;
use super::layers::Layers;
use super::load::KnowledgeError;
use super::wording::ByLanguage;
use crate::script::bare;
use serde::Deserialize;
use written::Written;

const FILE: &str = "addressees.yaml";

/// Whom provisions address, and the matrix of an action plan (`addressees.yaml`).
#[derive(Clone, Debug)]
pub struct Addressees {
    all: Vec<Addressee>,
    members: Vec<(usize, Lazy, String)>,
    written: Written,
    /// Words that tell what part somebody plays.
    pub roles: Roles,
    /// How action items point at provisions.
    pub pointers: Vec<PointerForm>,
    /// The columns of the matrix and the heads of the item tables.
    pub matrix: Matrix,
}

/// Somebody whom provisions address.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Addressee {
    /// Its id: `tsb-director`.
    pub id: String,
    /// What is printed in the matrix: `X`, `MSs`.
    pub mark: String,
    /// How texts write it, by language.
    pub names: ByLanguage,
    /// How it is named in the language in which texts are named.
    #[serde(skip)]
    pub name: String,
    /// How action plans write it.
    #[serde(default)]
    pub short: Vec<String>,
    /// Single numbered members (Study Group 2).
    #[serde(default)]
    members: Option<Members>,
    /// Others that it stands for.
    #[serde(default)]
    pub stands_for: Vec<String>,
    #[serde(default)]
    examples: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Members {
    pattern: String,
    write: String,
    #[serde(default)]
    examples: Vec<String>,
}

/// Words that tell what part somebody plays.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Before those with whom to work.
    pub collaborates: Vec<String>,
    /// Before those to whom to report.
    pub reports: Vec<String>,
    /// Verbs of reporting, from which on "to" leads to those who are reported to.
    pub report_verbs: Vec<String>,
    /// Words that may stand between two who are to act together.
    #[serde(default)]
    joins: ByLanguage,
    /// Words between the number of a text and the body whose text it is.
    #[serde(default)]
    owned: ByLanguage,
    /// Words before those who are only named aside, and do not act.
    #[serde(default)]
    aside: ByLanguage,
}

impl Roles {
    /// The words between the number of a text and the body whose text it is: "of the".
    pub fn owned(&self) -> impl Iterator<Item = &String> {
        self.owned.values().flatten()
    }

    /// The words before those who do not act, but allow, ask or have decided: "approved by".
    pub fn aside(&self) -> impl Iterator<Item = &String> {
        self.aside.values().flatten()
    }

    /// True for a word that may stand between two who are to act together ("TSAG and, in particular, the groups").
    pub fn joins(&self, word: &str) -> bool {
        let mut words = self.joins.values().flatten();
        words.any(|w| w.to_lowercase() == word.to_lowercase())
    }
}

/// Somebody found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Byte offset.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Which addressee.
    pub id: String,
    /// Single members, written as in the matrix: `SG17`.
    pub members: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    addressees: Vec<Addressee>,
    /// Letters that are written together with the word behind them.
    #[serde(default)]
    joined: ByLanguage,
    roles: Roles,
    pointers: Vec<PointerForm>,
    matrix: Matrix,
}

pub(super) fn load(source: &Layers) -> Result<Addressees, KnowledgeError> {
    let mut file: File = source.read(FILE, &["id"])?;
    let languages = Languages::load(source)?;
    for addressee in &mut file.addressees {
        let mut names: Vec<_> = addressee.names.iter().collect();
        names.sort_by_key(|(language, _)| languages.place(language));
        let first = names.into_iter().find_map(|(_, names)| names.first());
        addressee.name = first.unwrap_or(&addressee.id).clone();
    }
    let mut members = Vec::new();
    for (at, addressee) in file.addressees.iter().enumerate() {
        if let Some(m) = &addressee.members {
            let regex = Lazy::new(format!(r"\b(?:{})", m.pattern));
            members.push((at, regex, m.write.clone()));
        }
    }
    let written = Written::new(&file.addressees, &file.joined);
    let addressees = Addressees {
        all: file.addressees,
        members,
        written,
        roles: file.roles,
        pointers: file.pointers,
        matrix: file.matrix,
    };
    if !source.is_builtin() {
        addressees.check()?;
    }
    Ok(addressees)
}

impl Addressees {
    /// The place of an addressee in the order in which they are declared; behind all where there is none.
    pub fn place_of(&self, id: &str) -> usize {
        let at = self.all.iter().position(|a| a.id == id);
        at.unwrap_or(self.all.len())
    }

    /// The place of whom a mark of the matrix stands for (`MSs`, `SG17`), single members behind all of their kind.
    pub fn place_of_mark(&self, mark: &str) -> (usize, bool) {
        let whole = self.all.iter().position(|a| a.mark == mark);
        let letters = mark.trim_end_matches(|c: char| c.is_ascii_digit());
        let single = || self.members.iter().find(|(_, _, write)| write == letters);
        match whole {
            Some(at) => (at, false),
            None => (single().map_or(self.all.len(), |(at, ..)| *at), true),
        }
    }

    /// Each name must be found in its examples, and columns must name addressees that exist.
    fn check(&self) -> Result<(), KnowledgeError> {
        let fail = |message: String| Err(KnowledgeError::meaning(FILE, message));
        if let Err(error) = self.written.check() {
            return fail(error.to_string());
        }
        for (at, regex, _) in &self.members {
            if let Err(error) = regex.check() {
                return fail(format!("`{}`: {error}", self.all[*at].id));
            }
        }
        for addressee in &self.all {
            let meant: Vec<&String> = match addressee.stands_for.as_slice() {
                [] => vec![&addressee.id],
                others => others.iter().collect(),
            };
            for example in &addressee.examples {
                let found = self.find(example);
                if !meant.iter().all(|id| found.iter().any(|n| n.id == **id)) {
                    return fail(format!(
                        "`{}` is not found in its example {example:?}",
                        addressee.id
                    ));
                }
            }
            for example in addressee.members.iter().flat_map(|m| &m.examples) {
                if !self
                    .find(example)
                    .iter()
                    .any(|n| n.id == addressee.id && !n.members.is_empty())
                {
                    return fail(format!(
                        "`{}`: no members found in {example:?}",
                        addressee.id
                    ));
                }
            }
            if let Some(id) = addressee
                .stands_for
                .iter()
                .find(|id| self.get(id).is_none())
            {
                return fail(format!(
                    "`{}` stands for `{id}`, which is not there",
                    addressee.id
                ));
            }
        }
        for column in &self.matrix.columns {
            if let Some(id) = column.who.iter().find(|id| self.get(id).is_none()) {
                return fail(format!(
                    "column `{}` names `{id}`, which is not there",
                    column.id
                ));
            }
        }
        Ok(())
    }

    /// The addressee of that id.
    pub fn get(&self, id: &str) -> Option<&Addressee> {
        self.all.iter().find(|a| a.id == id)
    }

    /// The addressee that an action plan writes so; letters in the wrong order ("TBSDir") are forgiven.
    pub fn by_short(&self, written: &str) -> Option<&str> {
        let sorted = |s: &str| -> Vec<char> {
            let mut letters: Vec<char> = s.chars().collect();
            letters.sort_unstable();
            letters
        };
        let wanted = bare(written);
        let forms = || {
            self.all
                .iter()
                .flat_map(|a| a.short.iter().map(move |s| (a, bare(s))))
        };
        let exact = forms().find(|(_, s)| *s == wanted);
        let swapped = || forms().find(|(_, s)| s.len() > 4 && sorted(s) == sorted(&wanted));
        exact.or_else(swapped).map(|(a, _)| a.id.as_str())
    }

    /// A text with the short forms of several people ("SGs", "MSs") written out.
    pub fn spelt_out(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for addressee in &self.all {
            let plural = addressee
                .short
                .iter()
                .filter(|s| s.ends_with('s') && s.len() > 2);
            for short in plural {
                let places = whole_words(&out, short).collect::<Vec<usize>>();
                for at in places.into_iter().rev() {
                    // Action plans with such short forms are written in the language that stands first.
                    out.replace_range(at..at + short.len(), &addressee.name);
                }
            }
        }
        out
    }

    /// The names of each of them, by language.
    pub fn names(&self) -> impl Iterator<Item = &ByLanguage> {
        self.all.iter().map(|a| &a.names)
    }

    /// Everybody whom a text names, in order; the longest name wins, those that stand for others count as
    /// these.
    pub fn find(&self, text: &str) -> Vec<Named> {
        let numbered = self.numbered(text);
        let whole = self.written.find(text).into_iter();
        let whole = whole.map(|(start, end, at)| Named {
            start,
            end,
            id: self.all[at].id.clone(),
            members: Vec::new(),
        });
        // "Study Groups 2 and 3" are those two, not all of them.
        let is_numbered = |whole: &Named| {
            let meets = |n: &Named| n.start < whole.end && whole.start < n.end;
            numbered.iter().any(|n| n.id == whole.id && meets(n))
        };
        let whole: Vec<Named> = whole.filter(|n| !is_numbered(n)).collect();
        let mut named: Vec<Named> = numbered.into_iter().chain(whole).collect();
        named.sort_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)));
        let mut upto = 0;
        named.retain(|n| {
            let keep = n.start >= upto;
            if keep {
                upto = n.end;
            }
            keep
        });
        named.into_iter().flat_map(|n| self.meant(n)).collect()
    }

    /// The single numbered members that a text names.
    fn numbered(&self, text: &str) -> Vec<Named> {
        let mut named = Vec::new();
        for (at, regex, write) in &self.members {
            let captures = regex.get().map(|regex| regex.captures_iter(text));
            for capture in captures.into_iter().flatten() {
                let (Some(whole), Some(numbers)) = (capture.get(0), capture.get(1)) else {
                    continue;
                };
                let numbers = numbers.as_str().split(|c: char| !c.is_ascii_digit());
                named.push(Named {
                    start: whole.start(),
                    end: whole.end(),
                    id: self.all[*at].id.clone(),
                    members: numbers
                        .filter(|n| !n.is_empty())
                        .map(|n| format!("{write}{}", n.trim_start_matches('0')))
                        .collect(),
                });
            }
        }
        named
    }

    /// Those for whom somebody stands, or that one alone.
    fn meant(&self, named: Named) -> Vec<Named> {
        let others = self.get(&named.id).map_or(&[][..], |a| &a.stands_for);
        if others.is_empty() {
            return vec![named];
        }
        let standing_for = |id: &String| Named {
            id: id.clone(),
            ..named.clone()
        };
        others.iter().map(standing_for).collect()
    }
}

/// Where `name` stands in `text` as whole words.
fn whole_words<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(name)
        .map(|(at, _)| at)
        .filter(move |at| {
            let before = text[..*at].chars().next_back();
            let behind = text[at + name.len()..].chars().next();
            let inside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
            !inside(before) && !inside(behind)
        })
}

#[cfg(test)]
mod tests;
