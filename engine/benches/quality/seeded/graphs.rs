//! The graphs of a set that labels are carried along: ten neighbours, joined where either has the other.

use std::sync::Arc;

use labelloom_engine::features::Vectors;
use labelloom_engine::graph::edges::Edges;
use labelloom_engine::graph::{Graph, Joined, Measure, Options, Weights, find};
use labelloom_engine::propagation::Field;

use super::sets::SeededSet;
use crate::Outcome;

/// Graphs with what each is called.
pub(crate) struct Graphs {
    pub(crate) all: Vec<(String, Arc<Field>)>,
}

impl Graphs {
    pub(crate) fn of(set: &SeededSet) -> Outcome<Self> {
        let features = set.features()?;
        let mut all = Vec::new();
        for (name, vectors, measure) in &features {
            all.push(((*name).to_owned(), field(&[vectors], *measure)?));
        }
        // The mean of two cosines.
        if let [(words, sparse, measure), .., (lsa, dense, _)] = &features[..]
            && sparse.is_sparse()
        {
            all.push((format!("{words} + {lsa}"), field(&[sparse, dense], *measure)?));
        }
        Ok(Self { all })
    }
}

fn field(vectors: &[&Vectors], measure: Measure) -> Outcome<Arc<Field>> {
    let edges = Arc::new(edges(vectors, measure)?);
    Ok(Arc::new(Field::new(edges).map_err(|error| error.to_string())?))
}

/// The edges of a graph of ten neighbours.
pub(crate) fn edges(vectors: &[&Vectors], measure: Measure) -> Outcome<Edges> {
    let options = Options {
        measure,
        ..Options::default()
    };
    let found = find(vectors, &options).map_err(|error| error.to_string())?;
    Ok(Graph::new(&found.neighbors, Joined::Union, Weights::Similarity).into())
}
