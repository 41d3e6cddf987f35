//! An order of byte strings in which what is alike stands near: gzip finds a repetition only within the last 32 kB.
//!
//! Likeness is counted in shingles, the runs of a few bytes that a string holds. The chain starts with the longest
//! string and goes on with the one whose shared shingles are, for the most part, among those placed a short while ago.

use std::cmp::{Ordering, Reverse};

/// Bytes of a shingle. Shorter ones are everywhere, longer ones miss what differs in one number.
const SHINGLE: usize = 6;

/// A shingle of more strings than this says little about any of them, and would cost the most time.
const COMMON: usize = 300;

/// How many bytes back a shingle counts: almost gzip's reach, and once more where it is near, since gzip writes a near
/// repetition in fewer bits.
const REACHES: [usize; 2] = [30_000, 1_000];

/// Added to a string's shingles before the share is taken: without it the shortest strings would always win.
const DAMPING: u64 = 100;

/// The places of the strings, rearranged: each once. The same strings give the same order.
pub(super) fn order(strings: &[&[u8]]) -> Vec<usize> {
    let shingles = Shingles::of(strings);
    let mut chain = Chain {
        strings,
        shingles: &shingles,
        scores: vec![0; strings.len()],
        placed: vec![false; strings.len()],
        order: Vec::with_capacity(strings.len()),
    };
    let mut windows = REACHES.map(|reach| Window::new(reach, shingles.holders.len()));
    let mut longest_first: Vec<usize> = (0..strings.len()).collect();
    longest_first.sort_by_key(|&string| Reverse(strings[string].len()));
    // Where nothing unplaced shares anything with the windows, the chain goes on with the longest string that is left.
    let mut longest = longest_first.into_iter();
    while let Some(string) = chain
        .likest()
        .or_else(|| longest.find(|&string| !chain.placed[string]))
    {
        chain.place(string, &mut windows);
    }
    chain.order
}

/// Which string holds which shingle, without those that only one string holds or too many do.
struct Shingles {
    /// For each string, the numbers of its shingles.
    held: Vec<Vec<usize>>,
    /// For each shingle's number, the strings.
    holders: Vec<Vec<usize>>,
}

impl Shingles {
    fn of(strings: &[&[u8]]) -> Self {
        let mut pairs = Vec::new();
        for (string, bytes) in strings.iter().enumerate() {
            pairs.extend(bytes.windows(SHINGLE).map(|shingle| (number(shingle), string)));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let mut held = vec![Vec::new(); strings.len()];
        let mut holders = Vec::new();
        for same in pairs.chunk_by(|a, b| a.0 == b.0) {
            if (2..=COMMON).contains(&same.len()) {
                for &(_, string) in same {
                    held[string].push(holders.len());
                }
                holders.push(same.iter().map(|&(_, string)| string).collect());
            }
        }
        Self { held, holders }
    }
}

/// A shingle as one number, quicker to compare.
fn number(shingle: &[u8]) -> u64 {
    shingle
        .iter()
        .fold(0, |number, &byte| number << 8 | u64::from(byte))
}

/// The order as far as it has grown.
struct Chain<'a> {
    strings: &'a [&'a [u8]],
    shingles: &'a Shingles,
    /// For each string, how many of its shingles are in the windows, summed over these.
    scores: Vec<u64>,
    placed: Vec<bool>,
    order: Vec<usize>,
}

impl Chain<'_> {
    /// The unplaced string with the largest share of its shingles in the windows, the first of equals; none where
    /// nothing is shared.
    fn likest(&self) -> Option<usize> {
        let mut best = None;
        for (string, &score) in self.scores.iter().enumerate() {
            if score > 0 && !self.placed[string] {
                let share = (score, self.shingles.held[string].len() as u64 + DAMPING);
                if best.is_none_or(|(_, known)| compare(share, known) == Ordering::Greater) {
                    best = Some((string, share));
                }
            }
        }
        best.map(|(string, _)| string)
    }

    fn place(&mut self, string: usize, windows: &mut [Window]) {
        self.placed[string] = true;
        self.order.push(string);
        for window in windows {
            window.enter(string, self);
            while window.bytes > window.reach && window.oldest + 1 < self.order.len() {
                window.leave(self);
            }
        }
    }
}

/// Compares two fractions without rounding.
fn compare(a: (u64, u64), b: (u64, u64)) -> Ordering {
    (a.0 * b.1).cmp(&(b.0 * a.1))
}

/// The last strings of the order, as many as fit into a reach, and always the very last.
struct Window {
    reach: usize,
    bytes: usize,
    /// Where in the order the window begins.
    oldest: usize,
    /// For each shingle, how many strings in the window hold it.
    counts: Vec<usize>,
}

impl Window {
    fn new(reach: usize, shingles: usize) -> Self {
        Self {
            reach,
            bytes: 0,
            oldest: 0,
            counts: vec![0; shingles],
        }
    }

    fn enter(&mut self, string: usize, chain: &mut Chain) {
        self.bytes += chain.strings[string].len();
        for &shingle in &chain.shingles.held[string] {
            if self.counts[shingle] == 0 {
                for &holder in &chain.shingles.holders[shingle] {
                    chain.scores[holder] += 1;
                }
            }
            self.counts[shingle] += 1;
        }
    }

    fn leave(&mut self, chain: &mut Chain) {
        let string = chain.order[self.oldest];
        self.oldest += 1;
        self.bytes -= chain.strings[string].len();
        for &shingle in &chain.shingles.held[string] {
            self.counts[shingle] -= 1;
            if self.counts[shingle] == 0 {
                for &holder in &chain.shingles.holders[shingle] {
                    chain.scores[holder] -= 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_alike_stands_together() {
        let strings: [&[u8]; 6] = [
            b"the first likes long words",
            b"0123456789",
            b"the first likes short words",
            b"",
            b"0123456789abc",
            b"nobody's kin",
        ];
        assert_eq!(order(&strings), [2, 0, 4, 1, 5, 3]);
    }

    #[test]
    fn every_string_stands_in_the_order_once() {
        // More than a window of them, all kin of some others.
        let strings: Vec<Vec<u8>> = (0..2000u32)
            .map(|i| format!("{:030} {:030}", i % 40, i % 31).into_bytes())
            .collect();
        let strings: Vec<&[u8]> = strings.iter().map(Vec::as_slice).collect();
        let found = order(&strings);
        assert_eq!(found, order(&strings), "the same again");
        let mut sorted = found;
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..strings.len()));
    }
}
