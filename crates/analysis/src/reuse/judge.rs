//! What makes two provisions different though nearly all their words are the same.

use super::align::{Step, align};
use super::reader::{Act, Quantity, Reading, Token};
use std::collections::BTreeSet;

/// In what two provisions differ that say the same otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Differs {
    /// One says that something is, the other that it is not.
    Negation,
    /// How many, how often.
    Number,
    /// When.
    Date,
    /// One obliges, the other leaves free.
    Obligation,
    /// Who is to act.
    Addressee,
    /// Which organs are named in it: with whom, or for whom.
    Organ,
    /// Which text, group or item is named by its number.
    Reference,
}

impl Differs {
    /// What differs, as people say it.
    pub fn word(self) -> &'static str {
        match self {
            Differs::Negation => "negation",
            Differs::Number => "number",
            Differs::Date => "date",
            Differs::Obligation => "obligation",
            Differs::Addressee => "addressee",
            Differs::Organ => "who is named",
            Differs::Reference => "what is cited",
        }
    }
}

/// What the differences between two like provisions mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Judgement {
    /// They say the same.
    Same,
    /// Each of different addressees is told the same.
    Mirrored,
    /// They say the same thing in ways that cannot both hold.
    Contradiction,
}

/// The meaning of a set of differences. Where each has an addressee of its own, it may also have its own dates and
/// numbers; a negation contradicts all the same.
pub fn judgement(differs: &BTreeSet<Differs>) -> Judgement {
    let has = |d: Differs| differs.contains(&d);
    if has(Differs::Negation) {
        Judgement::Contradiction
    } else if has(Differs::Addressee) || has(Differs::Organ) {
        Judgement::Mirrored
    } else if has(Differs::Number) || has(Differs::Date) || has(Differs::Obligation) {
        Judgement::Contradiction
    } else {
        Judgement::Same
    }
}

/// What was put in or replaced is looked at up to so many words; more is a thought of its own.
const SHORT: usize = 4;

/// Two provisions held against each other word by word.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// In what they differ: by their words, and by who is told to act.
    pub differs: BTreeSet<Differs>,
    /// The share of their words that both have, in one order.
    pub shared: f64,
    /// The first telling word of the shorter one, which says who does what, stands in the longer one as well.
    pub begins_alike: bool,
}

/// Holds two provisions against each other.
pub fn compare(a: (&Reading, &Act), b: (&Reading, &Act)) -> Compared {
    let (first, second) = (&a.0.tokens, &b.0.tokens);
    let equal = |i: usize, j: usize| first[i].canonical == second[j].canonical;
    let steps = align(first.len(), second.len(), equal);
    let mut differs = differences(first, second, &steps);
    acts(a.1, b.1, &mut differs);
    let both = steps.iter().filter(|s| matches!(s, Step::Both(..))).count();
    let all = (first.len() + second.len()).max(1);
    Compared {
        differs,
        shared: 2.0 * both as f64 / all as f64,
        begins_alike: begins_alike(first, second, &steps),
    }
}

fn differences(first: &[Token], second: &[Token], steps: &[Step]) -> BTreeSet<Differs> {
    let mut found = BTreeSet::new();
    let mut left: Vec<&Token> = Vec::new();
    let mut right: Vec<&Token> = Vec::new();
    // A gloss that only one of them has explains, and changes nothing of what is said.
    let (mut shared, mut shared_too) = (BTreeSet::new(), BTreeSet::new());
    for step in steps {
        if let Step::Both(i, j) = *step {
            shared.insert(first[i].gloss);
            shared_too.insert(second[j].gloss);
        }
    }
    let counts = |token: &Token, shared: &BTreeSet<Option<usize>>| {
        token.gloss.is_none() || shared.contains(&token.gloss)
    };
    for step in steps {
        match *step {
            Step::First(i) if counts(&first[i], &shared) => left.push(&first[i]),
            Step::Second(j) if counts(&second[j], &shared_too) => right.push(&second[j]),
            Step::First(_) | Step::Second(_) => {}
            Step::Both(i, j) => {
                replaced(&left, &right, &mut found);
                left.clear();
                right.clear();
                aligned(&first[i], &second[j], &mut found);
            }
        }
    }
    replaced(&left, &right, &mut found);
    // "ITU-T and ITU-R" are "ITU-R and ITU-T".
    let organs = |tokens: &[Token]| -> BTreeSet<u16> {
        tokens.iter().flat_map(|t| &t.organs).copied().collect()
    };
    if organs(first) == organs(second) {
        found.remove(&Differs::Organ);
    }
    found
}

/// Words of fewer letters ("the", "for") say nothing of what a provision is about.
const SMALL_WORD: usize = 4;

/// Words with so many first letters in common are forms of one word.
const STEM: usize = 5;

/// False where a telling word of the one stands in the place of another one in the other: to count the trees, and to
/// count the lamps.
pub fn same_matter(a: &Reading, b: &Reading) -> bool {
    let (first, second) = (&a.tokens, &b.tokens);
    let equal = |i: usize, j: usize| first[i].canonical == second[j].canonical;
    let (mut left, mut right): (Vec<&Token>, Vec<&Token>) = Default::default();
    for step in align(first.len(), second.len(), equal) {
        match step {
            Step::First(i) => left.push(&first[i]),
            Step::Second(j) => right.push(&second[j]),
            Step::Both(..) => {
                if other_matter(&left, &right) {
                    return false;
                }
                left.clear();
                right.clear();
            }
        }
    }
    !other_matter(&left, &right)
}

fn begins_alike(a: &[Token], b: &[Token], steps: &[Step]) -> bool {
    // "that" is no telling word.
    let telling = |t: &Token| t.is_plain() && t.canonical.chars().count() > SMALL_WORD;
    let is_first_shorter = a.len() <= b.len();
    let shorter = if is_first_shorter { a } else { b };
    let Some(first) = shorter.iter().position(telling) else {
        return true;
    };
    steps.iter().any(|step| match step {
        Step::Both(i, j) => first == if is_first_shorter { *i } else { *j },
        _ => false,
    })
}

/// True where each of two short stretches has telling words, and none in common.
fn other_matter(a: &[&Token], b: &[&Token]) -> bool {
    if a.len() > SHORT || b.len() > SHORT {
        return false;
    }
    let telling = |tokens: &[&Token]| -> Vec<String> {
        let words = tokens.iter().filter(|t| t.is_plain());
        let long = words.filter(|t| t.canonical.chars().count() >= SMALL_WORD);
        long.map(|t| t.canonical.chars().take(STEM).collect())
            .collect()
    };
    let (a, b) = (telling(a), telling(b));
    !a.is_empty() && !b.is_empty() && !a.iter().any(|word| b.contains(word))
}

fn acts(a: &Act, b: &Act, found: &mut BTreeSet<Differs>) {
    let nobody = a.organs.is_empty() && b.organs.is_empty();
    if !nobody && a.organs.is_disjoint(&b.organs) {
        found.insert(Differs::Addressee);
    }
    if a.inviting != b.inviting {
        found.insert(Differs::Obligation);
    }
}

/// Words that count as one, at the same place of both.
fn aligned(a: &Token, b: &Token, found: &mut BTreeSet<Differs>) {
    match (a.quantity, b.quantity) {
        (Some(Quantity::Number(x)), Some(Quantity::Number(y))) if x != y => {
            found.insert(Differs::Number);
        }
        (Some(x), Some(y)) if x != y => {
            found.insert(Differs::Date);
        }
        _ => {}
    }
    if a.bound.is_some() && b.bound.is_some() && a.bound != b.bound {
        found.insert(Differs::Number);
    }
    if (a.binding && b.inviting) || (a.inviting && b.binding) {
        found.insert(Differs::Obligation);
    }
    if a.name.is_some() && b.name.is_some() && a.name != b.name {
        found.insert(Differs::Reference);
    }
    if !a.organs.is_empty() && !b.organs.is_empty() && a.organs.is_disjoint(&b.organs) {
        found.insert(Differs::Organ);
    }
}

/// Words of the one in place of words of the other, or of nothing.
fn replaced(a: &[&Token], b: &[&Token], found: &mut BTreeSet<Differs>) {
    if a.len() > SHORT || b.len() > SHORT {
        return;
    }
    let times = |tokens: &[&Token], is: fn(&Token) -> bool| tokens.iter().filter(|t| is(t)).count();
    // "unlawful access" in place of "access" is said of less, not the contrary.
    let is_added = a.is_empty() || b.is_empty();
    let turns: fn(&Token) -> bool = match is_added {
        true => |t| t.negation && !t.qualifying,
        false => |t| t.negation,
    };
    if times(a, turns) % 2 != times(b, turns) % 2 {
        found.insert(Differs::Negation);
    }
    let invites = |tokens: &[&Token]| times(tokens, |t| t.inviting) > 0;
    let obliges = |tokens: &[&Token]| times(tokens, |t| t.binding) > 0;
    if (invites(a) && !invites(b) && (obliges(b) || b.is_empty()))
        || (invites(b) && !invites(a) && (obliges(a) || a.is_empty()))
    {
        found.insert(Differs::Obligation);
    }
}
