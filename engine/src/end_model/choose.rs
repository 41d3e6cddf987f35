//! Which C: each candidate is trained without some records and measured on them, in steps.
//!
//! Gold held out says which model is right. Without gold, folds of the posteriors say which model foretells the label
//! model best; since the rules' own words are among the features, this favours weak penalties, and should be shown as
//! what it is.

use super::fit::Fit;
use super::model::EndModel;
use super::options::EndOptions;
use super::targets::{GoldRecord, Targets};
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::job::{Progress, Step};
use crate::metrics::log_loss_of;
use crate::posteriors::Posteriors;
use crate::rng::mix;

/// The values of C that are tried, ascending.
pub const CANDIDATES: &[f64] = &[0.1, 0.3, 1.0, 3.0, 10.0, 30.0];

/// Records that each candidate is trained on, at most; spread over all.
const MOST_RECORDS: usize = 20_000;

/// Fewest gold records that are measured on.
const FEWEST_GOLD: usize = 20;

/// What the candidates are measured on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldOut {
    /// Gold, which is then not trained on.
    Gold,
    /// Each of so many parts of the posteriors in turn, at least two.
    Folds(u32),
}

/// What came of a candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tried {
    /// The candidate.
    pub c: f64,
    /// The mean loss on the records held out: their cross-entropy.
    pub loss: f64,
    /// Its standard error over records.
    pub error: f64,
    /// How many records it was measured on.
    pub records: u32,
}

/// The choice.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// The candidate with the lowest loss; of equal ones the smallest.
    pub c: f64,
    /// All candidates, in their order.
    pub tried: Vec<Tried>,
}

/// The choosing, which is handed the vectors at every step.
#[derive(Debug)]
pub struct Choosing {
    options: EndOptions,
    /// What is trained on, and measured on, in turn.
    folds: Vec<(Targets, Targets)>,
    fold: usize,
    candidate: usize,
    fitting: Option<Box<Fit>>,
    /// The last model of this fold, from which the next candidate begins.
    before: Option<EndModel>,
    /// Per candidate the losses of records: their number, sum, and sum of squares.
    losses: Vec<[f64; 3]>,
}

impl Choosing {
    /// Begins to choose. Gold that is not held out is trained on.
    ///
    /// # Errors
    /// Those of [`Fit::new`]; fewer than 20 gold records with features, where gold is held out; fewer than two folds, or
    /// fewer records than folds.
    pub fn new(
        vectors: &Vectors,
        posteriors: &Posteriors,
        gold: &[GoldRecord],
        options: &EndOptions,
        held_out: HeldOut,
    ) -> Result<Self> {
        options.check()?;
        let targets = Targets::new(vectors, posteriors, gold, options.gold_weight)?;
        let folds = match held_out {
            HeldOut::Gold => vec![without_gold(&targets, gold)?],
            HeldOut::Folds(count) => in_folds(&targets, count)?,
        };
        Ok(Self {
            options: options.clone(),
            folds,
            fold: 0,
            candidate: 0,
            fitting: None,
            before: None,
            losses: vec![[0.0; 3]; CANDIDATES.len()],
        })
    }

    /// Does one step. Every step must be given the same vectors.
    ///
    /// # Errors
    /// Those of [`Fit::new`], where a fold leaves too little.
    pub fn step(&mut self, vectors: &Vectors) -> Result<Step<Choice>> {
        let mut fitting = match self.fitting.take() {
            Some(fitting) => fitting,
            None => Box::new(self.begin(vectors)?),
        };
        match fitting.step(vectors)? {
            Step::Working(_) => self.fitting = Some(fitting),
            Step::Done(model) => {
                self.measure(vectors, &model);
                self.before = Some(model);
                self.candidate += 1;
            }
        }
        if self.candidate == CANDIDATES.len() {
            (self.candidate, self.before) = (0, None);
            self.fold += 1;
        }
        if self.fold == self.folds.len() {
            return Ok(Step::Done(self.choice()));
        }
        Ok(Step::Working(Progress {
            stage: "trying penalties",
            done: (self.fold * CANDIDATES.len() + self.candidate) as u64,
            total: (self.folds.len() * CANDIDATES.len()) as u64,
            estimate: None,
        }))
    }

    fn begin(&self, vectors: &Vectors) -> Result<Fit> {
        let options = EndOptions {
            c: CANDIDATES[self.candidate],
            ..self.options.clone()
        };
        Fit::on(
            vectors,
            self.folds[self.fold].0.clone(),
            &options,
            self.before.as_ref(),
        )
    }

    fn measure(&mut self, vectors: &Vectors, model: &EndModel) {
        let held_out = &self.folds[self.fold].1;
        let [number, sum, squares] = &mut self.losses[self.candidate];
        for (place, &record) in held_out.records.iter().enumerate() {
            if let Some(row) = model.row(vectors, record) {
                let losses = held_out.row(place).iter().zip(&row);
                let loss: f64 = losses.map(|(q, &p)| q * log_loss_of(p)).sum();
                *number += 1.0;
                *sum += loss;
                *squares += loss * loss;
            }
        }
    }

    fn choice(&self) -> Choice {
        let tried = CANDIDATES
            .iter()
            .zip(&self.losses)
            .map(|(&c, &losses)| tried(c, losses));
        let tried: Vec<Tried> = tried.collect();
        let best = tried.iter().min_by(|one, other| one.loss.total_cmp(&other.loss));
        Choice {
            c: best.map_or(self.options.c, |best| best.c),
            tried,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of records"
)]
fn tried(c: f64, [number, sum, squares]: [f64; 3]) -> Tried {
    let whole = number.max(1.0);
    let loss = sum / whole;
    Tried {
        c,
        loss,
        error: ((squares / whole - loss * loss).max(0.0) / whole).sqrt(),
        records: number as u32,
    }
}

fn without_gold(targets: &Targets, gold: &[GoldRecord]) -> Result<(Targets, Targets)> {
    let mut known: Vec<u32> = gold.iter().map(|gold| gold.record).collect();
    known.sort_unstable();
    let is_gold = |place: usize| known.binary_search(&targets.records[place]).is_ok();
    let held_out = targets.only(is_gold);
    if held_out.records.len() < FEWEST_GOLD {
        let what = format!("{} gold records are too few to choose by", held_out.records.len());
        let remedy = format!("Label {FEWEST_GOLD} or more by hand, or choose by folds");
        return Err(Error::new(what, remedy));
    }
    let stride = (targets.records.len() - held_out.records.len())
        .div_ceil(MOST_RECORDS)
        .max(1);
    Ok((
        targets.only(|place| !is_gold(place) && place % stride == 0),
        held_out,
    ))
}

/// Records fall into folds by a hash of their place, so that no order of the file matters.
fn in_folds(targets: &Targets, folds: u32) -> Result<Vec<(Targets, Targets)>> {
    let stride = targets.records.len().div_ceil(MOST_RECORDS).max(1);
    let sample = targets.only(|place| place % stride == 0);
    if folds < 2 || sample.records.len() < 2 * folds as usize {
        let what = format!("{} records can't be cut into {folds} folds", sample.records.len());
        return Err(Error::new(
            what,
            "Take two folds or more, with two records or more in each",
        ));
    }
    let fold_of = |place: usize| mix(u64::from(sample.records[place]) + 1) % u64::from(folds);
    let part = |fold: u64| {
        let others = sample.only(|place| fold_of(place) != fold);
        (others, sample.only(|place| fold_of(place) == fold))
    };
    Ok((0..u64::from(folds)).map(part).collect())
}
