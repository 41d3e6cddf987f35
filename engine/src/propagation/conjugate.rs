//! Conjugate gradients (Hestenes, Stiefel 1952) on (I − α S) x = b, for all columns of a panel at once. Each column has
//! its own steps and rests once it is solved. With α = 1 and the seeds held fixed the same system is that of the harmonic
//! function, and with all records free that of the graph's Laplacian.

use std::sync::Arc;

use super::matrix::{EachRow, Matrix};
use super::scores::Panel;
use crate::num::ln;

/// Columns of a panel at most.
const WIDEST: usize = 8;

/// A system on its way to its solution.
#[derive(Debug)]
pub(super) struct Conjugate {
    system: System,
    x: Panel,
    /// b − A x.
    left: Panel,
    direction: Panel,
    /// A times the direction.
    image: Panel,
    /// A number a column.
    columns: Columns,
    /// ‖b − A x‖² at the start.
    begun: [f64; WIDEST],
    pub(super) rounds: u32,
    most: u32,
}

/// (I − α S), on the free records alone.
#[derive(Clone, Debug)]
pub(super) struct System {
    pub(super) spread: Arc<Matrix>,
    pub(super) alpha: f64,
    /// Which records are free; all where there is no list.
    pub(super) free: Option<Arc<Vec<bool>>>,
}

/// Per column: ‖b − A x‖², the bound at which it rests, and whether it does.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    left: [f64; WIDEST],
    bound: [f64; WIDEST],
    rests: [bool; WIDEST],
}

impl Conjugate {
    /// Begins at zero, or where an earlier solution stands. b must be zero on records that are not free.
    pub(super) fn new(system: System, b: Panel, start: Option<Panel>, residual: f64, most: u32) -> Self {
        let records = b.values.len() / b.width;
        let zeros = || Panel::zeros(records, b.width);
        let of_b = squares(&b);
        let mut new = Self {
            system,
            image: zeros(),
            direction: zeros(),
            x: start.unwrap_or_else(zeros),
            left: b,
            columns: Columns::default(),
            begun: of_b,
            rounds: 0,
            most,
        };
        new.columns.bound = of_b.map(|square| square * residual * residual);
        if new.x.values.iter().any(|&value| value != 0.0) {
            new.forget_columns_of_zeros(&of_b);
            new.take_start_away();
        }
        new.begun = squares(&new.left);
        new.columns.left = new.begun;
        new.direction.values.copy_from_slice(&new.left.values);
        new.rest();
        new
    }

    /// Where b is zero, x is.
    fn forget_columns_of_zeros(&mut self, of_b: &[f64; WIDEST]) {
        for row in self.x.values.chunks_exact_mut(self.x.width) {
            for (value, square) in row.iter_mut().zip(of_b) {
                if *square == 0.0 {
                    *value = 0.0;
                }
            }
        }
    }

    /// b − A x for the start.
    fn take_start_away(&mut self) {
        let _ = self.system.apply(&self.x, &mut self.image);
        for (left, image) in self.left.values.iter_mut().zip(&self.image.values) {
            *left -= image;
        }
    }

    /// One round; false where nothing is left to do.
    pub(super) fn step(&mut self) -> bool {
        if self.is_over() {
            return false;
        }
        match self.x.width {
            1 => self.round::<1>(),
            2 => self.round::<2>(),
            4 => self.round::<4>(),
            _ => self.round::<8>(),
        }
        self.rounds += 1;
        self.rest();
        !self.is_over()
    }

    fn round<const W: usize>(&mut self) {
        let curved = self.system.apply(&self.direction, &mut self.image);
        let steps = self.columns.divide(&self.columns.left, &curved);
        let left = advance::<W>(&mut self.x, &mut self.left, &self.direction, &self.image, &steps);
        let turns = self.columns.divide(&left, &self.columns.left);
        turn::<W>(&mut self.direction, &self.left, &turns);
        self.columns.left = left;
    }

    fn rest(&mut self) {
        let Columns { left, bound, rests } = &mut self.columns;
        for ((rests, left), bound) in rests.iter_mut().zip(left).zip(bound) {
            *rests |= *left <= *bound;
        }
    }

    /// Whether every column is solved.
    pub(super) fn is_solved(&self) -> bool {
        self.columns.rests.iter().all(|&rests| rests)
    }

    /// How much of the way is behind it, by the digits of the column that is furthest from its end.
    pub(super) fn done(&self) -> f64 {
        let Columns { left, bound, rests } = &self.columns;
        let at_work = (0..WIDEST).filter(|&column| !rests[column] && bound[column] > 0.0);
        let share = |column: usize| {
            let way = ln(self.begun[column] / bound[column]);
            ln(self.begun[column] / left[column]) / way.max(f64::MIN_POSITIVE)
        };
        at_work.map(share).fold(1.0, f64::min).max(0.0)
    }

    fn is_over(&self) -> bool {
        self.is_solved() || self.rounds >= self.most
    }

    /// The solution so far.
    pub(super) fn finish(self) -> Panel {
        self.x
    }
}

impl Columns {
    /// a / b of the columns that don't rest. A direction without curvature has no step: the column is as solved as
    /// the numbers allow.
    fn divide(&self, a: &[f64; WIDEST], b: &[f64; WIDEST]) -> [f64; WIDEST] {
        std::array::from_fn(|column| {
            let is_sound = !self.rests[column] && b[column] > 0.0;
            if is_sound { a[column] / b[column] } else { 0.0 }
        })
    }
}

impl System {
    /// A times a panel, and per column their product x · A x.
    fn apply(&self, panel: &Panel, image: &mut Panel) -> [f64; WIDEST] {
        let mut each = Applied {
            alpha: self.alpha,
            free: self.free.as_ref().map(|free| &free[..]),
            panel: &panel.values,
            image: &mut image.values,
            dots: [0.0; WIDEST],
        };
        self.spread.multiply(panel, &mut each);
        each.dots
    }
}

struct Applied<'a> {
    alpha: f64,
    free: Option<&'a [bool]>,
    panel: &'a [f64],
    image: &'a mut [f64],
    dots: [f64; WIDEST],
}

impl EachRow for Applied<'_> {
    fn row<const W: usize>(&mut self, record: usize, sums: [f64; W]) {
        if self.free.is_some_and(|free| !free[record]) {
            return;
        }
        let own = &self.panel.as_chunks::<W>().0[record];
        let image = &mut self.image.as_chunks_mut::<W>().0[record];
        for column in 0..W {
            image[column] = own[column] - self.alpha * sums[column];
            self.dots[column] += own[column] * image[column];
        }
    }
}

/// x += s · direction and left −= s · image, s a number a column; the new ‖left‖² per column.
fn advance<const W: usize>(
    x: &mut Panel,
    left: &mut Panel,
    direction: &Panel,
    image: &Panel,
    steps: &[f64; WIDEST],
) -> [f64; WIDEST] {
    let mut squares = [0.0; WIDEST];
    let rows = direction.rows::<W>().iter().zip(image.rows::<W>());
    let changed = x.values.as_chunks_mut::<W>().0.iter_mut();
    let changed = changed.zip(left.values.as_chunks_mut::<W>().0);
    for ((x, left), (direction, image)) in changed.zip(rows) {
        for column in 0..W {
            x[column] += steps[column] * direction[column];
            left[column] -= steps[column] * image[column];
            squares[column] += left[column] * left[column];
        }
    }
    squares
}

/// direction = left + t · direction, t a number a column.
fn turn<const W: usize>(direction: &mut Panel, left: &Panel, turns: &[f64; WIDEST]) {
    let rows = direction.values.as_chunks_mut::<W>().0.iter_mut();
    for (direction, left) in rows.zip(left.rows::<W>()) {
        for column in 0..W {
            direction[column] = left[column] + turns[column] * direction[column];
        }
    }
}

/// ‖·‖² per column.
fn squares(panel: &Panel) -> [f64; WIDEST] {
    let mut squares = [0.0; WIDEST];
    for row in panel.values.chunks_exact(panel.width) {
        for (square, value) in squares.iter_mut().zip(row) {
            *square += value * value;
        }
    }
    squares
}
