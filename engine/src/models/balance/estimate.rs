//! The class balance out of the votes: what weights and posteriors of the gold-weighted vote make most likely.
//!
//! Method: Saerens, Latinne and Decaestecker 2002, “Adjusting the outputs of a classifier to new a priori probabilities”:
//! expectation–maximisation over the prior alone, while what a vote says of the label stays as it is. From the uniform
//! balance on, p_y becomes the mean of P(y | votes) over the records with a vote, until it moves by less than 1e-6 in
//! all. It is taken because it is one concave problem with one answer, whatever the start, reads the rules' precisions
//! off the hand labels where there are some, and can't turn a rule's meaning round as a fit of everything at once can.
//! One record's worth of the uniform balance is added, so that no label is impossible.
//!
//! What it can't know: records without a vote may be balanced otherwise, and rules that copy each other exaggerate.

use super::uniform;
use crate::models::em::{Factors, STEP_PATTERNS, Tally, e_step};
use crate::models::fit::Ground;
use crate::models::gold_weighted;
use crate::models::patterns::patterns;
use crate::num::ln;

/// The balance is found when it moves by less than this, all labels together.
const TOLERANCE: f64 = 1e-6;
/// Most iterations; it moves by little then.
const MOST: u32 = 200;

/// The estimate under way.
#[derive(Debug)]
pub(in crate::models) struct EstimateRun {
    balance: Vec<f64>,
    factors: Factors,
    tally: Tally,
    /// The next pattern.
    at: usize,
    iteration: u32,
}

impl EstimateRun {
    /// Of a table whose patterns are known.
    pub(in crate::models) fn new(ground: &Ground) -> Self {
        let k = ground.table.labels;
        let scorer = gold_weighted::scorer(ground, &gold_weighted::precisions(ground), &uniform(k));
        Self {
            balance: uniform(k),
            factors: Factors::new(scorer.prior, scorer.evidence),
            tally: Tally::new(ground.table.ballots().len(), k),
            at: 1,
            iteration: 0,
        }
    }

    /// Looks at some more patterns. Returns how many of how many iterations are done at most, none at the end.
    pub(in crate::models) fn step(&mut self, ground: &Ground) -> Option<(u64, u64)> {
        let patterns = patterns(&ground.table);
        let end = patterns.len().min(self.at + STEP_PATTERNS);
        e_step(&self.factors, patterns, self.at..end, &mut self.tally);
        self.at = end;
        if end == patterns.len() && self.iterate() {
            return None;
        }
        Some((u64::from(self.iteration), u64::from(MOST)))
    }

    /// The mean of the posteriors becomes the prior. Returns whether it has settled.
    fn iterate(&mut self) -> bool {
        let k = self.balance.len();
        let prior = uniform(k);
        let all: f64 = self.tally.labels.iter().sum::<f64>() + 1.0;
        let sums = self.tally.labels.iter().zip(&prior);
        let balance: Vec<f64> = sums.map(|(sum, prior)| (sum + prior) / all).collect();
        let moved: f64 = balance
            .iter()
            .zip(&self.balance)
            .map(|(new, old)| (new - old).abs())
            .sum();
        self.factors
            .set_prior(balance.iter().map(|&share| ln(share)).collect());
        self.balance = balance;
        self.tally.labels.fill(0.0);
        self.tally.votes.fill(0.0);
        self.at = 1;
        self.iteration += 1;
        moved < TOLERANCE || self.iteration >= MOST
    }

    /// The balance, once no step is left.
    pub(in crate::models) fn finish(self) -> Vec<f64> {
        self.balance
    }
}
