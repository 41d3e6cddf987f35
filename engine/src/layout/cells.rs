//! How points push each other apart: all those in the cells around one by one, those farther away by cells that are the
//! larger the farther (Barnes & Hut 1986, on a grid).

use super::tuning::CLOSE;
use crate::num::{count, exact, index};
use labelloom_kernels::forces::{Sample, push};

/// Points of a cell, about.
const POINTS_A_CELL: usize = 12;

/// Most cells along a side, as a power of 2.
const MOST_LEVELS: u32 = 9;

/// Chunks of eight points around one that are looked at; of more, every second, third or so.
const MOST_CHUNKS: usize = 40;

/// Points of a cell taken together.
#[derive(Clone, Copy, Debug, Default)]
struct Mass {
    x: f32,
    y: f32,
    points: f32,
}

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
        if target.points == 0.0 {
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
                for other in around(column) {
                    if !(is_near_row && other.abs_diff(column) <= 1) {
                        let mass = masses[(other_row << level) | other];
                        let (dx, dy) = (target.x - mass.x, target.y - mass.y);
                        let square = dx * dx + dy * dy;
                        let push = mass.points / ((CLOSE + square) * (1.0 + square));
                        sum[0] += dx * push;
                        sum[1] += dy * push;
                    }
                }
            }
            (row, column) = (row / 2, column / 2);
        }
        self.far[cell] = sum;
    }

    /// The push on the point at a place of `members`. `turn` says which are looked at where there are too many.
    pub(super) fn push(&self, place: usize, turn: usize) -> [f32; 2] {
        let point = [self.xs[place], self.ys[place]];
        let cell = index(self.cell(point));
        let side = 1usize << self.level;
        let (row, column) = (cell >> self.level, cell & (side - 1));
        let columns = column.saturating_sub(1)..(column + 2).min(side);
        let rows = row.saturating_sub(1)..(row + 2).min(side);
        let mut ranges = [0..0, 0..0, 0..0];
        for (range, row) in ranges.iter_mut().zip(rows) {
            let first = row * side;
            *range = index(self.starts[first + columns.start])..index(self.starts[first + columns.end]);
        }
        let around: usize = ranges.iter().map(ExactSizeIterator::len).sum();
        let every = around.div_ceil(8 * MOST_CHUNKS).max(1);
        let sample = Sample {
            every,
            first: turn % every,
        };
        let near = push((&self.xs, &self.ys), &ranges, sample, point, CLOSE);
        let far = self.far[cell];
        [far[0] + near[0], far[1] + near[1]]
    }
}

fn mean(x: f32, y: f32, points: usize) -> Mass {
    #[expect(clippy::cast_possible_truncation, reason = "a count of points")]
    let number = f64::from(count(points)) as f32;
    if points == 0 {
        return Mass::default();
    }
    Mass {
        x: x / number,
        y: y / number,
        points: number,
    }
}

fn join(parts: [Mass; 4]) -> Mass {
    let points: f32 = parts.iter().map(|part| part.points).sum();
    if points == 0.0 {
        return Mass::default();
    }
    Mass {
        x: parts.iter().map(|part| part.x * part.points).sum::<f32>() / points,
        y: parts.iter().map(|part| part.y * part.points).sum::<f32>() / points,
        points,
    }
}
