//! How the points of a map push and pull each other: each function does what one point, or one cell, needs.

use crate::lanes::Singles;

/// How hard two points at the square of a distance push each other apart, by unit of distance.
#[inline(always)]
fn strength(square: f32, close: f32) -> f32 {
    1.0 / ((close + square) * (1.0 + square))
}

/// The push of points on one, in four sums that are joined at the end. `close` is the square of the distance below which a
/// push gets no stronger.
#[inline(never)]
#[must_use]
pub fn push(xs: &[f32], ys: &[f32], [x, y]: [f32; 2], close: f32) -> [f32; 2] {
    let ((x_fours, x_rest), (y_fours, y_rest)) = (xs.as_chunks::<4>(), ys.as_chunks::<4>());
    let (all_x, all_y) = (Singles::all(x), Singles::all(y));
    let (one, all_close) = (Singles::all(1.0), Singles::all(close));
    let (mut sum_x, mut sum_y) = (Singles::all(0.0), Singles::all(0.0));
    for (xs, ys) in x_fours.iter().zip(y_fours) {
        let (dx, dy) = (all_x - Singles::read(xs), all_y - Singles::read(ys));
        let square = dx * dx + dy * dy;
        let push = one / ((all_close + square) * (one + square));
        sum_x = sum_x + dx * push;
        sum_y = sum_y + dy * push;
    }
    let mut sum = [sum_x, sum_y].map(|sums| {
        let mut lanes = [0.0; 4];
        sums.write(&mut lanes);
        (lanes[0] + lanes[2]) + (lanes[1] + lanes[3])
    });
    for (other_x, other_y) in x_rest.iter().zip(y_rest) {
        let (dx, dy) = (x - other_x, y - other_y);
        let push = strength(dx * dx + dy * dy, close);
        sum[0] += dx * push;
        sum[1] += dy * push;
    }
    sum
}

/// The pull on a point of those that it is tied to, each by its share. Pulls are worked out in fours and added one by one.
#[inline(never)]
#[must_use]
pub fn pull(points: &[[f32; 2]], [x, y]: [f32; 2], ends: &[u32], shares: &[f32]) -> [f32; 2] {
    let mut sum = [0.0f32; 2];
    let ((end_fours, end_rest), (share_fours, share_rest)) = (ends.as_chunks::<4>(), shares.as_chunks::<4>());
    let (all_x, all_y, one) = (Singles::all(x), Singles::all(y), Singles::all(1.0));
    for (ends, shares) in end_fours.iter().zip(share_fours) {
        let others = ends.map(|end| points[end as usize]);
        let (dx, dy) = (
            Singles::read(&others.map(|other| other[0])) - all_x,
            Singles::read(&others.map(|other| other[1])) - all_y,
        );
        let strength = Singles::read(shares) / (one + dx * dx + dy * dy);
        let mut pulls = [[0.0; 4]; 2];
        (strength * dx).write(&mut pulls[0]);
        (strength * dy).write(&mut pulls[1]);
        for (sum, pulls) in sum.iter_mut().zip(pulls) {
            *sum = *sum + pulls[0] + pulls[1] + pulls[2] + pulls[3];
        }
    }
    for (&end, &share) in end_rest.iter().zip(share_rest) {
        let other = points[end as usize];
        let (dx, dy) = (other[0] - x, other[1] - y);
        let strength = share / (1.0 + dx * dx + dy * dy);
        sum[0] += strength * dx;
        sum[1] += strength * dy;
    }
    sum
}

/// The push on a place of the masses of a row of cells (x, y, number of points), added to `sum`.
#[inline(never)]
#[must_use]
pub fn push_of_masses(masses: &[[f32; 3]], [x, y]: [f32; 2], close: f32, mut sum: [f32; 2]) -> [f32; 2] {
    for mass in masses {
        let (dx, dy) = (x - mass[0], y - mass[1]);
        let square = dx * dx + dy * dy;
        let push = mass[2] / ((close + square) * (1.0 + square));
        sum[0] += dx * push;
        sum[1] += dy * push;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pushes_in_fours_are_those_one_by_one_and_lead_away() {
        let xs: Vec<f32> = (0..11u8).map(|at| f32::from(at) * 0.37 - 1.0).collect();
        let ys: Vec<f32> = (0..11u8).map(|at| 2.0 - f32::from(at) * 0.21).collect();
        for n in 0..=xs.len() {
            let (xs, ys) = (&xs[..n], &ys[..n]);
            let found = push(xs, ys, [0.5, 0.25], 0.05);
            let one_by_one = xs.iter().zip(ys).fold([0.0f32; 2], |sum, (x, y)| {
                let (dx, dy) = (0.5 - x, 0.25 - y);
                let push = strength(dx * dx + dy * dy, 0.05);
                [sum[0] + dx * push, sum[1] + dy * push]
            });
            for axis in 0..2 {
                assert!((found[axis] - one_by_one[axis]).abs() < 1e-4, "{n}");
            }
        }
        assert!(push(&[1.0], &[0.0], [0.0, 0.0], 0.05)[0] < 0.0);
    }

    #[test]
    fn a_mass_pushes_as_its_points_do_and_a_tie_pulls() {
        let [x, _] = push(&[1.0, 1.0, 1.0], &[0.0; 3], [0.0; 2], 0.05);
        let [of_mass, _] = push_of_masses(&[[1.0, 0.0, 3.0]], [0.0; 2], 0.05, [0.0; 2]);
        assert!((x - of_mass).abs() < 1e-6);
        // 2 / (1 + 2²) of a whole share.
        let points = [[0.0; 2], [2.0, 0.0]];
        assert_eq!(pull(&points, points[0], &[1], &[1.0]), [0.4, 0.0]);
        for n in 0..10 {
            let [x, y] = pull(&points, points[0], &vec![1; n], &vec![0.5; n]);
            let expected = (0..n).fold(0.0f32, |sum, _| sum + 0.2);
            assert_eq!([x, y], [expected, 0.0], "{n}");
        }
    }
}
