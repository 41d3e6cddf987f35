//! How often each operation keeps, loses and flips the rules' labels, by its strength, on a sample.

use super::ask::VariantScope;
use super::choice::{AugmentChoice, OperationChoice};
use super::job::working;
use super::view::{RatesCell, RatesRow, RatesView};
use crate::augment::safety::{self, rates};
use crate::augment::text;
use crate::error::Result;
use crate::job::Step;
use crate::num::count;
use crate::session::project::Project;

/// The strengths that are tried.
const STRENGTHS: [f64; 5] = [0.05, 0.1, 0.2, 0.3, 0.5];

/// Records that each is tried on, at most.
const MOST_RECORDS: usize = 400;

/// Records that are tried in a step.
const STEP_RECORDS: usize = 64;

/// Rates being counted.
#[derive(Debug)]
pub(super) struct RatesJob {
    choice: AugmentChoice,
    records: Vec<u32>,
    view: RatesView,
    /// The operation's place, the cell's, and how many records are done.
    at: (usize, usize, usize),
}

impl RatesJob {
    pub(super) fn new(project: &mut Project, scope: &VariantScope, choice: AugmentChoice) -> Result<Self> {
        let (records, of_records) = project.scoped(scope, MOST_RECORDS, choice.seed)?;
        let judge = project.rules_as_judge();
        let mut said = Vec::new();
        if judge.rules().is_empty() {
            said.push("No rule votes, so that there is no label to keep or lose.".to_owned());
        }
        let operations = choice.operations.iter().map(|operation| RatesRow {
            operation: operation.name.clone(),
            cells: Vec::new(),
            problem: None,
        });
        Ok(Self {
            view: RatesView {
                strengths: STRENGTHS.to_vec(),
                operations: operations.collect(),
                records: count(records.len()),
                of_records,
                seed: choice.seed,
                said,
            },
            choice,
            records,
            at: (0, 0, 0),
        })
    }

    /// Counts some more.
    pub(super) fn step(&mut self, project: &mut Project) -> Result<Step<RatesView>> {
        let (row, cell, done) = self.at;
        let Some(operation) = self.choice.operations.get(row) else {
            return Ok(Step::Done(self.view.clone()));
        };
        let strengths = strengths(operation);
        if cell == strengths.len() {
            self.at = (row + 1, 0, 0);
            return Ok(self.progress());
        }
        let mut tried = operation.clone();
        if let Some(strength) = strengths[cell] {
            tried.settings.insert("strength".to_owned(), strength.into());
        }
        let ground = match project.ground(&self.choice.alone(&tried)) {
            Ok(ground) => ground,
            Err(error) => {
                self.view.operations[row].problem = Some(error.to_string());
                self.at = (row + 1, 0, 0);
                return Ok(self.progress());
            }
        };
        let end = self.records.len().min(done + STEP_RECORDS);
        let (whole, _) = rates(
            &ground.judge,
            &project.corpus,
            &self.records[done..end],
            &ground.augmenter,
        );
        let cells = &mut self.view.operations[row].cells;
        if done == 0 {
            cells.push(RatesCell::default());
        }
        if let Some(cell) = cells.last_mut() {
            cell.add(&whole);
        }
        self.at = if end == self.records.len() {
            (row, cell + 1, 0)
        } else {
            (row, cell, end)
        };
        Ok(self.progress())
    }

    fn progress(&self) -> Step<RatesView> {
        let all = count(self.choice.operations.len());
        Step::Working(working("trying operations", self.at.0 as u64, all))
    }
}

/// The strengths of an operation; one of none where it has none to set.
fn strengths(operation: &OperationChoice) -> Vec<Option<f64>> {
    let known = text::named(&operation.name).map(|known| known.parameters);
    match known {
        Ok(parameters) if parameters.iter().any(|parameter| parameter.name == "strength") => {
            STRENGTHS.map(Some).to_vec()
        }
        _ => vec![None],
    }
}

impl RatesCell {
    const fn add(&mut self, more: &safety::Rates) {
        self.labeled += more.of_labeled();
        self.kept += more.kept;
        self.lost += more.lost;
        self.flipped += more.flipped;
        self.variants += more.variants;
        self.unchanged += more.unchanged;
    }
}
