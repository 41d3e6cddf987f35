//! Poisson learning (Calder, Cook, Thorpe, Slepčev 2020): L u = b, where L = D − A and each seed is a source of its own
//! label and a sink of the others, b_s = w_s (y_s − ȳ). With few seeds it stays sensible where clamped seeds become
//! spikes.
//!
//! Where the graph falls into parts, each part is a problem of its own, with the ȳ of its own seeds: only then do the
//! sources of a part sum to 0, without which there is no solution. A part whose seeds are all of one label has that label.

use std::sync::Arc;

use super::ground::Ground;
use super::influence::{Asking, Influence, at_seeds};
use super::matrix::Matrix;
use super::options::Stop;
use super::scores::{Panel, Scores};
use super::seeds::Seed;
use super::solving::{Settling, Solving};
use super::spreading::system;
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

fn begin(ground: &Ground, start: Option<Scores>) -> Box<dyn Solving> {
    match ground.options.stop {
        Stop::Sweeps { .. } => walking(ground),
        Stop::Settled { .. } => Box::new(Settling::new(
            ground,
            system(ground, 1.0),
            right_side(ground),
            start.map(|scores| in_roots(ground, scores)),
            out_of_roots,
        )),
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

/// Per component its sum of degrees, 1 where it is a record without edges.
fn volumes(ground: &Ground) -> Vec<f64> {
    let field = &ground.field;
    let mut volumes = vec![0.0; field.components];
    for (degree, &component) in field.degrees.iter().zip(&field.component) {
        volumes[index(component)] += degree;
    }
    volumes
        .iter()
        .map(|&volume| if volume > 0.0 { volume } else { 1.0 })
        .collect()
}

/// D^-½ b.
fn right_side(ground: &Ground) -> Scores {
    let mut b = Scores::zeros(ground.records(), ground.given.labels);
    for (record, source) in sources(ground) {
        let row = b.row_mut(record).zip(source);
        row.for_each(|(value, source)| *value = source / ground.field.roots[record]);
    }
    b
}

fn in_roots(ground: &Ground, mut scores: Scores) -> Scores {
    for (record, root) in ground.field.roots.iter().enumerate() {
        scores.row_mut(record).for_each(|value| *value *= root);
    }
    scores
}

/// u = D^-½ z, shifted so that Σ d u = 0 in each component.
fn out_of_roots(ground: &Ground, scores: &mut Scores) {
    let field = &ground.field;
    let volumes = volumes(ground);
    let mut sums = Scores::zeros(volumes.len(), scores.labels());
    for (record, &root) in field.roots.iter().enumerate() {
        let component = index(field.component[record]);
        let share = field.degrees[record] / volumes[component];
        let row = scores.row_mut(record).zip(sums.row_mut(component));
        row.for_each(|(value, sum)| {
            *value /= root;
            *sum += share * *value;
        });
    }
    for record in 0..ground.records() {
        let row = scores
            .row_mut(record)
            .zip(sums.row(index(field.component[record])));
        row.for_each(|(value, mean)| *value -= mean);
    }
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
        system: system(ground, 1.0),
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
