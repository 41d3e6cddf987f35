//! Dawid and Skene's model of observers who err (1979), abstain as missing: that a rule says nothing of a record says
//! nothing of the record's label.
//!
//! Parameters, per rule j and label y: E_j(y, s), the probability that the rule's vote on a record of label y is s, given
//! that it votes, over all it ever votes, for labels and against them. Fitted by expectation–maximisation:
//!
//! - Start: T_iy is the record's majority score shared out over the labels (all labels alike where nothing is scored).
//! - M: E_j(y, s) = (α_j(y, s) + Σ_i T_iy [L_ij = s]) / (Σ_s' …), over the records the rule votes on.
//! - E: T_iy ∝ p_y Π_j E_j(y, L_ij) over the rules that vote; records without a vote take no part.
//! - Until Σ |E − E_old| < 1e-5 a rule on average, at most 500 times.
//!
//! Two things differ from the paper, and both are needed for keyword rules, which only ever say one thing: taken as it
//! stands the model learns nothing from them, since E_j(y, s) is 1 for every y. So each row has the prior α of one
//! record in which four votes in five are right, α_j(y, s) = 5 · 0.8 where a vote s is right about y, and 5 · 0.2 shared
//! out over the k − 1 labels where it isn't; for votes against the other way round; over all votes there could be and not
//! those seen alone. And the class
//! balance p is the one given and no part of the fit: learned together with the rest it lets one label take all records.

use super::additive::Additive;
use super::em::{Factors, STEP_PATTERNS, Tally, e_step};
use super::fit::{Estimate, Fitting, Ground};
use super::fitted::RuleEstimate;
use super::note::{Note, NoteKind};
use super::options::Priority;
use super::patterns::patterns;
use super::rule_figures::{expected_accuracy, mean_weight};
use super::{LabelModel, Reads};
use crate::job::{Progress, Step};
use crate::num::ln;
use crate::votes::Vote;

/// See the module.
pub(super) static MODEL: LabelModel = LabelModel {
    name: "dawid-skene",
    title: "Dawid–Skene, abstain as missing",
    sentence: "Finds by how rules agree how often each errs; not voting says nothing, the class balance is as given.",
    least_rules: 0,
    uses_gold: false,
    uses_balance: true,
    knows_against: true,
    reads_priorities: false,
    reads: Reads::Patterns,
    begin: |ground| Box::new(Run::new(ground)),
};

/// It has settled when a rule's probabilities move by less than this on average.
const TOLERANCE: f64 = 1e-5;
/// Most iterations, unless told otherwise.
const MOST: u32 = 500;

/// The fit under way: an E step in pieces, then an M step.
#[derive(Debug)]
struct Run {
    factors: Factors,
    /// Ballots × k, E of the last M step.
    errors: Vec<f64>,
    tally: Tally,
    at: usize,
    iteration: u32,
    most: u32,
}

impl Run {
    fn new(ground: &Ground) -> Self {
        let (k, ballots) = (ground.table.labels, ground.table.ballots().len());
        let log_prior: Vec<f64> = ground.balance.iter().map(|&share| ln(share)).collect();
        // Nothing is known of the rules yet: the first pass shares out the votes, as the start says.
        Self {
            factors: Factors::new(log_prior, vec![0.0; ballots * k]),
            errors: vec![0.0; ballots * k],
            tally: Tally::new(ballots, k),
            at: 1,
            iteration: 0,
            most: ground.options.most_iterations.unwrap_or(MOST).max(1),
        }
    }

    /// The M step. Returns by how much E moved, all rules together.
    fn m_step(&mut self, ground: &Ground) -> f64 {
        let errors = error_rates(ground, &self.tally.votes);
        let moved = errors
            .iter()
            .zip(&self.errors)
            .map(|(new, old)| (new - old).abs())
            .sum();
        let log_prior = ground.balance.iter().map(|&share| ln(share)).collect();
        self.factors = Factors::new(log_prior, errors.iter().map(|&share| ln(share)).collect());
        self.errors = errors;
        self.iteration += 1;
        moved
    }

    fn clear(&mut self) {
        self.tally.labels.fill(0.0);
        self.tally.votes.fill(0.0);
        self.at = 1;
    }

    fn estimate(&self, ground: &Ground, is_converged: bool) -> Estimate {
        let scorer = Additive {
            prior: ground.balance.iter().map(|&share| ln(share)).collect(),
            evidence: self.errors.iter().map(|&share| ln(share)).collect(),
        };
        let rules = (0..ground.table.rules).map(|rule| RuleEstimate {
            accuracy: expected_accuracy(ground, &self.tally.votes, rule),
            weight: mean_weight(ground, &scorer, rule),
        });
        let rules = rules.collect();
        let mut notes = Vec::new();
        if !is_converged {
            let sentence = format!("The model had not settled after {} iterations.", self.iteration);
            notes.push(Note::new(NoteKind::NotConverged, sentence));
        }
        Estimate {
            scorer: Box::new(scorer),
            rules,
            iterations: self.iteration,
            loss: None,
            is_converged,
            notes,
        }
    }
}

impl Fitting for Run {
    fn step(&mut self, ground: &Ground) -> Step<Estimate> {
        let patterns = patterns(&ground.table);
        let end = patterns.len().min(self.at + STEP_PATTERNS);
        if self.iteration == 0 {
            super::start::share_out(&ground.table, patterns, self.at..end, &mut self.tally);
        } else {
            e_step(&self.factors, patterns, self.at..end, &mut self.tally);
        }
        self.at = end;
        if end == patterns.len() {
            let moved = self.m_step(ground);
            #[expect(clippy::cast_precision_loss, reason = "some thousands of rules")]
            let is_settled = moved < TOLERANCE * ground.table.rules.max(1) as f64;
            if is_settled || self.iteration >= self.most {
                return Step::Done(self.estimate(ground, is_settled));
            }
            self.clear();
        }
        Step::Working(Progress {
            stage: "fitting",
            done: u64::from(self.iteration),
            total: u64::from(self.most),
            estimate: None,
        })
    }
}

/// E, ballots × k, of expected votes by label, ballots × k.
fn error_rates(ground: &Ground, votes: &[f64]) -> Vec<f64> {
    let k = ground.table.labels;
    let mut errors = vec![0.0; votes.len()];
    for rule in 0..ground.table.rules {
        let (begin, ballots) = ground.table.of_rule(rule);
        let says_against = ballots.iter().any(|ballot| ballot.vote.against);
        let says_for = ballots.iter().any(|ballot| !ballot.vote.against);
        for label in 0..k {
            let own = (begin..begin + ballots.len()).map(|ballot| votes[ballot * k + label]);
            let seen: f64 = own.sum();
            let mut all = 0.0;
            for voted in 0..k {
                let imagined = |against| {
                    imagined(
                        Vote {
                            label: voted,
                            against,
                        },
                        label,
                        k,
                    )
                };
                all += if says_for { imagined(false) } else { 0.0 };
                all += if says_against { imagined(true) } else { 0.0 };
            }
            for (at, ballot) in ballots.iter().enumerate() {
                let at = (begin + at) * k + label;
                errors[at] = (imagined(ballot.vote, label, k) + votes[at]) / (all + seen);
            }
        }
    }
    errors
}

/// α: how many of the votes imagined on records of a label are this one.
#[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
fn imagined(vote: Vote, label: usize, k: usize) -> f64 {
    let Priority { precision, strength } = Priority::default();
    let others = (k - 1) as f64;
    match (vote.against, vote.label == label) {
        (false, true) => strength * precision,
        (false, false) => strength * (1.0 - precision) / others,
        // On the scale of a vote for: what speaks against one label as much as a vote for speaks for it.
        (true, true) => strength * (1.0 - precision) / others,
        (true, false) => strength * precision,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::evidence::assumed;

    #[test]
    fn imagined_votes_weigh_as_in_the_gold_weighted_vote() {
        for k in [2, 3, 7] {
            for vote in [Vote::is(1), Vote::is_not(1)] {
                let ours = ln(imagined(vote, 1, k)) - ln(imagined(vote, 0, k));
                assert!((ours - assumed(vote, k)[1]).abs() < 1e-12, "{vote:?} of {k}");
            }
        }
    }
}
