//! Records that are picked on the map, by a shape or one by one.

use super::ask::PickHow;
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::num::{count, index};
use crate::session::project::Project;

impl Project {
    /// Picks the records that lie within a shape. Returns how many are picked now.
    ///
    /// # Errors
    /// There is no map; a shape of less than three corners, or of what are no numbers.
    pub(super) fn pick(&mut self, polygon: &[[f32; 2]], how: PickHow) -> Result<u32> {
        if polygon.len() < 3 || polygon.iter().flatten().any(|place| !place.is_finite()) {
            return Err(Error::new("This is no shape", "Give three corners or more"));
        }
        let layout = self.layout();
        let layout = layout.ok_or_else(|| Error::new("There is no map yet", "Build the graph first"))?;
        let shape = Shape::new(polygon);
        let places = (0u32..).zip(layout.positions().chunks_exact(2));
        let within = places.filter(|(_, place)| shape.holds(place[0], place[1]));
        let within = BitSet::from_indices(self.corpus.len(), within.map(|(record, _)| record));
        Ok(self.picked_with(&within, how))
    }

    /// Picks records by their numbers. Returns how many are picked now.
    ///
    /// # Errors
    /// A record that is not there.
    pub(super) fn pick_records(&mut self, records: &[u32], how: PickHow) -> Result<u32> {
        records.iter().try_for_each(|&record| self.check_record(record))?;
        let these = BitSet::from_indices(self.corpus.len(), records.iter().copied());
        Ok(self.picked_with(&these, how))
    }

    fn picked_with(&mut self, these: &BitSet, how: PickHow) -> u32 {
        let before = self.graph.picked.take().filter(|_| how != PickHow::Replace);
        let mut picked = before.unwrap_or_else(|| BitSet::empty(self.corpus.len()));
        match how {
            PickHow::Replace | PickHow::Add => picked.or(these),
            PickHow::Remove => picked.without(these),
        }
        let number = picked.count();
        self.graph.picked = Some(picked);
        self.selected = None;
        number
    }

    /// How many records are picked.
    pub(super) fn picked(&self) -> u32 {
        self.graph.picked.as_ref().map_or(0, BitSet::count)
    }
}

/// A closed shape. What lies on a left or lower side belongs to it, on a right or upper one not, so that shapes beside
/// each other share no record.
struct Shape<'a> {
    corners: &'a [[f32; 2]],
    /// The smallest box around it: left, lower, right, upper.
    around: [f32; 4],
}

impl<'a> Shape<'a> {
    fn new(corners: &'a [[f32; 2]]) -> Self {
        let mut around = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
        for &[x, y] in corners {
            around = [
                around[0].min(x),
                around[1].min(y),
                around[2].max(x),
                around[3].max(y),
            ];
        }
        Self { corners, around }
    }

    /// Whether a place lies within: a ray from it crosses the sides an odd number of times.
    fn holds(&self, x: f32, y: f32) -> bool {
        let [left, lower, right, upper] = self.around;
        if x < left || x > right || y < lower || y > upper {
            return false;
        }
        let last = index(count(self.corners.len()).saturating_sub(1));
        let (mut inside, mut before) = (false, self.corners[last]);
        for &corner in self.corners {
            let ([x0, y0], [x1, y1]) = (before, corner);
            if (y0 > y) != (y1 > y) && x < (x1 - x0) * (y - y0) / (y1 - y0) + x0 {
                inside = !inside;
            }
            before = corner;
        }
        inside
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;

    #[test]
    fn a_place_is_within_a_shape_or_not() {
        // A square with a notch from above.
        let corners = [[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [2.0, 1.0], [0.0, 4.0]];
        let shape = Shape::new(&corners);
        for (x, y, is_within) in [
            (1.0, 1.0, true),
            (3.5, 3.0, true),
            (2.0, 2.0, false),
            (2.0, 0.5, true),
            (-1.0, 1.0, false),
            (2.0, 5.0, false),
        ] {
            assert_eq!(shape.holds(x, y), is_within, "{x} {y}");
        }
    }

    #[test]
    fn boxes_beside_each_other_share_no_place() {
        let square = |x: f32| [[x, 0.0], [x + 1.0, 0.0], [x + 1.0, 1.0], [x, 1.0]];
        let (one, other) = (square(0.0), square(1.0));
        assert!(!Shape::new(&one).holds(1.0, 0.5) && Shape::new(&other).holds(1.0, 0.5));
    }
}
