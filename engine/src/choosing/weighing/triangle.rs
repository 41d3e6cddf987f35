//! Small systems of equations by Cholesky's triangle.

use crate::num::ln;

/// L of V = L Lᵀ, for a symmetric m × m matrix without negative directions.
#[derive(Debug)]
pub(super) struct Triangle {
    /// m × m; nothing above the diagonal.
    rows: Vec<f64>,
    m: usize,
}

/// The least that is taken for a pivot: below it is rounding.
const LEAST: f64 = 1e-12;

impl Triangle {
    /// The triangle of V + `more` I; V has m × m numbers, rows under each other.
    pub(super) fn new(v: &[f64], m: usize, more: f64) -> Self {
        let mut rows = vec![0.0; m * m];
        for row in 0..m {
            for column in 0..=row {
                let known: f64 = (0..column)
                    .map(|at| rows[row * m + at] * rows[column * m + at])
                    .sum();
                let rest = v[row * m + column] - known;
                rows[row * m + column] = if row == column {
                    (rest + more).max(LEAST).sqrt()
                } else {
                    rest / rows[column * m + column]
                };
            }
        }
        Self { rows, m }
    }

    /// ln |V|.
    pub(super) fn ln_determinant(&self) -> f64 {
        let pivots = (0..self.m).map(|at| self.rows[at * self.m + at]);
        2.0 * pivots.map(ln).sum::<f64>()
    }

    /// L⁻¹ x.
    pub(super) fn down(&self, x: &[f64]) -> Vec<f64> {
        let mut solved = x.to_vec();
        for row in 0..self.m {
            let known: f64 = (0..row).map(|at| self.rows[row * self.m + at] * solved[at]).sum();
            solved[row] = (solved[row] - known) / self.rows[row * self.m + row];
        }
        solved
    }

    /// L⁻ᵀ x.
    pub(super) fn up(&self, x: &[f64]) -> Vec<f64> {
        let mut solved = x.to_vec();
        for row in (0..self.m).rev() {
            let known: f64 = (row + 1..self.m)
                .map(|at| self.rows[at * self.m + row] * solved[at])
                .sum();
            solved[row] = (solved[row] - known) / self.rows[row * self.m + row];
        }
        solved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// V + I = [4 2; 2 5] = L Lᵀ with L = [2 0; 1 2]: |V| = 16, V⁻¹ (8, 8) = (1.5, 1).
    #[test]
    fn two_equations_are_solved() {
        let triangle = Triangle::new(&[3.0, 2.0, 2.0, 4.0], 2, 1.0);
        assert!((triangle.ln_determinant() - ln(16.0)).abs() < 1e-12);
        let solved = triangle.up(&triangle.down(&[8.0, 8.0]));
        assert!(
            (solved[0] - 1.5).abs() < 1e-12 && (solved[1] - 1.0).abs() < 1e-12,
            "{solved:?}"
        );
    }
}
