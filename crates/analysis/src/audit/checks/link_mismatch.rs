use crate::audit::draft::Draft;
use crate::audit::{Audit, Code};
use crate::knowledge::LinkedWork;
use crate::model::{Citation, Role, Target};

/// Finds links that lead to another text, or to another edition, than the words name that they stand on.
pub(super) fn check(audit: &Audit<'_>) -> Vec<Draft> {
    let mut found = Vec::new();
    for (source, document) in audit.documents {
        let mut on_link = audit.index.citations_of(*source).iter().peekable();
        for link in &document.links {
            let Some(linked) = audit.knowledge.links.read(&link.target) else {
                continue;
            };
            let span = document.positions.source_span(link.span);
            while on_link.next_if(|c| c.span.end <= span.start).is_some() {}
            let named: Vec<&Citation> = on_link
                .clone()
                .take_while(|c| c.span.start < span.end)
                .filter(|c| matches!(c.role, Role::Citation | Role::Heading))
                .collect();
            let targets = || named.iter().flat_map(|c| &c.targets);
            // What is not known to be another text is none; a link may lead from a list to one of its members.
            let is_told = |t: &Target| t.id.is_some() && t.kind == linked.id.kind();
            let told = || {
                let all = named
                    .iter()
                    .flat_map(|c| c.targets.iter().map(move |t| (*c, t)));
                all.filter(|(_, t)| is_told(t))
            };
            // A link may stand on one member of a list.
            let words = document.text.get(link.span.range()).unwrap_or_default();
            let stands = |t: &Target| {
                t.number
                    .as_ref()
                    .is_some_and(|n| words.contains(n.as_str()))
            };
            let one = told().find(|(_, t)| stands(t)).or_else(|| told().next());
            let Some((citation, target)) = one else {
                continue;
            };
            let of_work = |t: &&Target| t.id.as_ref() == Some(&linked.id);
            let message = match targets().find(of_work) {
                Some(named) => edition_differs(audit, named, &linked),
                None => target.id.as_ref().map(|id| {
                    let work = &linked.id;
                    format!("The link leads to {work}; its words name {id}.")
                }),
            };
            if let Some(message) = message {
                let ids = target.id.clone().into_iter().chain([linked.id.clone()]);
                found.push(
                    Draft::new(
                        Code::LinkMismatch,
                        audit.place_of(citation),
                        &link.target,
                        message,
                    )
                    .ids(ids),
                );
            }
        }
    }
    found
}

/// What is to be said where both the words and the address name an edition, and not the same.
fn edition_differs(audit: &Audit<'_>, named: &Target, linked: &LinkedWork) -> Option<String> {
    let (year, printed) = (linked.year?, audit.year(&named.edition)?);
    (year != printed).then(|| {
        let work = &linked.id;
        format!(
            "The link leads to the edition of {year} of {work}; its words name that of {printed}."
        )
    })
}
