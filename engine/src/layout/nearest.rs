//! The nearest points on a map, by a grid: rings of cells around a point until no nearer one can come.

use crate::num::{count, exact, index};

/// Points of a cell, about.
const POINTS_A_CELL: f64 = 2.0;

/// Points of a map in a square grid.
#[derive(Debug)]
pub(super) struct Grid<'a> {
    /// n × 2.
    positions: &'a [f32],
    side: usize,
    corner: [f32; 2],
    width: f32,
    /// Where each cell, row by row, begins in `members`.
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl<'a> Grid<'a> {
    pub(super) fn new(positions: &'a [f32]) -> Self {
        let n = positions.len() / 2;
        let (mut low, mut high) = ([f32::INFINITY; 2], [f32::NEG_INFINITY; 2]);
        for point in positions.chunks_exact(2) {
            for axis in 0..2 {
                low[axis] = low[axis].min(point[axis]);
                high[axis] = high[axis].max(point[axis]);
            }
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the root of a count"
        )]
        let side = ((exact(n) / POINTS_A_CELL).sqrt() as usize).clamp(1, 1024);
        let most = (high[0] - low[0]).max(high[1] - low[1]).max(f32::MIN_POSITIVE);
        #[expect(clippy::cast_possible_truncation, reason = "at most 1024")]
        let width = most / exact(side) as f32;
        let mut grid = Self {
            positions,
            side,
            corner: low,
            width,
            starts: vec![0; side * side + 1],
            members: (0..count(n)).collect(),
        };
        let keys: Vec<usize> = (0..n).map(|at| grid.key(at)).collect();
        grid.members.sort_by_key(|&member| keys[index(member)]);
        keys.iter().for_each(|&key| grid.starts[key + 1] += 1);
        for at in 0..side * side {
            grid.starts[at + 1] += grid.starts[at];
        }
        grid
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the points at the end are in the last cell"
    )]
    fn cell(&self, record: usize) -> [usize; 2] {
        [0, 1].map(|axis| {
            let along = (self.positions[record * 2 + axis] - self.corner[axis]) / self.width;
            (along as usize).min(self.side - 1)
        })
    }

    fn key(&self, record: usize) -> usize {
        let [column, row] = self.cell(record);
        row * self.side + column
    }

    /// The squared distance of two points.
    pub(super) fn square(&self, one: usize, other: usize) -> f32 {
        let along = |axis: usize| self.positions[one * 2 + axis] - self.positions[other * 2 + axis];
        along(0) * along(0) + along(1) * along(1)
    }

    /// The k nearest points of one, the nearest first, of equally near ones the lower number first.
    pub(super) fn nearest(&self, record: usize, k: usize) -> Vec<u32> {
        let mut found: Vec<(f32, u32)> = Vec::new();
        for ring in 0..self.side {
            self.add_ring(record, ring, &mut found);
            found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            found.truncate(k);
            // Points of rings to come are at least so many whole cells away.
            #[expect(clippy::cast_possible_truncation, reason = "at most 1024")]
            let reached = exact(ring) as f32 * self.width;
            if found.len() == k && found.last().is_none_or(|last| last.0 < reached * reached) {
                break;
            }
        }
        found.into_iter().map(|(_, record)| record).collect()
    }

    /// Adds the points of the cells that are so many rows or columns away.
    fn add_ring(&self, record: usize, ring: usize, found: &mut Vec<(f32, u32)>) {
        let [column, row] = self.cell(record);
        let last = self.side - 1;
        let span = |at: usize| at.saturating_sub(ring)..=(at + ring).min(last);
        for other_row in span(row) {
            for other in span(column) {
                if other_row.abs_diff(row).max(other.abs_diff(column)) != ring {
                    continue;
                }
                let cell = other_row * self.side + other;
                let members = &self.members[index(self.starts[cell])..index(self.starts[cell + 1])];
                let others = members.iter().filter(|&&member| index(member) != record);
                found.extend(others.map(|&member| (self.square(record, index(member)), member)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    #[test]
    #[expect(clippy::cast_possible_truncation, reason = "points are in single precision")]
    fn the_nearest_are_those_of_all_pairs() {
        let mut rng = Rng::new(5);
        let mut positions: Vec<f32> = (0..400).map(|_| rng.normal() as f32).collect();
        // Some in one place, one far away.
        positions[20..40].fill(0.25);
        positions[50] = 40.0;
        let grid = Grid::new(&positions);
        for record in 0..200 {
            let mut all: Vec<u32> = (0..200).filter(|&other| index(other) != record).collect();
            let square = |other: &u32| grid.square(record, index(*other));
            all.sort_by(|a, b| square(a).total_cmp(&square(b)).then(a.cmp(b)));
            assert_eq!(grid.nearest(record, 7), all[..7]);
        }
    }

    #[test]
    fn fewer_points_than_asked_for_are_all_found() {
        assert_eq!(Grid::new(&[0.0, 0.0, 1.0, 0.0, 1.0, 0.0]).nearest(0, 5), [1, 2]);
        assert!(Grid::new(&[0.5, 0.5]).nearest(0, 5).is_empty());
        assert!(Grid::new(&[]).members.is_empty());
    }
}
