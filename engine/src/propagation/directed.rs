//! Label spreading and label propagation on lists that lead one way, as scikit-learn's `kernel="knn"` has them, to
//! compare with it number by number. Each record is its own neighbour there, all weights are 1, and spreading divides by
//! how many lists name a record rather than by how many neighbours it has.

use std::sync::Arc;

use super::ground::Ground;
use super::influence::Asking;
use super::matrix::Matrix;
use super::picture::Picture;
use super::solving::{Solving, Start};
use super::sweeps::{AtSeeds, Sweeping};
use super::walk::Walk;
use super::{Method, Reading, harmonic, spreading};
use crate::num::{count, index};

pub(super) static SPREADING: Method = Method {
    name: "sklearn-spreading",
    title: "Label spreading as scikit-learn's, on lists of neighbours",
    sentence: "Each record hears the neighbours in its own list alone, all the same; seeds can be outvoted.",
    uses_alpha: true,
    uses_weights: true,
    is_directed: true,
    reading: Reading::Shares,
    begin: spread,
    influence: Asking::Walked(sweeps),
    input: spreading::input,
};

pub(super) static PROPAGATION: Method = Method {
    name: "sklearn-propagation",
    title: "Label propagation as scikit-learn's, on lists of neighbours",
    sentence: "Seeds keep their labels, and each record is the mean of its own list.",
    uses_alpha: false,
    uses_weights: false,
    is_directed: true,
    reading: Reading::Shares,
    begin: |ground, _| harmonic::sweeping(ground),
    influence: Asking::Walked(meetings),
    input: harmonic::input,
};

fn spread(ground: &Ground, _: Option<Start>) -> Box<dyn Solving> {
    let alpha = ground.options.alpha;
    Box::new(Sweeping::new(
        ground,
        (Arc::new(spread_matrix(ground)), alpha),
        (ground.given.base(1.0 - alpha), AtSeeds::Add),
        ground.given.dense(1.0),
    ))
}

/// S: lists, each entry divided by the roots of how many lists name its two records.
fn spread_matrix(ground: &Ground) -> Matrix {
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
    Matrix::new(edges, |record, end, weight| {
        let is_self = record == end;
        if is_self {
            0.0
        } else {
            weight / (roots[record] * roots[end])
        }
    })
}

/// The record's row of what the picture's sweeps have made of the seeds.
fn sweeps(picture: &Picture, record: usize) -> Walk {
    let ground = &picture.ground;
    Walk::of_sweeps(
        spread_matrix(ground),
        record,
        ground.options.alpha,
        picture.rounds(),
    )
}

/// Each seeded record's chance to be the first that is met along lists, those left out that no seed reaches: what a
/// sweep makes of them is divided by the sum of the others. That is where sweeps end up; how near they are is what
/// [`Picture::converged`] says.
fn meetings(picture: &Picture, record: usize) -> Walk {
    let (ground, reached) = (&picture.ground, picture.reached());
    let edges = ground.field.edges();
    let is_heard = |record: usize, end: u32| index(end) != record && reached.contains(end);
    let heard: Vec<f64> = (0..ground.records())
        .map(|record| {
            let (ends, weights) = edges.row(record);
            let heard = ends
                .iter()
                .zip(weights)
                .filter(|(end, _)| is_heard(record, **end));
            heard.map(|(_, weight)| weight).sum()
        })
        .collect();
    let matrix = Matrix::new(edges, |record, end, weight| {
        if is_heard(record, count(end)) {
            weight / heard[record]
        } else {
            0.0
        }
    });
    Walk::to_seeds(ground, matrix, record)
}
