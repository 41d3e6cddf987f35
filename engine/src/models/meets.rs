//! On how many records every two ballots meet: all that the models of moments and the look for duplicates read of the
//! votes.

use crate::analysis::pairs::{MeetRun, Triangle};
use crate::bits::BitSet;
use crate::num::count;

use super::table::VoteTable;

/// Counts of every two ballots of a table, and of each with itself.
#[derive(Clone, Debug, Default)]
pub struct Meets {
    counts: Triangle,
}

impl Meets {
    /// On how many records both ballots are cast.
    #[must_use]
    pub fn get(&self, one: usize, other: usize) -> u32 {
        self.counts.get(count(one), count(other))
    }
}

/// The counting, some blocks of records a step.
#[derive(Debug)]
pub(super) struct MeetsRun {
    run: MeetRun,
}

impl MeetsRun {
    pub(super) fn new(table: &VoteTable) -> Self {
        Self {
            run: MeetRun::new(table.ballots().len()),
        }
    }

    /// Counts some more. Returns how many of how many words are done, none when all are.
    pub(super) fn step(&mut self, table: &VoteTable) -> Option<(u64, u64)> {
        let sets: Vec<&BitSet> = table.ballots().iter().map(|ballot| &*ballot.records).collect();
        self.run.step(&sets)
    }

    pub(super) fn finish(self) -> Meets {
        Meets {
            counts: self.run.finish(),
        }
    }
}

/// All counts in one go.
#[must_use]
pub fn meets(table: &VoteTable) -> &Meets {
    table.meets.get_or_init(|| {
        let mut run = MeetsRun::new(table);
        while run.step(table).is_some() {}
        run.finish()
    })
}
