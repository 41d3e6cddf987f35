//! Classifiers that learn labels from records alone, without a graph: what a graph has to be better than. Logistic
//! regression is the [`end_model`](crate::end_model), with sure labels.

mod complement_naive_bayes;

pub use self::complement_naive_bayes::{ComplementNaiveBayes, ComplementOptions, Taught};
