//! The trained end model: weights of d features for each of the labels it was trained on, and how the fit went.

use super::objective::{is_known, logits, softmax};
use crate::features::Vectors;

/// A trained end model.
#[derive(Clone, Debug)]
pub struct EndModel {
    /// k.
    pub(super) k: usize,
    /// The a labels that it was trained on, ascending.
    pub(super) trained: Vec<usize>,
    /// d.
    pub(super) width: u32,
    /// (d + 1) × a: per feature its a weights; the bias last.
    pub(super) parameters: Vec<f64>,
    /// How the fit went.
    pub(super) summary: Summary,
}

/// How a fit went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
    /// Why it ended.
    pub ending: Ending,
    /// Steps of the search.
    pub iterations: u32,
    /// The mean loss, with the penalty.
    pub loss: f64,
    /// The largest component of its gradient, 0 at the minimum.
    pub steepest: f64,
    /// Records that it was trained on.
    pub records: u32,
    /// Gold records among them.
    pub gold: u32,
    /// Records that have a label but no feature, which were left out.
    pub without_features: u32,
}

/// Why a fit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The gradient is as small as was asked for.
    Converged,
    /// The loss falls no more, to its last digits.
    Flat,
    /// After as many iterations as were allowed; more would still change the weights.
    MostIterations,
}

impl EndModel {
    /// k.
    #[must_use]
    pub const fn labels(&self) -> usize {
        self.k
    }

    /// d.
    #[must_use]
    pub const fn width(&self) -> u32 {
        self.width
    }

    /// The labels that it was trained on, ascending. It gives all others the probability 0, since no record that it
    /// learned from had any of them.
    #[must_use]
    pub fn trained_labels(&self) -> &[usize] {
        &self.trained
    }

    /// Bytes of its weights.
    pub(crate) const fn bytes(&self) -> usize {
        self.parameters.len() * size_of::<f64>()
    }

    /// How the fit went.
    #[must_use]
    pub const fn summary(&self) -> &Summary {
        &self.summary
    }

    /// The weight of a feature for a label: how much one unit of it adds to the label's log-odds against the labels'
    /// mean. 0 for a label that it was not trained on.
    #[must_use]
    pub fn weight(&self, column: u32, label: usize) -> f64 {
        self.parameter(column as usize, label)
    }

    /// What a label has without any feature.
    #[must_use]
    pub fn bias(&self, label: usize) -> f64 {
        self.parameter(self.width as usize, label)
    }

    fn parameter(&self, row: usize, label: usize) -> f64 {
        let place = self.trained.binary_search(&label);
        place.map_or(0.0, |place| self.parameters[row * self.trained.len() + place])
    }

    /// A record's k probabilities, or none where it has no feature that any weight was learned for: the bias alone
    /// would be a silent prior.
    #[must_use]
    pub fn row(&self, vectors: &Vectors, record: u32) -> Option<Vec<f64>> {
        let mut own = vec![0.0; self.trained.len()];
        let features = vectors.row(record);
        is_known(features, &self.parameters, own.len()).then(|| {
            logits(features, &self.parameters, &mut own);
            softmax(&mut own);
            let mut row = vec![0.0; self.k];
            for (&label, p) in self.trained.iter().zip(own) {
                row[label] = p;
            }
            row
        })
    }
}
