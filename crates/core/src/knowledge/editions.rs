//! How the edition of a text is written in a language.

use super::Knowledge;
use crate::model::Edition;

impl Knowledge {
    /// True for the language in which texts are named when they are written out: the first one. A text whose language
    /// nobody could tell is taken to be in it.
    pub fn is_language_of_names(&self, language: Option<&str>) -> bool {
        language.is_none_or(|id| self.languages.place(id) == 0)
    }

    /// The place of a conference as it is spelt in that language; none where nobody has told how.
    pub fn place_in<'k>(&'k self, place: &'k str, language: Option<&str>) -> Option<&'k str> {
        match language.filter(|_| !self.is_language_of_names(language)) {
            None => Some(place),
            Some(language) => {
                let spellings = self.lexicon.places.get(place)?.get(language)?;
                spellings.first().map(String::as_str)
            }
        }
    }

    /// All right spellings of the place of a conference, the longest first.
    pub fn spellings_of<'k>(&'k self, place: &'k str) -> Vec<&'k str> {
        let at = self.conferences.iter().filter(|c| c.place == place);
        let mut all: Vec<&str> = at.flat_map(|c| c.all_spellings()).collect();
        all.push(place);
        all.sort_unstable_by_key(|s| (std::cmp::Reverse(s.len()), *s));
        all.dedup();
        all
    }

    /// An edition in brackets, as that language writes it; nothing for an empty one, and none where nobody has told
    /// how its place is spelt there, or its mark.
    pub fn edition_in(&self, edition: &Edition, language: Option<&str>) -> Option<String> {
        if edition.is_empty() {
            return Some(String::new());
        }
        if self.is_language_of_names(language) {
            return Some(format!("({edition})"));
        }
        let patterns = match edition.rev {
            true => &self.wording.edition.revised,
            false => &self.wording.edition.first,
        };
        let place = self.place_in(edition.place.as_deref()?, language)?;
        let year = edition.year.filter(|_| edition.mark.is_none())?;
        let pattern = patterns.get(language?)?.replace("{place}", place);
        Some(pattern.replace("{year}", &year.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_writes_an_edition_in_its_own_way() {
        let k = Knowledge::builtin().expect("mappings/ load");
        let revised: Edition = "Rev. Dubai, 2018".parse().expect("an edition");
        let first: Edition = "Geneva, 2022".parse().expect("an edition");
        for (language, of_revised, of_first) in [
            (None, "(Rev. Dubai, 2018)", "(Geneva, 2022)"),
            (Some("en"), "(Rev. Dubai, 2018)", "(Geneva, 2022)"),
            (Some("fr"), "(Rév. Dubaï, 2018)", "(Genève, 2022)"),
            (Some("es"), "(Rev. Dubái, 2018)", "(Ginebra, 2022)"),
            (Some("ru"), "(Пересм. Дубай, 2018 г.)", "(Женева, 2022 г.)"),
            (Some("ar"), "(المراجَع في دبي، 2018)", "(جنيف، 2022)"),
            (Some("zh"), "（2018年，迪拜，修订版）", "（2022年，日内瓦）"),
        ] {
            let written = |e: &Edition| k.edition_in(e, language);
            assert_eq!(written(&revised).as_deref(), Some(of_revised));
            assert_eq!(written(&first).as_deref(), Some(of_first));
        }
        // A mark has its own letters in each language, and nobody has told how this place is spelt.
        for unknown in ["Rev.WRC-19", "Rev. Düsseldorf, 1990"] {
            let edition: Edition = unknown.parse().expect("an edition");
            assert_eq!(k.edition_in(&edition, Some("fr")), None, "{unknown}");
            assert_eq!(k.edition_in(&edition, None), Some(format!("({unknown})")));
        }
    }
}
