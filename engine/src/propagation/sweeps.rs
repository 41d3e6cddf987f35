//! Sweeps over the graph, as scikit-learn makes them: first the last change is looked at, then F is replaced by what its
//! neighbours say. The change is the sum of all absolute differences.

use std::sync::Arc;

use super::ground::{Given, Ground, NO_ROW};
use super::matrix::Matrix;
use super::options::Stop;
use super::scores::{Panel, Scores};
use super::solving::{Solved, Solving};
use crate::num::index;
use labelloom_kernels::rows::Base;

/// Sweeps under way.
#[derive(Debug)]
pub(super) struct Sweeping {
    matrix: Arc<Matrix>,
    factor: f64,
    given: Arc<Given>,
    /// m × k: what seeded records get.
    base: Scores,
    seeds: AtSeeds,
    scores: Scores,
    next: Scores,
    change: f64,
    tolerance: f64,
    most: u32,
    rounds: u32,
}

/// What a sweep does with its sums.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AtSeeds {
    /// The base is added on seeded records.
    Add,
    /// Each row is divided by its sum, then seeded records are given the base.
    Clamp,
}

impl Sweeping {
    /// F ← factor · matrix · F, with `base` on seeded records, from `scores`.
    pub(super) fn new(
        ground: &Ground,
        (matrix, factor): (Arc<Matrix>, f64),
        (base, seeds): (Scores, AtSeeds),
        scores: Scores,
    ) -> Self {
        let (tolerance, most) = match ground.options.stop {
            Stop::Sweeps { tolerance, most } => (tolerance, most),
            // What is still to come after a change is at most α / (1−α) times as much.
            Stop::Settled { residual, most } => {
                let to_come = if factor < 1.0 {
                    (1.0 - factor) / factor
                } else {
                    1.0
                };
                let given: f64 = ground.given.mass.iter().sum();
                (residual * to_come * given, most)
            }
        };
        let size: f64 = scores.panels.iter().map(sum_of_sizes).sum();
        Self {
            // From nothing, the first sweep is always made.
            change: if size > 0.0 { size } else { f64::INFINITY },
            matrix,
            factor,
            given: Arc::clone(&ground.given),
            base,
            seeds,
            next: Scores::zeros(ground.records(), scores.labels()),
            scores,
            tolerance,
            most,
            rounds: 0,
        }
    }

    fn sweep(&mut self) {
        let mut change = 0.0;
        let panels = self.scores.panels.iter().zip(&mut self.next.panels);
        for ((panel, next), base) in panels.zip(&self.base.panels) {
            let base = (self.seeds == AtSeeds::Add).then_some(Base {
                place: &self.given.place,
                none: NO_ROW,
                values: &base.values,
            });
            let changes = self.matrix.sweep(panel, self.factor, base, next);
            change += changes.iter().sum::<f64>();
        }
        if self.seeds == AtSeeds::Clamp {
            change = self.clamp();
        }
        self.change = change;
        std::mem::swap(&mut self.scores, &mut self.next);
    }

    /// Divides each row by its sum, gives seeded records their base again, and says how much has changed.
    fn clamp(&mut self) -> f64 {
        let mut change = 0.0;
        for (record, &place) in self.given.place.iter().enumerate() {
            if place == NO_ROW {
                let sum: f64 = self.next.row(record).sum();
                if sum > 0.0 {
                    self.next.row_mut(record).for_each(|value| *value /= sum);
                }
            } else {
                let base = self.base.row(index(place));
                self.next
                    .row_mut(record)
                    .zip(base)
                    .for_each(|(value, base)| *value = base);
            }
            let both = self.next.row(record).zip(self.scores.row(record));
            change += both.map(|(next, before)| (next - before).abs()).sum::<f64>();
        }
        change
    }
}

impl Solving for Sweeping {
    fn step(&mut self) -> bool {
        if self.change < self.tolerance || self.rounds >= self.most {
            return false;
        }
        self.sweep();
        self.rounds += 1;
        true
    }

    fn done(&self) -> f64 {
        f64::from(self.rounds) / f64::from(self.most)
    }

    fn finish(self: Box<Self>) -> Solved {
        Solved {
            converged: self.change < self.tolerance,
            scores: self.scores,
            whole: None,
            rounds: self.rounds,
        }
    }
}

fn sum_of_sizes(panel: &Panel) -> f64 {
    panel.values.iter().map(|value| value.abs()).sum()
}
