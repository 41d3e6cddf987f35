//! Majority vote: the label with the most votes. Ties share, as in Snorkel's `MajorityLabelVoter`.

use crate::posteriors::Posteriors;
use crate::votes::VoteMatrix;

/// P(label) of one record from its votes: 1/|W| for the labels W with the most votes, else 0. `counts` has length k;
/// without any vote there is no row.
#[must_use]
pub fn row(counts: &[u32]) -> Option<Vec<f64>> {
    let most = counts.iter().copied().max().filter(|&most| most > 0)?;
    let winners = counts.iter().filter(|&&count| count == most).count();
    #[expect(clippy::cast_precision_loss, reason = "at most k winners")]
    let share = 1.0 / winners as f64;
    Some(
        counts
            .iter()
            .map(|&count| if count == most { share } else { 0.0 })
            .collect(),
    )
}

/// n × k posteriors. Records without a vote stay unreached.
#[must_use]
pub fn predict(votes: &VoteMatrix) -> Posteriors {
    let mut posteriors = Posteriors::unreached(votes.records, votes.labels);
    for record in 0..crate::num::count(votes.records) {
        if let Some(row) = row(&votes.counts(record)) {
            posteriors.set(record, &row);
        }
    }
    posteriors
}
