//! Columns of a panel that rest, while those at work stand in a narrower one.

use super::scores::{Panel, WIDEST};

/// Columns that rest are put by, and those at work stand in narrower panels.
#[derive(Debug)]
pub(super) struct Packed {
    /// x of all columns.
    pub(super) x: Panel,
    /// Which of them the columns at work are.
    pub(super) columns: Vec<usize>,
}

impl Packed {
    /// Puts the columns at work where they belong.
    pub(super) fn put(&mut self, from: &Panel) {
        for (at, &column) in self.columns.iter().enumerate() {
            let rows = self.x.values.chunks_exact_mut(self.x.width);
            for (row, from) in rows.zip(from.values.chunks_exact(from.width)) {
                row[column] = from[at];
            }
        }
    }
}

/// The numbers of some columns, first of all.
pub(super) fn packed(numbers: &[f64; WIDEST], columns: &[usize]) -> [f64; WIDEST] {
    std::array::from_fn(|at| columns.get(at).map_or(0.0, |&column| numbers[column]))
}
