//! How much of all seeds reaches a record, apart from which label won there. P(label) knows no scale: it may say 1.0 of a
//! record that is barely touched.
//!
//! The reach of record i is r_i = Σ_s K_is w_s, with K = (1−α) (I − α S)⁻¹ of label spreading; for label spreading itself
//! that is the sum of a row of F. Other methods have no such number of their own and are given this one, with α = 0.9.
//! On lists that lead one way it is the same of label spreading on those.

use std::sync::Arc;

use super::conjugate::Conjugate;
use super::directed;
use super::ground::Ground;
use super::options::{ALPHA, Options};
use super::picture::Picture;
use super::scores::{Panel, Scores};
use super::solving::{Solving, progress};
use super::spreading::system;
use crate::error::Result;
use crate::job::{Job, Step};
use crate::num::index;

/// What is left of the equations; a reach is compared, not added up.
const RESIDUAL: f64 = 1e-8;

/// Rounds after which no more is tried.
const MOST: u32 = 10_000;

/// The reach of all records.
#[derive(Clone, Debug)]
pub struct Reach {
    /// n numbers from 0 up.
    values: Vec<f64>,
    /// The lower median of those above 0.
    median: f64,
}

impl Reach {
    fn new(values: Vec<f64>) -> Self {
        let mut reached: Vec<f64> = values.iter().copied().filter(|&value| value > 0.0).collect();
        let middle = reached.len().saturating_sub(1) / 2;
        let median = if reached.is_empty() {
            0.0
        } else {
            *reached.select_nth_unstable_by(middle, f64::total_cmp).1
        };
        Self { values, median }
    }

    /// r of a record; 0 where no seed reaches it.
    #[must_use]
    pub fn of(&self, record: u32) -> f64 {
        self.values.get(index(record)).copied().unwrap_or(0.0)
    }

    /// The median over the records that are reached.
    #[must_use]
    pub const fn median(&self) -> f64 {
        self.median
    }

    /// A record's reach beside the median of all, at most 1.
    #[must_use]
    pub fn share(&self, record: u32) -> f64 {
        if self.median > 0.0 {
            (self.of(record) / self.median).min(1.0)
        } else {
            0.0
        }
    }

    /// How sure the picture is of a record's label: how far the two largest probabilities are apart, times
    /// [`Self::share`]. From 0 to 1.
    #[must_use]
    pub fn confidence(&self, picture: &Picture, record: u32) -> f64 {
        let mut row = vec![0.0; picture.scores.labels()];
        if !picture.read(record, &mut row) {
            return 0.0;
        }
        row.sort_by(|a, b| b.total_cmp(a));
        let second = row.get(1).copied().unwrap_or(0.0);
        (row.first().copied().unwrap_or(0.0) - second) * self.share(record)
    }
}

/// The reach of a picture's records, as a job.
#[derive(Debug)]
pub struct ReachRun {
    picture: Arc<Picture>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Solving(Box<Conjugate>),
    /// Label spreading along lists that lead one way.
    Spreading(Box<dyn Solving>),
    /// The picture's own scores, of all labels together.
    Own,
}

impl ReachRun {
    /// Begins.
    #[must_use]
    pub fn new(picture: Arc<Picture>) -> Self {
        let (ground, method) = (&picture.ground, picture.method);
        let stage = match (method.uses_alpha, method.is_directed) {
            (true, _) => Stage::Own,
            (false, false) => {
                let mut b = Panel::zeros(ground.records(), 1);
                for (record, row) in ground.given.iter() {
                    b.values[record] = (1.0 - ALPHA) * row.iter().sum::<f64>();
                }
                let solving = Conjugate::new(system(ground, ALPHA), b, None, RESIDUAL, MOST);
                Stage::Solving(Box::new(solving))
            }
            (false, true) => {
                let options = Options {
                    alpha: ALPHA,
                    ..Options::default()
                };
                let ground = Ground {
                    options: Arc::new(options),
                    ..ground.clone()
                };
                Stage::Spreading((directed::SPREADING.begin)(&ground, None))
            }
        };
        Self { picture, stage }
    }

    fn step_on(&mut self) -> Option<f64> {
        match &mut self.stage {
            Stage::Solving(solving) => solving.step().then(|| solving.done()),
            Stage::Spreading(solving) => solving.step().then(|| solving.done()),
            Stage::Own => None,
        }
    }
}

/// Of each record the scores of all labels together.
fn sums(scores: &Scores, records: usize) -> Vec<f64> {
    let sum = |record| scores.row(record).map(|score| score.max(0.0)).sum();
    (0..records).map(sum).collect()
}

impl Job for ReachRun {
    type Output = Reach;

    fn step(&mut self) -> Result<Step<Reach>> {
        if let Some(done) = self.step_on() {
            return Ok(Step::Working(progress("measuring reach", done)));
        }
        let records = self.picture.ground.records();
        let values = match std::mem::replace(&mut self.stage, Stage::Own) {
            Stage::Solving(solving) => solving.finish().values.to_vec(),
            Stage::Spreading(solving) => sums(&solving.finish().scores, records),
            Stage::Own => sums(&self.picture.scores, records),
        };
        // What is too faint to be told has no reach either.
        let reached = self.picture.reached();
        let values = (0..).zip(values);
        let values = values.map(|(record, value)| {
            if reached.contains(record) {
                value.max(0.0)
            } else {
                0.0
            }
        });
        Ok(Step::Done(Reach::new(values.collect())))
    }
}
