//! Candidates without a graph: each classifier learns from the records of each lesson, and is asked for those held out, at
//! last for those without a label.

use super::candidates::Candidates;
use super::folds::Lesson;
use super::judging::{Ground, Judged};
use super::outcome::Tried;
use super::said::Said;
use crate::classifiers::{Learned, Learning, Taught};
use crate::error::Result;
use crate::features::Vectors;
use crate::job::Step;
use crate::num::{count, exact, index};
use crate::posteriors::winners;

/// Records that are asked for in a step: each takes as many products as it has features, times k.
const AT_ONCE: usize = 1024;

/// Classifiers being judged.
#[derive(Debug)]
pub(super) struct PlainJudging {
    /// Of the classifier under way.
    classifier: usize,
    lesson: usize,
    stage: Stage,
    said: Said,
}

#[derive(Debug)]
enum Stage {
    Waiting,
    Learning(Box<dyn Learning>),
    Asking(Box<dyn Learned>),
}

impl PlainJudging {
    pub(super) fn new(ground: &Ground) -> Self {
        Self {
            classifier: 0,
            lesson: 0,
            stage: Stage::Waiting,
            said: Said::new(ground),
        }
    }

    /// Does one step; a classifier is done with its last lesson. `tried` is the classifier's, without figures.
    pub(super) fn step(
        &mut self,
        ground: &Ground,
        candidates: &Candidates,
        vectors: &Vectors,
        tried: impl Fn(usize) -> Tried,
    ) -> Step<Judged> {
        let went = self.learn(ground, candidates, vectors);
        if went.is_ok() && self.lesson < ground.lessons.len() {
            return Step::Working(super::job::told("trying classifiers", 0, 1));
        }
        let next = Self {
            classifier: self.classifier + 1,
            ..Self::new(ground)
        };
        let done = std::mem::replace(self, next);
        Step::Done(ground.judged(tried(done.classifier), went.map(|()| done.said)))
    }

    /// Whether all classifiers are done.
    pub(super) fn is_over(&self, candidates: &Candidates) -> bool {
        self.classifier == candidates.classifiers.len()
    }

    /// How much is done, from 0 to 1.
    pub(super) fn done(&self, ground: &Ground, candidates: &Candidates) -> f64 {
        let of_one = exact(self.lesson) / exact(ground.lessons.len().max(1));
        (exact(self.classifier) + of_one) / exact(candidates.classifiers.len().max(1))
    }

    fn learn(&mut self, ground: &Ground, candidates: &Candidates, vectors: &Vectors) -> Result<()> {
        let Some(&lesson) = ground.lessons.get(self.lesson) else {
            return Ok(());
        };
        self.stage = match std::mem::replace(&mut self.stage, Stage::Waiting) {
            Stage::Waiting => Stage::Learning(self.begin(lesson, ground, candidates, vectors)?),
            Stage::Learning(mut learning) => match learning.step(vectors)? {
                Step::Working(_) => Stage::Learning(learning),
                Step::Done(learned) => Stage::Asking(learned),
            },
            Stage::Asking(learned) => {
                let label_of = |record| {
                    winners(&learned.row(vectors, record)?)
                        .first()
                        .copied()
                        .map(count)
                };
                if self.said.note(lesson, ground, AT_ONCE, label_of) {
                    self.lesson += 1;
                    Stage::Waiting
                } else {
                    Stage::Asking(learned)
                }
            }
        };
        Ok(())
    }

    fn begin(
        &self,
        lesson: Lesson,
        ground: &Ground,
        candidates: &Candidates,
        vectors: &Vectors,
    ) -> Result<Box<dyn Learning>> {
        let seeds = ground.seeds(lesson)?;
        let taught = seeds.iter().map(|seed| Taught {
            record: seed.record,
            label: index(seed.label),
            weight: seed.weight,
        });
        let taught: Vec<Taught> = taught.collect();
        candidates.classifiers[self.classifier].begin(vectors, &taught, ground.labels())
    }
}
