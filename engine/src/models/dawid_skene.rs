//! Dawid and Skene's model of observers who err (1979), abstain as missing: that a rule says nothing of a record says
//! nothing of the record's label.
//!
//! Parameters, per rule j and label y: E_j(y, s), the probability that the rule's vote on a record of label y is s, given
//! that it votes, over all it ever votes, for labels and against them. Fitted by expectation–maximisation:
//!
//! - Start: T_iy is the record's majority score shared out over the labels (all labels alike where nothing is scored).
//! - M: E_j(y, s) = (α_j(y, s) + Σ_i T_iy [L_ij = s]) / (Σ_s' …), over the records the rule votes on.
//! - E: T_iy ∝ p_y Π_j E_j(y, L_ij) over the rules that vote; records without a vote take no part.
//! - Until Σ |E − E_old| < 1e-5 a rule that votes, on average, at most 500 times.
//!
//! Two things differ from the paper, and both are needed for keyword rules, which only ever say one thing: taken as it
//! stands the model learns nothing from them, since E_j(y, s) is 1 for every y. So each row has a prior α of imagined
//! votes, four in five of them right: α_j(y, s) = 0.8 S where a vote s is right about y, and 0.2 S shared out over the
//! k − 1 labels where it isn't, for votes against the other way round; over all votes there could be and not those seen
//! alone. S is 5, and for a rule that says one thing only N_j/k more, as many imagined votes as real ones: with few
//! imagined votes such a rule weighs the less the more it votes, whatever it is worth. And the class balance p is the one
//! given and no part of the fit: learned together with the rest it lets one label take all records.
//!
//! How S grows was chosen by looking: with 5 alone the model was right more often on the published YouTube and TREC rules
//! (86 and 58 % of all records, against 84 and 47 %) and much less often on drawn votes (75 against 82 %, where the
//! majority vote has 84 %). Its figures on these sets are therefore no fair estimate of what it does on others.

use super::additive::Additive;
use super::em::{Factors, STEP_PATTERNS, Tally, e_step};
use super::fit::{Estimate, Fitting, Ground};
use super::fitted::RuleEstimate;
use super::note::{Note, NoteKind};
use super::options::Priority;
use super::patterns::patterns;
use super::rule_figures::{expected_accuracy, mean_weight};
use super::{LabelModel, Reads, TableBallot};
use crate::job::{Progress, Step};
use crate::num::{count, ln};
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
            balance: None,
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
            let voting = (0..ground.table.rules).filter(|&rule| ground.table.coverage(rule) > 0);
            let is_settled = moved < TOLERANCE * f64::from(count(voting.count()));
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
        let strength = strength(ballots, k);
        let says = |against: bool| ballots.iter().any(|ballot| ballot.vote.against == against);
        let sorts: Vec<bool> = [false, true]
            .into_iter()
            .filter(|&against| says(against))
            .collect();
        for label in 0..k {
            let of_sort = |against| {
                let votes = (0..k).map(move |label| Vote { label, against });
                votes.map(|vote| imagined(vote, label, k)).sum::<f64>()
            };
            let dreamt: f64 = sorts.iter().map(|&against| of_sort(against)).sum();
            let own = (begin..begin + ballots.len()).map(|ballot| votes[ballot * k + label]);
            let all = strength * dreamt + own.sum::<f64>();
            for (at, ballot) in ballots.iter().enumerate() {
                let at = (begin + at) * k + label;
                errors[at] = (strength * imagined(ballot.vote, label, k) + votes[at]) / all;
            }
        }
    }
    errors
}

/// S: how many votes are imagined of a rule.
#[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
fn strength(ballots: &[TableBallot], k: usize) -> f64 {
    let mut cast = ballots.iter().filter(|ballot| ballot.count > 0);
    let more = match (cast.next(), cast.next()) {
        (Some(only), None) => f64::from(only.count) / k as f64,
        _ => 0.0,
    };
    Priority::default().strength + more
}

/// α for S = 1: the share of imagined votes on records of a label that are this one.
#[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
fn imagined(vote: Vote, label: usize, k: usize) -> f64 {
    let right = Priority::default().precision;
    if (vote.label == label) == vote.against {
        // On the scale of a vote for: what speaks against one label as much as a vote for speaks for it.
        (1.0 - right) / (k - 1) as f64
    } else {
        right
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
