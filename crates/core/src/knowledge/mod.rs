//! What we know as data: loads and checks `mappings/`.
//!
//! A copy is built into the program: what all organisations share, and a folder for each. `--mappings DIR` lays a
//! folder over it, file by file and key by key. Nothing of the domain is known to any other module.

mod abrogation;
mod addressees;
mod addresses;
mod assemble;
mod bodies;
mod check;
mod detect;
mod editions;
mod forms;
mod horizon;
mod kinds;
mod known;
mod languages;
mod layers;
mod lazy;
mod lexicon;
mod links;
mod lists;
mod load;
mod made;
mod merge;
mod openings;
mod pairs;
mod phrases;
mod proposals;
mod review;
mod subjects;
mod tables;
mod wording;

pub use crate::model::{Edition, Horizon, Partly};
pub use addressees::{
    Addressee, Addressees, ItemHeads, Matrix, MatrixColumn, Named, Part, PointerForm, Roles,
};
pub use addresses::Addresses;
pub use bodies::{Alias, Body, Conference, EditionMarking, NumberShape, PlaceMatch};
pub use detect::{Detected, detect, detect_all};
pub use forms::{DocumentForm, Forms, Groups, NumberForm, Numbers};
pub use horizon::{AsOf, Extent, Reach};
pub use known::{BodyTexts, KnownReach, KnownWork};
pub use languages::{Languages, Spoken};
pub use layers::{Organisation, Setup, organisations};
pub use lexicon::{Grammar, Joined, Lexicon, Rule};
pub use links::{LinkedWork, Links};
pub use lists::{ListColumns, ListWords};
pub use load::{KnowledgeError, parse_yaml};
pub use phrases::{Opening, Phrase, Phrases};
pub use proposals::{ProposalMarks, Proposed};
pub use review::{
    Column, Entity, Heads, NamedBy, NamedExample, Outcome, PaperWords, PartHead, Review, Shows,
    Sign,
};
pub use subjects::{Language, Subject, Subjects, TitleWords};
pub use tables::TableWords;
pub use wording::{ByLanguage, Organ, Wording};

use crate::model::{Index, Kind, WorkId};
pub(crate) use lazy::Lazy;
use std::path::Path;
pub(crate) use tables::Words;

/// Everything in `mappings/`, checked and ready to be asked.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// Who adopts texts, in the order of the columns of a mapping table.
    pub bodies: Vec<Body>,
    /// Who met where and when.
    pub conferences: Vec<Conference>,
    /// Temporary numbers and what became of them.
    pub aliases: Vec<Alias>,
    /// How citations are written.
    pub forms: Forms,
    /// The words of the grammar.
    pub lexicon: Lexicon,
    /// How citing phrases are built.
    pub grammar: Grammar,
    /// How the parts of a text begin.
    pub phrases: Phrases,
    /// The languages whose texts are read.
    pub languages: Languages,
    /// How proposals to modify a text are marked.
    pub proposals: ProposalMarks,
    /// Whom provisions address, and the matrix of an action plan.
    pub addressees: Addressees,
    /// Words by which a list of texts in force is read.
    pub lists: ListWords,
    /// Words by which the tables of a mapping document are known.
    pub tables: TableWords,
    /// Words by which provisions are compared.
    pub wording: Wording,
    /// Subject areas that people have drawn up.
    pub subjects: Subjects,
    /// Words that say nothing about what a text is about.
    pub titles: TitleWords,
    /// What the addresses of links name.
    pub links: Links,
    /// The works that are known without reading any text.
    pub known: Index,
    /// How far the knowledge reaches, conference by conference.
    pub reach: Vec<Reach>,
    /// The day as of which is asked, where that is not the latest known.
    pub as_of: Option<AsOf>,
    /// Whose knowledge it is.
    pub organisations: Vec<Organisation>,
    /// What is known of others, for documents that name them and none of these.
    pub others: Vec<Knowledge>,
    layers: layers::Layers,
    made: made::Made,
}

impl Knowledge {
    /// The copy that is built into the program.
    ///
    /// # Errors
    /// None in a released program: a test loads it.
    pub fn builtin() -> Result<Self, KnowledgeError> {
        Self::load(&Setup::default())
    }

    /// The built-in copy with the files of `dir` laid over it.
    ///
    /// # Errors
    /// A file that cannot be read, is not of the expected form (with line and column), or contradicts
    /// another one.
    pub fn from_dir(dir: &Path) -> Result<Self, KnowledgeError> {
        Self::load(&Setup {
            folders: vec![dir.to_owned()],
            ..Setup::default()
        })
    }

    /// True where nothing was laid over what is built in, which the tests have tried.
    pub(crate) fn is_builtin(&self) -> bool {
        self.layers.is_builtin()
    }

    /// The knowledge that a document is read with: that of whom it names.
    pub fn of_text(&self, text: &str) -> &Knowledge {
        if self.others.is_empty() {
            return self;
        }
        let named = detect([text]).map(|d| d.id);
        let knows = |k: &&Knowledge| {
            k.organisations
                .iter()
                .any(|o| Some(&o.id) == named.as_ref())
        };
        let others = self.others.iter();
        std::iter::once(self)
            .chain(others)
            .find(knows)
            .unwrap_or(self)
    }

    /// Where texts can be read (`addresses.yaml`); only those who write links ask.
    ///
    /// # Errors
    /// A file that is not of the expected form, or whose examples do not hold.
    pub fn addresses(&self) -> Result<Addresses, KnowledgeError> {
        Addresses::load(&self.layers)
    }

    /// Takes it that these conferences have met.
    pub fn meet(&mut self, met: &[Conference]) {
        self.made = made::Made::default();
        for new in met {
            let is_it = |c: &&mut Conference| c.body == new.body && c.mark == new.mark;
            match self.conferences.iter_mut().find(is_it) {
                Some(planned) => planned.met = true,
                None => self.conferences.push(new.clone()),
            }
        }
    }

    /// How texts that give people work are reviewed (`review.yaml`); only those who review ask.
    ///
    /// # Errors
    /// A file that is not of the expected form, or whose examples do not hold.
    pub fn review(&self) -> Result<Review, KnowledgeError> {
        Review::load(&self.layers)
    }

    /// The one body that has a text of that number in the year of the edition, where no place is named.
    pub fn body_of_year(&self, kind: Kind, number: &str, edition: &Edition) -> Option<&Body> {
        let year = edition.year.filter(|_| edition.place.is_none())?;
        let bodies = self.bodies.iter();
        let mut fit =
            bodies.filter(|b| b.adopts.contains(&kind) && b.is_of_year(number, year) == Some(true));
        let first = fit.next()?;
        fit.next().is_none().then_some(first)
    }

    /// The body of that short name.
    pub fn body(&self, id: &str) -> Option<&Body> {
        self.bodies.iter().find(|b| b.id == id)
    }

    /// Conferences that met in that year, at that place in any of its spellings (case does not matter).
    pub fn conferences_at<'a>(
        &'a self,
        place: &'a str,
        year: u16,
    ) -> impl Iterator<Item = &'a Conference> {
        self.conferences
            .iter()
            .filter(move |c| c.year == year && c.is_spelt(place))
    }

    /// The bodies that adopt texts of `kind` and met at (`place`, `year`).
    pub fn bodies_at<'a>(&'a self, kind: Kind, place: &'a str, year: u16) -> Vec<&'a str> {
        let mut found: Vec<&str> = self
            .conferences_at(place, year)
            .map(|c| c.body.as_str())
            .filter(|id| self.body(id).is_some_and(|b| b.adopts.contains(&kind)))
            .collect();
        found.dedup();
        // Texts that are always cited with their body's name are not meant where another body is possible.
        let is_named = |id: &str| self.body(id).is_some_and(|b| b.named);
        if found.iter().any(|id| !is_named(id)) {
            found.retain(|id| !is_named(id));
        }
        found
    }

    /// True where it is known when and where the body met.
    pub fn has_conferences(&self, body: &str) -> bool {
        self.conferences.iter().any(|c| c.body == body)
    }

    /// The conference with that printed mark (`WTSA-16`, `WRC-19`), whatever its hyphen and case; the
    /// year may be written in full (`WTSA-2016`).
    pub fn conference_by_mark(&self, mark: &str) -> Option<&Conference> {
        let wanted = bodies::fold_mark(mark);
        self.conferences
            .iter()
            .find(|c| c.folded_marks().any(|m| m == wanted))
    }

    /// The final id of a temporary number (`[COM5/2]`, `COM5-2`) of `body`: of the session in `year`, where that
    /// is known, for the same serials come back at the next one; else of the latest session that used it.
    pub fn alias(&self, body: &str, temporary: &str, year: Option<u16>) -> Option<&WorkId> {
        let wanted = bodies::fold_temporary(temporary);
        let is_of_year = |session: &str| {
            let met = self.conference_by_mark(session);
            year.is_none_or(|year| met.is_none_or(|met| met.year == year))
        };
        self.aliases
            .iter()
            .rev()
            .filter(|a| a.id.head() == body && a.folded == wanted)
            .find(|a| is_of_year(&a.session))
            .map(|a| &a.id)
    }
}
