//! All pairs of rows, each compared once: block by block, the rows of a block with each other, then every later row with
//! all of them. So a list is first filled out of some thousand rows at once, and later ones seldom come into it.
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

/// The comparing of the rows of a range with all rows behind them.
#[derive(Debug)]
pub(super) struct Join {
    rows: Rows,
    range: Range<u32>,
    block: Block,
    /// The next row that is compared with the block.
    row: u32,
    sums: Box<Sums>,
    k: u32,
    lists: Lists,
    pairs: u64,
}

impl Join {
    /// Begins with the first block.
    pub(super) fn new(rows: Rows, range: Range<u32>, k: u32) -> Self {
        let mut join = Self {
            lists: lists(&rows, k),
            k,
            rows,
            row: 0,
            range,
            block: Block::default(),
            sums: Box::new([0.0; BLOCK]),
            pairs: 0,
        };
        join.turn_to(join.range.start);
        join
    }

    /// Begins anew with other rows to be compared with all behind them. Returns the lists so far.
    pub(super) fn restart(&mut self, range: Range<u32>) -> Lists {
        (self.range, self.pairs) = (range, 0);
        self.turn_to(self.range.start);
        std::mem::replace(&mut self.lists, lists(&self.rows, self.k))
    }

    /// Takes in the lists of other pairs.
    pub(super) fn merge(&mut self, lists: &Lists) {
        self.lists.merge(lists);
    }

    /// Compares some pairs. Returns how many are compared, and how many there are; none once all are.
    pub(super) fn step(&mut self) -> Option<(u64, u64)> {
        if self.is_over() {
            return None;
        }
        let mut products = 0;
        while !self.is_over() && products < STEP_PRODUCTS {
            if self.row == self.rows.len() {
                self.turn_to(self.block.end());
            } else {
                products += self.compare(self.row);
                self.row += 1;
            }
        }
        Some(self.told())
    }

    /// How many pairs are compared, and how many there are.
    pub(super) fn told(&self) -> (u64, u64) {
        let behind = |row: u32| pairs_of(self.rows.len() - row);
        let all = behind(self.range.start) - behind(self.range.end);
        (self.pairs, all)
    }

    pub(super) const fn rows(&self) -> &Rows {
        &self.rows
    }

    /// The rows that are compared with those behind them.
    pub(super) fn range(&self) -> Range<u32> {
        self.range.clone()
    }

    /// Most neighbours of a row.
    pub(super) const fn k(&self) -> u32 {
        self.k
    }

    /// Whether no pair is compared yet.
    pub(super) const fn is_new(&self) -> bool {
        self.pairs == 0
    }

    /// Rows and lists, once all pairs are compared.
    pub(super) fn finish(self) -> (Rows, Lists) {
        (self.rows, self.lists)
    }

    /// Whether all pairs are compared.
    pub(super) fn is_over(&self) -> bool {
        self.row == self.rows.len() && self.block.end() >= self.range.end
    }

    fn turn_to(&mut self, first: u32) {
        self.block.turn_to(&self.rows, first..self.range.end);
        self.block.hide(&self.rows);
        self.row = if self.block.len == 0 {
            self.rows.len()
        } else {
            first
        };
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

/// Empty lists.
fn lists(rows: &Rows, k: u32) -> Lists {
    let room = k.min(rows.len().saturating_sub(1));
    Lists::new(index(rows.len()), index(room))
}

/// Pairs among so many rows.
fn pairs_of(rows: u32) -> u64 {
    u64::from(rows) * u64::from(rows.saturating_sub(1)) / 2
}
