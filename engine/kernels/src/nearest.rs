//! The nearest of each row: lists of fixed room, in order, and the similarity that a row must have to come into each.

pub use crate::chunk::CHUNK;
use crate::chunk::{Places, above, eights, highest, joined};
use crate::lanes::Singles;

/// Chunks that are looked at before anything comes into a row's own list.
const CHUNKS: usize = 128;

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

/// What similarities to a [`CHUNK`] of rows must be above before they are looked at one by one, every fourth its own.
pub type Floor = [f32; 4];

/// An entry of a row that is so many rows farther on. Beyond the last row there is none; what is read is then a row past
/// all others.
#[must_use]
pub const fn moved(entry: u64, by: u32) -> u64 {
    let (row, similarity) = read(entry);
    match (entry, row.checked_add(by)) {
        (0, _) => 0,
        (_, Some(row)) => self::entry(row, similarity),
        (_, None) => self::entry(u32::MAX, similarity),
    }
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
    /// Per [`CHUNK`] of lists the lowest bound of every fourth of them, or less.
    pub floors: &'a mut [Floor],
}

#[expect(clippy::cast_possible_truncation, reason = "rows are numbered in 32 bits")]
impl Nearest<'_> {
    /// Offers the rows from `first` on, whose similarities to `row` these are, to its list, and `row` to theirs.
    #[inline(never)]
    pub fn offer(&mut self, row: u32, first: u32, similarities: &[f32]) {
        let before = (first as usize).next_multiple_of(CHUNK) - first as usize;
        let (before, aligned) = similarities.split_at(before.min(similarities.len()));
        self.offer_pairs(row, first, before);
        let first = first + before.len() as u32;
        for (first, some) in (first..)
            .step_by(CHUNKS * CHUNK)
            .zip(aligned.chunks(CHUNKS * CHUNK))
        {
            let (whole, rest) = some.as_chunks();
            if self.bounds[row as usize] > 0.0 {
                self.offer_on(row, first, whole);
            } else {
                self.offer_first(row, first, whole);
            }
            self.offer_pairs(row, first + (whole.len() * CHUNK) as u32, rest);
        }
    }

    /// Offers whole chunks where the row's own list is full, both ways at once.
    #[inline(never)]
    fn offer_on(&mut self, row: u32, first: u32, chunks: &[[f32; CHUNK]]) {
        let at = first as usize / CHUNK;
        let mut own = self.bounds[row as usize];
        for (at, chunk) in (at..at + chunks.len()).zip(chunks) {
            let least = Singles::read(&self.floors[at]).lower(Singles::all(own));
            if highest(chunk).above(least) != 0 && self.is_any_above(at, chunk, own) {
                self.offer_chunk(row, at, chunk);
                own = self.bounds[row as usize];
            }
        }
    }

    #[inline(never)]
    fn offer_chunk(&mut self, row: u32, at: usize, chunk: &[f32; CHUNK]) {
        let own = self.bounds[row as usize];
        for place in self.places_above(at, chunk, own) {
            self.offer_pair(row, (at * CHUNK + place) as u32, chunk[place]);
        }
    }

    /// The same where it is not: such a list takes nearly all that comes, so its rows are taken from the chunks that hold
    /// the most similar ones.
    #[inline(never)]
    fn offer_first(&mut self, row: u32, first: u32, chunks: &[[f32; CHUNK]]) {
        let mut heights = [[0.0; 4]; CHUNKS];
        let at = first as usize / CHUNK;
        for ((at, chunk), height) in (at..).zip(chunks).zip(&mut heights) {
            let of_chunk = highest(chunk);
            of_chunk.write(height);
            let is_worth_it = of_chunk.above(Singles::read(&self.floors[at])) != 0;
            if is_worth_it && self.is_any_above(at, chunk, f32::INFINITY) {
                self.offer_to_others(row, at, chunk);
            }
        }
        self.take_highest(row, first, chunks, &heights[..chunks.len()]);
    }

    #[inline(never)]
    fn offer_to_others(&mut self, row: u32, at: usize, chunk: &[f32; CHUNK]) {
        for place in self.places_above(at, chunk, f32::INFINITY) {
            self.insert_above(at * CHUNK + place, row, chunk[place]);
        }
    }

    /// Takes the most similar rows into the row's list, given how high every fourth of each chunk comes.
    #[inline(never)]
    fn take_highest(&mut self, row: u32, first: u32, chunks: &[[f32; CHUNK]], heights: &[[f32; 4]]) {
        let least = least(heights, self.room).max(self.bounds[row as usize]);
        let least = Singles::all(least);
        let mut found = [0u32; CHUNKS / 32];
        for (found, heights) in found.iter_mut().zip(heights.chunks(32)) {
            for (at, height) in heights.iter().enumerate() {
                *found |= u32::from(Singles::read(height).above(least) != 0) << at;
            }
        }
        for (some, found) in found.into_iter().enumerate() {
            for at in Places(found) {
                let at = some * 32 + at;
                for place in Places(above(&chunks[at], |_| least)) {
                    let other = first + (at * CHUNK + place) as u32;
                    self.insert_above(row as usize, other, chunks[at][place]);
                }
            }
        }
    }

    /// Whether any of a chunk is above `own` or above the bound of its list. Where none is, the floor was too low.
    #[inline(always)]
    fn is_any_above(&mut self, at: usize, chunk: &[f32; CHUNK], own: f32) -> bool {
        let Some(bounds) = self.bounds[at * CHUNK..].first_chunk::<CHUNK>() else {
            return false;
        };
        let (chunk, bounds, own) = (eights(chunk), eights(bounds), Singles::all(own));
        let over = |at: usize| chunk[at] - bounds[at].lower(own);
        joined(bounds, Singles::lower).write(&mut self.floors[at]);
        joined(std::array::from_fn(over), Singles::higher).above(Singles::all(0.0)) != 0
    }

    /// The places of a chunk that are above `own` or above the bounds of their lists.
    #[inline(always)]
    fn places_above(&self, at: usize, chunk: &[f32; CHUNK], own: f32) -> Places {
        let bounds = self.bounds[at * CHUNK..].as_chunks::<4>().0;
        let own = Singles::all(own);
        Places(above(chunk, |at| Singles::read(&bounds[at]).lower(own)))
    }

    /// Offers the rows from `first` on, whose similarities these are, to one list.
    #[inline(never)]
    pub fn offer_to(&mut self, list: u32, first: u32, similarities: &[f32]) {
        let (chunks, rest) = similarities.as_chunks();
        for (first, chunk) in (first..).step_by(CHUNK).zip(chunks) {
            if highest(chunk).above(Singles::all(self.bounds[list as usize])) != 0 {
                self.insert_some(list, first, chunk);
            }
        }
        self.insert_some(list, first + (chunks.len() * CHUNK) as u32, rest);
    }

    #[inline(always)]
    fn insert_some(&mut self, list: u32, first: u32, similarities: &[f32]) {
        for (row, &similarity) in (first..).zip(similarities) {
            self.insert_above(list as usize, row, similarity);
        }
    }

    /// Offers a row to the list of another. Of rows as similar as the last one of a list those offered first stay: they
    /// must be offered in ascending order.
    #[inline(never)]
    pub fn insert(&mut self, list: u32, row: u32, similarity: f32) {
        self.insert_above(list as usize, row, similarity);
    }

    #[inline(always)]
    fn offer_pairs(&mut self, row: u32, first: u32, similarities: &[f32]) {
        for (other, &similarity) in (first..).zip(similarities) {
            self.offer_pair(row, other, similarity);
        }
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
            let new = entry(row, similarity.min(1.0));
            let held = &mut self.entries[list * self.room..(list + 1) * self.room];
            // From the end, so that no place waits for another.
            for at in (1..held.len()).rev() {
                held[at] = held[at].max(new.min(held[at - 1]));
            }
            held[0] = held[0].max(new);
            self.bounds[list] = self.bound(list);
        }
    }

    #[inline(always)]
    fn bound(&self, list: usize) -> f32 {
        read(self.entries[(list + 1) * self.room - 1]).1
    }
}

/// What the nearest of a row are above, where there are more than its list has room for, given how high every fourth of
/// each chunk comes.
#[inline(always)]
fn least(heights: &[[f32; 4]], room: usize) -> f32 {
    // Three times as many as wanted are quick to select from, and tell nearly as much as all.
    let kept = (3 * room).div_ceil(4).clamp(1, CHUNKS);
    let (mut tops, mut bits) = ([[0.0; 4]; CHUNKS], [0; 4 * CHUNKS]);
    let (tops, bits) = (&mut tops[..kept], &mut bits[..4 * kept]);
    for heights in heights.chunks(kept) {
        for (top, height) in tops.iter_mut().zip(heights) {
            Singles::read(top).higher(Singles::read(height)).write(top);
        }
    }
    if room == 0 || bits.len() <= room {
        return 0.0;
    }
    // Numbers that are not negative are in the order of their bits.
    let tops = tops.as_flattened().iter();
    bits.iter_mut()
        .zip(tops)
        .for_each(|(bits, top)| *bits = top.to_bits());
    let (_, least, _) = bits.select_nth_unstable(bits.len() - room);
    f32::from_bits(least.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_ordered_by_similarity_then_number() {
        assert!(entry(7, 0.5) > entry(3, 0.25) && entry(3, 0.5) > entry(7, 0.5));
        assert_eq!(read(entry(7, 0.75)), (7, 0.75));
        assert!(entry(u32::MAX, f32::MIN_POSITIVE) > 0);
        assert_eq!((moved(entry(7, 0.5), 3), moved(0, 3)), (entry(10, 0.5), 0));
        assert_eq!(read(moved(entry(7, 0.5), u32::MAX)).0, u32::MAX);
    }

    #[test]
    fn those_above_are_found_wherever_they_stand() {
        let (mut similarities, mut bounds) = ([0.1; CHUNK], [0.5; CHUNK]);
        let found = |similarities: &[f32; CHUNK], bounds: &mut [f32; CHUNK], own: f32| {
            let mut floors = [[0.0; 4]];
            let mut nearest = Nearest {
                room: 0,
                entries: &mut [],
                bounds,
                floors: &mut floors,
            };
            let is_any = nearest.is_any_above(0, similarities, own);
            let places: Vec<usize> = nearest.places_above(0, similarities, own).collect();
            assert_eq!(is_any, !places.is_empty());
            (places, floors[0])
        };
        for place in [0, 5, 31] {
            similarities[place] = 0.4;
            assert!(highest(&similarities).above(Singles::all(0.3)) != 0);
            assert!(highest(&similarities).above(Singles::all(0.4)) == 0);
            assert_eq!(found(&similarities, &mut bounds, 0.5), (vec![], [0.5; 4]));
            assert_eq!(found(&similarities, &mut bounds, 0.3).0, [place]);
            bounds[place] = 0.3;
            let mut floor = [0.5; 4];
            floor[place % 4] = 0.3;
            assert_eq!(found(&similarities, &mut bounds, 1.0), (vec![place], floor));
            similarities[place] = 0.1;
            assert_eq!(found(&similarities, &mut bounds, 1.0), (vec![], floor));
            bounds[place] = 0.5;
        }
    }

    #[test]
    fn the_least_is_below_as_many_as_there_is_room_for() {
        let heights: Vec<[f32; 4]> = (0..CHUNKS).map(|at| [0.0, at as f32, 2.0, 1.0]).collect();
        assert_eq!(least(&heights, 0), 0.0);
        assert_eq!(least(&heights[..2], 3), 1.0f32.next_down());
        assert_eq!(least(&heights[..1], 7), 0.0);
        for room in [1, 10, 100, 600] {
            let least = least(&heights, room);
            let above = heights.as_flattened().iter().filter(|&&height| height > least);
            assert!(
                above.count() >= room.min(3 * CHUNKS - 1),
                "room {room}, above {least}"
            );
        }
    }

    #[test]
    fn lists_hold_the_nearest_of_all_offered() {
        for (rows, room) in [(80, 3), (700, 3), (700, 30), (5_000, 2)] {
            hold_the_nearest(rows, room, usize::MAX);
            hold_the_nearest(rows, room, 517);
        }
    }

    /// Rows are offered in pieces of some length, or all that come before one at once.
    fn hold_the_nearest(rows: u32, room: usize, piece: usize) {
        let (mut entries, mut bounds) = (vec![0; rows as usize * room], vec![0.0; rows as usize]);
        let mut floors = vec![[0.0; 4]; (rows as usize).div_ceil(CHUNK)];
        let similarity = |a: u32, b: u32| ((a * 7 + b * 13 + a * b % 71) % 100) as f32 / 100.0;
        for row in 0..rows {
            let similarities: Vec<f32> = (0..row).map(|other| similarity(row, other)).collect();
            let mut nearest = Nearest {
                room,
                entries: &mut entries,
                bounds: &mut bounds,
                floors: &mut floors,
            };
            let mut first = 0;
            for some in similarities.chunks(piece) {
                nearest.offer(row, first, some);
                first += u32::try_from(some.len()).unwrap();
            }
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
