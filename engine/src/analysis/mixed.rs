//! Counting where rules vote against labels, or decide. A label's counter then begins at a base that no votes against
//! it can use up, and a vote against it takes one off: what is compared is the same score but for a constant. Hard
//! rules go first, and the votes of the others are masked where one of them votes.

use std::ops::Range;

use super::kernel::{BLOCK, NONE, Scratch, Words, add_to_counters};
use crate::votes::{Vote, VoteColumn, VoteMatrix};

/// Working memory of a block, besides [`Scratch`].
pub(super) struct Mixed {
    /// Columns, those of hard rules first.
    order: Vec<usize>,
    /// What each counter begins with: the most rules that vote against one label.
    base: usize,
    /// Records on which a hard rule votes.
    decided: Words,
    /// Votes against every label.
    pub(super) excluded: Words,
    /// Per label: records with a vote for it; from [`Self::find_conflicts`] on those on which a vote against it
    /// conflicts.
    votes_for: Vec<Words>,
    /// Per label: records with a vote against it; from [`Self::find_conflicts`] on those on which a vote for it
    /// conflicts.
    votes_against: Vec<Words>,
}

impl Mixed {
    /// What is needed for these votes; nothing where all are for labels and none is hard.
    pub(super) fn of(votes: &VoteMatrix) -> Option<Self> {
        let hard = votes.columns.iter().any(VoteColumn::is_hard);
        if !hard && !votes.has_against() {
            return None;
        }
        let mut against = vec![0usize; votes.labels];
        for ballot in votes.columns.iter().flat_map(VoteColumn::ballots) {
            against[ballot.vote.label] += usize::from(ballot.vote.against);
        }
        let mut order: Vec<usize> = (0..votes.columns.len()).collect();
        order.sort_by_key(|&column| !votes.columns[column].is_hard());
        Some(Self {
            order,
            base: against
                .into_iter()
                .max()
                .filter(|_| votes.labels > 1)
                .unwrap_or(0),
            decided: NONE,
            excluded: NONE,
            votes_for: vec![NONE; votes.labels],
            votes_against: vec![NONE; votes.labels],
        })
    }

    /// What each counter begins with.
    pub(super) const fn base(&self) -> usize {
        self.base
    }

    /// The records on which a vote conflicts with another rule's, once [`Self::find_conflicts`] has been.
    pub(super) fn conflicts(&self, vote: Vote) -> &Words {
        let sets = if vote.against {
            &self.votes_for
        } else {
            &self.votes_against
        };
        &sets[vote.label]
    }

    /// Reads every column once: who has a vote, who has two, who has one for or against which label, and the scores.
    #[inline(never)]
    pub(super) fn add_votes(&mut self, votes: &VoteMatrix, at: Range<usize>, scratch: &mut Scratch) {
        self.begin(scratch);
        for &column in &self.order {
            let column = &votes.columns[column];
            for ballot in column.ballots() {
                let words = &ballot.records.words()[at.clone()];
                scratch.cover(words);
                let Vote { label, against } = ballot.vote;
                let seen = if against {
                    &mut self.votes_against[label]
                } else {
                    &mut self.votes_for[label]
                };
                seen.iter_mut().zip(words).for_each(|(seen, word)| *seen |= word);
                let mut counted = NONE;
                counted[..words.len()].copy_from_slice(words);
                if !column.is_hard() {
                    (0..BLOCK).for_each(|i| counted[i] &= !self.decided[i]);
                }
                match against {
                    false => add_to_counters(&mut counted, &mut scratch.counters[label]),
                    // Against the only label there is, nothing can win by it.
                    true if votes.labels > 1 => take_from_counters(counted, &mut scratch.counters[label]),
                    true => {}
                }
            }
            if column.is_hard() {
                for ballot in column.ballots() {
                    let words = &ballot.records.words()[at.clone()];
                    self.decided
                        .iter_mut()
                        .zip(words)
                        .for_each(|(decided, word)| *decided |= word);
                }
            }
        }
    }

    fn begin(&mut self, scratch: &mut Scratch) {
        self.decided = NONE;
        self.votes_for.fill(NONE);
        self.votes_against.fill(NONE);
        scratch.covered = NONE;
        scratch.overlapping = NONE;
        for &label in &scratch.voted {
            for (place, digit) in scratch.counters[label].iter_mut().enumerate() {
                digit.fill(if self.base >> place & 1 == 1 { u64::MAX } else { 0 });
            }
        }
    }

    /// Conflicted: votes for two labels, votes for and against one, or votes against them all. Also who may win.
    #[inline(never)]
    pub(super) fn find_conflicts(&mut self, scratch: &mut Scratch) {
        let (mut seen, mut several) = (NONE, NONE);
        scratch.conflicted = NONE;
        self.excluded = [if self.votes_for.len() > 1 { u64::MAX } else { 0 }; BLOCK];
        for (votes_for, votes_against) in self.votes_for.iter().zip(&self.votes_against) {
            for i in 0..BLOCK {
                several[i] |= seen[i] & votes_for[i];
                seen[i] |= votes_for[i];
                scratch.conflicted[i] |= votes_for[i] & votes_against[i];
                self.excluded[i] &= votes_against[i];
            }
        }
        (0..BLOCK).for_each(|i| scratch.conflicted[i] |= several[i] | self.excluded[i]);
        for (votes_for, votes_against) in self.votes_for.iter_mut().zip(&mut self.votes_against) {
            for i in 0..BLOCK {
                votes_for[i] |= self.excluded[i];
                votes_against[i] |= several[i];
            }
        }
        let only_one = self.votes_for.len() == 1;
        for &label in &scratch.voted {
            scratch.winning[label] = scratch.covered;
            if only_one {
                let mut any = NONE;
                for digit in &scratch.counters[label] {
                    any.iter_mut().zip(digit).for_each(|(any, digit)| *any |= digit);
                }
                scratch.winning[label] = any;
            }
        }
    }
}

/// Takes one from the counters of the records in `borrow`, none of which is at zero: a ripple of borrows.
fn take_from_counters(mut borrow: Words, counters: &mut [Words]) {
    for digit in counters {
        let mut rest = 0;
        for (digit, borrow) in digit.iter_mut().zip(&mut borrow) {
            let next = !*digit & *borrow;
            *digit ^= *borrow;
            *borrow = next;
            rest |= next;
        }
        if rest == 0 {
            return;
        }
    }
}
