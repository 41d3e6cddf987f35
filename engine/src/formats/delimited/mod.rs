//! The reader behind CSV and TSV: rows of cells between delimiters.

pub(crate) mod scanner;

use super::carry::{Carry, Cut};
use super::row::recycle;
use super::{BadRow, Cell, Place, ReadOptions, Row, RowReader, RowSink};
use scanner::{Fault, Found, MOST_CELLS, QUOTE_LIMIT, Scanner, Span};

/// A reader of delimited rows that has read nothing yet.
pub(crate) fn open(options: &ReadOptions) -> Box<dyn RowReader> {
    Box::new(DelimitedReader {
        carry: Carry::default(),
        rows: Rows::new(options, QUOTE_LIMIT),
    })
}

struct DelimitedReader {
    carry: Carry,
    rows: Rows,
}

impl RowReader for DelimitedReader {
    fn push(&mut self, text: &str, sink: &mut dyn RowSink) {
        self.carry.push(text, &mut self.rows, sink);
    }

    fn finish(&mut self, sink: &mut dyn RowSink) {
        self.carry.finish(&mut self.rows, sink);
    }
}

/// Where the columns' names and number come from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Columns {
    /// From the next row, which is the header.
    InHeader,
    /// From the number of cells in the next row.
    ByCount,
    /// The header named them.
    Named(usize),
    /// The first row had that many.
    Counted(usize),
}

struct Rows {
    scanner: Scanner,
    columns: Columns,
    /// The next row's place. `row` counts those before it.
    place: Place,
    /// Unescaped texts of the row being read.
    unescaped: String,
    /// The last row's cells, emptied.
    cells: Vec<Cell<'static>>,
}

impl Rows {
    fn new(options: &ReadOptions, quote_limit: usize) -> Self {
        let delimiter = u8::try_from(options.delimiter).unwrap_or(b',');
        Self {
            scanner: Scanner::new(delimiter, options.quotes, quote_limit),
            columns: if options.header {
                Columns::InHeader
            } else {
                Columns::ByCount
            },
            place: Place {
                row: 0,
                line: 1,
                byte: 0,
            },
            unescaped: String::new(),
            cells: Vec::new(),
        }
    }

    fn row(&mut self, raw: &str, sink: &mut dyn RowSink) {
        let found = self.scanner.cells.len();
        match self.columns {
            _ if raw.is_empty() => return sink.blank(),
            Columns::InHeader => {
                let (names, _) = unique_names(&texts(raw, &self.scanner.cells));
                self.columns = Columns::Named(names.len());
                return sink.columns(&names);
            }
            Columns::ByCount => {
                self.columns = Columns::Counted(found);
                sink.columns(&numbered_names(found));
            }
            Columns::Named(_) | Columns::Counted(_) => {}
        }
        self.place.row += 1;
        match self.ragged(found) {
            Some(reason) => sink.bad(BadRow::new(self.place, None, reason, raw)),
            None => self.good(raw, sink),
        }
    }

    /// What to say of a row with this many cells, if that is not the number of columns.
    fn ragged(&self, found: usize) -> Option<String> {
        let (columns, whose) = match self.columns {
            Columns::Named(columns) => (columns, "the header names"),
            Columns::Counted(columns) => (columns, "the first row has"),
            Columns::InHeader | Columns::ByCount => return None,
        };
        (found != columns).then(|| {
            let cells = if found == 1 { "cell" } else { "cells" };
            format!(
                "{found} {cells} where {whose} {columns}. Put a text that holds the delimiter or a line break in \
                 quotes, or choose another delimiter."
            )
        })
    }

    fn good(&mut self, raw: &str, sink: &mut dyn RowSink) {
        let spans = &self.scanner.cells;
        self.unescaped.clear();
        for span in spans.iter().filter(|span| span.doubled) {
            push_unescaped(&mut self.unescaped, &raw[span.start..span.end]);
        }
        let mut cells = recycle(std::mem::take(&mut self.cells));
        let mut unescaped = self.unescaped.as_str();
        for span in spans {
            let text = &raw[span.start..span.end];
            if span.doubled {
                let (own, rest) = unescaped.split_at(unescaped_len(text));
                unescaped = rest;
                cells.push(Cell::Text(own));
            } else {
                cells.push(Cell::Text(text));
            }
        }
        sink.row(Row {
            place: self.place,
            raw,
            cells: &cells,
            image: None,
        });
        self.cells = recycle(cells);
    }

    fn fault(&mut self, fault: Fault, column: u32, raw: &str, sink: &mut dyn RowSink) {
        let what = match fault {
            Fault::AfterQuote => format!("Text after the closing quote of column {column}."),
            Fault::Unclosed => format!("The quote that opens column {column} never closes."),
            Fault::TooManyCells => format!("More than {MOST_CELLS} cells."),
        };
        let remedy = match fault {
            Fault::TooManyCells => "Choose another delimiter.",
            _ => "Turn quotes off in the mapping step if quotes are part of the texts.",
        };
        let mut reason = format!("{what} Only this line is set aside. {remedy}");
        if self.columns == Columns::InHeader {
            self.columns = Columns::ByCount;
            reason = format!("{reason} It is the header: the columns are numbered instead.");
        } else {
            self.place.row += 1;
        }
        sink.bad(BadRow::new(self.place, Some(column), reason, raw));
    }

    /// Moves to where the next row begins.
    fn pass(&mut self, text: &str) {
        let breaks = self.scanner.ends.count(text.as_bytes());
        self.place.line += breaks;
        self.place.byte += text.len() as u64;
    }
}

impl Cut for Rows {
    fn cut(&mut self, text: &str, last: bool, sink: &mut dyn RowSink) -> usize {
        let mut start = 0;
        while start < text.len() {
            let rest = &text[start..];
            let next = match self.scanner.next(rest.as_bytes(), last) {
                Found::More => break,
                Found::Row { end, next } => {
                    self.row(&rest[..end], sink);
                    next
                }
                Found::Fault {
                    fault,
                    column,
                    end,
                    next,
                } => {
                    self.fault(fault, column, &rest[..end], sink);
                    next
                }
            };
            self.pass(&rest[..next]);
            start += next;
        }
        start
    }
}

/// The texts of a row's cells.
pub(crate) fn texts(raw: &str, spans: &[Span]) -> Vec<String> {
    let text = |span: &Span| {
        let text = &raw[span.start..span.end];
        if span.doubled {
            text.replace("\"\"", "\"")
        } else {
            text.to_owned()
        }
    };
    spans.iter().map(text).collect()
}

fn push_unescaped(into: &mut String, text: &str) {
    let mut rest = text;
    while let Some(quote) = memchr::memchr(b'"', rest.as_bytes()) {
        into.push_str(&rest[..=quote]);
        // Inside a quoted cell quotes come in pairs.
        rest = rest.get(quote + 2..).unwrap_or("");
    }
    into.push_str(rest);
}

fn unescaped_len(text: &str) -> usize {
    text.len() - memchr::memchr_iter(b'"', text.as_bytes()).count() / 2
}

/// `column 1`, `column 2`, … for a file without a header.
pub(crate) fn numbered_names(columns: usize) -> Vec<String> {
    (1..=columns).map(|number| format!("column {number}")).collect()
}

/// The header's names, made unique: an empty one becomes `column 3`, a second `text` becomes `text (2)`. Also says
/// what was renamed.
pub(crate) fn unique_names(header: &[String]) -> (Vec<String>, Vec<String>) {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    let mut said = Vec::new();
    let mut taken: std::collections::BTreeSet<String> = header.iter().cloned().collect();
    let mut used = std::collections::BTreeSet::new();
    for (place, given) in header.iter().enumerate() {
        if !given.is_empty() && used.insert(given.clone()) {
            names.push(given.clone());
            continue;
        }
        let base = if given.is_empty() {
            format!("column {}", place + 1)
        } else {
            given.clone()
        };
        let mut name = if given.is_empty() {
            base.clone()
        } else {
            format!("{base} (2)")
        };
        let mut number = 2;
        while !taken.insert(name.clone()) {
            number += 1;
            name = format!("{base} ({number})");
        }
        said.push(match given.is_empty() {
            true => format!(
                "Column {} has no name in the header: it is called \"{name}\".",
                place + 1
            ),
            false => format!(
                "The header names \"{given}\" again: column {} is called \"{name}\".",
                place + 1
            ),
        });
        names.push(name);
    }
    (names, said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_unique_and_said() {
        let header = ["text", "", "text", "text (2)", "text"].map(String::from);
        let (names, said) = unique_names(&header);
        assert_eq!(names, ["text", "column 2", "text (3)", "text (2)", "text (4)"]);
        assert_eq!(said.len(), 3, "{said:?}");
    }

    /// Notes what becomes of each row.
    #[derive(Default)]
    struct Notes(Vec<String>);

    impl RowSink for Notes {
        fn columns(&mut self, names: &[String]) {
            self.0.push(format!("columns {}", names.join("|")));
        }
        fn row(&mut self, row: Row<'_>) {
            let cells: Vec<&str> = row.cells.iter().filter_map(|cell| cell.text()).collect();
            self.0.push(format!(
                "row {} line {}: {}",
                row.place.row,
                row.place.line,
                cells.join("|")
            ));
        }
        fn bad(&mut self, bad: BadRow) {
            self.0
                .push(format!("bad {} line {}: {}", bad.row, bad.line, bad.excerpt));
        }
    }

    #[test]
    fn a_quote_open_beyond_the_limit_costs_one_line() {
        let options = ReadOptions::of("csv", crate::formats::Encoding::Utf8);
        let text = format!("id,text\n1,\"open\n2,{}\n3,\"a\"\n", "x".repeat(60));
        for step in [1, 7, text.len()] {
            let (mut rows, mut carry) = (Rows::new(&options, 40), Carry::default());
            let mut notes = Notes::default();
            for piece in text.as_bytes().chunks(step) {
                carry.push(std::str::from_utf8(piece).unwrap(), &mut rows, &mut notes);
            }
            carry.finish(&mut rows, &mut notes);
            let long = format!("row 2 line 3: 2|{}", "x".repeat(60));
            assert_eq!(
                notes.0,
                [
                    "columns id|text",
                    "bad 1 line 2: 1,\"open",
                    &long,
                    "row 3 line 4: 3|a"
                ]
            );
        }
    }
}
