//! Variants of a whole selection, to be accepted at once.

use super::accepted::MadeVariant;
use super::choice::AugmentChoice;
use super::ground::Ground;
use super::job::working;
use super::judges::Judges;
use super::view::{FateCounts, GeneratedView, VariantView};
use crate::error::{Error, Result};
use crate::job::Step;
use crate::num::{count, grouped};
use crate::session::late::Late;
use crate::session::project::Project;
use crate::session::request::Selection;

/// Records whose variants are made in a step.
const STEP_RECORDS: usize = 24;

/// Most variants that are taken: they are part of the document.
const MOST_TAKEN: usize = 20_000;

/// Variants that are shown of those taken.
const SHOWN: usize = 50;

/// Variants being made.
#[derive(Debug)]
pub(super) struct GenerateJob {
    ground: Ground,
    judges: Judges,
    only_valid: bool,
    records: Vec<u32>,
    done: usize,
    counts: FateCounts,
    shown: Vec<VariantView>,
    taken: Vec<MadeVariant>,
}

impl GenerateJob {
    pub(super) fn new(
        project: &mut Project,
        selection: &Selection,
        choice: &AugmentChoice,
        only_valid: bool,
    ) -> Result<Self> {
        let records: Vec<u32> = project.chosen_records(selection)?.iter().collect();
        if records.is_empty() {
            return Err(Error::new(
                "The selection holds no record",
                "Choose other records",
            ));
        }
        Ok(Self {
            ground: project.ground(choice)?,
            judges: project.judges(),
            only_valid,
            records,
            done: 0,
            counts: FateCounts::default(),
            shown: Vec::new(),
            taken: Vec::new(),
        })
    }

    /// Makes some more.
    pub(super) fn step(&mut self, project: &Project) -> Result<Step<GeneratedView>> {
        let end = self.records.len().min(self.done + STEP_RECORDS);
        let kin = self.ground.make(project, &self.records[self.done..end])?;
        let (views, counts) = self.ground.judged(project, &self.judges, &kin)?;
        self.counts = self.counts.and(counts);
        self.done = end;
        for view in views {
            let is_wanted = if self.only_valid {
                view.valid
            } else {
                !view.accepted && (!view.unchanged || self.ground.keeps_unchanged())
            };
            if is_wanted && self.taken.len() < MOST_TAKEN {
                self.taken.push(view.made.clone());
                if self.shown.len() < SHOWN {
                    self.shown.push(view);
                }
            }
        }
        if self.done < self.records.len() && self.taken.len() < MOST_TAKEN {
            let (done, all) = (self.done as u64, count(self.records.len()));
            return Ok(Step::Working(working("making variants", done, all)));
        }
        self.view().map(Step::Done)
    }

    fn view(&mut self) -> Result<GeneratedView> {
        let mut said = Vec::new();
        if self.done < self.records.len() {
            said.push(format!(
                "{} variants are the most that a project keeps at once: they are of the first {} of {} records.",
                grouped(MOST_TAKEN as u64),
                grouped(self.done as u64),
                grouped(self.records.len() as u64)
            ));
        }
        if self.taken.is_empty() {
            said.push("Not one variant is left to be accepted.".to_owned());
        }
        Ok(GeneratedView {
            counts: self.counts,
            taken: count(self.taken.len()),
            variants: std::mem::take(&mut self.shown),
            accept: Late::of(&self.taken)?,
            records: count(self.done),
            said,
        })
    }
}
