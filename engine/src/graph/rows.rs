//! The rows that are compared: those of all vectors side by side, each of the length that makes a product the wanted
//! similarity, identical ones only once, and none where nothing is known of a record.

use crate::features::{Row, Vectors};
use crate::num::{count, index};

use super::finding::told;
use super::identical::{Groups, Identical};
use super::options::Measure;
use crate::error::Result;
use crate::job::Progress;

/// Values copied in one step, about.
const STEP_VALUES: usize = 1 << 19;

/// A length this near to 1 is left as it is, so that unit rows keep their bits.
const UNIT: f64 = 1e-6;

/// Distinct rows, in the order of the first records that have them: a sparse part, whose terms are those of all sparse
/// vectors, and a dense one.
#[derive(Debug, Default)]
pub(super) struct Rows {
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<f32>,
    dense: Vec<f32>,
    /// Terms of the sparse part.
    pub(super) terms: usize,
    /// Dense columns, filled up to a multiple of four with zeros.
    pub(super) width: usize,
    pub(super) measure: Measure,
    /// Which records have which row.
    pub(super) groups: Groups,
}

impl Rows {
    /// How many distinct rows there are.
    pub(super) fn len(&self) -> u32 {
        count(self.starts.len().saturating_sub(1))
    }

    /// The sparse part of a row.
    pub(super) fn sparse(&self, row: u32) -> (&[u32], &[f32]) {
        let place = self.starts[index(row)]..self.starts[index(row) + 1];
        (&self.columns[place.clone()], &self.values[place])
    }

    /// The dense part of a row.
    pub(super) fn dense(&self, row: u32) -> &[f32] {
        &self.dense[index(row) * self.width..(index(row) + 1) * self.width]
    }
}

/// Rows as plain numbers, to be sent elsewhere.
#[derive(Debug)]
pub(super) struct Packed<'a> {
    /// Per row the terms that it has.
    pub(super) lengths: Vec<u32>,
    pub(super) columns: &'a [u32],
    pub(super) values: &'a [f32],
    pub(super) dense: &'a [f32],
    pub(super) width: usize,
    pub(super) measure: Measure,
}

impl Rows {
    /// The rows from one on.
    pub(super) fn pack(&self, first: u32) -> Packed<'_> {
        let starts = &self.starts[index(first)..];
        Packed {
            lengths: starts.windows(2).map(|pair| count(pair[1] - pair[0])).collect(),
            columns: &self.columns[starts[0]..],
            values: &self.values[starts[0]..],
            dense: &self.dense[index(first) * self.width..],
            width: self.width,
            measure: self.measure,
        }
    }

    /// Rows that were sent; none where the numbers don't fit each other. Which records have them is not known.
    pub(super) fn unpack(packed: &Packed<'_>) -> Option<Self> {
        let mut starts = vec![0];
        for &length in &packed.lengths {
            starts.push(starts[starts.len() - 1] + index(length));
        }
        let held = packed.columns.len();
        let is_sound = starts.last() == Some(&held)
            && packed.values.len() == held
            && packed.dense.len() == packed.lengths.len() * packed.width
            && packed.width.is_multiple_of(4);
        let last = packed.columns.iter().max();
        is_sound.then(|| Self {
            starts,
            columns: packed.columns.to_vec(),
            values: packed.values.to_vec(),
            dense: packed.dense.to_vec(),
            // As many as are looked up.
            terms: last.map_or(0, |&last| index(last) + 1),
            width: packed.width,
            measure: packed.measure,
            groups: Groups::default(),
        })
    }
}

/// The copying of rows, in steps: first identical records are found, then distinct rows are copied.
#[derive(Debug)]
pub(super) struct Gathering {
    identical: Option<Identical>,
    rows: Rows,
    next: u32,
}

impl Gathering {
    /// Begins with vectors that go together; distances are of dense vectors alone.
    pub(super) fn new(parts: &[&Vectors], measure: Measure) -> Self {
        let sum = |is_sparse: bool| {
            let of_kind = parts.iter().filter(move |part| part.is_sparse() == is_sparse);
            of_kind.map(|part| index(part.width())).sum::<usize>()
        };
        Self {
            identical: Some(Identical::new(parts, measure)),
            rows: Rows {
                starts: vec![0],
                terms: sum(true),
                width: sum(false).next_multiple_of(4),
                measure,
                ..Rows::default()
            },
            next: 0,
        }
    }

    /// Copies some rows. Returns how far it is; none once all are copied.
    pub(super) fn step(&mut self, parts: &[&Vectors]) -> Option<Progress> {
        if let Some(mut identical) = self.identical.take() {
            if let Some((done, total)) = identical.step(parts) {
                self.identical = Some(identical);
                return Some(told("finding identical rows", done.into(), total.into()));
            }
            self.rows.groups = identical.finish();
            return Some(told("gathering rows", 0, self.rows.groups.len().into()));
        }
        let rows = self.rows.groups.len();
        let mut copied = 0;
        while self.next < rows && copied < STEP_VALUES {
            copied += self.copy(parts, self.rows.groups.first(self.next));
            self.next += 1;
        }
        (copied > 0).then(|| told("gathering rows", self.next.into(), rows.into()))
    }

    /// The rows, once all are copied.
    pub(super) fn finish(self) -> Rows {
        self.rows
    }

    /// Copies the row of a record; returns how many values that were.
    fn copy(&mut self, parts: &[&Vectors], record: u32) -> usize {
        let rows = &mut self.rows;
        let (held, dense_end) = (rows.values.len(), rows.dense.len() + rows.width);
        let mut first = 0;
        for part in parts {
            let row = part.row(record);
            let factor = factor(row, rows.measure, parts.len());
            match row {
                Row::Sparse(columns, values) => {
                    rows.columns.extend(columns.iter().map(|column| first + column));
                    rows.values.extend(values.iter().map(|value| value * factor));
                    first += part.width();
                }
                Row::Dense(values) => rows.dense.extend(values.iter().map(|value| value * factor)),
            }
        }
        rows.dense.resize(dense_end, 0.0);
        rows.starts.push(rows.values.len());
        rows.values.len() - held + rows.width + 1
    }
}

/// What a part's row is multiplied by, so that the products of `parts` parts come to their mean cosine.
fn factor(row: Row<'_>, measure: Measure, parts: usize) -> f32 {
    let squares = row
        .values()
        .iter()
        .map(|&value| f64::from(value) * f64::from(value));
    let length = squares.sum::<f64>().sqrt();
    if measure == Measure::Distance || length == 0.0 {
        return 1.0;
    }
    let length = if (length - 1.0).abs() < UNIT { 1.0 } else { length };
    #[expect(clippy::cast_possible_truncation, reason = "rows are in single precision")]
    let factor = (1.0 / (length * f64::from(count(parts)).sqrt())) as f32;
    factor
}

/// Refuses vectors that don't go together.
///
/// # Errors
/// No vectors, vectors of different numbers of records, distances of sparse rows.
pub(super) fn check(parts: &[&Vectors], measure: Measure) -> Result<()> {
    use crate::error::Error;
    let Some(first) = parts.first() else {
        return Err(Error::new("There are no features to compare", "Choose some"));
    };
    if let Some(other) = parts.iter().find(|part| part.len() != first.len()) {
        let what = format!(
            "Features of {} records stand beside those of {}",
            first.len(),
            other.len()
        );
        return Err(Error::new(what, "Make them anew from the same records"));
    }
    if measure == Measure::Distance && parts.iter().any(|part| part.is_sparse()) {
        let what = "Distances are for dense features such as numbers or LSA";
        return Err(Error::new(what, "Compare weights of words by their cosine").at("measure"));
    }
    Ok(())
}
