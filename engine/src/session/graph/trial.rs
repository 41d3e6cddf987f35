//! Other seeds, tried: what they would change, without changing anything.

use std::sync::Arc;

use super::ask::SeedChange;
use super::change::Changed;
use super::seeds::weight_of;
use super::spread::{AT_ONCE, Pictured};
use crate::error::{Error, Result};
use crate::ids::{LabelId, RuleId};
use crate::job::{Job as _, Step};
use crate::num::count;
use crate::propagation::{EditRun, Edited, Origin, Picture, PropagationRun, Seed, Seeds, Stop};
use crate::session::project::Project;

/// What other seeds would change.
#[derive(Debug)]
pub(super) struct Trial {
    of: SeedChange,
    /// The revision of the picture that it was tried on.
    revision: u32,
    pub(super) changed: Changed,
}

/// A trial under way.
#[derive(Debug)]
pub(super) struct TrialJob {
    change: SeedChange,
    of: Arc<Pictured>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Editing(Box<EditRun>),
    /// The picture before is a preview too: both are settled before they are compared.
    Settling(Box<PropagationRun>, u32),
}

impl TrialJob {
    /// Begins.
    ///
    /// # Errors
    /// A rule, record or label that is not there; a rule that is no seed; a weight that is none.
    pub(super) fn new(project: &Project, of: Arc<Pictured>, change: &SeedChange) -> Result<Self> {
        let seeds = project.seeds_with(&of, change)?;
        let run = EditRun::new(Arc::clone(&of.picture), seeds, AT_ONCE)?;
        Ok(Self {
            change: change.clone(),
            of,
            stage: Stage::Editing(Box::new(run)),
        })
    }

    /// Does one step.
    pub(super) fn step(&mut self) -> Result<Step<Trial>> {
        match &mut self.stage {
            Stage::Editing(run) => match run.step()? {
                Step::Working(progress) => Ok(Step::Working(progress)),
                Step::Done(Edited {
                    picture,
                    change,
                    settled,
                }) => {
                    if settled || !self.of.settled || change.moved.is_empty() {
                        return Ok(Step::Done(self.trial(&picture, change.touched)));
                    }
                    let run = PropagationRun::settle(&picture, Stop::SETTLED)?;
                    self.stage = Stage::Settling(Box::new(run), change.touched);
                    Ok(Step::Working(super::build::working("carrying labels", 0, 1)))
                }
            },
            Stage::Settling(run, touched) => {
                let touched = *touched;
                Ok(match run.step()? {
                    Step::Working(progress) => Step::Working(progress),
                    Step::Done(picture) => Step::Done(self.trial(&picture, touched)),
                })
            }
        }
    }

    fn trial(&self, now: &Picture, touched: u32) -> Trial {
        let label = |at: Option<u32>| at.and_then(|at| self.of.labels.get(at as usize).copied());
        let before = self.of.picture.labels().map(label);
        Trial {
            of: self.change.clone(),
            revision: self.of.revision,
            changed: Changed::between(before, now.labels().map(label), touched),
        }
    }
}

impl Project {
    /// A picture's seeds with a change.
    fn seeds_with(&self, of: &Pictured, change: &SeedChange) -> Result<Seeds> {
        let mut seeds = (**of.picture.seeds()).clone();
        match *change {
            SeedChange::WithoutRule(rule) => {
                let name = &self.document.rule(rule)?.name;
                if seeds.remove_rule(rule.0) == 0 {
                    let what = format!("No label starts from rule ‘{name}’");
                    return Err(Error::new(what, "Let rules be seeds, and switch it on"));
                }
            }
            SeedChange::RuleAt { rule, weight } => self.put_rule(&mut seeds, rule, weight)?,
            SeedChange::Gold { record, label } => self.put_gold(&mut seeds, of, record, label)?,
        }
        Ok(seeds)
    }

    /// A rule's votes at a weight, where gold doesn't win.
    fn put_rule(&self, seeds: &mut Seeds, rule: RuleId, weight: f64) -> Result<()> {
        self.document.rule(rule)?;
        if seeds.reweigh_rule(rule.0, weight)? > 0 {
            return Ok(());
        }
        let ballots = self.saved.rule(rule).map(|rule| rule.votes.ballots());
        for ballot in ballots
            .unwrap_or_default()
            .iter()
            .filter(|ballot| !ballot.vote.against)
        {
            let wins =
                |record: &u32| self.document.graph.seeds.gold && self.gold_sets.dev_known.contains(*record);
            for record in ballot.records.iter().filter(|record| !wins(record)) {
                seeds.put(Seed {
                    record,
                    label: count(ballot.vote.label),
                    origin: Origin::Rule(rule.0),
                    weight,
                })?;
            }
        }
        Ok(())
    }

    /// Gold on a record, which wins over everything else that is said of it; without gold that counts again.
    fn put_gold(&self, seeds: &mut Seeds, of: &Pictured, record: u32, label: Option<LabelId>) -> Result<()> {
        self.check_record(record)?;
        let k = count(of.labels.len());
        let rules: Vec<u32> = self.document.rules.iter().map(|rule| rule.id.0).collect();
        for label in 0..k {
            seeds.remove(record, Origin::Gold, label);
            seeds.remove(record, Origin::Model, label);
            for &rule in &rules {
                seeds.remove(record, Origin::Rule(rule), label);
            }
        }
        match label {
            Some(id) => {
                self.document.label(id)?;
                let at = of.labels.iter().position(|known| *known == id);
                let label = at
                    .map(count)
                    .ok_or_else(|| Error::new("This label is new", "Ask again"))?;
                seeds.put(Seed {
                    record,
                    label,
                    origin: Origin::Gold,
                    weight: 1.0,
                })
            }
            None => self.put_others(seeds, record),
        }
    }

    /// What model and rules say of a record.
    fn put_others(&self, seeds: &mut Seeds, record: u32) -> Result<()> {
        let (choice, fit) = (&self.document.graph.seeds, self.graph_fit());
        if let (Some(least), Some(fit)) = (choice.posteriors, fit)
            && let Some(row) = fit.posteriors.get(record)
            && let [label] = crate::posteriors::winners(row)[..]
            && row[label] >= least
        {
            seeds.put(Seed {
                record,
                label: count(label),
                origin: Origin::Model,
                weight: row[label],
            })?;
        }
        for (at, (rule, column)) in self.saved.voting().enumerate().filter(|_| choice.rules) {
            if let (Some(id), Some(vote)) = (rule.id, column.vote(record))
                && !vote.against
            {
                seeds.put(Seed {
                    record,
                    label: count(vote.label),
                    origin: Origin::Rule(id.0),
                    weight: weight_of(fit.map(AsRef::as_ref), at),
                })?;
            }
        }
        Ok(())
    }

    /// What other seeds would change, where it was tried.
    pub(super) fn tried(&self, change: &SeedChange) -> Option<&Changed> {
        let trial = self.graph.trial.as_ref()?;
        (trial.of == *change && trial.revision == self.revision).then_some(&trial.changed)
    }
}
