//! Which rows are compared in a round: of each list some new entries, all old ones, and the rows in whose lists the row
//! itself stands; each kind at most as many as there is room for, drawn evenly.

use super::pool::Pool;
use crate::num::{count, index};
use crate::rng::Rng;

/// Drawn rows per row.
#[derive(Debug)]
pub(super) struct Candidates {
    new: Drawn,
    old: Drawn,
}

impl Candidates {
    pub(super) fn new(rows: usize, room: usize) -> Self {
        Self {
            new: Drawn::new(rows, room),
            old: Drawn::new(rows, room),
        }
    }

    pub(super) const fn bytes(rows: u64, room: u64) -> u64 {
        2 * rows * (room * 4 + 4)
    }

    /// New candidates of a row.
    pub(super) fn new_of(&self, row: u32) -> &[u32] {
        self.new.of(row)
    }

    /// Old candidates of a row.
    pub(super) fn old_of(&self, row: u32) -> &[u32] {
        self.old.of(row)
    }

    /// Draws the candidates of a round; new entries that are among them become old ones.
    pub(super) fn choose(&mut self, pool: &mut Pool, rng: &mut Rng) {
        self.new.clear();
        self.old.clear();
        for row in 0..pool.len() {
            for entry in pool.entries_of(row) {
                let drawn = if entry.is_new {
                    &mut self.new
                } else {
                    &mut self.old
                };
                drawn.offer(row, entry.near.record, rng);
                drawn.offer(entry.near.record, row, rng);
            }
        }
        for row in 0..pool.len() {
            let drawn = self.new.of(row);
            for entry in pool.entries_of(row) {
                entry.is_new &= !drawn.contains(&entry.near.record);
            }
        }
        self.new.without_repeats();
        self.old.without_repeats();
    }
}

/// Lists of evenly drawn rows (reservoir sampling: of those offered each has the same chance).
#[derive(Debug)]
struct Drawn {
    room: usize,
    rows: Vec<u32>,
    offered: Vec<u32>,
}

impl Drawn {
    fn new(rows: usize, room: usize) -> Self {
        Self {
            room,
            rows: vec![0; rows * room],
            offered: vec![0; rows],
        }
    }

    fn clear(&mut self) {
        self.offered.fill(0);
    }

    fn of(&self, row: u32) -> &[u32] {
        let length = self.room.min(index(self.offered[index(row)]));
        &self.rows[index(row) * self.room..index(row) * self.room + length]
    }

    fn offer(&mut self, to: u32, row: u32, rng: &mut Rng) {
        let offered = &mut self.offered[index(to)];
        let place = if index(*offered) < self.room {
            index(*offered)
        } else {
            usize::try_from(rng.below(u64::from(*offered) + 1)).unwrap_or(usize::MAX)
        };
        *offered += 1;
        if place < self.room {
            self.rows[index(to) * self.room + place] = row;
        }
    }

    /// Rows that stand in each other's lists were offered twice.
    fn without_repeats(&mut self) {
        for (row, offered) in self.offered.iter_mut().enumerate() {
            let length = self.room.min(index(*offered));
            let list = &mut self.rows[row * self.room..row * self.room + length];
            list.sort_unstable();
            let mut kept = 0;
            for at in 0..length {
                if at == 0 || list[at] != list[at - 1] {
                    list[kept] = list[at];
                    kept += 1;
                }
            }
            *offered = count(kept);
        }
    }
}
