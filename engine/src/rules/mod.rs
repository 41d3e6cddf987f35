//! The rule language. People write a query, the way search boxes work; it is read into a tree whose leaves are the rule
//! kinds; the tree prints back to a query that reads to the same tree, finds the records that match, and marks the words
//! that made them match.
//!
//! A space or `AND` means all, a comma or `OR` any, `-` or `NOT` not the next term or group; AND binds tighter than OR,
//! and parentheses group. Words in upper case are operators only where they stand alone, unquoted.

mod ask;
mod condition;
mod describe;
mod except;
mod expression;
mod found_in;
mod kinds;
mod lex;
mod mentions;
mod names;
mod parse;
mod parts;
mod print;
mod scan;
mod source;
mod terms;
mod tree;
mod word_list;

pub use ask::{Ask, Comparison, Piece, Tokens};
pub use condition::{Condition, Leaf};
pub use except::except;
#[cfg(target_arch = "wasm32")]
pub use expression::provide;
pub use expression::{Compile, Expression, Flavour, Portable, Refused, WORD_CHARACTERS, WORD_MARKS};
pub use kinds::{KINDS, Reading, RuleKind};
pub(crate) use kinds::{MEASURES, near_words, quote as quoted, value_term};
pub use lex::{Shape, Term};
pub use mentions::{lists_used, rename_list};
pub use names::Names;
pub use parse::{Parsed, parse};
pub use scan::{ScanJob, Scanned};
pub use source::{ReadText, Source, TextToken};
pub use terms::TermChange;
pub use tree::{QueryTree, TreeTerm};
pub use word_list::{ReadList, quote_inner_stars};

/// Why a query can't be read: a place in bytes of the query, what is wrong there, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// First byte concerned.
    pub start: usize,
    /// One past the last byte concerned.
    pub end: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

impl QueryError {
    fn new(start: usize, end: usize, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            start,
            end,
            what: what.into(),
            remedy: remedy.into(),
        }
    }
}

impl std::fmt::Display for QueryError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "at character {}: {}. {}",
            self.start + 1,
            self.what,
            self.remedy
        )
    }
}

#[cfg(test)]
mod tests;
