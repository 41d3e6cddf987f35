//! Label spreading (Zhou, Bousquet, Lal, Weston, Schölkopf 2004): F = (1−α) (I − α S)⁻¹ Y with S = D^-½ A D^-½. Seeds
//! are soft: a seeded record hears its neighbours too. F is a sum over seeds, so that each seed's share in a record is
//! one number.
//!
//! Where α is high the limit is solved for by conjugate gradients. Below [`SWEPT`] sweeps are about as quick, and they
//! only add what is above 0: far from all seeds, where F is tiny, no rounding becomes a label.

use std::sync::Arc;

use super::conjugate::System;
use super::ground::Ground;
use super::influence::{Asking, Influence, at_seeds, one};
use super::options::{Options, Stop};
use super::seeds::Seed;
use super::solving::{Settling, Solving, Start};
use super::sweeps::{AtSeeds, Sweeping};
use super::{Method, Reading};

pub(super) static METHOD: Method = Method {
    name: "spreading",
    title: "Label spreading",
    sentence: "Every record takes a part of its label from its neighbours, seeds too, so that a wrong seed can be outvoted.",
    uses_alpha: true,
    uses_weights: true,
    is_directed: false,
    reading: Reading::Shares,
    begin,
    influence: Asking::Solved(influence),
    input,
};

/// α below which the limit is swept for.
const SWEPT: f64 = 0.9;

/// Whether the limit is solved for by conjugate gradients, whose error is spread over all records alike.
pub(super) fn is_solved(options: &Options) -> bool {
    matches!(options.stop, Stop::Settled { .. }) && options.alpha >= SWEPT
}

fn begin(ground: &Ground, start: Option<Start>) -> Box<dyn Solving> {
    let (alpha, start) = (ground.options.alpha, start.map(|start| start.scores));
    if is_solved(&ground.options) {
        let b = ground.given.dense(1.0 - alpha);
        let system = system(ground, alpha);
        return Box::new(Settling::new(ground, system, b, start, |_, _| {}));
    }
    // Sweeps as scikit-learn's begin at the seeds, wherever one stands.
    let is_settled = matches!(ground.options.stop, Stop::Settled { .. });
    let start = start.filter(|_| is_settled);
    Box::new(Sweeping::new(
        ground,
        (Arc::clone(&ground.field.spread), alpha),
        (ground.given.base(1.0 - alpha), AtSeeds::Add),
        start.unwrap_or_else(|| ground.given.dense(1.0)),
    ))
}

/// I − α S.
pub(super) fn system(ground: &Ground, alpha: f64) -> System {
    System {
        spread: Arc::clone(&ground.field.spread),
        alpha,
        free: None,
        coarse: None,
    }
}

/// Row i of K = (1−α) (I − α S)⁻¹, which is its column i.
fn influence(ground: &Ground, record: usize) -> Influence {
    let alpha = ground.options.alpha;
    Influence {
        system: system(ground, alpha),
        b: one(ground, record, 1.0 - alpha),
        after: |ground, _, solution| at_seeds(ground, solution),
    }
}

pub(super) fn input(_: &Ground, seed: Seed, label: usize) -> f64 {
    if seed.label as usize == label {
        seed.weight
    } else {
        0.0
    }
}
