//! Estimates drawn towards a line over something that goes with them: what a few labels say of each, and what all say of
//! the line.
//!
//! y = X b + u + e: X has a column of ones and one of agreement, the candidates' own differences u have the variance τ², and
//! the errors e a covariance that is known from the records. Of each τ the best linear prediction of X b + u is made (Fay and
//! Herriot 1979, with errors that hang together); their mean is taken, weighed by the restricted likelihood of τ (the
//! hierarchical Bayes estimate with a flat prior on τ: Rao and Molina, Small Area Estimation, 2015, chapter 10), since with
//! so few candidates the likeliest τ is often 0.

use super::triangle::Triangle;
use crate::num::{exp, ln};

/// Steps of τ, and how long each is: up to a fifth.
const STEPS: u32 = 40;
const STEP: f64 = 0.005;
/// Added to the variances, so that candidates that say the same can be told apart from rounding.
const JITTER: f64 = 1e-7;
/// Agreement that differs by less is equal.
const LEVEL: f64 = 1e-9;

/// m estimates with their m × m covariance, drawn towards a line over m numbers; as they are where these are all equal.
pub(super) fn towards_line(y: &[f64], covariance: &[f64], over: &[f64]) -> Vec<f64> {
    let [low, high] = [f64::min, f64::max].map(|pick| over.iter().copied().reduce(pick).unwrap_or(0.0));
    if high - low < LEVEL {
        return y.to_vec();
    }
    let of_tau = |step: u32| Drawn::new(y, covariance, over, (f64::from(step) * STEP).powi(2));
    let drawn: Vec<Drawn> = (0..=STEPS).map(of_tau).collect();
    let most = drawn
        .iter()
        .map(|at| at.ln_likelihood)
        .fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = drawn.iter().map(|at| exp(at.ln_likelihood - most)).collect();
    let all: f64 = weights.iter().sum();
    let of_candidate = |at: usize| {
        let terms = drawn
            .iter()
            .zip(&weights)
            .map(|(drawn, weight)| weight * drawn.values[at]);
        terms.sum::<f64>() / all
    };
    (0..y.len()).map(of_candidate).collect()
}

/// The predictions of one τ.
#[derive(Debug)]
struct Drawn {
    values: Vec<f64>,
    /// The restricted likelihood, up to a constant.
    ln_likelihood: f64,
}

impl Drawn {
    fn new(y: &[f64], covariance: &[f64], over: &[f64], variance: f64) -> Self {
        let triangle = Triangle::new(covariance, y.len(), variance + JITTER);
        let ones = vec![1.0; y.len()];
        let [one, slope, own] = [&ones, over, y].map(|x| triangle.down(x));
        let (normal, line) = regress(&one, &slope, &own);
        let left: Vec<f64> = (0..own.len())
            .map(|at| own[at] - line[0] * one[at] - line[1] * slope[at])
            .collect();
        let known = triangle.up(&left);
        let values = (0..y.len()).map(|at| line[0] + line[1] * over[at] + variance * known[at]);
        Self {
            values: values.collect(),
            ln_likelihood: -0.5 * (triangle.ln_determinant() + ln(normal) + dot(&left, &left)),
        }
    }
}

/// Least squares on two columns: the determinant of the normal equations, and both coefficients.
fn regress(one: &[f64], slope: &[f64], y: &[f64]) -> (f64, [f64; 2]) {
    let [a, b, c] = [dot(one, one), dot(one, slope), dot(slope, slope)];
    let [p, q] = [dot(one, y), dot(slope, y)];
    let determinant = (a * c - b * b).max(f64::MIN_POSITIVE);
    (
        determinant,
        [(c * p - b * q) / determinant, (a * q - b * p) / determinant],
    )
}

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OVER: [f64; 5] = [0.5, 0.6, 0.7, 0.8, 0.9];

    /// Independent errors of one size.
    fn equal(variance: f64) -> Vec<f64> {
        let mut covariance = vec![0.0; 25];
        (0..5).for_each(|at| covariance[at * 6] = variance);
        covariance
    }

    #[test]
    fn what_lies_on_the_line_stays_there() {
        let on_line = OVER.map(|at| 0.1 + 0.5 * at);
        for (drawn, own) in towards_line(&on_line, &equal(0.01), &OVER).iter().zip(on_line) {
            assert!((drawn - own).abs() < 1e-9, "{drawn} for {own}");
        }
    }

    #[test]
    fn little_known_is_drawn_far_and_much_known_hardly() {
        let mut y = OVER.map(|at| 0.1 + 0.5 * at);
        y[0] += 0.2;
        let moved = |variance| (towards_line(&y, &equal(variance), &OVER)[0] - y[0]).abs();
        assert!(moved(0.04) > 0.06, "{}", moved(0.04));
        assert!(moved(1e-6) < 1e-3, "{}", moved(1e-6));
    }

    #[test]
    fn over_equal_numbers_nothing_moves() {
        let y = [0.3, 0.5, 0.4, 0.2, 0.1];
        assert_eq!(towards_line(&y, &equal(0.04), &[0.7; 5]), y);
    }

    /// A common error moves all alike, and says nothing of their order.
    #[test]
    fn an_error_that_all_share_changes_nothing() {
        let y = [0.3, 0.55, 0.4, 0.6, 0.5];
        let shared: Vec<f64> = equal(0.002).iter().map(|own| own + 0.05).collect();
        let [alone, beside] = [equal(0.002), shared].map(|covariance| towards_line(&y, &covariance, &OVER));
        for (alone, beside) in alone.iter().zip(beside) {
            assert!((alone - beside).abs() < 1e-6, "{alone} for {beside}");
        }
    }
}
