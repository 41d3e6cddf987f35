//! Finds points by place: a grid of cells over the layout, each with its points. It is made once for positions that stand,
//! and asked at every move of the pointer.

use super::camera::Place;

/// Points that a cell holds on average.
const PER_CELL: usize = 3;

/// Cells of a side, at most.
const MOST_CELLS: usize = 600;

/// Half of the layout's side, with room for what lies a little outside.
const REACH: f64 = 1.0;

/// The cells and their points.
#[derive(Debug)]
pub(super) struct Grid {
    /// Cells of a side.
    side: usize,
    /// Where a cell's points begin in `points`; one more at the end.
    begins: Vec<u32>,
    /// The points, cell by cell, each cell's in their order.
    points: Vec<u32>,
}

/// Where one goes from a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Left,
    Right,
    Up,
    Down,
}

impl Grid {
    /// Puts points, x and y by turns, into cells.
    pub(super) fn of(positions: &[f32]) -> Self {
        let n = positions.len() / 2;
        let side = integer_root(n / PER_CELL).clamp(1, MOST_CELLS);
        let mut grid = Self {
            side,
            begins: vec![0; side * side + 1],
            points: vec![0; n],
        };
        let cells: Vec<usize> = places(positions).map(|place| grid.cell_of(place)).collect();
        for &cell in &cells {
            grid.begins[cell + 1] += 1;
        }
        for cell in 0..side * side {
            grid.begins[cell + 1] += grid.begins[cell];
        }
        let mut next = grid.begins.clone();
        for (point, &cell) in (0_u32..).zip(&cells) {
            grid.points[next[cell] as usize] = point;
            next[cell] += 1;
        }
        grid
    }

    /// The point nearest to a place, no further than `within`; of equally near ones the first.
    pub(super) fn nearest(&self, positions: &[f32], at: Place, within: f64) -> Option<u32> {
        let distance = |point: u32| {
            let (x, y) = place_of(positions, point);
            (x - at.0).hypot(y - at.1)
        };
        self.best(at, within, |point| Some(distance(point)))
    }

    /// The nearest point to go to from a point in a direction: within a quarter turn, those straight ahead first.
    pub(super) fn beside(&self, positions: &[f32], from: u32, way: Way) -> Option<u32> {
        let at = place_of(positions, from);
        let cost = |point: u32| {
            let (x, y) = place_of(positions, point);
            let (dx, dy) = (x - at.0, y - at.1);
            let (ahead, aside) = match way {
                Way::Left => (-dx, dy.abs()),
                Way::Right => (dx, dy.abs()),
                Way::Up => (-dy, dx.abs()),
                Way::Down => (dy, dx.abs()),
            };
            // Sideways steps count double. The cost is never below the distance, as the search asks.
            (point != from && ahead > 0.0 && aside <= ahead).then(|| ahead.hypot(2.0 * aside))
        };
        self.best(at, f64::INFINITY, cost)
    }

    /// The point of the lowest cost, looked for in rings of cells around a place. A cost is at least the distance.
    fn best(&self, at: Place, within: f64, cost: impl Fn(u32) -> Option<f64>) -> Option<u32> {
        let (column, row) = self.column_and_row(at);
        let cell_width = 2.0 * REACH / narrow_count(self.side);
        let mut best: Option<(f64, u32)> = None;
        for ring in 0..=self.side {
            // No point of this ring or a later one is nearer than this, while the place is in its cell.
            let clear = narrow_count(ring.saturating_sub(1)) * cell_width;
            let limit = best.map_or(within, |(cost, _)| cost);
            if clear > limit {
                break;
            }
            self.each_of_ring(column, row, ring, |point| {
                let Some(cost) = cost(point).filter(|cost| *cost <= within) else {
                    return;
                };
                if best.is_none_or(|held| (cost, point) < held) {
                    best = Some((cost, point));
                }
            });
        }
        best.map(|(_, point)| point)
    }

    fn each_of_ring(&self, column: usize, row: usize, ring: usize, mut each: impl FnMut(u32)) {
        let rows = row.saturating_sub(ring)..=(row + ring).min(self.side - 1);
        for of_row in rows {
            let is_edge = of_row + ring == row || of_row == row + ring;
            let left = column.checked_sub(ring);
            let right = Some(column + ring).filter(|right| *right < self.side);
            if is_edge {
                let columns = left.unwrap_or(0)..=right.unwrap_or(self.side - 1);
                columns.for_each(|of_column| self.points_of(of_column, of_row).for_each(&mut each));
            } else {
                let ends = [left, right].into_iter().flatten();
                ends.for_each(|of_column| self.points_of(of_column, of_row).for_each(&mut each));
            }
        }
    }

    fn points_of(&self, column: usize, row: usize) -> impl Iterator<Item = u32> + '_ {
        let cell = row * self.side + column;
        let range = self.begins[cell] as usize..self.begins[cell + 1] as usize;
        self.points[range].iter().copied()
    }

    fn column_and_row(&self, (x, y): Place) -> (usize, usize) {
        let index = |value: f64| {
            let cell = (value + REACH) / (2.0 * REACH) * narrow_count(self.side);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to the cells; NaN is the first"
            )]
            let cell = cell.clamp(0.0, narrow_count(self.side - 1)) as usize;
            cell.min(self.side - 1)
        };
        (index(x), index(y))
    }

    fn cell_of(&self, place: Place) -> usize {
        let (column, row) = self.column_and_row(place);
        row * self.side + column
    }
}

/// Where a point is.
pub(super) fn place_of(positions: &[f32], point: u32) -> Place {
    let at = 2 * point as usize;
    match positions.get(at..at + 2) {
        Some(&[x, y]) => (f64::from(x), f64::from(y)),
        _ => (f64::NAN, f64::NAN),
    }
}

fn places(positions: &[f32]) -> impl Iterator<Item = Place> + '_ {
    positions
        .chunks_exact(2)
        .map(|place| (f64::from(place[0]), f64::from(place[1])))
}

fn integer_root(n: usize) -> usize {
    n.isqrt()
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred cells")]
fn narrow_count(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use labelloom_engine::num::count;

    use super::*;

    /// Points by a small generator of numbers, in −1..1.
    fn points(n: usize) -> Vec<f32> {
        let mut state = 7_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        };
        (0..2 * n).map(|_| next()).collect()
    }

    #[test]
    fn the_nearest_is_the_one_that_looking_at_all_finds() {
        for n in [1, 2, 10, 1_000] {
            let positions = points(n);
            let grid = Grid::of(&positions);
            let asked = points(60);
            for at in places(&asked).chain([(1.0, 1.0), (-1.4, 0.2), (0.0, 3.0)]) {
                let distance = |point: u32| {
                    let (x, y) = place_of(&positions, point);
                    (x - at.0).hypot(y - at.1)
                };
                let plain = (0..count(n)).min_by(|a, b| distance(*a).total_cmp(&distance(*b)));
                assert_eq!(grid.nearest(&positions, at, f64::INFINITY), plain, "{n} {at:?}");
                let found = grid.nearest(&positions, at, 0.05);
                assert_eq!(found, plain.filter(|point| distance(*point) <= 0.05));
            }
        }
    }

    #[test]
    fn no_points_are_found_where_there_are_none() {
        let grid = Grid::of(&[]);
        assert_eq!(grid.nearest(&[], (0.0, 0.0), f64::INFINITY), None);
        assert_eq!(Grid::of(&[0.0, 0.0]).beside(&[0.0, 0.0], 0, Way::Up), None);
    }

    #[test]
    fn arrows_lead_along_a_row_and_between_rows() {
        // 0 1 2
        //  3
        let positions = [-0.5, 0.0, 0.0, 0.0, 0.5, 0.01, -0.05, 0.4];
        let grid = Grid::of(&positions);
        let go = |from, way| grid.beside(&positions, from, way);
        assert_eq!(go(0, Way::Right), Some(1));
        assert_eq!(go(1, Way::Right), Some(2));
        assert_eq!(go(2, Way::Left), Some(1));
        assert_eq!(go(1, Way::Down), Some(3));
        assert_eq!(go(3, Way::Up), Some(1));
        assert_eq!(go(0, Way::Left), None);
    }

    #[test]
    fn every_point_can_be_walked_to_the_edge_and_never_stands_still() {
        let positions = points(500);
        let grid = Grid::of(&positions);
        for way in [Way::Left, Way::Right, Way::Up, Way::Down] {
            let (mut at, mut steps) = (17, 0);
            while let Some(next) = grid.beside(&positions, at, way) {
                assert_ne!(next, at);
                at = next;
                steps += 1;
                assert!(steps <= 500);
            }
        }
    }
}
