//! Records that disagree with their neighbours: a label among neighbours of another is a mistake, or a border worth
//! reading. And how pure a graph is: how often an edge joins two records of one label, which says more about what it is
//! good for than how exact it is.

use crate::graph::edges::Edges;
use crate::num::{exact, index};

/// A record whose labeled neighbours are mostly of another label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Disagreement {
    /// The record.
    pub record: u32,
    /// Its own label.
    pub label: u32,
    /// The label that weighs most among its neighbours.
    pub neighbours_label: u32,
    /// The part of the weight of its labeled neighbours that is of other labels than its own, above 0.
    pub share: f64,
    /// How many labeled neighbours it has.
    pub neighbours: u32,
}

/// How often edges join records of one label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Purity {
    /// Edges between two labeled records, each way counted.
    pub edges: u64,
    /// Those of them that join one label.
    pub same: u64,
}

impl Purity {
    /// From 0 to 1; none where no edge joins labeled records.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
        let share = self.same as f64 / self.edges as f64;
        (self.edges > 0).then_some(share)
    }
}

/// The records whose neighbours weigh more for another label than for their own: the largest share of others first, then
/// the one with more neighbours, then by record. `labels` holds a label or none for each of n records, and k bounds them.
#[must_use]
pub fn disagreements(edges: &Edges, labels: &[Option<u32>], k: usize) -> Vec<Disagreement> {
    let mut weights = vec![0.0; k];
    let of_record = |record: usize| disagreement(edges, labels, record, &mut weights);
    let mut found: Vec<Disagreement> = (0..edges.records()).filter_map(of_record).collect();
    found.sort_by(|a, b| {
        let larger = b.share.total_cmp(&a.share);
        larger
            .then(b.neighbours.cmp(&a.neighbours))
            .then(a.record.cmp(&b.record))
    });
    found
}

fn disagreement(
    edges: &Edges,
    labels: &[Option<u32>],
    record: usize,
    weights: &mut [f64],
) -> Option<Disagreement> {
    let own = (*labels.get(record)?)?;
    weights.fill(0.0);
    let mut neighbours = 0;
    let (ends, of_edges) = edges.row(record);
    for (&end, weight) in ends.iter().zip(of_edges) {
        if let Some(Some(label)) = labels.get(index(end))
            && index(end) != record
        {
            weights[index(*label)] += weight;
            neighbours += 1;
        }
    }
    let all: f64 = weights.iter().sum();
    let mut most = (own, weights[index(own)]);
    for (label, &weight) in (0..).zip(&*weights) {
        if weight > most.1 {
            most = (label, weight);
        }
    }
    (most.0 != own).then(|| Disagreement {
        record: crate::num::count(record),
        label: own,
        neighbours_label: most.0,
        share: 1.0 - weights[index(own)] / all,
        neighbours,
    })
}

/// How many edges join labeled records, and how many of these join one label.
#[must_use]
pub fn purity(edges: &Edges, labels: &[Option<u32>]) -> Purity {
    let mut purity = Purity { edges: 0, same: 0 };
    for record in 0..edges.records() {
        let Some(Some(own)) = labels.get(record) else {
            continue;
        };
        for &end in edges.row(record).0 {
            if let Some(Some(label)) = labels.get(index(end))
                && index(end) != record
            {
                purity.edges += 1;
                purity.same += u64::from(label == own);
            }
        }
    }
    purity
}

/// The purity that labels would have if they were spread over the graph by chance: Σ p², p their shares.
#[must_use]
pub fn purity_by_chance(labels: &[Option<u32>], k: usize) -> Option<f64> {
    let mut counts = vec![0_usize; k];
    labels
        .iter()
        .flatten()
        .for_each(|&label| counts[index(label)] += 1);
    let all: usize = counts.iter().sum();
    let square = |count: &usize| (exact(*count) / exact(all)) * (exact(*count) / exact(all));
    (all > 0).then(|| counts.iter().map(square).sum())
}
