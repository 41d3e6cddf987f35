//! What terms are looked for in: the index, the words that are frequent enough to be part of a term, and a record's
//! tokens as numbers of these.

use crate::num::count;
use crate::text::TextIndex;

/// No number.
pub(super) const NONE: u32 = u32::MAX;

/// How often a term must be found to be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    /// Records that must hold a term.
    pub(super) records: u32,
    /// Times a phrase must be found in the sample.
    pub(super) in_sample: u32,
}

/// The words that are in enough records, by number.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Per group its number, or [`NONE`].
    number: Vec<u32>,
    /// Per number its group.
    groups: Vec<u32>,
}

impl Words {
    /// The words in at least so many records; a word that stands there in two cases counts twice here.
    pub(super) fn new(index: &TextIndex, least: u32) -> Self {
        let vocabulary = index.vocabulary();
        let mut words = Self::default();
        for group in vocabulary.groups() {
            let is_frequent = is_word(index, group) && entries_count(index, group) >= least;
            words.number.push(if is_frequent {
                count(words.groups.len())
            } else {
                NONE
            });
            if is_frequent {
                words.groups.push(group);
            }
        }
        words
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.groups.len()
    }

    /// The group of a number.
    pub(super) fn group(&self, number: u32) -> u32 {
        self.groups[number as usize]
    }

    /// The number of a group, or [`NONE`].
    pub(super) fn number(&self, group: u32) -> u32 {
        self.number[group as usize]
    }

    /// The folded form of a number.
    pub(super) fn text<'a>(&self, index: &'a TextIndex, number: u32) -> &'a str {
        index.vocabulary().folded(self.group(number))
    }
}

/// Whether a group is a word and no symbol.
pub(super) fn is_word(index: &TextIndex, group: u32) -> bool {
    let vocabulary = index.vocabulary();
    let mut entries = vocabulary.entries(group).iter();
    entries.next().is_some_and(|&entry| !vocabulary.is_symbol(entry))
}

/// Records of a group's entries, added up: what a group is in, at most.
pub(super) fn entries_count(index: &TextIndex, group: u32) -> u32 {
    let entries = index.vocabulary().entries(group).iter();
    entries.map(|&entry| index.entry_count(entry)).sum()
}

/// What candidates are found and counted in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground<'a> {
    pub(super) index: &'a TextIndex,
    pub(super) words: &'a Words,
    /// The records in which phrases are found, ascending.
    pub(super) sample: &'a [u32],
    pub(super) bounds: Bounds,
}

/// A record's tokens.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The groups of its words, in order.
    pub(super) groups: Vec<u32>,
    /// Their numbers among the frequent words, or [`NONE`].
    pub(super) words: Vec<u32>,
    /// The groups of its symbols, in order.
    pub(super) symbols: Vec<u32>,
}

impl Line {
    /// Reads a record.
    pub(super) fn read(&mut self, index: &TextIndex, words: &Words, record: u32) {
        let vocabulary = index.vocabulary();
        self.groups.clear();
        self.symbols.clear();
        self.groups
            .extend(index.word_entries(record).map(|entry| vocabulary.group_of(entry)));
        self.symbols.extend(
            index
                .symbol_entries(record)
                .map(|entry| vocabulary.group_of(entry)),
        );
        self.words.clear();
        self.words
            .extend(self.groups.iter().map(|&group| words.number(group)));
    }
}
