//! The fit of the end model, in steps of some milliseconds: each adds some records' losses; when all are added, the
//! search moves on.

use super::curvature::{self, Inverse, Joined, Joining};
use super::lbfgs::{Lbfgs, MEMORY, Verdict};
use super::model::{EndModel, Ending, Summary};
use super::objective::{Evaluation, penalty};
use super::options::EndOptions;
use super::targets::{GoldRecord, Targets};
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::job::{Job, Progress, Step};
use crate::num::count;
use crate::posteriors::Posteriors;

/// A fall of the value this small, against the value, is rounding: where scikit-learn's fit ends.
const FLAT: f64 = 64.0 * f64::EPSILON;

/// So many such falls one after the other end the fit; the gradient may still come down meanwhile.
const MOST_FLAT: u32 = 20;

/// The fit, which is handed the vectors at every step.
#[derive(Debug)]
pub struct Fit {
    options: EndOptions,
    targets: Targets,
    penalty: f64,
    search: Lbfgs,
    /// The curvature of all features together, until it is known.
    joining: Option<Joining>,
    evaluation: Evaluation,
    iterations: u32,
    /// Falls lost in rounding, one after the other.
    flat: u32,
    /// d.
    width: u32,
}

impl Fit {
    /// Begins to train on the reached records of `posteriors` (n × k) and on gold, which takes the place of a record's
    /// posterior. Vectors are n × d. A record without features is left out.
    ///
    /// # Errors
    /// Options that mean nothing; inputs that don't fit each other; no record to learn from; one label alone; more
    /// memory than is allowed.
    pub fn new(
        vectors: &Vectors,
        posteriors: &Posteriors,
        gold: &[GoldRecord],
        options: &EndOptions,
    ) -> Result<Self> {
        Self::warm_start(vectors, posteriors, gold, options, None)
    }

    /// The same from the weights of another fit, where it was on the same labels: to where a fit from nothing ends too, in
    /// fewer steps where the two learn from nearly the same (scikit-learn's `warm_start`).
    ///
    /// # Errors
    /// Those of [`Self::new`].
    pub fn warm_start(
        vectors: &Vectors,
        posteriors: &Posteriors,
        gold: &[GoldRecord],
        options: &EndOptions,
        from: Option<&EndModel>,
    ) -> Result<Self> {
        options.check()?;
        let targets = Targets::new(vectors, posteriors, gold, options.gold_weight)?;
        let from = from.filter(|from| from.width == vectors.width());
        Self::on(vectors, targets, options, from)
    }

    /// Begins on some targets, from where another fit on as many labels ended.
    pub(super) fn on(
        vectors: &Vectors,
        targets: Targets,
        options: &EndOptions,
        from: Option<&EndModel>,
    ) -> Result<Self> {
        let targets = targets.told_apart()?;
        let parameters = (vectors.width() as usize + 1) * targets.labels.len();
        let memory = affordable_memory(parameters, options.most_bytes)?;
        let from = from.filter(|model| model.trained == targets.labels);
        let start = from.map_or_else(|| vec![0.0; parameters], |model| model.parameters.clone());
        let mut evaluation = Evaluation::default();
        evaluation.begin(parameters);
        let penalty = penalty(options.c, &targets);
        let inverse = Inverse::Each(curvature::each(vectors, &targets, penalty));
        Ok(Self {
            penalty,
            options: options.clone(),
            search: Lbfgs::new(start, inverse, memory),
            joining: Joining::new(vectors, &targets),
            targets,
            evaluation,
            iterations: 0,
            flat: 0,
            width: vectors.width(),
        })
    }

    /// Does one step. Every step must be given the same vectors.
    ///
    /// # Errors
    /// Other vectors.
    pub fn step(&mut self, vectors: &Vectors) -> Result<Step<EndModel>> {
        if vectors.width() != self.width {
            return Err(Error::new(
                "The features changed while the end model was trained",
                "Train it again",
            ));
        }
        if let Some(joining) = &mut self.joining {
            match joining.step(vectors, &self.targets, self.penalty) {
                Joined::Working => return Ok(self.progress()),
                Joined::Done(inverse) => self.search.take(inverse),
                Joined::Nothing => {}
            }
            self.joining = None;
            return Ok(self.progress());
        }
        let point = self.search.trial();
        if !self.evaluation.step(vectors, &self.targets, point, self.penalty) {
            return Ok(self.progress());
        }
        let value = self.evaluation.loss;
        let verdict = self.search.tell(value, &mut self.evaluation.gradient);
        self.evaluation.begin(self.search.trial().len());
        match self.ending(verdict) {
            Some(ending) => Ok(Step::Done(self.end(ending))),
            None => Ok(self.progress()),
        }
    }

    fn ending(&mut self, verdict: Verdict) -> Option<Ending> {
        let fell = match verdict {
            Verdict::Trying => return None,
            Verdict::Stuck => return Some(Ending::Flat),
            Verdict::Accepted(fell) => fell,
        };
        self.iterations += u32::from(fell.is_finite());
        if self.search.steepest() <= self.options.tolerance {
            return Some(Ending::Converged);
        }
        let is_flat = fell <= FLAT * self.search.value().abs().max(1.0);
        self.flat = if is_flat { self.flat + 1 } else { 0 };
        if self.flat >= MOST_FLAT {
            return Some(Ending::Flat);
        }
        (self.iterations >= self.options.most_iterations).then_some(Ending::MostIterations)
    }

    fn end(&mut self, ending: Ending) -> EndModel {
        let nothing = Lbfgs::new(Vec::new(), Inverse::Each(Vec::new()), 0);
        let search = std::mem::replace(&mut self.search, nothing);
        let summary = Summary {
            ending,
            iterations: self.iterations,
            loss: search.value(),
            steepest: search.steepest(),
            records: count(self.targets.records.len()),
            gold: self.targets.gold,
            without_features: self.targets.without_features,
        };
        EndModel {
            k: self.targets.k,
            trained: self.targets.labels.clone(),
            width: self.width,
            parameters: search.into_point(),
            summary,
        }
    }

    fn progress(&self) -> Step<EndModel> {
        Step::Working(Progress {
            stage: "training the end model",
            done: self.iterations.into(),
            total: self.options.most_iterations.into(),
            estimate: None,
        })
    }
}

/// How many changes the search can remember within so many bytes: ten where they fit, three at least.
fn affordable_memory(parameters: usize, most_bytes: u64) -> Result<usize> {
    const BESIDES: u64 = 7;
    let vectors = most_bytes / (8 * parameters as u64).max(1);
    let memory = usize::try_from(vectors.saturating_sub(BESIDES) / 2).unwrap_or(MEMORY);
    if memory >= 3 {
        return Ok(memory.min(MEMORY));
    }
    let what = format!(
        "Training {} weights would take more than {} MB",
        crate::num::grouped(parameters as u64),
        most_bytes >> 20
    );
    Err(Error::new(
        what,
        "Take fewer features, for instance by max_features or a higher min_df",
    ))
}

/// The fit as a job that holds its vectors.
#[derive(Debug)]
pub struct FitJob<'a> {
    vectors: &'a Vectors,
    fit: Fit,
}

impl<'a> FitJob<'a> {
    /// A job for a fit on these vectors.
    #[must_use]
    pub const fn new(vectors: &'a Vectors, fit: Fit) -> Self {
        Self { vectors, fit }
    }
}

impl Job for FitJob<'_> {
    type Output = EndModel;

    fn step(&mut self) -> Result<Step<EndModel>> {
        self.fit.step(self.vectors)
    }
}

/// Trains the end model at once, for callers with nothing else to do.
///
/// # Errors
/// Those of [`Fit::new`].
pub fn fit(
    vectors: &Vectors,
    posteriors: &Posteriors,
    gold: &[GoldRecord],
    options: &EndOptions,
) -> Result<EndModel> {
    let fit = Fit::new(vectors, posteriors, gold, options)?;
    crate::job::run(&mut FitJob::new(vectors, fit))
}
