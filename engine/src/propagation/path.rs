//! The strongest way from a seed to a record: of all ways the one along which the product of α S is largest (Dijkstra
//! 1959, with −ln(α S) as the length of an edge).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::field::Field;
use crate::num::{count, index, ln};

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

/// The way from `from` to `to`, both included; empty where there is none.
pub(super) fn strongest(field: &Field, alpha: f64, from: u32, to: u32) -> Vec<Hop> {
    let mut is_there = false;
    let before = search(field, alpha, from, &mut |record| {
        is_there = record == to;
        is_there
    });
    if is_there {
        way(field, &before, from, to)
    } else {
        Vec::new()
    }
}

/// Goes from a record to all others, the strongest way first, until `is_over` says so of the one that is come to. Per
/// record the one before it on the strongest way.
fn search(field: &Field, alpha: f64, from: u32, is_over: &mut dyn FnMut(u32) -> bool) -> Vec<u32> {
    let mut before = vec![u32::MAX; field.records()];
    let mut length = vec![f64::INFINITY; field.records()];
    let mut queue: BinaryHeap<Reverse<(Length, u32)>> = BinaryHeap::new();
    length[index(from)] = 0.0;
    queue.push(Reverse((0, from)));
    while let Some(Reverse((bits, record))) = queue.pop() {
        let so_far = f64::from_bits(bits);
        if is_over(record) {
            break;
        }
        if so_far > length[index(record)] {
            continue;
        }
        let (ends, weights) = field.spread.row(index(record));
        for (&end, weight) in ends.iter().zip(weights) {
            // S is at most 1, so that no edge is shorter than −ln α; rounding is kept from making it negative.
            let longer = so_far + (-ln(alpha * weight)).max(0.0);
            if longer < length[index(end)] {
                length[index(end)] = longer;
                before[index(end)] = record;
                queue.push(Reverse((longer.to_bits(), end)));
            }
        }
    }
    before
}

/// The way to `to` from that of the seeds from which it is strongest, both included; empty where there is none. The graph
/// leads both ways, so it is looked for from its end.
pub(super) fn strongest_from_any(
    field: &Field,
    alpha: f64,
    is_seed: &dyn Fn(u32) -> bool,
    to: u32,
) -> Vec<Hop> {
    let mut nearest = None;
    search(field, alpha, to, &mut |record| {
        let is_found = is_seed(record);
        nearest = nearest.or(is_found.then_some(record));
        is_found
    });
    nearest.map_or_else(Vec::new, |from| strongest(field, alpha, from, to))
}

fn way(field: &Field, before: &[u32], from: u32, to: u32) -> Vec<Hop> {
    let mut way = Vec::new();
    let mut record = to;
    while record != from {
        let last = before[index(record)];
        let (ends, weights) = field.edges().row(index(last));
        let place = ends.binary_search(&record).unwrap_or_default();
        way.push(Hop {
            record,
            similarity: weights[place],
        });
        record = last;
    }
    debug_assert!(way.len() < index(count(before.len())), "no way goes in a circle");
    way.push(Hop {
        record: from,
        similarity: 1.0,
    });
    way.reverse();
    way
}
