//! What moves one point of a map: the pull of those it is tied to, and the push of those around it.

use std::ops::Range;

use crate::lanes::Singles;

/// Points of which some are left out where there are too many to look at all.
const SAMPLED: usize = 8;

/// Which of the points around are looked at.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Of so many chunks one.
    pub every: usize,
    /// The first of them, below `every`.
    pub first: usize,
}

/// The pull on a point of those it is tied to, each as strong as its share by 1 + d².
#[inline(never)]
#[must_use]
pub fn pull(points: &[[f32; 2]], ends: &[u32], shares: &[f32], point: [f32; 2]) -> [f32; 2] {
    let mut sums = [Singles::all(0.0); 2];
    let mut add = |others: [[f32; 2]; 4], shares: &[f32; 4]| {
        let [dx, dy] =
            [0, 1].map(|axis| Singles::of(others.map(|other| other[axis])) - Singles::all(point[axis]));
        let strength = Singles::read(shares) / ((Singles::all(1.0) + dx * dx) + dy * dy);
        sums = [sums[0] + strength * dx, sums[1] + strength * dy];
    };
    let ((ends, ends_left), (shares, shares_left)) = (ends.as_chunks::<4>(), shares.as_chunks::<4>());
    for (ends, shares) in ends.iter().zip(shares) {
        add(ends.map(|end| points[end as usize]), shares);
    }
    if !ends_left.is_empty() {
        // The others are the point itself, which does not pull.
        let (mut others, mut shares) = ([point; 4], [0.0; 4]);
        for (at, (&end, &share)) in ends_left.iter().zip(shares_left).enumerate() {
            (others[at], shares[at]) = (points[end as usize], share);
        }
        add(others, &shares);
    }
    sums.map(Singles::sum)
}

/// The push on a point of those in some ranges, each as strong as 1 by (close + d²)(1 + d²).
#[inline(never)]
#[must_use]
pub fn push(
    (xs, ys): (&[f32], &[f32]),
    ranges: &[Range<usize>],
    sample: Sample,
    point: [f32; 2],
    close: f32,
) -> [f32; 2] {
    let mut pushed = Pushed {
        point,
        close: Singles::all(close),
        sums: [Singles::all(0.0); 2],
    };
    for range in ranges {
        let (xs, ys) = (&xs[range.clone()], &ys[range.clone()]);
        if sample.every == 1 {
            pushed.add(xs, ys);
            continue;
        }
        let chunks = xs.chunks(SAMPLED).zip(ys.chunks(SAMPLED));
        for (xs, ys) in chunks.skip(sample.first).step_by(sample.every) {
            pushed.add(xs, ys);
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a small count")]
    let times = sample.every as f32;
    pushed.sums.map(|sum| sum.sum() * times)
}

struct Pushed {
    point: [f32; 2],
    close: Singles,
    sums: [Singles; 2],
}

impl Pushed {
    #[inline(always)]
    fn add(&mut self, xs: &[f32], ys: &[f32]) {
        let ((xs, xs_left), (ys, ys_left)) = (xs.as_chunks::<4>(), ys.as_chunks::<4>());
        xs.iter().zip(ys).for_each(|(xs, ys)| self.add_four(xs, ys));
        if !xs_left.is_empty() {
            // The others are the point itself, which does not push.
            let filled = |left: &[f32], own: f32| {
                let mut four = [own; 4];
                four.iter_mut().zip(left).for_each(|(to, from)| *to = *from);
                four
            };
            self.add_four(&filled(xs_left, self.point[0]), &filled(ys_left, self.point[1]));
        }
    }

    #[inline(always)]
    fn add_four(&mut self, xs: &[f32; 4], ys: &[f32; 4]) {
        let one = Singles::all(1.0);
        let dx = Singles::all(self.point[0]) - Singles::read(xs);
        let dy = Singles::all(self.point[1]) - Singles::read(ys);
        let square = dx * dx + dy * dy;
        let push = one / ((self.close + square) * (one + square));
        self.sums = [self.sums[0] + dx * push, self.sums[1] + dy * push];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const XS: [f32; 11] = [0.0, 1.0, 3.0, 7.0, 2.0, 2.5, -1.0, 0.5, 4.0, -2.0, 6.0];
    const YS: [f32; 11] = [1.0, 1.0, 2.0, 0.0, -4.0, 0.5, 1.0, 3.0, 2.0, 2.0, -1.0];

    fn near(one: [f32; 2], other: [f32; 2]) -> bool {
        (one[0] - other[0]).abs() < 1e-5 && (one[1] - other[1]).abs() < 1e-5
    }

    #[test]
    fn pulls_are_those_of_a_plain_loop() {
        let points: Vec<[f32; 2]> = XS.into_iter().zip(YS).map(|(x, y)| [x, y]).collect();
        for many in 0..11 {
            let ends: Vec<u32> = (0..many).map(|at| at * 7 % 11).collect();
            let shares: Vec<f32> = ends.iter().map(|&end| 0.1 + end as f32).collect();
            let mut sum = [0.0; 2];
            for (&end, &share) in ends.iter().zip(&shares) {
                let [dx, dy] = [points[end as usize][0] - 1.0, points[end as usize][1] - 1.0];
                let strength = share / (1.0 + dx * dx + dy * dy);
                sum = [sum[0] + strength * dx, sum[1] + strength * dy];
            }
            assert!(near(pull(&points, &ends, &shares, [1.0; 2]), sum), "{many} ties");
        }
    }

    fn plainly(places: impl Iterator<Item = usize>) -> [f32; 2] {
        places.fold([0.0; 2], |sum, at| {
            let (dx, dy) = (1.0 - XS[at], 1.0 - YS[at]);
            let square = dx * dx + dy * dy;
            let push = 1.0 / ((0.25 + square) * (1.0 + square));
            [sum[0] + push * dx, sum[1] + push * dy]
        })
    }

    #[test]
    fn pushes_are_those_of_a_plain_loop() {
        let all = Sample { every: 1, first: 0 };
        for ranges in [[0..11, 3..3], [0..3, 5..11], [2..6, 7..8]] {
            let pushed = push((&XS, &YS), &ranges, all, [1.0; 2], 0.25);
            let plain = plainly(ranges.iter().cloned().flatten());
            assert!(near(pushed, plain), "{ranges:?}: {pushed:?} and {plain:?}");
        }
        let half = Sample { every: 2, first: 1 };
        let pushed = push((&XS, &YS), &[0..11, 11..11], half, [1.0; 2], 0.25);
        assert!(near(pushed, plainly(8..11).map(|axis| axis * 2.0)));
        assert_eq!(push((&XS, &YS), &[], half, [1.0; 2], 0.25), [0.0; 2]);
    }
}
