//! Policies say which operations a copy of a record goes through, one after the other: Snorkel's, with its names. A policy
//! is one file and one line in [`POLICIES`]; it describes itself, and help, policy files and tests are made from that.
//!
//! Where the original is kept, it comes first, as a sequence of nothing.

mod apply_all;
mod apply_each;
mod apply_one;
mod mean_field;
mod random;

use super::random::Draw;
use crate::error::{Error, Result};

/// A policy, describing itself.
#[derive(Debug)]
pub struct Policy {
    /// Short and unique, as policy files write it.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// Whether it takes sequences of a length.
    pub has_length: bool,
    /// Whether it takes a probability for each operation.
    pub has_shares: bool,
    /// Whether it takes one operation alone.
    pub is_of_one: bool,
    /// Sequences of operations, by number, without the one that keeps the original.
    sequences: fn(&Shape, &mut dyn Draw) -> Vec<Vec<usize>>,
}

/// What a policy goes by.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// How many operations there are.
    pub operations: usize,
    /// How many copies of each record.
    pub copies: usize,
    /// How many operations in a row, where the policy draws them.
    pub length: usize,
    /// Of each operation, the probability to be drawn, where the policy takes them.
    pub shares: Vec<f64>,
    /// Whether the original comes first.
    pub keep_original: bool,
}

/// Every policy; the first is the default.
pub static POLICIES: &[&Policy] = &[
    &random::POLICY,
    &apply_one::POLICY,
    &apply_each::POLICY,
    &apply_all::POLICY,
    &mean_field::POLICY,
];

/// The policy of a name.
///
/// # Errors
/// There is no such policy; the error lists those there are.
pub fn named(name: &str) -> Result<&'static Policy> {
    let found = POLICIES.iter().find(|policy| policy.name == name);
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = POLICIES.iter().map(|policy| policy.name).collect();
        Error::new(
            format!("There is no policy {name:?}"),
            format!("Take one of: {}", names.join(", ")),
        )
    })
}

impl Policy {
    /// The sequences of one record.
    pub fn sequences(&self, shape: &Shape, random: &mut dyn Draw) -> Vec<Vec<usize>> {
        let original = shape.keep_original.then(Vec::new);
        let mut sequences: Vec<Vec<usize>> = original.into_iter().collect();
        sequences.extend((self.sequences)(shape, random));
        sequences
    }
}

#[cfg(test)]
mod tests;
