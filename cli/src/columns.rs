//! CSV files with columns of known names: `neighbors.csv` and `seeds.csv`.

use std::path::Path;

use labelloom_engine::error::Error;
use labelloom_engine::formats::{BadRow, Encoding, ReadOptions, Row, RowSink, reader};

use crate::failure::{Failure, Result};
use crate::rules;

/// Reads a file's columns of these names, in this order whatever the file's, and hands each row to `take`.
///
/// # Errors
/// A file that can't be read, a missing column, a row with too few or too many cells, and what `take` refuses, with its
/// line.
pub(crate) fn read<const N: usize>(
    path: &Path,
    names: [&str; N],
    take: impl FnMut([&str; N]) -> std::result::Result<(), Error>,
) -> Result<()> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|error| rules::in_file(path, Error::new(error.to_string(), "Save the file as UTF-8")))?;
    let mut cells = Cells {
        names,
        places: None,
        take,
        error: None,
    };
    if let Some(csv) = reader("csv") {
        let mut csv = csv.open(&ReadOptions::of("csv", Encoding::Utf8));
        csv.push(text.strip_prefix('\u{FEFF}').unwrap_or(text), &mut cells);
        csv.finish(&mut cells);
    }
    match (cells.error, cells.places) {
        (Some(error), _) => Err(rules::in_file(path, error).into()),
        (None, None) => Err(rules::in_file(path, no_header(&names)).into()),
        (None, Some(_)) => Ok(()),
    }
}

fn no_header(names: &[&str]) -> Error {
    let what = format!("The header {} is missing", names.join(","));
    Error::new(what, "The first row names the columns")
}

struct Cells<'a, const N: usize, T> {
    names: [&'a str; N],
    /// Where each column stands in the file.
    places: Option<[usize; N]>,
    take: T,
    error: Option<Error>,
}

impl<const N: usize, T: FnMut([&str; N]) -> std::result::Result<(), Error>> RowSink for Cells<'_, N, T> {
    fn columns(&mut self, names: &[String]) {
        let place = |name: &str| names.iter().position(|column| column.trim() == name);
        let mut places = [0; N];
        for (at, name) in places.iter_mut().zip(self.names) {
            let Some(found) = place(name) else {
                self.error
                    .get_or_insert_with(|| no_header(&self.names).at("line 1"));
                return;
            };
            *at = found;
        }
        self.places = Some(places);
    }

    fn row(&mut self, row: Row<'_>) {
        let (None, Some(places)) = (&self.error, self.places) else {
            return;
        };
        let cell = |place: usize| {
            let cell = row.cells.get(place);
            cell.and_then(|cell| cell.text()).unwrap_or_default().trim()
        };
        if let Err(error) = (self.take)(places.map(cell)) {
            self.error = Some(error.at(format!("line {}", row.place.line)));
        }
    }

    fn bad(&mut self, bad: BadRow) {
        let error = Error::new(bad.reason, "").at(format!("line {}", bad.line));
        self.error.get_or_insert(error);
    }
}
