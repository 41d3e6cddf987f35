//! How much each seed counts for one record: one system with one column, solved to the end, or where lists lead one way
//! a walk along them.

use super::conjugate::{Conjugate, System};
use super::ground::Ground;
use super::picture::Picture;
use super::scores::Panel;
use super::walk::Walk;
use crate::num::index;

/// What is left of the equations where shares of seeds are told.
const RESIDUAL: f64 = 1e-12;

/// Rounds after which no more is tried.
const MOST: u32 = 10_000;

/// How a method asks the seeds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Asking {
    Solved(fn(&Ground, usize) -> Influence),
    Walked(fn(&Picture, usize) -> Walk),
}

/// The system of one record.
#[derive(Debug)]
pub(super) struct Influence {
    pub(super) system: System,
    pub(super) b: Panel,
    /// Makes of the solution a number for each seeded record.
    pub(super) after: fn(&Ground, usize, &Panel) -> Vec<f64>,
}

impl Influence {
    pub(super) fn begin(self) -> Conjugate {
        Conjugate::new(self.system, self.b, None, RESIDUAL, MOST)
    }
}

/// A column that is `value` on one record and 0 elsewhere.
pub(super) fn one(ground: &Ground, record: usize, value: f64) -> Panel {
    let mut panel = Panel::zeros(ground.records(), 1);
    panel.values[record] = value;
    panel
}

/// The numbers of the seeded records.
pub(super) fn at_seeds(ground: &Ground, column: &Panel) -> Vec<f64> {
    let records = ground.given.records.iter();
    records.map(|&record| column.values[index(record)]).collect()
}
