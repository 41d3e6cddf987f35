//! An image's row: its columns, and how its numbers are written.

use super::{LABEL, NAME, PATH};
use crate::formats::{BadRow, Cell, Place, Row, RowSink};
use crate::images::StoredImage;
use crate::images::statistics::{STATISTICS, written};

/// What is known of an image besides its pixels.
pub(super) struct Known<'a> {
    /// Its file with its folders, where the format has such.
    pub(super) path: Option<&'a str>,
    /// The name by which rules know it.
    pub(super) name: &'a str,
    /// What a person has decided; may be empty.
    pub(super) label: &'a str,
}

/// Hands on rows; the columns are told before the first.
pub(super) struct Rows {
    has_paths: bool,
    are_columns_told: bool,
}

impl Rows {
    /// No row yet, of files with paths or without.
    pub(super) const fn new(has_paths: bool) -> Self {
        Self {
            has_paths,
            are_columns_told: false,
        }
    }

    /// Hands on an image.
    pub(super) fn row(
        &mut self,
        place: Place,
        known: &Known<'_>,
        stored: &StoredImage,
        sink: &mut dyn RowSink,
    ) {
        self.tell_columns(sink);
        let statistics = STATISTICS.iter().copied();
        let numbers: Vec<Option<String>> = written(statistics, &stored.image, stored.original).collect();
        let path = self.has_paths.then(|| text(known.path.unwrap_or_default()));
        let mut cells: Vec<Cell<'_>> = path.into_iter().collect();
        cells.extend([Cell::Text(known.name), text(known.label)]);
        cells.extend(
            numbers
                .iter()
                .map(|number| number.as_deref().map_or(Cell::Missing, Cell::Number)),
        );
        sink.row(Row {
            place,
            raw: known.path.unwrap_or_default(),
            cells: &cells,
            image: Some(stored),
        });
    }

    /// Sets a file aside that gave no image.
    pub(super) fn bad(&mut self, place: Place, name: &str, reason: String, sink: &mut dyn RowSink) {
        self.tell_columns(sink);
        sink.bad(BadRow::new(place, None, reason, name));
    }

    fn tell_columns(&mut self, sink: &mut dyn RowSink) {
        if !std::mem::replace(&mut self.are_columns_told, true) {
            let statistics = STATISTICS.iter().map(|statistic| statistic.name);
            let path = self.has_paths.then_some(PATH);
            let names = path.into_iter().chain([NAME, LABEL]).chain(statistics);
            sink.columns(&names.map(str::to_owned).collect::<Vec<_>>());
        }
    }
}

fn text(value: &str) -> Cell<'_> {
    match value {
        "" => Cell::Missing,
        filled => Cell::Text(filled),
    }
}

/// The place of the image of a number, from 1. There are no lines; counting images as such is nearest.
pub(super) const fn place(number: u64, byte: u64) -> Place {
    Place {
        row: number,
        line: number,
        byte,
    }
}

/// An error as a reason of a row that is set aside.
pub(super) fn reason(error: &crate::error::Error) -> String {
    format!("{error}. Set aside.")
}
