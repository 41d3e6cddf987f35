//! Dawid and Skene's model of observers who err (1979), abstain as missing: that a rule says nothing of a record says
//! nothing of the record's label.
//!
//! Parameters, per rule j and label y: E_j(y, s), the probability that the rule votes s on a record of label y, over
//! everything it may say, silence included. Fitted as by expectation–maximisation:
//!
//! - Start: T_iy is the record's majority score shared out over the labels (all labels alike where nothing is scored).
//! - M: E_j(y, s) = (1 + Σ_i T_iy [L_ij = s]) / (S + Σ_i T_iy), over the records with a vote: Laplace's rule of
//!   succession, with S the number of things a rule may say: nothing, a vote for each label, and where it has votes
//!   against labels, one against each.
//! - E: T_iy ∝ p_y Π_j E_j(y, L_ij) over the rules that vote; records without a vote take no part.
//! - Until Σ |E − E_old| < 1e-5 a rule that votes, on average, at most 500 times. Where fewer than three rules vote, after
//!   one M step: how they agree doesn't say which of them errs, and going on would take back what the start knows.
//!
//! Two things differ from the paper. A keyword rule only ever says one thing: given that it votes, it votes so whatever the
//! label, and a table of what it says when it votes teaches nothing. How often it votes on records of each label does, and
//! that is what E holds; the E step then leaves silence out, as Snorkel's model does when it predicts
//! ([`super::dawid_skene_wrench`] counts it). And the class balance p is the one given and no part of the fit: learned
//! together with the rest it lets one label take all records.

use super::additive::Additive;
use super::em::{Factors, STEP_PATTERNS, Tally, e_step};
use super::fit::{Estimate, Fitting, Ground};
use super::fitted::RuleEstimate;
use super::note::{Note, NoteKind};
use super::patterns::patterns;
use super::rule_figures::{expected_accuracy, mean_weight};
use super::{LabelModel, Reads, TableBallot};
use crate::job::{Progress, Step};
use crate::num::{count, ln};

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
/// From so many rules on their agreement tells how often each errs.
const TELLING: usize = 3;

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
    /// Rules with a vote.
    voting: usize,
}

impl Run {
    fn new(ground: &Ground) -> Self {
        let (k, ballots) = (ground.table.labels, ground.table.ballots().len());
        let voting = (0..ground.table.rules).filter(|&rule| ground.table.coverage(rule) > 0);
        let log_prior: Vec<f64> = ground.balance.iter().map(|&share| ln(share)).collect();
        // Nothing is known of the rules yet: the first pass shares out the votes, as the start says.
        Self {
            factors: Factors::new(log_prior, vec![0.0; ballots * k]),
            errors: vec![0.0; ballots * k],
            tally: Tally::new(ballots, k),
            at: 1,
            iteration: 0,
            most: ground.options.most_iterations.unwrap_or(MOST).max(1),
            voting: voting.count(),
        }
    }

    /// The M step. Returns by how much E moved, all rules together.
    fn m_step(&mut self, ground: &Ground) -> f64 {
        let errors = error_rates(ground, &self.tally);
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
        if self.voting < TELLING {
            let sentence = "Fewer than three rules vote, so that how they agree doesn't say how often each errs: the labels \
                            rest on the majority vote alone.";
            notes.push(Note::new(NoteKind::TooFewRules, sentence.to_owned()));
        } else if !is_converged {
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
            let is_settled = self.voting < TELLING || moved < TOLERANCE * f64::from(count(self.voting));
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

/// E, ballots × k, of expected records of each label and expected votes by label.
fn error_rates(ground: &Ground, tally: &Tally) -> Vec<f64> {
    let k = ground.table.labels;
    let mut errors = vec![0.0; tally.votes.len()];
    for rule in 0..ground.table.rules {
        let (begin, ballots) = ground.table.of_rule(rule);
        let sayings = sayings(ballots, k);
        for ballot in begin..begin + ballots.len() {
            for label in 0..k {
                let at = ballot * k + label;
                errors[at] = (1.0 + tally.votes[at]) / (sayings + tally.labels[label]);
            }
        }
    }
    errors
}

/// S: how many things a rule may say.
#[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
fn sayings(ballots: &[TableBallot], k: usize) -> f64 {
    let has_against = ballots.iter().any(|ballot| ballot.vote.against);
    (1 + if has_against { 2 * k } else { k }) as f64
}
