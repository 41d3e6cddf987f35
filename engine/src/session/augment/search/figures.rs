//! What a candidate gained over training without variants, on the same parts of the dev gold.

use super::halving::Rung;
use crate::num::exact;
use crate::session::augment::view::SearchGain;
use crate::suggest::score::Z;

/// The mean difference of the share that is right. `baseline` and `right` say of each record in how many passes it was
/// right; the interval is over records, whose differences are taken for independent draws.
pub(super) fn gain(baseline: &[u32], right: &[u32], rung: Rung) -> SearchGain {
    let passes = f64::from(rung.passes.max(1));
    let n = exact(right.len().max(1));
    let differences: Vec<f64> = baseline
        .iter()
        .zip(right)
        .map(|(before, after)| (f64::from(*after) - f64::from(*before)) / passes)
        .collect();
    let [low, high] = interval(&differences);
    SearchGain {
        accuracy: right.iter().map(|times| f64::from(*times)).sum::<f64>() / passes / n,
        difference: differences.iter().sum::<f64>() / n,
        interval: [low, high],
        rung: rung.number,
        passes: rung.passes,
    }
}

/// The 95 % interval of a mean, by the normal approximation.
fn interval(values: &[f64]) -> [f64; 2] {
    let n = exact(values.len().max(1));
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let half = Z * (squares / (n - 1.0).max(1.0) / n).sqrt();
    [mean - half, mean + half]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gains_are_of_records_in_pairs() {
        let rung = Rung {
            number: 1,
            candidates: 3,
            passes: 2,
        };
        let gain = gain(&[2, 1, 0, 2], &[2, 2, 1, 1], rung);
        // Differences 0, ½, ½, −½: mean ⅛, deviation √(0.6875 / 3).
        assert!((gain.accuracy - 0.75).abs() < 1e-12 && (gain.difference - 0.125).abs() < 1e-12);
        let half = Z * (0.687_5_f64 / 3.0 / 4.0).sqrt();
        assert!((gain.interval[1] - 0.125 - half).abs() < 1e-12, "{gain:?}");
        assert_eq!((gain.rung, gain.passes), (1, 2));
    }

    #[test]
    fn equal_answers_gain_nothing() {
        let rung = Rung {
            number: 0,
            candidates: 1,
            passes: 1,
        };
        let gain = gain(&[1, 0, 1], &[1, 0, 1], rung);
        assert_eq!((gain.difference, gain.interval), (0.0, [0.0, 0.0]));
    }
}
