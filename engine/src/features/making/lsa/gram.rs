//! The products of the columns of a tall matrix with each other, and the columns made orthonormal by their Cholesky
//! factor: with Qᵀ Q = Rᵀ R the matrix Q R⁻¹ is orthonormal. Sums are in double precision.

/// A column with less than this share of its square left, when what the earlier ones say is taken away, says nothing of
/// its own.
const LEAST: f64 = 1e-10;

/// Qᵀ Q, then R: width × width, the upper triangle, row by row.
#[derive(Debug)]
pub(super) struct Gram {
    width: usize,
    upper: Vec<f64>,
    wide: Vec<f64>,
}

impl Gram {
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            upper: vec![0.0; width * width],
            wide: vec![0.0; width],
        }
    }

    pub(super) fn clear(&mut self) {
        self.upper.fill(0.0);
    }

    /// Adds the products of one row.
    pub(super) fn add(&mut self, row: &[f32]) {
        let width = self.width;
        for (wide, &value) in self.wide.iter_mut().zip(row) {
            *wide = f64::from(value);
        }
        for at in 0..width {
            let (own, sums) = (self.wide[at], &mut self.upper[at * width + at..(at + 1) * width]);
            sums.iter_mut()
                .zip(&self.wide[at..])
                .for_each(|(sum, value)| *sum += own * value);
        }
    }

    /// Both triangles.
    pub(super) fn symmetric(&self) -> Vec<f64> {
        let (width, mut all) = (self.width, self.upper.clone());
        for at in 0..width {
            for of in 0..at {
                all[at * width + of] = all[of * width + at];
            }
        }
        all
    }

    /// R in place of Qᵀ Q. Where a column says nothing of its own, R has a row of zeros.
    pub(super) fn factorise(&mut self) {
        let width = self.width;
        for at in 0..width {
            let (before, own) = self.upper.split_at_mut(at * width);
            let own = &mut own[..width];
            let whole = own[at];
            for row in before.chunks_exact(width) {
                let factor = row[at];
                (at..width).for_each(|of| own[of] -= factor * row[of]);
            }
            let left = own[at];
            let root = if left > LEAST * whole {
                left.sqrt()
            } else {
                f64::INFINITY
            };
            own[at..].iter_mut().for_each(|value| *value /= root);
        }
    }

    /// A row of Q R⁻¹ in place of one of Q; 0 in columns that say nothing of their own.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "rows are kept in single precision"
    )]
    pub(super) fn orthonormalise(&mut self, row: &mut [f32]) {
        let width = self.width;
        for (wide, &value) in self.wide.iter_mut().zip(&*row) {
            *wide = f64::from(value);
        }
        for at in 0..width {
            let factors = &self.upper[at * width + at..(at + 1) * width];
            let (own, later) = self.wide[at..].split_at_mut(1);
            own[0] = if factors[0] == 0.0 {
                0.0
            } else {
                own[0] / factors[0]
            };
            let (own, factors) = (own[0], &factors[1..]);
            later
                .iter_mut()
                .zip(factors)
                .for_each(|(value, factor)| *value -= own * factor);
        }
        row.iter_mut()
            .zip(&self.wide)
            .for_each(|(to, &value)| *to = value as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The second column is twice the first one.
    #[test]
    fn columns_become_orthonormal_and_repeated_ones_zero() {
        let mut rows = [
            [1.0f32, 2.0, 0.0],
            [2.0, 4.0, 1.0],
            [2.0, 4.0, -3.0],
            [0.0, 0.0, 5.0],
        ];
        let mut gram = Gram::new(3);
        rows.iter().for_each(|row| gram.add(row));
        assert_eq!(
            gram.symmetric(),
            [9.0, 18.0, -4.0, 18.0, 36.0, -8.0, -4.0, -8.0, 35.0]
        );
        gram.factorise();
        rows.iter_mut().for_each(|row| gram.orthonormalise(row));
        gram.clear();
        rows.iter().for_each(|row| gram.add(row));
        let expected = [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0];
        assert!(
            gram.symmetric()
                .iter()
                .zip(expected)
                .all(|(own, expected)| (own - expected).abs() < 1e-6)
        );
    }
}
