//! A map of all records in two dimensions, on which neighbours of the graph are near each other.
//!
//! The way of a run ([`LayoutRun`]), all in steps of some milliseconds: edges become ties that lead both ways ([`ties`]);
//! records that hang together are a group ([`groups`]), each laid out by itself; random numbers diffuse along the ties
//! until they say which part of the graph a record is in ([`diffusion`]); then points move in rounds, towards those they
//! are tied to and away from all others ([`moving`], [`cells`]). What is drawn has the groups beside each other in a square
//! ([`packing`]), and no two points on one pixel ([`spreading`]). Records that came later are put beside their neighbours
//! ([`resuming`]).
//!
//! The same edges, seed and options give the same map on every machine: all sums go in one order, and nothing is drawn but
//! from the seed. How good a map is, [`quality`] measures.
//!
//! ```
//! use std::sync::Arc;
//!
//! use labelloom_engine::graph::edges::{Edges, Link};
//! use labelloom_engine::layout::{LayoutRun, Options};
//!
//! let link = |from, to| Link { from, to, similarity: 0.5 };
//! let edges = Edges::union(5, &[link(0, 1), link(1, 2), link(3, 4)])?;
//! let mut run = LayoutRun::new(Arc::new(edges), 1, Options::default());
//! while run.step() {}
//! let at = |record: usize| [run.positions()[record * 2], run.positions()[record * 2 + 1]];
//! let apart = |one, other| (at(one)[0] - at(other)[0]).hypot(at(one)[1] - at(other)[1]);
//! assert!(apart(0, 1) < apart(0, 3) && apart(3, 4) < apart(2, 4));
//! # Ok::<(), labelloom_engine::error::Error>(())
//! ```

mod cells;
mod diffusion;
mod groups;
mod moving;
mod nearest;
mod options;
mod ordering;
mod packing;
pub mod quality;
mod resuming;
mod run;
mod spreading;
mod ties;
mod tuning;

pub use self::options::{Options, USUAL_ROUNDS};
pub use self::run::LayoutRun;

#[cfg(test)]
mod tests;
