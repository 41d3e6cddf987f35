//! Finds the cells and the end of one delimited row, as RFC 4180 has it, and goes on where a chunk was cut.

use memchr::{memchr, memchr2, memchr3};

use crate::formats::lines::LineEnds;

/// A quote that has not closed within this many bytes is taken to be a stray one.
pub(crate) const QUOTE_LIMIT: usize = 64 << 20;

/// A row of more cells is no row of a table.
pub(crate) const MOST_CELLS: usize = 16_384;

/// Where a cell's text is in its row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether it stood in quotes.
    pub(crate) quoted: bool,
    /// Whether a doubled quote stands for one quote in it.
    pub(crate) doubled: bool,
}

/// What is wrong with a row's quotes or size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Something other than a delimiter follows a closing quote.
    AfterQuote,
    /// A quote opens and never closes.
    Unclosed,
    /// There are more than [`MOST_CELLS`].
    TooManyCells,
}

/// What the front of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A row that ends at `end`; the next begins at `next`. Its cells are in [`Scanner::cells`].
    Row { end: usize, next: usize },
    /// A physical line that is wrong from this column (from 1) on.
    Fault {
        fault: Fault,
        column: u32,
        end: usize,
        next: usize,
    },
    /// A row whose end is not in the text yet.
    More,
}

/// What stands at the place that is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    CellStart,
    Plain,
    Quoted,
    AfterQuote,
    /// This column is wrong: only the line's end is looked for, from this place on.
    Faulty(Fault, u32, usize),
}

/// The scanner of one file; remembers how far it has looked into the unfinished row.
pub(crate) struct Scanner {
    delimiter: u8,
    quotes: bool,
    quote_limit: usize,
    pub(crate) ends: LineEnds,
    state: State,
    at: usize,
    cell: Span,
    pub(crate) cells: Vec<Span>,
}

const EMPTY: Span = Span {
    start: 0,
    end: 0,
    quoted: false,
    doubled: false,
};

impl Scanner {
    pub(crate) fn new(delimiter: u8, quotes: bool, quote_limit: usize) -> Self {
        Self {
            delimiter,
            quotes,
            quote_limit,
            ends: LineEnds::Unknown,
            state: State::CellStart,
            at: 0,
            cell: EMPTY,
            cells: Vec::new(),
        }
    }

    /// Looks for the end of the row that begins where `row` begins.
    pub(crate) fn next(&mut self, row: &[u8], last: bool) -> Found {
        if self.ends == LineEnds::Unknown {
            self.ends = self.ends.decide(row, self.at, last);
            if self.ends == LineEnds::Unknown {
                self.at = row.len().saturating_sub(1);
                return Found::More;
            }
            self.at = 0;
        }
        if self.at == 0 {
            self.begin();
        }
        loop {
            let found = match self.state {
                State::CellStart => self.cell_start(row, last),
                State::Plain => self.plain(row, last),
                State::Quoted => self.quoted(row, last),
                State::AfterQuote => self.after_quote(row, last),
                State::Faulty(fault, column, _) => Some(self.give_up(row, last, fault, column)),
            };
            match found {
                None => {}
                Some(Found::More) => return Found::More,
                Some(found) => {
                    self.at = 0;
                    return found;
                }
            }
        }
    }

    fn begin(&mut self) {
        self.cells.clear();
        self.state = State::CellStart;
        self.cell = EMPTY;
    }

    fn column(&self) -> u32 {
        u32::try_from(self.cells.len())
            .unwrap_or(u32::MAX)
            .saturating_add(1)
    }

    fn cell_start(&mut self, row: &[u8], last: bool) -> Option<Found> {
        if self.cells.len() == MOST_CELLS {
            return Some(self.give_up(row, last, Fault::TooManyCells, self.column()));
        }
        let quoted = match row.get(self.at) {
            None if !last => return Some(Found::More),
            first => self.quotes && first == Some(&b'"'),
        };
        self.at += usize::from(quoted);
        self.cell = Span {
            start: self.at,
            end: self.at,
            quoted,
            doubled: false,
        };
        self.state = if quoted { State::Quoted } else { State::Plain };
        None
    }

    fn plain(&mut self, row: &[u8], last: bool) -> Option<Found> {
        let rest = &row[self.at..];
        let stop = match self.ends {
            LineEnds::Any => memchr3(self.delimiter, b'\n', b'\r', rest),
            _ => memchr2(self.delimiter, b'\n', rest),
        };
        let Some(stop) = stop.map(|offset| self.at + offset) else {
            self.at = row.len();
            return Some(if last {
                self.close_row(row.len(), row.len())
            } else {
                Found::More
            });
        };
        self.at = stop;
        if row[stop] == self.delimiter {
            self.close_cell(stop);
            return None;
        }
        Some(self.line_end(row, last))
    }

    /// Ends the row at the line end that `at` is on.
    fn line_end(&mut self, row: &[u8], last: bool) -> Found {
        match self.ends.find(row, self.at, last) {
            // The end may lie before the line break that was found: CRLF.
            Some((end, next)) => self.close_row(end, next),
            None => Found::More,
        }
    }

    fn quoted(&mut self, row: &[u8], last: bool) -> Option<Found> {
        let quote = memchr(b'"', &row[self.at..]).map(|offset| self.at + offset);
        let reached = quote.unwrap_or(row.len());
        if reached > self.quote_limit || (quote.is_none() && last) {
            return Some(self.give_up(row, last, Fault::Unclosed, self.column()));
        }
        let Some(quote) = quote else {
            self.at = row.len();
            return Some(Found::More);
        };
        self.at = quote;
        match row.get(quote + 1) {
            None if !last => return Some(Found::More),
            Some(b'"') => {
                self.cell.doubled = true;
                self.at = quote + 2;
            }
            _ => {
                self.cell.end = quote;
                self.at = quote + 1;
                self.state = State::AfterQuote;
            }
        }
        None
    }

    fn after_quote(&mut self, row: &[u8], last: bool) -> Option<Found> {
        let line_end = match (row.get(self.at), row.get(self.at + 1)) {
            (None, _) if last => return Some(self.close_row(row.len(), row.len())),
            (None, _) => return Some(Found::More),
            (Some(&byte), _) if byte == self.delimiter => {
                self.close_cell(self.cell.end);
                return None;
            }
            (Some(b'\n'), _) | (Some(b'\r'), Some(b'\n')) => true,
            (Some(b'\r'), None) if !last => return Some(Found::More),
            (Some(b'\r'), _) => self.ends == LineEnds::Any,
            _ => false,
        };
        if line_end {
            return Some(self.line_end(row, last));
        }
        Some(self.give_up(row, last, Fault::AfterQuote, self.column()))
    }

    /// Gives the row up, but only its first physical line: what follows is read again as rows of their own, since
    /// the stray quote is as likely to be on that line as anywhere.
    fn give_up(&mut self, row: &[u8], last: bool, fault: Fault, column: u32) -> Found {
        match self
            .ends
            .find(row, self.at_line(), last)
            .or(last.then_some((row.len(), row.len())))
        {
            Some((end, next)) => Found::Fault {
                fault,
                column,
                end,
                next,
            },
            None => {
                self.state = State::Faulty(fault, column, row.len().saturating_sub(1));
                Found::More
            }
        }
    }

    /// Up to here the row is known to hold no line end.
    fn at_line(&self) -> usize {
        match self.state {
            State::Faulty(_, _, looked) => looked,
            _ => 0,
        }
    }

    fn close_cell(&mut self, end: usize) {
        self.cell.end = end;
        self.cells.push(self.cell);
        self.at += 1;
        self.state = State::CellStart;
    }

    /// Ends the last cell and the row. A quoted cell has its end already.
    fn close_row(&mut self, end: usize, next: usize) -> Found {
        if !self.cell.quoted {
            self.cell.end = end;
        }
        self.cells.push(self.cell);
        Found::Row { end, next }
    }
}
