//! The body that is named behind the numbers: "of WTSA", "adopted by the Council", "44/WTSA", "thereof".

use super::subject::Subject;
use super::{Member, Parse, Prefix};
use crate::cite::terms::KindWord;
use crate::model::BodyMark;

/// Longer than a body's abbreviation with its year.
const SHORT: usize = 12;

/// The body behind, and where its name ends.
pub(super) struct Suffix {
    pub(super) body: String,
    pub(super) year: Option<u16>,
    pub(super) mark: BodyMark,
    pub(super) end: usize,
}

impl Suffix {
    fn of(body: &str, year: Option<u16>, end: usize) -> Self {
        Suffix {
            body: body.to_owned(),
            year,
            mark: BodyMark::Suffix,
            end,
        }
    }
}

impl Parse<'_> {
    /// The body behind holds for the members before it that have none. Where another one stands before them, a list
    /// behind a singular word goes from the one to the other ("PP Resolution 123 and 44 of WTSA"), and all else is
    /// a contradiction.
    pub(super) fn take_suffix(
        &self,
        members: &mut [Member],
        found: &Suffix,
        entry: KindWord,
        prefix: &Prefix,
    ) {
        let of_sectors = &self.words.of_sectors;
        let before = prefix.body.as_ref().filter(|body| {
            let weak = prefix.of_sector && !of_sectors.contains(&found.body);
            **body != found.body && found.mark != BodyMark::ThisConference && !weak
        });
        let parted = entry.many != Some(true) && members.len() > 1;
        for (i, member) in members.iter_mut().enumerate().rev() {
            if let Some((body, mark)) = &member.body {
                let named = *mark == BodyMark::Prefix && *body != found.body;
                if named && found.mark != BodyMark::ThisConference {
                    member.against = Some(found.body.clone());
                }
                break;
            }
            if i == 0 && parted && before.is_some() {
                break;
            }
            member.body = Some((found.body.clone(), found.mark));
            member.against = before.filter(|_| !parted).cloned();
            member.year = found.year;
        }
    }

    /// Past the "Dubai" of "the Dubai Plenipotentiary Conference" at `at`.
    fn past_place(&self, at: usize) -> Option<usize> {
        let lex = self.lex;
        let first = lex.word(at).filter(|w| w.capital)?;
        let next = lex.soft_gap(first.end)?;
        if self.words.places.exact(first.text()).is_some() {
            return Some(next);
        }
        let second = lex.word(next).filter(|w| w.capital)?;
        let place = format!("{}{}", first.text(), second.text());
        self.words.places.exact(&place)?;
        lex.soft_gap(second.end)
    }

    /// "(WTSA)": the body whose name begins at `at` and fills the brackets.
    fn suffix_in_brackets(&self, at: usize) -> Option<Suffix> {
        let lex = self.lex;
        let sector = || self.words.sector_of(lex, at);
        let (body, end) = self.words.body_at(lex, at).or_else(sector)?;
        let fills = lex.byte(end) == b')' && self.words.adopts(body, self.kind);
        fills.then(|| Suffix::of(body, None, end + 1))
    }

    /// "Resolution 44 WTSA-16", "Resolution 44/WTSA": the abbreviation of a body behind the number that ends at `at`;
    /// false where it may as well be the first word of what the sentence says next.
    pub(super) fn abbreviation_behind(&self, at: usize) -> Option<(Suffix, bool)> {
        let lex = self.lex;
        let next = lex.soft_gap(at)?;
        let stroke = lex.byte(next) == b'/';
        let here = next + usize::from(stroke);
        let capitals = [here, here + 1];
        let capitals = capitals.iter().all(|i| lex.byte(*i).is_ascii_uppercase());
        if !capitals || here == at || lex.text[at..here].contains('\n') {
            return None;
        }
        let (body, year, end) = match self.words.mark_at(lex, here) {
            Some((body, year, end)) => (body, Some(year), end),
            None => {
                let (body, end) = self.words.body_at(lex, here)?;
                (body, None, end)
            }
        };
        if end - here > SHORT || !self.words.adopts(body, self.kind) {
            return None;
        }
        let behind = lex.gap(end).end;
        let word = lex.char_at(behind).is_some_and(char::is_alphanumeric);
        let closed = stroke || !word || self.words.and.at(lex, behind).is_some();
        Some((Suffix::of(body, year, end), closed))
    }

    /// "Resolution 2 thereof": the body that is named last before, at `before` the phrase begins.
    pub(super) fn thereof(&self, at: usize, before: usize) -> Option<Result<Suffix, usize>> {
        let lex = self.lex;
        let end = self.words.terms.thereof.at(lex, lex.soft_gap(at)?)?;
        Some(match self.named_before(before) {
            Some(Subject::Body(body, year)) => Ok(Suffix::of(body, year, end)),
            _ => Err(end),
        })
    }

    /// The body behind: "of WTSA", "adopted by the Council", "of this conference", "of PP-14".
    pub(super) fn suffix(&self, at: usize) -> Option<Suffix> {
        let lex = self.lex;
        let mut here = lex.soft_gap(at)?;
        if lex.byte(here) == b'(' {
            return self.suffix_in_brackets(here + 1);
        }
        if let Some((suffix, closed)) = self.abbreviation_behind(at) {
            return closed.then_some(suffix);
        }
        if lex.byte(here) == b',' {
            here = lex.soft_gap(here + 1)?;
        }
        let of = self.words.of.at(lex, here);
        let of = of.or_else(|| self.words.from.at(lex, here))?;
        here = self.past_apostrophe(lex.soft_gap(of)?);
        if let Some(this) = self.words.this.at(lex, here) {
            let next = lex.soft_gap(this)?;
            let word = lex.word(next).filter(|w| self.words.is_gathering(w))?;
            return Some(Suffix {
                body: String::new(),
                year: None,
                mark: BodyMark::ThisConference,
                end: word.end,
            });
        }
        if let Some((body, year, end)) = self.words.mark_at(lex, here) {
            let adopts = self.words.adopts(body, self.kind);
            return adopts.then(|| Suffix::of(body, Some(year), end));
        }
        // "of ITU-T": its assembly.
        if let Some((body, end)) = self.words.sector_of(lex, here)
            && self.words.adopts(body, self.kind)
        {
            return Some(Suffix::of(body, None, end));
        }
        // "of the World …", "of ITU Council": articles and the name of the organisation may stand between.
        let mut year = None;
        for _ in 0..3 {
            if let Some((body, mut end)) = self.words.body_at(lex, here) {
                if !self.words.adopts(body, self.kind) || self.is_another(here, end) {
                    return None;
                }
                // "(WTDC)" behind the name belongs to it.
                if let Some(open) = lex.soft_gap(end).filter(|o| lex.byte(*o) == b'(')
                    && let Some((same, close)) = self.words.body_at(lex, open + 1)
                    && same == body
                    && lex.byte(close) == b')'
                {
                    end = close + 1;
                }
                return Some(Suffix::of(body, year, end));
            }
            // "of the 2013 Forum", "of the 17th Conference"
            here = match lex.digits(here) {
                Some(end) => {
                    let digits = &lex.text[here..end];
                    year = digits.parse().ok().filter(|_| digits.len() == 4);
                    let ordinal = lex.word(end).map_or(end, |w| w.end);
                    lex.soft_gap(ordinal).filter(|next| *next > ordinal)?
                }
                None => self.past_article(here).or_else(|| self.past_place(here))?,
            };
        }
        None
    }
}
