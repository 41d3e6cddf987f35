//! Forward push (after Andersen, Chung, Lang 2006): what a change of some seeds does to label spreading, without touching
//! the rest of the graph.
//!
//! For sources y, K y = p + (I − α S)⁻¹ r holds at every moment, beginning with p = 0 and r = (1−α) y. A push moves what
//! is left at one record to p and hands α S of it on. Where every |r_i| ≤ ε √d_i the error at record i is at most
//! ε √d_i / (1−α).

use std::collections::VecDeque;

use super::field::Field;
use crate::num::index;

/// What is pushed from, and how far.
#[derive(Debug)]
pub(super) struct Push<'a> {
    pub(super) field: &'a Field,
    pub(super) alpha: f64,
    /// ε.
    pub(super) bound: f64,
    /// Edges after which it is given up: solving anew is cheaper then.
    pub(super) most_edges: usize,
}

impl Push<'_> {
    /// (I − α S)⁻¹ r for the sources r, as the records it touches and their numbers; none where it would touch too many
    /// edges.
    pub(super) fn run(&self, sources: &[(u32, f64)]) -> Option<Vec<(u32, f64)>> {
        let records = self.field.records();
        let mut found = vec![0.0; records];
        let mut left = vec![0.0; records];
        let mut waits = vec![false; records];
        let mut queue = VecDeque::new();
        let mut touched = Vec::new();
        for &(record, weight) in sources {
            left[index(record)] += weight;
            if !std::mem::replace(&mut waits[index(record)], true) {
                queue.push_back(record);
            }
        }
        let mut edges = 0;
        while let Some(record) = queue.pop_front() {
            let at = index(record);
            waits[at] = false;
            let pushed = left[at];
            if !self.is_much(at, pushed) {
                continue;
            }
            left[at] = 0.0;
            if found[at] == 0.0 {
                touched.push(record);
            }
            found[at] += pushed;
            let (ends, weights) = self.field.spread.row(at);
            edges += ends.len();
            if edges > self.most_edges {
                return None;
            }
            for (&end, weight) in ends.iter().zip(weights) {
                let to = index(end);
                left[to] += self.alpha * weight * pushed;
                if !waits[to] && self.is_much(to, left[to]) {
                    waits[to] = true;
                    queue.push_back(end);
                }
            }
        }
        touched.sort_unstable();
        touched.dedup();
        Some(
            touched
                .into_iter()
                .map(|record| (record, found[index(record)]))
                .collect(),
        )
    }

    fn is_much(&self, record: usize, left: f64) -> bool {
        left.abs() > self.bound * self.field.roots[record]
    }
}

/// The ε for which the error is about `tolerance` at a record of median degree.
pub(super) fn bound(field: &Field, alpha: f64, tolerance: f64) -> f64 {
    tolerance * (1.0 - alpha) / field.median_root
}
