//! Posteriors: n × k, P(label) of each record. A record that no model reached has no row at all rather than a silent
//! prior.

use ndarray::Array2;

use crate::bits::BitSet;

/// n × k probabilities; each reached row sums to 1.
#[derive(Clone, Debug)]
pub struct Posteriors {
    values: Array2<f64>,
    reached: BitSet,
}

/// Probabilities this close count as equal, as in Snorkel's `probs_to_preds`.
pub const TIE: f64 = 1e-5;

impl Posteriors {
    /// No record reached yet.
    #[must_use]
    pub fn unreached(n: usize, k: usize) -> Self {
        Self {
            values: Array2::zeros((n, k)),
            reached: BitSet::empty(n),
        }
    }

    /// n, the number of records.
    #[must_use]
    pub fn records(&self) -> usize {
        self.values.nrows()
    }

    /// k, the number of labels.
    #[must_use]
    pub fn labels(&self) -> usize {
        self.values.ncols()
    }

    /// The records that have a row.
    #[must_use]
    pub const fn reached(&self) -> &BitSet {
        &self.reached
    }

    /// A record's k probabilities without a copy, or none where it has no row.
    #[must_use]
    pub fn get(&self, record: u32) -> Option<&[f64]> {
        let k = self.labels();
        let at = record as usize * k;
        let all = self.values.as_slice()?;
        self.reached.contains(record).then(|| &all[at..at + k])
    }

    /// Sets a record's row, k probabilities that sum to 1.
    pub fn set(&mut self, record: u32, row: &[f64]) {
        for (value, &probability) in self.values.row_mut(record as usize).iter_mut().zip(row) {
            *value = probability;
        }
        self.reached.insert(record);
    }

    /// A record's k probabilities, or none where no vote reached it.
    #[must_use]
    pub fn row(&self, record: u32) -> Option<Vec<f64>> {
        self.reached
            .contains(record)
            .then(|| self.values.row(record as usize).to_vec())
    }
}

/// The labels of a row whose probability is the largest, within [`TIE`]; ascending.
#[must_use]
pub fn winners(row: &[f64]) -> Vec<usize> {
    let most = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (0..row.len())
        .filter(|&label| (row[label] - most).abs() < TIE)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_without_a_row_is_unlabeled() {
        let mut posteriors = Posteriors::unreached(2, 2);
        posteriors.set(1, &[0.25, 0.75]);
        assert_eq!(posteriors.row(0), None);
        assert_eq!(winners(&posteriors.row(1).unwrap()), [1]);
        assert_eq!(winners(&[0.5, 0.5]), [0, 1]);
    }
}
