//! Lists of the nearest rows known so far, in which each entry knows whether it is new.

use crate::graph::neighbors::Neighbor;
use crate::num::{count, index};

/// An entry of a list.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    pub(super) near: Neighbor,
    /// Whether it has not been compared with its fellows yet.
    pub(super) is_new: bool,
}

/// As many lists as rows, each with the same room; similarities may be below 0.
#[derive(Debug)]
pub(super) struct Pool {
    room: usize,
    entries: Vec<Entry>,
    lengths: Vec<u32>,
    /// What a similarity must be above.
    bounds: Vec<f32>,
}

impl Pool {
    pub(super) fn new(rows: usize, room: usize) -> Self {
        Self {
            room,
            entries: vec![Entry::default(); rows * room],
            lengths: vec![0; rows],
            bounds: vec![f32::NEG_INFINITY; rows],
        }
    }

    pub(super) const fn bytes(rows: u64, room: u64) -> u64 {
        rows * (room * size_of::<Entry>() as u64 + 8)
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> u32 {
        count(self.lengths.len())
    }

    /// A list, most similar first.
    pub(super) fn of(&self, row: u32) -> impl Iterator<Item = Neighbor> + '_ {
        let start = index(row) * self.room;
        let list = &self.entries[start..start + index(self.lengths[index(row)])];
        list.iter().map(|entry| entry.near)
    }

    /// A list's entries.
    pub(super) fn entries_of(&mut self, row: u32) -> &mut [Entry] {
        let start = index(row) * self.room;
        &mut self.entries[start..start + index(self.lengths[index(row)])]
    }

    /// Takes a row into a list where it is nearer than the last one and not there yet. Returns whether it was taken.
    #[inline(always)]
    pub(super) fn insert(&mut self, row: u32, near: Neighbor) -> bool {
        let is_near_enough = near.similarity > self.bounds[index(row)];
        is_near_enough && self.take(row, near)
    }

    fn take(&mut self, row: u32, near: Neighbor) -> bool {
        let at = index(row);
        let length = index(self.lengths[at]);
        let list = &mut self.entries[at * self.room..(at + 1) * self.room];
        if list[..length]
            .iter()
            .any(|entry| entry.near.record == near.record)
        {
            return false;
        }
        let place = list[..length].partition_point(|held| held.near.is_before(&near));
        if place == self.room {
            return false;
        }
        let length = self.room.min(length + 1);
        list.copy_within(place..length - 1, place + 1);
        list[place] = Entry { near, is_new: true };
        self.lengths[at] = count(length);
        if length == self.room {
            self.bounds[at] = list[length - 1].near.similarity;
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_taken_once_and_pushes_out_the_last() {
        let mut pool = Pool::new(1, 2);
        let near = |record, similarity| Neighbor { record, similarity };
        assert!(pool.insert(0, near(4, -0.5)) && pool.insert(0, near(5, 0.5)));
        assert!(!pool.insert(0, near(5, 0.5)) && !pool.insert(0, near(6, -0.6)));
        assert!(pool.insert(0, near(7, 0.7)));
        assert_eq!(pool.of(0).collect::<Vec<_>>(), [near(7, 0.7), near(5, 0.5)]);
    }
}
