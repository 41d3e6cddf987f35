//! The receipt of a record's label: which seeds and which rules it comes from, and on which way. All methods are
//! sums over seeds once the seeds stand, so the parts add up to the scores exactly.

use std::sync::Arc;

use super::Reading;
use super::conjugate::Conjugate;
use super::ground::Ground;
use super::influence::Asking;
use super::matrix::Matrix;
use super::options::ALPHA;
use super::path::{Hop, strongest};
use super::picture::Picture;
use super::scores::Panel;
use super::seeds::{Origin, Seed};
use super::solving::progress;
use super::walk::Walk;
use crate::error::{Error, Result};
use crate::job::{Job, Step};
use crate::num::{count, index};

/// What a share says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Shares of the record's P(label): those of the seeds of one label add up to its probability. Without a seed, its
    /// share is what the record would lack.
    Share,
    /// Poisson learning compares seeds and knows no shares. What is told is each seed's pull on its own label, as a part
    /// of all pulls: how much nearer it is to the record than the mean seed, and below 0 where it is further away. The
    /// pulls of a label's seeds add up to its score. They hold for the seeds as they stand: without one, the mean moves
    /// and the others pull a little differently.
    Pull,
}

/// A seed's part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FromSeed {
    /// The seed.
    pub seed: Seed,
    /// What arrives of a seed of weight 1 on this one's record, in the method's own numbers; K_is of label spreading.
    pub influence: f64,
    /// Its share, or pull, for its own label.
    pub share: f64,
}

/// The part of all seeds of one origin: of a rule, of the hand labels, of a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FromOrigin {
    /// The origin.
    pub origin: Origin,
    /// The label its seeds are for.
    pub label: u32,
    /// How many of its seeds count here.
    pub seeds: u32,
    /// Their shares together.
    pub share: f64,
}

/// Where a record's label comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// The record.
    pub record: u32,
    /// Its label.
    pub label: u32,
    /// What shares say.
    pub meaning: Meaning,
    /// The seeds that count, the largest share first, by record where equal.
    pub seeds: Vec<FromSeed>,
    /// The same by origin and label, the largest share first.
    pub origins: Vec<FromOrigin>,
    /// The strongest way from the first seed for this label, the seed first; where no seed pulls, since all that are
    /// connected with the record are for one label, from the nearest.
    pub path: Vec<Hop>,
}

/// A receipt being made, as a job.
#[derive(Debug)]
pub struct ReceiptRun {
    picture: Arc<Picture>,
    record: u32,
    label: u32,
    asked: Option<Asked>,
}

/// The seeds being asked.
#[derive(Debug)]
enum Asked {
    Solved(Box<Conjugate>, fn(&Ground, usize, &Panel) -> Vec<f64>),
    Walked(Walk),
}

impl Asked {
    fn new(picture: &Picture, record: usize) -> Self {
        match picture.method.influence {
            Asking::Solved(influence) => {
                let influence = influence(&picture.ground, record);
                let after = influence.after;
                Self::Solved(Box::new(influence.begin()), after)
            }
            Asking::Walked(walk) => Self::Walked(walk(picture, record)),
        }
    }

    fn step(&mut self) -> bool {
        match self {
            Self::Solved(solving, _) => solving.step(),
            Self::Walked(walk) => walk.step(),
        }
    }

    fn done(&self) -> f64 {
        match self {
            Self::Solved(solving, _) => solving.done(),
            Self::Walked(walk) => walk.done(),
        }
    }

    /// A number for each seeded record, and what was gone along.
    fn finish(self, ground: &Ground, record: usize) -> (Vec<f64>, Arc<Matrix>) {
        match self {
            Self::Solved(solving, after) => {
                let influence = after(ground, record, &solving.finish());
                (influence, Arc::clone(&ground.field.spread))
            }
            Self::Walked(walk) => (walk.at_seeds(ground), Arc::clone(walk.matrix())),
        }
    }
}

impl ReceiptRun {
    /// Begins.
    ///
    /// # Errors
    /// The record has no label.
    pub fn new(picture: Arc<Picture>, record: u32) -> Result<Self> {
        let Some(label) = picture.label(record) else {
            return Err(Error::new(
                format!("Record {record} has no label to give a receipt for"),
                "Take a record that a seed reaches.",
            ));
        };
        Ok(Self {
            asked: Some(Asked::new(&picture, index(record))),
            picture,
            record,
            label,
        })
    }

    fn receipt(&self, asked: Asked) -> Receipt {
        let (influence, matrix) = asked.finish(&self.picture.ground, index(self.record));
        let meaning = match self.picture.method.reading {
            Reading::Shares => Meaning::Share,
            Reading::Signed => Meaning::Pull,
        };
        let mut seeds = self.amounts(&influence, meaning);
        let all: f64 = seeds.iter().map(|part| part.share.abs()).sum();
        if all > 0.0 {
            seeds.iter_mut().for_each(|part| part.share /= all);
        }
        seeds.sort_by(|a, b| {
            let larger = b.share.total_cmp(&a.share);
            larger.then(a.seed.record.cmp(&b.seed.record))
        });
        Receipt {
            record: self.record,
            label: self.label,
            meaning,
            origins: by_origin(&seeds),
            path: self.path(&seeds, &matrix),
            seeds,
        }
    }

    /// Each seed's part before all are divided by their sum; seeds without any are left out.
    fn amounts(&self, influence: &[f64], meaning: Meaning) -> Vec<FromSeed> {
        let (ground, method) = (&self.picture.ground, self.picture.method);
        let amount = |seed: Seed| {
            let place = ground.given.place[index(seed.record)];
            let influence = influence[index(place)];
            let factor = self.picture.factor(index(self.record), index(seed.label));
            let put_in = (method.input)(ground, seed, index(seed.label));
            let amount = influence * put_in * factor;
            FromSeed {
                seed,
                influence,
                share: if meaning == Meaning::Share {
                    amount.max(0.0)
                } else {
                    amount
                },
            }
        };
        let parts = self.picture.seeds().iter().map(amount);
        parts.filter(|part| part.share != 0.0).collect()
    }

    fn path(&self, seeds: &[FromSeed], matrix: &Matrix) -> Vec<Hop> {
        let first = seeds.iter().find(|part| part.seed.label == self.label);
        let first = first.map(|part| part.seed.record);
        let alpha = if self.picture.method.uses_alpha {
            self.picture.options().alpha
        } else {
            ALPHA
        };
        // Where all seeds that are connected with it are of one label, none pulls more than another.
        let given = &self.picture.ground.given;
        let is_start = |record: u32| match first {
            Some(first) => record == first,
            None => given
                .of_record(index(record))
                .is_some_and(|row| row[index(self.label)] > 0.0),
        };
        let edges = self.picture.field().edges();
        strongest(edges, (matrix, alpha), &is_start, self.record)
    }
}

fn by_origin(seeds: &[FromSeed]) -> Vec<FromOrigin> {
    let mut parts: Vec<&FromSeed> = seeds.iter().collect();
    parts.sort_by_key(|part| (part.seed.origin, part.seed.label));
    let groups = parts.chunk_by(|a, b| (a.seed.origin, a.seed.label) == (b.seed.origin, b.seed.label));
    let mut origins: Vec<FromOrigin> = groups
        .map(|group| FromOrigin {
            origin: group[0].seed.origin,
            label: group[0].seed.label,
            seeds: count(group.len()),
            share: group.iter().map(|part| part.share).sum(),
        })
        .collect();
    origins.sort_by(|a, b| b.share.total_cmp(&a.share));
    origins
}

impl Job for ReceiptRun {
    type Output = Receipt;

    fn step(&mut self) -> Result<Step<Receipt>> {
        let mut asked = match self.asked.take() {
            Some(asked) => asked,
            None => Asked::new(&self.picture, index(self.record)),
        };
        if asked.step() {
            let progress = progress("asking the seeds", asked.done());
            self.asked = Some(asked);
            return Ok(Step::Working(progress));
        }
        Ok(Step::Done(self.receipt(asked)))
    }
}
