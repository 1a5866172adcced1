//! Provisions of Sector texts that stand in a text of the parent body, listed by hand, and what the audit finds of
//! them.

use super::faults::findings;
use resgraph::audit::Code;
use resgraph::model::Finding;

const FIRST: &str = include_str!("repeated-pairs.tsv");
const SECOND: &str = include_str!("repeated-pairs-2.tsv");

/// The least share of the pairs that must be found.
const FOUND: f64 = 0.65;

/// A provision: its work, the end of its file's name, the line.
type Provision<'l> = (&'l str, &'l str, usize);

/// A provision of a Sector, one of the parent body, and where else the first stands.
type Row = (
    Provision<'static>,
    Provision<'static>,
    Option<Provision<'static>>,
);

fn pairs(list: &'static str) -> Vec<Row> {
    let rows = list.lines().filter(|l| !l.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let line = |at: &str| at.parse().expect("a line");
        let copy = cells.get(7).and_then(|copy| copy.split_once(':'));
        let copy = copy.map(|(file, at)| (cells[0], file, line(at)));
        let provision = |at: usize| (cells[at], cells[at + 1], line(cells[at + 2]));
        (provision(0), provision(3), copy)
    })
    .collect()
}

/// True where a finding says that the two are alike.
fn names(finding: &Finding, a: Provision<'_>, b: Provision<'_>) -> bool {
    let of_repeats = [
        Code::RepeatedProvision,
        Code::Contradiction,
        Code::MirroredDuty,
    ];
    let has = |(work, file, line): Provision<'_>| {
        let mut places = std::iter::once(&finding.place).chain(&finding.related);
        finding.ids.iter().any(|id| id.as_str() == work)
            && places.any(|p| p.line == line && p.file.ends_with(file))
    };
    of_repeats.iter().any(|c| c.word() == finding.code) && has(a) && has(b)
}

#[test]
fn what_stands_in_both_is_found_and_what_does_not_is_not() {
    let Some(findings) = findings() else { return };
    for list in [FIRST, SECOND] {
        hold(&pairs(list), findings);
    }
}

fn hold(pairs: &[Row], findings: &[Finding]) {
    let mut found = 0.0;
    for (sector, parent, copy) in pairs {
        // The wording of the parent body may have been met in another copy of it.
        let is_found = findings.iter().any(|f| {
            let of_parent = f.ids.iter().any(|id| id.as_str() == parent.0);
            let mut places = [Some(*sector), *copy].into_iter().flatten();
            of_parent && places.any(|place| names(f, place, place))
        });
        found += f64::from(u8::from(is_found));
        if !is_found {
            println!("not found: {sector:?} in {parent:?}");
        }
    }
    println!("{found} of {} pairs", pairs.len());
    assert!(found >= FOUND * pairs.len() as f64);
    // Each Sector provision and each other parent provision of the list.
    let unrelated = pairs.iter().flat_map(|(sector, ..)| {
        let others = pairs.iter().map(|(_, parent, _)| *parent);
        others.map(|parent| (*sector, parent))
    });
    // The mirrored duties of two works are told together.
    let works =
        |(a, b): (Provision<'_>, Provision<'_>)| pairs.iter().any(|p| p.0.0 == a.0 && p.1.0 == b.0);
    let is_told_together = |f: &Finding, pair| f.code == Code::MirroredDuty.word() && works(pair);
    for (sector, parent) in unrelated.filter(|pair| !pairs.iter().any(|p| (p.0, p.1) == *pair)) {
        let wrong = findings
            .iter()
            .find(|f| names(f, sector, parent) && !is_told_together(f, (sector, parent)));
        assert!(wrong.is_none(), "{sector:?} and {parent:?}: {wrong:?}");
    }
}
