//! What a reader hands on: rows of cells, and rows it had to set aside.

use crate::images::StoredImage;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Where a row is in its file.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The row, from 1. A header is not counted (it is row 0), blank lines are not, rows set aside are.
    pub row: u64,
    /// The physical line the row begins on, from 1.
    pub line: u64,
    /// The byte the row begins at, from 0. In the file; inside a reader, in the decoded text.
    pub byte: u64,
}

/// One value of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// No value: a key that this record lacks, or null.
    Missing,
    /// Text, unescaped and otherwise as it is.
    Text(&'a str),
    /// A number, as it was written.
    Number(&'a str),
    /// True or false.
    Bool(bool),
    /// An object or an array, as it was written.
    Json(&'a str),
}

impl<'a> Cell<'a> {
    /// The value as text, as it was written; none if it is missing.
    pub fn text(self) -> Option<&'a str> {
        match self {
            Self::Missing => None,
            Self::Text(text) | Self::Number(text) | Self::Json(text) => Some(text),
            Self::Bool(true) => Some("true"),
            Self::Bool(false) => Some("false"),
        }
    }
}

/// A row that was read.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Where it is.
    pub place: Place,
    /// All of the row as it stands in the decoded file, without its line end.
    pub raw: &'a str,
    /// One cell a column.
    pub cells: &'a [Cell<'a>],
    /// The image, where rows are images.
    pub image: Option<&'a StoredImage>,
}

/// A row that was set aside: it is not imported, and nothing of it is lost.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// As in [`Place`].
    pub row: u64,
    /// As in [`Place`].
    pub line: u64,
    /// As in [`Place`].
    pub byte: u64,
    /// The column, from 1, if one is to blame.
    pub column: Option<u32>,
    /// What is wrong, and what to do now.
    pub reason: String,
    /// The beginning of the row, at most 200 characters; an ellipsis says that it was cut.
    pub excerpt: String,
    /// The row's bytes as they are in the file, without the line end.
    #[serde(skip)]
    pub raw: Vec<u8>,
}

impl BadRow {
    /// A row set aside for a reason.
    pub(crate) fn new(place: Place, column: Option<u32>, reason: impl Into<String>, raw: &str) -> Self {
        Self {
            row: place.row,
            line: place.line,
            byte: place.byte,
            column,
            reason: reason.into(),
            excerpt: excerpt(raw),
            raw: raw.as_bytes().to_vec(),
        }
    }
}

/// Takes what a reader finds, in the order of the file.
pub trait RowSink {
    /// The columns' names: when first known, and again whenever JSON brings new ones (at the end only).
    fn columns(&mut self, names: &[String]);
    /// A row that was read, with as many cells as there are columns.
    fn row(&mut self, row: Row<'_>);
    /// A row that was set aside.
    fn bad(&mut self, bad: BadRow);
    /// A line without a single character, which is no row.
    fn blank(&mut self) {}
}

/// The most characters of a value that are shown.
const SHOWN_CHARS: usize = 200;

/// The text itself, or its first 200 characters and an ellipsis.
pub(crate) fn excerpt(text: &str) -> String {
    match text.char_indices().nth(SHOWN_CHARS) {
        None => text.to_owned(),
        Some((cut, _)) => format!("{}…", &text[..cut]),
    }
}

/// A row as an object of its cells by their columns' names.
pub(crate) fn object(names: &[String], cells: &[Cell<'_>]) -> String {
    let cells = names.iter().zip(cells).map(|(name, cell)| {
        let value = match cell {
            Cell::Missing => "null".to_owned(),
            Cell::Text(text) => Value::from(*text).to_string(),
            cell => cell.text().unwrap_or_default().to_owned(),
        };
        format!("{}:{value}", Value::from(name.as_str()))
    });
    format!("{{{}}}", cells.collect::<Vec<_>>().join(","))
}

/// A row's cells are rebuilt for every row; this hands the emptied vector's memory to the next row.
pub(crate) fn recycle<'b>(mut cells: Vec<Cell<'_>>) -> Vec<Cell<'b>> {
    cells.clear();
    cells.into_iter().map(|_| Cell::Missing).collect()
}
