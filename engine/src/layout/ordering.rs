//! Records in the order of where they lie. Points pull and push those around them: where these are near in memory too,
//! rounds wait less for it. The order is that of a curve through all quarters of the map, quarters of these and so on
//! (Morton 1966), group by group.

use super::groups::Groups;
use super::ties::Ties;
use crate::num::index;

/// Ties and records that are looked at in one step.
const WORK_A_STEP: usize = 300_000;

/// Places along an axis that the curve tells apart.
const PLACES: f32 = 65_535.0;

/// Records by their places in the order.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Length n: of each place its record.
    records: Vec<u32>,
}

impl Order {
    /// What was worked out for places, n × 2 numbers, for records.
    pub(super) fn hand_back(&self, placed: &[f32], drawn: &mut [f32]) {
        for (&record, point) in self.records.iter().zip(placed.as_chunks::<2>().0) {
            let at = index(record) * 2;
            drawn[at..at + 2].copy_from_slice(point);
        }
    }
}

/// The ordering, in steps: groups are sorted one by one, then ties are copied.
#[derive(Debug)]
pub(super) struct Ordering {
    points: Vec<[f32; 2]>,
    order: Vec<u32>,
    /// Of each record its place in the order.
    places: Vec<u32>,
    /// The group that is sorted next.
    group: usize,
    ties: Ties,
}

/// All that moving needs, in the new order.
#[derive(Debug)]
pub(super) struct Ordered {
    pub(super) points: Vec<[f32; 2]>,
    pub(super) ties: Ties,
    pub(super) groups: Groups,
    pub(super) order: Order,
}

impl Ordering {
    pub(super) fn new(points: Vec<[f32; 2]>, groups: &Groups) -> Self {
        Self {
            places: vec![0; points.len()],
            points,
            order: groups.order.clone(),
            group: 0,
            ties: Ties::default(),
        }
    }

    /// Does some of it; what is ordered once all is.
    pub(super) fn step(&mut self, ties: &Ties, groups: &Groups) -> Option<Ordered> {
        let mut work = 0;
        while work < WORK_A_STEP {
            if self.group < groups.len() {
                work += self.sort(groups);
            } else if let Some(&record) = self.order.get(self.ties.len()) {
                let row = ties.of(record);
                self.ties.push(row, &self.places);
                work += row.0.len() + 1;
            } else {
                return Some(self.finish(groups));
            }
        }
        None
    }

    /// Sorts a group; returns how much work that was.
    fn sort(&mut self, groups: &Groups) -> usize {
        let range = groups.range(self.group);
        let members = groups.members(self.group);
        let mut low = [f32::INFINITY; 2];
        let mut high = [f32::NEG_INFINITY; 2];
        for &member in members {
            for (axis, &value) in self.points[index(member)].iter().enumerate() {
                low[axis] = low[axis].min(value);
                high[axis] = high[axis].max(value);
            }
        }
        let side = (high[0] - low[0]).max(high[1] - low[1]).max(f32::MIN_POSITIVE);
        let key = |&member: &u32| {
            let [x, y] = self.points[index(member)];
            (on_curve([(x - low[0]) / side, (y - low[1]) / side]), member)
        };
        let mut sorted: Vec<(u32, u32)> = members.iter().map(key).collect();
        sorted.sort_unstable();
        for (to, (_, member)) in self.order[range].iter_mut().zip(sorted) {
            *to = member;
        }
        self.group += 1;
        if self.group == groups.len() {
            for (place, &record) in (0..).zip(&self.order) {
                self.places[index(record)] = place;
            }
        }
        4 * members.len()
    }

    fn finish(&mut self, groups: &Groups) -> Ordered {
        let points = self.order.iter().map(|&record| self.points[index(record)]);
        Ordered {
            points: points.collect(),
            ties: std::mem::take(&mut self.ties),
            groups: groups.in_order(),
            order: Order {
                records: std::mem::take(&mut self.order),
            },
        }
    }
}

/// The place on the curve of a point in the square from 0 to 1.
fn on_curve(point: [f32; 2]) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is outside counts as at the edge"
    )]
    let [x, y] = point.map(|axis| spread((axis * PLACES) as u16));
    x | y << 1
}

/// Bits with a gap behind each.
fn spread(bits: u16) -> u32 {
    let mut bits = u32::from(bits);
    for (by, mask) in [
        (8, 0x00ff_00ff),
        (4, 0x0f0f_0f0f),
        (2, 0x3333_3333),
        (1, 0x5555_5555),
    ] {
        bits = (bits | bits << by) & mask;
    }
    bits
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::groups::Grouping;
    use super::super::ties::Tying;
    use super::*;
    use crate::graph::edges::{Edges, Link};

    #[test]
    fn the_curve_goes_through_quarters() {
        assert_eq!(spread(0b1011), 0b100_0101);
        let quarter = |x: f32, y: f32| on_curve([x, y]) >> 30;
        let all = [
            quarter(0.1, 0.4),
            quarter(0.9, 0.1),
            quarter(0.2, 0.8),
            quarter(1.0, 1.0),
        ];
        assert_eq!(all, [0, 1, 2, 3]);
    }

    #[test]
    fn ties_and_points_go_with_their_records() {
        let link = |from: u32, to: u32, similarity: f64| Link { from, to, similarity };
        let links = [link(0, 4, 0.5), link(4, 2, 0.25), link(1, 3, 1.0)];
        let mut tying = Tying::new(Arc::new(Edges::union(6, &links).unwrap()));
        let ties = std::iter::from_fn(|| Some(tying.step()))
            .flatten()
            .next()
            .unwrap();
        let mut grouping = Grouping::new(6);
        let groups = std::iter::from_fn(|| Some(grouping.step(&ties)))
            .flatten()
            .next()
            .unwrap();
        // The group of 0, 2 and 4 goes from right to left, that of 1 and 3 upwards.
        let points = vec![
            [9.0, 0.0],
            [0.0, 1.0],
            [3.0, 0.0],
            [0.0, 2.0],
            [6.0, 0.0],
            [0.0; 2],
        ];
        let mut ordering = Ordering::new(points, &groups);
        let ordered = std::iter::from_fn(|| Some(ordering.step(&ties, &groups)))
            .flatten()
            .next();
        let Ordered {
            points,
            ties,
            groups,
            order,
        } = ordered.unwrap();
        assert_eq!(order.records, [2, 4, 0, 1, 3, 5]);
        assert_eq!(points[..3], [[3.0, 0.0], [6.0, 0.0], [9.0, 0.0]]);
        assert_eq!(
            (groups.members(0), groups.members(1)),
            (&[0, 1, 2][..], &[3, 4][..])
        );
        assert_eq!(groups.isolated(), [5]);
        assert_eq!(
            (ties.of(0), ties.of(2)),
            ((&[1][..], &[1.0][..]), (&[1][..], &[1.0][..]))
        );
        let (ends, shares) = ties.of(1);
        assert_eq!((ends, shares.iter().sum::<f32>()), (&[2, 0][..], 1.0));
        let mut drawn = [0.0; 12];
        order.hand_back(
            &[0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 5.5],
            &mut drawn,
        );
        assert_eq!(drawn[..6], [2.0, 2.5, 3.0, 3.5, 0.0, 0.5]);
    }
}
