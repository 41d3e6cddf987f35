//! Records as points: per record its words, each weighted by (1 + ln tf) · ln(n / df) (Salton and Buckley 1988) with df
//! over all n records, the row brought to unit length. Words in too few records to be shared, and in more than half of
//! all, are left out. Words are the index's folded groups.

use crate::num::{count, ln};
use crate::suggest::ground::{NONE, Words, entries_count};
use crate::text::TextIndex;

/// The words that are weighed.
#[derive(Debug, Default)]
pub(super) struct Space {
    words: Words,
    /// Per word ln(n / df), 0 for those in more than half of all records.
    rarity: Vec<f32>,
}

impl Space {
    /// A space for some `scope` records out of the index.
    pub(super) fn new(index: &TextIndex, scope: u32) -> Self {
        let least = 3.max(scope.div_ceil(2000));
        let words = Words::new(index, least);
        let n = f64::from(count(index.records()));
        let rarity = (0..count(words.len())).map(|number| {
            let records = f64::from(entries_count(index, words.group(number)));
            if records * 2.0 > n {
                0.0
            } else {
                single(ln(n / records))
            }
        });
        Self {
            rarity: rarity.collect(),
            words,
        }
    }

    /// d.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// A record's row: word numbers, ascending, and weights; empty where it has no word that is weighed.
    pub(super) fn row(&self, index: &TextIndex, record: u32, row: &mut Vec<(u32, f32)>) {
        let vocabulary = index.vocabulary();
        let groups = index.word_entries(record).map(|entry| vocabulary.group_of(entry));
        let mut numbers: Vec<u32> = groups.map(|group| self.words.number(group)).collect();
        numbers.retain(|&number| number != NONE && self.rarity[number as usize] > 0.0);
        numbers.sort_unstable();
        row.clear();
        for run in numbers.chunk_by(|one, next| one == next) {
            let times = if run.len() == 1 {
                0.0
            } else {
                ln(f64::from(count(run.len())))
            };
            row.push((run[0], (1.0 + single(times)) * self.rarity[run[0] as usize]));
        }
        let length = row.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        row.iter_mut().for_each(|(_, weight)| *weight /= length);
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "weights need no more than single precision"
)]
const fn single(value: f64) -> f32 {
    value as f32
}
