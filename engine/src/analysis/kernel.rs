//! The counting loop. Records go by in blocks of [`BLOCK`] words; for a block every column is read to find which
//! records are covered, overlapping, conflicted and won by which label, and then read again, from cache, to count those
//! within each rule. One never-inlined call a block, since browsers optimise a function between its calls.
//!
//! Where rules vote against labels, or decide, the votes are added by [`super::mixed`]; the rest is the same.

use std::ops::Range;

use super::mixed::Mixed;
use super::{Analysis, RuleCounts, VoteSets};
use crate::bits::BitSet;
use crate::votes::{Ballot, VoteMatrix};

/// Words of 64 records in a block: 512 bytes a set, so that dozens of sets stay in the first-level cache.
pub(super) const BLOCK: usize = 64;

/// One set's words of a block.
pub(super) type Words = [u64; BLOCK];

pub(super) const NONE: Words = [0; BLOCK];

/// Working memory of a block, reused for all of them.
pub(super) struct Scratch {
    pub(super) covered: Words,
    pub(super) overlapping: Words,
    pub(super) conflicted: Words,
    tied: Words,
    /// Known gold.
    known: Words,
    /// Per label: its score as binary counters, lowest digit first.
    pub(super) counters: Vec<Vec<Words>>,
    /// Per label: still a candidate for the majority.
    pub(super) winning: Vec<Words>,
    /// Labels that may win: those that any rule votes for, or all of them where rules vote against some.
    pub(super) voted: Vec<usize>,
}

impl Scratch {
    fn new(votes: &VoteMatrix, mixed: Option<&Mixed>) -> Self {
        let mut rules_of_label = vec![0usize; votes.labels];
        let ballots = votes.columns.iter().flat_map(|column| column.ballots());
        for ballot in ballots.filter(|ballot| !ballot.vote.against) {
            rules_of_label[ballot.vote.label] += 1;
        }
        let most = rules_of_label.iter().copied().max().unwrap_or(0) + mixed.map_or(0, Mixed::base);
        let digits = (usize::BITS - most.leading_zeros()) as usize;
        let has_against = votes.has_against();
        Self {
            covered: NONE,
            overlapping: NONE,
            conflicted: NONE,
            tied: NONE,
            known: NONE,
            counters: vec![vec![NONE; digits]; votes.labels],
            winning: vec![NONE; votes.labels],
            voted: (0..votes.labels)
                .filter(|&label| has_against || rules_of_label[label] > 0)
                .collect(),
        }
    }

    /// Puts the records of a ballot among those with a vote.
    pub(super) fn cover(&mut self, words: &[u64]) {
        for (i, &word) in words.iter().enumerate() {
            self.overlapping[i] |= self.covered[i] & word;
            self.covered[i] |= word;
        }
    }
}

/// See [`super::analyse`].
pub(super) fn run(votes: &VoteMatrix, gold: &[BitSet]) -> Analysis {
    let n = votes.records;
    let mut mixed = Mixed::of(votes);
    let mut scratch = Scratch::new(votes, mixed.as_ref());
    let mut rules = vec![RuleCounts::default(); votes.columns.len()];
    let mut sets = VoteSets {
        covered: BitSet::empty(n),
        overlapping: BitSet::empty(n),
        conflicted: BitSet::empty(n),
        excluded: BitSet::empty(n),
        tied: BitSet::empty(n),
        majority: vec![BitSet::empty(n); votes.labels],
    };
    for start in (0..n.div_ceil(64)).step_by(BLOCK) {
        let at = start..(start + BLOCK).min(n.div_ceil(64));
        if let Some(mixed) = &mut mixed {
            mixed.add_votes(votes, at.clone(), &mut scratch);
            mixed.find_conflicts(&mut scratch);
            copy(&mut sets.excluded, at.clone(), &mixed.excluded);
        } else {
            add_votes(votes, at.clone(), &mut scratch);
            find_conflicts(&mut scratch);
        }
        find_majority(&mut scratch);
        find_known(gold, at.clone(), &mut scratch);
        count_rules(votes, gold, at.clone(), &scratch, mixed.as_ref(), &mut rules);
        store(&scratch, at, &mut sets);
    }
    Analysis { rules, sets }
}

/// Reads every column once: who has a vote, who has two, and how many for each label.
#[inline(never)]
fn add_votes(votes: &VoteMatrix, at: Range<usize>, scratch: &mut Scratch) {
    scratch.covered = NONE;
    scratch.overlapping = NONE;
    for &label in &scratch.voted {
        scratch.counters[label].fill(NONE);
    }
    for column in &votes.columns {
        for ballot in column.ballots() {
            let words = &ballot.records.words()[at.clone()];
            scratch.cover(words);
            let mut carry = NONE;
            carry[..words.len()].copy_from_slice(words);
            add_to_counters(&mut carry, &mut scratch.counters[ballot.vote.label]);
        }
    }
}

/// Adds one to the counters of the records in `carry`: a ripple of carries, digit by digit.
pub(super) fn add_to_counters(carry: &mut Words, counters: &mut [Words]) {
    for digit in counters {
        let mut rest = 0;
        for (digit, carry) in digit.iter_mut().zip(carry.iter_mut()) {
            let both = *digit & *carry;
            *digit ^= *carry;
            *carry = both;
            rest |= both;
        }
        if rest == 0 {
            return;
        }
    }
}

/// Conflicted: votes for two labels.
#[inline(never)]
fn find_conflicts(scratch: &mut Scratch) {
    let mut seen = NONE;
    scratch.conflicted = NONE;
    for &label in &scratch.voted {
        let mut any = NONE;
        for digit in &scratch.counters[label] {
            any.iter_mut().zip(digit).for_each(|(any, digit)| *any |= digit);
        }
        for i in 0..BLOCK {
            scratch.conflicted[i] |= seen[i] & any[i];
            seen[i] |= any[i];
        }
        scratch.winning[label] = any;
    }
}

/// Majority: the labels with the largest counter, found digit by digit from the highest; two of them are a tie.
#[inline(never)]
fn find_majority(scratch: &mut Scratch) {
    let digits = scratch.counters.first().map_or(0, Vec::len);
    for digit in (0..digits).rev() {
        let mut someone = NONE;
        for &label in &scratch.voted {
            let (winning, counter) = (&scratch.winning[label], &scratch.counters[label][digit]);
            (0..BLOCK).for_each(|i| someone[i] |= winning[i] & counter[i]);
        }
        for &label in &scratch.voted {
            let counter = &scratch.counters[label][digit];
            let winning = &mut scratch.winning[label];
            (0..BLOCK).for_each(|i| winning[i] &= counter[i] | !someone[i]);
        }
    }
    let mut one = NONE;
    scratch.tied = NONE;
    for &label in &scratch.voted {
        let winning = &scratch.winning[label];
        for i in 0..BLOCK {
            scratch.tied[i] |= one[i] & winning[i];
            one[i] |= winning[i];
        }
    }
    // Votes against a project's only label leave no winner at all.
    if scratch.counters.len() == 1 {
        (0..BLOCK).for_each(|i| scratch.tied[i] |= scratch.covered[i] & !one[i]);
    }
    for &label in &scratch.voted {
        let tied = &scratch.tied;
        scratch.winning[label]
            .iter_mut()
            .zip(tied)
            .for_each(|(winning, tied)| *winning &= !tied);
    }
}

/// The block's records with gold.
fn find_known(gold: &[BitSet], at: Range<usize>, scratch: &mut Scratch) {
    scratch.known = NONE;
    for set in gold {
        let words = &set.words()[at.clone()];
        scratch
            .known
            .iter_mut()
            .zip(words)
            .for_each(|(known, word)| *known |= word);
    }
}

/// Reads every column again and counts within it.
#[inline(never)]
fn count_rules(
    votes: &VoteMatrix,
    gold: &[BitSet],
    at: Range<usize>,
    scratch: &Scratch,
    mixed: Option<&Mixed>,
    rules: &mut [RuleCounts],
) {
    for (column, counts) in votes.columns.iter().zip(rules) {
        for Ballot { vote, records } in column.ballots() {
            let words = &records.words()[at.clone()];
            let conflicts = mixed.map_or(&scratch.conflicted, |mixed| mixed.conflicts(*vote));
            counts.coverage += ones(words);
            counts.overlaps += ones_and(words, &scratch.overlapping);
            counts.conflicts += ones_and(words, conflicts);
            if let Some(truth) = gold.get(vote.label) {
                let same = ones_and(words, &truth.words()[at.clone()]);
                let other = ones_and(words, &scratch.known) - same;
                let (correct, incorrect) = if vote.against {
                    (other, same)
                } else {
                    (same, other)
                };
                counts.correct += correct;
                counts.incorrect += incorrect;
            }
        }
    }
}

fn store(scratch: &Scratch, at: Range<usize>, sets: &mut VoteSets) {
    let put = |set: &mut BitSet, words: &Words| copy(set, at.clone(), words);
    put(&mut sets.covered, &scratch.covered);
    put(&mut sets.overlapping, &scratch.overlapping);
    put(&mut sets.conflicted, &scratch.conflicted);
    put(&mut sets.tied, &scratch.tied);
    for &label in &scratch.voted {
        put(&mut sets.majority[label], &scratch.winning[label]);
    }
}

fn copy(set: &mut BitSet, at: Range<usize>, words: &Words) {
    let length = at.len();
    set.words_mut()[at].copy_from_slice(&words[..length]);
}

fn ones(words: &[u64]) -> u32 {
    words.iter().map(|word| word.count_ones()).sum()
}

fn ones_and(words: &[u64], others: &[u64]) -> u32 {
    words
        .iter()
        .zip(others)
        .map(|(word, other)| (word & other).count_ones())
        .sum()
}
