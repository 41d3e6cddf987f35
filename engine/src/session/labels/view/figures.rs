//! How labels do on one half of gold, as it is said.

use serde::{Deserialize, Serialize};

use crate::ids::LabelId;

/// Bins of the calibration: bin b holds top probabilities above b/10, up to (b + 1)/10; the first one also 0.
pub const CALIBRATION_BINS: usize = crate::metrics::BINS;

/// Which half of gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GoldSide {
    /// Shown while rules are written; it steers models.
    Dev,
    /// Kept for judging models; it never steers one.
    HeldOut,
}

/// A share of records that something is right on, never without n.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Records it is right on.
    pub correct: u32,
    /// Records it is judged on: n, at least 1.
    pub n: u32,
    /// Lower end of Wilson's 95 % interval of correct / n.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How labels do on one half of gold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SideFigures {
    /// Records with gold on this side.
    pub gold: u32,
    /// Of these, records that are given one label.
    pub labeled: u32,
    /// Right, of those that are given one label (`Filter::LabelCorrect`, `LabelIncorrect`); none where that is none.
    pub accuracy: Option<Measured>,
    /// Right, of all with gold: ties and records without a vote count as wrong. Models of unequal coverage are
    /// compared by it.
    pub accuracy_of_all: Option<Measured>,
    /// Mean F1 of the labels that occur in gold or are given, as scikit-learn's `f1_score(average="macro")`.
    pub macro_f1: Option<f64>,
    /// Mean of -ln P(gold label) over records with probabilities; none without any.
    pub log_loss: Option<f64>,
    /// Mean squared distance of the probabilities from gold, 0..=2.
    pub brier: Option<f64>,
    /// Per label, in the document's order.
    pub labels: Vec<LabelScore>,
    /// k × (k + 1): gold label by given label, the last column without one. Cell (g, p) leads to
    /// `Filter::Bucket(side, g, p)`, the last column to `Filter::Bucket(side, g, None)`.
    pub confusion: Vec<Vec<u32>>,
    /// [`CALIBRATION_BINS`] bins (`Filter::Calibration`).
    pub calibration: Vec<CalibrationBin>,
    /// Expected calibration error: mean distance of confidence and accuracy, weighted by records.
    pub calibration_error: Option<f64>,
}

/// How one label does.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelScore {
    /// Which label.
    pub label: LabelId,
    /// Right, of the records that are given the label.
    pub precision: Option<Measured>,
    /// Right, of the records whose gold is the label.
    pub recall: Option<Measured>,
    /// Harmonic mean of the two; 0 where both are.
    pub f1: f64,
}

/// Records of similar top probability.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibrationBin {
    /// Records with gold and probabilities.
    pub count: u32,
    /// Mean top probability; none without records.
    pub confidence: Option<f64>,
    /// The share whose most probable label is gold's; where labels tie each has its part of the record. None without
    /// records.
    pub accuracy: Option<f64>,
    /// Lower end of Wilson's 95 % interval of it.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}
