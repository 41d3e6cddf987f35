//! About the inverse of the loss's curvature, which the search for the minimum begins with: of every parameter by itself, or,
//! where features are dense, of all features together. Dense features go up and down together, so that a fit by itself takes
//! hundreds of steps where it takes twenty so.
//!
//! As if all labels were equally probable the loss of `a` labels has the curvature (1 / a) X̃'SX̃ / Σ s for every label, X̃
//! being the features with a one for the bias, S the weights; gradients of labels sum to 0, hence 1 / a and not less. Some
//! rows suffice for it: the search corrects what is left. It is kept as its Cholesky factor.

use labelloom_kernels::dense;

use super::lbfgs::dot;
use super::targets::Targets;
use crate::features::{Row, Vectors};
use crate::num::{count, index};

/// Fewer features are quick by themselves; more make a matrix that takes too long.
const FEATURES: std::ops::RangeInclusive<usize> = 8..=640;

/// Rows that are looked at, for each feature.
const ROWS_A_FEATURE: usize = 3;

/// Products made in one step, about.
const STEP_PRODUCTS: usize = 1 << 21;

/// Of how many features the inverse of the curvature is taken together.
#[derive(Debug)]
pub(super) enum Inverse {
    /// A number for each parameter.
    Each(Vec<f64>),
    /// The Cholesky factor of the curvature of d features and the bias, for each label alike: (d + 1) × (d + 1), of which
    /// the lower half counts.
    Joint {
        factor: Vec<f64>,
        /// a.
        labels: usize,
    },
}

impl Inverse {
    /// Multiplies a vector of (d + 1) × a parameters by it.
    pub(super) fn times(&self, vector: &mut [f64]) {
        match self {
            Self::Each(scales) => vector
                .iter_mut()
                .zip(scales)
                .for_each(|(value, scale)| *value *= scale),
            Self::Joint { factor, labels } => solve(factor, *labels, vector),
        }
    }

    /// A vector times it times the vector.
    pub(super) fn square(&self, vector: &[f64]) -> f64 {
        match self {
            Self::Each(scales) => {
                let each = vector.iter().zip(scales);
                each.map(|(value, scale)| value * value * scale).sum()
            }
            Self::Joint { .. } => {
                let mut other = vector.to_vec();
                self.times(&mut other);
                dot(vector, &other)
            }
        }
    }
}

/// Per parameter, as if all labels were equally probable: (d + 1) × a.
pub(super) fn each(vectors: &Vectors, targets: &Targets, penalty: f64) -> Vec<f64> {
    let a = targets.labels.len();
    let mut squares = vec![0.0; index(vectors.width())];
    for (&record, weight) in targets.records.iter().zip(&targets.weights) {
        super::objective::each(vectors.row(record), |column, value| {
            squares[column] += weight * value * value
        });
    }
    let even = 1.0 / f64::from(count(a));
    let of_label = even * (1.0 - even);
    let total = targets.total_weight();
    let of_column = |square: f64| 1.0 / (penalty + of_label * square / total);
    let columns = squares.into_iter().map(of_column).chain([1.0 / of_label]);
    columns.flat_map(|scale| std::iter::repeat_n(scale, a)).collect()
}

/// The joint curvature being summed, row by row.
#[derive(Debug)]
pub(super) struct Joining {
    /// d + 1.
    width: usize,
    /// (d + 1) × (d + 1), so far.
    sums: Vec<f64>,
    /// Places of the targets that are looked at: every so manieth.
    next: usize,
    every: usize,
    /// Weights of these.
    total: f64,
}

impl Joining {
    /// Begins, where features are dense and neither too few nor too many.
    pub(super) fn new(vectors: &Vectors, targets: &Targets) -> Option<Self> {
        let d = index(vectors.width());
        let wanted = !vectors.is_sparse() && FEATURES.contains(&d) && !targets.records.is_empty();
        wanted.then(|| Self {
            width: d + 1,
            sums: vec![0.0; (d + 1) * (d + 1)],
            next: 0,
            every: targets.records.len().div_ceil(ROWS_A_FEATURE * d).max(1),
            total: 0.0,
        })
    }

    /// Adds some rows; the inverse once all are added. None where rounding leaves no factor.
    pub(super) fn step(&mut self, vectors: &Vectors, targets: &Targets, penalty: f64) -> Joined {
        let mut products = 0;
        while self.next < targets.records.len() && products < STEP_PRODUCTS {
            self.add(
                vectors.row(targets.records[self.next]),
                targets.weights[self.next],
            );
            self.next += self.every;
            products += self.width * self.width;
        }
        if self.next < targets.records.len() {
            return Joined::Working;
        }
        self.finish(targets.labels.len(), penalty)
            .map_or(Joined::Nothing, Joined::Done)
    }

    fn add(&mut self, row: Row<'_>, weight: f64) {
        let Row::Dense(values) = row else {
            return;
        };
        let weighed = values.iter().map(|value| weight * f64::from(*value));
        let weighed: Vec<f64> = weighed.chain([weight]).collect();
        let (features, bias) = self.sums.split_at_mut(self.width * (self.width - 1));
        dense::add_outer(values, &weighed, features);
        bias.iter_mut().zip(&weighed).for_each(|(sum, own)| *sum += own);
        self.total += weight;
    }

    fn finish(&mut self, labels: usize, penalty: f64) -> Option<Inverse> {
        let mut factor = std::mem::take(&mut self.sums);
        let scale = 1.0 / (self.total * f64::from(count(labels)));
        factor.iter_mut().for_each(|value| *value *= scale);
        for at in 0..self.width - 1 {
            factor[at * (self.width + 1)] += penalty;
        }
        decompose(&mut factor, self.width).then_some(Inverse::Joint { factor, labels })
    }
}

/// How far joining has come.
pub(super) enum Joined {
    Working,
    Done(Inverse),
    Nothing,
}

/// Turns the lower half of a symmetric matrix into its Cholesky factor, row by row; false where it is not positive.
fn decompose(matrix: &mut [f64], width: usize) -> bool {
    for row in 0..width {
        let (above, own) = matrix.split_at_mut(row * width);
        let own = &mut own[..width];
        for (column, other) in above.chunks_exact(width).enumerate() {
            let known = dot(&own[..column], &other[..column]);
            own[column] = (own[column] - known) / other[column];
        }
        let left = own[row] - dot(&own[..row], &own[..row]);
        if left.is_nan() || left <= 0.0 {
            return false;
        }
        own[row] = left.sqrt();
    }
    true
}

/// Solves L L' x = b for each of `a` columns, in place: rows of b are a numbers side by side.
fn solve(factor: &[f64], a: usize, vector: &mut [f64]) {
    let width = vector.len() / a;
    let mut known = vec![0.0; a];
    for (at, row) in factor.chunks_exact(width).enumerate() {
        let (before, own) = vector.split_at_mut(at * a);
        known.fill(0.0);
        dense::add_wide_product(&row[..at], before, &mut known);
        for (value, known) in own.iter_mut().zip(&known) {
            *value = (*value - known) / row[at];
        }
    }
    for (at, row) in factor.chunks_exact(width).enumerate().rev() {
        let (before, own) = vector.split_at_mut(at * a);
        for (value, less) in own.iter_mut().zip(&mut known) {
            *value /= row[at];
            *less = -*value;
        }
        dense::add_wide_outer(&row[..at], &known, before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_solves_what_it_was_made_of() {
        let (width, a) = (7, 3);
        let of = |row: usize, column: usize| {
            let near = row.abs_diff(column);
            if near == 0 {
                4.0
            } else {
                1.0 / f64::from(count(near + 1))
            }
        };
        let mut matrix: Vec<f64> = (0..width * width).map(|at| of(at / width, at % width)).collect();
        let wanted: Vec<f64> = (0..width * a)
            .map(|at| f64::from(count(at * 7 % 11)) - 5.0)
            .collect();
        let mut product = vec![0.0; width * a];
        for (row, sums) in product.chunks_mut(a).enumerate() {
            for (column, values) in wanted.chunks(a).enumerate() {
                for (sum, value) in sums.iter_mut().zip(values) {
                    *sum += of(row, column) * value;
                }
            }
        }
        assert!(decompose(&mut matrix, width));
        let inverse = Inverse::Joint {
            factor: matrix,
            labels: a,
        };
        let square = inverse.square(&product);
        assert!((square - dot(&product, &wanted)).abs() < 1e-9);
        inverse.times(&mut product);
        let far = product.iter().zip(&wanted).map(|(a, b)| (a - b).abs());
        assert!(far.fold(0.0, f64::max) < 1e-12, "{product:?}");
        assert!(!decompose(&mut [1.0, 2.0, 2.0, 1.0], 2), "not positive");
    }
}
