//! The E step that models fitted by expectation–maximisation share: P(label) of each pattern of votes, by products
//! instead of sums of logarithms, since an iteration goes through up to a million patterns.
//!
//! Each ballot's k factors are divided by their largest, which changes no posterior and keeps products within 0..1.
//! Where a product of all labels becomes too small to be told from 0, the pattern is done again in logarithms.

use super::additive::softmax;
use super::patterns::Patterns;
use crate::num::exp;

/// Products below this are done again in logarithms.
const SMALLEST: f64 = 1e-200;

/// Patterns looked at in a step: some milliseconds.
pub(super) const STEP_PATTERNS: usize = 50_000;

/// Finite evidence of ballots, for products.
#[derive(Debug)]
pub(super) struct Factors {
    /// Length k.
    log_prior: Vec<f64>,
    prior: Vec<f64>,
    /// Ballots × k.
    logs: Vec<f64>,
    factors: Vec<f64>,
}

impl Factors {
    /// From logarithms, all finite: the prior's, of length k, and the ballots', ballots × k.
    pub(super) fn new(log_prior: Vec<f64>, logs: Vec<f64>) -> Self {
        let k = log_prior.len();
        let factors = logs.chunks(k).flat_map(scaled).collect();
        Self {
            prior: scaled(&log_prior),
            log_prior,
            logs,
            factors,
        }
    }

    /// The same ballots with another prior.
    pub(super) fn set_prior(&mut self, log_prior: Vec<f64>) {
        self.prior = scaled(&log_prior);
        self.log_prior = log_prior;
    }

    /// Writes the posterior of some ballots, k probabilities.
    #[inline]
    pub(super) fn posterior(&self, ballots: &[u16], row: &mut [f64]) {
        let k = row.len();
        row.copy_from_slice(&self.prior);
        for &ballot in ballots {
            let factors = &self.factors[usize::from(ballot) * k..][..k];
            row.iter_mut()
                .zip(factors)
                .for_each(|(value, factor)| *value *= factor);
        }
        let sum: f64 = row.iter().sum();
        if sum > SMALLEST {
            row.iter_mut().for_each(|value| *value /= sum);
        } else {
            self.by_logarithms(ballots, row);
        }
    }

    #[cold]
    fn by_logarithms(&self, ballots: &[u16], row: &mut [f64]) {
        let k = row.len();
        row.copy_from_slice(&self.log_prior);
        for &ballot in ballots {
            let logs = &self.logs[usize::from(ballot) * k..][..k];
            row.iter_mut().zip(logs).for_each(|(value, log)| *value += log);
        }
        softmax(row);
    }
}

/// Logarithms to factors, the largest 1.
fn scaled(logs: &[f64]) -> Vec<f64> {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    logs.iter().map(|&log| exp(log - most)).collect()
}

/// Expected counts of one pass: of labels, and of each ballot's votes by label.
#[derive(Debug)]
pub(super) struct Tally {
    /// Length k.
    pub(super) labels: Vec<f64>,
    /// Ballots × k.
    pub(super) votes: Vec<f64>,
}

impl Tally {
    pub(super) fn new(ballots: usize, k: usize) -> Self {
        Self {
            labels: vec![0.0; k],
            votes: vec![0.0; ballots * k],
        }
    }

    /// Adds a pattern of so many records with a posterior.
    #[inline]
    pub(super) fn add(&mut self, ballots: &[u16], count: f64, row: &mut [f64]) {
        let k = row.len();
        row.iter_mut().for_each(|value| *value *= count);
        self.labels
            .iter_mut()
            .zip(&*row)
            .for_each(|(sum, more)| *sum += more);
        for &ballot in ballots {
            let sums = &mut self.votes[usize::from(ballot) * k..][..k];
            sums.iter_mut().zip(&*row).for_each(|(sum, more)| *sum += more);
        }
    }
}

/// Adds the posteriors of some patterns to a tally. One call a step, since browsers optimise a function between its
/// calls.
#[inline(never)]
pub(super) fn e_step(
    factors: &Factors,
    patterns: &Patterns,
    some: std::ops::Range<usize>,
    tally: &mut Tally,
) {
    match factors.prior.len() {
        // Most projects have two labels: their count known, the loops over labels are gone.
        2 => e_step_of::<2>(factors, patterns, some, tally),
        _ => e_step_any(factors, patterns, some, tally),
    }
}

fn e_step_of<const K: usize>(
    factors: &Factors,
    patterns: &Patterns,
    some: std::ops::Range<usize>,
    tally: &mut Tally,
) {
    let mut row = [0.0; K];
    for pattern in some {
        let ballots = patterns.ballots(pattern);
        factors.posterior(ballots, &mut row);
        tally.add(ballots, f64::from(patterns.count(pattern)), &mut row);
    }
}

fn e_step_any(factors: &Factors, patterns: &Patterns, some: std::ops::Range<usize>, tally: &mut Tally) {
    let mut row = vec![0.0; factors.prior.len()];
    for pattern in some {
        let ballots = patterns.ballots(pattern);
        factors.posterior(ballots, &mut row);
        tally.add(ballots, f64::from(patterns.count(pattern)), &mut row);
    }
}
