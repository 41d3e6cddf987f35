//! The counting loop. Records go by in blocks of [`BLOCK`] words; for a block every column is read to find which
//! records are covered, overlapping, conflicted and won by which label, and then read again, from cache, to count those
//! within each rule. One never-inlined call a block, since browsers optimise a function between its calls.

use super::{Analysis, RuleCounts, VoteSets};
use crate::bits::BitSet;
use crate::votes::VoteMatrix;

/// Words of 64 records in a block: 512 bytes a set, so that dozens of sets stay in the first-level cache.
const BLOCK: usize = 64;

/// One set's words of a block.
type Words = [u64; BLOCK];

const NONE: Words = [0; BLOCK];

/// Working memory of a block, reused for all of them.
struct Scratch {
    covered: Words,
    overlapping: Words,
    conflicted: Words,
    tied: Words,
    /// Known gold.
    known: Words,
    /// Per label: votes as binary counters, lowest digit first.
    counters: Vec<Vec<Words>>,
    /// Per label: still a candidate for the majority.
    winning: Vec<Words>,
    /// Labels that any rule votes for.
    voted: Vec<usize>,
}

impl Scratch {
    fn new(votes: &VoteMatrix) -> Self {
        let mut rules_of_label = vec![0usize; votes.labels];
        for (label, _) in votes.columns.iter().flat_map(|column| column.by_label()) {
            rules_of_label[*label] += 1;
        }
        let digits = |rules: usize| (usize::BITS - rules.leading_zeros()) as usize;
        let widest = rules_of_label.iter().copied().map(digits).max().unwrap_or(0);
        Self {
            covered: NONE,
            overlapping: NONE,
            conflicted: NONE,
            tied: NONE,
            known: NONE,
            counters: vec![vec![NONE; widest]; votes.labels],
            winning: vec![NONE; votes.labels],
            voted: (0..votes.labels)
                .filter(|&label| rules_of_label[label] > 0)
                .collect(),
        }
    }
}

/// See [`super::analyse`].
pub(super) fn run(votes: &VoteMatrix, gold: &[BitSet]) -> Analysis {
    let n = votes.records;
    let mut scratch = Scratch::new(votes);
    let mut rules = vec![RuleCounts::default(); votes.columns.len()];
    let mut sets = VoteSets {
        covered: BitSet::empty(n),
        overlapping: BitSet::empty(n),
        conflicted: BitSet::empty(n),
        tied: BitSet::empty(n),
        majority: vec![BitSet::empty(n); votes.labels],
    };
    for start in (0..n.div_ceil(64)).step_by(BLOCK) {
        let length = BLOCK.min(n.div_ceil(64) - start);
        add_votes(votes, start, length, &mut scratch);
        find_conflicts(&mut scratch);
        find_majority(&mut scratch);
        count_rules(votes, gold, start, length, &mut scratch, &mut rules);
        store(&scratch, start, length, &mut sets);
    }
    Analysis { rules, sets }
}

/// Reads every column once: who has a vote, who has two, and how many for each label.
#[inline(never)]
fn add_votes(votes: &VoteMatrix, start: usize, length: usize, scratch: &mut Scratch) {
    scratch.covered = NONE;
    scratch.overlapping = NONE;
    for &label in &scratch.voted {
        scratch.counters[label].fill(NONE);
    }
    for column in &votes.columns {
        for (label, set) in column.by_label() {
            let words = &set.words()[start..start + length];
            for (i, &word) in words.iter().enumerate() {
                scratch.overlapping[i] |= scratch.covered[i] & word;
                scratch.covered[i] |= word;
            }
            add_to_counters(words, &mut scratch.counters[*label]);
        }
    }
}

/// Adds one to the counters of the records in `words`: a ripple of carries, digit by digit.
fn add_to_counters(words: &[u64], counters: &mut [Words]) {
    let mut carry = NONE;
    carry[..words.len()].copy_from_slice(words);
    for digit in counters {
        let mut rest = 0;
        for (digit, carry) in digit.iter_mut().zip(&mut carry) {
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
    for &label in &scratch.voted {
        let tied = &scratch.tied;
        scratch.winning[label]
            .iter_mut()
            .zip(tied)
            .for_each(|(winning, tied)| *winning &= !tied);
    }
}

/// Reads every column again and counts within it.
#[inline(never)]
fn count_rules(
    votes: &VoteMatrix,
    gold: &[BitSet],
    start: usize,
    length: usize,
    scratch: &mut Scratch,
    rules: &mut [RuleCounts],
) {
    scratch.known = NONE;
    for set in gold {
        let words = &set.words()[start..start + length];
        scratch
            .known
            .iter_mut()
            .zip(words)
            .for_each(|(known, word)| *known |= word);
    }
    for (column, counts) in votes.columns.iter().zip(rules) {
        for (label, set) in column.by_label() {
            let words = &set.words()[start..start + length];
            counts.coverage += ones(words);
            counts.overlaps += ones_and(words, &scratch.overlapping);
            counts.conflicts += ones_and(words, &scratch.conflicted);
            if let Some(truth) = gold.get(*label) {
                let correct = ones_and(words, &truth.words()[start..start + length]);
                counts.correct += correct;
                counts.incorrect += ones_and(words, &scratch.known) - correct;
            }
        }
    }
}

fn store(scratch: &Scratch, start: usize, length: usize, sets: &mut VoteSets) {
    let copy = |set: &mut BitSet, words: &Words| {
        set.words_mut()[start..start + length].copy_from_slice(&words[..length]);
    };
    copy(&mut sets.covered, &scratch.covered);
    copy(&mut sets.overlapping, &scratch.overlapping);
    copy(&mut sets.conflicted, &scratch.conflicted);
    copy(&mut sets.tied, &scratch.tied);
    for &label in &scratch.voted {
        copy(&mut sets.majority[label], &scratch.winning[label]);
    }
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
