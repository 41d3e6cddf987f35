//! The kinds of features. A kind is one file and one line in [`KINDS`]; it describes itself, says its usual options, and
//! how big its vectors will be, and begins to make them.

mod characters;
mod characters_in_words;
mod embeddings;
mod lsa;
mod words;

pub use self::embeddings::NAME as EMBEDDINGS;

use super::making::Making;
use super::ngrams::EachTerm;
use super::options::TfidfOptions;
use super::size::Size;
use crate::corpus::Corpus;
use crate::error::Result;

/// A kind of features, describing itself.
#[derive(Debug)]
pub struct FeatureKind {
    /// Short and unique.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// Its usual options.
    pub defaults: TfidfOptions,
    /// How it cuts a text into the terms that are its columns; none where they are no terms.
    pub(super) each_term: Option<EachTerm>,
    /// Whether it is made of what came with the records, rather than of their texts: there need not be any.
    pub is_given: bool,
    /// About how big its vectors will be; the options are checked.
    pub(super) size: fn(&Corpus, &TfidfOptions) -> Size,
    /// Begins to make them; the options are checked. The last number bounds the bytes that it takes.
    pub(super) begin: fn(&TfidfOptions, u64) -> Result<Box<dyn Making>>,
}

/// Every kind, in the order in which they are offered.
pub static KINDS: &[&FeatureKind] = &[
    &words::KIND,
    &characters_in_words::KIND,
    &characters::KIND,
    &lsa::KIND_50,
    &lsa::KIND_100,
    &lsa::KIND_200,
    &embeddings::KIND,
];

/// The kind of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static FeatureKind> {
    KINDS.iter().copied().find(|kind| kind.name == name)
}
