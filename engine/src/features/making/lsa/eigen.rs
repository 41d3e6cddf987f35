//! Eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations. Source: G. Golub and C. Van
//! Loan, "Matrix Computations", section 8.5.

/// Rounds over all pairs, at most; a few are enough.
const MOST_ROUNDS: usize = 60;

/// What is left beside the diagonal, as a share of all, when it is done.
const LEAST: f64 = 1e-24;

/// Of a symmetric matrix, d × d row by row: its eigenvalues, largest first, and d × d eigenvectors, one a column.
pub(super) fn symmetric(mut matrix: Vec<f64>, d: usize) -> (Vec<f64>, Vec<f64>) {
    let mut vectors = vec![0.0; d * d];
    (0..d).for_each(|at| vectors[at * d + at] = 1.0);
    let all: f64 = matrix.iter().map(|value| value * value).sum();
    for _ in 0..MOST_ROUNDS {
        if beside_the_diagonal(&matrix, d) <= LEAST * all {
            break;
        }
        for one in 0..d {
            (one + 1..d).for_each(|other| rotate(&mut matrix, &mut vectors, d, one, other));
        }
    }
    in_order(&matrix, &vectors, d)
}

fn beside_the_diagonal(matrix: &[f64], d: usize) -> f64 {
    let beside = matrix.iter().enumerate().filter(|(at, _)| at / d != at % d);
    beside.map(|(_, value)| value * value).sum()
}

/// Turns two axes so that their product is 0. Vectors are held a row each.
fn rotate(matrix: &mut [f64], vectors: &mut [f64], d: usize, one: usize, other: usize) {
    let product = matrix[one * d + other];
    if product == 0.0 {
        return;
    }
    let slope = (matrix[other * d + other] - matrix[one * d + one]) / (2.0 * product);
    let tangent = slope.signum() / (slope.abs() + (slope * slope + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let turn = (cosine, tangent * cosine);
    turn_rows(matrix, d, one, other, turn);
    for at in 0..d {
        let (a, b) = (matrix[at * d + one], matrix[at * d + other]);
        matrix[at * d + one] = turn.0 * a - turn.1 * b;
        matrix[at * d + other] = turn.1 * a + turn.0 * b;
    }
    turn_rows(vectors, d, one, other, turn);
}

fn turn_rows(matrix: &mut [f64], d: usize, one: usize, other: usize, (cosine, sine): (f64, f64)) {
    let (before, after) = matrix.split_at_mut(other * d);
    let (one, other) = (&mut before[one * d..(one + 1) * d], &mut after[..d]);
    for (a, b) in one.iter_mut().zip(other) {
        (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
    }
}

/// Largest first; vectors turned from rows into columns.
fn in_order(matrix: &[f64], vectors: &[f64], d: usize) -> (Vec<f64>, Vec<f64>) {
    let mut order: Vec<usize> = (0..d).collect();
    order.sort_by(|&a, &b| matrix[b * d + b].total_cmp(&matrix[a * d + a]));
    let mut columns = vec![0.0; d * d];
    for (to, &from) in order.iter().enumerate() {
        (0..d).for_each(|at| columns[at * d + to] = vectors[from * d + at]);
    }
    (order.iter().map(|&at| matrix[at * d + at]).collect(), columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// [[2, 1], [1, 2]] has eigenvalues 3 and 1, with vectors (1, 1) and (1, −1).
    #[test]
    fn a_small_matrix_by_hand() {
        let (values, vectors) = symmetric(vec![2.0, 1.0, 1.0, 2.0], 2);
        assert!((values[0] - 3.0).abs() < 1e-14 && (values[1] - 1.0).abs() < 1e-14);
        assert!((vectors[0] - vectors[2]).abs() < 1e-14 && (vectors[1] + vectors[3]).abs() < 1e-14);
    }

    #[test]
    fn vectors_times_values_are_the_matrix() {
        let d = 9;
        let value = |a: usize, b: usize| ((a * b + a + b) % 7) as f64 - 3.0;
        let matrix: Vec<f64> = (0..d * d).map(|at| value(at / d, at % d)).collect();
        let (values, vectors) = symmetric(matrix.clone(), d);
        assert!(values.windows(2).all(|pair| pair[0] >= pair[1]));
        for a in 0..d {
            for b in 0..d {
                let parts = (0..d).map(|of| values[of] * vectors[a * d + of] * vectors[b * d + of]);
                assert!((parts.sum::<f64>() - matrix[a * d + b]).abs() < 1e-12);
            }
        }
        assert_eq!(symmetric(Vec::new(), 0).0, Vec::<f64>::new());
    }
}
