//! Which graph, and whether a graph at all: candidates are judged by the labels that are known.
//!
//! Five times a part of the hand labels is held out, and each candidate ([`Candidates`]: graphs × methods of
//! [`propagation`](crate::propagation), and [`classifiers`](crate::classifiers) without a graph) is asked for them after it
//! learned from the others ([`folds`]). A held-out record that a candidate says nothing of counts as wrong. [`Choosing`] is
//! a job in small steps: a graph after the other, features, neighbours, edges, folds ([`preparing`], [`judging`]), so that
//! only one graph is in memory; what would take too much is refused, and said. Of very many records a sample is taken
//! ([`sample`]). At last each learns from all labels and is asked for the records without one: where the labels can't tell
//! candidates apart, these say more ([`weighing`]). The [`Outcome`] tells what each candidate got right, which are as good as
//! the best as far as chance lets anybody tell, and in words what to take ([`verdict`]).
//!
//! The best graph differs from set to set, and a graph is not always the best; the labels at hand tell quite well which.
//! Figures are cautious, since a candidate learns from four fifths of the labels only, and a little flattering for the
//! best, since it is the best of many.

mod candidates;
pub(crate) mod folds;
mod job;
mod judging;
mod options;
mod outcome;
mod plain;
mod preparing;
mod rows;
mod said;
mod sample;
mod shelf;
mod verdict;
mod weighing;

#[cfg(test)]
mod tests;

pub use self::candidates::{Candidates, Features};
pub use self::job::Choosing;
pub use self::options::{FEWEST, Known, Options};
pub use self::outcome::{GraphTried, Outcome, Tried};
pub use self::verdict::{Advice, Verdict};
