//! What `resgraph` knows and how it reads a citation, from a [`model::Document`] to resolved citations:
//! [`limits`] (how much is read), [`script`] (characters, words, labels, numerals), [`model`] (plain data),
//! [`knowledge`] (`mappings/`), [`cite`] (what is written where), [`outline`] (resolution texts), [`resolve`] (what
//! it means). A module may use only those that stand before it.

pub mod limits;

pub mod script;

pub mod model;

pub mod knowledge;

pub mod cite;

pub mod outline;

pub mod resolve;
