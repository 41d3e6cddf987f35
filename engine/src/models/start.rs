//! Where expectation–maximisation begins: every record's label shared out over the labels by its majority scores.

use std::ops::Range;

use super::em::Tally;
use super::patterns::Patterns;
use super::table::VoteTable;
use crate::votes::{Vote, scores_of};

/// Writes the k shares of a pattern: its scores by their sum, all labels alike where there is none. Hard rules are rules
/// like any other here.
pub(super) fn shares(votes: &[Vote], row: &mut [f64]) {
    let cast: Vec<(Vote, bool)> = votes.iter().map(|&vote| (vote, false)).collect();
    let scores = scores_of(row.len(), &cast);
    let sum: u32 = scores.iter().sum();
    #[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
    let alike = 1.0 / row.len() as f64;
    for (share, score) in row.iter_mut().zip(scores) {
        *share = if sum == 0 {
            alike
        } else {
            f64::from(score) / f64::from(sum)
        };
    }
}

/// Adds some patterns to a tally, shared out.
pub(super) fn share_out(table: &VoteTable, patterns: &Patterns, some: Range<usize>, tally: &mut Tally) {
    let mut row = vec![0.0; table.labels];
    for pattern in some {
        let ballots = patterns.ballots(pattern);
        let votes: Vec<Vote> = ballots
            .iter()
            .map(|&ballot| table.ballots()[usize::from(ballot)].vote)
            .collect();
        shares(&votes, &mut row);
        tally.add(ballots, f64::from(patterns.count(pattern)), &mut row);
    }
}

/// The same, where votes against labels are as if they weren't cast.
pub(super) fn share_out_for(table: &VoteTable, patterns: &Patterns, some: Range<usize>, tally: &mut Tally) {
    let mut row = vec![0.0; table.labels];
    for pattern in some {
        let ballots = patterns.ballots(pattern);
        let votes = ballots
            .iter()
            .map(|&ballot| table.ballots()[usize::from(ballot)].vote);
        let votes: Vec<Vote> = votes.filter(|vote| !vote.against).collect();
        shares(&votes, &mut row);
        tally.add(ballots, f64::from(patterns.count(pattern)), &mut row);
    }
}
