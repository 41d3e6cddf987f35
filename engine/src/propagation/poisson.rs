//! Poisson learning (Calder, Cook, Thorpe, Slepčev 2020): L u = b, where L = D − A and each seed is a source of its own
//! label and a sink of the others, b_s = w_s (y_s − ȳ). With few seeds it stays sensible where clamped seeds become
//! spikes.
//!
//! Where the graph falls into parts, each part is a problem of its own, with the ȳ of its own seeds: only then do the
//! sources of a part sum to 0, without which there is no solution. A part whose seeds are all of one label has that label.

use std::sync::Arc;

use super::ground::Ground;
use super::influence::{Asking, Influence, at_seeds};
use super::laplacian::{laplacian, out_of_roots, volumes};
use super::matrix::Matrix;
use super::options::Stop;
use super::potentials::Potentials;
use super::scores::{Panel, Scores};
use super::seeds::Seed;
use super::solving::{Solving, Start};
use super::sweeps::{AtSeeds, Sweeping};
use super::{Method, Reading};
use crate::num::index;

pub(super) static METHOD: Method = Method {
    name: "poisson",
    title: "Poisson learning",
    sentence: "Seeds are sources that flow through the graph; the best of these methods where seeds are few.",
    uses_alpha: false,
    uses_weights: true,
    is_directed: false,
    reading: Reading::Signed,
    begin,
    influence: Asking::Solved(influence),
    input,
};

fn begin(ground: &Ground, start: Option<Start>) -> Box<dyn Solving> {
    match ground.options.stop {
        Stop::Sweeps { .. } => walking(ground),
        Stop::Settled { .. } => Box::new(Potentials::of_all(ground, start)),
    }
}

/// The paper's random walk: u ← D⁻¹ (b + A u).
fn walking(ground: &Ground) -> Box<dyn Solving> {
    let (field, given) = (&ground.field, &ground.given);
    let walk = Matrix::new(field.edges(), |record, _, weight| weight / field.degrees[record]);
    let sources = sources(ground);
    let mut base = given.base(0.0);
    for (place, (record, source)) in sources.iter().enumerate() {
        let degree = field.roots[*record] * field.roots[*record];
        let row = base.row_mut(place).zip(source);
        row.for_each(|(value, source)| *value = source / degree);
    }
    let zeros = Scores::zeros(ground.records(), given.labels);
    Box::new(Sweeping::new(
        ground,
        (Arc::new(walk), 1.0),
        (base, AtSeeds::Add),
        zeros,
    ))
}

/// b on the seeded records: w_s (y_s − ȳ).
fn sources(ground: &Ground) -> Vec<(usize, Vec<f64>)> {
    let source = |(record, row): (usize, &[f64])| {
        let weight: f64 = row.iter().sum();
        let row = row.iter().zip(ground.means_of(record));
        (record, row.map(|(own, mean)| own - weight * mean).collect())
    };
    ground.given.iter().map(source).collect()
}

/// Row i of the inverse that makes u of b, less its mean over the seeds of i's part of the graph. With these numbers
/// u_ic is the sum over the seeds of label c alone.
fn influence(ground: &Ground, record: usize) -> Influence {
    let field = &ground.field;
    let mut b = Panel::zeros(ground.records(), 1);
    if field.degrees[record] > 0.0 {
        let own = field.component[record];
        let volume = volumes(ground)[index(own)];
        for (other, value) in b.values.iter_mut().enumerate() {
            if field.component[other] == own {
                *value = -field.roots[other] / volume;
            }
        }
        b.values[record] += 1.0 / field.roots[record];
    }
    Influence {
        system: laplacian(ground),
        b,
        after: carried,
    }
}

fn carried(ground: &Ground, record: usize, solution: &Panel) -> Vec<f64> {
    let mut inverse = Scores::zeros(ground.records(), 1);
    inverse.panels[0].values.copy_from_slice(&solution.values);
    out_of_roots(ground, &mut inverse);
    let mut influence = at_seeds(ground, &inverse.panels[0]);
    let component = &ground.field.component;
    let is_near = |seed: u32| component[index(seed)] == component[record];
    let (mut sum, mut all) = (0.0, 0.0);
    for ((seed, row), value) in ground.given.iter().zip(&influence) {
        if component[seed] == component[record] {
            let weight: f64 = row.iter().sum();
            sum += weight * value;
            all += weight;
        }
    }
    for (value, &seed) in influence.iter_mut().zip(&ground.given.records) {
        *value = if is_near(seed) { *value - sum / all } else { 0.0 };
    }
    influence
}

fn input(_: &Ground, seed: Seed, label: usize) -> f64 {
    if index(seed.label) == label {
        seed.weight
    } else {
        0.0
    }
}
