//! A block of rows turned around, for the sums of a row with all of them: per term the rows that hold it (postings),
//! per dense column a value of each row.

use std::ops::Range;

use super::options::Measure;
use super::rows::Rows;
use crate::num::{count, index};
use labelloom_kernels::pairs::{BLOCK, Postings, Sums, add_products, add_squares, from_squares};

/// Rows `first..first + len`.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) first: u32,
    pub(super) len: u32,
    postings: Postings,
    /// Dense columns one after the other, each [`BLOCK`] long.
    dense: Vec<f32>,
}

impl Block {
    /// The first rows of a range as a block, with all of them in sight. The old one gives its memory.
    pub(super) fn turn_to(&mut self, rows: &Rows, range: Range<u32>) {
        self.first = range.start;
        self.len = range.end.saturating_sub(range.start).min(count(BLOCK));
        self.count_terms(rows);
        for place in 0..self.len {
            self.add_row(rows, place);
        }
    }

    /// No row is in sight any more; [`Block::show`] shows them one by one.
    pub(super) fn hide(&mut self, rows: &Rows) {
        let Postings { starts, ends, .. } = &mut self.postings;
        ends.copy_from_slice(&starts[..rows.terms]);
    }

    /// The next hidden row comes in sight.
    pub(super) fn show(&mut self, rows: &Rows, row: u32) {
        for &term in rows.sparse(row).0 {
            self.postings.ends[index(term)] += 1;
        }
    }

    /// One past the last row.
    pub(super) const fn end(&self) -> u32 {
        self.first + self.len
    }

    /// How similar a row is to the first `visible` rows of the block; sums must be 0 before. Returns how many products
    /// that took. A row's terms are added in their order, so that a pair has one similarity, whichever of both asks.
    pub(super) fn compare(&self, rows: &Rows, row: u32, sums: &mut Sums, visible: usize) -> usize {
        let (terms, weights) = rows.sparse(row);
        let products = self.postings.add(sums, terms, weights);
        self.add_dense(rows, row, &mut sums[..visible]);
        products + visible * rows.width / 4
    }

    fn add_dense(&self, rows: &Rows, row: u32, sums: &mut [f32]) {
        let (own, _) = rows.dense(row).as_chunks::<4>();
        for (own, columns) in own.iter().zip(self.dense.chunks_exact(4 * BLOCK)) {
            let four = [0, 1, 2, 3].map(|at| &columns[at * BLOCK..(at + 1) * BLOCK]);
            match rows.measure {
                Measure::Cosine => add_products(sums, four, *own),
                Measure::Distance => add_squares(sums, four, *own),
            }
        }
        if rows.measure == Measure::Distance {
            from_squares(sums);
        }
    }

    fn count_terms(&mut self, rows: &Rows) {
        let Postings {
            starts,
            ends,
            places,
            values,
        } = &mut self.postings;
        starts.clear();
        starts.resize(rows.terms + 1, 0);
        for row in self.first..self.first + self.len {
            for &term in rows.sparse(row).0 {
                starts[index(term) + 1] += 1;
            }
        }
        for term in 0..rows.terms {
            starts[term + 1] += starts[term];
        }
        let held = index(starts[rows.terms]);
        ends.clear();
        ends.extend_from_slice(&starts[..rows.terms]);
        places.resize(held, 0);
        values.resize(held, 0.0);
        self.dense.resize(rows.width * BLOCK, 0.0);
    }

    fn add_row(&mut self, rows: &Rows, place: u32) {
        let (terms, values) = rows.sparse(self.first + place);
        for (&term, &value) in terms.iter().zip(values) {
            let end = &mut self.postings.ends[index(term)];
            // A block has 4,096 places.
            self.postings.places[index(*end)] = u16::try_from(place).unwrap_or(u16::MAX);
            self.postings.values[index(*end)] = value;
            *end += 1;
        }
        for (column, &value) in rows.dense(self.first + place).iter().enumerate() {
            self.dense[column * BLOCK + index(place)] = value;
        }
    }
}

/// Bytes that a block takes, of so many terms, dense columns and postings.
pub(super) const fn bytes(terms: u64, width: u64, postings: u64) -> u64 {
    terms * 8 + (width + 1) * (BLOCK as u64) * 4 + postings * 6
}
