//! The end model's probabilities for all records, in steps.

use super::model::EndModel;
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::job::{Progress, Step};
use crate::num::count;
use crate::posteriors::Posteriors;

/// Records predicted in one step.
const STEP: u32 = 8192;

/// The prediction of n records, which is handed model and vectors at every step.
#[derive(Debug)]
pub struct Predicting {
    posteriors: Posteriors,
    record: u32,
}

impl Predicting {
    /// Begins to predict the records of some vectors.
    ///
    /// # Errors
    /// Vectors that the model was not trained on.
    pub fn new(model: &EndModel, vectors: &Vectors) -> Result<Self> {
        if vectors.width() != model.width() {
            let what = format!(
                "The end model knows {} features, these records have {}",
                model.width(),
                vectors.width()
            );
            return Err(Error::new(what, "Train it again on these features"));
        }
        Ok(Self {
            posteriors: Posteriors::unreached(vectors.len(), model.labels()),
            record: 0,
        })
    }

    /// Does one step: n × k probabilities once all are predicted. A record without a known feature stays unreached.
    pub fn step(&mut self, model: &EndModel, vectors: &Vectors) -> Step<Posteriors> {
        let n = count(self.posteriors.records());
        let end = n.min(self.record + STEP);
        for record in self.record..end {
            if let Some(row) = model.row(vectors, record) {
                self.posteriors.set(record, &row);
            }
        }
        self.record = end;
        if end == n {
            let none = Posteriors::unreached(0, 0);
            return Step::Done(std::mem::replace(&mut self.posteriors, none));
        }
        Step::Working(Progress {
            stage: "labeling all records",
            done: end.into(),
            total: n.into(),
            estimate: None,
        })
    }
}

/// Predicts all records at once, for callers with nothing else to do.
///
/// # Errors
/// Vectors that the model was not trained on.
pub fn predict(model: &EndModel, vectors: &Vectors) -> Result<Posteriors> {
    let mut predicting = Predicting::new(model, vectors)?;
    loop {
        if let Step::Done(posteriors) = predicting.step(model, vectors) {
            return Ok(posteriors);
        }
    }
}
