//! How often each operation keeps, loses and flips the rules' labels, by its strength, on a sample.

use super::ask::VariantScope;
use super::choice::{AugmentChoice, OperationChoice};
use super::ground::Ground;
use super::job::working;
use super::made::Kin;
use super::policy::{STRENGTH, parameters};
use super::view::{RatesCell, RatesRow, RatesView};
use crate::augment::image::operations;
use crate::augment::safety::{Family, Fate};
use crate::augment::text;
use crate::error::Result;
use crate::job::Step;
use crate::modality::Modality;
use crate::num::count;
use crate::session::project::Project;

/// The strengths that are tried.
const fn strengths_of(modality: Modality) -> [f64; 5] {
    match modality {
        Modality::Text => [0.05, 0.1, 0.2, 0.3, 0.5],
        Modality::Image => [0.1, 0.25, 0.5, 0.75, 1.0],
    }
}

/// Records that each is tried on, at most.
const MOST_RECORDS: usize = 400;

/// Records that are tried in a step.
const STEP_RECORDS: usize = 64;

/// Rates being counted.
#[derive(Debug)]
pub(super) struct RatesJob {
    choice: AugmentChoice,
    operations: Vec<OperationChoice>,
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
        let operations = choice.at_work(project.modality());
        let rows = operations.iter().map(|operation| RatesRow {
            operation: operation.name.clone(),
            cells: Vec::new(),
            problem: None,
        });
        Ok(Self {
            view: RatesView {
                strengths: strengths_of(project.modality()).to_vec(),
                operations: rows.collect(),
                records: count(records.len()),
                of_records,
                seed: choice.seed,
                said,
            },
            choice,
            operations,
            records,
            at: (0, 0, 0),
        })
    }

    /// Counts some more.
    pub(super) fn step(&mut self, project: &mut Project) -> Result<Step<RatesView>> {
        let (row, cell, done) = self.at;
        let Some(operation) = self.operations.get(row) else {
            return Ok(Step::Done(self.view.clone()));
        };
        let strengths = strengths(operation, project.modality());
        if cell == strengths.len() {
            self.at = (row + 1, 0, 0);
            return Ok(self.progress());
        }
        let mut tried = operation.clone();
        // How often labels survive an operation is told of all records.
        tried.not_for.clear();
        if let Some(strength) = strengths[cell] {
            tried.settings.insert(STRENGTH.to_owned(), strength.into());
        }
        let end = self.records.len().min(done + STEP_RECORDS);
        let records = &self.records[done..end];
        let counted = project
            .ground(&self.choice.alone(&tried))
            .and_then(|ground| ground.rates(project, records));
        let counted = match counted {
            Ok(counted) => counted,
            Err(error) => {
                self.view.operations[row].problem = Some(error.to_string());
                self.view.operations[row].cells.clear();
                self.at = (row + 1, 0, 0);
                return Ok(self.progress());
            }
        };
        let cells = &mut self.view.operations[row].cells;
        if done == 0 {
            cells.push(RatesCell::default());
        }
        if let Some(cell) = cells.last_mut() {
            cell.add(counted);
        }
        self.at = if end == self.records.len() {
            (row, cell + 1, 0)
        } else {
            (row, cell, end)
        };
        Ok(self.progress())
    }

    fn progress(&self) -> Step<RatesView> {
        let all = count(self.operations.len());
        Step::Working(working("trying operations", self.at.0 as u64, all))
    }
}

/// The strengths of an operation; one of none where it has none to set.
fn strengths(operation: &OperationChoice, modality: Modality) -> Vec<Option<f64>> {
    let has_strength = match modality {
        Modality::Text => text::named(&operation.name).is_ok_and(|known| {
            known
                .parameters
                .iter()
                .any(|parameter| parameter.name == STRENGTH)
        }),
        Modality::Image => operations::find(&operation.name).is_ok_and(|known| {
            parameters(known)
                .iter()
                .any(|parameter| parameter.name == STRENGTH)
        }),
    };
    match has_strength {
        true => strengths_of(modality).map(Some).to_vec(),
        false => vec![None],
    }
}

impl Ground {
    /// What becomes of the rules' labels in the variants of some records.
    fn rates(&self, project: &Project, records: &[u32]) -> Result<RatesCell> {
        let kin = self.make(project, records)?;
        let families: Vec<Family<'_>> = kin.iter().map(Kin::family).collect();
        let verdicts = self.judge.verdicts(&project.corpus, &families);
        let variants = kin.iter().flat_map(|kin| &kin.variants);
        let mut counts = RatesCell::default();
        for (variant, verdict) in variants.zip(verdicts.iter().flatten()) {
            counts.variants += 1;
            counts.unchanged += u32::from(variant.is_unchanged());
            counts.kept += u32::from(verdict.fate == Fate::Kept);
            counts.lost += u32::from(verdict.fate == Fate::Lost);
            counts.flipped += u32::from(verdict.fate == Fate::Flipped);
        }
        counts.labeled = counts.kept + counts.lost + counts.flipped;
        Ok(counts)
    }
}

impl RatesCell {
    const fn add(&mut self, more: Self) {
        self.labeled += more.labeled;
        self.kept += more.kept;
        self.lost += more.lost;
        self.flipped += more.flipped;
        self.variants += more.variants;
        self.unchanged += more.unchanged;
    }
}
