//! The graph of neighbour lists: which records are joined, and how strongly.

use super::neighbors::{Neighbor, Neighbors};
use crate::num::{count, exp, index};

/// Which records are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Joined {
    /// Those of which one is in the other's list.
    #[default]
    Union,
    /// Those that are in each other's list.
    Mutual,
    /// From a record to those in its list: not symmetric.
    Directed,
}

/// How strongly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weights {
    /// The similarity.
    #[default]
    Similarity,
    /// exp(−4 d² / dₖ²), with d the distance and dₖ that of the record's last neighbour, so that each record has its own
    /// scale. Where similarities are cosines, d² = 2 − 2 cos; else d = 1 / similarity − 1. Both directions' weights are
    /// averaged. Source: J. Calder's GraphLearning, after L. Zelnik-Manor and P. Perona, "Self-tuning spectral
    /// clustering" (2004).
    SelfTuning(super::Measure),
    /// 1.
    Equal,
}

/// Records joined by weights: a symmetric matrix, unless joined as [`Joined::Directed`], row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// n + 1 places in `ends` and `weights`.
    pub starts: Vec<usize>,
    /// The other record of each edge, ascending within a record's.
    pub ends: Vec<u32>,
    /// Its weight, above 0 and at most 1.
    pub weights: Vec<f64>,
}

impl Graph {
    /// The graph of neighbour lists.
    #[must_use]
    pub fn new(neighbors: &Neighbors, joined: Joined, weights: Weights) -> Self {
        let mut joining = Joining::new(joined, weights);
        loop {
            if let Some(graph) = joining.step(neighbors) {
                return graph;
            }
        }
    }

    /// n.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no record.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A record's edges: their other ends, ascending, and weights.
    #[must_use]
    pub fn row(&self, record: u32) -> (&[u32], &[f64]) {
        let place = self.starts[index(record)]..self.starts[index(record) + 1];
        (&self.ends[place.clone()], &self.weights[place])
    }

    fn directed(neighbors: &Neighbors, weights_of: impl Fn(&[Neighbor]) -> Vec<f64>) -> Self {
        let mut graph = Self {
            starts: vec![0],
            ends: Vec::with_capacity(neighbors.links()),
            weights: Vec::with_capacity(neighbors.links()),
        };
        for list in neighbors.lists() {
            let ends = list.iter().map(|near| near.record);
            let mut row: Vec<(u32, f64)> = ends.zip(weights_of(list)).collect();
            row.sort_unstable_by_key(|edge| edge.0);
            graph.push(row);
        }
        graph
    }

    fn push(&mut self, row: impl IntoIterator<Item = (u32, f64)>) {
        for (end, weight) in row.into_iter().filter(|edge| edge.1 > 0.0) {
            self.ends.push(end);
            self.weights.push(weight);
        }
        self.starts.push(self.ends.len());
    }

    /// The transposed matrix.
    fn turned(&self) -> Self {
        let mut starts = vec![0; self.len() + 1];
        self.ends.iter().for_each(|&end| starts[index(end) + 1] += 1);
        for record in 0..self.len() {
            starts[record + 1] += starts[record];
        }
        let (mut next, edges) = (starts.clone(), self.ends.len());
        let (mut ends, mut weights) = (vec![0; edges], vec![0.0; edges]);
        for record in 0..count(self.len()) {
            let (own, strong) = self.row(record);
            for (&end, &weight) in own.iter().zip(strong) {
                let place = &mut next[index(end)];
                (ends[*place], weights[*place]) = (record, weight);
                *place += 1;
            }
        }
        Self {
            starts,
            ends,
            weights,
        }
    }

    /// Both matrices' entries joined, those that are missing as 0.
    fn of_both(forth: &Self, back: &Self, weight: fn(f64, f64) -> f64) -> Self {
        let mut graph = Self {
            starts: vec![0],
            ends: Vec::with_capacity(2 * forth.ends.len()),
            weights: Vec::with_capacity(2 * forth.ends.len()),
        };
        for record in 0..count(forth.len()) {
            let row = merged(forth.row(record), back.row(record));
            graph.push(row.into_iter().map(|(end, one, other)| (end, weight(one, other))));
        }
        graph.ends.shrink_to_fit();
        graph.weights.shrink_to_fit();
        graph
    }
}

/// A graph being joined, in steps that each look at every edge.
#[derive(Debug)]
pub struct Joining {
    joined: Joined,
    weights: Weights,
    /// From each record to those in its list.
    forth: Option<Graph>,
    /// The other way.
    back: Option<Graph>,
}

impl Joining {
    /// Begins to join records.
    #[must_use]
    pub const fn new(joined: Joined, weights: Weights) -> Self {
        Self {
            joined,
            weights,
            forth: None,
            back: None,
        }
    }

    /// Does one step. Every step must be given the same lists. The graph once it is made.
    pub fn step(&mut self, neighbors: &Neighbors) -> Option<Graph> {
        let Some(forth) = self.forth.take() else {
            let forth = Graph::directed(neighbors, |list| self.weights.of(list));
            if self.joined == Joined::Directed {
                return Some(forth);
            }
            self.forth = Some(forth);
            return None;
        };
        let Some(back) = self.back.take() else {
            (self.back, self.forth) = (Some(forth.turned()), Some(forth));
            return None;
        };
        let weight = match (self.joined, self.weights) {
            (Joined::Mutual, _) => |forth: f64, back: f64| forth.min(back),
            (_, Weights::SelfTuning(_)) => |forth: f64, back: f64| f64::midpoint(forth, back),
            _ => |forth: f64, back: f64| forth.max(back),
        };
        Some(Graph::of_both(&forth, &back, weight))
    }
}

impl Weights {
    fn of(self, list: &[Neighbor]) -> Vec<f64> {
        let similarities = list.iter().map(|near| f64::from(near.similarity));
        match self {
            Self::Similarity => similarities.collect(),
            Self::Equal => vec![1.0; list.len()],
            Self::SelfTuning(measure) => {
                let squares: Vec<f64> = similarities.map(|alike| squared(measure, alike)).collect();
                let last = squares.last().copied().unwrap_or_default();
                // All neighbours are identical where the last one is.
                let weight = |square: f64| {
                    if last == 0.0 {
                        1.0
                    } else {
                        exp(-4.0 * square / last)
                    }
                };
                squares.into_iter().map(weight).collect()
            }
        }
    }
}

/// The squared distance of unit rows with that cosine, or the one that the similarity was made of.
fn squared(measure: super::Measure, similarity: f64) -> f64 {
    match measure {
        super::Measure::Cosine => 2.0 - 2.0 * similarity,
        super::Measure::Distance => {
            let distance = 1.0 / similarity - 1.0;
            distance * distance
        }
    }
}

type Row<'a> = (&'a [u32], &'a [f64]);

/// Ends of either row, ascending, with both weights.
fn merged(one: Row<'_>, other: Row<'_>) -> Vec<(u32, f64, f64)> {
    let mut row: Vec<(u32, f64, f64)> = Vec::with_capacity(one.0.len() + other.0.len());
    let mut other = other.0.iter().copied().zip(other.1.iter().copied()).peekable();
    for (&end, &weight) in one.0.iter().zip(one.1) {
        while let Some((before, back)) = other.next_if(|edge| edge.0 < end) {
            row.push((before, 0.0, back));
        }
        let back = other.next_if(|edge| edge.0 == end).map_or(0.0, |edge| edge.1);
        row.push((end, weight, back));
    }
    row.extend(other.map(|(end, back)| (end, 0.0, back)));
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 0 → 1, 2; 1 → 0; 2 → 1; 3 alone.
    fn lists() -> Neighbors {
        let mut lists = Neighbors::new(2);
        let near = |record, similarity| Neighbor { record, similarity };
        lists.push(vec![near(1, 1.0), near(2, 0.5)]).unwrap();
        lists.push(vec![near(0, 1.0)]).unwrap();
        lists.push(vec![near(1, 0.25)]).unwrap();
        lists.push(Vec::new()).unwrap();
        lists
    }

    #[test]
    fn records_are_joined_as_asked() {
        let union = Graph::new(&lists(), Joined::Union, Weights::Similarity);
        assert_eq!(union.starts, [0, 2, 4, 6, 6]);
        assert_eq!(union.ends, [1, 2, 0, 2, 0, 1]);
        assert_eq!(union.weights, [1.0, 0.5, 1.0, 0.25, 0.5, 0.25]);
        let mutual = Graph::new(&lists(), Joined::Mutual, Weights::Equal);
        assert_eq!((mutual.ends, mutual.weights), (vec![1, 0], vec![1.0, 1.0]));
        let directed = Graph::new(&lists(), Joined::Directed, Weights::Similarity);
        assert_eq!(
            (directed.starts, directed.ends),
            (vec![0, 2, 3, 4, 4], vec![1, 2, 0, 1])
        );
    }

    /// Record 0: d² are 0 and 1, dₖ² = 1. Record 1: an identical one alone. Record 2: its last and only one.
    #[test]
    fn scales_are_the_records_own() {
        let tuned = Weights::SelfTuning(crate::graph::Measure::Cosine);
        let graph = Graph::new(&lists(), Joined::Union, tuned);
        let far = exp(-4.0);
        assert_eq!(graph.row(0), (&[1, 2][..], &[1.0, far / 2.0][..]));
        assert_eq!(graph.row(2), (&[0, 1][..], &[far / 2.0, far / 2.0][..]));
    }
}
