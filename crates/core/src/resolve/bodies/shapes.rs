//! What the numbers of bodies look like.

use super::Bodies;
use crate::knowledge::NumberShape;
use crate::model::{Edition, Kind};

impl Bodies<'_> {
    /// False where `body` numbers such texts otherwise.
    pub(super) fn is_shaped(&self, body: &str, kind: Kind, number: &str) -> bool {
        let shape = self
            .shapes
            .iter()
            .find(|(id, of, _)| *id == body && *of == kind);
        if let Some((_, _, shape)) = shape {
            return fits(shape, number);
        }
        let most = self.knowledge.body(body).and_then(|b| b.digits);
        let counted = |most: u8| {
            number.len() <= most.into() && number.chars().all(|c| c.is_ascii_alphanumeric())
        };
        number.starts_with('[') || most.is_none_or(counted)
    }

    /// True where the texts of `body` have no other mark than the shape of their numbers, and this one has not.
    pub(super) fn is_misshapen(&self, body: &str, kind: Kind, number: &str) -> bool {
        !number.starts_with('[') && !self.is_shaped(body, kind, number)
    }

    /// The body that alone has numbers of that shape.
    pub(super) fn by_shape(&self, kind: Kind, number: &str) -> Option<&str> {
        let mut fit = self
            .shapes
            .iter()
            .filter(|(_, of, shape)| *of == kind && fits(shape, number))
            .map(|(id, _, _)| *id);
        let first = fit.next()?;
        fit.next().is_none().then_some(first)
    }

    /// The body that alone has a text of that number in that year.
    pub(super) fn by_year(&self, kind: Kind, number: &str, edition: &Edition) -> Option<&str> {
        let body = self.knowledge.body_of_year(kind, number, edition)?;
        Some(body.id.as_str())
    }
}

/// True where a number looks so, its letter written on or apart.
pub(super) fn fits(shape: &NumberShape, number: &str) -> bool {
    shape.is_match(number) || letter_apart(number).is_some_and(|apart| shape.is_match(&apart))
}

/// "43/222 A" of "43/222A".
pub(super) fn letter_apart(number: &str) -> Option<String> {
    let letter = number
        .chars()
        .next_back()
        .filter(char::is_ascii_uppercase)?;
    let digits = &number[..number.len() - 1];
    let counted = digits.contains('/') && digits.ends_with(|c: char| c.is_ascii_digit());
    counted.then(|| format!("{digits} {letter}"))
}
