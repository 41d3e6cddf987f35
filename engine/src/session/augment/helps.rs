//! Whether variants make the end model better, measured: trained without them, with them, with those that no judge doubts,
//! and by consistency, on the same records, and judged on held-out gold; several tries, each on records drawn anew.
//!
//! Held-out records teach nothing: neither their labels by rules nor their words are trained on. Each try trains on as
//! many labeled records as are drawn for it, by the label model's probabilities, gold in their place where it is known. A
//! mixture of images is taught what the records in it are taught, each by its share; with a held-out record in it, it is
//! left out.

mod figures;
mod training;

use std::sync::Arc;

pub(super) use self::figures::points;
use self::figures::view;
use self::training::{Training, Tried};
use super::choice::AugmentChoice;
use super::describe::{Columns, Held};
use super::ground::Ground;
use super::job::working;
use super::judges::Judges;
use super::made::Variant;
use super::sample::drawn;
use super::view::HelpsView;
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::features::Making;
use crate::job::Step;
use crate::num::count;
use crate::posteriors::Posteriors;
use crate::session::project::Project;

/// Labeled records that a try trains on, at most.
const MOST_LABELED: usize = 1_000;

/// Records without a label that a try has besides, at most.
const MOST_UNLABELED: usize = 1_000;

/// Held-out records that are judged on, at most.
const MOST_JUDGED: usize = 2_000;

/// Copies of a record that a try trains on, at most.
const MOST_COPIES: u32 = 8;

/// A try leaves out this part of the labeled records, so that tries differ: one in so many.
const LEFT_OUT: u32 = 5;

/// Records whose variants are made in a step.
const STEP_RECORDS: usize = 24;

/// Measuring under way.
#[derive(Debug)]
pub(super) struct HelpsJob {
    choice: AugmentChoice,
    tries: u32,
    /// n × k: what teaches, held-out records left out.
    taught: Posteriors,
    labeled: BitSet,
    unlabeled: BitSet,
    /// Held-out records with their labels.
    judged: Vec<(u32, usize)>,
    judges: Judges,
    taught_by: String,
    stage: Stage,
    done: Vec<Tried>,
}

#[derive(Debug)]
enum Stage {
    Features(Box<dyn Making>),
    Variants(Box<Variants>),
    Training(Box<Training>),
}

/// The variants of a try being made.
#[derive(Debug)]
struct Variants {
    columns: Columns,
    ground: Ground,
    labeled: Vec<u32>,
    unlabeled: Vec<u32>,
    next: usize,
    of_labeled: Vec<OfLabeled>,
    /// Per record without a label that has one, its place in `unlabeled` and a variant.
    of_unlabeled: Vec<(usize, Held)>,
    /// Mixtures that were left out, since something in them is held out or has no label.
    left_out: u32,
}

/// A variant of a labeled record.
#[derive(Debug)]
struct OfLabeled {
    content: Held,
    /// What teaches it: each record with its share, its own alone unless it is a mixture.
    shares: Vec<(u32, f64)>,
    /// Whether nothing speaks against it.
    valid: bool,
}

impl HelpsJob {
    pub(super) fn new(project: &mut Project, mut choice: AugmentChoice, tries: u32) -> Result<Self> {
        if !(2..=20).contains(&tries) {
            let what = format!("{tries} tries can't be compared");
            return Err(Error::new(what, "Take a number from 2 to 20").at("seeds"));
        }
        choice.copies = choice.copies.min(MOST_COPIES);
        choice.policy(&project.document, project.modality())?;
        let (n, k) = (project.corpus.len(), project.document.labels.len());
        let mut held_out = BitSet::empty(n);
        project.gold_sets.held_out.iter().for_each(|set| held_out.or(set));
        let judged = drawn(&held_out, MOST_JUDGED, choice.seed);
        if judged.is_empty() {
            let remedy = "Bring a gold column; a part of it is held out";
            return Err(Error::new("There is no held-out gold to judge on", remedy));
        }
        let taught = project.teaching(&held_out, k);
        let labeled = taught.reached().clone();
        let mut unlabeled = labeled.clone();
        unlabeled.or(&held_out);
        unlabeled.invert();
        let of = |record: u32| {
            project
                .gold_sets
                .held_out
                .iter()
                .position(|set| set.contains(record))
        };
        let judged = judged
            .into_iter()
            .filter_map(|record| Some((record, of(record)?)));
        let mut job = Self {
            tries,
            judged: judged.collect(),
            judges: project.judges(),
            taught_by: project.taught_by(),
            stage: Stage::Features(project.usual_plan().begin()?),
            choice,
            taught,
            labeled,
            unlabeled,
            done: Vec::new(),
        };
        if job.labeled.count() < 2 {
            let what = "Fewer than two records have a label to learn from";
            return Err(Error::new(
                what,
                "Write rules that vote, or label records by hand",
            ));
        }
        let known = project.kept_features().map(|(_, vectors)| Arc::clone(vectors));
        if let Some(columns) = known.and_then(|vectors| project.columns_of(&vectors)) {
            job.stage = job.begin_try(project, columns)?;
        }
        Ok(job)
    }

    /// Begins the next try, on records of its own and with a seed of its own.
    fn begin_try(&self, project: &mut Project, columns: Columns) -> Result<Stage> {
        let number = count(self.done.len());
        let choice = AugmentChoice {
            seed: self.choice.seed.wrapping_add(number),
            ..self.choice.clone()
        };
        let all = self.labeled.count();
        let wanted = (all - all.div_ceil(LEFT_OUT).min(all - 2)) as usize;
        Ok(Stage::Variants(Box::new(Variants {
            columns,
            ground: project.ground(&choice)?,
            labeled: drawn(&self.labeled, wanted.min(MOST_LABELED), choice.seed),
            unlabeled: drawn(&self.unlabeled, MOST_UNLABELED, choice.seed),
            next: 0,
            of_labeled: Vec::new(),
            of_unlabeled: Vec::new(),
            left_out: 0,
        })))
    }

    /// Does some more.
    pub(super) fn step(&mut self, project: &mut Project) -> Result<Step<HelpsView>> {
        match &mut self.stage {
            Stage::Features(making) => match making.step(&project.corpus)? {
                Step::Working(progress) => return Ok(Step::Working(progress)),
                Step::Done(vectors) => {
                    let columns = project.columns_of(&Arc::new(vectors));
                    let columns = columns.ok_or_else(|| {
                        Error::new("The records have nothing to learn from", "Bring other records")
                    })?;
                    self.stage = self.begin_try(project, columns)?;
                }
            },
            Stage::Variants(variants) => {
                if variants.step(project, &self.judges, &self.taught)? {
                    let options = project.document.model.end_options.options();
                    let training = Training::new(project, variants, &self.taught, &self.judged, options)?;
                    self.stage = Stage::Training(Box::new(training));
                }
            }
            Stage::Training(training) => {
                if let Some((tried, columns)) = training.step(project)? {
                    self.done.push(tried);
                    if count(self.done.len()) == self.tries {
                        project.look_at_held_out();
                        return Ok(Step::Done(view(
                            &self.done,
                            &self.taught_by,
                            count(self.judged.len()),
                        )));
                    }
                    self.stage = self.begin_try(project, columns)?;
                }
            }
        }
        Ok(Step::Working(working(
            "training with and without variants",
            self.done.len() as u64,
            self.tries,
        )))
    }
}

impl Variants {
    /// Makes some more; whether all are made.
    fn step(&mut self, project: &Project, judges: &Judges, taught: &Posteriors) -> Result<bool> {
        let labeled = self.labeled.len();
        let end = (self.next + STEP_RECORDS).min(labeled + self.unlabeled.len());
        let of_labeled = self.next.min(labeled)..end.min(labeled);
        let kin = self.ground.make(project, &self.labeled[of_labeled])?;
        let (views, _) = self.ground.judged(project, judges, &kin)?;
        for (variant, view) in kin.iter().flat_map(|kin| &kin.variants).zip(views) {
            if view.unchanged {
                continue;
            }
            let shares: Vec<(u32, f64)> = match &view.made.shares[..] {
                [] => vec![(view.made.record, 1.0)],
                mixed => mixed.iter().map(|share| (share.record, share.share)).collect(),
            };
            // Nothing of held-out records is among what teaches, hence nothing of a mixture with one.
            if !shares
                .iter()
                .all(|(record, _)| taught.reached().contains(*record))
            {
                self.left_out += 1;
                continue;
            }
            self.of_labeled.push(OfLabeled {
                content: self.columns.hold(variant.content())?,
                shares,
                valid: view.valid,
            });
        }
        let of_unlabeled = self.next.max(labeled) - labeled..end.max(labeled) - labeled;
        let kin = self.ground.make(project, &self.unlabeled[of_unlabeled.clone()])?;
        for (place, kin) in of_unlabeled.zip(kin) {
            // What a mixture should get is not what its record gets.
            let is_wanted = |variant: &&Variant| !variant.is_unchanged() && variant.partners().is_empty();
            if let Some(changed) = kin.variants.iter().find(is_wanted) {
                let held = self.columns.hold(changed.content())?;
                self.of_unlabeled.push((place, held));
            }
        }
        self.next = end;
        Ok(end == labeled + self.unlabeled.len())
    }
}

impl Project {
    /// Who teaches, in words.
    pub(super) fn taught_by(&self) -> String {
        match self.chosen() {
            Some(fit) => format!("{} and dev gold", fit.fitted.model.title),
            None => "dev gold".to_owned(),
        }
    }

    /// The chosen model's probabilities, dev gold in their place, and nothing of held-out records.
    pub(super) fn teaching(&self, held_out: &BitSet, labels: usize) -> Posteriors {
        let mut taught = Posteriors::unreached(self.corpus.len(), labels);
        if let Some(fit) = self.chosen() {
            for record in 0..self.records() {
                if let (Some(row), false) = (fit.posteriors.get(record), held_out.contains(record)) {
                    taught.set(record, row);
                }
            }
        }
        let mut sure = vec![0.0; labels];
        for (label, set) in self.gold_sets.dev.iter().enumerate() {
            sure.fill(0.0);
            sure[label] = 1.0;
            set.iter().for_each(|record| taught.set(record, &sure));
        }
        taught
    }
}
