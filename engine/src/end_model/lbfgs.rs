//! L-BFGS: a smooth function's minimum from its values and gradients, by steps along directions that remember how the
//! gradient changed in the last few. It asks for one evaluation at a time, so that who evaluates can do so in steps.
//!
//! Directions are by the two-loop recursion (J. Nocedal and S. J. Wright, "Numerical Optimization", 2nd ed. 2006,
//! algorithm 7.4), which begins with the curvature as far as it is known beforehand rather than with a multiple of one, since
//! rare and frequent features differ in curvature by orders of magnitude. Steps satisfy the weak Wolfe conditions, found by doubling and halving (A. S. Lewis and M. L. Overton,
//! "Nonsmooth optimization via quasi-Newton methods", Mathematical Programming 141, 2013, algorithm 2.6): the value falls
//! enough for the step's length, and the slope has flattened enough. So an accepted value is never above the one before,
//! but for rounding.

use std::collections::VecDeque;

use super::curvature::Inverse;

/// Changes remembered, at most.
pub(super) const MEMORY: usize = 10;

/// Share of the promised fall that a step must bring.
const ENOUGH_FALL: f64 = 1e-4;

/// Share of the slope that may be left.
const SLOPE_LEFT: f64 = 0.9;

/// Falls below this share of the value are lost in the value's rounding.
const ROUNDING: f64 = 16.0 * f64::EPSILON;

/// Trials of a step's length before it is given up: the function is flat to its last digits.
const MOST_TRIALS: u32 = 50;

/// The search for a minimum.
#[derive(Debug)]
pub(super) struct Lbfgs {
    memory: usize,
    /// About the inverse of the curvature: the inverse Hessian before any change is known.
    inverse: Inverse,
    /// The best point so far, its value and gradient.
    point: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
    direction: Vec<f64>,
    /// The slope along the direction, below 0.
    slope: f64,
    /// The point that an evaluation is wanted of.
    trial: Vec<f64>,
    length: f64,
    /// Lengths known to be too short, and too long.
    bounds: (f64, f64),
    trials: u32,
    changes: VecDeque<Change>,
    has_begun: bool,
}

/// How point and gradient changed in a step.
#[derive(Debug)]
struct Change {
    of_point: Vec<f64>,
    of_gradient: Vec<f64>,
    /// Their product, above 0.
    product: f64,
}

/// What an evaluation came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    /// The step had the wrong length; another is to be tried.
    Trying,
    /// The point is the best so far. The value fell by so much.
    Accepted(f64),
    /// No length brings the value down any more.
    Stuck,
}

impl Lbfgs {
    /// Begins at a point, with about the inverse of the curvature there.
    pub(super) fn new(start: Vec<f64>, inverse: Inverse, memory: usize) -> Self {
        let zeros = vec![0.0; start.len()];
        Self {
            memory,
            inverse,
            trial: start.clone(),
            point: start,
            value: f64::INFINITY,
            gradient: zeros.clone(),
            direction: zeros,
            slope: 0.0,
            length: 0.0,
            bounds: (0.0, f64::INFINITY),
            trials: 0,
            changes: VecDeque::new(),
            has_begun: false,
        }
    }

    /// Goes by another inverse from here on.
    pub(super) fn take(&mut self, inverse: Inverse) {
        self.inverse = inverse;
    }

    /// The point that an evaluation is wanted of.
    pub(super) fn trial(&self) -> &[f64] {
        &self.trial
    }

    /// The value of the best point.
    pub(super) const fn value(&self) -> f64 {
        self.value
    }

    /// The largest component of the best point's gradient.
    pub(super) fn steepest(&self) -> f64 {
        self.gradient
            .iter()
            .fold(0.0, |most, value| value.abs().max(most))
    }

    /// The best point.
    pub(super) fn into_point(self) -> Vec<f64> {
        self.point
    }

    /// Takes the value and gradient of the trial; `gradient` is left with old numbers.
    pub(super) fn tell(&mut self, value: f64, gradient: &mut Vec<f64>) -> Verdict {
        if self.has_begun {
            self.trials += 1;
            let slope = dot(gradient, &self.direction);
            if !self.is_low(value, slope) {
                self.bounds.1 = self.length;
                return self.try_between();
            }
            if slope < SLOPE_LEFT * self.slope {
                self.bounds.0 = self.length;
                return self.try_between();
            }
            self.remember(gradient);
        }
        let fell = self.value - value;
        self.value = value;
        std::mem::swap(&mut self.gradient, gradient);
        self.point.copy_from_slice(&self.trial);
        self.has_begun = true;
        self.aim();
        Verdict::Accepted(fell)
    }

    /// Whether a trial's value has fallen enough. What is no number has not. Where rounding hides the fall that is
    /// promised, the slope tells whether the minimum along the direction has been passed by too far.
    fn is_low(&self, value: f64, slope: f64) -> bool {
        let promised = -self.length * self.slope;
        let rounding = ROUNDING * self.value.abs();
        if promised < rounding {
            return value <= self.value + rounding && slope <= -SLOPE_LEFT * self.slope;
        }
        value <= self.value - ENOUGH_FALL * promised
    }

    fn try_between(&mut self) -> Verdict {
        if self.trials >= MOST_TRIALS {
            return Verdict::Stuck;
        }
        let (short, long) = self.bounds;
        let length = if long.is_finite() {
            0.5 * (short + long)
        } else {
            2.0 * short
        };
        self.go(length);
        Verdict::Trying
    }

    fn go(&mut self, length: f64) {
        self.length = length;
        let along = self.point.iter().zip(&self.direction);
        for (trial, (at, direction)) in self.trial.iter_mut().zip(along) {
            *trial = at + length * direction;
        }
    }

    fn remember(&mut self, gradient: &[f64]) {
        let oldest = if self.changes.len() >= self.memory {
            self.changes.pop_front()
        } else {
            None
        };
        let (mut of_point, mut of_gradient) =
            oldest.map_or_else(Default::default, |change| (change.of_point, change.of_gradient));
        difference(&self.trial, &self.point, &mut of_point);
        difference(gradient, &self.gradient, &mut of_gradient);
        let product = dot(&of_point, &of_gradient);
        if product > f64::EPSILON * dot(&of_gradient, &of_gradient) {
            self.changes.push_back(Change {
                of_point,
                of_gradient,
                product,
            });
        }
    }

    /// Chooses the next direction, and the first length to try along it.
    fn aim(&mut self) {
        self.two_loops();
        self.slope = dot(&self.gradient, &self.direction);
        if self.slope >= 0.0 {
            self.changes.clear();
            self.two_loops();
            self.slope = dot(&self.gradient, &self.direction);
        }
        self.bounds = (0.0, f64::INFINITY);
        self.trials = 0;
        self.go(1.0);
    }

    /// Minus the inverse Hessian, as far as the changes tell it, times the gradient.
    fn two_loops(&mut self) {
        let direction = &mut self.direction;
        for (value, gradient) in direction.iter_mut().zip(&self.gradient) {
            *value = -gradient;
        }
        let mut shares = Vec::with_capacity(self.changes.len());
        for change in self.changes.iter().rev() {
            let share = dot(&change.of_point, direction) / change.product;
            add(direction, -share, &change.of_gradient);
            shares.push(share);
        }
        let as_last = |last: &Change| last.product / self.inverse.square(&last.of_gradient);
        let scale = self.changes.back().map_or(1.0, as_last);
        self.inverse.times(direction);
        direction.iter_mut().for_each(|value| *value *= scale);
        for (change, share) in self.changes.iter().zip(shares.iter().rev()) {
            let other = dot(&change.of_gradient, direction) / change.product;
            add(direction, share - other, &change.of_point);
        }
    }
}

/// The product of two vectors of equal length, in eight sums of one order.
pub(super) fn dot(one: &[f64], other: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (ones, others) = (one.chunks_exact(8), other.chunks_exact(8));
    let rest = ones.remainder().iter().zip(others.remainder());
    let rest: f64 = rest.map(|(a, b)| a * b).sum();
    for (a, b) in ones.zip(others) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f64>() + rest
}

fn add(sum: &mut [f64], factor: f64, vector: &[f64]) {
    for (value, other) in sum.iter_mut().zip(vector) {
        *value += factor * other;
    }
}

fn difference(one: &[f64], other: &[f64], into: &mut Vec<f64>) {
    into.clear();
    into.extend(one.iter().zip(other).map(|(a, b)| a - b));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Minimises; returns the point, the values accepted, and how many evaluations it took.
    fn minimise(start: &[f64], f: impl Fn(&[f64]) -> (f64, Vec<f64>)) -> (Vec<f64>, Vec<f64>, usize) {
        let inverse = Inverse::Each(vec![0.01; start.len()]);
        let mut search = Lbfgs::new(start.to_vec(), inverse, 5);
        let mut values = Vec::new();
        for evaluations in 0..500 {
            let (value, mut gradient) = f(search.trial());
            match search.tell(value, &mut gradient) {
                Verdict::Accepted(_) => values.push(search.value()),
                Verdict::Trying => {}
                Verdict::Stuck => return (search.into_point(), values, evaluations),
            }
            if search.steepest() < 1e-9 {
                return (search.into_point(), values, evaluations);
            }
        }
        panic!("500 evaluations");
    }

    #[test]
    fn a_bowl_is_minimised_in_few_steps() {
        let scales = [1.0, 10.0, 0.1];
        let (point, ..) = minimise(&[3.0, -2.0, 5.0], |x| {
            let value = x.iter().zip(scales).map(|(x, s)| s * (x - 1.0) * (x - 1.0)).sum();
            (
                value,
                x.iter().zip(scales).map(|(x, s)| 2.0 * s * (x - 1.0)).collect(),
            )
        });
        assert!(point.iter().all(|x| (x - 1.0).abs() < 1e-7), "{point:?}");
    }

    /// Rosenbrock's valley, whose minimum is at (1, 1); its value never rises on the way.
    #[test]
    fn a_bent_valley_is_followed_down() {
        let (point, values, evaluations) = minimise(&[-1.2, 1.0], |x| {
            let (a, b) = (1.0 - x[0], x[1] - x[0] * x[0]);
            (
                a * a + 100.0 * b * b,
                vec![-2.0 * a - 400.0 * x[0] * b, 200.0 * b],
            )
        });
        assert!(point.iter().all(|x| (x - 1.0).abs() < 1e-7), "{point:?}");
        assert!(values.windows(2).all(|pair| pair[1] <= pair[0]));
        assert!(evaluations < 100, "{evaluations}");
    }

    #[test]
    fn what_is_no_number_is_stepped_back_from() {
        // −ln x + x, minimal at 1, no number left of 0.
        let (point, ..) = minimise(&[0.01], |x| {
            if x[0] <= 0.0 {
                return (f64::NAN, vec![f64::NAN]);
            }
            (x[0] - crate::num::ln(x[0]), vec![1.0 - 1.0 / x[0]])
        });
        assert!((point[0] - 1.0).abs() < 1e-7, "{point:?}");
    }

    #[test]
    fn products_are_summed_whole() {
        let one: Vec<f64> = (0..19).map(f64::from).collect();
        assert_eq!(dot(&one, &one), (0..19).map(|i| f64::from(i * i)).sum::<f64>());
    }
}
