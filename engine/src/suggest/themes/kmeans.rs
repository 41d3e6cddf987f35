//! Spherical k-means (Dhillon and Modha 2001): rows and centres are of unit length, nearness is the cosine, and a centre
//! is the mean of its rows brought to unit length. Seeds are drawn as in k-means++ (Arthur and Vassilvitskii 2007), the
//! best of a few draws each, from a fixed seed; every sum goes in the order of the rows.

use crate::num::count;
use crate::rng::Rng;

/// The seed of the draws; the page tells it.
pub const SEED: u64 = 1;

/// Draws for each seed, of which the best is kept.
const DRAWS: usize = 4;

/// Most times that rows are given to centres and centres moved.
const MOST_ROUNDS: u32 = 30;

/// Sparse rows of unit length.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Records read, those without a row included.
    pub(super) read: usize,
    ends: Vec<u32>,
    entries: Vec<(u32, f32)>,
}

impl Rows {
    /// Adds a row; an empty one is left out.
    pub(super) fn push(&mut self, row: &[(u32, f32)]) {
        if !row.is_empty() {
            self.entries.extend_from_slice(row);
            self.ends.push(count(self.entries.len()));
        }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    fn get(&self, row: usize) -> &[(u32, f32)] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[start as usize..self.ends[row] as usize]
    }
}

/// Rows being grouped.
#[derive(Debug)]
pub(super) struct Grouping {
    rows: Rows,
    /// d.
    features: usize,
    /// Aim of k.
    wanted: usize,
    /// Rows that are the first centres.
    seeds: Vec<usize>,
    /// Per row its nearness to the nearest seed.
    near: Vec<f32>,
    rng: Rng,
    /// d × k, a word's weights beside each other.
    centres: Vec<f32>,
    /// Per row its centre.
    centre_of: Vec<usize>,
    round: u32,
    is_settled: bool,
}

impl Grouping {
    /// Begins to group rows of `features` numbers into at most `k` groups.
    pub(super) fn new(rows: Rows, features: usize, k: usize) -> Self {
        let n = rows.len();
        Self {
            features,
            wanted: k.min(n),
            seeds: Vec::new(),
            near: vec![0.0; n],
            rng: Rng::new(SEED),
            centres: Vec::new(),
            centre_of: vec![usize::MAX; n],
            round: 0,
            is_settled: n == 0,
            rows,
        }
    }

    /// Draws a seed, or gives all rows to centres once. Returns how far it is; none once nothing changes any more.
    pub(super) fn step(&mut self) -> Option<(usize, usize)> {
        if self.seeds.len() < self.wanted {
            if !self.draw_seed() {
                self.wanted = self.seeds.len();
            }
        } else if self.is_settled || self.round == MOST_ROUNDS {
            return None;
        } else if self.round == 0 {
            self.set_seeds();
            self.round = 1;
        } else {
            self.is_settled = !self.give_rows();
            self.move_centres();
            self.round += 1;
        }
        let done = self.seeds.len() + self.round as usize;
        Some((done, self.wanted + MOST_ROUNDS as usize))
    }

    /// The centres, d × k.
    pub(super) fn finish(self) -> Vec<f32> {
        self.centres
    }

    /// Draws a row as a seed, the likelier the farther it is from all seeds. Whether there was one that is apart.
    fn draw_seed(&mut self) -> bool {
        let far: Vec<f64> = self
            .near
            .iter()
            .map(|&near| f64::from(1.0 - near).max(0.0))
            .collect();
        let total: f64 = far.iter().sum();
        if total <= 1e-6 {
            return false;
        }
        let draws: Vec<usize> = (0..DRAWS).map(|_| drawn(&far, total * self.unit())).collect();
        let of_draw = |&row: &usize| {
            let near = self.near_with(row);
            (row, near.iter().map(|&near| f64::from(near)).sum::<f64>(), near)
        };
        let best = draws
            .iter()
            .map(of_draw)
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        if let Some((row, _, near)) = best {
            self.seeds.push(row);
            self.near = near;
        }
        true
    }

    /// A number in 0..1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits, which f64 holds")]
    fn unit(&mut self) -> f64 {
        (self.rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Per row its nearness to the nearest seed, were a row one of them.
    fn near_with(&self, seed: usize) -> Vec<f32> {
        let mut dense = vec![0.0; self.features];
        for &(feature, weight) in self.rows.get(seed) {
            dense[feature as usize] = weight;
        }
        let near = (0..self.rows.len()).map(|row| {
            let own = self.rows.get(row).iter();
            let cosine: f32 = own
                .map(|&(feature, weight)| weight * dense[feature as usize])
                .sum();
            cosine.max(self.near[row])
        });
        near.collect()
    }

    fn set_seeds(&mut self) {
        let k = self.seeds.len();
        self.centres = vec![0.0; self.features * k];
        for (centre, &row) in self.seeds.iter().enumerate() {
            for &(feature, weight) in self.rows.get(row) {
                self.centres[feature as usize * k + centre] = weight;
            }
        }
    }

    /// Gives each row to its nearest centre. Whether any changed.
    fn give_rows(&mut self) -> bool {
        let mut near = vec![0.0; self.seeds.len()];
        let mut changed = false;
        for row in 0..self.rows.len() {
            nearness(self.rows.get(row), &self.centres, &mut near);
            let centre = nearest(&near).map_or(0, |(centre, _)| centre);
            changed |= std::mem::replace(&mut self.centre_of[row], centre) != centre;
        }
        changed
    }

    /// Moves each centre to the mean of its rows; one without rows stays.
    fn move_centres(&mut self) {
        let k = self.seeds.len();
        let mut sums = vec![0.0f32; self.features * k];
        let mut sizes = vec![0u32; k];
        for (row, &centre) in self.centre_of.iter().enumerate() {
            sizes[centre] += 1;
            for &(feature, weight) in self.rows.get(row) {
                sums[feature as usize * k + centre] += weight;
            }
        }
        let mut squares = vec![0.0f32; k];
        for weights in sums.chunks(k) {
            squares
                .iter_mut()
                .zip(weights)
                .for_each(|(sum, weight)| *sum += weight * weight);
        }
        let lengths: Vec<f32> = squares.iter().map(|sum| sum.sqrt()).collect();
        for (weights, sums) in self.centres.chunks_mut(k).zip(sums.chunks(k)) {
            for centre in (0..k).filter(|&centre| sizes[centre] > 0) {
                weights[centre] = sums[centre] / lengths[centre];
            }
        }
    }
}

/// The row at a point of the summed weights.
fn drawn(weights: &[f64], point: f64) -> usize {
    let mut sum = 0.0;
    let place = weights.iter().position(|weight| {
        sum += weight;
        sum > point
    });
    place.unwrap_or(weights.len().saturating_sub(1))
}

/// A row's cosine with each of the k centres, which `near` has room for. One call a row, since browsers optimise a
/// function between its calls.
#[inline(never)]
pub(super) fn nearness(row: &[(u32, f32)], centres: &[f32], near: &mut [f32]) {
    let k = near.len();
    near.fill(0.0);
    for &(feature, weight) in row {
        let begin = feature as usize * k;
        let weights = &centres[begin..begin + k];
        near.iter_mut()
            .zip(weights)
            .for_each(|(near, own)| *near += weight * own);
    }
}

/// The nearest centre and how near it is; the first of several.
pub(super) fn nearest(near: &[f32]) -> Option<(usize, f32)> {
    let all = near.iter().copied().enumerate();
    all.reduce(|best, next| if next.1 > best.1 { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two bundles of rows at right angles are told apart, and each centre is the mean of its rows.
    #[test]
    fn bundles_become_groups() {
        let mut rows = Rows::default();
        let half = 0.5f32.sqrt();
        for (one, other) in [(0, 1), (0, 2), (3, 4), (3, 5), (0, 1), (3, 4)] {
            rows.push(&[(one, half), (other, half)]);
        }
        rows.push(&[]);
        let mut grouping = Grouping::new(rows, 6, 2);
        while grouping.step().is_some() {}
        let of = grouping.centre_of.clone();
        assert_eq!((of[0], of[2]), (of[1], of[3]));
        assert_ne!(of[0], of[2]);
        assert_eq!((of[4], of[5]), (of[0], of[2]));
        // Sums 3h, 2h, h of length h·√14.
        let k = 2;
        let centres = grouping.finish();
        assert!((centres[of[0]] - 3.0 / 14.0f32.sqrt()).abs() < 1e-6);
        assert!((centres[2 * k + of[0]] - 1.0 / 14.0f32.sqrt()).abs() < 1e-6);
        assert_eq!(centres[3 * k + of[0]], 0.0);
    }

    #[test]
    fn equal_rows_make_one_group() {
        let mut rows = Rows::default();
        (0..5).for_each(|_| rows.push(&[(0, 1.0)]));
        let mut grouping = Grouping::new(rows, 1, 3);
        while grouping.step().is_some() {}
        assert_eq!(grouping.finish(), [1.0]);
    }
}
