//! Reads all the files, and makes one knowledge of them.

use super::*;
use crate::model::BodyId;
use std::collections::BTreeSet;

impl Knowledge {
    /// The knowledge that `setup` asks for.
    ///
    /// # Errors
    /// As for [`from_dir`](Self::from_dir); an organisation that nobody describes; a file that nothing reads.
    pub fn load(setup: &Setup) -> Result<Self, KnowledgeError> {
        let source = layers::Layers::new(setup)?;
        kinds::load(&source)?;
        let mut knowledge = Self::read(source)?;
        knowledge.layers.expect(review::FILE);
        knowledge.layers.check_all_read()?;
        knowledge.check_bodies()?;
        knowledge.leave_out_others();
        knowledge.date_editions()?;
        if let Some(label) = &setup.as_of {
            knowledge.ask_as_of(label)?;
        }
        Ok(knowledge)
    }

    /// What the files say, not yet held against each other.
    fn read(source: layers::Layers) -> Result<Self, KnowledgeError> {
        // Files beside each other, the largest apart: every run begins with this.
        let ((known, addressees), ((forms, phrases), (met, words))) = rayon::join(
            || rayon::join(|| known::load(&source), || addressees::load(&source)),
            || {
                rayon::join(
                    || (forms::load_forms(&source), Phrases::load(&source)),
                    || rayon::join(|| load_met(&source), || load_words(&source)),
                )
            },
        );
        let (bodies, mut conferences, aliases) = met?;
        let lexicon = lexicon::load_lexicon(&source)?;
        for conference in &mut conferences {
            let more = lexicon.places.get(&conference.place);
            let more = more.into_iter().flat_map(|m| m.values().flatten());
            conference.spellings.extend(more.cloned());
        }
        let (proposals, tables, subjects, titles, wording) = words?;
        let (known, reach) = known?;
        Ok(Knowledge {
            bodies,
            conferences,
            aliases,
            forms: forms?,
            lexicon,
            grammar: lexicon::load_grammar(&source)?,
            phrases: phrases?,
            languages: Languages::load(&source)?,
            proposals,
            addressees: addressees?,
            tables,
            wording,
            subjects,
            titles,
            links: addresses::load_links(&source)?,
            known,
            reach,
            as_of: None,
            lists: ListWords::load(&source)?,
            organisations: source.organisations.clone(),
            others: Vec::new(),
            layers: source,
            made: made::Made::default(),
        })
    }

    /// Works of bodies that another organisation's files leave out say nothing there.
    fn leave_out_others(&mut self) {
        let bodies: BTreeSet<&BodyId> = self.bodies.iter().map(|b| &b.id).collect();
        let works = &mut self.known.works;
        works.retain(|id, _| id.body().is_none_or(|body| bodies.contains(body)));
    }

    /// Asks as of a day: what came later is forgotten.
    fn ask_as_of(&mut self, label: &str) -> Result<(), KnowledgeError> {
        let day = self.day_of(label).ok_or_else(|| self.no_day(label))?;
        let label = label.to_owned();
        self.as_of = Some(AsOf { label, day });
        self.forget_later();
        Ok(())
    }
}

/// Who met when, and what became of the temporary numbers.
fn load_met(
    source: &layers::Layers,
) -> Result<(Vec<Body>, Vec<Conference>, Vec<Alias>), KnowledgeError> {
    Ok((
        bodies::load_bodies(source)?,
        bodies::load_conferences(source)?,
        bodies::load_aliases(source)?,
    ))
}

fn load_words(source: &layers::Layers) -> Result<Words, KnowledgeError> {
    Ok((
        proposals::load(source)?,
        TableWords::load(source)?,
        Subjects::load(source)?,
        TitleWords::load(source)?,
        Wording::load(source)?,
    ))
}

type Words = (ProposalMarks, TableWords, Subjects, TitleWords, Wording);
