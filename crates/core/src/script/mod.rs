//! Characters, words, labels and numerals of every script: the only tokeniser of the house.
//!
//! [`Folded`] is a text as it is compared: in lower case, without accents, with digits of any script as
//! digits, and with every place known in the text as written. Its [`Token`]s are what all readers read.
//! A [`Label`] is what is printed before an item. Nothing here knows a language or an organisation.

mod chars;
mod confusable;
mod fold;
pub(crate) mod junk;
mod label;
mod numeral;
mod shown;
mod span;
mod token;
mod words;

pub use chars::{
    Script, beginning, floor, is_bullet, is_han, is_hyphen, is_note_sign, is_range_sign, script,
};
pub use fold::{Folded, fold, same};
pub use label::{Close, Label, Printed, Style, suffix};
pub use numeral::{han, number, roman, to_letters, to_roman};
pub use shown::{is_unsafe, safe_json, shown};
pub use span::Span;
pub use token::{Gap, PAGE_TURN, Sort, Token, Tokens, find_words, is_edge};
pub use words::{Word, bare, tidy, words};
