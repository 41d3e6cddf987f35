//! The kinds of features. A kind is one file and one line in [`KINDS`]; it describes itself, says its usual options, and
//! how big its vectors will be, and begins to make them.

mod characters;
mod characters_in_words;
mod embeddings;
mod images;
mod lsa;
mod words;

pub use self::embeddings::NAME as EMBEDDINGS;

use super::making::Making;
use super::ngrams::EachTerm;
use super::options::TfidfOptions;
use super::size::Size;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::modality::Modality;

/// A kind of features, describing itself.
#[derive(Debug)]
pub struct FeatureKind {
    /// Short and unique.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// What it is of.
    pub modality: Modality,
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

impl FeatureKind {
    /// Whether it can be made of records of a modality.
    #[must_use]
    pub fn fits(&self, modality: Modality) -> bool {
        self.is_given || self.modality == modality
    }
}

/// Every kind, in the order in which they are offered.
pub static KINDS: &[&FeatureKind] = &[
    &words::KIND,
    &characters_in_words::KIND,
    &characters::KIND,
    &lsa::KIND_50,
    &lsa::KIND_100,
    &lsa::KIND_200,
    &images::EDGES_AND_COLOURS,
    &images::EDGES,
    &images::COLOURS,
    &embeddings::KIND,
];

/// The kinds of texts, or those of images, in the order in which they are offered.
pub fn of(modality: Modality) -> impl Iterator<Item = &'static FeatureKind> + Clone {
    KINDS.iter().copied().filter(move |kind| kind.fits(modality))
}

/// The names of the kinds, as an error lists them.
#[must_use]
pub fn names(modality: Modality) -> String {
    of(modality).map(|kind| kind.name).collect::<Vec<_>>().join(", ")
}

/// The kind of a name, for records of a modality.
///
/// # Errors
/// A kind that isn't known, or is of other records.
pub fn find_for(name: &str, modality: Modality) -> Result<&'static FeatureKind> {
    let what = match find(name) {
        Some(kind) if kind.fits(modality) => return Ok(kind),
        Some(kind) => format!(
            "The features “{name}” are of {}, and the records are {}",
            kind.modality.plural(),
            modality.plural()
        ),
        None => format!("There are no features called “{name}”"),
    };
    Err(Error::new(what, format!("Choose among {}", names(modality))))
}

/// The kind of a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static FeatureKind> {
    KINDS.iter().copied().find(|kind| kind.name == name)
}
