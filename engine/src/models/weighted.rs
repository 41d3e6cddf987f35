//! Weighted majority vote, as WRENCH has it: the weight is the label's share p_y of all records and not the rule's
//! quality. p_i(y) ∝ p_y V_i(y), with V_i(y) the votes for y; a vote against a label counts for each other label, as in
//! the majority vote. Only ratios of p matter. Source: WRENCH @2eed5b4, `WeightedMajorityVoting`.

use super::fit::{AtOnce, Estimate, Ground};
use super::majority::{one_vote_each, votes};
use super::scorer::Scorer;
use super::{LabelModel, Reads};
use crate::votes::Vote;

/// See the module.
pub(super) static MODEL: LabelModel = LabelModel {
    name: "weighted",
    title: "Weighted vote",
    sentence: "Votes are shared out as cast, each worth its label's share of all records; it leans to frequent labels.",
    least_rules: 0,
    uses_gold: false,
    uses_balance: true,
    knows_against: true,
    reads_priorities: false,
    reads: Reads::Counts,
    begin: |_| Box::new(AtOnce(estimate)),
};

fn estimate(ground: &Ground) -> Estimate {
    let scorer = Weighing {
        balance: ground.balance.clone(),
        votes: votes(ground),
    };
    Estimate::closed(Box::new(scorer), one_vote_each(ground))
}

#[derive(Debug)]
struct Weighing {
    /// Length k.
    balance: Vec<f64>,
    votes: Vec<Vote>,
}

impl Scorer for Weighing {
    fn row(&self, ballots: &[u16], row: &mut [f64]) -> bool {
        row.fill(0.0);
        for &ballot in ballots {
            let vote = self.votes[usize::from(ballot)];
            let gets = |label: usize| (label == vote.label) != vote.against;
            let scored = row.iter_mut().enumerate().filter(|(label, _)| gets(*label));
            scored.for_each(|(_, score)| *score += 1.0);
        }
        let weighed = row.iter_mut().zip(&self.balance);
        weighed.for_each(|(score, share)| *score *= share);
        let sum: f64 = row.iter().sum();
        if sum > 0.0 {
            row.iter_mut().for_each(|score| *score /= sum);
        }
        sum > 0.0
    }

    fn evidence(&self, ballot: u16) -> Vec<f64> {
        let vote = self.votes[usize::from(ballot)];
        let gets = |label: usize| (label == vote.label) != vote.against;
        let shares = self.balance.iter().enumerate();
        shares
            .map(|(label, &share)| if gets(label) { share } else { 0.0 })
            .collect()
    }

    fn prior(&self) -> Vec<f64> {
        vec![0.0; self.balance.len()]
    }

    fn is_logarithmic(&self) -> bool {
        false
    }
}
