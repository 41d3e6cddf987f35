//! The end model: what the posteriors of the rules teach about all words, so that records which no rule reaches are
//! labeled too.
//!
//! Multinomial logistic regression on [`Vectors`](crate::features::Vectors), trained on probabilities rather than on
//! labels ([`objective`] has the equation), only on records that are reached, and on gold where there is any. It is a
//! convex problem with one answer, found by L-BFGS ([`lbfgs`], [`curvature`]) in steps ([`Fit`]). [`Choosing`] picks the strength of
//! its penalty by records held out. [`EndModel`] predicts, and says which words speak for a label and which decided a
//! record.

mod choose;
mod consistency;
mod curvature;
mod explain;
mod fit;
mod lbfgs;
mod model;
mod objective;
mod options;
mod predict;
mod targets;
#[cfg(test)]
mod tests;

pub use self::choose::{CANDIDATES, Choice, Choosing, HeldOut, Tried};
pub use self::consistency::{Consistency, ConsistencyOptions, Pair, Schedule, sharpened};
pub use self::explain::{Decision, Strongest, Weighed};
pub use self::fit::{Fit, FitJob, fit};
pub use self::model::{EndModel, Ending, Summary};
pub use self::options::EndOptions;
pub use self::predict::{Predicting, predict};
pub use self::targets::GoldRecord;
