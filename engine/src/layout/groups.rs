//! Groups of records that hang together: each is laid out by itself, and they are set beside each other.

use std::ops::Range;

use super::ties::Ties;
use crate::num::{count, index};

/// Records that are looked at in one step.
const RECORDS_A_STEP: usize = 50_000;

/// All records, group by group, the largest first; records without an edge last.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// Length n: records, ascending within a group.
    pub(super) order: Vec<u32>,
    /// Where each group of two or more ends in `order`.
    ends: Vec<usize>,
}

impl Groups {
    /// The same groups where records are numbered in their order.
    pub(super) fn in_order(&self) -> Self {
        Self {
            order: (0..count(self.order.len())).collect(),
            ends: self.ends.clone(),
        }
    }

    /// Groups of two or more.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn range(&self, group: usize) -> Range<usize> {
        let start = if group == 0 { 0 } else { self.ends[group - 1] };
        start..self.ends[group]
    }

    pub(super) fn members(&self, group: usize) -> &[u32] {
        &self.order[self.range(group)]
    }

    /// Records in groups of two or more.
    pub(super) fn joined(&self) -> usize {
        self.ends.last().copied().unwrap_or_default()
    }

    /// Records without an edge.
    pub(super) fn isolated(&self) -> &[u32] {
        &self.order[self.joined()..]
    }
}

/// The finding of groups, in steps.
#[derive(Debug)]
pub(super) struct Grouping {
    /// Of each record its group's first record, or none yet.
    first: Vec<u32>,
    queue: Vec<u32>,
    next: u32,
}

const NONE: u32 = u32::MAX;

impl Grouping {
    pub(super) fn new(records: usize) -> Self {
        Self {
            first: vec![NONE; records],
            queue: Vec::new(),
            next: 0,
        }
    }

    /// Does some of it; the groups once they are found.
    pub(super) fn step(&mut self, ties: &Ties) -> Option<Groups> {
        for _ in 0..RECORDS_A_STEP {
            if let Some(record) = self.queue.pop() {
                self.reach(ties, record);
            } else if index(self.next) == self.first.len() {
                return Some(self.sorted());
            } else {
                if self.first[index(self.next)] == NONE {
                    self.first[index(self.next)] = self.next;
                    self.queue.push(self.next);
                }
                self.next += 1;
            }
        }
        None
    }

    fn reach(&mut self, ties: &Ties, record: u32) {
        let first = self.first[index(record)];
        for &end in ties.of(record).0 {
            if self.first[index(end)] == NONE {
                self.first[index(end)] = first;
                self.queue.push(end);
            }
        }
    }

    fn sorted(&self) -> Groups {
        let mut sizes = vec![0u32; self.first.len()];
        for &first in &self.first {
            sizes[index(first)] += 1;
        }
        let mut firsts: Vec<u32> = (0..count(sizes.len()))
            .filter(|&first| sizes[index(first)] > 0)
            .collect();
        firsts.sort_by_key(|&first| (std::cmp::Reverse(sizes[index(first)]), first));
        let mut places = vec![0usize; sizes.len()];
        let mut ends = Vec::new();
        let mut end = 0;
        for &first in &firsts {
            places[index(first)] = end;
            end += index(sizes[index(first)]);
            if sizes[index(first)] > 1 {
                ends.push(end);
            }
        }
        let mut order = vec![0; self.first.len()];
        for (record, &first) in (0u32..).zip(&self.first) {
            order[places[index(first)]] = record;
            places[index(first)] += 1;
        }
        Groups { order, ends }
    }
}
