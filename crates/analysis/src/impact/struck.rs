//! References that nothing is put in the place of, and what took the place of texts that are gone.

use super::citing::{Falling, names};
use crate::model::{Citation, Index, Provision, Role, WorkId};

/// What joins two references is not longer, in bytes: ", and of ".
const LONGEST_JOINT: usize = 12;

impl Falling<'_> {
    /// Another item of the list that is about `id`, where this one is about what falls: both would be about the same.
    pub(super) fn item_of(&self, citation: &Citation, id: &WorkId) -> Option<&str> {
        let own = self
            .provision(citation)
            .filter(|_| self.is_subject(citation))?;
        let of_source = self.index.citations_of(citation.source).iter();
        let mut others = of_source
            .filter(|c| c.text == citation.text && c.role == Role::Citation && names(c, id));
        others.find_map(|c| {
            let there = self.provision(c).filter(|_| self.is_subject(c))?;
            let is_of_list = (there.part, &there.phrase) == (own.part, &own.phrase);
            (is_of_list && there.path != own.path).then_some(there.path.as_str())
        })
    }

    /// What goes with a reference that nothing is put in the place of, and what to do.
    pub(super) fn strike(&self, citation: &Citation) -> (String, String) {
        let beside = self.beside(citation);
        let beside: Vec<&Citation> = beside.filter(|c| c.span != citation.span).collect();
        let item = self.provision(citation).map(|p| plain(&p.text));
        let into = self.into.map(|into| in_force(self.index, into));
        let alone = plain(&citation.raw);
        if let (Some(item), Some(other)) = (&item, into.and_then(|id| self.item_of(citation, id))) {
            let advice = format!("strike the item: {other} is about the text that takes the place");
            return (item.clone(), advice);
        }
        let why = match self.into {
            Some(_) => ": the text that takes the place is named here or is this one",
            None => ", or name what takes its place",
        };
        if let Some(item) = item.filter(|_| beside.is_empty() && self.is_subject(citation)) {
            return (
                item,
                format!("strike the item, which is about nothing else{why}"),
            );
        }
        if let Some(joined) = self.joined(citation, &beside) {
            let advice = format!("strike the reference, and what joins it to the next one{why}");
            return (joined, advice);
        }
        let advice = match (&citation.from, into) {
            (Some(from), Some(into)) if from == into => {
                let kind = from.kind().word();
                format!("write \"this {kind}\" instead, or strike the reference")
            }
            _ => format!("strike the reference{why}"),
        };
        (alone, advice)
    }

    /// The reference with what joins it to the next one, or else to the one before.
    fn joined(&self, citation: &Citation, beside: &[&Citation]) -> Option<String> {
        let text = plain(&self.provision(citation)?.text);
        let own = plain(&citation.raw);
        let between = |first: &str, second: &str| {
            let mut starts = text.match_indices(first).map(|(at, _)| at + first.len());
            starts.find_map(|end| {
                let gap = text[end..].find(second).filter(|g| *g <= LONGEST_JOINT)?;
                Some(text[end..end + gap].to_owned())
            })
        };
        let next = beside.iter().find(|c| c.span.start > citation.span.start);
        if let Some(gap) = next.and_then(|c| between(&own, &plain(&c.raw))) {
            return Some(format!("{own}{gap}"));
        }
        let mut before = beside.iter().rev();
        let last = before.find(|c| c.span.start < citation.span.start)?;
        between(&plain(&last.raw), &own).map(|gap| format!("{gap}{own}"))
    }

    /// The provision that cites it.
    fn provision(&self, citation: &Citation) -> Option<&Provision> {
        let text = self.index.texts.get(citation.text?)?;
        let path = citation.provision.as_deref();
        text.provisions.iter().find(|p| Some(&*p.path) == path)
    }

    /// True where the provision begins with the citation: it is what the provision is about.
    fn is_subject(&self, citation: &Citation) -> bool {
        let provision = self.provision(citation);
        provision.is_some_and(|p| plain(&p.text).starts_with(&plain(&citation.raw)))
    }
}

/// A text with one space between its words.
pub(super) fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text in force that took the place of `id`, if it was suppressed; `id` itself where none or several did.
pub(super) fn in_force<'i>(index: &'i Index, id: &'i WorkId) -> &'i WorkId {
    let mut at = id;
    // A circle of successors ends somewhere too.
    for _ in 0..MOST_SUCCESSIONS {
        match index
            .works
            .get(at)
            .map(|w| (&w.suppressed, &w.successors[..]))
        {
            Some((Some(_), [one])) => at = one,
            _ => break,
        }
    }
    at
}

/// A text takes the place of another, and another its place, at most so many times.
const MOST_SUCCESSIONS: usize = 16;

/// True for a work that was suppressed.
pub(super) fn is_gone(index: &Index, id: &WorkId) -> bool {
    index.works.get(id).is_some_and(|w| w.suppressed.is_some())
}

#[cfg(test)]
mod tests {
    use crate::corpus::Corpus;
    use crate::impact::citing::amendments;
    use crate::knowledge::Knowledge;
    use crate::model::WorkId;

    const INTO: &str = "RESOLUTION 903 (REV. DUBAI, 2018)\nOn shrubs\nrecalling\na)\tResolution 901 (Rev. Busan, 2014), on trees;\nb)\tthe importance of water pursuant to Resolution 901 (Rev. Busan, 2014) and Resolution 904 (Rev. Busan, 2014);\nc)\tthat the plan of Resolution 901 (Rev. Busan, 2014) is kept,\n\n";

    fn amended(texts: &str, into: &str) -> Vec<(Option<String>, String)> {
        let k = Knowledge::builtin().expect("mappings/ load");
        let index = Corpus::from_texts(&k, &[("a.txt", texts)]).index;
        let ids: [WorkId; 1] = ["PP-901".parse().expect("an id")];
        let into: WorkId = into.parse().expect("an id");
        let found = amendments(&index, &ids, Some(&into), &[], &k);
        found.into_iter().map(|a| (a.new, a.advice)).collect()
    }

    #[test]
    fn what_joins_a_reference_is_struck_with_it() {
        let k = Knowledge::builtin().expect("mappings/ load");
        let index = Corpus::from_texts(&k, &[("a.txt", INTO)]).index;
        let ids: [WorkId; 1] = ["PP-901".parse().expect("an id")];
        let into: WorkId = "PP-903".parse().expect("an id");
        let found = amendments(&index, &ids, Some(&into), &[], &k);
        let old: Vec<&str> = found.iter().map(|a| a.old.as_str()).collect();
        assert_eq!(
            old,
            [
                "Resolution 901 (Rev. Busan, 2014), on trees;",
                "Resolution 901 (Rev. Busan, 2014) and ",
                "Resolution 901 (Rev. Busan, 2014)",
            ]
        );
    }

    #[test]
    fn a_reference_goes_with_its_item_or_with_what_joins_it() {
        let found = amended(INTO, "PP-903");
        let advice: Vec<&str> = found.iter().map(|(_, advice)| advice.as_str()).collect();
        assert!(advice[0].starts_with("strike the item, "), "{advice:?}");
        assert!(advice[1].starts_with("strike the reference, and what joins it"));
        assert!(advice[2].starts_with("write \"this resolution\" instead"));
        assert!(found.iter().all(|(new, _)| new.is_none()));
    }

    #[test]
    fn two_items_of_a_list_are_not_about_one_text() {
        let beside = "RESOLUTION 900 (DUBAI, 2018)\nOn lamps\nrecalling\na)\tResolution 903 (Rev. Dubai, 2018) of this conference, on shrubs;\nb)\tResolution 901 (Rev. Busan, 2014), on trees;\nc)\tthat Resolution 901 (Rev. Busan, 2014) is kept,\n\n";
        let found = amended(&format!("{beside}{INTO}"), "PP-903");
        assert_eq!(found[0].0, None);
        assert_eq!(
            found[0].1,
            "strike the item: recalling a) is about the text that takes the place"
        );
        assert!(
            found[1]
                .0
                .as_deref()
                .is_some_and(|new| new.starts_with("Resolution 903"))
        );
    }

    #[test]
    fn a_text_that_is_gone_is_cited_nowhere() {
        let text = "RESOLUTION 900 (DUBAI, 2018)\nOn lamps\nresolves\nthat Resolution 901 (Rev. Busan, 2014) be kept,\n";
        // 208 took the place of 166, and nothing known that of 36.
        let new = amended(text, "PP-166")[0].0.clone().unwrap_or_default();
        assert!(new.starts_with("Resolution 208 (Dubai, 2018)"), "{new}");
        let (new, advice) = &amended(text, "PP-36")[0];
        assert_eq!(*new, None);
        assert!(advice.starts_with("PP-36 is suppressed itself"), "{advice}");
    }
}
