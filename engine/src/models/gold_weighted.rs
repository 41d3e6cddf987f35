//! The gold-weighted vote, the house model: an additive model of log-odds, in which each rule's weight comes from how
//! often hand labels say it is right.
//!
//! score(y) = ln p_y + Σ evidence of the votes for y, with p the class balance and the evidence of [`super::evidence`]:
//! a vote for label l of a rule gives l the log-odds W(Q) of its precision Q = (4 + correct)/(5 + judged), the mean of a
//! Beta(4, 1) prior and the hand-labeled records with that vote; a vote against gives −W. The posterior is the softmax.
//!
//! Precision is counted apart for each (rule, label). Without hand labels, and with a uniform balance, all weights are
//! equal and the ranking is that of the majority vote, ties included. A rule's priority ([`Options::priorities`]) puts
//! another prior in place of Beta(4, 1).
//!
//! [`Options::priorities`]: super::Options::priorities

use super::additive::Additive;
use super::evidence::{of_vote, precision, weight};
use super::fit::{AtOnce, Estimate, Ground};
use super::fitted::RuleEstimate;
use super::{LabelModel, Reads};
use crate::num::ln;
use crate::votes::Vote;

/// See the module.
pub(super) static MODEL: LabelModel = LabelModel {
    name: "gold-weighted",
    title: "Gold-weighted vote",
    sentence: "Each vote weighs as much as hand labels say its rule is right; without any it is the majority vote.",
    least_rules: 0,
    uses_gold: true,
    uses_balance: true,
    knows_against: true,
    reads_priorities: true,
    reads: Reads::Counts,
    begin: |_| Box::new(AtOnce(estimate)),
};

fn estimate(ground: &Ground) -> Estimate {
    let precisions = precisions(ground);
    let rules = (0..ground.table.rules)
        .map(|rule| of_rule(ground, &precisions, rule))
        .collect();
    Estimate::closed(Box::new(scorer(ground, &precisions, &ground.balance)), rules)
}

/// Per ballot its precision, on the scale of a vote for.
pub(super) fn precisions(ground: &Ground) -> Vec<f64> {
    let k = ground.table.labels;
    let of_ballot = |(number, ballot): (usize, &super::TableBallot)| {
        let (correct, judged) = ground.judged(number);
        let priority = ground.priority(crate::num::index(ballot.rule));
        precision(ballot.vote, k, priority, correct, judged)
    };
    ground.table.ballots().iter().enumerate().map(of_ballot).collect()
}

/// The scores of ballots with these precisions.
pub(super) fn scorer(ground: &Ground, precisions: &[f64], balance: &[f64]) -> Additive {
    let k = ground.table.labels;
    let ballots = ground.table.ballots().iter().zip(precisions);
    let evidence = ballots.flat_map(|(ballot, &precision)| of_vote(ballot.vote, weight(precision, k), k));
    Additive {
        prior: balance.iter().map(|&share| ln(share)).collect(),
        evidence: evidence.collect(),
    }
}

/// A rule's figures: the mean over its votes.
fn of_rule(ground: &Ground, precisions: &[f64], rule: usize) -> RuleEstimate {
    let (begin, ballots) = ground.table.of_rule(rule);
    let k = ground.table.labels;
    let (mut right, mut sum, mut votes) = (0.0, 0.0, 0.0);
    for (ballot, &precision) in ballots.iter().zip(&precisions[begin..]) {
        let count = f64::from(ballot.count);
        right += count * share_right(ballot.vote, precision, k);
        sum += count * weight(precision, k);
        votes += count;
    }
    RuleEstimate {
        accuracy: (votes > 0.0).then_some(right / votes),
        weight: (votes > 0.0).then_some(sum / votes),
    }
}

/// The share of votes that are right, from a precision on the scale of a vote for.
#[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
fn share_right(vote: Vote, precision: f64, k: usize) -> f64 {
    if !vote.against {
        return precision;
    }
    let others = (k - 1) as f64;
    let odds = precision / (1.0 - precision) * others * others;
    odds / (1.0 + odds)
}
