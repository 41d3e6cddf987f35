//! The class balance p, length k: how frequent each label is among all records, as far as a model asks.

mod estimate;

pub(super) use estimate::EstimateRun;

use crate::bits::BitSet;
use crate::error::{Error, Result};

/// Where the class balance comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Balance {
    /// 1/k each.
    #[default]
    Uniform,
    /// (count + 1) / (records with gold + k), of the hand labels: Laplace's rule, so that a label without one is rare
    /// and not impossible. Hand labels that were asked for because they are hard are no fair sample; the fit says how
    /// many it rests on.
    Gold,
    /// Estimated from the votes: the prior under which the gold-weighted vote's posteriors agree with themselves, by
    /// Saerens' method.
    Estimated,
    /// Given: k numbers above 0 that sum to 1.
    Given(Vec<f64>),
}

/// Given numbers may miss a sum of 1 by their rounding.
const ROUNDING: f64 = 1e-3;

impl Balance {
    /// The balance of k labels, as far as it needs no fit; none for [`Self::Estimated`].
    ///
    /// # Errors
    /// There is no hand label to take it from; what is given has another length than k, holds a number that is not
    /// above 0, or does not sum to 1.
    pub(super) fn known(&self, k: usize, gold: &[BitSet]) -> Result<Option<Vec<f64>>> {
        match self {
            Self::Uniform => Ok(Some(uniform(k))),
            Self::Gold => of_gold(k, gold).map(Some),
            Self::Estimated => Ok(None),
            Self::Given(shares) => given(k, shares).map(Some),
        }
    }
}

pub(super) fn uniform(k: usize) -> Vec<f64> {
    #[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
    let share = 1.0 / k as f64;
    vec![share; k]
}

fn of_gold(k: usize, gold: &[BitSet]) -> Result<Vec<f64>> {
    let counts: Vec<u32> = gold.iter().map(BitSet::count).collect();
    let all: u32 = counts.iter().sum();
    if all == 0 {
        return Err(Error::new(
            "The class balance can't be taken from gold: no record has a hand label",
            "Label some records, or take the balance uniform, estimated or as given numbers.",
        ));
    }
    #[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
    let sum = f64::from(all) + k as f64;
    let share = |label| f64::from(counts.get(label).copied().unwrap_or(0) + 1) / sum;
    Ok((0..k).map(share).collect())
}

fn given(k: usize, shares: &[f64]) -> Result<Vec<f64>> {
    if shares.len() != k {
        let what = format!(
            "The class balance has {} numbers, but there are {k} labels",
            shares.len()
        );
        return Err(Error::new(what, "Give one number a label, in the labels' order."));
    }
    if let Some(label) = shares
        .iter()
        .position(|&share| !(share > 0.0 && share.is_finite()))
    {
        let what = format!(
            "The class balance of label {} is {}: no record could ever have it",
            label + 1,
            shares[label]
        );
        return Err(Error::new(
            what,
            "Give it a number above 0, or take the label out.",
        ));
    }
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > ROUNDING {
        let what = format!("The class balance sums to {sum}, not to 1");
        return Err(Error::new(what, "Give the labels' shares of all records."));
    }
    Ok(shares.iter().map(|share| share / sum).collect())
}
