//! What one model makes of all records: P(label) of each, and as sets who has which label, so that figures and filters
//! are counted from the same bits.

use std::sync::Arc;

use super::view::HISTOGRAM_BINS;
use crate::bits::BitSet;
use crate::error::Error;
use crate::ids::{LabelId, RuleId};
use crate::models::{Decided, Fitted};
use crate::num::count;
use crate::posteriors::Posteriors;

/// The bin of a record without probabilities.
const NO_BIN: u8 = u8::MAX;

/// Records sorted into sets in a step: some milliseconds.
const STEP_RECORDS: u32 = 100_000;

/// A model's labels of all records of a project.
#[derive(Debug)]
pub(in crate::session) struct Labeled {
    /// The project's revision that they are of.
    pub(in crate::session) revision: u32,
    /// The name of the model that was asked for.
    pub(in crate::session) asked: String,
    /// Why another model or balance was taken than asked for.
    pub(in crate::session) problem: Option<Error>,
    pub(in crate::session) fitted: Arc<Fitted>,
    /// n × k.
    pub(in crate::session) posteriors: Posteriors,
    /// The labels as the indices 0..k have them.
    pub(in crate::session) labels: Vec<LabelId>,
    /// The rule of each column of the votes.
    pub(in crate::session) rules: Vec<RuleId>,
    pub(in crate::session) sets: LabelSets,
}

/// Who has which label.
#[derive(Clone, Debug)]
pub(in crate::session) struct LabelSets {
    pub(in crate::session) decided: Arc<Decided>,
    /// Per record the bin of its top probability in the histogram.
    bins: Arc<Vec<u8>>,
}

impl LabelSets {
    /// The records with one most probable label.
    pub(in crate::session) fn any(&self) -> BitSet {
        let mut any = BitSet::empty(self.bins.len());
        self.decided.labels.iter().for_each(|set| any.or(set));
        any
    }

    /// The records of a bin of the histogram.
    pub(in crate::session) fn of_bin(&self, bin: u8) -> BitSet {
        let records = (0u32..).zip(self.bins.iter());
        let in_bin = records.filter(|(_, of)| **of == bin && bin != NO_BIN);
        BitSet::from_indices(self.bins.len(), in_bin.map(|(record, _)| record))
    }

    /// How many records of a set are in each bin of the histogram.
    pub(in crate::session) fn histogram(&self, records: &BitSet) -> Vec<u32> {
        let mut bins = vec![0; HISTOGRAM_BINS];
        for record in records.iter() {
            if let Some(count) = bins.get_mut(usize::from(self.bins[record as usize])) {
                *count += 1;
            }
        }
        bins
    }
}

/// The bin of a probability among bins of equal width: each holds its upper end and not its lower one, but for the
/// first.
pub(in crate::session) fn bin_of(probability: f64, bins: usize) -> usize {
    let end = |bin: usize| f64::from(count(bin)) / f64::from(count(bins));
    (1..bins).take_while(|&bin| probability > end(bin)).count()
}

/// Records being sorted by their label and top probability.
#[derive(Debug)]
pub(super) struct Sorting {
    posteriors: Posteriors,
    bins: Vec<u8>,
}

impl Sorting {
    pub(super) fn new(posteriors: Posteriors) -> Self {
        Self {
            bins: Vec::with_capacity(posteriors.records()),
            posteriors,
        }
    }

    /// Sorts some more. Returns how many are done; none when all are.
    pub(super) fn step(&mut self) -> Option<u64> {
        let (n, at) = (count(self.posteriors.records()), count(self.bins.len()));
        let end = n.min(at.saturating_add(STEP_RECORDS));
        for record in at..end {
            let bin = self.posteriors.get(record).map(top_bin);
            self.bins.push(bin.unwrap_or(NO_BIN));
        }
        (end < n).then_some(u64::from(end))
    }

    pub(super) fn finish(self) -> (Posteriors, LabelSets) {
        let sets = LabelSets {
            decided: Arc::new(Decided::of(&self.posteriors)),
            bins: Arc::new(self.bins),
        };
        (self.posteriors, sets)
    }
}

fn top_bin(row: &[f64]) -> u8 {
    let top = row.iter().copied().fold(0.0, f64::max);
    u8::try_from(bin_of(top, HISTOGRAM_BINS)).unwrap_or(NO_BIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_sorted_by_label_and_bin() {
        let mut posteriors = Posteriors::unreached(5, 2);
        posteriors.set(0, &[1.0, 0.0]);
        posteriors.set(1, &[0.5, 0.5]);
        posteriors.set(3, &[0.02, 0.98]);
        posteriors.set(4, &[0.2, 0.8]);
        let mut sorting = Sorting::new(posteriors);
        assert_eq!(sorting.step(), None);
        let (_, sets) = sorting.finish();
        let records = |set: &BitSet| set.iter().collect::<Vec<_>>();
        assert_eq!(records(&sets.decided.labels[0]), [0]);
        assert_eq!(records(&sets.decided.labels[1]), [3, 4]);
        assert_eq!(records(&sets.decided.tied), [1]);
        assert_eq!(records(&sets.of_bin(19)), [0, 3]);
        assert_eq!(records(&sets.of_bin(9)), [1], "0.5 is the end of 0.45–0.5");
        assert_eq!(sets.histogram(&sets.decided.labels[1])[15..], [1, 0, 0, 0, 1]);
        assert_eq!(records(&sets.decided.unlabeled), [2]);
        assert!(records(&sets.of_bin(NO_BIN)).is_empty());
    }

    #[test]
    fn bins_hold_their_upper_end() {
        for (probability, bin) in [(0.0, 0), (0.1, 0), (0.100_1, 1), (0.9, 8), (0.91, 9), (1.0, 9)] {
            assert_eq!(bin_of(probability, 10), bin, "{probability}");
        }
    }
}
