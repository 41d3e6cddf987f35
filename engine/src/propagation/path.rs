//! The strongest way from a seed to a record: of all ways the one along which the product of α S is largest (Dijkstra
//! 1959, with −ln(α S) as the length of an edge).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::matrix::Matrix;
use crate::graph::edges::Edges;
use crate::num::{index, ln};

/// A record on the way, and how like it is to the one before.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hop {
    /// The record.
    pub record: u32,
    /// The weight of the edge to it; 1 for the first.
    pub similarity: f64,
}

/// Lengths are compared as the bits of numbers from 0 up, which are in the numbers' order.
type Length = u64;

/// The strongest way to `to` from that of the starts from which it is strongest, both included; empty where there is none.
/// It is looked for from its end: a record hears those in its row.
pub(super) fn strongest(
    edges: &Edges,
    (matrix, alpha): (&Matrix, f64),
    is_start: &dyn Fn(u32) -> bool,
    to: u32,
) -> Vec<Hop> {
    let mut after = vec![u32::MAX; edges.records()];
    let mut length = vec![f64::INFINITY; edges.records()];
    let mut queue: BinaryHeap<Reverse<(Length, u32)>> = BinaryHeap::new();
    length[index(to)] = 0.0;
    queue.push(Reverse((0, to)));
    while let Some(Reverse((bits, record))) = queue.pop() {
        let so_far = f64::from_bits(bits);
        if is_start(record) {
            return way(edges, &after, record, to);
        }
        if so_far > length[index(record)] {
            continue;
        }
        let (ends, weights) = matrix.row(index(record));
        for (&end, weight) in ends.iter().zip(weights) {
            // Entries are at most 1, so that no edge is shorter than −ln α; rounding is kept from making it negative.
            let longer = so_far + (-ln(alpha * weight)).max(0.0);
            if longer < length[index(end)] {
                length[index(end)] = longer;
                after[index(end)] = record;
                queue.push(Reverse((longer.to_bits(), end)));
            }
        }
    }
    Vec::new()
}

fn way(edges: &Edges, after: &[u32], from: u32, to: u32) -> Vec<Hop> {
    let mut way = vec![Hop {
        record: from,
        similarity: 1.0,
    }];
    let mut record = from;
    while record != to {
        let before = record;
        record = after[index(record)];
        let (ends, weights) = edges.row(index(record));
        let place = ends.binary_search(&before).unwrap_or_default();
        way.push(Hop {
            record,
            similarity: weights[place],
        });
    }
    debug_assert!(way.len() <= after.len(), "no way goes in a circle");
    way
}
