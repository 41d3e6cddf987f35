//! A query into terms, operators and parentheses. Special characters are special only where a term begins, so that
//! `e-mail`, `don't` and `and/or` are what they look like.

use super::QueryError;
use super::kinds::{is_function, known};
use crate::lists::check_name;

/// How a term is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Without quotes: `free`, `sub*`, `words<5`.
    Bare,
    /// In double quotes.
    Quoted,
    /// In slashes.
    Slashes,
    /// A word list's name behind `@`.
    List,
    /// A name and terms in parentheses: `near(refund, charge, 5)`.
    Call,
}

/// One term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// How it is written.
    pub shape: Shape,
    /// Its characters, without quotes, slashes and their escapes.
    pub text: String,
    /// Whether `=` stands before it: exact case.
    pub exact: bool,
    /// Of a call: the terms in its parentheses.
    pub args: Vec<Term>,
    /// Of a call: what stands right behind its parentheses, `>=3`.
    pub tail: String,
    /// First byte in the query.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// A piece of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Term(Term),
    /// A text column's name with its colon, before the term or group that is looked for there.
    Column(String),
    And,
    Or {
        word: bool,
    },
    Not,
    Open,
    Close,
}

/// A piece and its place in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) piece: Piece,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Where `channel:"phone note"` ends: behind the quotes that open right after a sign, if a bare term does so before `end`.
fn end_of_quoted_value(rest: &str, end: usize) -> Option<usize> {
    let open = rest[..end].find('"')?;
    let before = &rest[..open];
    let after_sign = before.ends_with([':', '=', '<', '>']) && before.starts_with(char::is_alphanumeric);
    let close = rest[open + 1..].find('"')?;
    after_sign.then_some(open + 1 + close + 1)
}

/// Cuts a query into pieces; these are the names of the text columns.
pub(super) fn lex(query: &str, columns: &[String]) -> Result<Vec<Placed>, QueryError> {
    let mut lexer = Lexer {
        query,
        columns,
        at: 0,
        in_call: false,
    };
    let mut pieces = Vec::new();
    while let Some(piece) = lexer.next_piece()? {
        pieces.push(piece);
    }
    Ok(pieces)
}

struct Lexer<'a> {
    query: &'a str,
    columns: &'a [String],
    at: usize,
    in_call: bool,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.query[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next_piece(&mut self) -> Result<Option<Placed>, QueryError> {
        let trimmed = self.rest().trim_start();
        self.at = self.query.len() - trimmed.len();
        let start = self.at;
        let Some(first) = self.peek() else { return Ok(None) };
        let mark = match first {
            ',' => Some(Piece::Or { word: false }),
            '(' => Some(Piece::Open),
            ')' => Some(Piece::Close),
            '-' if self.rest().len() > 1 => Some(Piece::Not),
            _ => None,
        };
        let piece = match mark {
            Some(piece) => {
                self.at += 1;
                if piece == Piece::Not {
                    self.check_not(start)?;
                }
                piece
            }
            None => match self.column() {
                Some(column) => Piece::Column(column),
                None => self.term_or_word(start)?,
            },
        };
        Ok(Some(Placed {
            piece,
            start,
            end: self.at,
        }))
    }

    /// A text column's name with its colon, and something right behind it.
    fn column(&mut self) -> Option<String> {
        let (name, behind) = self.rest().split_once(':')?;
        let next = behind.chars().next()?;
        if next.is_whitespace() || matches!(next, ',' | ')') {
            return None;
        }
        let column = known(name, self.columns)?.clone();
        self.at += name.len() + 1;
        Some(column)
    }

    /// A `-` belongs right before what it negates.
    fn check_not(&self, start: usize) -> Result<(), QueryError> {
        if self
            .peek()
            .is_none_or(|next| next.is_whitespace() || next == ',' || next == ')')
        {
            let remedy = "Put it right before a word (-word), or in quotes (\"-\") to look for the character";
            return Err(QueryError::new(start, self.at, "This - stands alone", remedy));
        }
        Ok(())
    }

    fn term_or_word(&mut self, start: usize) -> Result<Piece, QueryError> {
        let exact = self.peek() == Some('=');
        if exact {
            self.at += 1;
        }
        let (shape, text) = match self.peek() {
            Some(open @ ('"' | '“' | '”' | '„')) => (Shape::Quoted, self.quoted(open, start)?),
            Some('/') if self.rest().len() > 1 => (Shape::Slashes, self.slashes(start)?),
            Some('@') if self.names_something() => (Shape::List, self.list_name(start)?),
            _ => (Shape::Bare, self.bare(start, exact)?),
        };
        if self.peek() == Some('(') && shape == Shape::Bare && !exact && is_function(&text) {
            return self.call(start, text).map(Piece::Term);
        }
        if shape == Shape::Bare && !exact {
            match text.as_str() {
                "AND" => return Ok(Piece::And),
                "OR" => return Ok(Piece::Or { word: true }),
                "NOT" => return Ok(Piece::Not),
                _ => {}
            }
        }
        Ok(Piece::Term(Term {
            shape,
            text,
            exact,
            args: Vec::new(),
            tail: String::new(),
            start,
            end: self.at,
        }))
    }

    /// The terms in the parentheses of a call, cut by commas, and what stands right behind them.
    fn call(&mut self, start: usize, name: String) -> Result<Term, QueryError> {
        let open = self.at;
        if self.in_call {
            let remedy = "Write the two apart, with a space or a comma between them";
            return Err(QueryError::new(
                start,
                open + 1,
                "A function stands inside another one",
                remedy,
            ));
        }
        self.at += 1;
        self.in_call = true;
        let args = self.args(&name, open);
        self.in_call = false;
        let args = args?;
        let rest = self.rest();
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'))
            .unwrap_or(rest.len());
        let tail = rest[..end].to_owned();
        self.at += end;
        Ok(Term {
            shape: Shape::Call,
            text: name,
            exact: false,
            args,
            tail,
            start,
            end: self.at,
        })
    }

    fn args(&mut self, name: &str, open: usize) -> Result<Vec<Term>, QueryError> {
        let mut args = Vec::new();
        loop {
            let Some(placed) = self.next_piece()? else {
                let remedy = format!("Write ) behind its last part, as in {name}(…)");
                return Err(QueryError::new(open, open + 1, "This ( never closes", remedy));
            };
            match placed.piece {
                Piece::Term(term) => args.push(term),
                Piece::Close if args.is_empty() => {
                    let what = format!("Nothing stands between the parentheses of {name}");
                    return Err(QueryError::new(
                        open,
                        placed.end,
                        what,
                        "Write what to look for there",
                    ));
                }
                _ => {
                    let what = format!("Only words, phrases and numbers can stand in {name}(…)");
                    let remedy = "Put quotes round it to look for it as it is";
                    return Err(QueryError::new(placed.start, placed.end, what, remedy));
                }
            }
            match self.next_piece()? {
                Some(Placed {
                    piece: Piece::Close, ..
                }) => return Ok(args),
                Some(Placed {
                    piece: Piece::Or { word: false },
                    ..
                }) => {}
                Some(next) => {
                    let what = format!("A comma belongs between the parts of {name}(…)");
                    let remedy = "Write it, or quotes round words that are a phrase";
                    return Err(QueryError::new(next.start, next.end, what, remedy));
                }
                None => {
                    let remedy = format!("Write ) behind its last part, as in {name}(…)");
                    return Err(QueryError::new(open, open + 1, "This ( never closes", remedy));
                }
            }
        }
    }

    /// Up to the next space, comma or parenthesis.
    fn bare(&mut self, start: usize, exact: bool) -> Result<String, QueryError> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')'))
            .unwrap_or(rest.len());
        let quoted_end = end_of_quoted_value(rest, end);
        let end = quoted_end.unwrap_or(end);
        let text = rest[..end].to_owned();
        self.at += end;
        if quoted_end.is_some() {
            self.check_end(start, "quotes")?;
        }
        if text.is_empty() && exact {
            let remedy =
                "Write a word, a \"phrase\" or a /regex/ right after it for exact case, or \"=\" in quotes";
            return Err(QueryError::new(
                start,
                self.at,
                "This = has nothing after it",
                remedy,
            ));
        }
        let operator = matches!(text.as_str(), "AND" | "OR" | "NOT");
        if self.peek() == Some('(') && !operator && !is_function(&text) {
            let what = format!("There is no function ‘{text}’");
            let remedy = "Put a space before the parenthesis to ask for both, or quotes round it all";
            return Err(QueryError::new(start, self.at + 1, what, remedy));
        }
        Ok(text)
    }

    fn quoted(&mut self, open: char, start: usize) -> Result<String, QueryError> {
        self.at += open.len_utf8();
        let closes = |c: char| c == '"' || (open != '"' && matches!(c, '”' | '“'));
        let mut text = String::new();
        let mut chars = self.rest().char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some((_, escaped @ ('"' | '\\'))) => text.push(escaped),
                    Some((_, other)) => text.extend(['\\', other]),
                    None => text.push('\\'),
                },
                c if closes(c) => {
                    self.at += at + c.len_utf8();
                    self.check_end(start, "quotes")?;
                    return Ok(text);
                }
                c => text.push(c),
            }
        }
        self.at = self.query.len();
        Err(QueryError::new(
            start,
            self.at,
            "These quotes never close",
            "Write \" at the end of the phrase",
        ))
    }

    /// A regex ends at the first slash that no backslash escapes; every other escape is the regex's own.
    fn slashes(&mut self, start: usize) -> Result<String, QueryError> {
        self.at += 1;
        let mut text = String::new();
        let mut chars = self.rest().char_indices();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some((_, '/')) => text.push('/'),
                    Some((_, other)) => text.extend(['\\', other]),
                    None => text.push('\\'),
                },
                '/' => {
                    self.at += at + 1;
                    self.check_end(start, "slashes")?;
                    return Ok(text);
                }
                c => text.push(c),
            }
        }
        self.at = self.query.len();
        let remedy =
            "Write / at the end of the regular expression, or quotes round it to look for the characters";
        Err(QueryError::new(
            start,
            self.at,
            "This / begins a regular expression that never ends",
            remedy,
        ))
    }

    /// What follows closing quotes or slashes must be the end of the term.
    fn check_end(&self, start: usize, what: &str) -> Result<(), QueryError> {
        let Some(next) = self.peek() else { return Ok(()) };
        if next.is_whitespace() || matches!(next, ',' | ')') {
            return Ok(());
        }
        let end = self.at + next.len_utf8();
        let what = format!("‘{next}’ stands right after the closing {what}");
        let remedy = "Put a space between them. Case never matters unless = stands before the term";
        Err(QueryError::new(start, end, what, remedy))
    }

    /// Whether something stands right behind this `@`; alone it is a symbol like any other.
    fn names_something(&self) -> bool {
        let next = self.rest()[1..].chars().next();
        next.is_some_and(|next| !next.is_whitespace() && !matches!(next, ',' | '(' | ')'))
    }

    /// What stands behind a `@`, up to the end of the term.
    fn list_name(&mut self, start: usize) -> Result<String, QueryError> {
        let term = self.bare(start, false)?;
        check_name(&term[1..]).map_err(|_| {
            let remedy = "Write the name of a word list right behind it, as in @greetings, or put quotes round it all to \
                          look for the characters";
            QueryError::new(start, self.at, "This @ names no word list", remedy)
        })
    }
}
