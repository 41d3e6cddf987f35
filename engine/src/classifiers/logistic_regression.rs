//! Logistic regression: the [end model](crate::end_model) with its usual options, taught by records instead of rules.

use super::{Classifier, Learned, Learning, Taught};
use crate::end_model::{EndModel, EndOptions, Fit};
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::job::Step;
use crate::num::index;
use crate::posteriors::Posteriors;

pub(super) static CLASSIFIER: Classifier = Classifier {
    name: "logistic-regression",
    title: "Logistic regression",
    sentence: "Every feature has a weight for each label, found together: what the end model is.",
    begin,
};

/// Several labels of one record become its probabilities, by their weights.
fn begin(vectors: &Vectors, taught: &[Taught], k: usize) -> Result<Box<dyn Learning>> {
    let mut posteriors = Posteriors::unreached(vectors.len(), k);
    let mut taught = taught.to_vec();
    taught.sort_by_key(|at| at.record);
    for of_record in taught.chunk_by(|one, other| one.record == other.record) {
        let record = of_record[0].record;
        let mut row = vec![0.0; k];
        for at in of_record {
            let is_there = index(record) < vectors.len() && at.label < k;
            let is_weight = at.weight > 0.0 && at.weight.is_finite();
            if !(is_there && is_weight) {
                let what = format!(
                    "Record {record} can't teach label {} with weight {}",
                    at.label, at.weight
                );
                let remedy = "Records and labels are counted from 0, weights are above 0";
                return Err(Error::new(what, remedy));
            }
            row[at.label] += at.weight;
        }
        let sum: f64 = row.iter().sum();
        row.iter_mut().for_each(|share| *share /= sum);
        posteriors.set(record, &row);
    }
    let fit = Fit::new(vectors, &posteriors, &[], &EndOptions::default())?;
    Ok(Box::new(fit))
}

impl Learning for Fit {
    fn step(&mut self, vectors: &Vectors) -> Result<Step<Box<dyn Learned>>> {
        Ok(match Self::step(self, vectors)? {
            Step::Working(progress) => Step::Working(progress),
            Step::Done(model) => Step::Done(Box::new(model)),
        })
    }
}

impl Learned for EndModel {
    fn row(&self, vectors: &Vectors, record: u32) -> Option<Vec<f64>> {
        Self::row(self, vectors, record)
    }
}
