//! What every candidate gets right of all other records, having learned from all seeds.

use std::collections::BTreeMap;
use std::sync::Arc;

use labelloom_engine::choosing::{Features, Outcome as Choice, Tried};
use labelloom_engine::classifiers::{CLASSIFIERS, Taught};
use labelloom_engine::features::{Plan, Vectors};
use labelloom_engine::graph::edges::Edges;
use labelloom_engine::graph::{Graph, Joined, Options, Weights, find};
use labelloom_engine::job::{self, Step};
use labelloom_engine::num::{count, exact, index};
use labelloom_engine::posteriors::winners;
use labelloom_engine::propagation::{Field, Options as Choices, Origin, PropagationRun, Seed, Seeds, named};

use crate::Outcome;
use crate::sets::Set;

/// Features and graphs of a set, made once.
pub(crate) struct Truth {
    vectors: BTreeMap<String, Arc<Vectors>>,
    fields: std::cell::RefCell<BTreeMap<Vec<String>, Arc<Field>>>,
}

impl Truth {
    pub(crate) fn new(set: &Set) -> Outcome<Self> {
        let mut vectors = BTreeMap::new();
        for features in set.candidates.features() {
            let made = match features {
                Features::Given { vectors, .. } => Arc::clone(vectors),
                Features::Kind(kind) => Arc::new(Plan::of(kind).make(&set.corpus)?),
            };
            vectors.insert(features.name().to_owned(), made);
        }
        Ok(Self {
            vectors,
            fields: std::cell::RefCell::default(),
        })
    }

    /// The accuracy of each candidate, in the order of the choice.
    pub(crate) fn accuracies(&self, set: &Set, gold: &[(u32, u32)], choice: &Choice) -> Outcome<Vec<f64>> {
        choice
            .tried
            .iter()
            .map(|tried| self.accuracy(set, gold, tried))
            .collect()
    }

    fn accuracy(&self, set: &Set, gold: &[(u32, u32)], tried: &Tried) -> Outcome<f64> {
        let labels = match tried.graph {
            Some(_) => self.carried(set, gold, tried)?,
            None => self.learned(set, gold, tried)?,
        };
        let is_seed = |record: u32| gold.binary_search_by_key(&record, |at| at.0).is_ok();
        let rest = (0..count(labels.len())).filter(|&record| !is_seed(record));
        let right = rest
            .clone()
            .filter(|&record| labels[index(record)] == Some(set.label(record)));
        Ok(exact(right.count()) / exact(rest.count()))
    }

    fn carried(&self, set: &Set, gold: &[(u32, u32)], tried: &Tried) -> Outcome<Vec<Option<usize>>> {
        let mut seeds = Seeds::new(set.labels.len(), set.k);
        for &(record, label) in gold {
            let (origin, weight) = (Origin::Gold, 1.0);
            seeds.put(Seed {
                record,
                label,
                origin,
                weight,
            })?;
        }
        let field = self.field(&tried.features)?;
        let mut run = PropagationRun::new(named(&tried.model)?, field, seeds, Choices::default())?;
        let picture = job::run(&mut run)?;
        Ok(picture.labels().map(|label| label.map(index)).collect())
    }

    fn learned(&self, set: &Set, gold: &[(u32, u32)], tried: &Tried) -> Outcome<Vec<Option<usize>>> {
        let vectors = &self.vectors[&tried.features[0]];
        let taught: Vec<Taught> = gold
            .iter()
            .map(|&(record, label)| Taught {
                record,
                label: index(label),
                weight: 1.0,
            })
            .collect();
        let classifier = CLASSIFIERS
            .iter()
            .find(|classifier| classifier.name == tried.model);
        let mut learning = classifier
            .ok_or("no such classifier")?
            .begin(vectors, &taught, set.k)?;
        let learned = loop {
            if let Step::Done(learned) = learning.step(vectors)? {
                break learned;
            }
        };
        let label_of = |record| winners(&learned.row(vectors, record)?).first().copied();
        Ok((0..count(vectors.len())).map(label_of).collect())
    }

    fn field(&self, features: &[String]) -> Outcome<Arc<Field>> {
        if let Some(field) = self.fields.borrow().get(features) {
            return Ok(Arc::clone(field));
        }
        let vectors: Vec<&Vectors> = features.iter().map(|name| &*self.vectors[name]).collect();
        let found = find(&vectors, &Options::default())?;
        let graph = Graph::new(&found.neighbors, Joined::Union, Weights::Similarity);
        let field = Arc::new(Field::new(Arc::new(Edges::from(graph)))?);
        self.fields
            .borrow_mut()
            .insert(features.to_vec(), Arc::clone(&field));
        Ok(field)
    }
}
