//! Conjugate gradients (Hestenes, Stiefel 1952) on (I − α S) x = b, for all columns of a panel at once. Each column has
//! its own steps and rests once it is solved. With α = 1 and the seeds held fixed the same system is that of the harmonic
//! function, and with all records free that of the graph's Laplacian.

use std::sync::Arc;

use super::coarse::Coarse;
use super::matrix::Matrix;
use super::packed::{Packed, packed};
use super::scores::{Panel, WIDEST};
use crate::num::ln;
use labelloom_kernels::rows;

/// Rows of one call.
pub(super) const PART: usize = 1024;

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
    packed: Option<Packed>,
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
    /// What slow changes are solved for by.
    pub(super) coarse: Option<Arc<Coarse>>,
}

/// Per column: ‖b − A x‖², the same by what the coarse equations make of it, the bound at which it rests, and whether it does.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    left: [f64; WIDEST],
    aimed: [f64; WIDEST],
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
            packed: None,
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
        new.rest();
        new.aim();
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
        for (left, image) in self.left.values.iter_mut().zip(self.image.values.iter()) {
            *left -= image;
        }
    }

    /// One round; false where nothing is left to do.
    pub(super) fn step(&mut self) -> bool {
        if self.is_over() {
            return false;
        }
        self.round();
        self.rounds += 1;
        self.rest();
        !self.is_over()
    }

    fn round(&mut self) {
        let curved = self.system.apply(&self.direction, &mut self.image);
        let steps = self.columns.divide(&self.columns.aimed, &curved);
        self.columns.left = self.advance(&steps);
        self.aim();
    }

    /// The next direction: where what is left leads, and a part of the last one.
    fn aim(&mut self) {
        let Some(coarse) = self.system.coarse.clone() else {
            let turns = self.columns.aim(self.columns.left);
            return self.turn(&turns);
        };
        let sums = coarse.gather(&self.left);
        let solved = coarse.solve(&sums);
        let mut aimed = self.columns.left;
        let rows = sums
            .values
            .chunks_exact(sums.width)
            .zip(solved.values.chunks_exact(sums.width));
        for (sums, solved) in rows {
            let products = sums.iter().zip(solved).map(|(sum, solved)| sum * solved);
            aimed
                .iter_mut()
                .zip(products)
                .for_each(|(aimed, product)| *aimed += product);
        }
        let turns = self.columns.aim(aimed);
        coarse.turn((&mut self.direction, &self.left), &solved, &turns);
    }

    /// x += s · direction and what is left −= s · image; the new ‖b − A x‖² per column.
    fn advance(&mut self, steps: &[f64; WIDEST]) -> [f64; WIDEST] {
        let (mut squares, part) = ([0.0; WIDEST], PART * self.x.width);
        let changed = self
            .x
            .values
            .chunks_mut(part)
            .zip(self.left.values.chunks_mut(part));
        let by = self
            .direction
            .values
            .chunks(part)
            .zip(self.image.values.chunks(part));
        for (changed, by) in changed.zip(by) {
            rows::advance(self.x.width, changed, by, steps, &mut squares);
        }
        squares
    }

    /// direction = what is left + t · direction.
    fn turn(&mut self, turns: &[f64; WIDEST]) {
        let part = PART * self.x.width;
        let changed = self.direction.values.chunks_mut(part);
        for (direction, left) in changed.zip(self.left.values.chunks(part)) {
            rows::turn(self.x.width, direction, left, turns);
        }
    }

    fn rest(&mut self) {
        let Columns {
            left, bound, rests, ..
        } = &mut self.columns;
        for ((rests, left), bound) in rests.iter_mut().zip(left).zip(bound) {
            *rests |= *left <= *bound;
        }
        self.pack();
    }

    /// Goes on with the columns that are at work, where they fit into half of the width.
    fn pack(&mut self) {
        let width = self.x.width;
        let at_work: Vec<usize> = (0..width).filter(|&column| !self.columns.rests[column]).collect();
        if at_work.is_empty() || at_work.len() * 2 > width {
            return;
        }
        let x = self.x.taken(&at_work);
        let wide = std::mem::replace(&mut self.x, x);
        self.packed = Some(match self.packed.take() {
            Some(mut packed) => {
                packed.put(&wide);
                let columns = at_work.iter().map(|&column| packed.columns[column]).collect();
                Packed { columns, ..packed }
            }
            None => Packed {
                x: wide,
                columns: at_work.clone(),
            },
        });
        for panel in [&mut self.left, &mut self.direction, &mut self.image] {
            *panel = panel.taken(&at_work);
        }
        let Columns {
            left, aimed, bound, ..
        } = &mut self.columns;
        for numbers in [left, aimed, bound, &mut self.begun] {
            *numbers = packed(numbers, &at_work);
        }
        self.columns.rests = std::array::from_fn(|column| column >= at_work.len());
    }

    /// Whether every column is solved.
    pub(super) fn is_solved(&self) -> bool {
        self.columns.rests.iter().all(|&rests| rests)
    }

    /// How much of the way is behind it, by the digits of the column that is furthest from its end.
    pub(super) fn done(&self) -> f64 {
        let Columns {
            left, bound, rests, ..
        } = &self.columns;
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
        match self.packed {
            Some(mut packed) => {
                packed.put(&self.x);
                packed.x
            }
            None => self.x,
        }
    }
}

impl Columns {
    /// Takes the new numbers of what is left; how much of the last direction is in the next one.
    fn aim(&mut self, aimed: [f64; WIDEST]) -> [f64; WIDEST] {
        let turns = self.divide(&aimed, &self.aimed);
        self.aimed = aimed;
        turns
    }

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
        let free = self.free.as_ref().map(|free| &free[..]);
        self.spread.apply(panel, self.alpha, free, image)
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
