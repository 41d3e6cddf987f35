//! The fitting of one model to a project's votes, and the labeling of all records by it, in steps.

use std::sync::Arc;

use super::labeled::{Labeled, Sorting};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::ids::{LabelId, RuleId};
use crate::job::{Job as _, Progress, Step};
use crate::model_choice::{BalanceChoice, DEFAULT_MODEL, MAJORITY, ModelChoice};
use crate::models::{
    Balance, Duplicates, FitInput, FitRun, Fitted, LabelModel, LabelRun, Options, Priority, VoteTable, named,
};
use crate::posteriors::Posteriors;
use crate::session::project::Project;

/// What a model is fitted to: the project as it is now, whatever is edited between the steps. Held-out gold is not in it.
#[derive(Clone, Debug)]
pub(super) struct FitGround {
    pub(super) revision: u32,
    pub(super) table: Arc<VoteTable>,
    gold: Arc<Vec<BitSet>>,
    choice: Arc<ModelChoice>,
    pub(super) labels: Vec<LabelId>,
    pub(super) rules: Vec<RuleId>,
}

impl FitGround {
    pub(super) fn new(project: &Project) -> Result<Self> {
        Ok(Self {
            revision: project.revision,
            table: project.vote_table()?,
            gold: Arc::new(project.gold_sets.dev.clone()),
            choice: Arc::clone(&project.document.model),
            labels: project.document.labels.iter().map(|label| label.id).collect(),
            rules: project.voting_rules(),
        })
    }

    /// The same with other votes.
    pub(super) fn with_votes(&self, table: VoteTable, rules: Vec<RuleId>) -> Self {
        Self {
            table: Arc::new(table),
            rules,
            ..self.clone()
        }
    }

    /// Begins a model's fit with the balance that was chosen, or with a uniform one.
    fn begin(&self, model: &'static LabelModel, balance: Balance) -> Result<FitRun> {
        model.fit(FitInput {
            table: Arc::clone(&self.table),
            gold: Arc::clone(&self.gold),
            balance,
            options: self.options(model),
        })
    }

    /// As the document has it.
    fn balance(&self) -> Result<Balance> {
        Ok(match &self.choice.balance {
            BalanceChoice::Uniform => Balance::Uniform,
            BalanceChoice::Gold => Balance::Gold,
            BalanceChoice::Estimated => Balance::Estimated,
            BalanceChoice::Given(shares) => Balance::Given(self.shares(shares)?),
        })
    }

    /// What is given in the labels' order, divided by its sum. Labels may have come since it was given.
    fn shares(&self, given: &[(LabelId, f64)]) -> Result<Vec<f64>> {
        let share = |label: &LabelId| given.iter().find(|(of, _)| of == label).map(|of| of.1);
        let shares: Option<Vec<f64>> = self.labels.iter().map(share).collect();
        let shares = shares.ok_or_else(|| {
            Error::new(
                "The class balance that was given lacks a label that was added since",
                "Give each label its share",
            )
        })?;
        let sum: f64 = shares.iter().sum();
        Ok(shares.iter().map(|share| share / sum).collect())
    }

    fn options(&self, model: &LabelModel) -> Options {
        let counts_each = self.choice.copies || model.name == MAJORITY;
        let prior = |rule: &RuleId| {
            let prior = self.choice.priors.iter().find(|prior| prior.rule == *rule)?;
            Some(Priority {
                precision: prior.accuracy,
                strength: prior.strength,
            })
        };
        let priorities: Vec<Option<Priority>> = self.rules.iter().map(prior).collect();
        Options {
            duplicates: if counts_each {
                Duplicates::Keep
            } else {
                Duplicates::Clusters
            },
            priorities,
            ..Options::default()
        }
    }
}

/// A fit under way.
#[derive(Debug)]
pub(in crate::session) struct FitJob {
    ground: FitGround,
    asked: String,
    /// What is tried next where this can't be fitted.
    fallback: Fallback,
    /// Why the first thing asked could not be done.
    problem: Option<Error>,
    stage: Stage,
}

/// What is left to fall back on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fallback {
    /// The chosen model with a uniform balance, then the default.
    UniformBalance,
    /// The default model, with a uniform balance.
    DefaultModel,
    /// Nothing: what fails now is said.
    Nothing,
}

#[derive(Debug)]
enum Stage {
    Fitting(Box<FitRun>),
    Labeling(Arc<Fitted>, Box<LabelRun>),
    Sorting(Arc<Fitted>, Box<Sorting>),
}

impl FitJob {
    /// Begins to fit a model to a project. Where it can't be fitted, for want of rules or of gold to take the balance
    /// from, a uniform balance is taken, else the default model, and the labels say why.
    ///
    /// # Errors
    /// A model that is not there; a project without labels.
    pub(super) fn new(ground: FitGround, asked: &str) -> Result<Self> {
        let model = named(asked)?;
        let mut job = Self {
            asked: asked.to_owned(),
            fallback: Fallback::UniformBalance,
            problem: None,
            stage: Stage::Fitting(Box::new(ground.begin(named(MAJORITY)?, Balance::Uniform)?)),
            ground,
        };
        let balance = if model.uses_balance {
            job.ground.balance()
        } else {
            Ok(Balance::Uniform)
        };
        let begun = balance.and_then(|balance| job.ground.begin(model, balance));
        match begun {
            Ok(run) => job.stage = Stage::Fitting(Box::new(run)),
            Err(error) => job.fall_back(error)?,
        }
        Ok(job)
    }

    /// The same without anything to fall back on.
    ///
    /// # Errors
    /// What can't be fitted, and why.
    pub(super) fn strict(ground: FitGround, asked: &str) -> Result<Self> {
        let job = Self::new(ground, asked)?;
        match job.problem {
            None => Ok(Self {
                fallback: Fallback::Nothing,
                ..job
            }),
            Some(problem) => Err(problem),
        }
    }

    /// Tries the next best thing.
    fn fall_back(&mut self, error: Error) -> Result<()> {
        let (next, model) = match self.fallback {
            Fallback::UniformBalance => (Fallback::DefaultModel, self.asked.as_str()),
            Fallback::DefaultModel => (Fallback::Nothing, DEFAULT_MODEL),
            Fallback::Nothing => return Err(error),
        };
        self.fallback = next;
        match self.ground.begin(named(model)?, Balance::Uniform) {
            Ok(run) => {
                self.problem.get_or_insert(error);
                self.stage = Stage::Fitting(Box::new(run));
                Ok(())
            }
            // What stands in the way of the model itself says more than what does of its balance.
            Err(of_model) => self.fall_back(of_model),
        }
    }

    /// Does one step.
    ///
    /// # Errors
    /// What can't be fitted.
    pub(super) fn step(&mut self) -> Result<Step<Labeled>> {
        let progress = match &mut self.stage {
            Stage::Fitting(run) => match run.step() {
                Ok(Step::Working(progress)) => progress,
                Ok(Step::Done(fitted)) => {
                    let fitted = Arc::new(fitted);
                    let run = Box::new(fitted.label_all());
                    self.stage = Stage::Labeling(fitted, run);
                    working("weighing votes")
                }
                Err(error) => {
                    self.fall_back(error)?;
                    working("fitting")
                }
            },
            Stage::Labeling(fitted, run) => match run.step()? {
                Step::Working(progress) => progress,
                Step::Done(posteriors) => {
                    let sorting = Box::new(Sorting::new(posteriors));
                    self.stage = Stage::Sorting(Arc::clone(fitted), sorting);
                    working("sorting records")
                }
            },
            Stage::Sorting(fitted, sorting) => match sorting.step() {
                Some(done) => Progress {
                    done,
                    total: self.ground.table.records as u64,
                    ..working("sorting records")
                },
                None => {
                    let fitted = Arc::clone(fitted);
                    return Ok(Step::Done(self.labeled(fitted)));
                }
            },
        };
        Ok(Step::Working(progress))
    }

    fn labeled(&mut self, fitted: Arc<Fitted>) -> Labeled {
        let nothing = Box::new(Sorting::new(Posteriors::unreached(0, 0)));
        let stage = std::mem::replace(&mut self.stage, Stage::Sorting(Arc::clone(&fitted), nothing));
        let (posteriors, sets) = match stage {
            Stage::Sorting(_, sorting) => sorting.finish(),
            Stage::Fitting(_) | Stage::Labeling(..) => Sorting::new(Posteriors::unreached(0, 0)).finish(),
        };
        Labeled {
            revision: self.ground.revision,
            asked: self.asked.clone(),
            problem: self.problem.take(),
            fitted,
            posteriors,
            labels: self.ground.labels.clone(),
            rules: self.ground.rules.clone(),
            sets,
        }
    }

    /// Does all steps.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub(super) fn run(mut self) -> Result<Labeled> {
        loop {
            if let Step::Done(labeled) = self.step()? {
                return Ok(labeled);
            }
        }
    }
}

fn working(stage: &'static str) -> Progress {
    Progress {
        stage,
        done: 0,
        total: 1,
        estimate: None,
    }
}
