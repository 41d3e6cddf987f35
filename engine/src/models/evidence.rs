//! What a single vote says, as evidence: a natural logarithm per label that is added to the label's score. Everything a
//! vote does not tell apart has 0, so that equal votes add up to equal scores and ties stay exact.
//!
//! A vote for label l of a rule with precision Q (the share of such votes that are right) gives l
//! W(Q) = ln Q − ln((1 − Q)/(k − 1)), its log-odds against each other label, and the others 0.
//!
//! A vote against l swaps the two terms: it gives l −W. How precise it is can be counted too, as the share A of records
//! with the vote whose label is another one; but 0.8 is much for a vote for one of six labels and little for one
//! against, which is right by chance five times in six. A is therefore put on the scale of a vote for:
//! Q/(1 − Q) = A/(1 − A) / (k − 1)², where both say equally much. For k = 2 the two are the same.

use super::options::Priority;
use crate::num::ln;
use crate::votes::Vote;

/// Precisions are kept within these, so that a few hand labels never make a rule infallible.
const LOWEST: f64 = 0.02;
const HIGHEST: f64 = 0.995;

/// The precision on the scale of a vote for, of a rule with a priority whose vote was found `correct` on so many of the
/// `judged` hand-labeled records: (a + correct)/(a + b + judged) with the prior Beta(a, b). `k` is at least 2.
pub(super) fn precision(vote: Vote, k: usize, priority: Priority, correct: u32, judged: u32) -> f64 {
    let scale = if vote.against { scale_against(k) } else { 1.0 };
    let odds = priority.precision / (1.0 - priority.precision) * scale;
    let prior = odds / (1.0 + odds);
    let right = priority.strength * prior + f64::from(correct);
    let wrong = priority.strength * (1.0 - prior) + f64::from(judged - correct);
    let odds = right / wrong / scale;
    (odds / (1.0 + odds)).clamp(LOWEST, HIGHEST)
}

#[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
fn scale_against(k: usize) -> f64 {
    let others = (k - 1) as f64;
    others * others
}

/// W(Q) of a precision on the scale of a vote for; k is at least 2.
#[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
pub(super) fn weight(precision: f64, k: usize) -> f64 {
    ln(precision) - ln((1.0 - precision) / (k - 1) as f64)
}

/// What a vote gives each of k labels.
pub(super) fn of_vote(vote: Vote, weight: f64, k: usize) -> Vec<f64> {
    let mut evidence = vec![0.0; k];
    evidence[vote.label] = if vote.against { -weight } else { weight };
    evidence
}

/// What a vote gives each of k labels while no hand label has judged it: a precision of 0.8 on the scale of a vote for.
pub(super) fn assumed(vote: Vote, k: usize) -> Vec<f64> {
    if k < 2 {
        return vec![0.0; k];
    }
    of_vote(vote, weight(precision(vote, k, Priority::default(), 0, 0), k), k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_of_five_is_where_every_vote_begins_for_or_against() {
        for k in [2, 3, 6] {
            let w = weight(0.8, k);
            let (others, label) = (f64::from(u32::try_from(k).unwrap() - 1), 1);
            assert!((w - ln(4.0 * others)).abs() < 1e-12);
            assert!((assumed(Vote::is(label), k)[label] - w).abs() < 1e-12);
            assert!((assumed(Vote::is_not(label), k)[label] + w).abs() < 1e-12);
        }
        assert_eq!(assumed(Vote::is(0), 1), [0.0]);
    }

    #[test]
    fn a_vote_against_that_is_right_by_chance_alone_says_little() {
        let six = |vote, correct| weight(precision(vote, 6, Priority::default(), correct, 600), 6);
        // Right 500 times in 600: as good as chance.
        assert!(six(Vote::is_not(2), 500).abs() < 0.05);
        assert!(six(Vote::is(2), 100).abs() < 0.05);
        assert!(six(Vote::is(2), 500) > 3.0);
        assert!(six(Vote::is_not(2), 300) < 0.0);
    }

    #[test]
    fn two_labels_have_the_beta_prior_as_it_stands() {
        let found = precision(Vote::is(0), 2, Priority::default(), 3, 4);
        assert!((found - 7.0 / 9.0).abs() < 1e-12);
        assert!((precision(Vote::is_not(0), 2, Priority::default(), 3, 4) - 7.0 / 9.0).abs() < 1e-12);
    }
}
