//! What conditions are asked about: the records and their index; and one text, read, to be marked.

use std::ops::Range;
use std::sync::Arc;

use super::condition::{Condition, Leaf, leaf_scans, retain_leaf};
use crate::bits::BitSet;
use crate::corpus::Corpus;
use crate::num::count;
use crate::text::{TextColumn, TextIndex, Tokenizer};

/// The records and their index. Where there are several text columns, it is of the first, and leads to the others.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The texts.
    pub corpus: &'a Corpus,
    /// The index of the same texts.
    pub index: &'a TextIndex,
    /// The field whose values are the texts; none where they are the records' own.
    field: Option<usize>,
    /// Records that a leaf, by its print, was found to match: what a [`ScanJob`] left.
    pub scanned: &'a [(String, BitSet)],
}

impl<'a> Source<'a> {
    /// Records and their index, of which nothing was scanned yet.
    #[must_use]
    pub const fn new(corpus: &'a Corpus, index: &'a TextIndex) -> Self {
        Self {
            corpus,
            index,
            field: None,
            scanned: &[],
        }
    }

    /// A record's text.
    #[must_use]
    pub fn text(&self, record: u32) -> &'a str {
        let field = self.field.and_then(|field| self.corpus.fields().get(field));
        field.map_or_else(|| self.corpus.text(record), |field| field.get(record).text)
    }

    /// The same with what a scan found.
    #[must_use]
    pub const fn with_scanned(self, scanned: &'a [(String, BitSet)]) -> Self {
        Self { scanned, ..self }
    }

    /// Whether there are several text columns, none of which is named.
    #[must_use]
    pub fn has_columns(&self) -> bool {
        !self.index.columns().is_empty() && self.field.is_none()
    }

    /// One text column alone, by its name; none where there is no such column.
    #[must_use]
    pub fn within(&self, column: &str) -> Option<Self> {
        if column == self.index.name() {
            return Some(self.first_alone());
        }
        let found = self.index.columns().iter().find(|known| known.name == column);
        found.map(|found| self.column_alone(found))
    }

    /// Every text column alone, the first one first.
    pub(super) fn each_column(&self, mut each: impl FnMut(Self)) {
        each(self.first_alone());
        self.index
            .columns()
            .iter()
            .for_each(|column| each(self.column_alone(column)));
    }

    /// What was scanned was looked for everywhere, and says nothing of one column.
    const fn first_alone(&self) -> Self {
        Self::new(self.corpus, self.index)
    }

    const fn column_alone(&self, column: &'a TextColumn) -> Self {
        Self {
            field: Some(column.field),
            ..Self::new(self.corpus, &column.index)
        }
    }

    /// What a scan found for a leaf, by its print.
    #[must_use]
    pub fn found(&self, print: impl FnOnce() -> String) -> Option<&'a BitSet> {
        if self.scanned.is_empty() {
            return None;
        }
        let print = print();
        let of_leaf = |(leaf, _): &&(String, BitSet)| *leaf == print;
        self.scanned.iter().find(of_leaf).map(|(_, records)| records)
    }

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
    /// The text column that it stands in; empty where there is only one.
    pub column: &'a str,
    /// Whether it is the first text column.
    pub is_first: bool,
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
        Self {
            text,
            index,
            tokens,
            column: index.name(),
            is_first: true,
        }
    }

    /// Reads a text of a further column.
    #[must_use]
    pub fn of_column(text: &'a str, column: &'a TextColumn) -> Self {
        Self {
            column: &column.name,
            is_first: false,
            ..Self::new(text, &column.index)
        }
    }
}

/// Texts looked at in one step of a scan.
const STEP: u32 = 4096;

/// Finds the records of a condition's scanning leaves a few thousand texts at a time, so that whoever runs it can
/// answer between the steps and drop it when the query has changed. It jumps about in the texts, so that what it has
/// seen tells early what it will find, however the records are sorted.
#[derive(Debug, Default)]
pub struct ScanJob {
    leaves: Vec<Arc<dyn Leaf>>,
    /// Whether the condition is one such leaf and nothing else, whose records are then the condition's.
    is_all: bool,
    done: Vec<(String, BitSet)>,
    found: BitSet,
    /// Steps done of the leaf at work.
    at: u32,
    looked_at: u32,
}

/// How far a scan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scanned {
    /// Texts looked at, once a leaf.
    pub done: u64,
    /// Texts to be looked at, once a leaf.
    pub total: u64,
    /// About how many records the condition will match, where that can be told.
    pub estimate: Option<u32>,
}

impl ScanJob {
    /// A job for the leaves of a condition that scan.
    #[must_use]
    pub fn new(condition: &Condition, source: &Source<'_>) -> Self {
        let mut leaves = Vec::new();
        condition.leaves(&mut |leaf| {
            if leaf_scans(&**leaf, source)
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
            is_all: matches!(condition, Condition::Leaf(_)),
            found: BitSet::empty(source.records()),
            ..Self::default()
        }
    }

    /// Looks at some more texts and says how far it is; none are left when it returns `None`.
    pub fn step(&mut self, source: &Source<'_>) -> Option<Scanned> {
        let n = count(source.records());
        let leaf = self.leaves.last()?;
        let steps = n.div_ceil(STEP);
        let start = nth(self.at, steps) * STEP;
        let range = start..n.min(start + STEP);
        let mut part = range_set(n, &range);
        retain_leaf(&**leaf, source, &mut part);
        self.found.or(&part);
        self.looked_at += range.end - range.start;
        self.at += 1;
        let estimate = self.estimate(n);
        if self.at >= steps {
            let found = std::mem::replace(&mut self.found, BitSet::empty(n as usize));
            self.done.push((leaf.print(), found));
            self.leaves.pop();
            (self.at, self.looked_at) = (0, 0);
        }
        let whole = |leaves: usize| u64::from(n) * leaves as u64;
        (!self.leaves.is_empty()).then(|| Scanned {
            done: whole(self.done.len()) + u64::from(self.looked_at),
            total: whole(self.leaves.len() + self.done.len()),
            estimate,
        })
    }

    /// What was found, for [`Source::scanned`].
    #[must_use]
    pub fn finish(self) -> Vec<(String, BitSet)> {
        self.done
    }

    /// As many of all texts as of those looked at.
    fn estimate(&self, n: u32) -> Option<u32> {
        let of_all = u64::from(self.found.count()) * u64::from(n) / u64::from(self.looked_at.max(1));
        self.is_all.then(|| u32::try_from(of_all).unwrap_or(u32::MAX))
    }
}

/// The step to do as the `at`th of so many.
fn nth(at: u32, steps: u32) -> u32 {
    let place = u64::from(at) * u64::from(stride(steps)) % u64::from(steps.max(1));
    u32::try_from(place).unwrap_or(0)
}

/// A stride through so many steps that comes to each once and to near ones late: about a golden section of them, with
/// no common divisor.
fn stride(steps: u32) -> u32 {
    let golden = u32::try_from(u64::from(steps) * 618 / 1000).unwrap_or(1).max(1);
    (golden..)
        .find(|&stride| divisor(stride, steps) == 1)
        .unwrap_or(1)
}

/// The greatest common divisor, by Euclid.
const fn divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { divisor(b, a % b) }
}

fn range_set(n: u32, range: &Range<u32>) -> BitSet {
    BitSet::from_indices(n as usize, range.clone())
}

#[cfg(test)]
mod tests {
    use super::nth;

    #[test]
    fn a_stride_comes_to_every_step_once() {
        for steps in [1, 2, 3, 6, 7, 25, 245, 1024, 24_415] {
            let mut seen = vec![false; steps as usize];
            for at in 0..steps {
                let seen = &mut seen[nth(at, steps) as usize];
                assert!(!std::mem::replace(seen, true), "{steps}");
            }
        }
    }
}
