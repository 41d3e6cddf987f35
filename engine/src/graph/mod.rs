//! Which records are like which: the nearest neighbours of each by cosine or distance, and the graph of them.
//!
//! [`find`] compares the rows of [`Vectors`](crate::features::Vectors), in steps ([`Finding`]). Identical rows are
//! compared once ([`identical`]). An exact search compares each pair once: rows are taken in blocks that are turned
//! around ([`block`]), so that a row's similarities to a whole block are sums in the processor's cache ([`join`],
//! and `labelloom_kernels` for its loops). It may be split among workers ([`Part`], [`Errand`]), and updated when records come or change ([`update`]). For very
//! many dense rows there is an approximate search ([`descent`]), whose recall is measured by a sample. A [`Graph`] joins
//! records by their lists.

mod block;
mod descent;
pub mod edges;
mod errand;
mod finding;
mod handing;
mod identical;
mod join;
mod lists;
mod memory;
mod neighbors;
mod options;
mod query;
mod recall;
mod rows;
mod shared;
mod update;
mod weighted;

#[cfg(test)]
mod tests;

pub use self::errand::Errand;
pub use self::finding::{Finding, Found, NeighborsJob, Same, find};
pub use self::memory::bytes;
pub use self::neighbors::{Neighbor, Neighbors};
pub use self::options::{MOST_BYTES, Measure, Options, Part, Search, USUAL_K};
pub use self::recall::Recall;
pub use self::update::{Updating, update};
pub use self::weighted::{Graph, Joined, Joining, Weights};
