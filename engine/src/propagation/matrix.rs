//! A sparse matrix over a graph's edges, and its product with a panel of scores: the loop in which nearly all time goes.

use std::sync::Arc;

use super::scores::Panel;
use crate::graph::edges::Edges;
use crate::num::index;

/// n × n, with entries where the graph has edges.
#[derive(Debug)]
pub(super) struct Matrix {
    edges: Arc<Edges>,
    weights: Vec<f64>,
}

/// What is done with the rows of a product as they come, in order.
pub(super) trait EachRow {
    fn row<const W: usize>(&mut self, record: usize, sums: [f64; W]);
}

impl Matrix {
    /// Each edge weighs what `weigh` makes of its two records and its weight in the graph.
    pub(super) fn new(edges: &Arc<Edges>, weigh: impl Fn(usize, usize, f64) -> f64) -> Self {
        let mut weights = Vec::with_capacity(edges.ends.len());
        for record in 0..edges.records() {
            let (ends, of_edges) = edges.row(record);
            let row = ends.iter().zip(of_edges);
            weights.extend(row.map(|(&end, &weight)| weigh(record, index(end), weight)));
        }
        Self {
            edges: Arc::clone(edges),
            weights,
        }
    }

    /// A row's columns and entries.
    pub(super) fn row(&self, record: usize) -> (&[u32], &[f64]) {
        let row = self.edges.starts[record]..self.edges.starts[record + 1];
        (&self.edges.ends[row.clone()], &self.weights[row])
    }

    /// The product with a panel of n rows.
    pub(super) fn multiply(&self, panel: &Panel, each: &mut impl EachRow) {
        match panel.width {
            1 => self.rows::<1, _>(panel, each),
            2 => self.rows::<2, _>(panel, each),
            4 => self.rows::<4, _>(panel, each),
            _ => self.rows::<8, _>(panel, each),
        }
    }

    fn rows<const W: usize, E: EachRow>(&self, panel: &Panel, each: &mut E) {
        let from = panel.rows::<W>();
        for record in 0..self.edges.records() {
            let (ends, weights) = self.row(record);
            each.row(record, sum(ends, weights, from));
        }
    }
}

/// One row of the product. Never inlined, since browsers optimise a function between its calls.
#[inline(never)]
fn sum<const W: usize>(ends: &[u32], weights: &[f64], from: &[[f64; W]]) -> [f64; W] {
    let mut sums = [0.0; W];
    for (&end, &weight) in ends.iter().zip(weights) {
        let row = &from[index(end)];
        for (sum, value) in sums.iter_mut().zip(row) {
            *sum += weight * value;
        }
    }
    sums
}
