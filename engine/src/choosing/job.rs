//! The choosing, a small step at a time.

use std::sync::Arc;

use super::candidates::Candidates;
use super::folds::Folds;
use super::judging::{Ground, Judged, Judging};
use super::options::{FEWEST, Known, Options};
use super::outcome::{GraphTried, Outcome, Tried};
use super::plain::PlainJudging;
use super::preparing::Preparing;
use super::said::Said;
use super::sample::Sample;
use super::shelf::Shelf;
use super::verdict::{Judges, advise, notes, too_few};
use super::weighing::{best_of, weigh};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::job::{Progress, Step};

/// Choosing under way. It is handed the corpus at every step.
#[derive(Debug)]
pub struct Choosing {
    pub(super) candidates: Candidates,
    pub(super) ground: Ground,
    pub(super) sample: Sample,
    shelf: Shelf,
    /// The plan under way: features with what is made of them.
    pub(super) plan: usize,
    stage: Stage,
    pub(super) graphs: Vec<GraphTried>,
    pub(super) tried: Vec<Tried>,
    /// What each of these said; none where it could not be judged.
    pub(super) said: Vec<Option<Said>>,
    /// Milliseconds since the last result, where time is told.
    pub(super) ms: Option<f64>,
    /// How far it was said to be: parts of a plan begin from 0 each.
    furthest: u64,
}

#[derive(Debug)]
enum Stage {
    Making,
    Learning(Arc<Vectors>, Box<PlainJudging>),
    Preparing(Box<Preparing>),
    Judging(Box<Judging>),
}

impl Choosing {
    /// Begins to judge candidates by what is known.
    ///
    /// # Errors
    /// Options that mean nothing, gold of no record or label, seeds or features of other records.
    pub fn new(known: &Known, mut candidates: Candidates, options: &Options) -> Result<Self> {
        options.check()?;
        known.check()?;
        candidates.check(known.records)?;
        // Of equal candidates the earlier one is taken: fewer features are simpler.
        candidates.graphs.sort_by_key(Vec::len);
        let sample = Sample::new(known.records, &known.gold, options.most_records, options.seed);
        let gold = sample.gold(&known.gold);
        let deals = |judged| options.deals_of(judged);
        let folds = Folds::new(gold, known.labels, options.folds, deals, options.seed);
        let others = sample.seeds(&known.others, &folds.gold)?;
        Ok(Self {
            shelf: Shelf::new(&candidates),
            ground: Ground::new(folds, others, options.clone()),
            candidates,
            sample,
            plan: 0,
            stage: Stage::Making,
            graphs: Vec::new(),
            tried: Vec::new(),
            said: Vec::new(),
            ms: None,
            furthest: 0,
        })
    }

    /// Tells how long the last step took, in milliseconds: the engine has no clock.
    pub fn took(&mut self, ms: f64) {
        self.ms = Some(self.ms.unwrap_or(0.0) + ms);
    }

    /// Does one step. Every step must be given the same corpus.
    ///
    /// # Errors
    /// None that a candidate has: its row says what is wrong with it.
    pub fn step(&mut self, corpus: &Corpus) -> Result<Step<Outcome>> {
        if self.is_too_little() || self.plan == self.candidates.plans() {
            return Ok(Step::Done(self.finish()));
        }
        let mut progress = match self.advance(corpus) {
            Ok(progress) => progress,
            Err(problem) => {
                self.refuse(&problem);
                self.next_plan();
                self.progress("trying graphs", 0.0)
            }
        };
        self.furthest = self.furthest.max(progress.done);
        progress.done = self.furthest;
        Ok(Step::Working(progress))
    }

    /// Whether there is nothing that candidates could be judged by.
    fn is_too_little(&self) -> bool {
        self.ground.folds.judged < FEWEST || self.ground.folds.labels < 2
    }

    fn advance(&mut self, corpus: &Corpus) -> Result<Progress> {
        match &mut self.stage {
            Stage::Making => self.make(corpus),
            Stage::Learning(..) => Ok(self.learn()),
            Stage::Preparing(preparing) => match preparing.step(&self.ground.options)? {
                Step::Working(told) => Ok(self.progress(told.stage, 0.2 + 0.4 * compared(&told))),
                Step::Done(field) => {
                    let told = self.describe(&field);
                    self.graphs.push(told);
                    self.stage = Stage::Judging(Box::new(Judging::new(field, &self.ground)));
                    Ok(self.progress("trying methods", 0.6))
                }
            },
            Stage::Judging(_) => Ok(self.judge()),
        }
    }

    fn make(&mut self, corpus: &Corpus) -> Result<Progress> {
        let wanted = self.candidates.of_plan(self.plan);
        let most_bytes = self.ground.options.most_bytes;
        let made = self
            .shelf
            .step(corpus, &self.candidates, wanted, &self.sample, most_bytes)?;
        let vectors = match made {
            Step::Working(told) => return Ok(self.progress(told.stage, 0.2 * share(&told))),
            Step::Done(vectors) => vectors,
        };
        if self.is_plain() {
            let vectors = vectors.into_iter().next();
            let vectors = vectors.ok_or_else(|| Error::new("No kind of features is chosen", "Choose one"))?;
            self.stage = Stage::Learning(vectors, Box::new(PlainJudging::new(&self.ground)));
        } else {
            let left = most_bytes.saturating_sub(self.shelf.bytes());
            let preparing = Preparing::new(vectors, &self.ground.options, left)?;
            self.stage = Stage::Preparing(Box::new(preparing));
        }
        Ok(self.progress("making features", 0.2))
    }

    fn learn(&mut self) -> Progress {
        let Stage::Learning(vectors, mut judging) = std::mem::replace(&mut self.stage, Stage::Making) else {
            return self.progress("trying classifiers", 0.0);
        };
        let ms = self.ms;
        let stepped = judging.step(&self.ground, &self.candidates, &vectors, |at| {
            self.of_classifier(at, ms)
        });
        if let Step::Done(judged) = stepped {
            self.put(judged);
        }
        let done = judging.done(&self.ground, &self.candidates);
        if judging.is_over(&self.candidates) {
            self.next_plan();
            return self.progress("trying classifiers", 0.0);
        }
        self.stage = Stage::Learning(vectors, judging);
        self.progress("trying classifiers", 0.2 + 0.8 * done)
    }

    fn judge(&mut self) -> Progress {
        let Stage::Judging(mut judging) = std::mem::replace(&mut self.stage, Stage::Making) else {
            return self.progress("trying methods", 0.0);
        };
        let ms = self.ms;
        let stepped = judging.step(&self.ground, &self.candidates, |at| self.of_method(at, ms));
        if let Step::Done(judged) = stepped {
            self.put(judged);
        }
        let done = judging.done(&self.ground, &self.candidates);
        if judging.is_over(&self.candidates) {
            self.next_plan();
            return self.progress("trying methods", 0.0);
        }
        self.stage = Stage::Judging(judging);
        self.progress("trying methods", 0.6 + 0.4 * done)
    }

    fn put(&mut self, (tried, said): Judged) {
        self.tried.push(tried);
        self.said.push(said);
        self.ms = self.ms.map(|_| 0.0);
    }

    pub(super) fn is_plain(&self) -> bool {
        self.plan < self.candidates.plain.len()
    }

    fn next_plan(&mut self) {
        self.plan += 1;
        self.stage = Stage::Making;
        self.shelf.clear(&self.candidates, self.plan);
    }

    fn finish(&mut self) -> Outcome {
        let (graphs, mut tried) = (std::mem::take(&mut self.graphs), std::mem::take(&mut self.tried));
        weigh(&mut tried, &self.said, &self.ground);
        let best = best_of(&tried, |_| true);
        let folds = &self.ground.folds;
        let advice = if self.is_too_little() {
            too_few(folds)
        } else {
            advise(&tried, &Judges::of(&self.ground))
        };
        Outcome {
            notes: notes(folds, &self.ground, &self.sample, best.is_some()),
            judged: folds.judged,
            deals: folds.deals(),
            graphs,
            tried,
            best,
            advice,
        }
    }

    /// Each plan is as long as the others, as far as anybody knows.
    fn progress(&self, stage: &'static str, done: f64) -> Progress {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "at most a thousand"
        )]
        let within = (done.clamp(0.0, 1.0) * 1000.0) as u64;
        let plans = self.candidates.plans() as u64;
        told(
            stage,
            (self.plan as u64 * 1000 + within).min(plans * 1000),
            plans * 1000,
        )
    }
}

/// How much of a stage is done.
fn share(progress: &Progress) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
    let share = progress.done as f64 / progress.total.max(1) as f64;
    share
}

/// How much of a graph is made: nearly all of the time goes into comparing rows.
fn compared(progress: &Progress) -> f64 {
    match progress.stage {
        "comparing rows" => share(progress),
        _ => 0.0,
    }
}

pub(super) const fn told(stage: &'static str, done: u64, total: u64) -> Progress {
    Progress {
        stage,
        done,
        total,
        estimate: None,
    }
}
