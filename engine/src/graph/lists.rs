//! The nearest rows of each row while they are being found: lists of fixed room, and the similarity that a row must
//! have to come into each.

use super::neighbors::Neighbor;
use crate::num::{count, index};
use labelloom_kernels::nearest::{CHUNK, Floor, Nearest, read};

/// As many lists as there are rows, each with room for k.
#[derive(Debug)]
pub(super) struct Lists {
    room: usize,
    /// As [`labelloom_kernels::nearest::entry`] makes them, the nearest first; 0 where a list has room.
    entries: Vec<u64>,
    /// What a similarity must be above: that of the last entry, or 0 while there is room.
    bounds: Vec<f32>,
    /// Per chunk of lists what the kernel knows of their bounds.
    floors: Vec<Floor>,
}

impl Lists {
    /// Empty lists with room for so many each.
    pub(super) fn new(rows: usize, room: usize) -> Self {
        Self {
            room,
            entries: vec![0; rows * room],
            bounds: vec![if room == 0 { f32::INFINITY } else { 0.0 }; rows],
            floors: vec![Floor::default(); rows.div_ceil(CHUNK)],
        }
    }

    /// Lists of so much room each, of as many rows as there are entries for; none where an entry is of none of so many
    /// rows.
    pub(super) fn of_entries(entries: Vec<u64>, rows: u32, room: usize) -> Option<Self> {
        let lists = entries.len().checked_div(room).unwrap_or(0);
        let is_there = |&entry: &u64| entry == 0 || read(entry).0 < rows;
        let new = Self {
            bounds: vec![0.0; lists],
            floors: vec![Floor::default(); lists.div_ceil(CHUNK)],
            room,
            entries,
        };
        (lists <= index(rows) && new.entries.iter().all(is_there)).then_some(new)
    }

    /// All entries, list by list.
    pub(super) fn entries(&self) -> &[u64] {
        &self.entries
    }

    /// Entries that a list has room for.
    pub(super) const fn room(&self) -> usize {
        self.room
    }

    /// How many lists there are.
    pub(super) fn len(&self) -> u32 {
        count(self.bounds.len())
    }

    /// Takes in the lists of other pairs of the same rows.
    pub(super) fn merge(&mut self, other: &Self) {
        if self.room == 0 || other.room == 0 {
            return;
        }
        let mut own = vec![0; self.room];
        let theirs = other.entries.chunks_exact(other.room);
        for (list, theirs) in self.entries.chunks_exact_mut(self.room).zip(theirs) {
            own.copy_from_slice(list);
            let (mut own, mut theirs) = (own.iter().peekable(), theirs.iter().peekable());
            for entry in list {
                let from = if own.peek() >= theirs.peek() {
                    &mut own
                } else {
                    &mut theirs
                };
                *entry = from.next().copied().unwrap_or(0);
            }
        }
    }

    /// Bytes that such lists take.
    pub(super) const fn bytes(rows: u64, room: u64) -> u64 {
        rows * (room * 8 + 5)
    }

    /// A list, most similar first.
    pub(super) fn of(&self, row: u32) -> impl Iterator<Item = Neighbor> + '_ {
        let start = index(row) * self.room;
        let held = self.entries[start..start + self.room].iter();
        held.take_while(|&&entry| entry != 0).map(|&entry| {
            let (record, similarity) = read(entry);
            Neighbor { record, similarity }
        })
    }

    /// Offers the rows from `first` on, whose similarities to `row` these are, to its list, and `row` to theirs.
    pub(super) fn offer(&mut self, row: u32, first: u32, similarities: &[f32]) {
        self.nearest().offer(row, first, similarities);
    }

    /// Offers the rows from `first` on, whose similarities these are, to one list.
    pub(super) fn offer_to(&mut self, list: u32, first: u32, similarities: &[f32]) {
        self.nearest().offer_to(list, first, similarities);
    }

    /// Offers a row to a list. Of rows as similar as the last one those offered first stay: they must be offered in
    /// ascending order.
    pub(super) fn insert(&mut self, row: u32, neighbor: Neighbor) {
        self.nearest().insert(row, neighbor.record, neighbor.similarity);
    }

    fn nearest(&mut self) -> Nearest<'_> {
        Nearest {
            room: self.room,
            entries: &mut self.entries,
            bounds: &mut self.bounds,
            floors: &mut self.floors,
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
        let own: Vec<u32> = lists.of(69).map(|near| near.record).collect();
        assert_eq!(own, [2, 5]);
        assert_eq!(
            lists.of(68).collect::<Vec<_>>(),
            [Neighbor {
                record: 69,
                similarity: 1.0
            }]
        );
        assert!(lists.of(0).next().is_none());
        let mut none = Lists::new(3, 0);
        none.offer(2, 0, &[1.0, 1.0]);
        assert!(none.of(2).next().is_none());
    }
}
