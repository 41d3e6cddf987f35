//! The graph as a layout pulls along it: both ways, in single precision, the weights of each record adding up to 1.

use std::sync::Arc;

use crate::graph::edges::Edges;
use crate::num::{count, index};

/// Edges that are looked at in one step.
const EDGES_A_STEP: usize = 200_000;

/// What each record is tied to. Row i is `starts[i]..starts[i + 1]` of `ends` and `shares`.
#[derive(Debug, Default)]
pub(super) struct Ties {
    starts: Vec<u32>,
    ends: Vec<u32>,
    shares: Vec<f32>,
}

impl Ties {
    /// How many records there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Adds the ties of the next record, with new numbers for their ends.
    pub(super) fn push(&mut self, (ends, shares): (&[u32], &[f32]), numbers: &[u32]) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.ends.extend(ends.iter().map(|&end| numbers[index(end)]));
        self.shares.extend_from_slice(shares);
        self.starts.push(count(self.ends.len()));
    }

    pub(super) fn of(&self, record: u32) -> (&[u32], &[f32]) {
        let at = index(record);
        let row = index(self.starts[at])..index(self.starts[at + 1]);
        (&self.ends[row.clone()], &self.shares[row])
    }
}

/// The making of ties, in steps: edges are turned around, then each record's own and those to it are joined.
#[derive(Debug)]
pub(super) struct Tying {
    edges: Arc<Edges>,
    stage: Stage,
    /// The record that is next in the stage.
    next: usize,
    /// n + 1 places of the edges to each record; while these are filled, where the next one goes.
    places: Vec<u32>,
    sources: Vec<u32>,
    weights: Vec<f32>,
    ties: Ties,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Counting,
    Turning,
    Joining,
}

impl Tying {
    pub(super) fn new(edges: Arc<Edges>) -> Self {
        let places = vec![0; edges.records() + 2];
        Self {
            edges,
            stage: Stage::Counting,
            next: 0,
            places,
            sources: Vec::new(),
            weights: Vec::new(),
            ties: Ties::default(),
        }
    }

    /// Does some of it; the ties once they are made.
    pub(super) fn step(&mut self) -> Option<Ties> {
        let edges = Arc::clone(&self.edges);
        let until = self.until(&edges);
        for record in self.next..until {
            match self.stage {
                Stage::Counting => self.count(&edges, record),
                Stage::Turning => self.turn(&edges, record),
                Stage::Joining => self.join(&edges, record),
            }
        }
        self.next = until;
        (until == edges.records()).then(|| self.end_stage())?
    }

    /// The record before which this step ends.
    fn until(&self, edges: &Edges) -> usize {
        let begun = edges.starts.get(self.next).copied().unwrap_or_default();
        let after = edges
            .starts
            .partition_point(|&start| start < begun + EDGES_A_STEP);
        after.clamp(self.next.min(edges.records()), edges.records())
    }

    fn end_stage(&mut self) -> Option<Ties> {
        self.next = 0;
        match self.stage {
            Stage::Counting => {
                // Where each row begins, one place late: filling moves it to where the row ends.
                for at in 1..self.places.len() {
                    self.places[at] += self.places[at - 1];
                }
                self.sources = vec![0; self.edges.ends.len()];
                self.weights = vec![0.0; self.edges.ends.len()];
                self.stage = Stage::Turning;
                None
            }
            Stage::Turning => {
                self.ties.starts = vec![0];
                self.ties.ends.reserve(self.edges.ends.len());
                self.ties.shares.reserve(self.edges.ends.len());
                self.stage = Stage::Joining;
                None
            }
            Stage::Joining => Some(std::mem::take(&mut self.ties)),
        }
    }

    fn count(&mut self, edges: &Edges, record: usize) {
        for &end in edges.row(record).0 {
            self.places[index(end) + 2] += 1;
        }
    }

    fn turn(&mut self, edges: &Edges, record: usize) {
        let (ends, weights) = edges.row(record);
        for (&end, &weight) in ends.iter().zip(weights) {
            let place = &mut self.places[index(end) + 1];
            self.sources[index(*place)] = count(record);
            self.weights[index(*place)] = single(weight);
            *place += 1;
        }
    }

    /// Joins two rows in order of their ends; a pair that is in both has the larger weight, a record no tie to itself.
    fn join(&mut self, edges: &Edges, record: usize) {
        let (ends, weights) = edges.row(record);
        let back = index(self.places[record])..index(self.places[record + 1]);
        let (sources, their) = (&self.sources[back.clone()], &self.weights[back]);
        let first = self.ties.ends.len();
        let (mut own, mut other) = (0, 0);
        let mut sum = 0.0f32;
        while own < ends.len() || other < sources.len() {
            let end = match (ends.get(own), sources.get(other)) {
                (Some(&one), Some(&two)) => one.min(two),
                (Some(&one), None) => one,
                (None, Some(&two)) => two,
                (None, None) => break,
            };
            let mut weight = 0.0f32;
            if ends.get(own) == Some(&end) {
                weight = single(weights[own]);
                own += 1;
            }
            if sources.get(other) == Some(&end) {
                weight = weight.max(their[other]);
                other += 1;
            }
            if index(end) != record {
                self.ties.ends.push(end);
                self.ties.shares.push(weight);
                sum += weight;
            }
        }
        self.ties.shares[first..]
            .iter_mut()
            .for_each(|share| *share /= sum);
        self.ties.starts.push(count(self.ties.ends.len()));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "ties are in single precision")]
fn single(weight: f64) -> f32 {
    // Weights beyond what single precision holds are as good as its ends.
    weight.clamp(f64::from(f32::MIN_POSITIVE), 1e30) as f32
}
