//! Majority vote: the label with the largest score. Ties share, as in Snorkel's `MajorityLabelVoter`.

use crate::posteriors::Posteriors;
use crate::votes::VoteMatrix;

/// P(label) of one record from its scores ([`VoteMatrix::scores`]): 1/|W| for the labels W with the largest score, else
/// 0. `scores` has length k; where none is above 0, for want of a vote, there is no row.
#[must_use]
pub fn row(scores: &[u32]) -> Option<Vec<f64>> {
    let most = scores.iter().copied().max().filter(|&most| most > 0)?;
    let winners = scores.iter().filter(|&&score| score == most).count();
    #[expect(clippy::cast_precision_loss, reason = "at most k winners")]
    let share = 1.0 / winners as f64;
    Some(
        scores
            .iter()
            .map(|&score| if score == most { share } else { 0.0 })
            .collect(),
    )
}

/// n × k posteriors. Records without a vote stay unreached.
#[must_use]
pub fn predict(votes: &VoteMatrix) -> Posteriors {
    let mut posteriors = Posteriors::unreached(votes.records, votes.labels);
    for record in 0..crate::num::count(votes.records) {
        if let Some(row) = row(&votes.scores(record)) {
            posteriors.set(record, &row);
        }
    }
    posteriors
}
