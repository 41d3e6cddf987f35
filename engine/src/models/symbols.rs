//! The parameters of the Dawid–Skene model in which abstain is a symbol, arranged so that a record's row needs its votes
//! only: the product over all rules as if all abstained, and per vote the ratio of voting to abstaining.
//!
//! Probabilities may be 0 here. Zeros are counted beside the logarithms of what isn't, so that ratios of zeros stay
//! exact: a label is possible where no zero is left.

use std::ops::Range;

use super::additive::softmax;
use super::em::{Factors, Tally, e_step};
use super::evidence::assumed;
use super::fit::Ground;
use super::patterns::Patterns;
use super::scorer::Scorer;
use crate::num::{exp, ln};

/// A product: the logarithm of its factors that aren't 0, and how many are.
#[derive(Clone, Copy, Debug, Default)]
struct Log {
    log: f64,
    zeros: i32,
}

impl Log {
    fn of(value: f64) -> Self {
        if value > 0.0 {
            Self {
                log: ln(value),
                zeros: 0,
            }
        } else {
            Self { log: 0.0, zeros: 1 }
        }
    }

    fn times(self, other: Self) -> Self {
        Self {
            log: self.log + other.log,
            zeros: self.zeros + other.zeros,
        }
    }

    fn over(self, other: Self) -> Self {
        Self {
            log: self.log - other.log,
            zeros: self.zeros - other.zeros,
        }
    }
}

/// π and E.
#[derive(Debug)]
pub(super) struct Symbols {
    /// Length k.
    balance: Vec<f64>,
    /// Ballots × k, of votes for labels; 0 of others.
    votes: Vec<f64>,
    /// m × k.
    silence: Vec<f64>,
    /// Length k: π and all rules abstaining.
    base: Vec<Log>,
    /// Ballots × k: voting by abstaining; of votes against, nothing.
    ratios: Vec<Log>,
    /// Ballots × k: what votes against add once it is fitted.
    against: Vec<f64>,
    /// Where no product is 0.
    factors: Option<Factors>,
}

impl Symbols {
    /// The M step.
    pub(super) fn of_tally(ground: &Ground, tally: &Tally) -> Self {
        let table = &ground.table;
        let k = table.labels;
        #[expect(clippy::cast_precision_loss, reason = "records are far below 2^53")]
        let n = table.records as f64;
        let balance: Vec<f64> = tally.labels.iter().map(|sum| sum / n).collect();
        let share = |votes: f64, label: usize| {
            let all = tally.labels[label];
            if all > 0.0 {
                (votes / all).clamp(0.0, 1.0)
            } else {
                0.0
            }
        };
        let mut votes = vec![0.0; tally.votes.len()];
        let mut silence = vec![0.0; table.rules * k];
        let mut base: Vec<Log> = balance.iter().map(|&share| Log::of(share)).collect();
        let mut ratios = vec![Log::default(); tally.votes.len()];
        let mut against = vec![0.0; tally.votes.len()];
        for rule in 0..table.rules {
            let (begin, ballots) = table.of_rule(rule);
            let always = ballots.iter().all(|ballot| !ballot.vote.against)
                && ballots.iter().map(|ballot| u64::from(ballot.count)).sum::<u64>() == table.records as u64;
            for label in 0..k {
                let said = ballots
                    .iter()
                    .enumerate()
                    .filter(|(_, ballot)| !ballot.vote.against);
                let voted: f64 = said.map(|(at, _)| tally.votes[(begin + at) * k + label]).sum();
                silence[rule * k + label] = if always {
                    0.0
                } else {
                    share(tally.labels[label] - voted, label)
                };
                // A rule that never abstains is in every product by its votes alone.
                let silent = if always {
                    Log::default()
                } else {
                    Log::of(silence[rule * k + label])
                };
                base[label] = base[label].times(silent);
                for (at, ballot) in ballots.iter().enumerate() {
                    let at = (begin + at) * k + label;
                    if ballot.vote.against {
                        against[at] = assumed(ballot.vote, k)[label];
                    } else {
                        votes[at] = share(tally.votes[at], label);
                        ratios[at] = Log::of(votes[at]).over(silent);
                    }
                }
            }
        }
        let has_zeros = base.iter().any(|log| log.zeros != 0)
            || (0..table.ballots().len())
                .filter(|&ballot| table.ballots()[ballot].count > 0)
                .any(|ballot| ratios[ballot * k..][..k].iter().any(|log| log.zeros != 0));
        let logs = |logs: &[Log]| logs.iter().map(|log| log.log).collect();
        let factors = (!has_zeros).then(|| Factors::new(logs(&base), logs(&ratios)));
        Self {
            balance,
            votes,
            silence,
            base,
            ratios,
            against,
            factors,
        }
    }

    /// π, length k.
    pub(super) fn balance(&self) -> &[f64] {
        &self.balance
    }

    /// Whether π and E are each within a sum of absolute differences of other ones.
    pub(super) fn is_near(&self, other: &Self, tolerance: f64) -> bool {
        let apart = |ours: &[f64], theirs: &[f64]| -> f64 {
            ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).sum()
        };
        apart(&self.balance, &other.balance) < tolerance
            && apart(&self.votes, &other.votes) + apart(&self.silence, &other.silence) < tolerance
    }

    /// Adds the posteriors of some patterns to a tally.
    pub(super) fn e_step(&self, patterns: &Patterns, some: Range<usize>, tally: &mut Tally) {
        if let Some(factors) = &self.factors {
            return e_step(factors, patterns, some, tally);
        }
        let mut row = vec![0.0; self.balance.len()];
        let mut products = vec![Log::default(); row.len()];
        for pattern in some {
            let ballots = patterns.ballots(pattern);
            self.products(ballots, &mut products);
            posterior(&products, &mut row);
            tally.add(ballots, f64::from(patterns.count(pattern)), &mut row);
        }
    }

    fn products(&self, ballots: &[u16], products: &mut [Log]) {
        let k = products.len();
        products.copy_from_slice(&self.base);
        for &ballot in ballots {
            let ratios = &self.ratios[usize::from(ballot) * k..][..k];
            products
                .iter_mut()
                .zip(ratios)
                .for_each(|(product, ratio)| *product = product.times(*ratio));
        }
    }
}

/// Normalises products; all 0 where every one is.
fn posterior(products: &[Log], row: &mut [f64]) {
    let possible = products.iter().filter(|product| product.zeros <= 0);
    let most = possible
        .map(|product| product.log)
        .fold(f64::NEG_INFINITY, f64::max);
    let mut sum = 0.0;
    for (value, product) in row.iter_mut().zip(products) {
        *value = if product.zeros <= 0 {
            exp(product.log - most)
        } else {
            0.0
        };
        sum += *value;
    }
    if sum > 0.0 {
        row.iter_mut().for_each(|value| *value /= sum);
    }
}

/// What stands for ln 0 where a number must be shown: such evidence outweighs any other.
const IMPOSSIBLE: f64 = -690.0;

impl Log {
    fn shown(self) -> f64 {
        self.log + f64::from(self.zeros) * IMPOSSIBLE
    }
}

impl Scorer for Symbols {
    fn row(&self, ballots: &[u16], row: &mut [f64]) -> bool {
        let k = row.len();
        let mut products = vec![Log::default(); k];
        self.products(ballots, &mut products);
        for &ballot in ballots {
            let against = &self.against[usize::from(ballot) * k..][..k];
            products
                .iter_mut()
                .zip(against)
                .for_each(|(product, more)| product.log += more);
        }
        posterior(&products, row);
        if row.iter().sum::<f64>() == 0.0 {
            // Impossible under every label: a tie of those that are the least so.
            products
                .iter()
                .zip(&mut *row)
                .for_each(|(product, value)| *value = product.shown());
            softmax(row);
        }
        true
    }

    fn evidence(&self, ballot: u16) -> Vec<f64> {
        let k = self.balance.len();
        let at = usize::from(ballot) * k;
        let ratios = self.ratios[at..][..k].iter().zip(&self.against[at..][..k]);
        ratios.map(|(ratio, more)| ratio.shown() + more).collect()
    }

    fn prior(&self) -> Vec<f64> {
        self.base.iter().map(|log| log.shown()).collect()
    }

    fn is_logarithmic(&self) -> bool {
        true
    }
}
