//! Label propagation: from seeds, labels flow along a graph of records that are alike. A method is one file and one line
//! in [`METHODS`]; it describes itself, and help and tests are made from that.
//!
//! The way of a run ([`PropagationRun`]): the graph is made ready once ([`Field`]); the [`Seeds`], gold, sure posteriors or
//! rules with a weight each, become rows of numbers; the method solves for its limit by [`conjugate`] gradients or goes in
//! [`sweeps`] as scikit-learn does; and the [`Picture`] says which label each record has, P(label) of all as
//! [`Posteriors`](crate::posteriors::Posteriors), and what a person should know ([`Note`]).
//!
//! What holds of every method:
//!
//! - A record that no seed reaches has no row. It stays unlabeled and is never given the first label or a prior.
//! - P(label) says which label won, not how much reached the record: that is its [`Reach`], and
//!   [`Reach::confidence`] takes both.
//! - Each label comes with a receipt ([`Receipt`]): which seeds and rules it comes from, and on which way.
//! - A change of seeds updates the picture ([`EditRun`]) and says which labels changed.
//! - All numbers are f64, all sums go in one order, ties are for the lower label.
//!
//! Three records in a row and one apart; the first is a seed:
//!
//! ```
//! use std::sync::Arc;
//!
//! use labelloom_engine::graph::edges::{Edges, Link};
//! use labelloom_engine::job;
//! use labelloom_engine::propagation::{Field, Options, Origin, PropagationRun, Seed, Seeds, named};
//!
//! let link = |from, to| Link { from, to, similarity: 0.5 };
//! let edges = Edges::union(4, &[link(0, 1), link(1, 2)])?;
//! let mut seeds = Seeds::new(4, 2);
//! seeds.put(Seed { record: 0, label: 1, origin: Origin::Gold, weight: 1.0 })?;
//!
//! let field = Arc::new(Field::new(Arc::new(edges))?);
//! let mut run = PropagationRun::new(named("spreading")?, field, seeds, Options::default())?;
//! let picture = job::run(&mut run)?;
//! assert_eq!(picture.label(2), Some(1));
//! assert_eq!(picture.label(3), None);
//! assert_eq!(picture.posteriors().row(3), None);
//! # Ok::<(), labelloom_engine::error::Error>(())
//! ```

mod aligned;
mod classes;
mod coarse;
mod conjugate;
mod directed;
mod disagree;
mod edit;
mod field;
mod ground;
mod harmonic;
mod influence;
mod laplacian;
mod matrix;
mod note;
mod notes;
mod options;
mod packed;
mod path;
mod picture;
mod poisson;
mod potentials;
mod push;
mod reach;
mod receipt;
mod run;
mod scores;
mod seeds;
mod solving;
mod spreading;
mod sweeps;
mod volume;
mod walk;

pub use disagree::{Disagreement, Purity, disagreements, purity, purity_by_chance};
pub use edit::{Change, EditRun, Edited, Moved};
pub use field::{Field, FieldReading};
pub use note::{Note, NoteKind};
pub use options::{ALPHA, Balance, Options, Stop};
pub use path::Hop;
pub use picture::Picture;
pub use reach::{Reach, ReachRun};
pub use receipt::{FromOrigin, FromSeed, Meaning, Receipt, ReceiptRun};
pub use run::PropagationRun;
pub use scores::Scores;
pub use seeds::{Origin, Seed, Seeds};

use crate::error::{Error, Result};

/// A method, describing itself.
#[derive(Debug)]
pub struct Method {
    /// Short and unique, as people write it: `spreading`.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// Whether [`Options::alpha`] changes it.
    pub uses_alpha: bool,
    /// Whether a seed of twice the weight counts twice. Otherwise weights only settle between labels on one record.
    pub uses_weights: bool,
    /// Whether it takes lists that lead one way, each record among its own neighbours and all weights 1.
    pub is_directed: bool,
    /// What its scores mean.
    reading: Reading,
    /// Begins a run, from earlier scores where there are any.
    begin: fn(&ground::Ground, Option<solving::Start>) -> Box<dyn solving::Solving>,
    /// How much each seeded record counts for one record.
    influence: influence::Asking,
    /// What a seed puts in for a label: a record's score is the sum of influence times input over all seeds.
    input: fn(&ground::Ground, Seed, usize) -> f64,
}

/// What a method's scores mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// Amounts from 0 up: P(label) is the label's share.
    Shares,
    /// Signed numbers, of which the largest wins.
    Signed,
}

/// Every method; the first is the default.
pub static METHODS: &[&Method] = &[
    &poisson::METHOD,
    &spreading::METHOD,
    &harmonic::METHOD,
    &directed::SPREADING,
    &directed::PROPAGATION,
];

/// The method of a name.
///
/// # Errors
/// There is no such method; the error lists those there are.
pub fn named(name: &str) -> Result<&'static Method> {
    let found = METHODS.iter().find(|method| method.name == name);
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = METHODS.iter().map(|method| method.name).collect();
        Error::new(
            format!("There is no method “{name}”"),
            format!("Take one of: {}.", names.join(", ")),
        )
    })
}

#[cfg(test)]
mod tests;
