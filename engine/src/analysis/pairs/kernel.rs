//! The innermost loop of pairs: how many records two sets share within a block.

/// Words of 64 records in a block: 512 bytes a set, so that dozens of sets stay in the first-level cache and hundreds
/// in the second. As many as a word has bits, for [`Block::filled`].
pub(super) const BLOCK: usize = 64;

/// Below this many words with records in both sets these words are looked at one by one, else all of them in a row.
const FEW: u32 = 20;

/// One set's words of a block.
#[derive(Clone, Debug)]
pub(super) struct Block {
    words: [u64; BLOCK],
    /// Bit w: whether word w has any record.
    filled: u64,
}

impl Default for Block {
    fn default() -> Self {
        Self {
            words: [0; BLOCK],
            filled: 0,
        }
    }
}

impl Block {
    /// A piece of a set, at most a block long.
    pub(super) fn of(piece: &[u64]) -> Self {
        let mut block = Self::default();
        block.words[..piece.len()].copy_from_slice(piece);
        block.fill();
        block
    }

    /// Whether it has no record.
    pub(super) const fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// Adds another set's records.
    pub(super) fn join(&mut self, other: &Self) {
        self.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(word, other)| *word |= other);
        self.filled |= other.filled;
    }

    /// The records that are in another set too.
    pub(super) fn within(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.words
            .iter_mut()
            .zip(&other.words)
            .for_each(|(word, other)| *word &= other);
        both.fill();
        both
    }

    /// The records that aren't in, past the end of the corpus too: only to be met with sets that end there.
    pub(super) fn complement(mut self) -> Self {
        self.words.iter_mut().for_each(|word| *word = !*word);
        self.fill();
        self
    }

    fn fill(&mut self) {
        let filled = (0u32..).zip(&self.words).filter(|(_, word)| **word != 0);
        self.filled = filled.fold(0, |filled, (bit, _)| filled | 1 << bit);
    }
}

/// Adds to each count how many records a set shares with the set at the count's place.
#[inline(never)]
pub(super) fn meet_all(set: &Block, others: &[Block], counts: &mut [u32]) {
    if set.is_empty() {
        return;
    }
    for (other, count) in others.iter().zip(counts) {
        let common = set.filled & other.filled;
        *count += if common.count_ones() < FEW {
            meet_few(set, other, common)
        } else {
            meet(set, other)
        };
    }
}

fn meet(one: &Block, other: &Block) -> u32 {
    one.words
        .iter()
        .zip(&other.words)
        .map(|(a, b)| (a & b).count_ones())
        .sum()
}

fn meet_few(one: &Block, other: &Block, mut common: u64) -> u32 {
    let mut met = 0;
    while common != 0 {
        let at = common.trailing_zeros() as usize;
        met += (one.words[at] & other.words[at]).count_ones();
        common &= common - 1;
    }
    met
}
