use super::draft::{Draft, finish};
use super::{Code, Day, Settings, Waiver};
use crate::model::{Finding, Place};

/// Takes out what is waived; adds a finding for each waiver that has run out or waives nothing.
/// Gives the findings that stay, and how many do not. A waiver of a code that is not `wanted` in this run is
/// not called unused.
pub(super) fn apply(
    findings: Vec<Finding>,
    settings: &Settings,
    today: Day,
    wanted: impl Fn(&Code) -> bool,
) -> (Vec<Finding>, usize) {
    let mut used = vec![false; settings.waivers.len()];
    let total = findings.len();
    let mut stay: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| {
            let mut waived = false;
            for (waiver, used) in settings.waivers.iter().zip(&mut used) {
                if waiver.fits(finding) {
                    *used = true;
                    waived |= waiver.until.is_none_or(|until| today <= until);
                }
            }
            !waived
        })
        .collect();
    let waived = total - stay.len();
    let place = || Place {
        file: settings.file.clone(),
        line: 1,
        column: 1,
        ..Place::default()
    };
    let mut about_waivers = Vec::new();
    for (waiver, used) in settings.waivers.iter().zip(used) {
        let what = waiver.describe();
        let ran_out = waiver.until.filter(|until| today > *until);
        if let Some(until) = ran_out.filter(|_| used && wanted(&Code::ExpiredWaiver)) {
            let message = format!(
                "The waiver of {what} ran out on {until} (reason: {}).",
                waiver.reason
            );
            about_waivers.push(
                Draft::new(Code::ExpiredWaiver, place(), &what, message).ids(waiver.ids.clone()),
            );
        } else if !used && wanted(&waiver.code) && wanted(&Code::UnusedWaiver) {
            let message = format!(
                "The waiver of {what} waives nothing (reason: {}).",
                waiver.reason
            );
            about_waivers.push(
                Draft::new(Code::UnusedWaiver, place(), &what, message).ids(waiver.ids.clone()),
            );
        }
    }
    stay.extend(finish(about_waivers, settings));
    (stay, waived)
}

impl Waiver {
    /// True where all that the waiver says is true of the finding.
    fn fits(&self, finding: &Finding) -> bool {
        let ends_with = |file: &str| {
            let before = finding.place.file.strip_suffix(file);
            before.is_some_and(|b| b.is_empty() || b.ends_with('/'))
        };
        self.code.word() == finding.code
            && self.file.as_deref().is_none_or(ends_with)
            && self.line.is_none_or(|line| line == finding.place.line)
            && self.ids.iter().all(|id| finding.ids.contains(id))
            && self
                .fingerprint
                .as_ref()
                .is_none_or(|f| *f == finding.fingerprint)
    }

    fn describe(&self) -> String {
        let mut what = format!("`{}`", self.code);
        if let Some(file) = &self.file {
            what.push_str(&format!(" in {file}"));
        }
        if let Some(line) = self.line {
            what.push_str(&format!(" at line {line}"));
        }
        if !self.ids.is_empty() {
            let ids: Vec<&str> = self.ids.iter().map(|id| id.as_str()).collect();
            what.push_str(&format!(" for {}", ids.join(", ")));
        }
        if let Some(fingerprint) = &self.fingerprint {
            what.push_str(&format!(" with fingerprint {fingerprint}"));
        }
        what
    }
}
