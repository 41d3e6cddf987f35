//! How labels do on one half of gold, from [`crate::metrics`].

use super::view::{CalibrationBin, LabelScore, Measured, SideFigures};
use crate::bits::BitSet;
use crate::ids::LabelId;
use crate::metrics::{Bin, Confusion, LabelScores, Ties, calibration, probability_scores};
use crate::posteriors::Posteriors;
use crate::suggest::score::wilson;

impl Measured {
    /// So many of so many; none of none.
    pub(in crate::session) fn of(correct: u32, n: u32) -> Option<Self> {
        let (low, high) = wilson(f64::from(correct), n);
        (n > 0).then_some(Self {
            correct,
            n,
            low,
            high,
        })
    }
}

/// The records of a side of gold with their label index, of those that are shown.
pub(super) fn gold_pairs(gold: &[BitSet], within: Option<&BitSet>) -> Vec<(u32, usize)> {
    let of_label = |(label, records): (usize, &BitSet)| {
        let shown = records
            .iter()
            .filter(|&record| within.is_none_or(|within| within.contains(record)));
        shown.map(|record| (record, label)).collect::<Vec<_>>()
    };
    gold.iter().enumerate().flat_map(of_label).collect()
}

/// How posteriors over `labels` do on records whose label is known.
pub(super) fn side_figures(
    labels: &[LabelId],
    posteriors: &Posteriors,
    gold: &[(u32, usize)],
) -> SideFigures {
    let confusion = Confusion::of(posteriors, gold.iter().copied(), Ties::Unlabeled);
    let (right, all) = (confusion.accuracy().right, confusion.records());
    let labeled = all - confusion.unlabeled();
    let probabilities = probability_scores(posteriors, gold.iter().copied());
    let calibration = calibration(posteriors, gold.iter().copied());
    SideFigures {
        gold: all,
        labeled,
        accuracy: Measured::of(right, labeled),
        accuracy_of_all: Measured::of(right, all),
        macro_f1: confusion.macro_f1(),
        log_loss: probabilities.map(|scores| scores.log_loss),
        brier: probabilities.map(|scores| scores.brier),
        labels: labels
            .iter()
            .enumerate()
            .map(|(at, &label)| label_score(label, confusion.scores(at)))
            .collect(),
        confusion: confusion.rows().map(<[u32]>::to_vec).collect(),
        calibration_error: calibration.as_ref().map(|calibration| calibration.error),
        calibration: calibration
            .map(|calibration| calibration.bins.into_iter().map(calibration_bin).collect())
            .unwrap_or_default(),
    }
}

fn label_score(label: LabelId, scores: LabelScores) -> LabelScore {
    LabelScore {
        label,
        precision: Measured::of(scores.right, scores.predicted),
        recall: Measured::of(scores.right, scores.gold),
        f1: scores.f1,
    }
}

fn calibration_bin(bin: Bin) -> CalibrationBin {
    let (low, high) = bin.interval;
    CalibrationBin {
        count: bin.records,
        confidence: bin.confidence,
        accuracy: bin.accuracy,
        low,
        high,
    }
}
