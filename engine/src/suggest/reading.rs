//! Which records are read to order terms. Up to about 130,000 short records these are all of them. Of more, every so
//! manieth is read, and counts for as many: once for how often terms are found, and for each label on its own for what
//! is known of labels, so that a rare label is not thinned out with the others. Who shows a term counts its records
//! exactly.

use super::evidence::SoftLabels;
use crate::bits::BitSet;
use crate::num::count;
use crate::text::TextIndex;

/// Words read for how often terms are found, about; and again for what is known of labels.
const WORDS: u64 = 2_000_000;

/// A record that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    pub(super) record: u32,
    /// Records that it counts for where terms are found.
    pub(super) stands_for: u32,
    /// Records that it counts for where labels are told.
    pub(super) tells_for: u32,
}

/// The records that are read, ascending.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) reads: Vec<Read>,
    /// Records that could have been read.
    pub(super) of: u32,
}

/// Takes every so manieth.
#[derive(Clone, Copy, Debug)]
struct Thinning {
    stride: u32,
    next: u32,
}

impl Thinning {
    /// So that about `most` words of so many are left.
    fn new(words: u64, most: u64) -> Self {
        Self {
            stride: u32::try_from(words.div_ceil(most.max(1)))
                .unwrap_or(u32::MAX)
                .max(1),
            next: 0,
        }
    }

    /// How many the next one counts for: 0 where it is left out.
    fn take(&mut self) -> u32 {
        let taken = if self.next == 0 { self.stride } else { 0 };
        self.next = if self.next == 0 {
            self.stride - 1
        } else {
            self.next - 1
        };
        taken
    }
}

impl Reading {
    /// Chooses among the records of a scope, or all.
    pub(super) fn new(index: &TextIndex, evidence: &SoftLabels, scope: Option<&BitSet>) -> Self {
        Self::with_words(index, evidence, scope, WORDS)
    }

    fn with_words(index: &TextIndex, evidence: &SoftLabels, scope: Option<&BitSet>, most: u64) -> Self {
        let records =
            || (0..count(index.records())).filter(|&record| scope.is_none_or(|scope| scope.contains(record)));
        let words = |record: u32| u64::from(index.words()[record as usize]);
        // Per label the words of its records; a record of several counts to the first.
        let mut all = 0;
        let mut of_label = vec![0; evidence.labels()];
        for record in records() {
            all += words(record);
            if let Some(&(label, _)) = evidence.row(record).first() {
                of_label[usize::from(label)] += words(record);
            }
        }
        let share = most / of_label.iter().filter(|words| **words > 0).count().max(1) as u64;
        let judged: u64 = of_label.iter().sum();
        let share = if judged <= most { most } else { share };
        let mut found = Thinning::new(all, most);
        let mut told: Vec<_> = of_label
            .iter()
            .map(|&words| Thinning::new(words, share))
            .collect();
        let mut reading = Self {
            reads: Vec::new(),
            of: 0,
        };
        for record in records() {
            let label = evidence.row(record).first().map(|&(label, _)| usize::from(label));
            let read = Read {
                record,
                stands_for: found.take(),
                tells_for: label.map_or(0, |label| told[label].take()),
            };
            reading.of += 1;
            if read.stands_for + read.tells_for > 0 {
                reading.reads.push(read);
            }
        }
        reading
    }

    /// Whether records are left out.
    pub(super) fn is_part(&self) -> bool {
        self.reads.len() < self.of as usize
            || self
                .reads
                .iter()
                .any(|read| read.stands_for > 1 || read.tells_for > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::IndexBuilder;

    /// 12 records of one word; label 0 on nine of them, label 1 on two.
    fn ground() -> (TextIndex, SoftLabels) {
        let mut builder = IndexBuilder::default();
        let mut evidence = SoftLabels::new(2);
        for record in 0..12 {
            builder.push("word");
            evidence.push_label(match record {
                11 => None,
                4 | 9 => Some(1),
                _ => Some(0),
            });
        }
        (builder.finish(), evidence)
    }

    #[test]
    fn few_records_are_all_read() {
        let (index, evidence) = ground();
        let reading = Reading::with_words(&index, &evidence, None, 12);
        assert_eq!(
            (reading.reads.len(), reading.of, reading.is_part()),
            (12, 12, false)
        );
        let told: u32 = reading.reads.iter().map(|read| read.tells_for).sum();
        assert_eq!(told, 11);
    }

    /// Of 12 words 4 are read: every third; of each label 2: every fifth of the nine, both of the two.
    #[test]
    fn a_rare_label_is_not_thinned_out() {
        let (index, evidence) = ground();
        let reading = Reading::with_words(&index, &evidence, None, 4);
        let found: Vec<u32> = reading
            .reads
            .iter()
            .filter(|read| read.stands_for > 0)
            .map(|read| read.record)
            .collect();
        assert_eq!(found, [0, 3, 6, 9]);
        let told: Vec<(u32, u32)> = reading
            .reads
            .iter()
            .filter(|read| read.tells_for > 0)
            .map(|read| (read.record, read.tells_for))
            .collect();
        assert_eq!(told, [(0, 5), (4, 1), (6, 5), (9, 1)]);
        assert!(reading.is_part());
    }

    #[test]
    fn a_scope_is_all_that_is_read() {
        let (index, evidence) = ground();
        let scope = BitSet::from_indices(12, [2, 5]);
        let reading = Reading::with_words(&index, &evidence, Some(&scope), 12);
        let records: Vec<u32> = reading.reads.iter().map(|read| read.record).collect();
        assert_eq!((records, reading.of), (vec![2, 5], 2));
    }
}
