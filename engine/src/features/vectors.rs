//! Records as n rows of d numbers, sparse or dense, with a name for each column. Graph, samplers and end model take
//! these and nothing more specific.

use std::ops::Range;

use ndarray::{ArcArray2, Array2};

use crate::arena::TextArena;
use crate::error::{Error, Result};
use crate::num::count;

/// n × d numbers. Columns lie in blocks, one for each kind they were made by.
#[derive(Clone, Debug)]
pub struct Vectors {
    rows: Rows,
    names: TextArena,
    blocks: Vec<Block>,
}

/// Sparse vectors of several kinds, whose blocks and names are in order.
pub(super) const fn of_blocks(rows: Csr, names: TextArena, blocks: Vec<Block>) -> Vectors {
    Vectors {
        rows: Rows::Sparse(rows),
        names,
        blocks,
    }
}

/// Columns that one kind made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The kind's name.
    pub kind: String,
    /// Its columns, of 0..d.
    pub columns: Range<u32>,
}

#[derive(Clone, Debug)]
enum Rows {
    Sparse(Csr),
    Dense(ArcArray2<f32>),
}

/// Sparse rows, one after the other: the values that are not zero, with their columns.
#[derive(Clone, Debug, Default)]
pub struct Csr {
    /// n + 1 places in `columns` and `values`.
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    /// d.
    width: u32,
}

/// A record's row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Row<'a> {
    /// Columns, ascending, and the values in them.
    Sparse(&'a [u32], &'a [f32]),
    /// All d values.
    Dense(&'a [f32]),
}

impl Row<'_> {
    /// Whether it holds nothing but zeros: then nothing is known of the record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values().iter().all(|&value| value == 0.0)
    }

    /// The values that are held.
    #[must_use]
    pub const fn values(&self) -> &[f32] {
        match self {
            Row::Sparse(_, values) | Row::Dense(values) => values,
        }
    }

    /// The sum of products with another row of the same columns; of rows of length 1 their cosine.
    #[must_use]
    pub fn dot(self, other: Row<'_>) -> f64 {
        match (self, other) {
            (Row::Dense(one), Row::Dense(two)) => one
                .iter()
                .zip(two)
                .map(|(&a, &b)| f64::from(a) * f64::from(b))
                .sum(),
            (Row::Sparse(columns, values), Row::Sparse(others, other_values)) => {
                let (mut sum, mut at) = (0.0, 0);
                for (column, &value) in columns.iter().zip(values) {
                    while others.get(at).is_some_and(|other| other < column) {
                        at += 1;
                    }
                    if others.get(at) == Some(column) {
                        sum += f64::from(value) * f64::from(other_values[at]);
                    }
                }
                sum
            }
            (Row::Sparse(columns, values), Row::Dense(all))
            | (Row::Dense(all), Row::Sparse(columns, values)) => {
                let of = |column: &u32| all.get(*column as usize).copied().unwrap_or(0.0);
                columns
                    .iter()
                    .zip(values)
                    .map(|(column, &value)| f64::from(of(column)) * f64::from(value))
                    .sum()
            }
        }
    }

    /// Columns and the values in them, ascending.
    pub fn entries(&self) -> impl Iterator<Item = (u32, f32)> + '_ {
        let (columns, values) = match self {
            Row::Sparse(columns, values) => (Some(*columns), *values),
            Row::Dense(values) => (None, *values),
        };
        (0u32..)
            .zip(values)
            .map(move |(at, &value)| (columns.map_or(at, |columns| columns[at as usize]), value))
    }
}

/// Takes sparse rows one by one.
#[derive(Debug)]
pub struct CsrBuilder(Csr);

impl CsrBuilder {
    /// No row yet, of `width` columns; room for so many values.
    #[must_use]
    pub fn new(width: u32, values: usize) -> Self {
        Self(Csr {
            starts: vec![0],
            columns: Vec::with_capacity(values),
            values: Vec::with_capacity(values),
            width,
        })
    }

    /// The next row.
    ///
    /// # Errors
    /// Columns that don't ascend or lie past the width, a value that is no number, more columns than values.
    pub fn push(&mut self, columns: &[u32], values: &[f32]) -> Result<()> {
        let ascend = columns.windows(2).all(|pair| pair[0] < pair[1]);
        let lie_within = columns.last().is_none_or(|&last| last < self.0.width);
        let are_numbers = values.iter().all(|value| value.is_finite());
        if !ascend || !lie_within || !are_numbers || columns.len() != values.len() {
            return Err(Error::new(
                "A row of features is not in order",
                "Columns must ascend and lie within the width, each with a finite value",
            )
            .at(format!("row {}", self.0.starts.len())));
        }
        self.0.columns.extend_from_slice(columns);
        self.0.values.extend_from_slice(values);
        self.0.starts.push(self.0.columns.len());
        Ok(())
    }

    /// The rows.
    #[must_use]
    pub fn finish(self) -> Csr {
        self.0
    }
}

impl Vectors {
    /// Sparse vectors of one kind, with the names of their columns in order.
    ///
    /// # Errors
    /// As many names as columns are needed.
    pub fn sparse(kind: &str, rows: Csr, names: TextArena) -> Result<Self> {
        let width = rows.width;
        Self::of(kind, Rows::Sparse(rows), width, names)
    }

    /// Dense vectors of one kind, n × d, with the names of their columns in order.
    ///
    /// # Errors
    /// As many names as columns are needed, and finite numbers.
    pub fn dense(kind: &str, rows: Array2<f32>, names: TextArena) -> Result<Self> {
        Self::dense_shared(kind, rows.into_shared(), names)
    }

    /// … that others hold too.
    ///
    /// # Errors
    /// Those of [`Vectors::dense`].
    pub fn dense_shared(kind: &str, rows: ArcArray2<f32>, names: TextArena) -> Result<Self> {
        let width = count(rows.ncols());
        if let Some(((row, column), _)) = rows.indexed_iter().find(|(_, value)| !value.is_finite()) {
            return Err(Error::new(
                "A feature is no number",
                "Leave the record out, or put 0 where nothing is known",
            )
            .at(format!("row {}, column {}", row + 1, column + 1)));
        }
        let rows = if rows.is_standard_layout() {
            rows
        } else {
            rows.as_standard_layout().into_owned().into_shared()
        };
        Self::of(kind, Rows::Dense(rows), width, names)
    }

    fn of(kind: &str, rows: Rows, width: u32, names: TextArena) -> Result<Self> {
        if count(names.len()) != width {
            return Err(Error::new(
                format!("{width} features have {} names", names.len()),
                "Give each a name",
            ));
        }
        let block = Block {
            kind: kind.to_owned(),
            columns: 0..width,
        };
        Ok(Self {
            rows,
            names,
            blocks: vec![block],
        })
    }

    /// n, the number of records.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.rows {
            Rows::Sparse(rows) => rows.starts.len().saturating_sub(1),
            Rows::Dense(rows) => rows.nrows(),
        }
    }

    /// Whether there is no record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether rows hold only the values that are not zero.
    #[must_use]
    pub const fn is_sparse(&self) -> bool {
        matches!(self.rows, Rows::Sparse(_))
    }

    /// d, the number of columns.
    #[must_use]
    pub fn width(&self) -> u32 {
        count(self.names.len())
    }

    /// A record's row.
    #[must_use]
    pub fn row(&self, record: u32) -> Row<'_> {
        let at = record as usize;
        match &self.rows {
            Rows::Sparse(rows) => {
                let place = rows.starts[at]..rows.starts[at + 1];
                Row::Sparse(&rows.columns[place.clone()], &rows.values[place])
            }
            Rows::Dense(rows) => {
                let (width, all) = (rows.ncols(), rows.as_slice().unwrap_or_default());
                Row::Dense(&all[at * width..(at + 1) * width])
            }
        }
    }

    /// How many values are held in all: those that are not zero where rows are sparse.
    #[must_use]
    pub fn held(&self) -> usize {
        match &self.rows {
            Rows::Sparse(rows) => rows.values.len(),
            Rows::Dense(rows) => rows.len(),
        }
    }

    /// About how many bytes of memory they take.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let rows = match &self.rows {
            Rows::Sparse(rows) => sparse_bytes(rows.values.len() as u64, self.len() as u64),
            Rows::Dense(rows) => rows.len() as u64 * 4,
        };
        rows + self.names.bytes() + u64::from(self.width()) * 4
    }

    /// The name of a column: a word, a run of characters.
    #[must_use]
    pub fn name(&self, column: u32) -> &str {
        self.names.get(column)
    }

    /// The names of all columns, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter()
    }

    /// What kinds the columns are of, in order.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The kind of a column; empty past the last.
    #[must_use]
    pub fn kind(&self, column: u32) -> &str {
        let holds = |block: &&Block| block.columns.contains(&column);
        self.blocks.iter().find(holds).map_or("", |block| &block.kind)
    }
}

/// Bytes of n sparse rows with so many values in all.
pub(super) const fn sparse_bytes(values: u64, n: u64) -> u64 {
    values * 8 + (n + 1) * size_of::<usize>() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> TextArena {
        let mut names = TextArena::default();
        list.iter().for_each(|name| names.push(name));
        names
    }

    #[test]
    fn rows_out_of_order_are_refused() {
        let mut rows = CsrBuilder::new(3, 0);
        for (columns, values) in [
            (&[2, 1][..], &[1.0, 1.0][..]),
            (&[3], &[1.0]),
            (&[1], &[f32::NAN]),
            (&[1], &[]),
        ] {
            assert!(rows.push(columns, values).is_err(), "{columns:?}");
        }
        assert!(Vectors::dense("x", ndarray::array![[f32::NAN]], names(&["a"])).is_err());
        assert!(Vectors::dense("x", ndarray::array![[1.0]], names(&[])).is_err());
    }
}
