//! A graph judged: each method carries the labels of each round, and is asked for those held out.

use std::sync::Arc;

use super::candidates::Candidates;
use super::folds::{Folds, Lesson};
use super::options::Options;
use super::outcome::Tried;
use super::said::Said;
use crate::error::Result;
use crate::job::{Job, Step};
use crate::num::{exact, index};
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
    /// Rounds that hold something out, and at last one that learns from all.
    pub(super) lessons: Vec<Lesson>,
    /// Records of which nothing is known, ascending.
    pub(super) rest: Vec<u32>,
    /// What rules and models say of records without gold.
    pub(super) others: Seeds,
    pub(super) options: Options,
}

/// A candidate's figures with what it said; that is none where it could not be judged.
pub(super) type Judged = (Tried, Option<Said>);

impl Ground {
    pub(super) fn new(folds: Folds, others: Seeds, options: Options) -> Self {
        let parts = folds.rounds().into_iter().map(Lesson::Part);
        let mut is_known = vec![false; others.records()];
        let known = folds.gold.iter().map(|at| at.0);
        for record in known.chain(others.iter().map(|seed| seed.record)) {
            is_known[index(record)] = true;
        }
        let rest = (0..).zip(is_known).filter(|(_, is_known)| !is_known);
        Self {
            lessons: parts.chain([Lesson::All]).collect(),
            rest: rest.map(|(record, _)| record).collect(),
            folds,
            others,
            options,
        }
    }

    /// What is learned from in a lesson.
    pub(super) fn seeds(&self, lesson: Lesson) -> Result<Seeds> {
        let mut seeds = self.others.clone();
        for (record, label) in self.folds.lesson(lesson) {
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

    /// A candidate with its figures, or with what is wrong with it.
    pub(super) fn judged(&self, tried: Tried, said: Result<Said>) -> Judged {
        let mut tried = tried;
        match said {
            Ok(said) => {
                tried.judge(&said.confusion(self), self.folds.judged, self.folds.deals());
                (tried, Some(said))
            }
            Err(error) => {
                tried.problem = Some(error.to_string());
                (tried, None)
            }
        }
    }
}

/// A graph being judged.
#[derive(Debug)]
pub(super) struct Judging {
    field: Arc<Field>,
    /// Of the method under way.
    method: usize,
    lesson: usize,
    run: Option<PropagationRun>,
    said: Said,
}

impl Judging {
    pub(super) fn new(field: Arc<Field>, ground: &Ground) -> Self {
        Self {
            field,
            method: 0,
            lesson: 0,
            run: None,
            said: Said::new(ground),
        }
    }

    /// Does one step; a method is done with its last lesson. `tried` is the method's, without figures.
    pub(super) fn step(
        &mut self,
        ground: &Ground,
        candidates: &Candidates,
        tried: impl Fn(usize) -> Tried,
    ) -> Step<Judged> {
        let went = self.learn(ground, candidates);
        if went.is_ok() && self.lesson < ground.lessons.len() {
            return Step::Working(super::job::told("trying methods", 0, 1));
        }
        let next = Self {
            method: self.method + 1,
            ..Self::new(Arc::clone(&self.field), ground)
        };
        let done = std::mem::replace(self, next);
        Step::Done(ground.judged(tried(done.method), went.map(|()| done.said)))
    }

    /// Whether all methods are done.
    pub(super) fn is_over(&self, candidates: &Candidates) -> bool {
        self.method == candidates.methods.len()
    }

    /// How much is done, from 0 to 1.
    pub(super) fn done(&self, ground: &Ground, candidates: &Candidates) -> f64 {
        let of_method = exact(self.lesson) / exact(ground.lessons.len().max(1));
        (exact(self.method) + of_method) / exact(candidates.methods.len().max(1))
    }

    fn learn(&mut self, ground: &Ground, candidates: &Candidates) -> Result<()> {
        let Some(&lesson) = ground.lessons.get(self.lesson) else {
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
                self.run.insert(PropagationRun::new(
                    method,
                    field,
                    ground.seeds(lesson)?,
                    choices,
                )?)
            }
        };
        if let Step::Done(picture) = run.step()? {
            // A label is looked up: all records at once.
            self.said
                .note(lesson, ground, usize::MAX, |record| picture.label(record));
            self.run = None;
            self.lesson += 1;
        }
        Ok(())
    }
}
