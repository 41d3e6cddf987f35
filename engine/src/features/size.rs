//! How big vectors will be, told before they are made.

use super::ngrams::EachTerm;
use super::options::TfidfOptions;
use super::terms::TermCounts;
use super::vectors::sparse_bytes;
use crate::corpus::Corpus;
use crate::error::Error;
use crate::num::{count, exp, ln};

/// Texts that an estimate reads, at most.
const SAMPLE: u32 = 2000;

/// About how big vectors will be. An estimate from a sample; the bound on bytes is kept to whatever it says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Different terms that have to be counted, rare ones too.
    pub terms: u64,
    /// Values that are not zero, at most.
    pub values: u64,
    /// Bytes while they are made.
    pub bytes_making: u64,
    /// Bytes of the vectors themselves, at most.
    pub bytes_kept: u64,
}

impl Size {
    /// Both after one another, and kept side by side.
    #[must_use]
    pub fn and(self, next: Self) -> Self {
        Self {
            terms: self.terms + next.terms,
            values: self.values + next.values,
            bytes_making: (self.bytes_making).max(self.bytes_kept + next.bytes_making),
            bytes_kept: self.bytes_kept + next.bytes_kept,
        }
    }
}

/// The size of TF-IDF vectors, from a sample of texts spread over the corpus: values grow as the texts do, different
/// terms by Heaps' law, terms ∝ texts^β, with β from the first half of the sample and the whole of it.
pub(super) fn of_terms(corpus: &Corpus, options: &TfidfOptions, each_term: EachTerm) -> Size {
    let n = count(corpus.len());
    let stride = n.div_ceil(SAMPLE).max(1);
    let sampled = n.div_ceil(stride);
    let mut counts = TermCounts::default();
    let mut half = (0u32, 0u32);
    for place in 0..sampled {
        if place == sampled / 2 {
            half = (place, counts.terms().len());
        }
        counts.begin_text();
        let text = corpus.text(place * stride);
        each_term(text, options.ngram_range, &mut |term| counts.add(term));
    }
    let values: u64 = counts.counts().iter().map(|counts| u64::from(counts.df)).sum();
    let growth = f64::from(n) / f64::from(sampled.max(1));
    let terms = counts.terms().len();
    let more = exp(heaps_exponent(half, (sampled, terms)) * ln(growth.max(1.0)));
    let values = scaled(values, growth);
    let bytes_counting = scaled(counts.bytes(), more);
    let bytes_kept = sparse_bytes(values, n.into()) + scaled(counts.terms().all().len() as u64, more);
    Size {
        terms: scaled(terms.into(), more),
        values,
        bytes_making: bytes_counting + bytes_kept,
        bytes_kept,
    }
}

/// β of terms ∝ texts^β through two points (texts, terms); 1, the most there is, where they don't tell.
fn heaps_exponent(one: (u32, u32), other: (u32, u32)) -> f64 {
    if one.0 == 0 || one.1 == 0 || other.0 <= one.0 {
        return 1.0;
    }
    let of = |a: u32, b: u32| ln(f64::from(b) / f64::from(a));
    (of(one.1, other.1) / of(one.0, other.0)).clamp(0.0, 1.0)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "an estimate of something positive"
)]
fn scaled(value: u64, factor: f64) -> u64 {
    (value as f64 * factor) as u64
}

/// What is said when vectors would take more than is allowed.
pub(super) fn too_big(most_bytes: u64) -> Error {
    Error::new(
        format!(
            "These features would take more than {} MB of memory",
            most_bytes >> 20
        ),
        "Take shorter runs, whole words instead of characters, or fewer records",
    )
}
