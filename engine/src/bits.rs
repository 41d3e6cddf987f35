//! Sets of records as dense bits: a million records are 125 kB, and unions, intersections and counts go 64 records at
//! a time.

/// A set over records `0..len`. Bits past `len` are always zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BitSet {
    words: Vec<u64>,
    len: usize,
}

impl BitSet {
    /// The empty set over `len` records.
    #[must_use]
    pub fn empty(len: usize) -> Self {
        Self {
            words: vec![0; len.div_ceil(64)],
            len,
        }
    }

    /// The set of all `len` records.
    #[must_use]
    pub fn full(len: usize) -> Self {
        let mut set = Self {
            words: vec![u64::MAX; len.div_ceil(64)],
            len,
        };
        set.clear_tail();
        set
    }

    /// The set of the records named.
    pub fn from_indices(len: usize, indices: impl IntoIterator<Item = u32>) -> Self {
        let mut set = Self::empty(len);
        for index in indices {
            set.insert(index);
        }
        set
    }

    /// How many records the set ranges over.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether it ranges over no record at all.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The words, 64 records each, record 0 in the lowest bit of word 0.
    #[must_use]
    pub fn words(&self) -> &[u64] {
        &self.words
    }

    /// The words, to be written by a kernel that keeps the bits past `len` zero.
    pub fn words_mut(&mut self) -> &mut [u64] {
        &mut self.words
    }

    /// Puts a record in.
    pub fn insert(&mut self, index: u32) {
        let index = index as usize;
        debug_assert!(index < self.len, "record {index} of {}", self.len);
        self.words[index / 64] |= 1 << (index % 64);
    }

    /// Whether a record is in.
    #[must_use]
    pub fn contains(&self, index: u32) -> bool {
        let index = index as usize;
        self.words
            .get(index / 64)
            .is_some_and(|word| word >> (index % 64) & 1 == 1)
    }

    /// How many records are in.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// How many records are in both.
    #[must_use]
    pub fn count_and(&self, other: &Self) -> u32 {
        self.words
            .iter()
            .zip(&other.words)
            .map(|(a, b)| (a & b).count_ones())
            .sum()
    }

    /// How many records are in this one and not in the other.
    #[must_use]
    pub fn count_without(&self, other: &Self) -> u32 {
        self.words
            .iter()
            .zip(&other.words)
            .map(|(a, b)| (a & !b).count_ones())
            .sum()
    }

    /// Whether each record is in one of some others. The first one that isn't ends the look.
    pub fn is_within<'a>(&self, others: impl Iterator<Item = &'a Self> + Clone) -> bool {
        self.words.iter().enumerate().all(|(at, word)| {
            let held = others
                .clone()
                .filter_map(|other| other.words.get(at))
                .fold(0, |held, word| held | word);
            word & !held == 0
        })
    }

    /// Adds the other's records.
    pub fn or(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a |= b);
    }

    /// Keeps the records that are in the other too.
    pub fn and(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(a, b)| *a &= b);
    }

    /// Takes the other's records out.
    pub fn without(&mut self, other: &Self) {
        self.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(a, b)| *a &= !b);
    }

    /// Turns the set into its complement.
    pub fn invert(&mut self) {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.clear_tail();
    }

    /// The records in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..)
            .zip(&self.words)
            .flat_map(|(block, &word)| Ones(word).map(move |bit| block * 64 + bit))
    }

    fn clear_tail(&mut self) {
        let used = self.len % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

/// The positions of the one bits of a word, lowest first.
struct Ones(u64);

impl Iterator for Ones {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.0 == 0 {
            return None;
        }
        let bit = self.0.trailing_zeros();
        self.0 &= self.0 - 1;
        Some(bit)
    }
}

/// Ranks of a set, made once: finds the i-th record of a selection of millions without walking it.
#[derive(Clone, Debug)]
pub struct Ranked {
    set: BitSet,
    /// Records before each block of [`BLOCK`] words, and the total at the end.
    before: Vec<u32>,
}

/// Words in a block of the rank directory.
const BLOCK: usize = 16;

impl Ranked {
    /// Counts a set's blocks.
    #[must_use]
    pub fn new(set: BitSet) -> Self {
        let mut before = vec![0];
        let mut sum = 0;
        for block in set.words.chunks(BLOCK) {
            sum += block.iter().map(|word| word.count_ones()).sum::<u32>();
            before.push(sum);
        }
        Self { set, before }
    }

    /// How many records are in.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.before.last().copied().unwrap_or(0)
    }

    /// How many records of the set stand before a record, whether that one is in or not.
    #[must_use]
    pub fn before(&self, record: u32) -> u32 {
        let word = (record as usize / 64).min(self.set.words.len());
        let block = word / BLOCK;
        let whole = self.set.words[block * BLOCK..word].iter();
        let part = self.set.words.get(word);
        let below = part.map_or(0, |part| part & ((1 << (record % 64)) - 1));
        self.before.get(block).copied().unwrap_or(0)
            + whole.map(|word| word.count_ones()).sum::<u32>()
            + below.count_ones()
    }

    /// The set itself.
    #[must_use]
    pub const fn set(&self) -> &BitSet {
        &self.set
    }

    /// How many of its records come before a record, which may be none of them.
    #[must_use]
    pub fn rank(&self, index: u32) -> u32 {
        let word = (index as usize / 64).min(self.set.words.len());
        let block = word / BLOCK;
        let whole = self.set.words[block * BLOCK..word].iter();
        let in_words: u32 = whole.map(|word| word.count_ones()).sum();
        let before = (1u64 << (index % 64)) - 1;
        let in_own = self.set.words.get(index as usize / 64).copied().unwrap_or(0) & before;
        self.before.get(block).copied().unwrap_or(0) + in_words + in_own.count_ones()
    }

    /// The records at positions `start..end` of the set, in ascending order.
    pub fn range(&self, start: u32, end: u32) -> impl Iterator<Item = u32> + '_ {
        let block = self
            .before
            .partition_point(|&before| before <= start)
            .saturating_sub(1);
        let skip = start.saturating_sub(self.before.get(block).copied().unwrap_or(0)) as usize;
        let first_word = block * BLOCK;
        let words = self.set.words.get(first_word..).unwrap_or(&[]);
        let base = u32::try_from(first_word * 64).unwrap_or(u32::MAX);
        (0u32..)
            .zip(words)
            .flat_map(move |(offset, &word)| Ones(word).map(move |bit| base + offset * 64 + bit))
            .skip(skip)
            .take(end.saturating_sub(start) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_complement_never_reaches_past_the_last_record() {
        let mut set = BitSet::from_indices(70, [0, 69]);
        set.invert();
        assert_eq!(set.count(), 68);
        assert_eq!(BitSet::full(70).count(), 70);
        assert_eq!(set.iter().last(), Some(68));
    }

    #[test]
    fn ranges_are_slices_of_the_whole_list() {
        let set = BitSet::from_indices(5000, (0..5000).filter(|i| i % 3 == 0 || i % 7 == 0));
        let all: Vec<u32> = set.iter().collect();
        let ranked = Ranked::new(set);
        for index in [0, 1, 63, 64, 1023, 1024, 1025, 4998, 4999, 5000, 9000] {
            let before = all.iter().filter(|&&record| record < index).count();
            assert_eq!(ranked.rank(index) as usize, before, "{index}");
        }
        let count = ranked.count();
        assert_eq!(count as usize, all.len());
        for record in [0, 1, 63, 64, 1023, 1024, 2500, 4999, 5000, 9000] {
            let before = all.iter().filter(|&&other| other < record).count();
            assert_eq!(ranked.before(record) as usize, before, "{record}");
        }
        for (start, end) in [(0, 5), (1020, 1100), (2000, 9000), (count, count + 3)] {
            let expected: Vec<u32> = all
                .iter()
                .copied()
                .skip(start as usize)
                .take((end - start) as usize)
                .collect();
            assert_eq!(
                ranked.range(start, end).collect::<Vec<_>>(),
                expected,
                "{start}..{end}"
            );
        }
    }
}
