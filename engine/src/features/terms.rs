//! Counts of terms: in how many texts each stands, and how often in all; text by text, so that a million texts can be
//! counted in steps.

use crate::intern::Interner;
use crate::num::ln;

/// Terms in the order in which they first stand in the texts, with their counts.
#[derive(Clone, Debug, Default)]
pub(super) struct TermCounts {
    terms: Interner,
    counts: Vec<TermCount>,
    texts: u32,
}

/// The counts of one term.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TermCount {
    /// Texts that it stands in.
    pub df: u32,
    /// How often it stands in all of them.
    pub total: u32,
    /// One past the text seen last.
    next: u32,
}

impl TermCounts {
    /// The next text begins.
    pub(super) fn begin_text(&mut self) {
        self.texts += 1;
    }

    /// A term stands in this text, once more.
    pub(super) fn add(&mut self, term: &str) {
        let (id, is_new) = self.terms.intern(term);
        if is_new {
            self.counts.push(TermCount::default());
        }
        let counts = &mut self.counts[id as usize];
        counts.total = counts.total.saturating_add(1);
        if counts.next != self.texts {
            counts.next = self.texts;
            counts.df += 1;
        }
    }

    /// n.
    pub(super) const fn texts(&self) -> u32 {
        self.texts
    }

    /// The terms.
    pub(super) const fn terms(&self) -> &Interner {
        &self.terms
    }

    /// Their counts, by the term's number.
    pub(super) fn counts(&self) -> &[TermCount] {
        &self.counts
    }

    /// About how many bytes of memory that takes: per term its letters, its place, its counts and a place in a table
    /// that is filled by half to seven eighths.
    pub(super) fn bytes(&self) -> u64 {
        const A_TERM: u64 = 4 + 12 + 24;
        self.terms.all().len() as u64 + u64::from(self.terms.len()) * A_TERM
    }
}

/// The smoothed inverse document frequency of a term in df of n texts, ln((1 + n) / (1 + df)) + 1: as if one more text
/// held every term. Source: scikit-learn's `TfidfTransformer(smooth_idf=True)`.
pub(super) fn smooth_idf(texts: u32, df: u32) -> f64 {
    ln((1.0 + f64::from(texts)) / (1.0 + f64::from(df))) + 1.0
}

/// The weight of a term that stands so often in a text, damped: 1 + ln tf.
pub(super) fn sublinear(times: u32) -> f64 {
    1.0 + ln(f64::from(times))
}

/// Divides values by their Euclidean length; leaves zeros alone.
pub(super) fn to_unit_length(values: &mut [f64]) {
    let length = values.iter().map(|value| value * value).sum::<f64>().sqrt();
    if length > 0.0 {
        values.iter_mut().for_each(|value| *value /= length);
    }
}
