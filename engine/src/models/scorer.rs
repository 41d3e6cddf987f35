//! What every fitted model can say of a record's votes.

use std::fmt::Debug;

/// A fitted model's say. Ballots are numbers of the table it was fitted on, ascending, at least one, none of a hard
/// rule's where it matters: those are dealt with before.
pub(super) trait Scorer: Debug + Send + Sync {
    /// Writes the k probabilities of a record with these votes. Returns whether there are any: votes against a project's
    /// only label leave none.
    fn row(&self, ballots: &[u16], row: &mut [f64]) -> bool;

    /// What a vote adds to each label's score.
    fn evidence(&self, ballot: u16) -> Vec<f64>;

    /// What each label's score begins with.
    fn prior(&self) -> Vec<f64>;

    /// Whether scores are logarithms; else they are votes.
    fn is_logarithmic(&self) -> bool;
}
