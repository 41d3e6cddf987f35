//! The counting of all candidates: one pass over the records, and per candidate how many hold it, how many of these no
//! rule votes on, and what is known of their labels.

use std::ops::Range;

use super::evidence::{SoftLabels, whole};
use super::reading::Read;

/// What is known of one term and one label.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Measure {
    /// Records that hold it.
    pub records: u32,
    /// … that no rule votes on.
    pub fresh: u32,
    /// … with evidence of a label.
    pub judged: u32,
    /// … of these, records of the label, and parts of them where evidence is soft.
    pub right: f64,
}

/// One candidate's counts, beside each other in memory.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    /// One past the record that held it last.
    seen: u32,
    records: u32,
    fresh: u32,
    judged: u32,
}

/// Counts of c candidates over some of k labels.
#[derive(Debug)]
pub(super) struct Counts {
    labels: Range<usize>,
    counts: Vec<Count>,
    /// c × the labels counted.
    weights: Vec<u64>,
}

impl Counts {
    pub(super) fn new(candidates: usize, labels: Range<usize>) -> Self {
        Self {
            counts: vec![Count::default(); candidates],
            weights: vec![0; candidates * labels.len()],
            labels,
        }
    }

    /// Counts a record that holds some candidates, each named as often as it stands there. One call a record, since
    /// browsers optimise a function between its calls.
    #[inline(never)]
    pub(super) fn add(&mut self, read: Read, held: &[u32], is_fresh: bool, evidence: &SoftLabels) {
        let row: &[(u16, u16)] = if read.tells_for > 0 {
            evidence.row(read.record)
        } else {
            &[]
        };
        let fresh = if is_fresh { read.stands_for } else { 0 };
        for &candidate in held {
            let at = candidate as usize;
            let count = &mut self.counts[at];
            if count.seen == read.record + 1 {
                continue;
            }
            count.seen = read.record + 1;
            count.records += read.stands_for;
            count.fresh += fresh;
            count.judged += read.tells_for;
            for &(label, weight) in row {
                let label = usize::from(label);
                if self.labels.contains(&label) {
                    let cell = at * self.labels.len() + label - self.labels.start;
                    self.weights[cell] += u64::from(weight) * u64::from(read.tells_for);
                }
            }
        }
    }

    /// How many candidates there are.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    /// What is known of a candidate and one of the labels counted.
    pub(super) fn measure(&self, candidate: usize, label: usize) -> Measure {
        let cell = candidate * self.labels.len() + label - self.labels.start;
        let Count {
            records,
            fresh,
            judged,
            ..
        } = self.counts[candidate];
        Measure {
            records,
            fresh,
            judged,
            right: whole(self.weights[cell]),
        }
    }
}
