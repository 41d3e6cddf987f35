//! Sums of bytes.

use super::{RUN, split_filled};
use crate::whole::{Bytes, Words};

/// The sum of bytes, and that of their squares.
#[inline(never)]
#[must_use]
pub fn moments(bytes: &[u8]) -> [u64; 2] {
    let mut sums = [0; 2];
    for run in bytes.chunks(RUN) {
        let (mut sum, mut squares) = (Words::all(0), Words::all(0));
        let mut rest = run;
        while !rest.is_empty() {
            let bytes;
            (bytes, rest) = split_filled::<16>(rest);
            let [low, high] = Bytes::read(&bytes).wide();
            sum = sum.add(low.pairs()).add(high.pairs());
            squares = squares.add(low.dot(low)).add(high.dot(high));
        }
        sums[0] += sum.sum().unsigned_abs();
        sums[1] += squares.sum().unsigned_abs();
    }
    sums
}

/// The pixels that each pixel of a smaller row covers: where they begin, and how much of each.
#[derive(Clone, Debug, Default)]
pub struct Covers {
    /// Per new pixel the first that it covers.
    pub firsts: Vec<usize>,
    /// Per new pixel where its parts begin, and the end.
    pub starts: Vec<usize>,
    /// Parts of all, one new pixel after the other.
    pub parts: Vec<u64>,
}

/// Adds bytes to sums, so many times.
#[inline(never)]
pub fn add_weighed(row: &[u8], weight: u32, sums: &mut [u32]) {
    let ((bytes, last), (cells, last_sums)) = (row.as_chunks::<16>(), sums.as_chunks_mut::<16>());
    let weights = Words::all(weight.cast_signed());
    for (bytes, cells) in bytes.iter().zip(cells) {
        let [low, high] = Bytes::read(bytes).wide();
        let ([first, second], [third, fourth]) = (low.wide(), high.wide());
        if let ([a, b, c, d], _) = cells.as_chunks_mut::<4>() {
            *a = Words::read(a).add(first.times(weights)).array();
            *b = Words::read(b).add(second.times(weights)).array();
            *c = Words::read(c).add(third.times(weights)).array();
            *d = Words::read(d).add(fourth.times(weights)).array();
        }
    }
    for (sum, byte) in last_sums.iter_mut().zip(last) {
        *sum += weight * u32::from(*byte);
    }
}

/// Adds what new pixels cover of a row of sums over old ones to theirs; all channels alike.
#[inline(never)]
pub fn add_covered(row: &[u32], channels: usize, covers: &Covers, sums: &mut [u64]) {
    let spans = covers.starts.windows(2).zip(&covers.firsts);
    for (sums, (span, &first)) in sums.chunks_exact_mut(channels).zip(spans) {
        let pixels = row[first * channels..].chunks_exact(channels);
        for (pixel, part) in pixels.zip(&covers.parts[span[0]..span[1]]) {
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += part * u64::from(*value);
            }
        }
    }
}
