//! A part of a search as bytes, so that it can be done where memory is not shared, and what came of it.
//!
//! An errand is `LLE1`, six numbers, then of each row the length of its sparse part, then all columns, all values, all
//! dense values. Rows from the first of the part on are in it, which is 0 there. An answer is `LLA1`, the room of a list, the number of lists,
//! and their entries. All in little-endian order.

use std::ops::Range;

use super::join::Join;
use super::lists::Lists;
use super::options::Measure;
use super::rows::{Packed, Rows};
use crate::error::{Error, Result};
use crate::job::{Job, Step};
use crate::num::{count, index};
use labelloom_kernels::nearest::moved;

const ERRAND: &[u8; 4] = b"LLE1";
const ANSWER: &[u8; 4] = b"LLA1";

/// Rows of a range to be compared with all behind them, for the k nearest.
pub(super) fn write(rows: &Rows, range: Range<u32>, k: u32) -> Vec<u8> {
    let packed = rows.pack(range.start);
    let values = packed.values.len() + packed.dense.len();
    let mut bytes = Vec::with_capacity(4 * (7 + packed.lengths.len() + packed.columns.len() + values));
    bytes.extend(ERRAND);
    let measure = match packed.measure {
        Measure::Cosine => 0,
        Measure::Distance => 1,
    };
    let (held, width) = (count(packed.columns.len()), count(packed.width));
    let compared = range.end - range.start;
    let head = [k, compared, count(packed.lengths.len()), held, width, measure];
    let numbers = head.iter().chain(&packed.lengths).chain(packed.columns);
    numbers.for_each(|number| bytes.extend(number.to_le_bytes()));
    let values = packed.values.iter().chain(packed.dense);
    values.for_each(|value| bytes.extend(value.to_le_bytes()));
    bytes
}

/// An errand at work. What it makes is the answer.
#[derive(Debug)]
pub struct Errand {
    join: Option<Join>,
}

impl Errand {
    /// Reads an errand.
    ///
    /// # Errors
    /// Bytes that are none.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let join = read(bytes).ok_or_else(|| {
            Error::new(
                "A part of the search can't be read",
                "It is searched where it came from",
            )
        })?;
        Ok(Self { join: Some(join) })
    }
}

impl Job for Errand {
    type Output = Vec<u8>;

    fn step(&mut self) -> Result<Step<Vec<u8>>> {
        let over = || Error::new("This part of the search is over", "Ask for another");
        let join = self.join.as_mut().ok_or_else(over)?;
        if let Some((done, total)) = join.step() {
            return Ok(Step::Working(super::finding::told("comparing rows", done, total)));
        }
        let (_, lists) = self.join.take().ok_or_else(over)?.finish();
        Ok(Step::Done(answer(&lists)))
    }
}

fn read(bytes: &[u8]) -> Option<Join> {
    let mut left = bytes.strip_prefix(ERRAND)?;
    let head = numbers(&mut left, 6)?;
    let [k, compared, all, held, width, measure] = head[..] else {
        return None;
    };
    let packed = Packed {
        lengths: numbers(&mut left, index(all))?,
        columns: &numbers(&mut left, index(held))?,
        values: &values(&mut left, index(held))?,
        dense: &values(&mut left, index(all).checked_mul(index(width))?)?,
        width: index(width),
        measure: match measure {
            0 => Measure::Cosine,
            1 => Measure::Distance,
            _ => return None,
        },
    };
    let is_sound = left.is_empty() && compared <= all;
    let rows = Rows::unpack(&packed).filter(|_| is_sound)?;
    Some(Join::new(rows, 0..compared, k))
}

fn answer(lists: &Lists) -> Vec<u8> {
    let entries = lists.entries();
    let mut bytes = Vec::with_capacity(12 + entries.len() * 8);
    bytes.extend(ANSWER);
    bytes.extend(count(lists.room()).to_le_bytes());
    bytes.extend(lists.len().to_le_bytes());
    entries.iter().for_each(|entry| bytes.extend(entry.to_le_bytes()));
    bytes
}

/// The lists of an answer to an errand whose rows begin at one of so many; none where they are not lists of these.
pub(super) fn read_answer(bytes: &[u8], first: u32, rows: u32) -> Option<Lists> {
    let mut left = bytes.strip_prefix(ANSWER)?;
    let head = numbers(&mut left, 2)?;
    let (room, lists) = (index(head[0]), index(head[1]));
    let (theirs, rest) = left.as_chunks::<8>();
    let is_sound = rest.is_empty()
        && lists.checked_mul(room) == Some(theirs.len())
        && lists.checked_add(index(first)) == Some(index(rows));
    if !is_sound {
        return None;
    }
    let mut entries = vec![0; index(first) * room];
    for &entry in theirs {
        entries.push(moved(u64::from_le_bytes(entry), first));
    }
    Lists::of_entries(entries, rows, room)
}

fn numbers(bytes: &mut &[u8], many: usize) -> Option<Vec<u32>> {
    let (taken, left) = bytes.split_at_checked(many.checked_mul(4)?)?;
    *bytes = left;
    let numbers = taken.as_chunks::<4>().0.iter();
    Some(numbers.map(|number| u32::from_le_bytes(*number)).collect())
}

fn values(bytes: &mut &[u8], many: usize) -> Option<Vec<f32>> {
    Some(numbers(bytes, many)?.into_iter().map(f32::from_bits).collect())
}

#[cfg(test)]
mod tests {
    use super::super::finding::tests::rows_of;
    use super::*;

    #[test]
    fn what_is_no_errand_is_refused() {
        let errand = write(&rows_of(9), 3..7, 2);
        assert!(Errand::read(&errand).is_ok());
        for cut in 0..errand.len() {
            assert!(Errand::read(&errand[..cut]).is_err(), "{cut} bytes");
        }
        let longer = [&errand[..], &[0]].concat();
        assert!(Errand::read(&longer).is_err());
        for place in 4..28 {
            let mut other = errand.clone();
            other[place] ^= 0x40;
            // It may mean something else, but never a panic.
            if let Ok(mut errand) = Errand::read(&other) {
                let _ = crate::job::run(&mut errand);
            }
        }
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        let mut errand = Errand::read(&write(&rows_of(9), 3..7, 2)).unwrap();
        let answer = crate::job::run(&mut errand).unwrap();
        assert!(errand.step().is_err());
        assert!(read_answer(&answer, 3, 9).is_some());
        assert!(read_answer(&answer, 3, 8).is_none(), "a row that is not there");
        for cut in 0..answer.len() {
            assert!(read_answer(&answer[..cut], 3, 9).is_none(), "{cut} bytes");
        }
    }
}
