//! Points that would be drawn on one pixel: they are set around their middle, in the order of their numbers.

use crate::num::{cos, exact, index, sin};

/// Places along a side of the map: two points in the same one would look like one.
const PLACES: f32 = 4096.0;

/// How far apart points are set, about.
const APART: f64 = 2.0 / 2048.0;

/// The golden angle: the n-th point at n times it, and at a distance of √n, fills a disc evenly (Vogel 1979).
const GOLDEN: f64 = 2.399_963_229_728_653;

/// Where the n-th point of a disc is, as far from others as `apart` says.
pub(super) fn in_disc(at: usize, apart: f64) -> [f32; 2] {
    let (far, angle) = (
        (exact(at) / std::f64::consts::PI).sqrt() * apart,
        exact(at) * GOLDEN,
    );
    [far * cos(angle), far * sin(angle)].map(single)
}

/// Sets points (two numbers each, from -1 to 1) apart that share a place.
pub(super) fn spread(drawn: &mut [f32]) {
    let mut places: Vec<(u32, u32)> = (0u32..)
        .zip(drawn.chunks_exact(2))
        .map(|(record, point)| (place(point), record))
        .collect();
    places.sort_unstable();
    for group in places.chunk_by(|one, other| one.0 == other.0) {
        let [(_, first), others @ ..] = group else {
            continue;
        };
        let middle = [0, 1].map(|axis| drawn[index(*first) * 2 + axis]);
        for (at, &(_, record)) in others.iter().enumerate() {
            let beside = in_disc(at + 1, APART);
            for axis in 0..2 {
                let value = middle[axis] + inwards(middle[axis], beside[axis]);
                drawn[index(record) * 2 + axis] = value.clamp(-1.0, 1.0);
            }
        }
    }
}

/// Turns around what would lead out of the square.
fn inwards(from: f32, by: f32) -> f32 {
    if (from + by).abs() > 1.0 { -by } else { by }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "from 0 to some thousand"
)]
fn place(point: &[f32]) -> u32 {
    let along = |value: f32| ((value + 1.0) / 2.0 * PLACES) as u32;
    along(point[1]) * 8192 + along(point[0])
}

#[expect(clippy::cast_possible_truncation, reason = "points are in single precision")]
const fn single(value: f64) -> f32 {
    value as f32
}
