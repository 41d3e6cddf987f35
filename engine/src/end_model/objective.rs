//! What the fit makes small: the mean loss of t records, each with weight sᵢ and probabilities qᵢ over a labels, plus
//! the penalty on weights.
//!
//! ```text
//! zᵢ = W'xᵢ + b                                   a logits of a record
//! f(W, b) = (1/S) Σᵢ sᵢ (ln Σₗ exp zᵢₗ − Σₗ qᵢₗ zᵢₗ) + (1 / (2 C S)) Σ W²       S = Σᵢ sᵢ
//! ```
//!
//! The loss is the cross-entropy of the model's softmax against qᵢ; with sure rows that is scikit-learn's
//! `LogisticRegression`, whose bias b is not penalised either. Where a = 2 scikit-learn keeps one column of weights, the
//! difference of ours; its penalty on the difference is twice ours on both, so that C is halved here to mean the same.
//! Source: C. M. Bishop, "Pattern Recognition and Machine Learning" (2006), section 4.3.4, with soft targets.
//!
//! Parameters are (d + 1) × a numbers, the weights of one feature side by side, the bias last.

use labelloom_kernels::dense;

use super::targets::Targets;
use crate::features::{Row, Vectors};
use crate::num::{exp, index, ln};

/// Products made in one step, about.
const STEP_PRODUCTS: usize = 1 << 19;

/// Loss and gradient at one point, summed record by record.
#[derive(Debug, Default)]
pub(super) struct Evaluation {
    /// The next target.
    next: usize,
    /// So far.
    pub loss: f64,
    /// (d + 1) × a, so far.
    pub gradient: Vec<f64>,
    logits: Vec<f64>,
}

/// 1 / (C S), with C halved for two labels.
pub(super) fn penalty(c: f64, targets: &Targets) -> f64 {
    let c = if targets.labels.len() == 2 { c / 2.0 } else { c };
    1.0 / (c * targets.total_weight())
}

impl Evaluation {
    /// Begins to evaluate at a point of that many parameters.
    pub(super) fn begin(&mut self, parameters: usize) {
        self.next = 0;
        self.loss = 0.0;
        self.gradient.clear();
        self.gradient.resize(parameters, 0.0);
    }

    /// Adds some records. Returns whether all are added; the penalty is then added too.
    pub(super) fn step(&mut self, vectors: &Vectors, targets: &Targets, point: &[f64], penalty: f64) -> bool {
        let (a, all) = (targets.labels.len(), targets.records.len());
        self.logits.resize(a, 0.0);
        let mut products = 0;
        while self.next < all && products < STEP_PRODUCTS {
            products += self.add(vectors, targets, point);
            self.next += 1;
        }
        if self.next < all {
            return false;
        }
        self.add_penalty(targets.total_weight(), point, a, penalty);
        true
    }

    fn add(&mut self, vectors: &Vectors, targets: &Targets, point: &[f64]) -> usize {
        let row = vectors.row(targets.records[self.next]);
        let (weight, target) = (targets.weights[self.next], targets.row(self.next));
        logits(row, point, &mut self.logits);
        let wanted: f64 = target.iter().zip(&self.logits).map(|(q, z)| q * z).sum();
        self.loss += weight * (softmax(&mut self.logits) - wanted);
        for (p, q) in self.logits.iter_mut().zip(target) {
            *p = weight * (*p - q);
        }
        scatter(row, &self.logits, &mut self.gradient);
        (row.values().len() + 8) * self.logits.len()
    }

    fn add_penalty(&mut self, total: f64, point: &[f64], a: usize, penalty: f64) {
        let weights = &point[..point.len() - a];
        self.loss = self.loss / total + 0.5 * penalty * super::lbfgs::dot(weights, weights);
        self.gradient.iter_mut().for_each(|value| *value /= total);
        for (value, weight) in self.gradient.iter_mut().zip(weights) {
            *value += penalty * weight;
        }
    }
}

/// The logits of a row: W'x + b.
pub(super) fn logits(row: Row<'_>, point: &[f64], logits: &mut [f64]) {
    let a = logits.len();
    let (weights, bias) = point.split_at(point.len() - a);
    logits.copy_from_slice(bias);
    match row {
        Row::Dense(values) => dense::add_product(values, weights, logits),
        Row::Sparse(..) => each(row, |column, value| {
            for (logit, weight) in logits.iter_mut().zip(&weights[column * a..][..a]) {
                *logit += value * weight;
            }
        }),
    }
}

/// Whether any of a row's features has a weight for any of `a` labels.
pub(super) fn is_known(row: Row<'_>, point: &[f64], a: usize) -> bool {
    let has_weight = |column: usize| point[column * a..][..a].iter().any(|weight| *weight != 0.0);
    match row {
        Row::Sparse(columns, values) => {
            let mut entries = columns.iter().zip(values);
            entries.any(|(column, value)| *value != 0.0 && has_weight(index(*column)))
        }
        Row::Dense(values) => {
            let mut entries = values.iter().enumerate();
            entries.any(|(column, value)| *value != 0.0 && has_weight(column))
        }
    }
}

/// Adds x r' to the gradient of the weights, and r to that of the bias.
fn scatter(row: Row<'_>, residual: &[f64], gradient: &mut [f64]) {
    let a = residual.len();
    let (weights, bias) = gradient.split_at_mut(gradient.len() - a);
    match row {
        Row::Dense(values) => dense::add_outer(values, residual, weights),
        Row::Sparse(..) => each(row, |column, value| {
            for (sum, r) in weights[column * a..][..a].iter_mut().zip(residual) {
                *sum += value * r;
            }
        }),
    }
    bias.iter_mut().zip(residual).for_each(|(sum, r)| *sum += r);
}

/// Calls `found` for every value of a row that is not zero.
pub(super) fn each(row: Row<'_>, mut found: impl FnMut(usize, f64)) {
    match row {
        Row::Sparse(columns, values) => {
            for (&column, &value) in columns.iter().zip(values) {
                found(column as usize, f64::from(value));
            }
        }
        Row::Dense(values) => {
            for (column, &value) in values.iter().enumerate().filter(|(_, value)| **value != 0.0) {
                found(column, f64::from(value));
            }
        }
    }
}

/// Turns logits into probabilities, and returns ln Σ exp z.
pub(super) fn softmax(logits: &mut [f64]) -> f64 {
    let most = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for logit in logits.iter_mut() {
        *logit = exp(*logit - most);
        sum += *logit;
    }
    logits.iter_mut().for_each(|value| *value /= sum);
    most + ln(sum)
}
