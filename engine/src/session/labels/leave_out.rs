//! What the labels would be without each rule: the model is fitted anew on the votes of the others, rule after rule.

use std::sync::Arc;

use super::fit::{FitGround, FitJob};
use super::labeled::Labeled;
use super::view::{GoldSide, LeaveOneOutView, WithoutRule};
use crate::bits::BitSet;
use crate::error::Result;
use crate::ids::RuleId;
use crate::job::{Progress, Step};
use crate::models::{Decided, VoteTable};
use crate::session::project::Project;
use crate::votes::VoteMatrix;

/// What was found, kept for its filters.
#[derive(Debug)]
pub(super) struct Without {
    revision: u32,
    rules: Vec<WithoutOne>,
}

/// One rule's part.
#[derive(Debug)]
struct WithoutOne {
    rule: RuleId,
    changed: BitSet,
    uncovered: BitSet,
    dev_change: i32,
    held_out_change: i32,
}

/// The leaving out under way. It is of one state of the project and begins anew when that changes.
#[derive(Debug)]
pub(super) struct LeaveOutJob {
    ground: FitGround,
    /// The labels with all rules.
    with_all: Arc<Labeled>,
    fitting: Option<Box<FitJob>>,
    found: Vec<WithoutOne>,
}

impl LeaveOutJob {
    /// Begins, once the chosen model is fitted.
    pub(super) fn new(project: &Project) -> Result<Self> {
        Ok(Self {
            ground: FitGround::new(project)?,
            with_all: project.chosen_fit()?,
            fitting: None,
            found: Vec::new(),
        })
    }

    /// Does one step.
    ///
    /// # Errors
    /// As a fit's.
    pub(super) fn step(&mut self, project: &Project) -> Result<Step<Without>> {
        let at = self.found.len();
        let Some(&rule) = self.ground.rules.get(at) else {
            return Ok(Step::Done(Without {
                revision: self.ground.revision,
                rules: std::mem::take(&mut self.found),
            }));
        };
        let fitting = match &mut self.fitting {
            Some(fitting) => fitting,
            None => {
                let begun = FitJob::new(self.without(at, project)?, &self.with_all.asked)?;
                self.fitting.insert(Box::new(begun))
            }
        };
        if let Step::Done(labeled) = fitting.step()? {
            self.fitting = None;
            self.found.push(self.compare(rule, &labeled, project));
        }
        Ok(Step::Working(Progress {
            stage: "leaving out each rule",
            done: self.found.len() as u64,
            total: self.ground.rules.len() as u64,
            estimate: None,
        }))
    }

    /// The votes without a column.
    fn without(&self, column: usize, project: &Project) -> Result<FitGround> {
        let all = &project.saved.matrix;
        let others = |at: &usize| *at != column;
        let columns = (0..all.columns.len()).filter(others);
        let votes = VoteMatrix {
            columns: columns.map(|at| all.columns[at].clone()).collect(),
            ..*all
        };
        let rules = (0..self.ground.rules.len()).filter(others);
        let rules = rules.map(|at| self.ground.rules[at]).collect();
        Ok(self.ground.with_votes(VoteTable::new(&votes)?, rules))
    }

    fn compare(&self, rule: RuleId, without: &Labeled, project: &Project) -> WithoutOne {
        let (before, after) = (&self.with_all.sets.decided, &without.sets.decided);
        let mut uncovered = after.unlabeled.clone();
        uncovered.without(&before.unlabeled);
        let change = |side| right_on(after, project.side(side)) - right_on(before, project.side(side));
        WithoutOne {
            rule,
            changed: differing(before, after),
            uncovered,
            dev_change: change(GoldSide::Dev),
            held_out_change: change(GoldSide::HeldOut),
        }
    }

    /// Whether the labels are still as they were.
    pub(super) fn is_of(&self, project: &Project) -> bool {
        project.labels_hold(self.ground.revision)
    }
}

/// The records that two labelings don't give the same label.
fn differing(before: &Decided, after: &Decided) -> BitSet {
    let mut same = BitSet::empty(before.tied.len());
    let none = |decided: &Decided| {
        let mut none = decided.unlabeled.clone();
        none.or(&decided.tied);
        none
    };
    let mut unlabeled = none(before);
    unlabeled.and(&none(after));
    same.or(&unlabeled);
    for (before, after) in before.labels.iter().zip(&after.labels) {
        let mut here = before.clone();
        here.and(after);
        same.or(&here);
    }
    same.invert();
    same
}

/// Records of a side of gold that are given its label.
fn right_on(decided: &Decided, gold: &[BitSet]) -> i32 {
    let right = decided
        .labels
        .iter()
        .zip(gold)
        .map(|(given, truth)| given.count_and(truth));
    i32::try_from(right.sum::<u32>()).unwrap_or(i32::MAX)
}

impl Project {
    /// Keeps what was found of each rule.
    pub(super) fn keep_without(&mut self, without: Without) {
        self.labels.without = Some(without);
        self.selected = None;
    }

    /// What was found of each rule, if it is of the present labels.
    fn without_now(&self) -> Option<&Without> {
        let without = self.labels.without.as_ref()?;
        self.labels_hold(without.revision).then_some(without)
    }

    /// Whether each rule has been left out of the present labels.
    pub(super) fn has_without(&self) -> bool {
        self.without_now().is_some()
    }

    /// The records whose label would be another one without a rule; none where it was not left out.
    pub(super) fn changed_without(&self, rule: RuleId) -> Option<BitSet> {
        let mut rules = self.without_now()?.rules.iter();
        rules.find(|of| of.rule == rule).map(|of| of.changed.clone())
    }

    /// What the labels would be without each rule, of the records shown; changes on gold are of all its records.
    pub(super) fn leave_out_view(&mut self, held_out: bool) -> Option<LeaveOneOutView> {
        if held_out {
            self.labels.look(self.revision);
        }
        let within = self.shown_records();
        let rules = &self.without_now()?.rules;
        Some(LeaveOneOutView {
            revision: self.revision,
            rules: rules
                .iter()
                .map(|of| WithoutRule {
                    rule: of.rule,
                    changed: of.changed.count_and(&within),
                    uncovered: of.uncovered.count_and(&within),
                    dev_change: of.dev_change,
                    held_out_change: held_out.then_some(of.held_out_change),
                })
                .collect(),
        })
    }
}
