//! Pairs: how many records two rules both vote on, and on how many they can't both be right; the same of labels; and
//! what rules and majority say against dev gold. m rules are m² / 2 pairs, so that the votes are read in blocks that
//! stay in the processor's cache, each block once for all pairs, and the work comes in steps.
//!
//! Definitions: two rules *overlap* on a record where both vote, and *conflict* where moreover their votes do, as
//! [`crate::analysis`] says. A rule overlaps with itself on all records it votes on.

mod kernel;
mod meet;

use serde::{Deserialize, Serialize};

use self::kernel::{Block, meet_all};
pub use self::meet::MeetRun;
use super::VoteSets;
use crate::bits::BitSet;
use crate::num::{count, index};
use crate::votes::{Vote, VoteColumn, VoteMatrix};

/// Counts of the pairs of so many things, each pair once, and of each thing with itself: row by row, from the thing
/// itself on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Triangle {
    size: u32,
    counts: Vec<u32>,
}

impl Triangle {
    /// All counts 0.
    #[must_use]
    pub fn new(size: usize) -> Self {
        Self {
            size: count(size),
            counts: vec![0; size * (size + 1) / 2],
        }
    }

    /// How many things there are.
    #[must_use]
    pub const fn size(&self) -> u32 {
        self.size
    }

    /// The count of two things, in either order; 0 of things that aren't there.
    #[must_use]
    pub fn get(&self, one: u32, other: u32) -> u32 {
        let (low, high) = (one.min(other), one.max(other));
        if high >= self.size {
            return 0;
        }
        self.counts[self.row(index(low)) + index(high - low)]
    }

    fn add(&mut self, one: usize, other: usize, more: u32) {
        let (low, high) = (one.min(other), one.max(other));
        let at = self.row(low) + high - low;
        self.counts[at] += more;
    }

    /// Where a thing's row begins.
    const fn row(&self, thing: usize) -> usize {
        // Row r has size - r counts: r rows have r · size - (0 + 1 + … + (r - 1)).
        thing * self.size as usize - (thing * thing.saturating_sub(1)) / 2
    }

    fn row_mut(&mut self, thing: usize) -> &mut [u32] {
        let (start, end) = (self.row(thing), self.row(thing + 1));
        &mut self.counts[start..end]
    }
}

/// Everything that is counted of pairs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairCounts {
    /// m rules: records both vote on; of a rule with itself, its coverage.
    pub overlaps: Triangle,
    /// m rules: records on which both vote and can't both be right.
    pub conflicts: Triangle,
    /// k labels: records with a vote for both; of a label with itself, records with a vote for it.
    pub labels: Triangle,
    /// m × k, row by row: records with dev gold of a label that a rule votes on.
    pub rule_gold: Vec<u32>,
    /// (k + 2) × k, row by row: records with dev gold of a label, by majority label; then those that tie, then those
    /// without a vote.
    pub majority_gold: Vec<u32>,
}

/// What is counted: all of one project at one time.
#[derive(Clone, Copy, Debug)]
pub struct PairInput<'a> {
    /// n × m votes over k labels.
    pub votes: &'a VoteMatrix,
    /// The analysis of the same votes, at least on the records looked at.
    pub sets: &'a VoteSets,
    /// Dev gold: k sets, disjoint; none without gold.
    pub gold: &'a [BitSet],
    /// The records that are looked at; none for all.
    pub within: Option<&'a BitSet>,
}

/// A rule's votes of one kind, and their records.
#[derive(Clone, Copy, Debug)]
struct Ballot<'a> {
    column: usize,
    vote: Vote,
    records: &'a BitSet,
}

fn ballots(votes: &VoteMatrix) -> Vec<Ballot<'_>> {
    let of_column = |(column, votes)| {
        let ballots = VoteColumn::ballots(votes).iter();
        ballots.map(move |ballot| Ballot {
            column,
            vote: ballot.vote,
            records: &ballot.records,
        })
    };
    votes.columns.iter().enumerate().flat_map(of_column).collect()
}

/// Words counted in a step, of one pair each: some milliseconds.
const STEP_WORDS: usize = 4 << 20;

/// The counting, a few blocks a step.
#[derive(Clone, Debug)]
pub struct PairRun {
    /// Words of 64 records done.
    at: usize,
    /// Of ballots, which become the rules' at the end.
    ballots: Triangle,
    /// Of ballots against labels, on records where votes against exclude every label; 0 of others.
    excluding: Triangle,
    ballot_gold: Vec<u32>,
    labels: Triangle,
    majority_gold: Vec<u32>,
}

impl PairRun {
    /// Nothing counted yet. Every step must have the same input.
    #[must_use]
    pub fn new(input: PairInput<'_>) -> Self {
        let (k, ballots) = (input.votes.labels, ballots(input.votes).len());
        Self {
            at: 0,
            ballots: Triangle::new(ballots),
            excluding: Triangle::new(if input.votes.has_against() { ballots } else { 0 }),
            ballot_gold: vec![0; ballots * k],
            labels: Triangle::new(k),
            majority_gold: vec![0; (k + 2) * k],
        }
    }

    /// Counts some more. Returns how many of how many words are done, or none when all are.
    pub fn step(&mut self, input: PairInput<'_>) -> Option<(u64, u64)> {
        let words = input.votes.records.div_ceil(64);
        let ballots = ballots(input.votes);
        let k = input.votes.labels;
        let pairs = ballots.len().pow(2) / 2 + k.pow(2) / 2 + (ballots.len() + k + 2) * input.gold.len();
        let blocks = (STEP_WORDS / (kernel::BLOCK * pairs.max(1))).max(1);
        for _ in 0..blocks {
            if self.at >= words {
                return None;
            }
            let end = words.min(self.at + kernel::BLOCK);
            self.block(input, &ballots, self.at..end);
            self.at = end;
        }
        Some((self.at as u64, words as u64))
    }

    fn block(&mut self, input: PairInput<'_>, ballots: &[Ballot<'_>], words: std::ops::Range<usize>) {
        let piece = |set: &BitSet| Block::of(&set.words()[words.clone()]);
        let within = input.within.map(piece);
        let of_set = |set: &BitSet| match &within {
            Some(within) => piece(set).within(within),
            None => piece(set),
        };
        let sets: Vec<Block> = ballots.iter().map(|ballot| of_set(ballot.records)).collect();
        for (ballot, set) in sets.iter().enumerate() {
            meet_all(set, &sets[ballot..], self.ballots.row_mut(ballot));
        }
        self.excluded_block(&of_set(&input.sets.excluded), ballots, &sets);
        let mut labels = vec![Block::default(); input.votes.labels];
        for (ballot, set) in ballots
            .iter()
            .zip(&sets)
            .filter(|(ballot, _)| !ballot.vote.against)
        {
            labels[ballot.vote.label].join(set);
        }
        for (label, set) in labels.iter().enumerate() {
            meet_all(set, &labels[label..], self.labels.row_mut(label));
        }
        let gold: Vec<Block> = input.gold.iter().map(of_set).collect();
        if gold.iter().all(Block::is_empty) {
            return;
        }
        let k = input.votes.labels;
        let majority = input.sets.majority.iter().chain([&input.sets.tied]).map(of_set);
        let majority = majority.chain([of_set(&input.sets.covered).complement()]);
        let by_rule = sets.iter().zip(self.ballot_gold.chunks_mut(k.max(1)));
        by_rule.for_each(|(set, counts)| meet_all(set, &gold, counts));
        let by_label = majority.zip(self.majority_gold.chunks_mut(k.max(1)));
        by_label.for_each(|(set, counts)| meet_all(&set, &gold, counts));
    }

    /// Votes against different labels conflict where they leave no label.
    fn excluded_block(&mut self, excluded: &Block, ballots: &[Ballot<'_>], sets: &[Block]) {
        if excluded.is_empty() {
            return;
        }
        let within = |(ballot, set): (&Ballot<'_>, &Block)| {
            if ballot.vote.against {
                set.within(excluded)
            } else {
                Block::default()
            }
        };
        let sets: Vec<Block> = ballots.iter().zip(sets).map(within).collect();
        for (ballot, set) in sets.iter().enumerate() {
            meet_all(set, &sets[ballot..], self.excluding.row_mut(ballot));
        }
    }

    /// The counts, once no step is left.
    #[must_use]
    pub fn finish(self, input: PairInput<'_>) -> PairCounts {
        let ballots = ballots(input.votes);
        let (m, k) = (input.votes.columns.len(), input.votes.labels);
        let mut counts = PairCounts {
            overlaps: Triangle::new(m),
            conflicts: Triangle::new(m),
            labels: self.labels,
            rule_gold: vec![0; m * k],
            majority_gold: self.majority_gold,
        };
        for (one, a) in (0u32..).zip(&ballots) {
            for (other, b) in (0u32..).zip(&ballots).skip(index(one)) {
                // Two ballots of one rule share no record.
                if a.column == b.column && one != other {
                    continue;
                }
                let met = self.ballots.get(one, other);
                counts.overlaps.add(a.column, b.column, met);
                let conflicts = if a.vote.contradicts(b.vote) {
                    met
                } else if a.vote.label != b.vote.label {
                    self.excluding.get(one, other)
                } else {
                    0
                };
                counts.conflicts.add(a.column, b.column, conflicts);
            }
        }
        for (ballot, gold) in ballots.iter().zip(self.ballot_gold.chunks(k.max(1))) {
            let row = &mut counts.rule_gold[ballot.column * k..][..k];
            row.iter_mut().zip(gold).for_each(|(sum, more)| *sum += more);
        }
        counts
    }
}

/// Counts all pairs in one go.
#[must_use]
pub fn count_pairs(input: PairInput<'_>) -> PairCounts {
    let mut run = PairRun::new(input);
    while run.step(input).is_some() {}
    run.finish(input)
}

#[cfg(test)]
mod tests;
