//! Accuracies by the hand labels, less the luck of the held-out records as far as agreement shows it.

use super::consensus::Agreed;
use super::{covariance, mean};
use crate::num::exact;

/// Estimates of c candidates.
#[derive(Debug)]
pub(super) struct Direct {
    /// Length c: held-out accuracy − λ (agreement on held-out records − agreement elsewhere).
    pub(super) estimates: Vec<f64>,
    /// c rows of each judged record's part in the estimate: right − λ same.
    parts: Vec<Vec<f64>>,
}

impl Direct {
    pub(super) fn new(agreed: &Agreed) -> Self {
        let lambda = lambda(agreed);
        let both = agreed.right.iter().zip(&agreed.same);
        let part = |(right, same): (&Vec<f64>, &Vec<f64>)| -> Vec<f64> {
            right
                .iter()
                .zip(same)
                .map(|(right, same)| right - lambda * same)
                .collect()
        };
        let parts: Vec<Vec<f64>> = both.map(part).collect();
        let estimate = |(at, part): (usize, &Vec<f64>)| {
            mean(part.iter().copied()) + lambda * agreed.elsewhere(at).unwrap_or(0.0)
        };
        Self {
            estimates: parts.iter().enumerate().map(estimate).collect(),
            parts,
        }
    }

    /// Candidates that are not behind the best by more than so many standard errors of the difference, ascending.
    pub(super) fn contenders(&self, errors: f64) -> Vec<usize> {
        let best = (0..self.estimates.len()).fold(0, |best, at| {
            if self.estimates[at] > self.estimates[best] {
                at
            } else {
                best
            }
        });
        let is_near = |&at: &usize| {
            let difference: Vec<f64> = self.parts[best]
                .iter()
                .zip(&self.parts[at])
                .map(|(a, b)| a - b)
                .collect();
            let error = (covariance(&difference, &difference) / exact(difference.len().max(1))).sqrt();
            self.estimates[best] - self.estimates[at] <= errors * error + super::EQUAL
        };
        (0..self.estimates.len()).filter(is_near).collect()
    }

    /// How the estimates of some candidates vary together, from one choice of labels to another; rows under each other.
    pub(super) fn covariance(&self, of: &[usize]) -> Vec<f64> {
        let judged = exact(self.parts.first().map_or(1, Vec::len).max(1));
        let pairs = of
            .iter()
            .flat_map(|&one| of.iter().map(move |&other| (one, other)));
        pairs
            .map(|(one, other)| covariance(&self.parts[one], &self.parts[other]) / judged)
            .collect()
    }
}

/// The share of the correction with which differences to the mean candidate vary least, from 0 to 1; 0 without records
/// elsewhere.
fn lambda(agreed: &Agreed) -> f64 {
    let (right, same) = (beside_mean(&agreed.right), beside_mean(&agreed.same));
    let both: f64 = right
        .iter()
        .zip(&same)
        .map(|(right, same)| covariance(right, same))
        .sum();
    let alone: f64 = same.iter().map(|same| covariance(same, same)).sum();
    if agreed.rest == 0 || alone <= super::EQUAL {
        return 0.0;
    }
    // Agreement elsewhere is not known exactly either.
    let judged = right.first().map_or(0, Vec::len);
    let known = 1.0 + exact(judged) / exact(agreed.rest);
    (both / alone / known).clamp(0.0, 1.0)
}

/// Rows less their mean row.
fn beside_mean(rows: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let columns = rows.first().map_or(0, Vec::len);
    let means: Vec<f64> = (0..columns)
        .map(|at| mean(rows.iter().map(|row| row[at])))
        .collect();
    let beside = |row: &Vec<f64>| row.iter().zip(&means).map(|(value, mean)| value - mean).collect();
    rows.iter().map(beside).collect()
}
