//! The kinds of term that are suggested. A kind is one file and one line in [`KINDS`]; it describes itself, finds its
//! candidates, says which of them a record holds, and how they are written as queries.

mod phrase;
mod prefix;
mod symbol;
mod word;

use std::fmt::Debug;

use super::ground::{Ground, Line};

/// A kind of term, describing itself.
#[derive(Debug)]
pub struct TermKind {
    /// Short and unique.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// Begins to look for its candidates.
    begin: fn() -> Box<dyn Candidates>,
}

impl TermKind {
    pub(super) fn begin(&self) -> Box<dyn Candidates> {
        (self.begin)()
    }
}

/// Every kind. Words come first: the number of a frequent word is the number of its candidate, by which others compare
/// themselves with the words they gather.
pub static KINDS: &[&TermKind] = &[&word::KIND, &phrase::KIND, &prefix::KIND, &symbol::KIND];

/// The kinds that say what a group of records is about.
pub(super) static PLAIN: &[&TermKind] = &[&word::KIND, &phrase::KIND];

/// The candidates of one kind, numbered from 0.
pub(super) trait Candidates: Debug {
    /// Does one step of finding them. Returns how far it is; none once they are found.
    fn step(&mut self, ground: &Ground<'_>) -> Option<(u64, u64)>;

    /// How many there are.
    fn len(&self) -> usize;

    /// Adds the candidates that a record holds, from `first` up, maybe some of them more than once.
    fn held(&self, line: &Line, first: u32, found: &mut Vec<u32>);

    /// A candidate as a query.
    fn query(&self, candidate: u32, ground: &Ground<'_>) -> String;

    /// The frequent words that a candidate gathers, by number, where it gathers several: it is worth while only if it
    /// is better than each of them.
    fn gathers(&self, _candidate: u32) -> &[u32] {
        &[]
    }

    /// Some words it stands for, where the query doesn't say so, the most frequent first; and how many there are.
    fn words(&self, _candidate: u32, _ground: &Ground<'_>) -> (Vec<String>, u32) {
        (Vec::new(), 0)
    }
}
