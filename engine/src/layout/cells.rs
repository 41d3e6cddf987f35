//! How points push each other apart: all those in the cells around one by one, those farther away by cells that are the
//! larger the farther (Barnes & Hut 1986, on a grid).

use std::ops::RangeInclusive;

use labelloom_kernels::pushes;

use super::tuning::CLOSE;
use crate::num::{count, exact, index};

/// Points of a cell, about.
const POINTS_A_CELL: usize = 12;

/// Most cells along a side, as a power of 2.
const MOST_LEVELS: u32 = 9;

/// Chunks of eight points around one that are looked at; of more, every second, third or so.
const MOST_CHUNKS: usize = 40;

/// Points of a cell taken together: the middle, x and y, and how many they are.
type Mass = [f32; 3];

/// The points of a group in a square grid.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// Cells along a side are 2 to this power.
    level: u32,
    corner: [f32; 2],
    /// 1 by a cell's width.
    by_width: f32,
    /// Where each cell, row by row, begins in `members`.
    starts: Vec<u32>,
    /// Records, cell by cell.
    members: Vec<u32>,
    /// Their points as they were when the grid was made.
    xs: Vec<f32>,
    ys: Vec<f32>,
    /// Of each level from the coarsest its cells' masses, row by row.
    masses: Vec<Vec<Mass>>,
    /// The push from far away on each cell.
    far: Vec<[f32; 2]>,
    /// Each point's cell, in the order they came in.
    keys: Vec<u32>,
}

impl Cells {
    /// Puts a group's points into the grid.
    pub(super) fn fill(&mut self, members: &[u32], points: &[[f32; 2]]) {
        self.fit(members, points);
        let cells = 1usize << (2 * self.level);
        self.starts.clear();
        self.starts.resize(cells + 1, 0);
        self.keys.clear();
        for &member in members {
            let key = self.cell(points[index(member)]);
            self.keys.push(key);
            self.starts[index(key) + 1] += 1;
        }
        for at in 0..cells {
            self.starts[at + 1] += self.starts[at];
        }
        self.members.resize(members.len(), 0);
        self.xs.resize(members.len(), 0.0);
        self.ys.resize(members.len(), 0.0);
        for (&member, &key) in members.iter().zip(&self.keys) {
            let start = &mut self.starts[index(key)];
            let place = index(*start);
            *start += 1;
            self.members[place] = member;
            [self.xs[place], self.ys[place]] = points[index(member)];
        }
        self.starts.copy_within(0..cells, 1);
        self.starts[0] = 0;
        self.weigh();
    }

    fn fit(&mut self, members: &[u32], points: &[[f32; 2]]) {
        let (mut low, mut high) = ([f32::INFINITY; 2], [f32::NEG_INFINITY; 2]);
        for &member in members {
            for (axis, &value) in points[index(member)].iter().enumerate() {
                low[axis] = low[axis].min(value);
                high[axis] = high[axis].max(value);
            }
        }
        let side = (high[0] - low[0]).max(high[1] - low[1]).max(1e-3) * 1.0001;
        let mut level = 0;
        while level < MOST_LEVELS && members.len() > POINTS_A_CELL << (2 * level) {
            level += 1;
        }
        self.level = level;
        self.corner = low;
        #[expect(clippy::cast_possible_truncation, reason = "a few hundred cells")]
        let cells = exact(1 << level) as f32;
        self.by_width = cells / side;
    }

    fn cell(&self, point: [f32; 2]) -> u32 {
        let last = (1u32 << self.level) - 1;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what is outside counts as at the edge"
        )]
        let place = |axis: usize| (((point[axis] - self.corner[axis]) * self.by_width) as u32).min(last);
        (place(1) << self.level) | place(0)
    }

    /// Adds up what is in cells, level by level.
    fn weigh(&mut self) {
        self.masses.resize(index(self.level) + 1, Vec::new());
        let finest = self.starts.windows(2).map(|pair| {
            let range = index(pair[0])..index(pair[1]);
            let sum = |values: &[f32]| values.iter().sum::<f32>();
            mean(
                sum(&self.xs[range.clone()]),
                sum(&self.ys[range.clone()]),
                range.len(),
            )
        });
        let finest: Vec<Mass> = finest.collect();
        self.masses[index(self.level)] = finest;
        for level in (0..index(self.level)).rev() {
            let fine = std::mem::take(&mut self.masses[level + 1]);
            let side = 1usize << level;
            let joined = (0..side * side).map(|at| {
                let corner = (at / side) * 4 * side + (at % side) * 2;
                join([corner, corner + 1, corner + 2 * side, corner + 2 * side + 1].map(|cell| fine[cell]))
            });
            self.masses[level] = joined.collect();
            self.masses[level + 1] = fine;
        }
        self.far.clear();
        self.far.resize(self.starts.len() - 1, [0.0; 2]);
    }

    /// Records, cell by cell.
    pub(super) fn members(&self) -> &[u32] {
        &self.members
    }

    /// The number of cells.
    pub(super) fn len(&self) -> usize {
        self.far.len()
    }

    /// Works out the push from far away on a cell, taken at the middle of its points.
    #[inline(never)]
    pub(super) fn reach_far(&mut self, cell: usize) {
        let target = self.masses[index(self.level)][cell];
        if target[2] == 0.0 {
            return;
        }
        let (mut row, mut column) = (cell >> self.level, cell & ((1 << self.level) - 1));
        let mut sum = [0.0f32; 2];
        for level in (2..=index(self.level)).rev() {
            let last = (1usize << level) - 1;
            let around = |at: usize| ((at / 2).saturating_sub(1) * 2)..=((at / 2 + 1) * 2 + 1).min(last);
            let masses = &self.masses[level];
            for other_row in around(row) {
                let is_near_row = other_row.abs_diff(row) <= 1;
                let first = other_row << level;
                let pushed = |columns: RangeInclusive<usize>, sum| {
                    let of_row = &masses[first + columns.start()..first + columns.end() + 1];
                    pushes::push_of_masses(of_row, [target[0], target[1]], CLOSE, sum)
                };
                let columns = around(column);
                if is_near_row {
                    let (left, right) = (*columns.start(), *columns.end());
                    if left + 1 < column {
                        sum = pushed(left..=column - 2, sum);
                    }
                    if column + 1 < right {
                        sum = pushed(column + 2..=right, sum);
                    }
                } else {
                    sum = pushed(columns, sum);
                }
            }
            (row, column) = (row / 2, column / 2);
        }
        self.far[cell] = sum;
    }

    /// The push on the point at a place of `members`. `turn` says which are looked at where there are too many.
    #[inline(never)]
    pub(super) fn push(&self, place: usize, turn: usize) -> [f32; 2] {
        let point = [self.xs[place], self.ys[place]];
        let cell = index(self.cell(point));
        let side = 1usize << self.level;
        let (row, column) = (cell >> self.level, cell & (side - 1));
        let columns = column.saturating_sub(1)..(column + 2).min(side);
        let rows = row.saturating_sub(1)..(row + 2).min(side);
        let range = |row: usize| {
            let first = row * side;
            index(self.starts[first + columns.start])..index(self.starts[first + columns.end])
        };
        let around: usize = rows.clone().map(|row| range(row).len()).sum();
        let every = around.div_ceil(8 * MOST_CHUNKS).max(1);
        let mut sum = self.far[cell];
        for row in rows {
            let range = range(row);
            let (xs, ys) = (&self.xs[range.clone()], &self.ys[range]);
            let [x, y] = if every == 1 {
                pushes::push(xs, ys, point, CLOSE)
            } else {
                sampled(xs, ys, point, every, turn % every)
            };
            sum[0] += x;
            sum[1] += y;
        }
        sum
    }
}

fn mean(x: f32, y: f32, points: usize) -> Mass {
    #[expect(clippy::cast_possible_truncation, reason = "a count of points")]
    let number = f64::from(count(points)) as f32;
    if points == 0 {
        return [0.0; 3];
    }
    [x / number, y / number, number]
}

fn join(parts: [Mass; 4]) -> Mass {
    let points: f32 = parts.iter().map(|part| part[2]).sum();
    if points == 0.0 {
        return [0.0; 3];
    }
    let middle = |axis: usize| parts.iter().map(|part| part[axis] * part[2]).sum::<f32>() / points;
    [middle(0), middle(1), points]
}

/// The push of every so many chunks, as much as all would push.
fn sampled(xs: &[f32], ys: &[f32], point: [f32; 2], every: usize, turn: usize) -> [f32; 2] {
    let mut sum = [0.0f32; 2];
    for (xs, ys) in xs.chunks(8).zip(ys.chunks(8)).skip(turn).step_by(every) {
        let [x, y] = pushes::push(xs, ys, point, CLOSE);
        sum[0] += x;
        sum[1] += y;
    }
    #[expect(clippy::cast_possible_truncation, reason = "a small count")]
    let times = exact(every) as f32;
    sum.map(|sum| sum * times)
}
