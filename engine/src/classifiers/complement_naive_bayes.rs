//! Complement naive Bayes: a label's weights come from the records of all other labels, of which there are more. It
//! learns from a handful of records, in one pass over them.
//!
//! ```text
//! θ_lj = (α + Σ_{i: y_i ≠ l} s_i x_ij) / Σ_j (the same)        s_i the weight of record i
//! w_lj = −ln θ_lj, or where normed ln θ_lj / Σ_j ln θ_lj
//! label of x = argmax_l Σ_j w_lj x_j, the lower one at ties
//! ```
//!
//! Source: J. D. M. Rennie, L. Shih, J. Teevan and D. R. Karger, "Tackling the Poor Assumptions of Naive Bayes Text
//! Classifiers" (ICML 2003); with scikit-learn's `ComplementNB` it agrees in every weight. What differs is what is said of a
//! record that has none of the features that were taught: nothing, where scikit-learn says the first label.

use super::{Classifier, Learned, Learning, Taught};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::job::Step;
use crate::num::{exp, grouped, index, ln};

pub(super) static CLASSIFIER: Classifier = Classifier {
    name: "complement-naive-bayes",
    title: "Complement naive Bayes",
    sentence: "Counts which features records of other labels have; learns from a handful of records.",
    begin,
};

fn begin(vectors: &Vectors, taught: &[Taught], k: usize) -> Result<Box<dyn Learning>> {
    let model = ComplementNaiveBayes::fit(vectors, taught, k, &ComplementOptions::default())?;
    Ok(Box::new(Fitted(Some(model))))
}

/// It learns in one pass, and is there when it has begun.
#[derive(Debug)]
struct Fitted(Option<ComplementNaiveBayes>);

impl Learning for Fitted {
    fn step(&mut self, _: &Vectors) -> Result<Step<Box<dyn Learned>>> {
        match self.0.take() {
            Some(model) => Ok(Step::Done(Box::new(model))),
            None => Err(Error::new("It has learned already", "Begin anew")),
        }
    }
}

impl Learned for ComplementNaiveBayes {
    fn row(&self, vectors: &Vectors, record: u32) -> Option<Vec<f64>> {
        Self::row(self, vectors, record)
    }
}

/// Options of a fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ComplementOptions {
    /// What every feature is counted for before it is seen; above 0.
    pub alpha: f64,
    /// Whether a label's weights are divided by their sum.
    pub norm: bool,
    /// Bytes that the weights may take.
    pub most_bytes: u64,
}

impl Default for ComplementOptions {
    /// scikit-learn's.
    fn default() -> Self {
        Self {
            alpha: 1.0,
            norm: false,
            most_bytes: 256 << 20,
        }
    }
}

/// What was learned: weights of d features for the labels that were taught.
#[derive(Clone, Debug)]
pub struct ComplementNaiveBayes {
    k: usize,
    /// The a labels that a record taught, ascending.
    trained: Vec<usize>,
    /// d × a, the weights of one feature side by side.
    weights: Vec<f64>,
    /// The features that a record taught.
    seen: BitSet,
}

impl ComplementNaiveBayes {
    /// Learns from some records of n × d vectors, for k labels. Labels that no record has are never given.
    ///
    /// # Errors
    /// Options that mean nothing; no record, or one that is not there; a value below 0; more memory than is allowed.
    pub fn fit(vectors: &Vectors, taught: &[Taught], k: usize, options: &ComplementOptions) -> Result<Self> {
        check(vectors, taught, k, options)?;
        let trained: Vec<usize> = (0..k)
            .filter(|&label| taught.iter().any(|at| at.label == label))
            .collect();
        let (d, a) = (index(vectors.width()), trained.len());
        check_memory(d, a, options.most_bytes)?;
        let mut counts = vec![0.0; d * a];
        let mut seen = BitSet::empty(d);
        for at in taught {
            let own = trained.partition_point(|&label| label < at.label);
            for (column, value) in vectors.row(at.record).entries().filter(|entry| entry.1 != 0.0) {
                if value < 0.0 {
                    return Err(negative(vectors.name(column)));
                }
                counts[index(column) * a + own] += at.weight * f64::from(value);
                seen.insert(column);
            }
        }
        Ok(Self {
            k,
            weights: weights(counts, a, options),
            trained,
            seen,
        })
    }

    /// k.
    #[must_use]
    pub const fn labels(&self) -> usize {
        self.k
    }

    /// The labels that were taught, ascending.
    #[must_use]
    pub fn trained_labels(&self) -> &[usize] {
        &self.trained
    }

    /// The weight of a feature for a label; 0 for a label that was not taught.
    #[must_use]
    pub fn weight(&self, column: u32, label: usize) -> f64 {
        let place = self.trained.binary_search(&label);
        place.map_or(0.0, |place| {
            self.weights[index(column) * self.trained.len() + place]
        })
    }

    /// A record's k probabilities, or none where it has no feature that was taught.
    #[must_use]
    pub fn row(&self, vectors: &Vectors, record: u32) -> Option<Vec<f64>> {
        let a = self.trained.len();
        let (mut scores, mut is_known) = (vec![0.0; a], false);
        for (column, value) in vectors.row(record).entries().filter(|entry| entry.1 != 0.0) {
            is_known |= self.seen.contains(column);
            let weights = &self.weights[index(column) * a..][..a];
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += f64::from(value) * weight;
            }
        }
        if !is_known {
            return None;
        }
        let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        scores.iter_mut().for_each(|score| *score = exp(*score - most));
        let sum: f64 = scores.iter().sum();
        let mut row = vec![0.0; self.k];
        for (&label, score) in self.trained.iter().zip(scores) {
            row[label] = score / sum;
        }
        Some(row)
    }
}

/// Weights of counts, d × a both.
fn weights(mut counts: Vec<f64>, a: usize, options: &ComplementOptions) -> Vec<f64> {
    for row in counts.chunks_exact_mut(a) {
        let all: f64 = row.iter().sum();
        row.iter_mut()
            .for_each(|count| *count = all + options.alpha - *count);
    }
    let sums = sums(&counts, a);
    for row in counts.chunks_exact_mut(a) {
        for (count, sum) in row.iter_mut().zip(&sums) {
            *count = ln(*count / sum);
        }
    }
    let divisors = if options.norm {
        self::sums(&counts, a)
    } else {
        vec![-1.0; a]
    };
    for row in counts.chunks_exact_mut(a) {
        for (weight, divisor) in row.iter_mut().zip(&divisors) {
            *weight /= divisor;
        }
    }
    counts
}

/// The sums of a columns.
fn sums(rows: &[f64], a: usize) -> Vec<f64> {
    let mut sums = vec![0.0; a];
    for row in rows.chunks_exact(a) {
        sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
    }
    sums
}

fn check(vectors: &Vectors, taught: &[Taught], k: usize, options: &ComplementOptions) -> Result<()> {
    if !(options.alpha > 0.0 && options.alpha.is_finite()) {
        let what = format!("Features can't be counted for {} beforehand", options.alpha);
        return Err(Error::new(what, "Take 1, or another number above 0").at("alpha"));
    }
    if taught.is_empty() {
        let what = "No record has a label to learn from";
        return Err(Error::new(what, "Set gold on some records"));
    }
    let is_there = |at: &&Taught| index(at.record) < vectors.len() && at.label < k;
    let is_weighed = |at: &&Taught| at.weight > 0.0 && at.weight.is_finite();
    if let Some(at) = taught.iter().find(|at| !is_there(at) || !is_weighed(at)) {
        let what = format!(
            "Record {} can't teach label {} with weight {}",
            at.record, at.label, at.weight
        );
        let remedy = format!(
            "There are {} records and {k} labels, counted from 0; weights are above 0",
            grouped(vectors.len() as u64)
        );
        return Err(Error::new(what, remedy));
    }
    Ok(())
}

fn check_memory(d: usize, a: usize, most_bytes: u64) -> Result<()> {
    let numbers = (d as u64).saturating_mul(a as u64);
    if numbers.saturating_mul(8) <= most_bytes {
        return Ok(());
    }
    let what = format!(
        "{} weights would take more than {} MB",
        grouped(numbers),
        most_bytes >> 20
    );
    Err(Error::new(what, "Take fewer features or fewer labels"))
}

fn negative(name: &str) -> Error {
    Error::new(
        format!("Naive Bayes counts features, and “{name}” is below 0"),
        "Take words or runs of characters",
    )
}

#[cfg(test)]
mod tests;
