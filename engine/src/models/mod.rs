//! Label models: votes in, posteriors out. A model is one file and one line in [`MODELS`]; it describes itself, and
//! help, tables and tests are made from that.
//!
//! The way of a fit ([`fit`]): the vote matrix becomes a [`VoteTable`]; copies of rules are counted once where that is
//! asked for ([`duplicates`]); what the model reads is made once and kept with the table, [`meets`] of every two ballots
//! or the distinct [`patterns`] of votes; the class [`balance`] is found; the model estimates; and the [`Fitted`] model
//! says P(label) of one record or, as a job, of all.
//!
//! What holds of every model:
//!
//! - A record without a vote has no row: it stays unlabeled and is never given the prior.
//! - Where a *hard* rule votes, the row is the majority vote of the hard rules alone. In the fit a hard rule is a rule
//!   like any other, so that others are judged by it.
//! - A vote *against* a label is part of the equations of `majority`, `weighted`, `gold-weighted` and `dawid-skene`. The
//!   others leave it out of the fit and add it to a record's evidence as the gold-weighted vote does without hand labels
//!   ([`evidence::assumed`]); a [`Note`] says so.

mod additive;
pub mod balance;
pub mod buckets;
mod dawid_skene;
mod dawid_skene_wrench;
mod decided;
pub mod duplicates;
mod em;
mod evidence;
pub mod fit;
mod fitted;
mod gold_weighted;
mod label_all;
pub mod majority;
pub mod meets;
mod note;
mod notes;
mod options;
pub mod patterns;
pub mod referee;
mod rule_figures;
mod scorer;
mod snorkel;
mod start;
mod symbols;
mod table;
mod triplet;
mod weighted;

pub use balance::Balance;
pub use decided::Decided;
pub use fit::{FitInput, FitRun};
pub use fitted::{Counted, Explanation, Fitted, Part, RuleEstimate};
pub use label_all::LabelRun;
pub use note::{Note, NoteKind};
pub use options::{Duplicates, Options, Priority, SnorkelOptions};
pub use table::{RuleVote, TableBallot, VoteTable};

use crate::error::{Error, Result};

/// A label model, describing itself.
#[derive(Debug)]
pub struct LabelModel {
    /// Short and unique, as people write it: `gold-weighted`.
    pub name: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// One sentence for help.
    pub sentence: &'static str,
    /// It refuses fewer rules than this.
    pub least_rules: usize,
    /// Whether hand labels change it, beyond the class balance.
    pub uses_gold: bool,
    /// Whether the class balance changes it.
    pub uses_balance: bool,
    /// Whether its equations know votes against a label.
    knows_against: bool,
    /// Whether it reads [`Options::priorities`].
    reads_priorities: bool,
    /// What it reads of the votes.
    reads: Reads,
    /// Begins a fit.
    begin: fn(&fit::Ground) -> Box<dyn fit::Fitting>,
}

/// What a model reads of the votes, so that no more is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reads {
    /// Counts of single ballots.
    Counts,
    /// [`VoteTable::meets`].
    Meets,
    /// [`VoteTable::patterns`].
    Patterns,
}

/// Every model; the first is the page's default.
pub static MODELS: &[&LabelModel] = &[
    &gold_weighted::MODEL,
    &majority::MODEL,
    &weighted::MODEL,
    &dawid_skene::MODEL,
    &dawid_skene_wrench::MODEL,
    &snorkel::MODEL,
    &triplet::MODEL,
];

/// The model of a name.
///
/// # Errors
/// There is no such model; the error lists those there are.
pub fn named(name: &str) -> Result<&'static LabelModel> {
    let found = MODELS.iter().find(|model| model.name == name);
    found.copied().ok_or_else(|| {
        let names: Vec<&str> = MODELS.iter().map(|model| model.name).collect();
        Error::new(
            format!("There is no label model “{name}”"),
            format!("Take one of: {}.", names.join(", ")),
        )
    })
}

#[cfg(test)]
mod tests;
