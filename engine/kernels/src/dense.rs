//! Dense rows times a matrix, and what they add to one. Of a matrix the numbers of a row stand side by side, one for each
//! column.

use crate::lanes::{Doubles, Several};

/// Goes over the columns in groups as wide as are left: `$at` is where a group begins.
macro_rules! by_groups {
    ($width:expr, $function:ident($at:ident; $($argument:expr),+)) => {
        let mut $at = 0;
        while $width - $at >= 8 {
            $function::<Doubles, 4>($at, $($argument),+);
            $at += 8;
        }
        if $width - $at >= 4 {
            $function::<Doubles, 2>($at, $($argument),+);
            $at += 4;
        }
        if $width - $at >= 2 {
            $function::<Doubles, 1>($at, $($argument),+);
            $at += 2;
        }
        if $width > $at {
            $function::<f64, 1>($at, $($argument),+);
        }
    };
}

/// A number of a row.
trait Number: Copy {
    fn wide(self) -> f64;
}

impl Number for f32 {
    #[inline(always)]
    fn wide(self) -> f64 {
        f64::from(self)
    }
}

impl Number for f64 {
    #[inline(always)]
    fn wide(self) -> f64 {
        self
    }
}

/// Adds a row times a matrix to as many sums as the matrix has columns: of each column the row's numbers in order.
#[inline(never)]
pub fn add_product(row: &[f32], matrix: &[f64], sums: &mut [f64]) {
    let width = sums.len();
    by_groups!(width, product_at(at; row, matrix, sums));
}

/// The same of a row in double precision.
#[inline(never)]
pub fn add_wide_product(row: &[f64], matrix: &[f64], sums: &mut [f64]) {
    let width = sums.len();
    by_groups!(width, product_at(at; row, matrix, sums));
}

#[inline(always)]
fn product_at<N: Several, const V: usize>(at: usize, row: &[impl Number], matrix: &[f64], sums: &mut [f64]) {
    let width = sums.len();
    let Some(cells) = N::cells_mut(&mut sums[at..]).first_chunk_mut::<V>() else {
        return;
    };
    let mut own = [N::all(0.0); V];
    for (own, cell) in own.iter_mut().zip(&*cells) {
        *own = N::read(cell);
    }
    for (value, weights) in row.iter().zip(matrix.chunks_exact(width)) {
        let Some(weights) = N::cells(&weights[at..]).first_chunk::<V>() else {
            return;
        };
        let value = N::all(value.wide());
        for (own, weight) in own.iter_mut().zip(weights) {
            *own = *own + value * N::read(weight);
        }
    }
    for (cell, own) in cells.iter_mut().zip(own) {
        *cell = own.cell();
    }
}

/// Adds to each row of a matrix some numbers, so many times as the row's number says.
#[inline(never)]
pub fn add_outer(row: &[f32], numbers: &[f64], matrix: &mut [f64]) {
    let width = numbers.len();
    by_groups!(width, outer_at(at; row, numbers, matrix));
}

/// The same of a row in double precision.
#[inline(never)]
pub fn add_wide_outer(row: &[f64], numbers: &[f64], matrix: &mut [f64]) {
    let width = numbers.len();
    by_groups!(width, outer_at(at; row, numbers, matrix));
}

#[inline(always)]
fn outer_at<N: Several, const V: usize>(at: usize, row: &[impl Number], numbers: &[f64], matrix: &mut [f64]) {
    let Some(cells) = N::cells(&numbers[at..]).first_chunk::<V>() else {
        return;
    };
    let mut own = [N::all(0.0); V];
    for (own, cell) in own.iter_mut().zip(cells) {
        *own = N::read(cell);
    }
    for (value, sums) in row.iter().zip(matrix.chunks_exact_mut(numbers.len())) {
        let value = value.wide();
        if value == 0.0 {
            continue;
        }
        let Some(sums) = N::cells_mut(&mut sums[at..]).first_chunk_mut::<V>() else {
            return;
        };
        let value = N::all(value);
        for (sum, own) in sums.iter_mut().zip(own) {
            *sum = (N::read(sum) + value * own).cell();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_and_what_is_added_are_those_of_single_numbers() {
        let numbers = |count: u32, step: f64| -> Vec<f64> {
            let of = |at: u32| (f64::from(at) * step) % 2.3 - 1.1;
            (0..count).map(of).collect()
        };
        let row = [0.0f32, 0.5, -1.25, 3.0, 0.1, 0.0, 7.5];
        for columns in 1..=19u32 {
            let width = columns as usize;
            let matrix = numbers(7 * columns, 0.37);
            let mut sums = numbers(columns, 1.7);
            let mut plain = sums.clone();
            add_product(&row, &matrix, &mut sums);
            for (value, weights) in row.iter().zip(matrix.chunks(width)) {
                for (sum, weight) in plain.iter_mut().zip(weights) {
                    *sum += f64::from(*value) * weight;
                }
            }
            assert_eq!(sums, plain, "{width}");
            let (mut sums, mut plain) = (matrix.clone(), matrix);
            let by = numbers(columns, 0.9);
            add_outer(&row, &by, &mut sums);
            for (value, sums) in row.iter().zip(plain.chunks_mut(width)) {
                for (sum, number) in sums.iter_mut().zip(&by) {
                    *sum += f64::from(*value) * number;
                }
            }
            assert_eq!(sums, plain, "{width}");
        }
    }
}
