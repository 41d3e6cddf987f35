//! LSA: the rows of TF-IDF, n × m, projected on their first d right singular vectors and brought to unit length, n × d.
//!
//! X ≈ U Σ Vᵀ is found by a randomised singular value decomposition: Q begins as an orthonormal basis of X Ω, with Ω of
//! m × (d + 10) normally distributed numbers from a fixed seed; five times Q becomes one of X Xᵀ Q; then B = Qᵀ X is
//! small enough for B Bᵀ = W Σ² Wᵀ, and the result is Q W Σ. Source: N. Halko, P. Martinsson and J. Tropp, "Finding
//! structure with randomness", SIAM Review 53 (2011), algorithms 4.4 and 5.1. Bases are made orthonormal by the Cholesky
//! factor of their products ([`gram`]). A direction's sign means nothing.
//!
//! X has at most as many directions as it has rows or columns: then the result has fewer than d.

mod decomposition;
mod eigen;
mod gram;

use self::decomposition::Decomposition;
use super::Making;
use super::tfidf::TfidfMaking;
use crate::arena::TextArena;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::features::ngrams;
use crate::features::options::TfidfOptions;
use crate::features::size::{self, Size, too_big};
use crate::features::vectors::Vectors;
use crate::job::{Progress, Step};
use crate::num::index;

/// Directions more than are wanted, so that the wanted ones are found well.
const MORE: usize = 10;

/// LSA in the making: first TF-IDF, then its decomposition.
#[derive(Debug)]
pub(in crate::features) struct LsaMaking {
    kind: String,
    dimensions: usize,
    most_bytes: u64,
    tfidf: Option<TfidfMaking>,
    decomposition: Option<Decomposition>,
}

impl LsaMaking {
    /// LSA of words; it may take no more bytes than that while it is made.
    ///
    /// # Errors
    /// Options that mean nothing.
    pub(in crate::features) fn new(
        options: &TfidfOptions,
        most_bytes: u64,
        dimensions: usize,
    ) -> Result<Self> {
        let tfidf = TfidfMaking::new("words", ngrams::words, options.clone(), most_bytes)?;
        Ok(Self {
            kind: format!("lsa-{dimensions}"),
            dimensions,
            most_bytes,
            tfidf: Some(tfidf),
            decomposition: None,
        })
    }

    fn begin(&mut self, vectors: Vectors) -> Result<()> {
        let (n, m) = (vectors.len(), index(vectors.width()));
        let width = (self.dimensions + MORE).min(n).min(m);
        if vectors.bytes() + bytes(n as u64, m as u64, width as u64) > self.most_bytes {
            return Err(too_big(self.most_bytes).at(self.kind.as_str()));
        }
        self.tfidf = None;
        self.decomposition = Some(Decomposition::new(vectors, width, self.dimensions));
        Ok(())
    }
}

impl Making for LsaMaking {
    fn step(&mut self, corpus: &Corpus) -> Result<Step<Vectors>> {
        if let Some(tfidf) = &mut self.tfidf {
            match tfidf.step(corpus)? {
                Step::Working(progress) => return Ok(Step::Working(progress)),
                Step::Done(vectors) => self.begin(vectors)?,
            }
        }
        let told = self.decomposition.as_mut().and_then(Decomposition::step);
        if let Some((done, total)) = told {
            return Ok(Step::Working(Progress {
                stage: "finding directions",
                done,
                total,
                estimate: None,
            }));
        }
        let rows = self.decomposition.take().map(Decomposition::finish);
        let rows = rows.unwrap_or_default();
        let mut names = TextArena::default();
        (1..=rows.ncols()).for_each(|at| names.push(&format!("topic {at}")));
        Vectors::dense(&self.kind, rows, names).map(Step::Done)
    }
}

/// About how big the vectors will be.
pub(in crate::features) fn size(corpus: &Corpus, options: &TfidfOptions, dimensions: usize) -> Size {
    let tfidf = size::of_terms(corpus, options, ngrams::words);
    let (n, width) = (corpus.len() as u64, (dimensions + MORE) as u64);
    let kept = n * dimensions as u64;
    Size {
        terms: tfidf.terms,
        values: kept,
        bytes_making: tfidf
            .bytes_making
            .max(tfidf.bytes_kept + bytes(n, tfidf.terms, width)),
        bytes_kept: kept * 4,
    }
}

/// Bytes of basis, products and result.
const fn bytes(n: u64, m: u64, width: u64) -> u64 {
    (2 * n + m) * width * 4
}

#[cfg(test)]
mod tests;
