//! Which policy helps here: operations by strength, and small combinations of the best, tried on the project's own data.
//!
//! Three sieves, the cheap one first. *Screening* makes variants of some records and asks every judge: a candidate that
//! flips too many labels goes, and so does one that changes next to nothing. *Successive halving* (Jamieson and Talwalkar
//! 2016) trains the end model with and without each candidate's variants, judged on parts of the dev gold that it did not
//! learn from ([`trial`]); every rung keeps the best third and tries it more often, on parts dealt anew, so that luck in one
//! rung counts in no later one. Among what the first rung keeps, the best operations are combined. The one that is left is
//! *told* on held-out gold, which no choice was made by, as [`super::helps`] measures it.
//!
//! AutoAugment (Cubuk et al. 2019) and Text AutoAugment (Ren et al. 2021) search such policies by reinforcement and by a
//! Bayesian model; RandAugment (Cubuk et al. 2020) finds that a grid of strengths does as well. For the few hundred labels
//! of a project a grid of single operations is about as much as can be told apart.
//!
//! Dev gold may have taught the label model whose labels of other records are trained on, with and without variants alike;
//! figures on dev gold are for choosing, and the best of many is flattered by them.

mod candidates;
mod figures;
mod halving;
mod screening;
mod trial;
mod verdict;

use std::sync::Arc;

use self::candidates::{Candidate, all_operations, combined, every_one};
use self::figures::gain;
use self::halving::{Halving, Rung};
use self::screening::Screening;
use self::trial::{Deal, Pool, Trial};
use super::choice::AugmentChoice;
use super::describe::Columns;
use super::helps::HelpsJob;
use super::job::working;
use super::judges::Judges;
use super::view::{SearchVerdict, SearchView};
use crate::end_model::EndModel;
use crate::error::{Error, Result};
use crate::features::Making;
use crate::job::Step;
use crate::modality::Modality;
use crate::num::count;
use crate::session::project::Project;

/// The least and the most trainings of a search.
const TRAININGS: std::ops::RangeInclusive<u32> = 100..=10_000;

/// A search under way.
#[derive(Debug)]
pub(super) struct SearchJob {
    base: AugmentChoice,
    tries: u32,
    pool: Arc<Pool>,
    judges: Judges,
    modality: Modality,
    candidates: Vec<Candidate>,
    halving: Halving,
    /// Candidates that are left, the best first.
    left: Vec<usize>,
    /// How often the end model was trained on dev gold.
    trained: u32,
    /// What every rung's baseline got right, the last one's.
    baseline: f64,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Features(Box<dyn Making>),
    Screening(Box<Screening>, Columns),
    Rung(Box<Climb>),
    /// The best candidate on held-out gold.
    Telling(Box<HelpsJob>),
}

/// A rung under way: the baseline first, then each candidate that is left.
#[derive(Debug)]
struct Climb {
    rung: Rung,
    deal: Arc<Deal>,
    columns: Columns,
    trial: Trial,
    /// What the baseline and the candidates got right, as far as they were tried.
    right: Vec<Vec<u32>>,
    /// What the baseline learned: candidates' fits begin there.
    learned: Arc<Vec<EndModel>>,
}

impl SearchJob {
    pub(super) fn new(
        project: &mut Project,
        base: AugmentChoice,
        trainings: u32,
        tries: u32,
    ) -> Result<Self> {
        if !TRAININGS.contains(&trainings) {
            let (least, most) = (TRAININGS.start(), TRAININGS.end());
            let what = format!("A search of {trainings} trainings can't be made");
            return Err(Error::new(what, format!("Take a number from {least} to {most}")).at("trainings"));
        }
        if !(2..=20).contains(&tries) {
            let what = format!("{tries} tries on held-out gold can't be compared");
            return Err(Error::new(what, "Take a number from 2 to 20").at("seeds"));
        }
        base.policy(&project.document, project.modality())?;
        Ok(Self {
            pool: Arc::new(Pool::new(project, base.seed)?),
            judges: project.judges(),
            modality: project.modality(),
            candidates: every_one(&base, project.modality()),
            halving: Halving::new(trainings),
            left: Vec::new(),
            trained: 0,
            baseline: 0.0,
            stage: Stage::Features(project.usual_plan().begin()?),
            base,
            tries,
        })
    }

    /// A choice of every operation that is tried, for what has to be there before the search begins.
    pub(super) fn everything(base: &AugmentChoice) -> AugmentChoice {
        all_operations(base)
    }

    /// Does some more.
    pub(super) fn step(&mut self, project: &mut Project) -> Result<Step<SearchView>> {
        match &mut self.stage {
            Stage::Features(making) => {
                let known = project.kept_features().map(|(_, vectors)| Arc::clone(vectors));
                let vectors = match known {
                    Some(vectors) => vectors,
                    None => match making.step(&project.corpus)? {
                        Step::Working(progress) => return Ok(Step::Working(progress)),
                        Step::Done(vectors) => Arc::new(vectors),
                    },
                };
                let columns = project.columns_of(&vectors);
                let columns = columns.ok_or_else(|| {
                    Error::new("The records have nothing to learn from", "Bring other records")
                })?;
                self.screen((0..self.candidates.len()).collect(), columns);
            }
            Stage::Screening(screening, columns) => {
                if screening.step(project, &self.judges, &mut self.candidates)? {
                    let columns = columns.clone();
                    return self.after_screening(project, columns);
                }
            }
            Stage::Rung(climb) => {
                let Some(right) = climb.trial.step(project)? else {
                    return Ok(self.progress());
                };
                climb.right.push(right);
                self.trained += climb.deal.rounds();
                return self.after_trial(project);
            }
            Stage::Telling(helps) => {
                return Ok(match helps.step(project)? {
                    Step::Working(progress) => Step::Working(progress),
                    Step::Done(view) => Step::Done(verdict::view(self, Some(view))),
                });
            }
        }
        Ok(self.progress())
    }

    fn screen(&mut self, candidates: Vec<usize>, columns: Columns) {
        let screening = Screening::new(candidates, &self.pool, self.base.seed);
        self.stage = Stage::Screening(Box::new(screening), columns);
    }

    /// Begins the next rung with what screening left; without anything left the search is over.
    fn after_screening(&mut self, project: &mut Project, columns: Columns) -> Result<Step<SearchView>> {
        let is_first = !self.halving.has_begun();
        let fresh = (0..self.candidates.len()).filter(|at| {
            let candidate = &self.candidates[*at];
            candidate.is_open() && candidate.gain.is_none()
        });
        let mut left = std::mem::take(&mut self.left);
        left.extend(fresh);
        if is_first {
            self.afford(&mut left);
        }
        self.left = left;
        self.climb(project, columns)
    }

    /// Leaves out candidates that the trainings don't suffice for: those that fewer judges vouch for first.
    fn afford(&mut self, left: &mut Vec<usize>) {
        let most = self.halving.affordable(self.pool.parts());
        if left.len() <= most {
            return;
        }
        left.sort_by(|a, b| {
            let safe = |at: &usize| self.candidates[*at].vouched();
            safe(b).total_cmp(&safe(a)).then(a.cmp(b))
        });
        for at in left.split_off(most) {
            self.candidates[at].verdict = SearchVerdict::NotTried;
        }
        left.sort_unstable();
    }

    fn climb(&mut self, project: &mut Project, columns: Columns) -> Result<Step<SearchView>> {
        let Some(rung) = self.halving.next(self.left.len(), self.pool.parts()) else {
            return self.tell(project);
        };
        let seed = self.base.seed.wrapping_add(rung.number);
        let deal = Arc::new(Deal::new(&self.pool, rung.passes, seed));
        self.stage = Stage::Rung(Box::new(Climb {
            trial: Trial::new(project, &self.pool, &deal, &columns, None)?,
            rung,
            deal,
            columns,
            right: Vec::new(),
            learned: Arc::default(),
        }));
        Ok(self.progress())
    }

    /// Goes on to the rung's next candidate, or ranks them all once the last was tried.
    fn after_trial(&mut self, project: &mut Project) -> Result<Step<SearchView>> {
        let Stage::Rung(climb) = &mut self.stage else {
            return Ok(self.progress());
        };
        if let Some(&at) = self.left.get(climb.right.len() - 1) {
            let seed = self.base.seed.wrapping_add(climb.rung.number);
            let choice = AugmentChoice {
                seed,
                ..self.candidates[at].choice.clone()
            };
            if climb.right.len() == 1 {
                climb.learned = climb.trial.learned();
            }
            let choice = Some((&choice, &climb.learned));
            climb.trial = Trial::new(project, &self.pool, &climb.deal, &climb.columns, choice)?;
            return Ok(self.progress());
        }
        let (rung, columns) = (climb.rung, climb.columns.clone());
        let (baseline, tried) = climb
            .right
            .split_first()
            .ok_or_else(|| Error::new("A rung was left without its baseline", "Ask again"))?;
        for (&at, right) in self.left.iter().zip(tried) {
            let found = gain(baseline, right, rung);
            self.baseline = found.accuracy - found.difference;
            self.candidates[at].gain = Some(found);
        }
        self.rank(rung);
        if rung.number == 0 {
            let combinations = combined(&self.base, &self.candidates, &self.left);
            let first = self.candidates.len();
            self.candidates.extend(combinations);
            if self.candidates.len() > first {
                self.screen((first..self.candidates.len()).collect(), columns);
                return Ok(self.progress());
            }
        }
        self.climb(project, columns)
    }

    /// Keeps the best of a rung. Of equal ones the simpler and weaker stays.
    fn rank(&mut self, rung: Rung) {
        let candidates = &self.candidates;
        let gain = |at: usize| {
            candidates[at]
                .gain
                .map_or(f64::NEG_INFINITY, |gain| gain.difference)
        };
        self.left.sort_by(|&a, &b| {
            let by_gain = gain(b).total_cmp(&gain(a));
            by_gain.then_with(|| candidates[a].order().total_cmp(&candidates[b].order()))
        });
        for at in self.left.split_off(self.halving.kept(rung)) {
            self.candidates[at].verdict = SearchVerdict::Behind;
        }
    }

    /// Tells the best on held-out gold, where there is one and it gained anything.
    fn tell(&mut self, project: &mut Project) -> Result<Step<SearchView>> {
        let best = self.left.first().map(|&at| &self.candidates[at]);
        let best = best.filter(|best| best.gain.is_some_and(|gain| gain.difference > 0.0));
        let has_held_out = project.gold_sets.held_out.iter().any(|set| set.count() > 0);
        match best {
            Some(best) if has_held_out => {
                let helps = HelpsJob::new(project, best.choice.clone(), self.tries)?;
                self.stage = Stage::Telling(Box::new(helps));
                Ok(self.progress())
            }
            _ => Ok(Step::Done(verdict::view(self, None))),
        }
    }

    fn progress(&self) -> Step<SearchView> {
        Step::Working(match &self.stage {
            Stage::Features(_) => working("reading words", 0, 1),
            Stage::Screening(screening, _) => screening.progress(),
            Stage::Rung(climb) => {
                let rest = self.halving.rest(self.left.len(), self.pool.parts());
                let here = climb.deal.rounds() * (count(self.left.len()) + 1);
                let done = climb.deal.rounds() * count(climb.right.len());
                let total = self.trained + here - done + rest;
                working("trying policies on dev gold", u64::from(self.trained), total)
            }
            Stage::Telling(_) => working("telling the best on held-out gold", 0, 1),
        })
    }
}
