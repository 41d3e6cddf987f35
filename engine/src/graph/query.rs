//! Single rows compared with all others: for records that came or changed, and to see how good an approximate search is.

use super::block::Block;
use super::lists::Lists;
use super::neighbors::Neighbor;
use super::rows::Rows;
use crate::num::{count, index};
use labelloom_kernels::pairs::{BLOCK, Sums};

/// Products of one step, about.
const STEP_PRODUCTS: usize = 1 << 22;

/// A row that a queried one may be a neighbour of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    /// The row that was queried.
    pub(super) from: u32,
    /// The other one.
    pub(super) to: u32,
    pub(super) similarity: f32,
}

/// The nearest of all rows to some of them.
#[derive(Debug)]
pub(super) struct Queries {
    /// Rows that are queried, ascending.
    queried: Vec<u32>,
    /// Per row the similarity above which an offer to it is wanted; empty where none is.
    wanted_above: Vec<f32>,
    offers: Vec<Offer>,
    lists: Lists,
    block: Block,
    next: usize,
    sums: Box<Sums>,
}

impl Queries {
    /// Queries rows for their k nearest; with `wanted_above`, collects offers too.
    pub(super) fn new(rows: &Rows, queried: Vec<u32>, k: u32, wanted_above: Vec<f32>) -> Self {
        let room = k.min(rows.len().saturating_sub(1));
        let mut block = Block::default();
        block.turn_to(rows, 0..rows.len());
        Self {
            lists: Lists::new(queried.len(), index(room)),
            queried,
            wanted_above,
            offers: Vec::new(),
            block,
            next: 0,
            sums: Box::new([0.0; BLOCK]),
        }
    }

    /// Compares some rows. Returns how far it is; none once all is done.
    pub(super) fn step(&mut self, rows: &Rows) -> Option<(u32, u32)> {
        let mut products = 0;
        while !self.is_over(rows) && products < STEP_PRODUCTS {
            if self.next == self.queried.len() {
                self.next = 0;
                self.block.turn_to(rows, self.block.end()..rows.len());
            } else {
                products += self.compare(rows, self.next);
                self.next += 1;
            }
        }
        (products > 0).then_some((
            self.block.first + count(self.next),
            rows.len() + count(self.queried.len()),
        ))
    }

    /// The rows that were queried, ascending.
    pub(super) fn queried(&self) -> &[u32] {
        &self.queried
    }

    /// The list of a row that was queried.
    pub(super) fn of(&self, row: u32) -> Option<Vec<Neighbor>> {
        let at = self.queried.binary_search(&row).ok()?;
        Some(self.lists.of(count(at)).collect())
    }

    /// What was offered to other rows.
    pub(super) fn offers(&self) -> &[Offer] {
        &self.offers
    }

    fn is_over(&self, rows: &Rows) -> bool {
        self.queried.is_empty() || (self.next == self.queried.len() && self.block.end() >= rows.len())
    }

    fn compare(&mut self, rows: &Rows, at: usize) -> usize {
        let (row, first, len) = (self.queried[at], self.block.first, index(self.block.len));
        let products = self.block.compare(rows, row, &mut self.sums, len);
        if (first..self.block.end()).contains(&row) {
            self.sums[index(row - first)] = 0.0;
        }
        self.lists.offer_to(count(at), first, &self.sums[..len]);
        if !self.wanted_above.is_empty() {
            self.offer(row);
        }
        self.sums[..len].fill(0.0);
        products + len
    }

    fn offer(&mut self, row: u32) {
        let (first, len) = (self.block.first, index(self.block.len));
        let wanted = &self.wanted_above[index(first)..index(first) + len];
        let offered = (first..).zip(self.sums[..len].iter().zip(wanted));
        let offered = offered.filter(|(_, (sum, wanted))| sum > wanted);
        self.offers.extend(offered.map(|(to, (sum, _))| Offer {
            from: row,
            to,
            similarity: sum.min(1.0),
        }));
    }
}
