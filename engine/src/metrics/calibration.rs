//! Whether probabilities mean what they say: of the records labeled with confidence 0.8, are eight in ten right?

use crate::num::count;
use crate::posteriors::{Posteriors, winners};
use crate::suggest::score::wilson;

/// Bins of equal width.
pub const BINS: usize = 10;

/// The records whose highest probability lies in one tenth of 0..=1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// How many.
    pub records: u32,
    /// The mean of their highest probabilities; none without records.
    pub confidence: Option<f64>,
    /// The share that is right; none without records. Where labels tie, each has its part of the record.
    pub accuracy: Option<f64>,
    /// Wilson's 95 % interval of that share.
    pub interval: (f64, f64),
}

/// The bins and the error that they come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// [`BINS`] bins: the first holds 0 to 0.1, each its upper end and not its lower one.
    pub bins: Vec<Bin>,
    /// The expected calibration error, Σ (records in bin / records) · |accuracy − confidence|, in 0..=1.
    pub error: f64,
    /// Records with a row.
    pub records: u32,
}

/// Calibration of posteriors on pairs of record and label in 0..k; none where no such record has a row. Source: C. Guo,
/// G. Pleiss, Y. Sun, K. Weinberger, "On calibration of modern neural networks" (ICML 2017), equation 3.
#[must_use]
pub fn calibration(
    posteriors: &Posteriors,
    gold: impl IntoIterator<Item = (u32, usize)>,
) -> Option<Calibration> {
    let mut sums = [(0u32, 0.0, 0.0); BINS];
    for (record, label) in gold {
        let Some(row) = posteriors.get(record) else {
            continue;
        };
        let (top, right) = top_and_right(row, label);
        let sum = &mut sums[bin_of(top)];
        *sum = (sum.0 + 1, sum.1 + top, sum.2 + right);
    }
    let records: u32 = sums.iter().map(|sum| sum.0).sum();
    let off: f64 = sums
        .iter()
        .map(|(_, confidence, right)| (right - confidence).abs())
        .sum();
    (records > 0).then(|| Calibration {
        bins: sums.into_iter().map(bin).collect(),
        error: off / f64::from(records),
        records,
    })
}

/// A row's highest probability, and what part of the record is right.
fn top_and_right(row: &[f64], label: usize) -> (f64, f64) {
    let best = winners(row);
    let top = row.iter().copied().fold(0.0, f64::max);
    let is_right = best.contains(&label);
    (
        top,
        if is_right {
            1.0 / f64::from(count(best.len()))
        } else {
            0.0
        },
    )
}

fn bin_of(top: f64) -> usize {
    let ends = (1..BINS).map(|bin| f64::from(count(bin)) / f64::from(count(BINS)));
    ends.take_while(|&end| top > end).count()
}

fn bin((records, confidence, right): (u32, f64, f64)) -> Bin {
    let mean = |sum: f64| (records > 0).then(|| sum / f64::from(records));
    Bin {
        records,
        confidence: mean(confidence),
        accuracy: mean(right),
        interval: wilson(right, records),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0.9 and 0.85 share a bin, one of them right; 0.6 twice, both right; a tie.
    #[test]
    fn five_records_are_binned_by_hand() {
        let mut posteriors = Posteriors::unreached(6, 2);
        for (record, p) in [(0, 0.9), (1, 0.85), (2, 0.6), (3, 0.6), (4, 0.5)] {
            posteriors.set(record, &[p, 1.0 - p]);
        }
        let gold = [(0, 0), (1, 1), (2, 0), (3, 0), (4, 1), (5, 0)];
        let calibration = calibration(&posteriors, gold).unwrap();
        let counts: Vec<u32> = calibration.bins.iter().map(|bin| bin.records).collect();
        assert_eq!(counts, [0, 0, 0, 0, 1, 2, 0, 0, 2, 0]);
        assert_eq!(calibration.bins[8].confidence, Some(0.875));
        assert_eq!(calibration.bins[8].accuracy, Some(0.5));
        assert_eq!(calibration.bins[5].accuracy, Some(1.0));
        // The tie at 0.5 is half right.
        assert_eq!(calibration.bins[4].accuracy, Some(0.5));
        // |1 − 1.75| + |2 − 1.2| + |0.5 − 0.5|, over five records.
        assert!((calibration.error - 1.55 / 5.0).abs() < 1e-12);
        assert_eq!(calibration.bins[0].accuracy, None);
    }

    #[test]
    fn ends_belong_to_the_bin_below() {
        let cases = [
            (0.0, 0),
            (0.1, 0),
            (0.100_001, 1),
            (0.3, 2),
            (0.7, 6),
            (0.9, 8),
            (1.0, 9),
        ];
        for (top, bin) in cases {
            assert_eq!(bin_of(top), bin, "{top}");
        }
    }
}
