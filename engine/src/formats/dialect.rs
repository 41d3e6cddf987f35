//! How a delimited file is written: what separates its cells, whether quotes quote, whether a header names columns.

use std::collections::BTreeMap;

use super::delimited::scanner::{Found, QUOTE_LIMIT, Scanner};
use super::delimited::{texts, unique_names};
use super::header::{self, HeaderGuess};
use super::lines::LineEnds;
use super::{ReadOptions, Sample, Sniffed};

/// As much of the head as is measured for each delimiter.
const MEASURED_BYTES: usize = 256 << 10;
/// As many rows as are looked at for a header.
const HEADER_ROWS: usize = 500;

/// The sample cut at one delimiter.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    pub(crate) delimiter: u8,
    /// Whether quotes are read as quoting.
    pub(crate) quotes: bool,
    /// Rows, those with faults among them.
    pub(crate) rows: usize,
    /// The most frequent number of cells, and how many rows have it.
    columns: usize,
    regular: usize,
    /// The number of cells in the first row.
    first: usize,
    /// Cells that begin with a quote, and how many of these do not close as quoting asks.
    opened: usize,
    faults: usize,
}

impl Table {
    /// Cuts the text both ways, with quotes that quote and with quotes that are text, and keeps the better.
    pub(crate) fn measure(text: &str, delimiter: u8, complete: bool) -> Self {
        let whole = complete && text.len() <= MEASURED_BYTES;
        let text = &text[..text.floor_char_boundary(MEASURED_BYTES)];
        let plain = Shape::of(text, delimiter, false, whole);
        let quoted = Shape::of(text, delimiter, true, whole);
        let quotes = match delimiter {
            b'\t' => tsv_quotes(&plain, &quoted),
            _ => plain.opened == 0 || quoted.faults == 0 || quoted.regularity() >= plain.regularity(),
        };
        let shape = if quotes { &quoted } else { &plain };
        let (columns, regular) = shape.mode();
        let (opened, faults) = (plain.opened, quoted.faults);
        Self {
            delimiter,
            quotes,
            rows: shape.rows,
            columns,
            regular,
            first: shape.first,
            opened,
            faults,
        }
    }

    /// The share of rows with the usual number of cells; 0 where that is one.
    pub(crate) fn regularity(&self) -> f64 {
        if self.columns < 2 {
            0.0
        } else {
            self.regular as f64 / self.rows as f64
        }
    }

    /// Whether the first row is one cell, and the rows below are not as regular as a table's.
    pub(crate) fn may_be_one_column(&self) -> bool {
        self.first == 1 && !self.consistent()
    }

    /// Whether every row is one cell.
    pub(crate) fn is_one_column(&self) -> bool {
        self.columns == 1 && self.regular == self.rows
    }

    /// Whether this looks like a table at all.
    pub(crate) fn consistent(&self) -> bool {
        self.regularity() >= 0.9
    }

    fn said_of_quotes(&self) -> Option<String> {
        if self.quotes || self.opened == 0 {
            return None;
        }
        let begin = if self.opened == 1 {
            "1 cell begins".to_owned()
        } else {
            format!("{} cells begin", self.opened)
        };
        Some(match self.faults {
            0 => format!("Quotes are read as text: {begin} with a quote, and none needs it."),
            _ => format!("Quotes are read as text: {begin} with a quote, and not all of these quotes close."),
        })
    }
}

/// In TSV a quote is text unless something shows that it is not: every quote closes, and there is a doubled quote,
/// or a tab or line break that would tear a row, or no cell at all without quotes.
fn tsv_quotes(plain: &Shape, quoted: &Shape) -> bool {
    let mends = quoted.regularity() > plain.regularity();
    plain.opened > 0 && quoted.faults == 0 && (quoted.doubled > 0 || mends || quoted.bare == 0)
}

/// Counts of one way to cut the sample.
#[derive(Default)]
struct Shape {
    rows: usize,
    faults: usize,
    /// The number of cells in the first row; 0 if its quotes are wrong.
    first: usize,
    /// Rows by their number of cells.
    cells: BTreeMap<usize, usize>,
    /// Cells that begin with a quote, cells that hold a doubled quote, and cells without quotes.
    opened: usize,
    doubled: usize,
    bare: usize,
}

impl Shape {
    fn of(text: &str, delimiter: u8, quotes: bool, complete: bool) -> Self {
        let mut shape = Self::default();
        each_row(text, delimiter, quotes, complete, |row| {
            shape.rows += 1;
            let Some((raw, scanner)) = row else {
                shape.faults += 1;
                return true;
            };
            if shape.rows == 1 {
                shape.first = scanner.cells.len();
            }
            *shape.cells.entry(scanner.cells.len()).or_default() += 1;
            for cell in &scanner.cells {
                shape.opened += usize::from(cell.quoted || raw[cell.start..cell.end].starts_with('"'));
                shape.doubled += usize::from(cell.doubled);
                shape.bare += usize::from(!cell.quoted);
            }
            true
        });
        shape
    }

    /// The most frequent number of cells, the larger of equals, and how many rows have it.
    fn mode(&self) -> (usize, usize) {
        let most = self.cells.iter().max_by_key(|(_, rows)| **rows);
        most.map_or((0, 0), |(cells, rows)| (*cells, *rows))
    }

    fn regularity(&self) -> f64 {
        if self.rows == 0 {
            0.0
        } else {
            self.mode().1 as f64 / self.rows as f64
        }
    }
}

/// Calls with each row that is whole, or with none for one whose quotes are wrong, until told to stop. Blank lines
/// are no rows.
fn each_row(
    text: &str,
    delimiter: u8,
    quotes: bool,
    complete: bool,
    mut each: impl FnMut(Option<(&str, &Scanner)>) -> bool,
) {
    let mut scanner = Scanner::new(delimiter, quotes, QUOTE_LIMIT);
    // A head of one line without its end is still a row, or there would be nothing to look at.
    let last = complete || LineEnds::Unknown.decide(text.as_bytes(), 0, false) == LineEnds::Unknown;
    let mut start = 0;
    let mut go_on = true;
    while go_on && start < text.len() {
        let rest = &text[start..];
        let next = match scanner.next(rest.as_bytes(), last) {
            Found::More => break,
            Found::Row { end: 0, next } => next,
            Found::Row { end, next } => {
                go_on = each(Some((&rest[..end], &scanner)));
                next
            }
            Found::Fault { next, .. } => {
                go_on = each(None);
                next
            }
        };
        start += next;
    }
}

/// Whether the table begins with a header.
pub(crate) fn header(sample: &Sample<'_>, table: &Table) -> HeaderGuess {
    header::guess(&first_rows(sample, table))
}

fn first_rows(sample: &Sample<'_>, table: &Table) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    each_row(
        sample.text,
        table.delimiter,
        table.quotes,
        sample.complete,
        |row| {
            rows.extend(row.map(|(raw, scanner)| texts(raw, &scanner.cells)));
            rows.len() < HEADER_ROWS
        },
    );
    rows
}

/// The proposal for a delimited format, and what is said of it.
pub(crate) fn sniffed(format: &str, sample: &Sample<'_>, table: &Table) -> Sniffed {
    let rows = first_rows(sample, table);
    let header = header::guess(&rows).header;
    let mut said = Vec::new();
    match (header, rows.first()) {
        (true, Some(first)) => said.extend(unique_names(first).1),
        (false, Some(first)) => said.push(match first.len() {
            1 => "No header row found: the column is named column 1.".to_owned(),
            2 => "No header row found: columns are named column 1, column 2.".to_owned(),
            _ => "No header row found: columns are named column 1, column 2, and so on.".to_owned(),
        }),
        _ => {}
    }
    said.extend(table.said_of_quotes());
    let (delimiter, quotes) = (char::from(table.delimiter), table.quotes);
    let options = ReadOptions {
        delimiter,
        quotes,
        header,
        ..ReadOptions::of(format, sample.encoding)
    };
    Sniffed { options, said }
}
