//! Checks what the files say against each other.

use super::{Knowledge, KnowledgeError, Reach, bodies, load};
use rustc_hash::FxHashMap;

impl Knowledge {
    /// Fills in the years of editions that are known by their conference's mark, and checks that what is named is
    /// known.
    pub(super) fn date_editions(&mut self) -> Result<(), KnowledgeError> {
        let mut works = std::mem::take(&mut self.known.works);
        let mut years: FxHashMap<String, Option<u16>> = FxHashMap::default();
        for (id, work) in &mut works {
            let dated = work.editions.iter_mut().chain(&mut work.cited);
            for edition in dated.filter(|e| e.year.is_none()) {
                let Some(mark) = &edition.mark else { continue };
                // Hundreds of works share a mark.
                if !years.contains_key(mark) {
                    years.insert(mark.clone(), self.year_of_mark(mark));
                }
                edition.year = years[mark];
            }
            work.sort_editions();
            if let Some(mark) = work
                .suppressed
                .as_deref()
                .filter(|m| self.year_of_mark(m).is_none())
            {
                return Err(self.no_conference(id.head(), mark, &format!("{id}: suppressed by")));
            }
        }
        self.known.works = works;
        let unknown = |r: &&Reach| self.year_of_mark(&r.conference).is_none();
        match self.reach.iter().find(unknown) {
            Some(r) => Err(self.no_conference(&r.body, &r.conference, "known:")),
            None => Ok(()),
        }
    }

    fn no_conference(&self, body: &str, mark: &str, what: &str) -> KnowledgeError {
        let marks = self.conferences.iter().map(|c| c.mark.as_str());
        let meant = load::nearest(mark, marks).map(|m| format!("; did you mean {m}?"));
        KnowledgeError::meaning(
            &format!("texts/{body}.yaml"),
            format!(
                "{what} `{mark}`, which no conference has{}",
                meant.unwrap_or_default()
            ),
        )
    }

    pub(super) fn no_day(&self, label: &str) -> KnowledgeError {
        let marks = self.conferences.iter().map(|c| c.mark.as_str());
        KnowledgeError::NoDay {
            label: label.to_owned(),
            meant: load::nearest(label, marks)
                .map(|m| format!("; did you mean {m}?"))
                .unwrap_or_default(),
        }
    }

    /// What `message` says of a name in backticks, at the place of that name in the file.
    pub(crate) fn error_at(&self, file: &str, message: String) -> KnowledgeError {
        match self.layers.texts(file) {
            Ok(texts) => load::located(&texts, message),
            Err(error) => error,
        }
    }

    pub(super) fn check_bodies(&self) -> Result<(), KnowledgeError> {
        for (i, body) in self.bodies.iter().enumerate() {
            let twice = self.bodies[..i].iter().any(|b| b.id == body.id);
            let registered = match twice {
                true => Err(format!("`{}` is the id of two bodies", body.id)),
                false => body.id.register(),
            };
            if let Err(message) = registered {
                return Err(load::located(&self.layers.texts(bodies::FILE)?, message));
            }
        }
        Ok(())
    }
}
