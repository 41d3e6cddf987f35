//! Where points begin that have been on a map before, and new ones among them.

use super::groups::Groups;
use super::ties::Ties;
use super::tuning::DENSITY;
use crate::num::{count, exact, index};
use crate::rng::Rng;

/// Rounds in which records without a place take that of their neighbours; behind these any place will do.
const ROUNDS: usize = 4;

/// How far, in units, a record may be from the nearest of its neighbours and keep its place. From farther away hardly
/// anything pulls it.
const STRAY: f32 = 8.0;

/// How far a record is from the nearest of its neighbours on a settled map, in units, at the lower quartile: 0.25 to 0.37
/// on the sets that maps were tried on.
const NEAR: f64 = 0.3;

/// How far off the usual size a map may be, in either direction.
const OFF: f64 = 4.0;

/// How far beside its neighbours' middle a record is put.
const BESIDE: f64 = 0.5;

/// Points of all records: the first have the places of an earlier map (two numbers each, from -1 to 1).
pub(super) fn points(earlier: &[f32], ties: &Ties, groups: &Groups, seed: u64) -> Vec<[f32; 2]> {
    let records = groups.order.len();
    let known = earlier.chunks_exact(2).take(records);
    let mut points: Vec<[f32; 2]> = known.map(|place| [place[0], place[1]]).collect();
    let mut is_placed: Vec<bool> = points.iter().map(|point| is_finite(*point)).collect();
    points.resize(records, [0.0; 2]);
    is_placed.resize(records, false);
    let half = half(groups, ties, &points, &is_placed);
    points.iter_mut().flatten().for_each(|value| *value *= half);
    let strays: Vec<usize> = (0..records)
        .filter(|&record| is_placed[record] && is_stray(record, ties, &points, &is_placed))
        .collect();
    strays.iter().for_each(|&record| is_placed[record] = false);
    let mut rng = Rng::new(seed);
    for _ in 0..ROUNDS {
        let open: Vec<usize> = (0..records).filter(|&record| !is_placed[record]).collect();
        for record in open {
            if let Some([x, y]) = middle(record, ties, &points, &is_placed) {
                points[record] = [x + beside(&mut rng, BESIDE), y + beside(&mut rng, BESIDE)];
                is_placed[record] = true;
            }
        }
    }
    for (record, point) in points.iter_mut().enumerate() {
        if !is_placed[record] {
            *point = [
                beside(&mut rng, f64::from(half)),
                beside(&mut rng, f64::from(half)),
            ];
        }
    }
    points
}

fn is_finite(point: [f32; 2]) -> bool {
    point.iter().all(|value| value.is_finite())
}

/// Half the side of the square in units.
fn half(groups: &Groups, ties: &Ties, points: &[[f32; 2]], is_placed: &[bool]) -> f32 {
    let usual = (exact(groups.joined()) / DENSITY).sqrt() / 2.0;
    let placed = (0..points.len()).filter(|&record| is_placed[record]);
    let mut squares: Vec<f32> = placed
        .map(|record| nearest(record, ties, points, is_placed))
        .filter(|square| square.is_finite())
        .collect();
    squares.sort_unstable_by(f32::total_cmp);
    let quartile = squares.get(squares.len() / 4).copied().unwrap_or_default();
    if quartile <= 0.0 {
        return single(usual);
    }
    single((NEAR / f64::from(quartile).sqrt()).clamp(usual / OFF, usual * OFF))
}

fn is_stray(record: usize, ties: &Ties, points: &[[f32; 2]], is_placed: &[bool]) -> bool {
    let nearest = nearest(record, ties, points, is_placed);
    nearest.is_finite() && nearest > STRAY * STRAY
}

/// The squared distance to the nearest of a record's neighbours that have a place; infinite where none has.
fn nearest(record: usize, ties: &Ties, points: &[[f32; 2]], is_placed: &[bool]) -> f32 {
    let [x, y] = points[record];
    let placed = ties
        .of(count(record))
        .0
        .iter()
        .filter(|&&end| is_placed[index(end)]);
    let squares = placed.map(|&end| {
        let [other_x, other_y] = points[index(end)];
        (x - other_x) * (x - other_x) + (y - other_y) * (y - other_y)
    });
    squares.fold(f32::INFINITY, f32::min)
}

/// The middle of a record's neighbours that have a place.
fn middle(record: usize, ties: &Ties, points: &[[f32; 2]], is_placed: &[bool]) -> Option<[f32; 2]> {
    let (ends, shares) = ties.of(count(record));
    let [mut x, mut y, mut sum] = [0.0f32; 3];
    for (&end, &share) in ends.iter().zip(shares) {
        if is_placed[index(end)] {
            let point = points[index(end)];
            x += share * point[0];
            y += share * point[1];
            sum += share;
        }
    }
    (sum > 0.0).then(|| [x / sum, y / sum])
}

fn beside(rng: &mut Rng, far: f64) -> f32 {
    single((rng.fraction() * 2.0 - 1.0) * far)
}

#[expect(clippy::cast_possible_truncation, reason = "points are in single precision")]
const fn single(value: f64) -> f32 {
    value as f32
}
