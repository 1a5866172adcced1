use super::layers::Layers;
use super::load::KnowledgeError;
use crate::script::floor;
use serde::Deserialize;
use std::borrow::Cow;

/// The languages whose texts are read (`languages.yaml`), in the order in which versions are compared.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Languages {
    languages: Vec<Written>,
}

/// A language whose texts are read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    /// As in all lists by language: `en`.
    pub id: String,
    /// Its letters in ISO 639-3.
    pub iso: String,
    /// Its name.
    pub name: String,
}

/// The language of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spoken<'k> {
    /// One that is read, by its id.
    Known(&'k str),
    /// Another one, by its name.
    Other(&'static str),
}

/// So many letters say what language a text is in; fewer are not asked.
const LETTERS: usize = 120;
/// More than these need not be looked at.
const SAMPLE: usize = 2400;

impl Languages {
    pub(super) fn load(source: &Layers) -> Result<Self, KnowledgeError> {
        source.read("languages.yaml", &["id"])
    }

    /// The language of `text`, where there is enough of it and one is clearly meant.
    pub fn of(&self, text: &str) -> Option<Spoken<'_>> {
        let sample = sample(text);
        if sample.chars().filter(|c| c.is_alphabetic()).count() < LETTERS {
            return None;
        }
        let found = whatlang::detect(&sample)?;
        let lang = found.lang();
        // Signs of Chinese tell more each than letters do.
        let known = self.languages.iter().find(|l| l.iso == lang.code());
        match known {
            Some(language) => Some(Spoken::Known(&language.id)),
            None if found.is_reliable() => Some(Spoken::Other(lang.eng_name())),
            None => None,
        }
    }

    /// Its name for people.
    pub fn name<'a>(&'a self, id: &'a str) -> &'a str {
        let known = self.languages.iter().find(|l| l.id == id);
        known.map_or(id, |l| l.name.as_str())
    }

    /// The place of a language in the order of comparing.
    pub fn place(&self, id: &str) -> usize {
        let at = self.languages.iter().position(|l| l.id == id);
        at.unwrap_or(self.languages.len())
    }

    /// The names of all.
    pub fn names(&self) -> Vec<&str> {
        self.languages.iter().map(|l| l.name.as_str()).collect()
    }
}

/// Some of the words of `text`: from its middle, where headings and tables are fewer.
fn sample(text: &str) -> Cow<'_, str> {
    if text.len() <= SAMPLE {
        return Cow::Borrowed(text);
    }
    let border = |at| floor(text, at);
    let part = |share: usize| {
        let start = border(text.len() * share / 4);
        &text[start..border((start + SAMPLE / 3).min(text.len()))]
    };
    Cow::Owned([part(1), part(2), part(3)].join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn languages_are_told_apart() {
        let k = Knowledge::builtin().expect("mappings/ load");
        for (text, want) in [
            (
                "The conference decided that the fund shall be kept under review by the board, and that all members \
              may send their remarks to the secretariat before the end of each year.",
                Spoken::Known("en"),
            ),
            (
                "La conférence a décidé que le fonds sera suivi par le conseil, et que tous les membres pourront \
              envoyer leurs remarques au secrétariat avant la fin de chaque année.",
                Spoken::Known("fr"),
            ),
            (
                "La conferencia decidió que el fondo quedara bajo el examen de la junta y que todos los miembros \
              pudieran enviar sus observaciones a la secretaría antes del fin de cada año.",
                Spoken::Known("es"),
            ),
            (
                "Конференция решила, что фонд остается под наблюдением правления и что все члены могут направить \
              свои замечания в секретариат до конца каждого года.",
                Spoken::Known("ru"),
            ),
            (
                "قرر المؤتمر أن يظل الصندوق تحت مراجعة المجلس وأن يكون لجميع الأعضاء أن يرسلوا ملاحظاتهم إلى الأمانة \
              قبل نهاية كل سنة وأن تنشر هذه الملاحظات مع ردود المجلس عليها في الدورة التالية",
                Spoken::Known("ar"),
            ),
            (
                "Die Konferenz hat beschlossen, dass der Fonds vom Vorstand weiter geprüft wird und dass alle \
              Mitglieder ihre Bemerkungen vor dem Ende jedes Jahres an das Sekretariat senden können.",
                Spoken::Other("German"),
            ),
        ] {
            assert_eq!(k.languages.of(text), Some(want), "{text}");
        }
        let chinese =
            "大会决定该基金由理事会继续审查，所有成员可在每年年底之前向秘书处提交意见。".repeat(5);
        assert_eq!(k.languages.of(&chinese), Some(Spoken::Known("zh")));
        assert_eq!(k.languages.of("Resolution 7"), None);
    }
}
