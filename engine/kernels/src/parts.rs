//! What is done with the rows of panels that are in parts: each row in one, and of each part a row of numbers.

use crate::lanes::{Doubles, Several};
use crate::panels::{Columns, at_width, columns, read, rows_mut, rows_of};

/// Rows of x + a t − b u: t and u are a number a row, a and b a row of numbers of the part that the row is in.
#[inline(never)]
pub fn shift(
    (width, x): (usize, &mut [f64]),
    parts: &[u32],
    before: (&[f64], &[f64]),
    now: (&[f64], &[f64]),
) {
    at_width!(width, shift_at(x, parts, before, now));
}

#[inline(always)]
fn shift_at<N: Several, const V: usize>(
    x: &mut [f64],
    parts: &[u32],
    (a, t): (&[f64], &[f64]),
    (b, u): (&[f64], &[f64]),
) {
    let (a, b) = (rows_of::<N, V>(a), rows_of::<N, V>(b));
    let numbers = parts.iter().zip(t).zip(u);
    for (row, ((&part, &t), &u)) in rows_mut::<N, V>(x).iter_mut().zip(numbers) {
        let (a, b) = (&a[part as usize], &b[part as usize]);
        for at in 0..V {
            let more = N::all(t) * N::read(&a[at]);
            let less = N::all(u) * N::read(&b[at]);
            row[at] = (N::read(&row[at]) + more - less).cell();
        }
    }
}

/// Adds each row times its number to its part's sums.
#[inline(never)]
pub fn gather((width, x): (usize, &[f64]), (parts, numbers): (&[u32], &[f64]), sums: &mut [f64]) {
    at_width!(width, gather_at(x, parts, numbers, sums));
}

#[inline(always)]
fn gather_at<N: Several, const V: usize>(x: &[f64], parts: &[u32], numbers: &[f64], sums: &mut [f64]) {
    let sums = rows_mut::<N, V>(sums);
    for (row, (&part, &number)) in rows_of::<N, V>(x).iter().zip(parts.iter().zip(numbers)) {
        let sum = &mut sums[part as usize];
        for at in 0..V {
            sum[at] = (N::read(&sum[at]) + N::all(number) * N::read(&row[at])).cell();
        }
    }
}

/// direction = left + number · the part's row + t · direction, t a number a column.
#[inline(never)]
pub fn turn(
    (width, direction): (usize, &mut [f64]),
    left: &[f64],
    (parts, numbers): (&[u32], &[f64]),
    of_parts: &[f64],
    turns: &Columns,
) {
    at_width!(width, turn_at(direction, left, parts, numbers, of_parts, turns));
}

#[inline(always)]
fn turn_at<N: Several, const V: usize>(
    direction: &mut [f64],
    left: &[f64],
    parts: &[u32],
    numbers: &[f64],
    of_parts: &[f64],
    turns: &Columns,
) {
    let (turns, of_parts) = (columns::<N, V>(turns), rows_of::<N, V>(of_parts));
    let rows = rows_mut::<N, V>(direction).iter_mut().zip(rows_of::<N, V>(left));
    for ((direction, left), (&part, &number)) in rows.zip(parts.iter().zip(numbers)) {
        let part = read::<N, V>(&of_parts[part as usize]);
        for at in 0..V {
            let aimed = N::read(&left[at]) + N::all(number) * part[at];
            direction[at] = (aimed + turns[at] * N::read(&direction[at])).cell();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn panel(of: [f64; 3], width: usize) -> Vec<f64> {
        of.iter().flat_map(|&value| vec![value; width]).collect()
    }

    const PARTS: [u32; 3] = [0, 1, 1];

    #[test]
    fn rows_are_shifted_by_what_their_part_has() {
        for width in [1, 2, 4, 8] {
            let mut x = panel([1.0, 2.0, 3.0], width);
            let (a, b) = (vec![2.0; 2 * width], panel([1.0, 3.0, 0.0], width));
            shift(
                (width, &mut x),
                &PARTS,
                (&a, &[1.0, 2.0, 3.0]),
                (&b, &[1.0, 1.0, 0.5]),
            );
            assert_eq!(x, panel([2.0, 3.0, 7.5], width));
        }
    }

    #[test]
    fn what_is_gathered_of_parts_turns_the_direction() {
        for width in [1, 2, 4, 8] {
            let (x, numbers) = (panel([1.0, 2.0, 4.0], width), [2.0, 1.0, 0.5]);
            let mut sums = vec![0.0; 2 * width];
            gather((width, &x), (&PARTS, &numbers), &mut sums);
            assert_eq!(sums, [vec![2.0; width], vec![4.0; width]].concat());
            let mut direction = panel([1.0, 1.0, 1.0], width);
            turn((width, &mut direction), &x, (&PARTS, &numbers), &sums, &[0.5; 8]);
            assert_eq!(direction, panel([5.5, 6.5, 6.5], width));
        }
    }
}
