use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// What sort of text is cited. The words are those of the `kind` field of the output contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A resolution of a conference, an assembly or a council.
    Resolution,
    /// A decision.
    Decision,
    /// An opinion.
    Opinion,
    /// A recommendation, of a conference or of a Sector's study groups.
    Recommendation,
    /// The Constitution, or one of its numbers or articles.
    Constitution,
    /// The Convention, or one of its numbers or articles.
    Convention,
    /// The International Telecommunication Regulations.
    Itr,
    /// The General Rules of conferences, assemblies and meetings.
    GeneralRules,
    /// The Radio Regulations.
    RadioRegulations,
    /// A meeting document: contribution, temporary document, circular, report.
    Document,
}

impl Kind {
    /// All kinds, in the order in which they are listed to people.
    pub const ALL: [Kind; 10] = [
        Kind::Resolution,
        Kind::Decision,
        Kind::Opinion,
        Kind::Recommendation,
        Kind::Constitution,
        Kind::Convention,
        Kind::Itr,
        Kind::GeneralRules,
        Kind::RadioRegulations,
        Kind::Document,
    ];

    /// The word of the output contract, e.g. `general-rules`.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Resolution => "resolution",
            Kind::Decision => "decision",
            Kind::Opinion => "opinion",
            Kind::Recommendation => "recommendation",
            Kind::Constitution => "constitution",
            Kind::Convention => "convention",
            Kind::Itr => "itr",
            Kind::GeneralRules => "general-rules",
            Kind::RadioRegulations => "radio-regulations",
            Kind::Document => "document",
        }
    }

    /// The part of a [`WorkId`] that tells the kind: behind the body for adopted texts (`PP-DEC-5`),
    /// in place of the body for the basic texts (`CS-242`), empty for resolutions (`PP-123`).
    pub fn code(self) -> &'static str {
        match self {
            Kind::Resolution => "",
            Kind::Decision => "DEC",
            Kind::Opinion => "OP",
            Kind::Recommendation => "REC",
            Kind::Constitution => "CS",
            Kind::Convention => "CV",
            Kind::Itr => "ITR",
            Kind::GeneralRules => "GR",
            Kind::RadioRegulations => "RR",
            Kind::Document => "DOC",
        }
    }

    /// True for texts that a body adopts under a number of its own: the nodes of the graph.
    pub fn is_adopted(self) -> bool {
        matches!(
            self,
            Kind::Resolution | Kind::Decision | Kind::Opinion | Kind::Recommendation
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Canonical id of a work, whatever its edition: `PP-123`, `PP-DEC-5`, `WTSA-OP-1`, `RA-7`,
/// `UNGA-70/125`, `PP-[COM5/2]`, `CS-242`, `ITUT-E.164`.
///
/// Cheap to clone. Ordered as people order them: by body, kind, then number with digits as numbers.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkId(Arc<str>);

impl WorkId {
    /// The id of the `number`-th text of this `kind` adopted by `body` (a short name from
    /// `mappings/bodies.yaml`); basic texts and documents need no body.
    pub fn new(body: Option<&str>, kind: Kind, number: &str) -> Self {
        let code = kind.code();
        let id = match body {
            Some(body) if code.is_empty() => format!("{body}-{number}"),
            Some(body) if kind == Kind::Recommendation && number.contains('.') => {
                format!("{body}-{number}")
            }
            Some(body) => format!("{body}-{code}-{number}"),
            None if code.is_empty() => format!("?-{number}"),
            None => format!("{code}-{number}"),
        };
        WorkId(id.into())
    }

    /// Takes an id as a person writes it; no check against what is known.
    pub fn parse(text: &str) -> Self {
        WorkId(text.trim().into())
    }

    /// The id as written, e.g. `PP-123`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands before the first hyphen: the body for adopted texts, `CS`, `CV`, … for basic texts.
    pub fn body(&self) -> &str {
        self.0.split('-').next().unwrap_or("")
    }

    /// The kind that the id tells.
    pub fn kind(&self) -> Kind {
        let mut parts = self.0.splitn(3, '-');
        let head = parts.next().unwrap_or("");
        let second = parts.next().unwrap_or("");
        let has_number = parts.next().is_some();
        let by_code = |code: &str| {
            Kind::ALL
                .into_iter()
                .find(|k| !k.code().is_empty() && k.code() == code)
        };
        if let Some(kind) = by_code(head) {
            return kind;
        }
        if has_number && let Some(kind) = by_code(second) {
            return kind;
        }
        let series = second.split_once('.').is_some_and(|(letter, _)| {
            letter.len() <= 2 && letter.chars().all(char::is_alphabetic)
        });
        if series {
            Kind::Recommendation
        } else {
            Kind::Resolution
        }
    }

    /// The number alone: `123` of `PP-123`, `5` of `PP-DEC-5`, `70/125` of `UNGA-70/125`.
    pub fn number(&self) -> &str {
        let rest = self.0.split_once('-').map_or("", |(_, rest)| rest);
        let code = self.kind().code();
        match rest.split_once('-') {
            Some((head, number)) if !code.is_empty() && head == code => number,
            _ => rest,
        }
    }
}

impl fmt::Display for WorkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for WorkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Ord for WorkId {
    fn cmp(&self, other: &Self) -> Ordering {
        natural_cmp(&self.0, &other.0)
    }
}

impl PartialOrd for WorkId {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Compares two texts with runs of digits taken as numbers, so that `PP-9` comes before `PP-10`.
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    natural(a.as_bytes(), b.as_bytes())
}

fn natural(a: &[u8], b: &[u8]) -> Ordering {
    let mut same = 0;
    while same < a.len().min(b.len()) && a[same] == b[same] {
        same += 1;
    }
    let (rest_a, rest_b) = (&a[same..], &b[same..]);
    // A number that begins before the difference goes on in it.
    let begun = digits_before(&a[..same]);
    let is_digit = |rest: &[u8]| rest.first().is_some_and(u8::is_ascii_digit);
    let differ_in_number = match begun {
        0 => is_digit(rest_a) && is_digit(rest_b),
        _ => is_digit(rest_a) || is_digit(rest_b),
    };
    if !differ_in_number {
        return rest_a.first().cmp(&rest_b.first());
    }
    let (from_a, from_b) = (&a[same - begun..], &b[same - begun..]);
    let (run_a, run_b) = (digits(from_a), digits(from_b));
    let (number_a, number_b) = (unpadded(run_a), unpadded(run_b));
    let by_number = number_a.len().cmp(&number_b.len());
    by_number
        .then_with(|| number_a.cmp(number_b))
        .then_with(|| natural(&from_a[run_a.len()..], &from_b[run_b.len()..]))
        .then_with(|| rest_a.cmp(rest_b))
}

fn digits_before(s: &[u8]) -> usize {
    let digits = s.iter().rev().take_while(|c| c.is_ascii_digit());
    digits.count()
}

fn digits(s: &[u8]) -> &[u8] {
    let end = s
        .iter()
        .position(|c| !c.is_ascii_digit())
        .unwrap_or(s.len());
    &s[..end]
}

fn unpadded(s: &[u8]) -> &[u8] {
    let zeros = s.iter().take_while(|c| **c == b'0').count();
    &s[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_tell_their_parts() {
        for (id, body, kind, number) in [
            ("PP-123", "PP", Kind::Resolution, "123"),
            ("PP-DEC-5", "PP", Kind::Decision, "5"),
            ("WTSA-OP-1", "WTSA", Kind::Opinion, "1"),
            ("WTDC-REC-9", "WTDC", Kind::Recommendation, "9"),
            ("UNGA-70/125", "UNGA", Kind::Resolution, "70/125"),
            ("PP-[COM5/2]", "PP", Kind::Resolution, "[COM5/2]"),
            ("PP-[PLEN-1]", "PP", Kind::Resolution, "[PLEN-1]"),
            ("CS-242", "CS", Kind::Constitution, "242"),
            ("ITUT-E.164", "ITUT", Kind::Recommendation, "E.164"),
        ] {
            let id = WorkId::parse(id);
            assert_eq!((id.body(), id.kind(), id.number()), (body, kind, number));
            let body = (!kind.code().starts_with('C')).then_some(body);
            assert_eq!(WorkId::new(body, kind, number), id);
        }
    }

    /// The pieces of a text: numbers without their padding, and single characters.
    fn pieces(text: &str) -> Vec<Result<u64, char>> {
        let mut pieces = Vec::new();
        for c in text.chars() {
            match (pieces.last_mut(), c.to_digit(10)) {
                (Some(Ok(number)), Some(digit)) => *number = *number * 10 + u64::from(digit),
                (_, Some(digit)) => pieces.push(Ok(u64::from(digit))),
                (_, None) => pieces.push(Err(c)),
            }
        }
        pieces
    }

    /// The order of two pieces; a number and a character go by the number's first digit.
    fn by_piece(a: &Result<u64, char>, b: &Result<u64, char>) -> Ordering {
        let first = |piece: &Result<u64, char>| match piece {
            Ok(number) => number.to_string().chars().next().unwrap_or('0'),
            Err(c) => *c,
        };
        match (a, b) {
            (Ok(a), Ok(b)) => a.cmp(b),
            (a, b) => first(a).cmp(&first(b)),
        }
    }

    proptest::proptest! {
        #[test]
        fn the_order_is_that_of_the_pieces(a in "[-A/0129]{0,9}", b in "[-A/0129]{0,9}") {
            let (x, y) = (pieces(&a), pieces(&b));
            let differ = x.iter().zip(&y).map(|(x, y)| by_piece(x, y)).find(|o| o.is_ne());
            let order = differ.unwrap_or(x.len().cmp(&y.len())).then_with(|| a.cmp(&b));
            proptest::prop_assert_eq!(natural_cmp(&a, &b), order);
        }
    }

    #[test]
    fn numbers_sort_as_numbers() {
        let mut ids: Vec<WorkId> = ["PP-10", "PP-9", "PP-DEC-5", "PP-009"]
            .map(WorkId::parse)
            .to_vec();
        ids.sort();
        let ids: Vec<&str> = ids.iter().map(WorkId::as_str).collect();
        assert_eq!(ids, ["PP-009", "PP-9", "PP-10", "PP-DEC-5"]);
    }
}
