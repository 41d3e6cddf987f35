//! A graph of features, in steps: neighbours, edges, and what propagation reads of them.

use std::sync::Arc;

use super::options::Options;
use crate::error::Result;
use crate::features::Vectors;
use crate::graph::edges::Edges;
use crate::graph::{Finding, Graph, Neighbors, Options as Search};
use crate::job::{Progress, Step};
use crate::propagation::Field;

/// A graph being made.
#[derive(Debug)]
pub(super) struct Preparing {
    vectors: Vec<Arc<Vectors>>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Finding(Box<Finding>),
    Joining(Box<Neighbors>),
    Reading(Arc<Edges>),
    Over,
}

impl Preparing {
    /// Begins, with what bytes are left beside the features.
    ///
    /// # Errors
    /// Features that don't go together, more memory than is allowed.
    pub(super) fn new(vectors: Vec<Arc<Vectors>>, options: &Options, most_bytes: u64) -> Result<Self> {
        let search = Search {
            k: options.k,
            most_bytes,
            ..Search::default()
        };
        let finding = Finding::new(&borrowed(&vectors), &search)?;
        Ok(Self {
            stage: Stage::Finding(Box::new(finding)),
            vectors,
        })
    }

    /// Does one step.
    ///
    /// # Errors
    /// None after [`Self::new`].
    pub(super) fn step(&mut self, options: &Options) -> Result<Step<Arc<Field>>> {
        let (stage, progress) = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Finding(mut finding) => match finding.step(&borrowed(&self.vectors))? {
                Step::Working(progress) => (Stage::Finding(finding), progress),
                Step::Done(found) => {
                    // The graph is made of the lists alone.
                    self.vectors.clear();
                    (Stage::Joining(Box::new(found.neighbors)), told())
                }
            },
            Stage::Joining(neighbors) => {
                let graph = Graph::new(&neighbors, options.joined, options.weights);
                (Stage::Reading(Arc::new(Edges::from(graph))), told())
            }
            Stage::Reading(edges) => return Ok(Step::Done(Arc::new(Field::new(edges)?))),
            Stage::Over => (Stage::Over, told()),
        };
        self.stage = stage;
        Ok(Step::Working(progress))
    }
}

fn borrowed(vectors: &[Arc<Vectors>]) -> Vec<&Vectors> {
    vectors.iter().map(Arc::as_ref).collect()
}

const fn told() -> Progress {
    Progress {
        stage: "joining neighbours",
        done: 1,
        total: 1,
        estimate: None,
    }
}
