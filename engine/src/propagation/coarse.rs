//! A coarse picture of a graph: records in some dozen groups around records spread over all, and the Laplacian between the
//! groups. What changes slowly along the graph costs conjugate gradients most rounds. It is nearly the same all over a group,
//! so it is solved for between the groups, and only the rest along all edges: r + P (Pᵀ L P)⁻¹ Pᵀ r, where P takes √d of each
//! record to its group (Nicolaides 1987).

use std::collections::VecDeque;
use std::sync::Arc;

use super::conjugate::PART;
use super::scores::Panel;
use crate::graph::edges::Edges;
use crate::num::{count, index};
use labelloom_kernels::parts;

/// Groups at most.
const GROUPS: usize = 128;

/// Records a group should have at least.
const LEAST_RECORDS: usize = 16;

const NO_GROUP: u32 = u32::MAX;

/// The groups, and what of a group's residual makes how much of each.
#[derive(Debug)]
pub(super) struct Coarse {
    /// Each record's group; those of parts of the graph without one are in a last group, which stays at 0.
    group: Vec<u32>,
    /// √d.
    roots: Arc<[f64]>,
    groups: usize,
    /// The inverse of the groups' Laplacian, one group of each part of the graph held at 0.
    inverse: Vec<f64>,
}

impl Coarse {
    /// Groups the records of a graph whose edges lead both ways.
    pub(super) fn new(edges: &Edges, roots: &Arc<[f64]>, component: &[u32]) -> Self {
        let groups = (edges.records() / LEAST_RECORDS).min(GROUPS);
        let mut group = vec![NO_GROUP; edges.records()];
        let mut held = vec![false; groups];
        let mut waiting = VecDeque::new();
        let mut seen = vec![false; edges.records()];
        for (number, held) in held.iter_mut().enumerate() {
            let record = number * edges.records() / groups;
            group[record] = count(number);
            *held = !std::mem::replace(&mut seen[index(component[record])], true);
            waiting.push_back(record);
        }
        spread(edges, &mut group, &mut waiting);
        let inverse = inverse(laplacian(edges, &group, groups), &held);
        group
            .iter_mut()
            .for_each(|group| *group = (*group).min(count(groups)));
        Self {
            group,
            roots: Arc::clone(roots),
            groups,
            inverse,
        }
    }

    /// Pᵀ r of a panel's columns.
    pub(super) fn gather(&self, left: &Panel) -> Panel {
        let mut sums = Panel::zeros(self.groups + 1, left.width);
        let rows = left.values.chunks(PART * left.width);
        for (rows, of) in rows.zip(self.in_parts()) {
            parts::gather((left.width, rows), of, &mut sums.values);
        }
        sums
    }

    /// Groups and √d, for the rows of a call each.
    fn in_parts(&self) -> impl Iterator<Item = (&[u32], &[f64])> {
        self.group.chunks(PART).zip(self.roots.chunks(PART))
    }

    /// What the groups' equations make of it.
    pub(super) fn solve(&self, sums: &Panel) -> Panel {
        let mut solved = Panel::zeros(self.groups + 1, sums.width);
        for row in 0..self.groups {
            let factors = &self.inverse[row * self.groups..][..self.groups];
            let of_row = solved.row_mut(row);
            for (factor, sums) in factors.iter().zip(sums.values.chunks_exact(sums.width)) {
                of_row
                    .iter_mut()
                    .zip(sums)
                    .for_each(|(value, sum)| *value += factor * sum);
            }
        }
        solved
    }

    /// direction = left + P y + t · direction.
    pub(super) fn turn(&self, (direction, left): (&mut Panel, &Panel), solved: &Panel, turns: &[f64; 8]) {
        let part = PART * direction.width;
        let rows = direction.values.chunks_mut(part).zip(left.values.chunks(part));
        for ((rows, left), of) in rows.zip(self.in_parts()) {
            parts::turn((solved.width, rows), left, of, &solved.values, turns);
        }
    }
}

/// Each record to the group that reaches it first.
fn spread(edges: &Edges, group: &mut [u32], waiting: &mut VecDeque<usize>) {
    while let Some(record) = waiting.pop_front() {
        for &end in edges.row(record).0 {
            if group[index(end)] == NO_GROUP {
                group[index(end)] = group[record];
                waiting.push_back(index(end));
            }
        }
    }
}

fn laplacian(edges: &Edges, group: &[u32], groups: usize) -> Vec<f64> {
    let mut laplacian = vec![0.0; groups * groups];
    for (record, &from) in group.iter().enumerate() {
        let (ends, weights) = edges.row(record);
        for (&end, weight) in ends.iter().zip(weights) {
            let to = group[index(end)];
            // What no group reaches has no edge to one that is reached.
            if to != from {
                laplacian[index(from) * groups + index(to)] -= weight;
                laplacian[index(from) * groups + index(from)] += weight;
            }
        }
    }
    laplacian
}

/// The inverse by Gauss and Jordan, 0 in rows and columns that are held. The matrix is positive on the others, since each
/// leads to a held one.
fn inverse(mut matrix: Vec<f64>, held: &[bool]) -> Vec<f64> {
    let n = held.len();
    for at in (0..n).filter(|&at| held[at]) {
        (0..n).for_each(|other| (matrix[at * n + other], matrix[other * n + at]) = (0.0, 0.0));
    }
    for at in (0..n).filter(|&at| !held[at]) {
        let pivot = 1.0 / matrix[at * n + at];
        matrix[at * n + at] = 1.0;
        let mut own = matrix[at * n..][..n].to_vec();
        own.iter_mut().for_each(|value| *value *= pivot);
        for (row, values) in matrix.chunks_exact_mut(n).enumerate() {
            if row == at {
                values.copy_from_slice(&own);
                continue;
            }
            let factor = std::mem::replace(&mut values[at], 0.0);
            if factor != 0.0 {
                values
                    .iter_mut()
                    .zip(&own)
                    .for_each(|(value, own)| *value -= factor * own);
            }
        }
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::edges::Link;

    /// Two rings of 48 records, a record apart.
    fn rings() -> Edges {
        let link = |from: u32| Link {
            from,
            to: from / 48 * 48 + (from + 1) % 48,
            similarity: 1.0,
        };
        Edges::union(97, &(0..96).map(link).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn groups_are_around_records_and_solve_their_equations() {
        let component: Vec<u32> = (0..97).map(|record| record / 48).collect();
        let (edges, held) = (rings(), [true, false, false, true, false, false]);
        let coarse = Coarse::new(&edges, &Arc::from(vec![1.0; 97]), &component);
        assert_eq!(coarse.groups, 6);
        assert_eq!(coarse.group[96], 6, "what is alone is in none");
        let laplacian = laplacian(&edges, &coarse.group, 6 + 1);
        for row in (0..6).filter(|&row| !held[row]) {
            for column in (0..6).filter(|&column| !held[column]) {
                let products = (0..6).map(|at| laplacian[row * 7 + at] * coarse.inverse[at * 6 + column]);
                let wanted = if row == column { 1.0 } else { 0.0 };
                assert!((products.sum::<f64>() - wanted).abs() < 1e-12, "{row} {column}");
            }
        }
        assert!(coarse.inverse[..6].iter().all(|&value| value == 0.0));
    }
}
