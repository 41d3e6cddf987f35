//! What a candidate said: of the records that were held out, and of those without a label.

use super::folds::Lesson;
use super::judging::Ground;
use crate::metrics::Confusion;
use crate::num::index;

/// The labels that one candidate gave; none where it said nothing.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Deal by deal, of each judged record.
    held: Vec<Option<u32>>,
    judged: usize,
    /// Of each record of [`Ground::rest`], after all labels were learned.
    pub(super) rest: Vec<Option<u32>>,
}

impl Said {
    /// Nothing yet.
    pub(super) fn new(ground: &Ground) -> Self {
        let judged = index(ground.folds.judged);
        Self {
            held: vec![None; index(ground.folds.deals()) * judged],
            judged,
            rest: Vec::with_capacity(ground.rest.len()),
        }
    }

    /// Notes what is said after a lesson: of its held-out records; after all labels, of the next `most` records without a
    /// label. Whether that was all.
    pub(super) fn note(
        &mut self,
        lesson: Lesson,
        ground: &Ground,
        most: usize,
        label_of: impl Fn(u32) -> Option<u32>,
    ) -> bool {
        match lesson {
            Lesson::Part(round) => {
                let first = index(round.deal) * self.judged;
                for (place, record) in ground.folds.held_places(round) {
                    self.held[first + place] = label_of(record);
                }
                true
            }
            Lesson::All => {
                let next = ground.rest.iter().skip(self.rest.len()).take(most);
                self.rest.extend(next.map(|&record| label_of(record)));
                self.rest.len() == ground.rest.len()
            }
        }
    }

    /// What was said of the judged records, a deal after the other.
    pub(super) fn deals(&self) -> impl Iterator<Item = &[Option<u32>]> {
        self.held.chunks_exact(self.judged.max(1))
    }

    /// The labels of judged records beside those that were said, over all deals.
    pub(super) fn confusion(&self, ground: &Ground) -> Confusion {
        let mut confusion = Confusion::new(ground.labels());
        for deal in self.deals() {
            for ((_, label), said) in ground.folds.judged_gold().zip(deal) {
                confusion.add(index(label), said.map(index));
            }
        }
        confusion
    }
}
