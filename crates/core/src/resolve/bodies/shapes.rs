//! What the numbers of bodies look like.

use super::{Asked, Bodies};
use crate::knowledge::NumberShape;

impl Bodies<'_> {
    /// False where `body` numbers such texts otherwise.
    pub(super) fn is_shaped(&self, body: &str, asked: Asked) -> bool {
        let number = asked.number;
        let known = self.knowledge.body(body);
        if let Some(shape) = known.and_then(|b| b.numbers.get(&asked.kind)) {
            return fits(shape, number);
        }
        let counted = |most: u8| {
            number.len() <= most.into() && number.chars().all(|c| c.is_ascii_alphanumeric())
        };
        number.starts_with('[') || known.and_then(|b| b.digits).is_none_or(counted)
    }

    /// True where the texts of `body` have no other mark than the shape of their numbers, and this one has not.
    pub(super) fn is_misshapen(&self, body: &str, asked: Asked) -> bool {
        !asked.number.starts_with('[') && !self.is_shaped(body, asked)
    }

    /// The body that alone has numbers of that shape.
    pub(super) fn by_shape(&self, asked: Asked) -> Option<&str> {
        let mut fit = self.knowledge.bodies.iter().filter(|body| {
            let shape = body.numbers.get(&asked.kind);
            shape.is_some_and(|shape| fits(shape, asked.number))
        });
        let first = fit.next()?;
        fit.next().is_none().then_some(first.id.as_str())
    }

    /// The body that alone has a text of that number in that year.
    pub(super) fn by_year(&self, asked: Asked) -> Option<&str> {
        let (kind, number) = (asked.kind, asked.number);
        let body = self.knowledge.body_of_year(kind, number, asked.edition())?;
        Some(body.id.as_str())
    }
}

/// True where a number looks so, its letter written on or apart.
fn fits(shape: &NumberShape, number: &str) -> bool {
    shape.is_match(number) || letter_apart(number).is_some_and(|apart| shape.is_match(&apart))
}

/// "43/222 A" of "43/222A".
pub(super) fn letter_apart(number: &str) -> Option<String> {
    let digits = number.strip_suffix(|c: char| c.is_ascii_uppercase())?;
    let counted = digits.contains('/') && digits.ends_with(|c: char| c.is_ascii_digit());
    counted.then(|| format!("{digits} {}", &number[digits.len()..]))
}
