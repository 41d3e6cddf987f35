//! Label propagation (Zhu, Ghahramani 2002), whose limit is the harmonic function (Zhu, Ghahramani, Lafferty 2003): seeds
//! keep their labels, and every other record is the mean of its neighbours, F_U = (D_UU − A_UU)⁻¹ A_UL Y_L. F_ic is the
//! probability that a walk from record i meets a seed of label c first.

use std::sync::Arc;

use super::conjugate::System;
use super::ground::Ground;
use super::influence::{Asking, Influence, one};
use super::matrix::Matrix;
use super::options::Stop;
use super::scores::{Panel, Scores};
use super::seeds::Seed;
use super::solving::{Settling, Solving, Start};
use super::sweeps::{AtSeeds, Sweeping};
use super::{Method, Reading};
use crate::num::index;

pub(super) static METHOD: Method = Method {
    name: "propagation",
    title: "Label propagation",
    sentence: "Seeds keep their labels and every other record becomes the mean of its neighbours; needs many seeds.",
    uses_alpha: false,
    uses_weights: false,
    is_directed: false,
    reading: Reading::Shares,
    begin,
    influence: Asking::Solved(influence),
    input,
};

fn begin(ground: &Ground, start: Option<Start>) -> Box<dyn Solving> {
    match ground.options.stop {
        Stop::Sweeps { .. } => sweeping(ground),
        Stop::Settled { .. } => {
            let start = start.map(|start| in_roots(ground, start.scores));
            Box::new(Settling::new(
                ground,
                system(ground),
                right_side(ground),
                start,
                out_of_roots,
            ))
        }
    }
}

/// F ← D⁻¹ A F, rows divided by their sums, seeds set again; also on lists that lead one way.
pub(super) fn sweeping(ground: &Ground) -> Box<dyn Solving> {
    let (field, given) = (&ground.field, &ground.given);
    let walk = Matrix::new(field.edges(), |record, _, weight| weight / field.degrees[record]);
    let mut start = Scores::zeros(ground.records(), given.labels);
    set_seeds(ground, &mut start);
    let mut base = given.base(1.0);
    for place in 0..given.records.len() {
        let shares = shares(given.row(place));
        base.row_mut(place)
            .zip(shares)
            .for_each(|(value, share)| *value = share);
    }
    Box::new(Sweeping::new(
        ground,
        (Arc::new(walk), 1.0),
        (base, AtSeeds::Clamp),
        start,
    ))
}

/// I − S on the records without seeds; its unknowns are √d F.
fn system(ground: &Ground) -> System {
    let mut free = vec![true; ground.records()];
    for &record in &ground.given.records {
        free[index(record)] = false;
    }
    System {
        spread: Arc::clone(&ground.field.spread),
        alpha: 1.0,
        free: Some(Arc::new(free)),
        coarse: None,
    }
}

/// What the seeds say to their neighbours.
fn right_side(ground: &Ground) -> Scores {
    let (field, given) = (&ground.field, &ground.given);
    let mut b = Scores::zeros(ground.records(), given.labels);
    for (seed, row) in given.iter() {
        let shares: Vec<f64> = shares(row).collect();
        let (ends, weights) = field.spread.row(seed);
        for (&end, weight) in ends.iter().zip(weights) {
            if given.of_record(index(end)).is_none() {
                let said = weight * field.roots[seed];
                let row = b.row_mut(index(end)).zip(&shares);
                row.for_each(|(value, share)| *value += said * share);
            }
        }
    }
    b
}

fn in_roots(ground: &Ground, mut scores: Scores) -> Scores {
    for (record, root) in ground.field.roots.iter().enumerate() {
        let factor = if ground.given.of_record(record).is_some() {
            0.0
        } else {
            *root
        };
        scores.row_mut(record).for_each(|value| *value *= factor);
    }
    scores
}

fn out_of_roots(ground: &Ground, scores: &mut Scores) {
    for (record, root) in ground.field.roots.iter().enumerate() {
        scores.row_mut(record).for_each(|value| *value /= root);
    }
    set_seeds(ground, scores);
}

fn set_seeds(ground: &Ground, scores: &mut Scores) {
    for (record, row) in ground.given.iter() {
        let values = scores.row_mut(record).zip(shares(row));
        values.for_each(|(value, share)| *value = share);
    }
}

/// A seeded record's weights as shares: all that a clamped seed keeps of them.
fn shares(row: &[f64]) -> impl Iterator<Item = f64> + '_ {
    let sum: f64 = row.iter().sum();
    row.iter().map(move |weight| weight / sum)
}

/// The probability of each seeded record to be the first that a walk from the record meets.
fn influence(ground: &Ground, record: usize) -> Influence {
    let is_seed = ground.given.of_record(record).is_some();
    let by_root = 1.0 / ground.field.roots[record];
    Influence {
        system: system(ground),
        b: one(ground, record, if is_seed { 0.0 } else { by_root }),
        after: meetings,
    }
}

fn meetings(ground: &Ground, record: usize, solution: &Panel) -> Vec<f64> {
    let meeting = |&seed: &u32| {
        let seed = index(seed);
        if ground.given.of_record(record).is_some() {
            return f64::from(u8::from(seed == record));
        }
        let (ends, weights) = ground.field.spread.row(seed);
        let visits = ends.iter().zip(weights);
        let visits = visits.map(|(&end, weight)| solution.values[index(end)] * weight);
        visits.sum::<f64>() * ground.field.roots[seed]
    };
    ground.given.records.iter().map(meeting).collect()
}

pub(super) fn input(ground: &Ground, seed: Seed, label: usize) -> f64 {
    let row = ground.given.of_record(index(seed.record)).unwrap_or_default();
    let is_of_label = index(seed.label) == label;
    if is_of_label {
        seed.weight / row.iter().sum::<f64>()
    } else {
        0.0
    }
}
