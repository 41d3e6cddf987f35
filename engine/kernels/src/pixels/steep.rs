//! Where brightness changes steeply.

use super::{BLOCK, filled};
use crate::whole::{Bytes, Shorts, Words};

/// How many pixels of a row between two others have a Sobel gradient whose square is at least a bound. Each row has its
/// first and its last pixel once more.
#[inline(never)]
#[must_use]
pub fn steep(above: &[u8], own: &[u8], below: &[u8], least: i32) -> u32 {
    let columns = own.len().saturating_sub(2);
    let mut counts = [Words::all(0); 2];
    let mut at = 0;
    while at + BLOCK <= own.len() {
        let [low, high] = steep_eight([part(above, at), part(own, at), part(below, at)], least);
        counts = [counts[0].add(low), counts[1].add(high)];
        at += 8;
    }
    let mut count: u32 = counts.iter().flat_map(|count| count.array()).sum();
    while at < columns {
        let last = |row: &[u8]| filled(&row[at..row.len().min(at + BLOCK)]);
        let flags = steep_eight([last(above), last(own), last(below)], least);
        let flags = flags.iter().flat_map(|flags| flags.array());
        count += flags.take(columns - at).sum::<u32>();
        at += 8;
    }
    count
}

/// Sixteen bytes that are there.
#[inline(always)]
fn part(row: &[u8], at: usize) -> [u8; BLOCK] {
    row.get(at..)
        .and_then(|row| row.first_chunk())
        .copied()
        .unwrap_or_default()
}

/// 1 for each of eight columns whose gradient is steep, else 0; the first is the second of the sixteen.
#[inline(always)]
fn steep_eight([above, own, below]: [[u8; BLOCK]; 3], least: i32) -> [Words; 2] {
    let ([above, own], below) = (
        [Bytes::read(&above).wide(), Bytes::read(&own).wide()],
        Bytes::read(&below).wide(),
    );
    let sum = |at: usize| above[at].add(own[at]).add(own[at]).add(below[at]);
    let difference = |at: usize| below[at].less(above[at]);
    let (sums, differences) = ([sum(0), sum(1)], [difference(0), difference(1)]);
    let dx = Shorts::from_third(sums).less(sums[0]);
    let middle = Shorts::from_second(differences);
    let dy = differences[0]
        .add(middle)
        .add(middle)
        .add(Shorts::from_third(differences));
    let [low, high] = dx.in_turn(dy);
    let least = Words::all(least);
    [low.dot(low).at_least(least), high.dot(high).at_least(least)]
}
