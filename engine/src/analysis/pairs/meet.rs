//! The records that every two of some sets share, and nothing else of them: for those who count pairs of their own.

use super::kernel::{BLOCK, Block, meet_all};
use super::{STEP_WORDS, Triangle};
use crate::bits::BitSet;

/// The counting, a few blocks a step.
#[derive(Clone, Debug)]
pub struct MeetRun {
    /// Words of 64 records done.
    at: usize,
    counts: Triangle,
}

impl MeetRun {
    /// Nothing counted yet of so many sets.
    #[must_use]
    pub fn new(sets: usize) -> Self {
        Self {
            at: 0,
            counts: Triangle::new(sets),
        }
    }

    /// Counts some more; every step must have the same sets, over the same records. Returns how many of how many words
    /// are done, or none when all are.
    pub fn step(&mut self, sets: &[&BitSet]) -> Option<(u64, u64)> {
        let words = sets.first().map_or(0, |set| set.words().len());
        let pairs = sets.len().pow(2) / 2;
        let blocks = (STEP_WORDS / (BLOCK * pairs.max(1))).max(1);
        for _ in 0..blocks {
            if self.at >= words {
                return None;
            }
            let end = words.min(self.at + BLOCK);
            let pieces: Vec<Block> = sets
                .iter()
                .map(|set| Block::of(&set.words()[self.at..end]))
                .collect();
            for (one, piece) in pieces.iter().enumerate() {
                meet_all(piece, &pieces[one..], self.counts.row_mut(one));
            }
            self.at = end;
        }
        Some((self.at as u64, words as u64))
    }

    /// The counts, once no step is left: of every two sets, and of each with itself.
    #[must_use]
    pub fn finish(self) -> Triangle {
        self.counts
    }
}
