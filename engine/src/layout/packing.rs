//! Groups beside each other: each in a disc of its own, the largest in the middle and the others in rings around it;
//! records without an edge share a disc.

use super::groups::Groups;
use super::spreading::in_disc;
use super::tuning::DENSITY;
use crate::num::{asin, cos, exact, index, sin};

/// A group's place.
#[derive(Clone, Copy, Debug)]
struct Disc {
    /// The middle of its points as they lie.
    middle: [f32; 2],
    radius: f32,
    /// Where the middle comes to.
    place: [f32; 2],
}

/// A box around points.
struct Frame {
    low: [f32; 2],
    high: [f32; 2],
}

/// Points of all groups in one square from -1 to 1.
pub(super) fn pack(groups: &Groups, points: &[[f32; 2]], drawn: &mut [f32]) {
    let spacing = single(1.0 / DENSITY.sqrt());
    let all = 0..groups.len();
    let mut discs: Vec<Disc> = all
        .clone()
        .map(|group| around(groups.members(group), points, spacing / 2.0))
        .collect();
    let isolated = groups.isolated();
    if !isolated.is_empty() {
        let radius = single((exact(isolated.len()) / std::f64::consts::PI).sqrt()) * spacing;
        discs.push(Disc {
            middle: [0.0; 2],
            radius,
            place: [0.0; 2],
        });
    }
    place(&mut discs, spacing * 2.0);
    for group in all {
        let Disc { middle, place, .. } = discs[group];
        for &member in groups.members(group) {
            for axis in 0..2 {
                drawn[index(member) * 2 + axis] = points[index(member)][axis] - middle[axis] + place[axis];
            }
        }
    }
    for (at, &member) in isolated.iter().enumerate() {
        let beside = in_disc(at, f64::from(spacing));
        for axis in 0..2 {
            drawn[index(member) * 2 + axis] = discs[groups.len()].place[axis] + beside[axis];
        }
    }
    fit(drawn);
}

/// A disc around a group's points, at least so large.
fn around(members: &[u32], points: &[[f32; 2]], least: f32) -> Disc {
    let frame = Frame::around(members.iter().map(|&member| points[index(member)]));
    let middle = frame.middle();
    let square = |&member: &u32| {
        let [x, y] = points[index(member)];
        (x - middle[0]) * (x - middle[0]) + (y - middle[1]) * (y - middle[1])
    };
    let radius = members.iter().map(square).fold(0.0, f32::max).sqrt();
    Disc {
        middle,
        radius: radius.max(least),
        place: [0.0; 2],
    }
}

/// Sets discs in rings around the largest, none over another.
fn place(discs: &mut [Disc], gap: f32) {
    let mut order: Vec<usize> = (0..discs.len()).collect();
    order.sort_by(|&a, &b| discs[b].radius.total_cmp(&discs[a].radius).then(a.cmp(&b)));
    let Some((&first, mut others)) = order.split_first() else {
        return;
    };
    let mut inner = discs[first].radius;
    while let Some(&widest) = others.first() {
        // Discs only get smaller: the first of a ring says how wide it is.
        let width = discs[widest].radius + gap;
        let middle = inner + width / 2.0 + discs[widest].radius / 2.0 + gap / 2.0;
        let set = ring(discs, others, middle, gap);
        others = &others[set..];
        inner = middle + discs[widest].radius;
    }
}

/// Sets as many discs as fit, at least one, on a ring; returns how many.
fn ring(discs: &mut [Disc], order: &[usize], middle: f32, gap: f32) -> usize {
    let half = |disc: &Disc| asin(f64::from(((disc.radius + gap / 2.0) / middle).min(1.0)));
    let first = half(&discs[order[0]]);
    let mut end = -first;
    for (set, &at) in order.iter().enumerate() {
        let own = half(&discs[at]);
        let angle = end + own;
        if set > 0 && angle + own > std::f64::consts::TAU - first {
            return set;
        }
        discs[at].place = [single(cos(angle)) * middle, single(sin(angle)) * middle];
        end = angle + own;
    }
    order.len()
}

impl Frame {
    fn around(points: impl Iterator<Item = [f32; 2]>) -> Self {
        let mut frame = Self {
            low: [f32::INFINITY; 2],
            high: [f32::NEG_INFINITY; 2],
        };
        for point in points {
            for (axis, &value) in point.iter().enumerate() {
                frame.low[axis] = frame.low[axis].min(value);
                frame.high[axis] = frame.high[axis].max(value);
            }
        }
        frame
    }

    fn middle(&self) -> [f32; 2] {
        [0, 1].map(|axis| f32::midpoint(self.low[axis], self.high[axis]))
    }

    fn half(&self) -> f32 {
        let side = |axis: usize| self.high[axis] - self.low[axis];
        side(0).max(side(1)) / 2.0
    }
}

/// Moves and shrinks all points into the square, alike in both directions.
fn fit(drawn: &mut [f32]) {
    let frame = Frame::around(drawn.chunks_exact(2).map(|point| [point[0], point[1]]));
    let (middle, half) = (frame.middle(), frame.half());
    let scale = if half > 0.0 { 1.0 / half } else { 0.0 };
    for point in drawn.chunks_exact_mut(2) {
        for (value, middle) in point.iter_mut().zip(middle) {
            *value = ((*value - middle) * scale).clamp(-1.0, 1.0);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "points are in single precision")]
const fn single(value: f64) -> f32 {
    value as f32
}
