//! Majority vote: the label with the largest score. Ties share, as in Snorkel's `MajorityLabelVoter`.

use super::fit::{AtOnce, Estimate, Ground};
use super::fitted::RuleEstimate;
use super::scorer::Scorer;
use super::{LabelModel, Reads};
use crate::posteriors::Posteriors;
use crate::votes::{Vote, VoteMatrix, scores_of};

/// See the module.
pub(super) static MODEL: LabelModel = LabelModel {
    name: "majority",
    title: "Majority vote",
    sentence: "The label with the most votes has it all; labels with equally many share.",
    least_rules: 0,
    uses_gold: false,
    uses_balance: false,
    knows_against: true,
    reads_priorities: false,
    reads: Reads::Counts,
    begin: |_| Box::new(AtOnce(estimate)),
};

/// Every rule has one vote. It stands in for other models where there is nothing to fit: with one label alone, or
/// without a vote.
pub(super) fn estimate(ground: &Ground) -> Estimate {
    let scorer = Counting {
        k: ground.table.labels,
        votes: votes(ground),
    };
    Estimate::closed(Box::new(scorer), one_vote_each(ground))
}

/// The vote of each ballot.
pub(super) fn votes(ground: &Ground) -> Vec<Vote> {
    ground.table.ballots().iter().map(|ballot| ballot.vote).collect()
}

/// What a model that counts votes says of the rules: nothing of their accuracy, and a weight of one.
pub(super) fn one_vote_each(ground: &Ground) -> Vec<RuleEstimate> {
    let of_rule = |rule| RuleEstimate {
        accuracy: None,
        weight: (ground.table.coverage(rule) > 0).then_some(1.0),
    };
    (0..ground.table.rules).map(of_rule).collect()
}

/// What a vote gives each label's score: one to its own, or one to each other.
pub(super) fn evidence(vote: Vote, k: usize) -> Vec<f64> {
    let gets = |label| (label == vote.label) != vote.against;
    (0..k).map(|label| if gets(label) { 1.0 } else { 0.0 }).collect()
}

#[derive(Debug)]
struct Counting {
    k: usize,
    votes: Vec<Vote>,
}

impl Scorer for Counting {
    fn row(&self, ballots: &[u16], row: &mut [f64]) -> bool {
        let cast: Vec<(Vote, bool)> = ballots
            .iter()
            .map(|&ballot| (self.votes[usize::from(ballot)], false))
            .collect();
        let found = self::row(&scores_of(self.k, &cast));
        if let Some(found) = &found {
            row.copy_from_slice(found);
        }
        found.is_some()
    }

    fn evidence(&self, ballot: u16) -> Vec<f64> {
        evidence(self.votes[usize::from(ballot)], self.k)
    }

    fn prior(&self) -> Vec<f64> {
        vec![0.0; self.k]
    }

    fn is_logarithmic(&self) -> bool {
        false
    }
}

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
