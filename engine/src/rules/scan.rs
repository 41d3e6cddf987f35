//! Finding the records of what looks at all texts, in steps.

use std::ops::Range;
use std::sync::Arc;

use super::condition::{Condition, Leaf, leaf_scans, retain_leaf, select_leaf};
use super::source::Source;
use crate::bits::BitSet;
use crate::features::tfidf::Counting;
use crate::num::count;

/// Texts looked at in one step of a scan.
const STEP: u32 = 4096;

/// Finds the records of a condition's scanning leaves a few thousand texts at a time, so that whoever runs it can
/// answer between the steps and drop it when the query has changed. It jumps about in the texts, so that what it has
/// seen tells early what it will find, however the records are sorted.
#[derive(Debug, Default)]
pub struct ScanJob {
    /// The terms of all texts, and how many texts are counted, where a leaf needs them and they aren't known yet.
    counting: Option<(Counting, u32)>,
    /// Whether they were counted by this job, which then is one pass longer.
    has_counted: bool,
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
        let is_known = source.terms.is_some_and(|terms| terms.get().is_some());
        let counts = !is_known && leaves.iter().any(|leaf| leaf.counts_terms());
        Self {
            counting: counts.then(Default::default),
            leaves,
            is_all: matches!(condition, Condition::Leaf(_)),
            found: BitSet::empty(source.records()),
            ..Self::default()
        }
    }

    /// Looks at some more texts and says how far it is; none are left when it returns `None`.
    pub fn step(&mut self, source: &Source<'_>) -> Option<Scanned> {
        let n = count(source.records());
        if let Some((mut counting, from)) = self.counting.take() {
            let end = n.min(from + STEP);
            (from..end).for_each(|record| counting.push(source.corpus.text(record)));
            if end < n {
                self.counting = Some((counting, end));
                return Some(self.progress(n, end));
            }
            if let Some(terms) = source.terms {
                // Another job may have been quicker; both counted the same.
                terms.get_or_init(|| counting.finish());
            }
            self.has_counted = true;
        }
        let leaf = self.leaves.last()?;
        if self.at == 0 && !leaf_scans(&**leaf, source) {
            self.done.push((leaf.print(), select_leaf(&**leaf, source)));
            self.leaves.pop();
            return (!self.leaves.is_empty()).then(|| self.progress(n, 0));
        }
        let steps = n.div_ceil(STEP);
        let start = nth(self.at, steps) * STEP;
        let range = start..n.min(start + STEP);
        let mut part = range_set(n, &range);
        retain_leaf(&**leaf, source, &mut part);
        self.found.or(&part);
        self.looked_at += range.end - range.start;
        self.at += 1;
        if self.at >= steps {
            let found = std::mem::replace(&mut self.found, BitSet::empty(n as usize));
            self.done.push((leaf.print(), found));
            self.leaves.pop();
            (self.at, self.looked_at) = (0, 0);
        }
        (!self.leaves.is_empty()).then(|| self.progress(n, 0))
    }

    /// How far it is, with so many texts counted.
    fn progress(&self, n: u32, counted: u32) -> Scanned {
        let whole = |passes: usize| u64::from(n) * passes as u64;
        let before = if self.has_counted { n } else { counted };
        let counts = usize::from(self.has_counted || self.counting.is_some());
        Scanned {
            done: u64::from(before) + whole(self.done.len()) + u64::from(self.looked_at),
            total: whole(counts + self.leaves.len() + self.done.len()),
            estimate: self.estimate(n),
        }
    }

    /// What was found, for [`Source::scanned`].
    #[must_use]
    pub fn finish(self) -> Vec<(String, BitSet)> {
        self.done
    }

    /// As many of all texts as of those looked at.
    fn estimate(&self, n: u32) -> Option<u32> {
        let of_all = u64::from(self.found.count()) * u64::from(n) / u64::from(self.looked_at.max(1));
        (self.is_all && self.looked_at > 0).then(|| u32::try_from(of_all).unwrap_or(u32::MAX))
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
