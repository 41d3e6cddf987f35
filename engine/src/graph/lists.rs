//! The nearest rows of each row while they are being found: lists of fixed room, and the similarity that a row must
//! have to come into each.

use super::kernel::{CHUNK, next_above};
use super::neighbors::Neighbor;
use crate::num::index;

/// As many lists as there are rows, each with room for k.
#[derive(Debug)]
pub(super) struct Lists {
    room: usize,
    entries: Vec<Neighbor>,
    lengths: Vec<u32>,
    /// What a similarity must be above: that of the last entry, or 0 while there is room.
    bounds: Vec<f32>,
}

impl Lists {
    /// Empty lists with room for so many each.
    pub(super) fn new(rows: usize, room: usize) -> Self {
        Self {
            room,
            entries: vec![Neighbor::default(); rows * room],
            lengths: vec![0; rows],
            bounds: vec![if room == 0 { f32::INFINITY } else { 0.0 }; rows],
        }
    }

    /// Bytes that such lists take.
    pub(super) const fn bytes(rows: u64, room: u64) -> u64 {
        rows * (room * size_of::<Neighbor>() as u64 + 8)
    }

    /// A list, most similar first.
    pub(super) fn of(&self, row: u32) -> &[Neighbor] {
        let start = index(row) * self.room;
        &self.entries[start..start + index(self.lengths[index(row)])]
    }

    /// Offers the rows from `first` on, whose similarities to `row` these are, to its list, and `row` to theirs.
    pub(super) fn offer(&mut self, row: u32, first: u32, similarities: &[f32]) {
        let (start, length) = (index(first), similarities.len());
        let mut at = 0;
        loop {
            let bounds = &self.bounds[start..start + length];
            at = next_above(similarities, bounds, self.bounds[index(row)], at);
            if at >= length {
                return;
            }
            let end = length.min(at + CHUNK);
            for (other, &similarity) in (first..).skip(at).zip(&similarities[at..end]) {
                self.insert(
                    row,
                    Neighbor {
                        record: other,
                        similarity,
                    },
                );
                self.insert(
                    other,
                    Neighbor {
                        record: row,
                        similarity,
                    },
                );
            }
            at = end;
        }
    }

    /// Takes a neighbour into a list where it is nearer than the last one, or there is room. Of rows as similar as the
    /// last one those offered first stay: they must be offered in ascending order.
    #[inline(always)]
    pub(super) fn insert(&mut self, row: u32, neighbor: Neighbor) {
        if neighbor.similarity > self.bounds[index(row)] {
            self.take(row, neighbor);
        }
    }

    #[inline(never)]
    fn take(&mut self, row: u32, neighbor: Neighbor) {
        let at = index(row);
        // Rounding may bring two rows that differ a little above 1.
        let neighbor = Neighbor {
            similarity: neighbor.similarity.min(1.0),
            ..neighbor
        };
        let length = index(self.lengths[at]);
        let list = &mut self.entries[at * self.room..(at + 1) * self.room];
        let place = list[..length].partition_point(|held| held.is_before(&neighbor));
        if place == self.room {
            return;
        }
        let length = self.room.min(length + 1);
        list.copy_within(place..length - 1, place + 1);
        list[place] = neighbor;
        self.lengths[at] = crate::num::count(length);
        if length == self.room {
            self.bounds[at] = list[length - 1].similarity;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_stay_and_ties_go_to_the_lower_number() {
        let mut lists = Lists::new(70, 2);
        let similarities: Vec<f32> = (0..69u8).map(|at| f32::from(at % 3) / 2.0).collect();
        lists.offer(69, 0, &similarities);
        let own: Vec<u32> = lists.of(69).iter().map(|near| near.record).collect();
        assert_eq!(own, [2, 5]);
        assert_eq!(
            lists.of(68),
            [Neighbor {
                record: 69,
                similarity: 1.0
            }]
        );
        assert!(lists.of(0).is_empty());
        let mut none = Lists::new(3, 0);
        none.offer(2, 0, &[1.0, 1.0]);
        assert!(none.of(2).is_empty());
    }
}
