//! Histograms of oriented gradients (N. Dalal and B. Triggs, 2005): brightness on a square of 32 × 32, 4 × 4 cells of 8
//! pixels, 9 directions without sign, of 20 degrees each. A pixel counts by the length of its gradient, shared in
//! proportion among the two nearest directions and the four nearest cells. 3 × 3 blocks of 2 × 2 cells are each brought
//! to length 1, cut at 0.2 and brought to length 1 again.

use super::shrink::{SIDE, square};
use crate::images::Image;
use crate::num::{atan2, exact};

const CELLS: usize = 4;
const DIRECTIONS: usize = 9;
const BLOCKS: usize = CELLS - 1;

/// Numbers of a block: 2 × 2 cells.
const BLOCK: usize = 4 * DIRECTIONS;

/// Numbers in all: blocks in rows, in each its cells in rows, in each its directions.
pub(super) const WIDTH: usize = BLOCKS * BLOCKS * BLOCK;

/// Added to a block's squared length, so that noise on an even surface is no edge.
const NOISE: f64 = 10.24;

/// Largest value in a block: one strong edge does not outweigh all others.
const CUT: f64 = 0.2;

/// A number's name.
pub(super) fn name(at: usize) -> String {
    let (block, cell, direction) = (at / BLOCK, at / DIRECTIONS % 4, at % DIRECTIONS);
    let (row, column) = (block / BLOCKS + cell / 2 + 1, block % BLOCKS + cell % 2 + 1);
    format!(
        "edges block {} cell {row},{column} at {}°",
        block + 1,
        direction * 20 + 10
    )
}

pub(super) fn of(image: &Image) -> Vec<f64> {
    let cells = histograms(&square(image));
    let mut blocks = Vec::with_capacity(WIDTH);
    for (row, column) in (0..BLOCKS).flat_map(|row| (0..BLOCKS).map(move |column| (row, column))) {
        let start = blocks.len();
        for cell in [
            (row, column),
            (row, column + 1),
            (row + 1, column),
            (row + 1, column + 1),
        ] {
            blocks.extend(cells[cell.0 * CELLS + cell.1]);
        }
        level(&mut blocks[start..]);
    }
    blocks
}

fn level(block: &mut [f64]) {
    let squares = |block: &[f64]| block.iter().map(|value| value * value).sum::<f64>();
    let length = (squares(block) + NOISE).sqrt();
    block
        .iter_mut()
        .for_each(|value| *value = (*value / length).min(CUT));
    let length = (squares(block) + 1e-3).sqrt();
    block.iter_mut().for_each(|value| *value /= length);
}

/// Each cell's directions.
fn histograms(square: &[f64]) -> [[f64; DIRECTIONS]; CELLS * CELLS] {
    let mut cells = [[0.0; DIRECTIONS]; CELLS * CELLS];
    for (y, x) in (0..SIDE).flat_map(|y| (0..SIDE).map(move |x| (y, x))) {
        let at = |y: usize, x: usize| square[y.min(SIDE - 1) * SIDE + x.min(SIDE - 1)];
        let dx = at(y, x + 1) - at(y, x.saturating_sub(1));
        let dy = at(y + 1, x) - at(y.saturating_sub(1), x);
        let length = (dx * dx + dy * dy).sqrt();
        if length == 0.0 {
            continue;
        }
        let directions = directions(dy, dx);
        for (row, down) in SHARES[y] {
            for (column, right) in SHARES[x] {
                for (direction, share) in directions {
                    cells[row * CELLS + column][direction] += length * down * right * share;
                }
            }
        }
    }
    cells
}

/// The two directions that a gradient is nearest to, with its shares.
fn directions(dy: f64, dx: f64) -> [(usize, f64); 2] {
    let turn = atan2(dy, dx) / std::f64::consts::PI;
    let turn = if turn < 0.0 { turn + 1.0 } else { turn };
    // From the middle of the direction before; 9 in a half turn.
    let place = turn * exact(DIRECTIONS) + 0.5;
    let after = whole(place).min(DIRECTIONS);
    let part = place - exact(after);
    [
        ((after + DIRECTIONS - 1) % DIRECTIONS, 1.0 - part),
        (after % DIRECTIONS, part),
    ]
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "half a direction at least, and never far beyond the last"
)]
const fn whole(place: f64) -> usize {
    place as usize
}

/// The cells nearest to each row or column, with its shares; beyond the outer cells' middles what is missing is lost.
const SHARES: [[(usize, f64); 2]; SIDE] = {
    const CELL: usize = SIDE / CELLS;
    let mut all = [[(0, 0.0); 2]; SIDE];
    let mut pixel = 0;
    while pixel < SIDE {
        // Twice as fine as pixels: a cell's middle lies between two.
        let place = 2 * pixel + 1 + CELL;
        let (after, part) = (
            place / (2 * CELL),
            (place % (2 * CELL)) as f64 / (2 * CELL) as f64,
        );
        if after > 0 {
            all[pixel][0] = (after - 1, 1.0 - part);
        }
        if after < CELLS {
            all[pixel][1] = (after, part);
        }
        pixel += 1;
    }
    all
};
