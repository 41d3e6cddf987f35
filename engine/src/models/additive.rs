//! Models whose score is a sum: a prior and, for each vote, evidence per label; the posterior is the softmax of the
//! scores.

use super::scorer::Scorer;
use crate::num::exp;

/// Scores in natural logarithms.
#[derive(Clone, Debug)]
pub(super) struct Additive {
    /// Length k.
    pub(super) prior: Vec<f64>,
    /// Ballots × k, row by row; finite.
    pub(super) evidence: Vec<f64>,
}

impl Scorer for Additive {
    fn row(&self, ballots: &[u16], row: &mut [f64]) -> bool {
        row.copy_from_slice(&self.prior);
        let k = row.len();
        for &ballot in ballots {
            let evidence = &self.evidence[usize::from(ballot) * k..][..k];
            row.iter_mut()
                .zip(evidence)
                .for_each(|(score, more)| *score += more);
        }
        softmax(row);
        true
    }

    fn evidence(&self, ballot: u16) -> Vec<f64> {
        let k = self.prior.len();
        self.evidence[usize::from(ballot) * k..][..k].to_vec()
    }

    fn prior(&self) -> Vec<f64> {
        self.prior.clone()
    }

    fn is_logarithmic(&self) -> bool {
        true
    }
}

/// Turns scores into probabilities that sum to 1.
pub(super) fn softmax(scores: &mut [f64]) {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for score in &mut *scores {
        *score = if *score == most { 1.0 } else { exp(*score - most) };
        sum += *score;
    }
    scores.iter_mut().for_each(|score| *score /= sum);
}
