//! The nearest of each row: lists of fixed room, in order, and the similarity that a row must have to come into each.

use crate::lanes::Singles;

/// Similarities that are looked at together.
const CHUNK: usize = 32;

/// Those of them that are looked at together where there is something to find.
const FEW: usize = 8;

/// Similarities that are looked at before any comes into a row's own list.
const LOOK: usize = 4096;

/// A row and how similar it is, as one number: the larger, the earlier it stands in a list. 0 is an empty place.
#[must_use]
pub const fn entry(row: u32, similarity: f32) -> u64 {
    // Numbers that are not negative are in the order of their bits.
    (similarity.to_bits() as u64) << 32 | (u32::MAX - row) as u64
}

/// Of an entry, the row and its similarity.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "each half is taken by itself")]
pub const fn read(entry: u64) -> (u32, f32) {
    (u32::MAX - entry as u32, f32::from_bits((entry >> 32) as u32))
}

/// Lists of all rows, in one piece each.
#[derive(Debug)]
pub struct Nearest<'a> {
    /// Room of a list.
    pub room: usize,
    /// `room` entries a list, largest first.
    pub entries: &'a mut [u64],
    /// Per list what a similarity must be above: that of the last entry, 0 while there is room.
    pub bounds: &'a mut [f32],
}

#[expect(clippy::cast_possible_truncation, reason = "rows are numbered in 32 bits")]
impl Nearest<'_> {
    /// Offers the rows from `first` on, whose similarities to `row` these are, to its list, and `row` to theirs.
    #[inline(never)]
    pub fn offer(&mut self, row: u32, first: u32, similarities: &[f32]) {
        for (first, some) in (first..).step_by(LOOK).zip(similarities.chunks(LOOK)) {
            let whole = if self.bounds[row as usize] > 0.0 {
                self.offer_on(row, first, some)
            } else {
                self.offer_first(row, first, some)
            };
            for (other, &similarity) in (first + whole as u32..).zip(&some[whole..]) {
                self.offer_pair(row, other, similarity);
            }
        }
    }

    /// Offers whole chunks where the row's own list is full, both ways at once. Returns how many rows that were.
    #[inline(never)]
    fn offer_on(&mut self, row: u32, first: u32, similarities: &[f32]) -> usize {
        let mut whole = 0;
        for chunk in similarities.as_chunks::<CHUNK>().0 {
            let from = first as usize + whole;
            let own = self.bounds[row as usize];
            let Some(bounds) = self.bounds[from..].first_chunk::<CHUNK>() else {
                return whole;
            };
            if any_above(chunk, bounds, own) {
                self.offer_chunk(row, from, chunk);
            }
            whole += CHUNK;
        }
        whole
    }

    #[inline(never)]
    fn offer_chunk(&mut self, row: u32, first: usize, chunk: &[f32; CHUNK]) {
        for (first, few) in (first..).step_by(FEW).zip(chunk.as_chunks::<FEW>().0) {
            let own = self.bounds[row as usize];
            let bounds = self.bounds[first..].first_chunk::<FEW>();
            if bounds.is_some_and(|bounds| any_above(few, bounds, own)) {
                for (other, &similarity) in (first as u32..).zip(few) {
                    self.offer_pair(row, other, similarity);
                }
            }
        }
    }

    #[inline(never)]
    fn offer_to_others(&mut self, row: u32, first: usize, chunk: &[f32; CHUNK]) {
        for (first, few) in (first..).step_by(FEW).zip(chunk.as_chunks::<FEW>().0) {
            let bounds = self.bounds[first..].first_chunk::<FEW>();
            if bounds.is_some_and(|bounds| any_above(few, bounds, f32::INFINITY)) {
                for (other, &similarity) in (first..).zip(few) {
                    self.insert_above(other, row, similarity);
                }
            }
        }
    }

    /// The same where it is not: such a list takes nearly all that comes, so its rows are taken from the chunks that hold
    /// the most similar ones.
    #[inline(never)]
    fn offer_first(&mut self, row: u32, first: u32, similarities: &[f32]) -> usize {
        let chunks = similarities.as_chunks::<CHUNK>().0;
        let mut highest = [0.0; LOOK / CHUNK];
        let mut whole = 0;
        for (chunk, highest) in chunks.iter().zip(&mut highest) {
            let from = first as usize + whole;
            let Some(bounds) = self.bounds[from..].first_chunk::<CHUNK>() else {
                return whole;
            };
            let (is_any_above, most) = look(chunk, bounds);
            *highest = most;
            if is_any_above {
                self.offer_to_others(row, from, chunk);
            }
            whole += CHUNK;
        }
        let least = self.least(row, &highest[..chunks.len()]);
        for ((first, chunk), highest) in (first..).step_by(CHUNK).zip(chunks).zip(highest) {
            if highest >= least && highest > self.bounds[row as usize] {
                for (other, &similarity) in (first..).zip(chunk) {
                    self.insert_above(row as usize, other, similarity);
                }
            }
        }
        whole
    }

    /// What the nearest of a row have at least, where more chunks than it has room for hold some that come into its list.
    #[inline(always)]
    fn least(&self, row: u32, highest: &[f32]) -> f32 {
        let mut above = [0.0; LOOK / CHUNK];
        let mut many = 0;
        for &highest in highest {
            above[many] = highest;
            many += usize::from(highest > self.bounds[row as usize]);
        }
        if self.room == 0 || many <= self.room {
            return 0.0;
        }
        *above[..many]
            .select_nth_unstable_by(self.room - 1, |a, b| b.total_cmp(a))
            .1
    }

    /// Offers the rows from `first` on, whose similarities these are, to one list.
    #[inline(never)]
    pub fn offer_to(&mut self, list: u32, first: u32, similarities: &[f32]) {
        let mut row = first;
        for chunk in similarities.chunks(CHUNK) {
            let bound = self.bounds[list as usize];
            let is_whole = chunk.first_chunk::<CHUNK>();
            if is_whole.is_none_or(|chunk| any_above(chunk, &[f32::INFINITY; CHUNK], bound)) {
                for (row, &similarity) in (row..).zip(chunk) {
                    self.insert_above(list as usize, row, similarity);
                }
            }
            row += CHUNK as u32;
        }
    }

    /// Offers a row to the list of another. Of rows as similar as the last one of a list those offered first stay: they
    /// must be offered in ascending order.
    #[inline(never)]
    pub fn insert(&mut self, list: u32, row: u32, similarity: f32) {
        self.insert_above(list as usize, row, similarity);
    }

    #[inline(always)]
    fn offer_pair(&mut self, a: u32, b: u32, similarity: f32) {
        self.insert_above(a as usize, b, similarity);
        self.insert_above(b as usize, a, similarity);
    }

    #[inline(always)]
    fn insert_above(&mut self, list: usize, row: u32, similarity: f32) {
        if similarity > self.bounds[list] {
            // Rounding may bring two rows that differ a little above 1.
            let mut moved = entry(row, similarity.min(1.0));
            for held in &mut self.entries[list * self.room..(list + 1) * self.room] {
                let later = moved.min(*held);
                *held = moved.max(*held);
                moved = later;
            }
            self.bounds[list] = self.bound(list);
        }
    }

    #[inline(always)]
    fn bound(&self, list: usize) -> f32 {
        read(self.entries[(list + 1) * self.room - 1]).1
    }
}

/// Whether any similarity is above `own` or above its own bound. By differences, since the compiler would make a branch of
/// each comparison.
#[inline(always)]
fn any_above(similarities: &[f32], bounds: &[f32], own: f32) -> bool {
    let (own, mut above) = (Singles::all(own), Singles::all(0.0));
    let fours = similarities.as_chunks().0.iter();
    for (similarities, bounds) in fours.zip(bounds.as_chunks().0) {
        let bound = Singles::read(bounds).lower(own);
        above = above.higher(Singles::read(similarities) - bound);
    }
    above.any()
}

/// Whether any similarity is above its bound, and the highest.
#[inline(always)]
fn look(similarities: &[f32; CHUNK], bounds: &[f32; CHUNK]) -> (bool, f32) {
    let (mut above, mut most) = (Singles::all(0.0), Singles::all(0.0));
    let fours = similarities.as_chunks().0.iter();
    for (similarities, bounds) in fours.zip(bounds.as_chunks().0) {
        let similarities = Singles::read(similarities);
        above = above.higher(similarities - Singles::read(bounds));
        most = most.higher(similarities);
    }
    (above.any(), most.highest())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_ordered_by_similarity_then_number() {
        assert!(entry(7, 0.5) > entry(3, 0.25) && entry(3, 0.5) > entry(7, 0.5));
        assert_eq!(read(entry(7, 0.75)), (7, 0.75));
        assert!(entry(u32::MAX, f32::MIN_POSITIVE) > 0);
    }

    #[test]
    fn those_above_are_found_wherever_they_stand() {
        let (mut similarities, mut bounds) = ([0.1; CHUNK], [0.5; CHUNK]);
        assert_eq!(look(&similarities, &bounds), (false, 0.1));
        for place in [0, 5, 31] {
            similarities[place] = 0.4;
            assert_eq!(look(&similarities, &bounds), (false, 0.4));
            assert!(!any_above(&similarities, &bounds, 0.5));
            assert!(any_above(&similarities, &bounds, 0.3));
            bounds[place] = 0.3;
            assert_eq!(look(&similarities, &bounds), (true, 0.4));
            assert!(any_above(&similarities, &bounds, 0.5));
            (similarities[place], bounds[place]) = (0.1, 0.5);
        }
    }

    #[test]
    fn lists_hold_the_nearest_of_all_offered() {
        for (rows, room) in [(80, 3), (700, 3), (700, 30), (5_000, 2)] {
            hold_the_nearest(rows, room);
        }
    }

    fn hold_the_nearest(rows: u32, room: usize) {
        let (mut entries, mut bounds) = (vec![0; rows as usize * room], vec![0.0; rows as usize]);
        let similarity = |a: u32, b: u32| ((a * 7 + b * 13 + a * b % 71) % 100) as f32 / 100.0;
        for row in 0..rows {
            let similarities: Vec<f32> = (0..row).map(|other| similarity(row, other)).collect();
            let mut nearest = Nearest {
                room,
                entries: &mut entries,
                bounds: &mut bounds,
            };
            nearest.offer(row, 0, &similarities);
        }
        for row in 0..rows {
            let others = (0..rows).filter(|&other| other != row);
            let mut all: Vec<u64> = others
                .map(|other| entry(other, similarity(row.max(other), row.min(other))))
                .collect();
            all.sort_unstable();
            let best: Vec<u64> = all.into_iter().rev().take(room).collect();
            let at = row as usize * room;
            assert_eq!(entries[at..at + room], best, "row {row}");
        }
    }
}
