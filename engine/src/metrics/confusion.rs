//! The confusion matrix, and what follows from it.

use super::{Ties, predicted};
use crate::num::count;
use crate::posteriors::Posteriors;
use crate::suggest::score::wilson;

/// k × (k + 1) counts of records: a row a gold label, a column a predicted one, the last column the unlabeled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    labels: usize,
    counts: Vec<u32>,
}

/// A share of records that are right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Accuracy {
    /// Records that are right.
    pub right: u32,
    /// Records in all.
    pub records: u32,
    /// The share; none without records.
    pub share: Option<f64>,
    /// Wilson's 95 % interval of it; all of 0..1 without records.
    pub interval: (f64, f64),
}

impl Accuracy {
    fn new(right: u32, records: u32) -> Self {
        Self {
            right,
            records,
            share: (records > 0).then(|| f64::from(right) / f64::from(records)),
            interval: wilson(f64::from(right), records),
        }
    }
}

/// How well one label is told. Where a share would be 0 / 0 it is 0, scikit-learn's `zero_division=0`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LabelScores {
    /// Records whose gold label it is.
    pub gold: u32,
    /// Records that it is predicted for.
    pub predicted: u32,
    /// Records of both.
    pub right: u32,
    /// right / predicted.
    pub precision: f64,
    /// right / gold: unlabeled records count as missed.
    pub recall: f64,
    /// 2 right / (predicted + gold).
    pub f1: f64,
}

impl Confusion {
    /// No record yet, over k labels.
    #[must_use]
    pub fn new(k: usize) -> Self {
        Self {
            labels: k,
            counts: vec![0; k * (k + 1)],
        }
    }

    /// What posteriors say of records whose label is known, as pairs of record and label in 0..k.
    #[must_use]
    pub fn of(posteriors: &Posteriors, gold: impl IntoIterator<Item = (u32, usize)>, ties: Ties) -> Self {
        let mut confusion = Self::new(posteriors.labels());
        for (record, label) in gold {
            confusion.add(label, predicted(posteriors, record, ties));
        }
        confusion
    }

    /// One more record.
    pub fn add(&mut self, gold: usize, predicted: Option<usize>) {
        self.counts[gold * (self.labels + 1) + predicted.unwrap_or(self.labels)] += 1;
    }

    /// k.
    #[must_use]
    pub const fn labels(&self) -> usize {
        self.labels
    }

    /// Records of a gold label that are predicted another, or, for none, that are unlabeled.
    #[must_use]
    pub fn count(&self, gold: usize, predicted: Option<usize>) -> u32 {
        self.counts[gold * (self.labels + 1) + predicted.unwrap_or(self.labels)]
    }

    /// The rows, k + 1 counts each.
    pub fn rows(&self) -> impl Iterator<Item = &[u32]> {
        self.counts.chunks_exact(self.labels + 1)
    }

    /// All records.
    #[must_use]
    pub fn records(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// Records that are unlabeled.
    #[must_use]
    pub fn unlabeled(&self) -> u32 {
        (0..self.labels).map(|gold| self.count(gold, None)).sum()
    }

    fn right(&self) -> u32 {
        (0..self.labels).map(|label| self.count(label, Some(label))).sum()
    }

    /// Of all records, those that are right; an unlabeled one is wrong.
    #[must_use]
    pub fn accuracy(&self) -> Accuracy {
        Accuracy::new(self.right(), self.records())
    }

    /// Of the labeled records, those that are right.
    #[must_use]
    pub fn accuracy_of_labeled(&self) -> Accuracy {
        Accuracy::new(self.right(), self.records() - self.unlabeled())
    }

    /// How well a label is told.
    #[must_use]
    pub fn scores(&self, label: usize) -> LabelScores {
        let gold: u32 = self.rows().nth(label).into_iter().flatten().sum();
        let predicted: u32 = (0..self.labels).map(|gold| self.count(gold, Some(label))).sum();
        let right = self.count(label, Some(label));
        LabelScores {
            gold,
            predicted,
            right,
            precision: share(right, predicted),
            recall: share(right, gold),
            f1: share(2 * right, predicted + gold),
        }
    }

    /// The mean F₁ of the labels that occur in gold or in predictions: `f1_score(average="macro")` over these labels;
    /// none without records.
    #[must_use]
    pub fn macro_f1(&self) -> Option<f64> {
        let scores = (0..self.labels).map(|label| self.scores(label));
        let occurring = scores.filter(|scores| scores.gold + scores.predicted > 0);
        let f1: Vec<f64> = occurring.map(|scores| scores.f1).collect();
        (!f1.is_empty()).then(|| f1.iter().sum::<f64>() / f64::from(count(f1.len())))
    }
}

fn share(part: u32, whole: u32) -> f64 {
    if whole == 0 {
        0.0
    } else {
        f64::from(part) / f64::from(whole)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ten records of three labels; two are unlabeled, label 2 is never predicted.
    fn ten() -> Confusion {
        let mut confusion = Confusion::new(3);
        let pairs = [
            (0, Some(0)),
            (0, Some(0)),
            (0, Some(0)),
            (0, Some(1)),
            (0, None),
            (1, Some(1)),
            (1, Some(1)),
            (1, Some(0)),
            (1, None),
            (2, Some(0)),
        ];
        pairs
            .into_iter()
            .for_each(|(gold, predicted)| confusion.add(gold, predicted));
        confusion
    }

    #[test]
    fn ten_records_are_counted_by_hand() {
        let confusion = ten();
        let rows: Vec<&[u32]> = confusion.rows().collect();
        assert_eq!(rows, [[3, 1, 0, 1], [1, 2, 0, 1], [1, 0, 0, 0]]);
        assert_eq!((confusion.records(), confusion.unlabeled()), (10, 2));
        assert_eq!(confusion.accuracy().share, Some(0.5));
        assert_eq!(confusion.accuracy_of_labeled().share, Some(5.0 / 8.0));
        let first = confusion.scores(0);
        assert_eq!((first.precision, first.recall, first.f1), (0.6, 0.6, 0.6));
        let second = confusion.scores(1);
        assert_eq!((second.precision, second.recall), (2.0 / 3.0, 0.5));
        assert_eq!(second.f1, 4.0 / 7.0);
        assert_eq!(confusion.scores(2).f1, 0.0);
        assert!((confusion.macro_f1().unwrap() - (0.6 + 4.0 / 7.0) / 3.0).abs() < 1e-15);
    }

    /// 5 of 10: Wilson's interval is 0.5 ± 1.96 √(0.025 + 0.0096) / 1.384.
    #[test]
    fn the_interval_is_wilsons() {
        let (low, high) = ten().accuracy().interval;
        assert!((low - 0.236_593).abs() < 1e-6 && (high - 0.763_407).abs() < 1e-6);
    }

    #[test]
    fn without_records_nothing_is_claimed() {
        let none = Confusion::new(2);
        assert_eq!((none.accuracy().share, none.macro_f1()), (None, None));
        assert_eq!(none.accuracy().interval, (0.0, 1.0));
        // A label that occurs nowhere takes no part in the mean.
        let mut one = Confusion::new(3);
        one.add(0, Some(0));
        assert_eq!(one.macro_f1(), Some(1.0));
    }

    #[test]
    fn ties_are_unlabeled_or_the_first() {
        let mut posteriors = Posteriors::unreached(3, 3);
        posteriors.set(0, &[0.0, 0.5, 0.5]);
        posteriors.set(1, &[0.2, 0.2, 0.6]);
        let said = |ties| [0, 1, 2].map(|record| predicted(&posteriors, record, ties));
        assert_eq!(said(Ties::Unlabeled), [None, Some(2), None]);
        assert_eq!(said(Ties::First), [Some(1), Some(2), None]);
        let gold = [(0, 1), (1, 2), (2, 0)];
        let confusion = Confusion::of(&posteriors, gold, Ties::Unlabeled);
        assert_eq!(confusion.accuracy().right, 1);
        assert_eq!(confusion.unlabeled(), 2);
    }
}
