//! Vote matrices as files: `votes.csv`, `votes.npz` and `gold.csv`, label indices from 0, -1 for none, and in votes -(l+2) for a vote
//! against label l.

use std::path::Path;

use labelloom_engine::error::Error;
use labelloom_engine::formats::write::put_cell;
use labelloom_engine::formats::{BadRow, Encoding, ReadOptions, Row, RowSink, reader};
use labelloom_engine::votes::{Vote, VoteColumn, VoteMatrix};

use crate::failure::{Failure, Result};
use crate::{npy, rules};

/// A table of votes: per column its name and a vote or none per row.
struct Table {
    names: Vec<String>,
    columns: Vec<Vec<Option<Vote>>>,
}

/// What the cells of a table hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Labels, such as gold.
    Labels,
    /// Votes for labels, and against them.
    Votes,
}

/// Reads a table of labels or votes for labels below `k`.
fn read(path: &Path, k: usize, holds: Holds) -> Result<Table> {
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
        holds,
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

/// Reads a vote matrix and the names of its rules, which an NPZ file has none for: they are numbered there.
pub(crate) fn read_matrix(path: &Path, k: usize) -> Result<(Vec<String>, VoteMatrix)> {
    if path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("npz"))
    {
        let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
        let matrix = npy::read_votes(&bytes, k).map_err(|error| rules::in_file(path, error))?;
        let names = (0..matrix.columns.len()).map(|rule| format!("rule {rule}"));
        return Ok((names.collect(), matrix));
    }
    let table = read(path, k, Holds::Votes)?;
    let records = table.columns.first().map_or(0, Vec::len);
    let columns = table
        .columns
        .iter()
        .map(|votes| VoteColumn::dense(votes))
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

/// Reads the gold label of each record, from the first column.
pub(crate) fn read_gold(path: &Path, k: usize) -> Result<Vec<Option<usize>>> {
    let table = read(path, k, Holds::Labels)?;
    let gold = table.columns.into_iter().next().unwrap_or_default();
    Ok(gold.into_iter().map(|vote| Some(vote?.label)).collect())
}

/// How many votes are against a label.
pub(crate) fn count_against(votes: &VoteMatrix) -> u64 {
    let ballots = votes.columns.iter().flat_map(VoteColumn::ballots);
    ballots
        .filter(|ballot| ballot.vote.against)
        .map(|ballot| u64::from(ballot.records.count()))
        .sum()
}

/// The same votes without those against labels, for programs that know none.
pub(crate) fn without_against(votes: &VoteMatrix) -> VoteMatrix {
    let column = |column: &VoteColumn| {
        let ballots = column.ballots().iter();
        VoteColumn::of(ballots.filter(|ballot| !ballot.vote.against).cloned().collect())
    };
    VoteMatrix {
        columns: votes.columns.iter().map(column).collect(),
        ..*votes
    }
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
            let code = votes.vote(record, column).map_or(-1, Vote::code);
            csv.extend_from_slice(code.to_string().as_bytes());
        }
        csv.extend_from_slice(b"\r\n");
    }
    csv
}

struct Cells {
    k: usize,
    holds: Holds,
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
            match vote(cell.text().unwrap_or_default(), self.k, self.holds) {
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

/// A cell: a label's index l, -1 for none, and among votes -(l+2) for one against it.
fn vote(cell: &str, k: usize, holds: Holds) -> std::result::Result<Option<Vote>, Error> {
    let refuse = |what: String| {
        let against = match holds {
            Holds::Labels => String::new(),
            Holds::Votes => format!(", or -(l+2) against label l, from -2 to -{}", k + 1),
        };
        Err(Error::new(
            what,
            format!("Write -1 for none, or a label index from 0 to {}{against}", k - 1),
        ))
    };
    let Ok(code) = cell.trim().parse::<i64>() else {
        return refuse(format!("{cell:?} is no label index"));
    };
    match Vote::from_code(code) {
        Some(vote) if vote.label >= k => refuse(format!("There is no label {} among {k}", vote.label)),
        Some(vote) if vote.against && holds == Holds::Labels => {
            refuse(format!("{code} is a vote against a label, and no label"))
        }
        None if code != -1 => refuse(format!("{code} is no label index")),
        vote => Ok(vote),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_indices_or_below_zero() {
        let of_votes = |cell| vote(cell, 2, Holds::Votes);
        assert_eq!(of_votes("-1").unwrap(), None);
        assert_eq!(of_votes("1").unwrap(), Some(Vote::is(1)));
        assert_eq!(of_votes("-2").unwrap(), Some(Vote::is_not(0)));
        assert_eq!(of_votes("-3").unwrap(), Some(Vote::is_not(1)));
        for (cell, said) in [
            ("2", "no label 2 among 2"),
            ("-4", "no label 2 among 2"),
            ("", "\"\" is no label index"),
        ] {
            assert!(of_votes(cell).unwrap_err().what.contains(said), "{cell}");
        }
        assert_eq!(vote("1", 2, Holds::Labels).unwrap(), Some(Vote::is(1)));
        let error = vote("-2", 2, Holds::Labels).unwrap_err();
        assert!(error.what.contains("against a label"), "{error}");
    }

    #[test]
    fn a_matrix_is_written_in_the_order_of_records() {
        let columns = vec![
            VoteColumn::dense(&[Some(Vote::is(1)), None]),
            VoteColumn::dense(&[Some(Vote::is_not(1)), Some(Vote::is(0))]),
        ];
        let votes = VoteMatrix {
            records: 2,
            labels: 2,
            columns,
        };
        let names = ["a,b".to_owned(), "c".to_owned()];
        let csv = String::from_utf8(to_csv(&names, &votes)).unwrap();
        assert_eq!(csv, "\"a,b\",c\r\n1,-3\r\n-1,0\r\n");
        assert_eq!(count_against(&votes), 1);
        let csv = String::from_utf8(to_csv(&names, &without_against(&votes))).unwrap();
        assert_eq!(csv, "\"a,b\",c\r\n1,-1\r\n-1,0\r\n");
    }
}
