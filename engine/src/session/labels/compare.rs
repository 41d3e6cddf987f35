//! All models side by side, each fitted with the chosen balance and judged on both halves of gold.

use std::sync::Arc;

use super::figures::{gold_pairs, side_figures};
use super::fit::{FitGround, FitJob};
use super::labeled::Labeled;
use super::view::{ComparisonView, GoldSide, ModelRow, SideFigures};
use crate::error::{Error, Result};
use crate::ids::RuleId;
use crate::job::{Progress, Step};
use crate::model_choice::MAJORITY;
use crate::models::referee::{Judged, advise, judge};
use crate::models::{LabelModel, MODELS};
use crate::session::project::Project;

/// The comparison under way. It is of one state of the project and begins anew when that changes.
#[derive(Debug)]
pub(super) struct CompareJob {
    ground: FitGround,
    /// The majority vote, once it is there.
    majority: Option<Arc<Labeled>>,
    fitting: FitJob,
    rows: Vec<ModelRow>,
    judged: Vec<Judged>,
}

impl CompareJob {
    pub(super) fn new(project: &Project) -> Result<Self> {
        let ground = FitGround::new(project)?;
        Ok(Self {
            fitting: FitJob::strict(ground.clone(), MAJORITY)?,
            ground,
            majority: None,
            rows: Vec::new(),
            judged: Vec::new(),
        })
    }

    /// Does one step.
    ///
    /// # Errors
    /// A majority vote that can't be taken; what another model can't be fitted for stands in its row.
    pub(super) fn step(&mut self, project: &Project) -> Result<Step<ComparisonView>> {
        if !project.labels_hold(self.ground.revision) {
            *self = Self::new(project)?;
        }
        let fitted = match self.fitting.step() {
            Ok(Step::Working(progress)) => return Ok(Step::Working(self.progress(&progress))),
            Ok(Step::Done(labeled)) => Ok(Arc::new(labeled)),
            Err(error) => Err(error),
        };
        let Some(majority) = self.majority.clone() else {
            self.majority = Some(fitted?);
            return self.next();
        };
        let model = MODELS[self.rows.len()];
        let row = match fitted {
            Ok(labeled) => self.row(project, model, &labeled, &majority),
            Err(problem) => cannot(model, problem),
        };
        self.rows.push(row);
        self.next()
    }

    /// Begins with the next model that can be fitted; the others' rows say why they can't.
    fn next(&mut self) -> Result<Step<ComparisonView>> {
        while let Some(model) = MODELS.get(self.rows.len()) {
            match FitJob::strict(self.ground.clone(), model.name) {
                Ok(fitting) => {
                    self.fitting = fitting;
                    return Ok(Step::Working(self.progress(&Progress {
                        stage: "fitting",
                        done: 0,
                        total: 1,
                        estimate: None,
                    })));
                }
                Err(problem) => self.rows.push(cannot(model, problem)),
            }
        }
        let advice = advise(&self.judged);
        Ok(Step::Done(ComparisonView {
            revision: self.ground.revision,
            rows: std::mem::take(&mut self.rows),
            recommended: advice.model.map(str::to_owned),
            recommendation: advice.sentence,
            looks: 0,
        }))
    }

    /// Each model is as long as the others, as far as anybody knows.
    fn progress(&self, of_model: &Progress) -> Progress {
        const PARTS: u64 = 100;
        let within = of_model.done * PARTS / of_model.total.max(1);
        Progress {
            stage: MODELS.get(self.rows.len()).map_or("fitting", |model| model.name),
            done: self.rows.len() as u64 * PARTS + within.min(PARTS),
            total: MODELS.len() as u64 * PARTS,
            estimate: None,
        }
    }

    fn row(
        &mut self,
        project: &Project,
        model: &LabelModel,
        labeled: &Labeled,
        majority: &Labeled,
    ) -> ModelRow {
        let on = |side| {
            let gold = gold_pairs(project.side(side), None);
            side_figures(&labeled.labels, &labeled.posteriors, &gold)
        };
        let judged = judge(
            labeled.fitted.model.name,
            &labeled.posteriors,
            &majority.posteriors,
            &project.gold_sets.held_out,
        );
        let found = project.look(labeled);
        let mut both = labeled.sets.any();
        both.and(&majority.sets.any());
        let differs = project.differs_from_majority(labeled).count();
        let row = ModelRow {
            model: model.name.to_owned(),
            problem: None,
            labeled: labeled.sets.any().count(),
            dev: on(GoldSide::Dev),
            held_out: on(GoldSide::HeldOut),
            both: both.count(),
            same: both.count() - differs,
            overturned: found.overturned.count(),
            flipped: labeled.rules_of(&found.flipped),
            above_majority: judged.difference.map(|apart| apart.mean),
            above_majority_error: judged.difference.map(|apart| apart.error),
            iterations: (labeled.fitted.iterations > 0).then_some(labeled.fitted.iterations),
            converged: (labeled.fitted.iterations > 0).then_some(labeled.fitted.is_converged),
        };
        self.judged.push(judged);
        row
    }
}

/// A model that can't be fitted, with the reason.
fn cannot(model: &LabelModel, problem: Error) -> ModelRow {
    ModelRow {
        model: model.name.to_owned(),
        problem: Some(format!("{}.", problem.what.trim_end_matches('.'))),
        labeled: 0,
        dev: SideFigures::default(),
        held_out: SideFigures::default(),
        both: 0,
        same: 0,
        overturned: 0,
        flipped: Vec::<RuleId>::new(),
        above_majority: None,
        above_majority_error: None,
        iterations: None,
        converged: None,
    }
}

impl Project {
    /// Keeps a comparison, and says so with the look at held-out gold counted.
    pub(super) fn keep_comparison(&mut self, comparison: ComparisonView) {
        self.labels.look(comparison.revision);
        self.labels.comparison = Some(ComparisonView {
            looks: self.labels.looks,
            ..comparison
        });
    }
}
