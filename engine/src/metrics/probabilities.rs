//! How good probabilities are as probabilities: log loss and Brier score, over the records that have them.

use crate::num::{count, ln};
use crate::posteriors::Posteriors;

/// Scores of probabilities on records whose label is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProbabilityScores {
    /// Records with a row, which the scores are the means of.
    pub records: u32,
    /// Records without a row, which they say nothing about.
    pub unreached: u32,
    /// The mean of −ln P(gold label), in nats: scikit-learn's `log_loss`.
    pub log_loss: f64,
    /// The mean of Σₗ (P(l) − [l is gold])², in 0..=2: scikit-learn's `brier_score_loss(scale_by_half=False)`.
    pub brier: f64,
}

/// −ln p. Probabilities are kept 2.2e-16 away from 0 and 1, as scikit-learn's `log_loss` does, so that one sure mistake
/// costs 36 rather than everything.
#[must_use]
pub fn log_loss_of(p: f64) -> f64 {
    -ln(p.clamp(f64::EPSILON, 1.0 - f64::EPSILON))
}

/// Scores posteriors (n × k) on pairs of record and label in 0..k; none where no such record has a row.
#[must_use]
pub fn probability_scores(
    posteriors: &Posteriors,
    gold: impl IntoIterator<Item = (u32, usize)>,
) -> Option<ProbabilityScores> {
    let (mut losses, mut unreached, mut brier) = (Vec::new(), 0, 0.0);
    for (record, label) in gold {
        let Some(row) = posteriors.get(record) else {
            unreached += 1;
            continue;
        };
        losses.push(log_loss_of(row[label]));
        let squares = row.iter().enumerate().map(|(at, p)| {
            let difference = p - f64::from(u8::from(at == label));
            difference * difference
        });
        brier += squares.sum::<f64>();
    }
    let records = count(losses.len());
    (records > 0).then(|| ProbabilityScores {
        records,
        unreached,
        log_loss: losses.iter().sum::<f64>() / f64::from(records),
        brier: brier / f64::from(records),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_records_are_scored_by_hand() {
        let mut posteriors = Posteriors::unreached(3, 2);
        posteriors.set(0, &[0.8, 0.2]);
        posteriors.set(1, &[0.5, 0.5]);
        let scores = probability_scores(&posteriors, [(0, 0), (1, 1), (2, 0)]).unwrap();
        assert_eq!((scores.records, scores.unreached), (2, 1));
        // 0.04 + 0.04 and 0.25 + 0.25.
        assert!((scores.brier - 0.29).abs() < 1e-15);
        assert!((scores.log_loss - (ln(1.25) + ln(2.0)) / 2.0).abs() < 1e-15);
        assert_eq!(probability_scores(&posteriors, [(2, 0)]), None);
    }

    #[test]
    fn a_sure_mistake_costs_a_finite_number() {
        assert!((log_loss_of(0.0) - 36.043_653_389_117_15).abs() < 1e-9);
        assert!(log_loss_of(1.0) > 0.0 && log_loss_of(1.0) < 1e-15);
    }
}
