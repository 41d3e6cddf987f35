//! A graph judged: each method carries the labels of each round, and is asked for those held out.

use std::sync::Arc;

use super::candidates::Candidates;
use super::folds::{Folds, Round};
use super::options::Options;
use super::outcome::Tried;
use crate::error::Result;
use crate::job::{Job, Step};
use crate::metrics::Confusion;
use crate::num::index;
use crate::propagation::{Field, Options as Choices, Origin, PropagationRun, Seed, Seeds, Stop};

/// Labels settle before the last digits of scores do.
const STOP: Stop = Stop::Settled {
    residual: 1e-4,
    most: 2_000,
};

/// What candidates learn from and are judged by, by the numbers of the sample.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) folds: Folds,
    /// Rounds that hold something out.
    pub(super) rounds: Vec<Round>,
    /// What rules and models say of records without gold.
    pub(super) others: Seeds,
    pub(super) options: Options,
}

impl Ground {
    /// What is learned from in a round.
    pub(super) fn seeds(&self, round: Round) -> Result<Seeds> {
        let mut seeds = self.others.clone();
        for (record, label) in self.folds.taught(round) {
            seeds.put(Seed {
                record,
                label,
                origin: Origin::Gold,
                weight: 1.0,
            })?;
        }
        Ok(seeds)
    }

    /// k.
    pub(super) const fn labels(&self) -> usize {
        self.others.labels()
    }

    /// Counts what a candidate says of the records of a round.
    pub(super) fn ask(
        &self,
        round: Round,
        confusion: &mut Confusion,
        label_of: impl Fn(u32) -> Option<usize>,
    ) {
        for (record, label) in self.folds.held_out(round) {
            confusion.add(index(label), label_of(record));
        }
    }
}

/// A graph being judged.
#[derive(Debug)]
pub(super) struct Judging {
    field: Arc<Field>,
    /// Of the method under way.
    method: usize,
    round: usize,
    run: Option<PropagationRun>,
    confusion: Confusion,
}

impl Judging {
    pub(super) fn new(field: Arc<Field>, ground: &Ground) -> Self {
        Self {
            field,
            method: 0,
            round: 0,
            run: None,
            confusion: Confusion::new(ground.labels()),
        }
    }

    /// Does one step; a method is done with its last round. `tried` is the method's, without figures.
    pub(super) fn step(
        &mut self,
        ground: &Ground,
        candidates: &Candidates,
        tried: impl Fn(usize) -> Tried,
    ) -> Step<Tried> {
        match self.round(ground, candidates) {
            Ok(()) if self.round < ground.rounds.len() => {
                Step::Working(super::job::told("trying methods", 0, 1))
            }
            Ok(()) => {
                let mut tried = tried(self.method);
                tried.judge(&self.confusion, ground.folds.judged, ground.folds.deals());
                self.next(ground);
                Step::Done(tried)
            }
            Err(error) => {
                let mut tried = tried(self.method);
                tried.problem = Some(error.to_string());
                self.next(ground);
                Step::Done(tried)
            }
        }
    }

    /// Whether all methods are done.
    pub(super) fn is_over(&self, candidates: &Candidates) -> bool {
        self.method == candidates.methods.len()
    }

    /// How much is done, from 0 to 1.
    pub(super) fn done(&self, ground: &Ground, candidates: &Candidates) -> f64 {
        use crate::num::exact;
        let of_method = exact(self.round) / exact(ground.rounds.len().max(1));
        (exact(self.method) + of_method) / exact(candidates.methods.len().max(1))
    }

    fn next(&mut self, ground: &Ground) {
        self.method += 1;
        self.round = 0;
        self.run = None;
        self.confusion = Confusion::new(ground.labels());
    }

    fn round(&mut self, ground: &Ground, candidates: &Candidates) -> Result<()> {
        let Some(&round) = ground.rounds.get(self.round) else {
            return Ok(());
        };
        let run = match &mut self.run {
            Some(run) => run,
            None => {
                let choices = Choices {
                    alpha: ground.options.alpha,
                    stop: STOP,
                    balance: ground.options.balance.clone(),
                };
                let (method, field) = (candidates.methods[self.method], Arc::clone(&self.field));
                self.run
                    .insert(PropagationRun::new(method, field, ground.seeds(round)?, choices)?)
            }
        };
        if let Step::Done(picture) = run.step()? {
            ground.ask(round, &mut self.confusion, |record| {
                picture.label(record).map(index)
            });
            self.run = None;
            self.round += 1;
        }
        Ok(())
    }
}
