//! Evidence of labels: n × k soft labels, most of them zero. What a label model believes fits in here as well as what a
//! person decided.

use crate::bits::BitSet;

/// The weight of a whole label. Weights are integers, so that their sums don't hang on an order; 27,720 is divided by
/// 1 to 12, so that ties of up to twelve labels share exactly.
pub const WHOLE: u16 = 27_720;

/// n × k soft labels. A record's row sums to 1, or it has none.
#[derive(Clone, Debug)]
pub struct SoftLabels {
    /// k.
    labels: usize,
    /// Per record the end of its row in `entries`.
    ends: Vec<u32>,
    /// Label index and weight, of [`WHOLE`].
    entries: Vec<(u16, u16)>,
    /// Per label the sum of its weights.
    totals: Vec<u64>,
    judged: u32,
}

impl SoftLabels {
    /// No record yet, over k labels.
    #[must_use]
    pub fn new(k: usize) -> Self {
        Self {
            labels: k,
            ends: Vec::new(),
            entries: Vec::new(),
            totals: vec![0; k],
            judged: 0,
        }
    }

    /// Sure labels: disjoint sets of n records each, one a label.
    #[must_use]
    pub fn of_sets<'a>(n: usize, sets: impl IntoIterator<Item = &'a BitSet>) -> Self {
        const NONE: u16 = u16::MAX;
        let mut label_of = vec![NONE; n];
        let mut k = 0u16;
        for set in sets {
            set.iter().for_each(|record| label_of[record as usize] = k);
            k += 1;
        }
        let mut labels = Self::new(usize::from(k));
        for label in label_of {
            labels.push_label((label != NONE).then_some(usize::from(label)));
        }
        labels
    }

    /// The next record's label, sure or unknown.
    pub fn push_label(&mut self, label: Option<usize>) {
        if let Some(label) = label {
            self.add(label, WHOLE);
        }
        self.close();
    }

    /// The next record's row of k probabilities that sum to 1, or none.
    pub fn push_row(&mut self, row: Option<&[f64]>) {
        for (label, &probability) in row.unwrap_or_default().iter().enumerate() {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to 0..=WHOLE, which u16 holds"
            )]
            let weight = (probability.clamp(0.0, 1.0) * f64::from(WHOLE) + 0.5) as u16;
            if weight > 0 {
                self.add(label, weight);
            }
        }
        self.close();
    }

    fn add(&mut self, label: usize, weight: u16) {
        self.entries
            .push((u16::try_from(label).unwrap_or(u16::MAX), weight));
        self.totals[label] += u64::from(weight);
    }

    fn close(&mut self) {
        let end = crate::num::count(self.entries.len());
        let begin = self.ends.last().copied().unwrap_or(0);
        self.judged += u32::from(end > begin);
        self.ends.push(end);
    }

    /// k.
    #[must_use]
    pub const fn labels(&self) -> usize {
        self.labels
    }

    /// n.
    #[must_use]
    pub fn records(&self) -> usize {
        self.ends.len()
    }

    /// A record's label indices with their weights; empty where nothing is known of it.
    #[must_use]
    pub fn row(&self, record: u32) -> &[(u16, u16)] {
        let at = record as usize;
        let begin = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let end = self.ends.get(at).copied().unwrap_or(begin);
        &self.entries[begin as usize..end as usize]
    }

    /// Records with evidence.
    #[must_use]
    pub const fn judged(&self) -> u32 {
        self.judged
    }

    /// The records with evidence.
    #[must_use]
    pub fn judged_set(&self) -> BitSet {
        let n = self.records();
        let judged = (0..crate::num::count(n)).filter(|&record| !self.row(record).is_empty());
        BitSet::from_indices(n, judged)
    }

    /// How many records a label has, in records and parts of them.
    #[must_use]
    pub fn total(&self, label: usize) -> f64 {
        whole(self.totals[label])
    }

    /// Of a set of records: how many have evidence, and how many of these have a label.
    #[must_use]
    pub fn within(&self, set: &BitSet, label: usize) -> (u32, f64) {
        let (mut judged, mut weight) = (0, 0u64);
        for record in set.iter() {
            let row = self.row(record);
            judged += u32::from(!row.is_empty());
            let own = row.iter().find(|(held, _)| usize::from(*held) == label);
            weight += own.map_or(0, |(_, weight)| u64::from(*weight));
        }
        (judged, whole(weight))
    }
}

/// A sum of weights in records.
#[expect(
    clippy::cast_precision_loss,
    reason = "below 2^32 records times WHOLE, which f64 holds"
)]
pub(super) fn whole(weight: u64) -> f64 {
    weight as f64 / f64::from(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_kept_sparse_and_shares_of_ties_are_exact() {
        let mut labels = SoftLabels::new(3);
        let third = 1.0 / 3.0;
        for row in [Some(&[0.0, 1.0, 0.0][..]), None, Some(&[third, third, third])] {
            labels.push_row(row);
        }
        assert_eq!(labels.row(0), [(1, WHOLE)]);
        assert_eq!(labels.row(1), []);
        assert_eq!(labels.row(2), [(0, WHOLE / 3), (1, WHOLE / 3), (2, WHOLE / 3)]);
        assert_eq!((labels.judged(), labels.records(), labels.labels()), (2, 3, 3));
        assert_eq!(labels.judged_set().iter().collect::<Vec<_>>(), [0, 2]);
        assert_eq!(labels.total(1), 4.0 / 3.0);
        assert_eq!(labels.within(&BitSet::from_indices(3, [1, 2]), 1), (1, third));
    }

    #[test]
    fn sets_are_sure_labels() {
        let sets = [BitSet::from_indices(4, [3]), BitSet::from_indices(4, [0, 1])];
        let labels = SoftLabels::of_sets(4, &sets);
        let rows: Vec<_> = (0..4).map(|record| labels.row(record).to_vec()).collect();
        assert_eq!(
            rows,
            [vec![(1, WHOLE)], vec![(1, WHOLE)], vec![], vec![(0, WHOLE)]]
        );
    }
}
