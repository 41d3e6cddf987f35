//! How good labels are, measured on records whose label is known. A record without a label counts as wrong where all
//! records are asked about, and is told apart in the confusion matrix; nothing is guessed for it.
//!
//! Accuracy, precision, recall, F₁ and the confusion matrix are scikit-learn's, with the unlabeled records as one more
//! predicted class. Intervals are Wilson's 95 % ([`crate::suggest::score::wilson`]).

mod calibration;
mod confusion;
mod probabilities;

pub use self::calibration::{BINS, Bin, Calibration, calibration};
pub use self::confusion::{Accuracy, Confusion, LabelScores};
pub use self::probabilities::{ProbabilityScores, log_loss_of, probability_scores};

use crate::posteriors::{Posteriors, winners};

/// A label that is predicted, with what becomes of ties.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// A record whose best labels tie is unlabeled.
    #[default]
    Unlabeled,
    /// The first of the best labels is taken, as `argmax` does.
    First,
}

/// The label that posteriors give a record; none where it is unreached, or its best labels tie and ties are unlabeled.
#[must_use]
pub fn predicted(posteriors: &Posteriors, record: u32, ties: Ties) -> Option<usize> {
    let best = winners(posteriors.get(record)?);
    match ties {
        Ties::First => best.first().copied(),
        Ties::Unlabeled => best.first().copied().filter(|_| best.len() == 1),
    }
}
