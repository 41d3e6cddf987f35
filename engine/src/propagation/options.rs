//! What can be chosen of a propagation.

use crate::error::{Error, Result};

/// Choices that hold for a whole propagation.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// α of label spreading: how much of a record's label comes from its neighbours; between 0 and 1.
    pub alpha: f64,
    /// How far it goes.
    pub stop: Stop,
    /// What is done about labels with more seeds than others.
    pub balance: Balance,
}

/// α that did best on five sets of texts with few seeds.
pub const ALPHA: f64 = 0.9;

impl Default for Options {
    fn default() -> Self {
        Self {
            alpha: ALPHA,
            stop: Stop::SETTLED,
            balance: Balance::Seeds,
        }
    }
}

/// When it ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stop {
    /// The limit is solved for, until what is left of each label's equations, ‖b − A x‖ / ‖b‖, is `residual`, or after
    /// `most` rounds.
    Settled {
        /// 1e-3 makes a preview, 1e-10 a result.
        residual: f64,
        /// Rounds.
        most: u32,
    },
    /// Sweeps over the graph as scikit-learn makes them, until the sum of all absolute changes is below `tolerance`,
    /// or after `most` sweeps.
    Sweeps {
        /// scikit-learn takes 1e-3.
        tolerance: f64,
        /// scikit-learn takes 30 for label spreading and 1000 for label propagation.
        most: u32,
    },
}

impl Stop {
    /// A result.
    pub const SETTLED: Self = Self::Settled {
        residual: 1e-10,
        most: 10_000,
    };

    /// What can be shown at once, to be settled behind it.
    pub const PREVIEW: Self = Self::Settled {
        residual: 1e-3,
        most: 1_000,
    };
}

/// What is done about labels with more seeds than others.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Balance {
    /// Nothing.
    None,
    /// Each label's seeds weigh together as much as any other's.
    #[default]
    Seeds,
    /// Class mass normalisation: the labels' shares among all other records become those among the seeds.
    Mass,
    /// Class mass normalisation to given shares, k numbers above 0 that sum to 1.
    Shares(Vec<f64>),
    /// The labels' shares of all other records, by their number, become those among the seeds, or k given numbers above 0 that
    /// sum to 1.
    Volume(Option<Vec<f64>>),
}

/// Given numbers may miss a sum of 1 by their rounding.
const ROUNDING: f64 = 1e-3;

impl Options {
    pub(super) fn check(&self, k: usize) -> Result<()> {
        if !(self.alpha > 0.0 && self.alpha < 1.0) {
            let what = format!("alpha is {}, not between 0 and 1", self.alpha);
            return Err(Error::new(what, "Take 0.9, or 0.2 as scikit-learn does."));
        }
        let (bound, most) = match self.stop {
            Stop::Settled { residual, most } => (residual, most),
            Stop::Sweeps { tolerance, most } => (tolerance, most),
        };
        if !(bound >= 0.0 && bound.is_finite()) || most == 0 {
            let what = format!("It can't stop at a tolerance of {bound} or after {most} rounds");
            return Err(Error::new(
                what,
                "Give a tolerance of 0 or more and one round at least.",
            ));
        }
        match &self.balance {
            Balance::Shares(shares) | Balance::Volume(Some(shares)) => check_shares(shares, k),
            _ => Ok(()),
        }
    }
}

fn check_shares(shares: &[f64], k: usize) -> Result<()> {
    if shares.len() != k {
        let what = format!(
            "The balance has {} numbers, but there are {k} labels",
            shares.len()
        );
        return Err(Error::new(what, "Give one number a label, in the labels' order."));
    }
    let is_share = |share: f64| share > 0.0 && share.is_finite();
    if let Some(label) = shares.iter().position(|&share| !is_share(share)) {
        let what = format!(
            "The share of label {label} is {}: no record could ever have it",
            shares[label]
        );
        return Err(Error::new(
            what,
            "Give it a number above 0, or take the label out.",
        ));
    }
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > ROUNDING {
        let what = format!("The shares sum to {sum}, not to 1");
        return Err(Error::new(what, "Give the labels' shares of all records."));
    }
    Ok(())
}
