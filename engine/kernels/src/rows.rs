//! A sparse matrix times a panel of columns, row by row, and what is done with the rows of such panels. A panel has 1, 2, 4
//! or 8 columns, so that each loop has a width that is known when it is compiled.

use std::ops::Range;

use crate::lanes::{Doubles, Several};
pub use crate::panels::Columns;
use crate::panels::{at_width, columns, put, read, rows_mut, rows_of};

/// A sparse matrix by its rows.
#[derive(Clone, Copy, Debug)]
pub struct Matrix<'a> {
    /// Where each row begins in the others, and the end of the last.
    pub starts: &'a [usize],
    /// The columns of the entries.
    pub ends: &'a [u32],
    /// The entries.
    pub weights: &'a [f64],
}

impl Matrix<'_> {
    /// One row of the product.
    #[inline(always)]
    fn row<N: Several, const V: usize>(&self, row: usize, from: &[[N::Cell; V]]) -> [N; V] {
        let place = self.starts[row]..self.starts[row + 1];
        let (ends, weights) = (&self.ends[place.clone()], &self.weights[place]);
        if V == 1 {
            return product_in_four(ends, weights, from);
        }
        product(ends, weights, from, [N::all(0.0); V])
    }
}

/// Σ weight · the other's row, added to `sums`.
#[inline(always)]
fn product<N: Several, const V: usize>(
    ends: &[u32],
    weights: &[f64],
    from: &[[N::Cell; V]],
    mut sums: [N; V],
) -> [N; V] {
    for (&end, &weight) in ends.iter().zip(weights) {
        let (weight, other) = (N::all(weight), &from[end as usize]);
        for at in 0..V {
            sums[at] = sums[at] + weight * N::read(&other[at]);
        }
    }
    sums
}

/// The same in four sums beside each other, for narrow panels, where each sum would wait for the one before.
#[inline(always)]
fn product_in_four<N: Several, const V: usize>(
    ends: &[u32],
    weights: &[f64],
    from: &[[N::Cell; V]],
) -> [N; V] {
    let ((ends, last_ends), (weights, last_weights)) = (ends.as_chunks::<4>(), weights.as_chunks::<4>());
    let mut sums = [[N::all(0.0); V]; 4];
    for (ends, weights) in ends.iter().zip(weights) {
        for (sums, (end, weight)) in sums.iter_mut().zip(ends.iter().zip(weights)) {
            *sums = product(&[*end], &[*weight], from, *sums);
        }
    }
    let [first, second, third, fourth] = sums;
    let both = |at: usize| (first[at] + second[at]) + (third[at] + fourth[at]);
    product(last_ends, last_weights, from, std::array::from_fn(both))
}

/// Rows of x − α M x, for the rows that are free; adds x · (x − α M x) per column to `dots`.
#[inline(never)]
pub fn apply(
    matrix: Matrix<'_>,
    rows: Range<usize>,
    (width, x): (usize, &[f64]),
    alpha: f64,
    free: Option<&[bool]>,
    image: &mut [f64],
    dots: &mut Columns,
) {
    at_width!(width, apply_at(matrix, rows, x, alpha, free, image, dots));
}

#[inline(always)]
fn apply_at<N: Several, const V: usize>(
    matrix: Matrix<'_>,
    rows: Range<usize>,
    x: &[f64],
    alpha: f64,
    free: Option<&[bool]>,
    image: &mut [f64],
    dots: &mut Columns,
) {
    let (from, image) = (rows_of::<N, V>(x), rows_mut::<N, V>(image));
    let mut sums_of_dots = columns::<N, V>(dots);
    for row in rows {
        if free.is_some_and(|free| !free[row]) {
            continue;
        }
        let (sums, own) = (matrix.row::<N, V>(row, from), read::<N, V>(&from[row]));
        let image = &mut image[row];
        for at in 0..V {
            let left = own[at] - N::all(alpha) * sums[at];
            image[at] = left.cell();
            sums_of_dots[at] = sums_of_dots[at] + own[at] * left;
        }
    }
    put(dots, sums_of_dots);
}

/// What a sweep adds to the rows that have a base: a place in `base` a row, or `none`.
#[derive(Clone, Copy, Debug)]
pub struct Base<'a> {
    /// Per row its place in `values`.
    pub place: &'a [u32],
    /// The place of rows without one.
    pub none: u32,
    /// Rows of the panel's width.
    pub values: &'a [f64],
}

/// Rows of factor · M x, and the base where a row has one; adds |next − x| per column to `change`.
#[inline(never)]
pub fn sweep(
    matrix: Matrix<'_>,
    rows: Range<usize>,
    (width, x): (usize, &[f64]),
    factor: f64,
    base: Option<Base<'_>>,
    next: &mut [f64],
    change: &mut Columns,
) {
    at_width!(width, sweep_at(matrix, rows, x, factor, base, next, change));
}

#[inline(always)]
fn sweep_at<N: Several, const V: usize>(
    matrix: Matrix<'_>,
    rows: Range<usize>,
    x: &[f64],
    factor: f64,
    base: Option<Base<'_>>,
    next: &mut [f64],
    change: &mut Columns,
) {
    let (from, next) = (rows_of::<N, V>(x), rows_mut::<N, V>(next));
    let mut changed = columns::<N, V>(change);
    for row in rows {
        let mut sums = matrix.row::<N, V>(row, from).map(|sum| sum * N::all(factor));
        if let Some(base) = base
            && base.place[row] != base.none
        {
            let base = &rows_of::<N, V>(base.values)[base.place[row] as usize];
            for at in 0..V {
                sums[at] = sums[at] + N::read(&base[at]);
            }
        }
        for at in 0..V {
            changed[at] = changed[at] + (sums[at] - N::read(&from[row][at])).size();
        }
        next[row] = sums.map(N::cell);
    }
    put(change, changed);
}

/// x += s · direction and left −= s · image, s a number a column; adds the squares of what is then left to `squares`.
#[inline(never)]
pub fn advance(
    width: usize,
    (x, left): (&mut [f64], &mut [f64]),
    (direction, image): (&[f64], &[f64]),
    steps: &Columns,
    squares: &mut Columns,
) {
    at_width!(width, advance_at(x, left, direction, image, steps, squares));
}

#[inline(always)]
fn advance_at<N: Several, const V: usize>(
    x: &mut [f64],
    left: &mut [f64],
    direction: &[f64],
    image: &[f64],
    steps: &Columns,
    squares: &mut Columns,
) {
    let changed = rows_mut::<N, V>(x).iter_mut().zip(rows_mut::<N, V>(left));
    let by = rows_of::<N, V>(direction).iter().zip(rows_of::<N, V>(image));
    let (steps, mut sums) = (columns::<N, V>(steps), columns::<N, V>(squares));
    for ((x, left), (direction, image)) in changed.zip(by) {
        for at in 0..V {
            x[at] = (N::read(&x[at]) + steps[at] * N::read(&direction[at])).cell();
            let now = N::read(&left[at]) - steps[at] * N::read(&image[at]);
            left[at] = now.cell();
            sums[at] = sums[at] + now * now;
        }
    }
    put(squares, sums);
}

/// direction = left + t · direction, t a number a column.
#[inline(never)]
pub fn turn(width: usize, direction: &mut [f64], left: &[f64], turns: &Columns) {
    at_width!(width, turn_at(direction, left, turns));
}

#[inline(always)]
fn turn_at<N: Several, const V: usize>(direction: &mut [f64], left: &[f64], turns: &Columns) {
    let (turns, rows) = (columns::<N, V>(turns), rows_mut::<N, V>(direction).iter_mut());
    for (direction, left) in rows.zip(rows_of::<N, V>(left)) {
        for at in 0..V {
            direction[at] = (N::read(&left[at]) + turns[at] * N::read(&direction[at])).cell();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three rows: 0 – 1 weighs 2, 1 – 2 weighs 3.
    const STARTS: [usize; 4] = [0, 1, 3, 4];
    const MATRIX: Matrix<'_> = Matrix {
        starts: &STARTS,
        ends: &[1, 0, 2, 1],
        weights: &[2.0, 2.0, 3.0, 3.0],
    };

    #[test]
    fn all_widths_do_the_same_in_each_column() {
        for width in [1, 2, 4, 8] {
            let panel = |of: [f64; 3]| {
                of.iter()
                    .flat_map(|&value| vec![value; width])
                    .collect::<Vec<_>>()
            };
            let (x, mut image, mut dots) = (panel([1.0, 2.0, 4.0]), panel([9.0; 3]), [0.0; 8]);
            for rows in [0..2, 2..3] {
                apply(
                    MATRIX,
                    rows,
                    (width, &x),
                    0.5,
                    Some(&[true, true, false]),
                    &mut image,
                    &mut dots,
                );
            }
            assert_eq!(image, panel([-1.0, -5.0, 9.0]), "width {width}");
            assert_eq!(dots[..width], vec![-11.0; width]);
            let base = Base {
                place: &[7, 0, 7],
                none: 7,
                values: &vec![0.5; width],
            };
            let (mut next, mut change) = (panel([0.0; 3]), [0.0; 8]);
            sweep(
                MATRIX,
                0..3,
                (width, &x),
                0.25,
                Some(base),
                &mut next,
                &mut change,
            );
            assert_eq!(next, panel([1.0, 4.0, 1.5]));
            assert_eq!(change[..width], vec![4.5; width]);
            let (mut left, mut squares) = (panel([1.0; 3]), [0.0; 8]);
            advance(width, (&mut next, &mut left), (&x, &x), &[1.0; 8], &mut squares);
            assert_eq!(next, panel([2.0, 6.0, 5.5]));
            assert_eq!((left.clone(), squares[0]), (panel([0.0, -1.0, -3.0]), 10.0));
            turn(width, &mut next, &left, &[0.5; 8]);
            assert_eq!(next, panel([1.0, 2.0, -0.25]));
        }
    }
}
