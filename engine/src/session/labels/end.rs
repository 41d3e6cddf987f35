//! The end model in a project: taught by a label model's probabilities and by dev gold, it labels records that no rule
//! votes on. Held-out gold teaches it nothing.

use std::sync::Arc;

use super::labeled::{LabelSets, Labeled, Sorting};
use crate::bits::BitSet;
use crate::end_model::{EndModel, EndOptions, Fit, GoldRecord, Predicting};
use crate::error::{Error, Result};
use crate::features::{Making, Plan, Vectors, kinds};
use crate::ids::LabelId;
use crate::job::{Progress, Step};
use crate::modality::Modality;
use crate::model_choice::EndModelOptions;
use crate::posteriors::Posteriors;
use crate::session::project::Project;

/// A trained end model and what it makes of all records.
#[derive(Debug)]
pub(in crate::session) struct Trained {
    /// The labels that taught it.
    pub(super) taught_by: Arc<Labeled>,
    pub(super) options: EndModelOptions,
    pub(super) model: EndModel,
    pub(super) vectors: Arc<Vectors>,
    /// n × k.
    pub(super) posteriors: Posteriors,
    pub(super) sets: LabelSets,
    /// The records that no rule votes on.
    pub(super) uncovered: BitSet,
}

impl Trained {
    /// The project's revision that it is of.
    pub(super) fn revision(&self) -> u32 {
        self.taught_by.revision
    }

    pub(super) fn is_of(&self, taught_by: &str, options: &EndModelOptions) -> bool {
        self.taught_by.asked == taught_by && self.options == *options
    }

    /// The records without a vote to which it gives a label.
    pub(in crate::session) fn reaches(&self) -> BitSet {
        let mut reaches = self.sets.any();
        reaches.and(&self.uncovered);
        reaches
    }

    /// … this label.
    pub(super) fn of_label(&self, label: LabelId) -> Option<BitSet> {
        let at = self.taught_by.labels.iter().position(|known| *known == label)?;
        let mut found = self.sets.decided.labels.get(at)?.clone();
        found.and(&self.uncovered);
        Some(found)
    }

    /// The row of a record that no rule votes on.
    pub(in crate::session) fn row(&self, record: u32) -> Option<&[f64]> {
        if self.uncovered.contains(record) {
            self.posteriors.get(record)
        } else {
            None
        }
    }

    /// The model.
    pub(in crate::session) const fn model(&self) -> &EndModel {
        &self.model
    }

    /// The label of an index in 0..k.
    pub(in crate::session) fn label_at(&self, at: usize) -> Option<LabelId> {
        self.taught_by.labels.get(at).copied()
    }

    /// The features it is of.
    pub(in crate::session) const fn vectors(&self) -> &Arc<Vectors> {
        &self.vectors
    }

    /// C as it was taken.
    pub(in crate::session) fn c(&self) -> f64 {
        self.options.options().c
    }

    /// The names of the kinds of features.
    pub(in crate::session) fn features(&self) -> Vec<&str> {
        self.vectors
            .blocks()
            .iter()
            .map(|block| block.kind.as_str())
            .collect()
    }

    /// Records that it was trained on.
    pub(in crate::session) fn trained_on(&self) -> u32 {
        self.model.summary().records
    }
}

impl EndModelOptions {
    /// The kinds of features, each with its usual options.
    ///
    /// # Errors
    /// A kind that is not there.
    pub(super) fn plan(&self, modality: Modality) -> Result<Plan> {
        let mut plan = Plan::usual(modality);
        if self.features.is_empty() {
            return Ok(plan);
        }
        plan.parts.clear();
        for name in &self.features {
            plan.parts
                .extend(Plan::of(kinds::find_for(name, modality)?).parts);
        }
        Ok(plan)
    }

    /// What the fit takes into account.
    pub(in crate::session) fn options(&self) -> EndOptions {
        let default = EndOptions::default();
        EndOptions {
            c: self.c.unwrap_or(default.c),
            ..default
        }
    }

    /// The names of the kinds, also of those that are meant by none.
    fn kinds(&self, modality: Modality) -> Vec<String> {
        if self.features.is_empty() {
            kinds::of(modality)
                .take(1)
                .map(|kind| kind.name.to_owned())
                .collect()
        } else {
            self.features.clone()
        }
    }
}

/// The training under way.
#[derive(Debug)]
pub(super) struct EndJob {
    labeled: Arc<Labeled>,
    options: EndModelOptions,
    gold: Vec<GoldRecord>,
    uncovered: BitSet,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Making(Box<dyn Making>),
    Fitting(Arc<Vectors>, Box<Fit>),
    Predicting(Arc<Vectors>, EndModel, Predicting),
    Sorting(Arc<Vectors>, EndModel, Sorting),
    Over,
}

impl EndJob {
    /// Begins to train on the labels of a model.
    ///
    /// # Errors
    /// Features that are not there; options that mean nothing; labels that teach nothing.
    pub(super) fn new(project: &Project, labeled: Arc<Labeled>, options: EndModelOptions) -> Result<Self> {
        options.options().check()?;
        let dev = project.gold_sets.dev.iter().enumerate();
        let gold =
            dev.flat_map(|(label, records)| records.iter().map(move |record| GoldRecord { record, label }));
        let mut uncovered = project.saved.analysis.sets.covered.clone();
        uncovered.invert();
        let mut job = Self {
            gold: gold.collect(),
            uncovered,
            stage: Stage::Making(options.plan(project.modality())?.begin()?),
            labeled,
            options,
        };
        if let Some((kinds, vectors)) = &project.labels.vectors
            && *kinds == job.options.kinds(project.modality())
        {
            job.stage = job.fitting(Arc::clone(vectors))?;
        }
        Ok(job)
    }

    fn fitting(&self, vectors: Arc<Vectors>) -> Result<Stage> {
        let fit = Fit::new(
            &vectors,
            &self.labeled.posteriors,
            &self.gold,
            &self.options.options(),
        )?;
        Ok(Stage::Fitting(vectors, Box::new(fit)))
    }

    /// Does one step.
    ///
    /// # Errors
    /// What it can't be trained for.
    pub(super) fn step(&mut self, project: &Project) -> Result<Step<Trained>> {
        let (stage, progress) = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Making(mut making) => match making.step(&project.corpus)? {
                Step::Working(progress) => (Stage::Making(making), progress),
                Step::Done(vectors) => (self.fitting(Arc::new(vectors))?, working("training")),
            },
            Stage::Fitting(vectors, mut fit) => match fit.step(&vectors)? {
                Step::Working(progress) => (Stage::Fitting(vectors, fit), progress),
                Step::Done(model) => {
                    let predicting = Predicting::new(&model, &vectors)?;
                    let stage = Stage::Predicting(vectors, model, predicting);
                    (stage, working("labeling all records"))
                }
            },
            Stage::Predicting(vectors, model, mut predicting) => match predicting.step(&model, &vectors) {
                Step::Working(progress) => (Stage::Predicting(vectors, model, predicting), progress),
                Step::Done(posteriors) => {
                    let sorting = Sorting::new(posteriors);
                    (
                        Stage::Sorting(vectors, model, sorting),
                        working("sorting records"),
                    )
                }
            },
            Stage::Sorting(vectors, model, mut sorting) => {
                if sorting.step().is_none() {
                    return Ok(Step::Done(self.trained(vectors, model, sorting)));
                }
                (
                    Stage::Sorting(vectors, model, sorting),
                    working("sorting records"),
                )
            }
            Stage::Over => return Err(Error::new("The end model's training has ended", "Train it again")),
        };
        self.stage = stage;
        Ok(Step::Working(progress))
    }

    fn trained(&self, vectors: Arc<Vectors>, model: EndModel, sorting: Sorting) -> Trained {
        let (posteriors, sets) = sorting.finish();
        Trained {
            taught_by: Arc::clone(&self.labeled),
            options: self.options.clone(),
            model,
            vectors,
            posteriors,
            sets,
            uncovered: self.uncovered.clone(),
        }
    }

    /// Does all steps.
    ///
    /// # Errors
    /// As [`Self::step`].
    pub(super) fn run(mut self, project: &Project) -> Result<Trained> {
        loop {
            if let Step::Done(trained) = self.step(project)? {
                return Ok(trained);
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

impl Project {
    /// Keeps an end model, and the features it was made of.
    pub(super) fn keep_end(&mut self, trained: Trained) {
        let kinds = trained.options.kinds(self.modality());
        self.labels.vectors = Some((kinds, Arc::clone(&trained.vectors)));
        self.labels.end = Some(Arc::new(trained));
        self.selected = None;
    }
}
