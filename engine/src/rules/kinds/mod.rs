//! The rule kinds: what a term can ask. A kind is one file and one line in [`KINDS`]; it describes itself, and help,
//! README tables and conformance tests are made from that.

mod affix;
mod count;
mod edges;
mod field;
mod fuzzy;
mod length;
mod like;
mod list;
mod near;
mod regex;
mod run;
mod scope;
mod symbols;
mod words;

use std::sync::Arc;

use super::QueryError;
use super::condition::Leaf;
use super::lex::Term;
use super::names::Names;

/// What a kind makes of a term: nothing where the term isn't its own.
pub type Reading = Option<Result<Arc<dyn Leaf>, QueryError>>;

/// A kind of term, describing itself.
#[derive(Debug)]
pub struct RuleKind {
    /// Short and unique, for tests and tables.
    pub name: &'static str,
    /// For help: what it is called.
    pub title: &'static str,
    /// For help: one sentence.
    pub sentence: &'static str,
    /// For help: queries to try.
    pub examples: &'static [&'static str],
    /// Names that it takes terms in parentheses after: `near(…)`.
    pub functions: &'static [&'static str],
    /// Reads a term of a project with these names.
    pub read: fn(&Term, &Names) -> Reading,
}

/// Every kind, in the order in which a term is offered to them.
pub static KINDS: &[&RuleKind] = &[
    &list::KIND,
    &length::KIND,
    &near::KIND,
    &count::KIND,
    &edges::KIND,
    &like::KIND,
    &field::KIND,
    &regex::KIND,
    &fuzzy::KIND,
    &affix::KIND,
    &words::KIND,
    &symbols::KIND,
];

/// The leaf of a term.
pub(super) fn read(term: &Term, names: &Names) -> Result<Arc<dyn Leaf>, QueryError> {
    KINDS
        .iter()
        .find_map(|kind| (kind.read)(term, names))
        .unwrap_or_else(|| {
            let remedy = "Write a word between the quotes, or take the term away";
            Err(QueryError::new(
                term.start,
                term.end,
                "This term is empty",
                remedy,
            ))
        })
}

pub(super) use field::known;
pub(crate) use field::value_term;
pub(crate) use fuzzy::near_words;
pub(crate) use length::MEASURES;
pub(super) use length::is_measure;
pub(super) use regex::name as regex_kind;
pub(super) use scope::Scoped;

/// Whether a name before a parenthesis is one of the language's.
pub(super) fn is_function(name: &str) -> bool {
    KINDS.iter().any(|kind| kind.functions.contains(&name))
}

/// A term in quotes, with the escapes that quotes need.
pub(crate) fn quote(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// `=` before terms in exact case.
const fn equals(exact: bool) -> &'static str {
    if exact { "=" } else { "" }
}

/// ", in exact case" for terms that are.
const fn in_case(exact: bool) -> &'static str {
    if exact { " in exactly this case" } else { "" }
}
