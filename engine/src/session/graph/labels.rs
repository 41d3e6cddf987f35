//! The graph's labels for records that no rule votes on, where the document says that they take them.

use std::sync::Arc;

use super::build::BuildJob;
use super::spread::{Pictured, SpreadJob};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::formats::write::GraphNote;
use crate::graph_choice::{JoinedChoice, SeedBalance, WeightsChoice};
use crate::ids::LabelId;
use crate::job::Step;
use crate::num::count;
use crate::posteriors::{Posteriors, winners};
use crate::session::labels::{ByGraph, LabelCounted, Labeled};
use crate::session::project::Project;

/// Labels by the graph.
#[derive(Debug)]
pub(in crate::session) struct GraphLabels {
    /// n × k; rows of records that no rule votes on and a seed reaches.
    posteriors: Posteriors,
    /// The records that are given one label.
    labeled: BitSet,
    note: GraphNote,
}

impl GraphLabels {
    fn new(project: &Project, pictured: &Pictured) -> Self {
        let (n, k) = (project.corpus.len(), pictured.labels.len());
        let mut posteriors = Posteriors::unreached(n, k);
        let (mut row, mut labeled) = (vec![0.0; k], BitSet::empty(n));
        let mut records = pictured.picture.reached().clone();
        records.without(&project.saved.analysis.sets.covered);
        for record in records.iter() {
            if pictured.picture.read(record, &mut row) {
                posteriors.set(record, &row);
                if winners(&row).len() == 1 {
                    labeled.insert(record);
                }
            }
        }
        Self {
            posteriors,
            labeled,
            note: note(pictured),
        }
    }

    /// The row of a record that no rule votes on.
    pub(in crate::session) fn row(&self, record: u32) -> Option<&[f64]> {
        self.posteriors.get(record)
    }

    /// The records without a vote to which it gives a label.
    pub(in crate::session) const fn reaches(&self) -> &BitSet {
        &self.labeled
    }

    /// What the labels were made of.
    pub(in crate::session) fn note(&self) -> GraphNote {
        self.note.clone()
    }
}

fn note(pictured: &Pictured) -> GraphNote {
    let choice = &pictured.choice;
    let method = pictured.picture.method();
    GraphNote {
        features: choice.features.clone(),
        k: choice.k,
        joined: match choice.joined {
            JoinedChoice::Union => "union",
            JoinedChoice::Mutual => "mutual",
            JoinedChoice::Directed => "directed",
        },
        weights: match choice.weights {
            WeightsChoice::Cosine => "cosine",
            WeightsChoice::SelfTuning => "self-tuning",
        },
        method: method.name,
        alpha: method.uses_alpha.then_some(choice.alpha),
        balance: match choice.balance {
            SeedBalance::Seeds => "seeds",
            SeedBalance::None => "none",
            SeedBalance::Mass => "mass",
            SeedBalance::Given(_) => "given",
            SeedBalance::Volume => "volume",
            SeedBalance::VolumeGiven(_) => "volume-given",
        },
        seeds: count(pictured.picture.seeds().len()),
        seeds_gold: choice.seeds.gold,
        seeds_model_at_least: choice.seeds.posteriors,
        seeds_rules: choice.seeds.rules,
    }
}

impl Project {
    /// The graph's labels of records that no rule votes on; made now where they are not there. `fit` is the chosen model's,
    /// where the seeds hang on it.
    ///
    /// # Errors
    /// What the graph can't be built for, and no label to carry.
    // A door of the page's part `graph`.
    #[inline(never)]
    pub(in crate::session) fn graph_labels(&self, fit: Option<Arc<Labeled>>) -> Result<GraphLabels> {
        if let Some(pictured) = self.pictured().filter(|pictured| pictured.settled) {
            return Ok(GraphLabels::new(self, pictured));
        }
        let built = match self.built() {
            Some(built) => Arc::clone(built),
            None => Arc::new(done(|| BuildJob::new(self), |job| job.step(self))?),
        };
        let begin = || Ok(SpreadJob::new(self, built, true)?.with_fit(fit));
        let pictured = done(begin, |job: &mut SpreadJob| job.step(self))?;
        let pictured = pictured.ok_or_else(|| Error::new("The project has changed", "Ask again"))?;
        Ok(GraphLabels::new(self, &pictured))
    }

    /// P(label) of a record along the graph as it is now, by label.
    pub(in crate::session) fn graph_row(&self, record: u32) -> Option<(&[LabelId], Vec<f64>)> {
        let pictured = self.pictured()?;
        let mut row = vec![0.0; pictured.labels.len()];
        let is_reached = pictured.picture.read(record, &mut row);
        is_reached.then_some((&pictured.labels[..], row))
    }

    /// How the graph labels records that no rule votes on, where the document says that it does and labels were carried.
    pub(in crate::session) fn by_graph(&self, within: &BitSet) -> Option<ByGraph> {
        let pictured = self.graph.pictured.as_deref();
        let pictured = pictured.filter(|_| self.document.graph.labels_records)?;
        let mut left = within.clone();
        left.without(&self.saved.analysis.sets.covered);
        let labels = pictured.labels.iter().zip(&pictured.by_label);
        Some(ByGraph {
            is_stale: pictured.revision != self.revision,
            labels: labels
                .map(|(&label, records)| LabelCounted {
                    label,
                    count: records.count_and(&left),
                })
                .collect(),
            left: left.count_without(pictured.picture.reached()),
        })
    }
}

/// Runs a job to its end.
fn done<J, T>(
    begin: impl FnOnce() -> Result<J>,
    mut step: impl FnMut(&mut J) -> Result<Step<T>>,
) -> Result<T> {
    let mut job = begin()?;
    loop {
        if let Step::Done(made) = step(&mut job)? {
            return Ok(made);
        }
    }
}
