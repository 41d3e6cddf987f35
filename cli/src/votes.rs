//! Vote matrices as files: `votes.csv` and `gold.csv`, label indices from 0 and -1 for none.

use std::path::Path;

use labelloom_engine::error::Error;
use labelloom_engine::formats::write::put_cell;
use labelloom_engine::formats::{BadRow, Encoding, ReadOptions, Row, RowSink, reader};
use labelloom_engine::votes::{VoteColumn, VoteMatrix};

use crate::failure::{Failure, Result};

/// A table of label indices: per column its name and a label or none per row.
pub(crate) struct Table {
    pub(crate) names: Vec<String>,
    pub(crate) columns: Vec<Vec<Option<usize>>>,
}

/// Reads a table of label indices below `k`.
pub(crate) fn read(path: &Path, k: usize) -> Result<Table> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    let in_file = |error: Error| {
        let file = path.display();
        let place = if error.place.is_empty() {
            file.to_string()
        } else {
            format!("{file}, {}", error.place)
        };
        Failure::from(error.at(place))
    };
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| in_file(Error::new(error.to_string(), "Save the file as UTF-8")))?;
    let mut cells = Cells {
        k,
        table: Table {
            names: Vec::new(),
            columns: Vec::new(),
        },
        error: None,
    };
    if let Some(csv) = reader("csv") {
        let mut csv = csv.open(&ReadOptions::of("csv", Encoding::Utf8));
        csv.push(text.strip_prefix('\u{FEFF}').unwrap_or(text), &mut cells);
        csv.finish(&mut cells);
    }
    match cells.error {
        Some(error) => Err(in_file(error)),
        None if cells.table.names.is_empty() => Err(in_file(Error::new(
            "There is no header",
            "The first row names the columns",
        ))),
        None => Ok(cells.table),
    }
}

/// Reads a vote matrix and the names of its rules.
pub(crate) fn read_matrix(path: &Path, k: usize) -> Result<(Vec<String>, VoteMatrix)> {
    let table = read(path, k)?;
    let records = table.columns.first().map_or(0, Vec::len);
    let columns = table
        .columns
        .iter()
        .map(|votes| VoteColumn::dense(k, votes))
        .collect();
    Ok((
        table.names,
        VoteMatrix {
            records,
            labels: k,
            columns,
        },
    ))
}

/// The CSV of a vote matrix: names, then a row a record.
pub(crate) fn to_csv(names: &[String], votes: &VoteMatrix) -> Vec<u8> {
    let mut csv = Vec::new();
    names
        .iter()
        .enumerate()
        .for_each(|(place, name)| put_cell(&mut csv, place == 0, name));
    csv.extend_from_slice(b"\r\n");
    for record in 0..labelloom_engine::num::count(votes.records) {
        for column in 0..votes.columns.len() {
            if column > 0 {
                csv.push(b',');
            }
            match votes.vote(record, column) {
                Some(label) => csv.extend_from_slice(label.to_string().as_bytes()),
                None => csv.extend_from_slice(b"-1"),
            }
        }
        csv.extend_from_slice(b"\r\n");
    }
    csv
}

struct Cells {
    k: usize,
    table: Table,
    error: Option<Error>,
}

impl RowSink for Cells {
    fn columns(&mut self, names: &[String]) {
        self.table.names = names.to_vec();
        self.table.columns.resize(names.len(), Vec::new());
    }

    fn row(&mut self, row: Row<'_>) {
        for (column, cell) in row.cells.iter().enumerate() {
            match vote(cell.text().unwrap_or_default(), self.k) {
                Ok(vote) => self.table.columns[column].push(vote),
                Err(error) => {
                    let place = format!("line {}, column {}", row.place.line, column + 1);
                    self.error.get_or_insert(error.at(place));
                    return;
                }
            }
        }
    }

    fn bad(&mut self, bad: BadRow) {
        let error = Error::new(bad.reason, "").at(format!("line {}", bad.line));
        self.error.get_or_insert(error);
    }
}

/// A cell: a label index, -1 for none.
fn vote(cell: &str, k: usize) -> std::result::Result<Option<usize>, Error> {
    let refuse = |what: String| {
        Err(Error::new(
            what,
            format!("Write -1 for none, or a label index from 0 to {}", k - 1),
        ))
    };
    match cell.trim().parse::<i64>() {
        Ok(-1) => Ok(None),
        Ok(vote) if vote < -1 => refuse(format!(
            "{vote} is a vote against a label, which this version can't count"
        )),
        Ok(vote) => match usize::try_from(vote) {
            Ok(label) if label < k => Ok(Some(label)),
            _ => refuse(format!("There is no label {vote} among {k}")),
        },
        Err(_) => refuse(format!("{cell:?} is no label index")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_indices_or_minus_one() {
        assert_eq!(vote("-1", 2).unwrap(), None);
        assert_eq!(vote("1", 2).unwrap(), Some(1));
        for (cell, said) in [
            ("2", "no label 2 among 2"),
            ("-2", "against a label"),
            ("", "\"\" is no label index"),
        ] {
            assert!(vote(cell, 2).unwrap_err().what.contains(said), "{cell}");
        }
    }

    #[test]
    fn a_matrix_is_written_in_the_order_of_records() {
        let columns = vec![
            VoteColumn::dense(2, &[Some(1), None]),
            VoteColumn::dense(2, &[None, Some(0)]),
        ];
        let votes = VoteMatrix {
            records: 2,
            labels: 2,
            columns,
        };
        let csv = to_csv(&["a,b".to_owned(), "c".to_owned()], &votes);
        assert_eq!(String::from_utf8(csv).unwrap(), "\"a,b\",c\r\n1,-1\r\n-1,0\r\n");
    }
}
