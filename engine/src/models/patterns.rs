//! Distinct patterns of votes. Records with the same votes have the same posterior, and real rules leave far fewer
//! patterns than records, so that what must go through the records goes through the patterns instead.

use std::hash::Hasher;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::table::VoteTable;
use crate::num::{count, index};

/// Words of 64 records that are cut into rows at a time: their rows stay in the processor's cache.
const BLOCK: usize = 64;

/// Votes read in a step: some milliseconds.
const STEP_VOTES: usize = 100_000;

/// The distinct patterns of a table's votes, in order of first appearance. Pattern 0 is that without a vote, whether any
/// record has it or not.
#[derive(Clone, Debug)]
pub struct Patterns {
    /// Length n: the pattern of each record.
    of_record: Vec<u32>,
    /// Length patterns + 1: where the ballots of each begin.
    begins: Vec<u32>,
    /// Ballot numbers, ascending within a pattern.
    ballots: Vec<u16>,
    /// How many records have each.
    counts: Vec<u32>,
}

impl Patterns {
    /// How many patterns there are, that without a vote included.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.counts.len()
    }

    /// Whether there is none; pattern 0 always is.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The ballots of a pattern, ascending.
    #[must_use]
    pub fn ballots(&self, pattern: usize) -> &[u16] {
        &self.ballots[index(self.begins[pattern])..index(self.begins[pattern + 1])]
    }

    /// How many records have a pattern.
    #[must_use]
    pub fn count(&self, pattern: usize) -> u32 {
        self.counts[pattern]
    }

    /// The pattern of each record.
    #[must_use]
    pub fn of_record(&self) -> &[u32] {
        &self.of_record
    }

    /// All ballots of all patterns together.
    #[must_use]
    pub const fn votes(&self) -> usize {
        self.ballots.len()
    }
}

/// The finding of patterns, some blocks of records a step.
#[derive(Debug)]
pub(super) struct PatternRun {
    /// Words of 64 records done.
    at: usize,
    known: HashTable<u32>,
    found: Patterns,
    rows: Rows,
}

/// The rows of a block: ballots of each record.
#[derive(Debug, Default)]
struct Rows {
    begins: Vec<u32>,
    ballots: Vec<u16>,
}

impl PatternRun {
    pub(super) fn new(table: &VoteTable) -> Self {
        let mut run = Self {
            at: 0,
            known: HashTable::new(),
            found: Patterns {
                of_record: Vec::with_capacity(table.records),
                begins: vec![0],
                ballots: Vec::new(),
                counts: Vec::new(),
            },
            rows: Rows::default(),
        };
        run.add(&[]);
        run.found.counts[0] = 0;
        run.found.of_record.clear();
        run
    }

    /// Reads some more records. Returns how many of how many are done, none when all are.
    pub(super) fn step(&mut self, table: &VoteTable) -> Option<(u64, u64)> {
        let words = table.records.div_ceil(64);
        let mut read = 0;
        while read < STEP_VOTES {
            if self.at >= words {
                return None;
            }
            let end = words.min(self.at + BLOCK);
            let records = (end * 64).min(table.records) - self.at * 64;
            let mut rows = std::mem::take(&mut self.rows);
            rows.read(table, self.at..end);
            for record in 0..records {
                self.add(rows.row(record));
            }
            read += rows.ballots.len() + records;
            self.rows = rows;
            self.at = end;
        }
        Some((self.at as u64, words as u64))
    }

    /// All patterns, once no step is left.
    pub(super) fn finish(self) -> Patterns {
        self.found
    }

    fn add(&mut self, ballots: &[u16]) {
        let found = &self.found;
        let is_same = |&pattern: &u32| found.ballots(index(pattern)) == ballots;
        let pattern = match self.known.find(hash(ballots), is_same) {
            Some(&pattern) => pattern,
            None => self.add_new(ballots),
        };
        self.found.counts[index(pattern)] += 1;
        self.found.of_record.push(pattern);
    }

    fn add_new(&mut self, ballots: &[u16]) -> u32 {
        let pattern = count(self.found.counts.len());
        self.found.ballots.extend_from_slice(ballots);
        self.found.begins.push(count(self.found.ballots.len()));
        self.found.counts.push(0);
        let found = &self.found;
        self.known
            .insert_unique(hash(ballots), pattern, |&known| hash(found.ballots(index(known))));
        pattern
    }
}

fn hash(ballots: &[u16]) -> u64 {
    let mut hasher = FxHasher::default();
    ballots.iter().for_each(|&ballot| hasher.write_u16(ballot));
    hasher.finish()
}

impl Rows {
    /// Cuts the columns' words into rows: counted first, then filled in. One call a block, since browsers optimise a
    /// function between its calls.
    #[inline(never)]
    fn read(&mut self, table: &VoteTable, words: std::ops::Range<usize>) {
        self.begins.clear();
        self.begins.resize(words.len() * 64 + 1, 0);
        for ballot in table.ballots() {
            each(&ballot.records.words()[words.clone()], |record| {
                self.begins[record + 1] += 1
            });
        }
        let mut sum = 0;
        for begin in &mut self.begins {
            sum += *begin;
            *begin = sum;
        }
        self.ballots.clear();
        self.ballots.resize(index(sum), 0);
        for (number, ballot) in (0u16..).zip(table.ballots()) {
            each(&ballot.records.words()[words.clone()], |record| {
                self.ballots[index(self.begins[record])] = number;
                self.begins[record] += 1;
            });
        }
    }

    /// A record's ballots. Filling has moved each row's begin to its end, which is where the next one begins.
    fn row(&self, record: usize) -> &[u16] {
        let begin = record.checked_sub(1).map_or(0, |before| self.begins[before]);
        &self.ballots[index(begin)..index(self.begins[record])]
    }
}

/// Calls with each one bit of some words, lowest first.
fn each(words: &[u64], mut call: impl FnMut(usize)) {
    for (at, &word) in words.iter().enumerate() {
        let mut rest = word;
        while rest != 0 {
            call(at * 64 + rest.trailing_zeros() as usize);
            rest &= rest - 1;
        }
    }
}

/// All patterns in one go.
#[must_use]
pub fn patterns(table: &VoteTable) -> &Patterns {
    table.patterns.get_or_init(|| {
        let mut run = PatternRun::new(table);
        while run.step(table).is_some() {}
        run.finish()
    })
}
