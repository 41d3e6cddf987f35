//! Figures about votes: what Snorkel's `LFAnalysis` reports for each rule, and totals over all of them.
//!
//! Definitions. A vote is for a label or against one; abstain is no vote.
//!
//! - A record is *covered* with at least one vote, *overlapping* with at least two, of whatever sort.
//! - Two votes *conflict* when they can't both be right: for one label and for another; for a label and against it.
//!   Votes against labels conflict with each other only where those of a record together exclude all of k ≥ 2 labels.
//!   A record is *conflicted* where votes conflict.
//! - A rule's coverage and overlaps are the records it votes on that are, in turn, any and overlapping; its conflicts
//!   are those on which its own vote conflicts with another rule's.
//! - A vote for a label is *correct* where gold is that label, a vote against it where gold is another one.
//! - The *majority* label has the largest score: a vote for a label gives it one, a vote against it takes one from it.
//!   Labels with the same score tie. Where hard rules vote, only their votes count for this, and for nothing else.
//!
//! Without votes against and hard rules all of this is Snorkel's. (Every rule that votes on a conflicted record then
//! differs from at least one other, so no pair needs to be looked at.) Source: snorkel 0.10.0, `labeling/analysis.py`.

mod alike;
mod conflicts;
mod kernel;
mod mixed;
pub mod pairs;

use crate::bits::BitSet;
use crate::gold::GoldSets;
use crate::votes::{VoteColumn, VoteMatrix};

pub use alike::{Alike, AlikePair, alike_pairs, expected};
pub use conflicts::{conflicts_between, conflicts_of, count_conflicts};

/// Counts of one rule, in records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleCounts {
    /// Records it votes on.
    pub coverage: u32,
    /// … on which another rule votes too.
    pub overlaps: u32,
    /// … on which its vote conflicts with another rule's.
    pub conflicts: u32,
    /// Votes that gold agrees with.
    pub correct: u32,
    /// Votes that gold contradicts.
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
    /// Two votes that can't both be right, or votes against every label.
    pub conflicted: BitSet,
    /// Votes against every label, of at least two.
    pub excluded: BitSet,
    /// Covered, and no single label has the largest score.
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

/// What a rule votes anywhere, as numbers ([`crate::votes::Vote::code`]), ascending: Snorkel's polarity, and -(l+2) for
/// votes against label l.
#[must_use]
pub fn polarity(column: &VoteColumn) -> Vec<i64> {
    let voted = column
        .ballots()
        .iter()
        .filter(|ballot| ballot.records.count() > 0);
    let mut codes: Vec<i64> = voted.map(|ballot| ballot.vote.code()).collect();
    codes.sort_unstable();
    codes
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
