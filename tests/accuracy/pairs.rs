//! Provisions of Sector texts that stand in a text of the parent body, listed by hand, and what the audit finds of
//! them.

use super::faults::findings;
use resgraph::audit::Code;
use resgraph::model::Finding;

const LIST: &str = include_str!("repeated-pairs.tsv");

/// The least share of the pairs that must be found.
const FOUND: f64 = 0.65;

/// A provision: its work, the end of its file's name, the line.
type Provision<'l> = (&'l str, &'l str, usize);

fn pairs() -> Vec<(Provision<'static>, Provision<'static>)> {
    let rows = LIST.lines().filter(|l| !l.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let line = |at: usize| cells[at].parse().expect("a line");
        ((cells[0], cells[1], line(2)), (cells[3], cells[4], line(5)))
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
    let pairs = pairs();
    let mut found = 0.0;
    for (sector, parent) in &pairs {
        // The wording of the parent body may have been met in another copy of it.
        let is_found = findings.iter().any(|f| {
            let of_parent = f.ids.iter().any(|id| id.as_str() == parent.0);
            of_parent && names(f, *sector, *sector)
        });
        found += f64::from(u8::from(is_found));
        if !is_found {
            println!("not found: {sector:?} in {parent:?}");
        }
    }
    println!("{found} of {} pairs", pairs.len());
    assert!(found >= FOUND * pairs.len() as f64);
    // Each Sector provision and each other parent provision of the list.
    let unrelated = pairs.iter().flat_map(|(sector, _)| {
        let others = pairs.iter().map(|(_, parent)| *parent);
        others.map(|parent| (*sector, parent))
    });
    // The mirrored duties of two works are told together.
    let works =
        |(a, b): (Provision<'_>, Provision<'_>)| pairs.iter().any(|p| p.0.0 == a.0 && p.1.0 == b.0);
    let is_told_together = |f: &Finding, pair| f.code == Code::MirroredDuty.word() && works(pair);
    for (sector, parent) in unrelated.filter(|pair| !pairs.contains(pair)) {
        let wrong = findings
            .iter()
            .find(|f| names(f, sector, parent) && !is_told_together(f, (sector, parent)));
        assert!(wrong.is_none(), "{sector:?} and {parent:?}: {wrong:?}");
    }
}
