//! An array in a file becomes the records' rows: one a record in their order, or each of the record that a list of ids
//! names.

use ndarray::Array2;

use super::Embeddings;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::npy::{Npy, Number};
use crate::num::{count, grouped, index};

impl Embeddings {
    /// Reads an array of numbers with a point, n × d; single precision is kept of them. Rows are in the records' order
    /// unless `ids` says otherwise, a record's id a line.
    ///
    /// # Errors
    /// What is no such array; other numbers, or some that are not finite; rows that are not as many as the records, or not
    /// one of each.
    pub fn read(name: &str, npy: &[u8], ids: Option<&str>, corpus: &Corpus) -> Result<Self> {
        let in_file = |error: Error| Error {
            place: match error.place.as_str() {
                "" => name.to_owned(),
                place => format!("{name}, {place}"),
            },
            ..error
        };
        let array = Npy::read(npy).map_err(in_file)?;
        let width = check(&array, corpus.len(), ids.is_some()).map_err(in_file)?;
        let row_of = match ids {
            Some(ids) => Some(rows_by_id(ids, array.shape()[0], corpus).map_err(in_file)?),
            None => None,
        };
        let mut rows = Vec::with_capacity(corpus.len() * width);
        for record in 0..corpus.len() {
            let row = row_of.as_ref().map_or(record, |of| of[record]);
            for column in 0..width {
                rows.push(single(array.float(row, column), row, column).map_err(in_file)?);
            }
        }
        let rows = Array2::from_shape_vec((corpus.len(), width), rows);
        let rows = rows.map_err(|error| in_file(Error::new(error.to_string(), "Save the file again")))?;
        Ok(Self::new(name, rows.into_shared()))
    }
}

/// d, of an array that has as many rows as there are records and numbers with a point.
fn check(array: &Npy<'_>, n: usize, has_ids: bool) -> Result<usize> {
    if !matches!(array.number(), Some(Number::Float(_))) {
        let what = format!("The array holds {:?}, not numbers with a point", array.descr());
        return Err(Error::new(what, "Save array.astype(\"float32\")"));
    }
    let &[rows, width] = array.shape() else {
        let sides: Vec<String> = array.shape().iter().map(ToString::to_string).collect();
        let what = format!(
            "The array has the shape ({}), not records × numbers",
            sides.join(", ")
        );
        return Err(Error::new(what, "Save an array of two dimensions"));
    };
    if width == 0 {
        return Err(Error::new(
            "The array has no numbers: its rows are empty",
            "Save one with columns",
        ));
    }
    if rows != n && !has_ids {
        let what = format!(
            "The array has {} for {}",
            counted(rows, "row", "rows"),
            counted(n, "record", "records")
        );
        let remedy = "Save a row for every record of the project in the records' order, or add a list of ids beside it";
        return Err(Error::new(what, remedy));
    }
    Ok(width)
}

/// The row of each record.
fn rows_by_id(ids: &str, rows: usize, corpus: &Corpus) -> Result<Vec<usize>> {
    let ids: Vec<&str> = ids.lines().map(str::trim).collect();
    let ids = &ids[..ids
        .iter()
        .rposition(|id| !id.is_empty())
        .map_or(0, |last| last + 1)];
    if ids.len() != rows {
        let what = format!(
            "The list has {} for {}",
            counted(ids.len(), "id", "ids"),
            counted(rows, "row", "rows")
        );
        return Err(Error::new(
            what,
            "Give an id a line, as many as the array has rows",
        ));
    }
    let mut order: Vec<usize> = (0..ids.len()).collect();
    order.sort_by_key(|&row| ids[row]);
    let sorted: Vec<&str> = order.iter().map(|&row| ids[row]).collect();
    if let Some(pair) = order.windows(2).find(|pair| ids[pair[0]] == ids[pair[1]]) {
        let what = format!("The id {:?} stands at row {} already", ids[pair[1]], pair[0] + 1);
        return Err(Error::new(what, "Give each record one row").at(at(pair[1])));
    }
    let mut row_of = vec![None; corpus.len()];
    for (place, &row) in corpus.places(&sorted).iter().zip(&order) {
        let Some(record) = *place else {
            let what = format!("No record has the id {:?}", ids[row]);
            let remedy = "Leave its row out, or add the array to the project that it is of";
            return Err(Error::new(what, remedy).at(at(row)));
        };
        row_of[index(record)] = Some(row);
    }
    let missing = row_of.iter().filter(|row| row.is_none()).count();
    if let Some(first) = row_of.iter().position(Option::is_none) {
        let more = match missing {
            1 => String::new(),
            more => format!(", nor of {} others", grouped(more as u64 - 1)),
        };
        let what = format!("No row is of record {:?}{more}", corpus.id(count(first)));
        return Err(Error::new(what, "Give every record a row"));
    }
    Ok(row_of.into_iter().flatten().collect())
}

fn counted(number: usize, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", grouped(number as u64))
}

fn at(row: usize) -> String {
    format!("row {}", row + 1)
}

/// A number in single precision.
fn single(number: f64, row: usize, column: usize) -> Result<f32> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "what is too large becomes infinite and is refused"
    )]
    let single = number as f32;
    if single.is_finite() {
        return Ok(single);
    }
    let what = if number.is_finite() {
        format!("{number:e} is too large for single precision")
    } else {
        format!("{number} is no number that records can be compared by")
    };
    let remedy = "Leave the record out of the project, or put zeros in its row: nothing is then known of it";
    Err(Error::new(what, remedy).at(format!("{}, column {}", at(row), column + 1)))
}
