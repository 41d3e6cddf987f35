//! Classifiers that learn labels from records alone, without a graph: what a graph has to be better than. A classifier
//! is one file and one line in [`CLASSIFIERS`]; it describes itself.

mod complement_naive_bayes;
mod logistic_regression;
#[cfg(test)]
mod tests;

pub use self::complement_naive_bayes::{ComplementNaiveBayes, ComplementOptions};

use crate::error::Result;
use crate::features::Vectors;
use crate::job::Step;

/// A record that teaches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Taught {
    /// The record.
    pub record: u32,
    /// Its label, in 0..k.
    pub label: usize,
    /// How much it counts; above 0.
    pub weight: f64,
}

/// A classifier, describing itself.
#[derive(Debug)]
pub struct Classifier {
    /// Short and unique.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// Begins to learn k labels from some records of n × d vectors.
    begin: Begin,
}

type Begin = fn(&Vectors, &[Taught], usize) -> Result<Box<dyn Learning>>;

/// Every classifier, the usual one first.
pub static CLASSIFIERS: &[&Classifier] = &[
    &logistic_regression::CLASSIFIER,
    &complement_naive_bayes::CLASSIFIER,
];

impl Classifier {
    /// Begins to learn k labels from some records of n × d vectors, with the usual options.
    ///
    /// # Errors
    /// No record, or one that is not there; features or labels that it can't learn from; more memory than is allowed.
    pub fn begin(&self, vectors: &Vectors, taught: &[Taught], k: usize) -> Result<Box<dyn Learning>> {
        (self.begin)(vectors, taught, k)
    }
}

/// A classifier at work, in steps of some milliseconds.
pub trait Learning: std::fmt::Debug {
    /// Does one step. Every step must be given the same vectors.
    ///
    /// # Errors
    /// Other vectors.
    fn step(&mut self, vectors: &Vectors) -> Result<Step<Box<dyn Learned>>>;
}

/// What a classifier learned.
pub trait Learned: std::fmt::Debug {
    /// A record's k probabilities, or none where it has no feature that anything was learned of.
    fn row(&self, vectors: &Vectors, record: u32) -> Option<Vec<f64>>;
}
