//! How much each seed counts for one record on lists that lead one way: the equations can't be read from their other side
//! there, so the record's row of them is walked, a round for each sweep that was made. What is on the way starts at the
//! record and goes on along lists.

use std::sync::Arc;

use super::ground::Ground;
use super::matrix::Matrix;
use crate::num::index;

/// What is still on the way when no more rounds are made, of 1.
const LEFT: f64 = 1e-12;

/// Rounds after which no more is tried.
const MOST: u32 = 10_000;

/// A walk under way.
#[derive(Debug)]
pub(super) struct Walk {
    walk: Walking,
    way: Way,
    rounds: u32,
}

#[derive(Debug)]
enum Way {
    /// Row i of αᵗ Sᵗ + (1−α) Σ_{s<t} αˢ Sˢ, which is what t sweeps from F = Y have made of Y.
    Sweeps { alpha: f64, sweeps: u32 },
    /// Until a seed is met, which keeps all.
    Meeting { is_seed: Vec<bool> },
}

impl Walk {
    /// Row `record` of what a number of sweeps F ← α S F + (1−α) Y, begun at Y, makes of Y.
    pub(super) fn of_sweeps(matrix: Matrix, record: usize, alpha: f64, sweeps: u32) -> Self {
        Self::new(matrix, record, Way::Sweeps { alpha, sweeps })
    }

    /// The probability of each seeded record to be the first that is met; rows of the matrix add up to 1.
    pub(super) fn to_seeds(ground: &Ground, matrix: Matrix, record: usize) -> Self {
        let mut is_seed = vec![false; ground.records()];
        for &seed in &ground.given.records {
            is_seed[index(seed)] = true;
        }
        Self::new(matrix, record, Way::Meeting { is_seed })
    }

    fn new(matrix: Matrix, record: usize, way: Way) -> Self {
        let zeros = vec![0.0; matrix.records()];
        let mut here = zeros.clone();
        here[record] = 1.0;
        let walk = Walking {
            matrix: Arc::new(matrix),
            here,
            next: zeros.clone(),
            left: zeros,
        };
        Self { walk, way, rounds: 0 }
    }

    /// What is walked along.
    pub(super) const fn matrix(&self) -> &Arc<Matrix> {
        &self.walk.matrix
    }

    /// One round; false where nothing is left to do.
    pub(super) fn step(&mut self) -> bool {
        let (on, is_last) = match &self.way {
            Way::Sweeps { alpha, sweeps } => {
                let is_last = self.rounds >= *sweeps;
                let kept = if is_last { 1.0 } else { 1.0 - alpha };
                let on = self.walk.round(|_| kept);
                (on, is_last)
            }
            Way::Meeting { is_seed } => {
                let on = self.walk.round(|record| f64::from(u8::from(is_seed[record])));
                (on, self.rounds >= MOST)
            }
        };
        self.rounds += 1;
        on > LEFT && !is_last
    }

    /// How much of it is done, from 0 to 1, as far as can be told.
    pub(super) fn done(&self) -> f64 {
        match &self.way {
            Way::Sweeps { sweeps, .. } => f64::from(self.rounds) / f64::from(sweeps + 1),
            Way::Meeting { .. } => 1.0 - self.walk.here.iter().sum::<f64>(),
        }
    }

    /// What was left at each seeded record.
    pub(super) fn at_seeds(&self, ground: &Ground) -> Vec<f64> {
        let records = ground.given.records.iter();
        records.map(|&record| self.walk.left[index(record)]).collect()
    }
}

/// What is on its way.
#[derive(Debug)]
struct Walking {
    matrix: Arc<Matrix>,
    /// What is at each record.
    here: Vec<f64>,
    next: Vec<f64>,
    /// What was left at each record for good.
    left: Vec<f64>,
}

impl Walking {
    /// Of what is at a record the part that `kept` says is left there, the rest goes on. Returns how much that is.
    fn round(&mut self, kept: impl Fn(usize) -> f64) -> f64 {
        self.next.fill(0.0);
        let mut on = 0.0;
        for (record, &here) in self.here.iter().enumerate() {
            if here == 0.0 {
                continue;
            }
            let kept = kept(record);
            self.left[record] += kept * here;
            let going = (1.0 - kept) * here;
            if going > 0.0 {
                let (ends, weights) = self.matrix.row(record);
                for (&end, weight) in ends.iter().zip(weights) {
                    self.next[index(end)] += going * weight;
                    on += going * weight;
                }
            }
        }
        std::mem::swap(&mut self.here, &mut self.next);
        on
    }
}
