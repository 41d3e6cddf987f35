//! Figures about votes: what Snorkel's `LFAnalysis` reports for each rule, and totals over all of them.
//!
//! Definitions (n records, abstain is no vote): a record is *covered* with at least one vote, *overlapping* with at
//! least two, *conflicted* with two that differ. A rule's coverage, overlaps and conflicts are the records it votes on
//! that are, in turn, any, overlapping, conflicted. (Every rule that votes on a conflicted record differs from at least
//! one other, so no pair needs to be looked at.) Source: snorkel 0.10.0, `labeling/analysis.py`.

mod alike;
mod kernel;
pub mod pairs;

use std::sync::Arc;

use crate::bits::BitSet;
use crate::gold::GoldSets;
use crate::votes::VoteMatrix;

pub use alike::{Alike, AlikePair, alike_pairs, expected};
pub use pairs::conflicts_between;

/// Counts of one rule, in records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleCounts {
    /// Records it votes on.
    pub coverage: u32,
    /// … on which another rule votes too.
    pub overlaps: u32,
    /// … on which another rule votes differently.
    pub conflicts: u32,
    /// Votes that agree with gold.
    pub correct: u32,
    /// Votes that differ from gold.
    pub incorrect: u32,
}

impl RuleCounts {
    /// Empirical accuracy: correct / (correct + incorrect), none where that is 0/0. (Snorkel's own figure also divides
    /// by votes on records without gold, which makes it too low; with full gold the two agree.)
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        let judged = self.correct + self.incorrect;
        (judged > 0).then(|| f64::from(self.correct) / f64::from(judged))
    }
}

/// The sets behind the totals, each over n records.
#[derive(Clone, Debug, Default)]
pub struct VoteSets {
    /// At least one vote.
    pub covered: BitSet,
    /// At least two votes.
    pub overlapping: BitSet,
    /// Two votes that differ.
    pub conflicted: BitSet,
    /// Covered, and no single label has the most votes.
    pub tied: BitSet,
    /// Per label index 0..k: the records whose majority vote it is, ties left out.
    pub majority: Vec<BitSet>,
}

/// The whole analysis of a vote matrix.
#[derive(Clone, Debug, Default)]
pub struct Analysis {
    /// Per rule.
    pub rules: Vec<RuleCounts>,
    /// The totals' records.
    pub sets: VoteSets,
}

/// Counts everything in one pass over the votes: m columns are read twice, in blocks that stay in the processor's
/// cache. `gold` gives k sets of records whose label is known, disjoint; an empty slice means no gold.
#[must_use]
pub fn analyse(votes: &VoteMatrix, gold: &[BitSet]) -> Analysis {
    kernel::run(votes, gold)
}

/// The labels that a rule votes for anywhere, ascending: Snorkel's polarity.
#[must_use]
pub fn polarity(votes: &[(usize, Arc<BitSet>)]) -> Vec<usize> {
    let mut labels: Vec<usize> = votes
        .iter()
        .filter(|(_, set)| set.count() > 0)
        .map(|(label, _)| *label)
        .collect();
    labels.sort_unstable();
    labels
}

/// Of the records with gold: how many the majority vote gets right, gets wrong, and leaves tied or without a vote.
#[must_use]
pub fn majority_on_gold(sets: &VoteSets, gold: &GoldSets) -> (u32, u32, u32) {
    let known = gold.dev_known.count();
    let correct: u32 = sets
        .majority
        .iter()
        .zip(&gold.dev)
        .map(|(voted, truth)| voted.count_and(truth))
        .sum();
    let decided: u32 = sets
        .majority
        .iter()
        .map(|voted| voted.count_and(&gold.dev_known))
        .sum();
    (correct, decided - correct, known - decided)
}

#[cfg(test)]
mod tests;
