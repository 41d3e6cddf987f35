//! Which records hold each token: ascending record numbers as differences of one to five bytes, or, for tokens in more
//! than an eighth of the records, as bits, which are then smaller and faster.

use crate::bits::BitSet;

/// The lists of all entries, in one allocation of their exact size.
#[derive(Clone, Debug, Default)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// Per entry where its list begins, and the end of the last.
    starts: Vec<u32>,
    /// Per entry the number of its records.
    counts: Vec<u32>,
    /// Per entry of very many records its bits.
    dense: Vec<(u32, BitSet)>,
    records: usize,
}

impl Postings {
    /// Records that hold an entry.
    pub(super) fn count(&self, entry: u32) -> u32 {
        self.counts.get(entry as usize).copied().unwrap_or(0)
    }

    /// Adds the records of an entry to a set.
    pub(super) fn add_to(&self, entry: u32, set: &mut BitSet) {
        if let Ok(at) = self.dense.binary_search_by_key(&entry, |(dense, _)| *dense) {
            set.or(&self.dense[at].1);
            return;
        }
        let at = entry as usize;
        let (Some(&start), Some(&end)) = (self.starts.get(at), self.starts.get(at + 1)) else {
            return;
        };
        add_list(&self.bytes[start as usize..end as usize], set.words_mut());
    }
}

/// Reads one list; one call a list, since browsers optimise a function between its calls.
#[inline(never)]
fn add_list(bytes: &[u8], words: &mut [u64]) {
    let (mut next, mut value, mut shift) = (0u32, 0u32, 0u32);
    for &byte in bytes {
        value |= u32::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            next = next.wrapping_add(value);
            if let Some(word) = words.get_mut(next as usize / 64) {
                *word |= 1 << (next % 64);
            }
            next = next.wrapping_add(1);
            (value, shift) = (0, 0);
        }
    }
}

/// Builds the lists in two passes over the records in order: the first measures, the second writes.
#[derive(Debug)]
pub(super) struct PostingsBuilder {
    postings: Postings,
    /// Per entry one past the record seen last in this pass.
    next: Vec<u32>,
    /// Per entry its bytes (first pass), then where to write (second pass).
    cursor: Vec<u32>,
}

impl PostingsBuilder {
    pub(super) fn new(entries: usize, records: usize) -> Self {
        Self {
            postings: Postings {
                counts: vec![0; entries],
                records,
                ..Postings::default()
            },
            next: vec![0; entries],
            cursor: vec![0; entries],
        }
    }

    /// First pass: a record's entries, in any order, repeated or not.
    pub(super) fn measure(&mut self, record: u32, entries: impl Iterator<Item = u32>) {
        for entry in entries {
            let at = entry as usize;
            if self.next[at] <= record {
                self.cursor[at] += length(record - self.next[at]);
                self.postings.counts[at] += 1;
                self.next[at] = record + 1;
            }
        }
    }

    /// Between the passes: room for every list.
    pub(super) fn allocate(&mut self) {
        let many = self.postings.records / 8;
        let mut total = 0u32;
        for (entry, cursor) in (0u32..).zip(&mut self.cursor) {
            if self.postings.counts[entry as usize] as usize > many.max(64) {
                self.postings
                    .dense
                    .push((entry, BitSet::empty(self.postings.records)));
                *cursor = 0;
            }
            self.postings.starts.push(total);
            total += std::mem::replace(cursor, total);
        }
        self.postings.starts.push(total);
        self.postings.bytes = vec![0; total as usize];
        self.next.fill(0);
    }

    /// Second pass: the same calls as in the first.
    pub(super) fn write(&mut self, record: u32, entries: impl Iterator<Item = u32>) {
        for entry in entries {
            let at = entry as usize;
            if self.next[at] > record {
                continue;
            }
            let difference = record - self.next[at];
            self.next[at] = record + 1;
            if self.postings.starts[at] != self.postings.starts[at + 1] {
                let cursor = &mut self.cursor[at];
                *cursor += put(&mut self.postings.bytes[*cursor as usize..], difference);
            } else if let Ok(dense) = self
                .postings
                .dense
                .binary_search_by_key(&entry, |(dense, _)| *dense)
            {
                self.postings.dense[dense].1.insert(record);
            }
        }
    }

    pub(super) fn finish(self) -> Postings {
        self.postings
    }
}

/// Bytes that a difference takes.
const fn length(difference: u32) -> u32 {
    match difference {
        0..=0x7f => 1,
        0x80..=0x3fff => 2,
        0x4000..=0x1f_ffff => 3,
        0x20_0000..=0xfff_ffff => 4,
        _ => 5,
    }
}

/// Writes a difference, seven bits a byte, lowest first; returns its bytes.
fn put(into: &mut [u8], difference: u32) -> u32 {
    let bytes = length(difference);
    for (at, byte) in (0..bytes).zip(into) {
        let part = difference >> (7 * at) & 0x7f;
        let more = if at + 1 < bytes { 0x80 } else { 0 };
        *byte = u8::try_from(part).unwrap_or(0) | more;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    #[test]
    fn lists_sparse_and_dense_hold_what_was_put_in() {
        let mut rng = Rng::new(3);
        let records: Vec<Vec<u32>> = (0..5000)
            .map(|_| {
                (0..20u32)
                    .filter(|&entry| rng.below(u64::from(entry * entry * 9 + 1)) == 0)
                    .collect()
            })
            .collect();
        let mut builder = PostingsBuilder::new(20, records.len());
        (0u32..)
            .zip(&records)
            .for_each(|(i, entries)| builder.measure(i, entries.iter().chain(entries).copied()));
        builder.allocate();
        (0u32..)
            .zip(&records)
            .for_each(|(i, entries)| builder.write(i, entries.iter().chain(entries).copied()));
        let postings = builder.finish();
        assert!(!postings.dense.is_empty());
        for entry in 0..20 {
            let mut set = BitSet::empty(records.len());
            postings.add_to(entry, &mut set);
            let expected = (0u32..)
                .zip(&records)
                .filter(|(_, has)| has.contains(&entry))
                .map(|(i, _)| i);
            assert!(set.iter().eq(expected), "entry {entry}");
            assert_eq!(set.count(), postings.count(entry));
        }
    }

    #[test]
    fn differences_of_every_length_come_back() {
        for difference in [
            0,
            127,
            128,
            16_383,
            16_384,
            2_097_151,
            2_097_152,
            268_435_456,
            u32::MAX - 1,
        ] {
            let mut bytes = [0; 5];
            let length = put(&mut bytes, difference);
            let value = bytes[..length as usize]
                .iter()
                .enumerate()
                .fold(0u64, |value, (i, byte)| value | u64::from(byte & 0x7f) << (7 * i));
            assert_eq!(value, u64::from(difference));
        }
    }
}
