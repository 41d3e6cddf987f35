//! Terms into a tree, by precedence: not, then all, then any.

use super::QueryError;
use super::condition::Condition;
use super::kinds;
use super::lex::{Piece, Placed, Shape, Term, lex};
use super::names::Names;

/// A query as it was read.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The tree.
    pub condition: Condition,
    /// Whether a comma and a space meet without parentheses between them, so that a reader could take it otherwise.
    pub mixes: bool,
}

/// Deepest nesting of parentheses and negations.
const DEEPEST: usize = 64;

/// Reads a query of a project with these names.
///
/// # Errors
/// The first thing that can't be read, with its place and a remedy.
pub fn parse(query: &str, names: &Names) -> Result<Parsed, QueryError> {
    let pieces = lex(query, &names.texts)?;
    let mut parser = Parser {
        query,
        names,
        pieces: &pieces,
        at: 0,
        depth: 0,
        mixes: false,
    };
    if pieces.is_empty() {
        let remedy = "Write a word, a \"phrase\", sub* for words that begin so, or /a regular expression/";
        return Err(QueryError::new(
            0,
            query.len(),
            "Nothing is asked for yet",
            remedy,
        ));
    }
    let condition = parser.any()?;
    if let Some(extra) = parser.peek() {
        let remedy = "Take it away, open one before it, or put symbols in quotes: \":)\"";
        return Err(QueryError::new(
            extra.start,
            extra.end,
            "This ) closes nothing",
            remedy,
        ));
    }
    Ok(Parsed {
        condition,
        mixes: parser.mixes,
    })
}

struct Parser<'a> {
    query: &'a str,
    names: &'a Names,
    pieces: &'a [Placed],
    at: usize,
    depth: usize,
    mixes: bool,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Placed> {
        self.pieces.get(self.at)
    }

    fn any(&mut self) -> Result<Condition, QueryError> {
        let (first, terms) = self.all()?;
        let mut mixed = terms > 1;
        let mut parts = vec![first];
        while matches!(
            self.peek(),
            Some(Placed {
                piece: Piece::Or { .. },
                ..
            })
        ) {
            self.at += 1;
            let (part, terms) = self.all()?;
            mixed |= terms > 1;
            parts.push(part);
        }
        self.mixes |= mixed && parts.len() > 1;
        Ok(Condition::any(parts))
    }

    /// A run of terms that must all hold, and how many there are.
    fn all(&mut self) -> Result<(Condition, usize), QueryError> {
        let mut parts = vec![self.not()?];
        loop {
            match self.peek().map(|placed| &placed.piece) {
                Some(Piece::And) => self.at += 1,
                Some(Piece::Term(_) | Piece::Column(_) | Piece::Not | Piece::Open) => {}
                _ => break,
            }
            parts.push(self.not()?);
        }
        let terms = parts.len();
        Ok((Condition::all(parts), terms))
    }

    fn not(&mut self) -> Result<Condition, QueryError> {
        let Some(Placed {
            piece: Piece::Not,
            start,
            end,
        }) = self.peek()
        else {
            return self.in_column();
        };
        self.at += 1;
        let inner = self.nested(*start, *end, Self::not)?;
        Ok(Condition::negate(inner))
    }

    /// A term or group, looked for in the text column whose name stands before it, where one does.
    fn in_column(&mut self) -> Result<Condition, QueryError> {
        let Some(Placed {
            piece: Piece::Column(column),
            start,
            end,
        }) = self.peek()
        else {
            return self.term();
        };
        self.at += 1;
        let inner = self.nested(*start, *end, Self::term)?;
        inner.in_column(column).map_err(|leaf| {
            let what = format!("‘{}’ is looked for in no text", leaf.print());
            let remedy = format!("Write it apart from {column}: a space between the two asks for both");
            QueryError::new(*start, *end, what, remedy)
        })
    }

    fn term(&mut self) -> Result<Condition, QueryError> {
        let Some(placed) = self.peek() else {
            return Err(self.nothing_here());
        };
        match &placed.piece {
            Piece::Term(term) => {
                self.at += 1;
                self.check_spaced_comparison(term)?;
                kinds::read(term, self.names).map(Condition::Leaf)
            }
            Piece::Open => {
                self.at += 1;
                let inner = self.nested(placed.start, placed.end, Self::any)?;
                self.close(placed)?;
                Ok(inner)
            }
            _ => Err(self.nothing_here()),
        }
    }

    fn nested(
        &mut self,
        start: usize,
        end: usize,
        read: fn(&mut Self) -> Result<Condition, QueryError>,
    ) -> Result<Condition, QueryError> {
        if self.depth == DEEPEST {
            let what = format!("This is nested more than {DEEPEST} deep");
            return Err(QueryError::new(start, end, what, "Split it into several rules"));
        }
        self.depth += 1;
        let inner = read(self);
        self.depth -= 1;
        inner
    }

    fn close(&mut self, open: &Placed) -> Result<(), QueryError> {
        if matches!(
            self.peek(),
            Some(Placed {
                piece: Piece::Close,
                ..
            })
        ) {
            self.at += 1;
            return Ok(());
        }
        let remedy = "Write ) where the group ends, or put symbols in quotes: \":(\"";
        Err(QueryError::new(
            open.start,
            open.end,
            "This ( never closes",
            remedy,
        ))
    }

    /// An operator without its term.
    fn nothing_here(&self) -> QueryError {
        let before = self.at.checked_sub(1).and_then(|at| self.pieces.get(at));
        let (place, what) = match (before, self.peek()) {
            (Some(before), _) => {
                let written = self.query.get(before.start..before.end).unwrap_or_default();
                (before, format!("‘{written}’ has nothing after it"))
            }
            (None, Some(first)) => {
                let written = self.query.get(first.start..first.end).unwrap_or_default();
                (first, format!("‘{written}’ has nothing before it"))
            }
            (None, None) => return QueryError::new(0, 0, "Nothing is asked for yet", "Write a word"),
        };
        QueryError::new(
            place.start,
            place.end,
            what,
            "Write a word there, or put it in quotes to look for it",
        )
    }

    /// `words < 5` would look for the word and the symbols; say how it is written.
    fn check_spaced_comparison(&self, term: &Term) -> Result<(), QueryError> {
        let Some(Placed {
            piece: Piece::Term(next),
            end,
            ..
        }) = self.peek()
        else {
            return Ok(());
        };
        let compares = next.shape == Shape::Bare && next.text.starts_with(['<', '>', '=']);
        if term.shape == Shape::Bare && kinds::is_measure(&term.text) && compares {
            let remedy = format!("Write it without spaces: {}>=5", term.text);
            return Err(QueryError::new(
                term.start,
                *end,
                "A comparison stands together",
                remedy,
            ));
        }
        Ok(())
    }
}
