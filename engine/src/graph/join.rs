//! All pairs of rows, each compared once: block by block, every row with those of the block that stand before it.
//!
//! Costs Σ over terms of df²/2 products and n²/2 sums that are looked at, four at a time. Bounds that would spare some
//! of both cost more than they spare for texts of a few dozen words.

use std::ops::Range;

use super::block::Block;
use super::lists::Lists;
use super::rows::Rows;
use crate::num::index;
use labelloom_kernels::pairs::{BLOCK, Sums};

/// Products of one step, about; a sum that is looked at counts as an eighth.
const STEP_PRODUCTS: usize = 1 << 22;

/// The comparing of the rows of a range with all rows before them.
#[derive(Debug)]
pub(super) struct Join {
    rows: Rows,
    range: Range<u32>,
    block: Block,
    /// The next row that is compared with the block.
    row: u32,
    sums: Box<Sums>,
    lists: Lists,
    pairs: u64,
}

impl Join {
    /// Begins with the first block.
    pub(super) fn new(rows: Rows, range: Range<u32>, k: u32) -> Self {
        let room = k.min(rows.len().saturating_sub(1));
        let mut join = Self {
            lists: Lists::new(index(rows.len()), index(room)),
            rows,
            row: range.start,
            range,
            block: Block::default(),
            sums: Box::new([0.0; BLOCK]),
            pairs: 0,
        };
        join.turn_to(0);
        join
    }

    /// Compares some pairs. Returns how many are compared, and how many there are; none once all are.
    pub(super) fn step(&mut self) -> Option<(u64, u64)> {
        if self.is_over() {
            return None;
        }
        let mut products = 0;
        while !self.is_over() && products < STEP_PRODUCTS {
            if self.row == self.range.end {
                self.turn_to(self.block.end());
            } else {
                products += self.compare(self.row);
                self.row += 1;
            }
        }
        Some((
            self.pairs,
            pairs_before(self.range.end) - pairs_before(self.range.start),
        ))
    }

    /// Rows and lists, once all pairs are compared.
    pub(super) fn finish(self) -> (Rows, Lists) {
        (self.rows, self.lists)
    }

    fn is_over(&self) -> bool {
        self.row == self.range.end && self.block.end() >= self.range.end
    }

    fn turn_to(&mut self, first: u32) {
        self.block.turn_to(&self.rows, first);
        self.row = self.range.start.max(first).min(self.range.end);
        self.block.hide_from(&self.rows, self.row);
    }

    /// Compares a row with those before it in the block.
    fn compare(&mut self, row: u32) -> usize {
        let visible = index((row - self.block.first).min(self.block.len));
        let products = self.block.compare(&self.rows, row, &mut self.sums, visible);
        let sums = &mut self.sums[..visible];
        self.lists.offer(row, self.block.first, sums);
        sums.fill(0.0);
        if row < self.block.end() {
            self.block.show(&self.rows, row);
        }
        self.pairs += visible as u64;
        products + visible / 8 + 1
    }
}

/// Pairs among the first rows.
fn pairs_before(rows: u32) -> u64 {
    u64::from(rows) * u64::from(rows.saturating_sub(1)) / 2
}
