//! What holds of every search: it finds what comparing all pairs finds, in one or several parts, and an update ends where
//! a new search does.

use proptest::prelude::*;

use super::*;
use crate::arena::TextArena;
use crate::features::{CsrBuilder, Vectors};
use crate::num::{count, index};
use crate::rng::Rng;

mod brute;
mod large;
mod laws;

use self::brute::brute;

/// Rows of a few terms; the same row may come again, and rows may be empty.
type SparseRows = Vec<Vec<(u32, f32)>>;

fn sparse(rows: &SparseRows, width: u32) -> Vectors {
    let mut builder = CsrBuilder::new(width, 0);
    for row in rows {
        let (columns, values): (Vec<u32>, Vec<f32>) = row.iter().copied().unzip();
        builder.push(&columns, &values).unwrap();
    }
    Vectors::sparse("words", builder.finish(), names(width)).unwrap()
}

fn dense(rows: &[Vec<f32>]) -> Vectors {
    let width = rows.first().map_or(3, Vec::len);
    let flat: Vec<f32> = rows.concat();
    let rows = ndarray::Array2::from_shape_vec((rows.len(), width), flat).unwrap();
    Vectors::dense("numbers", rows, names(count(width))).unwrap()
}

fn names(width: u32) -> TextArena {
    let mut names = TextArena::default();
    (0..width).for_each(|column| names.push(&column.to_string()));
    names
}

fn any_rows() -> impl Strategy<Value = SparseRows> {
    let value = prop_oneof![3 => 1u8..5, 1 => Just(1)];
    let row = proptest::collection::btree_map(0u32..12, value, 0..5);
    proptest::collection::vec(row, 0..40).prop_map(|rows| {
        let of_row = |row: std::collections::BTreeMap<u32, u8>| {
            let entries = row.into_iter();
            entries
                .map(|(column, value)| (column, f32::from(value) / 4.0))
                .collect()
        };
        rows.into_iter().map(of_row).collect()
    })
}

fn any_numbers(n: usize) -> impl Strategy<Value = Vec<Vec<f32>>> {
    let row = proptest::collection::vec((-2i8..3).prop_map(f32::from), 3);
    proptest::collection::vec(row, n)
}

fn options(k: u32) -> Options {
    Options {
        k,
        ..Options::default()
    }
}

fn found(vectors: &[&Vectors], options: &Options) -> Neighbors {
    find(vectors, options).unwrap().neighbors
}
