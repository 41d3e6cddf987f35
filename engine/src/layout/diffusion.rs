//! Where points begin: random numbers that diffuse along the ties until what is left of them varies slowly over the
//! graph, as its first eigenvectors do; then each number's rank, so that points fill a square evenly and none is far out.

use super::groups::Groups;
use super::ties::Ties;
use super::tuning::DENSITY;
use crate::num::{count, exact, index};
use crate::rng::Rng;

/// Rounds of diffusion.
pub(super) const ROUNDS: u32 = 60;

/// Rounds after which numbers are set apart and made as large as before.
const ROUNDS_TOGETHER: u32 = 6;

/// Records whose numbers are averaged in one step.
const RECORDS_A_STEP: usize = 30_000;

/// Diffusion under way, in steps.
#[derive(Debug)]
pub(super) struct Diffusion {
    values: Vec<[f32; 2]>,
    after: Vec<[f32; 2]>,
    pub(super) round: u32,
    next: usize,
}

impl Diffusion {
    #[expect(clippy::cast_possible_truncation, reason = "points are in single precision")]
    pub(super) fn new(records: usize, seed: u64) -> Self {
        let mut rng = Rng::new(seed);
        let mut draw = || (rng.fraction() * 2.0 - 1.0) as f32;
        let values: Vec<[f32; 2]> = (0..records).map(|_| [draw(), draw()]).collect();
        Self {
            after: values.clone(),
            values,
            round: 0,
            next: 0,
        }
    }

    /// Does some of it; points once it is done.
    pub(super) fn step(&mut self, ties: &Ties, groups: &Groups) -> Option<Vec<[f32; 2]>> {
        if self.round == ROUNDS {
            return Some(self.finish(groups));
        }
        let until = (self.next + RECORDS_A_STEP).min(self.values.len());
        for record in self.next..until {
            self.after[record] = self.averaged(ties, record);
        }
        self.next = until;
        if until == self.values.len() {
            std::mem::swap(&mut self.values, &mut self.after);
            (self.next, self.round) = (0, self.round + 1);
            if self.round.is_multiple_of(ROUNDS_TOGETHER) {
                for group in 0..groups.len() {
                    self.set_apart(groups.members(group));
                }
            }
        }
        None
    }

    /// Half a record's own numbers, half the mean of its neighbours'.
    fn averaged(&self, ties: &Ties, record: usize) -> [f32; 2] {
        let [mut x, mut y] = [0.0f32; 2];
        let (ends, shares) = ties.of(count(record));
        for (&end, &share) in ends.iter().zip(shares) {
            let value = self.values[index(end)];
            x += share * value[0];
            y += share * value[1];
        }
        let own = self.values[record];
        [f32::midpoint(own[0], x), f32::midpoint(own[1], y)]
    }

    /// Gives a group's numbers mean 0, variance 1 and no correlation.
    #[expect(clippy::cast_possible_truncation, reason = "points are in single precision")]
    fn set_apart(&mut self, members: &[u32]) {
        let n = exact(members.len());
        let [mut x, mut y, mut xx, mut xy, mut yy] = [0.0f64; 5];
        for &member in members {
            let [a, b] = self.values[index(member)].map(f64::from);
            (x, y) = (x + a, y + b);
            (xx, xy, yy) = (xx + a * a, xy + a * b, yy + b * b);
        }
        let (x, y) = (x / n, y / n);
        let (xx, xy, yy) = (xx / n - x * x, xy / n - x * y, yy / n - y * y);
        let slope = if xx > 0.0 { xy / xx } else { 0.0 };
        let (first, second) = (xx, yy - slope * xy);
        // What has no spread left keeps none.
        let scale = |variance: f64| {
            if variance > 1e-30 {
                1.0 / variance.sqrt()
            } else {
                0.0
            }
        };
        let (first, second) = (scale(first), scale(second));
        for &member in members {
            let value = &mut self.values[index(member)];
            let [a, b] = value.map(f64::from);
            *value = [
                ((a - x) * first) as f32,
                ((b - y - slope * (a - x)) * second) as f32,
            ];
        }
    }

    /// Each group in a square of about the size that it will have.
    fn finish(&mut self, groups: &Groups) -> Vec<[f32; 2]> {
        let mut points = vec![[0.0; 2]; self.values.len()];
        for group in 0..groups.len() {
            let mut members = groups.members(group).to_vec();
            let side = START * (exact(members.len()) / DENSITY).sqrt();
            for axis in 0..2 {
                members.sort_by(|&a, &b| {
                    let of = |record: u32| self.values[index(record)][axis];
                    of(a).total_cmp(&of(b)).then(a.cmp(&b))
                });
                place(&members, side, axis, &mut points);
            }
        }
        points
    }
}

/// How large the square is against what the points will take.
const START: f64 = 0.22;

#[expect(clippy::cast_possible_truncation, reason = "points are in single precision")]
fn place(members: &[u32], side: f64, axis: usize, points: &mut [[f32; 2]]) {
    let n = exact(members.len());
    for (rank, &member) in members.iter().enumerate() {
        points[index(member)][axis] = (((exact(rank) + 0.5) / n - 0.5) * side) as f32;
    }
}
