//! How terms are ordered.
//!
//! **Gain**, where evidence says which label records have: *weighted relative accuracy* (Lavrač, Flach and Zupan 1999)
//! on the records that no rule votes on yet, with the lower end of the precision's interval in place of the precision,
//! so that few observations promise little:
//!
//! ```text
//! gain(term, label) = fresh × max(0, lower(right / judged) − base)
//! ```
//!
//! *fresh* are the records that hold the term and that no rule votes on; *judged* those that hold it and have evidence,
//! *right* those of them with the label; *lower* is the lower end of Wilson's 95 % interval; *base* is the label's share
//! of all evidence. The gain is the number of records that a rule would newly get right beyond what guessing gets
//! right, as far as the evidence vouches for it.
//!
//! **Distinctness**, where evidence only says which records are meant: the z-score of the log-odds ratio with an
//! informative Dirichlet prior (Monroe, Colaresi and Quinn 2008, "Fightin' Words"), records in place of word counts.
//! With y of n records that hold the term among those meant (i) and among the others (j), and a prior of α₀ imaginary
//! records in which the term is as frequent as in all, α of them with it:
//!
//! ```text
//! δ = ln((yᵢ + α) / (nᵢ + α₀ − yᵢ − α)) − ln((yⱼ + α) / (nⱼ + α₀ − yⱼ − α))
//! z = δ / √(1 / (yᵢ + α) + 1 / (yⱼ + α))
//! ```
//!
//! α₀ is a tenth of all records.

use super::count::Measure;
use crate::num::ln;

/// The 97.5 % quantile of the normal distribution: 95 % lie within it on both sides.
pub const Z: f64 = 1.959_963_984_540_054;

/// The prior of the log-odds ratio, as a share of all records.
pub const PRIOR: f64 = 0.1;

/// Wilson's 95 % interval of a proportion, as two fractions; all of 0..1 without observations. `part` may be fractional,
/// where observations are soft. (Wilson 1927.)
#[must_use]
pub fn wilson(part: f64, whole: u32) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    let n = f64::from(whole);
    let p = (part / n).clamp(0.0, 1.0);
    let centre = p + Z * Z / (2.0 * n);
    let half = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (
        ((centre - half) / scale).max(0.0),
        ((centre + half) / scale).min(1.0),
    )
}

/// What a rule of a term would newly get right beyond chance, in records; `base` is its label's share of all evidence.
#[must_use]
pub fn gain(measure: &Measure, base: f64) -> f64 {
    let (lower, _) = wilson(measure.right, measure.judged);
    f64::from(measure.fresh) * (lower - base).max(0.0)
}

/// The z-score of the log-odds ratio: `with[0]` of `of[0]` records that are meant hold a term, `with[1]` of the `of[1]`
/// others. 0 where it can't be told, for want of records that are meant, or of others.
#[must_use]
pub fn distinctness(with: [f64; 2], of: [f64; 2]) -> f64 {
    let all = of[0] + of[1];
    let prior = PRIOR * all;
    let alpha = PRIOR * (with[0] + with[1]);
    if alpha <= 0.0 || of[0] <= 0.0 || of[1] <= 0.0 {
        return 0.0;
    }
    let odds = |side: usize| {
        let without = of[side] - with[side] + prior - alpha;
        // A term in every record has no odds; half a record keeps the logarithm finite.
        ln((with[side] + alpha) / without.max(0.5))
    };
    let variance = 1.0 / (with[0] + alpha) + 1.0 / (with[1] + alpha);
    (odds(0) - odds(1)) / variance.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 5e-4, "{a} is not {b}");
    }

    /// By hand: 18 of 20 has its centre at 0.8356 and half a width of 0.1366.
    #[test]
    fn wilson_by_hand() {
        let (lower, upper) = wilson(18.0, 20);
        near(lower, 0.6990);
        near(upper, 0.9721);
        assert_eq!(wilson(0.0, 0), (0.0, 1.0));
        near(wilson(3.0, 3).0, 3.0 / (3.0 + Z * Z));
    }

    /// 20 of 20 right have a lower end of 20 / 23.8415 = 0.8389; above a base of one half that is 0.3389 a record.
    #[test]
    fn gain_by_hand() {
        let measure = Measure {
            records: 60,
            fresh: 40,
            judged: 20,
            right: 20.0,
        };
        near(gain(&measure, 0.5), 13.555);
        near(gain(&measure, 0.9), 0.0);
    }

    /// 8 of 10 against 2 of 90: α₀ = 10, α = 1; odds 9/11 and 3/97; δ = −0.2007 + 3.4761; variance 1/9 + 1/3.
    #[test]
    fn distinctness_by_hand() {
        near(
            distinctness([8.0, 2.0], [10.0, 90.0]),
            3.2754 / (4.0f64 / 9.0).sqrt(),
        );
        near(distinctness([1.0, 9.0], [10.0, 90.0]), 0.0);
        assert!(distinctness([0.0, 10.0], [10.0, 90.0]) < 0.0);
        assert_eq!(distinctness([0.0, 0.0], [10.0, 90.0]), 0.0);
        assert_eq!(distinctness([5.0, 0.0], [10.0, 0.0]), 0.0);
    }
}
