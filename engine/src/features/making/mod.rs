//! Vectors are made in steps of some milliseconds, over a corpus that is handed to each step, so that whoever makes
//! them can answer between the steps and drop the work to cancel it.

pub(super) mod embeddings;
pub(super) mod images;
pub(super) mod lsa;
pub(super) mod tfidf;

use std::fmt::Debug;

use super::vectors::Vectors;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::job::Step;

/// The making of one kind's vectors.
pub trait Making: Debug {
    /// Does one step. Every step must be given the same corpus.
    ///
    /// # Errors
    /// What stops the work for good: no term is left, or it would take more memory than is allowed.
    fn step(&mut self, corpus: &Corpus) -> Result<Step<Vectors>>;
}
