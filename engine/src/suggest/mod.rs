//! What to write a rule about: terms that separate the labels, and themes among records that belong together.
//!
//! A *term* is something a query can say: a word, a phrase, the beginning of words, a symbol ([`KINDS`]). Which terms go
//! with which label is told by *evidence*: n × k soft labels ([`SoftLabels`]), from gold, from the present votes or from
//! any list of records. Frequent terms are found in the records that have evidence and counted in one pass over the
//! token ids ([`Search`]); [`score`] says how they are ordered. Of very many records a part is read, thinned out evenly.
//!
//! A *theme* is a group of records with words in common, found by spherical k-means ([`themes`]).
//!
//! All of it goes in steps, and the same records give the same answer on any machine.

mod count;
mod evidence;
mod ground;
mod kinds;
mod reading;
pub mod score;
mod search;
mod tally;
pub mod themes;

pub use count::Measure;
pub use evidence::{SoftLabels, WHOLE};
pub use kinds::{KINDS, TermKind};
pub use search::{Best, Plan, Ranked, Search, TermId};

#[cfg(test)]
mod tests;
