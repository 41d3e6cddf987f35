//! Embeddings: rows of numbers that a model elsewhere made of the records.

use super::FeatureKind;
use crate::corpus::Corpus;
use crate::features::making::embeddings::{self, EmbeddingsMaking};
use crate::features::options::TfidfOptions;
use crate::features::size::Size;
use crate::modality::Modality;

/// The name by which choices hold it.
pub const NAME: &str = "embeddings";

pub(super) static KIND: FeatureKind = FeatureKind {
    name: NAME,
    title: "Embeddings",
    sentence: "Rows of numbers that came with the records, from a file or a column: what a model elsewhere made of them.",
    // They may be of images just as well.
    modality: Modality::Text,
    // They are taken as they are.
    defaults: TfidfOptions::runs(1, 1),
    each_term: None,
    is_given: true,
    size,
    begin: |_, most_bytes| Ok(Box::new(EmbeddingsMaking::new(most_bytes))),
};

fn size(corpus: &Corpus, _: &TfidfOptions) -> Size {
    embeddings::size(corpus)
}
