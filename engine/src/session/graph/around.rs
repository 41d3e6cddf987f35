//! The graph asked about a text or an image that is no record: which label the records around its parent have that are most like it.

use std::sync::Arc;

use super::build::Built;
use super::model::LabelsOf;
use super::spread::Pictured;
use crate::features::{Row, Vectors};
use crate::num::{count, index};
use crate::session::augment::is_open;
use crate::session::project::Project;

/// The records of a graph with the labels that are known of them.
#[derive(Debug)]
pub(in crate::session) struct Around {
    built: Arc<Built>,
    /// Features whose columns what is no record can be put in.
    pub(in crate::session) vectors: Arc<Vectors>,
    /// Per record the index of its label among the document's.
    labels: LabelsOf,
}

impl Project {
    /// The graph with dev gold and, where labels were carried along it, those; none where no graph of words or images is built.
    pub(in crate::session) fn graph_around(&self) -> Option<Around> {
        let built = Arc::clone(self.built()?);
        let vectors = built.vectors.iter().find(|vectors| is_open(vectors))?;
        Some(Around {
            labels: match self.carried() {
                Some(pictured) => self.known_labels(pictured),
                None => self.gold_labels(),
            },
            vectors: Arc::clone(vectors),
            built,
        })
    }
}

impl Project {
    /// The labels along the present graph, while all that they hang on is as it was: a judge must not become another one
    /// by an edit that touches no label.
    fn carried(&self) -> Option<&Arc<Pictured>> {
        let pictured = self.graph.pictured.as_ref();
        pictured
            .filter(|pictured| self.labels_hold(pictured.revision) && pictured.choice == *self.document.graph)
    }

    /// Where each record is on the map of the present graph, n × 2 numbers; none where there is no map.
    pub(in crate::session) fn map_positions(&self) -> Option<&[f32]> {
        let layout = self.layout()?;
        (layout.positions().len() == 2 * self.corpus.len()).then(|| layout.positions())
    }
}

impl Around {
    /// The label of those records, among the parent's neighbours and theirs, that a row is most like; the parent itself
    /// has no say. None where none of them has a label, or labels tie.
    pub(in crate::session) fn label(&self, parent: u32, row: Row<'_>, labels: usize) -> Option<usize> {
        let like = self.like(self.near(parent), row, index(self.built.choice.k));
        let mut weights = vec![0.0; labels];
        for (similarity, record) in like {
            if let Some(weight) = self.labels[index(record)].and_then(|label| weights.get_mut(index(label))) {
                *weight += similarity;
            }
        }
        let most = weights.iter().copied().fold(0.0, f64::max);
        let mut best = (0..labels).filter(|&label| weights[label] >= most - 1e-12);
        let first = best.next().filter(|_| most > 0.0);
        first.filter(|_| best.next().is_none())
    }

    /// The records that a row is most like, of the parent, its neighbours and theirs, and how much.
    pub(in crate::session) fn nearest(&self, parent: u32, row: Row<'_>, most: usize) -> Vec<(f64, u32)> {
        let mut near = self.near(parent);
        near.push(parent);
        self.like(near, row, most)
    }

    fn like(&self, records: Vec<u32>, row: Row<'_>, most: usize) -> Vec<(f64, u32)> {
        let of = |record| (row.dot(self.vectors.row(record)), record);
        let mut like: Vec<(f64, u32)> = records
            .into_iter()
            .map(of)
            .filter(|(cosine, _)| *cosine > 0.0)
            .collect();
        like.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        like.truncate(most);
        like
    }

    /// The neighbours of a record, and theirs.
    fn near(&self, record: u32) -> Vec<u32> {
        let edges = self.built.edges();
        let first = edges.row(index(record)).0;
        let mut near: Vec<u32> = first.to_vec();
        for &other in first {
            near.extend_from_slice(edges.row(index(other)).0);
        }
        near.sort_unstable();
        near.dedup();
        near.retain(|&other| other != record && other < count(self.vectors.len()));
        near
    }
}
