//! A fit as a job: what is asked is checked at the door, then what the model reads is made, a stage at a time, and the
//! model's own steps come last.

use std::fmt::Debug;
use std::sync::Arc;

use super::balance::{Balance, EstimateRun, uniform};
use super::duplicates::Merged;
use super::fitted::{Fitted, RuleEstimate};
use super::meets::MeetsRun;
use super::note::Note;
use super::notes::{self, Asked};
use super::options::{Duplicates, Options, Priority};
use super::patterns::PatternRun;
use super::scorer::Scorer;
use super::table::VoteTable;
use super::{LabelModel, Reads, majority};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::job::{Job, Progress, Step};

/// What a model is fitted on.
#[derive(Clone, Debug)]
pub struct FitInput {
    /// The votes. Fits of the same table share what has been counted.
    pub table: Arc<VoteTable>,
    /// Hand labels: k sets of records, disjoint; none without gold. Held-out gold has no place here.
    pub gold: Arc<Vec<BitSet>>,
    /// The class balance.
    pub balance: Balance,
    /// Everything else.
    pub options: Options,
}

/// What a model reads, with copies of rules merged and the balance known.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) table: Arc<VoteTable>,
    pub(super) gold: Arc<Vec<BitSet>>,
    /// Length k, above 0, sums to 1.
    pub(super) balance: Vec<f64>,
    pub(super) options: Options,
    /// Rules of the votes → rules of the table.
    pub(super) merged: Merged,
}

impl Ground {
    /// How far a rule of the table is trusted: as the first of its members for which something is said.
    pub(super) fn priority(&self, rule: usize) -> Priority {
        let mut members = self.merged.members(rule);
        let said = members.find_map(|member| self.options.priorities.get(member).copied().flatten());
        said.unwrap_or_default()
    }

    fn merge(&mut self, merged: Merged, all: &Arc<VoteTable>) -> Result<()> {
        self.table = merged.table(all)?;
        self.merged = merged;
        Ok(())
    }

    /// Whether there is nothing to fit: one label alone, or no vote.
    fn is_trivial(&self) -> bool {
        self.table.labels == 1 || self.table.covered().count() == 0
    }

    /// Of a ballot's records with a hand label: how many the vote is right on, and how many there are.
    pub(super) fn judged(&self, ballot: usize) -> (u32, u32) {
        let ballot = &self.table.ballots()[ballot];
        let counts: Vec<u32> = self
            .gold
            .iter()
            .map(|gold| gold.count_and(&ballot.records))
            .collect();
        let all: u32 = counts.iter().sum();
        let same = counts.get(ballot.vote.label).copied().unwrap_or(0);
        (if ballot.vote.against { all - same } else { same }, all)
    }
}

/// What a model found.
#[derive(Debug)]
pub(super) struct Estimate {
    pub(super) scorer: Box<dyn Scorer>,
    /// Per rule of the table.
    pub(super) rules: Vec<RuleEstimate>,
    /// The class balance, of a model that fits it with the rest.
    pub(super) balance: Option<Vec<f64>>,
    pub(super) iterations: u32,
    pub(super) loss: Option<f64>,
    pub(super) is_converged: bool,
    pub(super) notes: Vec<Note>,
}

impl Estimate {
    /// Of a model that is a formula: nothing is iterated.
    pub(super) fn closed(scorer: Box<dyn Scorer>, rules: Vec<RuleEstimate>) -> Self {
        Self {
            scorer,
            rules,
            balance: None,
            iterations: 0,
            loss: None,
            is_converged: true,
            notes: Vec::new(),
        }
    }
}

/// A model's own steps.
pub(super) trait Fitting: Debug {
    /// Does one step of some milliseconds. Every call has the same ground.
    fn step(&mut self, ground: &Ground) -> Step<Estimate>;
}

/// A model that needs one step only.
#[derive(Debug)]
pub(super) struct AtOnce(pub(super) fn(&Ground) -> Estimate);

impl Fitting for AtOnce {
    fn step(&mut self, ground: &Ground) -> Step<Estimate> {
        Step::Done((self.0)(ground))
    }
}

/// A fit under way.
#[derive(Debug)]
pub struct FitRun {
    model: &'static LabelModel,
    /// As asked.
    input: FitInput,
    ground: Ground,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// Pairs of the votes as they are, in which clusters are found.
    Clusters(MeetsRun),
    Meets(MeetsRun),
    Patterns(PatternRun),
    Balance(EstimateRun),
    Model(Box<dyn Fitting>),
}

impl LabelModel {
    /// Begins a fit.
    ///
    /// # Errors
    /// There are fewer rules than the model needs; the class balance or an option can't be meant.
    pub fn fit(&'static self, input: FitInput) -> Result<FitRun> {
        let (table, k) = (Arc::clone(&input.table), input.table.labels);
        input.options.check()?;
        // A balance that is not used is not looked at; a note says so.
        let known = if self.uses_balance {
            input.balance.known(k, &input.gold)?
        } else {
            Some(uniform(k))
        };
        let mut ground = Ground {
            table: Arc::clone(&table),
            gold: Arc::clone(&input.gold),
            balance: known.unwrap_or_default(),
            options: input.options.clone(),
            merged: Merged::none(&table),
        };
        if ground.balance.is_empty() && ground.is_trivial() {
            ground.balance = uniform(k);
        }
        let stage = if input.options.duplicates == Duplicates::Clusters {
            Stage::Clusters(MeetsRun::new(&table))
        } else {
            if input.options.duplicates == Duplicates::Exact {
                ground.merge(Merged::exact(&table), &table)?;
            }
            self.check_rules(&ground)?;
            self.next(&ground)
        };
        Ok(FitRun {
            model: self,
            input,
            ground,
            stage,
        })
    }

    fn check_rules(&self, ground: &Ground) -> Result<()> {
        let rules = ground.table.rules;
        if rules >= self.least_rules {
            return Ok(());
        }
        let merged = ground.merged.rules() - rules;
        let alike = if merged > 0 {
            format!(" that say something of their own ({merged} more are copies)")
        } else {
            String::new()
        };
        let what = format!(
            "The model “{}” needs at least {} rules: it judges each by how it agrees with two others. There {} {}{alike}",
            self.name,
            self.least_rules,
            if rules == 1 { "is" } else { "are" },
            super::note::rules(rules),
        );
        let remedy = "Write more rules, or take “gold-weighted” or “majority”, which work with any number.";
        Err(Error::new(what, remedy))
    }

    /// The next thing that has to be made.
    fn next(&'static self, ground: &Ground) -> Stage {
        let table = &ground.table;
        if ground.is_trivial() {
            return Stage::Model(Box::new(AtOnce(majority::estimate)));
        }
        let estimates = ground.balance.is_empty();
        if self.reads == Reads::Meets && table.meets.get().is_none() {
            return Stage::Meets(MeetsRun::new(table));
        }
        if (self.reads == Reads::Patterns || estimates) && table.patterns.get().is_none() {
            return Stage::Patterns(PatternRun::new(table));
        }
        if estimates {
            return Stage::Balance(EstimateRun::new(ground));
        }
        Stage::Model((self.begin)(ground))
    }
}

impl Stage {
    const fn name(&self) -> &'static str {
        match self {
            Self::Clusters(_) => "looking for copies",
            Self::Meets(_) => "counting pairs",
            Self::Patterns(_) => "reading votes",
            Self::Balance(_) => "estimating the balance",
            Self::Model(_) => "fitting",
        }
    }
}

impl Job for FitRun {
    type Output = Fitted;

    fn step(&mut self) -> Result<Step<Fitted>> {
        let name = self.stage.name();
        let progress = match &mut self.stage {
            Stage::Clusters(run) => run.step(&self.input.table),
            Stage::Meets(run) => run.step(&self.ground.table),
            Stage::Patterns(run) => run.step(&self.ground.table),
            Stage::Balance(run) => run.step(&self.ground),
            Stage::Model(fitting) => match fitting.step(&self.ground) {
                Step::Working(progress) => return Ok(Step::Working(progress)),
                Step::Done(estimate) => return Ok(Step::Done(self.fitted(estimate))),
            },
        };
        let (done, total) = progress.unwrap_or((1, 1));
        if progress.is_none() {
            self.advance()?;
        }
        Ok(Step::Working(Progress {
            stage: name,
            done,
            total,
            estimate: None,
        }))
    }
}

impl FitRun {
    /// Keeps what a stage made and goes on to the next.
    fn advance(&mut self) -> Result<()> {
        let idle = Stage::Model(Box::new(AtOnce(majority::estimate)));
        match std::mem::replace(&mut self.stage, idle) {
            Stage::Clusters(run) => {
                self.input.table.meets.get_or_init(|| run.finish());
                let merged = Merged::clusters(&self.input.table);
                self.ground.merge(merged, &self.input.table)?;
                self.model.check_rules(&self.ground)?;
            }
            Stage::Meets(run) => drop(self.ground.table.meets.set(run.finish())),
            Stage::Patterns(run) => drop(self.ground.table.patterns.set(run.finish())),
            Stage::Balance(run) => self.ground.balance = run.finish(),
            Stage::Model(_) => {}
        }
        self.stage = self.model.next(&self.ground);
        Ok(())
    }

    fn fitted(&mut self, estimate: Estimate) -> Fitted {
        let mut notes = notes::of(&Asked {
            model: self.model,
            input: &self.input,
            merged: &self.ground.merged,
            balance: &self.ground.balance,
        });
        let Estimate {
            scorer,
            rules,
            balance,
            iterations,
            loss,
            is_converged,
            notes: own,
        } = estimate;
        notes.extend(own.into_iter().map(|note| self.ground.merged.widen(note)));
        let of_rule = (0..self.ground.merged.rules()).map(|rule| rules[self.ground.merged.of(rule)]);
        Fitted {
            model: self.model,
            balance: balance.unwrap_or_else(|| self.ground.balance.clone()),
            rules: of_rule.collect(),
            iterations,
            loss,
            is_converged,
            notes,
            table: Arc::clone(&self.ground.table),
            merged: self.ground.merged.clone(),
            scorer,
        }
    }
}
