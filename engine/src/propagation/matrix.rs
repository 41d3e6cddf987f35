//! A sparse matrix over a graph's edges, and its product with a panel of scores, in which nearly all time goes.

use std::ops::Range;
use std::sync::Arc;

use labelloom_kernels::rows::{self, Base, Columns};

use super::scores::Panel;
use crate::graph::edges::Edges;
use crate::num::index;

/// Rows of one call.
const PART: usize = 1024;

/// n × n, with entries where the graph has edges.
#[derive(Debug)]
pub(super) struct Matrix {
    edges: Arc<Edges>,
    weights: Vec<f64>,
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

    /// n, the number of rows.
    pub(super) fn records(&self) -> usize {
        self.edges.records()
    }

    /// A row's columns and entries.
    pub(super) fn row(&self, record: usize) -> (&[u32], &[f64]) {
        let row = self.edges.starts[record]..self.edges.starts[record + 1];
        (&self.edges.ends[row.clone()], &self.weights[row])
    }

    /// A call for a few rows each, in order: browsers put quicker code in place between calls.
    fn in_parts(&self, mut part: impl FnMut(rows::Matrix<'_>, Range<usize>)) {
        let matrix = rows::Matrix {
            starts: &self.edges.starts,
            ends: &self.edges.ends,
            weights: &self.weights,
        };
        let records = self.records();
        for first in (0..records).step_by(PART) {
            part(matrix, first..records.min(first + PART));
        }
    }

    /// (I − α M) x, on the free records alone, and per column x · (I − α M) x.
    pub(super) fn apply(
        &self,
        panel: &Panel,
        alpha: f64,
        free: Option<&[bool]>,
        image: &mut Panel,
    ) -> Columns {
        let mut dots = [0.0; 8];
        self.in_parts(|matrix, part| {
            let x = (panel.width, &panel.values[..]);
            rows::apply(matrix, part, x, alpha, free, &mut image.values, &mut dots);
        });
        dots
    }

    /// factor · M x, with a base where a record has one, and per column how much that differs from x.
    pub(super) fn sweep(
        &self,
        panel: &Panel,
        factor: f64,
        base: Option<Base<'_>>,
        next: &mut Panel,
    ) -> Columns {
        let mut change = [0.0; 8];
        self.in_parts(|matrix, part| {
            let x = (panel.width, &panel.values[..]);
            rows::sweep(matrix, part, x, factor, base, &mut next.values, &mut change);
        });
        change
    }
}
