//! What conditions are asked about: the records and their index; and one text, read, to be marked.

use std::ops::Range;
use std::sync::Arc;

use super::condition::{Condition, Leaf};
use crate::bits::BitSet;
use crate::corpus::Corpus;
use crate::num::count;
use crate::text::{TextIndex, Tokenizer};

/// The records and their index.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The texts.
    pub corpus: &'a Corpus,
    /// The index of the same texts.
    pub index: &'a TextIndex,
    /// Records that a leaf, by its print, was found to match: what a [`ScanJob`] left.
    pub scanned: &'a [(String, BitSet)],
}

impl Source<'_> {
    /// n.
    #[must_use]
    pub fn records(&self) -> usize {
        self.index.records()
    }
}

/// A token of a text being marked.
#[derive(Clone, Copy, Debug)]
pub struct TextToken {
    /// Its entry in the vocabulary; every token of an indexed text has one.
    pub entry: u32,
    /// The entry's group.
    pub group: u32,
    /// Whether it is a word.
    pub is_word: bool,
    /// First byte in the text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// A text with its tokens.
#[derive(Debug)]
pub struct ReadText<'a> {
    /// The text.
    pub text: &'a str,
    /// The index it belongs to.
    pub index: &'a TextIndex,
    /// Its tokens in order.
    pub tokens: Vec<TextToken>,
}

impl<'a> ReadText<'a> {
    /// Reads a text of the index.
    #[must_use]
    pub fn new(text: &'a str, index: &'a TextIndex) -> Self {
        let mut tokens = Vec::new();
        let vocabulary = index.vocabulary();
        Tokenizer::default().each(text, &mut |token| {
            if let Some(entry) = vocabulary.exact(token.text) {
                let group = vocabulary.group_of(entry);
                let (start, end, is_word) = (token.start, token.end, token.is_word);
                tokens.push(TextToken {
                    entry,
                    group,
                    is_word,
                    start,
                    end,
                });
            }
        });
        Self { text, index, tokens }
    }
}

/// Texts looked at in one step of a scan.
const STEP: u32 = 4096;

/// Finds the records of a condition's scanning leaves a few thousand texts at a time, so that whoever runs it can
/// answer between the steps and drop it when the query has changed.
#[derive(Debug, Default)]
pub struct ScanJob {
    leaves: Vec<Arc<dyn Leaf>>,
    done: Vec<(String, BitSet)>,
    found: BitSet,
    at: u32,
}

impl ScanJob {
    /// A job for the leaves of a condition that scan.
    #[must_use]
    pub fn new(condition: &Condition, source: &Source<'_>) -> Self {
        let mut leaves = Vec::new();
        condition.leaves(&mut |leaf| {
            if leaf.scans(source)
                && !leaves
                    .iter()
                    .any(|known: &Arc<dyn Leaf>| known.print() == leaf.print())
            {
                leaves.push(Arc::clone(leaf));
            }
        });
        leaves.reverse();
        Self {
            leaves,
            done: Vec::new(),
            found: BitSet::empty(source.records()),
            at: 0,
        }
    }

    /// Looks at some more texts and says how many are done of how many; none is left when it returns `None`.
    pub fn step(&mut self, source: &Source<'_>) -> Option<(u64, u64)> {
        let n = count(source.records());
        let leaf = self.leaves.last()?;
        let range = self.at..n.min(self.at + STEP);
        let mut part = range_set(n, &range);
        leaf.retain(source, &mut part);
        self.found.or(&part);
        self.at = range.end;
        if self.at == n {
            let found = std::mem::replace(&mut self.found, BitSet::empty(n as usize));
            self.done.push((leaf.print(), found));
            self.leaves.pop();
            self.at = 0;
        }
        let total = u64::from(n) * (self.leaves.len() + self.done.len()) as u64;
        let done = u64::from(n) * self.done.len() as u64 + u64::from(self.at);
        (!self.leaves.is_empty()).then_some((done, total))
    }

    /// What was found, for [`Source::scanned`].
    #[must_use]
    pub fn finish(self) -> Vec<(String, BitSet)> {
        self.done
    }
}

fn range_set(n: u32, range: &Range<u32>) -> BitSet {
    BitSet::from_indices(n as usize, range.clone())
}
