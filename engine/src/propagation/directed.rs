//! Label spreading and label propagation on lists that lead one way, as scikit-learn's `kernel="knn"` has them, to
//! compare with it number by number. Each record is its own neighbour there, all weights are 1, and spreading divides by
//! how many lists name a record rather than by how many neighbours it has.

use std::sync::Arc;

use super::ground::Ground;
use super::matrix::Matrix;
use super::seeds::Seed;
use super::solving::{Solving, Start};
use super::sweeps::{AtSeeds, Sweeping};
use super::{Method, Reading, harmonic};
use crate::num::index;

pub(super) static SPREADING: Method = Method {
    name: "sklearn-spreading",
    title: "Label spreading as scikit-learn's, on lists of neighbours",
    sentence: "For comparison: each record hears the neighbours in its own list alone, all the same.",
    uses_alpha: true,
    uses_weights: true,
    is_directed: true,
    reading: Reading::Shares,
    begin: spread,
    influence: None,
    input,
};

pub(super) static PROPAGATION: Method = Method {
    name: "sklearn-propagation",
    title: "Label propagation as scikit-learn's, on lists of neighbours",
    sentence: "For comparison: seeds keep their labels, and each record is the mean of its own list.",
    uses_alpha: false,
    uses_weights: false,
    is_directed: true,
    reading: Reading::Shares,
    begin: |ground, _| harmonic::sweeping(ground),
    influence: None,
    input,
};

fn spread(ground: &Ground, _: Option<Start>) -> Box<dyn Solving> {
    let edges = ground.field.edges();
    let mut named = vec![0.0; ground.records()];
    for record in 0..ground.records() {
        let (ends, weights) = edges.row(record);
        for (&end, weight) in ends.iter().zip(weights) {
            named[index(end)] += if index(end) == record { 0.0 } else { *weight };
        }
    }
    let roots: Vec<f64> = named
        .iter()
        .map(|&sum: &f64| if sum > 0.0 { sum.sqrt() } else { 1.0 })
        .collect();
    let matrix = Matrix::new(edges, |record, end, weight| {
        let is_self = record == end;
        if is_self {
            0.0
        } else {
            weight / (roots[record] * roots[end])
        }
    });
    let alpha = ground.options.alpha;
    Box::new(Sweeping::new(
        ground,
        (Arc::new(matrix), alpha),
        (ground.given.base(1.0 - alpha), AtSeeds::Add),
        ground.given.dense(1.0),
    ))
}

fn input(_: &Ground, _: Seed, _: usize) -> f64 {
    0.0
}
