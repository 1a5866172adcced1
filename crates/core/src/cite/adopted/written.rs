//! What a phrase writes of each text of its list, in the words of the model.

use super::{Member, Prefix};
use crate::model::{BodyMark, Edition, Kind, Written};

/// One for each member, and for each side of a tracked change.
pub(super) fn written(kind: Kind, members: Vec<Member>, prefix: &Prefix) -> Vec<Written> {
    let several = members.len() > 1;
    let last = members.len().saturating_sub(1);
    let sides = |m: &Member| m.edition.as_ref().map_or(1, |e| e.sides.len());
    let mut all = Vec::with_capacity(members.iter().map(sides).sum());
    for (i, member) in members.into_iter().enumerate() {
        let mut year = member.year;
        let body = match member.body {
            Some((body, mark)) => {
                // "RA-23 Resolution ITU-R 56-3"
                if prefix.body.as_ref() == Some(&body) {
                    year = year.or(prefix.year);
                }
                let shared = several && i != last && mark != BodyMark::Prefix;
                let this = mark == BodyMark::ThisConference;
                Some((
                    body,
                    if shared && !this {
                        BodyMark::List
                    } else {
                        mark
                    },
                ))
            }
            None => prefix.body.clone().map(|body| {
                year = prefix.year;
                (
                    body,
                    if i == 0 {
                        BodyMark::Prefix
                    } else {
                        BodyMark::List
                    },
                )
            }),
        };
        let mut one = Written {
            kind: Some(kind),
            number: Some(member.number.text),
            number_span: member.number.span,
            body: body.map(|(body, mark)| (body.as_str().into(), mark)),
            against: member.against.as_deref().map(Into::into),
            slips: member.slips,
            ..Written::default()
        };
        one.edition.version = member.number.version;
        match member.edition {
            Some(found) => {
                one.slips.extend(found.slips);
                match (&one.body, found.body) {
                    (None, Some(body)) => one.body = Some((body.as_str().into(), BodyMark::Suffix)),
                    // "Resolution 99 (Rev.WRC-15) of PP"
                    (Some((named, mark)), Some(body))
                        if *named != body && *mark != BodyMark::ThisConference =>
                    {
                        one.against = Some(body.as_str().into());
                    }
                    _ => {}
                }
                for (edition, change) in found.sides {
                    let version = one.edition.version.clone();
                    all.push(Written {
                        edition: Edition { version, ..edition },
                        change,
                        ..one.clone()
                    });
                }
            }
            None => {
                one.edition.year = year;
                all.push(one);
            }
        }
    }
    all
}
