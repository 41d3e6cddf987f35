//! Candidates without a graph: each classifier learns from the records of each round, and is asked for those held out.

use super::candidates::Candidates;
use super::judging::Ground;
use super::outcome::Tried;
use crate::classifiers::{Learning, Taught};
use crate::error::Result;
use crate::features::Vectors;
use crate::job::Step;
use crate::metrics::Confusion;
use crate::num::{exact, index};
use crate::posteriors::winners;

/// Classifiers being judged.
#[derive(Debug)]
pub(super) struct PlainJudging {
    /// Of the classifier under way.
    classifier: usize,
    round: usize,
    learning: Option<Box<dyn Learning>>,
    confusion: Confusion,
}

impl PlainJudging {
    pub(super) fn new(ground: &Ground) -> Self {
        Self {
            classifier: 0,
            round: 0,
            learning: None,
            confusion: Confusion::new(ground.labels()),
        }
    }

    /// Does one step; a classifier is done with its last round. `tried` is the classifier's, without figures.
    pub(super) fn step(
        &mut self,
        ground: &Ground,
        candidates: &Candidates,
        vectors: &Vectors,
        tried: impl Fn(usize) -> Tried,
    ) -> Step<Tried> {
        let went = self.round(ground, candidates, vectors);
        if went.is_ok() && self.round < ground.rounds.len() {
            return Step::Working(super::job::told("trying classifiers", 0, 1));
        }
        let mut tried = tried(self.classifier);
        match went {
            Ok(()) => tried.judge(&self.confusion, ground.folds.judged, ground.folds.deals()),
            Err(error) => tried.problem = Some(error.to_string()),
        }
        *self = Self {
            classifier: self.classifier + 1,
            ..Self::new(ground)
        };
        Step::Done(tried)
    }

    /// Whether all classifiers are done.
    pub(super) fn is_over(&self, candidates: &Candidates) -> bool {
        self.classifier == candidates.classifiers.len()
    }

    /// How much is done, from 0 to 1.
    pub(super) fn done(&self, ground: &Ground, candidates: &Candidates) -> f64 {
        let of_one = exact(self.round) / exact(ground.rounds.len().max(1));
        (exact(self.classifier) + of_one) / exact(candidates.classifiers.len().max(1))
    }

    fn round(&mut self, ground: &Ground, candidates: &Candidates, vectors: &Vectors) -> Result<()> {
        let Some(&round) = ground.rounds.get(self.round) else {
            return Ok(());
        };
        let learning = match &mut self.learning {
            Some(learning) => learning,
            None => {
                let seeds = ground.seeds(round)?;
                let taught = seeds.iter().map(|seed| Taught {
                    record: seed.record,
                    label: index(seed.label),
                    weight: seed.weight,
                });
                let taught: Vec<Taught> = taught.collect();
                let classifier = candidates.classifiers[self.classifier];
                self.learning
                    .insert(classifier.begin(vectors, &taught, ground.labels())?)
            }
        };
        if let Step::Done(learned) = learning.step(vectors)? {
            let label_of = |record| winners(&learned.row(vectors, record)?).first().copied();
            ground.ask(round, &mut self.confusion, label_of);
            self.learning = None;
            self.round += 1;
        }
        Ok(())
    }
}
